"""What moved between two days: the lists, and the line of sums that always reconciles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actiontracker.domain.words import COLOURS, STATUSES
from actiontracker.reports.actions import Action
from actiontracker.reports.movement import Moved, Movement, movement


def action(ref: str = "1", status: str = "in_progress", rag: str = "green", **said: object) -> Action:
    """An action, with no more than the comparison needs."""
    record = Action(
        plan="north", area=None, recommendation_ref=None, recommendation=None, timescale=None, outcome=None, ref=ref, stage=None,
        action="Ask", leads=("DCS",), by_when=None, deadline="2012-12-31", original_deadline=None, expected=None,
        deadline_moves=0, status=status, rag=rag, rag_reported=None, rag_computed=rag, rag_reason="as the reason goes",
        days_overdue=None, progress=None, updated_on=None, completed_on=None, evidence_count=0, version=1, requested=None,
        accountable=None, inherited=(), noted_on=None, extra={},
    )  # fmt: skip
    return record._replace(**said)  # type: ignore[arg-type]


LISTS = ("completed", "reopened", "newly_overdue", "recovered", "better", "worse", "deadlines_moved", "requested", "added")
LISTS += ("withdrawn", "removed", "reworded", "led_otherwise")


def moved(then: Action | None, now: Action | None) -> dict[str, tuple[str | None, str | None]]:
    """The lists that one action stands in, with what each says was before and after."""
    compared = movement([then] if then else [], [now] if now else [], "2012-09-30")
    found = {name: getattr(compared, name) for name in LISTS}
    return {name: (lines[0].before, lines[0].after) for name, lines in found.items() if lines}


@pytest.mark.parametrize(
    ("then", "now", "lists"),
    [
        pytest.param(action(), action(), {}, id="nothing moved"),
        pytest.param(action(), action(status="completed"), {"completed": ("in_progress", "completed")}, id="completed"),
        pytest.param(action(), action(status="embedded"), {"completed": ("in_progress", "embedded")}, id="embedded at once"),
        pytest.param(action(status="completed"), action(status="embedded"), {}, id="embedded after it was completed"),
        pytest.param(action(status="completed"), action(), {"reopened": ("completed", "in_progress")}, id="reopened"),
        pytest.param(action(status="withdrawn"), action(), {"reopened": ("withdrawn", "in_progress")}, id="taken up again"),
        pytest.param(
            action(), action(status="withdrawn", rag="none"), {"withdrawn": ("in_progress", "as the reason goes")}, id="withdrawn"
        ),
        pytest.param(action(status="completed"), action(status="withdrawn", rag="none"), {}, id="withdrawn when it was closed"),
        pytest.param(None, action(), {"added": (None, "in_progress")}, id="added"),
        pytest.param(
            None, action(status="completed"), {"added": (None, "completed"), "completed": (None, "completed")}, id="added as complete"
        ),
        pytest.param(action(), None, {"removed": ("in_progress", None)}, id="removed"),
        pytest.param(action(rag="amber"), action(rag="green"), {"better": ("amber", "green")}, id="better"),
        pytest.param(action(rag="amber"), action(rag="none"), {}, id="no opinion is no better rating"),
        pytest.param(action(rag="green"), action(rag="none"), {"worse": ("green", "none")}, id="none is worse than green"),
        pytest.param(action(rag="amber"), action(rag="red"), {"worse": ("amber", "red")}, id="worse"),
        pytest.param(
            action(), action(days_overdue=3), {"newly_overdue": (None, "2012-12-31")}, id="newly overdue"
        ),
        pytest.param(action(days_overdue=3), action(days_overdue=34), {}, id="still overdue"),
        pytest.param(
            None, action(days_overdue=3), {"newly_overdue": (None, "2012-12-31"), "added": (None, "in_progress")}, id="added overdue"
        ),
        pytest.param(
            action(days_overdue=3, deadline="2012-09-27"),
            action(deadline_moves=1),
            {"recovered": ("2012-09-27", "2012-12-31"), "deadlines_moved": ("2012-09-27", "2012-12-31")},
            id="recovered by a new date",
        ),
        pytest.param(
            action(days_overdue=3), action(status="completed"), {"completed": ("in_progress", "completed")},
            id="completed late is completed, not recovered",
        ),
        pytest.param(
            action(deadline="2012-11-30"), action(), {}, id="a date that was corrected is no move"
        ),
        pytest.param(action(), action(requested="2013-03-31"), {"requested": ("2012-12-31", "2013-03-31")}, id="a date asked for"),
        pytest.param(action(requested="2013-03-31"), action(requested="2013-03-31"), {}, id="a date asked for before"),
        pytest.param(
            action(requested="2013-03-31"), action(requested="2013-06-30"), {"requested": ("2012-12-31", "2013-06-30")},
            id="another date asked for",
        ),
        pytest.param(action(requested="2013-03-31"), action(), {}, id="a request that was answered"),
        pytest.param(action(), action(action="Ask twice"), {"reworded": ("Ask", "Ask twice")}, id="reworded"),
        pytest.param(
            action(), action(leads=("SM QA", "DCS")), {"led_otherwise": ("DCS", "SM QA; DCS")}, id="led by another too"
        ),
        pytest.param(action(), action(leads=()), {"led_otherwise": ("DCS", "")}, id="led by nobody any more"),
        pytest.param(
            action(leads=("DCS", "SM QA")), action(leads=("SM QA", "DCS")), {"led_otherwise": ("DCS; SM QA", "SM QA; DCS")},
            id="led in another order",
        ),
        pytest.param(None, action(action="Ask", leads=("SM QA",)), {"added": (None, "in_progress")}, id="what is new is not reworded"),
        pytest.param(
            action(), action(status="completed", action="Ask twice", leads=("PSW",)),
            {"completed": ("in_progress", "completed"), "reworded": ("Ask", "Ask twice"), "led_otherwise": ("DCS", "PSW")},
            id="completed, reworded and handed over",
        ),
    ],
)  # fmt: skip
def test_an_action_stands_in_the_lists_of_what_happened_to_it(
    then: Action | None, now: Action | None, lists: dict[str, tuple[str | None, str | None]]
) -> None:
    assert moved(then, now) == lists


def sums(then: list[Action], now: list[Action]) -> dict[str, int]:
    """The sums that are not nought."""
    return {name: count for name, count in movement(then, now, "2012-09-30").sums.items() if count}


@pytest.mark.parametrize(
    ("then", "now", "counted"),
    [
        ([action()], [action()], {"open_then": 1, "open_now": 1}),
        ([action()], [action(status="completed")], {"open_then": 1, "closed": 1}),
        ([action()], [action(status="withdrawn")], {"open_then": 1, "withdrawn": 1}),
        ([action(status="completed")], [action()], {"reopened": 1, "open_now": 1}),
        ([action(status="withdrawn")], [action()], {"reopened": 1, "open_now": 1}),
        ([], [action()], {"added": 1, "open_now": 1}),
        ([], [action(status="completed")], {"added": 1, "closed": 1}),
        ([], [action(status="withdrawn")], {"added": 1, "withdrawn": 1}),
        ([action()], [], {"open_then": 1, "removed": 1}),
        ([action(status="completed")], [], {}),
        ([action(status="completed")], [action(status="withdrawn")], {}),
    ],
)
def test_the_sums_count_what_changes_the_number_of_open_actions(
    then: list[Action], now: list[Action], counted: dict[str, int]
) -> None:
    assert sums(then, now) == counted


def test_actions_of_different_plans_with_one_ref_are_kept_apart() -> None:
    compared = movement([action()], [action(plan="south", status="completed")], "2012-09-30")
    assert [(line.plan, line.before) for line in compared.added] == [("south", None)]
    assert [line.plan for line in compared.removed] == ["north"]


def test_a_line_names_plan_ref_and_leads_as_they_are_now() -> None:
    compared = movement([action()], [action(status="completed", leads=("SM QA",))], "2012-09-30")
    assert compared.completed == [Moved("north", "1", ("SM QA",), "in_progress", "completed")]
    assert compared.since == "2012-09-30"


readings = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(STATUSES)).map(
    lambda standing: [action(ref, status) for ref, status in standing.items()]
)


def reconciles(compared: Movement) -> bool:
    """Whether the line of sums adds up."""
    s = compared.sums
    moved_on = s["open_then"] + s["added"] - s["closed"] - s["withdrawn"] + s["reopened"] - s["removed"]
    return moved_on == s["open_now"]


@given(readings, readings)
@settings(deadline=None)
def test_open_then_and_what_moved_always_reconcile_with_open_now(then: list[Action], now: list[Action]) -> None:
    compared = movement(then, now, "2012-09-30")
    assert reconciles(compared)
    assert compared.sums["open_then"] == sum(a.is_open for a in then)
    assert compared.sums["open_now"] == sum(a.is_open for a in now)


@given(readings, readings)
@settings(deadline=None)
def test_the_sums_of_closed_withdrawn_added_and_reopened_are_the_lengths_of_their_lists(
    then: list[Action], now: list[Action]
) -> None:
    compared = movement(then, now, "2012-09-30")
    listed = (compared.completed, compared.withdrawn, compared.added, compared.reopened)
    assert [len(lines) for lines in listed] == [compared.sums[name] for name in ("closed", "withdrawn", "added", "reopened")]


@given(readings)
@settings(deadline=None)
def test_two_readings_that_are_the_same_show_that_nothing_moved(reading: list[Action]) -> None:
    compared = movement(reading, reading, "2012-09-30")
    assert [name for name in LISTS if getattr(compared, name)] == []


@st.composite
def told(draw: st.DrawFn) -> list[Action]:
    """A reading in which anything may be so."""
    refs = draw(st.sets(st.sampled_from([(plan, ref) for plan in ("north", "south") for ref in "abcde"])))
    return [
        action(
            ref,
            draw(st.sampled_from(STATUSES)),
            draw(st.sampled_from(COLOURS)),
            plan=plan,
            leads=tuple(draw(st.lists(st.sampled_from(["DCS", "SM QA"]), unique=True))),
            action=draw(st.sampled_from(["Ask", "Ask twice"])),
            deadline=draw(st.none() | st.sampled_from(["2012-09-15", "2012-12-31"])),
            days_overdue=draw(st.none() | st.integers(1, 90)),
            deadline_moves=draw(st.integers(0, 2)),
            requested=draw(st.none() | st.just("2013-01-31")),
        )
        for plan, ref in sorted(refs)
    ]


@given(told(), told())
@settings(deadline=None)
def test_the_sums_reconcile_and_every_list_names_actions_of_a_reading_once_with_the_leads_of_the_later(
    then: list[Action], now: list[Action]
) -> None:
    compared = movement(then, now, "2012-09-30")
    assert reconciles(compared)
    before, after = ({(a.plan, a.ref): a for a in reading} for reading in (then, now))
    for name in LISTS:
        lines = getattr(compared, name)
        keys = [(line.plan, line.ref) for line in lines]
        assert len(set(keys)) == len(keys), name
        assert set(keys) <= (before.keys() - after.keys() if name == "removed" else after.keys()), name
        assert all(line.leads == (after | before if name == "removed" else after)[line.plan, line.ref].leads for line in lines)
    assert {(line.plan, line.ref) for line in compared.added} == after.keys() - before.keys()
    assert {(line.plan, line.ref) for line in compared.removed} == before.keys() - after.keys()


@given(told(), told())
@settings(deadline=None)
def test_what_was_completed_is_not_also_reopened_nor_worse_also_better(then: list[Action], now: list[Action]) -> None:
    compared = movement(then, now, "2012-09-30")
    for some, others in (("completed", "reopened"), ("better", "worse"), ("newly_overdue", "recovered"), ("added", "reworded")):
        both = {(line.plan, line.ref) for line in getattr(compared, some)} & {
            (o.plan, o.ref) for o in getattr(compared, others)
        }
        assert not both, (some, others)
