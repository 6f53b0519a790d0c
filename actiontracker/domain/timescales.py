"""Inspectors' timescales: "Within three months" of the report's publication ends on a day; "Immediately" does not."""

import re
from calendar import monthrange
from datetime import date

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_PERIOD = re.compile(rf"\s*(?:within\s+)?(?:(\d{{1,2}})|(an?|{'|'.join(_NUMBERS)}))[ -](month|year)s?\b", re.IGNORECASE)
_AT_ONCE = re.compile(r"\s*immediate(?:ly)?\b", re.IGNORECASE)


def months_in(timescale: str | None) -> int | None:
    """How many months a timescale gives; 0 at once; None where it is not told in months or years.

    >>> months_in("Within three months"), months_in("Immediately"), months_in("By the summer")
    (3, 0, None)
    """
    if timescale is None:
        return None
    if _AT_ONCE.match(timescale):
        return 0
    found = _PERIOD.match(timescale)
    if found is None:
        return None
    digits, word, unit = found.groups()
    count = int(digits) if digits else _NUMBERS.index(word.lower()) + 1 if word.lower() in _NUMBERS else 1
    return count * (12 if unit.lower() == "year" else 1)


def end_of(timescale: str | None, published: str) -> str | None:
    """The ISO day on which a timescale ends, counted from the report's publication.

    "Immediately" means start now: no day follows from it.

    >>> end_of("Within three months", "2012-06-27")
    '2012-09-27'
    """
    months = months_in(timescale)
    return months_after(published, months) if months else None


def months_after(day: str, months: int) -> str:
    """The same day so many months later, or the last day of a month that is too short (ISO days)."""
    start = date.fromisoformat(day)
    count = start.year * 12 + start.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1])).isoformat()
