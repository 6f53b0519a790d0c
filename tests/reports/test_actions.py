"""An action as reports show it: rating, due day and leads worked out from its state on a day."""

from datetime import date

import pytest

from actiontracker.domain.plan import Post, State
from actiontracker.domain.rag import Rules
from actiontracker.reports.actions import Action, Lens, canonical, due_day, rules_from, seen

DAY = "2012-10-31"
STATE = State(
    action_id=1, plan_id=7, plan="north", area="Care", recommendation_ref="S1", recommendation="Listen", timescale="Soon",
    outcome="Heard", ref="S1.3", stage="MUST DO", text="Ask", leads="1", recommendation_leads=None, by_when="30.11.12",
    recurrence=None, deadline="2012-11-30", recommendation_deadline=None, recommendation_by_when=None, original="2012-11-30",
    first_granted=None, expected=None, moves=0, requested=None, status="in_progress", reported=None, note="Asked",
    noted_on="2012-10-20", updated_on="2012-10-20", done_on=None, completed_on=None, withdrawn_because=None, extra=None, began="2012-06-27",
    version=2,
)  # fmt: skip


def post(number: int, code: str, stands_for: int | None = None) -> Post:
    """A post, or another spelling of one."""
    return Post(number, "Northford", code, None, None, None, stands_for)


POSTS = {p.id: p for p in (post(1, "DCS"), post(2, "SM QA"), post(3, "Director", 1), post(4, "The Director", 3))}


def lens(day: str = DAY, rules: Rules | None = None, posts: dict[int, Post] = POSTS) -> Lens:
    """How plan 7 is seen on a day."""
    return Lens(day, {7: rules or Rules()}, posts)


def see(day: str = DAY, rules: Rules | None = None, **said: object) -> Action:
    """STATE with something said otherwise, as it is seen on a day."""
    return seen(STATE._replace(**said), lens(day, rules))  # type: ignore[arg-type]


def test_what_a_state_says_is_shown_as_it_is() -> None:
    action = see(expected="2013-01-31", requested="2012-12-31", moves=2, reported="amber")
    assert (action.plan, action.area, action.recommendation_ref, action.recommendation) == ("north", "Care", "S1", "Listen")
    assert (action.timescale, action.outcome, action.ref, action.stage) == ("Soon", "Heard", "S1.3", "MUST DO")
    assert (action.action, action.by_when, action.progress, action.version) == ("Ask", "30.11.12", "Asked", 2)
    assert (action.expected, action.requested, action.deadline_moves) == ("2013-01-31", "2012-12-31", 2)
    assert (action.status, action.rag_reported, action.updated_on) == ("in_progress", "amber", "2012-10-20")
    assert (action.leads, action.inherited) == (("DCS",), ())


def test_the_rating_is_printed_and_computed_with_its_reason() -> None:
    action = see(reported="amber")
    assert (action.rag, action.rag_computed, action.rag_reason) == ("amber", "green", "reported amber; 30 days left")


def test_a_reported_rating_that_was_taken_back_is_shown_as_none_reported() -> None:
    assert see(reported="none").rag_reported is None


def test_an_expected_day_and_a_date_asked_for_never_count() -> None:
    action = see("2012-12-01", expected="2013-01-31", requested="2013-01-31")
    assert (action.deadline, action.days_overdue, action.rag) == ("2012-11-30", 1, "red")


@pytest.mark.parametrize(
    ("day", "days_overdue"), [("2012-11-29", None), ("2012-11-30", None), ("2012-12-01", 1), ("2013-01-04", 35)]
)
def test_an_action_is_overdue_from_the_day_after_its_deadline(day: str, days_overdue: int | None) -> None:
    assert see(day).days_overdue == days_overdue


@pytest.mark.parametrize("status", ["completed", "embedded", "withdrawn"])
def test_a_closed_action_is_never_overdue(status: str) -> None:
    action = see("2013-10-31", status=status)
    assert (action.days_overdue, action.is_open) == (None, False)


@pytest.mark.parametrize("status", ["not_reported", "not_stated", "not_started", "in_progress", "on_hold"])
def test_every_other_action_is_open_and_can_be_overdue(status: str) -> None:
    action = see("2012-12-02", status=status)
    assert (action.days_overdue, action.is_open) == (2, True)


def test_an_action_without_a_date_is_red_and_not_overdue() -> None:
    action = see(deadline=None, original=None, by_when="asap")
    assert (action.deadline, action.days_overdue, action.rag, action.rag_reason) == (None, None, "red", "no usable date")


def test_silence_is_counted_from_the_beginning_where_there_was_no_update() -> None:
    assert see(updated_on=None, began="2012-09-25").rag_reason == "nothing reported for 36 days"
    assert see(updated_on="2012-09-26", began="2012-06-27").rag == "green"


def test_the_rules_of_the_plan_are_the_ones_that_count() -> None:
    assert see("2012-12-02", Rules(grace_days=2)).rag == "amber"
    assert see(rules=Rules(stale_days=10)).rag_reason == "nothing reported for 11 days"


def test_work_completed_after_its_original_deadline_is_late() -> None:
    closed = {"status": "completed", "completed_on": "2012-10-20"}
    assert see(original="2012-10-19", **closed).rag_reason == "complete, late"
    assert see(original="2012-10-20", **closed).rag_reason == "complete"


def test_a_withdrawn_action_gives_its_reason() -> None:
    action = see(status="withdrawn", withdrawn_because="the trust does it")
    assert (action.rag, action.rag_reason) == ("none", "withdrawn: the trust does it")


@pytest.mark.parametrize(
    ("said", "original"),
    [
        ({"original": "2012-09-30"}, "2012-09-30"),
        ({"original": None, "first_granted": "2012-12-31"}, "2012-12-31"),
        ({"original": None, "recommendation_deadline": "2012-08-31", "first_granted": "2012-12-31"}, "2012-08-31"),
        ({"original": None}, None),
    ],
)
def test_the_original_deadline_is_the_first_one_known(said: dict[str, str | None], original: str | None) -> None:
    assert see(**said).original_deadline == original


RECURRING = {"recurrence": "quarterly", "deadline": None, "original": None, "by_when": "Quarterly"}


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ({}, "2012-09-27"),
        ({"done_on": "2012-08-31"}, "2012-11-30"),
        ({"recurrence": "monthly"}, "2012-07-27"),
        ({"recurrence": "weekly"}, "2012-07-27"),
        ({"recurrence": "six_monthly"}, "2012-12-27"),
        ({"recurrence": "annually"}, "2013-06-27"),
        ({"deadline": "2012-09-01"}, "2012-09-01"),
        ({"deadline": "2013-05-31"}, "2012-09-27"),
        ({"recommendation_deadline": "2012-08-01"}, "2012-09-27"),
    ],
)
def test_a_recurring_action_is_due_a_period_after_it_was_last_done_or_began_but_not_after_an_agreed_end(
    said: dict[str, str], due: str
) -> None:
    assert due_day(STATE._replace(**(RECURRING | said))) == due  # type: ignore[arg-type]


def test_a_recurring_action_that_was_not_done_in_time_is_overdue_by_its_due_day() -> None:
    action = see("2012-10-07", **RECURRING)
    assert (action.deadline, action.days_overdue, action.rag) == ("2012-09-27", 10, "red")


INHERITING = {
    "leads": None, "recommendation_leads": "1,2*", "deadline": None, "original": None, "by_when": None,
    "recommendation_deadline": "2012-12-31", "recommendation_by_when": "By 31.12.12",
}  # fmt: skip


def test_an_action_without_leads_and_date_takes_those_of_its_recommendation_and_says_so() -> None:
    action = see(**INHERITING)
    assert (action.leads, action.accountable, action.inherited) == (("DCS", "SM QA"), "SM QA", ("leads", "deadline"))
    assert (action.deadline, action.original_deadline, action.by_when) == ("2012-12-31", "2012-12-31", "By 31.12.12")


def test_an_inherited_deadline_makes_an_action_overdue() -> None:
    assert see("2013-01-01", **INHERITING).days_overdue == 1


def test_leads_and_date_of_an_action_s_own_come_before_those_of_its_recommendation() -> None:
    action = see(recommendation_leads="2*", recommendation_deadline="2012-12-31", recommendation_by_when="By 31.12.12")
    assert (action.leads, action.accountable, action.inherited) == (("DCS",), None, ())
    assert (action.deadline, action.by_when) == ("2012-11-30", "30.11.12")


def test_a_recurring_action_inherits_no_date() -> None:
    action = see(**(INHERITING | RECURRING))
    assert (action.deadline, action.inherited, action.by_when) == ("2012-09-27", ("leads",), "Quarterly")


def test_a_by_when_that_is_no_date_stays_beside_an_inherited_deadline() -> None:
    action = see(**(INHERITING | {"by_when": "asap"}))
    assert (action.by_when, action.deadline, action.inherited) == ("asap", "2012-12-31", ("leads", "deadline"))


def test_an_action_that_nobody_leads_shows_no_leads() -> None:
    action = see(leads=None, recommendation_leads=None)
    assert (action.leads, action.accountable, action.inherited) == ((), None, ())


@pytest.mark.parametrize(
    ("ids", "codes", "accountable"),
    [
        ("2,1", ("SM QA", "DCS"), None),
        ("3", ("DCS",), None),
        ("4", ("DCS",), None),
        ("1,3,4", ("DCS",), None),
        ("3*,2", ("DCS", "SM QA"), "DCS"),
        ("2,3*,1", ("SM QA", "DCS"), "DCS"),
    ],
)
def test_other_spellings_of_a_post_are_shown_once_as_the_post(
    ids: str, codes: tuple[str, ...], accountable: str | None
) -> None:
    assert lens().leads(ids) == (codes, accountable)


@pytest.mark.parametrize("start", [1, 2, 3])
def test_a_ring_of_spellings_ends_at_one_of_them(start: int) -> None:
    ring = {p.id: p for p in (post(1, "A", 2), post(2, "B", 3), post(3, "C", 1))}
    assert canonical(ring, start) in ring.values()


def test_a_post_that_stands_for_itself_is_itself() -> None:
    assert canonical({1: post(1, "A", 1)}, 1).code == "A"


def test_the_settings_of_a_plan_become_its_rules() -> None:
    said = {"closure_rule": "evidenced", "grace_days": "1", "stale_days": "2", "soon_days": "3", "moves_allowed": "4"}
    assert rules_from(said | {"title": "Plan"}) == Rules("evidenced", 1, 2, 3, 4)


def test_a_plan_without_settings_has_the_rules_of_the_decision_table() -> None:
    assert rules_from({"title": "Plan"}) == Rules("reported", 0, 35, 28, 2)


def test_a_lens_knows_its_day_and_the_rules_of_each_plan() -> None:
    both = Lens(DAY, {7: Rules(), 8: Rules(grace_days=3)}, {})
    assert (both.day, both.rules(8).grace_days, both.rules(7).grace_days) == (date(2012, 10, 31), 3, 0)
