"""Plain SQL from any program adds rows and does nothing else to them; `words` may lose its text for a recorded reason."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from actiontracker.services.edge import Edge
from actiontracker.store import connection
from actiontracker.store.ledger import Fact
from actiontracker.store.words import Words
from tests.conftest import TODAY, import_shipped
from tests.worked import assured, convened, inspected, practised, scored

Row = dict[str, Any]
Dump = dict[str, Counter[tuple[Any, ...]]]
NOT_OURS = {"_sqlite_migrations"}
ON = "2025-11-03"


def tables(conn: sqlite3.Connection) -> list[str]:
    """Every table of ours: `entry`, and those with an `entry` column."""
    rows = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    return [name for (name,) in rows if name not in NOT_OURS]


def columns(conn: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]


def primary_key(conn: sqlite3.Connection, table: str) -> list[str]:
    info = sorted(conn.execute(f"PRAGMA table_info({table})"), key=lambda row: row[5])
    return [row[1] for row in info if row[5]]


def rows_of(conn: sqlite3.Connection, table: str) -> Counter[tuple[Any, ...]]:
    return Counter(conn.execute(f"SELECT * FROM {table}"))


def dump(conn: sqlite3.Connection) -> Dump:
    return {table: rows_of(conn, table) for table in tables(conn)}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example plan, and an entry with a row for each table that it leaves empty."""
    path = tmp_path_factory.mktemp("append-only") / "db.sqlite"
    edge = Edge(path, "tester", "2026-01-15T09:30:00Z", TODAY.isoformat())
    import_shipped(edge, "example")
    with connection.write_transaction(path, by="tester", now=edge.now, token="a-token") as ledger:
        key = {"action_id": 1, "effective_on": ON}
        about_it: list[Fact] = [
            ("updates", {**key, "status": "withdrawn", "note": Words("to be erased")}),
            ("withdrawal", {**key, "reason": Words("a duplicate"), "duplicate_of": 2, "agreed_by": "the board"}),
            ("deadline", {**key, "step": "set", "deadline": ON}),
            ("lead", {**key, "post_id": 1, "place": 1, "accountable": 1}),
            ("also_answers", {**key, "recommendation_id": 2, "linked": 1}),
            ("disclosure", {**key, "standing": "exempt", "paragraph": 2, "interest": Words("a family could be recognised")}),
        ]
        about_posts: list[Fact] = [
            ("post_title", {"post_id": 1, "effective_on": ON, "title": "Director"}),
            ("post_reports_to", {"post_id": 2, "effective_on": ON, "superior": 1}),
            ("post_alias", {"post_id": 2, "effective_on": ON, "stands_for": 1}),
            ("recommendation_lead", {"recommendation_id": 1, "post_id": 1, "effective_on": ON, "place": 1}),
            ("recommendation_note", {"recommendation_id": 1, "effective_on": ON, "note": Words("to stay")}),
            ("recommendation_disclosure", {"recommendation_id": 1, "effective_on": ON, "standing": "confidential"}),
            ("plan_setting", {"plan_id": 1, "name": "grace_days", "effective_on": ON, "value": "0"}),
            ("document_heading", {"plan_id": 1, "heading": "assigned to", "effective_on": ON, "field": "leads"}),
            (
                "return_sheet",
                {"id": 1, "effective_on": ON, "token": "t", "sent_to": "DCS", "due_on": ON, "head": 1, "actions": 2}
                | {"file": "DCS.xlsx"},
            ),
            ("returned", {"return_id": 1, "effective_on": ON, "sha256": "0", "updates": 1, "conflicts": 0}),
        ]
        about_it += [*assured(1, 1, ON), *practised(1, 2, 1, ON)]
        entry = ledger.append("withdrawal", about_it, action=1)
    with connection.write_transaction(path, by="tester", now=edge.now, token="b-token") as ledger:
        ledger.append("edit", about_posts)
        ledger.append("import", scored(ON))
        ledger.append("import", inspected(1, ON))
        ledger.append("import", convened(1, 1, 1, 1, ON))
        public = Words("for the public")
        ledger.append("update", [("updates", {"action_id": 2, "effective_on": ON, "public_note": public})], action=2)
        approval = {"action_id": 2, "note": public, "effective_on": ON, "approved": 1}
        ledger.append("approval", [("note_approval", approval)], action=2)
        ledger.append("undo", [("retraction", {"retracted": entry.seq, "reason": "a slip"})], action=1)
        ledger.flush()
        (erased,) = ledger.conn.execute("SELECT id FROM words WHERE text = 'to be erased'").fetchone()
        ledger.append("redaction", [("redaction", {"words_id": erased, "reason": "names a child"})])
    return path


@pytest.fixture
def plain(filled: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection as any program has it, to a copy of the filled database."""
    copy = shutil.copyfile(filled, tmp_path / "copy.sqlite")
    with closing(sqlite3.connect(copy, isolation_level=None)) as conn:
        yield conn


# --- The schema ---


def test_no_table_is_empty_here_so_that_every_guard_meets_a_row(plain: sqlite3.Connection) -> None:
    assert [table for table, rows in dump(plain).items() if not rows] == []


def test_every_table_belongs_to_an_entry_is_strict_and_has_its_three_triggers(plain: sqlite3.Connection) -> None:
    strict = {row[1]: row[5] for row in plain.execute("PRAGMA table_list")}
    faults = []
    for table in tables(plain):
        triggers = [
            sql for (sql,) in plain.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,))
        ]
        for event in ("BEFORE INSERT ON", "BEFORE DELETE ON", "BEFORE UPDATE ON"):
            if not any(f"{event} {table}" in sql for sql in triggers):
                faults.append(f"{table}: no trigger {event}")
        if not strict[table]:
            faults.append(f"{table}: not STRICT")
        if table != "entry" and "entry" not in columns(plain, table):
            faults.append(f"{table}: no column entry")
    assert faults == []
    assert len(tables(plain)) > 20


def test_every_facts_key_ends_in_its_day_and_its_entry(plain: sqlite3.Connection) -> None:
    keys = {table: primary_key(plain, table) for table in tables(plain)}
    facts = [table for table in keys if "effective_on" in columns(plain, table) and keys[table] != ["id"]]
    assert {table: keys[table][-2:] for table in facts} == {table: ["effective_on", "entry"] for table in facts}
    others = {table: key for table, key in keys.items() if table not in facts and key != ["id"]}
    assert others == {"entry": ["seq"], "retraction": ["retracted", "entry"], "redaction": ["words_id", "entry"]}
    assert [table for table in facts if "action_id" in keys[table] and keys[table][0] != "action_id"] == []


def test_no_column_has_a_default_and_every_one_is_text_or_a_whole_number(plain: sqlite3.Connection) -> None:
    info = [(table, *row) for table in tables(plain) for row in plain.execute(f"PRAGMA table_info({table})")]
    assert [(table, name) for table, _, name, _, _, default, _ in info if default is not None] == []
    assert {kind for _, _, _, kind, _, _, _ in info} == {"TEXT", "INTEGER"}


def test_every_entry_that_a_row_names_must_exist(plain: sqlite3.Connection) -> None:
    for table in tables(plain):
        if table != "entry":
            keys = {row[3]: row[2] for row in plain.execute(f"PRAGMA foreign_key_list({table})")}
            assert keys.get("entry") == "entry", table


# --- Attacks on rows that are there ---


def other(value: object) -> object:
    """Some other value that the column's type allows."""
    if isinstance(value, int):
        return value + 100_000
    return "1999-01-01" if value is None else f"{value}x"


def in_other_types(row: Row) -> list[Row]:
    """The same row, written so that STRICT turns it into just that row: '5' and 5.0 for 5."""
    texts = {name: str(value) if isinstance(value, int) else value for name, value in row.items()}
    reals = {name: float(value) if isinstance(value, int) else value for name, value in row.items()}
    return [texts, reals]


def inserted(verb: str, table: str, row: Row, ending: str = "") -> tuple[str, list[Any]]:
    return f"{verb} INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))}) {ending}", list(row.values())


def changing(conn: sqlite3.Connection, table: str, row: Row) -> Iterator[tuple[str, list[Any]]]:
    """Statements that change or remove rows, or that add none: after any of them the table must be the same."""
    key = primary_key(conn, table)
    where = " AND ".join(f"{name} = ?" for name in key)
    of_row = [row[name] for name in key]
    for name, value in row.items():
        for verb in ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE", "UPDATE OR FAIL"):
            yield f"{verb} {table} SET {name} = ? WHERE {where}", [other(value), *of_row]
        yield f"UPDATE {table} SET {name} = NULL WHERE {where}", of_row
        yield f"UPDATE {table} SET {name} = ?", [other(value)]
        yield f"UPDATE OR REPLACE {table} SET {name} = (SELECT {name} FROM {table} LIMIT 1)", []
        yield inserted("INSERT", table, row, f"ON CONFLICT DO UPDATE SET {name} = {other(value)!r}")
        yield inserted("INSERT", table, row, f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {name} = excluded.{name}")
        if name not in key:
            changed = row | {name: other(value)}
            for verb in ("INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT"):
                yield inserted(verb, table, changed)
            yield inserted("INSERT", table, changed, f"ON CONFLICT DO UPDATE SET {name} = excluded.{name}")
    for same in (row, *in_other_types(row)):
        for verb in ("INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL", "INSERT"):
            yield inserted(verb, table, same)
        yield inserted("INSERT", table, same, "ON CONFLICT DO NOTHING")
    for verb in ("INSERT OR REPLACE", "INSERT OR IGNORE"):
        yield f"{verb} INTO {table} SELECT * FROM {table}", []
    yield f"DELETE FROM {table} WHERE {where}", of_row
    yield f"DELETE FROM {table} WHERE {where} RETURNING *", of_row
    yield f"DELETE FROM {table}", []


def adding(conn: sqlite3.Connection, table: str, row: Row) -> Iterator[tuple[str, list[Any]]]:
    """Statements that may add a row, with a part of the key that is taken elsewhere: what was there must all stay."""
    number = next((name for name in ("id", "seq") if name in row), None)
    for name in row:
        yield inserted("INSERT OR REPLACE", table, row | {name: other(row[name])})
        yield inserted("INSERT", table, row | {name: other(row[name])}, f"ON CONFLICT DO UPDATE SET {name} = excluded.{name}")
    if number:
        (greatest,) = conn.execute(f"SELECT max({number}) FROM {table}").fetchone()
        for value in (greatest + 1, None, -1, 0):
            yield inserted("INSERT OR REPLACE", table, row | {number: value})
            yield inserted("INSERT OR REPLACE", table, row | {number: value, "entry" if "entry" in row else "hash": 1})
        for alias in ("rowid", "_rowid_", "oid"):
            renamed = {alias if name == number else name: value for name, value in row.items()}
            yield inserted("INSERT OR REPLACE", table, renamed)


def attempt(conn: sqlite3.Connection, statement: str, values: list[Any]) -> None:
    """Try it; refused or not is all the same: what counts is what the tables hold afterwards."""
    with suppress(sqlite3.IntegrityError):
        conn.execute(statement, values).fetchall()


def some_rows(conn: sqlite3.Connection, table: str) -> list[Row]:
    """The first row and the last."""
    names = columns(conn, table)
    rows = [dict(zip(names, row, strict=True)) for row in conn.execute(f"SELECT * FROM {table}")]
    return [rows[0], rows[-1]] if len(rows) > 1 else rows


@pytest.mark.parametrize("recursive", ["ON", "OFF"], ids=["recursive triggers", "no recursive triggers"])
@pytest.mark.parametrize("foreign", ["ON", "OFF"], ids=["foreign keys", "no foreign keys"])
def test_no_statement_changes_or_removes_a_row_of_any_table(plain: sqlite3.Connection, recursive: str, foreign: str) -> None:
    plain.execute(f"PRAGMA recursive_triggers = {recursive}")
    plain.execute(f"PRAGMA foreign_keys = {foreign}")
    at_first = dump(plain)
    altered, tried = [], 0
    for table, content in at_first.items():
        for row in some_rows(plain, table):
            for statement, values in changing(plain, table, row):
                tried += 1
                plain.execute("BEGIN")
                attempt(plain, statement, values)
                if rows_of(plain, table) != content:
                    altered.append((statement, values))
                plain.execute("ROLLBACK")
            for statement, values in adding(plain, table, row):
                tried += 1
                plain.execute("BEGIN")
                attempt(plain, statement, values)
                if content - rows_of(plain, table):
                    altered.append((statement, values))
                plain.execute("ROLLBACK")
    assert altered == []
    assert tried > 3_000


@pytest.mark.parametrize("recursive", ["ON", "OFF"], ids=["recursive triggers", "no recursive triggers"])
@pytest.mark.parametrize("foreign", ["ON", "OFF"], ids=["foreign keys", "no foreign keys"])
def test_the_whole_database_is_the_same_after_attacks_that_are_committed(
    plain: sqlite3.Connection, recursive: str, foreign: str
) -> None:
    plain.execute(f"PRAGMA recursive_triggers = {recursive}")
    plain.execute(f"PRAGMA foreign_keys = {foreign}")
    before = dump(plain)
    for table in before:
        for statement, values in changing(plain, table, some_rows(plain, table)[0]):
            attempt(plain, statement, values)
    assert dump(plain) == before


# --- Entries keep their order ---


@pytest.fixture
def last_entry(plain: sqlite3.Connection) -> Row:
    """The newest entry about an action."""
    names = columns(plain, "entry")
    row = plain.execute("SELECT * FROM entry WHERE action_id IS NOT NULL ORDER BY seq DESC LIMIT 1").fetchone()
    return dict(zip(names, row, strict=True))


def next_entry(conn: sqlite3.Connection, last: Row, **said: object) -> Row:
    """A lawful next entry about the same action, but for what is said."""
    (seq, recorded_at) = conn.execute("SELECT max(seq), max(recorded_at) FROM entry").fetchone()
    query = "SELECT max(version) FROM entry WHERE action_id = ?"
    (version,) = conn.execute(query, (last["action_id"],)).fetchone()
    row = last | {"seq": seq + 1, "recorded_at": recorded_at, "version": version + 1, "request_id": None, "hash": "h"}
    return row | said


VERBS = ("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL")


def refused(conn: sqlite3.Connection, row: Row) -> bool:
    """Whether the row is kept out, in every form of INSERT; `entry` must be the same afterwards."""
    before = rows_of(conn, "entry")
    for verb in VERBS:
        conn.execute("BEGIN")
        attempt(conn, *inserted(verb, "entry", row))
        same = rows_of(conn, "entry") == before
        conn.execute("ROLLBACK")
        if not same:
            return False
    return True


def test_the_next_entry_in_order_is_taken(plain: sqlite3.Connection, last_entry: Row) -> None:
    assert not refused(plain, next_entry(plain, last_entry))


@pytest.mark.parametrize("step", [-1, 1, 2, 1000], ids=lambda step: f"{step:+d}")
def test_an_entry_numbered_other_than_the_next_is_refused(plain: sqlite3.Connection, last_entry: Row, step: int) -> None:
    row = next_entry(plain, last_entry)
    assert refused(plain, row | {"seq": row["seq"] + step})


def test_an_entry_without_a_number_is_refused(plain: sqlite3.Connection, last_entry: Row) -> None:
    assert refused(plain, next_entry(plain, last_entry, seq=None))


@pytest.mark.parametrize("step", [-1, 1, 1000], ids=lambda step: f"{step:+d}")
def test_a_version_other_than_its_actions_next_is_refused(plain: sqlite3.Connection, last_entry: Row, step: int) -> None:
    row = next_entry(plain, last_entry)
    assert refused(plain, row | {"version": row["version"] + step})


def test_a_version_goes_with_an_action_and_an_action_with_a_version(plain: sqlite3.Connection, last_entry: Row) -> None:
    assert refused(plain, next_entry(plain, last_entry, version=None))
    assert refused(plain, next_entry(plain, last_entry, action_id=None))
    assert not refused(plain, next_entry(plain, last_entry, action_id=None, version=None))


def test_an_entry_recorded_before_the_last_is_refused(plain: sqlite3.Connection, last_entry: Row) -> None:
    assert refused(plain, next_entry(plain, last_entry, recorded_at="2026-01-15T09:29:59Z"))
    assert not refused(plain, next_entry(plain, last_entry, recorded_at="2026-01-15T09:30:01Z"))


def test_a_request_id_is_used_once_for_an_action(plain: sqlite3.Connection, last_entry: Row) -> None:
    about_one = last_entry | {"action_id": 1}
    assert refused(plain, next_entry(plain, about_one, request_id="a-token"))
    assert not refused(plain, next_entry(plain, about_one, request_id="c-token"))
    assert not refused(plain, next_entry(plain, last_entry | {"action_id": 2}, request_id="a-token"))


def test_a_request_id_is_used_once_for_what_is_about_no_action(plain: sqlite3.Connection, last_entry: Row) -> None:
    assert refused(plain, next_entry(plain, last_entry, action_id=None, version=None, request_id="b-token"))
    assert not refused(plain, next_entry(plain, last_entry, action_id=None, version=None, request_id="a-token"))


# --- Words ---

EMPTIED = "UPDATE words SET salt = NULL, text = NULL WHERE id = ?"


@pytest.fixture
def redacted(plain: sqlite3.Connection) -> int:
    (number,) = plain.execute("SELECT words_id FROM redaction").fetchone()
    return int(number)


@pytest.fixture
def unredacted(plain: sqlite3.Connection) -> int:
    (number,) = plain.execute("SELECT id FROM words WHERE text = 'to stay'").fetchone()
    return int(number)


def test_words_lose_text_and_salt_where_a_redaction_says_why(plain: sqlite3.Connection, redacted: int) -> None:
    entry, digest = plain.execute("SELECT entry, digest FROM words WHERE id = ?", (redacted,)).fetchone()
    before = dump(plain)
    plain.execute(EMPTIED, (redacted,))
    after = dump(plain)
    assert list((after["words"] - before["words"]).elements()) == [(redacted, entry, digest, None, None)]
    assert sum((before["words"] - after["words"]).values()) == 1
    del before["words"], after["words"]
    assert after == before


def test_words_without_a_redaction_of_their_own_are_not_emptied(plain: sqlite3.Connection, unredacted: int) -> None:
    before = dump(plain)
    for statement in (EMPTIED, EMPTIED.replace("UPDATE", "UPDATE OR REPLACE"), EMPTIED.replace("UPDATE", "UPDATE OR IGNORE")):
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            plain.execute(statement, (unredacted,))
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        plain.execute("UPDATE words SET salt = NULL, text = NULL")
    assert dump(plain) == before


@pytest.mark.parametrize(
    "change",
    [
        "text = NULL",
        "salt = NULL",
        "salt = NULL, text = ''",
        "salt = '', text = NULL",
        "text = 'something else'",
        "salt = NULL, text = NULL, digest = 'x'",
        "salt = NULL, text = NULL, entry = 1",
        "salt = NULL, text = NULL, id = 99999",
        "salt = NULL, text = NULL, rowid = 99999",
    ],
)
def test_a_redaction_allows_no_other_change(plain: sqlite3.Connection, redacted: int, change: str) -> None:
    before = dump(plain)
    for verb in ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"):
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            plain.execute(f"{verb} words SET {change} WHERE id = ?", (redacted,))
    assert dump(plain) == before


def test_emptied_words_are_never_filled_again_nor_removed(plain: sqlite3.Connection, redacted: int) -> None:
    plain.execute(EMPTIED, (redacted,))
    before = dump(plain)
    row = dict(
        zip(columns(plain, "words"), plain.execute("SELECT * FROM words WHERE id = ?", (redacted,)).fetchone(), strict=True)
    )
    for statement, values in changing(plain, "words", row):
        attempt(plain, statement, values)
    for statement in ("UPDATE words SET text = 'back'", "UPDATE words SET salt = 's', text = 'back'", "DELETE FROM words"):
        with pytest.raises(sqlite3.IntegrityError):
            plain.execute(f"{statement} WHERE id = ?", (redacted,))
    assert dump(plain) == before


def test_without_any_one_of_the_triggers_some_attack_gets_through(plain: sqlite3.Connection) -> None:
    """The attacks bite: each guard of each table is what stops one of them."""
    plain.execute("PRAGMA recursive_triggers = OFF")
    plain.execute("PRAGMA foreign_keys = OFF")
    harmless = []
    for name, table in plain.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        if name in ("entry_order", "entry_no_replace"):
            continue  # each stops what the other would let through: see the tests of entries
        content = rows_of(plain, table)
        plain.execute("BEGIN")
        plain.execute(f"DROP TRIGGER {name}")
        row = some_rows(plain, table)[0]
        for statement, values in changing(plain, table, row):
            attempt(plain, statement, values)
            if rows_of(plain, table) != content:
                break
        else:
            harmless.append(name)
        plain.execute("ROLLBACK")
    assert harmless == []
