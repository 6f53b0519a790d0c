"""`verify` finds every single change of the record, and names the first entry that is wrong."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from actiontracker.services.edge import Edge
from actiontracker.store.verifying import verify
from tests.conftest import import_shipped
from tests.packs import printed
from tests.store.test_chain import SHIPPED, first_broken, rows_of, tables_of_facts
from tests.tampering import first_named, found, tampering
from tests.worked import newest, of, worked, worked_once

__all__ = ["worked", "worked_once"]


def where(row: dict[str, Any]) -> str:
    return " AND ".join(f"{column} IS ?" for column in row)


# --- A whole record ---


def test_all_shipped_plans_verify_after_real_work_and_on_every_day(edge: Edge) -> None:
    import_shipped(edge, *SHIPPED)
    printed(edge.database, "update", "harrow-2012:S1.3", "--status", "completed", "--note", "Protocol signed off")
    printed(edge.database, "board", "record", "Board", "--on", "2012-10-31", "--plan", "harrow-2012")
    said = printed(edge.database, "verify", "--deep")
    assert f"whole, {newest(edge.database):,} entries" in said
    assert of(edge.database, "select hash from entry order by seq desc limit 1") in said


def test_a_record_with_a_row_in_every_table_verifies(worked: Path) -> None:
    with closing(sqlite3.connect(worked)) as conn:
        assert [table for table in tables_of_facts(conn) if not rows_of(conn, table)] == []
        count = sum(len(rows_of(conn, table)) for table in tables_of_facts(conn))
    result = verify(worked)
    assert (result.faults, result.entries, result.rows) == ([], newest(worked), count)


# --- Every single change is found ---


def changed_values(row: dict[str, Any], column: str, kind: str) -> list[Any]:
    """Other values for a column: another number or text, and NULL where it says something."""
    value = row[column]
    other = 987_654 if kind == "INTEGER" else f"{value or ''}x"
    return [other] + ([None] if value is not None else [])


def test_every_column_of_every_table_changed_in_one_row_is_found_and_its_entry_named(worked: Path) -> None:
    pristine, missed, tried = worked.read_bytes(), [], 0
    with closing(sqlite3.connect(worked)) as conn:
        cases = [
            (table, info[1], info[2], rows[len(rows) // 2])
            for table in ["entry", *tables_of_facts(conn)]
            if (rows := rows_of(conn, table))
            for info in conn.execute(f"PRAGMA table_info({table})").fetchall()
        ]
    for table, column, kind, row in cases:
        for value in changed_values(row, column, kind)[:1]:
            worked.write_bytes(pristine)
            with tampering(worked) as conn:
                conn.execute(f"UPDATE {table} SET {column} = ? WHERE {where(row)}", [value, *row.values()])
                expected = first_broken(conn)
            tried += 1
            faults = verify(worked).faults
            named = [int(number) for number in re.findall(r"entry (\d+)", " ".join(faults))]
            if min(named, default=None) != expected:
                missed.append((table, column, value, expected, faults[:2]))
    assert missed == []
    assert tried > 100


def test_a_value_taken_away_is_found_and_its_entry_named(worked: Path) -> None:
    pristine, missed = worked.read_bytes(), []
    for table, column in (("updates", "note"), ("updates", "status"), ("deadline", "reason"), ("action_text", "by_when")):
        worked.write_bytes(pristine)
        with tampering(worked) as conn:
            row = next(row for row in reversed(rows_of(conn, table)) if row[column] is not None)
            conn.execute(f"UPDATE {table} SET {column} = NULL WHERE {where(row)}", list(row.values()))
        if first_named(worked) != row["entry"]:
            missed.append((table, column))
    assert missed == []


def test_an_action_taken_from_its_entry_is_named_by_the_entry(worked: Path) -> None:
    with tampering(worked) as conn:
        (middle,) = conn.execute("SELECT max(seq) FROM entry WHERE version > 1").fetchone()
        conn.execute("UPDATE entry SET version = NULL WHERE seq = ?", (middle,))
    assert first_named(worked) == middle


def test_a_row_removed_from_any_table_is_found_and_its_entry_named(worked: Path) -> None:
    pristine, missed = worked.read_bytes(), []
    with closing(sqlite3.connect(worked)) as conn:
        tables = {table: rows_of(conn, table)[-1] for table in tables_of_facts(conn)}
    for table, row in tables.items():
        worked.write_bytes(pristine)
        with tampering(worked) as conn:
            assert conn.execute(f"DELETE FROM {table} WHERE {where(row)}", list(row.values())).rowcount == 1
            expected = first_broken(conn)
        if first_named(worked) != expected:
            missed.append((table, expected, found(worked)))
    assert missed == []


def test_a_row_added_to_any_table_is_found_and_its_entry_named(worked: Path) -> None:
    pristine, missed = worked.read_bytes(), []
    with closing(sqlite3.connect(worked)) as conn:
        tables = {table: rows_of(conn, table)[0] for table in tables_of_facts(conn)}
    for table, row in tables.items():
        worked.write_bytes(pristine)
        new = dict(row)
        key = next(name for name in ("id", "effective_on", "retracted", "words_id") if name in row)
        new[key] = "1999-01-01" if key == "effective_on" else 987_654
        new |= {"number": 987_654} if table == "measure" else {}
        new |= {
            unique: "another" for unique in ("slug", "ref_key", "code", "token", "key", "name") if unique in row and key == "id"
        }
        with tampering(worked) as conn:
            conn.execute(f"INSERT INTO {table} ({', '.join(new)}) VALUES ({', '.join('?' * len(new))})", list(new.values()))
        if first_named(worked) != row["entry"]:
            missed.append((table, row["entry"], found(worked)))
    assert missed == []


def test_an_entry_removed_from_anywhere_is_found(worked: Path) -> None:
    pristine = worked.read_bytes()
    for gone in (1, newest(worked) // 2, newest(worked)):
        worked.write_bytes(pristine)
        with tampering(worked) as conn:
            conn.execute("DELETE FROM entry WHERE seq = ?", (gone,))
        assert first_named(worked) == gone


def test_an_entry_added_behind_the_last_is_found(worked: Path) -> None:
    last = newest(worked)
    with tampering(worked) as conn:
        copied = "recorded_at, recorded_by, kind, NULL, NULL, NULL, hash"
        conn.execute(f"INSERT INTO entry SELECT seq + 1, {copied} FROM entry WHERE seq = {last}")
    assert first_named(worked) == last + 1


def test_two_entries_that_change_places_with_their_rows_are_found_at_the_first(worked: Path) -> None:
    middle = newest(worked) // 2
    with tampering(worked) as conn:
        for old, new in ((middle, -1), (middle + 1, middle), (-1, middle + 1)):
            conn.execute("UPDATE entry SET seq = ? WHERE seq = ?", (new, old))
            for table in tables_of_facts(conn):
                conn.execute(f"UPDATE {table} SET entry = ? WHERE entry = ?", (new, old))
    assert first_named(worked) == middle


def test_a_hash_rewritten_is_found_even_at_the_last_entry(worked: Path) -> None:
    pristine = worked.read_bytes()
    for place in (1, newest(worked) // 2, newest(worked)):
        worked.write_bytes(pristine)
        with tampering(worked) as conn:
            conn.execute("UPDATE entry SET hash = ? WHERE seq = ?", ("0" * 64, place))
        assert first_named(worked) == place


def test_words_emptied_without_a_redaction_are_found_and_it_is_said_that_nothing_says_why(worked: Path) -> None:
    with tampering(worked) as conn:
        number, entry = conn.execute("SELECT id, entry FROM words WHERE text IS NOT NULL ORDER BY id DESC LIMIT 1").fetchone()
        conn.execute("UPDATE words SET salt = NULL, text = NULL WHERE id = ?", (number,))
    assert f"sentence {number} is gone, and nothing says why" in found(worked)
    assert first_named(worked) == entry


def test_words_put_where_words_were_redacted_are_found(worked: Path) -> None:
    with tampering(worked) as conn:
        (number,) = conn.execute("SELECT words_id FROM redaction").fetchone()
        conn.execute("UPDATE words SET text = 'something else', salt = 'salt' WHERE id = ?", (number,))
    assert "is not what was recorded" in found(worked)


def test_words_changed_with_a_salt_to_fit_are_found(worked: Path) -> None:
    with tampering(worked) as conn:
        number, entry = conn.execute("SELECT id, entry FROM words WHERE text = 'All visited'").fetchone()
        conn.execute("UPDATE words SET text = 'Nobody visited', salt = 'abc' WHERE id = ?", (number,))
    assert first_named(worked) == entry


def test_a_foreign_key_broken_by_hand_is_found_beside_the_entry(worked: Path) -> None:
    with tampering(worked) as conn:
        conn.execute("UPDATE updates SET action_id = 4711 WHERE entry = (SELECT max(entry) FROM updates)")
    faults = verify(worked).faults
    assert any("points at a row of action that is not there" in fault for fault in faults)
    assert re.search(r"entry \d+", faults[0])


def test_a_row_of_the_migrations_taken_away_is_found(worked: Path) -> None:
    with tampering(worked) as conn:
        conn.execute("DELETE FROM _sqlite_migrations WHERE name LIKE 'm004%'")
    found(worked)


# --- The schema ---

_SCHEMES = {
    "a trigger missing": "DROP TRIGGER words_no_update",
    "an index missing": "DROP INDEX entry_request",
    "an index altered": "DROP INDEX action_ref; CREATE INDEX action_ref ON action (ref)",
    "a trigger altered": "DROP TRIGGER entry_no_delete;"
    " CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry WHEN OLD.seq > 999 BEGIN SELECT RAISE(ABORT, 'no'); END",
    "a table more": "CREATE TABLE extra (a TEXT)",
    "a table more, with entries": "CREATE TABLE extra (entry INTEGER, a TEXT); INSERT INTO extra VALUES (3, 'x')",
    "a view more": "CREATE VIEW extra AS SELECT * FROM entry",
    "a trigger more": "CREATE TRIGGER extra AFTER INSERT ON entry BEGIN SELECT 1; END",
    "a column more": "ALTER TABLE updates ADD COLUMN extra TEXT",
    "a table missing": "DROP TABLE returned",
}


@pytest.mark.parametrize("scheme", _SCHEMES)
def test_a_schema_that_is_not_this_programs_is_found(worked: Path, scheme: str) -> None:
    with closing(sqlite3.connect(worked)) as conn:
        conn.executescript(_SCHEMES[scheme])
    found(worked)


def test_which_guard_is_missing_is_said(worked: Path) -> None:
    with closing(sqlite3.connect(worked)) as conn:
        conn.execute("DROP TRIGGER words_no_update")
    assert "the schema: trigger words_no_update is missing" in found(worked)
