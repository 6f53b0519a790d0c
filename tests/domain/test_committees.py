"""Rules of boards and their papers: clear days, what is due when, names of minutes, subjects of papers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiontracker.domain.committees import decision_name, last_day, publication, subject_words
from actiontracker.domain.working_days import is_working_day


@pytest.mark.parametrize(
    ("held_on", "published", "state"),
    [
        ("2020-10-07", "2020-09-28", "in time"),
        ("2020-10-07", "2020-09-29", "in time"),
        ("2020-10-07", "2020-09-30", "late: 4 clear days instead of 5"),
        ("2020-10-07", "2020-10-06", "late: 0 clear days instead of 5"),
        ("2020-10-07", "2020-10-07", "late: 0 clear days instead of 5"),
        ("2020-10-07", None, "not on record"),
        ("2026-11-16", "2026-11-07", "in time"),  # a Saturday: five working days lie between
        ("2026-11-14", "2026-11-09", "late: 4 clear days instead of 5"),  # the meeting itself is on a Saturday
    ],
)
def test_public_papers_are_out_five_clear_working_days_before(held_on: str, published: str | None, state: str) -> None:
    assert publication(held_on, published, 5, "2020-10-07").state == state


def test_bank_holidays_are_no_clear_days() -> None:
    # Between the publication and Tuesday 8 May 2012 lies the bank holiday of Monday 7 May.
    assert publication("2012-05-08", None, 5, "2012-04-01").last_day == "2012-04-27"
    assert publication("2012-12-27", None, 5, "2012-12-01").last_day == "2012-12-17"


@given(st.dates(date(2000, 1, 1), date(2035, 12, 31)), st.integers(0, 15))
def test_so_many_working_days_lie_between_the_last_day_for_papers_and_the_meeting(held: date, clear: int) -> None:
    last = date.fromisoformat(publication(held.isoformat(), None, clear, "2000-01-01").last_day)
    between = [last + timedelta(days=n) for n in range(1, (held - last).days)]
    assert sum(map(is_working_day, between)) == clear
    assert is_working_day(last)


@pytest.mark.parametrize(
    ("due", "day"),
    [("2013-04-22", "2013-04-22"), ("2012-02", "2012-02-29"), ("2021", "2021-12-31"), ("soon", None), ("2021-13", None)],
)
def test_what_is_due_in_a_month_or_a_year_is_due_by_its_last_day(due: str, day: str | None) -> None:
    assert last_day(due) == day


def test_a_minute_has_a_short_name_and_the_next_of_that_number_a_letter() -> None:
    taken: set[str] = set()
    for _ in range(30):
        taken.add(decision_name("2012-10-29", "98", frozenset(taken)))
    assert len(taken) == 30
    assert {"2012-98", "2012-98-b", "2012-98-z", "2012-98-27"} <= taken
    assert decision_name("2020-10-07", None, frozenset()) == "2020-10-07"


def test_what_stands_in_every_title_is_no_subject() -> None:
    asked = subject_words("report on CAMHS performance for care leavers", "London Borough of Harrow")
    listed = subject_words("Activity and Performance Q1 2020-21 of Harrow's children looked after", "London Borough of Harrow")
    assert asked == {"camh"}
    assert not asked & listed
