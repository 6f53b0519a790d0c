"""Taking back what should never have been recorded: an update, or an import as a whole.

Nothing is removed: new entries say that the old ones were never said, as known from then on.
"""

from typing import Any

from actiontracker.domain.errors import InputRefused, NotFound
from actiontracker.reports.results import Undone
from actiontracker.services.edge import Edge
from actiontracker.services.linking import has_ring, refuse_rings
from actiontracker.services.said import acts_said, said_of_no_action
from actiontracker.store import documents, history, plans, snapshot
from actiontracker.store.connection import Connection, reading, write_transaction
from actiontracker.store.history import Line
from actiontracker.store.ledger import Fact, Ledger
from actiontracker.store.words import Words


def plan_undo(edge: Edge, seq: int) -> Undone:
    """What would be taken back. Raises NotFound (no such entry), InputRefused (already undone, or an undo itself)."""
    with reading(edge.database) as conn:
        return _planned(conn, seq)[0]


def undo(edge: Edge, seq: int, reason: str) -> Undone:
    """Take back an entry, or an import by the number of its closing entry, in one transaction.

    Raises as `plan_undo`; InputRefused too where actions would then wait for each other in a ring.
    """
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        planned, lines = _planned(ledger.conn, seq)
        had_ring = has_ring(ledger.conn)
        _retract(ledger, lines, reason)
        ledger.flush()
        if not had_ring:  # taken back: that one no longer waits for another, which may have come to wait for it since
            refuse_rings(ledger.conn)
        return planned


def _planned(conn: Connection, seq: int) -> tuple[Undone, list[Line]]:
    line = history.entry_line(conn, seq)
    if line is None:
        raise NotFound(f"no entry {seq} in the record", "see the numbers in: actiontracker history")
    if line.retracted_by is not None:
        raise InputRefused(f"entry {seq} was undone already, by entry {line.retracted_by}", "nothing to do")
    if line.kind == "undo":
        raise InputRefused(f"entry {seq} is an undo itself", "record or import again what should hold")
    covering = documents.import_of(conn, seq)
    is_import = covering is not None and covering.entry == seq
    lines = history.between(conn, covering.first_entry, seq) if covering and is_import else [line]
    planned = Undone(
        seq=seq,
        kind=line.kind,
        about=f"{line.plan}:{line.ref}" if line.ref else None,
        recorded_by=line.recorded_by,
        recorded_at=line.recorded_at,
        file=covering.name if covering and is_import else None,
        entries=len(lines),
        actions=len({line.action_id for line in lines if line.action_id is not None}),
        later=history.count_later(conn, lines),
        said={} if is_import else _said(conn, line),
    )
    return planned, lines


def _said(conn: Connection, line: Line) -> dict[str, Any]:
    codes = {post.id: post.code for post in plans.posts(conn, "9999-12-31", snapshot.head(conn)).values()}
    if line.action_id is None:
        return said_of_no_action(conn, line.seq, codes).said
    every = acts_said(conn, "action", line.action_id, codes)
    return next((said for recorded, said in every if recorded.seq == line.seq), {})


def _retract(ledger: Ledger, lines: list[Line], reason: str) -> None:
    """One entry for each action, so that its version tells; one more for what is about no action."""
    by_action: dict[int | None, list[int]] = {}
    why = Words(reason) if reason else None
    for line in lines:
        by_action.setdefault(line.action_id, []).append(line.seq)
    for action, entries in by_action.items():
        facts: list[Fact] = [("retraction", {"retracted": entry, "reason": "", "why": why}) for entry in entries]
        ledger.append("undo", facts, action=action)
