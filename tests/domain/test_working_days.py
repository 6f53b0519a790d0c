"""Working days of England and Wales, from 2000 to 2035, with the one-off bank holidays by name."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiontracker.domain.deadlines import typed_day
from actiontracker.domain.errors import UsageFault
from actiontracker.domain.working_days import (
    bank_holidays,
    clear_working_days_before,
    is_working_day,
    working_days_between,
    working_days_on,
)

DAYS = st.dates(date(2000, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2002, 6, 3), "Golden Jubilee"), (date(2011, 4, 29), "Wedding of William and Catherine"), (date(2012, 6, 5), "Diamond Jubilee"),
        (date(2022, 6, 3), "Platinum Jubilee"), (date(2022, 9, 19), "State Funeral"), (date(2023, 5, 8), "Coronation"),
    ],
)  # fmt: skip
def test_one_off_bank_holidays_are_no_working_days(day: date, name: str) -> None:
    assert name in bank_holidays(day.year)[day]
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [date(2002, 6, 4), date(2012, 6, 4), date(2022, 6, 2), date(2020, 5, 8), date(2011, 12, 27), date(2021, 12, 27), date(2021, 12, 28), date(2022, 1, 3), date(2016, 12, 27)],
)  # fmt: skip
def test_moved_days_and_days_in_lieu_are_no_working_days(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2002, 5, 27), date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)])
def test_the_mondays_that_they_were_moved_from_are_working_days(day: date) -> None:
    assert is_working_day(day)


@pytest.mark.parametrize("year", range(2000, 2036))
def test_every_year_has_its_eight_and_those_that_were_added(year: int) -> None:
    on_weekdays = [day for day in bank_holidays(year) if day.weekday() < 5]
    added = {2002: 1, 2011: 1, 2012: 1, 2022: 2, 2023: 1}.get(year, 0)
    assert len(on_weekdays) == 8 + added, on_weekdays


def test_the_statement_of_2012_was_due_on_4_october() -> None:
    assert working_days_on(date(2012, 6, 27), 70) == date(2012, 10, 4)
    assert typed_day("70 working days after 27.6.12", "--deadline") == date(2012, 10, 4)
    assert typed_day("5 working days before 2012-12-18", "--papers-by") == date(2012, 12, 11)


def test_clear_days_count_neither_end() -> None:
    assert clear_working_days_before(date(2012, 12, 18), 5) == date(2012, 12, 10)


@pytest.mark.parametrize(
    "text",
    [
        "0 working days after 2012-06-27",
        "9999 working days after 2012-06-27",
        "70 working days after soon",
        "working days after 2012-06-27",
    ],
)
def test_what_cannot_be_counted_is_refused(text: str) -> None:
    with pytest.raises(UsageFault):
        typed_day(text, "--deadline")


@given(DAYS, st.integers(1, 300))
def test_counting_on_and_between_agree_with_counting_by_hand(day: date, count: int) -> None:
    last = working_days_on(day, count)
    days = [day + timedelta(days=each) for each in range(1, (last - day).days + 1)]
    assert sum(each.weekday() < 5 and each not in bank_holidays(each.year) for each in days) == count
    assert is_working_day(last)
    assert working_days_between(day, last) == count
    assert working_days_between(last, day) == -count


@given(DAYS, st.integers(1, 60))
def test_back_again_from_a_working_day_is_where_it_began(day: date, count: int) -> None:
    start = working_days_on(day, 1)
    assert working_days_on(working_days_on(start, count), -count) == start
