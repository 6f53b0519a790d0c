"""One indicator over time, in 80 columns."""

from collections.abc import Iterator
from decimal import Decimal

from actiontracker.domain.indicators import COMPARATORS
from actiontracker.domain.periods import a_year_before, is_part_year, period_words
from actiontracker.render.phrases import SIGNS, counted
from actiontracker.render.scorecards.imported import kind_words
from actiontracker.render.scorecards.words import number_words, spark
from actiontracker.render.text import Line, clean, columns, day_words, folded, heading, one_line, record_words
from actiontracker.reports.scorecards.lines import TrendPoint
from actiontracker.reports.scorecards.story import IndicatorStory, PeriodLine, Served


def story_lines(story: IndicatorStory, width: int) -> Iterator[Line]:
    """What it is, its figures, their revisions, comparators, comments, and the outcomes that it is to show."""
    yield from folded(f"{story.key}: {one_line(story.definition.description)}", width, style="bold")
    named = f"; listed as {', '.join(story.names)}" if story.names else ""
    owner = f"; owner {one_line(story.definition.owner)}" if story.definition.owner else ""
    yield from folded(f"{clean(story.council)}: {kind_words(story.definition)}{owner}{clean(named)}", width)
    for notice in story.notices:
        yield from folded(notice, width)
    yield []
    yield from heading(f"Figures as at {day_words(story.as_at)}")
    yield from _figures(story, width)
    yield from _revisions(story.rows, width)
    yield from _comparators(story, width)
    if story.comments:
        yield []
        yield from heading("Comments")
        for remark in story.comments:
            yield from folded(f"{day_words(remark.on)}, {one_line(remark.by)}: {one_line(remark.text)}", width)
    yield from _serves(story.serves, width)
    yield []
    yield [(record_words(story.record), "dim")]


def _figures(story: IndicatorStory, width: int) -> Iterator[Line]:
    if not story.rows:
        yield [("No figure is on record by that day.", "")]
        return
    rows = [
        (
            period_words(row.period),
            _figure(row),
            number_words(row.target, row.unit),
            (f"{SIGNS[row.rag]} {row.rag}", row.rag),
            one_line("; ".join(filter(None, [row.rag_reason, _stated(row), row.note]))),
        )
        for row in story.rows
    ]
    yield from columns(("period", "figure", "target", "rating", "why"), rows, width)
    yield from _whole_years(story.rows)


def _whole_years(rows: list[PeriodLine]) -> Iterator[Line]:
    """The figures of whole years as bars; a year without one is a gap."""
    known = {row.period: row.value if isinstance(row.value, Decimal) else None for row in rows if not is_part_year(row.period)}
    points: list[TrendPoint] = []
    code = max(known, default="")
    while known and code >= min(known):
        points.insert(0, TrendPoint(code, known.get(code)))
        code = a_year_before(code)
    if drawn := spark(tuple(points)):
        yield [(f"Whole years {period_words(points[0].period)} to {period_words(points[-1].period)}: {drawn}", "")]


def _figure(row: PeriodLine) -> str:
    if isinstance(row.value, Decimal):
        fraction = f" ({row.numerator}/{row.denominator})" if row.numerator is not None else ""
        return number_words(row.value, row.unit) + fraction + (" p" if row.provisional else "")
    return one_line(row.printed or row.missing or "no figure")


def _stated(row: PeriodLine) -> str:
    return f"the paper says {row.rag_stated}" if row.rag_stated else ""


def _revisions(rows: list[PeriodLine], width: int) -> Iterator[Line]:
    revised = [row for row in rows if row.revisions]
    if not revised:
        return
    yield []
    yield from heading(f"Revised: {counted(len(revised), 'figure')}")
    for row in revised:
        said = [
            f"{one_line(each.text)} ({day_words(each.on)}, {clean(each.scorecard or each.recorded_by)})" for each in row.history
        ]
        yield from folded(f"{period_words(row.period)}: {'; before: '.join(said)}", width)


def _comparators(story: IndicatorStory, width: int) -> Iterator[Line]:
    if not story.comparators:
        return
    yield []
    yield from heading("Set beside, each with its own year")
    for kind, name in COMPARATORS.items():
        own = [each for each in story.comparators if each.kind == kind]
        for period in dict.fromkeys(each.period for each in own):
            said = ", ".join(f"{one_line(each.name)} {one_line(each.text)}".strip() for each in own if each.period == period)
            yield from folded(f"{name}, {period_words(period)}: {said}", width)


def _serves(serves: list[Served], width: int) -> Iterator[Line]:
    if not serves:
        return
    yield []
    yield from heading("Serves these outcomes")
    for each in serves:
        yield from folded(f"{clean(each.plan)}:{clean(each.measure)}  {one_line(each.text)}", width, style="bold")
        yield from folded(f"Outcome: {one_line(each.outcome or 'none is stated')}", width, 2)
        yield from folded(f"Actions closed: {each.closed} of {each.actions}", width, 2)
