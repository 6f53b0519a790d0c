"""Periods that figures stand for: financial or academic years, quarters, months, calendar years.

A period is a code: `2022-23` a year, `2023-Q1` the first quarter of 2023-24, `2012-M10` a month, `2016` a calendar year.
Quarters are those of the financial year: Q1 is April to June. A year's end depends on what year an indicator counts.
"""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from actiontracker.domain.errors import UsageFault

FIRST_YEAR, LAST_YEAR = 1990, 2099
YEARS = ("financial", "academic", "calendar")
"""Which year an indicator counts: to 31 March, to 31 August, to 31 December."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CODE = re.compile(r"(?P<first>\d{4})(?:-(?:Q(?P<quarter>[1-4])|M(?P<month>0[1-9]|1[0-2])|(?P<second>\d\d)))?", re.ASCII)
_YEAR = r"(?<![\d.])(?<!\d[-/])(?P<first>(?:19|20)\d\d|\d\d)\s?[-/\u2013]\s?(?P<second>(?:20)?\d\d)(?![\d.]|[-/]\d)"
_QUARTER = re.compile(rf"\b(?:q|quarter|qtr)\s?(?P<quarter>[1-4])\b(?:\W*(?:of\W*)?{_YEAR})?", re.IGNORECASE | re.ASCII)
_YEAR_BEFORE_QUARTER = re.compile(rf"{_YEAR}\W*(?:q|quarter|qtr)\s?(?P<quarter>[1-4])\b", re.IGNORECASE | re.ASCII)
_YEARS = re.compile(_YEAR, re.ASCII)
_MONTH = re.compile(
    rf"\b(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?(?:\s+|-)?(?P<first>(?:19|20)\d\d|\d\d)?\b", re.IGNORECASE | re.ASCII
)
_MONTH_NAMES = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?",
    re.IGNORECASE,
)
_TYPED = re.compile(r"[\d /\u2013-]*(?:(?:q|quarter) ?[1-4]|[a-z]{3,9})?[\d /\u2013-]*", re.IGNORECASE)
_CALENDAR = re.compile(r"(?<![\d/.-])20\d\d(?![\d/.-])", re.ASCII)


class Printed(NamedTuple):
    """A period as a heading prints it. `code` is None where its year is missing: "October update", "Q2 notes"."""

    code: str | None
    quarter: int | None = None
    month: int | None = None


def typed_period(text: str, option: str) -> str:
    """The period that a person types: 2023-Q1, 2022-23, 2022/23, 2012-M10, Oct 2012. Raises UsageFault (exit 2).

    >>> typed_period("q1 2023-24", "--period"), typed_period("2012-10", "--period"), typed_period("2010/11", "--period")
    ('2023-Q1', '2012-M10', '2010-11')
    """
    plain = " ".join(text.split())
    code = _code(plain.upper())
    month = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", plain, re.ASCII)
    if code is None and month:
        code = f"{month[1]}-M{month[2]}"
    printed = read_period(plain) if code is None and _TYPED.fullmatch(plain) else None
    if printed is not None:
        code = printed.code
    if code is None or not is_period(code):
        raise UsageFault(f"{option} {text!r} is no period", "write 2023-Q1, 2022-23, 2012-M10 (a month) or 2016")
    return code


def _code(text: str) -> str | None:
    """The text if it is a code of our time; a year must be followed by the next one."""
    found = _CODE.fullmatch(text)
    if not found or not FIRST_YEAR <= int(found["first"]) <= LAST_YEAR:
        return None
    follows = found["second"] is None or (int(found["first"]) + 1) % 100 == int(found["second"])
    return text if follows else None


def is_period(code: str) -> bool:
    """Whether a text is the code of a period."""
    return _code(code) is not None


def read_period(heading: str) -> Printed | None:
    """The period that a heading names, or None where it names none.

    >>> read_period("Harrow Q1 2023-24").code, read_period("Q2 12/13").code, read_period("Harrow 10/11").code
    ('2023-Q1', '2012-Q2', '2010-11')
    >>> read_period("October update"), read_period("target") is None
    (Printed(code=None, quarter=None, month=10), True)
    """
    for pattern in (_YEAR_BEFORE_QUARTER, _QUARTER):
        if found := pattern.search(heading):
            quarter = int(found["quarter"])
            if found["first"] is None:
                return Printed(None, quarter)
            first = _first_year(found["first"], found["second"])
            return Printed(f"{first}-Q{quarter}", quarter) if first else None
    for found in _YEARS.finditer(heading):
        if first := _first_year(found["first"], found["second"]):
            return Printed(f"{first}-{(first + 1) % 100:02}")
    for found in _MONTH.finditer(heading):
        if _MONTH_NAMES.fullmatch(re.split(r"[\s\d-]", found[0])[0]):
            month = _MONTHS.index(found["month"].lower()) + 1
            year = found["first"]
            first = int(year) + (2000 if len(year) == 2 else 0) if year else None
            return Printed(f"{first}-M{month:02}" if first else None, month=month)
    calendar = _CALENDAR.search(heading)
    return Printed(calendar[0]) if calendar else None


def _first_year(first: str, second: str) -> int | None:
    """The first year of two that follow each other: "2022-23", "10/11"; None where they do not."""
    year = int(first) + (2000 if len(first) == 2 else 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return year if (year + 1) % 100 == int(second) % 100 and int(second) in (year + 1, (year + 1) % 100) else None


def quarter_of(code: str) -> int | None:
    """The number of a quarter; None of any other period."""
    found = _CODE.fullmatch(code)
    return int(found["quarter"]) if found and found["quarter"] else None


def quarter_of_month(code: str) -> int | None:
    """The quarter that a month lies in; None of any other period.

    >>> quarter_of_month("2012-M10"), quarter_of_month("2013-M01")
    (3, 4)
    """
    found = _CODE.fullmatch(code)
    return (int(found["month"]) - 4) % 12 // 3 + 1 if found and found["month"] else None


def is_part_year(code: str) -> bool:
    """Whether a period is a month or a quarter; the fourth quarter of what adds up in a year is the whole year.

    >>> is_part_year("2023-Q1"), is_part_year("2022-23")
    (True, False)
    """
    return "Q" in code or "M" in code


def year_of(code: str) -> str:
    """The year that a quarter or a month lies in; of a year itself.

    >>> year_of("2023-Q1"), year_of("2013-M02"), year_of("2022-23")
    ('2023-24', '2012-13', '2022-23')
    """
    found = _CODE.fullmatch(code)
    assert found, code
    first = int(found["first"])
    if found["month"] and int(found["month"]) < 4:
        first -= 1
    return code if not is_part_year(code) else f"{first}-{(first + 1) % 100:02}"


def a_year_before(code: str) -> str:
    """The like period of the year before.

    >>> a_year_before("2023-Q1"), a_year_before("2000-01"), a_year_before("2016")
    ('2022-Q1', '1999-00', '2015')
    """
    first = int(code[:4]) - 1
    found = _CODE.fullmatch(code)
    return f"{first}-{(first + 1) % 100:02}" if found and found["second"] else f"{first}{code[4:]}"


def ends_on(code: str, year: str = "financial") -> str:
    """The last day of a period, ISO; `year` says to which month a year runs (YEARS).

    >>> ends_on("2023-Q1"), ends_on("2022-Q4"), ends_on("2018-19", "academic")
    ('2023-06-30', '2023-03-31', '2019-08-31')
    """
    found = _CODE.fullmatch(code)
    assert found, code
    first = int(found["first"])
    if found["quarter"]:
        month = int(found["quarter"]) * 3 + 3
        first, month = (first + 1, 3) if month > 12 else (first, month)
    elif found["month"]:
        month = int(found["month"])
    elif found["second"]:
        first, month = first + 1, {"financial": 3, "academic": 8, "calendar": 12}[year]
    else:
        month = 12
    return date(first, month, monthrange(first, month)[1]).isoformat()


def begins_on(code: str, year: str = "financial") -> str:
    """The first day of a period, ISO.

    >>> begins_on("2023-Q1"), begins_on("2022-23"), begins_on("2012-M10")
    ('2023-04-01', '2022-04-01', '2012-10-01')
    """
    last = date.fromisoformat(ends_on(code, year))
    months = 3 if quarter_of(code) else 1 if is_part_year(code) else 12
    first = last.year * 12 + last.month - months
    return date(first // 12, first % 12 + 1, 1).isoformat()


def order(code: str, year: str = "financial") -> tuple[str, int]:
    """What periods are sorted by: their last day, and of those that end together the longest first."""
    return ends_on(code, year), len(code) if is_part_year(code) else 0


def period_words(code: str) -> str:
    """A period as people read it.

    >>> period_words("2023-Q1"), period_words("2012-M10"), period_words("2022-23")
    ('Q1 2023-24', 'Oct 2012', '2022-23')
    """
    found = _CODE.fullmatch(code)
    assert found, code
    if found["quarter"]:
        return f"Q{found['quarter']} {year_of(code)}"
    return f"{_MONTHS[int(found['month']) - 1].capitalize()} {found['first']}" if found["month"] else code


def with_year(printed: Printed, anchor: str) -> str:
    """A printed period without a year, taken as the first such period that does not end before the `anchor` period begins.

    >>> with_year(Printed(None, month=10), "2012-Q2"), with_year(Printed(None, quarter=2), "2012-Q2")
    ('2012-M10', '2012-Q2')
    """
    first = int(year_of(anchor)[:4])
    if printed.quarter:
        return f"{first}-Q{printed.quarter}"
    assert printed.month
    return f"{first if printed.month > 3 else first + 1}-M{printed.month:02}"
