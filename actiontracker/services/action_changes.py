"""A known action beside its row in a document: what the document changed, what is in conflict, what is asked about."""

from actiontracker.domain.extras import packed, unpacked
from actiontracker.domain.likeness import is_same_wording
from actiontracker.domain.plan import State
from actiontracker.domain.printed import read_by_when
from actiontracker.domain.problems import Change, Conflict, Question
from actiontracker.domain.refs import ref_key
from actiontracker.intake.drafts import ActionDraft
from actiontracker.services import recording
from actiontracker.services.imported import Compared, Context, Field, compared, compared_in, plain
from actiontracker.store import facts
from actiontracker.store.documents import Said
from actiontracker.store.ledger import Fact, Row
from actiontracker.store.words import Words

Sentences = dict[str, Words | None]
_DATED = ("by_when", "recurrence", "deadline")


class ActionChanges:
    """What one row of a document says anew of a known action: facts to record, changes to tell, conflicts to list."""

    def __init__(
        self, context: Context, draft: ActionDraft, state: State, last: Said | None, codes: list[str], agreed_by: str | None
    ) -> None:
        self._context = context
        self._conn = context.ledger.conn
        self._draft = draft
        self._state = state
        self._last = last
        self._codes = codes
        self._agreed_by = agreed_by
        self._on = max(context.on, state.began)
        self.changes: list[Change] = []
        self.sentences: Sentences = {"text": None, "progress": None, "extra": None}
        self.in_conflict: set[str] = set()

    def question(self, place: str) -> Question | None:
        """What is asked where the text under a ref is quite different from the one known: nothing of the row is taken."""
        draft, said = self._draft, plain(self._last.get("text")) if self._last else ""
        if draft.text in (said, self._state.text) or ref_key(draft.ref) in self._context.reworded:
            return None
        if any(is_same_wording(draft.text, known) for known in (said, self._state.text) if known):
            return None
        return Question(place, draft.ref, self._state.text, draft.text)

    def rows(self, answers: list[int], place: str) -> list[Fact]:
        """The facts to record; `answers` are the ids of the further recommendations that the document names."""
        dates = self._dates()
        rows = self._wording(without_dates=bool(dates.conflicts))
        rows += self._date(dates.changed)
        rows += self._leads(place)
        rows += self._answers(answers)
        return rows + self._standing()

    def _dates(self) -> Compared:
        """The printed deadline; in conflict only where another was agreed since: a request that waits is none."""
        field = Field("deadline", self._draft.deadline, self._agreed())
        if self._agreed_by and field.printed and field.printed == self._state.requested != field.holds:
            return Compared([field], [])  # what was asked for last month is agreed now
        if compared([field], self._last).conflicts and self._last is not None:
            entry = facts.agreed_by_entry(self._conn, self._state.action_id, self._on, self._context.head)
            if entry <= int(plain(self._last["entry"])):
                return Compared([field], [])
        return self._compared([field])

    def _compared(self, fields: list[Field]) -> Compared:
        found = compared_in(self._context, self._draft.ref, fields, self._last)
        self.in_conflict |= {field.name for field in found.conflicts}
        return found

    def _agreed(self) -> str | None:
        return self._state.deadline or self._state.recommendation_deadline

    def _wording(self, *, without_dates: bool) -> list[Fact]:
        """The text as printed, a revision where it changed; the printed date waits while the deadline is in conflict."""
        draft, state = self._draft, self._state
        extra = None if draft.extra is None else packed(draft.extra)
        if draft.by_when and state.by_when and _is_same_day(draft.by_when, state.by_when):
            draft.by_when = state.by_when  # "31/12/2025" in Word, a date in Excel
        printed = {"text": draft.text, "stage": draft.stage, "by_when": draft.by_when, "recurrence": draft.recurrence}
        holds = {"text": state.text, "stage": state.stage, "by_when": state.by_when, "recurrence": state.recurrence}
        names = [name for name in printed if not (without_dates and name in _DATED)]
        self.in_conflict |= set(_DATED) if without_dates else set()
        fields = [Field(name, printed[name], holds[name]) for name in names]
        differing = self._compared([*fields, Field("extra", extra, packed(unpacked(state.extra)))]).changed
        if not differing:
            return []
        now = facts.wording(self._conn, "action", state.action_id, self._on, self._context.head)
        row: Row = dict(now.columns) if now else {"text": Words(draft.text)}
        for field in differing:
            if field.name in self.sentences:
                row[field.name] = self.sentences[field.name] = recording.words(field.printed)
            else:
                row[field.name] = field.printed or None
            self._tell(field)
        return [recording.worded("action", state.action_id, self._on, row)]

    def _date(self, differing: list[Field]) -> list[Fact]:
        """A first date is set; another date is a request, unless a body agreed it."""
        action, on, agreed, wanted = self._state.action_id, self._on, self._agreed(), self._draft.deadline
        if wanted and self._state.deadline is None and wanted == agreed and self._draft.by_when:
            return [recording.deadline_set(action, on, wanted)]  # taken from its recommendation before, printed as its own now
        if not differing or not wanted or (self._agreed_by is None and wanted == self._state.requested):
            return []
        asked = agreed is not None and self._agreed_by is None
        what = "deadline asked for, the agreed one stands" if asked else "deadline"
        self.changes.append(Change(self._draft.ref, what, agreed or "", wanted))
        if agreed is None:
            return [recording.deadline_set(action, on, wanted, agreed_by=self._agreed_by)]
        if self._agreed_by is None:
            return [recording.deadline_requested(action, on, wanted, "changed in the document")]
        request = facts.pending_request(self._conn, action, on, self._context.head)
        return [recording.deadline_decided(action, on, wanted, "granted", request, self._agreed_by, None, None)]

    def _leads(self, place: str) -> list[Fact]:
        draft, posts, last = self._draft, self._context.posts, self._last
        if draft.leads is None:
            return []
        printed = ("; ".join(self._codes), draft.accountable or "")
        said = (plain(last.get("leads")), plain(last.get("accountable"))) if last else ("", "")
        if printed == said and not self._context.theirs:
            return []
        wanted, accountable = posts.leading(self._codes, draft.accountable, place)
        held = facts.leads(self._conn, "action", self._state.action_id, self._on, self._context.head)
        marked = next((post for post, (_, is_accountable) in held.items() if is_accountable), None)
        if posts.same(list(held), wanted) and posts.same([marked], [accountable]):
            return []
        names = {number: code for code, number in posts.ids.items()}
        old = "; ".join(names.get(post, "?") for post in held)
        before = [posts.ids[code] for code in said[0].split("; ") if code in posts.ids]
        if not self._context.theirs and held and not posts.same(list(held), before):
            self.in_conflict |= {"leads", "accountable"}
            self._context.conflicts.append(Conflict(draft.ref, "leads", old, printed[0]))
            return []
        rows = recording.changed_leads(self._conn, "action", self._state.action_id, self._on, wanted, accountable, None)
        if rows:
            self.changes.append(Change(draft.ref, "leads", old, printed[0]))
        return rows

    def _answers(self, wanted: list[int]) -> list[Fact]:
        draft, last = self._draft, self._last
        printed = "; ".join(draft.also_answers or ())
        if draft.also_answers is None or (last is not None and plain(last.get("also_answers")) == printed):
            return []
        rows = recording.changed_answers(self._conn, self._state.action_id, self._on, wanted)
        if rows:
            old = plain(last.get("also_answers")) if last else ""
            self.changes.append(Change(draft.ref, "also answers", old, printed))
        return rows

    def _standing(self) -> list[Fact]:
        """Status, rating, expected day and note. A rating that the document dropped is no longer reported."""
        draft, state, last = self._draft, self._state, self._last
        had_rag = bool(last and last.get("rag"))
        dropped = draft.rag is not None and not draft.rag and had_rag
        if draft.status == "not_stated" and state.status != "not_reported":
            draft.status = None  # a note without a status word says nothing of the status
        fields = [
            Field("status", draft.status or None, state.status if state.status != "not_reported" else None),
            Field("rag", draft.rag if draft.rag or had_rag else None, state.reported if state.reported != "none" else None),
            Field("expected", draft.expected or None, state.expected),
            Field("progress", draft.progress or None, state.note),
        ]
        differing = self._compared(fields).changed
        said: dict[str, str | Words | int | None] = {}
        for field in differing:
            self._tell(field)
            if field.name == "progress":
                said["note"] = self.sentences["progress"] = recording.words(draft.progress)
            else:
                said[field.name] = "none" if field.name == "rag" and dropped else field.printed
        if not any(said.values()):
            return []
        return [recording.progress(state.action_id, self._on, observed=1, **said)]

    def _tell(self, field: Field) -> None:
        if field.name != "extra":
            self.changes.append(Change(self._draft.ref, field.name, field.holds or "", field.printed or ""))
            return
        old, new = unpacked(field.holds), unpacked(field.printed)
        for heading in dict.fromkeys((*old, *new)):
            if old.get(heading) != new.get(heading):
                self.changes.append(Change(self._draft.ref, heading, old.get(heading, ""), new.get(heading, "")))


def _is_same_day(one: str, other: str) -> bool:
    """Whether two by-whens are one plain day in two spellings."""
    first, second = read_by_when(one), read_by_when(other)
    return first.deadline is not None and first._replace(remark="") == second._replace(remark="")
