"""Closure rules: what makes completed work blue, and what another rule would do to the ratings."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from actiontracker.domain.assurance import NEEDS, kind_words
from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.domain.plan import Plan
from actiontracker.domain.words import CLOSURE_RULES, COLOURS
from actiontracker.reports.actions import Action, seen
from actiontracker.reports.signing import ClosureChange, ClosureLine, Moved
from actiontracker.services import proofs, seeing
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_plan, find_ref
from actiontracker.services.reporting import Scope, scope
from actiontracker.store import assurance, snapshot
from actiontracker.store import plans as store_plans
from actiontracker.store.connection import Connection, reading, write_transaction
from actiontracker.store.ledger import Fact, Ledger


class Closures(NamedTuple):
    """What plans ask of completed work, and what they cover."""

    scope: Scope
    lines: list[ClosureLine]


def listed(database: Path, day: str, slugs: tuple[str, ...]) -> Closures:
    """Each plan's rule, and each recommendation that needs kinds of evidence. Raises NotFound."""
    with reading(database) as conn:
        around, lines = scope(conn, day, slugs), []
        for plan in around.plans:
            rule = around.lens.rules(plan.id).closure_rule
            lines.append(ClosureLine(plan.slug, None, rule, ()))
            needed = assurance.needed(conn, plan.id, day, around.head)
            lines += [ClosureLine(plan.slug, ref, rule, kinds) for ref, kinds in needed]
        return Closures(around, lines)


def set_rule(edge: Edge, slug: str, rule: str, on: str, *, keep: bool) -> ClosureChange:
    """Give a plan another closure rule from a day on; without `keep` only tell what it would do to the ratings.

    Raises UsageFault (no such rule), NotFound, InputRefused (a future day, the rule that it has).
    """
    if rule not in CLOSURE_RULES:
        raise UsageFault(f"--rule {rule!r} is not known", f"one of: {', '.join(CLOSURE_RULES)}")
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token, keep=keep) as ledger:
        plan = find_plan(ledger.conn, slug)
        settings = store_plans.settings(ledger.conn, plan.id, max(on, plan.began), snapshot.head(ledger.conn))
        before = settings.get("closure_rule", "reported")
        if before == rule:
            raise InputRefused(f"{slug} has the rule {rule} on {on}", "nothing was recorded")
        fact: Fact = ("plan_setting", {"plan_id": plan.id, "name": "closure_rule", "effective_on": on, "value": rule})
        return _change(ledger, plan, edge.today, [fact], "closure rule", before, rule)


def set_needs(edge: Edge, ref: str, kinds: list[str], on: str, *, keep: bool) -> ClosureChange:
    """Say which kinds of evidence a recommendation needs from a day on (none: any); as `set_rule`."""
    wanted = [kind.strip().casefold().replace("_", "-").replace(" ", "-") for kind in kinds]
    if wrong := [kind for kind in wanted if kind not in (*NEEDS, "none")]:
        raise UsageFault(f"--needs {wrong[0]!r} is not known", f"one of: {', '.join(NEEDS)}, none")
    if "none" in wanted and len(wanted) > 1:
        raise UsageFault("--needs none stands alone", "leave the others out")
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token, keep=keep) as ledger:
        thing = find_ref(ledger.conn, ref, "recommendation")
        plan = next(plan for plan in store_plans.plans(ledger.conn) if plan.id == thing.plan_id)
        standing = dict(assurance.needed(ledger.conn, plan.id, on, snapshot.head(ledger.conn))).get(thing.ref, ())
        asked = set(wanted) - {"none"}
        facts = [proofs.evidence_needed(thing.id, kind, on, 1) for kind in NEEDS if kind in asked - set(standing)]
        facts += [proofs.evidence_needed(thing.id, kind, on, 0) for kind in standing if kind not in asked]
        if not facts:
            raise InputRefused(f"{thing.ref} needs just this on {on}", "nothing was recorded")
        before, after = (", ".join(map(kind_words, names)) or "any evidence" for names in (standing, sorted(asked)))
        return _change(ledger, plan, edge.today, facts, f"evidence that {thing.ref} needs", before, after)


def _change(ledger: Ledger, plan: Plan, day: str, facts: list[Fact], about: str, before: str, after: str) -> ClosureChange:
    """Record it, and compare the ratings of today with those before."""
    then = _rated(ledger.conn, plan, day)
    entry = ledger.append("closure", facts)
    ledger.flush()
    now = _rated(ledger.conn, plan, day)
    moved = [
        Moved(action.ref, old.rag, action.rag, action.rag_reason)
        for action, old in ((now[ref], then[ref]) for ref in now)
        if (action.rag, action.rag_reason) != (old.rag, old.rag_reason)
    ]
    return ClosureChange(plan.slug, about, before, after, _colours(then), _colours(now), moved, entry.seq)


def _rated(conn: Connection, plan: Plan, day: str) -> dict[str, Action]:
    head = snapshot.head(conn)
    lens = seeing.lens(conn, day, head, [plan], store_plans.posts(conn, day, head))
    return {state.ref: seen(state, lens) for state in snapshot.actions(conn, day, snapshot.Filters(plans=(plan.id,)))}


def _colours(actions: dict[str, Action]) -> dict[str, int]:
    counts = Counter(action.rag for action in actions.values() if action.status != "withdrawn")
    return {colour: counts[colour] for colour in COLOURS}
