"""Boards, agendas, decisions, questions, handovers, risks from the command line: each output, and what is refused."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import PLANS, Cli

PANEL = "Corporate Parenting Panel"


@pytest.fixture
def northford(cli: Cli) -> Cli:
    """The command line beside a database with the example's plan and boards."""
    cli("import", str(PLANS / "example.toml"), str(PLANS / "example-boards.toml"))
    return cli


def rows(printed: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(printed)))


def test_an_officer_new_to_it_sets_up_next_months_meeting_and_prints_its_tracker(cli: Cli) -> None:
    cli("import", str(PLANS / "example.toml"))
    shown = cli("meeting", "add", PANEL, "--on", "2026-02-17", "--papers-by", "8 working days before", "--public").out
    assert "papers by 5 Feb 2026" in shown
    assert "papers out by 9 Feb 2026, 5 clear working days before" in shown
    cli("meeting", "board", PANEL, "--frequency", "quarterly", "--standing", "Agenda tracker", "--cleared-by", "finance")
    cli("agenda", "add", PANEL, "Annual report", "--author", "HoS QA", "--purpose", "to note")
    printed = cli("agenda").out
    assert max(map(len, printed.splitlines())) <= 80
    assert "17 Feb 2026: 2 items" in printed
    assert "Annual report – to note (not cleared by finance)" in " ".join(printed.split())
    assert cli("meeting", "boards").out.startswith(PANEL)


def test_the_work_programme_is_printed_as_a_paper_too(northford: Cli, tmp_path: Path) -> None:
    northford("agenda", "--as-at", "2025-10-31", "-o", "tracker.html")
    northford("agenda", "--as-at", "2025-10-31", "-o", "tracker.md")
    northford("agenda", "--as-at", "2025-10-31", "-o", "tracker.docx")
    page = (tmp_path / "tracker.html").read_text("utf-8")
    assert "Placements near home – choices for 2026, with costs" in page
    assert "not cleared by Monitoring Officer" in page
    late = rows(northford("agenda", "--late", "--as-at", "2025-10-31", "--format", "csv").out)
    assert [(row["title"], row["not_cleared"]) for row in late][1] == ("Placements near home", "Monitoring Officer")
    assert "| 4 " in (tmp_path / "tracker.md").read_text("utf-8")


@pytest.mark.parametrize(
    "command",
    [
        ("meeting", "--all"),
        ("meeting", "boards"),
        ("agenda", "--all"),
        ("decision", "--all"),
        ("decision", "missing"),
        ("question", "--all"),
        ("route",),
        ("risk",),
        ("leads", "holders"),
        ("handover", "Des Nurse", "--to", "new nurse", "--on", "2025-11-03", "--dry-run"),
        ("board", "--organisation", "Northford ICB", "--as-at", "2025-10-31"),
    ],
)
def test_what_is_printed_fits_eighty_columns(northford: Cli, command: tuple[str, ...]) -> None:
    printed = northford(*command).out
    assert printed.strip()
    assert max(map(len, printed.splitlines())) <= 80


def test_each_output_is_data(northford: Cli) -> None:
    at = ("--as-at", "2025-10-31")
    meetings = {row["held_on"]: row for row in rows(northford("export", "meetings", *at).out)}
    assert (meetings["2025-11-18"]["publish_by"], meetings["2025-11-18"]["publication"]) == ("2025-11-10", "to come")
    assert (meetings["2025-09-10"]["publication"], meetings["2025-09-10"]["state"]) == ("in time", "held")
    items = {row["title"]: row for row in rows(northford("export", "agenda", *at).out)}
    assert items["Placements near home"]["not_cleared"] == "Monitoring Officer"
    assert (items["Dip sample of chronologies"]["state"], items["Dip sample of chronologies"]["days_late"]) == (
        "2 days late",
        "2",
    )
    decisions = {row["name"]: row for row in rows(northford("export", "decisions", *at).out)}
    assert (decisions["2025-31"]["state"], decisions["2025-32-2"]["due_on"]) == ("noted", "2025-11-18")
    questions = {row["name"]: row for row in rows(northford("export", "questions", *at).out)}
    assert (questions["q1"]["state"], questions["q2"]["days_overdue"]) == ("answered", "15")
    posts = {row["code"]: row for row in rows(northford("export", "posts", *at).out)}
    assert (posts["HoS QA"]["is_vacant"], posts["HoS QA"]["covered_by"]) == ("true", "PSW")
    whole = json.loads(northford("decision", *at, "--format", "json").out)
    assert (whole["schema"], [row["name"] for row in whole["rows"]]) == ("actiontracker/decisions/1", ["2025-14", "2025-32-2"])
    assert northford("export", "governance").out.count("[[meetings]]") == 4


def test_organisations_narrow_every_list(northford: Cli) -> None:
    at = ("--as-at", "2025-10-31", "--organisation", "Northshire Police")
    for command in ("overdue", "list"):
        assert all("DI PVP" in row["leads"] for row in rows(northford(command, *at, "--format", "csv").out))
    assert "q2" in northford("question", *at).out
    assert "Nothing is waited for" in northford("decision", *at).out
    assert "did you mean Northshire Police" in northford("overdue", "--organisation", "Northshire Polise", expect=9).err
    northford("slippage", *at)
    northford("requests", *at)


def test_a_partners_page_has_its_actions_and_what_boards_ask_of_it(northford: Cli) -> None:
    page = northford("board", "--organisation", "Northshire Police", "--as-at", "2025-10-31").out
    assert "Highlight report: Northshire Police" in page
    assert "What happens to a child whose strategy discussion had no health" in page
    assert "HR BP" not in page


def test_mine_tells_what_boards_wait_for(northford: Cli) -> None:
    said = northford("mine", "--lead", "DI PVP", "--as-at", "2025-10-31").err
    assert "boards wait for 1 answer (1 overdue)" in said


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (("meeting", "add", PANEL, "--on", "2026-02-30"), 2, "--on '2026-02-30'"),
        (("meeting", "add", PANEL, "--on", "2026-02-17", "--papers-by", "2026-02-18"), 3, "after the meeting"),
        (("meeting", "add", " ", "--on", "2026-02-17"), 2, "BOARD is missing"),
        (("meeting", "edit", "2025-11-18", "--reason", "x"), 2, "nothing to change"),
        (("meeting", "board", PANEL), 2, "nothing to say"),
        (("agenda", "--meeting", "99"), 9, "no meeting '99'"),
        (("agenda", "edit", "1", "--to", "2025-11-18"), 2, "--reason is missing"),
        (("agenda", "clear", "1", "finance", "--asked", "--cleared", "2025-11-01"), 2, "contradict"),
        (("decision", "add", "--meeting", "2025-12-01", "--text", "x"), 9, "no meeting"),
        (("decision", "add", "--meeting", "2025-11-06", "--text", "x", "--from", "PSW"), 2, "asks for nothing"),
        (("decision", "add", "--meeting", "2025-11-06", "--text", "x", "--minute", "none"), 2, "no number of a minute"),
        (("decision", "answer", "2025-14"), 2, "no answer is given"),
        (("question", "add", "Why?", "--from", "nobody", "--about", "example:R1.1"), 9, "no post"),
        (("route", "add", "example", "Cabinet", "--on", "2026-03-01"), 3, "future"),
        (("risk", "set", "CS01", "--score", "101"), 2, "--score"),
        (("handover", "HoS CP", "--to", "HoS CP", "--on", "2026-02-01"), 3, "same post"),
        (("handover", "HoS CP", "--on", "2026-02-01"), 2, "who takes over"),
        (("leads", "holder", "HoS QA", "--holder", "x", "--from", "2025-09-01"), 3, "overlap"),
        (("leads", "cover", "HoS QA", "--from", "2025-09-01"), 2, "who covers it"),
        (("export", "meetings", "--plan", "example"), 2, "--plan is not for meetings"),
    ],
)
def test_bad_input_is_one_line_and_changes_nothing(
    northford: Cli, tmp_path: Path, command: tuple[str, ...], code: int, said: str
) -> None:
    before = (tmp_path / "db.sqlite").read_bytes()
    assert said in northford(*command, expect=code).err
    assert (tmp_path / "db.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('[[meetings]]\nboard = "Panel"\nday = "soon"', "meetings 1, day: 'soon' is not a day"),
        ('[[meetings]]\nboard = "Panel"\nday = 2026-01-10\npapers_by = 2026-01-11', "papers_by: it is after the meeting"),
        ('[[meetings]]\nboard = "Panel"\nday = 2026-01-10\naccess = "open"', "unknown access 'open'"),
        ('[[meetings]]\nboard = "Panel"\nday = 2026-01-10\nitems = [{ titel = "x" }]', "'title' is missing"),
        ('[[decisions]]\nname = "d1"\nboard = "Panel"\nmeeting = 2026-01-10\nkind = "resolution"\ntext = "x"', "no meeting of 'Panel'"),
        ('[[questions]]\nname = "Q 1"\ntext = "x"', "is no short name"),
        ('[[questions]]\nname = "q1"\ntext = "x"\ndue = "soon"', "is no day, month or year"),
        ('[[holders]]\npost = "A"\nfrom = 2025-02-01\nuntil = 2025-01-01', "until: it is before 'from'"),
        ('[[holders]]\npost = "A"\nholder = "x"\nfrom = 2025-01-01\nuntil = 2025-03-01\n[[holders]]\npost = "A"\nfrom = 2025-02-01', "holders overlap"),
        ('[[risks]]\nref = "R"\nscore = 101', "is not a score from 0 to 100"),
        ('[[boards]]\nname = "P"\nclear_days = -1', "is not a number of working days"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_is_one_line_with_its_place(cli: Cli, tmp_path: Path, table: str, said: str) -> None:
    top = 'format = 1\n[governance]\ncouncil = "Northford Council"\non = 2026-01-10\n'
    (tmp_path / "wrong.toml").write_text(f"{top}{table}\n", encoding="utf-8")
    assert said in cli("import", "wrong.toml", expect=3).err
    assert not (tmp_path / "db.sqlite").exists()
