"""Lines of a scorecard: which figure, which rating, what it is set beside, and what may not be set beside it."""

from decimal import Decimal

import pytest

from actiontracker.domain.indicator_rag import DEFAULT_TOLERANCE
from actiontracker.domain.indicators import Definition
from actiontracker.reports.scorecards.lines import ScorecardLine, line_of
from actiontracker.reports.scorecards.public import with_codes, without_small_numbers
from actiontracker.reports.scorecards.said import Comparator, Figured, Said, latest_period
from actiontracker.reports.scorecards.summary import answers, ratings

SNAPSHOT = Definition("Seen in time", "percent", "higher", "snapshot", "financial", 1, True)
ADDS_UP = SNAPSHOT._replace(polarity="lower", accrual="cumulative")
NEIGHBOURS = Comparator("statistical_neighbours", "", "2021-22", Decimal("69.5"), "69.5")
ENGLAND = Comparator("england", "", "2021-22", Decimal("60"), "60")
FIGURES = [Figured("2022-23", "66.7"), Figured("2023-Q1", "69.2", 27, 39)]


def said(kind: Definition = SNAPSHOT, figures: list[Figured] = FIGURES, key: str = "seen", **more: object) -> Said:
    return Said("card", key, "6", None, kind, figures, {"2022-23": "70"}, [NEIGHBOURS, ENGLAND])._replace(**more)  # type: ignore[arg-type]


def line(one: Said, period: str | None = None, basis: str = "target") -> ScorecardLine:
    return line_of(one, period, DEFAULT_TOLERANCE, basis)


def test_a_line_has_its_figure_its_rating_and_what_it_is_set_beside() -> None:
    found = line(said())
    assert (found.period, found.value, found.numerator, found.denominator) == ("2023-Q1", Decimal("69.2"), 27, 39)
    assert (found.rag, found.target, found.target_period, found.children_needed) == ("amber", Decimal(70), "2022-23", 1)
    assert (found.direction, found.direction_against) == ("improving", "2022-23")
    assert (found.against_last_year, found.last_year) == ("better", Decimal("66.7"))
    assert (found.against_neighbours, found.neighbours_period, found.against_england) == ("worse", "2021-22", "better")
    assert [(point.period, point.value) for point in found.trend] == [
        ("2022-23", Decimal("66.7")),
        ("2023-Q1", Decimal("69.2")),
    ]


def test_a_part_of_what_adds_up_stands_beside_no_full_year() -> None:
    found = line(said(ADDS_UP))
    assert (found.direction, found.direction_reason) == ("", "no figure of Q1 2022-23 to compare with")
    assert (found.against_neighbours, found.against_neighbours_reason) == ("", "a part of a year")
    assert (found.against_england, found.against_last_year) == ("", "")
    assert [point.period for point in found.trend] == ["2022-23"], "nor does it stand in one line with whole years"
    assert line(said(ADDS_UP), "2022-23").against_neighbours == "better"


def test_of_another_period_the_line_is_that_periods_or_the_last_before_it() -> None:
    assert line(said(), "2022-23").value == Decimal("66.7")
    assert line(said(), "2023-Q2").period == "2023-Q1"
    nothing = line(said(), "2021-22")
    assert (nothing.period, nothing.value, nothing.rag_reason) == (None, None, "not rated: no figure")


def test_a_missing_figure_says_why_it_is_not_rated() -> None:
    found = line(said(figures=[*FIGURES, Figured("2023-Q2", None, missing="c")]))
    assert (found.rag, found.rag_reason, found.direction) == ("none", "not rated: suppressed", "")


def test_quartiles_rate_where_they_are_on_record() -> None:
    bounds = [
        Comparator(k, "", "2021-22", Decimal(v), v)
        for k, v in (("lower_quartile", "60"), ("median", "65"), ("upper_quartile", "69"))
    ]
    found = line(said(comparators=bounds), basis="quartile")
    assert (found.rag, found.rag_reason, found.rag_basis) == ("green", "top quartile (dark green)", "quartile of 2021-22")
    assert line(said(), basis="quartile").rag_reason.endswith("the quartiles are not on record")


def test_neutral_figures_are_in_no_list_of_better_or_worse() -> None:
    rows = [line(said()), line(said(SNAPSHOT._replace(polarity="neutral"), ref="1")), line(said(ADDS_UP, ref="5"))]
    assert answers(rows) == {
        "worse_than_last_year": [], "better_than_last_year": ["6"], "not_set_beside_last_year": ["5"],
        "worse_than_neighbours": ["6"], "better_than_neighbours": [], "not_set_beside_neighbours": ["5"],
    }  # fmt: skip
    assert ratings(rows) == {"red": 0, "amber": 1, "green": 1, "none": 1}


def test_a_scorecard_is_about_the_newest_period_of_most_of_its_indicators() -> None:
    late = said(figures=[Figured("2023-Q2", "1")])
    assert latest_period([said(), said(), late]) == "2023-Q1"
    assert latest_period([said(), late]) == "2023-Q2"
    assert latest_period([said(figures=[])]) is None


def test_small_numbers_are_taken_out_before_anything_is_made_of_them() -> None:
    small = said(figures=[Figured("2022-23", "60"), Figured("2023-Q1", "96.6", 28, 29, note="1 in custody")])
    (one,), count = without_small_numbers([small])
    found = with_codes(line(one))
    assert count == 1
    assert (found.value, found.numerator, found.denominator, found.note) == ("c", "c", "c", None)
    assert (found.rag, found.rag_reason, found.direction, found.children_needed) == ("none", "not rated: suppressed", "", None)
    assert [point.value for point in found.trend] == [Decimal("60"), None]


@pytest.mark.parametrize(
    ("kind", "figure", "count"),
    [
        (SNAPSHOT._replace(counts_children=False), Figured("2023-Q1", "96.6", 28, 29), 0), (SNAPSHOT, Figured("2023-Q1", "100", printed="100*"), 1),
        (SNAPSHOT._replace(unit="count"), Figured("2023-Q1", "3"), 1), (SNAPSHOT._replace(unit="count"), Figured("2023-Q1", "0"), 0),
        (SNAPSHOT._replace(counts_children=None), Figured("2023-Q1", "96.6", 28, 29), 1), (SNAPSHOT, Figured("2023-Q1", None, missing="z"), 0),
        (SNAPSHOT._replace(unit="score"), Figured("2023-Q1", "3"), 0),
    ],
)  # fmt: skip
def test_what_counts_children_is_masked_and_what_is_not_known_to_count_others_too(
    kind: Definition, figure: Figured, count: int
) -> None:
    assert without_small_numbers([said(kind, [figure])])[1] == count
