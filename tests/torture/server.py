"""Runs each command in a child of its own: start-up is done, so what is killed is the command, not the interpreter.

One order per line on stdin (JSON); the answers are the child's id, then how it ended. The parent opens no database.
"""

import io
import json
import os
import signal
import sys
import tempfile
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from actiontracker.cli import outcome
from actiontracker.cli.app import COMMANDS, load
from tests.torture.bench import LONGEST, PLANS


def load_all() -> None:
    """Load what commands load when they run, by running them once: later, the files that they open are their own."""
    for entry in COMMANDS:
        load(entry)
    database, plan = ["--db", "warm.sqlite"], str(PLANS / "example.toml")
    commands = [
        ["--version"],
        ["update", "--help"],
        ["export", "template"],
        [*database, "import", plan],
        [*database, "verify", "--deep"],
    ]
    commands += [
        [*database, "update", "R1.1", "R2.1", "--note", "x"],
        [*database, "backup", "warm.backup"],
        [*database, "overdue"],
    ]
    commands += [[*database, "export", "actions", "--manifest", "-o", "warm.csv"], [*database, "board", "-o", "warm.html"]]
    commands += [[*database, "restore", "warm.backup", "--yes"], [*database, "import", "warm.csv", "--plan", "example"]]
    commands += [
        [*database, "upgrade"],
        [*database, "return", "--lead", "HoS MASH", "-o", "warm.xlsx"],
        [*database, "import", "warm.xlsx"],
    ]
    folder = os.getcwd()
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        with redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")), redirect_stderr(io.StringIO()):
            for args in commands:
                assert outcome.main(args) == 0, args
        os.chdir(folder)


def child(order: dict[str, Any]) -> None:
    """Become the command: its own standard streams, and the exit of the console script."""
    for number, path in ((1, order["out"]), (2, order["err"])):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, closefd=False)  # noqa: SIM115
    if order.get("stop"):
        os.kill(os.getpid(), signal.SIGSTOP)
    signal.alarm(LONGEST)  # what hangs dies of it, and that is a failure
    sys.argv = ["actiontracker", *order["args"]]
    code = 1
    try:
        outcome.run()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    os._exit(code)


def main() -> None:
    """Take orders until there are no more."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    load_all()
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        began = time.monotonic()
        pid = os.fork()
        if pid == 0:
            child(order)
        print(pid, file=answers, flush=True)
        _, status, usage = os.wait4(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        print(json.dumps([code, usage.ru_maxrss, time.monotonic() - began]), file=answers, flush=True)


if __name__ == "__main__":
    main()
