"""What a board asks about first: every red and every queried rating, with what was said of it, the gravest first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actiontracker.domain.words import CLOSED, COLOURS, STATUSES
from actiontracker.reports.actions import Action
from actiontracker.reports.exceptions import DateStep, Exceptional, Key, Note, days_between, exceptions, is_queried
from tests.reports.test_board import action, overdue


def step(ref: str = "1", kind: str = "granted", plan: str = "north", **said: object) -> DateStep:
    """A step of a deadline."""
    made = DateStep(plan, ref, ("DCS",), "2012-10-01", kind, "2012-09-30", "2012-12-31", 92, "why", "Board", "4", 7)
    return made._replace(**said)  # type: ignore[arg-type]


def listed(
    *actions: Action, notes: dict[Key, list[Note]] | None = None, steps: list[DateStep] | None = None
) -> list[Exceptional]:
    return exceptions(list(actions), notes or {}, steps or [])


def refs(*actions: Action) -> list[str]:
    return [each.action.ref for each in listed(*actions)]


def test_red_actions_and_queried_ones_are_listed_and_no_others() -> None:
    assert refs(
        action("1"),
        overdue("2", 3),
        action("3", rag="amber", rag_reported="green", rag_computed="amber"),
        action("4", rag="amber", rag_reported="amber"),
        action("5", rag="none"),
        action("6", "completed", "blue", rag_reported="green"),
        action("7", rag="red", rag_reported="red", rag_computed="green"),
    ) == ["2", "3", "7"]


def test_the_longest_overdue_stand_first_then_those_without_a_date_then_the_others_in_plan_order() -> None:
    assert refs(
        action("1", rag="amber", rag_reported="green", rag_computed="amber"),
        action("2", rag="red", deadline=None),
        overdue("3", 3),
        action("4", rag="red"),
        overdue("5", 40),
        overdue("6", 3),
        action("7", rag="red", deadline=None),
    ) == ["5", "3", "6", "2", "7", "1", "4"]


@pytest.mark.parametrize(
    ("reported", "computed", "status", "queried"),
    [
        ("green", "red", "in_progress", True),
        ("green", "amber", "in_progress", True),
        ("amber", "red", "on_hold", True),
        ("blue", "green", "in_progress", True),
        ("green", "green", "in_progress", False),
        ("red", "green", "in_progress", False),
        ("green", "none", "in_progress", False),
        (None, "red", "in_progress", False),
        ("green", "red", "completed", False),
        ("green", "red", "withdrawn", False),
    ],
)
def test_a_rating_of_an_open_action_reported_better_than_the_dates_allow_is_queried(
    reported: str | None, computed: str, status: str, queried: bool
) -> None:
    assert is_queried(action("1", status, rag_reported=reported, rag_computed=computed)) is queried


def test_a_red_action_says_whether_its_rating_is_queried_too() -> None:
    both = listed(overdue("1", 3, rag_reported="green"), overdue("2", 2))
    assert [(each.action.ref, each.is_queried) for each in both] == [("1", True), ("2", False)]


@pytest.mark.parametrize(
    ("notes", "last", "before"),
    [
        ([], None, None),
        ([Note("2012-10-20", "new")], Note("2012-10-20", "new"), None),
        ([Note("2012-10-20", "new"), Note("2012-09-20", "old"), Note("2012-08-20", "oldest")], Note("2012-10-20", "new"), Note("2012-09-20", "old")),
    ],
    ids=["none", "one", "three"],
)  # fmt: skip
def test_the_last_note_stands_beside_the_one_before_it(notes: list[Note], last: Note | None, before: Note | None) -> None:
    (each,) = listed(overdue("1", 3), notes={("north", "1"): notes, ("south", "1"): [Note("2012-10-30", "elsewhere")]})
    assert (each.last_note, each.note_before) == (last, before)


def test_granted_dates_are_its_moves_and_those_asked_for_refused_or_of_others_are_not() -> None:
    steps = [
        step(after="2012-11-30"),
        step(kind="requested"),
        step(kind="refused"),
        step("2"),
        step(plan="south"),
        step(after="2012-12-31"),
    ]
    (each,) = listed(overdue("1", 3), steps=steps)
    assert [move.after for move in each.moves] == ["2012-11-30", "2012-12-31"]


@pytest.mark.parametrize(
    ("before", "after", "days"),
    [("2012-09-30", "2012-12-31", 92), ("2012-12-31", "2012-09-30", -92), ("2012-02-28", "2012-03-01", 2), (None, "2012-12-31", None), ("2012-12-31", None, None)],
)  # fmt: skip
def test_days_are_counted_between_two_days_and_not_where_one_is_missing(
    before: str | None, after: str | None, days: int | None
) -> None:
    assert days_between(before, after) == days


colours = st.sampled_from(COLOURS)
drawn = st.builds(
    lambda ref, status, rag, reported, computed, days: action(
        str(ref), status, rag, rag_reported=reported, rag_computed=computed, days_overdue=days or None
    ),
    st.integers(0, 10**6),
    st.sampled_from(STATUSES),
    colours,
    st.none() | colours,
    colours,
    st.integers(0, 400),
)


@given(st.lists(drawn, max_size=12, unique_by=lambda a: a.ref))
@settings(deadline=None)
def test_every_red_and_every_queried_action_is_listed_once_and_the_days_overdue_never_rise(actions: list[Action]) -> None:
    found = listed(*actions)
    wanted = [a.ref for a in actions if a.rag == "red" or (is_queried(a) and a.status not in CLOSED)]
    assert sorted(each.action.ref for each in found) == sorted(wanted)
    late = [each.action.days_overdue or 0 for each in found]
    assert late == sorted(late, reverse=True)
