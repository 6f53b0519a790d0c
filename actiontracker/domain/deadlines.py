"""Dates as councils print them, and the days that follow from them. Nothing is invented: see `read_by_when`."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from actiontracker.domain.errors import UsageFault

_MONTHS: tuple[str, ...] = ("january", "february", "march", "april", "may", "june")
_MONTHS += ("july", "august", "september", "october", "november", "december")
_MONTH = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
_MONTH += r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t]00:00(?::00)?)?")
_NUMERIC = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})")
_WORDED = re.compile(
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(\d{{1,2}})\s*(?:st|nd|rd|th)?\s*(?:of\s+)?[-\s]*{_MONTH}[-,\s]*(\d{{4}}|\d{{2}})"
)
_MONTH_ONLY = re.compile(rf"{_MONTH}[-,\s]*(\d{{4}}|\d{{2}})")
_LEAD_IN = re.compile(r"^(?:due\s+)?(?:by|before|due|until|from)?\s*(?:the\s+)?(?:end\s+(?:of\s+)?)?")
_ONGOING_TO = re.compile(r"^on-?going\s+(?:to|until|till|up to)\s+")

_FREQUENCIES = (  # shortest first: two in one cell are read as the shorter
    ("weekly", r"\bweekly\b|\bevery week\b"),
    ("monthly", r"(?<!six )(?<!six-)(?<!6 )(?<!6-)(?<!bi-)\bmonthly\b|\b(?:every|each) month\b"),
    ("quarterly", r"\bquarterly\b|\b(?:every|each) quarter\b|\bevery (?:three|3) months\b"),
    ("six_monthly", r"\b(?:six|6)[ -]monthly\b|\bevery (?:six|6) months\b|\bbi-?annual(?:ly)?\b|\bhalf[ -]yearly\b"),
    ("annually", r"(?<!bi-)\bannual(?:ly)?\b|(?<!half )(?<!half-)\byearly\b|\bevery year\b"),
)
_READERS = tuple((name, re.compile(words)) for name, words in _FREQUENCIES)
_NO_DATE = re.compile(
    r"(?:on-?going|asap|as soon as possible|tb[cda]|to be confirmed|completed?|done|immediate(?:ly)?|n/?a|none|[-–—?]+)$"
)


class ByWhen(NamedTuple):
    """What a printed by-when says. `remark` tells people what was not as plain as a date; `unread` that it was no date."""

    deadline: date | None = None
    recurrence: str | None = None
    remark: str = ""
    unread: bool = False


def read_by_when(text: str) -> ByWhen:
    """Read a by-when: ISO, UK day-first dates, a month (its last day), a frequency; anything else keeps its text only.

    >>> read_by_when("27.9.12.").deadline
    datetime.date(2012, 9, 27)
    >>> read_by_when("31.9.12").remark
    'no such day: September 2012 has 30 days'
    """
    words = " ".join(text.replace("\xa0", " ").split()).lower().rstrip(" .")
    if not words:
        return ByWhen()
    until = _ONGOING_TO.match(words)
    reading = _read_date(words[until.end() :] if until else words) or _read_frequency(words)
    if reading is None and _NO_DATE.match(words):
        return ByWhen(remark="no date: kept as text")
    if reading is None:
        return ByWhen(remark="cannot be read as a date", unread=True)
    return reading._replace(remark="ongoing, with an end") if until and reading.deadline else reading


def _read_date(words: str) -> ByWhen | None:
    words = _LEAD_IN.sub("", words)
    if found := _ISO.fullmatch(words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(words):
        return _day(_year(found[3]), int(found[2]), int(found[1]))
    if found := _WORDED.fullmatch(words):
        return _day(_year(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_ONLY.fullmatch(words):
        year, month = _year(found[2]), _month(found[1])
        return ByWhen(date(year, month, monthrange(year, month)[1]))
    return None


def _day(year: int, month: int, day: int) -> ByWhen:
    if not 1 <= month <= 12:
        return ByWhen(remark=f"no such day: there is no month {month} (days come first)", unread=True)
    if not 2000 <= year <= 2099:
        return ByWhen(remark=f"the year {year} cannot be meant", unread=True)
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        return ByWhen(remark=f"no such day: {_MONTHS[month - 1].title()} {year} has {length} days", unread=True)
    return ByWhen(date(year, month, day))


def _year(digits: str) -> int:
    century = (2000 if int(digits) < 80 else 1900) if len(digits) == 2 else 0
    return century + int(digits)


def _month(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name[:3]))


def _read_frequency(words: str) -> ByWhen | None:
    found = [name for name, pattern in _READERS if pattern.search(words)]
    if not found:
        return None
    remark = f"two frequencies: read as the shorter, {found[0].replace('_', ' ')}" if len(found) > 1 else ""
    if re.search(r"\bbi-?annual", words):
        remark = "bi-annual is read as every six months"
    return ByWhen(recurrence=found[0], remark=remark)


def typed_day(text: str, option: str) -> date:
    """A day as typed for `option`: ISO or UK day-first with a year, nothing looser.

    Raises UsageFault (exit 2) with the reason when there is no such day.
    """
    reading = _read_date(text.strip().lower())
    whole_month = _MONTH_ONLY.fullmatch(text.strip().lower())
    if reading and reading.deadline and not whole_month:
        return reading.deadline
    reason = reading.remark if reading and reading.remark else "not a day"
    raise UsageFault(f"{option} {text!r}: {reason}", "write it as 2012-10-31 or 31.10.12")


def next_due(recurrence: str, began: date, last_done: date | None) -> date:
    """The day by which a recurring action must be said to operate again: one period after it last was, or began.

    A weekly action is asked for monthly: nobody reports each week (docs/decisions.md).
    """
    from dateutil.relativedelta import relativedelta  # loaded only where a recurring action is met

    months = {"weekly": 1, "monthly": 1, "quarterly": 3, "six_monthly": 6, "annually": 12}[recurrence]
    return (last_done or began) + relativedelta(months=months)


def month_before(day: date) -> date:
    """One month earlier, or the last day of a shorter month: what a monthly board compares with."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_after(day: date) -> date:
    """One month later: what "due in the next month" ends with."""
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def days_between(earlier: str, later: str) -> int:
    """Days from one ISO day to another."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)) // timedelta(days=1)
