"""Sign-off, reopening, re-audits and closure rules: who says that work is complete, and whether it still holds."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actiontracker.services import proofs, recording
from actiontracker.services.reporting import Selection, listed
from actiontracker.store.connection import write_transaction
from tests.conftest import Cli
from tests.packs import printed, run, small_plan
from tests.worked import dump

DONE = "2025-10-01"
NOW = "2026-01-15T09:30:00Z"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The small plan with R1.1 completed, and evidence for it."""
    database = tmp_path / "db.sqlite"
    small_plan(database)
    printed(database, "update", "R1.1", "--status", "completed", "--on", DONE)
    printed(database, "evidence", "add", "R1.1", "--kind", "audit", "--title", "Sample", "--on", DONE)
    return database


def shown(database: Path, ref: str, day: str) -> dict[str, Any]:
    action: dict[str, Any] = json.loads(printed(database, "show", ref, "--as-at", day, "--format", "json"))["action"]
    return action


def rated(database: Path, day: str, ref: str = "R1.1") -> tuple[str, str]:
    action = shown(database, ref, day)
    return action["rag"], action["rag_reason"]


def rule(database: Path, name: str) -> None:
    printed(database, "closure", "--plan", "small", "--rule", name, "--on", DONE, "--yes")


def sign(database: Path, day: str, *more: str) -> None:
    printed(database, "signoff", "R1.1", "--board", "Improvement Board", "--on", day, *more)


# --- Sign-off ---


def test_completed_work_waits_green_for_the_next_board_then_amber_then_blue_when_it_is_signed_off(database: Path) -> None:
    rule(database, "signed-off")
    assert rated(database, "2025-11-05") == ("green", "complete, awaiting sign-off")
    assert rated(database, "2025-11-06") == ("amber", "complete, not signed off")
    sign(database, "2025-11-10", "--minute", "12")
    assert rated(database, "2025-11-10")[0] == "blue"
    assert rated(database, "2025-11-09") == ("amber", "complete, not signed off")


def test_a_refusal_leaves_it_waiting_and_the_list_says_since_when(database: Path) -> None:
    rule(database, "signed-off")
    sign(database, "2025-11-10", "--refuse", "--reason", "no voice of a child")
    assert rated(database, "2025-12-01") == ("amber", "complete, sign-off refused")
    line = next(row for row in json.loads(printed(database, "signoff", "--format", "json"))["rows"] if row["ref"] == "R1.1")
    assert (line["ref"], line["refused_on"], line["evidence_kinds"]) == ("R1.1", "2025-11-10", ["audit"])
    assert "no voice of a child" in printed(database, "history", "R1.1")


def test_reopening_ends_a_sign_off_and_completing_again_asks_for_another(database: Path) -> None:
    rule(database, "signed-off")
    sign(database, "2025-11-10")
    printed(database, "reopen", "R1.1", "--reason", "not in two teams", "--on", "2025-12-01")
    assert shown(database, "R1.1", "2025-12-01")["signed_off_on"] is None
    assert shown(database, "R1.1", "2025-11-30")["signed_off_on"] == "2025-11-10"
    printed(database, "update", "R1.1", "--status", "completed", "--on", "2025-12-10")
    assert rated(database, "2025-12-11") == ("green", "complete, awaiting sign-off")
    sign(database, "2025-12-12")
    assert rated(database, "2025-12-12")[0] == "blue"


def test_whoever_leads_and_signs_or_chairs_is_named_and_refused_with_strict(database: Path) -> None:
    lead = shown(database, "R1.1", DONE)["leads"][0]
    before = dump(database)
    for options in (("--by", lead), ("--chair", lead)):
        code, said = run(database, "signoff", "R1.1", "--board", "B", "--on", DONE, "--strict", *options)
        assert (code, lead in said, "R1.1" in said) == (3, True, True)
    assert dump(database) == before
    sign(database, "2025-11-10", "--by", lead)
    assert shown(database, "R1.1", "2025-11-10")["signed_off_on"] == "2025-11-10", "a warning is no refusal"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("signoff", "R1.2", "--board", "B"), 3),
        (("signoff", "R1.1", "--board", "B", "--on", "2025-09-30"), 3),
        (("signoff", "R1.1", "--board", "B", "--on", "2026-02-01"), 3),
        (("signoff", "R1.1"), 2),
        (("signoff", "R1.1", "--board", " "), 2),
        (("signoff", "R1.1", "--board", "B", "--minute", ""), 2),
        (("signoff", "R1.1", "--board", "B", "--minute", "unknown"), 2),
        (("signoff", "R1.1", "--board", "B", "--refuse"), 2),
        (("signoff", "R1.1", "--board", "B", "--chair", "Nobody"), 9),
        (("signoff", "R9.9", "--board", "B"), 9),
        (("signoff", "R1", "--board", "B"), 9),
        (("signoff", "--board", "B"), 2),
        (("reopen", "R1.2", "--reason", "x"), 3),
        (("reopen", "R1.1", "--reason", " "), 2),
        (("reaudit", "R1.2"), 3),
        (("reaudit", "R1.1", "--due", "2025-09-01"), 3),
        (("reaudit", "R1.1", "--result", "good"), 2),
        (("reaudit", "R1.1", "--result", "sustained", "--evidence", "E9"), 9),
        (("reaudit", "R1.1", "--result", "sustained", "--due", "2026-05-01"), 2),
        (("reaudit", "R1.2", "--result", "sustained"), 3),
        (("reaudit", "R1.1", "--note", "x"), 2),
        (("update", "R1.1", "--status", "embedded"), 2),
        (("closure", "--plan", "small", "--rule", "trusted", "--yes"), 2),
        (("closure", "--plan", "small", "--rule", "reported", "--yes"), 3),
        (("closure", "--plan", "small", "--rule", "evidenced"), 2),
        (("closure", "--rule", "evidenced", "--yes"), 2),
        (("closure", "R1", "--needs", "rumour", "--yes"), 2),
        (("closure", "R1.1", "--needs", "audit", "--yes"), 9),
        (("closure", "R1", "--needs", "none", "--yes"), 3),
        (("closure", "--plan", "none", "--rule", "evidenced", "--yes"), 9),
    ],
)
def test_what_cannot_be_meant_is_one_line_and_changes_nothing(database: Path, args: tuple[str, ...], code: int) -> None:
    before = dump(database)
    got, said = run(database, *args)
    assert (got, said.count("\n")) == (code, 1), said
    assert dump(database) == before


# --- Re-audits ---


def test_a_re_audit_is_due_six_months_after_closing_unless_it_is_said(database: Path) -> None:
    printed(database, "reaudit", "R1.1", "--on", "2025-10-02")
    assert shown(database, "R1.1", "2025-10-02")["reaudit_due"] == "2026-04-01"
    printed(database, "reaudit", "R1.1", "--due", "2025-12-31", "--on", "2025-10-03")
    assert shown(database, "R1.1", "2025-10-03")["reaudit_due"] == "2025-12-31"
    (line,) = json.loads(printed(database, "reaudit", "--format", "json"))["rows"]
    assert (line["due"], line["days_late"]) == ("2025-12-31", 15)


def test_sustained_work_is_embedded_and_what_was_not_sustained_is_open_again(database: Path) -> None:
    printed(database, "reaudit", "R1.1", "--result", "sustained", "--evidence", "E1", "--on", "2025-12-01")
    assert (shown(database, "R1.1", "2025-12-01")["status"], shown(database, "R1.1", "2025-11-30")["status"]) == (
        "embedded",
        "completed",
    )
    printed(database, "reaudit", "R1.1", "--result", "not-sustained", "--note", "3 of 10", "--on", "2025-12-20")
    action = shown(database, "R1.1", "2025-12-20")
    assert (action["status"], action["reaudit_result"], action["progress"]) == ("in_progress", "not_sustained", "3 of 10")
    assert "improvement not sustained: 1 of 1 re-audited" in printed(database, "reaudit")


def test_partly_sustained_work_stays_complete_and_is_to_be_looked_at_again(database: Path) -> None:
    printed(database, "reaudit", "R1.1", "--result", "partly", "--on", "2025-12-01")
    assert shown(database, "R1.1", "2025-12-01")["status"] == "completed"
    rule(database, "embedded")
    sign(database, "2025-12-02")
    assert rated(database, "2025-12-02") == ("amber", "complete, only partly sustained")


def test_whoever_completes_an_action_is_told_what_the_rule_still_asks(database: Path, cli: Cli) -> None:
    said = cli("--db", str(database), "update", "R2.1", "--status", "completed", "--on", DONE)
    assert said.err == ""
    rule(database, "evidenced")
    said = cli("--db", str(database), "update", "R1.2", "--status", "completed", "--on", DONE)
    assert said.err == "R1.2: complete, no evidence (actiontracker evidence add small:R1.2 …)\n"


def test_evidence_that_does_not_count_for_the_action_is_no_ground_for_a_result(database: Path) -> None:
    printed(database, "evidence", "withdraw", "E1", "--reason", "x", "--on", "2025-11-01")
    assert run(database, "reaudit", "R1.1", "--result", "sustained", "--evidence", "E1", "--on", "2025-12-01")[0] == 3


def test_under_embedded_the_colour_goes_from_sign_off_over_re_audit_to_blue(database: Path) -> None:
    rule(database, "embedded")
    sign(database, "2025-10-20")
    assert rated(database, "2025-10-20") == ("green", "complete, re-audit due 2026-04-01")
    printed(database, "reaudit", "R1.1", "--due", "2025-12-31", "--on", "2025-10-21")
    assert rated(database, "2026-01-02") == ("amber", "complete, re-audit 2 days late")
    printed(database, "reaudit", "R1.1", "--result", "sustained", "--on", "2026-01-03")
    assert rated(database, "2026-01-03")[0] == "blue"


# --- Closure rules ---


def test_a_rule_shows_beforehand_what_it_does_and_nothing_is_recorded(database: Path) -> None:
    printed(database, "update", "R1.2", "--status", "completed", "--on", DONE)
    before = dump(database)
    code, said = run(database, "closure", "--plan", "small", "--rule", "evidenced")
    assert (code, "2 ratings of small" in said, dump(database)) == (2, True, before)
    said = printed(database, "closure", "--plan", "small", "--rule", "evidenced", "--yes")
    assert "R1.2     blue -> amber: complete, no evidence" in said
    assert "R1.1" not in said


def test_a_recommendation_needs_its_kinds_and_its_actions_say_which_is_missing(database: Path) -> None:
    rule(database, "evidenced")
    printed(database, "closure", "R1", "--needs", "audit", "--needs", "voice", "--on", DONE, "--yes")
    assert rated(database, "2025-11-01") == ("amber", "complete, no voice")
    printed(database, "evidence", "add", "R1.2", "--kind", "voice-of-parents", "--title", "Survey", "--on", "2025-11-02")
    assert rated(database, "2025-11-02")[0] == "blue"
    printed(database, "closure", "R1", "--needs", "none", "--on", "2025-11-03", "--yes")
    (plan,) = json.loads(printed(database, "closure", "--format", "json"))["rows"]
    assert (plan["rule"], plan["recommendation_ref"]) == ("evidenced", None)


# --- The laws ---

_ACTS = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from(("completed", "in_progress", "sign", "refuse", "plan", "pass", "fail"))),
    max_size=8,
)
_START = date(2025, 10, 1)


def _day(number: int) -> str:
    return (_START + timedelta(days=number)).isoformat()


def _expected(acts: list[tuple[int, str]], day: int) -> tuple[str, bool, bool]:
    """A slow reading: walk through what holds by a day, in order of day, then of recording."""
    status, signed, passed = "completed", False, False
    for _, act in sorted((each for each in acts if each[0] <= day), key=lambda each: each[0]):
        if act in ("in_progress", "fail"):
            status, signed, passed = "in_progress", False, False
        elif act == "completed":
            status = "completed"
        elif act == "pass":
            status, passed = "embedded", True
        elif act != "plan" and status != "in_progress":  # what is open cannot be signed off
            signed = act == "sign"
    return status, signed, passed


def _record(database: Path, acts: list[tuple[int, str]]) -> None:
    with write_transaction(database, by="tester", now=NOW) as ledger:
        (action,) = ledger.conn.execute("select id from action where ref = 'R1.1'").fetchone()
        for number, act in acts:
            on = _day(number)
            facts = {
                "sign": lambda on=on: [proofs.signed_off(action, on, 1, "B")],
                "refuse": lambda on=on: [proofs.signed_off(action, on, 0, "B", None, "no")],
                "plan": lambda on=on: [proofs.reaudit_planned(action, on, "2026-06-01")],
                "pass": lambda on=on: [proofs.reaudited(action, on, "sustained", None), recording.progress(action, on, status="embedded")],
                "fail": lambda on=on: [proofs.reaudited(action, on, "not_sustained", None), recording.progress(action, on, status="in_progress")],
            }  # fmt: skip
            made = facts[act]() if act in facts else [recording.progress(action, on, status=act)]
            ledger.append("test", made, action=action)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=_ACTS, data=st.data())
def test_a_sign_off_holds_until_a_later_saying_opens_the_action_whatever_the_order_of_recording(
    database: Path, tmp_path: Path, acts: list[tuple[int, str]], data: st.DataObject
) -> None:
    path = tmp_path / "law.sqlite"
    path.write_bytes(database.read_bytes())
    _record(path, acts)
    day = data.draw(st.integers(0, 60))
    with listed(path, _day(day), Selection(refs=("R1.1",))) as listing:
        (action,) = listing.actions
        beside = listing.scope.lens.assured(action_id(path))
    found = action.status, action.signed_off_on is not None, beside.reaudit_passed
    assert found == _expected(acts, day)


def action_id(database: Path) -> int:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(database)) as conn:
        (number,) = conn.execute("select id from action where ref = 'R1.1'").fetchone()
        return int(number)
