"""How the actions of a table stand: status and rating from their columns, else from the first words of the progress."""

import re

from actiontracker.domain.printed import (
    StatusReading,
    beyond_status,
    read_by_when,
    read_colour,
    read_status,
    read_status_column,
)
from actiontracker.domain.problems import Problem
from actiontracker.intake.checks import check_by_when
from actiontracker.intake.drafts import Document
from actiontracker.intake.tables.plan_rows import Slot

_NO_COLOUR = ("none", "n/a", "-", "–")


def read_standing(document: Document, slots: list[Slot]) -> None:
    """Status, rating and the days of each action; what cannot be read is listed with its place and ref."""
    for slot in slots:
        _read_status_and_rating(document, slot)
        _read_expected(document, slot)
        check_by_when(document, f"{slot.draft.place}, by when ({slot.draft.ref})", slot.draft.by_when)
    for draft in document.recommendations:
        if draft.by_when and "\n" in draft.by_when:
            continue  # listed already, where it could not be told apart
        check_by_when(document, f"{draft.place}, by when ({draft.ref})", draft.by_when)


def _read_status_and_rating(document: Document, slot: Slot) -> None:
    draft = slot.draft
    status, colour = _crossed(slot)
    if len({found.status for line in status.split("\n") if (found := read_status_column(line))}) > 1:
        _tell(document, slot, "status", f"several in one cell, {status!r}: not stated")
        draft.status, draft.rag = "not_stated", ""
        return
    reading = read_status_column(status) if status else read_status(draft.progress or "")
    _keep(slot, "Status", status if beyond_status(status) else "")
    if status and reading is None:
        _tell(document, slot, "status", f"{status!r} is no status we know: not stated")
    if reading:
        draft.status = reading.status
    elif draft.progress or status:
        draft.status = "not_stated"
    rag = read_colour(colour) if colour else (reading.rag if reading else None)
    if colour and rag is None and colour.lower() not in _NO_COLOUR:
        _tell(document, slot, "rating", f"{colour!r} is no colour we know: not counted")
    unreadable = bool(colour) and rag is None and colour.lower() not in _NO_COLOUR
    draft.rag = rag or ("" if slot.rag is not None and not unreadable else None)


def _crossed(slot: Slot) -> tuple[str, str]:
    """The status and the colour printed: some put a colour under Status, or "Complete" under RAG."""
    status, colour = slot.status or "", slot.rag or ""
    if status and not colour and read_colour(status) and not read_status_column(status):
        return "", status
    now = re.sub(r"\((was|previously|formerly|from)\b[^)]*\)", "", colour, flags=re.IGNORECASE).strip()
    if now != colour and read_colour(now):
        _keep(slot, "RAG", colour)
        return status, now
    if len({read for word in colour.split() if len(word) > 1 and (read := read_colour(word))}) > 1:
        return status, colour  # "Red to Amber": which one is not for us to say
    for word in colour.split():  # "Green - on track"
        if len(colour.split()) > 1 and (len(word) > 1 or not word.isalnum()) and read_colour(word):
            rest = colour.replace(word, "", 1).strip(" ,;:–-()")
            _keep(slot, "RAG", "" if read_status_column(rest) and not beyond_status(rest) and not status else colour)
            return status or (rest if read_status_column(rest) else ""), word
    if colour and not status and not read_colour(colour) and read_status_column(colour):
        return colour, ""
    return status, colour


def _keep(slot: Slot, heading: str, text: str) -> None:
    """What a cell says beyond its word is the progress where nothing else is, else an extra field: never lost."""
    draft = slot.draft
    if not text or text in (draft.progress or ""):
        return
    if draft.progress:
        draft.extra = (draft.extra or {}) | {heading: text}
    else:
        draft.progress = text


def _read_expected(document: Document, slot: Slot) -> None:
    """The day on which the lead now expects it; what is no day stays as an extra field, and is listed."""
    draft = slot.draft
    if not draft.expected:
        return
    printed, day = draft.expected, read_by_when(draft.expected).deadline
    draft.expected = day.isoformat() if day else ""
    if day is None:
        draft.extra = (draft.extra or {}) | {"Expected": printed}
        _tell(document, slot, "expected", f"{printed!r} is no day: kept as an extra field")


def _tell(document: Document, slot: Slot, what: str, why: str) -> None:
    document.problems.append(Problem(f"{slot.draft.place}, {what} ({slot.draft.ref})", why, unread=True))


def is_status(text: str) -> StatusReading | None:
    """What a text says as a status word of its own, for suggesting what a column may be."""
    return read_status_column(text) if len(text) < 40 else None
