"""The lists of a pack that compare with the last board: completed, silent, decided on, due, and the counts of then."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actiontracker.domain.plan import Meeting, Record
from actiontracker.domain.words import STATUSES
from actiontracker.reports.actions import Action
from actiontracker.reports.board import Board, Reading, Told, board
from actiontracker.reports.exceptions import DateStep
from tests.reports.test_board import DAY, action, overdue, plan, recommendation
from tests.reports.test_exceptions import step

SINCE = "2012-09-30"


def summed(*actions: Action, then: list[Action] | None = None, since: str = SINCE, **told: object) -> Board:
    """The board of one plan with these actions, compared with what it was then."""
    before = None if then is None else Reading(then, [recommendation()], {})
    return board([plan()], Reading(list(actions), [recommendation()], {}), before, DAY, since, Told(**told))  # type: ignore[arg-type]


def refs(actions: list[Action]) -> list[str]:
    return [a.ref for a in actions]


def test_what_was_closed_since_is_listed_as_it_is_now_whatever_it_was_before() -> None:
    now = [
        action("1", "completed", completed_on="2012-10-05"),
        action("2", "completed"),
        action("3", "embedded"),
        action("4", "completed"),
        action("5", "withdrawn"),
        action("6"),
    ]
    then = [action("1"), action("2", "completed"), action("3", "completed"), action("5"), action("6")]
    found = summed(*now, then=then)
    assert refs(found.completed) == ["1", "4"], "4 was added as complete"
    assert found.completed[0].completed_on == "2012-10-05"
    assert refs(found.completed) == [m.ref for m in found.movement.completed]  # type: ignore[union-attr]


def test_an_action_of_another_plan_with_the_same_ref_is_not_taken_for_it() -> None:
    now = [action("1", "completed"), action("1", "completed", plan="south")]
    before = Reading([action("1"), action("1", "completed", plan="south")], [], {})
    found = board([plan(), plan(slug="south")], Reading(now, [], {}), before, DAY, SINCE)
    assert [(a.plan, a.ref) for a in found.completed] == [("north", "1")]


def test_open_actions_of_which_nothing_was_reported_since_are_silent() -> None:
    now = [
        action("1", updated_on="2012-10-01"),
        action("2", updated_on=SINCE),
        action("3", updated_on="2012-08-01"),
        action("4", updated_on=None),
        action("5", "completed", updated_on="2012-08-01"),
        action("6", "withdrawn", updated_on=None),
    ]
    assert refs(summed(*now, then=[]).silent) == ["2", "3", "4"]


def test_where_there_is_nothing_to_compare_only_what_was_never_reported_on_is_silent() -> None:
    now = [action("1", updated_on="2012-08-01"), action("2", updated_on=None)]
    assert refs(summed(*now).silent) == ["2"]
    assert refs(summed(*now, then=[], since="2012-06-01").silent) == ["2"], "before the plan began"


def test_decisions_taken_since_are_listed_and_requests_and_earlier_ones_are_not() -> None:
    steps = [
        step("1", "granted", on="2012-10-01"),
        step("1", "refused", on="2012-10-02"),
        step("1", "requested", on="2012-10-03"),
        step("1", "granted", on=SINCE),
    ]
    found = summed(action("1"), then=[action("1")], steps=steps, seen=100)
    assert [(s.step, s.on) for s in found.moved_deadlines] == [("granted", "2012-10-01"), ("refused", "2012-10-02")]


def test_a_decision_of_an_earlier_day_that_the_last_board_was_not_shown_is_listed() -> None:
    steps = [step("1", on="2012-08-01", entry=7), step("1", on="2012-08-02", entry=8)]
    assert [s.entry for s in summed(action("1"), then=[action("1")], steps=steps, seen=7).moved_deadlines] == [8]


def test_decisions_about_actions_that_the_board_is_not_about_are_left_out() -> None:
    steps = [step("1", on="2012-10-01"), step("2", on="2012-10-01"), step("1", on="2012-10-01", plan="south")]
    found = summed(action("1"), then=[action("1")], steps=steps).moved_deadlines
    assert [(s.plan, s.ref) for s in found] == [("north", "1")]


def test_where_there_is_nothing_to_compare_no_decision_is_since() -> None:
    steps: list[DateStep] = [step("1", on="2012-10-01")]
    assert summed(action("1"), steps=steps).moved_deadlines == []
    assert summed(action("1"), then=[], since="2012-06-01", steps=steps).moved_deadlines == []


@pytest.mark.parametrize(
    ("next_board", "until", "due"),
    [(None, "2012-11-30", ["1", "2"]), ("2012-11-07", "2012-11-07", ["1"]), ("2012-12-05", "2012-12-05", ["1", "2", "3"])],
)
def test_what_falls_due_is_told_up_to_the_next_board_or_for_a_month(next_board: str | None, until: str, due: list[str]) -> None:
    dated = [action("1", deadline="2012-11-07"), action("2", deadline="2012-11-30"), action("3", deadline="2012-12-05")]
    found = summed(*dated, next_board=next_board)
    assert (found.due_until, found.next_board, refs(found.due_next)) == (until, next_board, due)


def test_the_counts_of_the_day_compared_with_stand_beside_those_of_now() -> None:
    found = summed(action("1", "completed"), overdue("2", 3), action("3"), then=[action("1"), action("2", "withdrawn")])
    assert found.headline_then
    assert (found.headline.actions, found.headline_then.actions, found.headline_then.withdrawn) == (3, 1, 1)
    assert (found.headline.completed.n, found.headline_then.completed.n) == (1, 0)
    assert (found.headline.recommendations, found.headline_then.recommendations) == (1, 1)


def test_the_counts_of_then_are_none_where_there_is_nothing_to_compare() -> None:
    assert summed(action()).headline_then is None
    assert summed(action(), then=[], since="2012-06-01").headline_then is None


def test_what_the_record_tells_is_handed_on() -> None:
    met = Meeting(3, "Board", SINCE, SINCE, 7, ("north",), "me", "2012-10-01T00:00:00Z", 8)
    found = summed(action(), then=[], last_board=met, record=Record(9, ""), seen=7, subject="lead DCS", closed={DAY: 4})
    assert (found.last_board, found.record, found.subject) == (met, Record(9, ""), "lead DCS")
    assert [point.closed for point in found.completion if point.day == DAY] == [4]
    assert (found.annex, found.corrections) == (None, None)


def test_waiting_are_open_actions_with_a_date_asked_for_and_undated_open_ones_without_any() -> None:
    now = [
        action("1", requested="2013-06-30"),
        action("2", "completed", requested="2013-06-30"),
        action("3", deadline=None),
        action("4", "completed", deadline=None),
    ]
    found = summed(*now)
    assert (refs(found.waiting), refs(found.undated)) == (["1"], ["3"])


def test_deadlines_too_far_off_to_be_drawn_are_counted() -> None:
    far = [action("1", deadline="2099-01-01"), action("2", deadline="2001-01-01"), action("3"), action("4", deadline=None)]
    assert summed(*far, action("5", "withdrawn", deadline="2099-01-01")).undrawn == 2
    assert summed(action("1")).undrawn == 0
    assert summed().undrawn == 0


deadlines = st.none() | st.sampled_from(["2001-01-01", "2012-09-30", DAY, "2012-11-15", "2099-01-01"])
drawn = st.lists(
    st.tuples(st.sampled_from(STATUSES), deadlines, st.none() | st.sampled_from(["2012-09-01", "2012-10-15"])), max_size=10
)


def made(rows: list[tuple[str, str | None, str | None]]) -> list[Action]:
    return [action(str(place), status, deadline=due, updated_on=on) for place, (status, due, on) in enumerate(rows)]


@given(drawn, drawn)
@settings(deadline=None)
def test_the_lists_agree_with_the_counts(
    now: list[tuple[str, str | None, str | None]], then: list[tuple[str, str | None, str | None]]
) -> None:
    found = summed(*made(now), then=made(then))
    assert found.movement
    assert len(found.completed) == found.movement.sums["closed"]
    assert found.headline_then
    assert found.headline_then.open.n == found.movement.sums["open_then"]
    assert found.headline.open.n == found.movement.sums["open_now"]
    assert all(a.is_open for a in (*found.silent, *found.waiting, *found.undated, *found.due_next))
    dated = sum(status != "withdrawn" and due is not None for status, due, _ in now)
    assert sum(sum(m[1:4]) for m in found.deadlines) + found.undrawn == dated
