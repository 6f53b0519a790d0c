"""Dated acts of plan files: from the keys of plans/README.md to facts (`said` is the way back)."""

import json
from typing import Any

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.extras import packed
from actiontracker.domain.refs import ref_key
from actiontracker.intake.drafts import Act
from actiontracker.services import recording
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.proof_acts import PROOF_KINDS, ProofActs
from actiontracker.services.recording import Agreed, PostBook, words
from actiontracker.services.said import ACTION_WORDING, DATE_STEPS, RECOMMENDATION_WORDING, UPDATE_KEYS, acts_said
from actiontracker.store import documents, publication
from actiontracker.store.facts import Kind
from actiontracker.store.ledger import Fact, Ledger, Row

_UNORDERED = ("waits_on", "also_answers", "needs")
_BESIDE = {
    "minute": ("grant", "refuse", "signoff", "signoff_refused", "agreed_by"),
    "agreed_by": ("grant", "refuse", "deadline", "text", "status"),
    "on_evidence": ("reaudit",),
}
"""What says nothing alone, and what it may stand beside: anything else would be lost."""
_AHEAD = {"leads", "accountable", "reason"}
"""Who leads may be announced ahead, as a handover does."""
_LABELS = ("label", "answers")  # links inside one file: no part of what an act says


class Scribe:
    """Records the dated acts of one plan's file, each as an entry of its own, unless the record has it already."""

    def __init__(
        self,
        ledger: Ledger,
        posts: PostBook,
        plan: int | None,
        recommendations: dict[str, int],
        actions: dict[str, int],
        edge: Edge,
    ) -> None:
        self._ledger = ledger
        self._posts = posts
        self._plan = plan
        self._recommendations = recommendations
        self._actions = actions
        self._edge = edge
        self._proofs = ProofActs(ledger, plan, actions, edge)

    def action_acts(self, action: int, acts: list[Act]) -> int:
        """Record an action's history; the number of acts that were new."""
        known = self._known("action", action)
        labels: dict[str, int] = {}
        count = 0
        for act in acts:
            if not act.said.keys() <= _AHEAD:
                not_in_future(act.on, self._edge, act.place)
            seq = _take(known, act)
            if seq is None:
                facts = self._action_facts(action, act, labels)
                if not facts:  # a list that is so already
                    continue
                kind = _kind(act.said)
                entry = self._ledger.append(kind, [*self._posts.facts(), *facts], action=action, by=act.by)
                self._ledger.flush()
                self._proofs.check_rings(act)
                seq, count = entry.seq, count + 1
            if "label" in act.said:
                labels[str(act.said["label"])] = seq
        return count

    def recommendation_acts(self, recommendation: int, acts: list[Act]) -> int:
        """Record a recommendation's history; the number of acts that were new."""
        for act in acts:
            if not act.said.keys() <= _AHEAD:
                not_in_future(act.on, self._edge, act.place)
        return self._plain_acts("recommendation", recommendation, acts, self._recommendation_facts)

    def post_acts(self, post: int, acts: list[Act]) -> int:
        """Record a post's history; the number of acts that were new."""
        return self._plain_acts("post", post, acts, self._post_facts)

    def _plain_acts(self, kind: str, thing: int, acts: list[Act], facts_of: Any) -> int:
        known = self._known(kind, thing) if acts else {}
        count = 0
        for act in acts:
            if _take(known, act) is None:
                facts = facts_of(thing, act)
                if not facts:
                    continue
                kind = "measure" if "measure" in act.said else "edit"
                self._ledger.append(kind, [*self._posts.facts(), *facts], by=act.by)
                self._ledger.flush()
                count += 1
        return count

    def _known(self, kind: str, thing: int) -> "dict[str, list[int]]":
        """The acts on record, by what they say; those undone one by one among them, those of undone imports not."""
        known: dict[str, list[int]] = {}
        undone = documents.undone_ranges(self._ledger.conn)
        codes = {post: code for code, post in self._posts.ids.items()}
        for recorded, said in acts_said(self._ledger.conn, kind, thing, codes):
            if not any(first <= recorded.seq <= last for first, last in undone):
                known.setdefault(_key(str(recorded.on), said), []).append(recorded.seq)
        return known

    def _action_facts(self, action: int, act: Act, labels: dict[str, int]) -> list[Fact]:
        said, on = act.said, act.on
        for key, others in _BESIDE.items():
            if key in said and not any(other in said for other in others):
                raise InputRefused(
                    f"{act.place}: {key!r} belongs to nothing in this act", f"it goes with {' or '.join(others)}"
                )
        reason = _text(said.get("reason"))
        facts: list[Fact] = []
        if any(key in said for key in UPDATE_KEYS):
            update: dict[str, Any] = {key: said[key] for key in UPDATE_KEYS if key in said and not key.endswith("note")}
            update |= {flag: 1 for flag in ("done", "observed") if flag in said}
            notes = {key: words(_text(said.get(key))) for key in ("note", "public_note") if key in said}
            facts.append(recording.progress(action, on, **notes, **update))
        if said.get("status") == "withdrawn" and ("reason" in said or "duplicate_of" in said or "agreed_by" in said):
            facts.append(self._withdrawal(action, act))
        facts += self._date_facts(action, act, labels)
        if "text" in said:
            row: Row = {"text": words(_text(said["text"])), **{key: _text(said.get(key)) for key in ACTION_WORDING}}
            row["extra"] = words(packed(said.get("extra")))  # type: ignore[arg-type]
            facts.append(recording.worded("action", action, on, row, reason, _agreed(said)))
        if "leads" in said:
            wanted, accountable = self._leading(act)
            conn = self._ledger.conn
            facts += recording.changed_leads(conn, "action", action, on, wanted, accountable, reason)
        facts += [*self._publication_facts(action, act), *self._proofs.action_facts(action, act)]
        if "also_answers" in said:
            recommendations = [self._recommendation(ref, act) for ref in said["also_answers"]]  # type: ignore[attr-defined]
            facts += recording.changed_answers(self._ledger.conn, action, on, recommendations, reason)
        return facts

    def _publication_facts(self, action: int, act: Act) -> list[Fact]:
        said, facts = act.said, list[Fact]()
        for key, approved in (("approves", 1), ("declines", 0)):
            if key in said:
                note = publication.public_note_of(self._ledger.conn, action, str(said[key]))
                if note is None:
                    raise InputRefused(f"{act.place}: no earlier public note has this wording", f"mend {key!r}")
                facts.append(recording.approval(action, act.on, note, approved))
        if "disclosure" in said:
            facts.append(self._disclosure("action", action, act))
        return facts

    def _disclosure(self, kind: Kind, thing: int, act: Act) -> Fact:
        said = act.said
        paragraph = int(str(said["paragraph"])) if "paragraph" in said else None
        return recording.disclosed(kind, thing, act.on, str(said["disclosure"]), paragraph, _text(said.get("interest")))

    def _date_facts(self, action: int, act: Act, labels: dict[str, int]) -> list[Fact]:
        said, on, reason = act.said, act.on, _text(act.said.get("reason"))
        facts = []
        if "deadline" in said:
            day, agreed_by = _text(said["deadline"]), _text(said.get("agreed_by"))
            facts.append(recording.deadline_set(action, on, day, reason, agreed_by))
        if "request" in said:
            facts.append(recording.deadline_requested(action, on, str(said["request"]), reason))
        for key in ("grant", "refuse"):
            if key in said:
                request = self._answered(act, labels)
                agreed_by, minute = _text(said.get("agreed_by")), _text(said.get("minute"))
                day = str(said[key])
                facts.append(recording.deadline_decided(action, on, day, DATE_STEPS[key], request, agreed_by, minute, reason))
        if len(facts) > 1:
            raise InputRefused(f"{act.place}: one act can say one thing about the date", "make two acts of it")
        return facts

    def _answered(self, act: Act, labels: dict[str, int]) -> int | None:
        answers = act.said.get("answers")
        if answers is None:
            return None
        if answers not in labels:
            raise InputRefused(f"{act.place}: no earlier request has the label {answers!r}", "mend 'answers'")
        return labels[str(answers)]

    def _withdrawal(self, action: int, act: Act) -> Fact:
        said = act.said
        duplicate = None
        if "duplicate_of" in said:
            duplicate = self._actions.get(ref_key(str(said["duplicate_of"])))
            if duplicate is None or duplicate == action:
                raise InputRefused(f"{act.place}: there is no other action {said['duplicate_of']!r}", "mend 'duplicate_of'")
        return recording.withdrawal(action, act.on, _text(said.get("reason")), duplicate, _agreed(said))

    def _recommendation_facts(self, recommendation: int, act: Act) -> list[Fact]:
        if "measure" in act.said:
            return self._proofs.measure_facts(recommendation, act)
        said, on, reason = act.said, act.on, _text(act.said.get("reason"))
        facts: list[Fact] = []
        if "text" in said:
            row: Row = {"text": words(_text(said["text"])), "outcome": words(_text(said.get("outcome")))}
            row |= {key: _text(said.get(key)) for key in RECOMMENDATION_WORDING}
            facts.append(recording.worded("recommendation", recommendation, on, row, reason, _agreed(said)))
        if "needs" in said:
            facts += self._proofs.needs(recommendation, act)
        if "disclosure" in said:
            facts.append(self._disclosure("recommendation", recommendation, act))
        if "note" in said:
            facts.append(recording.recommendation_note(recommendation, on, str(said["note"])))
        if "leads" in said:
            wanted, accountable = self._leading(act)
            conn = self._ledger.conn
            facts += recording.changed_leads(conn, "recommendation", recommendation, on, wanted, accountable, reason)
        return facts

    def _post_facts(self, post: int, act: Act) -> list[Fact]:
        said = act.said
        facts: list[Fact] = []
        if "title" in said or "organisation" in said:
            row: Row = {"post_id": post, "effective_on": act.on, "title": _text(said.get("title"))}
            facts.append(("post_title", row | {"organisation": _text(said.get("organisation"))}))
        if "reports_to" in said:
            superior = self._posts.id_of(str(said["reports_to"])) if said["reports_to"] else None
            facts.append(("post_reports_to", {"post_id": post, "effective_on": act.on, "superior": superior}))
        return facts

    def _leading(self, act: Act) -> tuple[list[int], int | None]:
        codes: Any = act.said["leads"]
        return self._posts.leading(codes, _text(act.said.get("accountable")), act.place)

    def _recommendation(self, ref: str, act: Act) -> int:
        found = self._recommendations.get(ref_key(ref))
        if found is None:
            raise InputRefused(f"{act.place}: there is no recommendation {ref!r}", "mend 'also_answers'")
        return found


def _take(known: "dict[str, list[int]]", act: Act) -> int | None:
    """The entry that already says what the act says, each used once; None where the act is new."""
    entries = known.get(_key(act.on, act.said))
    return entries.pop(0) if entries else None


def _key(on: str, said: dict[str, Any]) -> str:
    plain = {key: value for key, value in said.items() if key not in _LABELS and value not in ("", None)}
    plain |= {key: sorted({ref_key(item) for item in plain[key]}) for key in _UNORDERED if key in plain}
    return json.dumps([on, plain], sort_keys=True)


def _kind(said: dict[str, Any]) -> str:
    for key, kind in (("grant", "grant"), ("refuse", "refusal"), ("request", "request"), ("deadline", "date")):
        if key in said:
            return kind
    if said.get("status") == "withdrawn":
        return "withdrawal"
    for key, kind in PROOF_KINDS.items():
        if key in said:
            return kind
    return "update" if any(key in said for key in UPDATE_KEYS) else "edit"


def _text(value: object) -> str | None:
    return str(value) if value not in (None, "") else None


def _agreed(said: dict[str, Any]) -> Agreed:
    return Agreed(_text(said.get("agreed_by")), _text(said.get("minute")))
