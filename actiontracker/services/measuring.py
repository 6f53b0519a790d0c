"""Success measures: agreed for a recommendation's outcome, and measured over time (`outcomes` lists them)."""

from collections.abc import Mapping
from typing import NamedTuple

from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.domain.measures import direction, figure_words, measure_ref
from actiontracker.reports.results import Kept
from actiontracker.services import measure_facts
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_ref
from actiontracker.services.finding_measures import FoundMeasure, find_measure
from actiontracker.services.recording import words
from actiontracker.store import measures, snapshot
from actiontracker.store.connection import write_transaction
from actiontracker.store.facts import LAST_DAY
from actiontracker.store.ledger import Ledger


class Wording(NamedTuple):
    """What is said of a measure, as typed. None: not spoken of; an empty one: no longer. Days are ISO text."""

    text: str | None = None
    baseline: str | None = None
    baseline_on: str | None = None
    target: str | None = None
    by_when: str | None = None
    unit: str | None = None
    indicator: str | None = None


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
