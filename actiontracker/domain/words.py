"""Status and colour words: what they are called here (how documents say them: `printed`)."""

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


def label(word: str) -> str:
    """The word as people read it: `in_progress` is printed "in progress"."""
    return word.replace("_", " ")
