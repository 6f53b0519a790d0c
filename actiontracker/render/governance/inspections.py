"""Inspections in 80 columns: the list, one of them, and the trajectory of grades."""

import re
from collections.abc import Iterator
from itertools import groupby

from actiontracker.domain.frameworks import Due
from actiontracker.domain.plan import Record
from actiontracker.render.text import Line, clean, columns, day_words, folded, heading, month_words, one_line, record_words
from actiontracker.reports.governance.inspections import Inspection, Trajectory, counted_grades, grades_in_words

_NOTHING = "No inspection is recorded yet: actiontracker inspection add, or import a governance file."


def inspection_list(found: list[Inspection], day: str, record: Record, width: int) -> Iterator[Line]:
    """Each inspection with its dates, its grades and its clocks, the earliest first."""
    yield [(f"Inspections as at {day_words(day)}", "bold")]
    if not found:
        yield [(_NOTHING, "")]
    for each in found:
        yield []
        yield [(clean(each.inspection), "bold"), (f"  {one_line(each.title or each.framework_name)}", "")]
        yield from folded("; ".join(_dates(each)), width, 2)
        yield from folded(grades_in_words(each), width, 2)
        for clock in each.clocks:
            yield from folded(clock_words(clock, day), width, 2, "red" if clock.state(day) == "overdue" else "")
        if each.recommendations:
            plans = f", answered by {', '.join(map(clean, each.plans))}" if each.plans else ""
            yield from folded(f"{each.recommendations} recommendations{plans}", width, 2)
    yield []
    yield [(record_words(record), "dim")]


def inspection_lines(one: Inspection, day: str, record: Record, width: int) -> Iterator[Line]:
    """One inspection with all that is known of it."""
    yield [(f"{clean(one.inspection)}: {one_line(one.title or one.framework_name)}", "bold")]
    yield from folded(f"{one_line(one.council)}; {one.framework_name}; {'; '.join(_dates(one))}", width)
    for text in (one.report and f"Report: {one.report}", one.note):
        if text:
            yield from folded(one_line(text), width)
    yield []
    yield from heading(f"Judgements: {grades_in_words(one)}")
    if one.scale:
        yield from folded(f"Scale, the best first: {', '.join(one.scale)}", width, style="dim")
    for area, judged in groupby(one.judgements, lambda each: each.area):
        if area:
            yield [(clean(area), "bold")]
        rows = [(each.grade, one_line(f"{each.name}{f' ({each.note})' if each.note else ''}")) for each in judged]
        yield from columns(("", ""), rows, width)
    if one.clocks:
        yield []
        yield from heading("Due after it")
        for clock in one.clocks:
            yield from folded(clock_words(clock, day), width, 0, "red" if clock.state(day) == "overdue" else "")
    yield []
    answered = (
        f"{one.recommendations} recommendations come from it" if one.recommendations else "Nothing is recorded to come from it"
    )
    yield from folded(f"{answered}{', answered by ' + ', '.join(map(clean, one.plans)) if one.plans else ''}.", width)
    yield [(record_words(record), "dim")]


def trajectory_lines(found: Trajectory, record: Record, width: int) -> Iterator[Line]:
    """The inspections in turn, with counts of each grade, and what was judged on one scale more than once."""
    yield [(f"Trajectory as at {day_words(found.as_at)}", "bold")]
    if not found.inspections:
        yield [(_NOTHING, "")]
        return
    rows = [(_when(each.began or each.published), clean(each.inspection), grades_in_words(each)) for each in found.inspections]
    yield from columns(("began", "inspection", "grades"), rows, width)
    yield []
    yield from heading("On one scale, in turn")
    if not found.areas:
        yield [("Nothing was judged twice on one scale.", "")]
    for area in found.areas:
        said = "; ".join(f"{clean(inspection)} {grade}" for inspection, grade in area.grades)
        yield from folded(f"{area.area}: {area.moved} ({said})", width)
    scales = dict.fromkeys(each.scale for each in found.inspections if counted_grades(each))
    if len(scales) > 1:
        yield []
        yield from folded("Grades of different scales are not set beside each other:", width, style="dim")
        for scale in scales:
            own = [clean(each.inspection) for each in found.inspections if each.scale == scale and counted_grades(each)]
            yield from folded(f"{', '.join(scale)}: {', '.join(own)}", width, 2, "dim")
    yield []
    yield [(record_words(record), "dim")]


def clock_words(clock: Due, day: str) -> str:
    """`written statement of action: due 4 Oct 2012 (70 working days after receipt), overdue`."""
    state = clock.state(day)
    if clock.due is None:
        return f"{one_line(clock.name)}: {state} ({clock.days} working days after receipt)"
    met = f"met on {day_words(clock.met_on)}{', late' if state == 'met late' else ''}" if clock.met_on else state
    return f"{one_line(clock.name)}: due {day_words(clock.due)} ({clock.days} working days after receipt), {met}"


def _dates(one: Inspection) -> list[str]:
    if one.began or one.ended:
        ended = f" to {_when(one.ended)}" if one.ended and one.ended != one.began else ""
        said = [f"{_when(one.began)}{ended}"]
    else:
        said = ["day not known"]
    said += [f"received {day_words(one.received)}"] if one.received else []
    return said + ([f"published {day_words(one.published)}"] if one.published else [])


def _when(text: str | None) -> str:
    """A day, a month or a year as people read it."""
    return month_words(text) if text and re.fullmatch(r"\d{4}-\d\d", text) else day_words(text)
