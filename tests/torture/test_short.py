"""The short form of `make torture`, and what it has found, each at the system call that shows it."""

import gzip
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from actiontracker.services.edge import Edge
from actiontracker.services.updating import Update, update
from actiontracker.store import backups, connection
from actiontracker.store.verifying import verify
from tests.torture.__main__ import PARTS, SEED, run
from tests.torture.bench import Bench
from tests.torture.faults import Fault, Trial, unable
from tests.torture.kills import OLD


@pytest.mark.parametrize("part", [name for name in PARTS if name != "fuzz"])  # that is tests/intake/test_fuzz.py
def test_a_short_round_of(part: str) -> None:
    seed = int(os.environ.get("TORTURE_SEED") or SEED)
    figures = run([part], short=True, seed=seed)
    failures = [f"{one.what}: {text}" for one in figures for text in one.failures]
    assert not failures, f"seed {seed}:\n" + "\n".join(failures)
    if all(one.skipped for one in figures):
        pytest.skip(figures[0].skipped)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A bench on which system calls can be made to fail."""
    made = Bench(tmp_path_factory.mktemp("torture"), SEED, short=True)
    made.place("faults")
    reason = unable(made)
    if not reason:
        yield made
    made.close()
    if reason:
        pytest.skip(reason)


FOUND = {
    "half a copy after a kill": ("upgrade", Fault("pwrite64", "KILL", 5)),
    "half a copy after an error": ("upgrade", Fault("pwrite64", "EIO", 8)),
    "a copy after a refusal": ("upgrade", Fault("fdatasync", "EIO", 4)),
    "a backup without manifest": ("backup", Fault("rename", "EIO", 2)),
    "a second name after a refused restore": ("restore", Fault("rename", "EIO", 1)),
    "an export without manifest": ("export", Fault("rename", "EIO", 2)),
    "an error while tidying up a board": ("board", Fault("unlink", "EIO", 1)),
    "an error while tidying up a restore": ("restore", Fault("unlink", "EIO", 3, True)),
    "an upgrade that stderr does not take": ("upgrade", Fault("write", "EIO", 1)),
    "a pack that stderr does not take": ("board", Fault("write", "EIO", 2)),
}  # fmt: skip
"""What the torture has found: the work, and the call that failed."""


@pytest.mark.parametrize(("work", "fault"), FOUND.values(), ids=FOUND)
def test_found_by_the_torture(bench: Bench, work: str, fault: Fault) -> None:
    trial = Trial(bench, work, f"found-{fault.call}-{fault.number}")
    _, found = trial.judged(fault)
    assert not found


def test_the_copy_of_an_upgrade_is_private(tmp_path: Path) -> None:
    database = tmp_path / "db.sqlite"
    database.write_bytes(gzip.decompress(OLD.read_bytes()))
    old = os.umask(0o022)
    try:
        _, copy = connection.upgrade(database)
    finally:
        os.umask(old)
    assert copy
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_what_a_restore_keeps_is_whole_though_another_had_the_database_open(example: Edge, tmp_path: Path) -> None:
    saved, kept = tmp_path / "saved.sqlite", tmp_path / "kept.sqlite"
    backups.backup(example.database, saved, example.now)
    update(example, ["R1.1"], Update("2026-01-15", note="later than the backup"))
    with closing(sqlite3.connect(example.database, timeout=0)) as other:  # a command that waits for its turn, say
        backups.restore(saved, example.database, kept)
        with connection.write_transaction(example.database, by="tester", now=example.now) as ledger:
            ledger.conn.execute("PRAGMA cache_size = 2")  # as a large import does: pages are written before the commit
            for number in range(500):
                ledger.append("update", [], by=f"a name of some length, number {number}")
            ledger.flush()
            with pytest.raises(sqlite3.OperationalError, match="locked"):  # it is the same file, so it meets the writer's lock
                other.execute("SELECT count(*) FROM entry").fetchone()
    assert not verify(kept).faults
    assert not verify(example.database).faults
