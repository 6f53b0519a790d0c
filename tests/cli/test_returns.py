"""Return sheets on the command line: sending them, taking them back in, who is late."""

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest

from actiontracker.cli import edge as cli_edge
from actiontracker.cli import output
from actiontracker.services.edge import Edge
from tests.cli.test_light import loaded_by
from tests.conftest import Cli
from tests.sheets import filled, refs_of

SEND = ("return", "--lead", "HoS MASH", "-o", "return.xlsx")


@pytest.fixture
def back(example: Edge, cli: Cli) -> Path:
    """A sheet that was sent, and came back with one row filled in."""
    cli(*SEND)
    path = example.database.with_name("return.xlsx")
    return filled(path, {refs_of(path)[0]: {"Status": "Completed", "Note": "Signed off by all"}})


def test_what_was_sent_is_said_with_the_day_it_is_wanted_and_how_to_take_it_back(example: Edge, cli: Cli) -> None:
    assert re.sub(r"\d{3}", "NNN", cli(*SEND).out.replace("2026", "26")) == (
        "file         actions  for\n"
        "return.xlsx        4  HoS MASH\n"
        "Wanted back by 29 Jan 26. What comes back is read by 'actiontracker import\n"
        "FILE'.\n"
        "Recorded as entry NNN; 'actiontracker undo NNN' takes it back.\n"
    )
    assert "by 29 Jan 2026" in openpyxl.load_workbook("return.xlsx").worksheets[0]["A3"].value


def test_due_says_when_it_is_wanted_back(example: Edge, cli: Cli) -> None:
    assert "Wanted back by 20 Feb 2026" in cli(*SEND, "--due", "20.2.26").out
    assert "lies in the past" in cli(*SEND, "--due", "14.1.26", expect=3).err


def test_a_lead_with_nothing_open_gets_a_clear_line_and_no_file(example: Edge, cli: Cli) -> None:
    said = cli("return", "--lead", "DCS", "-o", "dcs.xlsx")
    assert said.out == "DCS has no open action: no sheet was made.\n"
    assert not Path("dcs.xlsx").exists()


def test_into_a_folder_the_file_is_named_by_the_post_and_the_day(example: Edge, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    cli("return", "--lead", "HoS MASH", "-o", "out")
    assert [path.name for path in Path("out").iterdir()] == ["HoS-MASH-2026-01-15.xlsx"]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("-o", "x.xlsx"), 2, "say one of --lead CODE, --organisation TEXT and --each"),
        (("--each", "--lead", "PSW", "-o", "out"), 2, "say one of"),
        (("--lead", "PSW"), 2, "--help"),
        (("--lead", "PSW", "-o", "x.csv"), 2, "ends in .xlsx"),
        (("--lead", "PSW", "-o", ""), 2, "-o is empty"),
        (("--each", "-o", "x.xlsx"), 2, "name a folder"),
        (("--each", "-o", "db.sqlite"), 2, "name a folder"),
        (("--lead", "PSW", "--due", "31.2.26", "-o", "x.xlsx"), 2, "no such day"),
        (("--lead", "PSV", "-o", "x.xlsx"), 9, "did you mean PSW?"),
        (("--each", "--plan", "none", "-o", "out"), 9, "no plan 'none'"),
        (("--lead", "PSW", "-o", "db.sqlite/x.xlsx"), 5, "nothing was recorded"),
    ],
)
def test_what_cannot_be_sent_is_refused_and_nothing_is_recorded(
    example: Edge, cli: Cli, args: tuple[str, ...], code: int, said: str
) -> None:
    before = example.database.read_bytes()
    assert said in cli("return", *args, expect=code).err
    assert example.database.read_bytes() == before
    assert sorted(path.name for path in Path().iterdir()) == ["db.sqlite"]


def test_a_sheet_that_is_there_is_never_written_over(back: Path, example: Edge, cli: Cli) -> None:
    before = example.database.read_bytes(), back.read_bytes()
    assert "may be filled in: move it away" in cli(*SEND, expect=3).err
    assert (example.database.read_bytes(), back.read_bytes()) == before


def test_an_import_knows_a_sheet_that_came_back_and_tells_what_it_did(back: Path, cli: Cli) -> None:
    ref = refs_of(back)[0]
    said = re.sub(r"entry\s+\d+|undo \d+", "entry N", cli("import", "return.xlsx").out)
    assert said == (
        "return.xlsx into db.sqlite\n"
        "  Return of HoS MASH, sent on 15 Jan 2026\n"
        "  1 updated, 3 left empty, as at 15 Jan 2026\n"
        f"    {ref}  in progress -> completed; note 'Signed off by all' (version 8, entry N)\n"
        "Recorded as entry N; 'actiontracker entry N' takes it back.\n"
    )
    assert "Nothing changed" in cli("import", "return.xlsx").out


def test_conflicts_and_cells_that_cannot_be_read_are_told_with_what_to_do(back: Path, cli: Cli) -> None:
    first, second, *_ = refs_of(back)
    cli("update", first, "--status", "on_hold")
    filled(back, {second: {"Status": "nearly"}})
    said = " ".join(cli("import", "return.xlsx").out.split())
    assert "In conflict (1): changed here since the sheet was sent" in said
    assert f"{first}: status on hold here, completed in the sheet" in said
    assert f"Not recorded, please look (1): {second}, cell H9: 'nearly' is not one of" in said
    assert "'nearly'" in cli("import", "return.xlsx", "--strict", expect=3).err
    assert "on hold -> completed" in cli("import", "return.xlsx", "--theirs").out


def test_many_sheets_come_back_in_one_command(example: Edge, cli: Cli) -> None:
    cli("return", "--each", "-o", "out")
    paths = sorted(Path("out").iterdir())
    for path in paths:
        filled(path, {refs_of(path)[0]: {"Note": f"from {path.stem}"}})
    said = cli("import", *map(str, paths)).out
    assert said.count("Return of ") == len(paths) == 11
    assert "0 late, 0 not due yet, 11 came back" in cli("returns").out


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("--plan", "example"), 2, "takes --on, --theirs, --strict, --dry-run and --by"),
        (("--sheet", "Return"), 2, "leave out the others"),
        (("--map", "Note=progress"), 2, "leave out the others"),
        (("plans/example.toml",), 2, "import them apart"),
        (("--on", "2026-01-16"), 3, "future"),
        (("--strict", "--on", "nonsense"), 2, "--on"),
    ],
)
def test_an_import_of_a_sheet_refuses_what_is_for_plans(
    back: Path, example: Edge, cli: Cli, args: tuple[str, ...], code: int, said: str
) -> None:
    before = example.database.read_bytes()
    assert said in cli("import", "return.xlsx", *args, expect=code).err
    assert example.database.read_bytes() == before


def test_a_sheet_of_another_database_is_refused_with_what_to_do(back: Path, cli: Cli) -> None:
    cli("--db", "other.sqlite", "import", "plans/example.toml")
    said = cli("--db", "other.sqlite", "import", "return.xlsx", expect=3).err
    assert "a return sheet of Northford Council, not sent from other.sqlite: name the database that sent it" in said
    assert "no database" in cli("--db", "third.sqlite", "import", "return.xlsx", expect=5).err
    assert not Path("third.sqlite").exists()


def test_undoing_the_import_makes_it_a_sheet_that_did_not_come_back(back: Path, cli: Cli) -> None:
    entry = re.findall(r"undo (\d+)", cli("import", "return.xlsx").out)[0]
    assert "1 came back" in cli("returns").out
    assert "the import of return.xlsx (2 entries about 1 actions)" in cli("undo", entry, "--yes").out
    assert "0 came back" in cli("returns").out


def test_the_record_tells_of_sheets(back: Path, cli: Cli) -> None:
    cli("import", "return.xlsx")
    said = cli("history").out
    assert "sending by tester\n       return sheets for HoS MASH\n" in said
    assert "return by tester\n       file return.xlsx; 2 entries\n" in said
    assert "return sheets for HoS MASH" in cli("undo", re.findall(r"(\d+)  15 Jan 2026  sending", said)[0], "--yes").out
    assert "No return sheet" in cli("returns").out


def test_on_a_terminal_a_sheet_is_shown_first_and_asked_about(
    back: Path, example: Edge, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    from actiontracker.cli import returned

    before = example.database.read_bytes()
    monkeypatch.setattr(returned.sys, "stdin", type("Tty", (), {"isatty": lambda self: True})())
    monkeypatch.setattr(returned.sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(output, "width", lambda: 80)
    monkeypatch.setattr(returned.typer, "confirm", lambda *_, **__: False)
    from actiontracker.intake.files import read_return
    from actiontracker.services.importing import Wish

    sheet = read_return(back)
    assert sheet
    returned.import_sheets(example, [sheet], Wish(), 1, other=False)
    assert example.database.read_bytes() == before
    monkeypatch.setattr(returned.typer, "confirm", lambda *_, **__: True)
    returned.import_sheets(example, [sheet], Wish(), 1, other=False)
    assert example.database.read_bytes() != before


# --- The list ---


def test_who_is_late_stands_first_in_every_format(back: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("import", "return.xlsx")
    cli("return", "--lead", "PSW", "-o", "psw.xlsx")
    cli("return", "--lead", "HoS QA", "--due", "2026-03-01", "-o", "qa.xlsx")
    monkeypatch.setattr(cli_edge, "today", lambda: cli_edge.date(2026, 2, 3))
    assert cli("returns").out == (
        "Return sheets as at 3 Feb 2026\n"
        "1 late, 1 not due yet, 1 came back\n"
        "\n"
        "days late  due          sent         actions  sent to, and what came back\n"
        "5          29 Jan 2026  15 Jan 2026        2  PSW, psw.xlsx\n"
        "-          1 Mar 2026   15 Jan 2026        2  HoS QA, qa.xlsx\n"
        "back       29 Jan 2026  15 Jan 2026        4  HoS MASH, return.xlsx; 15 Jan\n"
        "                                              2026: 1 update\n"
    )
    rows = list(csv.DictReader(io.StringIO(cli("returns", "--format", "csv").out)))
    assert [(row["sent_to"], row["days_late"], row["returned_on"]) for row in rows] == [
        ("PSW", "5", ""),
        ("HoS QA", "", ""),
        ("HoS MASH", "", "2026-01-15"),
    ]
    data = json.loads(cli("returns", "--format", "json").out)
    assert (data["schema"], data["as_at"]) == ("actiontracker/returns/1", "2026-02-03")
    assert (data["rows"][0]["sent_to"], data["rows"][2]["updates"], data["rows"][2]["file"]) == ("PSW", 1, "return.xlsx")
    cli("returns", "-o", "returns.md")
    lines = Path("returns.md").read_text().splitlines()
    assert lines[4].split("|")[1:4] == [" PSW       ", " 5           ", " 29 Jan 2026 "]
    assert "Return sheets as at 14 Jan 2026\nNo return sheet was sent by then" in cli("returns", "--as-at", "2026-01-14").out


def test_without_a_sheet_the_list_says_how_to_send_one(example: Edge, cli: Cli) -> None:
    assert "actiontracker return --lead CODE -o FILE.xlsx" in cli("returns").out
    assert "No return sheet was sent" in cli("returns", "--format", "markdown").out
    assert json.loads(cli("returns", "--format", "json").out)["rows"] == []


# --- Light ---


def test_the_list_loads_neither_the_writer_nor_the_reader_of_workbooks(back: Path, example: Edge) -> None:
    loaded = loaded_by(example.database, "returns")
    assert not {"xlsxwriter", "python_calamine", "actiontracker.cli.importing"} & loaded


def test_sending_loads_no_reader_and_importing_a_plan_no_writer(example: Edge, tmp_path: Path) -> None:
    sending = loaded_by(example.database, "return", "--lead", "PSW", "-o", str(tmp_path / "psw.xlsx"))
    assert "xlsxwriter" in sending
    assert "python_calamine" not in sending
    assert not {"xlsxwriter", "python_calamine"} & loaded_by(example.database, "import", "plans/harrow-2020.toml")
