"""Meetings in plan files: exported, imported once, and refused with their place where they are wrong."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from actiontracker.services.edge import Edge
from actiontracker.services.meetings import recorded_meetings
from tests.conftest import Cli
from tests.packs import DAY, LAST, SMALL, as_json, record, small_plan

OTHER = SMALL.replace('"small"', '"other"').replace("A small plan", "Another plan")
MEETING = '[[meetings]]\nboard = "Improvement Board"\non = 2025-09-30\n'


@pytest.fixture
def small(edge: Edge) -> Edge:
    """The small plan."""
    small_plan(edge.database)
    return edge


def bring(cli: Cli, text: str, *args: str, expect: int = 0, db: str = "db.sqlite") -> str:
    """Import a plan file with this text; what was said of it."""
    Path("file.toml").write_text(text, encoding="utf-8")
    return "".join(cli("--db", db, "import", "file.toml", *args, expect=expect)[1:])


def held(edge: Edge) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """The meetings that are recorded: board, day, the day shown, the plans."""
    return [(m.board, m.on, m.as_at, m.plans) for m in recorded_meetings(edge.database)]


def test_what_is_exported_has_the_meetings_and_gives_the_same_ones(small: Edge, cli: Cli) -> None:
    record(small.database, DAY, board="Improvement Board")
    record(small.database, LAST, "--as-at", "2025-08-25", board='Board of "care" [x]')
    exported = cli("export", "plan").out
    assert [{name: str(said) for name, said in table.items()} for table in tomllib.loads(exported)["meetings"]] == [
        {"board": "Improvement Board", "on": DAY},
        {"board": 'Board of "care" [x]', "on": LAST, "as_at": "2025-08-25"},
    ]
    bring(cli, exported, db="other.sqlite")
    other = small._replace(database=small.database.with_name("other.sqlite"))
    assert held(other) == held(small)
    assert cli("--db", "other.sqlite", "export", "plan").out == exported
    assert as_json(other.database, "--as-at", DAY, "--board", 'Board of "care" [x]')["last_board"]["as_at"] == "2025-08-25"


def test_the_day_that_was_shown_is_exported_as_a_day_like_every_other(small: Edge, cli: Cli) -> None:
    record(small.database, LAST, "--as-at", "2025-08-25")
    (meeting,) = tomllib.loads(cli("export", "plan").out)["meetings"]
    assert meeting["on"] == date(2025, 8, 31)
    assert meeting["as_at"] == date(2025, 8, 25)


def test_a_plan_without_meetings_is_exported_without_a_table_of_them(small: Edge, cli: Cli) -> None:
    assert "meetings" not in tomllib.loads(cli("export", "plan").out)


def test_a_meeting_that_was_taken_back_is_not_exported(small: Edge, cli: Cli) -> None:
    record(small.database, DAY)
    cli("undo", str(recorded_meetings(small.database)[0].entry), "--yes")
    assert "meetings" not in tomllib.loads(cli("export", "plan").out)


def test_each_plan_of_a_shared_meeting_is_exported_with_it(small: Edge, cli: Cli) -> None:
    bring(cli, OTHER)
    record(small.database, DAY, "--all")
    record(small.database, LAST, "--plan", "other")
    days = {
        slug: [m["on"].isoformat() for m in tomllib.loads(cli("export", "plan", "--plan", slug).out)["meetings"]]
        for slug in ("small", "other")
    }
    assert days == {"small": [DAY], "other": [DAY, LAST]}


def test_importing_the_same_file_again_changes_nothing(small: Edge, cli: Cli) -> None:
    record(small.database, DAY, board="Improvement Board")
    exported = cli("export", "plan").out
    before = small.database.read_bytes()
    bring(cli, exported)
    assert small.database.read_bytes() == before
    bring(cli, SMALL + MEETING.replace("Improvement Board", "IMPROVEMENT  board"))
    assert held(small) == [("Improvement Board", DAY, DAY, ("small",))]


def test_a_meeting_recorded_by_hand_is_not_recorded_again_from_a_file_and_keeps_what_it_was_shown(
    small: Edge, cli: Cli
) -> None:
    record(small.database, DAY, "--as-at", "2025-09-24", board="Improvement Board")
    (before,) = recorded_meetings(small.database)
    bring(cli, SMALL + MEETING)
    assert recorded_meetings(small.database) == [before]


def test_a_meeting_that_was_taken_back_does_not_come_back_with_the_file_that_named_it(small: Edge, cli: Cli) -> None:
    bring(cli, SMALL + MEETING)
    cli("undo", str(recorded_meetings(small.database)[0].entry), "--yes", "--reason", "it was put off")
    bring(cli, SMALL + MEETING)
    assert held(small) == []


def test_a_meeting_of_an_import_that_was_taken_back_as_a_whole_comes_with_the_next_import(small: Edge, cli: Cli) -> None:
    bring(cli, SMALL + MEETING)
    closing = recorded_meetings(small.database)[0].entry + 1
    cli("undo", str(closing), "--yes")
    assert held(small) == []
    bring(cli, SMALL + MEETING)
    assert [m[1] for m in held(small)] == [DAY]


def test_a_dry_run_records_no_meeting_and_counts_it(small: Edge, cli: Cli) -> None:
    before = small.database.read_bytes()
    bring(cli, SMALL + MEETING, "--dry-run")
    assert small.database.read_bytes() == before


def test_a_meeting_from_a_file_was_shown_what_the_file_says(edge: Edge, cli: Cli) -> None:
    bring(cli, SMALL + MEETING)
    board = as_json(edge.database, "--meeting", "1")
    assert (board["as_at"], board["headline"]["actions"], board["headline"]["completed"]["n"]) == (DAY, 5, 1)
    assert "R2.1" in [a["ref"] for a in board["completed"]]


def test_a_meeting_of_one_plans_file_is_not_one_of_another_plan(small: Edge, cli: Cli) -> None:
    bring(cli, OTHER + MEETING)
    assert held(small) == [("Improvement Board", DAY, DAY, ("other",))]
    bring(cli, SMALL + MEETING)
    assert sorted(plans for _, _, _, plans in held(small)) == [("other",), ("small",)]


@pytest.mark.parametrize(
    ("table", "place", "what"),
    [
        (MEETING.replace("board =", "bord ="), "meetings 1", "'board' is missing"),
        (MEETING.replace('"Improvement Board"', '"  "'), "meetings 1", "'board' is missing"),
        (MEETING.replace('"Improvement Board"', "7"), "meetings 1, board", "7 is not a text"),
        ('[[meetings]]\nboard = "B"\n', "meetings 1", "'on' is missing"),
        (MEETING.replace("2025-09-30", '"soon"'), "meetings 1, on", "'soon' is not a day"),
        (MEETING.replace("2025-09-30", "1925-09-30"), "meetings 1, on", "not a day"),
        (MEETING + 'plan = "small"\n', "meetings 1, plan", "unknown key"),
        (MEETING + "as_at = 2025-10-01\n", "meetings 1, as_at", "after the meeting"),
        (MEETING + "as_at = 7\n", "meetings 1, as_at", "not a day"),
        (MEETING.replace("2025-09-30", "2026-01-16"), "meetings 1, on", "lies in the future"),
        (MEETING + MEETING.replace("2025-09-30", "2026-01-16"), "meetings 2, on", "lies in the future"),
        (MEETING.replace("2025-09-30", "2025-09-30\nas_at = 2025-10-02"), "meetings 1, as_at", "after the meeting"),
        ('[meetings]\nboard = "B"\non = 2025-09-30\n', "meetings", "[[meetings]]"),
    ],
)  # fmt: skip
def test_a_meeting_that_is_wrong_is_refused_with_its_place_and_nothing_is_recorded(
    small: Edge, cli: Cli, table: str, place: str, what: str
) -> None:
    before = small.database.read_bytes()
    said = bring(cli, SMALL + table, expect=3)
    assert f"file.toml, {place}" in said
    assert what in said
    assert small.database.read_bytes() == before


def test_meetings_that_are_no_tables_are_refused_with_their_place(small: Edge, cli: Cli) -> None:
    assert "meetings 1: not a table" in bring(cli, SMALL.replace("format = 1", "format = 1\nmeetings = [7]"), expect=3)
