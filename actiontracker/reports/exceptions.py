"""What a board asks about first: red and queried ratings, with what was said of them; and deadlines as they were moved."""

from collections.abc import Set
from datetime import date
from typing import NamedTuple

from actiontracker.domain.rag import better_than
from actiontracker.reports.actions import Action

Key = tuple[str, str]
"""A plan's short name and a ref."""


class Note(NamedTuple):
    """A progress note and the day that it speaks for."""

    on: str
    note: str


class DateStep(NamedTuple):
    """Another deadline asked for, granted or refused: `days` later than the one before it, with who agreed and why.

    `entry` is its number in the record.
    """

    plan: str
    ref: str
    leads: tuple[str, ...]
    on: str
    step: str
    before: str | None
    after: str | None
    days: int | None
    reason: str | None
    agreed_by: str | None
    minute: str | None
    entry: int


class Exceptional(NamedTuple):
    """An action that the board should ask about, the last note and the one before it, and how its deadline moved."""

    action: Action
    is_queried: bool
    is_reopened: bool
    last_note: Note | None
    note_before: Note | None
    moves: list[DateStep]


def is_queried(action: Action) -> bool:
    """Whether an open action is reported better than the dates allow: a rating query."""
    return action.is_open and better_than(action.rag_reported, action.rag_computed)


def exceptions(
    actions: list[Action], notes: dict[Key, list[Note]], steps: list[DateStep], reopened: Set[Key] = frozenset()
) -> list[Exceptional]:
    """The red, the queried and the reopened actions: the longest overdue first, then those without a date, then the rest."""
    chosen = [a for a in actions if a.rag == "red" or is_queried(a) or (a.plan, a.ref) in reopened]
    chosen.sort(key=lambda a: (-(a.days_overdue or 0), a.deadline is not None))
    granted: dict[Key, list[DateStep]] = {}
    for step in steps:
        if step.step == "granted":
            granted.setdefault((step.plan, step.ref), []).append(step)
    found = []
    for action in chosen:
        key = action.plan, action.ref
        last, before = (*notes.get(key, []), None, None)[:2]
        found.append(Exceptional(action, is_queried(action), key in reopened, last, before, granted.get(key, [])))
    return found


def days_between(before: str | None, after: str | None) -> int | None:
    """Days from one ISO day to another; None where there is none."""
    return (date.fromisoformat(after) - date.fromisoformat(before)).days if before and after else None
