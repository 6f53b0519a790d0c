"""Is the record whole? The chain recomputed from the stored values, and the file compared with what it must be."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from actiontracker.store import migrations
from actiontracker.store.connection import check_is_ours, connect_to_read
from actiontracker.store.faults import storage_errors
from actiontracker.store.ledger import Value, chained

_MOST = 20
Row = dict[str, Value]


class Verified(NamedTuple):
    """What was found: `faults` are empty where the record is whole, else the first ones.

    `rows` are all that entries recorded; `head` is the newest entry's hash; `printed` the entry whose hash begins as asked.
    """

    entries: int
    rows: int
    head: str
    printed: int | None
    faults: list[str]


def verify(path: Path, expected: str = "") -> Verified:
    """Go through the whole database, and look for a hash that begins as `expected`.

    Raises what opening it raises, Damaged where SQLite cannot read it.
    """
    with storage_errors(path), closing(connect_to_read(path)) as conn:
        check_is_ours(conn, path)
        conn.row_factory = sqlite3.Row
        chain = _Chain(conn, expected)
        rows, file = _parted(_file(conn))
        faults = [*file, *chain.faults(), *rows, *_schema(conn), *_keys(conn)]
        return Verified(chain.entries, chain.rows, chain.head, chain.printed, faults[:_MOST])


def _file(conn: sqlite3.Connection) -> Iterator[str]:
    conn.execute("PRAGMA cell_size_check = ON")
    for (said,) in conn.execute("PRAGMA integrity_check(5)"):
        if said != "ok":
            yield f"the file: {said}"


def _parted(faults: Iterator[str]) -> tuple[list[str], list[str]]:
    """Those about a row's values, which the chain names by their entry, and those about the file itself."""
    rows: list[str] = []
    file: list[str] = []
    for fault in faults:
        (rows if "constraint failed" in fault or "value in" in fault else file).append(fault)
    return rows, file


def _keys(conn: sqlite3.Connection) -> Iterator[str]:
    for table, row, parent, _ in conn.execute("PRAGMA foreign_key_check"):
        yield f"{table}, row {row or 'without a number'}: points at a row of {parent} that is not there"


def _schema(conn: sqlite3.Connection) -> Iterator[str]:
    """Tables, indexes and triggers that are not what this program makes."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrations.apply(fresh)
        wanted, done = _objects(fresh), _steps(fresh)
    found = _objects(conn)
    for name, sql in wanted.items():
        if name not in found:
            yield f"the schema: {' '.join(name)} is missing"
        elif found[name] != sql:
            yield f"the schema: {' '.join(name)} is not as it must be"
    for name in found.keys() - wanted.keys():
        yield f"the schema: {' '.join(name)} is not this program's"
    yield from (f"the schema: its step {step} is not on record as done" for step in done - _steps(conn))


def _steps(conn: sqlite3.Connection) -> set[str]:
    """The steps of the schema that were taken: one that is not on record would be taken again by an upgrade."""
    try:
        return {row[0] for row in conn.execute("SELECT name FROM _sqlite_migrations")}
    except sqlite3.OperationalError:
        return set()


def _objects(conn: sqlite3.Connection) -> dict[tuple[str, str], str]:
    rows = conn.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY rowid")
    return {(row[0], row[1]): row[2] for row in rows}


class _Chain:
    """The entries in order, each with the rows that it recorded, whatever their table."""

    def __init__(self, conn: sqlite3.Connection, expected: str) -> None:
        self._conn = conn
        self._expected = expected
        self._tables = {table: _Reader(conn, table) for table in _tables(conn)}
        self._redacted = {row[0] for row in conn.execute("SELECT words_id FROM redaction")}
        self._versions: dict[int, int] = {}
        self.entries = self.rows = 0
        self.head = ""
        self.printed: int | None = None

    def faults(self) -> Iterator[str]:
        latest = ""
        for row in self._conn.execute("SELECT * FROM entry ORDER BY seq"):
            entry = dict(row)
            stored = entry.pop("hash")
            rows = [(table, fact) for table, reader in self._tables.items() for fact in reader.of(entry["seq"])]
            self.entries, self.rows = self.entries + 1, self.rows + len(rows)
            what = [*self._order(entry, latest), *self._words(rows)]
            if chained(self.head, entry, rows) != stored:
                what.append("what is stored is not what was recorded")
            for each in what:
                yield f"entry {entry['seq']} ({entry['kind']} by {entry['recorded_by']}, {entry['recorded_at'][:10]}): {each}"
            self.head, latest = stored, entry["recorded_at"]
            if self._expected and stored.startswith(self._expected):
                self.printed = entry["seq"]
        for table, reader in self._tables.items():
            for entry_number in reader.homeless():
                yield f"{table}: a row belongs to entry {entry_number}, which is not there"

    def _order(self, entry: dict[str, Any], latest: str) -> Iterator[str]:
        if entry["seq"] != self.entries:
            yield f"entry {self.entries} is missing"
        if entry["recorded_at"] < latest:
            yield "it is dated before the entry above"
        action, version = entry["action_id"], entry["version"]
        if action is not None:
            self._versions[action] = self._versions.get(action, 0) + 1
            if version != self._versions[action]:
                yield f"version {version} of its action follows {self._versions[action] - 1}"

    def _words(self, rows: list[tuple[str, Row]]) -> Iterator[str]:
        for table, row in rows:
            if table != "words":
                continue
            gone = row["salt"] is None and row["text"] is None
            digest = hashlib.sha256(f"{row['salt']}{row['text']}".encode()).hexdigest()
            if gone and row["id"] not in self._redacted:
                yield f"sentence {row['id']} is gone, and nothing says why"
            elif not gone and digest != row["digest"]:
                yield f"sentence {row['id']} is not what was recorded"


class _Reader:
    """A table's rows by entry, in one pass."""

    def __init__(self, conn: sqlite3.Connection, table: str) -> None:
        self._rows = iter(conn.execute(f"SELECT * FROM {table} ORDER BY entry"))
        self._next: Row | None = self._read()
        self._homeless: list[Value] = []

    def _read(self) -> Row | None:
        row = next(self._rows, None)
        return dict(row) if row is not None else None

    def of(self, seq: int) -> list[Row]:
        """The rows of an entry. Those of entries before it, which were not asked for, have no home."""
        rows: list[Row] = []
        while self._next is not None and int(str(self._next["entry"])) <= seq:
            if self._next["entry"] == seq:
                rows.append(self._next)
            else:
                self._homeless.append(self._next["entry"])
            self._next = self._read()
        return rows

    def homeless(self) -> list[Value]:
        """The entries that rows belong to and that are not there."""
        return [*self._homeless, *([self._next["entry"]] if self._next else [])]


def _tables(conn: sqlite3.Connection) -> list[str]:
    """Every table with a column `entry`: a new kind of record is covered by itself."""
    names = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return [name for name in names if any(row[1] == "entry" for row in conn.execute(f"PRAGMA table_info({name})"))]
