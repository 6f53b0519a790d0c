"""Importing a governance file: inspections, what comes from them, themes. Only what it did not say before is recorded."""

from typing import Any

from actiontracker.domain.errors import NotFound
from actiontracker.domain.problems import Problem
from actiontracker.intake.governance.drafts import GovernanceDocument, InspectionDraft, ThemeDraft
from actiontracker.reports.results import GovernanceImport
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_plan, find_ref
from actiontracker.services.governance.statements import Statement, fact, is_new
from actiontracker.store import governance, plans
from actiontracker.store.ledger import Fact, Ledger
from actiontracker.store.snapshot import head

_TEXT = ("framework", "title", "began", "ended", "received", "published", "report", "note", "scale", "priority", "partial")


def record_governance(ledger: Ledger, edge: Edge, document: GovernanceDocument, *, dry_run: bool) -> GovernanceImport:
    """Record what a governance file says that it did not say before. Raises InputRefused; nothing is changed then."""
    return _Importer(ledger, edge, document).record(dry_run=dry_run)


class _Importer:
    """One file while it is recorded; every inspection and theme is an entry of its own."""

    def __init__(self, ledger: Ledger, edge: Edge, document: GovernanceDocument) -> None:
        self._ledger, self._edge, self._document = ledger, edge, document
        self._on = not_in_future(document.on, edge, f"{document.name}, governance.on")
        self._ids = governance.identities(ledger.conn)
        self._head = head(ledger.conn)
        self._problems = list(document.problems)
        self._changed: list[str] = []
        self._same = 0

    def record(self, *, dry_run: bool) -> GovernanceImport:
        """All of it, and what was done."""
        first = self._ledger.seq + 1
        for inspection in self._document.inspections:
            self._record_inspection(inspection)
        for theme in self._document.themes:
            self._append(f"theme {theme.name}", self._on_day(theme.on, theme.place), [], self._theme(theme))
        entry = None
        if self._ledger.seq >= first:
            name, digest = self._document.name, self._document.sha256
            row: Fact = ("document", {"effective_on": self._on, "first_entry": first, "name": name, "sha256": digest})
            entry = self._ledger.append("import", [row]).seq
        self._ledger.flush()
        count = len(self._document.inspections)
        return GovernanceImport(
            self._document.name, self._edge.database, self._document.council, self._on, count, len(self._document.themes),
            self._changed, self._same, self._problems, entry, dry_run,
        )  # fmt: skip

    def _on_day(self, on: str | None, place: str) -> str:
        return not_in_future(on or self._on, self._edge, f"{place}, on")

    def _record_inspection(self, draft: InspectionDraft) -> None:
        on = self._on_day(draft.on, draft.place)
        new: list[Fact] = []
        if draft.slug not in self._ids:
            self._ids[draft.slug] = self._ledger.new_id("inspection")
            row: dict[str, Any] = {"id": self._ids[draft.slug], "effective_on": on, "slug": draft.slug}
            new.append(("inspection", row | {"council": self._document.council}))
        number = self._ids[draft.slug]
        key = {"inspection_id": number}
        said = [Statement("inspection_text", key, {name: draft.said.get(name) for name in _TEXT})]
        for place, judged in enumerate(draft.judgements, 1):
            grade = {"grade": judged.grade, "place": place, "note": judged.note}
            said.append(Statement("judgement", key | {"area": judged.area, "name": judged.name}, grade))
        for clock in draft.clocks:
            said.append(Statement("inspection_clock", key | {"name": clock.name}, {"days": clock.days, "met_on": clock.met_on}))
        self._append(draft.slug, on, new, said + self._answers(draft, number))

    def _answers(self, draft: InspectionDraft, number: int) -> list[Statement]:
        """What comes from the inspection: all of the plans that answer it, and what is named with its agencies."""
        found: dict[int, list[str] | None] = {}
        for slug in draft.plans:
            try:
                plan = find_plan(self._ledger.conn, slug)
            except NotFound as error:
                self._tell(draft.place, f"{error.what}: its recommendations are not linked")
                continue
            found |= dict.fromkeys(plans.identities(self._ledger.conn, "recommendation", plan.id).values())
        for answer in draft.recommendations:
            if (ref := self._ref(answer.place, answer.ref)) is not None:
                found[ref] = answer.addressed_to
        said = []
        for ref, agencies in found.items():
            said.append(Statement("recommendation_source", {"recommendation_id": ref}, {"inspection_id": number}))
            for agency in agencies or []:
                said.append(Statement("addressed_to", {"recommendation_id": ref, "agency": agency}, {"stands": 1}))
        return said

    def _theme(self, draft: ThemeDraft) -> list[Statement]:
        refs = [self._ref(draft.place, ref) for ref in draft.recommendations]
        return [
            Statement("theme_of", {"recommendation_id": ref, "theme": draft.name}, {"stands": 1})
            for ref in refs
            if ref is not None
        ]

    def _ref(self, place: str, ref: str) -> int | None:
        try:
            return find_ref(self._ledger.conn, ref, "recommendation").id
        except NotFound as error:
            self._tell(place, f"{error.what}: not linked")
            return None

    def _tell(self, place: str, what: str) -> None:
        self._problems.append(Problem(place, what))

    def _append(self, name: str, on: str, new: list[Fact], said: list[Statement]) -> None:
        differing = [each for each in said if is_new(self._ledger.conn, each, on, self._head)]
        if new or differing:
            rows = [fact(self._ledger.conn, each, on, printed=True) for each in differing]
            self._ledger.append("import", [*new, *rows])
            self._changed.append(name)
        else:
            self._same += 1
