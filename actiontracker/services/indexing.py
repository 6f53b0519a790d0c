"""The change index: what completed actions changed, by kind, as the 2012 plan promised its board."""

from pathlib import Path
from typing import NamedTuple

from actiontracker.domain.assurance import CHANGE_KINDS, NEW_OR_CHANGED, kind_words
from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.domain.words import DONE, label
from actiontracker.reports.actions import seen
from actiontracker.reports.practice import IndexLine
from actiontracker.reports.results import Kept
from actiontracker.services import proofs
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_ref
from actiontracker.services.reporting import Scope, scope
from actiontracker.services.updating import state_of
from actiontracker.store import practice, snapshot
from actiontracker.store.connection import reading, write_transaction


class Indexed(NamedTuple):
    """The index as at a day, and what it covers."""

    scope: Scope
    lines: list[IndexLine]


def index(database: Path, day: str, slugs: tuple[str, ...]) -> Indexed:
    """What the actions of the plans named (of all, if none is) changed by a day: by kind, then in plan order.

    Raises NotFound.
    """
    with reading(database) as conn:
        around = scope(conn, day, slugs)
        changes = practice.changes(conn, tuple(plan.id for plan in around.plans), day, around.head)
        filters = snapshot.Filters(named=(tuple({change.action_id for change in changes}), ()))
        actions = {s.action_id: seen(s, around.lens) for s in snapshot.actions(conn, day, filters)} if changes else {}
        lines = []
        for change in sorted(changes, key=lambda each: CHANGE_KINDS.index(each.kind)):
            if action := actions.get(change.action_id):
                new = None if change.is_new is None else "new" if change.is_new else "changed"
                facts = (action.ref, action.completed_on, action.evidence_count, action.status, change.entry)
                lines.append(IndexLine(action.plan, change.kind, new, change.title, change.dated, *facts))
        return Indexed(around, lines)


def add(edge: Edge, ref: str, kind: str, is_new: bool | None, title: str, dated: str | None, on: str) -> Kept:
    """Enter what a completed action changed. `dated` is the day that the thing itself bears.

    Raises UsageFault (a kind that is none, new or changed missing or out of place), NotFound, InputRefused (a future day,
    an action that is not complete).
    """
    kind = _kind(kind, is_new)
    not_in_future(on, edge, "--on")
    if dated:
        not_in_future(dated, edge, "--dated")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        thing = find_ref(ledger.conn, ref, "action")
        status = state_of(ledger, thing.id, on).status
        if status not in DONE:
            what = f"{thing.ref} is {label(status)} on {on}: the index lists what completed actions changed"
            raise InputRefused(what, f"when it is complete: actiontracker update {thing.ref} --status completed")
        number = ledger.new_id("practice_change")
        new = None if is_new is None else int(is_new)
        fact = proofs.practice_changed(number, thing.id, on, kind, new, title, dated)
        entry = ledger.append("index", [fact], action=thing.id)
        what = {True: "new ", False: "changed ", None: ""}[is_new] + kind_words(kind)
        return Kept(thing.plan, thing.ref, "index", [("", "", what), ("title", "", title)], entry.seq)


def _kind(typed: str, is_new: bool | None) -> str:
    kind = "-".join(typed.casefold().replace("_", " ").replace("-", " ").split())
    if kind not in CHANGE_KINDS:
        raise UsageFault(f"--kind {typed!r} is not known", f"one of: {', '.join(CHANGE_KINDS)}")
    if kind in NEW_OR_CHANGED and is_new is None:
        raise UsageFault(f"is the {kind} new, or was it changed?", "say --new or --changed")
    if kind not in NEW_OR_CHANGED and is_new is not None:
        raise UsageFault(f"--new and --changed are for {' and '.join(NEW_OR_CHANGED)}", "leave them out")
    return kind
