"""What a command promises whatever happens around it: done once, all or nothing, told truly, in any environment."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from actiontracker.services.edge import Edge
from actiontracker.services.updating import Update, update
from actiontracker.store import connection
from tests.conftest import PLANS, ROOT, Cli
from tests.packs import LAST, printed, run, small_plan
from tests.worked import fingerprint, newest, of

DAY = "2025-12-01"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The small plan, in ./db.sqlite."""
    small_plan(tmp_path / "db.sqlite")
    return tmp_path / "db.sqlite"


def process(*args: str, code: str) -> "subprocess.CompletedProcess[str]":
    """A command as a process of its own, with `code` before it, which sets a trap."""
    start = f"{code}\nfrom actiontracker.cli.outcome import run\nrun()"
    env = os.environ | {"PYTHONPATH": str(ROOT), "ACTIONTRACKER_BY": "tester"}
    return subprocess.run([sys.executable, "-B", "-c", start, *args], capture_output=True, text=True, env=env, check=False)


# --- A token is done once ---

ONCE: dict[str, tuple[str, ...]] = {
    "update": ("update", "R1.1", "R1.2", "--note", "said once"),
    "add": ("add", "R1", "--text", "Added once"),
    "edit": ("edit", "R1.1", "--text", "Edited once", "--reason", "x"),
    "withdraw": ("withdraw", "R1.1", "--reason", "once"),
    "correct": ("correct", "R1.1", "--deadline", "2025-08-01", "--reason", "x"),
    "undo": ("undo", "5", "--yes"),
    "import": ("import", str(PLANS / "example.toml")),
    "board record": ("board", "record", "Board", "--on", LAST),
    "leads add": ("leads", "add", "NEW", "--title", "New", "--council", "Northford Council"),
    "leads alias": ("leads", "alias", "Boss", "SM QA"),
    "exempt": ("exempt", "R1.1", "--confidential"),
    "redact": ("redact", "NOTED", "--reason", "court-order", "--yes"),
    "return": ("return", "--lead", "SM QA", "-o", "return.xlsx"),
}


@pytest.mark.parametrize("name", list(ONCE))
def test_the_same_token_twice_does_the_work_once_and_says_so(cli: Cli, database: Path, name: str) -> None:
    noted = of(database, "select max(x.entry) from updates x where x.note is not null")
    command = [noted if part == "NOTED" else part for part in ONCE[name]]
    cli("--token", "t-1", *command)
    before, first = fingerprint(database), of(database, "select seq from entry where request_id = 't-1'")
    again = cli("--token", "t-1", *command)
    assert (again.out, fingerprint(database)) == ("", before)
    assert f"'t-1' is recorded already, as entry {first}" in again.err
    assert not list(database.parent.glob(".*"))


def test_another_token_does_the_work_again_and_a_dry_run_uses_none_up(cli: Cli, database: Path) -> None:
    before = newest(database)
    cli("--token", "a", "update", "R1.1", "--note", "x", "--dry-run")
    for token in ("a", "b", ""):
        cli("--token", token, "update", "R1.1", "--note", "x")
    assert newest(database) == before + 3


def test_a_token_of_a_refused_command_can_be_used_again(cli: Cli, database: Path) -> None:
    cli("--token", "a", "update", "R9.9", "--note", "x", expect=9)
    cli("--token", "a", "update", "R1.1", "--note", "x")
    assert of(database, "select count(*) from entry where request_id = 'a'") == "1"


# --- An error at COMMIT ---


class Failing(sqlite3.Connection):
    """A real connection whose COMMIT raises: before it is done, or after."""

    after = False
    error: Callable[[], Exception] = staticmethod(lambda: failure("disk I/O error", sqlite3.SQLITE_IOERR))

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:  # type: ignore[override]
        if sql != "COMMIT":
            return super().execute(sql, *values)
        if self.after:
            super().execute(sql)
        raise self.error()


def failure(text: str, code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    return error


def fails_at_commit(monkeypatch: pytest.MonkeyPatch, *, after: bool, code: int = sqlite3.SQLITE_IOERR) -> None:
    kind = type("Trap", (Failing,), {"after": after, "error": staticmethod(lambda: failure("it failed", code))})
    real = sqlite3.connect
    monkeypatch.setattr(connection.sqlite3, "connect", lambda *args, **more: real(*args, factory=kind, **more))


@pytest.mark.parametrize(
    "command", [("update", "R1.1", "--note", "x"), ("add", "R1", "--text", "y"), ("exempt", "R1", "--confidential")]
)
def test_what_was_recorded_after_all_is_confirmed(
    cli: Cli, database: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    before = newest(database)
    with monkeypatch.context() as trap:
        fails_at_commit(trap, after=True)
        assert cli(*command).out
    assert newest(database) == before + 1
    cli("verify")


@pytest.mark.parametrize(("code", "expected"), [(sqlite3.SQLITE_IOERR, 5), (sqlite3.SQLITE_FULL, 5), (sqlite3.SQLITE_BUSY, 4)])
def test_what_was_not_recorded_is_an_error_and_nothing_is_there(
    cli: Cli, database: Path, monkeypatch: pytest.MonkeyPatch, code: int, expected: int
) -> None:
    before = fingerprint(database)
    with monkeypatch.context() as trap:
        fails_at_commit(trap, after=False, code=code)
        cli("update", "R1.1", "--note", "x", expect=expected)
    assert (fingerprint(database), list(database.parent.glob("*-journal"))) == (before, [])


def test_an_import_that_fails_at_the_end_leaves_no_database(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as trap:
        fails_at_commit(trap, after=False)
        cli("import", str(PLANS / "example.toml"), expect=5)
    assert not (tmp_path / "db.sqlite").exists()


def test_where_nobody_can_tell_it_is_said_so(cli: Cli, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as trap:
        fails_at_commit(trap, after=True)
        real, opened = connection._connect, []

        def once(path: Path) -> sqlite3.Connection:
            opened.append(path)
            if len(opened) > 1:
                raise failure("disk I/O error", sqlite3.SQLITE_IOERR)
            return real(path)

        trap.setattr(connection, "_connect", once)
        said = cli("update", "R1.1", "--note", "x", expect=5).err
    assert "look with 'actiontracker history' before you do it again" in said


# --- Files that belong together ---


@pytest.mark.parametrize("links", [True, False])
def test_an_export_whose_manifest_cannot_take_its_name_leaves_both_earlier_files(
    cli: Cli, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    cli("export", "actions", "--manifest", "-o", "out.csv")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    cli("update", "R1.1", "--note", "more to export")
    database_now = database.read_bytes()
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if str(target).endswith(".manifest.json"):
            raise OSError(5, "Input/output error")
        real(source, target)

    with monkeypatch.context() as trap:
        trap.setattr(os, "replace", replace)
        if not links:
            trap.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(1, "Operation not permitted")))
        said = cli("export", "actions", "--manifest", "-o", "out.csv", expect=5)
    assert "out.csv.manifest.json cannot be written" in said.err
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == before | {database.name: database_now}


# --- Ctrl-C ---


@pytest.fixture
def heard() -> Iterator[None]:
    """Ctrl-C is heard by processes that are started here, whatever a test before has left."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_a_program_that_records_through_the_services_hears_ctrl_c_afterwards(database: Path, heard: None) -> None:
    update(Edge(database, "me", "2026-01-15T09:30:00Z", "2026-01-15"), ["R1.1"], Update("2026-01-15", note="x"))
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


TRAP = """
import os, signal, sqlite3, sys
class Trap(sqlite3.Connection):
    def execute(self, sql, *values):
        here = {{"before": sql.startswith("BEGIN IMMEDIATE"), "at": sql == "COMMIT", "after": sql == "COMMIT"}}["{when}"]
        if here and "{when}" != "after":
            os.kill(os.getpid(), signal.SIGINT)
        done = super().execute(sql, *values)
        if here and "{when}" == "after":
            os.kill(os.getpid(), signal.SIGINT)
        return done
real = sqlite3.connect
sqlite3.connect = lambda *args, **more: real(*args, factory=Trap, **more)
"""


@pytest.mark.parametrize("command", [("update", "R1.1", "--note", "x"), ("import", str(PLANS / "example.toml"))])
def test_ctrl_c_before_the_commit_changes_nothing_and_after_it_is_too_late(
    database: Path, heard: None, command: tuple[str, ...]
) -> None:
    before = fingerprint(database)
    stopped = process("--db", str(database), *command, code=TRAP.format(when="before"))
    assert (stopped.returncode, stopped.stdout, stopped.stderr) == (130, "", "actiontracker: interrupted\n")
    assert (fingerprint(database), list(database.parent.glob("*-journal"))) == (before, [])
    for number, when in enumerate(("at", "after")):
        entries = newest(database)
        done = process("--db", str(database), "--token", when, *command[:1], *command[1:], code=TRAP.format(when=when))
        assert done.returncode == 0, done.stderr
        assert done.stdout
        assert newest(database) > entries or (command[0] == "import" and number)
    assert run(database, "verify")[0] == 0


def test_ctrl_c_while_waiting_for_another_writer_changes_nothing(database: Path, heard: None) -> None:
    holder = sqlite3.connect(database, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    command = [
        sys.executable,
        "-B",
        "-m",
        "actiontracker",
        "--db",
        str(database),
        "update",
        "R1.1",
        "--note",
        "x",
        "--by",
        "me",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as waiting:
        time.sleep(0.7)
        waiting.send_signal(signal.SIGINT)
        time.sleep(0.1)
        holder.execute("ROLLBACK")
        holder.close()
        _, said = waiting.communicate(timeout=20)
    assert (waiting.returncode, said) == (130, "actiontracker: interrupted\n")
    assert of(database, "select count(*) from words where text = 'x'") == "0"


def test_a_new_database_is_for_its_owner_alone_whatever_the_umask(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        printed(tmp_path / "a.sqlite", "init")
        small_plan(tmp_path / "b.sqlite")
    finally:
        os.umask(old)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("*.sqlite")} == {0o600}
