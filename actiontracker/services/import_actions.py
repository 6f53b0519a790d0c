"""The part of an import that is about actions: new ones recorded whole, known ones compared field by field."""

from collections.abc import Callable

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.extras import packed
from actiontracker.domain.plan import State
from actiontracker.domain.printed import read_by_when
from actiontracker.domain.problems import Change, Problem
from actiontracker.domain.refs import last_number, ref_key
from actiontracker.intake.drafts import ActionDraft, Document
from actiontracker.services import acts, recording
from actiontracker.services.action_changes import ActionChanges, Sentences
from actiontracker.services.edge import Edge
from actiontracker.services.import_leads import Led, first_leads, lead_codes
from actiontracker.services.imported import Context, remembered
from actiontracker.services.matching import match_actions
from actiontracker.store import documents, facts, plans, snapshot
from actiontracker.store.documents import ACTION_FIELDS, Said
from actiontracker.store.ledger import Fact, Row
from actiontracker.store.words import Words

_TICK_EVERY = 500


class ActionImporter:
    """Records the actions of one document, and what to remember of them."""

    def __init__(
        self, context: Context, document: Document, recommendations: dict[str, int], edge: Edge, agreed_by: str | None
    ) -> None:
        self._context = context
        self._document = document
        self._recommendations = recommendations
        self._edge = edge
        self._agreed_by = agreed_by
        self._conn = context.ledger.conn
        self.memory: list[Fact] = []
        self.changes: list[Change] = []
        self.new: list[str] = []
        self.missing: list[str] = []
        self.same = 0
        self._latest: dict[int, State] = {}
        self.history = 0

    def record(self, tick: Callable[[int], None]) -> None:
        """One entry for each new or changed action, then one for each dated act."""
        context = self._context
        if context.plan is None or not (self._document.actions or self._document.slug):
            return  # a key of leads
        identities = plans.identities(self._conn, "action", context.plan)
        filters = snapshot.Filters(plans=(context.plan,))
        states = {state.action_id: state for state in snapshot.actions(self._conn, context.on, filters)}
        self._latest = {state.action_id: state for state in snapshot.actions(self._conn, facts.LAST_DAY, filters)}
        said = documents.actions_said(self._conn, context.plan, context.on)
        match_actions(self._document.actions, states.values())
        met: set[int] = set()
        for count, draft in enumerate(self._document.actions, 1):
            identity = identities.get(ref_key(draft.ref))
            state = (states.get(identity) or self._later(identity, draft)) if identity else None
            self._read_date(draft)
            if state is None:
                identity = self._new(draft, identity)
                identities[ref_key(draft.ref)] = identity
            else:
                self._known(draft, state, said.get(state.action_id))
            met.add(int(identity or 0))
            if count % _TICK_EVERY == 0:
                tick(count)
        self.missing = [state.ref for key, state in states.items() if key not in met]
        context.ledger.flush()
        self._dated_acts(identities)

    def _later(self, identity: int, draft: ActionDraft) -> State | None:
        """An action that begins after the document's day, and of which the document says so: as at its beginning."""
        began = facts.first_day(self._conn, "action", identity)
        if began is None or draft.on is None or began < self._context.on:
            return None
        return next(snapshot.actions(self._conn, began, snapshot.Filters(named=((identity,), ()))), None)

    def _read_date(self, draft: ActionDraft) -> None:
        """Take the deadline and the recurrence from the by-when, where the document does not give them apart."""
        if draft.by_when is None:
            return
        reading = read_by_when(draft.by_when)
        if draft.deadline is None:
            draft.deadline = reading.deadline.isoformat() if reading.deadline else ""
        if not draft.recurrence:
            draft.recurrence = reading.recurrence or ""

    def _new(self, draft: ActionDraft, identity: int | None) -> int:
        """Record an action of which nothing stands, taking up its identity again where an import of it was undone."""
        context, on = self._context, draft.on or self._context.on
        rows: list[Fact] = []
        if identity is None:
            identity = context.ledger.new_id("action")
            rows.append(("action", self._identity(draft, identity, on)))
        sentences: Sentences = {"text": Words(draft.text), "progress": recording.words(draft.progress)}
        sentences["extra"] = recording.words(packed(draft.extra))
        wording: Row = {"text": sentences["text"], "extra": sentences["extra"], "stage": draft.stage or None}
        wording |= {"by_when": draft.by_when or None, "recurrence": draft.recurrence or None}
        rows.append(recording.worded("action", identity, on, wording))
        if draft.deadline:
            rows.append(recording.deadline_set(identity, on, draft.deadline))
        codes = self._codes(draft)
        rows += first_leads(context, Led("action", identity, draft.ref, codes, draft.accountable, self._place(draft)), on)
        rows += [recording.answer(identity, number, on, 1) for number in self._answers(draft)]
        said = {"status": draft.status, "rag": draft.rag or None, "expected": draft.expected or None}
        if any(said.values()) or draft.progress:
            rows.append(recording.progress(identity, on, note=sentences["progress"], observed=1, **said))
        context.ledger.append("import", [*context.posts.facts(), *rows], action=identity)
        self.new.append(draft.ref)
        self._remember(draft, identity, codes, sentences, None)
        return identity

    def _identity(self, draft: ActionDraft, identity: int, on: str) -> Row:
        recommendation = self._recommendation(draft.recommendation, draft) if draft.recommendation else None
        row: Row = {"id": identity, "effective_on": on, "plan_id": self._context.plan, "ref": draft.ref}
        return row | {
            "recommendation_id": recommendation,
            "ref_key": ref_key(draft.ref),
            "number": last_number(draft.ref),
        }

    def _recommendation(self, ref: str, draft: ActionDraft) -> int:
        found = self._recommendations.get(ref_key(ref))
        if found is None:
            what = f"{self._document.name}, {draft.place}: there is no recommendation {ref!r}"
            raise InputRefused(what, "mend the ref, or add the recommendation first")
        return found

    def _answers(self, draft: ActionDraft) -> list[int]:
        return [self._recommendation(ref, draft) for ref in draft.also_answers or ()]

    def _known(self, draft: ActionDraft, state: State, last: Said | None) -> None:
        """Record of a known action only what the document changed and the tracker does not know."""
        context = self._context
        codes = self._codes(draft)
        latest = self._latest.get(state.action_id, state)
        known = ActionChanges(context, draft, (state, latest), last, codes, self._agreed_by)
        if question := known.question(draft.place):
            context.questions.append(question)
            return
        if draft.recommendation and ref_key(draft.recommendation) != ref_key(state.recommendation_ref or ""):
            what = f"{draft.ref} stands under {draft.recommendation} here and under"
            what += f" {state.recommendation_ref or 'none'} in the tracker: left there"
            context.problems.append(Problem(draft.place, what, unread=True))
        rows = known.rows(self._answers(draft), self._place(draft))
        if rows:
            context.ledger.append("import", [*context.posts.facts(), *rows], action=state.action_id)
        self.changes += known.changes
        if not known.changes and not known.in_conflict:
            self.same += 1
        self._remember(draft, state.action_id, codes, known.sentences, last, known.in_conflict)

    def _place(self, draft: ActionDraft) -> str:
        return f"{self._document.name}, {draft.place}"

    def _codes(self, draft: ActionDraft) -> list[str]:
        """The leads' codes, cells split; the accountable one is then named as it stands among them."""
        codes = lead_codes(self._context, self._document, draft.leads, f"{draft.place}, leads ({draft.ref})")
        if draft.accountable:
            wanted, accountable = self._context.posts.leading(codes, draft.accountable, self._place(draft))
            draft.accountable = next(code for code, post in zip(codes, wanted, strict=True) if post == accountable)
        return codes

    def _remember(
        self,
        draft: ActionDraft,
        action: int,
        codes: list[str],
        sentences: Sentences,
        last: Said | None,
        in_conflict: "frozenset[str] | set[str]" = frozenset(),
    ) -> None:
        printed = {name: getattr(draft, name) for name in ACTION_FIELDS}
        printed["leads"] = None if draft.leads is None else "; ".join(codes)
        printed["accountable"] = None if draft.leads is None else draft.accountable or ""
        printed["also_answers"] = None if draft.also_answers is None else "; ".join(draft.also_answers)
        said = {"text": draft.text, "progress": draft.progress, "extra": None if draft.extra is None else packed(draft.extra)}
        words = {name: sentences[name] or _kept_or_new(text, last, name) for name, text in said.items()}
        memory = remembered(printed, words, last, in_conflict)
        if memory is not None:
            row: Row = {"action_id": action, "effective_on": self._context.on, **memory}
            row["text"] = row["text"] or Words(draft.text)
            self.memory.append(("document_action", row))

    def _dated_acts(self, identities: dict[str, int]) -> None:
        context = self._context
        scribe = acts.Scribe(context.ledger, context.posts, context.plan, self._recommendations, identities, self._edge)
        for draft in self._document.actions:
            if draft.history:
                self.history += scribe.action_acts(identities[ref_key(draft.ref)], draft.history)


def _kept_or_new(printed: str | None, last: Said | None, name: str) -> Words | None:
    """The Words already stored where the document says the same, else its own."""
    stored = last.get(name) if last else None
    if printed and isinstance(stored, Words) and stored.text == printed:
        return stored
    return None if printed is None else Words(printed)
