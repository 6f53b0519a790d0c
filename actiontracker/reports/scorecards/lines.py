"""An indicator's line: its figure with its rating, where it moves to, and what it is set beside."""

from decimal import Decimal
from typing import NamedTuple

from actiontracker.domain import periods
from actiontracker.domain.figures import MISSING
from actiontracker.domain.indicator_rag import (
    Aim,
    Point,
    Rating,
    Tolerance,
    aim_for,
    by_quartile,
    by_target,
    compared,
    is_part_of_what_adds_up,
    last_year,
    needed,
    travel,
)
from actiontracker.domain.indicators import QUARTILES, Definition
from actiontracker.reports.scorecards.said import Comparator, Figured, Said, figure_at

_TREND = 12


class TrendPoint(NamedTuple):
    """A figure that may stand in one line with the others; None where there is a gap."""

    period: str
    value: Decimal | None


class ScorecardLine(NamedTuple):
    """An indicator's line. Numbers are as printed; the columns are described in docs/columns.md."""

    scorecard: str
    ref: str
    key: str
    description: str
    unit: str | None
    polarity: str | None
    accrual: str | None
    period: str | None
    value: Decimal | str | None
    numerator: int | str | None
    denominator: int | str | None
    provisional: bool
    target: Decimal | None
    rag: str
    rag_basis: str
    rag_reason: str
    direction: str
    comparators: tuple[Comparator, ...]
    target_period: str | None
    direction_against: str | None
    direction_reason: str
    missing: str | None
    printed: str | None
    note: str | None
    children_needed: int | None
    last_year: Decimal | None
    last_year_period: str | None
    against_last_year: str
    against_last_year_reason: str
    neighbours: Decimal | None
    neighbours_period: str | None
    against_neighbours: str
    against_neighbours_reason: str
    england: Decimal | None
    england_period: str | None
    against_england: str
    rag_stated: str | None
    trend: tuple[TrendPoint, ...]
    comment: str | None
    comment_by: str | None
    comment_on: str | None
    owner: str | None
    heading: str | None
    year: str | None
    counts_children: bool | None


def line_of(said: Said, period: str | None, tolerance: Tolerance, basis: str) -> ScorecardLine:
    """An indicator's line, of a period or the last before it."""
    kind = said.definition
    figure = figure_at(said, period) or Figured("", None)
    before = [each.point for each in said.figures[: said.figures.index(figure)]] if figure.period else []
    aim = aim_for(said.targets, figure.point) if figure.period else None
    rating = _rating(said, figure, aim, tolerance, basis)
    moves = travel(figure.point, before, kind.unit, kind.polarity, kind.accrual) if figure.period else None
    then, why_not = last_year(figure.point, before, kind.accrual) if figure.period else (None, "no figure")
    neighbours, england = _newest(said, "statistical_neighbours"), _newest(said, "england")
    against, reason = _beside(said, figure, neighbours)
    return ScorecardLine(
        scorecard=said.scorecard,
        ref=said.ref,
        key=said.key,
        description=kind.description,
        unit=kind.unit,
        polarity=kind.polarity,
        accrual=kind.accrual,
        period=figure.period or None,
        value=_number(figure.value),
        numerator=figure.numerator,
        denominator=figure.denominator,
        provisional=figure.provisional,
        target=_number(aim.value) if aim and kind.polarity != "neutral" else None,
        rag=rating.colour,
        rag_basis=rating.basis,
        rag_reason=rating.reason,
        direction=moves.word if moves else "",
        comparators=tuple(said.comparators),
        target_period=aim.period if aim and kind.polarity != "neutral" else None,
        direction_against=moves.against if moves else None,
        direction_reason=moves.why if moves else "no figure",
        missing=figure.missing,
        printed=figure.printed,
        note=figure.note,
        children_needed=_needed(said, figure, aim),
        last_year=_number(then.value) if then else None,
        last_year_period=then.period if then else None,
        against_last_year=_better(figure.point, then, kind),
        against_last_year_reason=why_not,
        neighbours=neighbours.value if neighbours else None,
        neighbours_period=neighbours.period if neighbours else None,
        against_neighbours=against,
        against_neighbours_reason=reason,
        england=england.value if england else None,
        england_period=england.period if england else None,
        against_england=_beside(said, figure, england)[0],
        rag_stated=figure.rag,
        trend=_trend(said, figure),
        comment=said.comment[2] if said.comment else None,
        comment_by=said.comment[1] if said.comment else None,
        comment_on=said.comment[0] if said.comment else None,
        owner=kind.owner,
        heading=said.heading,
        year=kind.year,
        counts_children=kind.counts_children,
    )


def _rating(said: Said, figure: Figured, aim: Aim | None, tolerance: Tolerance, basis: str) -> Rating:
    kind = said.definition
    if figure.value is None and figure.missing:
        return Rating("none", f"not rated: {MISSING[figure.missing]}")
    if basis == "quartile":
        newest = {name: _newest(said, name) for name in QUARTILES}
        bounds = [str(each.value) for each in newest.values() if each]
        year = newest["median"].period if newest["median"] else ""
        found = (bounds[0], bounds[1], bounds[2]) if len(bounds) == len(QUARTILES) else None
        return by_quartile(figure.point, kind.unit, kind.polarity, found, year)
    adds_up = bool(figure.period) and is_part_of_what_adds_up(figure.period, kind.accrual)
    return by_target(figure.point, kind.unit, kind.polarity, aim, tolerance, adds_up=adds_up)


def _needed(said: Said, figure: Figured, aim: Aim | None) -> int | None:
    if said.definition.counts_children is False:
        return None
    return needed(figure.point, said.definition.unit, said.definition.polarity, aim.value if aim else None)


def _newest(said: Said, kind: str) -> Comparator | None:
    """The newest comparator of a kind that has a number."""
    known = [each for each in said.comparators if each.kind == kind and each.value is not None]
    return max(known, key=lambda each: periods.ends_on(each.period), default=None)


_BETTER = {"improving": "better", "worsening": "worse"}


def _better(now: Point, then: Point | None, kind: Definition) -> str:
    """`better`, `worse`, `same` (of a neutral one `higher`, `lower`), or nothing where there is nothing to set it beside."""
    if then is None or now.exact(kind.unit) is None or then.exact(kind.unit) is None:
        return ""
    word = compared(now, then, kind.unit, kind.polarity)
    return _BETTER.get(word, word)


def _beside(said: Said, figure: Figured, other: Comparator | None) -> tuple[str, str]:
    """How a figure stands beside another's, or why it is not set beside it."""
    if other is None:
        return "", "no figure of theirs is on record"
    if figure.value is None:
        return "", "no figure"
    if is_part_of_what_adds_up(figure.period, said.definition.accrual):
        return "", "a part of a year"
    return _better(figure.point, Point(other.period, str(other.value)), said.definition), ""


def _trend(said: Said, figure: Figured) -> tuple[TrendPoint, ...]:
    """The last figures that may stand in one line: of what adds up only whole years, or the same part of each."""
    if not figure.period:
        return ()
    until = said.figures[: said.figures.index(figure) + 1]
    if said.definition.accrual not in ("snapshot", "rolling_year"):
        like = [each for each in until if each.period[4:] == figure.period[4:] and periods.is_part_year(each.period)]
        until = like if len(like) > 1 else [each for each in until if not periods.is_part_year(each.period)]
    return tuple(TrendPoint(each.period, _number(each.value)) for each in until[-_TREND:])


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None
