"""The part of an import that is about recommendations: their wording, and what is printed once for them."""

from typing import NamedTuple

from actiontracker.domain.plan import Recommendation
from actiontracker.domain.printed import read_by_when
from actiontracker.domain.problems import Change, Question
from actiontracker.domain.refs import ref_key
from actiontracker.intake.drafts import Document, RecommendationDraft
from actiontracker.services import recording
from actiontracker.services.import_leads import Led, compared_leads, first_leads, lead_codes
from actiontracker.services.imported import (
    Compared,
    Context,
    Field,
    between,
    compared_in,
    is_other_text,
    plain,
    remembered,
    revisions,
)
from actiontracker.services.matching import match_recommendations
from actiontracker.store import documents, facts, plans
from actiontracker.store.documents import Said
from actiontracker.store.ledger import Fact, Row
from actiontracker.store.words import Words

_WORDED = ("area", "timescale", "timescale_in_report", "by_when", "deadline")


class _Known(NamedTuple):
    """A recommendation as the tracker has it: on the day of its row, and as last said. `last` is the document's memory."""

    identity: int
    on: str
    holds: Recommendation | None
    latest: Recommendation | None
    last: Said | None

    def field(self, draft: RecommendationDraft, name: str, *, is_said: bool = False) -> Field:
        """A field as the draft prints it beside what is known."""
        if self.holds is None or self.latest is None:
            return Field(name, getattr(draft, name), None)
        return between(name, getattr(draft, name), getattr(self.holds, name), getattr(self.latest, name), is_said=is_said)


class RecommendationImporter:
    """Gathers the facts of one document's recommendations in the context, and what to remember of them."""

    def __init__(self, context: Context, document: Document) -> None:
        self._context = context
        self._document = document
        self._conn = context.ledger.conn
        self.ids: dict[str, int] = {}
        self.memory: list[Fact] = []
        self.changes: list[Change] = []
        self._is_again = False

    def record(self) -> None:
        """A wording, leads and a note for each recommendation, where they are new or changed."""
        context = self._context
        if context.plan is None:
            return
        self.ids = plans.identities(self._conn, "recommendation", context.plan)
        said = documents.recommendations_said(self._conn, context.plan, context.on)
        known = {
            each.ref: each.text for each in plans.recommendations(self._conn, context.on, context.head, plans=(context.plan,))
        }
        self._is_again = bool(known)
        match_recommendations(self._document, known)
        for draft in self._document.recommendations:
            key = ref_key(draft.ref)
            identity = self.ids.get(key)
            if identity is None:
                identity = self.ids[key] = context.ledger.new_id("recommendation")
                row: Row = {"id": identity, "effective_on": draft.on or context.on, "plan_id": context.plan}
                context.facts.append(("recommendation", row | {"ref": draft.ref, "ref_key": key}))
            self._recommendation(draft, identity, said.get(identity))

    def _recommendation(self, draft: RecommendationDraft, identity: int, last: Said | None) -> None:
        context = self._context
        known = self._known(draft, identity, last)
        stored = facts.wording(self._conn, "recommendation", identity, known.on, context.head)
        now = stored.columns if stored else {}
        held = plain(now.get("text"))
        is_settled = draft.text == draft.ref or ref_key(draft.ref) in context.reworded
        if not is_settled and is_other_text(draft.text, last, held):
            context.questions.append(Question(draft.place, draft.ref, held, draft.text))
            return
        _settle(draft, now)
        sentences = {name: _sentence(getattr(draft, name), last, now, name) for name in ("text", "outcome")}
        in_conflict = self._wording(draft, known, sentences)
        codes = self._leads(draft, known, in_conflict)
        sentences["note"] = self._note(draft, known, in_conflict)
        printed = {name: getattr(draft, name) for name in _WORDED} | {"leads": codes, "accountable": draft.accountable}
        memory = remembered(printed, sentences, last, in_conflict)
        if memory is not None:
            row: Row = {"recommendation_id": identity, "effective_on": context.on, **memory}
            self.memory.append(("document_recommendation", row))

    def _known(self, draft: RecommendationDraft, identity: int, last: Said | None) -> _Known:
        context = self._context
        began = facts.first_day(self._conn, "recommendation", identity)
        on = max(context.on, began) if began and (draft.on or began <= context.on) else draft.on or context.on
        days = (on, facts.LAST_DAY)
        holds, latest = (next(plans.recommendations(self._conn, day, context.head, only=identity), None) for day in days)
        return _Known(identity, on, holds, latest, last)

    def _wording(self, draft: RecommendationDraft, known: _Known, sentences: dict[str, Words | None]) -> set[str]:
        """Record the wording where it is new or changed; the names of the fields in conflict."""
        context = self._context
        fields = [known.field(draft, name) for name in ("text", "outcome", *_WORDED)]
        found = compared_in(context, draft.ref, fields, known.last) if known.holds else Compared(fields, [])
        row: Row = {field.name: sentences.get(field.name) or field.printed for field in found.changed}
        row = {name: value if plain(value) else None for name, value in row.items()}
        if known.holds:
            context.facts += revisions(context, "recommendation", known.identity, known.on, found.changed, row)
            self.changes += [Change(draft.ref, f.name, f.known, f.printed or "") for f in found.changed]
        else:
            context.facts.append(recording.worded("recommendation", known.identity, known.on, row))
            if self._is_again:
                self.changes.append(Change(draft.ref, "new recommendation", "", draft.text))
        return {field.name for field in found.conflicts}

    def _leads(self, draft: RecommendationDraft, known: _Known, in_conflict: set[str]) -> str | None:
        """The codes as printed, joined; None where the document does not speak of leads."""
        if draft.leads is None:
            return None
        context, place = self._context, f"{self._document.name}, {draft.place}"
        codes = lead_codes(context, self._document, draft.leads, f"{draft.place}, leads ({draft.ref})")
        led = Led("recommendation", known.identity, draft.ref, codes, draft.accountable, place)
        if known.holds is None:
            context.facts += first_leads(context, led, known.on)
            return "; ".join(codes)
        found = compared_leads(context, led, known.last, known.on)
        context.facts += found.rows
        self.changes += [found.change] if found.change else []
        in_conflict |= {"leads", "accountable"} if found.in_conflict else set()
        return "; ".join(codes)

    def _note(self, draft: RecommendationDraft, known: _Known, in_conflict: set[str]) -> Words | None:
        """The Words of the note as printed, recorded where it is new; a blank one takes nothing away."""
        if not draft.note:
            return None if draft.note is None else Words("")
        is_said = known.latest is not None and (known.latest.noted_on or "") > known.on
        field = known.field(draft, "note", is_said=is_said)
        found = compared_in(self._context, draft.ref, [field], known.last)
        in_conflict |= {each.name for each in found.conflicts}
        if not found.changed:
            return _sentence(draft.note, known.last, {}, "note")
        note = Words(draft.note)
        if known.holds:
            self.changes.append(Change(draft.ref, "note", field.known, draft.note))
        day = self._context.day_of(field, known.on)
        row: Row = {"recommendation_id": known.identity, "effective_on": day, "note": note}
        self._context.facts.append(("recommendation_note", row))
        return note


def _settle(draft: RecommendationDraft, now: "dict[str, str | Words | None]") -> None:
    """The day of the by-when read; an area in capitals taken as the area that is known."""
    if draft.deadline is None and draft.by_when is not None:
        day = read_by_when(draft.by_when).deadline
        draft.deadline = day.isoformat() if day else ""
    known = plain(now.get("area"))
    if draft.area and draft.area.lower() == known.lower():
        draft.area = known


def _sentence(printed: str | None, last: Said | None, now: "dict[str, str | Words | None]", name: str) -> Words | None:
    """The Words for what a document prints: those already stored where they say the same."""
    if printed is None:
        return None
    for stored in (last.get(name) if last else None, now.get(name)):
        if isinstance(stored, Words) and stored.text == printed:
            return stored
    return Words(printed)
