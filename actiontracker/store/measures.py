"""Measures of outcomes as at a day: their wording, and what was measured."""

import sqlite3
from typing import NamedTuple

from actiontracker.store.sayings import known, recorded, spoken
from actiontracker.store.words import Words


class Measure(NamedTuple):
    """A measure as at a day, with its recommendation and that one's outcome. Days are ISO text."""

    id: int
    plan: str
    recommendation_ref: str
    outcome: str | None
    number: int
    text: str
    baseline: str | None
    baseline_on: str | None
    target: str | None
    by_when: str | None
    unit: str | None
    indicator: str | None


class Value(NamedTuple):
    """What was measured for a day."""

    on: str
    value: str
    note: str | None


class Known(NamedTuple):
    """A measure that a ref names: its wording by column (sentences are Words), and whether it is withdrawn."""

    id: int
    columns: dict[str, str | Words | None]
    withdrawn: bool


_COLUMNS = ("baseline", "baseline_on", "target", "by_when", "unit", "indicator")
_NEWEST = """(select x.effective_on, x.entry from {0}_text x where x.{0}_id = {1}.id and {2}
  order by x.effective_on desc, x.entry desc limit 1)"""
_MEASURES = f"""select m.id, p.slug, r.ref, {spoken("rt.outcome")}, m.number, coalesce({spoken("t.text")}, ''),
  {", ".join(f"t.{name}" for name in _COLUMNS)}
  from measure m join recommendation r on r.id = m.recommendation_id join plan p on p.id = r.plan_id
  join measure_text t on t.measure_id = m.id and (t.effective_on, t.entry) = {_NEWEST.format("measure", "m", known("x"))}
  join recommendation_text rt on rt.recommendation_id = r.id
    and (rt.effective_on, rt.entry) = {_NEWEST.format("recommendation", "r", known("x"))}
  where t.withdrawn is null"""


def measures(conn: sqlite3.Connection, plans: tuple[int, ...], day: str, head: int) -> list[Measure]:
    """The measures of plans that stand as at a day, by recommendation and number."""
    query = f"{_MEASURES} and r.plan_id in ({', '.join(map(str, plans)) or 'null'}) order by r.plan_id, r.id, m.number"
    return [Measure(*row) for row in conn.execute(query, {"day": day, "head": head})]


def values(conn: sqlite3.Connection, plans: tuple[int, ...], day: str, head: int) -> dict[int, list[Value]]:
    """What was measured by a day, by measure, the oldest first; of one day only what was said last."""
    query = f"""select v.measure_id, v.effective_on, v.value, {spoken("v.note")} from measure_value v
      join measure m on m.id = v.measure_id join recommendation r on r.id = m.recommendation_id
      where r.plan_id in ({", ".join(map(str, plans)) or "null"}) and {known("v")} order by v.effective_on, v.entry"""
    found: dict[int, dict[str, Value]] = {}
    for measure, on, value, note in conn.execute(query, {"day": day, "head": head}):
        found.setdefault(measure, {})[on] = Value(on, value, note)
    return {measure: list(by_day.values()) for measure, by_day in found.items()}


def next_number(conn: sqlite3.Connection, recommendation: int) -> int:
    """The number for a recommendation's next measure; none is ever given twice, also after an undo."""
    query = "select coalesce(max(number), 0) + 1 from measure where recommendation_id = ?"
    return int(conn.execute(query, (recommendation,)).fetchone()[0])


def numbers(conn: sqlite3.Connection, recommendation: int, head: int) -> list[int]:
    """The numbers of a recommendation's measures that were recorded and not undone, withdrawn ones among them."""
    query = f"""select m.number from measure m where m.recommendation_id = :recommendation
      and exists (select 1 from measure_text x where x.measure_id = m.id and {recorded("x")}) order by m.number"""
    return [row[0] for row in conn.execute(query, {"recommendation": recommendation, "head": head})]


def identity(conn: sqlite3.Connection, recommendation: int, number: int) -> int | None:
    """The id of a recommendation's measure by its number, also of one that was undone; None where there never was one."""
    query = "select id from measure where recommendation_id = ? and number = ?"
    row = conn.execute(query, (recommendation, number)).fetchone()
    return int(row[0]) if row else None


def of_recommendation(conn: sqlite3.Connection, recommendation: int) -> list[int]:
    """The ids of all measures that a recommendation ever had."""
    query = "select id from measure where recommendation_id = ? order by number"
    return [row[0] for row in conn.execute(query, (recommendation,))]


def find(conn: sqlite3.Connection, recommendation: int, number: int, day: str, head: int) -> Known | None:
    """A measure by its number, worded as on a day or, where it began later, as at its beginning; None where there is none."""
    query = f"""select m.id, x.withdrawn, x.text, (select w.text from words w where w.id = x.text),
      {", ".join(f"x.{name}" for name in _COLUMNS)} from measure m join measure_text x on x.measure_id = m.id
      where m.recommendation_id = :recommendation and m.number = :number and {recorded("x")}
      order by x.effective_on > :day, case when x.effective_on > :day then x.effective_on end,
        x.effective_on desc, x.entry desc limit 1"""
    at = {"recommendation": recommendation, "number": number, "day": day, "head": head}
    row = conn.execute(query, at).fetchone()
    if row is None:
        return None
    columns = {"text": Words(row[3] or "", row[2]), **dict(zip(_COLUMNS, row[4:], strict=True))}
    return Known(row[0], columns, row[1] == 1)


def of_name(conn: sqlite3.Connection, measure: int) -> tuple[str, str, int]:
    """The plan, the ref of the recommendation and the number of a measure."""
    query = """select p.slug, r.ref, m.number from measure m join recommendation r on r.id = m.recommendation_id
      join plan p on p.id = r.plan_id where m.id = ?"""
    slug, ref, number = conn.execute(query, (measure,)).fetchone()
    return slug, ref, number
