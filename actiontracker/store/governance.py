"""Inspections: their identities, and which recommendations come from them."""

import sqlite3


def identities(conn: sqlite3.Connection) -> dict[str, int]:
    """The ids of all inspections by short name, also of those whose recording was undone."""
    return dict(conn.execute("select slug, id from inspection order by id").fetchall())


def names(conn: sqlite3.Connection) -> dict[int, tuple[str, str]]:
    """The short name and council of each inspection, by id."""
    return {row[0]: (row[1], row[2]) for row in conn.execute("select id, slug, council from inspection order by id")}


def named(conn: sqlite3.Connection) -> dict[int, tuple[str, str]]:
    """The plan and ref of each recommendation whose wording was not undone, by id."""
    query = """select r.id, p.slug, r.ref from recommendation r join plan p on p.id = r.plan_id
      where exists (select 1 from recommendation_text x where x.recommendation_id = r.id
        and not exists (select 1 from retraction t where t.retracted = x.entry)) order by r.plan_id, r.id"""
    return {row[0]: (row[1], row[2]) for row in conn.execute(query)}


def slug_of(conn: sqlite3.Connection, inspection: int) -> str:
    """The short name of an inspection."""
    return str(conn.execute("select slug from inspection where id = ?", (inspection,)).fetchone()[0])
