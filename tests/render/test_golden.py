"""Each output format over one awkward plan, compared with a stored file.

After a wanted change: GOLDEN=write pytest tests/render/test_golden.py, and read the difference before you commit it.
"""

import csv
import io
import json
import os
from pathlib import Path

import pytest

from tests.conftest import ROOT, Cli

GOLDEN = ROOT / "tests" / "golden"
DAY = ("--as-at", "2025-05-15")
CASES = {
    "overdue.txt": ("overdue", *DAY),
    "overdue.csv": ("overdue", *DAY, "--format", "csv"),
    "overdue.json": ("overdue", *DAY, "--format", "json"),
    "overdue.md": ("overdue", *DAY, "--format", "markdown"),
    "list.txt": ("list", *DAY),
    "list.csv": ("list", *DAY, "--format", "csv"),
    "list.md": ("list", *DAY, "--format", "markdown"),
    "board.txt": ("board", *DAY),
    "board.json": ("board", *DAY, "--format", "json"),
    "board.md": ("board", *DAY, "--format", "markdown"),
    "board.html": ("board", *DAY, "--format", "html"),
    "board-full.txt": ("board", *DAY, "--full", "--corrections"),
    "board-highlight.md": ("board", *DAY, "--rec", "R1", "--format", "markdown"),
    "board-words.txt": ("board", *DAY, "--format", "words"),
    "check.txt": ("check", *DAY),
    "check.csv": ("check", *DAY, "--format", "csv"),
    "check.json": ("check", *DAY, "--format", "json"),
    "check.md": ("check", *DAY, "--format", "markdown"),
    "show-action.txt": ("show", "R1.1", *DAY),
    "show-action.json": ("show", "R1.1", *DAY, "--format", "json"),
    "show-recommendation.txt": ("show", "R1", *DAY),
    "summary.txt": ("show", "R1", "--summary", *DAY),
    "summary.md": ("show", "R1", "--summary", *DAY, "--format", "markdown"),
    "summary.json": ("show", "R1", "--summary", *DAY, "--format", "json"),
    "summary.html": ("show", "R1", "--summary", *DAY, "--format", "html"),
    "history.txt": ("history",),
    "history.csv": ("history", "--format", "csv"),
    "leads.txt": ("leads", *DAY),
    "plans.txt": ("plans", *DAY),
    "export-recommendations.csv": ("export", "recommendations", *DAY),
    "export-updates.csv": ("export", "updates"),
    "export-leads.csv": ("export", "leads", *DAY),
    "export-plan.toml": ("export", "plan"),
    "export-raw.csv": ("export", "actions", *DAY, "--raw", "--bom"),
    "template.csv": ("export", "template"),
}


@pytest.fixture
def awkward(cli: Cli, tmp_path: Path) -> Cli:
    cli("import", str(GOLDEN / "awkward.toml"))
    return cli


@pytest.mark.parametrize("name", CASES)
def test_each_format_prints_what_is_stored(awkward: Cli, name: str) -> None:
    printed = awkward(*CASES[name]).out
    stored = GOLDEN / name
    if os.environ.get("GOLDEN") == "write":
        stored.write_bytes(printed.encode())
    assert printed == stored.read_bytes().decode()


@pytest.mark.parametrize("name", [name for name in CASES if name.endswith((".txt", ".md"))])
def test_nothing_printed_for_people_can_move_the_cursor_or_hide_text(awkward: Cli, name: str) -> None:
    printed = awkward(*CASES[name]).out
    assert not set(printed) & set("\x1b\u200b\u202e\u202c")


@pytest.mark.parametrize("name", [name for name in CASES if name.endswith(".txt")])
def test_plain_text_fits_eighty_columns_but_for_words_that_are_longer(awkward: Cli, name: str) -> None:
    for line in awkward(*CASES[name]).out.splitlines():
        assert len(line) <= 80 or "aaaaaaaa" in line, line


@pytest.mark.parametrize("name", [name for name in CASES if name.endswith(".csv") and name != "export-raw.csv"])
def test_no_cell_of_a_csv_runs_as_a_formula(awkward: Cli, name: str) -> None:
    for row in csv.reader(io.StringIO(awkward(*CASES[name]).out, newline=""), strict=True):
        for cell in row:
            assert not cell.startswith(("=", "+", "@", "\t", "\r")), cell
            assert not cell.startswith("-") or cell.lstrip("-").isdigit(), cell


def test_json_has_a_schema_the_day_and_lists_for_leads(awkward: Cli) -> None:
    overdue = json.loads(awkward(*CASES["overdue.json"]).out)
    assert (overdue["schema"], overdue["as_at"]) == ("actiontracker/overdue/1", "2025-05-15")
    assert overdue["rows"][0]["leads"] == ["Größe"]
    board = json.loads(awkward(*CASES["board.json"]).out)
    assert board["schema"] == "actiontracker/board/1"
    parts = {"headline", "areas", "recommendations", "overdue", "rating_queries", "movement", "due_next", "leads"}
    assert parts <= set(board)
    assert board["headline"]["overdue"] == {"n": 2, "of": 3}


def test_the_export_of_actions_imports_back_with_its_guards_taken_off(awkward: Cli, tmp_path: Path) -> None:
    awkward("export", "actions", *DAY, "-o", "actions.csv")
    awkward("--db", "other.sqlite", "import", "actions.csv", "--plan", "awkward", "--on", "2025-05-15")
    first = awkward("list", *DAY, "--format", "json").out
    second = awkward("--db", "other.sqlite", "list", *DAY, "--format", "json").out
    kept = ("ref", "recommendation", "outcome", "action", "stage", "leads", "by_when", "status", "progress")
    for one, two in zip(json.loads(first)["rows"], json.loads(second)["rows"], strict=True):
        if one["inherited"]:
            continue
        for name in kept:
            assert (one[name] or None) == (two[name] or None), (one["ref"], name)
