"""Re-audits: whether a change still stands some time after the work was completed."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from actiontracker.domain.assurance import RESULTS, kind_words
from actiontracker.domain.deadlines import months_on
from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.domain.plan import State
from actiontracker.domain.words import DONE, label
from actiontracker.reports.actions import rules_from, seen
from actiontracker.reports.results import Kept
from actiontracker.reports.signing import ReauditLine
from actiontracker.services import proofs, recording
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.evidence import find_piece
from actiontracker.services.finding import find_ref
from actiontracker.services.reporting import Scope, scope
from actiontracker.services.updating import state_of
from actiontracker.store import plans as store_plans
from actiontracker.store import snapshot
from actiontracker.store.connection import Connection, reading, write_transaction
from actiontracker.store.ledger import Fact
from actiontracker.store.plans import Found

_STATUS = {"sustained": "embedded", "partly": None, "not_sustained": "in_progress"}
"""What follows from a result: `embedded` comes from here, or from a document that says so, and from nowhere else."""


def plan(edge: Edge, refs: list[str], due: str | None, on: str) -> list[Kept]:
    """Plan a re-audit of completed actions, by default some months after they were closed (the plan's `reaudit_months`).

    Raises NotFound, UsageFault (no day, and none is known that it could follow from), InputRefused (an open action, a day
    before it was closed).
    """
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        kept = []
        for thing in dict.fromkeys(find_ref(ledger.conn, ref, "action") for ref in refs):
            before = state_of(ledger, thing.id, on)
            _check_closed(thing, before, on)
            day = due or _months_after(ledger.conn, thing, before, on)
            if day < (before.completed_on or on):
                what = f"{thing.ref}: a re-audit on {day} would come before the work was closed"
                raise InputRefused(what, "give a later --due")
            entry = ledger.append("re-audit", [proofs.reaudit_planned(thing.id, on, day)], action=thing.id)
            kept.append(Kept(thing.plan, thing.ref, "reaudit", [("re-audit due", "", day)], entry.seq))
        return kept


def record(edge: Edge, ref: str, result: str, evidence: str | None, note: str | None, on: str) -> Kept:
    """Record what a re-audit found. Sustained work is embedded from that day, what was not sustained is open again.

    Raises UsageFault (no such result), NotFound, InputRefused (an open action, evidence that does not count for it).
    """
    result = result.strip().casefold().replace("-", "_").replace(" ", "_")
    if result not in RESULTS:
        raise UsageFault(f"--result {result!r} is not known", "one of: sustained, partly, not-sustained")
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        thing = find_ref(ledger.conn, ref, "action")
        before = state_of(ledger, thing.id, on)
        _check_closed(thing, before, on)
        piece = _piece(ledger.conn, thing, evidence, on) if evidence else None
        facts: list[Fact] = [proofs.reaudited(thing.id, on, result, piece)]
        status = _STATUS[result]
        if status or note:
            said = {"status": status} if status else {}
            facts.append(recording.progress(thing.id, on, note=recording.words(note), **said))
        entry = ledger.append("re-audit", facts, action=thing.id)
        changes = [("re-audit", "", kind_words(result))]
        changes += [("status", before.status, status)] if status and status != before.status else []
        return Kept(thing.plan, thing.ref, "reaudit", changes, entry.seq)


class Reaudits(NamedTuple):
    """Re-audits due and done, and what they cover."""

    scope: Scope
    lines: list[ReauditLine]


def listed(database: Path, day: str, slugs: tuple[str, ...]) -> Reaudits:
    """What is to be looked at again and what was, the earliest due first. Raises NotFound."""
    with reading(database) as conn:
        around = scope(conn, day, slugs)
        lines = []
        for state in snapshot.actions(conn, day, snapshot.Filters(plans=tuple(p.id for p in around.plans))):
            a, beside = seen(state, around.lens), around.lens.assured(state.action_id)
            if a.reaudit_due or a.reaudit_result:
                late = (date.fromisoformat(day) - date.fromisoformat(a.reaudit_due)).days if a.reaudit_due else 0
                facts = (a.reaudit_due, late if late > 0 else None, a.reaudit_result, beside.reaudit_on, a.action)
                lines.append(ReauditLine(a.plan, a.ref, a.leads, a.status, a.completed_on, *facts))
        return Reaudits(around, sorted(lines, key=lambda line: line.due or "9999"))


def _check_closed(thing: Found, before: State, on: str) -> None:
    if before.status not in DONE:
        what = f"{thing.ref} is {label(before.status)} on {on}: only completed work is audited again"
        raise InputRefused(what, "see: actiontracker show " + thing.ref)


def _months_after(conn: Connection, thing: Found, before: State, on: str) -> str:
    if before.completed_on is None:
        raise UsageFault(f"the day on which {thing.ref} was completed is not known", "say --due DATE")
    months = rules_from(store_plans.settings(conn, thing.plan_id, on, snapshot.head(conn))).reaudit_months
    return months_on(date.fromisoformat(before.completed_on), months).isoformat()


def _piece(conn: Connection, thing: Found, typed: str, on: str) -> int:
    number, rows = find_piece(conn, typed, on)
    if not any(row.action_id == thing.id and row.counts for row in rows):
        raise InputRefused(
            f"E{number} does not count for {thing.ref}", f"first: actiontracker evidence link E{number} {thing.ref}"
        )
    return number
