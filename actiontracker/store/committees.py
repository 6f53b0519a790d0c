"""What meetings, agenda items and matters are known by; what is said of them is read by `statements`."""

import sqlite3
from typing import NamedTuple


class FirstItem(NamedTuple):
    """An agenda item as it was first planned."""

    meeting: int
    title: str


def meetings(conn: sqlite3.Connection) -> dict[int, tuple[str, str]]:
    """The board of each meeting and the day that it was first planned for, by number."""
    return {row[0]: (row[1], row[2]) for row in conn.execute("select id, board, effective_on from meeting order by id")}


def items(conn: sqlite3.Connection) -> dict[int, FirstItem]:
    """All agenda items by number, also those whose recording was undone."""
    return {
        row[0]: FirstItem(row[1], row[2]) for row in conn.execute("select id, meeting_id, title from agenda_item order by id")
    }


def matters(conn: sqlite3.Connection) -> dict[tuple[str, str], int]:
    """The ids of decisions and questions by council and name, also of those whose recording was undone."""
    return {(row[0], row[1]): row[2] for row in conn.execute("select council, name, id from matter order by id")}


def named(conn: sqlite3.Connection, kind: str, number: int) -> tuple[str, str]:
    """The plan and the ref of an action or a recommendation."""
    query = f"select p.slug, t.ref from {kind} t join plan p on p.id = t.plan_id where t.id = ?"
    row = conn.execute(query, (number,)).fetchone()
    return str(row[0]), str(row[1])


def name_of(conn: sqlite3.Connection, matter: int) -> str:
    """The short name of a decision or a question."""
    return str(conn.execute("select name from matter where id = ?", (matter,)).fetchone()[0])


def is_any(conn: sqlite3.Connection, *tables: str) -> bool:
    """Whether anything was ever said in one of these tables; by default of boards, of what they ask for, of risks."""
    named = tables or ("meeting_text", "matter", "risk_text")
    return any(conn.execute(f"select 1 from {table} limit 1").fetchone() for table in named)


def authors(conn: sqlite3.Connection, entries: list[int]) -> dict[int, str]:
    """Who recorded each of these entries."""
    query = f"select seq, recorded_by from entry where seq in ({', '.join(map(str, entries)) or 'null'})"
    return dict(conn.execute(query).fetchall())


def councils(conn: sqlite3.Connection) -> dict[int, str]:
    """The council of each meeting: of the plans that it was shown, else as it was said, also where that was undone."""
    said = conn.execute("select meeting_id, council from meeting_text order by entry").fetchall()
    shown = conn.execute("select x.meeting_id, p.council from meeting_pack x join plan p on p.id = x.plan_id").fetchall()
    return dict(said) | dict(shown)


def first_days(conn: sqlite3.Connection) -> dict[int, str]:
    """The day on which each decision or question was first said."""
    return dict(conn.execute("select id, effective_on from matter").fetchall())
