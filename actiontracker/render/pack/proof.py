"""The part of a board's pack about completed work: proof, sign-off, re-audits, and late work that holds others up."""

from actiontracker.domain.assurance import kind_words
from actiontracker.render.pack.blocks import Block, Facts, Rated, Section, Table
from actiontracker.render.phrases import counted, led_by, qualified, share
from actiontracker.render.text import day_words
from actiontracker.reports.actions import Action
from actiontracker.reports.assurance import ASKS_SIGNOFF, Assurance
from actiontracker.reports.board import Board

Rows = list[tuple[str | Rated, ...]]


def proof(board: Board, many: bool) -> Section:
    """What is held for completed work, what was signed off, what waits for it, what is to be looked at again."""
    known = board.assurance
    assert known is not None, "a public edition has no such section"
    blocks: list[Block] = [Facts(_facts(board, known, many))]
    if known.awaiting:
        blocks.append(_awaiting(known, many))
    if known.signed_off:
        blocks.append(_signed_off(board, known, many))
    if known.reaudits:
        blocks.append(_reaudits(board, known, many))
    if known.holding_up:
        blocks.append(_holding_up(known, many))
    if known.unmoved:
        blocks.append(_unmoved(known, many))
    if known.unproven:
        blocks.append(_unproven(known, many))
    return Section("proof", f"Proof: evidence is held for {share(known.proven)} completed", blocks)


def _facts(board: Board, known: Assurance, many: bool) -> list[tuple[str, str]]:
    rules = list(dict.fromkeys(plan.closure_rule for plan in board.plans))
    rows = [("Complete means", "; ".join(_RULES[rule] for rule in rules))]
    if any(plan.closure_rule in ASKS_SIGNOFF for plan in board.plans) or known.signed_off:
        rows.append(("Sign-off", _signed(board, known)))
    looked_at = known.not_sustained
    late = sum((a.reaudit_due or "") < board.as_at for a in known.reaudits)
    if looked_at.of or known.reaudits:
        held = f"improvement not sustained: {looked_at.n} of {looked_at.of} re-audited" if looked_at.of else "none done yet"
        rows.append(("Re-audits", f"{held}; {len(known.reaudits)} due by {day_words(board.due_until)}, {late} of them late"))
    if known.unmeasured:
        refs = ", ".join(ref if many else ref.partition(":")[2] for ref in known.unmeasured)
        rows.append(("Outcomes", f"{len(known.unmeasured)} without a measure: {refs}"))
    return rows


def _signed(board: Board, known: Assurance) -> str:
    asks = any(plan.closure_rule in ASKS_SIGNOFF for plan in board.plans)
    return f"{len(known.signed_off)} signed off since {day_words(board.since)}" + (
        f"; {len(known.awaiting)} await it" if asks else ""
    )


_RULES = {
    "reported": "the lead says so (rule: reported)",
    "evidenced": "evidence is held (rule: evidenced)",
    "signed-off": "evidence is held and a board signed it off (rule: signed-off)",
    "embedded": "signed off, and a later re-audit passed (rule: embedded)",
}


def _awaiting(known: Assurance, many: bool) -> Table:
    rows: Rows = [
        (_ref(a, many), Rated(a.rag), day_words(a.completed_on) or "day not known", _evidence(a), led_by(a.leads), a.action)
        for a in known.awaiting
    ]
    return Table("Awaiting sign-off", ("ref", "rating", "completed", "evidence", "leads", "action"), rows, long=1)


def _signed_off(board: Board, known: Assurance, many: bool) -> Table:
    rows: Rows = [
        (_ref(a, many), day_words(a.signed_off_on), _evidence(a), led_by(a.leads), a.action) for a in known.signed_off
    ]
    return Table(f"Signed off since {day_words(board.since)}", ("ref", "on", "evidence", "leads", "action"), rows, long=1)


def _reaudits(board: Board, known: Assurance, many: bool) -> Table:
    rows: Rows = [
        (_ref(a, many), f"{day_words(a.reaudit_due)}{_late(a, board.as_at)}", led_by(a.leads), a.action) for a in known.reaudits
    ]
    return Table("Re-audits due", ("ref", "due", "leads", "action"), rows, long=1)


def _late(action: Action, day: str) -> str:
    return ", late" if (action.reaudit_due or "") < day else ""


def _holding_up(known: Assurance, many: bool) -> Table:
    rows: Rows = [
        (_ref(a, many), counted(a.days_overdue or 0, "day"), ", ".join(a.holds_up), led_by(a.leads), a.action)
        for a in known.holding_up
    ]
    return Table("Late, and others wait for it", ("ref", "late", "holds up", "leads", "action"), rows, long=1)


def _unmoved(known: Assurance, many: bool) -> Table:
    rows: Rows = [
        (
            qualified(each.plan, each.recommendation_ref, many),
            str(each.actions),
            line.measure,
            line.direction_in_words,
            line.text,
        )
        for each in known.unmoved
        for line in each.measures
    ]
    head = ("ref", "actions", "measure", "it stands at", "text")
    return Table("All actions done, and the measure has not moved", head, rows, right=("actions",), long=2)


def _evidence(action: Action) -> str:
    kinds = ", ".join(map(kind_words, action.evidence_kinds))
    return f"{action.evidence_count}: {kinds}" if action.evidence_count else "none"


def _unproven(known: Assurance, many: bool) -> Table:
    """Refs by who leads them, so that each lead finds his own."""
    by_lead: dict[str, list[str]] = {}
    for action in known.unproven:
        by_lead.setdefault(led_by(action.leads), []).append(_ref(action, many))
    rows: Rows = [(leads, str(len(refs)), ", ".join(refs)) for leads, refs in by_lead.items()]
    return Table("Completed, and no evidence is held", ("leads", "actions", "which"), rows, right=("actions",))


def _ref(action: Action, many: bool) -> str:
    return qualified(action.plan, action.ref, many)
