"""Evidence: what shows that an action is complete. Added, used for further actions, withdrawn, listed and checked."""

import re
from pathlib import Path
from typing import NamedTuple

from actiontracker.domain.assurance import EVIDENCE_KINDS, kind_words
from actiontracker.domain.errors import InputRefused, NotFound, UsageFault
from actiontracker.reports.evidence import EvidenceFinding, EvidenceRow, number_words
from actiontracker.reports.results import Kept
from actiontracker.services import proofs
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.evidence_rows import evidence_row
from actiontracker.services.finding import find_ref
from actiontracker.services.proofs import Piece
from actiontracker.services.reporting import Scope, scope
from actiontracker.store import evidence, evidence_files, snapshot
from actiontracker.store.connection import Connection, reading, write_transaction
from actiontracker.store.evidence import PieceFor
from actiontracker.store.ledger import Fact, Ledger
from actiontracker.store.plans import Found

_SHOWN_HASH = 12


def add(edge: Edge, refs: list[str], piece: Piece, file: Path | None, on: str) -> list[Kept]:
    """Record a piece of evidence for actions, its file copied first. Raises UsageFault, NotFound, InputRefused, StorageFault.

    `piece.held` and `piece.place` say where it is; they are the file's own where there is one.
    """
    _check(edge, piece, on)
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        found = _actions(ledger.conn, refs)
        held = evidence_files.keep(edge.database, file) if file else None
        try:
            if held:
                piece = piece._replace(held="file", place=held.name, sha256=held.sha256, size=held.size)
            number = ledger.new_id("evidence")
            said = _words(piece)
            kept = [
                _proves(ledger, thing, number, on, [proofs.evidence(number, on, piece)] if place == 0 else [], said)
                for place, thing in enumerate(found)
            ]
            ledger.flush()
            return kept
        except BaseException:
            if held:
                evidence_files.discard(edge.database, held)
            raise


def link(edge: Edge, typed: str, refs: list[str], on: str) -> list[Kept]:
    """Let a piece that is recorded stand for further actions. Raises NotFound, InputRefused."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        number, known = find_piece(ledger.conn, typed, on)
        counting = {row.action_id for row in known if row.counts}
        kept = []
        for thing in _actions(ledger.conn, refs):
            if thing.id in counting:
                raise InputRefused(f"{number_words(number)} counts for {thing.ref} already", "nothing was recorded")
            kept.append(_proves(ledger, thing, number, on, [], known[0].title))
        return kept


def withdraw(edge: Edge, typed: str, refs: list[str], reason: str, on: str) -> list[Kept]:
    """Let a piece count no more, for the actions named or for all. Raises NotFound, InputRefused where it counts for none."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        number, known = find_piece(ledger.conn, typed, on)
        named = {thing.id for thing in _actions(ledger.conn, refs)}
        counting = [row for row in known if row.counts and (not refs or row.action_id in named)]
        if not counting or len(counting) < len(named):
            raise InputRefused(f"{number_words(number)} does not count there", "see: actiontracker evidence")
        kept = []
        for row in counting:
            fact = proofs.proves(row.action_id, number, on, 0, reason)
            entry = ledger.append("evidence", [fact], action=row.action_id)
            kept.append(
                Kept(row.plan, row.ref, "evidence", [(f"{number_words(number)} withdrawn", row.title, reason)], entry.seq)
            )
        return kept


class Evidence(NamedTuple):
    """Evidence as at a day, and what it covers."""

    scope: Scope
    rows: list[EvidenceRow]


def listed(database: Path, day: str, slugs: tuple[str, ...] = (), refs: tuple[str, ...] = ()) -> Evidence:
    """The evidence of plans (of all, if none is named), or of these actions and recommendations. Raises NotFound."""
    with reading(database) as conn:
        around = scope(conn, day, slugs)
        plans = {plan.id for plan in around.plans}
        rows = [row for row in evidence.pieces(conn, day, around.head) if row.plan_id in plans]
        if refs:
            things = [find_ref(conn, ref, plan=slugs[0] if len(slugs) == 1 else None) for ref in refs]
            wanted = _actions_meant(conn, things, day, around.head)
            rows = [row for row in rows if row.action_id in wanted]
        return Evidence(around, [evidence_row(row, day) for row in rows])


def checked(database: Path, day: str) -> list[EvidenceFinding]:
    """What is amiss: files missing, changed or of no record, evidence that has expired. By number; orphans last."""
    with reading(database) as conn:
        rows = evidence.pieces(conn, day, snapshot.head(conn))
        recorded = evidence.hashes(conn)
    found = []
    for row in {row.number: row for row in rows if row.counts}.values():
        named = number_words(row.number), row.title
        state = evidence_files.state_of(database, row.sha256) if row.sha256 else "held"
        if state != "held":
            found.append(
                EvidenceFinding(state, *named, f"its file {row.place} is {state}: {evidence_files.FOLDER}/{row.sha256}")
            )
        if row.expires and row.expires < day:
            found.append(EvidenceFinding("expired", *named, f"expired on {row.expires}, and counts no more"))
    orphans = [name for name in evidence_files.names(database) if name not in recorded]
    return [*found, *(EvidenceFinding("orphaned", "", name, "no record speaks of this file") for name in orphans)]


def find_piece(conn: Connection, typed: str, day: str) -> tuple[int, list[PieceFor]]:
    """A piece by its number, typed `E12`, `e12` or `12`, with its actions as at a day. Raises NotFound."""
    said = re.fullmatch(r"[Ee]?(\d{1,9})", typed.strip())
    number = int(said[1]) if said else 0
    rows = [row for row in evidence.pieces(conn, day, snapshot.head(conn)) if row.number == number]
    if not rows:
        raise NotFound(f"no evidence {typed!r} on {day}", "see the numbers in: actiontracker evidence")
    return number, rows


def _check(edge: Edge, piece: Piece, on: str) -> None:
    if piece.kind not in EVIDENCE_KINDS:
        raise UsageFault(f"--kind {piece.kind!r} is not known", f"one of: {', '.join(EVIDENCE_KINDS)}")
    not_in_future(on, edge, "--on")
    if piece.dated:
        not_in_future(piece.dated, edge, "--dated")
    if piece.expires and piece.expires < max(on, piece.dated or ""):
        raise InputRefused(f"--expires {piece.expires}: it would have expired before it is given", "give evidence that holds")


def _actions(conn: Connection, refs: list[str]) -> list[Found]:
    return list(dict.fromkeys(find_ref(conn, ref, "action") for ref in refs))


def _actions_meant(conn: Connection, things: list[Found], day: str, head: int) -> set[int]:
    from actiontracker.services.reporting import named

    actions, recommendations = named(conn, things, day, head)
    filters = snapshot.Filters(named=(actions, recommendations))
    return {state.action_id for state in snapshot.actions(conn, day, filters)}


def _proves(ledger: Ledger, thing: Found, number: int, on: str, first: list[Fact], said: str) -> Kept:
    entry = ledger.append("evidence", [*first, proofs.proves(thing.id, number, on)], action=thing.id)
    return Kept(thing.plan, thing.ref, "evidence", [(number_words(number), "", said)], entry.seq)


def _words(piece: Piece) -> str:
    held = f" ({piece.place}, {piece.size:,} bytes, SHA-256 {piece.sha256[:_SHOWN_HASH]}…)" if piece.sha256 else ""
    return f"{kind_words(piece.kind)}: {piece.title}{held}"
