"""Sign-off by a board, and opening again what was closed."""

from pathlib import Path
from typing import NamedTuple

from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.domain.plan import State
from actiontracker.domain.words import CLOSED, DONE, label
from actiontracker.reports.actions import canonical, seen
from actiontracker.reports.assurance import ASKS_SIGNOFF
from actiontracker.reports.results import Kept
from actiontracker.reports.signing import AwaitLine
from actiontracker.services import proofs, recording
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_posts, find_ref
from actiontracker.services.reporting import Scope, scope
from actiontracker.services.updating import state_of
from actiontracker.store import plans as store_plans
from actiontracker.store import snapshot
from actiontracker.store.assurance import assured
from actiontracker.store.connection import Connection, reading, write_transaction
from actiontracker.store.plans import Found


class SignOff(NamedTuple):
    """What a board decided of completed work, as typed. `chair` is the post that chaired it, where that is said."""

    board: str
    on: str
    agreed: bool = True
    minute: str | None = None
    reason: str | None = None
    chair: str | None = None
    strict: bool = False


def sign_off(edge: Edge, refs: list[str], said: SignOff) -> tuple[list[Kept], list[str]]:
    """Record it for each action, and what should not have been: a lead who signs or chairs his own action.

    Raises UsageFault (a refusal without its reason), NotFound, InputRefused (an action that is open or signed off already,
    a future day; with `strict` a lead who signs or chairs).
    """
    if not said.agreed and not said.reason:
        raise UsageFault("a refusal needs its --reason", "say what the board missed")
    not_in_future(said.on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        head, kept, warnings = snapshot.head(ledger.conn), [], list[str]()
        beside = assured(ledger.conn, said.on, head)
        for thing in dict.fromkeys(find_ref(ledger.conn, ref, "action") for ref in refs):
            before = state_of(ledger, thing.id, said.on)
            _check_closed(thing, before, said.on)
            if said.agreed and thing.id in beside and (signed := beside[thing.id].signed_off_on):
                raise InputRefused(f"{thing.ref} was signed off already, on {signed}", "nothing was recorded")
            warnings += _conflicts(ledger.conn, thing, before, said, edge.by)
            if warnings and said.strict:
                raise InputRefused(warnings[0], "have somebody else sign it off, or leave --strict out")
            fact = proofs.signed_off(thing.id, said.on, int(said.agreed), said.board, said.minute, said.reason)
            entry = ledger.append("sign-off" if said.agreed else "refusal", [fact], action=thing.id)
            verb = "signed off by" if said.agreed else "sign-off refused by"
            kept.append(Kept(thing.plan, thing.ref, "signoff", [(verb, "", said.board)], entry.seq))
        return kept, warnings


def reopen(edge: Edge, refs: list[str], reason: str, on: str) -> list[Kept]:
    """Open closed actions again: in progress from a day on. A sign-off ends with it. Raises NotFound, InputRefused."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        kept = []
        for thing in dict.fromkeys(find_ref(ledger.conn, ref, "action") for ref in refs):
            before = state_of(ledger, thing.id, on)
            if before.status not in CLOSED:
                raise InputRefused(f"{thing.ref} is {label(before.status)} on {on}: it is open", "nothing was recorded")
            note = recording.words(f"Opened again: {reason}")
            fact = recording.progress(thing.id, on, status="in_progress", note=note)
            entry = ledger.append("reopening", [fact], action=thing.id)
            kept.append(Kept(thing.plan, thing.ref, "reopening", [("status", before.status, "in_progress")], entry.seq))
        return kept


class Awaiting(NamedTuple):
    """What awaits sign-off, and what it covers; `unasked` are plans named whose rule asks for none."""

    scope: Scope
    lines: list[AwaitLine]
    unasked: list[str]


def awaiting(database: Path, day: str, slugs: tuple[str, ...]) -> Awaiting:
    """Completed work that no board has signed off, in the plans whose closure rule asks for it. Raises NotFound."""
    with reading(database) as conn:
        around = scope(conn, day, slugs)
        asking = {p.id for p in around.plans if around.lens.rules(p.id).closure_rule in ASKS_SIGNOFF}
        filters = snapshot.Filters(plans=tuple(asking), statuses=DONE)
        lines = []
        for state in snapshot.actions(conn, day, filters):
            beside = around.lens.assured(state.action_id)
            if beside.signed_off_on is None:
                a = seen(state, around.lens)
                facts = (a.evidence_count, a.evidence_kinds, beside.signoff_refused_on, a.rag, a.rag_reason, a.action)
                lines.append(AwaitLine(a.plan, a.ref, a.leads, a.status, a.completed_on, *facts))
        return Awaiting(around, lines, [p.slug for p in around.plans if slugs and p.id not in asking])


def _check_closed(thing: Found, before: State, on: str) -> None:
    if before.status not in DONE:
        what = f"{thing.ref} is {label(before.status)} on {on}: only completed work is signed off"
        raise InputRefused(what, f"when it is complete: actiontracker update {thing.ref} --status completed")


def _conflicts(conn: Connection, thing: Found, state: State, said: SignOff, by: str) -> list[str]:
    """Who leads the action and signs it off, or chairs the body that does: nobody should judge his own work."""
    posts = store_plans.posts(conn, said.on, snapshot.head(conn))
    leads = {
        canonical(posts, int(each.rstrip("*"))).id
        for each in (state.leads or state.recommendation_leads or "").split(",")
        if each
    }
    council = store_plans.council_of(conn, thing.plan_id)
    signs = {canonical(posts, p.id).id for p in posts.values() if p.council == council and p.code.casefold() == by.casefold()}
    chairs = {canonical(posts, p).id for p in find_posts(posts, said.chair)} if said.chair else set()
    found = [f"{posts[p].code} leads {thing.ref} and signs it off" for p in signs & leads]
    return found + [f"{posts[p].code} leads {thing.ref} and chairs {said.board}" for p in chairs & leads]
