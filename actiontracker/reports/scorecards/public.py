"""A scorecard as it may leave the building: small numbers of children masked, notes and comments left out."""

from typing import TypeVar

from actiontracker.domain.small_numbers import Cell, Place, masked
from actiontracker.reports.scorecards.lines import ScorecardLine
from actiontracker.reports.scorecards.said import Figured, Said
from actiontracker.reports.scorecards.story import PeriodLine

_FRACTIONS = ("percent", "per_10000")


def without_small_numbers(every: list[Said]) -> tuple[list[Said], int]:
    """The indicators with each small number, and all that gives it away, taken out; and how many figures that were.

    What is rated, compared or drawn afterwards knows nothing of them. An indicator of which nobody has said whether it
    counts children is taken to.
    """
    cells = [cell for said in every for cell in _cells(said)]
    hidden = masked(cells)
    hidden |= {(said.key, figure.period) for said in every for figure in said.figures if _stands_alone(said, figure)}
    return [said._replace(figures=[_let_out(said, figure, hidden) for figure in said.figures]) for said in every], len(hidden)


def _cells(said: Said) -> list[Cell]:
    kind = said.definition
    if kind.counts_children is False:
        return []
    cells = []
    for figure in said.figures:
        if figure.value is None and figure.numerator is None:
            continue
        if kind.unit == "count" and figure.value is not None and figure.value.isdecimal():
            cells.append(Cell(said.key, figure.period, int(figure.value)))
        elif figure.numerator is not None:
            cells.append(Cell(said.key, figure.period, figure.numerator, figure.denominator))
        elif kind.unit == "percent":
            cells.append(Cell(said.key, figure.period, None, None, figure.value))
    return cells


def _stands_alone(said: Said, figure: Figured) -> bool:
    """Whether the paper itself marks a figure: one child in the cohort."""
    return said.definition.counts_children is not False and bool(figure.printed and "*" in figure.printed)


def _let_out(said: Said, figure: Figured, hidden: set[Place]) -> Figured:
    return Figured(figure.period, None, missing="c") if (said.key, figure.period) in hidden else figure


def without_words(every: list[Said]) -> tuple[list[Said], dict[str, int]]:
    """The indicators without what is internal: notes on figures and owners' comments, counted."""
    counts = {
        "notes": sum(bool(figure.note) for said in every for figure in said.figures),
        "comments": sum(said.comment is not None for said in every),
    }
    found = [said._replace(comment=None, figures=[f._replace(note=None) for f in said.figures]) for said in every]
    return found, {name: count for name, count in counts.items() if count}


_Line = TypeVar("_Line", ScorecardLine, PeriodLine)


def with_codes(line: _Line) -> _Line:
    """A line as it is published: what is missing stands as its code (c suppressed, x not available, z not applicable)."""
    if line.missing is None:
        return line
    part = line.missing if line.missing == "c" and line.unit in _FRACTIONS else None
    return line._replace(value=line.missing, numerator=part, denominator=part)
