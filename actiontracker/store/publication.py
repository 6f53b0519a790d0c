"""Public notes with their approval, and what is exempt or confidential."""

import sqlite3
from typing import NamedTuple

from actiontracker.domain.publication import Mark
from actiontracker.store.sayings import known, last, spoken


class PublicNote(NamedTuple):
    """A public note: `approved` is None while nobody has decided on its wording."""

    action_id: int
    plan: str
    ref: str
    on: str
    entry: int
    words_id: int
    text: str
    approved: int | None


_APPROVED = last("approved", "note_approval", "x.action_id = u.action_id and x.note = u.public_note")
_NOTES = f"""select u.action_id, p.slug, a.ref, u.effective_on, u.entry, u.public_note, {spoken("u.public_note")}, {_APPROVED}
  from updates u join action a on a.id = u.action_id join plan p on p.id = a.plan_id
  where u.public_note is not null and {known("u")}"""


def public_notes(conn: sqlite3.Connection, day: str, known_at: int, plans: tuple[int, ...]) -> list[PublicNote]:
    """Every public note as at a day, by action, the latest first."""
    query = f"{_NOTES} and a.plan_id in ({', '.join(map(str, plans)) or 'null'})"
    query += " order by a.plan_id, a.recommendation_id, a.number, a.id, u.effective_on desc, u.entry desc"
    return [PublicNote(*row) for row in conn.execute(query, {"day": day, "head": known_at})]


def marks(conn: sqlite3.Connection, kind: str, day: str, known_at: int) -> dict[tuple[str, str], Mark]:
    """What is exempt or confidential as at a day, by plan and ref."""
    table = "disclosure" if kind == "action" else "recommendation_disclosure"
    newest = f"(select x.effective_on, x.entry from {table} x where x.{kind}_id = d.{kind}_id and {known('x')}"
    newest += " order by x.effective_on desc, x.entry desc limit 1)"
    query = f"""select p.slug, t.ref, d.standing, d.paragraph from {table} d join {kind} t on t.id = d.{kind}_id
      join plan p on p.id = t.plan_id where (d.effective_on, d.entry) = {newest} and d.standing <> 'open'"""
    rows = conn.execute(query, {"day": day, "head": known_at})
    return {(plan, ref): Mark(standing, paragraph) for plan, ref, standing, paragraph in rows}


def public_note_of(conn: sqlite3.Connection, action: int, text: str) -> int | None:
    """The last public note of an action with just this wording, by the id of its words."""
    query = """select u.public_note from updates u join words w on w.id = u.public_note where u.action_id = ? and w.text = ?
      order by u.entry desc limit 1"""
    row = conn.execute(query, (action, text)).fetchone()
    return int(row[0]) if row else None
