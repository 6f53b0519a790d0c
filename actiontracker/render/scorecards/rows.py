"""A scorecard's lines as rows of CSV: lists become one text each."""

from typing import Any

from actiontracker.render.scorecards.words import comparators_words
from actiontracker.reports.scorecards.lines import ScorecardLine


def csv_line(line: ScorecardLine) -> tuple[Any, ...]:
    """The line with its comparators as a sentence, and its trend as `2021-22 16.0; 2022-23 16.2`."""
    trend = "; ".join(f"{point.period} {point.value if point.value is not None else '-'}" for point in line.trend)
    return tuple(line._replace(comparators=comparators_words(line), trend=trend))  # type: ignore[arg-type]
