"""The part of an import that is about no action: the plan's settings, the key of leads, the recommendations."""

from actiontracker.domain.plan import Post
from actiontracker.domain.printed import read_by_when
from actiontracker.domain.problems import Change
from actiontracker.domain.refs import ref_key
from actiontracker.intake.cells import split_leads
from actiontracker.intake.drafts import Document, PostDraft, RecommendationDraft, Setting
from actiontracker.services import acts, recording
from actiontracker.services.edge import Edge
from actiontracker.services.imported import Context, Field, changed, plain, remembered
from actiontracker.services.spellings import likely_spellings
from actiontracker.store import documents, facts, history, plans
from actiontracker.store.ledger import Fact, Row
from actiontracker.store.words import Words

_WORDED = ("area", "timescale", "timescale_in_report", "by_when", "deadline")


class FrameImporter:
    """Records settings, posts and recommendations of one document, and what to remember of them."""

    def __init__(self, context: Context, document: Document, edge: Edge) -> None:
        self._context = context
        self._edge = edge
        self._document = document
        self._conn = context.ledger.conn
        self.recommendation_ids: dict[str, int] = {}
        self.memory: list[Fact] = []
        self.changes: list[Change] = []
        self.history = 0
        self.keyed = {code for post in document.posts for code in (post.code, *(post.aliases or ()))}

    def record(self) -> None:
        """One entry for all that holds from the document's day, then one for each dated act."""
        context = self._context
        self._settings()
        self._posts()
        self._recommendations()
        rows = [*context.facts, *context.posts.facts()]
        context.facts = []
        order = {"plan": 0, "post": 1, "recommendation": 2}
        rows.sort(key=lambda fact: order.get(fact[0], 9))
        if rows:
            context.ledger.append("import", rows)
        context.ledger.flush()
        self._dated_acts()

    def suggestions(self) -> list[tuple[str, str]]:
        """Codes that look like another spelling of a known post: suggested, never merged by likeness."""
        known = plans.posts(self._conn, "9999-12-31", self._context.ledger.seq)
        return likely_spellings(post for post in known.values() if self._context.posts.ids.get(post.code) == post.id)

    def _settings(self) -> None:
        context = self._context
        if context.plan is None:
            return
        said = [setting for setting in self._document.settings if setting.name not in context.titles]
        said += [Setting(name, value) for name, value in context.titles.items()]
        last = documents.settings_said(self._conn, context.plan)
        recorded = history.settings_rows(self._conn, context.plan)
        holds = plans.settings(self._conn, context.plan, context.on, context.head)
        for name, value, on in said:
            row: Row = {"plan_id": context.plan, "name": name, "value": value}
            if on is None and last.get(name) != value:
                self.memory.append(("document_setting", row | {"effective_on": context.on}))
            unknown = (name, on, value) not in recorded if on else value not in (last.get(name), holds.get(name))
            if unknown:
                context.facts.append(("plan_setting", row | {"effective_on": on or context.on}))
                if name in holds:
                    self.changes.append(Change(self._document.slug or "plan", name, holds[name], value))

    def _posts(self) -> None:
        said = documents.posts_said(self._conn)
        holds = plans.posts(self._conn, self._context.on, self._context.head)
        for draft in self._document.posts:
            self._post(draft, self._context.posts.id_of(draft.code), said, holds)

    def _post(self, draft: PostDraft, post: int, said: dict[int, documents.Said], holds: dict[int, Post]) -> None:
        context, on = self._context, draft.on or self._context.on
        known, last = holds.get(post), said.get(post)
        title = [Field(name, getattr(draft, name), getattr(known, name, None)) for name in ("title", "organisation")]
        if changed(title, last):
            row: Row = {"post_id": post, "effective_on": on}
            row |= {field.name: (field.holds if field.printed is None else field.printed) or None for field in title}
            context.facts.append(("post_title", row))
            if known:
                self._changed(draft.code, changed(title, last))
        superior = holds[known.superior].code if known and known.superior in holds else None
        for field in changed([Field("reports_to", draft.reports_to, superior)], last):
            above = context.posts.id_of(field.printed) if field.printed else None
            context.facts.append(("post_reports_to", {"post_id": post, "effective_on": on, "superior": above}))
        for alias in draft.aliases or ():
            other = context.posts.id_of(alias)
            if other != post and (holds[other].stands_for if other in holds else None) != post:
                context.facts.append(("post_alias", {"post_id": other, "effective_on": on, "stands_for": post}))
                context.posts.stands_for[other] = post
        printed = {name: getattr(draft, name) for name in ("title", "organisation", "reports_to")}
        printed["aliases"] = None if draft.aliases is None else "; ".join(draft.aliases)
        memory = remembered(printed, {}, last)
        if memory is not None:
            self.memory.append(("document_post", {"post_id": post, "effective_on": context.on, **memory}))

    def _recommendations(self) -> None:
        context = self._context
        if context.plan is None:
            return
        self.recommendation_ids = plans.identities(self._conn, "recommendation", context.plan)
        said = documents.recommendations_said(self._conn, context.plan)
        for draft in self._document.recommendations:
            key = ref_key(draft.ref)
            identity = self.recommendation_ids.get(key)
            if identity is None:
                identity = self.recommendation_ids[key] = context.ledger.new_id("recommendation")
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
        fields = [Field(name, getattr(draft, name), plain(now.get(name))) for name in ("text", "outcome", *_WORDED)]
        differing = changed(fields, last)
        sentences = {name: _sentence(getattr(draft, name), last, now, name) for name in ("text", "outcome")}
        if differing or holds is None:
            row: Row = {
                f.name: sentences.get(f.name) or f.printed or None if f in differing or holds is None else now.get(f.name)
                for f in fields
            }
            row |= {name: value if value is None or plain(value) else None for name, value in row.items()}
            context.facts.append(recording.worded("recommendation", identity, on, row))
        if holds is not None:
            self._changed(draft.ref, differing)
        leads = self._leads(draft, identity, on, last, is_new=holds is None)
        sentences["note"] = self._note(draft, identity, on, last)
        printed = {name: getattr(draft, name) for name in _WORDED} | {"leads": leads, "accountable": draft.accountable}
        memory = remembered(printed, sentences, last)
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
        return printed

    def _note(self, draft: RecommendationDraft, identity: int, on: str, last: documents.Said | None) -> Words | None:
        if draft.note is None or not draft.note:
            return None if draft.note is None else Words("")
        if last and plain(last.get("note")) == draft.note:
            return last["note"]  # type: ignore[return-value]
        note = Words(draft.note)
        self._context.facts.append(("recommendation_note", {"recommendation_id": identity, "effective_on": on, "note": note}))
        return note

    def _dated_acts(self) -> None:
        context = self._context
        scribe = acts.Scribe(context.ledger, context.posts, context.plan, self.recommendation_ids, {})
        for post in self._document.posts:
            self.history += scribe.post_acts(context.posts.ids[post.code], post.history)
        for draft in self._document.recommendations:
            identity = self.recommendation_ids[ref_key(draft.ref)]
            self.history += scribe.recommendation_acts(identity, draft.history, self._edge)

    def _changed(self, ref: str, fields: list[Field]) -> None:
        self.changes += [Change(ref, field.name, field.holds or "", field.printed or "") for field in fields]


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
