"""Whole, verified copies of the database, and putting one back. A copy is checked before it takes its name."""

import hashlib
import json
import os
import re
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from actiontracker.domain.errors import Damaged, InputRefused, TrackerError
from actiontracker.store.connection import SCHEMA_VERSION, connect_to_read, exclusive
from actiontracker.store.faults import storage_errors
from actiontracker.store.verifying import Verified, verify

MANIFEST = ".manifest.json"
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
_NAMED = re.compile(r"actiontracker-\d{8}T\d{6}Z-entry\d+(-\d+)?\.sqlite")


class Manifest(NamedTuple):
    """What is written beside a backup: which record it holds, and the file's own hash."""

    file: str
    made_at: str
    schema_version: int
    entries: int
    head: str
    bytes: int
    sha256: str


def backup(database: Path, target: Path, made_at: str) -> Manifest:
    """Copy the database, while others write, to a new file that is checked first; its manifest is written beside.

    Raises InputRefused where the file is there already, Damaged where the record is not whole, StorageFault.
    """
    if target.exists() or target.is_symlink():
        raise InputRefused(f"{target} is there already", "name a new file, or a folder with --keep")
    beside, listed = _beside(target), target.with_name(target.name + MANIFEST)
    with storage_errors(target):
        try:
            _copied(database, beside)
            found = _sound(beside, database)
            manifest = Manifest(target.name, made_at, SCHEMA_VERSION, found.entries, found.head, *_fingerprint(beside))
            _write_manifest(listed, manifest)
            try:
                _place(beside, target)
            except BaseException:
                _tidy(listed)
                raise
        finally:
            _tidy(beside)
    return manifest


def backup_into(database: Path, folder: Path, keep: int, made_at: str) -> tuple[Path, Manifest, list[Path]]:
    """A backup under a name of its own in a folder (made if need be), of which only the newest `keep` stay.

    The new file, its manifest, and the older ones that were taken away: only files that this made, never the new one.
    """
    make_private(folder)
    with storage_errors(database), closing(connect_to_read(database)) as conn:
        (entries,) = conn.execute("SELECT coalesce(max(seq), 0) FROM entry").fetchone()
    stem = f"actiontracker-{re.sub('[-:]', '', made_at)}-entry{entries}"
    names = (folder / f"{stem}{number}.sqlite" for number in ("", *(f"-{n}" for n in range(2, 100))))
    target = next(name for name in names if not name.exists())
    manifest = backup(database, target, made_at)
    made = sorted((f for f in folder.iterdir() if _NAMED.fullmatch(f.name)), key=lambda f: (f.stat().st_mtime_ns, f.name))
    old = [file for file in made if file != target][: max(0, len(made) - keep)]
    with storage_errors(folder):
        for file in old:
            file.unlink()
            file.with_name(file.name + MANIFEST).unlink(missing_ok=True)
    return target, manifest, old


def make_private(folder: Path) -> None:
    """Make a folder and those above it that are missing, each for its owner alone. Raises StorageFault."""
    with storage_errors(folder):
        for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
            missing.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def restorable(source: Path) -> Verified:
    """A backup that can be put back: whole, and what its manifest says, where it has one. Raises Damaged, StorageFault."""
    with storage_errors(source):
        found = _sound(source, source)
        beside = source.with_name(source.name + MANIFEST)
        if beside.exists():
            try:
                said = Manifest(**json.loads(beside.read_text(encoding="utf-8")))
            except (ValueError, TypeError) as error:
                raise Damaged(f"{beside} is no manifest ({error})", "take another backup, or move the manifest away") from error
            if said.sha256 != _fingerprint(source)[1] or said.head != found.head:
                raise Damaged(f"{source} is not the file that {beside.name} was written for", "take another backup")
    return found


def restore(source: Path, database: Path, kept: Path) -> None:
    """Put a verified backup into the database's file, after a copy of what is in it was `kept` beside.

    The file stays the same one, written under its own lock: others who have it open go on with what is restored, and a
    crash leaves the old content or the new. Raises StorageFault, Busy; a damaged database does not hinder it.
    """
    good = _beside(database)
    with storage_errors(database):
        try:
            _copied(source, good)  # of our own, so that what is looked through is what is put in place
            _sound(good, source)
            if database.exists():
                _into_same(good, database, kept)
            else:
                _set_journal_aside(database, kept)
                _place(good, database)
        finally:
            _tidy(good)


def _into_same(good: Path, database: Path, kept: Path) -> None:
    before = _head(database)
    try:
        with exclusive(database) as conn:
            _vacuumed(conn, kept)
            with closing(connect_to_read(good)) as source:
                source.backup(conn)
    except sqlite3.OperationalError:
        if _head(database) in (None, before, ()) or _head(database) != _head(good):
            _tidy(kept)
            raise
        # an error at the very end, after all was in place: it is restored
    except sqlite3.DatabaseError:
        _place(_bytes_of(database, kept), kept)  # it is no database any more: nobody can have it open
        _set_journal_aside(database, kept)
        _place(good, database)
    except BaseException:
        _tidy(kept)
        raise


def _head(path: Path) -> tuple[int, str] | tuple[()] | None:
    """Where a database's record stands: its newest entry, () where there is none, None where it cannot be read."""
    with suppress(sqlite3.Error, TrackerError), closing(connect_to_read(path)) as conn:
        return conn.execute("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone() or ()
    return None


def _set_journal_aside(database: Path, kept: Path) -> None:
    """The journal of a database that is gone must not be played into the new one."""
    journal = database.with_name(f"{database.name}-journal")
    if journal.exists():
        os.replace(journal, kept.with_name(f"{kept.name}-journal"))


def _bytes_of(database: Path, kept: Path) -> Path:
    beside = _beside(kept)
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE), "wb") as copy:
        copy.write(database.read_bytes())
    return beside


def _copied(source: Path, target: Path) -> None:
    """One state of a database in a new file, while others write."""
    with closing(connect_to_read(source)) as conn:
        conn.execute("COMMIT")  # VACUUM is its own transaction
        conn.execute("PRAGMA query_only = OFF")
        _vacuum(conn, target)


def _vacuumed(conn: sqlite3.Connection, target: Path) -> None:
    """The same from a connection that holds its database, under its name when it is whole."""
    beside = _beside(target)
    try:
        _vacuum(conn, beside)
        _place(beside, target)
    finally:
        _tidy(beside)


def _vacuum(conn: sqlite3.Connection, target: Path) -> None:
    old = os.umask(0o777 & ~PRIVATE_FILE)
    try:
        conn.execute("VACUUM INTO ?", (str(target),))
    finally:
        os.umask(old)


def _sound(path: Path, named: Path) -> Verified:
    found = verify(path)
    if found.faults:
        raise Damaged(f"{named}: {found.faults[0]}", "nothing was copied; look with: actiontracker verify")
    return found


def _fingerprint(path: Path) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()


def _place(beside: Path, target: Path) -> None:
    """Onto the disk, then under its name, and the name onto the disk too."""
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(beside, target)
    with suppress(OSError):  # not every system lets a folder be synced
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _write_manifest(target: Path, manifest: Manifest) -> None:
    beside = _beside(target)
    try:
        descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(manifest._asdict(), file, indent=1)
            file.write("\n")
        _place(beside, target)
    finally:
        _tidy(beside)


def _tidy(path: Path) -> None:
    """Take away what may be left; that it cannot be is no failure of what was done."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name[:200]}.{os.getpid()}")
