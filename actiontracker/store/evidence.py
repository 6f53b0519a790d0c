"""Pieces of evidence as at a day, with the actions that each stands for."""

import sqlite3
from typing import NamedTuple

from actiontracker.store.history import piece
from actiontracker.store.sayings import recorded, spoken, standing


class PieceFor(NamedTuple):
    """A piece of evidence and one action: `counts` 0 where it was withdrawn, on `said_on`, for the `reason`."""

    number: int
    kind: str
    title: str
    held: str | None
    place: str | None
    dated: str | None
    expires: str | None
    sha256: str | None
    size: int | None
    given_on: str
    given_by: str
    action_id: int
    plan_id: int
    plan: str
    ref: str
    counts: int
    said_on: str
    reason: str | None


_FOR = standing("evidence_for", ("action_id", "evidence_id"), "1 = 1")
_PIECES = f"""select e.id, e.kind, {spoken("e.title")}, e.held, {spoken("e.place")}, e.dated, e.expires, e.sha256, e.size,
  e.effective_on, n.recorded_by, a.id, a.plan_id, p.slug, a.ref, f.counts, f.effective_on, {spoken("f.reason")}
  from evidence e join entry n on n.seq = e.entry join {_FOR} f on f.evidence_id = e.id
  join action a on a.id = f.action_id join plan p on p.id = a.plan_id
  order by e.id, a.plan_id, a.recommendation_id, a.number, a.id"""


def pieces(conn: sqlite3.Connection, day: str, known_at: int) -> list[PieceFor]:
    """Every piece for every action that it stands or stood for, as at a day, by number."""
    return [PieceFor(*row) for row in conn.execute(_PIECES, {"day": day, "head": known_at})]


def hashes(conn: sqlite3.Connection) -> set[str]:
    """The hashes of all files that were ever recorded, undone entries among them: none of them is an orphan."""
    return {row[0] for row in conn.execute("select sha256 from evidence where sha256 is not null")}


def count_files(conn: sqlite3.Connection, known_at: int) -> int:
    """How many files of evidence the record speaks of."""
    query = f"select count(distinct x.sha256) from evidence x where x.sha256 is not null and {recorded('x')}"
    (count,) = conn.execute(query, {"head": known_at}).fetchone()
    return int(count)


def same_piece(conn: sqlite3.Connection, plan: int, described: dict[str, object]) -> int | None:
    """The piece of a plan's evidence that is described just so, by column, and stands somewhere; None where there is none."""
    query = """select distinct f.evidence_id from evidence_for f join action a on a.id = f.action_id
      join evidence e on e.id = f.evidence_id where a.plan_id = ? and e.kind = ?
      and not exists (select 1 from retraction t where t.retracted = f.entry) order by 1"""
    rows = conn.execute(query, (plan, str(described["kind"]))).fetchall()
    return next((number for (number,) in rows if piece(conn, number) == described), None)
