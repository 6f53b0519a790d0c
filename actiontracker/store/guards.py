"""Triggers that keep every table append-only, against any SQL from any program.

A BEFORE INSERT guard on each key is what stops INSERT OR REPLACE: the row that it would remove is found first.
"""

import sqlite3

_KEY_TAKEN = """
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken}
BEGIN SELECT RAISE(ABORT, '{table}: this row exists; rows are only ever added'); END"""
_NO_DELETE = """
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are never deleted'); END"""
_NO_UPDATE = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {unless}
BEGIN SELECT RAISE(ABORT, '{table}: rows are never changed'); END"""

# The one lawful change: words and their salt may be emptied, together, where a redaction says why.
_REDACTED = """WHEN NOT (NEW.id IS OLD.id AND NEW.entry IS OLD.entry AND NEW.digest IS OLD.digest
  AND NEW.salt IS NULL AND NEW.text IS NULL AND EXISTS (SELECT 1 FROM redaction r WHERE r.words_id = OLD.id))"""

_ENTRY_ORDER = """
CREATE TRIGGER entry_order BEFORE INSERT ON entry WHEN
  NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry)
  OR NEW.recorded_at < (SELECT recorded_at FROM entry ORDER BY seq DESC LIMIT 1)
  OR (NEW.action_id IS NOT NULL AND NEW.version IS NOT
      (SELECT coalesce(max(version), 0) + 1 FROM entry WHERE action_id = NEW.action_id))
  OR (NEW.request_id IS NOT NULL AND EXISTS (SELECT 1 FROM entry
      WHERE request_id = NEW.request_id AND coalesce(action_id, 0) = coalesce(NEW.action_id, 0)))
BEGIN SELECT RAISE(ABORT, 'entry: out of order'); END"""


def create_guards(conn: sqlite3.Connection, table: str) -> None:
    """Make the three triggers of one table, from the keys that the schema declares."""
    keys = _unique_keys(conn, table)
    taken = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {_same(key)})" for key in keys)
    conn.execute(_KEY_TAKEN.format(table=table, taken=taken))
    conn.execute(_NO_DELETE.format(table=table))
    conn.execute(_NO_UPDATE.format(table=table, unless=_REDACTED if table == "words" else ""))
    if table == "entry":
        conn.execute(_ENTRY_ORDER)


def _same(key: list[str]) -> str:
    return " AND ".join(f"{column} = NEW.{column}" for column in key)


def _unique_keys(conn: sqlite3.Connection, table: str) -> list[list[str]]:
    """The primary key and every unique index over plain columns (entry_request, over an expression, is in entry_order)."""
    columns = conn.execute(f"PRAGMA table_info({table})").fetchall()
    primary = [name for _, name, _, _, _, place in sorted(columns, key=lambda row: row[5]) if place]
    unique = []
    for _, index, is_unique, origin, _ in conn.execute(f"PRAGMA index_list({table})").fetchall():
        names = [row[2] for row in conn.execute(f"PRAGMA index_info({index})")]
        if is_unique and origin != "pk" and None not in names:
            unique.append(names)
    return [primary, *unique]
