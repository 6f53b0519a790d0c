"""What the pictures show: nothing that is not known, nothing lost, and no mis-keyed year that squeezes the rest."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actiontracker.domain.deadlines import month_end
from actiontracker.domain.words import STATUSES
from actiontracker.reports.actions import Action
from actiontracker.reports.pictures import (
    MONTHS_AFTER,
    MONTHS_BEFORE,
    CompletionPoint,
    DeadlineMonth,
    completion,
    completion_days,
    deadline_months,
)
from tests.reports.test_board import DAY, action, overdue, summary


def due(deadline: str | None, ref: str = "1", status: str = "in_progress", **said: object) -> Action:
    """An action with this deadline."""
    return action(ref, status, deadline=deadline, **said)


def moved(first: str | None, deadline: str, moves: int = 1, **said: object) -> Action:
    """An action whose deadline a board moved."""
    return due(deadline, original_deadline=first, deadline_moves=moves, **said)


def test_completion_is_told_for_each_month_end_from_the_beginning_to_the_last_deadline_and_for_the_day_itself() -> None:
    days = completion_days([due("2012-12-05"), due("2012-10-15")], "2012-10-15", "2012-08-20")
    assert days == ["2012-08-31", "2012-09-30", "2012-10-15", "2012-10-31", "2012-11-30", "2012-12-31"]


def test_a_deadline_before_the_beginning_is_looked_back_to() -> None:
    assert completion_days([due("2012-06-15")], DAY, "2012-08-20")[0] == "2012-06-30"


def test_a_day_that_is_a_month_end_is_told_once() -> None:
    assert completion_days([], DAY, "2012-10-01") == [DAY]


@pytest.mark.parametrize("gone", [due(None), due("2013-09-30", status="withdrawn")], ids=["undated", "withdrawn"])
def test_what_has_no_date_or_is_withdrawn_stretches_nothing(gone: Action) -> None:
    assert completion_days([gone], DAY, "2012-09-01") == ["2012-09-30", DAY]
    assert deadline_months([gone], DAY) == []


def test_a_mis_keyed_year_does_not_squeeze_the_rest() -> None:
    wild = [due("2099-12-31"), due("2000-01-01"), due("2012-11-15")]
    days = completion_days(wild, DAY, "2012-06-27")
    assert (days[0], days[-1]) == ("2010-10-31", "2013-10-31")
    months = [m.month for m in deadline_months(wild, DAY)]
    assert (months[0], months[-1], len(months)) == ("2010-10", "2013-10", MONTHS_BEFORE + 1 + MONTHS_AFTER)
    assert sum(sum(m[1:4]) for m in deadline_months(wild, DAY)) == 1
    assert summary(*(a._replace(ref=str(place)) for place, a in enumerate(wild))).undrawn == 2


def test_completion_counts_what_was_due_by_each_day_and_says_nothing_of_closures_still_to_come() -> None:
    actions = [
        due("2012-09-30"),
        due("2012-10-31", status="completed"),
        due("2012-11-30"),
        due(None),
        due("2012-09-01", status="withdrawn"),
    ]
    days = ["2012-08-31", "2012-09-30", DAY, "2012-11-30"]
    assert completion(actions, days, {"2012-08-31": 0, "2012-09-30": 2, DAY: 1}) == [
        CompletionPoint("2012-08-31", 0, 0),
        CompletionPoint("2012-09-30", 1, 2),
        CompletionPoint(DAY, 2, 1),
        CompletionPoint("2012-11-30", 3, None),
    ]


def test_a_month_counts_what_is_closed_open_and_overdue_of_its_deadlines() -> None:
    months = deadline_months(
        [
            due("2012-09-30", status="completed"),
            due("2012-09-01", status="embedded"),
            overdue("3", 31, deadline="2012-09-30"),
            due("2012-11-30"),
            due("2012-11-01", status="withdrawn"),
        ],
        DAY,
    )
    assert months == [
        DeadlineMonth("2012-09", 2, 0, 1, 0),
        DeadlineMonth("2012-10", 0, 0, 0, 0),
        DeadlineMonth("2012-11", 0, 1, 0, 0),
    ]


def test_a_deadline_that_was_moved_is_counted_where_it_went_and_told_where_it_came_from() -> None:
    assert deadline_months([moved("2012-08-31", "2012-10-31")], DAY) == [
        DeadlineMonth("2012-08", 0, 0, 0, 1),
        DeadlineMonth("2012-09", 0, 0, 0, 0),
        DeadlineMonth("2012-10", 0, 1, 0, 0),
    ]


@pytest.mark.parametrize(
    "still",
    [moved("2012-10-01", "2012-10-31"), moved("2012-12-31", "2012-10-31"), moved("2012-08-31", "2012-10-31", moves=0)],
    ids=["within the month", "to an earlier month", "corrected"],
)
def test_a_deadline_that_did_not_go_to_a_later_month_has_not_slipped(still: Action) -> None:
    assert [m for m in deadline_months([still], DAY) if m.moved] == []


def test_a_closed_action_that_slipped_is_told_where_it_came_from_too() -> None:
    assert deadline_months([moved("2012-09-30", "2012-10-31", status="completed")], DAY)[0] == DeadlineMonth(
        "2012-09", 0, 0, 0, 1
    )


def test_a_plan_without_any_date_has_no_months_and_its_completion_is_of_no_due_actions() -> None:
    assert deadline_months([due(None)], DAY) == []
    assert [point.due for point in summary(due(None)).completion] == [0] * 5


@pytest.mark.parametrize(
    ("month", "end"),
    [("2012-02", "2012-02-29"), ("2013-02", "2013-02-28"), ("2000-02", "2000-02-29"), ("2012-12", "2012-12-31")],
)
def test_a_month_ends_on_its_last_day(month: str, end: str) -> None:
    assert month_end(month) == end


dated = st.builds(
    lambda deadline, back, status, moves, late: moved(
        (date.fromisoformat(deadline) - timedelta(days=back)).isoformat(),
        deadline,
        moves,
        status=status,
        days_overdue=5 if late and status not in ("completed", "embedded", "withdrawn") else None,
    ),
    st.dates(date(2008, 1, 1), date(2017, 1, 1)).map(date.isoformat),
    st.integers(0, 800),
    st.sampled_from(STATUSES),
    st.integers(0, 3),
    st.booleans(),
)
days_of_reports = st.dates(date(2011, 1, 1), date(2014, 12, 31)).map(date.isoformat)


@given(st.lists(dated, max_size=10), days_of_reports)
@settings(deadline=None)
def test_the_months_follow_each_other_and_lose_no_deadline_within_their_window(actions: list[Action], day: str) -> None:
    months = deadline_months(actions, day)
    names = [m.month for m in months]
    assert names == sorted(set(names))
    numbers = [int(name[:4]) * 12 + int(name[5:]) for name in names]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    assert len(months) <= MONTHS_BEFORE + 1 + MONTHS_AFTER
    standing = Counter(str(a.deadline)[:7] for a in actions if a.status != "withdrawn")
    assert {m.month: m.closed + m.open + m.overdue for m in months} == {name: standing[name] for name in names}
    today = int(day[:4]) * 12 + int(day[5:7])
    drawn = {name for name in standing if -MONTHS_BEFORE <= int(name[:4]) * 12 + int(name[5:]) - today <= MONTHS_AFTER}
    assert drawn <= set(names), "what lies within the window is drawn"
    assert all(min(m[1:]) >= 0 for m in months)


@given(st.lists(dated, max_size=10), days_of_reports)
@settings(deadline=None)
def test_the_days_rise_have_the_reports_own_among_them_and_what_is_due_never_falls(actions: list[Action], day: str) -> None:
    days = completion_days(actions, day, "2012-06-27" if day > "2012-06-27" else day)
    assert days == sorted(set(days))
    assert day in days
    assert all(each == day or each == month_end(each[:7]) for each in days)
    counts = [point.due for point in completion(actions, days, {})]
    assert counts == sorted(counts)
