"""What the parts share: a folder, chance from the seed, commands as processes, and looking at what they left."""

import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
PLANS = ROOT / "plans"
LONGEST = 120
"""Seconds after which a command that hangs is killed; that is a failure."""


class Figure(NamedTuple):
    """A line of the table: what was tried, how often, what went wrong."""

    what: str
    count: int
    failures: list[str]
    seconds: float
    skipped: str = ""


class Ended(NamedTuple):
    """How a command ended. `code` is negative for a signal; `peak` is in KiB."""

    code: int
    out: str
    err: str
    peak: int
    seconds: float


class Bench:
    """A folder that is thrown away, and a server that runs commands in it."""

    def __init__(self, folder: Path, seed: int, *, short: bool) -> None:
        self.folder, self.seed, self.short = folder, seed, short
        self.env = {**os.environ, "PYTHONPATH": str(ROOT), "ACTIONTRACKER_BY": "torture", "LANG": "C.UTF-8"}
        self.env.pop("ACTIONTRACKER_DB", None)
        self._out, self._err = folder / "stdout", folder / "stderr"
        self._server = self.process("server")
        assert self._answer().strip() == "ready"

    def close(self) -> None:
        """End the server."""
        assert self._server.stdin
        self._server.stdin.close()
        self._server.wait(30)

    def process(self, module: str) -> "subprocess.Popen[str]":
        """A Python process that takes lines and answers in lines."""
        command = [sys.executable, "-m", f"tests.torture.{module}"]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=self.folder, env=self.env)

    def chance(self, part: str) -> random.Random:
        """The same for a part, whatever other parts have drawn."""
        return random.Random(f"{self.seed}/{part}")

    def some(self, long: int, short: int) -> int:
        """How many rounds."""
        return short if self.short else long

    def place(self, name: str) -> Path:
        """An empty folder."""
        path = self.folder / name
        path.mkdir(parents=True)
        return path

    def run(self, database: Path, *args: str, token: str = "", kill_after: float | None = None) -> Ended:
        """Run a command to its end, or to its death after so many seconds."""
        pid = self.start(database, *args, token=token)
        if kill_after is not None:
            time.sleep(kill_after)
            _kill(pid)
        return self.ended()

    def start(self, database: Path, *args: str, token: str = "", stop: bool = False) -> int:
        """Start a command; with `stop` it waits for SIGCONT. `ended` must follow."""
        named = ["--token", token] if token else []
        order = {"args": ["--db", str(database), *named, *args], "out": str(self._out), "err": str(self._err), "stop": stop}
        for path in (self._out, self._err):
            path.write_bytes(b"")  # a command may be killed before it opens them
        assert self._server.stdin
        self._server.stdin.write(json.dumps(order) + "\n")
        self._server.stdin.flush()
        return int(self._answer())

    def ended(self) -> Ended:
        """Wait for the command that was started."""
        code, peak, seconds = json.loads(self._answer())
        printed = [path.read_text(encoding="utf-8", errors="replace") for path in (self._out, self._err)]
        return Ended(code, *printed, peak, seconds)

    def done(self, database: Path, *args: str, token: str = "") -> Ended:
        """A command that must not fail, for making things."""
        ended = self.run(database, *args, token=token)
        assert ended.code == 0, (args, ended)
        return ended

    def unsound(self, database: Path) -> list[str]:
        """What `verify` says of a database, where it is not whole."""
        ended = self.run(database, "verify")
        return [] if ended.code == 0 else [f"verify of {database.name}: exit {ended.code}: {ended.err.strip()[-300:]}"]

    def _answer(self) -> str:
        assert self._server.stdout
        return self._server.stdout.readline()


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:  # it has ended by itself; the server has not started another
        return


@contextmanager
def looking(database: Path) -> Iterator[sqlite3.Connection]:
    """A look at a database with plain SQL, after `verify`."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True)) as conn:
        yield conn


def entries(database: Path) -> int:
    """How many entries there are: none in a file that is missing or empty."""
    if not database.exists() or not database.stat().st_size:
        return 0
    with looking(database) as conn:
        if not conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return 0
        return int(conn.execute("SELECT count(*) FROM entry").fetchone()[0])


def tokens(database: Path) -> set[str]:
    """All tokens in the history."""
    with looking(database) as conn:
        return {row[0] for row in conn.execute("SELECT request_id FROM entry WHERE request_id IS NOT NULL")}


def content(database: Path) -> str:
    """A hash of the logical dump; empty for a file that is missing or empty."""
    if not database.exists() or not database.stat().st_size:
        return ""
    digest = hashlib.sha256()
    with looking(database) as conn:
        if not conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:  # a first import that was undone
            return ""
        for line in sorted(conn.iterdump()):  # a copy that was packed may have its tables in another order
            digest.update(line.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def rows_of_csv(path: Path, count: int, kind: str = "A") -> Path:
    """A plan of so many actions as a CSV file."""
    lines = [f'{kind}{n},"Do the thing number {n} with care, and say so to the board",DCS,31.12.2026' for n in range(count)]
    path.write_text("Ref,Action,Lead,By when\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def example(bench: Bench, database: Path) -> Path:
    """A database with the example plan."""
    bench.done(database, "import", str(PLANS / "example.toml"))
    return database


def refs(database: Path) -> list[str]:
    """The refs of all actions."""
    with looking(database) as conn:
        return [row[0] for row in conn.execute("SELECT ref FROM action ORDER BY id")]


def figure(what: str, count: int, failures: list[str], began: float) -> Figure:
    """A line of the table, from when it began."""
    return Figure(what, count, failures, time.monotonic() - began)


def sha256(path: Path) -> str:
    """The hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
