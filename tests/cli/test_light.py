"""Commands stay light: which modules load is asserted, milliseconds only measured (benchmarks/)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from actiontracker.cli.app import COMMANDS
from actiontracker.services.edge import Edge

PROBE = """
import sys
sys.argv[0] = "actiontracker"
from actiontracker.cli.outcome import main
code = main(sys.argv[1:])
print("\\n".join(sys.modules), file=sys.stderr)
sys.exit(code)
"""
HEAVY = {
    "pydantic",
    "sqlite_utils",
    "rich",
    "tabulate",
    "dateutil",
    "hypothesis",
    "tomllib",
    "tomli_w",
    "json",
    "csv",
    "hashlib",
}


def loaded_by(database: Path, *args: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", PROBE, "--db", str(database), *args],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "ACTIONTRACKER_BY": "tester"},
    )
    assert run.stdout
    return set(run.stderr.split())


def test_overdue_in_a_pipe_loads_no_heavy_library(harrow: Edge) -> None:
    assert not HEAVY & loaded_by(harrow.database, "overdue", "--as-at", "2012-10-31")


def test_list_and_update_load_no_heavy_library(harrow: Edge) -> None:
    assert not (HEAVY - {"json", "hashlib"}) & loaded_by(harrow.database, "update", "S1.3", "--note", "x")
    assert not HEAVY & loaded_by(harrow.database, "list", "--as-at", "2012-10-31")


def test_check_in_a_pipe_loads_no_heavy_library(harrow: Edge) -> None:
    assert not HEAVY & loaded_by(harrow.database, "check", "--as-at", "2012-10-31")


@pytest.mark.parametrize(
    ("args", "own"),
    [
        (("overdue", "--as-at", "2012-10-31"), "lists"),
        (("update", "S1.3", "--note", "x"), "update"),
        (("board", "--as-at", "2012-10-31"), "board"),
        (("check", "--as-at", "2012-10-31"), "check"),
        (("export", "actions"), "export"),
        (("show", "S1.3"), "show"),
        (("plans",), "plans"),
    ],
)
def test_a_command_loads_no_other_commands_module(harrow: Edge, args: tuple[str, ...], own: str) -> None:
    homes = {f"actiontracker.cli.{entry.place.partition(':')[0]}" for entry in COMMANDS}
    assert loaded_by(harrow.database, *args) & homes == {f"actiontracker.cli.{own}"}


def test_the_front_page_loads_no_commands_module() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROBE, "--help"], capture_output=True, text=True, check=True, env={**os.environ}
    )
    homes = {f"actiontracker.cli.{entry.place.partition(':')[0]}" for entry in COMMANDS}
    assert not homes & set(run.stderr.split())


@pytest.mark.parametrize(
    "args", [("overdue", "--as-at", "2012-12-18"), ("export", "actions"), ("history",), ("export", "updates")]
)
def test_a_pipe_that_is_closed_early_ends_quietly(harrow: Edge, args: tuple[str, ...]) -> None:
    command = f"{sys.executable} -m actiontracker --db {harrow.database} {' '.join(args)}"
    run = subprocess.run(
        ["bash", "-c", f"{command} | head -n 1; exit ${{PIPESTATUS[0]}}"], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count("\n") == 1
