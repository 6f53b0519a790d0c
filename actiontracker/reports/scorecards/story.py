"""One indicator over time: its figures and how they were revised, what it is set beside, and what it is to show."""

from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from actiontracker.domain.figures import MISSING
from actiontracker.domain.indicator_rag import Point, Rating, Tolerance, aim_for, by_target, is_part_of_what_adds_up
from actiontracker.domain.indicators import Definition
from actiontracker.domain.plan import Record
from actiontracker.reports.scorecards.said import Comparator, Figured


class Revision(NamedTuple):
    """A figure as it was said: from which day, when recorded and by whom, by which scorecard (None: typed)."""

    text: str
    on: str
    recorded_at: str
    recorded_by: str
    scorecard: str | None


class PeriodLine(NamedTuple):
    """A period's figure as it stands, with its rating and all that was ever said of it, the last saying first."""

    council: str
    key: str
    description: str
    unit: str | None
    polarity: str | None
    accrual: str | None
    year: str | None
    period: str
    period_end: str
    value: Decimal | str | None
    numerator: int | str | None
    denominator: int | str | None
    provisional: bool
    missing: str | None
    printed: str | None
    note: str | None
    target: Decimal | None
    target_period: str | None
    rag: str
    rag_reason: str
    rag_stated: str | None
    scorecards: tuple[str, ...]
    said_on: str
    said_by: str
    revisions: int
    history: tuple[Revision, ...]


class Served(NamedTuple):
    """A measure of an outcome that an indicator serves, with its recommendation and how many of its actions are closed."""

    plan: str
    recommendation_ref: str
    measure: str
    text: str
    outcome: str | None
    closed: int
    actions: int


class Remark(NamedTuple):
    """What was said of an indicator, by whom and for which day."""

    on: str
    by: str
    text: str


class IndicatorStory(NamedTuple):
    """One indicator as at a day. `names` are the refs that scorecards have for it."""

    key: str
    council: str
    as_at: str
    definition: Definition
    names: list[str]
    notices: list[str]
    rows: list[PeriodLine]
    comparators: list[Comparator]
    comments: list[Remark]
    serves: list[Served]
    record: Record


def period_line(
    council: str,
    key: str,
    kind: Definition,
    figure: Figured,
    end: str,
    targets: dict[str, str],
    tolerance: Tolerance,
    sources: tuple[str, ...],
    history: tuple[Revision, ...],
) -> PeriodLine:
    """A period's line; `history` begins with the last saying."""
    point = Point(figure.period, figure.value, figure.numerator, figure.denominator)
    aim = aim_for(targets, point) if kind.polarity != "neutral" else None
    rating = by_target(
        point, kind.unit, kind.polarity, aim, tolerance, adds_up=is_part_of_what_adds_up(figure.period, kind.accrual)
    )
    if figure.value is None and figure.missing:
        rating = Rating("none", f"not rated: {MISSING[figure.missing]}")
    texts = [each.text for each in history]
    return PeriodLine(
        council=council,
        key=key,
        description=kind.description,
        unit=kind.unit,
        polarity=kind.polarity,
        accrual=kind.accrual,
        year=kind.year,
        period=figure.period,
        period_end=end,
        value=Decimal(figure.value) if figure.value is not None else None,
        numerator=figure.numerator,
        denominator=figure.denominator,
        provisional=figure.provisional,
        missing=figure.missing,
        printed=figure.printed,
        note=figure.note,
        target=Decimal(aim.value) if aim else None,
        target_period=aim.period if aim else None,
        rag=rating.colour,
        rag_reason=rating.reason,
        rag_stated=figure.rag,
        scorecards=sources,
        said_on=history[0].on if history else "",
        said_by=history[0].recorded_by if history else "",
        revisions=sum(one != other for one, other in pairwise(texts)),
        history=history,
    )
