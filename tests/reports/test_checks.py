"""The checks: for each code a plan in which it is found, and one in which it must not be."""

import pytest

from actiontracker.domain.plan import Post, Recommendation, State
from actiontracker.domain.rag import Rules
from actiontracker.reports.actions import Lens, seen
from actiontracker.reports.checks.findings import CODES, SEVERITIES, Finding
from actiontracker.reports.checks.people import codes_in_key
from actiontracker.reports.checks.run import CHECKS, check
from actiontracker.reports.checks.subject import Item, Subject

DAY = "2012-10-31"
PUBLISHED = "2012-06-27"
POSTS = {
    1: Post(1, "Northford", "DCS", "Director", None, None, None),
    2: Post(2, "Northford", "SM QA", None, "Northford", None, None),
    3: Post(3, "Northford", "Board members", None, None, None, None),
    4: Post(4, "Northford", "XYZ", None, None, None, None),
}
KEY = frozenset({"DCS", "SM QA"})


def state(ref: str = "S1.1", **said: object) -> State:
    """An open action in which nothing is amiss, but for what is said of it."""
    under = ref.partition(".")[0] if "." in ref else None
    fields: dict[str, object] = dict.fromkeys(State._fields)
    fields |= {
        "action_id": 1, "plan_id": 1, "plan": "north", "recommendation_ref": under, "ref": ref, "text": f"Action {ref}",
        "leads": "1", "deadline": "2012-11-30", "original": "2012-11-30", "moves": 0, "status": "in_progress",
        "updated_on": "2012-10-15", "began": "2012-09-01", "version": 1,
    }  # fmt: skip
    return State(**(fields | said))  # type: ignore[arg-type]


def recommendation(ref: str = "S1", **said: object) -> Recommendation:
    """A recommendation in which nothing is amiss, but for what is said of it."""
    fields: dict[str, object] = dict.fromkeys(Recommendation._fields)
    fields |= {"id": 1, "plan_id": 1, "plan": "north", "ref": ref, "text": f"Recommendation {ref}", "outcome": "Heard"}
    return Recommendation(**(fields | {"began": "2012-09-01"} | said))  # type: ignore[arg-type]


def subject(
    *states: State,
    recommendations: list[Recommendation] | None = None,
    rules: Rules = Rules(),
    published: str | None = None,
    key: frozenset[str] = KEY,
    done_since: str | None = None,
    note_before: str | None = None,
    day: str = DAY,
) -> Subject:
    """A plan with these actions, each answering the recommendation that its ref begins with."""
    lens = Lens(day, {1: rules}, POSTS)
    items = [Item(s, seen(s, lens), done_since if s.status in ("completed", "embedded") else None, note_before) for s in states]
    answers: dict[str, list[Item]] = {}
    for item in items:
        if item.state.recommendation_ref:
            answers.setdefault(item.state.recommendation_ref, []).append(item)
    return Subject("north", day, published, rules, recommendations or [], items, answers, key)


def found(code: str, plan: Subject) -> list[tuple[str | None, str]]:
    """Where a code was found, and what."""
    return [(finding.ref, finding.what) for finding in check([plan]).findings if finding.code == code]


def severities(code: str, plan: Subject) -> list[str]:
    return [finding.severity for finding in check([plan]).findings if finding.code == code]


# --- The whole ---


def test_every_code_of_the_table_has_one_check_and_every_severity_is_known() -> None:
    assert {function.__name__.replace("_", "-") for function in CHECKS} == set(CODES)
    assert {code.severity for code in CODES.values()} == set(SEVERITIES)


def test_in_a_good_plan_only_the_missing_measures_are_found() -> None:
    other = state("S1.2", deadline="2012-12-15", original="2012-12-15")
    plan = subject(state(), other, recommendations=[recommendation()], published=PUBLISHED)
    assert [finding.code for finding in check([plan]).findings] == ["no-measure"]


def test_findings_are_by_severity_then_code_then_in_plan_order() -> None:
    plan = subject(
        state("S1.2", deadline=None),
        state("S1.10", deadline=None),
        state("S1.3", leads=None),
        state("S1.4", leads="1,2"),
        state("9", leads=None),
        recommendations=[recommendation("S2"), recommendation("S1", outcome=None)],
    )
    found_ = [(finding.severity, finding.code, finding.ref) for finding in check([plan]).findings]
    assert found_ == [
        ("error", "no-actions", "S2"),
        ("error", "no-date", "S1.2"),
        ("error", "no-date", "S1.10"),
        ("error", "no-lead", "S1.3"),
        ("error", "no-lead", "9"),
        ("warning", "no-measure", "S2"),
        ("warning", "no-outcome", "S1"),
        ("warning", "red-no-plan", "S1.2"),
        ("warning", "red-no-plan", "S1.10"),
        ("note", "joint-lead", "S1.4"),
    ]


def test_plans_stand_in_their_order_within_a_code_and_are_counted_together() -> None:
    one, other = subject(state(), state("S1.2", leads=None)), subject(state(leads=None))._replace(plan="south")
    one = one._replace(recommendations=[recommendation(outcome=None)])
    checked = check([one, other, subject(state(status="withdrawn"))])
    assert [(f.plan, f.ref) for f in checked.findings if f.code == "no-lead"] == [("north", "S1.2"), ("south", "S1.1")]
    assert checked.counts == {"error": 2, "warning": 1, "note": 1}
    assert checked.actions == 3


def test_what_to_do_names_the_place() -> None:
    (finding,) = check([subject(state(by_when="31.9.12", deadline=None, status="completed"), rules=Rules())]).findings[:1]
    advice = "say which day was meant: actiontracker correct north:S1.1 --deadline DATE --reason TEXT"
    assert finding == Finding(
        "north", "S1.1", "bad-date", "error", "'31.9.12': no such day: September 2012 has 30 days", advice
    )


def test_nothing_is_amiss_in_a_withdrawn_action() -> None:
    gone = {"status": "withdrawn", "deadline": None, "leads": None, "by_when": "31.9.12", "text": "Two children", "moves": 3}
    assert check([subject(state(**gone), published=PUBLISHED)]).findings == []


# --- Who answers for what ---


def test_a_recommendation_without_actions() -> None:
    plan = subject(state(), recommendations=[recommendation(), recommendation("S2")])
    assert found("no-actions", plan) == [("S2", "no action answers the recommendation")]


def test_a_recommendation_whose_actions_are_all_withdrawn() -> None:
    plan = subject(state(status="withdrawn"), recommendations=[recommendation()])
    assert found("no-actions", plan) == [("S1", "all the actions that answered it are withdrawn")]
    assert found("no-actions", subject(state(), state("S1.2", status="withdrawn"), recommendations=[recommendation()])) == []


def test_a_recommendation_that_only_another_ones_action_answers_has_an_action() -> None:
    plan = subject(state(), recommendations=[recommendation(), recommendation("S2")])
    assert found("no-actions", plan._replace(answers={**plan.answers, "S2": plan.every})) == []


@pytest.mark.parametrize(
    ("leads", "what"),
    [
        (None, "no lead is named"),
        ("3", "'Board members' is a group, and no post in the key answers for it"),
        ("4", "'XYZ' is not in the key of leads"),
        ("3,4", "'Board members', 'XYZ' are not in the key of leads"),
    ],
)
def test_an_action_that_no_post_answers_for(leads: str | None, what: str) -> None:
    assert found("no-lead", subject(state(), state("S1.2", leads=leads))) == [("S1.2", what)]


def test_an_action_that_a_post_of_the_key_answers_for() -> None:
    plan = subject(state(leads="2"), state("S1.2", leads="3,1"), state("S1.3", leads=None, recommendation_leads="1"))
    assert found("no-lead", plan) == []


def test_in_a_plan_without_a_key_only_missing_leads_count() -> None:
    plan = subject(state(leads="3"), state("S1.2", leads="4"), state("S1.3", leads=None))
    assert found("no-lead", plan) == [("S1.3", "no lead is named")]


def test_a_key_explains_the_posts_of_its_council_that_have_a_title_or_an_organisation() -> None:
    spelling = Post(5, "Northford", "S.M. QA", "as printed", None, None, 2)
    elsewhere = Post(6, "Southford", "DD TS", "Divisional Director", None, None, None)
    assert codes_in_key(POSTS | {5: spelling, 6: elsewhere}, "Northford") == KEY


def test_several_leads_and_none_accountable() -> None:
    plan = subject(state(leads="1,2"), state("S1.2", leads="1*,2"), state("S1.3", leads="1"))
    assert found("joint-lead", plan) == [("S1.1", "several leads, and none is marked accountable")]


def test_leads_of_a_recommendation_are_found_once_there() -> None:
    taken = {"leads": None, "recommendation_leads": "1,2"}
    plan = subject(state(**taken), state("S1.2", **taken), recommendations=[recommendation()])
    assert [ref for ref, _ in found("joint-lead", plan)] == ["S1"]
    assert found("joint-lead", subject(state(leads=None, recommendation_leads="1,2*"))) == []


@pytest.mark.parametrize(("outcome", "refs"), [(None, ["S1"]), ("", ["S1"]), ("Children are heard", [])])
def test_a_recommendation_without_an_outcome(outcome: str | None, refs: list[str]) -> None:
    plan = subject(state(), recommendations=[recommendation(outcome=outcome)])
    assert [ref for ref, _ in found("no-outcome", plan)] == refs


def test_an_outcome_without_a_measure_is_found_at_its_recommendation() -> None:
    three = [recommendation(), recommendation("S2"), recommendation("S3", outcome=None)]
    plan = subject(recommendations=three)
    assert [ref for ref, _ in found("no-measure", plan)] == ["S1", "S2"]
    assert [ref for ref, _ in found("no-measure", plan._replace(measured=frozenset({"S1"})))] == ["S2"]


# --- Dates ---


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"by_when": "31.9.12"}, "'31.9.12': no such day: September 2012 has 30 days"),
        ({"by_when": "31.9.12", "status": "completed"}, "'31.9.12': no such day: September 2012 has 30 days"),
        ({"by_when": "in the spring"}, "'in the spring': cannot be read as a date"),
    ],
)
def test_a_by_when_that_is_no_date(said: dict[str, str], what: str) -> None:
    plan = subject(state(deadline=None, **said))
    assert found("bad-date", plan) == [("S1.1", what)]
    assert found("no-date", plan) == []


@pytest.mark.parametrize(
    "said",
    [
        {"by_when": "31.9.12"},  # mended: there is a deadline
        {"by_when": "30.9.12"},
        {"by_when": "TBC", "deadline": None},
        {"by_when": None, "deadline": None},
        {"by_when": "Quarterly", "recurrence": "quarterly", "deadline": None},
    ],
)
def test_a_by_when_that_is_a_date_or_was_mended_or_says_none(said: dict[str, str | None]) -> None:
    assert found("bad-date", subject(state(**said))) == []


def test_an_unreadable_date_of_a_recommendation_is_found_once_there() -> None:
    taken = {"deadline": None, "recommendation_by_when": "31.9.12"}
    bad = recommendation(by_when="31.9.12")
    plan = subject(state(**taken), state("S1.2", **taken), recommendations=[bad])
    assert [ref for ref, _ in found("bad-date", plan)] == ["S1"]
    assert found("no-date", plan) == []
    assert found("bad-date", subject(recommendations=[bad._replace(deadline="2012-09-30")])) == []


@pytest.mark.parametrize(("by_when", "what"), [(None, "no date is given"), ("TBC", "'TBC' is no date")])
def test_an_open_action_without_a_date(by_when: str | None, what: str) -> None:
    assert found("no-date", subject(state(deadline=None, by_when=by_when))) == [("S1.1", what)]


@pytest.mark.parametrize(
    "said",
    [
        {"deadline": "2012-11-30"},
        {"deadline": None, "recurrence": "monthly", "done_on": "2012-10-15"},
        {"deadline": None, "recommendation_deadline": "2012-11-30"},
        {"deadline": None, "status": "completed"},
    ],
)
def test_an_action_that_has_a_date_or_needs_none(said: dict[str, str | None]) -> None:
    assert found("no-date", subject(state(**said))) == []


def test_a_deadline_before_the_report() -> None:
    plan = subject(state(deadline="2012-06-26"), state("S1.2", deadline="2012-06-27"), published=PUBLISHED)
    assert found("before-report", plan) == [("S1.1", "due 2012-06-26; the report is of 2012-06-27")]
    assert found("before-report", plan._replace(published=None)) == []


def test_a_deadline_before_the_report_that_a_recommendation_prints_is_found_once_there() -> None:
    early = recommendation(deadline="2012-06-26")
    taken = state(deadline=None, recommendation_deadline="2012-06-26")
    assert [ref for ref, _ in found("before-report", subject(taken, recommendations=[early], published=PUBLISHED))] == ["S1"]


def planned(original: str, published: str | None = PUBLISHED, **said: object) -> Subject:
    timescales = {"timescale": "Within 6 months", "timescale_in_report": "Within three months"}
    told = {name: said.pop(name) for name in timescales if name in said}
    return subject(
        state(original=original, **said), recommendations=[recommendation(**(timescales | told))], published=published
    )


@pytest.mark.parametrize("stage", ["MUST DO", "Must do", None])
def test_an_action_planned_for_later_than_the_report_asked(stage: str | None) -> None:
    what = "due 2012-09-28; 'Within three months' ends on 2012-09-27"
    assert found("beyond-timescale", planned("2012-09-28", stage=stage)) == [("S1.1", what)]


def test_without_the_reports_timescale_the_plans_own_counts() -> None:
    assert found("beyond-timescale", planned("2012-12-27", timescale_in_report=None)) == []
    assert len(found("beyond-timescale", planned("2012-12-28", timescale_in_report=None))) == 1


@pytest.mark.parametrize(
    "plan",
    [
        planned("2012-09-27"),
        planned("2012-12-31", stage="EMBEDDING"),
        planned("2012-12-31", published=None),
        planned("2012-12-31", timescale_in_report="Immediately"),
        planned("2012-12-31", timescale_in_report="By the summer"),
        planned("2012-09-27", deadline="2012-12-31", moves=1),  # granted later: `moved`
    ],
)
def test_an_action_within_the_timescale_or_without_one(plan: Subject) -> None:
    assert found("beyond-timescale", plan) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "changed"),
    [
        ("Within 6 months", "Within three months", True),
        ("Within 3 months", "Immediately", True),
        ("Within 3 months", "Within three months", False),
        ("Within three months", "Within 6 months", False),
        ("Immediate", "Immediately", False),
        ("Within 6 months", None, False),
        (None, "Within 3 months", False),
        ("By the summer", "Immediately", False),
    ],
)
def test_a_timescale_longer_than_the_reports(ours: str | None, theirs: str | None, changed: bool) -> None:
    plan = subject(state(), recommendations=[recommendation(timescale=ours, timescale_in_report=theirs)])
    assert found("timescale-changed", plan) == ([("S1", f"the plan says '{ours}', the report '{theirs}'")] if changed else [])


@pytest.mark.parametrize(
    ("moves", "severity", "often"), [(1, "warning", "once"), (2, "warning", "twice"), (3, "error", "3 times")]
)
def test_a_moved_deadline_is_an_error_after_the_second_time(moves: int, severity: str, often: str) -> None:
    plan = subject(state(moves=moves, original="2012-09-30"))
    assert found("moved", plan) == [("S1.1", f"moved {often}, from 2012-09-30 to 2012-11-30")]
    assert severities("moved", plan) == [severity]


def test_a_plan_may_allow_more_moves_or_fewer() -> None:
    assert severities("moved", subject(state(moves=3), rules=Rules(moves_allowed=3))) == ["warning"]
    assert severities("moved", subject(state(moves=1), rules=Rules(moves_allowed=0))) == ["error"]


def test_a_deadline_that_was_not_moved_or_that_is_past_caring() -> None:
    assert found("moved", subject(state(requested="2012-12-31"), state("S1.2", status="completed", moves=3))) == []


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"recurrence": "six_monthly", "deadline": None}, "six monthly, and never said to be done"),
        ({"by_when": "Ongoing", "deadline": None}, "'Ongoing' does not say how often"),
        ({"by_when": "On-going to May 2013"}, "'On-going to May 2013' does not say how often"),
        ({"recommendation_by_when": "Ongoing", "deadline": None}, "'Ongoing' does not say how often"),
    ],
)
def test_work_that_goes_on_without_saying_how_often_or_when_last(said: dict[str, str | None], what: str) -> None:
    assert found("vague-recurrence", subject(state(**said))) == [("S1.1", what)]


@pytest.mark.parametrize(
    "said",
    [
        {"recurrence": "quarterly", "done_on": "2012-10-01"},
        {"by_when": "Ongoing, quarterly", "recurrence": "quarterly", "done_on": "2012-10-01"},
        {"by_when": "Ongoing", "status": "completed"},
        {"by_when": "30.11.12"},
    ],
)
def test_work_that_says_how_often_and_when_last_or_has_ended(said: dict[str, str]) -> None:
    assert found("vague-recurrence", subject(state(**said))) == []


def test_one_date_for_all_actions_of_a_recommendation() -> None:
    taken = {"deadline": None, "recommendation_deadline": "2013-03-31"}
    plan = subject(
        state(**taken), state("S1.2", **taken), state("S1.3", deadline="2013-03-31"), recommendations=[recommendation()]
    )
    assert found("one-date", plan) == [("S1", "all 3 actions are due 2013-03-31")]
    assert found("one-date", subject(state(), state("S1.2"), recommendations=[recommendation()])) == [
        ("S1", "both actions are due 2012-11-30")
    ]


@pytest.mark.parametrize(
    "states",
    [
        [state()],
        [state(), state("S1.2", deadline="2012-12-31")],
        [state(), state("S1.2", deadline=None)],
        [state(deadline=None), state("S1.2", deadline=None)],
        [state(recurrence="monthly"), state("S1.2", recurrence="monthly")],
        [state(status="completed"), state("S1.2", status="completed")],
        [state(), state("S1.2", status="withdrawn")],
    ],
)
def test_dates_that_differ_or_do_not_matter_any_more(states: list[State]) -> None:
    assert found("one-date", subject(*states, recommendations=[recommendation()])) == []


# --- Progress ---


@pytest.mark.parametrize(
    ("rule", "severity"), [("reported", "note"), ("evidenced", "error"), ("signed-off", "error"), ("embedded", "error")]
)
def test_complete_without_evidence_is_as_grave_as_the_plans_closure_rule(rule: str, severity: str) -> None:
    plan = subject(state(status="completed"), state("S1.2", status="embedded"), state("S1.3"), rules=Rules(rule))
    assert [ref for ref, _ in found("no-evidence", plan)] == ["S1.1", "S1.2"]
    assert severities("no-evidence", plan) == [severity, severity]


def test_evidence_answers_it() -> None:
    plan = subject(state(status="completed"))
    (item,) = plan.every
    assert found("no-evidence", plan._replace(every=[item._replace(seen=item.seen._replace(evidence_count=1))])) == []


def test_completed_while_the_note_speaks_of_work_to_come() -> None:
    noted = {"note": "Signed off. It is to be published.", "noted_on": DAY}
    plan = subject(state(status="completed", **noted), done_since=DAY)
    assert found("completed-but", plan) == [("S1.1", "“It is to be published.”")]
    assert found("completed-but", subject(state(**noted), done_since=DAY)) == []


def test_a_note_that_says_it_is_done_or_that_is_older_than_the_completion_says_nothing_against_it() -> None:
    done = state(status="completed", note="Published on 5 October.", noted_on=DAY)
    older = state("S1.2", status="completed", note="To be published.", noted_on="2012-10-30")
    assert found("completed-but", subject(done, older, state("S1.3", status="completed"), done_since=DAY)) == []


@pytest.mark.parametrize(
    ("reported", "due", "what"),
    [
        ("green", "2012-10-01", ["reported green, computed red: 30 days overdue"]),
        ("blue", "2012-11-30", ["reported blue, computed green: 30 days left"]),
        ("red", "2012-10-01", []),
        ("amber", "2012-11-30", []),
        ("none", "2012-10-01", []),
        (None, "2012-10-01", []),
    ],
)
def test_reported_better_than_computed(reported: str | None, due: str, what: list[str]) -> None:
    assert [said for _, said in found("optimistic", subject(state(reported=reported, deadline=due)))] == what


def test_a_closed_action_is_no_rating_query() -> None:
    rules = Rules("evidenced")
    assert found("optimistic", subject(state(reported="blue", status="completed"), rules=rules)) == []


def test_completed_embedding_work_without_a_re_audit() -> None:
    plan = subject(state(stage="Embedding", status="completed"), done_since=DAY)
    assert found("not-embedded", plan) == [("S1.1", "EMBEDDING work, completed without a re-audit")]


@pytest.mark.parametrize(("since", "count"), [("2012-04-30", 1), ("2012-05-01", 0)])
def test_whatever_is_complete_for_six_months_without_a_re_audit(since: str, count: int) -> None:
    plan = subject(state(stage="MUST DO", status="completed"), done_since=since)
    assert found("not-embedded", plan) == [("S1.1", f"completed by {since}, with no re-audit since")][:count]


def test_embedded_work_had_its_re_audit_and_open_work_needs_none() -> None:
    plan = subject(state(stage="EMBEDDING", status="embedded"), state("S1.2", stage="EMBEDDING"), done_since="2012-01-01")
    assert found("not-embedded", plan) == []


@pytest.mark.parametrize(
    ("said", "days", "stale"),
    [
        ({"updated_on": "2012-09-26"}, 35, False),
        ({"updated_on": "2012-09-25"}, 35, True),
        ({"updated_on": "2012-09-26"}, 34, True),
        ({"updated_on": None, "began": "2012-09-25"}, 35, True),
        ({"updated_on": None, "began": "2012-10-01"}, 35, False),
        ({"updated_on": "2012-01-01", "status": "completed"}, 35, False),
    ],
)
def test_an_open_action_of_which_nothing_was_heard_for_too_long(said: dict[str, str], days: int, stale: bool) -> None:
    plan = subject(state(**said), rules=Rules(stale_days=days))
    assert [ref for ref, _ in found("stale", plan)] == ["S1.1"] * stale
    if stale:
        assert found("stale", plan)[0][1] == f"nothing was reported for {days + 1} days"


def test_the_last_two_notes_of_an_open_action_say_the_same() -> None:
    noted = {"note": "No  change; as before."}
    same = subject(state(**noted), note_before="No change - as before")
    assert found("same-note", same) == [("S1.1", "open, and the last two notes say the same")]
    assert found("same-note", subject(state(**noted), note_before="No change as yet")) == []
    assert found("same-note", subject(state(**noted))) == []
    assert found("same-note", subject(state(status="completed", **noted), note_before="No change, as before")) == []


LATE = {"deadline": "2012-10-01"}


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (LATE, "red, with no day by which it will be done"),
        (LATE | {"expected": "2012-10-30"}, "the day that was expected, 2012-10-30, has passed"),
        ({"reported": "red"}, "red, with no day by which it will be done"),
    ],
)
def test_red_with_no_day_ahead(said: dict[str, str], what: str) -> None:
    assert found("red-no-plan", subject(state(**said))) == [("S1.1", what)]


@pytest.mark.parametrize(
    "said",
    [LATE | {"expected": DAY}, LATE | {"requested": "2012-12-31"}, LATE | {"status": "completed"}, {"reported": "amber"}, {}],
)
def test_red_with_a_day_ahead_or_not_red(said: dict[str, str]) -> None:
    assert found("red-no-plan", subject(state(**said))) == []


# --- Duplicates ---


def test_the_same_action_under_two_recommendations() -> None:
    plan = subject(state(text="Review the policy: now."), state("S2.4", text="review the  policy, now"), state("S3.1"))
    assert found("duplicate", plan) == [("S1.1", "the same action as S2.4")]
    three = subject(*(state(ref, text="Review it") for ref in ("S1.1", "S2.1", "S3.1")))
    assert found("duplicate", three) == [("S1.1", "the same action as S2.1, S3.1")]


def test_recommendations_in_the_same_words_are_one_finding_with_their_pairs() -> None:
    texts = {"S7.1": "One", "S7.2": "Two", "LAC4.1": "One", "LAC4.2": "two!", "LAC4.3": "Three", "S8.1": "One"}
    twins = [recommendation("S7", text="Supervise."), recommendation("LAC4", text="supervise"), recommendation("S8")]
    plan = subject(*(state(ref, text=text) for ref, text in texts.items()), recommendations=twins)
    assert found("duplicate", plan) == [
        ("S7", "the same recommendation as LAC4: S7.1 = LAC4.1, S7.2 = LAC4.2"),
        ("S7.1", "the same action as S8.1"),
    ]


@pytest.mark.parametrize(
    "states",
    [
        [state(text="Review the policy"), state("S2.1", text="Review the policies")],
        [state(text="Review"), state("S1.2", text="Review")],
        [state("1", text="Review"), state("2", text="Review"), state(text="Review")],
        [state(text="Review"), state("S2.1", text="Review", status="withdrawn")],
        [state(text=""), state("S2.1", text="")],
    ],
)
def test_what_is_no_duplicate(states: list[State]) -> None:
    assert found("duplicate", subject(*states)) == []
    assert found("duplicates-disagree", subject(*states)) == []


def test_duplicates_that_differ_in_status_or_date() -> None:
    here = state(text="Audit", status="on_hold")
    assert found("duplicates-disagree", subject(here, state("S2.1", text="Audit", status="not_stated"))) == [
        ("S1.1", "on hold, while S2.1 is not stated")
    ]
    later = state("S2.1", text="Audit", status="on_hold", deadline="2012-12-31")
    assert found("duplicates-disagree", subject(here, later)) == [
        ("S1.1", "due 2012-11-30, while S2.1 is due 2012-12-31"),
    ]
    assert found("duplicates-disagree", subject(here, here._replace(ref="S2.1", recommendation_ref="S2"))) == []


# --- What would be published ---


def test_words_that_could_give_somebody_away_in_each_field() -> None:
    told = "Two children moved."
    plan = subject(
        state(text=told, note="Write to j.doe@example.org."),
        recommendations=[recommendation(text=told, outcome=told, note="Child B is safe.")],
    )
    assert found("personal-data", plan) == [
        ("S1", "recommendation: a small number of children (“Two children”)"),
        ("S1", "outcome: a small number of children (“Two children”)"),
        ("S1", "note: a single child or family (“Child B”)"),
        ("S1.1", "action: a small number of children (“Two children”)"),
        ("S1.1", "note: an e-mail address"),
    ]


def test_words_that_give_nobody_away() -> None:
    plan = subject(state(text="Visit two children's homes by 1 May.", note="Child protection plans: 12 of 14 reviewed."))
    assert found("personal-data", plan) == []
