"""Inspections and themes of a governance file on their way into the record."""

from typing import Any

from actiontracker.domain.errors import NotFound
from actiontracker.intake.governance.drafts import GovernanceDocument, InspectionDraft, ThemeDraft
from actiontracker.services.finding import find_plan
from actiontracker.services.governance.recorder import Recorder
from actiontracker.services.governance.statements import Statement
from actiontracker.store import governance, plans
from actiontracker.store.ledger import Fact

_TEXT = ("framework", "title", "began", "ended", "received", "published", "report", "note", "scale", "priority", "partial")


def import_inspections(to: Recorder, document: GovernanceDocument) -> None:
    """Every inspection and every theme as an entry of its own, where it says something new."""
    ids = governance.identities(to.ledger.conn)
    for inspection in document.inspections:
        _import_inspection(to, inspection, ids)
    for theme in document.themes:
        to.append(f"theme {theme.name}", to.on_day(theme.on, theme.place), [], _theme(to, theme))


def _import_inspection(to: Recorder, draft: InspectionDraft, ids: dict[str, int]) -> None:
    on = to.on_day(draft.on, draft.place)
    new: list[Fact] = []
    if draft.slug not in ids:
        ids[draft.slug] = to.ledger.new_id("inspection")
        row: dict[str, Any] = {"id": ids[draft.slug], "effective_on": on, "slug": draft.slug}
        new.append(("inspection", row | {"council": to.council}))
    number = ids[draft.slug]
    key = {"inspection_id": number}
    said = [Statement("inspection_text", key, {name: draft.said.get(name) for name in _TEXT})]
    for place, judged in enumerate(draft.judgements, 1):
        grade = {"grade": judged.grade, "place": place, "note": judged.note}
        said.append(Statement("judgement", key | {"area": judged.area, "name": judged.name}, grade))
    for clock in draft.clocks:
        said.append(Statement("inspection_clock", key | {"name": clock.name}, {"days": clock.days, "met_on": clock.met_on}))
    to.append(draft.slug, on, new, said + _answers(to, draft, number))


def _answers(to: Recorder, draft: InspectionDraft, number: int) -> list[Statement]:
    """What comes from the inspection: all of the plans that answer it, and what is named with its agencies."""
    found: dict[int, list[str] | None] = {}
    for slug in draft.plans:
        try:
            plan = find_plan(to.ledger.conn, slug)
        except NotFound as error:
            to.tell(draft.place, f"{error.what}: its recommendations are not linked")
            continue
        found |= dict.fromkeys(plans.identities(to.ledger.conn, "recommendation", plan.id).values())
    for answer in draft.recommendations:
        if ref := to.ref(answer.place, answer.ref):
            found[ref.id] = answer.addressed_to
    said = []
    for recommendation, agencies in found.items():
        key = {"recommendation_id": recommendation}
        said.append(Statement("recommendation_source", key, {"inspection_id": number}))
        said += [Statement("addressed_to", key | {"agency": agency}, {"stands": 1}) for agency in agencies or []]
    return said


def _theme(to: Recorder, draft: ThemeDraft) -> list[Statement]:
    refs = [to.ref(draft.place, ref) for ref in draft.recommendations]
    return [
        Statement("theme_of", {"recommendation_id": ref.id, "theme": draft.name}, {"stands": 1})
        for ref in refs
        if ref is not None
    ]
