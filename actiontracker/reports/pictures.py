"""What the pictures of a board pack show: how many were due and closed by when, and the deadlines month by month."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from actiontracker.domain.deadlines import month_end, months_on
from actiontracker.domain.words import DONE
from actiontracker.reports.actions import Action

MONTHS_BEFORE, MONTHS_AFTER = 24, 12
"""How far a picture looks back and ahead of the report's day: a mis-keyed year must not squeeze the rest."""


class CompletionPoint(NamedTuple):
    """A month's end, or the report's own day: how many actions were due by then, and how many closed.

    `closed` is None on days still to come: nobody knows it yet, and a picture must not draw it.
    """

    day: str
    due: int
    closed: int | None


class DeadlineMonth(NamedTuple):
    """The deadlines that stand in a month (`2012-10`): those closed, open and not overdue, and overdue.

    `moved` are deadlines that stood in this month at first and were moved out of it: they are counted where they went.
    """

    month: str
    closed: int
    open: int
    overdue: int
    moved: int


def completion_days(actions: list[Action], day: str, began: str) -> list[str]:
    """The month ends from the first deadline, or the beginning, to the last deadline, with the report's day among them."""
    dated = [a.deadline for a in actions if a.deadline and a.status != "withdrawn"]
    first, last = min([began, day, *dated]), max([day, *dated])
    return sorted({day, *(month_end(month) for month in _months(first, last, day))})


def completion(actions: list[Action], days: list[str], closed: dict[str, int]) -> list[CompletionPoint]:
    """Actions due and closed by each day: due by the deadline that is agreed now, closed as the record has it for that day.

    Withdrawn actions are left out; `closed` has the days up to the report's.
    """
    dated = [a.deadline for a in actions if a.deadline and a.status != "withdrawn"]
    return [CompletionPoint(day, sum(due <= day for due in dated), closed.get(day)) for day in days]


def deadline_months(actions: list[Action], day: str) -> list[DeadlineMonth]:
    """Each month from the first deadline to the last, also those without any, within the window around the report's day."""
    standing = [a for a in actions if a.deadline and a.status != "withdrawn"]
    slipped = Counter(_month(a.original_deadline) for a in standing if _has_slipped(a))
    every = Counter(_month(a.deadline) for a in standing)
    closed = Counter(_month(a.deadline) for a in standing if a.status in DONE)
    late = Counter(_month(a.deadline) for a in standing if a.days_overdue)
    if not every:
        return []
    months = _months(f"{min(every | slipped)}-01", f"{max(every | slipped)}-01", day)
    return [DeadlineMonth(m, closed[m], every[m] - closed[m] - late[m], late[m], slipped[m]) for m in months]


def _has_slipped(action: Action) -> bool:
    """Whether a board moved the deadline to a later month."""
    return bool(action.deadline_moves) and _month(action.original_deadline) < _month(action.deadline)


def _month(day: str | None) -> str:
    return (day or "")[:7]


def _months(first: str, last: str, day: str) -> list[str]:
    """The months (`2012-10`) from a day to a day, within the window around the report's."""
    today = date.fromisoformat(day)
    month = max(date.fromisoformat(first).replace(day=1), months_on(today.replace(day=1), -MONTHS_BEFORE))
    end = min(date.fromisoformat(last), months_on(today, MONTHS_AFTER))
    months = []
    while month <= end:
        months.append(month.isoformat()[:7])
        month = months_on(month, 1)
    return months
