"""The decision table of an action's rating: a test for every row, its boundary days, and what holds of any action."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actiontracker.domain.rag import Closure, Rating, Rules, Standing, better_than, rate, worst
from actiontracker.domain.words import CLOSURE_RULES, DONE, OPEN, RATED

DAY = date(2012, 10, 31)
DEFAULT = Rules()
GRACE = Rules(grace_days=5)


def standing(status: str, left: int | None = None, silent: int = 0, moves: int = 0, reported: str | None = None) -> Standing:
    """An action with so many days left (less than none: overdue; None: no date), heard of so many days ago."""
    due = None if left is None else DAY + timedelta(days=left)
    return Standing(status, due, DAY - timedelta(days=silent), moves, reported)


def closed(closure: Closure, status: str = "completed") -> Standing:
    """A completed action with what there is to show for it."""
    return Standing(status, DAY, DAY, closure=closure)


def days(count: int) -> date:
    """The day so many days after the as-at day."""
    return DAY + timedelta(days=count)


ROWS = [
    pytest.param(standing("withdrawn", -90)._replace(withdrawn_because="done by the trust"), DEFAULT,
                 "none", "withdrawn: done by the trust", id="row 1: withdrawn, with its reason"),
    pytest.param(standing("withdrawn"), DEFAULT, "none", "withdrawn", id="row 1: withdrawn without a reason or a date"),
    pytest.param(standing("completed", -90, 400, 9), DEFAULT, "blue", "complete", id="row 2: completed, whatever the date"),
    pytest.param(standing("embedded"), DEFAULT, "blue", "complete", id="row 2: embedded, without a date"),
    pytest.param(standing("completed")._replace(original=DAY, completed_on=days(1)), DEFAULT,
                 "blue", "complete, late", id="row 2: completed the day after the original deadline"),
    pytest.param(standing("completed")._replace(original=DAY, completed_on=DAY), DEFAULT,
                 "blue", "complete", id="row 2: completed on the original deadline is not late"),
    pytest.param(standing("completed", -90)._replace(original=days(-90)), DEFAULT,
                 "blue", "complete", id="row 2: a completion whose day is not known is not called late"),
    pytest.param(closed(Closure(evidence=1, signoff_due=DAY)), Rules("signed-off"),
                 "green", "complete, awaiting sign-off", id="row 3: the board may still sign off today"),
    pytest.param(closed(Closure(1, True, None, False, DAY)), Rules("embedded"),
                 "green", "complete, re-audit due 2012-10-31", id="row 3: the re-audit is due today"),
    pytest.param(closed(Closure()), Rules("evidenced"), "amber", "complete, no evidence", id="row 4: no evidence"),
    pytest.param(closed(Closure(evidence=1, signoff_due=days(-1))), Rules("signed-off"),
                 "amber", "complete, not signed off", id="row 4: the sign-off is late"),
    pytest.param(closed(Closure(1, True, None, False, days(-1))), Rules("embedded"),
                 "amber", "complete, re-audit 1 day late", id="row 4: the re-audit is a day late"),
    pytest.param(closed(Closure(1, True, None, False, days(-12))), Rules("embedded"),
                 "amber", "complete, re-audit 12 days late", id="row 4: the re-audit is days late"),
    *(pytest.param(standing(status), DEFAULT, "red", "no usable date", id=f"row 5: {status} without a date") for status in OPEN),
    *(pytest.param(standing(status, -1), DEFAULT, "red", "1 day overdue", id=f"row 6: {status} a day overdue") for status in OPEN),
    pytest.param(standing("in_progress", -34), DEFAULT, "red", "34 days overdue", id="row 6: days overdue are counted"),
    pytest.param(standing("in_progress", -6), GRACE, "red", "6 days overdue", id="row 6: a day beyond the grace"),
    pytest.param(standing("on_hold", -5), GRACE, "amber", "5 days overdue", id="row 7: the last day of the grace"),
    pytest.param(standing("in_progress", -1), GRACE, "amber", "1 day overdue", id="row 7: the first day of the grace"),
    pytest.param(standing("on_hold", 90), DEFAULT, "amber", "on hold", id="row 8: on hold with time left"),
    pytest.param(standing("on_hold", 0, 90), DEFAULT, "amber", "on hold", id="row 8: on hold comes before silence"),
    pytest.param(standing("in_progress", 90, 36), DEFAULT,
                 "amber", "nothing reported for 36 days", id="row 9: silent for 36 days"),
    pytest.param(standing("in_progress", 90, 35), DEFAULT, "green", "90 days left", id="row 9: 35 days are not yet silence"),
    pytest.param(standing("not_reported", 90, 36), DEFAULT,
                 "amber", "nothing reported for 36 days", id="row 9: silent since it began"),
    pytest.param(standing("not_started", 5, 36), DEFAULT,
                 "amber", "nothing reported for 36 days", id="row 9: silence comes before not started"),
    pytest.param(standing("in_progress", 90, 8), Rules(stale_days=7),
                 "amber", "nothing reported for 8 days", id="row 9: the plan's own limit of silence"),
    pytest.param(standing("not_started", 28), DEFAULT, "amber", "not started, 28 days left", id="row 10: 28 days left"),
    pytest.param(standing("not_started", 0), DEFAULT, "amber", "not started, due today", id="row 10: due today"),
    pytest.param(standing("not_started", 1, 0, 3), DEFAULT,
                 "amber", "not started, 1 day left", id="row 10: not started comes before the moves"),
    pytest.param(standing("not_started", 15), Rules(soon_days=14),
                 "none", "not started, 15 days left", id="row 10: the plan's own limit of soon"),
    pytest.param(standing("in_progress", 90, 0, 3), DEFAULT, "amber", "moved 3 times", id="row 11: moved more than twice"),
    pytest.param(standing("not_stated", 90, 0, 3), DEFAULT, "amber", "moved 3 times", id="row 11: whatever the open status"),
    pytest.param(standing("in_progress", 90, 0, 2), DEFAULT, "green", "90 days left", id="row 11: two moves are allowed"),
    pytest.param(standing("in_progress", 90, 0, 1), Rules(moves_allowed=0),
                 "amber", "moved once", id="row 11: the plan's own limit of moves"),
    pytest.param(standing("in_progress", 12), DEFAULT, "green", "12 days left", id="row 12: in progress"),
    pytest.param(standing("in_progress", 1), DEFAULT, "green", "1 day left", id="row 12: one day left"),
    pytest.param(standing("in_progress", 0), DEFAULT, "green", "due today", id="row 12: due today is not overdue"),
    pytest.param(standing("not_started", 29), DEFAULT, "none", "not started, 29 days left", id="row 13: not started, far off"),
    pytest.param(standing("not_stated", 29), DEFAULT, "none", "status not stated, 29 days left", id="row 13: not stated"),
    pytest.param(standing("not_reported", 0), DEFAULT, "none", "nothing reported, due today", id="row 13: nothing reported"),
]  # fmt: skip


@pytest.mark.parametrize(("action", "rules", "colour", "reason"), ROWS)
def test_the_first_row_that_fits_gives_colour_and_reason(action: Standing, rules: Rules, colour: str, reason: str) -> None:
    assert rate(action, DAY, rules) == Rating(colour, colour, reason)


MET = {
    "reported": Closure(),
    "evidenced": Closure(evidence=1),
    "signed-off": Closure(evidence=1, signed_off=True),
    "embedded": Closure(evidence=1, signed_off=True, reaudit_passed=True),
}


@pytest.mark.parametrize("status", DONE)
@pytest.mark.parametrize("rule", CLOSURE_RULES)
def test_work_that_meets_its_closure_rule_is_blue_and_what_met_the_rule_below_is_not_enough(rule: str, status: str) -> None:
    assert rate(closed(MET[rule], status), DAY, Rules(rule)).printed == "blue"
    for weaker in CLOSURE_RULES[: CLOSURE_RULES.index(rule)]:
        assert rate(closed(MET[weaker], status), DAY, Rules(rule)).printed == "amber"


@pytest.mark.parametrize(
    ("closure", "reason"),
    [
        (Closure(signed_off=True, reaudit_passed=True), "complete, no evidence"),
        (Closure(evidence=1, reaudit_passed=True), "complete, not signed off"),
        (Closure(evidence=1, signed_off=True), "complete, no re-audit planned"),
    ],
)
def test_a_closure_rule_names_the_first_thing_that_is_missing(closure: Closure, reason: str) -> None:
    assert rate(closed(closure), DAY, Rules("embedded")) == Rating("amber", "amber", reason)


@pytest.mark.parametrize(
    ("action", "rating"),
    [
        (standing("in_progress", 10, reported="red"), Rating("red", "green", "reported red; 10 days left")),
        (standing("in_progress", 10, reported="amber"), Rating("amber", "green", "reported amber; 10 days left")),
        (standing("in_progress", -35, reported="green"), Rating("red", "red", "35 days overdue")),
        (standing("on_hold", 10, reported="blue"), Rating("amber", "amber", "on hold")),
        (standing("in_progress", 10, reported="green"), Rating("green", "green", "10 days left")),
        (standing("in_progress", 10, reported="blue"), Rating("green", "green", "10 days left")),
    ],
)
def test_an_open_action_prints_the_worse_of_reported_and_computed_and_keeps_both(action: Standing, rating: Rating) -> None:
    assert rate(action, DAY, DEFAULT) == rating


@pytest.mark.parametrize("reported", RATED)
def test_a_computed_none_is_no_opinion_so_the_reported_colour_is_printed(reported: str) -> None:
    rating = rate(standing("not_stated", 10, reported=reported), DAY, DEFAULT)
    assert rating == Rating(reported, "none", f"reported {reported}; status not stated, 10 days left")


def test_a_reported_none_is_no_opinion() -> None:
    assert rate(standing("in_progress", 10, reported="none"), DAY, DEFAULT).printed == "green"
    assert rate(standing("not_stated", 10, reported="none"), DAY, DEFAULT) == Rating(
        "none", "none", "status not stated, 10 days left"
    )


@pytest.mark.parametrize(("status", "colour"), [("completed", "blue"), ("embedded", "blue"), ("withdrawn", "none")])
@pytest.mark.parametrize("reported", RATED)
def test_a_closed_action_prints_the_computed_colour_whatever_was_reported(status: str, colour: str, reported: str) -> None:
    rating = rate(standing(status, -5, reported=reported), DAY, DEFAULT)
    assert (rating.printed, rating.computed) == (colour, colour)


rules = st.builds(Rules, st.sampled_from(CLOSURE_RULES), st.integers(0, 60), *(st.integers(0, 90),) * 2, st.integers(0, 5))
open_status = st.sampled_from(OPEN)
opinion = st.sampled_from((None, "none", *RATED))
some_days = st.integers(0, 3000)


@given(open_status, st.integers(1, 3000), some_days, st.integers(0, 9), opinion, rules)
@settings(deadline=None)
def test_an_open_action_past_its_deadline_beyond_grace_is_red_whatever_else(
    status: str, beyond: int, silent: int, moves: int, reported: str | None, rules: Rules
) -> None:
    late = standing(status, -(rules.grace_days + beyond), silent, moves, reported)
    rating = rate(late, DAY, rules)
    assert (rating.printed, rating.computed) == ("red", "red")


@given(some_days, some_days, st.integers(0, 9), rules)
@settings(deadline=None)
def test_an_action_that_nobody_ever_reported_on_is_never_green(left: int, silent: int, moves: int, rules: Rules) -> None:
    assert rate(standing("not_reported", left, silent, moves), DAY, rules).printed in ("amber", "none")


@given(open_status, some_days, st.integers(1, 3000), st.integers(0, 9), opinion, rules)
@settings(deadline=None)
def test_an_open_action_not_heard_of_for_too_long_is_never_green(
    status: str, left: int, beyond: int, moves: int, reported: str | None, rules: Rules
) -> None:
    silent = standing(status, left, rules.stale_days + beyond, moves, reported)
    assert rate(silent, DAY, rules).printed in ("amber", "red")


@given(open_status, st.one_of(st.none(), st.integers(-3000, 3000)), some_days, st.integers(0, 9), opinion, rules)
@settings(deadline=None)
def test_a_reported_rating_never_makes_an_action_look_better_than_computed(
    status: str, left: int | None, silent: int, moves: int, reported: str | None, rules: Rules
) -> None:
    rating = rate(standing(status, left, silent, moves, reported), DAY, rules)
    assert not better_than(rating.printed, rating.computed)


@pytest.mark.parametrize(
    ("colours", "first"),
    [
        (("blue", "green", "none", "amber", "red"), "red"),
        (("blue", "green", "none", "amber"), "amber"),
        (("blue", "green", "none"), "none"),
        (("blue", "green"), "green"),
        (("blue", "blue"), "blue"),
        ((), "none"),
    ],
)
def test_the_worst_of_some_colours_is_the_first_of_red_amber_none_green_blue(colours: tuple[str, ...], first: str) -> None:
    assert worst(colours) == first


@pytest.mark.parametrize(
    ("reported", "computed", "is_query"),
    [
        ("green", "red", True),
        ("green", "amber", True),
        ("amber", "red", True),
        ("blue", "green", True),
        ("green", "green", False),
        ("red", "green", False),
        ("none", "red", False),
        (None, "red", False),
        ("green", "none", False),
    ],
)
def test_a_rating_is_a_query_only_where_the_reported_one_is_better_than_computed(
    reported: str | None, computed: str, is_query: bool
) -> None:
    assert better_than(reported, computed) is is_query
