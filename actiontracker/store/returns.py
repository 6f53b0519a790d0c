"""Return sheets: what was sent, what came back, and what was learnt of an action in between."""

import sqlite3
from typing import NamedTuple

from actiontracker.store.sayings import known
from actiontracker.store.snapshot import head

_STANDS = " and not exists (select 1 from retraction t where t.retracted = {0}.entry)"
# What a sheet brought back stands among the entries of its imports; `:sheet` is its id.
_ITS_OWN = f"""exists (select 1 from returned r join document d on d.entry = r.entry
  where r.return_id = :sheet and x.entry between d.first_entry and d.entry{_STANDS.format("r")})"""


class Sent(NamedTuple):
    """A sheet that was sent. `head` is the newest entry that it knew; `undone_by` is the entry that took the sending back."""

    id: int
    entry: int
    sent_on: str
    sent_to: str
    head: int
    undone_by: int | None


class Brought(NamedTuple):
    """What a sheet brought of one action before: each status, expected day and note, the newest last."""

    statuses: list[str]
    expected: list[str]
    notes: list[str]


def sent(conn: sqlite3.Connection, token: str) -> Sent | None:
    """The sheet of that token, also of a sending that was undone; None where this database sent none."""
    query = """select s.id, s.entry, s.effective_on, s.sent_to, s.head,
      (select min(t.entry) from retraction t where t.retracted = s.entry) from return_sheet s where s.token = ?"""
    row = conn.execute(query, (token,)).fetchone()
    return Sent(*row) if row else None


def came_back(conn: sqlite3.Connection, sheet: int) -> bool:
    """Whether the sheet came back before, in an import that was not undone."""
    query = f"select 1 from returned r where r.return_id = ?{_STANDS.format('r')}"
    return conn.execute(query, (sheet,)).fetchone() is not None


def brought(conn: sqlite3.Connection, sheet: int) -> dict[int, Brought]:
    """What the sheet brought before, by action id; what an undone import of it brought is forgotten.

    An update that was undone by itself is remembered: the next import of the sheet must not bring it back.
    """
    query = f"""select x.action_id, x.status, x.expected, w.text from updates x left join words w on w.id = x.note
      where {_ITS_OWN} order by x.entry"""
    found: dict[int, Brought] = {}
    for action, *said in conn.execute(query, {"sheet": sheet}):
        lists = found.setdefault(action, Brought([], [], []))
        for values, value in zip(lists, said, strict=True):
            if value is not None:
                values.append(value)
    return found


def learnt_since(conn: sqlite3.Connection, action: int, column: str, sheet: Sent) -> bool:
    """Whether anything but the sheet itself has said that column of `updates` since the sheet was made."""
    query = f"""select 1 from updates x where x.action_id = :action and x.{column} is not null and x.entry > :head
      {_STANDS.format("x")} and not {_ITS_OWN}"""
    row = conn.execute(query, {"action": action, "head": sheet.head, "sheet": sheet.id}).fetchone()
    return row is not None


def all_sent(conn: sqlite3.Connection, day: str) -> list[tuple[str | int | None, ...]]:
    """Every sheet sent by `day`, in the order of `reports.returns.ReturnLine`; the conflicts are those of the last time."""
    mine = f"from returned r where r.return_id = s.id and {known('r')}"
    last = f"(select r.conflicts {mine} order by r.effective_on desc, r.entry desc limit 1)"
    query = f"""select s.sent_to, s.effective_on, s.due_on, s.actions, (select max(r.effective_on) {mine}),
      (select sum(r.updates) {mine}), {last}, null, s.file, s.entry from return_sheet s where {known("s")} order by s.id"""
    return conn.execute(query, {"day": day, "head": head(conn)}).fetchall()
