"""Proof in plan files: what is exported imports back to the same, and what cannot be meant is refused with its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.packs import printed, run, small_plan
from tests.worked import dump

DAYS = ("2025-09-30", "2025-11-05", "2025-11-20", "2025-12-05", "2025-12-20", "2026-01-15")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The small plan with everything that shows that work is complete, said by the commands."""
    database = tmp_path / "db.sqlite"
    small_plan(database)
    (tmp_path / "sample.pdf").write_text("ten files")
    acts = [
        "closure --plan small --rule evidenced --on 2025-10-01 --yes",
        "closure R1 --needs audit --needs voice --on 2025-10-01 --yes",
        "closure R1 --needs audit --on 2025-12-01 --yes",
        "update R1.1 R1.2 --status completed --on 2025-11-01",
        "evidence add R1.1 R1.2 --kind audit --title Sample --where folder --dated 2025-10-30 --on 2025-11-02",
        "evidence add R1.1 --kind voice-of-staff --title Survey --file sample.pdf --expires 2025-12-31 --on 2025-11-03",
        "evidence link E1 R2.1 --on 2025-11-04",
        "evidence withdraw E1 R1.2 --reason other --on 2025-11-10",
        "signoff R1.1 --board Board --minute 12 --on 2025-11-05",
        "signoff R1.2 --board Board --refuse --reason thin --on 2025-11-05",
        "reaudit R1.1 --due 2025-12-31 --on 2025-11-06",
        "reaudit R1.1 --result sustained --evidence E1 --note held --on 2025-12-02",
        "reaudit R2.1 --result not-sustained --on 2025-12-03",
        "depends A1 on A2 --on 2025-11-01 --reason first",
        "depends A1 on A2 --no-longer --on 2025-12-10",
        "index add R1.1 --kind policy --new --title Guide --dated 2025-10-01 --on 2025-11-07",
        "index add R1.1 --kind learning --title Briefings --on 2025-11-07",
        "measures add R1 --text Timely --baseline 62 --baseline-on 2025-04-01 --target 90 --unit % --on 2025-05-01",
        "measures record R1.M1 --value 71 --note better --on 2025-11-30",
        "measures add R2 --text Other --on 2025-05-01",
        "measures withdraw R2.M1 --reason doubled --on 2025-12-01",
        "update A1 --deadline 2026-06-30 --reason first --on 2025-10-01",
        "extend A1 --to 2026-12-31 --reason late --on 2025-11-01",
        "decide A1 --grant --board Board --minute 3 --on 2025-11-12",
        "edit R2.1 --text Reworded --reason clearer --agreed-by Board --minute 4 --on 2025-12-04",
        "withdraw A2 --reason doubled --agreed-by Board --minute 5 --on 2025-12-05",
    ]
    for act in acts:
        printed(database, *act.split())
    return database


def reading(database: Path, day: str) -> list[dict[str, Any]]:
    rows = json.loads(printed(database, "list", "--as-at", day, "--format", "json"))["rows"]
    for row in rows:
        row.pop("version")  # what was undone is not exported
    return list(rows)


def test_everything_comes_back_from_a_plan_file_as_it_was_on_every_day(database: Path, tmp_path: Path) -> None:
    text = printed(database, "export", "plan")
    again = tmp_path / "again" / "db.sqlite"
    again.parent.mkdir()
    (tmp_path / "again.toml").write_text(text, encoding="utf-8")
    printed(again, "import", "again.toml")
    assert printed(again, "export", "plan") == text
    for day in DAYS:
        assert reading(again, day) == reading(database, day), day
    for report in ("export measures", "export evidence", "export slippage", "closure --format csv"):
        assert printed(again, *report.split()) == printed(database, *report.split())
    printed(again, "verify")
    before = dump(again)
    printed(again, "import", "again.toml")
    assert dump(again) == before, "the same file twice changes nothing"


def test_a_file_of_evidence_that_came_in_by_a_plan_file_is_told_as_missing(database: Path, tmp_path: Path) -> None:
    (tmp_path / "again.toml").write_text(printed(database, "export", "plan"), encoding="utf-8")
    again = tmp_path / "again" / "db.sqlite"
    again.parent.mkdir()
    printed(again, "import", "again.toml")
    assert "sample.pdf is missing" in " ".join(printed(again, "evidence", "check").split())


ACTION = """format = 1
[plan]
slug = "p"
council = "C"
title = "T"
on = 2025-04-28
[[recommendations]]
ref = "R1"
text = "one"
{recommendation}
[[actions]]
ref = "R1.1"
recommendation = "R1"
text = "x"
status = "completed"
[[actions]]
ref = "R1.2"
recommendation = "R1"
text = "y"
[[actions.history]]
on = 2025-05-01
{act}
"""
_PIECE = '{ kind = "audit", title = "t" }'


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ('signoff = "Board"', "the action is open on 2025-05-01"),
        ('reaudit = "sustained"', "the action is open"),
        ('reaudit = "good"', "unknown reaudit"),
        ('evidence = "audit"', "not a table with a kind and a title"),
        ('evidence = { kind = "rumour", title = "t" }', "unknown kind"),
        ('evidence = { kind = "audit", title = "t", held = "heaven" }', "unknown"),
        ('evidence = { kind = "audit", title = "t", dated = 2027-01-01 }', "future"),
        ('evidence = { kind = "audit", title = "t", colour = "x" }', "unknown key"),
        ('evidence = { kind = "audit", title = "t", size = "x" }', "not a number"),
        (f"withdraws_evidence = {_PIECE}", "no earlier act gives this evidence"),
        ('waits_on = ["R9.9"]', "no other action"),
        ('waits_on = ["R1.2"]', "no other action"),
        ('changed = { kind = "policy", title = "t" }', "'new' is for"),
        ('changed = { kind = "law", title = "t" }', "unknown kind"),
    ],
)
def test_what_a_file_cannot_mean_is_refused_with_its_place(tmp_path: Path, act: str, said: str) -> None:
    file, database = tmp_path / "p.toml", tmp_path / "db.sqlite"
    file.write_text(ACTION.format(act=act, recommendation=""), encoding="utf-8")
    code, error = run(database, "import", str(file))
    assert (code, error.count("\n"), said in error, "R1.2" in error) == (3, 1, True, True), error
    assert not database.exists()


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ('needs = ["rumour"]', "unknown kind"),
        ('measure = "R1.M1"\nvalue = "3"', "no earlier act says what R1.M1 is"),
        ('measure = "R2.M1"\ntext = "x"', "no measure of this recommendation"),
        ('measure = "first"\ntext = "x"', "no measure of this recommendation"),
    ],
)
def test_what_a_file_cannot_mean_of_a_recommendation_is_refused_too(tmp_path: Path, act: str, said: str) -> None:
    file, database = tmp_path / "p.toml", tmp_path / "db.sqlite"
    history = f"[[recommendations.history]]\non = 2025-05-01\n{act}\n"
    file.write_text(ACTION.format(act='note = "x"', recommendation=history), encoding="utf-8")
    code, error = run(database, "import", str(file))
    assert (code, error.count("\n"), said in error) == (3, 1, True), error


def test_a_ring_in_a_file_is_refused_with_the_way_round(tmp_path: Path) -> None:
    act = 'waits_on = ["R1.1"]'
    text = ACTION.format(act=act, recommendation="").replace(
        'status = "completed"\n', 'status = "in_progress"\n[[actions.history]]\non = 2025-05-01\nwaits_on = ["R1.2"]\n'
    )
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")
    code, error = run(tmp_path / "db.sqlite", "import", str(tmp_path / "p.toml"))
    assert (code, "nobody could begin" in error) == (3, True), error


def test_what_rested_on_something_undone_is_not_exported_and_the_rest_imports(database: Path, tmp_path: Path) -> None:
    history = json.loads(printed(database, "show", "R1.1", "--format", "json"))["history"]
    completed = next(event["entry"] for event in history if event["said"].get("status") == "completed")
    given = next(
        event["entry"]
        for event in json.loads(printed(database, "show", "R1.2", "--format", "json"))["history"]
        if "evidence" in event["said"]
    )
    for entry in (completed, given):
        printed(database, "undo", str(entry), "--yes")
    text = printed(database, "export", "plan")
    again = tmp_path / "again" / "db.sqlite"
    again.parent.mkdir()
    (tmp_path / "again.toml").write_text(text, encoding="utf-8")
    printed(again, "import", "again.toml")
    assert printed(again, "export", "plan") == text


def test_a_list_in_another_order_or_case_is_no_news(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "again.toml"
    file.write_text(printed(database, "export", "plan").replace('"audit",\n    "voice",', '"voice",\n    "audit",'), "utf-8")
    before = dump(database)
    printed(database, "import", str(file))
    assert dump(database) == before


@pytest.mark.parametrize(
    "act", ['note = "x"\nminute = "3"', 'note = "x"\nagreed_by = "B"', f"note = 'x'\non_evidence = {_PIECE}"]
)
def test_what_belongs_to_nothing_in_its_act_is_refused_and_not_lost(tmp_path: Path, act: str) -> None:
    (tmp_path / "p.toml").write_text(ACTION.format(act=act, recommendation=""), encoding="utf-8")
    code, said = run(tmp_path / "db.sqlite", "import", str(tmp_path / "p.toml"))
    assert (code, "belongs to nothing in this act" in said) == (3, True), said


def test_the_own_export_is_no_news_after_one_of_two_waits_was_undone(database: Path, tmp_path: Path) -> None:
    for other in ("R1.1", "R1.2"):
        printed(database, "reopen", other, "--reason", "again", "--on", "2025-12-20")
        printed(database, "depends", "A1", "on", other, "--on", "2025-12-21")
    first = next(
        event["entry"]
        for event in json.loads(printed(database, "show", "A1", "--format", "json"))["history"]
        if event["said"].get("waits_on") == ["R1.1"]
    )
    printed(database, "undo", str(first), "--yes")
    file = tmp_path / "own.toml"
    file.write_text(printed(database, "export", "plan"), encoding="utf-8")
    before = dump(database)
    printed(database, "import", str(file))
    assert dump(database) == before
