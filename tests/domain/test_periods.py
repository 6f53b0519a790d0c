"""Periods: as headings print them, as people type them, when they end, and what they are compared with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiontracker.domain import periods
from actiontracker.domain.errors import UsageFault
from actiontracker.domain.periods import Printed, read_period, typed_period, with_year

YEARS = st.integers(1992, 2098).map(lambda year: f"{year}-{(year + 1) % 100:02}")
QUARTERS = st.builds("{}-Q{}".format, st.integers(1992, 2098), st.integers(1, 4))
MONTHS = st.builds("{}-M{:02}".format, st.integers(1992, 2098), st.integers(1, 12))
CODES = YEARS | QUARTERS | MONTHS


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Harrow Q1 2023-24", "2023-Q1"), ("Harrow actual Q1 2020-21", "2020-Q1"), ("Q2 12/13", "2012-Q2"),
        ("2023/24 Q4", "2023-Q4"), ("Quarter 3 of 2023/2024", "2023-Q3"), ("Harrow 2020-21", "2020-21"),
        ("Statistical Neighbour Average 2021/22", "2021-22"), ("England average 10/11", "2010-11"), ("2016", "2016"),
        ("October 2012", "2012-M10"), ("Jan 13", "2013-M01"), ("Oct-12", "2012-M10"), ("1999/00", "1999-00"), ("Sept 2024", "2024-M09"),
    ],
)  # fmt: skip
def test_a_heading_names_its_period(heading: str, code: str) -> None:
    found = read_period(heading)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "heading", ["Ref No", "Indicator Description", "marks", "Decision maker", "2012-14", "13/12", "Target", "12.5"]
)
def test_other_headings_name_none(heading: str) -> None:
    assert read_period(heading) is None


def test_a_period_without_a_year_follows_the_period_beside_it() -> None:
    assert read_period("October update") == Printed(None, month=10)
    assert with_year(Printed(None, month=10), "2012-Q2") == "2012-M10"
    assert with_year(Printed(None, month=1), "2012-Q3") == "2013-M01"
    assert with_year(Printed(None, quarter=2), "2012-M10") == "2012-Q2"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("2023-Q1", "2023-Q1"), (" q1 2023-24", "2023-Q1"), ("2022/23", "2022-23"), ("2010-11", "2010-11"), ("2012-10", "2012-M10"), ("Nov 2010", "2010-M11")],
)  # fmt: skip
def test_a_period_is_typed_as_people_say_it(typed: str, code: str) -> None:
    assert typed_period(typed, "--period") == code


@pytest.mark.parametrize(
    "typed", ["2023-Q5", "2022-24", "", "Q1", "soon", "1066-67", "2012-13-14", "2023-M13", "9999-00", "0001", "1066-Q1"]
)
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(UsageFault, match="no period"):
        typed_period(typed, "--period")


@given(CODES)
def test_a_code_is_read_back_from_its_words_and_from_itself(code: str) -> None:
    assert typed_period(code, "--period") == code
    assert typed_period(periods.period_words(code), "--period") == code
    assert periods.is_period(code)


@given(CODES)
def test_a_part_of_a_year_lies_in_its_year_and_the_year_before_ends_a_year_before(code: str) -> None:
    year = periods.year_of(code)
    assert periods.ends_on(periods.a_year_before(year)) < periods.ends_on(code) <= periods.ends_on(year)
    before = periods.ends_on(periods.a_year_before(code))
    assert (int(before[:4]) + 1, before[5:7]) == (int(periods.ends_on(code)[:4]), periods.ends_on(code)[5:7])


def test_a_year_ends_as_its_indicator_counts() -> None:
    assert [periods.ends_on("2018-19", year) for year in periods.YEARS] == ["2019-03-31", "2019-08-31", "2019-12-31"]
    assert periods.ends_on("2016") == "2016-12-31"


def test_of_periods_that_end_together_the_shortest_comes_last() -> None:
    codes = ["2023-M03", "2022-Q4", "2022-23", "2022-Q3"]
    assert sorted(codes, key=periods.order) == ["2022-Q3", "2022-23", "2022-Q4", "2023-M03"]
