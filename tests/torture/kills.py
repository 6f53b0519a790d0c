"""kill -9 at random moments: the work is there whole or not at all, and what was confirmed is there."""

import gzip
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from tests.torture.bench import (
    ROOT,
    Bench,
    Ended,
    Figure,
    content,
    entries,
    example,
    figure,
    looking,
    refs,
    rows_of_csv,
    sha256,
    tokens,
)

OLD = ROOT / "tests" / "store" / "version-1.sqlite.gz"
OLD_BYTES = gzip.decompress(OLD.read_bytes())
Round = Callable[[int, float | None], tuple[Ended, list[str]]]
"""A round by its number: started, killed after so many seconds, judged."""


def killed(bench: Bench) -> Iterator[Figure]:
    """All five kinds of work."""
    yield _rounds(bench, "update of 3 actions", bench.some(300, 12), _updates(bench))
    yield _rounds(bench, "import of 500 rows", bench.some(60, 3), _imports(bench))
    yield _rounds(bench, "backup", bench.some(100, 4), _backups(bench))
    yield _rounds(bench, "restore", bench.some(100, 4), _restores(bench))
    yield _rounds(bench, "upgrade from version 1", bench.some(100, 4), _upgrades(bench))


def _rounds(bench: Bench, what: str, count: int, each: Round) -> Figure:
    """Time the work once, then kill it at moments spread over that time."""
    began, chance = time.monotonic(), bench.chance(f"kill {what}")
    whole, failures = each(0, None)
    usual, died = whole.seconds, 0
    for number in range(1, count + 1):
        ended, found = each(number, chance.uniform(0, 1.25 * usual))
        died += ended.code == -9
        if ended.code == 0:
            usual = (usual + ended.seconds) / 2
        if ended.code not in (0, -9):
            found.append(f"exit {ended.code}: {ended.err[-300:]}")
        failures += [f"round {number}: {text}" for text in found]
    return figure(f"kill -9: {what} ({died} died)", count, failures, began)


def _updates(bench: Bench) -> Round:
    place = bench.place("kill-update")
    database = example(bench, place / "db.sqlite")
    chosen = refs(database)[:3]
    confirmed: set[str] = set()

    def each(number: int, after: float | None) -> tuple[Ended, list[str]]:
        before, token = entries(database), f"kill-{number}"
        ended = bench.run(database, "update", *chosen, "--note", f"round {number}", token=token, kill_after=after)
        found = bench.unsound(database)
        added = entries(database) - before
        if added not in (0, 3):
            found.append(f"{added} of 3 entries")
        if ended.out:
            confirmed.add(token)
        there = tokens(database)
        if lost := confirmed - there:
            found.append(f"confirmed and lost: {sorted(lost)}")
        if (token in there) != (added == 3):
            found.append("the token and the work are not together")
        return ended, found

    return each


def _imports(bench: Bench) -> Round:
    place = bench.place("kill-import")
    base, table = example(bench, place / "base.sqlite"), rows_of_csv(place / "plan.csv", 500)
    whole = {True: 0, False: 0}  # entries after a whole import: into a new file, beside another plan

    def each(number: int, after: float | None) -> tuple[Ended, list[str]]:
        new = number % 2 == 1
        folder = bench.place(f"kill-import/{number}")
        database, args = folder / "db.sqlite", ("import", str(table), "--plan", "p", "--council", "Northford Council")
        if not new:
            shutil.copy(base, database)
        before = entries(database)
        if not whole[new]:
            other = shutil.copy(base, folder / "other.sqlite") if not new else folder / "other.sqlite"
            bench.done(other, *args)
            whole[new] = entries(other)
        ended = bench.run(database, *args, token="import", kill_after=after)
        found = bench.unsound(database) if database.exists() and database.stat().st_size else []
        had = entries(database)
        if had not in (before, whole[new]) or (ended.out and had != whole[new]):
            found.append(f"{had} entries: neither {before} nor {whole[new]}")
        again = bench.run(database, *args, token="import")
        if again.code or entries(database) != whole[new]:
            found.append(f"again with the token: exit {again.code}, {entries(database)} entries: {again.err[-300:]}")
        found += bench.unsound(database)
        shutil.rmtree(folder)
        return ended, found

    return each


def _backups(bench: Bench) -> Round:
    place = bench.place("kill-backup")
    database, folder = example(bench, place / "db.sqlite"), bench.place("kill-backup/kept")

    def each(number: int, after: float | None) -> tuple[Ended, list[str]]:
        bench.done(database, "update", refs(database)[0], "--note", f"before backup {number}")
        args = ("--keep", "3", str(folder)) if number % 2 else (str(folder / f"own-{number}.sqlite"),)
        ended = bench.run(database, "backup", *args, kill_after=after)
        found = bench.unsound(database) + _whole_backups(bench, folder)
        if number % 2:
            again = bench.run(database, "backup", *args)
            ours = list(folder.glob("actiontracker-*.sqlite"))
            if again.code or len(ours) > 3:
                found.append(f"again: exit {again.code}, {len(ours)} kept of 3: {again.err[-300:]}")
        for own in folder.glob("own-*"):
            own.unlink()
        return ended, found

    return each


def _whole_backups(bench: Bench, folder: Path) -> list[str]:
    """Whatever has a backup's name is a whole backup, and is what its manifest says."""
    found = []
    for path in folder.glob("*.sqlite"):
        found += bench.unsound(path)
        beside = path.with_name(f"{path.name}.manifest.json")
        if beside.exists() and json.loads(beside.read_text())["sha256"] != sha256(path):
            found.append(f"{path.name} is not what its manifest says")
    return found


def _restores(bench: Bench) -> Round:
    place = bench.place("kill-restore")
    saved = example(bench, place / "saved.sqlite")
    live = Path(shutil.copy(saved, place / "live.sqlite"))
    bench.done(live, "update", refs(live)[0], "--note", "later than the backup")
    old, new = content(live), content(saved)

    def each(number: int, after: float | None) -> tuple[Ended, list[str]]:
        folder = bench.place(f"kill-restore/{number}")
        database = Path(shutil.copy(live, folder / "db.sqlite"))
        ended = bench.run(database, "restore", str(saved), "--yes", kill_after=after)
        found = bench.unsound(database)
        has = content(database)
        if has not in (old, new) or (ended.out and has != new):
            found.append("neither what was there nor the backup")
        for kept in folder.glob("db.sqlite.before-restore-*"):
            if content(kept) != old:
                found.append(f"{kept.name} is not what was there")
        again = bench.run(database, "restore", str(saved), "--yes")
        if again.code or content(database) != new:
            found.append(f"again: exit {again.code}: {again.err[-300:]}")
        shutil.rmtree(folder)
        return ended, found

    return each


def _upgrades(bench: Bench) -> Round:
    bench.place("kill-upgrade")

    def each(number: int, after: float | None) -> tuple[Ended, list[str]]:
        folder = bench.place(f"kill-upgrade/{number}")
        database, copy = folder / "db.sqlite", folder / "db.sqlite.version-1"
        database.write_bytes(OLD_BYTES)
        had = entries(database)
        ended = bench.run(database, "upgrade", kill_after=after)
        found = []
        if copy.exists() and not is_version_1(copy):
            found.append("half a copy has the name of the copy")
            copy.unlink()
        again = bench.run(database, "upgrade")
        if again.code == 5 and "in the way" in again.err:  # a whole copy is never written over: a person moves it
            copy.rename(folder / "moved")
            again = bench.run(database, "upgrade")
        if again.code:
            found.append(f"again: exit {again.code}: {again.err[-300:]}")
        elif entries(database) != had or not is_version_1(copy):
            found.append(f"{entries(database)} of {had} entries after the upgrade, or no copy")
        found += bench.unsound(database) if not again.code else []
        shutil.rmtree(folder)
        return ended, found

    return each


def is_version_1(copy: Path) -> bool:
    """A whole copy of the old database."""
    if not copy.exists() or not copy.stat().st_size:
        return False
    with looking(copy) as conn:
        if conn.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            return False
        return conn.execute("PRAGMA user_version").fetchone()[0] == 1 and content(copy) == _old_content()


@cache
def _old_content() -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "old.sqlite"
        path.write_bytes(OLD_BYTES)
        return content(path)
