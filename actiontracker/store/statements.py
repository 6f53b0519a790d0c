"""Whole statements, read the same way from any table: what was last said of each key, with its sentences as text.

For tables that are small and read as a whole, such as inspections and meetings. The rule is that of `sayings`.
"""

import sqlite3
from typing import Any

from actiontracker.store.sayings import known, recorded, spoken

Row = dict[str, Any]
_IN_EVERY = ("effective_on", "entry")


def shape(conn: sqlite3.Connection, table: str) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """A table's key without day and entry, its other columns, and which of those are sentences."""
    info = conn.execute(f"PRAGMA table_info({table})").fetchall()
    keys = conn.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    key = tuple(row[1] for row in sorted(info, key=lambda row: row[5]) if row[5] and row[1] not in _IN_EVERY)
    said = tuple(row[1] for row in info if not row[5])
    return key, said, frozenset(row[3] for row in keys if row[2] == "words")


def rows(conn: sqlite3.Connection, table: str, day: str, head: int, where: str = "1 = 1") -> list[Row]:
    """What was last said of each key by a day, as known at a head, in the order of the keys; `where` narrows x."""
    key, columns, sentences = shape(conn, table)
    same = " and ".join(f"y.{name} = x.{name}" for name in key)
    query = f"""select {_selected(key, columns, sentences)} from {table} x where {where} and {known("x")}
      and not exists (select 1 from {table} y where {same} and {known("y")}
        and (y.effective_on, y.entry) > (x.effective_on, x.entry)) order by {", ".join(f"x.{name}" for name in key)}"""
    return _read(conn.execute(query, {"day": day, "head": head}), (*key, *_IN_EVERY, *columns))


def last_printed(conn: sqlite3.Connection, table: str, key: Row, day: str, head: int) -> Row | None:
    """What files last said of a key by a day; None where none did."""
    narrow = " and ".join(f"x.{name} = :key_{name}" for name in key)
    names, columns, sentences = shape(conn, table)
    query = f"""select {_selected(names, columns, sentences)} from {table} x where {narrow} and x.printed = 1 and {known("x")}
      order by x.effective_on desc, x.entry desc limit 1"""
    values = {"day": day, "head": head} | {f"key_{name}": value for name, value in key.items()}
    return next(iter(_read(conn.execute(query, values), (*names, *_IN_EVERY, *columns))), None)


def _selected(key: tuple[str, ...], columns: tuple[str, ...], sentences: frozenset[str]) -> str:
    texts = [spoken(f"x.{name}") if name in sentences else f"x.{name}" for name in columns]
    return ", ".join([*(f"x.{name}" for name in (*key, *_IN_EVERY)), *texts])


def _read(cursor: sqlite3.Cursor, names: tuple[str, ...]) -> list[Row]:
    return [dict(zip(names, row, strict=True)) for row in cursor]


def every(conn: sqlite3.Connection, table: str, head: int) -> list[Row]:
    """All that was said of each key, as known at a head, day by day; of two sayings for one day the later one."""
    key, columns, sentences = shape(conn, table)
    order = ", ".join(f"x.{name}" for name in (*key, *_IN_EVERY))
    query = f"select {_selected(key, columns, sentences)} from {table} x where {recorded('x')} order by {order}"
    rows_ = _read(conn.execute(query, {"head": head}), (*key, *_IN_EVERY, *columns))
    return list({(*(row[name] for name in key), row["effective_on"]): row for row in rows_}.values())
