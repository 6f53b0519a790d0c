"""How an indicator is rated, where it moves to, and what it may be set beside (docs/scorecard.md). Our rule, no standard."""

import re
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from actiontracker.domain import periods
from actiontracker.domain.figures import decimals, exact, rounded
from actiontracker.domain.periods import period_words

SMALL_COHORT = 200
"""Below so many children one child is half a percentage point or more."""


class Tolerance(NamedTuple):
    """How far beside its target a figure is still amber: a part of the target in percent, or points of the figure."""

    amount: Decimal
    in_points: bool = False

    @property
    def in_words(self) -> str:
        """`10 %`, `5 points`."""
        return f"{self.amount} points" if self.in_points else f"{self.amount} %"


DEFAULT_TOLERANCE = Tolerance(Decimal(10))
DEFAULT_JUMP, DEFAULT_JUMP_IN_POINTS = Tolerance(Decimal(25)), Tolerance(Decimal(20), in_points=True)
"""From which change on an entry is questioned: a part of a figure; of a percentage, points."""
_TOLERANCE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s?(%|points?|pp)", re.ASCII | re.IGNORECASE)


def read_tolerance(text: str) -> Tolerance | None:
    """A tolerance as typed, "10 %" or "5 points"; None for what is none."""
    found = _TOLERANCE.fullmatch(" ".join(text.split()))
    return Tolerance(Decimal(found[1]), found[2] != "%") if found else None


class Point(NamedTuple):
    """A figure of a period, as a rating needs it. `value` is decimal text as printed."""

    period: str
    value: str | None
    numerator: int | None = None
    denominator: int | None = None

    def exact(self, unit: str | None) -> Fraction | None:
        """The unrounded figure."""
        return exact(self.value, self.numerator, self.denominator, unit)


class Aim(NamedTuple):
    """A target and the year or quarter that it was set for."""

    period: str
    value: str


class Rating(NamedTuple):
    """A colour (`none`: not rated), why, and by what."""

    colour: str
    reason: str
    basis: str = ""


def aim_for(targets: dict[str, str], point: Point) -> Aim | None:
    """The target that counts for a period: that quarter's, else that year's, else of the latest earlier year that has one.

    `targets` are by period. A whole year is held against the year's target, else against its last quarter's.
    """
    year = periods.year_of(point.period)
    quarter = periods.quarter_of(point.period) or periods.quarter_of_month(point.period)
    for _ in range(int(year[:4]) - min((int(code[:4]) for code in targets), default=9999) + 1):
        first = year[:4]
        for code in (f"{first}-Q{quarter}", year) if quarter else (year, f"{first}-Q4"):
            if code in targets:
                return Aim(code, targets[code])
        year = periods.a_year_before(year)
    return None


def by_target(
    point: Point,
    unit: str | None,
    polarity: str | None,
    aim: Aim | None,
    tolerance: Tolerance = DEFAULT_TOLERANCE,
    *,
    adds_up: bool = False,
) -> Rating:
    """The rating of a figure against its target, compared unrounded: green at it or beyond, amber within the tolerance.

    `adds_up` says that the figure is a part of what adds up in its year: a whole year's target is then named as one.
    """
    actual = point.exact(unit)
    if actual is None:
        return Rating("none", "not rated: nobody in the cohort" if point.denominator == 0 else "not rated: no figure")
    if polarity is None or polarity == "neutral":
        return Rating("none", "not rated: neutral" if polarity else "not rated: which way is better is not said")
    if aim is None:
        return Rating("none", "not rated: no target")
    target = Fraction(Decimal(aim.value))
    slack = Fraction(tolerance.amount) if tolerance.in_points else abs(target) * Fraction(tolerance.amount) / 100
    short = target - actual if polarity == "higher" else actual - target
    colour = "green" if short <= 0 else "amber" if short <= slack else "red"
    reason = f"target {_figure(aim.value, unit)} for {period_words(aim.period)}"
    if adds_up and not periods.is_part_year(aim.period):
        reason += ", set for a whole year"
    if colour == "red" and target == 0 and not tolerance.in_points:
        reason += "; a target of 0 has no amber without a tolerance in points"
    return Rating(colour, reason, f"target, amber within {tolerance.in_words}")


_BY_QUARTILE = (
    ("green", "top quartile (dark green)"),
    ("green", "third quartile (light green)"),
    ("amber", "second quartile"),
    ("red", "bottom quartile"),
)


def by_quartile(point: Point, unit: str | None, polarity: str | None, bounds: tuple[str, str, str] | None, year: str) -> Rating:
    """The rating of a figure among other authorities'. `bounds` are the lower quartile, median and upper one of `year`."""
    actual = point.exact(unit)
    if actual is None:
        return Rating("none", "not rated: no figure")
    if polarity not in ("higher", "lower"):
        return Rating("none", "not rated: neutral" if polarity else "not rated: which way is better is not said")
    if bounds is None:
        return Rating("none", "not rated: by quartile, and the quartiles are not on record")
    limits = [Fraction(Decimal(bound)) for bound in bounds]
    beaten = sum(actual >= limit for limit in limits) if polarity == "higher" else sum(actual <= limit for limit in limits)
    colour, reason = _BY_QUARTILE[3 - beaten]
    return Rating(colour, reason, f"quartile of {period_words(year)}")


class Travel(NamedTuple):
    """Where a figure moves to: `improving`, `same`, `worsening` (of a neutral one `higher`, `lower`) against a period.

    `word` is empty where it may not be said; `why` says why.
    """

    word: str
    against: str | None = None
    why: str = ""

    @property
    def in_words(self) -> str:
        """`worsening against 2022-23`."""
        return f"{self.word} against {period_words(self.against)}" if self.against else self.why


def travel(point: Point, before: list[Point], unit: str | None, polarity: str | None, accrual: str | None) -> Travel:
    """Where a figure moves to against the last one that it may be compared with; `before` are earlier ones, oldest first.

    What adds up in a year is compared with the same part of the year before only; so is what nobody has said of.
    """
    like_only = accrual not in ("snapshot", "rolling_year")
    wanted = periods.a_year_before(point.period)
    known = [each for each in before if each.exact(unit) is not None and (not like_only or each.period == wanted)]
    if point.exact(unit) is None:
        return Travel("", why="no figure")
    if not known:
        return Travel("", why=f"no figure of {period_words(wanted)} to compare with" if like_only else "no earlier figure")
    return Travel(compared(point, known[-1], unit, polarity), known[-1].period)


def compared(now: Point, then: Point, unit: str | None, polarity: str | None) -> str:
    """`improving`, `same`, `worsening`; of a neutral figure `higher`, `lower`. Equal as printed is the same."""
    one, other = now.exact(unit), then.exact(unit)
    assert one is not None
    assert other is not None
    places = min((decimals(each.value) for each in (now, then) if each.value is not None), default=1)
    places = max(places, 1) if unit in ("percent", "per_10000") and now.numerator is not None else places
    if rounded(one, places) == rounded(other, places):
        return "same"
    if polarity not in ("higher", "lower"):
        return "higher" if one > other else "lower"
    return "improving" if (one > other) == (polarity == "higher") else "worsening"


def last_year(point: Point, before: list[Point], accrual: str | None) -> tuple[Point | None, str]:
    """The figure of the year before to set this one beside, or None and why.

    Of a part of a year that adds up, the same part of the year before.
    """
    year_before = periods.a_year_before(periods.year_of(point.period))
    adds_up = accrual not in ("snapshot", "rolling_year") and periods.is_part_year(point.period)
    wanted = periods.a_year_before(point.period) if adds_up else year_before
    found = next((each for each in before if each.period == wanted), None)
    if found is None and adds_up:
        return None, f"part of a year, and none of {period_words(wanted)} on record"
    return found, "" if found else f"{period_words(wanted)} is not on record"


def is_part_of_what_adds_up(period: str, accrual: str | None) -> bool:
    """Whether a figure covers a part of a year that it adds up over: no full year's comparator may stand beside it."""
    return accrual == "cumulative" and periods.is_part_year(period) and periods.quarter_of(period) != 4


def needed(point: Point, unit: str | None, polarity: str | None, target: str | None) -> int | None:
    """How many children would have to count otherwise for the target to be reached, in a small cohort; 0 where it is.

    None where it cannot be told: no fraction, no target, or so many children that one of them hardly moves the figure.
    """
    if unit != "percent" or target is None or point.numerator is None or not point.denominator:
        return None
    if polarity not in ("higher", "lower") or point.denominator >= SMALL_COHORT:
        return None
    wanted = Fraction(Decimal(target)) * point.denominator / 100
    return max(0, ceil(wanted) - point.numerator if polarity == "higher" else point.numerator - floor(wanted))


def _figure(value: str, unit: str | None) -> str:
    return f"{value} %" if unit == "percent" else value
