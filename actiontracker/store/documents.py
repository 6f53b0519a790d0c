"""What imports remember of their documents, and which entries an import covers."""

import sqlite3
from itertools import groupby
from typing import NamedTuple

from actiontracker.store.words import Words

_NOT_UNDONE = "not exists (select 1 from retraction t where t.retracted = x.entry)"


class Import(NamedTuple):
    """One import: the entries that it covers, its day and its file."""

    entry: int
    first_entry: int
    plan_id: int | None
    effective_on: str
    name: str
    sha256: str


Said = dict[str, "str | Words | None"]
"""A document's fields as printed, by column; sentences are Words."""

ACTION_FIELDS: tuple[str, ...] = ("stage", "by_when", "deadline", "recurrence", "leads", "accountable", "also_answers")
ACTION_FIELDS += ("status", "rag", "expected")
RECOMMENDATION_FIELDS = ("area", "timescale", "timescale_in_report", "by_when", "deadline", "leads", "accountable")
POST_FIELDS = ("title", "organisation", "reports_to", "aliases")


def import_of(conn: sqlite3.Connection, entry: int) -> Import | None:
    """The import, undone or not, that recorded an entry."""
    query = "select x.entry, x.first_entry, x.plan_id, x.effective_on, x.name, x.sha256 from document x"
    row = conn.execute(f"{query} where ? between x.first_entry and x.entry", (entry,)).fetchone()
    return Import(*row) if row else None


def actions_said(conn: sqlite3.Connection, plan: int, day: str) -> dict[int, Said]:
    """What the plan's documents up to `day` last said of each action, by action id."""
    return _last_said(conn, "action", ACTION_FIELDS, ("text", "progress", "extra"), plan, day)


def recommendations_said(conn: sqlite3.Connection, plan: int, day: str) -> dict[int, Said]:
    """What the plan's documents up to `day` last said of each recommendation, by its id."""
    return _last_said(conn, "recommendation", RECOMMENDATION_FIELDS, ("text", "outcome", "note"), plan, day)


def deadline_since(conn: sqlite3.Connection, action: int, day: str) -> int:
    """The entry since which the plan's documents up to `day` are remembered with the deadline of the last of them."""
    query = "select x.deadline, x.entry from document_action x where x.action_id = ? and x.effective_on <= ?"
    query += f" and {_NOT_UNDONE} order by x.effective_on desc, x.entry desc"
    _, same = next(groupby(conn.execute(query, (action, day)), lambda row: row[0]), (None, ()))
    return min((int(entry) for _, entry in same), default=0)


def posts_said(conn: sqlite3.Connection) -> dict[int, Said]:
    """What keys of leads last said of each post, by post id."""
    newest = f"select max(x.entry) from document_post x where x.post_id = d.post_id and {_NOT_UNDONE}"
    query = f"select d.post_id, {', '.join(POST_FIELDS)} from document_post d where d.entry = ({newest})"
    return {row[0]: dict(zip(POST_FIELDS, row[1:], strict=True)) for row in conn.execute(query)}


def settings_said(conn: sqlite3.Connection, plan: int) -> dict[str, str | None]:
    """The settings that the plan's documents last stated, by name."""
    newest = f"select max(x.entry) from document_setting x where x.plan_id = d.plan_id and x.name = d.name and {_NOT_UNDONE}"
    query = f"select d.name, d.value from document_setting d where d.plan_id = ? and d.entry = ({newest})"
    return dict(conn.execute(query, (plan,)).fetchall())


def headings_said(conn: sqlite3.Connection, plan: int) -> dict[str, str]:
    """What people said that headings of the plan's documents mean: plain heading to field."""
    newest = (
        f"select max(x.entry) from document_heading x where x.plan_id = d.plan_id and x.heading = d.heading and {_NOT_UNDONE}"
    )
    query = f"select d.heading, d.field from document_heading d where d.plan_id = ? and d.entry = ({newest})"
    return dict(conn.execute(query, (plan,)).fetchall())


def _last_said(
    conn: sqlite3.Connection, kind: str, plain: tuple[str, ...], sentences: tuple[str, ...], plan: int, day: str
) -> dict[int, Said]:
    """The memory of the newest document up to `day`: an older one that comes again must not stand for a newer one's."""
    newest = f"select x.entry from document_{kind} x where x.{kind}_id = d.{kind}_id and x.effective_on <= :day"
    newest += f" and {_NOT_UNDONE} order by x.effective_on desc, x.entry desc limit 1"
    columns = [f"d.{name}" for name in plain]
    columns += [f"d.{name}, (select w.text from words w where w.id = d.{name})" for name in sentences]
    query = f"select d.{kind}_id, {', '.join(columns)} from {kind} k join document_{kind} d on d.{kind}_id = k.id"
    said: dict[int, Said] = {}
    for row in conn.execute(f"{query} where k.plan_id = :plan and d.entry = ({newest})", {"plan": plan, "day": day}):
        fields: Said = dict(zip(plain, row[1:], strict=False))
        pairs = row[1 + len(plain) :]
        for place, name in enumerate(sentences):
            words, text = pairs[2 * place : 2 * place + 2]
            fields[name] = None if words is None else Words(text or "", words)
        said[row[0]] = fields
    return said


def undone_ranges(conn: sqlite3.Connection) -> list[tuple[int, int]]:
    """The first and last entry of each import that was undone as a whole."""
    query = "select x.first_entry, x.entry from document x"
    query += " where exists (select 1 from retraction t where t.retracted = x.entry)"
    return [(row[0], row[1]) for row in conn.execute(query)]
