"""One action for several recommendations, and actions that wait for others."""

from pathlib import Path
from typing import NamedTuple

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.waiting import ring
from actiontracker.domain.words import CLOSED, label
from actiontracker.reports.actions import seen
from actiontracker.reports.practice import WaitLine, wait_lines
from actiontracker.reports.results import Kept
from actiontracker.services import proofs, recording
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_ref
from actiontracker.services.reporting import Scope, scope
from actiontracker.services.updating import state_of
from actiontracker.store import facts, plans, practice, snapshot
from actiontracker.store.connection import Connection, reading, write_transaction
from actiontracker.store.ledger import Ledger
from actiontracker.store.plans import Found


class Waiting(NamedTuple):
    """Who waits for whom as at a day, and what it covers."""

    scope: Scope
    lines: list[WaitLine]


def link(edge: Edge, ref: str, recommendations: list[str], on: str, reason: str | None, *, remove: bool = False) -> Kept:
    """Let an action answer further recommendations too, or no longer. It keeps its home, and counts once in totals.

    Raises NotFound, InputRefused (a future day, its own home, another plan, linked or not linked already).
    """
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        thing = find_ref(ledger.conn, ref, "action")
        found = [find_ref(ledger.conn, each, "recommendation", thing.plan) for each in recommendations]
        wanted = list(dict.fromkeys(found))
        _check_links(ledger, thing, wanted, on, remove)
        rows = [recording.answer(thing.id, each.id, on, 0 if remove else 1, reason) for each in wanted]
        entry = ledger.append("link", rows, action=thing.id)
        what = "no longer answers" if remove else "also answers"
        return Kept(thing.plan, thing.ref, "link", [(what, "", ", ".join(each.ref for each in wanted))], entry.seq)


def _check_links(ledger: Ledger, thing: Found, wanted: list[Found], on: str, remove: bool) -> None:
    home = plans.parent(ledger.conn, thing.id)
    linked = facts.also_answers(ledger.conn, thing.id, on, snapshot.head(ledger.conn))
    if state_of(ledger, thing.id, on).status == "withdrawn" and not remove:
        raise InputRefused(f"{thing.ref} is withdrawn: it answers nothing", "link the action that does the work")
    for each in wanted:
        if each.plan_id != thing.plan_id:
            raise InputRefused(f"{each.plan}:{each.ref} is a recommendation of another plan", f"name one of {thing.plan}")
        if each.id == home:
            raise InputRefused(f"{thing.ref} stands under {each.ref}: that is its home", "name other recommendations")
        if (each.id in linked) != remove:
            state = f"does not answer {each.ref}" if remove else f"answers {each.ref} already"
            raise InputRefused(f"{thing.ref} {state}", "nothing was recorded")


def depend(edge: Edge, ref: str, others: list[str], on: str, reason: str | None, *, no_longer: bool = False) -> Kept:
    """Let an action wait for others, or no longer.

    Raises NotFound, InputRefused (a future day, itself, another plan, one that is closed, a ring, said already).
    """
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        thing = find_ref(ledger.conn, ref, "action")
        found = [find_ref(ledger.conn, each, "action", thing.plan) for each in others]
        wanted = list(dict.fromkeys(found))
        _check_waits(ledger, thing, wanted, on, no_longer)
        rows = [proofs.waits(thing.id, each.id, on, 0 if no_longer else 1, reason) for each in wanted]
        entry = ledger.append("dependency", rows, action=thing.id)
        ledger.flush()
        if not no_longer:  # to end one makes no ring
            refuse_rings(ledger.conn, on)
        what = "no longer waits on" if no_longer else "waits on"
        return Kept(thing.plan, thing.ref, "dependency", [(what, "", ", ".join(each.ref for each in wanted))], entry.seq)


def _check_waits(ledger: Ledger, thing: Found, wanted: list[Found], on: str, no_longer: bool) -> None:
    waits = practice.waits_for(ledger.conn, thing.id, on, snapshot.head(ledger.conn))
    for each in wanted:
        if each.id == thing.id:
            raise InputRefused(f"{thing.ref} cannot wait for itself", "name another action")
        if each.plan_id != thing.plan_id:
            raise InputRefused(f"{each.plan}:{each.ref} is an action of another plan", f"name one of {thing.plan}")
        if (each.id in waits) != no_longer:
            state = f"does not wait on {each.ref}" if no_longer else f"waits on {each.ref} already"
            raise InputRefused(f"{thing.ref} {state}", "nothing was recorded")
    for each in () if no_longer else (thing, *wanted):
        status = state_of(ledger, each.id, on).status
        if status in CLOSED:
            what = "waits for nothing" if each is thing else "holds nobody up"
            raise InputRefused(f"{each.ref} is {label(status)} already: it {what}", "nothing was recorded")


def has_ring(conn: Connection) -> bool:
    """Whether actions wait for each other in a ring on any day, as recorded up to now."""
    return bool(ring(practice.waits(conn, snapshot.head(conn))))


def refuse_rings(conn: Connection, since: str = "") -> None:
    """Raises InputRefused, with the way round, where actions would wait for each other in a ring on a day `since` one."""
    if actions := ring(practice.waits(conn, snapshot.head(conn)), since):
        first, *others = (snapshot.ref_of(conn, "action", action) for action in [*actions, actions[0]])
        way = f"{first} waits on " + ", which waits on ".join(others)
        raise InputRefused(f"nobody could begin: {way}", "leave one of them out, or end one: depends … --no-longer")


def waiting(database: Path, day: str, slugs: tuple[str, ...]) -> Waiting:
    """Who waits for whom in the plans named (in all, if none is), what is late first. Raises NotFound."""
    with reading(database) as conn:
        around = scope(conn, day, slugs)
        ids = tuple(plan.id for plan in around.plans)
        known = {each for wait in practice.waits(conn, around.head) for each in (wait.action, wait.prerequisite)}
        filters = snapshot.Filters(plans=ids, named=(tuple(sorted(known)), ()))
        return Waiting(around, wait_lines(seen(state, around.lens) for state in snapshot.actions(conn, day, filters)))
