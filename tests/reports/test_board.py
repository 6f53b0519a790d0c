"""The monthly summary: every total with what it is a part of, worst first, and never an average."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actiontracker.domain.plan import Recommendation
from actiontracker.domain.words import COLOURS, STATUSES
from actiontracker.reports.actions import Action
from actiontracker.reports.board import Board, PlanLine, Reading, board, month_after_iso
from actiontracker.reports.headline import Share
from actiontracker.reports.lines import LeadLine, lead_lines

DAY = "2012-10-31"


def action(ref: str = "S1.1", status: str = "in_progress", rag: str = "green", **said: object) -> Action:
    """An action, with no more than the report needs."""
    record = Action(
        plan="north", area="Care", recommendation_ref="S1", recommendation="Listen", timescale=None, outcome=None, ref=ref,
        stage=None, action="Ask", leads=("DCS",), by_when=None, deadline="2013-03-31", original_deadline=None, expected=None,
        deadline_moves=0, status=status, rag=rag, rag_reported=None, rag_computed=rag, rag_reason="", days_overdue=None,
        progress=None, updated_on=None, completed_on=None, evidence_count=0, version=1, requested=None, accountable=None,
        inherited=(), noted_on=None, extra={},
    )  # fmt: skip
    return record._replace(**said)  # type: ignore[arg-type]


def overdue(ref: str, days: int, **said: object) -> Action:
    """An action so many days past its deadline."""
    return action(ref, rag="red", days_overdue=days, **said)


def recommendation(ref: str = "S1", plan: str = "north") -> Recommendation:
    """A recommendation, with no more than the report needs."""
    return Recommendation(1, 1, plan, ref, "Care", None, None, "Listen", "Heard", None, None, None, None, None, "2012-06-27")


def plan(began: str = "2012-06-27", slug: str = "north") -> PlanLine:
    """The cover of a plan."""
    return PlanLine(slug, "Plan", "Northford", None, None, None, {}, began)


def summary(*actions: Action, then: list[Action] | None = None, since: str = "2012-09-30") -> Board:
    """The board of one plan with these actions."""
    before = None if then is None else Reading(then, [], {})
    return board([plan()], Reading(list(actions), [], {}), before, DAY, since)


def rolled_up(*actions: Action) -> tuple[str, str]:
    """The rating of a recommendation with these actions, and its reason."""
    now = Reading(list(actions), [recommendation()], {("north", "S1"): list(actions)})
    (line,) = board([plan()], now, None, DAY, DAY).recommendations
    return line.rag, line.reason


MIXED = [
    action("1", "completed", "blue"),
    action("2", "embedded", "blue"),
    action("3", "in_progress", "green"),
    action("4", "on_hold", "amber"),
    overdue("5", 3),
    action("6", "not_reported", "none"),
    action("7", "withdrawn", "none"),
    action("8", "withdrawn", "none"),
]


def test_the_headline_counts_actions_with_what_they_are_a_part_of() -> None:
    headline = summary(*MIXED).headline
    assert (headline.actions, headline.withdrawn) == (6, 2)
    assert (headline.open, headline.completed, headline.overdue) == (Share(4, 6), Share(2, 6), Share(1, 6))


def test_the_headline_counts_the_recommendations() -> None:
    now = Reading([], [recommendation("S1"), recommendation("S2")], {})
    assert board([plan()], now, None, DAY, DAY).headline.recommendations == 2


def test_statuses_are_counted_over_the_actions_that_are_not_withdrawn() -> None:
    assert summary(*MIXED).headline.status == {
        "not_reported": Share(1, 6),
        "in_progress": Share(2, 6),
        "on_hold": Share(1, 6),
        "completed": Share(1, 6),
        "embedded": Share(1, 6),
    }


def test_ratings_are_counted_over_the_actions_that_are_not_withdrawn() -> None:
    assert summary(*MIXED).headline.rag == {
        "blue": Share(2, 6),
        "green": Share(1, 6),
        "amber": Share(1, 6),
        "red": Share(1, 6),
        "none": Share(1, 6),
    }


def test_ratings_stand_in_the_order_of_the_bars_with_those_of_none_as_well() -> None:
    assert list(summary(action(rag="red")).headline.rag) == ["blue", "green", "amber", "red", "none"]


@pytest.mark.parametrize(
    ("n", "of", "percent"),
    [(40, 116, 34), (26, 116, 22), (1, 3, 33), (1, 200, 1), (1, 201, 0), (5, 5, 100), (0, 5, 0), (0, 0, None)],
)
def test_a_share_is_rounded_to_a_whole_per_cent_halves_up_and_of_nothing_has_none(n: int, of: int, percent: int | None) -> None:
    assert Share(n, of).percent == percent


def test_a_board_without_actions_has_nothing_to_share() -> None:
    headline = summary().headline
    assert (headline.actions, headline.open, headline.status) == (0, Share(0, 0), {})
    assert set(headline.rag.values()) == {Share(0, 0)}


@pytest.mark.parametrize(
    ("colours", "rag", "reason"),
    [
        (["blue", "green", "none", "amber", "red", "red"], "red", "2 of 6"),
        (["blue", "green", "none", "amber", "amber"], "amber", "2 of 5"),
        (["blue", "green", "none"], "none", "1 of 3"),
        (["blue", "green", "green"], "green", "2 of 3"),
        (["blue", "blue"], "blue", "actions complete"),
        ([], "red", "no actions in this plan"),
    ],
)
def test_a_recommendation_prints_the_worst_rating_of_its_actions_with_its_count(
    colours: list[str], rag: str, reason: str
) -> None:
    assert rolled_up(*(rated(str(place), colour) for place, colour in enumerate(colours))) == (rag, reason)


def rated(ref: str, colour: str) -> Action:
    return action(ref, "completed" if colour == "blue" else "in_progress", colour)


def test_open_actions_that_are_reported_blue_are_not_complete() -> None:
    assert rolled_up(action("1", "completed", "blue"), action("2", "in_progress", "blue")) == ("blue", "2 of 2")


def test_withdrawn_actions_have_no_say_in_a_recommendation() -> None:
    gone = action("2", "withdrawn", "none")
    assert rolled_up(action("1", "completed", "blue"), gone) == ("blue", "actions complete")
    assert rolled_up(overdue("1", 3), gone) == ("red", "1 of 1")


def test_a_recommendation_whose_actions_are_all_withdrawn_is_not_rated() -> None:
    assert rolled_up(action("1", "withdrawn", "none")) == ("none", "all actions withdrawn")


def test_a_recommendation_counts_its_unwithdrawn_and_closed_actions_and_names_the_next_deadline_of_an_open_one() -> None:
    actions = [
        action("1", "completed", "blue", deadline="2012-01-01"),
        action("2", deadline="2013-02-28"),
        action("3", deadline="2012-12-31"),
        action("4", deadline=None),
        action("5", "withdrawn", "none", deadline="2012-01-01"),
    ]
    now = Reading(actions, [recommendation()], {("north", "S1"): actions})
    (line,) = board([plan()], now, None, DAY, DAY).recommendations
    assert (line.plan, line.ref, line.area, line.recommendation, line.outcome) == ("north", "S1", "Care", "Listen", "Heard")
    assert (line.actions, line.closed, line.next_deadline) == (4, 1, "2012-12-31")


def test_recommendations_of_different_plans_with_one_ref_are_kept_apart() -> None:
    now = Reading([], [recommendation(plan="north"), recommendation(plan="south")], {("south", "S1"): [action()]})
    lines = board([plan(), plan(slug="south")], now, None, DAY, DAY).recommendations
    assert [(line.plan, line.rag) for line in lines] == [("north", "red"), ("south", "green")]


def test_overdue_actions_stand_longest_first() -> None:
    late = summary(action("1"), overdue("2", 3), overdue("3", 35), overdue("4", 3)).overdue
    assert [a.ref for a in late] == ["3", "2", "4"]


def test_a_rating_reported_better_than_computed_is_a_query() -> None:
    queried = summary(
        overdue("1", 35, rag_reported="green"),
        action("2", rag="amber", rag_reported="green"),
        action("3", rag_reported="green"),
        action("4", rag="red", rag_computed="green", rag_reported="red"),
        overdue("5", 35),
        action("6", rag="green", rag_computed="none", rag_reported="green"),
        action("7", "completed", "amber", rag_reported="green"),
    ).rating_queries
    assert [a.ref for a in queried] == ["1", "2"]


def test_what_is_due_from_the_day_itself_to_a_month_later_is_listed_by_date() -> None:
    report = summary(
        action("1", deadline="2012-11-30"),
        action("2", deadline="2012-10-31"),
        action("3", deadline="2012-12-01"),
        action("4", deadline="2012-10-30"),
        action("5", "completed", "blue", deadline="2012-11-05"),
        action("6", "withdrawn", "none", deadline="2012-11-05"),
        action("7", deadline=None),
        action("8", deadline="2012-11-05"),
    )
    assert [a.ref for a in report.due_next] == ["2", "8", "1"]
    assert (report.as_at, report.due_until) == (DAY, "2012-11-30")


def test_a_month_after_keeps_inside_a_shorter_month() -> None:
    assert month_after_iso("2013-01-31") == "2013-02-28"


def test_an_area_counts_its_actions_that_are_not_withdrawn_by_rating() -> None:
    (care, nowhere) = summary(*MIXED, action("9", area=None)).areas
    assert (care.area, care.actions, care.closed, care.overdue) == ("Care", 6, 2, 1)
    assert care.rag == {"blue": 2, "green": 1, "amber": 1, "red": 1, "none": 1}
    assert (nowhere.area, nowhere.actions, nowhere.rag["green"]) == ("(no area)", 1, 1)


def test_an_action_with_several_leads_counts_once_for_each_of_them() -> None:
    both = overdue("1", 3, leads=("DCS", "SM QA"))
    done = action("2", "completed", "blue", leads=("SM QA",))
    assert lead_lines([both, done, action("3", leads=("DCS",))]) == [
        LeadLine("DCS", open=2, overdue=1, red=1, closed=0),
        LeadLine("SM QA", open=1, overdue=1, red=1, closed=1),
    ]


def test_leads_stand_most_overdue_first_then_most_open_then_by_name() -> None:
    actions = [overdue("1", 3, leads=("Z",)), *(action(ref, leads=("Y",)) for ref in "23"), action("4", leads=("X",))]
    actions.append(action("5", leads=("W",)))
    assert [line.lead for line in lead_lines(actions)] == ["Z", "Y", "W", "X"]


def test_actions_without_a_lead_are_a_line_of_their_own() -> None:
    assert [line.lead for line in lead_lines([action(leads=())])] == ["(no lead)"]


def test_withdrawn_work_is_neither_open_nor_closed_for_its_lead() -> None:
    assert lead_lines([action("1", "withdrawn", "none")]) == [LeadLine("DCS", 0, 0, 0, 0)]


def test_a_board_compares_with_the_day_since_when_the_plan_had_begun() -> None:
    report = summary(action("1", "completed", "blue"), then=[action("1")])
    assert report.nothing_to_compare is None
    assert report.movement is not None
    assert [moved.ref for moved in report.movement.completed] == ["1"]
    assert (report.since, report.movement.since) == ("2012-09-30", "2012-09-30")


def test_a_day_since_before_the_plan_began_has_nothing_to_compare() -> None:
    report = summary(action(), then=[], since="2012-06-26")
    assert report.movement is None
    assert report.nothing_to_compare == "nothing to compare: on 2012-06-26 the plan had not begun (2012-06-27)"


def test_the_day_on_which_the_plan_began_can_be_compared_with() -> None:
    assert summary(action(), then=[action()], since="2012-06-27").movement is not None


def test_several_plans_can_be_compared_from_when_the_first_began() -> None:
    plans = [plan("2012-06-27"), plan("2010-01-01", "south")]
    report = board(plans, Reading([], [], {}), Reading([], [], {}), DAY, "2011-01-01")
    assert report.movement is not None


statuses_and_colours = st.lists(st.tuples(st.sampled_from(STATUSES), st.sampled_from(COLOURS)), max_size=12)


@given(statuses_and_colours)
@settings(deadline=None)
def test_the_counts_of_a_headline_add_up(drawn: list[tuple[str, str]]) -> None:
    report = summary(*(action(str(place), status, rag) for place, (status, rag) in enumerate(drawn)))
    head = report.headline
    withdrawn = sum(status == "withdrawn" for status, _ in drawn)
    assert sum(share.n for share in head.status.values()) == head.actions == len(drawn) - withdrawn
    assert sum(share.n for share in head.rag.values()) == len(drawn) - withdrawn
    assert head.open.n + head.completed.n + withdrawn == len(drawn)
    assert sum(area.actions for area in report.areas) == len(drawn) - withdrawn


@given(statuses_and_colours)
@settings(deadline=None)
def test_a_recommendation_is_never_rated_better_than_any_of_its_actions(drawn: list[tuple[str, str]]) -> None:
    actions = [action(str(place), status, rag) for place, (status, rag) in enumerate(drawn)]
    rag, _ = rolled_up(*actions)
    standing = [COLOURS.index(a.rag) for a in actions if a.status != "withdrawn"]
    assert all(COLOURS.index(rag) <= colour for colour in standing)
