"""Deadlines as they were asked for and decided on, and what was noted beside them."""

import sqlite3
from typing import NamedTuple

from actiontracker.store.sayings import known, spoken
from actiontracker.store.snapshot import UNDECIDED

_OF_PLANS = "join action a on a.id = x.action_id where a.plan_id in ({plans})"


class DateRow(NamedTuple):
    """One step of an action's deadline: set, requested, granted or refused."""

    action_id: int
    on: str
    entry: int
    step: str
    deadline: str | None
    request: int | None
    reason: str | None
    agreed_by: str | None
    minute: str | None
    by: str


_STEP = f"""select x.action_id, x.effective_on, x.entry, x.step, x.deadline, x.request,
      {spoken("x.reason")}, x.agreed_by, x.minute, e.recorded_by from deadline x join entry e on e.seq = x.entry"""


def pending(conn: sqlite3.Connection, plans: tuple[int, ...], day: str, known_at: int) -> list[DateRow]:
    """The last request of each action, where no decision answers it."""
    query = f"{_STEP} {_of(plans)} and {known('x')}{UNDECIDED} order by x.effective_on, x.entry"
    return [DateRow(*row) for row in conn.execute(query, {"day": day, "head": known_at})]


def steps(conn: sqlite3.Connection, plans: tuple[int, ...], day: str, known_at: int) -> list[DateRow]:
    """Every step of every deadline of these plans' actions, by action, in the order in which they hold."""
    query = f"{_STEP} {_of(plans)} and {known('x')} order by x.action_id, x.effective_on, x.entry"
    return [DateRow(*row) for row in conn.execute(query, {"day": day, "head": known_at})]


def notes(conn: sqlite3.Connection, plans: tuple[int, ...], day: str, known_at: int) -> list[tuple[int, str, str]]:
    """Every progress note on these plans' actions: (action id, day, note), by action, the latest first."""
    query = f"""select x.action_id, x.effective_on, {spoken("x.note")}
      from updates x {_of(plans)} and x.note is not null and {known("x")}
      order by x.action_id, x.effective_on desc, x.entry desc"""
    return [(row[0], row[1], row[2]) for row in conn.execute(query, {"day": day, "head": known_at})]


def _of(plans: tuple[int, ...]) -> str:
    return _OF_PLANS.format(plans=", ".join(map(str, plans)) or "null")
