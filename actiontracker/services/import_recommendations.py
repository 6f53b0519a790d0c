"""The part of an import that is about recommendations: their wording, and what is printed once for them."""

from actiontracker.domain.likeness import is_same_wording
from actiontracker.domain.printed import read_by_when
from actiontracker.domain.problems import Change, Question
from actiontracker.domain.refs import ref_key
from actiontracker.intake.drafts import Document, RecommendationDraft
from actiontracker.intake.tables.cells import split_leads
from actiontracker.services import recording
from actiontracker.services.imported import Compared, Context, Field, compared_in, plain, remembered
from actiontracker.services.matching import match_recommendations
from actiontracker.store import documents, facts, plans
from actiontracker.store.ledger import Fact, Row
from actiontracker.store.words import Words

_WORDED = ("area", "timescale", "timescale_in_report", "by_when", "deadline")


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
        said = documents.recommendations_said(self._conn, context.plan)
        known = {r.ref: r.text for r in plans.recommendations(self._conn, context.on, context.head, plans=(context.plan,))}
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

    def _recommendation(self, draft: RecommendationDraft, identity: int, last: documents.Said | None) -> None:
        context = self._context
        began = facts.first_day(self._conn, "recommendation", identity)
        on = max(context.on, began) if began and (draft.on or began <= context.on) else draft.on or context.on
        holds = facts.wording(self._conn, "recommendation", identity, on, context.head)
        now = holds.columns if holds else {}
        if draft.deadline is None and draft.by_when is not None:
            day = read_by_when(draft.by_when).deadline
            draft.deadline = day.isoformat() if day else ""
        if draft.area and draft.area.lower() == plain(now.get("area")).lower():
            draft.area = plain(now.get("area"))  # one document heads its sections in capitals, another does not
        fields = [Field(name, getattr(draft, name), plain(now.get(name))) for name in ("text", "outcome", *_WORDED)]
        if self._is_asked_about(draft, plain(now.get("text")), last):
            return
        compared_now = compared_in(context, draft.ref, fields, last) if holds else Compared(fields, [])
        differing = compared_now.changed
        sentences = {name: _sentence(getattr(draft, name), last, now, name) for name in ("text", "outcome")}
        if differing or holds is None:
            row: Row = {
                f.name: sentences.get(f.name) or f.printed or None if f in differing or holds is None else now.get(f.name)
                for f in fields
            }
            row |= {name: value if value is None or plain(value) else None for name, value in row.items()}
            context.facts.append(recording.worded("recommendation", identity, on, row))
        if holds is None and self._is_again:
            self.changes.append(Change(draft.ref, "new recommendation", "", draft.text))
        if holds is not None:
            self.changes += [Change(draft.ref, f.name, f.holds or "", f.printed or "") for f in differing]
        leads = self._leads(draft, identity, on, last, is_new=holds is None)
        sentences["note"] = self._note(draft, identity, on, last)
        printed = {name: getattr(draft, name) for name in _WORDED} | {"leads": leads, "accountable": draft.accountable}
        memory = remembered(printed, sentences, last, {field.name for field in compared_now.conflicts})
        if memory is not None:
            row = {"recommendation_id": identity, "effective_on": context.on, **memory}
            self.memory.append(("document_recommendation", row))

    def _leads(
        self, draft: RecommendationDraft, identity: int, on: str, last: documents.Said | None, *, is_new: bool
    ) -> str | None:
        if draft.leads is None:
            return None
        posts = self._context.posts
        codes = draft.leads
        if self._document.splits_leads:
            codes = [code for cell in draft.leads for code in split_leads(cell, posts.ids)[0]]
        printed = "; ".join(codes)
        said = (plain(last.get("leads")), plain(last.get("accountable"))) if last else ("", "")
        if (printed, draft.accountable or "") != said:
            place = f"{self._document.name}, {draft.place}"
            wanted, accountable = posts.leading(codes, draft.accountable, place)
            if is_new:
                rows = recording.first_leads("recommendation", identity, on, wanted, accountable)
            else:
                rows = recording.changed_leads(self._conn, "recommendation", identity, on, wanted, accountable, None)
            self._context.facts += rows
            if rows and not is_new:
                self.changes.append(Change(draft.ref, "leads", said[0], printed))
        return printed

    def _note(self, draft: RecommendationDraft, identity: int, on: str, last: documents.Said | None) -> Words | None:
        if draft.note is None or not draft.note:
            return None if draft.note is None else Words("")
        if last and plain(last.get("note")) == draft.note:
            return last["note"]  # type: ignore[return-value]
        note = Words(draft.note)
        if last:
            self.changes.append(Change(draft.ref, "note", plain(last.get("note")), draft.note))
        self._context.facts.append(("recommendation_note", {"recommendation_id": identity, "effective_on": on, "note": note}))
        return note

    def _is_asked_about(self, draft: RecommendationDraft, held: str, last: documents.Said | None) -> bool:
        """Whether the text under a ref is quite different from the one known: then nothing of it is taken."""
        said = plain(last.get("text")) if last else ""
        known = [text for text in (said, held) if text]
        if not known or draft.text in known or ref_key(draft.ref) in self._context.reworded:
            return False
        if any(is_same_wording(draft.text, text) for text in known) or draft.text == draft.ref:
            return False
        self._context.questions.append(Question(draft.place, draft.ref, held, draft.text))
        return True


def _sentence(
    printed: str | None, last: documents.Said | None, now: "dict[str, str | Words | None]", name: str
) -> Words | None:
    """The Words for what a document prints: those already stored where they say the same."""
    if printed is None:
        return None
    for stored in (last.get(name) if last else None, now.get(name)):
        if isinstance(stored, Words) and stored.text == printed:
            return stored
    return Words(printed)
