"""Boards' meetings, and where the record stood when each was shown its pack."""

import sqlite3

from actiontracker.domain.plan import Meeting
from actiontracker.store import statements
from actiontracker.store.facts import LAST_DAY
from actiontracker.store.sayings import recorded

_MEETINGS = f"""select m.id, m.board, x.effective_on, x.as_at, x.head, p.slug, e.recorded_by, e.recorded_at, x.entry
  from meeting m join meeting_pack x on x.meeting_id = m.id join plan p on p.id = x.plan_id join entry e on e.seq = x.entry
  where {recorded("x")} order by m.id, x.plan_id"""


def meetings(conn: sqlite3.Connection, known_at: int) -> list[Meeting]:
    """All meetings that were known at a head, in the order of recording; those undone by then are left out."""
    found: dict[int, Meeting] = {}
    for number, board, on, as_at, head, plan, by, at, entry in conn.execute(_MEETINGS, {"head": known_at}):
        earlier = found[number].plans if number in found else ()
        found[number] = Meeting(number, board, on, as_at, head, (*earlier, plan), by, at, entry)
    return list(found.values())


def was_taken_back(conn: sqlite3.Connection, board: str, on: str, slug: str) -> bool:
    """Whether a meeting of that board on that day about the plan was undone by itself, not with its whole import."""
    query = """select 1 from meeting m join meeting_pack x on x.meeting_id = m.id join plan p on p.id = x.plan_id
      join retraction t on t.retracted = x.entry where m.board = ? and x.effective_on = ? and p.slug = ?
      and not exists (select 1 from document d join retraction u on u.retracted = d.entry
        where x.entry between d.first_entry and d.entry)"""
    return conn.execute(query, (board, on, slug)).fetchone() is not None


def planned(conn: sqlite3.Connection, council: str, board: str, on: str) -> int | None:
    """The number of the meeting of a council's board that is planned for a day, as known now; None where none is."""
    boards = dict(conn.execute("select id, board from meeting").fetchall())
    (head,) = conn.execute("select coalesce(max(seq), 0) from entry").fetchone()
    for row in statements.rows(conn, "meeting_text", LAST_DAY, head):
        same = (row["council"], boards[row["meeting_id"]].casefold(), row["held_on"]) == (council, board.casefold(), on)
        if same and not row["cancelled"]:
            return int(row["meeting_id"])
    return None


def first_recorded(conn: sqlite3.Connection) -> str:
    """The day (UTC) on which the record begins."""
    (moment,) = conn.execute("select min(recorded_at) from entry").fetchone()
    return str(moment)[:10]


def head_at(conn: sqlite3.Connection, day: str) -> int:
    """The newest entry that was recorded by the end of a day (UTC): what "as known on" that day means. 0: none."""
    query = "select seq from entry where recorded_at < :day || 'U' order by seq desc limit 1"  # "T" and a time, then "U"
    row = conn.execute(query, {"day": day}).fetchone()
    return int(row[0]) if row else 0
