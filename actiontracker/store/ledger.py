"""Appending to the ledger: the only code that inserts rows. Entries are numbered without gaps and chained by hash."""

import hashlib
import json
import os
import sqlite3
from typing import NamedTuple

from actiontracker.store.words import Words

Value = str | int | None


class Entry(NamedTuple):
    """An entry as recorded: its number, and the version that it gave its action (0 where it is about none)."""

    seq: int
    version: int


Row = dict[str, "Value | Words"]
Fact = tuple[str, Row]
"""A table's name and the values for its columns, without `entry`."""

# Rows wait here until so many are due: one executemany costs a fraction of as many inserts.
_FLUSH_AT = 5_000
# What another table's rows may point at comes first.
_THINGS: tuple[str, ...] = ("words", "plan", "recommendation", "action", "post", "return_sheet", "meeting")
_THINGS += ("evidence", "measure", "practice_change", "scorecard", "indicator", "inspection")
_ENCODE = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
_ERASABLE = {"words": ("salt", "text")}


class Ledger:
    """The writing end of an open transaction."""

    def __init__(self, conn: sqlite3.Connection, *, by: str, now: str, token: str | None = None) -> None:
        """`token` is the transaction's own name: its first entry carries it, and no other transaction may have it."""
        self.conn = conn
        self._token = token
        self.by = by
        head = conn.execute("SELECT seq, hash, recorded_at FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
        self.seq: int = head[0] if head else 0
        self._hash: str = head[1] if head else ""
        newest = head[2] if head else ""
        self._now = max(now, newest)  # a clock set back repeats the last moment
        self._next_ids: dict[str, int] = {}
        self._versions: dict[int, int] = {}
        self._columns: dict[str, dict[str, type]] = {}
        self._waiting: dict[str, list[tuple[Value, ...]]] = {}
        self._shapes: dict[str, tuple[str, ...]] = {}
        self._count = 0

    def new_id(self, table: str) -> int:
        """The id for the next row of a table of things."""
        if table not in self._next_ids:
            (self._next_ids[table],) = self.conn.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
        self._next_ids[table] += 1
        if table == "action":
            self._versions[self._next_ids[table]] = 0  # nothing is recorded of it yet
        return self._next_ids[table]

    def append(self, kind: str, facts: list[Fact], *, action: int | None = None, by: str | None = None) -> Entry:
        """Record one act with its facts. The rows are in the database after the next `flush`.

        `kind` is for people; `by` defaults to the author of the transaction. A value of the wrong type raises TypeError:
        what is hashed must be what is stored.
        """
        seq = self.seq + 1
        version = self._next_version(action)
        entry: dict[str, Value] = {"seq": seq, "recorded_at": self._now, "recorded_by": by or self.by, "kind": kind}
        entry |= {"action_id": action, "version": version or None, "request_id": self._token}
        for column, value in entry.items():
            if value is not None and type(value) is not self._types("entry")[column]:
                raise TypeError(f"entry.{column} does not take {value!r}")
        rows = [row for table, fact in facts for row in self._resolved(seq, table, fact)]
        self.seq, self._token = seq, None
        if action is not None:
            self._versions[action] = version
        self._hash = chained(self._hash, entry, rows)
        self._wait("entry", entry | {"hash": self._hash})
        for table, row in rows:
            self._wait(table, row)
        if self._count >= _FLUSH_AT:
            self.flush()
        return Entry(self.seq, version)

    def flush(self) -> None:
        """Insert what waits: entries first, then what others point at, then the rest."""
        order = ["entry", *(t for t in _THINGS if t in self._waiting)]
        order += [table for table in self._waiting if table not in order]
        for table in order:
            rows = self._waiting.pop(table, [])
            columns = self._shapes.get(table, ())
            marks = ", ".join("?" * len(columns))
            if rows:
                self.conn.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
        self._count = 0

    def _next_version(self, action: int | None) -> int:
        if action is None:
            return 0
        if action not in self._versions:
            query = "SELECT coalesce(max(version), 0) FROM entry WHERE action_id = ?"
            (self._versions[action],) = self.conn.execute(query, (action,)).fetchone()
        return self._versions[action] + 1

    def _resolved(self, seq: int, table: str, fact: Row) -> list[tuple[str, dict[str, Value]]]:
        """The fact's row, preceded by a row of `words` for each new sentence in it."""
        if table == "entry" or "entry" in fact:
            raise TypeError(f"{table}: the entry is the ledger's to say")
        rows: list[tuple[str, dict[str, Value]]] = []
        row: dict[str, Value] = {"entry": seq}
        types = self._types(table)
        for column, value in fact.items():
            kind = types[column]
            if isinstance(value, Words) and kind is Words:
                if value.id is None:
                    rows.append(("words", self._stored(seq, value)))
                row[column] = value.id
            elif value is None or type(value) is kind:
                row[column] = value  # type: ignore[assignment]
            else:
                raise TypeError(f"{table}.{column} takes {kind.__name__}, not {value!r}")
        rows.append((table, row))
        return rows

    def _stored(self, seq: int, words: Words) -> dict[str, Value]:
        words.id = self.new_id("words")
        salt = random_hex()
        digest = hashlib.sha256((salt + words.text).encode()).hexdigest()
        return {"id": words.id, "entry": seq, "digest": digest, "salt": salt, "text": words.text}

    def _types(self, table: str) -> dict[str, type]:
        """The type that each column takes: what is hashed must be what is stored, so nothing is converted."""
        if table not in self._columns:
            info = self.conn.execute(f"PRAGMA table_info({table})").fetchall()
            keys = self.conn.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            sentences = {key[3] for key in keys if key[2] == "words" and table != "redaction"}
            self._columns[table] = {
                row[1]: Words if row[1] in sentences else int if row[2] == "INTEGER" else str for row in info
            }
            self._shapes[table] = tuple(self._columns[table])
        return self._columns[table]

    def _wait(self, table: str, row: dict[str, Value]) -> None:
        self._types(table)
        self._waiting.setdefault(table, []).append(tuple(map(row.get, self._shapes[table])))
        self._count += 1


def random_hex() -> str:
    """Sixteen random bytes, as text: salts and tokens. The one source of chance in a record."""
    return os.urandom(16).hex()


def chained(above: str, entry: dict[str, Value], rows: list[tuple[str, dict[str, Value]]]) -> str:
    """The hash of an entry: over the hash above, the entry's row and its facts, in one canonical form.

    Only what is not NULL counts, so that a column added later disturbs no old hash; erasable words count by digest.
    """
    lines = [_ENCODE({k: v for k, v in entry.items() if v is not None})]
    lines += sorted(_ENCODE([table, _said(table, row)]) for table, row in rows)
    return hashlib.sha256("\n".join((above, *lines)).encode()).hexdigest()


def _said(table: str, row: dict[str, Value]) -> dict[str, Value]:
    erasable = _ERASABLE.get(table, ())
    return {column: value for column, value in row.items() if value is not None and column not in erasable}
