"""Opening the database, and the one way to write to it."""

import contextlib
import os
import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from actiontracker.domain.errors import Damaged, NewerSchema, Repeated, StorageFault, TrackerError
from actiontracker.store.faults import storage_errors

if TYPE_CHECKING:
    from actiontracker.store.ledger import Ledger

Connection = sqlite3.Connection
APPLICATION_ID = 0x41435452  # "ACTR": tells our files from other SQLite databases
SCHEMA_VERSION = 9
WAIT_SECONDS = 30.0

commits = 0
"""How many transactions this process has recorded: a command that has recorded is not interrupted any more."""


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A read-only look at one state of the database: what others write meanwhile is not seen.

    Raises StorageFault (missing, forbidden), Damaged (no database of ours), NewerSchema, Busy.
    """
    with storage_errors(path):
        conn = connect_to_read(path)
        try:
            conn.create_function("lower", 1, _lower, deterministic=True)  # SQLite's own knows ASCII only
            check_is_ours(conn, path)
            yield conn
        finally:
            conn.close()


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, looking at one state of the file."""
    conn = _connect(path)
    conn.execute("PRAGMA query_only = ON")
    conn.execute("BEGIN")
    return conn


@contextmanager
def write_transaction(
    path: Path, *, by: str, now: str, token: str | None = None, keep: bool = True, make: bool = False
) -> Iterator["Ledger"]:
    """One transaction that is wholly recorded or not at all (never, unless `keep`: a dry run). `now` is UTC, ISO.

    `token` is the caller's own name for it: one that is recorded already raises Repeated, and nothing is done again.
    With `make`, a missing database is made in the same transaction: with it, or not at all.
    Raises what `reading` raises; whatever the body raises undoes its work.
    """
    from actiontracker.store.ledger import Ledger, random_hex  # hashing is for writers: readers do not load it

    with storage_errors(path):
        conn, is_new = _locked(path, make=make)
        try:
            check_is_ours(conn, path)
            if token and (entry := _entry_of(conn, token)):
                raise Repeated(f"{token!r} is recorded already, as entry {entry}", "nothing was done again")
            mark = token or random_hex()
            ledger = Ledger(conn, by=by, now=now, token=mark)
            yield ledger
            ledger.flush()
            if keep:
                _commit(conn, path, mark)
        finally:
            if is_new:
                _take_away_if_empty(conn, path)
            conn.close()  # without COMMIT, all is rolled back


def _take_away_if_empty(conn: sqlite3.Connection, path: Path) -> None:
    """Remove the new file that nothing was recorded in, under its lock: whoever waits for it sees that it is gone."""
    with contextlib.suppress(sqlite3.Error, OSError):
        if not conn.in_transaction and path.stat().st_size == 0:  # a COMMIT that failed was rolled back
            conn.execute("BEGIN IMMEDIATE")
            if path.stat().st_size:
                return
        if conn.in_transaction:
            path.unlink(missing_ok=True)


def _commit(conn: sqlite3.Connection, path: Path, token: str) -> None:
    """Commit; after an error look whether the work is there all the same, for only that tells. Ctrl-C is not heard."""
    global commits  # noqa: PLW0603
    with _without_interrupts():
        _commit_and_look(conn, path, token)
        commits += 1


@contextmanager
def _without_interrupts() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _commit_and_look(conn: sqlite3.Connection, path: Path, token: str) -> None:
    try:
        conn.execute("COMMIT")
    except sqlite3.Error:
        with contextlib.suppress(sqlite3.Error):
            conn.execute("ROLLBACK")
        try:
            with contextlib.closing(_connect(path)) as other:
                is_recorded = _entry_of(other, token) is not None
        except (sqlite3.Error, TrackerError) as error:
            what = f"{path}: an error at the end, and it cannot be read to tell whether this was recorded"
            raise StorageFault(what, "look with 'actiontracker history' before you do it again") from error
        if not is_recorded:
            raise


def _entry_of(conn: sqlite3.Connection, token: str) -> int | None:
    """The entry that carries a token, or None."""
    row = conn.execute("SELECT seq FROM entry WHERE request_id = ?", (token,)).fetchone()
    return int(row[0]) if row else None


def check_not_repeated(path: Path, token: str) -> None:
    """Raises Repeated where a token is recorded already: before a command looks at what it did itself."""
    if path.exists() and path.stat().st_size:
        with reading(path) as conn:
            if entry := _entry_of(conn, token):
                raise Repeated(f"{token!r} is recorded already, as entry {entry}", "nothing was done again")


def create(path: Path) -> bool:
    """Make an empty database, whole or not at all. False when there is one of ours already.

    Raises StorageFault where it cannot be made, Damaged where another file stands in its place.
    """
    with storage_errors(path):
        if path.exists() and path.stat().st_size:
            with reading(path):
                return False
        conn, _ = _locked(path, make=True)
        try:
            conn.execute("COMMIT")
            return True
        finally:
            conn.close()


def _locked(path: Path, *, make: bool) -> tuple[sqlite3.Connection, bool]:
    """A connection that holds the write lock, and whether the file is ours alone: made here, and nobody wrote to it.

    With `make`, a missing or empty file gets the schema inside the transaction. A file that somebody took away while we
    waited for its lock is not written to: we begin again.
    """
    while True:
        missing = make and not path.exists()
        if missing:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        conn = _connect(path)
        try:
            opened = path.stat().st_ino
            _prepare_to_write(conn)
            conn.execute("BEGIN IMMEDIATE")
            if path.exists() and path.stat().st_ino == opened:
                empty = not path.stat().st_size  # else somebody recorded in it while we waited
                if make and empty:
                    from actiontracker.store import migrations  # sqlite_utils costs 100 ms: only where it is needed

                    migrations.apply(conn)
                return conn, missing and empty
            conn.close()
        except BaseException:
            if missing and conn.in_transaction and path.exists() and not path.stat().st_size:
                path.unlink()
            conn.close()
            raise


@contextmanager
def exclusive(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that alone reads and writes a database until it is closed, in no transaction. Raises Busy.

    sqlite3.DatabaseError where the file is no database any more.
    """
    conn = _connect(path)
    try:
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("BEGIN EXCLUSIVE")
        # The lock stays after the transaction that took it. Asked for before, it would keep what it has while it waits for
        # the rest, and a writer that waits to commit would wait for us.
        conn.execute("PRAGMA locking_mode = EXCLUSIVE")
        conn.execute("COMMIT")
        yield conn
    finally:
        conn.close()


def upgrade(path: Path) -> tuple[int, Path | None]:
    """Bring an old database to this program's schema, after a verified copy beside it.

    Returns the version it had, and the copy (None when there was nothing to do).
    """
    from actiontracker.store import migrations

    with storage_errors(path):
        conn = _connect(path)
        try:
            _prepare_to_write(conn)
            conn.execute("BEGIN IMMEDIATE")
            version = check_is_ours(conn, path, old_too=True)
            if version == SCHEMA_VERSION:
                return version, None
            names = (
                path.with_name(f"{path.name}.version-{version}{number}") for number in ("", *(f"-{n}" for n in range(2, 1000)))
            )
            copy = next(name for name in names if not name.exists())
            migrations.verified_copy(path, copy)
            try:
                migrations.apply(conn)
                conn.execute("COMMIT")
            except BaseException as error:
                if not _drop_needless(conn, path, copy, version):
                    what = f"{path}: the upgrade failed, and it cannot be read to tell whether it is as it was"
                    raise StorageFault(what, f"its copy from before is {copy}") from error
                raise
            return version, copy
        finally:
            conn.close()


def _drop_needless(conn: sqlite3.Connection, path: Path, copy: Path, version: int) -> bool:
    """After an upgrade that failed: its copy goes where the database is seen to be the old one, else it is needed."""
    with contextlib.suppress(sqlite3.Error, TrackerError, OSError):
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        if check_is_ours(conn, path, old_too=True) == version:
            copy.unlink()
            return True
    return False


def check_is_ours(conn: sqlite3.Connection, path: Path, *, old_too: bool = False) -> int:
    """The schema version. Refuses another program's database, a newer schema and (unless `old_too`) an older one."""
    (application,) = conn.execute("PRAGMA application_id").fetchone()
    (version,) = conn.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise Damaged(f"{path} is not an actiontracker database", "name another with --db FILE")
    if version > SCHEMA_VERSION:
        what = f"{path} has schema version {version}; this program knows {SCHEMA_VERSION}"
        raise NewerSchema(what, "install a newer actiontracker")
    if version < SCHEMA_VERSION and not old_too:
        raise StorageFault(f"{path} was made by an older actiontracker", "run: actiontracker upgrade")
    return int(version)


def _lower(text: str | None) -> str | None:
    return text if text is None else text.lower()


def _connect(path: Path) -> sqlite3.Connection:
    if not path.exists():
        advice = "make one with 'actiontracker init' or 'actiontracker import FILE', or name it with --db FILE"
        raise StorageFault(f"no database at {path}", advice)
    mode = "rw" if os.access(path, os.W_OK) else "ro"
    conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=WAIT_SECONDS, isolation_level=None)
    conn.execute("PRAGMA trusted_schema = OFF")
    return conn


def _prepare_to_write(conn: sqlite3.Connection) -> None:
    pragmas = "foreign_keys = ON", "recursive_triggers = ON", "synchronous = FULL", "secure_delete = ON"
    for pragma in (*pragmas, "cell_size_check = ON"):
        conn.execute(f"PRAGMA {pragma}")
