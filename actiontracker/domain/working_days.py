"""Working days of England and Wales: not weekends, Christmas Day, Good Friday or a bank holiday, one-off ones included.

The days come from the `holidays` library (GB, England), which knows those of 1978 to the present law's end; it is loaded
only where working days are counted.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from actiontracker.domain.errors import UsageFault

MOST_DAYS = 2_000
_AFTER = re.compile(r"(?P<count>\d{1,4}) working days? (?P<side>after|before) (?P<day>.+)", re.IGNORECASE | re.ASCII)


@lru_cache(maxsize=128)
def bank_holidays(year: int) -> dict[date, str]:
    """The bank and public holidays of a year with their names, days in lieu among them."""
    from holidays import country_holidays

    return dict(country_holidays("GB", subdiv="ENG", years=year).items())


def is_working_day(day: date) -> bool:
    """Whether a day is neither on a weekend nor a holiday."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_days_on(day: date, count: int) -> date:
    """The day so many working days later (negative: earlier), the first day not counted; 0 is the day itself.

    >>> working_days_on(date(2012, 6, 27), 70)
    datetime.date(2012, 10, 4)
    """
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days lie after one day up to and with another; negative where the other is earlier.

    >>> working_days_between(date(2012, 6, 27), date(2012, 10, 4))
    70
    """
    if last < first:
        return -working_days_between(last, first)
    return sum(is_working_day(first + timedelta(days=each)) for each in range(1, (last - first).days + 1))


def clear_working_days_before(meeting: date, count: int) -> date:
    """The last day on which papers may be out so many clear working days before a meeting: neither day is counted."""
    return working_days_on(meeting, -(count + 1))


def counted_day(text: str, option: str) -> date | None:
    """The day that "20 working days after 27.6.12" means; None where the text is no such phrase. Raises UsageFault."""
    found = _AFTER.fullmatch(" ".join(text.split()))
    if not found:
        return None
    from actiontracker.domain.deadlines import typed_day

    count = int(found["count"])
    if not 0 < count <= MOST_DAYS:
        raise UsageFault(f"{option} {text!r}: {count} working days cannot be counted", f"give 1 to {MOST_DAYS:,}")
    return working_days_on(typed_day(found["day"], option), count if found["side"].lower() == "after" else -count)
