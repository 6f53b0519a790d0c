"""How documents print statuses, ratings and by-whens. What is not plainly said is not guessed: its text is kept."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from actiontracker.domain.deadlines import FIRST_YEAR, LAST_YEAR
from actiontracker.domain.words import RATED, STATUSES


class StatusReading(NamedTuple):
    """What a document's words say: a status, and a rating where the words imply one ("on track")."""

    status: str
    rag: str | None = None


# Words that count only when nothing but punctuation follows: "Held: access is being timetabled" is on hold,
# "Held a workshop on 5 May" is not; "Complete" may begin an order ("Complete the audit by June").
_ALONE = r"(?=[ ]?(?:$|[\n:;.,()–—-]))"
_IN_FULL = r"(?! \d+ ?(?:%|of\b)| ?\(? ?(?:partially|partly|in part)\b)"
_PATTERNS = (
    (
        r"(?:completed|achieved)\b" + _IN_FULL + r"|done\b(?= \d{1,2}[./]\d)|(?:complete|done)\b" + _ALONE,
        StatusReading("completed"),
    ),
    (r"on[ -](?:track|target)\b", StatusReading("in_progress", "green")),
    (r"underway\b|under way\b|ongoing\b|on-going\b|in[ -]progress\b|progressing\b|in hand\b", StatusReading("in_progress")),
    (r"on[ -]hold\b|paused\b|suspended\b|held\b" + _ALONE, StatusReading("on_hold")),
    (r"not (?:yet )?started\b|to be actioned\b", StatusReading("not_started")),
    (r"(?:cancelled|superseded|withdrawn)\b|no longer relevant\b", StatusReading("withdrawn")),
    (r"embedded\b", StatusReading("embedded")),
)
# An action's own number and any punctuation may stand before the word: "4) – to be actioned".
_START = r"^[\W_]*(?:\d+[a-z]?\s?[^\w\s%/][\W_]*)?"
_READERS = tuple((re.compile(_START + f"(?:{words})", re.IGNORECASE), reading) for words, reading in _PATTERNS)


def read_status(text: str) -> StatusReading | None:
    """The status that a progress text states at its start, or None: nothing is guessed from later words.

    >>> read_status("Completed: the protocol was signed off").status
    'completed'
    >>> read_status("Awaiting completion of 6 & 7") is None
    True
    """
    words = re.sub(r"[^\S\n]+", " ", text)
    for pattern, reading in _READERS:
        if pattern.match(words):
            return reading
    return None


def beyond_status(text: str) -> str:
    """What a text says after the status word at its start: "awaiting sign-off" of "Completed: awaiting sign-off".

    Our own words (`in_progress`) and texts without a status word say nothing more.
    """
    if text.strip().lower().replace(" ", "_") in STATUSES:
        return ""
    words = re.sub(r"[^\S\n]+", " ", text)
    found = next((match for pattern, _ in _READERS if (match := pattern.match(words))), None)
    return words[found.end() :].strip(" .,:;–-()\n") if found else ""


def read_status_column(text: str) -> StatusReading | None:
    """The status in a column of its own: our own words (`in_progress`) or a document's."""
    word = text.strip().lower().replace(" ", "_")
    if word == "closed":  # a tracker's own word for what is done; in a sentence it may be anything
        return StatusReading("completed")
    return StatusReading(word) if word in STATUSES else read_status(text)


_SIGNS = dict(zip("🟢🟠🔴🔵🟩🟧🟥🟦", ("green", "amber", "red", "blue") * 2, strict=True))


def read_colour(text: str) -> str | None:
    """A reported rating as a document prints it (`Green`, `A`), or None for a colour we do not know."""
    if text.strip() in _SIGNS:
        return _SIGNS[text.strip()]
    word = re.sub(r"[\W\d_]+$|^[\W_]+", "", text.lower())  # "Red↑", "G.", "(Amber)"
    initials = {colour[0]: colour for colour in RATED}
    if word in RATED:
        return word
    return initials.get(word)


_MONTHS: tuple[str, ...] = ("january", "february", "march", "april", "may", "june")
_MONTHS += ("july", "august", "september", "october", "november", "december")
_MONTH = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
_MONTH += r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t]\d{2}:\d{2}(?::\d{2})?)?")
_NUMERIC = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})")
_WORDED = re.compile(
    rf"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|weds?|thur?s?|fri|sat|sun)[.,]?\s+)?(\d{{1,2}})\s*(?:st|nd|rd|th)?\s*(?:of\s+)?[-\s]*{_MONTH}[-,\s]*(\d{{4}}|\d{{2}})"
)
_MONTH_ONLY = re.compile(rf"{_MONTH}[-,\s]*(\d{{4}}|\d{{2}})")
_SOME_DATE = re.compile(rf"{_NUMERIC.pattern}|{_MONTH}[-,\s]*\d{{2,4}}|\b20\d\d\b")
_LEAD_IN = re.compile(r"^(?:due\s+)?(?:by|before|due|until)?\s*(?:the\s+)?(?:end\s+(?:of\s+)?)?")
# Days inside a line of text: whole ones, and those that lack their year.
_WORDED_IN_TEXT = rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.replace('(jan', '(?:jan', 1)},?\s+\d{{4}}"
DAY_IN_TEXT = re.compile(
    rf"\b(\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})|{_WORDED_IN_TEXT})\b", re.IGNORECASE
)
DAY_WITHOUT_YEAR = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b", re.IGNORECASE)
_UNTIL = re.compile(r"\s+(?:to|until|till|up to)\s+")

_FREQUENCIES = (  # shortest first: two in one cell are read as the shorter
    ("weekly", r"\bweekly\b|\bevery week\b"),
    ("monthly", r"(?<!six[ -])(?<!6[ -])(?<!three[ -])(?<!3[ -])(?<!bi[ -])\bmonthly\b|\b(?:every|each) month\b"),
    ("quarterly", r"\bquarterly\b|\b(?:every|each) quarter\b|\bevery (?:three|3) months\b|\b(?:three|3)[ -]monthly\b"),
    ("six_monthly", r"\b(?:six|6)[ -]monthly\b|\bevery (?:six|6) months\b|\bbi[ -]?annual(?:ly)?\b|\bhalf[ -]yearly\b"),
    ("annually", r"(?<!bi[ -])\bannual(?:ly)?\b|(?<!half[ -])\byearly\b|\bevery year\b"),
)
_FREQUENCY_READERS = tuple((name, re.compile(words)) for name, words in _FREQUENCIES)
_NO_DATE = re.compile(
    r"(?:no date(?: set| agreed)?|not set|to be (?:agreed|set))$|"
    r"(?:on-?going|asap|as soon as possible|tb[cda]|to be confirmed|completed?|done|immediate(?:ly)?|n/?a|none|[-–—?]+)$"
)


class ByWhen(NamedTuple):
    """What a printed by-when says. `remark` tells people what was not as plain as a date; `unread` that it was no date."""

    deadline: date | None = None
    recurrence: str | None = None
    remark: str = ""
    unread: bool = False


@lru_cache(maxsize=4096)
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
    reading = _read_date(_LEAD_IN.sub("", words)) or _read_bracketed(words) or _read_until(words) or _read_frequency(words)
    if reading is None and _NO_DATE.match(words):
        return ByWhen(remark="no date: kept as text")
    return reading or ByWhen(remark="cannot be read as a date", unread=True)


def _read_bracketed(words: str) -> ByWhen | None:
    """A day with a remark in brackets: "30/09/2024 (extended)"; a day in the brackets must be the one before."""
    found = re.fullmatch(r"([^()]+?)\s*\(([^()]*)\)", words)
    if not found or (_SOME_DATE.search(found[2]) and not re.search(r"\b(was|previously|originally|formerly|from)\b", found[2])):
        return None
    reading = _read_date(_LEAD_IN.sub("", found[1]))
    return reading._replace(remark=reading.remark or f"the day before '({found[2]})'") if reading and reading.deadline else None


def _read_until(words: str) -> ByWhen | None:
    """What goes on until a day: "ongoing to May 2013", "monthly until July 2020"."""
    parts = _UNTIL.split(words, maxsplit=1)
    end = _read_date(_LEAD_IN.sub("", parts[1])) if len(parts) == 2 else None
    if end is None or end.deadline is None:
        return end
    if parts[0] in ("ongoing", "on-going"):
        return end._replace(remark="ongoing, with an end")
    frequency = _read_frequency(parts[0])
    return frequency._replace(deadline=end.deadline, remark="recurring, with an end") if frequency else None


def _read_date(words: str) -> ByWhen | None:
    if found := _ISO.fullmatch(words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(words):
        return _day(_year(found[3]), int(found[2]), int(found[1]))
    if found := _WORDED.fullmatch(words):
        return _day(_year(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_ONLY.fullmatch(words):
        year, month = _year(found[2]), _month(found[1])
        remark = "" if len(found[2]) == 4 else f"read as the end of {_MONTHS[month - 1].title()} {year}"
        return ByWhen(date(year, month, monthrange(year, month)[1]), remark=remark)
    return None


def _day(year: int, month: int, day: int) -> ByWhen:
    if not 1 <= month <= 12:
        return ByWhen(remark=f"no such day: there is no month {month} (days come first)", unread=True)
    if not FIRST_YEAR <= year <= LAST_YEAR:
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
    found = [name for name, pattern in _FREQUENCY_READERS if pattern.search(words)]
    if not found:
        return None
    if _SOME_DATE.search(words):
        return ByWhen(remark="a frequency and a date in one: not read", unread=True)
    remark = f"two frequencies: read as the shorter, {found[0].replace('_', ' ')}" if len(found) > 1 else ""
    if re.search(r"\bbi[ -]?annual", words):
        remark = "bi-annual is read as every six months"
    return ByWhen(recurrence=found[0], remark=remark)


def read_whole_day(text: str) -> tuple[date | None, str]:
    """A day with its month and year and nothing around it, or None and the reason."""
    words = text.strip().lower()
    reading = None if _MONTH_ONLY.fullmatch(words) else _read_date(words)
    if reading is None:
        return None, "not a day"
    return reading.deadline, reading.remark
