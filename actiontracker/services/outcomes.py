"""Success measures as at a day, each with where it moves to."""

from pathlib import Path
from typing import NamedTuple

from actiontracker.domain.measures import direction, measure_ref
from actiontracker.reports.measures import MeasureLine, unmeasured
from actiontracker.services.finding import find_ref
from actiontracker.services.reporting import Scope, scope
from actiontracker.store import measures, plans
from actiontracker.store.connection import Connection, reading
from actiontracker.store.measures import Measure, Value


class Measured(NamedTuple):
    """Measures as at a day, the values of each over time, and the outcomes that have none (`PLAN:REF` parts)."""

    scope: Scope
    lines: list[MeasureLine]
    values: dict[tuple[str, str], list[Value]]
    without: list[tuple[str, str]]


def measures_of(conn: Connection, plan_ids: tuple[int, ...], day: str, head: int) -> list[MeasureLine]:
    """The measures of plans as at a day, by recommendation and number, each with where it moves to."""
    values = measures.values(conn, plan_ids, day, head)
    return [_line(one, values.get(one.id, [])) for one in measures.measures(conn, plan_ids, day, head)]


def measured(database: Path, day: str, slugs: tuple[str, ...], refs: tuple[str, ...] = ()) -> Measured:
    """The measures of the plans named (of all, if none is), or of these recommendations only. Raises NotFound."""
    with reading(database) as conn:
        around = scope(conn, day, slugs)
        only = {find_ref(conn, ref, "recommendation", slugs[0] if len(slugs) == 1 else None) for ref in refs}
        wanted = {(thing.plan, thing.ref) for thing in only}
        ids = tuple(plan.id for plan in around.plans)
        over_time = measures.values(conn, ids, day, around.head)
        lines, values = [], {}
        for one in measures.measures(conn, ids, day, around.head):
            if not wanted or (one.plan, one.recommendation_ref) in wanted:
                lines.append(_line(one, over_time.get(one.id, [])))
                values[one.plan, lines[-1].measure] = over_time.get(one.id, [])
        without = unmeasured(plans.recommendations(conn, day, around.head, plans=ids), lines)
        named = [(r.plan, r.ref) for r in without if not wanted or (r.plan, r.ref) in wanted]
        return Measured(around, lines, values, named)


def _line(one: Measure, values: list[Value]) -> MeasureLine:
    last = values[-1] if values else None
    value, on = (last.value, last.on) if last else (None, None)
    moves = direction(one.baseline, one.baseline_on, one.target, value, on, one.unit)
    return MeasureLine(
        plan=one.plan,
        recommendation_ref=one.recommendation_ref,
        measure=measure_ref(one.recommendation_ref, one.number),
        text=one.text,
        outcome=one.outcome,
        baseline=one.baseline,
        baseline_on=one.baseline_on,
        target=one.target,
        by_when=one.by_when,
        unit=one.unit,
        indicator=one.indicator,
        value=value,
        value_on=on,
        direction=moves.word,
        direction_in_words=moves.in_words,
        has_moved=moves.has_moved,
    )
