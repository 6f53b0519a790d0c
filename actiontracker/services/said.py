"""The record in the keys of plan files (plans/README.md, "History"): the way back from facts to what `acts` records."""

from typing import Any, NamedTuple

from actiontracker.domain.extras import unpacked
from actiontracker.domain.measures import measure_ref
from actiontracker.services.committees.told import COMMITTEE_TABLES, named_of_committees, told_of_committees
from actiontracker.services.governance.told import GOVERNANCE_TABLES, told_of_governance
from actiontracker.services.scorecards.told import INDICATOR_TABLES, told_of_indicator
from actiontracker.store import governance, history, measures, scorecards, snapshot
from actiontracker.store.connection import Connection
from actiontracker.store.history import FactRow, Recorded

UPDATE_KEYS = ("status", "rag", "expected", "done", "observed", "note", "public_note")
DATE_STEPS = {"deadline": "set", "request": "requested", "grant": "granted", "refuse": "refused"}
ACTION_WORDING = ("stage", "by_when", "recurrence")
# A file names all that a many-valued fact says from a day on: its key there, the column named, the flag, whose ref it is.
_LISTS = {
    "also_answers": ("also_answers", "recommendation_id", "linked", "recommendation"),
    "depends_on": ("waits_on", "prerequisite", "waits", "action"),
    "evidence_needed": ("needs", "kind", "needed", ""),
}
RECOMMENDATION_WORDING = ("area", "timescale", "timescale_in_report", "by_when", "deadline")


def acts_said(
    conn: Connection, kind: str, thing: int, codes: dict[int, str], *, undone_too: bool = True
) -> list[tuple[Recorded, dict[str, Any]]]:
    """What was recorded of a thing, entry by entry, in the keys of plan files; what was undone, and undoings, if asked.

    Leads and further recommendations are facts about single posts; a file names all from that day, so they are replayed.
    """
    replay = _Replay(conn, codes)
    every = history.of_thing(conn, kind, thing)
    if kind == "recommendation":  # the measures of its outcome are its own
        every += [
            each for measure in measures.of_recommendation(conn, thing) for each in history.of_thing(conn, "measure", measure)
        ]
        every.sort(key=lambda recorded: recorded.seq)
    return [
        (recorded, replay.said(recorded))
        for recorded in every
        if undone_too or (recorded.retracted_by is None and not recorded.is_undoing)
    ]


def changes_said(conn: Connection, kind: str, thing: int, codes: dict[int, str]) -> list[tuple[Recorded, dict[str, Any]]]:
    """What was recorded of a thing itself (its measures are not its wording) and stands, by the day from which it holds.

    A change that was recorded late thus stands between its neighbours, and each follows what held before it.
    """
    replay = _Replay(conn, codes)
    standing = [each for each in history.of_thing(conn, kind, thing) if each.retracted_by is None and not each.is_undoing]
    standing.sort(key=lambda recorded: (str(recorded.on), recorded.seq))
    return [(recorded, replay.said(recorded)) for recorded in standing]


class _Replay:
    """Walks a thing's entries in order and tells what each says in the keys of plan files."""

    def __init__(self, conn: Connection, codes: dict[int, str]) -> None:
        self._conn = conn
        self._codes = codes
        self._leads: list[tuple[str, int, FactRow]] = []
        self._lists: dict[str, list[tuple[str, int, FactRow]]] = {"also_answers": [], "depends_on": [], "evidence_needed": []}
        self._labels: dict[int, str] = {}

    def said(self, recorded: Recorded) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for table, row in recorded.facts:
            if "reason" in row:
                said["reason"] = row["reason"]
            if table in ("lead", "recommendation_lead"):
                self._leads.append((str(row["effective_on"]), recorded.seq, row))
            elif table in self._lists:
                self._lists[table].append((str(row["effective_on"]), recorded.seq, row))
            else:
                said |= self._fact(table, row, recorded.seq)
        tables = {table for table, _ in recorded.facts}
        if tables & {"lead", "recommendation_lead"}:
            said |= self._all_leads(str(recorded.on))
        for table in tables & self._lists.keys():
            key = _LISTS[table][0]
            said[key] = self._all_listed(table, str(recorded.on))
        if recorded.retracted_by is not None:  # what was taken back is in no later list
            for rows in (self._leads, *self._lists.values()):
                rows[:] = [row for row in rows if row[1] != recorded.seq]
        return said

    def _fact(self, table: str, row: FactRow, seq: int) -> dict[str, Any]:
        if table == "updates":
            said = {key: row[key] for key in UPDATE_KEYS if key in row}
            return said | {flag: True for flag in ("done", "observed") if flag in row}
        if table == "deadline":
            return self._step(row, seq)
        if table == "withdrawal":
            said = {key: row[key] for key in ("agreed_by", "minute") if key in row}
            return said | ({"duplicate_of": self._ref("action", row["duplicate_of"])} if "duplicate_of" in row else {})
        if table == "retraction":
            return {"retracted": row["retracted"]}
        if table == "note_approval":
            return {"approves" if row["approved"] else "declines": row["note"]}
        if table in ("disclosure", "recommendation_disclosure"):
            return {"disclosure": row["standing"], **{key: row[key] for key in ("paragraph", "interest") if key in row}}
        if table in ("evidence_for", "signoff", "reaudit", "practice_change"):
            return self._proof(table, row)
        if table in ("measure_text", "measure_value"):
            return _of_measure(self._conn, row)
        if table == "redaction":
            return {"removed": row["removed"], "why": row["why"]}
        if table == "post_reports_to":
            return {"reports_to": self._codes.get(int(row["superior"] or 0), "") if "superior" in row else ""}
        wording = (
            "text",
            "outcome",
            *ACTION_WORDING,
            *RECOMMENDATION_WORDING,
            "note",
            "title",
            "organisation",
            "agreed_by",
            "minute",
        )
        said = {key: row[key] for key in dict.fromkeys(wording) if key in row}
        return said | ({"extra": unpacked(str(row["extra"]))} if "extra" in row else {})

    def _proof(self, table: str, row: FactRow) -> dict[str, Any]:
        """Evidence by what it is (a number would mean another piece in another database), sign-offs, re-audits, changes."""
        if table == "evidence_for":
            key = "evidence" if row["counts"] == 1 else "withdraws_evidence"
            return {key: history.piece(self._conn, int(str(row["evidence_id"])))}
        if table == "signoff":
            said = {"signoff" if row["agreed"] == 1 else "signoff_refused": row["board"]}
            return said | ({"minute": row["minute"]} if "minute" in row else {})
        if table == "reaudit":
            said = {"reaudit": row["result"]} if "result" in row else {"reaudit_due": row["due_on"]}
            on = {"on_evidence": history.piece(self._conn, int(str(row["evidence_id"])))} if "evidence_id" in row else {}
            return said | on
        new = {"new": row["is_new"] == 1} if "is_new" in row else {}
        return {"changed": {key: row[key] for key in ("kind", "title", "dated") if key in row} | new}

    def _step(self, row: FactRow, seq: int) -> dict[str, Any]:
        key = next(key for key, step in DATE_STEPS.items() if step == row["step"])
        said: dict[str, Any] = {key: row.get("deadline", "")} | {k: row[k] for k in ("agreed_by", "minute") if k in row}
        if key == "request":
            self._labels[seq] = said["label"] = str(len(self._labels) + 1)
        if row.get("request") in self._labels:
            said["answers"] = self._labels[int(str(row["request"]))]
        return said

    def _all_leads(self, day: str) -> dict[str, Any]:
        newest = _newest(self._leads, day, "post_id")
        standing = sorted((row for row in newest.values() if "place" in row), key=lambda row: int(str(row["place"])))
        said: dict[str, Any] = {"leads": [self._codes[int(str(row["post_id"]))] for row in standing]}
        accountable = [row for row in standing if row.get("accountable") == 1]
        return said | ({"accountable": self._codes[int(str(accountable[0]["post_id"]))]} if accountable else {})

    def _all_listed(self, table: str, day: str) -> list[str]:
        """All that a many-valued fact names from that day on: recommendations, actions, kinds of evidence."""
        _, column, holds, kind = _LISTS[table]
        newest = _newest(self._lists[table], day, column)
        standing = [key for key, row in sorted(newest.items()) if row[holds] == 1]
        return [self._ref(kind, key) if kind else str(key) for key in standing]

    def _ref(self, kind: str, thing: Any) -> str:
        return snapshot.ref_of(self._conn, kind, int(thing))


_MEASURE_WORDING = ("text", "baseline", "baseline_on", "target", "by_when", "unit", "indicator", "value", "note", "reason")


def _of_measure(conn: Connection, row: FactRow) -> dict[str, Any]:
    """What is said of a measure: its ref, then its wording, or a figure with its note."""
    _, recommendation, count = measures.of_name(conn, int(str(row["measure_id"])))
    said = {"measure": measure_ref(recommendation, count)}
    if "withdrawn" in row:
        return said | {"withdrawn": True, "reason": row.get("reason")}
    return said | {key: row[key] for key in _MEASURE_WORDING if key in row}


def _newest(rows: list[tuple[str, int, FactRow]], day: str, key: str) -> dict[Any, FactRow]:
    by_order = sorted((row for row in rows if row[0] <= day), key=lambda row: row[:2])
    return {row[key]: row for _, _, row in by_order}


class SaidOfNone(NamedTuple):
    """What an entry about no action says: the plan, the ref of the recommendation or the code of the post, the day."""

    plan: str | None
    ref: str | None
    on: str | None
    said: dict[str, Any]


def said_of_no_action(conn: Connection, seq: int, codes: dict[int, str]) -> SaidOfNone:
    """What an entry about no action says, in the keys of plan files."""
    plan, ref = None, None
    said: dict[str, Any] = {}
    facts = history.facts_about_no_action(conn, seq)
    on = next((str(row["effective_on"]) for _, row in facts if "effective_on" in row), None)
    for table, row in facts:
        if "plan_id" in row:
            plan = snapshot.slug_of(conn, int(str(row["plan_id"])))
        if table == "document":
            plan = plan or scorecards.slug_of(conn, row.get("scorecard_id"))
            return SaidOfNone(plan, None, on, {"file": row["name"], "entries": seq - int(str(row["first_entry"])) + 1})
        if "recommendation_id" in row:
            plan, ref = history.recommendation_named(conn, int(str(row["recommendation_id"])))
        elif "measure_id" in row:
            plan, ref, _ = measures.of_name(conn, int(str(row["measure_id"])))
        elif "inspection_id" in row:
            ref = governance.slug_of(conn, int(str(row["inspection_id"])))
        elif table in COMMITTEE_TABLES:
            ref = named_of_committees(conn, table, row, codes) or ref
        elif "indicator_id" in row:
            ref = scorecards.key_of(conn, int(str(row["indicator_id"])))
        elif "scorecard_id" in row:
            ref = scorecards.slug_of(conn, row["scorecard_id"])
        elif "post_id" in row:
            ref = codes.get(int(str(row["post_id"])))
        said |= _of_measure(conn, row) if "measure_id" in row else _plainly(table, row, codes, said)
    return SaidOfNone(plan, ref, on, said)


_TOLD = (
    dict.fromkeys(GOVERNANCE_TABLES, told_of_governance)
    | dict.fromkeys(COMMITTEE_TABLES, told_of_committees)
    | dict.fromkeys(INDICATOR_TABLES, told_of_indicator)
)


def _plainly(table: str, row: FactRow, codes: dict[int, str], said: dict[str, Any]) -> dict[str, Any]:
    if table in _TOLD:
        return _TOLD[table](table, row, said)
    if table == "recommendation_lead":
        code = codes.get(int(str(row["post_id"])), "?")
        return {"leads": [*said.get("leads", []), code] if "place" in row else said.get("leads", [])}
    if table == "post_alias":
        return {"stands_for": codes.get(int(str(row.get("stands_for", 0))), "itself")}
    if table == "post_reports_to":
        return {"reports_to": codes.get(int(str(row.get("superior", 0))), "nobody")}
    if table == "evidence_needed":
        listed = [*said.get("needs", []), row["kind"]] if row["needed"] == 1 else said.get("needs", [])
        return {"needs": listed or ["no kind in particular"]}
    if table == "retraction":
        return {"retracted": "; ".join(filter(None, (str(said.get("retracted", "")), str(row["retracted"]))))}
    if table == "return_sheet":
        return {"sheets_for": [*said.get("sheets_for", []), row["sent_to"]]}
    if table == "recommendation_disclosure":
        return {"disclosure": row["standing"], **{key: row[key] for key in ("paragraph", "interest") if key in row}}
    if table == "redaction":
        return {"removed": said.get("removed", 0) + 1, "why": row["reason"]}
    if table in ("plan_setting", "scorecard_setting"):
        return {"setting": f"{row['name']} = {row.get('value')}"}
    if table == "meeting":
        return {"meeting": row["board"], "number": row["id"]}
    if table == "meeting_pack":
        return {"as_at": row["as_at"], "head": row["head"]}
    keys = ("text", "outcome", *RECOMMENDATION_WORDING, "note", "title", "organisation", "reason", "agreed_by", "minute")
    return {key: row[key] for key in keys if key in row}
