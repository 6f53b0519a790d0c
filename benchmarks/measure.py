"""What whole processes cost: CPU (user and system, with their children) and peak memory."""

import os
import subprocess
from collections.abc import Callable
from statistics import median
from typing import NamedTuple


class Cost(NamedTuple):
    """What one process cost. On Linux `rss` is never less than the benchmark's own memory (some 20 MiB)."""

    cpu: float  # milliseconds
    rss: float  # MiB
    said: bytes  # the first of what it wrote to stdout


Run = Callable[[], Cost]


def process(command: list[str], *, terminal: bool = False) -> Cost:
    """Run a command and read its stdout, a pipe or a `terminal`, to the end. Raises RuntimeError where it fails."""
    ours, theirs = os.openpty() if terminal else os.pipe()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    assert child.stderr is not None
    said = b""
    while chunk := _read(ours):
        said = said or chunk[:100]
    error = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    os.close(ours)
    child.stderr.close()
    if child.returncode:
        raise RuntimeError(f"{' '.join(command)[:300]}: exit {child.returncode}: {error.decode()[-500:]}")
    return Cost((usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024, said)


def _read(source: int) -> bytes:
    try:
        return os.read(source, 1 << 16)
    except OSError:  # how Linux says that nobody is at the other end of a terminal any more
        return b""


def own_account(command: list[str]) -> Cost:
    """Run a command that measures the part of its work that counts: it writes its CPU milliseconds to stdout."""
    cost = process(command)
    return cost._replace(cpu=float(cost.said))


def alternate(runs: list[Run], times: int) -> list[Cost]:
    """The medians of each, run in turn so that what disturbs the machine disturbs all alike; one round first is not counted.

    A single round (`times` is 1) is counted.
    """
    rounds = [[run() for run in runs] for _ in range(times if times < 5 else times + 1)]
    counted = rounds if times < 5 else rounds[1:]
    return [
        Cost(median(cost.cpu for cost in costs), max(cost.rss for cost in costs), b"") for costs in zip(*counted, strict=True)
    ]
