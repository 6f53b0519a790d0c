"""Dated acts of plan files about proof: evidence, sign-offs, re-audits, what changed, what waits, measures.

The keys are those of plans/README.md, "History"; `said` is the way back.
"""

from typing import Any

from actiontracker.domain.assurance import CHANGE_KINDS, EVIDENCE_KINDS, NEEDS, NEW_OR_CHANGED
from actiontracker.domain.errors import InputRefused
from actiontracker.domain.measures import split_measure_ref
from actiontracker.domain.refs import ref_key
from actiontracker.domain.words import DONE
from actiontracker.intake.drafts import Act
from actiontracker.services import measure_facts, proofs
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.linking import refuse_rings
from actiontracker.services.recording import words
from actiontracker.services.updating import state_of
from actiontracker.store import assurance, evidence, measures, practice, snapshot
from actiontracker.store.ledger import Fact, Ledger
from actiontracker.store.words import Words

PROOF_KINDS = {"evidence": "evidence", "withdraws_evidence": "evidence", "signoff": "sign-off", "signoff_refused": "refusal"}
PROOF_KINDS |= {"reaudit": "re-audit", "reaudit_due": "re-audit", "changed": "index", "waits_on": "dependency"}
"""The keys that are read here, and the kind of entry that each makes."""
Columns = dict[str, str | Words | None]
_MEASURE_WORDING = ("baseline", "baseline_on", "target", "by_when", "unit", "indicator")


class ProofActs:
    """Turns acts of one plan's file into facts. `actions` are the plan's, by the key of their ref."""

    def __init__(self, ledger: Ledger, plan: int | None, actions: dict[str, int], edge: Edge) -> None:
        self._ledger = ledger
        self._plan = plan
        self._actions = actions
        self._edge = edge

    def action_facts(self, action: int, act: Act) -> list[Fact]:
        """What an act says of evidence, sign-off, re-audits, changes and what waits. Raises InputRefused with its place."""
        said, on = act.said, act.on
        found: list[Fact] = []
        if "evidence" in said:
            found += self._evidence(action, act)
        if "withdraws_evidence" in said:
            found.append(proofs.proves(action, self._piece(act, "withdraws_evidence"), on, 0, _text(said.get("reason"))))
        for key, agreed in (("signoff", 1), ("signoff_refused", 0)):
            if key in said:
                self._check_closed(action, act)
                minute, reason = _text(said.get("minute")), _text(said.get("reason"))
                found.append(proofs.signed_off(action, on, agreed, str(said[key]), minute, reason))
        if "reaudit_due" in said:
            found.append(proofs.reaudit_planned(action, on, str(said["reaudit_due"])))
        if "reaudit" in said:
            self._check_closed(action, act)
            piece = self._piece(act, "on_evidence") if "on_evidence" in said else None
            found.append(proofs.reaudited(action, on, str(said["reaudit"]), piece))
        if "changed" in said:
            found.append(self._change(action, act))
        if "waits_on" in said:
            found += self._waits(action, act)
        return found

    def check_rings(self, act: Act) -> None:
        """Raises InputRefused where what was just recorded lets actions wait for each other."""
        if "waits_on" in act.said:
            try:
                refuse_rings(self._ledger.conn)
            except InputRefused as error:
                raise InputRefused(f"{act.place}: {error.what}", "mend 'waits_on'") from error

    def needs(self, recommendation: int, act: Act) -> list[Fact]:
        """The kinds of evidence that a recommendation needs from that day on."""
        wanted = {str(kind) for kind in act.said["needs"]}  # type: ignore[attr-defined]
        if unknown := wanted - set(NEEDS):
            raise InputRefused(f"{act.place}: unknown kind {sorted(unknown)[0]!r}", f"one of: {', '.join(NEEDS)}")
        head = snapshot.head(self._ledger.conn)
        now = set(assurance.needed_by(self._ledger.conn, recommendation, act.on, head))
        changes = [(kind, 1) for kind in NEEDS if kind in wanted - now] + [(kind, 0) for kind in NEEDS if kind in now - wanted]
        return [proofs.evidence_needed(recommendation, kind, act.on, needed) for kind, needed in changes]

    def measure_facts(self, recommendation: int, act: Act) -> list[Fact]:
        """A measure's wording, its end, or what was measured; the measure itself where it is new."""
        said, on, conn = act.said, act.on, self._ledger.conn
        named = split_measure_ref(str(said["measure"]))
        if named is None or ref_key(named[0]) != ref_key(snapshot.ref_of(conn, "recommendation", recommendation)):
            raise InputRefused(f"{act.place}: {said['measure']!r} is no measure of this recommendation", "write it as R1.M1")
        identity = measures.identity(conn, recommendation, named[1])
        found: list[Fact] = []
        if identity is None:
            if "text" not in said:
                raise InputRefused(f"{act.place}: no earlier act says what {said['measure']} is", "give its text first")
            identity = self._ledger.new_id("measure")
            found.append(measure_facts.measure(identity, recommendation, on, named[1]))
        reason = _text(said.get("reason"))
        if "value" in said:
            found.append(measure_facts.measured(identity, on, str(said["value"]), _text(said.get("note"))))
        elif "withdrawn" in said:
            known = measures.find(conn, recommendation, named[1], on, snapshot.head(conn))
            columns: Columns = known.columns if known else {"text": words("withdrawn")}
            found.append(measure_facts.measure_withdrawn(identity, on, columns, reason or ""))
        else:
            columns = {"text": words(str(said["text"]))}
            columns |= {key: _text(said.get(key)) for key in _MEASURE_WORDING}
            found.append(measure_facts.measure_worded(identity, on, columns, reason))
        return found

    def _evidence(self, action: int, act: Act) -> list[Fact]:
        """That a piece counts; the same description in one plan is the same piece."""
        piece: Any = act.said["evidence"]
        if piece["kind"] not in EVIDENCE_KINDS:
            raise InputRefused(f"{act.place}: unknown kind {piece['kind']!r}", f"one of: {', '.join(EVIDENCE_KINDS)}")
        if "dated" in piece:
            not_in_future(piece["dated"], self._edge, f"{act.place}, dated")
        known = evidence.same_piece(self._ledger.conn, self._plan or 0, piece)
        if known is not None:
            return [proofs.proves(action, known, act.on)]
        number = self._ledger.new_id("evidence")
        return [proofs.evidence(number, act.on, proofs.Piece(**piece)), proofs.proves(action, number, act.on)]

    def _piece(self, act: Act, key: str) -> int:
        known = evidence.same_piece(self._ledger.conn, self._plan or 0, act.said[key])  # type: ignore[arg-type]
        if known is None:
            raise InputRefused(f"{act.place}: no earlier act gives this evidence", f"mend {key!r}")
        return known

    def _change(self, action: int, act: Act) -> Fact:
        change: Any = act.said["changed"]
        kind, new = change["kind"], change.get("new")
        if kind not in CHANGE_KINDS:
            raise InputRefused(f"{act.place}: unknown kind {kind!r}", f"one of: {', '.join(CHANGE_KINDS)}")
        if (new is not None) != (kind in NEW_OR_CHANGED):
            raise InputRefused(f"{act.place}: 'new' is for {' and '.join(NEW_OR_CHANGED)}, and needed there", "mend 'changed'")
        number = self._ledger.new_id("practice_change")
        is_new = None if new is None else int(new)
        return proofs.practice_changed(number, action, act.on, kind, is_new, change["title"], change.get("dated"))

    def _waits(self, action: int, act: Act) -> list[Fact]:
        wanted = []
        for ref in act.said["waits_on"]:  # type: ignore[attr-defined]
            other = self._actions.get(ref_key(ref))
            if other is None or other == action:
                raise InputRefused(f"{act.place}: there is no other action {ref!r}", "mend 'waits_on'")
            wanted.append(other)
        now = practice.waits_for(self._ledger.conn, action, act.on, snapshot.head(self._ledger.conn))
        reason = _text(act.said.get("reason"))
        ended = [other for other in sorted(now) if other not in wanted]
        changes = [(other, 1) for other in wanted if other not in now] + [(other, 0) for other in ended]
        return [proofs.waits(action, other, act.on, waits, reason) for other, waits in changes]

    def _check_closed(self, action: int, act: Act) -> None:
        if state_of(self._ledger, action, act.on).status not in DONE:
            raise InputRefused(f"{act.place}: the action is open on {act.on}", "say first that it is completed")


def _text(value: object) -> str | None:
    return str(value) if value not in (None, "") else None
