"""The record itself: entries with the facts that they said, for people to read and for plan files to be written from."""

import sqlite3
from typing import NamedTuple

from actiontracker.store.facts import Kind
from actiontracker.store.sayings import spoken

FactRow = dict[str, str | int | None]
"""A fact as said, by column; sentences stand as their text, what is NULL is left out."""


class Recorded(NamedTuple):
    """An entry and its facts by table. `retracted_by` is the entry that undid it."""

    seq: int
    recorded_at: str
    recorded_by: str
    kind: str
    version: int | None
    retracted_by: int | None
    facts: list[tuple[str, FactRow]]

    @property
    def on(self) -> str | None:
        """The day that the entry speaks for: all facts of one entry about one thing share it."""
        return next((str(row["effective_on"]) for _, row in self.facts if "effective_on" in row), None)

    @property
    def is_undoing(self) -> bool:
        """Whether the entry says nothing itself: it takes others back, or took words away."""
        return any(table in ("retraction", "redaction") for table, _ in self.facts)


_FACTS: dict[str, tuple[str, ...]] = {
    "action": (
        *("action_text", "updates", "deadline", "withdrawal", "lead", "also_answers", "note_approval", "disclosure"),
        *("evidence_for", "signoff", "reaudit", "practice_change", "depends_on"),
    ),
    "recommendation": (
        *("recommendation_text", "recommendation_note", "recommendation_lead", "recommendation_disclosure"),
        "evidence_needed",
    ),
    "post": ("post_title", "post_reports_to", "post_alias"),
    "measure": ("measure_text", "measure_value"),
}
_SCORECARD_FACTS = (
    *("scorecard_setting", "scorecard_line", "indicator_text", "indicator_alias", "indicator_value", "indicator_target"),
    *("comparator", "indicator_comment"),
)
_GOVERNANCE_FACTS = (
    *("inspection_text", "judgement", "inspection_clock", "recommendation_source", "addressed_to", "theme_of"),
)
_COMMITTEE_FACTS = (
    *("board_text", "board_member", "standing_item", "meeting_text", "agenda_item", "item_text", "item_author", "clearance"),
    *("plan_route", "matter", "matter_text", "matter_answer", "matter_repeats", "post_holder", "post_cover", "risk_text"),
    *("risk_of_action", "risk_of_recommendation"),
)
_PLAN_FACTS = ("redaction", "document", "return_sheet", "plan_setting", "meeting", "meeting_pack")
_IN_NO_PACK = ("meeting", "meeting_pack", "redaction")
_RETRACTED_BY = "(select min(t.entry) from retraction t where t.retracted = e.seq)"
_UNDONE_BECAUSE = f"coalesce({spoken('r.why')}, r.reason)"  # a sentence since version 5
_ENTRY = f"e.seq, e.recorded_at, e.recorded_by, e.kind, e.version, {_RETRACTED_BY}"


def of_thing(conn: sqlite3.Connection, kind: Kind | str, thing: int) -> list[Recorded]:
    """What was ever recorded of an action, recommendation, post or measure, undone or not, in the order of recording."""
    entries: dict[int, Recorded] = {}
    for table in _FACTS[kind]:
        columns, values = _said_columns(conn, table)
        query = f"select {_ENTRY}, {values} from {table} x join entry e on e.seq = x.entry where x.{kind}_id = ?"
        for row in conn.execute(query, (thing,)):
            recorded = entries.setdefault(row[0], Recorded(row[0], row[1], row[2], row[3], row[4], row[5], []))
            said = {name: value for name, value in zip(columns, row[6:], strict=True) if value is not None}
            recorded.facts.append((table, said))
    if kind == "action":
        _add_undoings(conn, thing, entries)
        _add_redactions(conn, thing, entries)
    return [entries[seq] for seq in sorted(entries)]


def _add_undoings(conn: sqlite3.Connection, action: int, entries: dict[int, Recorded]) -> None:
    """Entries about the action that say nothing of it themselves: they took back what others said."""
    query = f"""select {_ENTRY}, group_concat(r.retracted), min({_UNDONE_BECAUSE}) from entry e
      join retraction r on r.entry = e.seq where e.action_id = ? group by e.seq"""
    for row in conn.execute(query, (action,)):
        facts: list[tuple[str, FactRow]] = [("retraction", {"retracted": row[6], "reason": row[7]})]
        entries[row[0]] = Recorded(row[0], row[1], row[2], row[3], row[4], row[5], facts)


def _add_redactions(conn: sqlite3.Connection, action: int, entries: dict[int, Recorded]) -> None:
    """Entries that took words about the action away."""
    query = f"select {_ENTRY}, count(*), min(d.reason) from entry e join redaction d on d.entry = e.seq where e.action_id = ?"
    for row in conn.execute(f"{query} group by e.seq", (action,)):
        facts: list[tuple[str, FactRow]] = [("redaction", {"removed": row[6], "why": row[7]})]
        entries[row[0]] = Recorded(row[0], row[1], row[2], row[3], row[4], row[5], facts)


def _columns(conn: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in conn.execute(f"pragma table_info({table})") if row[1] != "entry"]


def _said_columns(conn: sqlite3.Connection, table: str) -> tuple[list[str], str]:
    """The columns that a table's facts say, and their values for a query; sentences by their text."""
    keys = conn.execute(f"pragma foreign_key_list({table})")
    sentences = {key[3] for key in keys if key[2] == "words" and table != "redaction"}
    columns = [column for column in _columns(conn, table) if (table, column) != ("retraction", "why")]
    values = {column: spoken(f"x.{column}") if column in sentences else f"x.{column}" for column in columns}
    if table == "retraction":
        values["reason"] = f"coalesce({spoken('x.why')}, x.reason)"
    return columns, ", ".join(values.values())


class Line(NamedTuple):
    """An entry as the record lists it: about an action, or about the plan at large."""

    seq: int
    recorded_at: str
    recorded_by: str
    kind: str
    version: int | None
    action_id: int | None
    plan: str | None
    ref: str | None
    retracted_by: int | None


_LINE = f"""select e.seq, e.recorded_at, e.recorded_by, e.kind, e.version, e.action_id, p.slug, a.ref, {_RETRACTED_BY}
  from entry e left join action a on a.id = e.action_id left join plan p on p.id = a.plan_id"""


def lines(conn: sqlite3.Connection, since: str = "") -> list[Line]:
    """The record, newest last, from a recording day on. Of an import only the closing entry: it stands for the rest."""
    inside = "exists (select 1 from document d where e.seq >= d.first_entry and e.seq < d.entry) and e.kind = 'import'"
    query = f"{_LINE} where e.recorded_at >= ? and not ({inside}) order by e.seq"
    return [Line(*row) for row in conn.execute(query, (since,))]


def lines_after(conn: sqlite3.Connection, head: int) -> list[Line]:
    """Every entry after a head of the record, those of imports one by one."""
    return [Line(*row) for row in conn.execute(f"{_LINE} where e.seq > ? order by e.seq", (head,))]


def settings_rows(conn: sqlite3.Connection, plan: int) -> list[tuple[str, str, str]]:
    """What was ever set of a plan and not undone: name, day, value, in the order of recording."""
    query = """select x.name, x.effective_on, x.value from plan_setting x where x.plan_id = ? and x.value is not null
      and not exists (select 1 from retraction t where t.retracted = x.entry) order by x.entry, x.effective_on, x.name"""
    return [(row[0], row[1], row[2]) for row in conn.execute(query, (plan,))]


def entry_line(conn: sqlite3.Connection, seq: int) -> Line | None:
    """One entry by its number, or None."""
    row = conn.execute(f"{_LINE} where e.seq = ?", (seq,)).fetchone()
    return Line(*row) if row else None


def between(conn: sqlite3.Connection, first: int, last: int) -> list[Line]:
    """The entries of a range that are not undone."""
    rows = conn.execute(f"{_LINE} where e.seq between ? and ? order by e.seq", (first, last))
    return [line for line in map(Line._make, rows) if line.retracted_by is None]


def count_later(conn: sqlite3.Connection, lines: list[Line]) -> int:
    """How many entries about the actions of these lines came after the last of them."""
    actions = {line.action_id for line in lines if line.action_id is not None}
    query = "select action_id from entry where seq > ? and action_id is not null"
    return sum(action in actions for (action,) in conn.execute(query, (lines[-1].seq,)))


def facts_about_no_action(conn: sqlite3.Connection, seq: int) -> list[tuple[str, FactRow]]:
    """What an entry that is about no action said, by table: of recommendations, posts, the plan."""
    facts: list[tuple[str, FactRow]] = []
    things = (*_FACTS["recommendation"], *_FACTS["measure"], *_FACTS["post"], *_SCORECARD_FACTS, *_GOVERNANCE_FACTS)
    things += _COMMITTEE_FACTS
    for table in (*_PLAN_FACTS, *things, "retraction"):
        columns, values = _said_columns(conn, table)
        rows = conn.execute(f"select {values} from {table} x where x.entry = ?", (seq,))
        facts += [(table, {n: v for n, v in zip(columns, row, strict=True) if v is not None}) for row in rows]
    return facts


class About(NamedTuple):
    """What an entry is about: the plans and councils, and the first day that it speaks for (None: it speaks for none)."""

    plans: set[str]
    councils: set[str]
    on: str | None


_COUNCILS = "select distinct t.council from {table} x join post t on t.id = x.post_id where x.entry = ?"
_PLANS = {
    "action_id": "select distinct p.slug from {table} x join action t on t.id = x.action_id join plan p on p.id = t.plan_id"
    " where x.entry = ?",
    "recommendation_id": "select distinct p.slug from {table} x join recommendation t on t.id = x.recommendation_id"
    " join plan p on p.id = t.plan_id where x.entry = ?",
    "measure_id": "select distinct p.slug from {table} x join measure m on m.id = x.measure_id"
    " join recommendation t on t.id = m.recommendation_id join plan p on p.id = t.plan_id where x.entry = ?",
    "plan_id": "select distinct p.slug from {table} x join plan p on p.id = x.plan_id where x.entry = ?",
}


def about(conn: sqlite3.Connection, seq: int) -> About:
    """What an entry is about, whatever its kind, as far as packs show it; an undo is about what it takes back."""
    found = About(set(), set(), None)
    for (undone,) in conn.execute("select retracted from retraction where entry = ?", (seq,)):
        found = _merged(found, about(conn, undone))
    facts = {*_PLAN_FACTS, *(table for tables in _FACTS.values() for table in tables)}
    for table in facts.difference(_IN_NO_PACK):
        columns = _columns(conn, table)
        (on,) = conn.execute(f"select min(effective_on) from {table} where entry = ?", (seq,)).fetchone()
        if on is not None:
            wanted = [_PLANS[column] for column in columns if column in _PLANS]
            plans = {row[0] for query in wanted for row in conn.execute(query.format(table=table), (seq,))}
            posts = conn.execute(_COUNCILS.format(table=table), (seq,)) if table.startswith("post_") else ()
            found = _merged(found, About(plans, {row[0] for row in posts}, on))
    return found


def _merged(one: About, other: About) -> About:
    days = [day for day in (one.on, other.on) if day]
    return About(one.plans | other.plans, one.councils | other.councils, min(days, default=None))


def recommendation_named(conn: sqlite3.Connection, recommendation: int) -> tuple[str, str]:
    """The plan and the ref of a recommendation."""
    query = "select p.slug, r.ref from recommendation r join plan p on p.id = r.plan_id where r.id = ?"
    slug, ref = conn.execute(query, (recommendation,)).fetchone()
    return slug, ref


def piece(conn: sqlite3.Connection, evidence: int) -> FactRow:
    """A piece of evidence as it was described, by column; what is NULL is left out."""
    columns, values = _said_columns(conn, "evidence")
    row = conn.execute(f"select {values} from evidence x where x.id = ?", (evidence,)).fetchone()
    said = dict(zip(columns, row, strict=True))
    return {name: value for name, value in said.items() if value is not None and name not in ("id", "effective_on")}
