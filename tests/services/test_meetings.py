"""Boards' meetings: recorded once, known afterwards, taken back like anything else, and kept in plan files."""

import json
from pathlib import Path
from typing import Any

import pytest

from actiontracker.services.edge import Edge
from actiontracker.services.meetings import recorded_meetings
from actiontracker.services.updating import Update, update
from tests.conftest import Cli
from tests.packs import DAY, LAST, SMALL, as_json, record, run, small_plan

OTHER = SMALL.replace('"small"', '"other"').replace("A small plan", "Another plan")
Held = list[tuple[str, str, str, tuple[str, ...]]]


@pytest.fixture
def small(edge: Edge) -> Edge:
    """The small plan."""
    small_plan(edge.database)
    return edge


@pytest.fixture
def two(small: Edge, cli: Cli) -> Edge:
    """Two plans."""
    bring(cli, OTHER)
    return small


def bring(cli: Cli, text: str, expect: int = 0, *args: str) -> str:
    """Import a plan file with this text; what was said of it on stderr."""
    Path("file.toml").write_text(text, encoding="utf-8")
    return cli("import", "file.toml", *args, expect=expect).err


def held(edge: Edge) -> Held:
    """The meetings that are recorded: board, day, the day shown, the plans."""
    return [(m.board, m.on, m.as_at, m.plans) for m in recorded_meetings(edge.database)]


def refused(cli: Cli, code: int, *args: str) -> str:
    """The one line that a refused recording prints; nothing is recorded."""
    before = Path("db.sqlite").read_bytes()
    said = cli("board", "record", *args, expect=code).err
    assert Path("db.sqlite").read_bytes() == before
    return said


def test_a_recorded_meeting_is_told_with_its_number_its_day_and_what_it_was_shown(small: Edge, cli: Cli) -> None:
    said = cli("board", "record", " Improvement  Board ", "--on", "30.9.25", "--as-at", "2025-09-24").out
    said = " ".join(said.split())
    assert "Improvement Board, 30 Sep 2025: meeting 1" in said
    assert "shown small as at 24 Sep 2025" in said
    assert "board --meeting 1" in said
    assert held(small) == [("Improvement Board", "2025-09-30", "2025-09-24", ("small",))]
    (meeting,) = recorded_meetings(small.database)
    assert (meeting.recorded_by, meeting.recorded_at, meeting.head) == ("tester", "2026-01-15T09:30:00Z", meeting.entry - 1)


def test_the_author_of_a_recording_is_who_is_named(small: Edge, cli: Cli) -> None:
    cli("board", "record", "Board", "--on", DAY, "--by", "Clerk")
    assert recorded_meetings(small.database)[0].recorded_by == "Clerk"


def test_meetings_are_listed_with_the_latest_day_first_in_each_format(small: Edge, cli: Cli) -> None:
    assert "No meeting is recorded" in cli("board", "meetings").out
    for day in (LAST, "2025-10-31", DAY):
        cli("board", "record", "Board", "--on", day)
    rows = json.loads(cli("board", "meetings", "--format", "json").out)["rows"]
    assert [(row["number"], row["on"], row["plans"]) for row in rows] == [
        (2, "2025-10-31", ["small"]),
        (3, DAY, ["small"]),
        (1, LAST, ["small"]),
    ]
    assert cli("board", "meetings", "--format", "csv").out.splitlines()[1].startswith("2,Board,2025-10-31,2025-10-31,")
    plain = cli("board", "meetings").out
    assert plain.index("31 Oct 2025") < plain.index("30 Sep 2025") < plain.index("31 Aug 2025")


@pytest.mark.parametrize(
    ("args", "code", "named"),
    [
        (("Board", "--on", "2026-01-16", "--all"), 3, "lies in the future"),
        (("Board", "--on", DAY, "--as-at", "2025-10-01", "--all"), 3, "after the meeting"),
        (("Board", "--on", "2025-02-30"), 2, "--on"),
        (("Board", "--on", DAY, "--as-at", "soon"), 2, "--as-at"),
        (("Board",), 2, "--on"),
        ((" ", "--on", DAY), 2, "BOARD is empty"),
        (("Board", "--on", DAY, "--plan", "nowhere"), 9, "no plan 'nowhere'"),
        (("Board", "--on", DAY), 2, "which plan?"),
        (("Board", "--on", DAY, "--all", "--format", "html"), 2, "-o"),
        (("Board", "--on", DAY, "--all", "-o", "pack.csv"), 2, "csv"),
        (("Board", "--on", DAY, "--all", "-o", "pack.xyz"), 2, ".xyz"),
        (("Board", "--on", DAY, "--all", "-o", ""), 2, "-o is empty"),
    ],
)  # fmt: skip
def test_a_meeting_is_refused_for(two: Edge, cli: Cli, args: tuple[str, ...], code: int, named: str) -> None:
    assert named in refused(cli, code, *args)
    assert not list(Path.cwd().glob("*pack*"))


def test_today_can_be_recorded_and_a_board_of_an_empty_database_cannot(edge: Edge, cli: Cli) -> None:
    cli("init")
    assert "import a plan first" in refused(cli, 9, "Board", "--on", DAY)
    small_plan(edge.database)
    cli("board", "record", "Board", "--on", "2026-01-15")
    assert held(edge) == [("Board", "2026-01-15", "2026-01-15", ("small",))]


def test_the_same_board_on_the_same_day_is_refused_in_any_capitals_with_what_to_do(small: Edge, cli: Cli) -> None:
    cli("board", "record", "Improvement Board", "--on", DAY)
    entry = recorded_meetings(small.database)[0].entry
    said = refused(cli, 3, "IMPROVEMENT board", "--on", DAY, "--as-at", LAST)
    assert "recorded already, as meeting 1" in said
    assert f"undo {entry}" in said
    cli("board", "record", "Scrutiny Panel", "--on", DAY)
    cli("board", "record", "Improvement Board", "--on", LAST)
    assert len(held(small)) == 3


def test_the_same_board_on_the_same_day_may_be_shown_another_plan_but_none_twice(two: Edge, cli: Cli) -> None:
    cli("board", "record", "Board", "--on", DAY, "--plan", "small")
    refused(cli, 3, "Board", "--on", DAY, "--all")
    cli("board", "record", "Board", "--on", DAY, "--plan", "OTHER")
    assert [plans for _, _, _, plans in held(two)] == [("other",), ("small",)]


def test_one_meeting_can_be_shown_several_plans_and_is_the_last_board_of_each(two: Edge) -> None:
    record(two.database, LAST, "--all")
    assert held(two) == [("Board", LAST, LAST, ("small", "other"))]
    for asked in (("--plan", "small"), ("--plan", "other"), ("--all",)):
        assert as_json(two.database, *asked, "--as-at", DAY)["last_board"]["number"] == 1
    assert [plan["slug"] for plan in as_json(two.database, "--meeting", "1")["plans"]] == ["small", "other"]


def test_a_meeting_about_one_plan_is_not_the_last_board_of_two(two: Edge) -> None:
    record(two.database, LAST, "--plan", "small")
    assert as_json(two.database, "--all", "--as-at", DAY)["last_board"] is None
    assert as_json(two.database, "--plan", "other", "--as-at", DAY)["last_board"] is None
    assert as_json(two.database, "--plan", "small", "--as-at", DAY)["last_board"]["on"] == LAST


def test_a_meeting_that_was_taken_back_is_known_no_more_and_history_tells_of_both(small: Edge, cli: Cli) -> None:
    cli("board", "record", "Improvement Board", "--on", LAST)
    entry = recorded_meetings(small.database)[0].entry
    assert "Improvement Board" in cli("history").out
    cli("undo", str(entry), "--yes", "--reason", "it was put off")
    assert held(small) == []
    assert as_json(small.database, "--as-at", DAY)["last_board"] is None
    assert "no meeting 1" in cli("board", "--meeting", "1", expect=9).err
    told = json.loads(cli("history", "--format", "json").out)["rows"]
    assert [(e["kind"], e["plan"], e["on"], e["undone_by"]) for e in told if e["entry"] == entry] == [
        ("meeting", "small", LAST, entry + 1)
    ]
    assert next(e["said"] for e in told if e["entry"] == entry)["meeting"] == "Improvement Board"
    cli("board", "record", "Improvement Board", "--on", LAST)
    assert [m.number for m in recorded_meetings(small.database)] == [2], "a number once given is not given again"


def test_an_unknown_meeting_is_refused_with_those_there_are(small: Edge, cli: Cli) -> None:
    assert "board record" in cli("board", "--meeting", "1", expect=9).err
    cli("board", "record", "Board", "--on", LAST)
    for number in ("2", "0", "-1", "99999999999999999999"):
        assert "1 (Board, 2025-08-31)" in cli("board", "--meeting", number, expect=9).err


def movement(board: Any) -> dict[str, list[str]]:
    """The refs in each list of what moved."""
    lists = {name: [m["ref"] for m in listed] for name, listed in board["movement"].items() if isinstance(listed, list)}
    return {name: refs for name, refs in lists.items() if refs}


def test_what_is_backdated_before_the_last_board_and_recorded_after_it_has_moved_since(small: Edge) -> None:
    record(small.database, LAST)
    update(small, ["R1.1"], Update("2025-08-01", status="completed", note="minutes came late"))
    update(small, ["R1.2"], Update("2025-08-25", deadline="2025-12-31", reason="why", agreed_by="Board"))
    board = as_json(small.database, "--as-at", DAY)
    assert movement(board) == {
        "completed": ["R1.1", "R2.1"],
        "better": ["R1.1", "R2.1"],
        "deadlines_moved": ["R1.2"],
    }
    assert [a["ref"] for a in board["completed"]] == ["R1.1", "R2.1"]
    assert [(s["ref"], s["on"]) for s in board["moved_deadlines"]] == [("R1.2", "2025-08-25")]
    assert board["headline_then"]["completed"]["n"] == 0, "as that board was shown it"
    assert board["movement"]["sums"]["open_then"] == 5
    since = as_json(small.database, "--as-at", DAY, "--since", LAST)
    assert movement(since) == {"completed": ["R2.1"], "better": ["R2.1"]}, "of a day alone, what was so on that day"
    assert since["last_board"] is None


def test_what_was_undone_since_the_last_board_shows_as_movement_too(small: Edge, cli: Cli) -> None:
    (done,) = update(small, ["R1.1"], Update("2025-08-01", status="completed"))
    record(small.database, LAST)
    cli("undo", str(done.entry), "--yes")
    board = as_json(small.database, "--as-at", DAY)
    assert movement(board)["reopened"] == ["R1.1"]
    assert board["movement"]["sums"]["reopened"] == 1


def test_the_last_board_is_the_last_whose_pack_shows_an_earlier_day(small: Edge) -> None:
    record(small.database, "2025-09-05", "--as-at", LAST)
    record(small.database, "2025-07-31")
    board = as_json(small.database, "--as-at", DAY)
    assert (board["last_board"]["on"], board["since"]) == ("2025-09-05", LAST)
    assert as_json(small.database, "--as-at", LAST)["last_board"]["on"] == "2025-07-31", "not the board that it is for"
    assert as_json(small.database, "--as-at", "2025-07-31")["last_board"] is None
    record(small.database, "2025-10-02", "--as-at", "2025-09-20")
    assert as_json(small.database, "--as-at", DAY)["last_board"]["on"] == "2025-10-02", "it was shown an earlier day"


def test_another_bodys_meeting_in_between_is_not_the_last_board(small: Edge, cli: Cli) -> None:
    record(small.database, "2025-08-20", board="Improvement Board")
    record(small.database, LAST, board="Scrutiny Panel")
    assert as_json(small.database, "--as-at", DAY)["last_board"]["on"] == "2025-08-20"
    assert as_json(small.database, "--as-at", DAY, "--board", "scrutiny panel")["last_board"]["on"] == LAST
    assert "known: Improvement Board, Scrutiny Panel" in cli("board", "--as-at", DAY, "--board", "Cabinet", expect=9).err


def test_a_meetings_own_pack_compares_with_the_same_bodys_meeting_before(small: Edge) -> None:
    record(small.database, "2025-08-20", board="Improvement Board")
    record(small.database, LAST, board="Scrutiny Panel")
    record(small.database, DAY, board="Scrutiny Panel")
    assert as_json(small.database, "--meeting", "3")["last_board"]["on"] == LAST
    assert as_json(small.database, "--meeting", "2")["last_board"] is None


def test_the_next_board_is_the_first_known_one_after_the_day_and_says_what_falls_due(small: Edge) -> None:
    assert as_json(small.database, "--as-at", "2025-07-01")["next_board"] is None
    record(small.database, "2025-08-20")
    record(small.database, "2025-08-05")
    board = as_json(small.database, "--as-at", "2025-07-01")
    assert (board["next_board"], board["due_until"]) == ("2025-08-05", "2025-08-05")
    assert run(small.database, "board", "--as-at", "2025-07-01")[1].count("Due by the next board, 5 Aug 2025") == 1
    assert as_json(small.database, "--as-at", "2025-08-05")["next_board"] == "2025-08-20"
    record(small.database, "2025-07-03", "--as-at", "2025-07-01")
    assert as_json(small.database, "--as-at", "2025-07-01")["next_board"] == "2025-08-05", "that one is shown this very day"


def test_a_board_before_the_plan_began_leaves_nothing_to_compare(small: Edge) -> None:
    record(small.database, "2025-04-01")
    board = as_json(small.database, "--as-at", DAY)
    assert board["last_board"]["on"] == "2025-04-01"
    assert (board["movement"], board["headline_then"], board["moved_deadlines"]) == (None, None, [])
    assert board["nothing_to_compare"]
