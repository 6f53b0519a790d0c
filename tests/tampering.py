"""Changing a record by hand, as nobody may, and what `verify` says of it."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.packs import run


@contextmanager
def tampering(database: Path, *, keys: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection on which nothing is refused: the guards are dropped, and put back as they were."""
    with closing(sqlite3.connect(database, isolation_level=None)) as conn:
        for pragma in ("foreign_keys = OFF", "synchronous = OFF", "journal_mode = MEMORY"):
            conn.execute(f"PRAGMA {pragma}")
        conn.execute(f"PRAGMA ignore_check_constraints = {'OFF' if keys else 'ON'}")
        guards = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid").fetchall()
        for name, _ in guards:
            conn.execute(f"DROP TRIGGER {name}")
        conn.execute("BEGIN")
        yield conn
        conn.execute("COMMIT")
        for _, sql in guards:
            conn.execute(sql)


def found(database: Path) -> str:
    """The error of `verify`, which must be found, in one line, with exit 6."""
    code, said = run(database, "verify")
    assert code == 6, f"exit {code}: {said}"
    return said


def first_named(database: Path) -> int:
    """The first entry that `verify` finds wrong, in its own words."""
    said = found(database)
    numbers = [int(number) for number in re.findall(r"entry (\d+)", said)]
    assert numbers, said
    return min(numbers)
