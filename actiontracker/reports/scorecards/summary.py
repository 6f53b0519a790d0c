"""A whole scorecard, with what a panel asks first: what got worse, what is worse than elsewhere."""

from typing import NamedTuple

from actiontracker.domain.plan import Record
from actiontracker.reports.scorecards.lines import ScorecardLine


class Scorecard(NamedTuple):
    """A whole scorecard. The lists of refs answer what a panel asks first; `ratings` counts lines by colour.

    `withheld` is there in a public edition: what was left out, with counts. `masks` says whether small numbers are masked.
    """

    scorecard: str
    title: str
    council: str
    as_at: str
    period: str | None
    basis: str
    notices: list[str]
    ratings: dict[str, int]
    worse_than_last_year: list[str]
    better_than_last_year: list[str]
    not_set_beside_last_year: list[str]
    worse_than_neighbours: list[str]
    better_than_neighbours: list[str]
    not_set_beside_neighbours: list[str]
    rows: list[ScorecardLine]
    masks: bool
    withheld: dict[str, int] | None
    record: Record


class ScorecardRow(NamedTuple):
    """A scorecard that is tracked: how many indicators it lists, its latest period, and how it rates."""

    scorecard: str
    title: str
    council: str
    began: str
    indicators: int
    period: str | None
    basis: str
    tolerance: str


def answers(rows: list[ScorecardLine]) -> dict[str, list[str]]:
    """The lists of refs of a `Scorecard`: neutral figures are neither better nor worse, and stand in none."""
    judged = [line for line in rows if line.polarity != "neutral"]

    def refs(field: str, word: str) -> list[str]:
        return [line.ref or line.key for line in judged if getattr(line, field) == word]

    return {
        "worse_than_last_year": refs("against_last_year", "worse"),
        "better_than_last_year": refs("against_last_year", "better"),
        "not_set_beside_last_year": refs("against_last_year", ""),
        "worse_than_neighbours": refs("against_neighbours", "worse"),
        "better_than_neighbours": refs("against_neighbours", "better"),
        "not_set_beside_neighbours": refs("against_neighbours", ""),
    }


def ratings(rows: list[ScorecardLine]) -> dict[str, int]:
    """How many lines have each colour; `none` is not rated."""
    return {colour: sum(line.rag == colour for line in rows) for colour in ("red", "amber", "green", "none")}
