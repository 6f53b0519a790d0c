"""Status and colour words: what they are called here, and how documents say them."""

import re
from typing import NamedTuple

STATUSES = (
    "not_reported",
    "not_stated",
    "not_started",
    "in_progress",
    "on_hold",
    "completed",
    "embedded",
    "withdrawn",
)
DONE = ("completed", "embedded")
CLOSED = (*DONE, "withdrawn")
OPEN = tuple(status for status in STATUSES if status not in CLOSED)
SAYABLE = ("not_started", "in_progress", "on_hold", "completed", "withdrawn")
"""What a person may say of an action; `embedded` follows from a re-audit or stands in a document."""

COLOURS = ("red", "amber", "none", "green", "blue")
"""Worst first, as roll-ups print them."""
RATED = ("blue", "green", "amber", "red")
CLOSURE_RULES = ("reported", "evidenced", "signed-off", "embedded")
RECURRENCES = ("weekly", "monthly", "quarterly", "six_monthly", "annually")
STAGES = ("MUST DO", "EMBEDDING")


def label(word: str) -> str:
    """The word as people read it: `in_progress` is printed "in progress"."""
    return word.replace("_", " ")


class StatusReading(NamedTuple):
    """What a document's words say: a status, and a rating where the words imply one ("on track")."""

    status: str
    rag: str | None = None


# Words that count only when nothing but punctuation follows: "Held: access is being timetabled" is on hold,
# "Held a workshop on 5 May" is not; "Complete" may begin an order ("Complete the audit by June").
_ALONE = r"(?=\s*(?:$|[:;.,)–—-]))"
_PATTERNS = (
    (r"completed\b|achieved\b|(?:complete|done)\b" + _ALONE, StatusReading("completed")),
    (r"on[ -](?:track|target)\b", StatusReading("in_progress", "green")),
    (r"underway\b|under way\b|ongoing\b|on-going\b|in[ -]progress\b|progressing\b|in hand\b", StatusReading("in_progress")),
    (r"on[ -]hold\b|(?:held|paused|suspended)\b" + _ALONE, StatusReading("on_hold")),
    (r"not (?:yet )?started\b|to be actioned\b", StatusReading("not_started")),
    (r"(?:cancelled|superseded|withdrawn)\b|no longer relevant\b", StatusReading("withdrawn")),
    (r"embedded\b", StatusReading("embedded")),
)
# An action's own number and any punctuation may stand before the word: "4) – to be actioned".
_START = r"^[\W_]*(?:\d+[a-z]?\b[\W_]*)?"
_READERS = tuple((re.compile(_START + f"(?:{words})", re.IGNORECASE), reading) for words, reading in _PATTERNS)


def read_status(text: str) -> StatusReading | None:
    """The status that a progress text states at its start, or None: nothing is guessed from later words.

    >>> read_status("Completed: the protocol was signed off").status
    'completed'
    >>> read_status("Awaiting completion of 6 & 7") is None
    True
    """
    for pattern, reading in _READERS:
        if pattern.match(text):
            return reading
    return None


def read_status_column(text: str) -> StatusReading | None:
    """The status in a column of its own: our own words (`in_progress`) or a document's."""
    word = text.strip().lower().replace(" ", "_")
    return StatusReading(word) if word in STATUSES else read_status(text)


def read_colour(text: str) -> str | None:
    """A reported rating as a document prints it (`Green`, `A`), or None for a colour we do not know."""
    word = text.strip().strip(".").lower()
    initials = {colour[0]: colour for colour in RATED}
    if word in RATED:
        return word
    return initials.get(word)
