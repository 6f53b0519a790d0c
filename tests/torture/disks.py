"""A disk that is full, or becomes full: a small file system in memory, filled up but for a few kilobytes."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.torture.bench import Bench, Figure, content, example, figure, refs, rows_of_csv, tokens

WORK = ("update", "import", "backup", "restore", "export", "board", "return")
FREE = (0, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536)
SIZE = "6m"


def filled(bench: Bench) -> list[Figure]:
    """Each kind of work, with less and less room."""
    place = bench.place("full-disk")
    reason = _mounted(place)
    if reason:
        return [Figure("full disk", 0, [], 0, reason)]
    try:
        return [_filled(bench, place)]
    finally:
        subprocess.run(["umount", str(place)], check=False)


def _mounted(place: Path) -> str:
    if os.geteuid():
        return "only root can mount a small file system"
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)], capture_output=True, check=False)
    return "" if done.returncode == 0 else f"mount: {done.stderr.decode().strip()}"


def _filled(bench: Bench, place: Path) -> Figure:
    began, failures, count, full = time.monotonic(), [], 0, 0
    base = example(bench, bench.place("full-disk-base") / "db.sqlite")
    free = FREE if not bench.short else FREE[1::7]
    for kilobytes in free:
        for work in WORK:
            database = Path(shutil.copy(base, place / "db.sqlite"))
            code, found = _tried(bench, database, work, kilobytes)
            count, full = count + 1, full + (code != 0)
            failures += [f"{work} with {kilobytes} KiB free: {text}" for text in found]
            for path in place.iterdir():
                path.unlink()
    return figure(f"full disk: {', '.join(WORK)} ({full} found no room)", count, failures, began)


def _args(work: str, database: Path, outside: Path) -> list[str]:
    target = str(database.with_name("out"))
    return {
        "update": ["update", *refs(database)[:3], "--note", "x" * 3000],
        "import": ["import", str(rows_of_csv(outside / "p.csv", 500)), "--plan", "p", "--council", "Northford Council"],
        "backup": ["backup", target],
        "restore": ["restore", str(outside / "full-disk-base" / "db.sqlite"), "--yes"],
        "export": ["export", "actions", "--manifest", "-o", f"{target}.csv"],
        "board": ["board", "--full", "--as-at", "2025-10-31", "-o", f"{target}.html"],
        "return": ["return", "--lead", "HoS MASH", "-o", f"{target}.xlsx"],
    }[work]


def _tried(bench: Bench, database: Path, work: str, kilobytes: int) -> tuple[int, list[str]]:
    args, before, others = _args(work, database, bench.folder), content(database), {database.name}
    with _filler(database.parent, kilobytes):
        ended = bench.run(database, *args, token="full")
        reading = bench.run(database, "overdue")
    found = bench.unsound(database)
    left = {path.name for path in database.parent.iterdir()} - others
    if reading.code:
        found.append(f"reading: exit {reading.code}: {reading.err}")
    if ended.code == 0:
        if work in ("update", "import") and "full" not in tokens(database):
            found.append("exit 0, and it is not recorded")
        if work == "backup":
            found += bench.unsound(database.with_name("out"))
        if work in ("export", "board") and not _same_with_room(bench, database, args):
            found.append("exit 0, and the file is not what it is with room")
        return 0, found
    if ended.code != 5 or ended.err.count("\n") != 1 or "Traceback" in ended.err:
        found.append(f"exit {ended.code}: {ended.err[-400:]}")
    if content(database) != before:
        found.append("refused, and the database is another")
    if left:
        found.append(f"refused, and left {sorted(left)}")
    return ended.code, found


def _same_with_room(bench: Bench, database: Path, args: list[str]) -> bool:
    written = Path(args[-1]).read_bytes()
    bench.done(database, *args)
    return written == Path(args[-1]).read_bytes()


@contextmanager
def _filler(place: Path, kilobytes: int) -> Iterator[None]:
    """Fill the file system up but for so many kilobytes."""
    path = place / "filler"
    with path.open("wb") as file:
        state = os.statvfs(place)
        os.posix_fallocate(file.fileno(), 0, max(4096, state.f_bavail * state.f_frsize - kilobytes * 1024))
    try:
        yield
    finally:
        path.unlink()
