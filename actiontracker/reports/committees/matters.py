"""What boards decided, asked for and questioned: what is open, what was answered, and what was asked for and never seen."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from actiontracker.domain.committees import NEXT_MEETING, QUESTION, last_day, subject_words
from actiontracker.domain.plan import Record
from actiontracker.reports.committees.meetings import Gathering, Item


class Answer(NamedTuple):
    """What answered it: a paper (its number and title), or words; `by` recorded it."""

    answered_on: str
    item: str | None
    text: str | None
    number: int | None = None
    by: str | None = None


class Matter(NamedTuple):
    """What a minute says, or a question. What asks for nothing is noted, and no task.

    `due` as it was said: a day, a month, a year or "next meeting"; `due_on` is the last day of it, where one is known.
    `repeats` names the matters that it asks for again; `asks_for` is what it asks for beside them.
    """

    name: str
    council: str
    board: str | None
    kind: str
    said_on: str
    meeting: int | None
    minute: str | None
    text: str
    asks_for: str | None
    due: str | None
    due_on: str | None
    post: str | None
    post_title: str | None
    organisation: str | None
    asked_by: str | None
    plan: str | None
    ref: str | None
    answer: Answer | None
    repeats: tuple[str, ...]

    @property
    def is_asking(self) -> bool:
        """Whether somebody has to do something: a question, or what a decision asks for, not what it only repeats."""
        return self.kind == QUESTION or bool(self.asks_for)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its paper or its answer."""
        return self.is_asking and self.answer is None

    @property
    def wanted(self) -> str:
        """What is asked for, in a few words."""
        return self.asks_for or self.text


class MatterLine(NamedTuple):
    """A decision or a question as a row."""

    name: str
    council: str
    board: str | None
    kind: str
    said_on: str
    meeting: int | None
    minute: str | None
    text: str
    asks_for: str | None
    due: str | None
    due_on: str | None
    post: str | None
    organisation: str | None
    asked_by: str | None
    plan: str | None
    ref: str | None
    state: str
    days_overdue: int | None
    answered_on: str | None
    answered_by: str | None
    answer: str | None
    repeats: tuple[str, ...]
    answer_by: str | None


class Near(NamedTuple):
    """An item of a meeting whose title shares words with what was asked for."""

    held_on: str
    item: str
    is_listed: bool


class Looked(NamedTuple):
    """A meeting that was looked at: whether its published agenda is on record, and how many items it has."""

    held_on: str
    has_agenda: bool
    items: int


class Unfound(NamedTuple):
    """What was asked for and should have come by now: the meetings looked at, and items that may be it."""

    matter: Matter
    days_overdue: int
    looked: tuple[Looked, ...]
    near: tuple[Near, ...]


class Matters(NamedTuple):
    """Decisions and questions as at a day."""

    as_at: str
    matters: list[Matter]
    unfound: list[Unfound]
    record: Record


def resolved(due: str | None, said_on: str, board: tuple[str, str] | None, meetings: Iterable[Gathering]) -> str | None:
    """The day by which something is due; "next meeting" is the board's (council, name) next one after it was said, if known."""
    if due != NEXT_MEETING:
        return last_day(due) if due else None
    later = [m.held_on for m in meetings if (m.council, m.board) == board and m.held_on > said_on and not m.is_cancelled]
    return min(later, default=None)


def days_overdue(matter: Matter, day: str) -> int | None:
    """By how many days an open matter is past its day; None where it is not."""
    if not matter.is_open or matter.due_on is None or matter.due_on >= day:
        return None
    return (date.fromisoformat(day) - date.fromisoformat(matter.due_on)).days


def state(matter: Matter, day: str) -> str:
    """`noted`, `repeats …`, `answered`, `overdue`, `due`, or that no day is known."""
    if not matter.is_asking:
        return f"repeats {', '.join(matter.repeats)}" if matter.repeats else "noted"
    if matter.answer:
        return "answered"
    if days_overdue(matter, day):
        return "overdue"
    return "due" if matter.due_on else f"due at the {NEXT_MEETING}" if matter.due == NEXT_MEETING else "no day given"


def line(matter: Matter, day: str) -> MatterLine:
    """A matter as a row."""
    answer = matter.answer
    return MatterLine(
        name=matter.name,
        council=matter.council,
        board=matter.board,
        kind=matter.kind,
        said_on=matter.said_on,
        meeting=matter.meeting,
        minute=matter.minute,
        text=matter.text,
        asks_for=matter.asks_for,
        due=matter.due,
        due_on=matter.due_on,
        post=matter.post,
        organisation=matter.organisation,
        asked_by=matter.asked_by,
        plan=matter.plan,
        ref=matter.ref,
        state=state(matter, day),
        days_overdue=days_overdue(matter, day),
        answered_on=answer.answered_on if answer else None,
        answered_by=answer.item if answer else None,
        answer=answer.text if answer else None,
        repeats=matter.repeats,
        answer_by=answer.by if answer else None,
    )


def in_turn(matters: Iterable[Matter]) -> list[Matter]:
    """Open matters by their day, those without one last."""
    return sorted(matters, key=lambda each: (each.due_on or "9999", each.said_on, each.name))


def unfound(matters: Iterable[Matter], meetings: list[Gathering], day: str) -> list[Unfound]:
    """What decisions asked for by a day that is past and nothing answered, with what was looked at since."""
    found = []
    for matter in in_turn(matters):
        late = days_overdue(matter, day)
        if late and matter.kind != QUESTION:
            own = [m for m in meetings if (m.council, m.board) == (matter.council, matter.board) and not m.is_cancelled]
            later = [m for m in own if matter.said_on < m.held_on <= day]
            looked = tuple(Looked(m.held_on, m.has_agenda, sum(_counts(m, item) for item in m.items)) for m in later)
            near = tuple(near for m in later for item in m.items if _counts(m, item) and (near := _near(matter, m, item)))
            found.append(Unfound(matter, late, looked, near))
    return found


def _counts(meeting: Gathering, item: Item) -> bool:
    """Of a meeting whose agenda is on record only what stood on it; of another what was planned for it."""
    return bool(item.number) if meeting.has_agenda else not item.is_standing


def _near(matter: Matter, meeting: Gathering, item: Item) -> Near | None:
    names = f"{item.title} {item.listed_as or ''}"
    if not subject_words(matter.wanted, matter.council) & subject_words(names, matter.council):
        return None
    return Near(meeting.held_on, item.listed_as or item.title, bool(item.number))
