"""Bad input: one line that says what, where and what to do, the promised exit code, and no byte of the database changed."""

import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from actiontracker.services.edge import Edge
from actiontracker.store import connection
from tests.conftest import PLANS, Cli, Result, import_shipped

USAGE, REFUSED, BUSY, STORAGE, DAMAGED, NEWER, CHANGED, NOT_FOUND, INTERRUPTED = 2, 3, 4, 5, 6, 7, 8, 9, 130
HARROW = str(PLANS / "harrow-2012.toml")
EXAMPLE = str(PLANS / "example.toml")
READS = (
    "list",
    "overdue",
    "board",
    "show S1.3",
    "history",
    "plans",
    "leads",
    "mine --lead DCS",
    "export actions",
    "export plan",
)
WRITES = (
    "update S1.3 --note x",
    "add S1 --text x",
    "edit S1.3 --text x --reason r",
    "withdraw S1.3 --reason r",
    "correct S1.3 --deadline 2012-09-30 --reason r",
    "undo 118 --yes",
    "leads add Q --title t",
    "leads alias Q DCS",
    f"import {EXAMPLE}",
)
HEAD = 'format = 1\n[plan]\nslug = "x"\ncouncil = "C"\ntitle = "T"\non = 2020-01-01\n'
ACTION = '[[actions]]\nref = "1"\ntext = "t"\n'
WITHOUT_POWERS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")
"""Root passes over permissions; without these two capabilities it keeps to them like anybody else."""


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def untouched(path: Path) -> Iterator[None]:
    """Fails where the file's bytes changed, or something was left beside it."""
    before = digest(path)
    yield
    assert digest(path) == before, f"{path.name} changed"
    assert not list(path.parent.glob(f"{path.name}-*")), "a journal was left behind"


def refused(cli: Cli, edge: Edge, args: list[str], code: int, word: str, stdin: str = "") -> Result:
    """Runs a command that must be refused: with this code, this word in its line, and the database as it was."""
    with untouched(edge.database):
        result = cli(*args, expect=code, stdin=stdin)
    assert word in result.err, result.err
    assert "Traceback" not in result.err
    return result


def process(*args: str, prefix: tuple[str, ...] = ()) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [*prefix, sys.executable, "-m", "actiontracker", *args], capture_output=True, check=False, timeout=120
    )


def one_line(result: "subprocess.CompletedProcess[bytes]", code: int, word: str) -> None:
    said = result.stderr.decode()
    assert (result.returncode, result.stdout) == (code, b""), said
    assert said.count("\n") == 1, said
    assert word in said, said


# --- Files that are no plan ---


FILES: dict[str, tuple[str, bytes, str]] = {
    "an empty plan file": ("x.toml", b"", "the file is empty"),
    "an empty table": ("x.csv", b"", "the file is empty"),
    "white space only": ("x.csv", b" \n\n", "the file is empty"),
    "a byte-order mark only": ("x.csv", b"\xef\xbb\xbf", "no heading"),
    "a file of another kind": ("x.pdf", b"%PDF-1.7", "cannot be read"),
    "a file without an ending": ("plan", b"Action\nx\n", "cannot be read"),
    "bytes called TOML": ("x.toml", bytes(range(128, 256)), "not TOML"),
    "bytes called CSV": ("x.csv", bytes(range(256)), "not a text file"),
    "half of UTF-16": ("x.csv", b"\xff\xfea", "not a text file"),
    "NUL in a table": ("x.csv", b"Ref,Action\nA1,a\0b\n", "NUL"),
    "TOML nested too deeply": ("x.toml", b"x=" + b"[" * 50_000, "nested too deeply"),
    "a table without a heading": ("x.csv", b"S1,Do it,31.12.12\nS2,Do that,1.1.13\n", "rows 1 to 2: no heading"),
    "a heading without rows": ("x.csv", b"Ref,Action\n", "no action below"),
    "a quote that is never closed": ("x.csv", b'Ref,Action\nA1,"x\n', "line 2"),
    "two actions with one ref": ("x.csv", b"Ref,Action\nA1,x\nA1,y\n", "A1 stands already in row 2"),
    "one ref in two spellings": ("x.csv", b"Ref,Action\nA (1),x\na.1,y\n", "row 3"),
    "a key of leads with one code twice": ("x.csv", b"Code,Title\nA,x\nA,y\n", "row 3"),
    "a key of leads without codes": ("x.csv", b"Code,Title\n,y\n", "no post below"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "word"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_plan_is_refused_with_its_name(
    cli: Cli, harrow: Edge, tmp_path: Path, name: str, content: bytes, word: str
) -> None:
    (tmp_path / name).write_bytes(content)
    said = refused(cli, harrow, ["import", name, "--plan", "harrow-2012"], REFUSED, word)
    assert name in said.err


TOML: dict[str, tuple[str, str]] = {
    "no format": (HEAD.replace("format = 1\n", ""), "format = 1"),
    "another format": (HEAD.replace("format = 1", "format = 2"), "format = 1"),
    "a plan that is a number": ("format = 1\nplan = 3\n", "[plan] table"),
    "a slug with a space": (HEAD.replace('"x"', '"X Y"'), "no short name"),
    "a title that is a number": (HEAD.replace('"T"', "5"), "plan, title: 5 is not a text"),
    "a day that is none": (HEAD.replace("2020-01-01", '"31.9.12"'), "'31.9.12' is not a day"),
    "a day that is a time": (HEAD.replace("2020-01-01", "10:00:00"), "is not a day"),
    "a day in the future": (HEAD.replace("2020-01-01", "2098-01-01") + ACTION, "lies in the future"),
    "an unknown key": (HEAD + "colour = 1\n", "plan, colour: unknown key"),
    "an unknown table": (HEAD + "[[targets]]\na = 1\n", "unknown table 'targets'"),
    "actions as one table": (HEAD + '[actions]\nref = "1"\n', "write [[actions]]"),
    "an action that is a number": ("actions = [5]\n" + HEAD, "actions 1: not a table"),
    "an action without a ref": (HEAD + '[[actions]]\ntext = "t"\n', "'ref' is missing"),
    "an action without a text": (HEAD + '[[actions]]\nref = "A"\n', "actions 1 (A): 'text' is missing"),
    "a ref that is a number": (HEAD + '[[actions]]\nref = 1\ntext = "t"\n', "ref: 1 is not a text"),
    "two actions with one ref": (HEAD + ACTION + ACTION, "stands already in actions 1 (1)"),
    "a recommendation that is not there": (HEAD + ACTION + 'recommendation = "R9"\n', "no recommendation 'R9'"),
    "an unknown status": (HEAD + ACTION + 'status = "nearly"\n', "unknown status 'nearly'"),
    "an unknown colour": (HEAD + ACTION + 'rag = "pink"\n', "unknown rag 'pink'"),
    "leads that are one text": (HEAD + ACTION + 'leads = "DD TS"\n', "is not a list of texts"),
    "accountable but no lead": (HEAD + ACTION + 'leads = ["A"]\naccountable = "B"\n', "not one of the leads"),
    "an unknown setting": (HEAD + '[[settings]]\nname = "zeal"\nvalue = "1"\n', "unknown setting 'zeal'"),
    "a negative number of days": (HEAD + '[[settings]]\nname = "grace_days"\nvalue = "-1"\n', "whole number"),
    "history that is a text": (HEAD + ACTION + 'history = "x"\n', "not a list of tables"),
    "an act without a day": (HEAD + ACTION + '[[actions.history]]\nnote = "x"\n', "'on' is missing"),
    "an act that says nothing": (HEAD + ACTION + "[[actions.history]]\non = 2020-01-02\n", "says nothing"),
    "an act in the future": (HEAD + ACTION + '[[actions.history]]\non = 2098-01-01\nnote = "x"\n', "lies in the future"),
    "an answer to no request": (
        HEAD + ACTION + '[[actions.history]]\non = 2020-01-02\ngrant = 2021-01-01\nanswers = "z"\n',
        "no earlier request has the label 'z'",
    ),
    "a duplicate of nothing": (
        HEAD + ACTION + '[[actions.history]]\non = 2020-01-02\nstatus = "withdrawn"\nduplicate_of = "9"\n',
        "no other action '9'",
    ),
    "one spelling for two posts": (
        HEAD + '[[posts]]\ncode = "A"\naliases = ["Z"]\n[[posts]]\ncode = "B"\naliases = ["Z"]\n' + ACTION,
        "'Z' stands already",
    ),
    "aliases in a ring": (
        HEAD + '[[posts]]\ncode = "A"\naliases = ["B"]\n[[posts]]\ncode = "B"\naliases = ["A"]\n' + ACTION,
        "stands already",
    ),
    "posts that report to each other": (
        HEAD + '[[posts]]\ncode = "A"\nreports_to = "B"\n[[posts]]\ncode = "B"\nreports_to = "A"\n' + ACTION,
        "report to itself",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "word"), TOML.values(), ids=TOML)
def test_a_plan_file_that_breaks_the_format_is_refused_with_the_place(
    cli: Cli, harrow: Edge, tmp_path: Path, content: str, word: str
) -> None:
    (tmp_path / "x.toml").write_text(content)
    said = refused(cli, harrow, ["import", "x.toml"], REFUSED, word)
    assert "x.toml" in said.err


@pytest.mark.parametrize("name", ["missing.toml", "missing.csv", "plans/missing.toml"])
def test_a_missing_file_is_refused(cli: Cli, harrow: Edge, name: str) -> None:
    refused(cli, harrow, ["import", name], REFUSED, f"{name}: no such file")


def test_what_is_no_file_is_refused_without_waiting_for_it(cli: Cli, harrow: Edge, tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "ring.csv").symlink_to("ring.csv")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    for name in ("folder.toml", "pipe.csv", "zero.csv"):
        refused(cli, harrow, ["import", name], REFUSED, "not a file")
    refused(cli, harrow, ["import", "ring.csv"], REFUSED, "ring.csv")


def test_one_missing_file_among_several_stops_them_all(cli: Cli, harrow: Edge) -> None:
    refused(cli, harrow, ["import", EXAMPLE, "missing.toml"], REFUSED, "missing.toml")


def test_strict_refuses_the_by_when_that_a_plain_import_lists(cli: Cli, harrow: Edge, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Ref,Action,By when\nA1,x,31.9.12\nA2,y,12/31/2024\n")
    said = refused(cli, harrow, ["import", "x.csv", "--plan", "x", "--strict"], REFUSED, "row 2, by when (A1): '31.9.12'")
    assert "and 1 more" in said.err
    listed = cli("import", "x.csv", "--plan", "x").out
    assert "September 2012 has 30 days" in listed
    assert "12/31/2024" in listed
    rows = cli("list", "--plan", "x", "--format", "csv").out
    assert "31.9.12" in rows
    assert "12/31/2024" in rows


def test_a_plan_of_another_council_is_refused(cli: Cli, harrow: Edge) -> None:
    refused(cli, harrow, ["import", EXAMPLE, "--plan", "harrow-2012"], REFUSED, "Northford Council")


def test_a_table_that_names_no_plan_is_asked_for_one(cli: Cli, harrow: Edge, tmp_path: Path) -> None:
    (tmp_path / "board.csv").write_text("Ref,Action\nA1,x\n")
    refused(cli, harrow, ["import", "board.csv"], USAGE, "--plan harrow-2012")


def test_a_refused_first_import_leaves_no_database(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(HEAD + ACTION + '[[actions.history]]\non = 2098-01-01\nnote = "x"\n')
    cli("import", "x.toml", expect=REFUSED)
    cli("import", "missing.toml", expect=REFUSED)
    assert not (tmp_path / "db.sqlite").exists()


# --- Days ---


DAY_OPTIONS = (
    "list --as-at",
    "list --due-before",
    "list --due-after",
    "overdue --as-at",
    "mine --lead DCS --as-at",
    "show S1.3 --as-at",
    "history --since",
    "board --as-at",
    "board --since",
    "plans --as-at",
    "leads --as-at",
    "export actions --as-at",
    "update S1.3 --note x --on",
    "update S1.3 --expected",
    "update S1.3 --reason r --deadline",
    "add S1 --text x --on",
    "edit S1.3 --text x --reason r --on",
    "withdraw S1.3 --reason r --on",
    "correct S1.3 --reason r --deadline",
    "leads add Q --title t --on",
    "leads edit DCS --title t --on",
    f"import {HARROW} --on",
    f"import {HARROW} --published",
)


@pytest.mark.parametrize("option", DAY_OPTIONS, ids=[option.removeprefix("import ") for option in DAY_OPTIONS])
def test_a_day_that_is_none_is_a_usage_error_in_every_option(cli: Cli, harrow: Edge, option: str) -> None:
    name = option.rsplit(maxsplit=1)[-1]
    for typed in ("31.9.12", "12/31/2024", "2024-02-30", "tomorrow", "October 2012", "", "1900-01-01", "9999-12-31", "[red]"):
        refused(cli, harrow, [*option.split(), typed], USAGE, f"{name} {typed!r}")


@pytest.mark.parametrize("option", [option for option in DAY_OPTIONS if option.endswith("--on") and "leads" not in option])
def test_what_happened_cannot_lie_in_the_future(cli: Cli, harrow: Edge, option: str) -> None:
    refused(cli, harrow, [*option.split(), "2026-01-16"], REFUSED, "2026-01-16 lies in the future")


def test_since_after_the_boards_day_is_refused(cli: Cli, harrow: Edge) -> None:
    refused(cli, harrow, ["board", "--as-at", "2012-10-31", "--since", "2012-11-01"], USAGE, "later than the summary's day")


# --- Names that mean nothing, or several things ---


@pytest.mark.parametrize("command", ["show {}", "list {}", "history {}", "update {} --note x", "edit {} --text x --reason r",
                                     "withdraw {} --reason r", "correct {} --text x --reason r", "add {} --text x"])  # fmt: skip
@pytest.mark.parametrize("ref", ["S99.9", "nope:S1.3", "'; drop table action; --", "[/red]", "%", "\x1b[31m", "S1.٣", "a:b:c"])
def test_an_unknown_ref_is_not_found(cli: Cli, harrow: Edge, command: str, ref: str) -> None:
    args = [ref if word == "{}" else word for word in command.split()]
    said = refused(cli, harrow, args, NOT_FOUND, "actiontracker: no ")
    assert "\x1b" not in said.err


@pytest.mark.parametrize("command", ["show", "list", "history", "update --note x", "edit --text x --reason r"])
def test_an_empty_ref_is_not_found(cli: Cli, harrow: Edge, command: str) -> None:
    refused(cli, harrow, [*command.split(), ""], NOT_FOUND, "no action or recommendation ''")


@pytest.mark.parametrize("command", ["show {}", "update {} --note x", "add S1 --text x", "list {}"])
def test_a_ref_that_stands_in_two_plans_is_refused_with_both(cli: Cli, harrow: Edge, command: str) -> None:
    cli("import", HARROW, "--plan", "copy")
    said = refused(cli, harrow, command.replace("{}", "S1.3").split(), NOT_FOUND, "could be several")
    assert "harrow-2012:S1" in said.err
    assert "copy:S1" in said.err


def test_a_near_miss_is_answered_with_what_is_near(cli: Cli, harrow: Edge) -> None:
    refused(cli, harrow, ["show", "S1.33"], NOT_FOUND, "did you mean S1.3")


@pytest.mark.parametrize("command", ["list --plan nope", "board --plan nope", "overdue --plan nope", "history --plan nope",
                                     "export plan --plan nope", "add --text x --plan nope"])  # fmt: skip
def test_an_unknown_plan_is_not_found_and_the_known_are_named(cli: Cli, harrow: Edge, command: str) -> None:
    refused(cli, harrow, command.split(), NOT_FOUND, "known: harrow-2012")


@pytest.mark.parametrize("command", ["list --lead NOPE", "overdue --lead NOPE", "mine --lead NOPE", "leads edit NOPE --title t",
                                     "leads alias X NOPE", "leads add Q --title t --reports-to NOPE"])  # fmt: skip
def test_an_unknown_post_is_not_found(cli: Cli, harrow: Edge, command: str) -> None:
    refused(cli, harrow, command.split(), NOT_FOUND, "no post 'NOPE'")


def test_one_bad_ref_among_several_records_nothing(cli: Cli, harrow: Edge) -> None:
    refused(cli, harrow, ["update", "S1.3", "S1.4", "S99.9", "--note", "x"], NOT_FOUND, "S99.9")
    refused(cli, harrow, ["update", "S1.3", "S1", "--status", "completed"], REFUSED, "S1 is a recommendation")


def test_the_board_of_several_plans_asks_which(cli: Cli, harrow: Edge) -> None:
    import_shipped(harrow, "example")
    for command in ("board", "export plan"):
        said = refused(cli, harrow, command.split(), USAGE, "which plan")
        assert "harrow-2012, example" in said.err


# --- Words that cannot be meant ---


WORDS = (
    ("update S1.3", USAGE, "nothing to record"),
    ("update --note x", USAGE, "REF"),
    ("update S1.3 --status nearly", USAGE, "in_progress"),
    ("update S1.3 --status embedded", USAGE, "re-audit"),
    ("update S1.3 --rag pink", USAGE, "--rag 'pink'"),
    ("update S1.3 --done", REFUSED, "does not recur"),
    ("update S1.3 --done --status completed", USAGE, "--done"),
    ("update S1.3 --deadline 2013-01-31", USAGE, "--reason"),
    ("update S1.3 --note x --agreed-by Board", USAGE, "--agreed-by goes with --deadline"),
    ("update S1.3 --note x --if-version 99", CHANGED, "S1.3 is at version 1, not 99"),
    ("update S1.3 --note x --if-version 0", CHANGED, "version 1, not 0"),
    ("update S1.3 --note x --if-version -1", USAGE, "--if-version"),
    ("update S1.3 S1.4 --note x --if-version 1", USAGE, "one ref"),
    ("update S1.3 --bogus", USAGE, "--bogus"),
    ("updat S1.3", USAGE, "did you mean 'update'"),
    ("add S1", USAGE, "--text"),
    ("add S1 --text x --ref S1.3", REFUSED, "S1.3 already"),
    ("add S1 --text x --ref s1(3)", REFUSED, "already"),
    ("add S1 --text x --ref S1", REFUSED, "S1 is a recommendation"),
    ("add S1 --text x --ref a:b", USAGE, "colon"),
    ("add S1 --text x --ref ()", USAGE, "no letter or number"),
    ("add S1 --text x --lead NOPE", REFUSED, "no post 'NOPE'"),
    ("add S1 --text x --area x", USAGE, "--area"),
    ("add --recommendation S1 --text x", REFUSED, "S1 already"),
    ("add --recommendation S1.3 --text x", REFUSED, "S1.3 is an action"),
    ("edit S1.3 --reason r", USAGE, "nothing to change"),
    ("edit S1.3 --text x", USAGE, "--reason"),
    ("edit S1.3 --lead NOPE --reason r", REFUSED, "no post 'NOPE'"),
    ("edit S1.3 --lead DCS --accountable Law. --reason r", REFUSED, "not one of the leads"),
    ("edit S1.3 --outcome x --reason r", USAGE, "--outcome is not for an action"),
    ("withdraw S1.3", USAGE, "--reason"),
    ("withdraw S1 --reason r", NOT_FOUND, "no action 'S1'"),
    ("withdraw S1.3 --reason r --duplicate-of S1.3", USAGE, "itself"),
    ("withdraw S1.3 --reason r --duplicate-of S99", NOT_FOUND, "S99"),
    ("correct S1.3 --reason r", USAGE, "nothing to mend"),
    ("correct S1.3 --deadline 2012-09-27 --reason r", REFUSED, "says this already"),
    ("undo 0", USAGE, "ID"),
    ("undo 99999", NOT_FOUND, "no entry 99999"),
    ("undo 99999999999999999999 --yes", USAGE, "ID"),
    ("undo 118", USAGE, "--yes"),
    ("leads add DCS --title t", REFUSED, "'DCS' already"),
    ("leads alias DCS DCS", REFUSED, "already"),
    ("leads edit DCS", USAGE, "nothing to change"),
    ("leads edit DCS --reports-to DCS", REFUSED, "report"),
    ("mine", USAGE, "ACTIONTRACKER_LEAD"),
    ("list --status nearly", USAGE, "--status 'nearly'"),
    ("list --rag pink", USAGE, "--rag 'pink'"),
    ("list --format xlsx", USAGE, "one of: table, plain, csv, json"),
    ("leads --format markdown", USAGE, "markdown"),
    ("export actions -o x.txt", USAGE, "one of: csv, json"),
    ("export nothing", USAGE, "one of: actions"),
    ("overdue --due-within -1", USAGE, "--due-within"),
    ("list -o missing/x.csv", STORAGE, "there is no folder missing"),
    ("board -o missing/x.json", STORAGE, "there is no folder missing"),
    (f"import {HARROW} --plan a/b", USAGE, "no short name"),
    (f"import {HARROW} --strict", REFUSED, "31.9.12"),
)  # fmt: skip


@pytest.mark.parametrize(("command", "code", "word"), WORDS, ids=[command.split(f"{PLANS}/")[-1] for command, _, _ in WORDS])
def test_words_that_cannot_be_meant_are_refused(cli: Cli, harrow: Edge, command: str, code: int, word: str) -> None:
    refused(cli, harrow, command.split(), code, word)


@pytest.mark.parametrize("args", [["update", "S1.3", "--note", ""], ["update", "S1.3", "--status", ""],
                                  ["update", "S1.3", "--note", "x", "--by", "  "], ["add", "S1", "--text", " "],
                                  ["add", "S1", "--text", "x", "--ref", " "], ["edit", "S1.3", "--text", "", "--reason", "r"],
                                  ["correct", "S1", "--text", "", "--reason", "r"], ["withdraw", "S1.3", "--reason", ""],
                                  ["leads", "add", " ", "--title", "t"], ["leads", "alias", "", "DCS"], ["mine", "--lead", ""],
                                  ["import", HARROW, "--plan", ""], ["undo", "118", "--yes", "--reason", ""],
                                  ["export", ""], ["list", "--status", ""]], ids=" ".join)  # fmt: skip
def test_an_empty_word_is_a_usage_error(cli: Cli, harrow: Edge, args: list[str]) -> None:
    refused(cli, harrow, args, USAGE, "actiontracker: ")


def test_a_note_from_an_empty_stdin_is_refused(cli: Cli, harrow: Edge) -> None:
    refused(cli, harrow, ["update", "S1.3", "--note", "-"], USAGE, "--note is empty", stdin=" \n")


def test_a_note_with_nul_is_refused(cli: Cli, harrow: Edge) -> None:
    refused(cli, harrow, ["update", "S1.3", "--note", "-"], USAGE, "--note: not valid text", stdin="a\0b")


@pytest.mark.parametrize("command", ["list {}", "show {}", "update {} --note x", "update S1.3 --note {}", "add S1 --text {}",
                                     "add S1 --text x --ref {}", "leads add Q --title {}", "import {}.csv"])  # fmt: skip
def test_bytes_that_are_no_utf8_are_refused(cli: Cli, harrow: Edge, command: str) -> None:
    args = [word.replace("{}", os.fsdecode(b"\xff\xfe")) for word in command.split()]
    refused(cli, harrow, args, USAGE, "not valid text")


def test_withdrawing_twice_is_refused(cli: Cli, harrow: Edge) -> None:
    cli("withdraw", "S1.3", "--reason", "r")
    refused(cli, harrow, ["withdraw", "S1.3", "--reason", "r"], REFUSED, "withdrawn already")


def test_undoing_twice_and_undoing_an_undo_are_refused(cli: Cli, harrow: Edge) -> None:
    cli("update", "S1.3", "--note", "x")
    cli("undo", "119", "--yes")
    refused(cli, harrow, ["undo", "119", "--yes"], REFUSED, "undone already, by entry 120")
    refused(cli, harrow, ["undo", "120", "--yes"], REFUSED, "is an undo itself")


def test_posts_cannot_report_to_each_other(cli: Cli, harrow: Edge) -> None:
    cli("leads", "edit", "DD TS", "--reports-to", "DCS")
    refused(cli, harrow, ["leads", "edit", "DCS", "--reports-to", "DD TS"], REFUSED, "report")


def test_a_stale_version_is_refused_with_who_changed_it(cli: Cli, harrow: Edge) -> None:
    cli("update", "S1.3", "--note", "x", "--by", "SM QA")
    said = refused(cli, harrow, ["update", "S1.3", "--note", "y", "--if-version", "1"], CHANGED, "SM QA")
    assert "version 2, not 1" in said.err


def test_nobody_as_the_author_is_refused(cli: Cli, harrow: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ACTIONTRACKER_BY")
    monkeypatch.setattr("actiontracker.cli.edge._login", lambda: "")
    refused(cli, harrow, ["update", "S1.3", "--note", "x"], USAGE, "--by")
    cli("list")


@pytest.mark.parametrize("command", ["board", "show S1", "export plan", "update S1 --note x"])
def test_an_empty_database_says_to_import_first(cli: Cli, edge: Edge, command: str) -> None:
    cli("init")
    refused(cli, edge, command.split(), NOT_FOUND, "import a plan first")


# --- Databases that are none ---


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA user_version = 99")


def _older(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA user_version = 0")


def _another_programs(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE bookmarks (id)")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


DATABASES: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "a text": (lambda path: path.write_bytes(b"Dear Board, " * 1000), DAMAGED, "is no database"),
    "another program's": (_another_programs, DAMAGED, "not an actiontracker database"),
    "a newer version": (_newer, NEWER, "install a newer actiontracker"),
    "an older version": (_older, STORAGE, "actiontracker upgrade"),
    "cut in half": (_cut, DAMAGED, "damaged"),
    "its first page only": (lambda path: path.write_bytes(path.read_bytes()[:100]), DAMAGED, "db.sqlite"),
}


@pytest.mark.parametrize(("spoil", "code", "word"), DATABASES.values(), ids=DATABASES)
@pytest.mark.parametrize("command", [*READS, *WRITES], ids=[command.split(f"{PLANS}/")[0] for command in (*READS, *WRITES)])
def test_a_database_that_cannot_be_used_is_refused_and_left_alone(
    cli: Cli, harrow: Edge, command: str, spoil: Callable[[Path], object], code: int, word: str
) -> None:
    spoil(harrow.database)
    refused(cli, harrow, command.split(), code, word)


@pytest.mark.parametrize("command", [*READS, *WRITES[:-1]])
def test_a_missing_database_is_not_made_by_asking(cli: Cli, tmp_path: Path, command: str) -> None:
    said = cli(*command.split(), expect=STORAGE)
    assert "no database at db.sqlite" in said.err
    assert "actiontracker init" in said.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "command", ["list", "update S1.3 --note x", f"import {EXAMPLE}", "init"], ids=["list", "update", "import", "init"]
)
def test_a_folder_is_no_database(cli: Cli, tmp_path: Path, command: str) -> None:
    (tmp_path / "db.sqlite").mkdir()
    assert "db.sqlite" in cli(*command.split(), expect=STORAGE).err
    assert [path.name for path in tmp_path.rglob("*")] == ["db.sqlite"]


def test_an_empty_file_is_no_database_to_read_from(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "db.sqlite").touch()
    assert "not an actiontracker database" in cli("list", expect=DAMAGED).err
    assert (tmp_path / "db.sqlite").read_bytes() == b""


def test_a_database_without_its_folder_cannot_be_made(cli: Cli, tmp_path: Path) -> None:
    for command in ("init", f"import {EXAMPLE}"):
        assert "missing/db.sqlite" in cli("--db", "missing/db.sqlite", *command.split(), expect=STORAGE).err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", ["list", "update S1.3 --note x", f"import {EXAMPLE}"], ids=["list", "update", "import"])
def test_a_database_that_another_program_holds_is_busy_after_waiting(
    cli: Cli, harrow: Edge, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.05)
    before = digest(harrow.database)
    with closing(sqlite3.connect(harrow.database, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        # The file is not opened here meanwhile: closing it would drop the lock of this whole process.
        said = cli(*command.split(), expect=BUSY)
    assert "in use by another program" in said.err
    assert digest(harrow.database) == before


# --- Permissions, and places that cannot be written ---


@pytest.fixture
def keeping_to_permissions() -> tuple[str, ...]:
    """What to put before a command so that permissions hold for it."""
    if os.geteuid():
        return ()
    if not shutil.which("setpriv") or subprocess.run([*WITHOUT_POWERS, "true"], check=False).returncode:
        pytest.skip("root passes over permissions, and setpriv cannot take that away here")
    return WITHOUT_POWERS


@contextmanager
def mode(path: Path, bits: int) -> Iterator[None]:
    before = path.stat().st_mode
    path.chmod(bits)
    try:
        yield
    finally:
        path.chmod(before)


def test_a_read_only_database_is_read_but_not_written(harrow: Edge, keeping_to_permissions: tuple[str, ...]) -> None:
    with untouched(harrow.database), mode(harrow.database, 0o444):
        assert process("list", prefix=keeping_to_permissions).returncode == 0
        for command in ("update S1.3 --note x", "undo 118 --yes", f"import {EXAMPLE}"):
            one_line(process(*command.split(), prefix=keeping_to_permissions), STORAGE, "cannot be written")


def test_a_read_only_folder_is_read_but_not_written(
    harrow: Edge, tmp_path: Path, keeping_to_permissions: tuple[str, ...]
) -> None:
    with untouched(harrow.database), mode(tmp_path, 0o555):
        assert process("list", prefix=keeping_to_permissions).returncode == 0
        one_line(process("update", "S1.3", "--note", "x", prefix=keeping_to_permissions), STORAGE, "cannot be written")
        one_line(process("list", "-o", "x.csv", prefix=keeping_to_permissions), STORAGE, "x.csv cannot be written")


def test_forbidden_files_are_refused(harrow: Edge, tmp_path: Path, keeping_to_permissions: tuple[str, ...]) -> None:
    (tmp_path / "x.csv").write_text("Ref,Action\nA1,x\n")
    with untouched(harrow.database), mode(tmp_path / "x.csv", 0):
        one_line(process("import", "x.csv", "--plan", "x", prefix=keeping_to_permissions), REFUSED, "x.csv")
    before = digest(harrow.database)
    with mode(harrow.database, 0):
        one_line(process("list", prefix=keeping_to_permissions), STORAGE, "permissions")
    assert digest(harrow.database) == before


def test_a_folder_as_output_is_refused_and_nothing_is_left_beside_it(cli: Cli, harrow: Edge, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    refused(cli, harrow, ["list", "-o", "folder"], STORAGE, "folder cannot be written")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["db.sqlite", "folder"]


@pytest.mark.parametrize("command", READS)
def test_a_reader_that_has_seen_enough_ends_a_command_quietly(harrow: Edge, command: str) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "actiontracker", *command.split()], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout
    assert program.stderr
    program.stdout.close()
    said = program.stderr.read()
    program.stderr.close()
    assert (program.wait(timeout=60), said) == (0, b"")


# --- Interruptions and crowds ---


@pytest.mark.parametrize("begun", [True, False], ids=["into a database", "into none"])
def test_an_interrupted_import_changes_nothing(harrow: Edge, tmp_path: Path, begun: bool) -> None:
    rows = (f"A{number},do {number},P{number % 50},31.12.25,Completed: {number}\n" for number in range(40_000))
    (tmp_path / "long.csv").write_text("Ref,Action,Leads,By when,Progress\n" + "".join(rows))
    database = harrow.database if begun else tmp_path / "new.sqlite"
    before = digest(harrow.database)
    command = [sys.executable, "-m", "actiontracker", "--db", str(database), "import", "long.csv", "--plan", "long"]
    program = subprocess.Popen([*command, "--on", "2025-10-31"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1)
    program.send_signal(signal.SIGINT)
    out, said = program.communicate(timeout=60)
    if program.returncode == 0:
        pytest.skip("the import was done before it could be interrupted")
    assert (program.returncode, out) == (INTERRUPTED, b""), said
    assert b"Traceback" not in said
    assert digest(harrow.database) == before
    assert begun or not database.exists()


def test_two_imports_at_once_into_a_new_database_are_both_recorded(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda path: process("import", path), (HARROW, EXAMPLE)))
    assert [result.returncode for result in results] == [0, 0], [result.stderr for result in results]
    known = process("plans", "--format", "csv").stdout.decode()
    assert "harrow-2012" in known
    assert "example" in known


def test_eight_updates_at_once_are_all_recorded_and_one_version_is_given_once(harrow: Edge) -> None:
    with ThreadPoolExecutor(8) as pool:
        plain = list(pool.map(lambda n: process("update", "S1.3", "--note", f"n{n}"), range(8)))
        guarded = list(pool.map(lambda n: process("update", "S1.4", "--note", f"n{n}", "--if-version", "1"), range(8)))
    assert [result.returncode for result in plain] == [0] * 8
    versions = sorted(int(result.stdout.decode().split("(version ")[1].split(",")[0]) for result in plain)
    assert versions == list(range(2, 10))
    assert sorted(result.returncode for result in guarded) == [0] + [CHANGED] * 7


# --- Dry runs, and taking back ---


DRY = ("update S1.3 --note x", "add S1 --text x", "edit S1.3 --text x --reason r", "withdraw S1.3 --reason r",
       "correct S1.3 --deadline 2012-09-30 --reason r", f"import {EXAMPLE}")  # fmt: skip


@pytest.mark.parametrize("command", DRY, ids=[command.split()[0] for command in DRY])
def test_a_dry_run_leaves_the_database_byte_for_byte(cli: Cli, harrow: Edge, command: str) -> None:
    with untouched(harrow.database):
        cli(*command.split(), "--dry-run")


def test_a_dry_run_makes_no_database(cli: Cli, tmp_path: Path) -> None:
    cli("import", EXAMPLE, "--dry-run")
    assert not list(tmp_path.iterdir())


def without_record(text: str) -> str:
    """A report without its foot: the record itself has grown."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("Record:"))


def test_an_undone_import_can_come_again_and_says_the_same(cli: Cli, harrow: Edge) -> None:
    before = without_record(cli("overdue", "--as-at", "2012-10-31").out)
    cli("undo", "4", "--yes")
    cli("undo", "118", "--yes")
    assert "Nothing is tracked yet" in cli("list").out
    cli("show", "S1.3", expect=NOT_FOUND)
    cli("import", HARROW)
    assert without_record(cli("overdue", "--as-at", "2012-10-31").out) == before
    with untouched(harrow.database):
        assert "Nothing changed" in cli("import", HARROW).out


def test_a_number_once_used_is_not_used_again(cli: Cli, harrow: Edge) -> None:
    cli("add", "S1", "--text", "x")
    cli("undo", "119", "--yes")
    assert cli("add", "S1", "--text", "y").out.startswith("S1.13 ")
    cli("show", "S1.12", expect=NOT_FOUND)


# --- Notes that would play tricks ---


NOTES = {
    "an escape sequence": "a\x1b[31mred\x1b[0m\x07b",
    "a C1 sequence": "a\x9b31mb",
    "markup": "[red]x[/red] [/blue] [link=https://example.org]y",
    "right to left": "abc \u202edef\u202c \u2067ghi",
    "20,000 characters": "word " * 4000,
    "one word of 20,000 characters": "x" * 20_000,
    "line ends": "a\r\nb\rc\u2028d\x85e\x0bf",
    "a formula": "=1+1",
}


@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_a_note_that_plays_tricks_is_stored_whole_and_harmless_on_a_terminal(cli: Cli, harrow: Edge, note: str) -> None:
    shown = cli("update", "S1.3", "--note", note).out
    for command in ("show S1.3", "history S1.3", "list S1.3", "list S1.3 --format markdown", "board --format words"):
        shown += cli(*command.split()).out
    assert not set(shown) & {"\x1b", "\x9b", "\x07", "\r"}
    exported = cli("export", "plan").out
    (harrow.database.parent / "again.toml").write_text(exported, newline="")
    cli("--db", "again.sqlite", "import", "again.toml")
    assert cli("--db", "again.sqlite", "export", "plan").out == exported


@pytest.mark.parametrize("variables", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
                                       {"PYTHONIOENCODING": "ascii"}, {"TERM": "dumb", "NO_COLOR": "1"}], ids=str)  # fmt: skip
def test_output_is_utf8_whatever_the_terminal_says(
    cli: Cli, harrow: Edge, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    cli("update", "S1.3", "--note", "Café “signed” – 漢字")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    for command in ("show S1.3", "list S1.3 --format csv", "list S1.3 --format json", "export plan"):
        result = process(*command.split())
        assert (result.returncode, result.stderr) == (0, b"")
        assert "Café “signed” – 漢字" in result.stdout.decode()
        assert b"\x1b" not in result.stdout


def test_a_report_is_never_written_over_a_database(harrow: Edge, cli: Cli) -> None:
    before = harrow.database.read_bytes()
    assert "is a database" in cli("list", "-o", "db.sqlite", "--format", "csv", expect=2).err
    assert harrow.database.read_bytes() == before


def test_a_report_goes_through_a_link_and_into_a_pipe_without_replacing_them(harrow: Edge, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    cli("list", "--as-at", "2012-10-31", "-o", "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text().startswith("plan,area")


@pytest.mark.parametrize(("out", "code"), [("", 2), (".", 5), ("x.html", 2), ("nowhere/x.csv", 5)])
def test_a_place_that_is_no_file_is_refused_in_one_line(harrow: Edge, cli: Cli, out: str, code: int) -> None:
    cli("list", "-o", out, expect=code)


def test_of_several_files_one_that_is_refused_takes_the_others_back(harrow: Edge, cli: Cli, tmp_path: Path) -> None:
    shutil.copy(PLANS / "harrow-2020.toml", tmp_path / "good.toml")
    shutil.copy(PLANS / "example.toml", tmp_path / "bad.toml")  # it has an impossible date on purpose
    before = harrow.database.read_bytes()
    cli("import", "good.toml", "bad.toml", "--strict", expect=3)
    cli("import", "good.toml", "bad.toml", "--plan", "both", expect=2)
    assert harrow.database.read_bytes() == before


def test_a_refused_first_import_leaves_no_database_and_an_empty_file_stays_empty(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("Action\nWrite it\n")
    cli("import", "plan.csv", "--on", "2099-01-01", expect=3)
    assert not (tmp_path / "db.sqlite").exists()
    (tmp_path / "db.sqlite").touch()
    cli("import", "plan.csv", "--on", "2099-01-01", expect=3)
    assert (tmp_path / "db.sqlite").read_bytes() == b""


def test_a_database_without_a_table_is_damaged(harrow: Edge, cli: Cli) -> None:
    with closing(sqlite3.connect(harrow.database)) as conn:
        conn.execute("drop table updates")
        conn.commit()
    cli("list", expect=6)


def test_a_full_stdout_is_told_for_a_report_and_no_failure_of_what_is_recorded(harrow: Edge) -> None:
    if not Path("/dev/full").is_char_device():
        pytest.skip("this system has no /dev/full")
    command = [sys.executable, "-m", "actiontracker", "--db", str(harrow.database)]
    for args, code in ((["board", "--as-at", "2012-10-31"], 5), (["list"], 5), (["update", "S1.3", "--note", "x"], 0)):
        with open("/dev/full", "w") as full:
            buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
            run = subprocess.run([*command, *args], stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=buffered)
        assert run.returncode == code, run.stderr
        assert run.stderr.count("\n") == 1, run.stderr
        assert "db.sqlite" not in run.stderr


def test_closed_streams_and_help_into_a_closed_pipe_end_quietly(harrow: Edge) -> None:
    program = f"{sys.executable} -m actiontracker --db {harrow.database}"
    for line in (f"{program} list --as-at 2012-10-31 >&-", f"{program} list >/dev/null 2>&-", f"{program} --help | true"):
        run = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
        assert (run.returncode, run.stderr) == (0, ""), line
