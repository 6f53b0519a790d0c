"""A known action beside its row in a document: what the document changed, what is in conflict, what is asked about."""

from actiontracker.domain.extras import packed, unpacked
from actiontracker.domain.plan import State
from actiontracker.domain.printed import read_by_when, read_status
from actiontracker.domain.problems import Change, Question
from actiontracker.domain.refs import ref_key
from actiontracker.intake.drafts import ActionDraft
from actiontracker.services import recording
from actiontracker.services.import_leads import Led, compared_leads
from actiontracker.services.imported import (
    Compared,
    Context,
    Field,
    between,
    compared,
    compared_in,
    is_other_text,
    plain,
    revisions,
)
from actiontracker.store import documents, facts
from actiontracker.store.documents import Said
from actiontracker.store.ledger import Fact, Row
from actiontracker.store.words import Words

Sentences = dict[str, Words | None]
_DATED = ("by_when", "recurrence", "deadline")


class ActionChanges:
    """What one row of a document says anew of a known action: facts to record, changes to tell, conflicts to list."""

    def __init__(
        self,
        context: Context,
        draft: ActionDraft,
        states: tuple[State, State],
        last: Said | None,
        codes: list[str],
        agreed_by: str | None,
    ) -> None:
        """`states` are the action as at the document's day, and as the tracker last says it for any day."""
        self._context = context
        self._conn = context.ledger.conn
        self._draft = draft
        self._state, self._latest = states
        self._last = last
        self._codes = codes
        self._agreed_by = agreed_by
        self._on = max(context.on, self._state.began)
        self.changes: list[Change] = []
        self.sentences: Sentences = {"text": None, "progress": None, "extra": None}
        self.in_conflict: set[str] = set()

    def question(self, place: str) -> Question | None:
        """What is asked where the text under a ref is quite different from the one known: nothing of the row is taken."""
        draft, held = self._draft, self._state.text
        if ref_key(draft.ref) in self._context.reworded or not is_other_text(draft.text, self._last, held):
            return None
        return Question(place, draft.ref, held, draft.text)

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
        state, latest = self._state, self._latest
        day, entry = facts.last_agreed(self._conn, state.action_id, self._context.head)
        field = between("deadline", self._draft.deadline, _agreed(state), _agreed(latest), is_said=day > self._on)
        is_asked_for = field.printed and field.printed == state.requested != field.holds
        if self._agreed_by and is_asked_for and not field.is_overruled:
            return Compared([field], [])  # what was asked for last month is agreed now
        if self._last is not None and compared([field], self._last).conflicts:
            since = documents.deadline_since(self._conn, state.action_id, self._context.on)
            return Compared([field], []) if entry <= since else self._compared([field])
        return self._compared([field])

    def _compared(self, fields: list[Field]) -> Compared:
        found = compared_in(self._context, self._draft.ref, fields, self._last)
        self.in_conflict |= {field.name for field in found.conflicts}
        return found

    def _wording(self, *, without_dates: bool) -> list[Fact]:
        """The text as printed, a revision where it changed; the printed date waits while the deadline is in conflict."""
        draft, state, latest = self._draft, self._state, self._latest
        extra = None if draft.extra is None else packed(draft.extra)
        if draft.by_when and state.by_when and _is_same_day(draft.by_when, state.by_when):
            draft.by_when = state.by_when  # "31/12/2025" in Word, a date in Excel
        printed = {"text": draft.text, "stage": draft.stage, "by_when": draft.by_when, "recurrence": draft.recurrence}
        names = [name for name in printed if not (without_dates and name in _DATED)]
        self.in_conflict |= set(_DATED) if without_dates else set()
        fields = [between(name, printed[name], getattr(state, name), getattr(latest, name)) for name in names]
        held, newest = (packed(unpacked(each.extra)) for each in (state, latest))
        differing = self._compared([*fields, between("extra", extra, held, newest)]).changed
        row: Row = {}
        for field in differing:
            if field.name in self.sentences:
                row[field.name] = self.sentences[field.name] = recording.words(field.printed)
            else:
                row[field.name] = field.printed or None
            self._tell(field)
        return revisions(self._context, "action", state.action_id, self._on, differing, row)

    def _date(self, differing: list[Field]) -> list[Fact]:
        """A first date is set; another date is a request, unless a body agreed it."""
        action, on, agreed, wanted = self._state.action_id, self._on, _agreed(self._state), self._draft.deadline
        if wanted and self._state.deadline is None and wanted == agreed and self._draft.by_when:
            return [recording.deadline_set(action, on, wanted)]  # taken from its recommendation before, printed as its own now
        if not differing or not wanted:
            return []
        (field,) = differing
        state = self._latest if field.is_overruled else self._state
        if self._agreed_by is None and wanted == state.requested:
            return []
        on, agreed = self._context.day_of(field, on), field.known or None
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
        draft = self._draft
        if draft.leads is None:
            return []
        led = Led("action", self._state.action_id, draft.ref, self._codes, draft.accountable, place)
        found = compared_leads(self._context, led, self._last, self._on)
        self.changes += [found.change] if found.change else []
        self.in_conflict |= {"leads", "accountable"} if found.in_conflict else set()
        return found.rows

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
        draft, state = self._draft, self._state
        dropped = self._is_rating_dropped()
        if draft.status == "not_stated" and {state.status, self._latest.status} != {"not_reported"}:
            draft.status = None  # a note without a status word says nothing of the status
        if dropped:
            draft.rag = ""
        differing = self._compared(self._standing_fields(dropped=dropped)).changed
        if dropped and "rag" in self.in_conflict:
            self.in_conflict.add("progress")  # the words of before tell next time that the rating was dropped
        said: dict[str, dict[str, str | Words | int | None]] = {}
        for field in differing:
            self._tell(field)
            update = said.setdefault(self._context.day_of(field, self._on), {})
            if field.name == "progress":
                update["note"] = self.sentences["progress"] = recording.words(draft.progress)
            else:
                update[field.name] = "none" if field.name == "rag" and dropped else field.printed
        return [recording.progress(state.action_id, day, observed=1, **update) for day, update in said.items()]

    def _standing_fields(self, *, dropped: bool) -> list[Field]:
        draft, state, latest = self._draft, self._state, self._latest
        said: frozenset[str] = frozenset()
        if (latest.updated_on or "") > self._on:
            said = facts.updated_after(self._conn, state.action_id, self._on, self._context.head)
        rag = "" if dropped else draft.rag or None
        return [
            between("status", draft.status or None, _status(state), _status(latest), is_said="status" in said),
            between("rag", rag, _reported(state), _reported(latest), is_said="rag" in said),
            between("expected", draft.expected or None, state.expected, latest.expected, is_said="expected" in said),
            between("progress", draft.progress or None, state.note, latest.note, is_said="note" in said),
        ]

    def _is_rating_dropped(self) -> bool:
        """Whether the document reports a rating no more: its cell is blank now, or the words that told of it are gone."""
        draft, last = self._draft, self._last
        if draft.rag or not last or not last.get("rag"):
            return False
        reading = read_status(plain(last.get("progress")))
        in_words = draft.progress is not None and reading is not None and reading.rag == plain(last["rag"])
        return draft.rag == "" or in_words

    def _tell(self, field: Field) -> None:
        if field.name != "extra":
            self.changes.append(Change(self._draft.ref, field.name, field.known, field.printed or ""))
            return
        old, new = unpacked(field.known), unpacked(field.printed)
        for heading in dict.fromkeys((*old, *new)):
            if old.get(heading) != new.get(heading):
                self.changes.append(Change(self._draft.ref, heading, old.get(heading, ""), new.get(heading, "")))


def _agreed(state: State) -> str | None:
    return state.deadline or state.recommendation_deadline


def _status(state: State) -> str | None:
    return state.status if state.status != "not_reported" else None


def _reported(state: State) -> str | None:
    return state.reported if state.reported != "none" else None


def _is_same_day(one: str, other: str) -> bool:
    """Whether two by-whens are one plain day in two spellings."""
    first, second = read_by_when(one), read_by_when(other)
    return first.deadline is not None and first._replace(remark="") == second._replace(remark="")
