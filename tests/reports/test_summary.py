"""One recommendation for a monitoring visit: what was asked, what was done and when, what is left, what slipped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actiontracker.domain.plan import Record
from actiontracker.domain.words import STATUSES
from actiontracker.reports.actions import Action
from actiontracker.reports.board import Reading
from actiontracker.reports.exceptions import DateStep, Key, Note
from actiontracker.reports.summary import RecommendationSummary, summary
from tests.reports.test_board import DAY, action, overdue, plan, recommendation
from tests.reports.test_exceptions import step


def summed(
    *actions: Action, notes: dict[Key, list[Note]] | None = None, steps: list[DateStep] | None = None
) -> RecommendationSummary:
    """The summary of S1, which these actions answer; S2 has one of its own."""
    now = Reading([*actions], [recommendation()], {("north", "S1"): list(actions), ("north", "S2"): [action("S2.1")]})
    return summary(plan(), recommendation(), ("DCS",), now, notes or {}, steps or [], DAY, Record(7, ""))


def refs(stories: list[object]) -> list[str]:
    return [story.action.ref for story in stories]  # type: ignore[attr-defined]


def test_it_says_what_was_asked_in_the_inspectors_words_and_of_which_record_it_is() -> None:
    asked = recommendation()._replace(
        timescale="3 months", timescale_in_report="Immediately", note="Well", noted_on="2012-10-01"
    )
    said = summary(plan(), asked, ("DCS", "SM QA"), Reading([], [asked], {}), {}, [], DAY, Record(7, ""))
    assert (said.as_at, said.record, said.ref, said.recommendation, said.outcome) == (
        DAY,
        Record(7, ""),
        "S1",
        "Listen",
        "Heard",
    )
    assert (said.timescale, said.timescale_in_report, said.leads) == ("3 months", "Immediately", ("DCS", "SM QA"))
    assert (said.note, said.noted_on, said.plan.slug, said.area) == ("Well", "2012-10-01", "north", "Care")


def test_actions_are_done_left_or_withdrawn() -> None:
    said = summed(
        action("1", "completed"), action("2", "embedded"), action("3"), action("4", "withdrawn"), action("5", "not_reported")
    )
    assert (refs(said.done), refs(said.left), refs(said.withdrawn)) == (["1", "2"], ["3", "5"], ["4"])


def test_what_was_done_stands_by_the_day_of_completion_with_unknown_days_last() -> None:
    done = [
        action("1", "completed", completed_on="2012-10-01"),
        action("2", "completed", completed_on=None),
        action("3", "embedded", completed_on="2012-08-01"),
        action("4", "completed", completed_on=None),
    ]
    assert refs(summed(*done).done) == ["3", "1", "2", "4"]


def test_what_is_left_stands_by_deadline_and_what_has_none_first() -> None:
    left = [action("1", deadline="2013-03-31"), action("2", deadline=None), overdue("3", 3, deadline="2012-10-28")]
    assert refs(summed(*left).left) == ["2", "3", "1"]


def test_each_action_has_its_last_note_and_every_step_of_its_deadline() -> None:
    notes = {("north", "1"): [Note("2012-10-20", "new"), Note("2012-09-20", "old")], ("south", "1"): [Note("2012-10-21", "x")]}
    steps = [step("1", "requested"), step("1", "granted"), step("2", "refused"), step("1", plan="south"), step("1", "refused")]
    (one, two) = summed(action("1"), action("2"), notes=notes, steps=steps).left
    assert (one.last_note, [s.step for s in one.steps]) == (Note("2012-10-20", "new"), ["requested", "granted", "refused"])
    assert (two.last_note, [s.step for s in two.steps]) == (None, ["refused"])


def test_the_roll_up_is_that_of_the_board() -> None:
    line = summed(
        action("1", "completed", "blue"), overdue("2", 3, deadline="2012-10-28"), action("3", "withdrawn", "none")
    ).line
    assert (line.rag, line.reason, line.actions, line.closed, line.next_deadline) == ("red", "1 of 2", 2, 1, "2012-10-28")


def test_a_recommendation_without_actions_is_red_and_has_nothing_done_or_left() -> None:
    said = summed()
    assert (said.line.rag, said.line.reason, said.done, said.left, said.withdrawn) == (
        "red",
        "no actions in this plan",
        [],
        [],
        [],
    )


@pytest.mark.parametrize("status", STATUSES)
def test_an_action_of_any_status_is_in_one_list(status: str) -> None:
    said = summed(action("1", status))
    assert len([*said.done, *said.left, *said.withdrawn]) == 1


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.none() | st.sampled_from(["2012-08-01", "2012-09-01"])), max_size=10))
@settings(deadline=None)
def test_no_action_that_answers_is_lost(drawn: list[tuple[str, str | None]]) -> None:
    said = summed(*(action(str(place), status, completed_on=day) for place, (status, day) in enumerate(drawn)))
    assert sorted(refs([*said.done, *said.left, *said.withdrawn]), key=int) == [str(place) for place in range(len(drawn))]
    assert said.line.closed == len(said.done)
    assert said.line.actions == len(said.done) + len(said.left)
