"""Return sheets: what goes out on one, what an import of one did, and the list of all that were sent."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from actiontracker.domain.problems import Conflict, Problem
from actiontracker.reports.results import Updated


class SheetRow(NamedTuple):
    """An open action on a sheet. `shown` is its ref as printed there, with the plan where there are several."""

    shown: str
    plan: str
    ref: str
    version: int
    leads: tuple[str, ...]
    recommendation: str
    action: str
    by_when: str
    deadline: str | None
    status: str
    note: str
    noted_on: str | None


class SheetContent(NamedTuple):
    """One sheet as it goes out. `sent_to` is a post's code or an organisation; `described` says more of the post.

    `shared` sheets are for more than one post: each row then names its leads.
    """

    token: str
    sent_to: str
    described: str
    shared: bool
    council: str
    titles: tuple[str, ...]
    notices: tuple[str, ...]
    as_at: str
    due_on: str
    rows: tuple[SheetRow, ...]


class SentSheet(NamedTuple):
    """A sheet that was made: who it is for, how many actions, and the file."""

    sent_to: str
    actions: int
    file: Path


class Sending(NamedTuple):
    """What a sending did. `without` names those asked for who have no open action; `unled` counts open actions no one leads.

    `entry` is None where no sheet was made.
    """

    sheets: list[SentSheet]
    without: list[str]
    unled: int
    due_on: str
    entry: int | None


class ReturnResult(NamedTuple):
    """What the import of a sheet did, or with a dry run would do. `entry` is None where nothing had to be recorded.

    `known` counts rows of which all was recorded before; `blank` rows with nothing filled in; `closed` are actions closed
    by others since the sheet was made, with their status.
    """

    file: str
    database: Path
    sent_to: str
    sent_on: str
    on: str
    updated: list[Updated]
    conflicts: list[Conflict]
    closed: list[tuple[str, str]]
    problems: list[Problem]
    known: int
    blank: int
    entry: int | None
    dry_run: bool


class ReturnLine(NamedTuple):
    """A sheet that was sent, and what came back; the columns of `returns`."""

    sent_to: str
    sent_on: str
    due_on: str
    actions: int
    returned_on: str | None
    updates: int | None
    conflicts: int | None
    days_late: int | None
    file: str
    entry: int


def return_lines(sheets: Iterable[ReturnLine], day: str) -> list[ReturnLine]:
    """The sheets with their lateness as at `day`: the latest first, then those still due, then what came back, newest first."""
    lines = [sheet._replace(days_late=_late(sheet, day)) for sheet in sheets]
    late = sorted((line for line in lines if line.days_late), key=lambda line: line.due_on)
    due = sorted((line for line in lines if not line.days_late and line.returned_on is None), key=lambda line: line.due_on)
    back = sorted((line for line in lines if line.returned_on), key=lambda line: str(line.returned_on), reverse=True)
    return [*late, *due, *back]


def _late(sheet: ReturnLine, day: str) -> int | None:
    """Days past the day it is wanted back; None where it came back, or is not due yet."""
    days = (date.fromisoformat(day) - date.fromisoformat(sheet.due_on)).days
    return days if sheet.returned_on is None and days > 0 else None
