"""Days as people type them, and the days that follow from them (how documents print by-whens: `printed`)."""

from calendar import monthrange
from datetime import date

from actiontracker.domain.errors import UsageFault

FIRST_YEAR, LAST_YEAR = 2000, 2099


def typed_day(text: str, option: str) -> date:
    """A day as typed for `option`: ISO or UK day-first with a year, or "20 working days after" such a day; nothing looser.

    Raises UsageFault (exit 2) with the reason when there is no such day.
    """
    try:
        day = date.fromisoformat(text.strip()) if len(text.strip()) == len("2012-10-31") else None
    except ValueError:
        day = None
    if day is None and "working day" in text.lower():
        from actiontracker.domain.working_days import counted_day  # few are typed so

        day = counted_day(text, option)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        from actiontracker.domain.printed import read_whole_day  # its patterns are not for the quick way

        day, reason = read_whole_day(text)
        if day is None:
            raise UsageFault(f"{option} {text!r}: {reason}", "write it as 2012-10-31 or 31.10.12")
    return day


def next_due(recurrence: str, began: date, last_done: date | None) -> date:
    """The day by which a recurring action must be said to operate again: one period after it last was, or began.

    A weekly action is asked for monthly: nobody reports each week (docs/decisions.md).
    """
    from dateutil.relativedelta import relativedelta  # loaded only where a recurring action is met

    months = {"weekly": 1, "monthly": 1, "quarterly": 3, "six_monthly": 6, "annually": 12}[recurrence]
    return (last_done or began) + relativedelta(months=months)


def month_before(day: date) -> date:
    """The same day a month earlier; from a month's last day the last day of the month before: boards meet monthly."""
    return months_on(day, -1)


def month_after(day: date) -> date:
    """The same day a month later; from a month's last day the last day of the next: what falls due "next month" ends so."""
    return months_on(day, 1)


def month_end(month: str) -> str:
    """The last day of a month: `2012-10` ends on `2012-10-31`."""
    year, number = int(month[:4]), int(month[5:7])
    return f"{month}-{monthrange(year, number)[1]}"


def months_on(day: date, months: int) -> date:
    """The same day so many months on (negative: before); a month's last day stays one."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    length = monthrange(year, month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, length if is_last else min(day.day, length))
