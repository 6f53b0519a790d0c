"""What the checks ask beyond the state of actions: the note before the last one, and since when work is complete."""

import sqlite3

from actiontracker.domain.words import DONE
from actiontracker.store.sayings import known

_DONE = ", ".join(f"'{word}'" for word in DONE)
_NOTE_BEFORE = f"""(select x.note from updates x where x.action_id = a.id and x.note is not null and {known("x")}
  order by x.effective_on desc, x.entry desc limit 1 offset 1)"""
# The first "done" after the last status that is not: the day on which it was said, or on which a document showed it.
_DONE_SINCE = f"""(select x.effective_on from updates x where x.action_id = a.id and x.status in ({_DONE}) and {known("x")}
  and not exists (select 1 from updates y where y.action_id = a.id and y.status not in ({_DONE})
    and {known("y")} and (y.effective_on, y.entry) > (x.effective_on, x.entry))
  order by x.effective_on, x.entry limit 1)"""


def notes_before_last(conn: sqlite3.Connection, plan: int, day: str, known_at: int) -> dict[int, str]:
    """The last progress note but one of a plan's actions, by action id; those with fewer than two are left out."""
    query = f"""select n.id, w.text from (select a.id, {_NOTE_BEFORE} as note from action a where a.plan_id = :plan) n
      join words w on w.id = n.note where w.text is not null"""
    return dict(conn.execute(query, {"plan": plan, "day": day, "head": known_at}).fetchall())


def done_since(conn: sqlite3.Connection, plan: int, day: str, known_at: int) -> dict[int, str]:
    """The first day on which each complete action of a plan was seen complete, by action id."""
    query = f"select a.id, {_DONE_SINCE} as since from action a where a.plan_id = :plan and since is not null"
    return dict(conn.execute(query, {"plan": plan, "day": day, "head": known_at}).fetchall())
