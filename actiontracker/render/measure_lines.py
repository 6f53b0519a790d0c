"""Success measures in 80 columns: what is measured, from where to where, and where it moves to."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from actiontracker.domain.measures import figure_words
from actiontracker.render.phrases import qualified
from actiontracker.render.text import Line, clean, day_words, folded, one_line, pad, width_of
from actiontracker.reports.measures import MeasureLine

_INDENT = 8


def measure_list(
    lines: list[MeasureLine], without: list[tuple[str, str]], title: str, empty: str, width: int,
    notices: Iterable[str] = (), many: bool = False,
) -> Iterator[Line]:  # fmt: skip
    """Measures under the outcomes that they show, and the outcomes that have none. `many` plans name theirs."""
    yield [(title, "bold")]
    for notice in notices:
        yield from folded(notice, width)
    for (plan, ref), group in groupby(lines, lambda line: (line.plan, line.recommendation_ref)):
        measures = list(group)
        yield []
        yield [(clean(qualified(plan, ref, many)), "bold")]
        yield from folded(f"Outcome: {one_line(measures[0].outcome or 'none is stated')}", width, 2)
        for line in measures:
            yield from measure_lines(line, line.measure, width)
    yield []
    yield [(_counted(lines), "bold")] if lines else [(empty, "")]
    if without:
        named = ", ".join(clean(qualified(plan, ref, many)) for plan, ref in without)
        yield from folded(f"Outcomes without a measure ({len(without)}): {named}", width)


def _counted(lines: list[MeasureLine]) -> str:
    return f"{len(lines)} measure{'' if len(lines) == 1 else 's'}"


def measure_lines(line: MeasureLine, ref: str, width: int) -> Iterator[Line]:
    """One measure: its wording, its figures with their days, and where it moves to in words."""
    ref = clean(ref)
    first, *more = folded(one_line(line.text), width, _INDENT) or [[("", "")]]
    if width_of(ref) < _INDENT:
        yield [(pad(ref, _INDENT), "bold"), (first[0][0].strip(), "")]
    else:
        yield [(ref, "bold")]
        yield first
    yield from more
    yield from folded(one_line(line.direction_in_words), width, _INDENT, "bold")
    yield from folded(figures_in_words(line), width, _INDENT)


def figures_in_words(line: MeasureLine) -> str:
    """Each figure with its day: `baseline 62 % (31 Mar 2025); last 71 % (30 Sep 2025); target 90 % by 31 Mar 2026`."""
    parts = []
    if line.baseline:
        parts.append(f"baseline {_figure(line, line.baseline)} ({day_words(line.baseline_on)})")
    if line.value:
        parts.append(f"last {_figure(line, line.value)} ({day_words(line.value_on)})")
    if line.target:
        parts.append(f"target {_figure(line, line.target)}" + (f" by {day_words(line.by_when)}" if line.by_when else ""))
    if line.indicator:
        parts.append(f"indicator {one_line(line.indicator)}")
    return "; ".join(parts)


def _figure(line: MeasureLine, figure: str) -> str:
    return one_line(figure_words(figure, line.unit))
