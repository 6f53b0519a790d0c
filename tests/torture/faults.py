"""System calls that fail, or at which the process dies: strace injects it at the Nth call of a kind."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.torture.bench import PLANS, Bench, Ended, Figure, content, example, figure, refs, rows_of_csv, tokens
from tests.torture.kills import OLD_BYTES, is_version_1

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "unlink", "rename", "link", "openat", "ftruncate")
ERRORS = {"write": ("EIO", "ENOSPC"), "pwrite64": ("EIO", "ENOSPC"), "openat": ("EIO", "EMFILE")}
WORK = ("update", "import", "first import", "backup", "restore", "upgrade", "export", "board")
UNTOLD = "it cannot be read to tell whether this was recorded"
"""What the program says where the disk fails for good at the end: the one refusal that does not mean "nothing changed"."""


class Fault(NamedTuple):
    """What happens at which call. `for_good`: at all that follow, too."""

    call: str
    what: str
    number: int
    for_good: bool = False

    def option(self) -> str:
        """As strace takes it."""
        kind = "signal=KILL" if self.what == "KILL" else f"error={self.what}"
        return f"inject={self.call}:{kind}:when={self.number}{'+' if self.for_good else ''}"

    def __str__(self) -> str:
        return f"{self.what} at {self.call} {self.number}{' and after' if self.for_good else ''}"


def injected(bench: Bench) -> Iterator[Figure]:
    """Each kind of work, at each call."""
    bench.place("faults")
    if reason := unable(bench):
        yield Figure("injected errors", 0, [], 0, reason)
        return
    for work in WORK:
        for kill in (False, True):
            yield _work(bench, work, kill)


def unable(bench: Bench) -> str:
    """Why nothing can be injected here, if so."""
    if not shutil.which("strace"):
        return "strace is not installed"
    trial = Trial(bench, "export", "trial")
    counted = trial.calls()
    trial.clear()
    return "" if counted.get("fsync") else "strace may not trace (ptrace is forbidden)"


def _work(bench: Bench, work: str, kill: bool) -> Figure:
    began, chance = time.monotonic(), bench.chance(f"faults {work} {kill}")
    trial = Trial(bench, work, "count")
    counted = trial.calls()
    trial.clear()
    faults = []
    for call, many in counted.items():
        for number in range(1, min(many, bench.some(40, 40)) + 1):
            errors = ("KILL",) if kill else ERRORS.get(call, ("EIO",))
            lasts = (False,) if kill or call == "write" else (False, True)  # else the null device would fail, too
            faults += [Fault(call, error, number, lasting) for error in errors for lasting in lasts]
    if len(faults) > (most := bench.some(160, 1 if kill else 2)):
        faults = chance.sample(faults, most)
    failures, ends = [], {"0": 0, "refused": 0, "died": 0}
    for number, fault in enumerate(faults):
        trial = Trial(bench, work, str(number))
        ended, found = trial.judged(fault)
        trial.clear()
        ends["0" if ended.code == 0 else "died" if ended.code < 0 else "refused"] += 1
        failures += [f"{fault}: {text}" for text in found]
    said = f"{ends['died']} died" if kill else f"{ends['refused']} refused, {ends['0']} went on"
    what = f"{'kill -9 at a system call' if kill else 'failing system calls'}: {work} ({said})"
    return figure(what, len(faults), failures, began)


class Trial:
    """One command in a folder of its own, with a fault."""

    def __init__(self, bench: Bench, work: str, name: str) -> None:
        self._bench, self._work = bench, work
        self.folder = bench.place(f"faults/{work}-{name}".replace(" ", "-"))
        self.database = self.folder / "db.sqlite"
        base = bench.folder / "faults" / "base.sqlite"
        if not base.exists():
            example(bench, base)
            bench.done(base, "backup", str(base.with_name("saved.sqlite")))
            bench.done(base, "update", refs(base)[0], "--note", "later than the backup")
        self._saved = base.with_name("saved.sqlite")
        if work == "upgrade":
            self.database.write_bytes(OLD_BYTES)
        elif work != "first import":
            shutil.copy(base, self.database)
        self.target = self.folder / "out"
        self.args = self._args()
        self._before = content(self.database)

    def _args(self) -> list[str]:
        table = self._bench.folder / "faults" / "plan.csv"
        if not table.exists():
            rows_of_csv(table, 60)
        return {
            "update": lambda: ["update", *refs(self.database)[:3], "--note", "x" * 3000],
            "import": lambda: ["import", str(table), "--plan", "p", "--council", "Northford Council"],
            "first import": lambda: ["import", str(PLANS / "example.toml")],
            "backup": lambda: ["backup", str(self.target)],
            "restore": lambda: ["restore", str(self._saved), "--yes"],
            "upgrade": lambda: ["upgrade"],
            "export": lambda: ["export", "actions", "--manifest", "-o", f"{self.target}.csv"],
            "board": lambda: ["board", "--as-at", "2025-10-31", "-o", f"{self.target}.html"],
        }[self._work]()

    def clear(self) -> None:
        """Throw the folder away."""
        shutil.rmtree(self.folder)

    def calls(self) -> dict[str, int]:
        """How often the command makes each call when all goes well."""
        _, lines = self._traced("")
        counted = {call: len(re.findall(rf"(?m)^(?:\d+ +)?{call}\(", lines)) for call in CALLS}
        return {call: many for call, many in counted.items() if many}

    def _traced(self, option: str) -> tuple[Ended, str]:
        bench, log = self._bench, self._bench.folder / "strace.log"
        pid = bench.start(self.database, *self.args, token="fault", stop=True)
        while Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "T":
            time.sleep(0.002)
        options = ["-e", f"trace={','.join(CALLS)}", *(["-e", option] if option else [])]
        tracer = subprocess.Popen(["strace", "-f", "-o", str(log), *options, "-p", str(pid)], stderr=subprocess.PIPE)
        assert tracer.stderr
        tracer.stderr.readline()  # "Process N attached", or why not
        os.kill(pid, signal.SIGCONT)
        ended = bench.ended()
        tracer.communicate(timeout=60)
        return ended, log.read_text(errors="replace") if log.exists() else ""

    def judged(self, fault: Fault) -> tuple[Ended, list[str]]:
        """Run it with the fault, then look at everything it may have touched."""
        ended, _ = self._traced(fault.option())
        found = []
        if "Traceback" in ended.err or ended.code == 1:
            found.append(f"exit {ended.code}: {ended.err[-600:]}")
        after = content(self.database)
        changed = after != self._before
        if ended.code == 0:
            found += self._whole()
        elif ended.code > 0 and changed and UNTOLD not in ended.err:
            found.append(f"exit {ended.code} ({ended.err.strip()[-200:]}), and the database is another")
        elif ended.code < 0 and changed:
            found += self._whole(died=True)
        if ended.code > 0 and (left := [name for name in self._left() if name not in ended.err]):
            found.append(f"exit {ended.code}, and {left} stands there")
        found += self._sound()
        return ended, found

    def _whole(self, died: bool = False) -> list[str]:
        """What is there after the work was done, or has begun to show."""
        if self._work in ("update", "first import", "import") and "fault" not in tokens(self.database):
            return ["the token is not in the history"]
        if self._work == "restore" and content(self.database) != content(self._saved):
            return ["the database is not the backup"]
        if self._work == "backup" and not died:
            return self._bench.unsound(self.target)
        return []

    def _left(self) -> list[str]:
        """Names that a refused command must not have made. Those with a point before them are nobody's data."""
        named = {path.name for path in self.folder.iterdir() if not path.name.startswith(".")}
        return sorted(named - {"db.sqlite", "db.sqlite-journal"})

    def _sound(self) -> list[str]:
        found = []
        copy = self.folder / "db.sqlite.version-1"
        if self._work == "upgrade":
            if copy.exists() and not is_version_1(copy):
                found.append("half a copy has the name of the copy")
            copy.unlink(missing_ok=True)
            again = self._bench.run(self.database, "upgrade")
            found += [f"upgrade again: exit {again.code}: {again.err[-200:]}"] if again.code else []
        if self.database.exists() and self.database.stat().st_size:
            found += self._bench.unsound(self.database)
        elif self._work != "first import":
            found.append("the database is gone")
        if self._work == "backup" and self.target.exists():
            found += self._bench.unsound(self.target)
        return found
