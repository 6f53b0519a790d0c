"""Numbered steps from an empty file to this program's schema. Only `init`, `upgrade` and a first import load this."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from actiontracker.domain.errors import StorageFault
from actiontracker.store import schema
from actiontracker.store.connection import APPLICATION_ID, SCHEMA_VERSION
from actiontracker.store.guards import create_guards
from actiontracker.store.schema_committees import COMMITTEES
from actiontracker.store.schema_governance import INSPECTIONS
from actiontracker.store.schema_scorecards import SCORECARDS

migrations = Migrations("actiontracker")
_HEAD = "SELECT count(*), max(seq), max(recorded_at) FROM entry"


@migrations()
def m001_ledger_things_and_facts(db: Database) -> None:
    """The first schema: the ledger, plans, recommendations, actions, posts, their facts, what imports remember."""
    _create(db.conn, schema.LEDGER + schema.THINGS + schema.FACTS + schema.DOCUMENTS)


@migrations()
def m002_documents_and_returns(db: Database) -> None:
    """Extra fields of actions, the meaning of headings, return sheets."""
    _create(db.conn, schema.DOCUMENTS_AND_RETURNS)


@migrations()
def m003_meetings(db: Database) -> None:
    """Boards' meetings, with the pack that each was shown."""
    _create(db.conn, schema.MEETINGS)


@migrations()
def m004_publication(db: Database) -> None:
    """Public notes, their approval, and what is exempt or confidential."""
    _create(db.conn, schema.PUBLICATION)


@migrations()
def m005_undone_because(db: Database) -> None:
    """Why something was undone as a sentence, which can be erased."""
    _create(db.conn, schema.UNDONE_BECAUSE)


@migrations()
def m006_assurance(db: Database) -> None:
    """Evidence, sign-off, re-audits, measures, what changed, what waits for what."""
    _create(db.conn, schema.ASSURANCE)


@migrations()
def m007_scorecards(db: Database) -> None:
    """Scorecards: indicators, their figures, targets and comparators."""
    _create(db.conn, SCORECARDS)


@migrations()
def m008_inspections(db: Database) -> None:
    """Inspections, judgements, clocks, agencies, themes."""
    _create(db.conn, INSPECTIONS)


@migrations()
def m009_committees(db: Database) -> None:
    """Boards, meetings, agendas, decisions and questions; posts' holders; risks."""
    _create(db.conn, COMMITTEES)


def apply(conn: sqlite3.Connection) -> None:
    """Bring a database to this program's schema, inside the caller's transaction: all the steps or none."""
    migrations.apply(Database(conn))
    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _create(conn: sqlite3.Connection, script: str) -> None:
    before = _tables(conn)
    for statement in _statements(script):
        conn.execute(statement)
    for table in sorted(_tables(conn) - before):
        create_guards(conn, table)


def _statements(script: str) -> list[str]:
    # Not executescript(): it commits the open transaction first.
    lines = [line.split("--")[0].rstrip() for line in script.splitlines()]
    return [statement for statement in "\n".join(lines).split(";") if statement.strip()]


def _tables(conn: sqlite3.Connection) -> set[str]:
    rows = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite_%'")
    return {name for (name,) in rows}


def verified_copy(path: Path, target: Path) -> None:
    """Copy the database to `target`, which has its name only when the copy was checked. Raises StorageFault.

    The caller holds the write lock, so that nothing is recorded between the copy and what follows.
    """
    beside = target.with_name(f".{target.name[:200]}.{os.getpid()}")
    old = os.umask(0o177)
    try:
        with closing(sqlite3.connect(path)) as live:
            live.execute("VACUUM INTO ?", (str(beside),))
            head = live.execute(_HEAD).fetchone()
        with closing(sqlite3.connect(beside)) as copy:
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
            if verdict != "ok" or copy.execute(_HEAD).fetchone() != head:
                raise StorageFault(f"the copy {target} is not sound ({verdict})", "check the disk; nothing was upgraded")
        os.replace(beside, target)
    finally:
        os.umask(old)
        with suppress(OSError):
            beside.unlink(missing_ok=True)
