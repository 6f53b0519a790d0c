"""Indicators: what they are, their figures, targets, comparators and comments, as at a day."""

import sqlite3
from typing import NamedTuple

from actiontracker.domain.indicators import Definition
from actiontracker.store.sayings import known, recorded, spoken, standing

LAST_DAY = "9999-12-31"


class Indicator(NamedTuple):
    """An indicator's identity and what is said of it as at a day."""

    id: int
    council: str
    key: str
    definition: Definition


class Value(NamedTuple):
    """A figure of a period, as said from a day on: by a scorecard (its id) or typed (None)."""

    indicator_id: int
    period: str
    on: str
    entry: int
    recorded_by: str
    recorded_at: str
    scorecard_id: int | None
    value: str | None
    numerator: int | None
    denominator: int | None
    missing: str | None
    provisional: int | None
    rag: str | None
    printed: str | None
    note: str | None


class Target(NamedTuple):
    """A target of a year or a quarter; without a value, `missing` says why."""

    indicator_id: int
    period: str
    on: str
    entry: int
    recorded_by: str
    scorecard_id: int | None
    value: str | None
    missing: str | None
    printed: str | None


class Comparator(NamedTuple):
    """What a figure is set beside, with its own year; `name` and `place` are of those that a paper names."""

    indicator_id: int
    kind: str
    name: str
    period: str
    on: str
    entry: int
    recorded_by: str
    scorecard_id: int | None
    place: int | None
    value: str | None
    missing: str | None
    printed: str | None


class Comment(NamedTuple):
    """What was said of an indicator, by whom and when."""

    indicator_id: int
    on: str
    entry: int
    by: str
    text: str


_DEFINED = f"""select i.id, i.council, i.key, coalesce({spoken("t.description")}, ''), t.unit, t.polarity, t.accrual, t.year,
  t.decimals, t.counts_children, {spoken("t.provisional_means")}, t.owner
  from indicator i join indicator_text t on t.indicator_id = i.id"""
_AS_AT = f"""(t.effective_on, t.entry) = (select x.effective_on, x.entry from indicator_text x
  where x.indicator_id = i.id and {known("x")} order by x.effective_on desc, x.entry desc limit 1)"""
# Of one that begins later: as at its beginning, so that it can be named on any day.
_FIRST = f"""(t.effective_on, t.entry) = (select x.effective_on, x.entry from indicator_text x
  where x.indicator_id = i.id and {recorded("x")}
  order by x.effective_on > :day, case when x.effective_on > :day then x.effective_on end, x.effective_on desc, x.entry desc
  limit 1)"""


def indicators(conn: sqlite3.Connection, day: str, head: int, *, later_too: bool = False) -> list[Indicator]:
    """The indicators defined as at a day, in the order in which they came; `later_too`: those too that begin later."""
    rows = conn.execute(f"{_DEFINED} where {_FIRST if later_too else _AS_AT} order by i.id", {"day": day, "head": head})
    return [_indicator(row) for row in rows]


def _indicator(row: tuple[object, ...]) -> Indicator:
    definition = Definition(*row[3:])  # type: ignore[arg-type]
    counts = None if definition.counts_children is None else bool(definition.counts_children)
    return Indicator(row[0], row[1], row[2], definition._replace(counts_children=counts))  # type: ignore[arg-type]


def defined_by(conn: sqlite3.Connection, indicator: int, scorecard: int, head: int) -> Definition | None:
    """What a scorecard's documents last said that an indicator is; None where they never did."""
    query = f"{_DEFINED} where i.id = :indicator and t.scorecard_id = :scorecard and {recorded('t')}"
    at = {"indicator": indicator, "scorecard": scorecard, "head": head}
    row = conn.execute(f"{query} order by t.effective_on desc, t.entry desc limit 1", at).fetchone()
    return _indicator(row).definition if row else None


def definitions_said(
    conn: sqlite3.Connection, indicator: int, head: int
) -> list[tuple[str, int, int | None, Definition, str | None]]:
    """What was ever said that an indicator is and not undone: day, entry, scorecard, definition, reason; oldest first."""
    extra = f"t.effective_on, t.entry, t.scorecard_id, {spoken('t.reason')}"
    query = _DEFINED.replace("select i.id", f"select {extra}, i.id", 1)
    query += f" where i.id = :indicator and {recorded('t')} order by t.effective_on, t.entry"
    rows = conn.execute(query, {"indicator": indicator, "head": head})
    return [(row[0], row[1], row[2], _indicator(row[4:]).definition, row[3]) for row in rows]


def identities(conn: sqlite3.Connection, council: str) -> dict[str, int]:
    """The ids of a council's indicators by key, also of those whose import was undone."""
    return dict(conn.execute("select key, id from indicator where council = ?", (council,)).fetchall())


def aliases(conn: sqlite3.Connection, day: str, head: int) -> list[tuple[int, str]]:
    """The other names of indicators that stand as at a day, each with its indicator."""
    rows = standing("indicator_alias", ("indicator_id", "alias"), "x.stands = 1")
    return [
        tuple(row)
        for row in conn.execute(f"select indicator_id, alias from {rows} order by entry, alias", {"day": day, "head": head})
    ]


_VALUE = f"""x.indicator_id, x.period, x.effective_on, x.entry, e.recorded_by, e.recorded_at, x.scorecard_id, x.value,
  x.numerator, x.denominator, x.missing, x.provisional, x.rag, {spoken("x.printed")}, {spoken("x.note")}"""
_TARGET = f"""x.indicator_id, x.period, x.effective_on, x.entry, e.recorded_by, x.scorecard_id, x.value, x.missing,
  {spoken("x.printed")}"""
_COMPARATOR = f"""x.indicator_id, x.kind, x.name, x.period, x.effective_on, x.entry, e.recorded_by, x.scorecard_id, x.place,
  x.value, x.missing, {spoken("x.printed")}"""


def values_said(conn: sqlite3.Connection, ids: tuple[int, ...], day: str, head: int) -> list[Value]:
    """All figures said by a day, in the order in which they hold: of one period the last counts."""
    return [Value(*row) for row in _said(conn, "indicator_value", _VALUE, ids, day, head)]


def targets_said(conn: sqlite3.Connection, ids: tuple[int, ...], day: str, head: int) -> list[Target]:
    """All targets said by a day, in the order in which they hold."""
    return [Target(*row) for row in _said(conn, "indicator_target", _TARGET, ids, day, head)]


def comparators_said(conn: sqlite3.Connection, ids: tuple[int, ...], day: str, head: int) -> list[Comparator]:
    """All comparators said by a day, in the order in which they hold."""
    return [Comparator(*row) for row in _said(conn, "comparator", _COMPARATOR, ids, day, head)]


def comments_said(conn: sqlite3.Connection, ids: tuple[int, ...], day: str, head: int) -> list[Comment]:
    """All comments made by a day, the oldest first."""
    columns = f"x.indicator_id, x.effective_on, x.entry, e.recorded_by, coalesce({spoken('x.comment')}, '')"
    return [Comment(*row) for row in _said(conn, "indicator_comment", columns, ids, day, head)]


def _said(conn: sqlite3.Connection, table: str, columns: str, ids: tuple[int, ...], day: str, head: int) -> "sqlite3.Cursor":
    query = f"""select {columns} from {table} x join entry e on e.seq = x.entry
      where x.indicator_id in ({", ".join(map(str, ids)) or "null"}) and {known("x")} order by x.effective_on, x.entry"""
    return conn.execute(query, {"day": day, "head": head})
