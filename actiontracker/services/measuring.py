"""Success measures: agreed for a recommendation's outcome, measured over time, listed with where they move to."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.domain.measures import direction, figure_words, measure_ref
from actiontracker.reports.measures import MeasureLine, unmeasured
from actiontracker.reports.results import Kept
from actiontracker.services import measure_facts
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_ref
from actiontracker.services.finding_measures import FoundMeasure, find_measure
from actiontracker.services.recording import words
from actiontracker.services.reporting import Scope, scope
from actiontracker.store import measures, plans, snapshot
from actiontracker.store.connection import Connection, reading, write_transaction
from actiontracker.store.facts import LAST_DAY
from actiontracker.store.ledger import Ledger
from actiontracker.store.measures import Measure, Value


class Wording(NamedTuple):
    """What is said of a measure, as typed. None: not spoken of; an empty one: no longer. Days are ISO text."""

    text: str | None = None
    baseline: str | None = None
    baseline_on: str | None = None
    target: str | None = None
    by_when: str | None = None
    unit: str | None = None
    indicator: str | None = None


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


def add(edge: Edge, recommendation: str, said: Wording, on: str) -> Kept:
    """Agree a measure for a recommendation's outcome; it gets the next number.

    Raises NotFound, UsageFault (a figure without its day, a day without its figure), InputRefused (a future day).
    """
    not_in_future(on, edge, "--on")
    columns: dict[str, str | None] = {name: value or None for name, value in said._asdict().items()}
    _check(edge, columns)
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        thing = find_ref(ledger.conn, recommendation, "recommendation")
        count = measures.next_number(ledger.conn, thing.id)
        number = ledger.new_id("measure")
        worded = measure_facts.measure_worded(number, on, {**columns, "text": words(said.text)})
        entry = ledger.append("measure", [measure_facts.measure(number, thing.id, on, count), worded])
        changes = [(name, "", str(value)) for name, value in columns.items() if value is not None]
        return Kept(thing.plan, measure_ref(thing.ref, count), "measure", changes, entry.seq)


def record(edge: Edge, ref: str, value: str, on: str, note: str | None) -> Kept:
    """Record what was measured for a day. Raises NotFound, InputRefused (a future day, withdrawn by then)."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        found = _standing(ledger, ref, on)
        head, plan = snapshot.head(ledger.conn), (found.recommendation.plan_id,)
        known = measures.values(ledger.conn, plan, LAST_DAY, head).get(found.id, [])
        before = next((each.value for each in reversed(known) if each.on <= on), found.said("baseline"))
        entry = ledger.append("measurement", [measure_facts.measured(found.id, on, value, note)])
        unit = found.said("unit")
        first = found.said("baseline"), found.said("baseline_on")
        remark = direction(*first, found.said("target"), value, on, unit).in_words
        if known and known[-1].on > on:
            remark += f"; the last value is that of {known[-1].on}"
        was, now = (figure_words(figure, unit) if figure else "" for figure in (before, value))
        return Kept(found.recommendation.plan, found.ref, "measurement", [("", was, now)], entry.seq, remark)


def edit(edge: Edge, ref: str, said: Wording, reason: str, on: str) -> Kept:
    """Change a measure from a day on. Raises NotFound, UsageFault, InputRefused (a future day, nothing to change)."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        found = _standing(ledger, ref, on)
        columns, changes = dict(found.columns), []
        for name, value in said._asdict().items():
            before = found.said(name) or ""
            if value is not None and value != before:
                columns[name] = words(value) if name == "text" else value or None
                changes.append((name, before, value or "none"))
        if not changes:
            raise InputRefused(f"{found.ref} says this already", "nothing was recorded")
        _check(edge, columns)
        entry = ledger.append("edit", [measure_facts.measure_worded(found.id, on, columns, reason)])
        return Kept(found.recommendation.plan, found.ref, "edit", changes, entry.seq)


def withdraw(edge: Edge, ref: str, reason: str, on: str) -> Kept:
    """Measure the outcome by it no longer; what was measured stays in the record. Raises NotFound, InputRefused."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        found = _standing(ledger, ref, on)
        entry = ledger.append("withdrawal", [measure_facts.measure_withdrawn(found.id, on, found.columns, reason)])
        return Kept(found.recommendation.plan, found.ref, "withdrawal", [("reason", "", reason)], entry.seq)


def _standing(ledger: Ledger, ref: str, on: str) -> FoundMeasure:
    """The measure that a ref names, if it still is one on that day. Raises NotFound, InputRefused."""
    found = find_measure(ledger.conn, ref, on)
    if found.withdrawn:
        raise InputRefused(f"{found.ref} was withdrawn by {on}", "agree another: actiontracker measures add")
    return found


def _check(edge: Edge, columns: Mapping[str, object]) -> None:
    """Raises UsageFault where a figure lacks its day or a day its figure, InputRefused for a baseline to come."""
    if bool(columns["baseline"]) != bool(columns["baseline_on"]):
        one, other = ("--baseline", "--baseline-on") if columns["baseline"] else ("--baseline-on", "--baseline")
        raise UsageFault(f"{one} goes with {other}", "say the figure and the day that it was measured")
    if columns["by_when"] and not columns["target"]:
        raise UsageFault("--by-when goes with --target", "say what is to be reached by then")
    if columns["baseline_on"]:
        not_in_future(str(columns["baseline_on"]), edge, "--baseline-on")
