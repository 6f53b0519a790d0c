"""What a board must ask of completed work."""

from actiontracker.reports.actions import Action
from actiontracker.reports.assurance import assurance
from actiontracker.reports.exceptions import DateStep
from tests.reports.test_board import action

DAY, SINCE, UNTIL = "2025-10-31", "2025-09-30", "2025-11-30"


def asked(*actions: Action, rule: str = "reported", steps: list[DateStep] = []):  # type: ignore[no-untyped-def]
    return assurance(list(actions), [], {"north": rule}, steps, [], SINCE, UNTIL)


def done(ref: str, **said: object) -> Action:
    return action(ref, status="completed")._replace(**said)  # type: ignore[arg-type]


def refs(actions: list[Action]) -> list[str]:
    return [a.ref for a in actions]


def test_it_says_of_how_many_completions_evidence_is_held() -> None:
    said = asked(done("1", evidence_count=2), done("2"), action("3", status="in_progress")._replace(evidence_count=1))
    assert (said.proven.n, said.proven.of, refs(said.unproven)) == (1, 2, ["2"])


def test_a_sign_off_is_awaited_only_where_the_rule_asks_for_it() -> None:
    actions = done("1"), done("2", signed_off_on="2025-09-01"), action("3", status="in_progress")
    assert refs(asked(*actions).awaiting) == []
    assert refs(asked(*actions, rule="evidenced").awaiting) == []
    assert refs(asked(*actions, rule="signed-off").awaiting) == ["1"]
    assert refs(asked(*actions, rule="embedded").awaiting) == ["1"]


def test_signed_off_since_counts_from_the_day_after_the_last_board() -> None:
    actions = [done(str(n), signed_off_on=day) for n, day in enumerate(("2025-09-29", SINCE, "2025-10-01", DAY))]
    assert refs(asked(*actions).signed_off) == ["2", "3"]


def test_re_audits_due_by_the_next_board_are_listed_the_latest_first_and_later_ones_are_not() -> None:
    due = {"1": "2025-11-30", "2": "2025-12-01", "3": "2025-10-01", "4": None}
    assert refs(asked(*(done(ref, reaudit_due=day) for ref, day in due.items())).reaudits) == ["3", "1"]


def test_improvement_not_sustained_is_counted_of_those_that_were_looked_at() -> None:
    found = "sustained", "not_sustained", "partly", None
    said = asked(*(done(str(n), reaudit_result=result) for n, result in enumerate(found)))
    assert (said.not_sustained.n, said.not_sustained.of) == (1, 3)


def test_late_work_that_others_wait_for_is_named_and_what_is_in_time_is_not() -> None:
    late = action("1", status="in_progress")._replace(days_overdue=3, holds_up=("2",))
    in_time = action("3", status="in_progress")._replace(holds_up=("2",))
    assert refs(asked(late, in_time).holding_up) == ["1"]


def test_the_request_shown_is_the_one_that_waits() -> None:
    def step(kind: str, after: str, entry: int) -> DateStep:
        return DateStep("north", "1", (), DAY, kind, None, after, None, "why", None, None, entry)

    steps = [step("requested", "2026-01-01", 1), step("refused", "2026-01-01", 2), step("requested", "2026-02-01", 3)]
    waiting = action("1", status="in_progress")._replace(requested="2026-02-01")
    assert [s.entry for s in asked(waiting, steps=steps).requests] == [3]
    assert asked(waiting._replace(requested=None), steps=steps).requests == []
