"""What completed actions changed, and who waits for whom: as recorded, for the index and for rings."""

import sqlite3
from typing import NamedTuple

from actiontracker.domain.waiting import Wait
from actiontracker.store.sayings import known, recorded, spoken, standing


class Change(NamedTuple):
    """What a completed action changed; `is_new` tells new from changed, None where neither applies. Days are ISO text."""

    action_id: int
    kind: str
    is_new: bool | None
    title: str
    dated: str | None
    entry: int


def changes(conn: sqlite3.Connection, plans: tuple[int, ...], day: str, head: int) -> list[Change]:
    """What the actions of plans changed by a day, in the order of plan, action and recording."""
    query = f"""select c.action_id, c.kind, c.is_new, {spoken("c.title")}, c.dated, c.entry from practice_change c
      join action a on a.id = c.action_id where a.plan_id in ({", ".join(map(str, plans)) or "null"}) and {known("c")}
      order by a.plan_id, a.recommendation_id is null, a.recommendation_id, a.number is null, a.number, a.id, c.id"""
    rows = conn.execute(query, {"day": day, "head": head})
    return [Change(row[0], row[1], None if row[2] is None else row[2] == 1, *row[3:]) for row in rows]


def waits(conn: sqlite3.Connection, head: int) -> list[Wait]:
    """All that was recorded of who waits for whom, for whatever day."""
    query = f"select x.effective_on, x.entry, x.action_id, x.prerequisite, x.waits from depends_on x where {recorded('x')}"
    return [
        Wait(on, entry, action, prerequisite, waits == 1)
        for on, entry, action, prerequisite, waits in conn.execute(query, {"head": head})
    ]


def waits_for(conn: sqlite3.Connection, action: int, day: str, head: int) -> set[int]:
    """The actions that an action waits for on a day, open or not."""
    rows = standing("depends_on", ("action_id", "prerequisite"), "x.waits = 1", "x.action_id = :id")
    query = f"select prerequisite from {rows}"
    return {row[0] for row in conn.execute(query, {"id": action, "day": day, "head": head})}
