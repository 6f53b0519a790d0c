"""Words and rules of boards, panels and their meetings: papers, decisions, questions.

Clear days: Local Government Act 1972, sections 100A to 100E: agenda and papers are open to the public five clear days
before a meeting; councils count working days, and neither the day of publication nor that of the meeting.
"""

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from actiontracker.domain.working_days import clear_working_days_before, is_working_day, working_days_between

CLEAR_DAYS = 5
ACCESS = ("public", "exempt")
DECISION_KINDS = ("resolution", "statement", "comment", "report text")
QUESTION = "question"
NEXT_MEETING = "next meeting"
TO_FOLLOW = "to follow"
# What stands in most titles of papers of children's services: it does not say what a paper is about.
_COMMON = """about access activity agenda annual care carer child children council feedback following from further information
into item leave leaver leaving looked meeting outcome over panel paper people performance presented progress provided quarter
regarding report review reviewing service submitted summary that their this update what when with work year young"""
_SAYS_NOTHING = frozenset(_COMMON.split())


class Publication(NamedTuple):
    """Whether a meeting's papers are out in time: the last day for it, and what is to be said of it."""

    last_day: str
    state: str


def publication(held_on: str, published: str | None, clear_days: int, day: str) -> Publication:
    """Whether public papers are out so many clear working days before a meeting, as seen on a day.

    >>> publication("2020-10-07", "2020-09-28", 5, "2020-10-01")
    Publication(last_day='2020-09-29', state='in time')
    """
    last = clear_working_days_before(date.fromisoformat(held_on), clear_days).isoformat()
    if published:
        meeting = date.fromisoformat(held_on)
        clear = max(0, working_days_between(date.fromisoformat(published), meeting) - is_working_day(meeting))
        if clear >= clear_days:
            return Publication(last, "in time")
        return Publication(last, f"late: {clear} clear {'day' if clear == 1 else 'days'} instead of {clear_days}")
    return Publication(last, "to come" if day <= last else "not on record")


def last_day(due: str) -> str | None:
    """The last day of what is due on a day, in a month or in a year; None for words.

    >>> last_day("2021"), last_day("2013-02"), last_day("next meeting"), last_day("2013-02-30")
    ('2021-12-31', '2013-02-28', None, None)
    """
    if re.fullmatch(r"20\d\d-\d\d-\d\d", due, re.ASCII):
        with suppress(ValueError):
            return date.fromisoformat(due).isoformat()
        return None
    if re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", due, re.ASCII):
        return f"{due}-{monthrange(int(due[:4]), int(due[5:]))[1]}"
    return f"{due}-12-31" if re.fullmatch(r"20\d\d", due, re.ASCII) else None


def decision_name(day: str, minute: str | None, taken: frozenset[str]) -> str:
    """A short name for what a meeting's minute says: year and minute, with a letter where there is one of that name.

    >>> decision_name("2012-10-29", "97 (2)", frozenset()), decision_name("2012-10-29", "98", frozenset({"2012-98"}))
    ('2012-97-2', '2012-98-b')
    """
    words = re.findall(r"[a-z0-9]+", (minute or "").lower())
    name = "-".join([day[:4], *words]) if words else day
    letters = ["", *(f"-{chr(code)}" for code in range(ord("b"), ord("z") + 1)), *(f"-{count}" for count in range(27, 9999))]
    return next(f"{name}{letter}" for letter in letters if f"{name}{letter}" not in taken)


def subject_words(text: str, council: str) -> frozenset[str]:
    """The words that say what a paper is about: abbreviations, and longer words that are in few titles.

    >>> sorted(subject_words("report on CAMHS performance for care leavers in Northford", "Northford Council"))
    ['camh']
    """
    own = {word.casefold() for word in re.findall(r"[^\W\d_]+", council)}
    found = set()
    for word in re.findall(r"[^\W\d_]+", text):
        plain = word.casefold()
        stem = plain.removesuffix("s")
        is_long = len(word) > 3 or (word.isupper() and len(word) > 2)
        if is_long and plain not in own and not {plain, stem} & _SAYS_NOTHING:
            found.add(stem)
    return frozenset(found)
