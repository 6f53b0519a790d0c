"""Adding to a plan without a file: actions, which get the next number, and recommendations."""

from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.domain.printed import read_by_when
from actiontracker.domain.refs import last_number, normal_ref, ref_fault, ref_key
from actiontracker.reports.results import Kept
from actiontracker.services import recording
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_plan, find_ref
from actiontracker.services.recording import Agreed, PostBook, words
from actiontracker.services.wording import OF_ACTION, OF_RECOMMENDATION, Wording, leading
from actiontracker.store import facts, plans
from actiontracker.store.connection import write_transaction
from actiontracker.store.ledger import Fact, Ledger, Row
from actiontracker.store.plans import Found


def add_action(
    edge: Edge, said: Wording, *, under: str | None, plan: str | None, ref: str | None, on: str, agreed: Agreed = Agreed(),
    dry_run: bool = False,
) -> Kept:  # fmt: skip
    """Add an action under a recommendation, or to a plan; its ref is the next number unless given.

    Raises NotFound, InputRefused (the ref is taken, a future day), UsageFault (no plan named).
    """
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token, keep=not dry_run) as ledger:
        parent = find_ref(ledger.conn, under, "recommendation", plan) if under is not None else None
        plan_id = parent.plan_id if parent else find_plan(ledger.conn, plan or _only_plan(ledger)).id
        _not_before(ledger, plan_id, on)
        new_ref = _typed(ref) if ref is not None else _next_ref(ledger, plan_id, parent)
        if ref_key(new_ref) in plans.identities(ledger.conn, "recommendation", plan_id):
            raise InputRefused(f"{new_ref} is a recommendation", "give the action a ref of its own")
        identity, rows = _identity(ledger, plan_id, parent, new_ref, on)
        reading = read_by_when(said.by_when or "")
        row: Row = {"text": words(said.text), "stage": said.stage, "by_when": said.by_when}
        rows.append(recording.worded("action", identity, on, row | {"recurrence": reading.recurrence}, None, agreed))
        if reading.deadline:
            rows.append(recording.deadline_set(identity, on, reading.deadline.isoformat()))
        posts = PostBook(ledger, plans.council_of(ledger.conn, plan_id), on)
        rows += recording.first_leads("action", identity, on, *leading(posts, said))
        entry = ledger.append("addition", rows, action=identity)
        slug = next(p.slug for p in plans.plans(ledger.conn) if p.id == plan_id)
        changes = [(name, "", value) for name in OF_ACTION if (value := getattr(said, name))]
        return Kept(slug, new_ref, "action", changes, entry.seq, reading.remark)


def add_recommendation(
    edge: Edge, said: Wording, *, plan: str | None, ref: str, on: str, agreed: Agreed = Agreed(), dry_run: bool = False
) -> Kept:
    """Add a recommendation to a plan. Raises NotFound, InputRefused (the ref is taken), UsageFault."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token, keep=not dry_run) as ledger:
        home = find_plan(ledger.conn, plan or _only_plan(ledger))
        _not_before(ledger, home.id, on)
        new_ref = _typed(ref)
        if ref_key(new_ref) in plans.identities(ledger.conn, "action", home.id):
            raise InputRefused(f"{new_ref} is an action", "give the recommendation a ref of its own")
        identity = plans.identities(ledger.conn, "recommendation", home.id).get(ref_key(new_ref))
        rows: list[Fact] = []
        if identity is None:
            identity = ledger.new_id("recommendation")
            row: Row = {"id": identity, "effective_on": on, "plan_id": home.id, "ref": new_ref}
            rows.append(("recommendation", row | {"ref_key": ref_key(new_ref)}))
        elif facts.first_day(ledger.conn, "recommendation", identity):
            raise InputRefused(f"{home.slug} has a recommendation {new_ref} already", "give another --ref")
        wording: Row = {"text": words(said.text), "outcome": words(said.outcome), "area": said.area}
        reading = read_by_when(said.by_when or "")
        wording |= {"timescale": said.timescale, "by_when": said.by_when}
        wording["deadline"] = reading.deadline.isoformat() if reading.deadline else None
        rows.append(recording.worded("recommendation", identity, on, wording, None, agreed))
        posts = PostBook(ledger, home.council, on)
        rows += recording.first_leads("recommendation", identity, on, *leading(posts, said))
        entry = ledger.append("addition", rows)
        changes = [(name, "", value) for name in OF_RECOMMENDATION if (value := getattr(said, name))]
        return Kept(home.slug, new_ref, "recommendation", changes, entry.seq, reading.remark)


def _identity(ledger: Ledger, plan: int, parent: Found | None, ref: str, on: str) -> tuple[int, list[Fact]]:
    identity = plans.identities(ledger.conn, "action", plan).get(ref_key(ref))
    if identity is not None:
        if facts.first_day(ledger.conn, "action", identity) or plans.parent(ledger.conn, identity) != (parent and parent.id):
            raise InputRefused(f"there is an action {ref} already, or was", "give another --ref")
        return identity, []
    identity = ledger.new_id("action")
    row: Row = {"id": identity, "effective_on": on, "plan_id": plan, "ref": ref, "ref_key": ref_key(ref)}
    row |= {"recommendation_id": parent.id if parent else None, "number": last_number(ref)}
    return identity, [("action", row)]


def _next_ref(ledger: Ledger, plan: int, parent: Found | None) -> str:
    """One more than the highest number in use; a number once used is not used again."""
    prefix = ref_key(f"{parent.ref}.") if parent else ""
    used = plans.identities(ledger.conn, "action", plan)
    if not parent:  # a recommendation may be called 1 too
        used = used | plans.identities(ledger.conn, "recommendation", plan)
    numbers = [last_number(key) or 0 for key in used if key.startswith(prefix) and (parent or "." not in key)]
    number = max(numbers, default=0) + 1
    return f"{parent.ref}.{number}" if parent else str(number)


def _typed(ref: str) -> str:
    fault = ref_fault(normal_ref(ref))
    if fault:
        raise UsageFault(f"the ref {ref!r} {fault}", "give a short one, such as S1.3")
    return normal_ref(ref)


def _only_plan(ledger: Ledger) -> str:
    known = [plan.slug for plan in plans.plans(ledger.conn)]
    if len(known) != 1:
        raise UsageFault("which plan?", f"add --plan, one of: {', '.join(known)}" if known else "import a plan first")
    return known[0]


def _not_before(ledger: Ledger, plan: int, on: str) -> None:
    """Raises InputRefused for a day before the plan began: what is added then would make the plan older than it is."""
    began = plans.began(ledger.conn, plan)
    if began and on < began:
        raise InputRefused(f"--on {on}: the plan begins on {began}", "give that day or a later one")
