"""Moved dates: asked for, decided on, summed up; and the plan's change log."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actiontracker.services import recording
from actiontracker.services.reporting import Selection, listed
from actiontracker.services.slipping import changes, slipped
from actiontracker.store.connection import write_transaction
from tests.packs import printed, run, small_plan
from tests.worked import dump

FIRST = "2025-08-31"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The small plan, with an action N.1 due on FIRST that nobody has spoken of."""
    database = tmp_path / "db.sqlite"
    small_plan(database)
    printed(
        database, "add", "R2", "--ref", "N.1", "--text", "Visit", "--lead", "SM QA", "--by-when", FIRST, "--on", "2025-05-01"
    )
    return database


def as_json(database: Path, *args: str) -> Any:
    return json.loads(printed(database, *args, "--format", "json"))


def extend(database: Path, to: str, on: str, ref: str = "N.1") -> None:
    printed(database, "extend", ref, "--to", to, "--reason", "staff are short", "--on", on)


def decide(database: Path, on: str, *said: str, ref: str = "N.1") -> None:
    printed(database, "decide", ref, *(said or ("--grant",)), "--board", "Improvement Board", "--on", on, "--minute", "6")


def action(database: Path, day: str, ref: str = "N.1") -> Any:
    return as_json(database, "show", ref, "--as-at", day)["action"]


def test_until_it_is_granted_the_agreed_deadline_counts_and_from_that_day_the_new_one(database: Path) -> None:
    extend(database, "2025-12-31", "2025-08-01")
    assert (action(database, "2025-09-10")["deadline"], action(database, "2025-09-10")["requested"]) == (FIRST, "2025-12-31")
    decide(database, "2025-09-15")
    assert action(database, "2025-09-14")["deadline"] == FIRST
    after = action(database, "2025-09-15")
    assert (after["deadline"], after["original_deadline"], after["requested"], after["deadline_moves"]) == (
        "2025-12-31",
        FIRST,
        None,
        1,
    )


def test_extend_records_what_update_with_a_deadline_records(database: Path) -> None:
    extend(database, "2025-12-31", "2025-08-01")
    one = as_json(database, "show", "N.1")["history"][-1]
    printed(database, "undo", str(one["entry"]), "--yes")
    printed(
        database, "update", "N.1", "--deadline", "2025-12-31", "--reason", "staff are short", "--on", "2025-08-01"
    )  # fmt: skip
    other = as_json(database, "show", "N.1")["history"][-1]
    for each in (one, other):
        each["said"].pop("label")
    assert (one["kind"], one["said"], one["on"]) == (other["kind"], other["said"], other["on"])


def test_a_later_request_takes_the_place_of_the_one_before_and_settles_it(database: Path) -> None:
    extend(database, "2025-10-31", "2025-08-01")
    extend(database, "2025-12-31", "2025-08-05")
    (line,) = as_json(database, "requests", "--as-at", "2025-08-10")["rows"]
    assert (line["ref"], line["deadline"], line["requested"], line["days"]) == ("N.1", FIRST, "2025-12-31", 122)
    decide(database, "2025-08-20")
    assert as_json(database, "requests", "--as-at", "2025-08-20")["rows"] == []
    assert run(database, "decide", "N.1", "--refuse", "--board", "B", "--on", "2025-08-21")[0] == 3


def test_a_board_may_grant_another_day_or_refuse(database: Path) -> None:
    extend(database, "2025-12-31", "2025-08-01")
    decide(database, "2025-08-20", "--grant", "--to", "2025-10-15")
    assert action(database, "2025-08-20")["deadline"] == "2025-10-15"
    extend(database, "2026-03-31", "2025-09-01")
    decide(database, "2025-09-20", "--refuse", "--reason", "it has moved enough")
    assert (action(database, "2025-09-20")["deadline"], action(database, "2025-09-20")["requested"]) == ("2025-10-15", None)


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("extend", "N.1", "--to", FIRST, "--reason", "x"), 3),
        (("extend", "N.1", "--to", "2025-01-01", "--reason", "x"), 3),
        (("extend", "N.1", "--to", "31.9.26", "--reason", "x"), 2),
        (("extend", "N.1", "--to", "2026-12-31", "--reason", " "), 2),
        (("extend", "N.1", "--to", "2026-12-31", "--reason", "x", "--on", "2026-02-01"), 3),
        (("extend", "R2.1", "--to", "2026-12-31", "--reason", "x"), 3),
        (("update", "R2.1", "--deadline", "2026-12-31", "--reason", "x"), 3),
        (("extend", "R2", "--to", "2026-12-31", "--reason", "x"), 9),
        (("extend", "N.1", "N.9", "--to", "2026-12-31", "--reason", "x"), 9),
        (("decide", "N.1", "--grant", "--board", "B"), 3),
        (("decide", "N.1", "--board", "B"), 2),
        (("decide", "N.1", "--grant", "--refuse", "--board", "B"), 2),
        (("decide", "N.1", "--grant"), 2),
        (("decide", "N.1", "--grant", "--board", "B", "--minute", "nobody knows"), 2),
        (("decide", "N.1", "--refuse", "--to", "2026-01-01", "--board", "B"), 2),
        (("edit", "N.1", "--text", "x", "--reason", "y", "--minute", "3"), 2),
        (("slippage", "--since", "2026-01-10", "--as-at", "2026-01-01"), 2),
        (("changes", "--since", "2026-01-10", "--as-at", "2026-01-01"), 2),
    ],
)
def test_what_cannot_be_meant_is_one_line_and_changes_nothing(database: Path, args: tuple[str, ...], code: int) -> None:
    before = dump(database)
    got, said = run(database, *args)
    assert (got, said.count("\n"), dump(database)) == (code, 1, before), said


def test_a_grant_for_work_that_was_completed_meanwhile_is_refused_and_a_refusal_is_not(database: Path) -> None:
    extend(database, "2025-12-31", "2025-08-01")
    printed(database, "update", "N.1", "--status", "completed", "--on", "2025-08-10")
    assert run(database, "decide", "N.1", "--grant", "--board", "B", "--on", "2025-08-20")[0] == 3
    decide(database, "2025-08-20", "--refuse")


def test_late_and_in_time_are_told_by_the_original_and_by_the_agreed_date(database: Path) -> None:
    extend(database, "2025-12-31", "2025-08-01")
    decide(database, "2025-08-20")
    found = as_json(database, "slippage", "--as-at", "2025-09-30")
    assert "small:N.1" in found["only_original"]
    assert found["overdue_original"]["n"] - found["overdue_agreed"]["n"] == len(found["only_original"])
    printed(database, "update", "N.1", "--status", "completed", "--on", "2025-10-10")
    on_time = as_json(database, "slippage", "--since", "2025-10-01", "--as-at", "2025-10-31")["on_time"]
    assert (on_time["by_original"], on_time["by_agreed"]) == ({"n": 0, "of": 1}, {"n": 1, "of": 1})


def test_a_change_of_the_plan_says_who_agreed_it_under_the_version_it_belongs_to(database: Path) -> None:
    agreed = ("--agreed-by", "Improvement Board", "--minute", "7")
    printed(database, "edit", "N.1", "--text", "Visit weekly", "--reason", "clearer", *agreed, "--on", "2025-09-01")
    printed(database, "edit", "N.1", "--lead", "HoS CP", "--reason", "moved", *agreed, "--on", "2025-09-02")
    printed(database, "withdraw", "R1.2", "--reason", "not needed", *agreed, "--on", "2025-09-03")
    printed(database, "add", "R2", "--text", "More", *agreed, "--on", "2025-09-04")
    printed(database, "update", "N.1", "--note", "progress is no change of the plan", "--on", "2025-09-05")
    lines = as_json(database, "changes", "--since", "2025-09-01")["rows"]
    told = [(line["ref"], line["what"], line["before"], line["after"]) for line in lines]
    assert told == [
        ("N.1", "reworded", "Visit", "Visit weekly"),
        ("N.1", "leads", "SM QA", "HoS CP"),
        ("R1.2", "withdrawn", None, None),
        ("R2.2", "added", None, "More"),
    ]
    assert {(line["agreed_by"], line["minute"], line["version"]) for line in lines} == {("Improvement Board", "7", "1.0")}


def test_undone_changes_are_no_changes_and_what_stood_in_the_plan_at_first_neither(database: Path) -> None:
    lines = as_json(database, "changes")["rows"]
    assert ("N.1", "added") in {(line["ref"], line["what"]) for line in lines}
    assert "R1.1" not in {line["ref"] for line in lines if line["what"] == "added"}
    entry = next(line["entry"] for line in lines if line["ref"] == "N.1")
    printed(database, "undo", str(entry), "--yes")
    assert "N.1" not in {line["ref"] for line in as_json(database, "changes")["rows"]}


def test_a_board_cannot_grant_a_day_that_is_no_later_than_the_agreed_one_to_who_asked_for_more_time(database: Path) -> None:
    extend(database, "2025-12-31", "2025-08-01")
    before = dump(database)
    for to in (FIRST, "2025-01-01"):
        got, said = run(database, "decide", "N.1", "--grant", "--to", to, "--board", "B", "--on", "2025-08-20")
        assert (got, said.count("\n"), dump(database)) == (3, 1, before), said


def test_an_earlier_day_that_was_asked_for_may_be_granted(database: Path) -> None:
    printed(database, "update", "N.1", "--deadline", "2025-07-31", "--reason", "sooner is safer", "--on", "2025-06-01")
    decide(database, "2025-06-10", "--grant", "--to", "2025-07-15")
    assert action(database, "2025-06-10")["deadline"] == "2025-07-15"


def test_what_recurs_has_no_date_to_extend_until_its_end_is_agreed(database: Path) -> None:
    printed(database, "add", "R2", "--ref", "N.2", "--text", "Audit", "--by-when", "Quarterly", "--on", "2025-05-01")
    before = dump(database)
    got, said = run(database, "extend", "N.2", "--to", "2026-06-30", "--reason", "x", "--on", "2025-08-01")
    assert (got, said.count("\n"), dump(database)) == (3, 1, before), said
    printed(database, "update", "N.2", "--deadline", "2026-03-31", "--on", "2025-08-01")
    extend(database, "2026-06-30", "2025-08-02", "N.2")
    assert action(database, "2025-08-02", "N.2")["requested"] == "2026-06-30"


def test_a_move_keeps_why_it_was_asked_for_beside_what_the_board_said(database: Path) -> None:
    extend(database, "2025-12-31", "2025-08-01")
    decide(database, "2025-08-20")
    (move,) = moves(database)
    assert (move["reason"], move["request_reason"]) == (None, "staff are short")
    assert "asked for on 1 Aug 2025 by tester: staff are short" in " ".join(printed(database, "slippage").split())
    assert [line["reason"] for line in moved(database)] == ["staff are short"]
    extend(database, "2026-03-31", "2025-09-01")
    decide(database, "2025-09-20", "--refuse", "--reason", "enough")
    assert [line["reason"] for line in moved(database)] == ["staff are short", "enough"]


def moves(database: Path) -> list[Any]:
    return [move for move in as_json(database, "slippage")["moves"] if move["ref"] == "N.1"]


def moved(database: Path) -> list[Any]:
    return [line for line in as_json(database, "changes")["rows"] if line["ref"] == "N.1" and line["what"].startswith("date")]


def test_a_measure_is_no_change_of_its_recommendations_wording(database: Path) -> None:
    before = as_json(database, "changes")["rows"]
    printed(database, "measures", "add", "R2", "--text", "Seen in time", "--target", "90", "--by-when", "31.3.26")
    assert as_json(database, "changes")["rows"] == before


def test_a_change_that_was_recorded_late_stands_between_its_neighbours_by_day(database: Path) -> None:
    why = ("--reason", "r")
    printed(database, "edit", "N.1", "--text", "Third", "--lead", "HoS CP", *why, "--on", "2025-09-10")
    printed(database, "edit", "N.1", "--text", "Second", *why, "--on", "2025-09-05")
    told = [
        (line["what"], line["before"], line["after"]) for line in as_json(database, "changes", "--since", "2025-09-01")["rows"]
    ]
    assert told == [("reworded", "Visit", "Second"), ("reworded", "Second", "Third"), ("leads", "SM QA", "HoS CP")]


def test_a_correction_of_the_original_does_not_stand_between_two_moves(database: Path) -> None:
    extend(database, "2025-10-31", "2025-08-01")
    decide(database, "2025-08-05")
    printed(database, "correct", "N.1", "--deadline", "2025-08-30", "--reason", "mis-keyed")
    extend(database, "2025-12-31", "2025-09-01")
    decide(database, "2025-09-05")
    told = [(line["what"], line["before"], line["after"]) for line in moved(database)]
    assert told == [
        ("date set", FIRST, "2025-08-30"),
        ("date moved", "2025-08-30", "2025-10-31"),
        ("date moved", "2025-10-31", "2025-12-31"),
    ]
    assert [(move["old"], move["new"]) for move in moves(database)] == [each[1:] for each in told[1:]]


def test_of_two_versions_of_one_day_the_one_that_was_recorded_last_holds(database: Path) -> None:
    with write_transaction(database, by="tester", now="2026-01-15T09:30:00Z") as ledger:
        (plan,) = ledger.conn.execute("select id from plan").fetchone()
        for version in ("2.9", "2.10"):
            row = {"plan_id": plan, "effective_on": "2025-09-01", "name": "version", "value": version}
            ledger.append("setting", [("plan_setting", row)])
    printed(database, "edit", "N.1", "--text", "Visit weekly", "--reason", "r", "--on", "2025-09-02")
    assert as_json(database, "changes", "--since", "2025-09-01")["rows"][0]["version"] == "2.10"


# --- The laws ---

_START = date(2025, 9, 1)
_STEPS = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from(("request", "grant", "refuse")), st.integers(1, 200)), max_size=8
)


def _day(number: int) -> str:
    return (_START + timedelta(days=number)).isoformat()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS, data=st.data())
def test_the_original_never_changes_and_the_days_of_the_moves_add_up_on_every_day(
    database: Path, tmp_path: Path, steps: list[tuple[int, str, int]], data: st.DataObject
) -> None:
    path = tmp_path / "law.sqlite"
    path.write_bytes(database.read_bytes())
    with write_transaction(path, by="tester", now="2026-01-15T09:30:00Z") as ledger:
        (number,) = ledger.conn.execute("select id from action where ref = 'N.1'").fetchone()
        for on, step, later in steps:
            to = _day(later)
            facts = {
                "request": recording.deadline_requested(number, _day(on), to, "why"),
                "grant": recording.deadline_decided(number, _day(on), to, "granted", None, "B", None, None),
                "refuse": recording.deadline_decided(number, _day(on), to, "refused", None, "B", None, None),
            }
            ledger.append(step, [facts[step]], action=number)
    day = data.draw(st.integers(0, 60))
    with listed(path, _day(day), Selection(refs=("N.1",))) as listing:
        (found,) = listing.actions
    granted = [to for on, step, to in sorted(steps, key=lambda each: each[0]) if step == "grant" and on <= day]
    assert found.original_deadline == FIRST
    assert found.deadline == (_day(granted[-1]) if granted else FIRST)
    assert found.deadline_moves == len(granted)
    summed = slipped(path, _day(day), None, Selection(refs=("N.1",))).found
    days = (date.fromisoformat(str(found.deadline)) - date.fromisoformat(FIRST)).days
    assert sum(move.days or 0 for move in summed.moves) == days
    assert [total.days for total in summed.by_action] == ([days] if granted else [])
    assert summed.overdue_agreed.n <= summed.overdue_agreed.of == summed.overdue_original.of


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.tuples(st.integers(0, 60), st.sampled_from(("a", "b", "c", "d"))), min_size=1, max_size=6),
    cut=st.integers(0, 60),
)
def test_the_change_log_runs_from_wording_to_wording_and_later_days_change_nothing_earlier(
    database: Path, tmp_path: Path, texts: list[tuple[int, str]], cut: int
) -> None:
    def lines(those: list[tuple[int, str]], until: str) -> list[Any]:
        path = tmp_path / "log.sqlite"
        path.write_bytes(database.read_bytes())
        with write_transaction(path, by="tester", now="2026-01-15T09:30:00Z") as ledger:
            (number,) = ledger.conn.execute("select id from action where ref = 'N.1'").fetchone()
            for on, text in those:
                row = {"text": recording.words(text), "stage": None, "by_when": FIRST, "recurrence": None}
                ledger.append("edit", [recording.worded("action", number, _day(on), row, "why")], action=number)
        found = changes(path, until, _day(0), ()).lines
        return [(line.on, line.before, line.after) for line in found if line.ref == "N.1" and line.what == "reworded"]

    told = lines(texts, _day(60))
    assert [before for _, before, _ in told] == ["Visit", *(after for _, _, after in told)][: len(told)]
    by_then = [each for each in texts if each[0] <= cut]
    assert lines(texts, _day(cut)) == lines(by_then, _day(cut)) == [line for line in told if line[0] <= _day(cut)]
