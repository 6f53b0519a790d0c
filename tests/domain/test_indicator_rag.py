"""Ratings of indicators: the fixtures of the published paper, tolerances, quartiles, travel, children needed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiontracker.domain.indicator_rag import (
    Aim,
    Point,
    Tolerance,
    aim_for,
    by_quartile,
    by_target,
    compared,
    is_part_of_what_adds_up,
    last_year,
    needed,
    read_tolerance,
    travel,
)

Q1 = "2023-Q1"
BY_QUARTER = {"2022-Q1": "2.5", "2022-Q2": "5", "2022-Q3": "7.5", "2022-Q4": "10"}
FIVE = Tolerance(Decimal(5))


@pytest.mark.parametrize(
    ("numerator", "denominator", "polarity", "targets", "tolerance", "colour"),
    [
        (174, 184, "higher", {"2022-23": "95"}, None, "amber"), (2, 192, "lower", BY_QUARTER, None, "green"),
        (27, 39, "higher", {"2022-23": "70"}, None, "amber"), (28, 29, "higher", {"2022-23": "90"}, None, "green"),
        (10, 29, "lower", {"2022-23": "35"}, None, "green"), (92, 112, "higher", {"2022-23": "90"}, None, "amber"),
        (92, 112, "higher", {"2022-23": "90"}, FIVE, "red"), (102, 112, "higher", {"2022-23": "95"}, None, "amber"),
        (31, 151, "lower", {"2022-23": "20"}, None, "amber"), (16, 213, "lower", BY_QUARTER, None, "red"),
    ],
)  # fmt: skip
def test_the_figures_of_the_first_quarter_of_2023_are_rated(
    numerator: int, denominator: int, polarity: str, targets: dict[str, str], tolerance: Tolerance | None, colour: str
) -> None:
    point = Point(Q1, "0", numerator, denominator)
    found = by_target(point, "percent", polarity, aim_for(targets, point), *([tolerance] if tolerance else []))
    assert found.colour == colour
    assert "2022-23" in found.reason, "the year of the target is printed"
    assert found.basis == f"target, amber within {'5 %' if tolerance else '10 %'}"


def test_what_is_not_rated_says_why() -> None:
    value, aim = Point(Q1, "32.0"), Aim("2023-24", "30")
    assert by_target(value, "per_10000", "neutral", aim).reason == "not rated: neutral"
    assert by_target(value, "per_10000", None, aim).reason == "not rated: which way is better is not said"
    assert by_target(value, "per_10000", "higher", None).reason == "not rated: no target"
    assert by_target(Point(Q1, None), "percent", "higher", aim).reason == "not rated: no figure"
    assert by_target(Point(Q1, None, 0, 0), "percent", "higher", aim).reason == "not rated: nobody in the cohort"


def test_a_target_of_zero_has_an_amber_in_points_only() -> None:
    point, aim = Point(Q1, "2"), Aim("2023-24", "0")
    assert by_target(point, "count", "lower", aim).colour == "red"
    assert "without a tolerance in points" in by_target(point, "count", "lower", aim).reason
    assert by_target(point, "count", "lower", aim, Tolerance(Decimal(2), in_points=True)).colour == "amber"
    assert by_target(Point(Q1, "0"), "count", "lower", aim).colour == "green"


def test_the_target_is_that_quarters_else_that_years_else_an_earlier_ones() -> None:
    assert aim_for({"2023-24": "95", "2022-23": "90"}, Point(Q1, "1")) == Aim("2023-24", "95")
    assert aim_for({"2022-23": "90", "2024-25": "99"}, Point(Q1, "1")) == Aim("2022-23", "90")
    assert aim_for(BY_QUARTER, Point("2023-Q3", "1")) == Aim("2022-Q3", "7.5")
    assert aim_for(BY_QUARTER, Point("2022-23", "1")) == Aim("2022-Q4", "10"), "a whole year is held against the last step"
    assert aim_for(BY_QUARTER, Point("2022-M08", "1")) == Aim("2022-Q2", "5")
    assert aim_for({"2024-25": "99"}, Point(Q1, "1")) is None


def test_a_years_target_beside_a_part_of_what_adds_up_is_named_as_one() -> None:
    point = Point("2012-Q2", "6.9", 11, 158)
    said = by_target(point, "percent", "lower", Aim("2012-13", "11.0"), adds_up=True)
    assert said.reason == "target 11.0 % for 2012-13, set for a whole year"


@pytest.mark.parametrize(
    ("value", "polarity", "colour", "reason"),
    [
        ("98", "higher", "green", "top quartile (dark green)"), ("80", "higher", "green", "third quartile (light green)"),
        ("70", "higher", "amber", "second quartile"), ("12", "higher", "red", "bottom quartile"),
        ("12", "lower", "green", "top quartile (dark green)"), ("98", "lower", "red", "bottom quartile"),
    ],
)  # fmt: skip
def test_quartiles_are_another_basis_and_named(value: str, polarity: str, colour: str, reason: str) -> None:
    found = by_quartile(Point("2012-Q2", value), "percent", polarity, ("60", "75", "90"), "2010-11")
    assert (found.colour, found.reason, found.basis) == (colour, reason, "quartile of 2010-11")


def test_without_quartiles_on_record_nothing_is_guessed() -> None:
    found = by_quartile(Point("2012-Q2", "50"), "percent", "higher", None, "2010-11")
    assert (found.colour, found.reason) == ("none", "not rated: by quartile, and the quartiles are not on record")


def test_where_a_figure_moves_to_is_said_against_a_named_period() -> None:
    before = [Point("2021-22", "16.0"), Point("2022-23", "16.2")]
    now = Point(Q1, "20.5", 31, 151)
    assert travel(now, before, "percent", "lower", "snapshot").in_words == "worsening against 2022-23"
    assert travel(now, before, "percent", "higher", "snapshot").word == "improving"
    assert travel(now, before, "percent", "neutral", "snapshot").word == "higher"
    assert travel(Point(Q1, "91.1", 102, 112), [Point("2022-23", "91.1")], "percent", "higher", "rolling_year").word == "same"


def test_what_adds_up_has_no_arrow_against_the_quarter_before() -> None:
    now, before = Point("2023-Q2", "5.0"), [Point("2022-23", "9.5"), Point("2023-Q1", "2.5")]
    said = travel(now, before, "percent", "lower", "cumulative")
    assert (said.word, said.in_words) == ("", "no figure of Q2 2022-23 to compare with")
    like = [Point("2022-Q2", "4.0"), *before]
    assert travel(now, like, "percent", "lower", "cumulative").in_words == "worsening against Q2 2022-23"
    assert travel(now, before, "percent", "lower", None).word == "", "of an unknown kind nothing is said either"


def test_last_years_figure_is_the_whole_year_or_of_what_adds_up_the_same_part() -> None:
    before = [Point("2022-Q1", "2"), Point("2022-23", "9.5")]
    assert last_year(Point(Q1, "1"), before, "snapshot")[0] == before[1]
    assert last_year(Point(Q1, "1"), before, "cumulative")[0] == before[0]
    assert last_year(Point(Q1, "1"), before[1:], "cumulative") == (
        None,
        "part of a year, and none of Q1 2022-23 on record",
    )
    assert last_year(Point("2023-24", "1"), before, "cumulative")[0] == before[1]


def test_only_a_part_of_what_adds_up_is_kept_from_full_years() -> None:
    assert is_part_of_what_adds_up(Q1, "cumulative")
    assert not is_part_of_what_adds_up("2022-Q4", "cumulative"), "the fourth quarter is the whole year"
    assert not is_part_of_what_adds_up(Q1, "rolling_year")
    assert not is_part_of_what_adds_up("2022-23", "cumulative")


def test_children_needed_are_counted_in_small_cohorts_only() -> None:
    assert needed(Point(Q1, "69.2", 27, 39), "percent", "higher", "70") == 1
    assert needed(Point(Q1, "20.5", 31, 151), "percent", "lower", "20") == 1
    assert needed(Point(Q1, "96.6", 28, 29), "percent", "higher", "90") == 0
    assert needed(Point(Q1, "7.5", 16, 213), "percent", "lower", "2.5") is None, "one child hardly moves it"
    assert needed(Point(Q1, "69.2"), "percent", "higher", "70") is None


@given(st.integers(0, 199), st.integers(1, 199), st.integers(0, 100), st.sampled_from(["higher", "lower"]))
def test_so_many_children_more_reach_the_target_and_one_fewer_do_not(n: int, of: int, target: int, polarity: str) -> None:
    n = min(n, of)
    more = needed(Point(Q1, "0", n, of), "percent", polarity, str(target))
    assert more is not None
    sign = 1 if polarity == "higher" else -1
    met = [sign * 100 * (n + sign * each) >= sign * target * of for each in range(more + 1)]
    assert met == [False] * more + [True]


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_other_way_round_is_the_opposite(one: int, other: int) -> None:
    opposite = {"improving": "worsening", "worsening": "improving", "same": "same"}
    now, then = Point(Q1, str(one)), Point("2022-23", str(other))
    assert compared(then, now, "count", "lower") == opposite[compared(now, then, "count", "lower")]


def test_tolerances_are_typed_in_percent_or_points() -> None:
    assert read_tolerance("10%") == Tolerance(Decimal(10))
    assert read_tolerance("2.5 points") == Tolerance(Decimal("2.5"), in_points=True)
    assert [read_tolerance(text) for text in ("10", "ten %", "-5 %", "")] == [None] * 4
