"""What SQLite and the system say about the file, as errors that a person can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from actiontracker.domain.errors import Busy, Damaged, StorageFault, TrackerError


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say about the file into errors of ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(error, path) from error
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise StorageFault(f"{error.filename or path}: {error.strerror}") from error


def _translated(error: sqlite3.Error, path: Path) -> TrackerError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy(f"{path} is in use by another program", "try again in a minute; nothing was changed")
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        what = "is no database" if code == sqlite3.SQLITE_NOTADB else "is damaged"
        return Damaged(f"{path} {what}", "restore it from a backup, or name another with --db FILE")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return StorageFault(f"{path} cannot be written", "check its permissions and its folder's; nothing was changed")
    if code == sqlite3.SQLITE_FULL:
        return StorageFault(f"no space left to write {path}", "make room and try again; nothing was changed")
    if "decode to UTF-8" in str(error):
        return Damaged(f"{path} is damaged ({error})", "restore it from a backup, or name another with --db FILE")
    if "no such table" in str(error) or "no such column" in str(error):
        return Damaged(
            f"{path} lacks a part of its schema ({error})", "restore it from a backup, or name another with --db FILE"
        )
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return StorageFault(f"{path} cannot be read or written ({error})", "check the disk and the permissions")
    raise error  # a mistake of ours: let it be seen
