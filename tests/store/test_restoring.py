"""Restoring verifies first, loses nothing, and leaves a whole database at every moment."""

import json
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from actiontracker.domain.errors import Damaged, StorageFault
from actiontracker.store import backups, connection
from actiontracker.store.verifying import verify
from tests.packs import printed, run
from tests.tampering import tampering
from tests.worked import dump, fingerprint, worked, worked_once

__all__ = ["worked", "worked_once"]


def manifest_of(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.with_name(file.name + backups.MANIFEST).read_text(encoding="utf-8")))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture
def saved(worked: Path) -> Path:
    """A backup of the database."""
    printed(worked, "backup", "saved.sqlite")
    return worked.with_name("saved.sqlite")


# --- Restoring ---


def test_a_restored_record_is_that_of_the_backup_and_the_old_database_is_kept_beside(worked: Path, saved: Path) -> None:
    then = dump(worked)
    printed(worked, "update", "R1.2", "--note", "after the backup")
    now = dump(worked)
    said = printed(worked, "restore", str(saved), "--yes")
    (kept,) = worked.parent.glob("db.sqlite.before-restore-*")
    assert (dump(worked), dump(kept)) == (then, now)
    assert kept.name in said


def test_a_backup_is_restored_where_there_is_no_database(saved: Path, tmp_path: Path) -> None:
    printed(tmp_path / "new.sqlite", "restore", str(saved), "--yes")
    assert dump(tmp_path / "new.sqlite") == dump(saved)
    assert not list(tmp_path.glob("new.sqlite.before-restore-*"))


@pytest.mark.parametrize("damage", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_database_does_not_hinder_restoring_and_is_kept_as_it_is(worked: Path, saved: Path, damage: bytes) -> None:
    worked.write_bytes(damage)
    printed(worked, "restore", str(saved), "--yes")
    (kept,) = worked.parent.glob("db.sqlite.before-restore-*Z")
    assert (kept.read_bytes(), dump(worked)) == (damage, dump(saved))


def test_over_an_empty_file_no_journal_is_left_behind(worked: Path, saved: Path) -> None:
    worked.write_bytes(b"")
    printed(worked, "restore", str(saved), "--yes")
    assert not list(worked.parent.glob("*-journal"))


def hot_journal(database: Path) -> bytes:
    """The journal that a writer leaves who dies with a page written."""
    copy = Path(shutil.copyfile(database, database.with_name("dying.sqlite")))
    with closing(sqlite3.connect(copy, isolation_level=None)) as conn:
        conn.execute("PRAGMA cache_size = 1")
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("CREATE TABLE much AS SELECT a.text, b.text FROM words a, words b")
        return copy.with_name("dying.sqlite-journal").read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        b"no database at all",
        b"SQLite format 3\0" + b"\xff" * 5000,
        None,
    ],
)
def test_the_journal_of_a_database_that_died_is_not_played_into_the_restored_one(
    worked: Path, saved: Path, damage: bytes | None
) -> None:
    journal = hot_journal(worked)
    printed(worked, "update", "R1.1", "--note", "after the journal was begun")
    printed(worked, "backup", "later.sqlite")
    worked.unlink()
    if damage is not None:
        worked.write_bytes(damage)
    worked.with_name("db.sqlite-journal").write_bytes(journal)
    printed(worked, "restore", "later.sqlite", "--yes")
    assert printed(worked, "verify")
    assert dump(worked) == dump(worked.with_name("later.sqlite"))


def test_restoring_twice_in_a_second_keeps_both_old_databases(worked: Path, saved: Path) -> None:
    for _ in range(2):
        printed(worked, "restore", str(saved), "--yes")
    assert len(list(worked.parent.glob("db.sqlite.before-restore-*"))) == 2


def test_nothing_is_restored_unasked_where_nobody_can_answer(worked: Path, saved: Path) -> None:
    before = (fingerprint(worked), names(worked.parent))
    code, said = run(worked, "restore", str(saved))
    assert (code, "say --yes" in said) == (2, True)
    assert (fingerprint(worked), names(worked.parent)) == before


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4096])


def flip(file: Path) -> None:
    broken = bytearray(file.read_bytes())
    broken[broken.index(b"All visited")] ^= 1
    file.write_bytes(broken)


def another_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as conn:
        conn.execute("CREATE TABLE t (a)")
        conn.commit()


def tampered_with_its_manifest(file: Path) -> None:
    with tampering(file) as conn:
        conn.execute("UPDATE updates SET status = 'embedded' WHERE status = 'completed'")
    said = manifest_of(file) | {"sha256": fingerprint(file), "bytes": file.stat().st_size}
    file.with_name(file.name + backups.MANIFEST).write_text(json.dumps(said))


def manifest_of_another(file: Path) -> None:
    said = manifest_of(file) | {"sha256": "0" * 64}
    file.with_name(file.name + backups.MANIFEST).write_text(json.dumps(said))


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as conn:
        conn.execute("PRAGMA user_version = 99")


_SPOILED: dict[str, tuple[Callable[[Path], object], int]] = {
    "cut short": (cut, 6),
    "a byte flipped": (flip, 6),
    "no database": (lambda file: file.write_text("hello"), 6),
    "empty": (lambda file: file.write_bytes(b""), 6),
    "another program's": (another_program, 6),
    "tampered, the manifest to match": (tampered_with_its_manifest, 6),
    "another file's manifest": (manifest_of_another, 6),
    "a manifest that is none": (lambda file: file.with_name(file.name + backups.MANIFEST).write_text("{"), 6),
    "a manifest that is a list": (lambda file: file.with_name(file.name + backups.MANIFEST).write_text("[1]"), 6),
    "a newer schema": (newer, 7),
    "missing": (Path.unlink, 5),
    "a folder": (lambda file: (file.unlink(), file.mkdir()), 5),
}


@pytest.mark.parametrize("case", _SPOILED)
def test_a_backup_that_is_not_sound_is_refused_and_changes_nothing(worked: Path, saved: Path, case: str) -> None:
    spoil, expected = _SPOILED[case]
    spoil(saved)
    before = (fingerprint(worked), names(worked.parent))
    code, said = run(worked, "restore", str(saved), "--yes")
    assert code == expected, said
    assert (fingerprint(worked), names(worked.parent)) == before


def test_a_backup_that_spoils_between_the_look_and_the_copy_is_not_put_in_place(worked: Path, saved: Path) -> None:
    backups.restorable(saved)
    with tampering(saved) as conn:
        conn.execute("UPDATE updates SET status = 'embedded' WHERE status = 'completed'")
    before = (fingerprint(worked), names(worked.parent))
    with pytest.raises(Damaged):
        backups.restore(saved, worked, worked.with_name("kept"))
    assert (fingerprint(worked), names(worked.parent)) == before


def test_a_database_in_use_is_not_replaced(worked: Path, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actiontracker.store.connection.WAIT_SECONDS", 0.1)
    before = fingerprint(worked)
    with closing(sqlite3.connect(worked, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert run(worked, "restore", str(saved), "--yes")[0] == 4
    assert fingerprint(worked) == before
    assert not list(worked.parent.glob("*before-restore*"))


def test_a_writer_who_is_about_to_commit_is_let_through_and_then_the_database_is_ours(worked: Path) -> None:
    held = threading.Event()

    def hold() -> None:
        with connection.exclusive(worked):
            held.set()

    with closing(sqlite3.connect(worked, timeout=5, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("CREATE TABLE somebody_elses (x)")
        holder = threading.Thread(target=hold)
        holder.start()
        assert not held.wait(0.3)  # it waits, and by now for the writer
        writer.execute("COMMIT")  # "database is locked" where each waits for the other
    holder.join(10)
    assert held.is_set()


def test_a_file_system_without_hard_links_keeps_a_copy(worked: Path, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_link(*_: object) -> None:
        raise OSError("no links here")

    then = dump(worked)
    monkeypatch.setattr(os, "link", no_link)
    printed(worked, "restore", str(saved), "--yes")
    (kept,) = worked.parent.glob("db.sqlite.before-restore-*")
    assert (dump(kept), mode(kept)) == (then, 0o600)


def test_the_name_has_a_whole_database_at_every_moment(worked: Path, saved: Path) -> None:
    looked, faults, over = [0], [], threading.Event()

    def look() -> None:
        while not over.is_set():
            try:
                looked[0] += 1
                faults.extend(verify(worked).faults)
            except StorageFault as error:
                faults.append(str(error))
            time.sleep(0.001)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        for number in range(6):
            backups.restore(saved, worked, worked.with_name(f"kept{number}"))
            time.sleep(0.05)
    finally:
        over.set()
        watcher.join()
    assert (faults, looked[0] > 1) == ([], True)


class Full(sqlite3.Connection):
    """A connection that finds the disk full when it copies itself."""

    def backup(self, *_: Any, **__: Any) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error


def full(path: Path) -> Full:
    conn = sqlite3.connect(path, factory=Full, isolation_level=None)
    conn.execute("BEGIN")
    return conn


def test_restoring_breaks_off_without_harm_where_the_disk_is_full(
    worked: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (fingerprint(worked), names(worked.parent))
    monkeypatch.setattr(backups, "connect_to_read", full)
    assert run(worked, "restore", str(saved), "--yes")[0] == 5
    assert (fingerprint(worked), names(worked.parent)) == before


def test_restoring_to_a_new_name_breaks_off_without_a_trace(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    before = names(saved.parent)
    monkeypatch.setattr(os, "replace", refuse)
    assert run(saved.with_name("new.sqlite"), "restore", str(saved), "--yes")[0] == 5
    assert names(saved.parent) == before
