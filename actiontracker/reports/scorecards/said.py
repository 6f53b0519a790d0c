"""What is said of an indicator, as the store gives it: figures, targets, comparators, the last comment."""

from decimal import Decimal
from typing import NamedTuple

from actiontracker.domain import periods
from actiontracker.domain.indicator_rag import Point
from actiontracker.domain.indicators import Definition


class Figured(NamedTuple):
    """A figure of a period as it stands. `missing` is a code of `figures.MISSING`; `rag` what the paper itself states."""

    period: str
    value: str | None
    numerator: int | None = None
    denominator: int | None = None
    missing: str | None = None
    provisional: bool = False
    rag: str | None = None
    printed: str | None = None
    note: str | None = None

    @property
    def point(self) -> Point:
        """What a rating needs of it."""
        return Point(self.period, self.value, self.numerator, self.denominator)


class Comparator(NamedTuple):
    """What a figure is set beside, with its own year; `value` is a number or None, `text` as the paper prints it."""

    kind: str
    name: str
    period: str
    value: Decimal | None
    text: str


class Said(NamedTuple):
    """All that is said of an indicator that a scorecard lists. `figures` are by period, the oldest first."""

    scorecard: str
    key: str
    ref: str
    heading: str | None
    definition: Definition
    figures: list[Figured]
    targets: dict[str, str]
    comparators: list[Comparator]
    comment: tuple[str, str, str] | None = None


def figure_at(said: Said, period: str | None) -> Figured | None:
    """The figure of a period, else the last before it; without a period, the last of all."""
    year = said.definition.year or "financial"
    limit = periods.ends_on(period, year) if period else "9999"
    known = [figure for figure in said.figures if periods.ends_on(figure.period, year) <= limit]
    exact = next((figure for figure in known if figure.period == period), None)
    return exact or (known[-1] if known else None)


def latest_period(every: list[Said]) -> str | None:
    """The period that a scorecard is about: the newest one of most of its indicators, and of those the latest."""
    newest = [said.figures[-1].period for said in every if said.figures]
    return max(newest, key=lambda period: (newest.count(period), periods.order(period)), default=None)
