"""The part of an import that is about actions: new ones recorded whole, known ones compared field by field."""

from collections.abc import Callable

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.plan import State
from actiontracker.domain.printed import read_by_when
from actiontracker.domain.problems import Change, Problem
from actiontracker.domain.refs import last_number, ref_key
from actiontracker.intake.cells import split_leads
from actiontracker.intake.drafts import ActionDraft, Document
from actiontracker.services import acts, recording
from actiontracker.services.edge import Edge
from actiontracker.services.imported import Context, Field, changed, plain, remembered
from actiontracker.store import documents, facts, plans, snapshot
from actiontracker.store.documents import Said
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
        self.history = 0

    def record(self, tick: Callable[[int], None]) -> None:
        """One entry for each new or changed action, then one for each dated act."""
        context = self._context
        if context.plan is None or not (self._document.actions or self._document.slug):
            return  # a key of leads
        identities = plans.identities(self._conn, "action", context.plan)
        filters = snapshot.Filters(plans=(context.plan,))
        states = {state.action_id: state for state in snapshot.actions(self._conn, context.on, filters)}
        said = documents.actions_said(self._conn, context.plan)
        met: set[int] = set()
        for count, draft in enumerate(self._document.actions, 1):
            identity = identities.get(ref_key(draft.ref))
            last = said.get(identity) if identity else None
            state = (states.get(identity) or self._later(identity, draft)) if identity else None
            self._read_date(draft)
            if state is None:
                identity = self._new(draft, identity)
                identities[ref_key(draft.ref)] = identity
            else:
                self._known(draft, state, last)
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
        sentences: dict[str, Words | None] = {"text": Words(draft.text), "progress": recording.words(draft.progress)}
        wording: Row = {"text": sentences["text"], "stage": draft.stage or None}
        wording |= {"by_when": draft.by_when or None, "recurrence": draft.recurrence or None}
        rows.append(recording.worded("action", identity, on, wording))
        if draft.deadline:
            rows.append(recording.deadline_set(identity, on, draft.deadline))
        codes = self._codes(draft)
        wanted, accountable = context.posts.leading(codes, draft.accountable, self._place(draft))
        rows += recording.first_leads("action", identity, on, wanted, accountable)
        rows += [recording.answer(identity, self._recommendation(ref, draft), on, 1) for ref in draft.also_answers or ()]
        if draft.status or draft.rag or draft.progress:
            said = {"status": draft.status, "rag": draft.rag or None, "note": sentences["progress"], "observed": 1}
            rows.append(recording.progress(identity, on, **said))
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

    def _known(self, draft: ActionDraft, state: State, last: Said | None) -> None:
        """Record of a known action only what the document changed and the tracker does not know."""
        context, on = self._context, max(self._context.on, state.began)
        before = len(self.changes)
        sentences: dict[str, Words | None] = {"text": None, "progress": None}
        codes = self._codes(draft)
        if draft.recommendation and ref_key(draft.recommendation) != ref_key(state.recommendation_ref or ""):
            what = f"{draft.ref} stands under {draft.recommendation} here and under"
            what += f" {state.recommendation_ref or 'none'} in the tracker: left there"
            context.problems.append(Problem(draft.place, what, unread=True))
        rows = self._changed_wording(draft, state, last, sentences, on)
        rows += self._changed_date(draft, state, last, on)
        rows += self._changed_leads(draft, state, last, codes, on)
        rows += self._changed_answers(draft, state, last, on)
        rows += self._changed_standing(draft, state, last, sentences, on)
        if rows:
            context.ledger.append("import", [*context.posts.facts(), *rows], action=state.action_id)
        if len(self.changes) == before:
            self.same += 1
        self._remember(draft, state.action_id, codes, sentences, last)

    def _changed_wording(
        self, draft: ActionDraft, state: State, last: Said | None, sentences: dict[str, Words | None], on: str
    ) -> list[Fact]:
        texts = {"text": draft.text, "stage": draft.stage, "by_when": draft.by_when, "recurrence": draft.recurrence}
        holds = {"text": state.text, "stage": state.stage, "by_when": state.by_when, "recurrence": state.recurrence}
        differing = changed([Field(name, texts[name], holds[name]) for name in texts], last)
        if not differing:
            return []
        now = facts.wording(self._conn, "action", state.action_id, on, self._context.head)
        row: Row = dict(now.columns) if now else {"text": Words(draft.text)}
        for field in differing:
            row[field.name] = field.printed or None
            if field.name == "text":
                row["text"] = sentences["text"] = Words(draft.text)
        self._changed(draft.ref, differing)
        return [recording.worded("action", state.action_id, on, row)]

    def _changed_date(self, draft: ActionDraft, state: State, last: Said | None, on: str) -> list[Fact]:
        """A first date is set; another date is a request, unless a body agreed it."""
        agreed = state.deadline or state.recommendation_deadline
        differing = changed([Field("deadline", draft.deadline, agreed)], last)
        if not differing or not draft.deadline:
            return []
        asked = agreed is not None and self._agreed_by is None
        what = "deadline asked for, the agreed one stands" if asked else "deadline"
        self.changes.append(Change(draft.ref, what, agreed or "", draft.deadline))
        action = state.action_id
        if agreed is None:
            return [recording.deadline_set(action, on, draft.deadline, agreed_by=self._agreed_by)]
        if self._agreed_by is None:
            return [recording.deadline_requested(action, on, draft.deadline, "changed in the document")]
        request = facts.pending_request(self._conn, action, on, self._context.head)
        decision = recording.deadline_decided(action, on, draft.deadline, "granted", request, self._agreed_by, None, None)
        return [decision]

    def _changed_leads(self, draft: ActionDraft, state: State, last: Said | None, codes: list[str], on: str) -> list[Fact]:
        if draft.leads is None:
            return []
        said = (plain(last.get("leads")), plain(last.get("accountable"))) if last else None
        if said == ("; ".join(codes), draft.accountable or ""):
            return []
        posts = self._context.posts
        wanted, accountable = posts.leading(codes, draft.accountable, self._place(draft))
        held = facts.leads(self._conn, "action", state.action_id, on, self._context.head)
        marked = next((post for post, (_, is_accountable) in held.items() if is_accountable), None)
        if posts.same(list(held), wanted) and posts.same([marked], [accountable]):
            return []
        rows = recording.changed_leads(self._conn, "action", state.action_id, on, wanted, accountable, None)
        if rows:
            names = {number: code for code, number in posts.ids.items()}
            old = "; ".join(names.get(post, "?") for post in held)
            self.changes.append(Change(draft.ref, "leads", old, "; ".join(codes)))
        return rows

    def _changed_answers(self, draft: ActionDraft, state: State, last: Said | None, on: str) -> list[Fact]:
        printed = "; ".join(draft.also_answers or ())
        if draft.also_answers is None or (last is not None and plain(last.get("also_answers")) == printed):
            return []
        wanted = [self._recommendation(ref, draft) for ref in draft.also_answers]
        rows = recording.changed_answers(self._conn, state.action_id, on, wanted)
        if rows:
            self.changes.append(Change(draft.ref, "also answers", plain(last.get("also_answers")) if last else "", printed))
        return rows

    def _changed_standing(
        self, draft: ActionDraft, state: State, last: Said | None, sentences: dict[str, Words | None], on: str
    ) -> list[Fact]:
        """Status, rating and progress note. A rating that the document dropped is no longer reported."""
        rag = draft.rag or ("none" if draft.rag is not None and last and last.get("rag") else None)
        held_rag = state.reported if state.reported != "none" else None
        fields = [
            Field("status", draft.status or None, state.status),
            Field("rag", draft.rag if draft.rag or (last and last.get("rag")) else None, held_rag),
            Field("progress", draft.progress or None, state.note),
        ]
        differing = changed(fields, last)
        if not differing:
            return []
        self._changed(draft.ref, differing)
        names = {field.name for field in differing}
        said: dict[str, str | Words | int | None] = {"observed": 1}
        if "status" in names:
            said["status"] = draft.status
        if "rag" in names:
            said["rag"] = rag
        if "progress" in names:
            said["note"] = sentences["progress"] = recording.words(draft.progress)
        if set(said) == {"observed"} or not any(value for name, value in said.items() if name != "observed"):
            return []
        return [recording.progress(state.action_id, on, **said)]

    def _place(self, draft: ActionDraft) -> str:
        return f"{self._document.name}, {draft.place}"

    def _codes(self, draft: ActionDraft) -> list[str]:
        """The leads' codes, cells split; the accountable one is then named as it stands among them."""
        codes = draft.leads or []
        if self._document.splits_leads:
            codes = [code for cell in codes for code in self._split(cell, draft)]
        if draft.accountable:
            wanted, accountable = self._context.posts.leading(codes, draft.accountable, self._place(draft))
            draft.accountable = next(code for code, post in zip(codes, wanted, strict=True) if post == accountable)
        return codes

    def _split(self, cell: str, draft: ActionDraft) -> list[str]:
        parts, remark = split_leads(cell, self._context.posts.ids)
        if remark:
            self._context.problems.append(Problem(f"{draft.place}, leads ({draft.ref})", remark))
        return parts

    def _remember(
        self, draft: ActionDraft, action: int, codes: list[str], sentences: dict[str, Words | None], last: Said | None
    ) -> None:
        printed = {name: getattr(draft, name) for name in ("stage", "by_when", "deadline", "recurrence", "status", "rag")}
        printed["leads"] = None if draft.leads is None else "; ".join(codes)
        printed["accountable"] = None if draft.leads is None else draft.accountable or ""
        printed["also_answers"] = None if draft.also_answers is None else "; ".join(draft.also_answers)
        words = {
            "text": sentences["text"] or self._kept_or_new(draft.text, last, "text"),
            "progress": sentences["progress"] or self._kept_or_new(draft.progress, last, "progress"),
        }
        memory = remembered(printed, words, last)
        if memory is not None:
            row: Row = {"action_id": action, "effective_on": self._context.on, **memory}
            self.memory.append(("document_action", row))

    def _kept_or_new(self, printed: str | None, last: Said | None, name: str) -> Words | None:
        stored = last.get(name) if last else None
        if printed and isinstance(stored, Words) and stored.text == printed:
            return stored
        return None if printed is None else Words(printed)

    def _dated_acts(self, identities: dict[str, int]) -> None:
        context = self._context
        scribe = acts.Scribe(context.ledger, context.posts, context.plan, self._recommendations, identities)
        for draft in self._document.actions:
            if draft.history:
                self.history += scribe.action_acts(identities[ref_key(draft.ref)], draft.history, self._edge)

    def _changed(self, ref: str, fields: list[Field]) -> None:
        self.changes += [Change(ref, field.name, field.holds or "", field.printed or "") for field in fields]
