"""The chain of hashes, recomputed here from what is stored; and the order in which entries are numbered."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actiontracker.domain.errors import Repeated
from actiontracker.services.adding import add_action
from actiontracker.services.edge import Edge
from actiontracker.services.undoing import undo
from actiontracker.services.updating import Update, update
from actiontracker.services.upkeep import correct, edit, withdraw
from actiontracker.services.wording import Wording
from actiontracker.store import connection
from actiontracker.store.ledger import Fact, Ledger
from actiontracker.store.words import Words
from tests.conftest import TODAY, Cli, import_shipped

SHIPPED = ("example", "harrow-2012", "harrow-2020", "harrow-sufficiency-2019")
NOW = "2026-01-15T09:30:00Z"


# --- The chain, told again from the stored rows alone ---


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def rows_of(conn: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    cursor = conn.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def tables_of_facts(conn: sqlite3.Connection) -> list[str]:
    """Those with a column `entry`, whatever they are called."""
    names = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [name for name in names if any(row[1] == "entry" for row in conn.execute(f"PRAGMA table_info({name})"))]


def said_by_entry(conn: sqlite3.Connection) -> dict[int, list[str]]:
    lines: dict[int, list[str]] = {}
    for table in tables_of_facts(conn):
        for row in rows_of(conn, table):
            erasable = ("salt", "text") if table == "words" else ()
            said = {name: value for name, value in row.items() if value is not None and name not in erasable}
            lines.setdefault(row["entry"], []).append(canonical([table, said]))
    return lines


def broken_words(conn: sqlite3.Connection) -> list[int]:
    """The entries whose words are not what their digest says, or are gone without a redaction."""
    redacted = {row["words_id"] for row in rows_of(conn, "redaction")}
    broken = []
    for row in rows_of(conn, "words"):
        if row["salt"] is None and row["text"] is None:
            sound = row["id"] in redacted
        else:
            sound = row["digest"] == hashlib.sha256(f"{row['salt']}{row['text']}".encode()).hexdigest()
        if not sound:
            broken.append(row["entry"])
    return broken


def first_broken(conn: sqlite3.Connection) -> int | None:
    """The first entry at which what is stored is not what was chained; None where all of it is."""
    lines = said_by_entry(conn)
    broken = broken_words(conn)
    above = ""
    entries = sorted(rows_of(conn, "entry"), key=lambda row: row["seq"])
    for number, row in enumerate(entries, 1):
        said = canonical({name: value for name, value in row.items() if value is not None and name != "hash"})
        text = "\n".join([above, said, *sorted(lines.pop(row["seq"], []))])
        above = row["hash"]
        if row["seq"] != number or above != hashlib.sha256(text.encode()).hexdigest():
            broken.append(number)
            break
    return min([*broken, *lines], default=None)


def counted(conn: sqlite3.Connection) -> int:
    (count,) = conn.execute("SELECT count(*) FROM entry").fetchone()
    return int(count)


# --- Databases ---


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Edge:
    """All shipped plans, then people's work on them."""
    path = tmp_path_factory.mktemp("chain") / "db.sqlite"
    edge = Edge(path, "tester", NOW, TODAY.isoformat())
    import_shipped(edge, *SHIPPED)
    note = "Näher – “besser”\nand a second line"
    first = update(edge, ["harrow-2012:S1.1"], Update("2012-11-05", "in_progress", "amber", note))
    update(edge, ["harrow-2012:S1.2", "harrow-2012:S2.1"], Update("2012-11-06", "completed"))
    asked = Update("2012-11-07", deadline="2013-01-31", reason="recruitment")
    update(edge, ["harrow-2012:S1.1"], asked)
    update(edge, ["harrow-2012:S1.1"], asked._replace(on="2012-11-09", agreed_by="the board"))
    undo(edge, first[0].entry, "the wrong action")
    edit(edge, "harrow-2012:S1.3", Wording(text="in other words", leads=("SM CP",)), "clearer", on="2012-11-10")
    correct(edge, "harrow-2012:S1.3", Wording(stage="EMBEDDING"), "2012-12-31", "mis-keyed")
    withdraw(edge, "harrow-2012:S2.2", "a duplicate", on="2012-11-11", duplicate_of="harrow-2012:S2.1")
    add_action(edge, Wording("one more"), under="harrow-2012:S1", plan=None, ref=None, on="2012-11-12")
    return edge


@pytest.fixture
def copy(lived_in: Edge, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A copy that no trigger guards, for tampering."""
    path = shutil.copyfile(lived_in.database, tmp_path / "copy.sqlite")
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            conn.execute(f"DROP TRIGGER {name}")
        yield conn


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """An empty database with a plan, two actions and a post."""
    path = tmp_path / "small.sqlite"
    connection.create(path)
    on = "2025-10-01"
    rows: list[Fact] = [
        ("plan", {"id": 1, "effective_on": on, "slug": "plan", "council": "Council"}),
        ("post", {"id": 1, "effective_on": on, "council": "Council", "code": "DCS"}),
    ]
    for number in (1, 2):
        ref = {"ref": f"R{number}", "ref_key": f"r{number}"}
        rows.append(("action", {"id": number, "effective_on": on, "plan_id": 1, **ref}))
    with writing(path) as ledger:
        ledger.append("import", rows)
    return path


def writing(path: Path, now: str = NOW) -> Any:
    return connection.write_transaction(path, by="tester", now=now)


def progress(action: int, on: str = "2025-10-02", **said: object) -> Fact:
    return "updates", {"action_id": action, "effective_on": on, "status": "in_progress", **said}  # type: ignore[dict-item]


def updated(path: Path, *facts: Fact, token: str | None = None) -> None:
    """One entry for each fact about an action, each in the database before the next, all or none kept."""
    with connection.write_transaction(path, by="tester", now=NOW, token=token) as ledger:
        for table, row in facts:
            ledger.append("update", [(table, row)], action=row["action_id"])
            ledger.flush()


# --- What the chain covers ---


@pytest.mark.parametrize("name", SHIPPED)
def test_the_chain_of_each_shipped_plan_is_what_its_rows_give(edge: Edge, name: str) -> None:
    import_shipped(edge, name)
    with connection.reading(edge.database) as conn:
        assert first_broken(conn) is None
        assert counted(conn) > 1


def test_the_chain_goes_on_unbroken_through_updates_decisions_and_undoings(lived_in: Edge) -> None:
    with connection.reading(lived_in.database) as conn:
        assert first_broken(conn) is None
        assert {"update", "grant", "request", "undo", "withdrawal"} <= {row["kind"] for row in rows_of(conn, "entry")}


def test_an_import_so_large_that_it_is_written_in_parts_is_chained_alike(database: Path) -> None:
    with writing(database) as ledger:
        for number in range(3_000):
            day = date.fromordinal(date(2001, 1, 1).toordinal() + number).isoformat()
            ledger.append("update", [progress(1 + number % 2, day, note=Words(f"note {number}"))], action=1 + number % 2)
    with connection.reading(database) as conn:
        assert first_broken(conn) is None
        assert counted(conn) == 3_001


def test_a_large_import_chains_what_command_line_commands_record_after_it(cli: Cli, tmp_path: Path) -> None:
    db = ("--db", str(tmp_path / "db.sqlite"))
    cli(*db, "import", "plans/example.toml")
    with connection.reading(tmp_path / "db.sqlite") as conn:
        (ref,) = conn.execute("SELECT ref FROM action LIMIT 1").fetchone()
        before = counted(conn)
    cli(*db, "update", ref, "--status", "completed", "--note", "typed by hand")
    with connection.reading(tmp_path / "db.sqlite") as conn:
        assert first_broken(conn) is None
        assert counted(conn) == before + 1


def samples(rows: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """A row in which the column says something and one in which it does not, from the middle of the table."""
    said = [row for row in rows if row[name] is not None]
    unsaid = [row for row in rows if row[name] is None]
    return [some[len(some) // 2] for some in (said, unsaid) if some]


def test_any_value_changed_breaks_the_chain_at_its_entry(copy: sqlite3.Connection) -> None:
    copy.execute("PRAGMA foreign_keys = OFF")
    copy.execute("PRAGMA ignore_check_constraints = ON")
    missed, tried = [], 0
    for table in ["entry", *tables_of_facts(copy)]:
        rows = rows_of(copy, table)
        types = {row[1]: row[2] for row in copy.execute(f"PRAGMA table_info({table})")}
        for name, kind in types.items():
            for row in samples(rows, name):
                new = 987_654 if kind == "INTEGER" else f"{row[name] or ''}x"
                if name == "entry":
                    new = row["entry"] + 1
                copy.execute("BEGIN")
                where = " AND ".join(f"{column} IS ?" for column in row)
                changed = copy.execute(f"UPDATE {table} SET {name} = ? WHERE {where}", [new, *row.values()]).rowcount
                tried += 1
                if changed != 1 or first_broken(copy) != row["seq" if table == "entry" else "entry"]:
                    missed.append((table, name, changed, first_broken(copy), row))
                copy.execute("ROLLBACK")
    assert missed == []
    assert tried > 100


def test_a_row_removed_or_put_in_breaks_the_chain_at_its_entry(copy: sqlite3.Connection) -> None:
    copy.execute("PRAGMA foreign_keys = OFF")
    missed = []
    for table in tables_of_facts(copy):
        for row in rows_of(copy, table)[:1]:
            where = " AND ".join(f"{column} IS ?" for column in row)
            for statement in (f"DELETE FROM {table} WHERE {where}", _another(copy, table, row)):
                copy.execute("BEGIN")
                changed = copy.execute(statement, list(row.values()) if "WHERE" in statement else []).rowcount
                if changed != 1 or first_broken(copy) != row["entry"]:
                    missed.append((statement, first_broken(copy)))
                copy.execute("ROLLBACK")
    assert missed == []


def _another(conn: sqlite3.Connection, table: str, row: dict[str, Any]) -> str:
    """An INSERT of a row like this one, with another key, into the same entry."""
    new = dict(row)
    name = next(name for name in ("id", "effective_on", "retracted", "words_id") if name in row)
    new[name] = "1999-01-01" if name == "effective_on" else 987_654
    for unique in ("slug", "ref_key", "code"):
        if unique in new and name == "id":
            new[unique] = "another"
    values = ", ".join(
        "NULL" if value is None else str(value) if isinstance(value, int) else _quoted(value) for value in new.values()
    )
    return f"INSERT INTO {table} ({', '.join(new)}) VALUES ({values})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def test_an_entry_removed_breaks_the_chain_where_it_stood(copy: sqlite3.Connection) -> None:
    copy.execute("PRAGMA foreign_keys = OFF")
    middle = counted(copy) // 2
    copy.execute("DELETE FROM entry WHERE seq = ?", (middle,))
    assert first_broken(copy) == middle


def test_two_entries_that_change_places_break_the_chain_at_the_first(copy: sqlite3.Connection) -> None:
    copy.execute("PRAGMA foreign_keys = OFF")
    middle = counted(copy) // 2
    for old, new in ((middle, 0), (middle + 1, middle), (0, middle + 1)):
        copy.execute("UPDATE entry SET seq = ? WHERE seq = ?", (new, old))
    assert first_broken(copy) == middle


def test_a_column_added_later_disturbs_no_old_hash(copy: sqlite3.Connection) -> None:
    for table in ["entry", *tables_of_facts(copy)]:
        copy.execute(f"ALTER TABLE {table} ADD COLUMN added_later TEXT")
    assert first_broken(copy) is None


def test_a_new_kind_of_fact_is_chained_without_being_named_anywhere(database: Path) -> None:
    with closing(sqlite3.connect(database)) as conn:
        conn.execute(
            "CREATE TABLE brand_new (action_id INTEGER, effective_on TEXT, entry INTEGER, what TEXT,"
            " PRIMARY KEY (action_id, effective_on, entry)) STRICT, WITHOUT ROWID"
        )
    with writing(database) as ledger:
        ledger.append("news", [("brand_new", {"action_id": 1, "effective_on": "2025-10-02", "what": "new"})], action=1)
    with closing(sqlite3.connect(database)) as conn:
        assert first_broken(conn) is None
        conn.execute("UPDATE brand_new SET what = 'newer'")
        assert first_broken(conn) == 2


# --- Erasing words ---


def test_words_erased_for_a_recorded_reason_leave_the_chain_whole(lived_in: Edge, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(lived_in.database, tmp_path / "redacted.sqlite"))
    with writing(path) as ledger:
        (number,) = ledger.conn.execute("SELECT note FROM updates WHERE note IS NOT NULL LIMIT 1").fetchone()
        ledger.append("redaction", [("redaction", {"words_id": number, "reason": "names a child"})])
        ledger.flush()
        ledger.conn.execute("UPDATE words SET salt = NULL, text = NULL WHERE id = ?", (number,))
    with connection.reading(path) as conn:
        assert conn.execute("SELECT salt, text FROM words WHERE id = ?", (number,)).fetchone() == (None, None)
        assert first_broken(conn) is None


def test_words_erased_without_a_reason_are_missed(copy: sqlite3.Connection) -> None:
    number, entry = copy.execute("SELECT id, entry FROM words ORDER BY id DESC LIMIT 1").fetchone()
    copy.execute("UPDATE words SET salt = NULL, text = NULL WHERE id = ?", (number,))
    assert first_broken(copy) == entry


def test_a_short_note_cannot_be_guessed_from_its_digest(database: Path) -> None:
    with writing(database) as ledger:
        ledger.append("update", [progress(1, note=Words("yes"))], action=1)
        ledger.append("update", [progress(2, note=Words("yes"))], action=2)
    with connection.reading(database) as conn:
        rows = rows_of(conn, "words")
    assert len({row["salt"] for row in rows}) == len({row["digest"] for row in rows}) == 2
    assert hashlib.sha256(b"yes").hexdigest() not in {row["digest"] for row in rows}


# --- What `append` takes ---


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("updates", "status", 5),
        ("updates", "status", True),
        ("updates", "status", b"completed"),
        ("updates", "expected", date(2025, 10, 1)),
        ("updates", "done", "1"),
        ("updates", "done", True),
        ("updates", "done", 1.0),
        ("updates", "note", "a sentence that is no Words"),
        ("updates", "effective_on", 20251001),
        ("updates", "action_id", "1"),
        ("deadline", "deadline", date(2025, 10, 1)),
        ("deadline", "request", "1"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_for_what_is_hashed_must_be_what_is_stored(
    database: Path, table: str, column: str, value: Any
) -> None:
    needed = {"updates": {}, "deadline": {"step": "set"}}[table]
    fact = {"action_id": 1, "effective_on": "2025-10-02", **needed, column: value}
    with pytest.raises(TypeError, match=rf"{table}\.{column}"), writing(database) as ledger:
        ledger.append("update", [(table, fact)], action=1)
    with connection.reading(database) as conn:
        assert counted(conn) == 1, "nothing was recorded"
        assert first_broken(conn) is None


_SLIPS: dict[str, tuple[Fact, dict[str, Any]]] = {
    "a sentence for a plain text": (progress(1, status=Words("completed")), {}),
    "a sentence for a column that is not there": (progress(1, notes=Words("well")), {}),
    "nothing for a column that is not there": (progress(1, notes=None), {}),
    "an entry of the caller's choice": (progress(1, entry=1), {}),
    "an author that is a number": (progress(1), {"by": 5}),
    "an action that is a text": (progress(1), {"action": "1"}),
    "an action that is a truth": (progress(1), {"action": True}),
}


@pytest.mark.parametrize("slip", _SLIPS)
def test_nothing_that_would_be_stored_otherwise_than_it_is_hashed_is_taken(database: Path, slip: str) -> None:
    fact, said = _SLIPS[slip]
    with pytest.raises((TypeError, KeyError)), writing(database) as ledger:
        ledger.append("update", [fact], **({"action": 1} | said))


def test_numbers_and_texts_that_look_like_each_other_are_stored_as_they_are_hashed(database: Path) -> None:
    with writing(database) as ledger:
        ledger.append("edit", [("plan_setting", {"plan_id": 1, "name": "grace_days", "effective_on": "0", "value": "007"})])
        ledger.append("update", [progress(1, status="1e3", note=Words('\u2028 \x00 \\ " \n \U0001f600 é e\u0301'))], action=1)
    with connection.reading(database) as conn:
        assert first_broken(conn) is None
        assert conn.execute("SELECT value FROM plan_setting").fetchone() == ("007",)


def test_a_token_that_is_recorded_is_done_once(database: Path) -> None:
    updated(database, progress(1), progress(2), token="token")
    with pytest.raises(Repeated, match="recorded already, as entry 2"):
        updated(database, progress(1, "2025-10-03"), token="token")
    with connection.reading(database) as conn:
        assert (counted(conn), first_broken(conn)) == (3, None)


def test_each_transaction_carries_a_token_on_its_first_entry(database: Path) -> None:
    updated(database, progress(1), progress(2))
    with connection.reading(database) as conn:
        tokens = [token for (token,) in conn.execute("select request_id from entry order by seq")]
    assert tokens[1]
    assert (tokens[2], len(set(tokens[:2]))) == (None, 2)


# --- The order of entries ---


def test_entries_have_no_gaps_and_neither_have_the_versions_of_an_action(lived_in: Edge) -> None:
    with connection.reading(lived_in.database) as conn:
        entries = rows_of(conn, "entry")
    assert [row["seq"] for row in entries] == list(range(1, len(entries) + 1))
    versions: dict[int, list[int]] = {}
    for row in entries:
        if row["action_id"] is not None:
            versions.setdefault(row["action_id"], []).append(row["version"])
    assert all(said == list(range(1, len(said) + 1)) for said in versions.values())
    assert max(map(len, versions.values())) > 3
    assert {row["version"] for row in entries if row["action_id"] is None} == {None}


def test_what_failed_or_was_tried_dry_leaves_no_gap(database: Path) -> None:
    with pytest.raises(TypeError):
        updated(database, progress(1), progress(2, status=5))
    with connection.write_transaction(database, by="tester", now=NOW, keep=False) as dry:
        dry.append("update", [progress(1)], action=1)
    with writing(database) as ledger:
        assert ledger.append("update", [progress(1)], action=1) == (2, 1)
    with connection.reading(database) as conn:
        assert (counted(conn), first_broken(conn)) == (2, None)


def test_append_tells_the_number_and_the_version_that_are_stored(database: Path) -> None:
    with writing(database) as ledger:
        told = [ledger.append("update", [progress(1, f"2025-10-0{day}")], action=1) for day in (2, 3)]
        told.append(ledger.append("edit", []))
        told.append(ledger.append("update", [progress(2)], action=2))
    assert [tuple(entry) for entry in told] == [(2, 1), (3, 2), (4, 0), (5, 1)]
    with connection.reading(database) as conn:
        stored = [(row["seq"], row["version"] or 0) for row in rows_of(conn, "entry")[1:]]
    assert stored == [tuple(entry) for entry in told]


def test_a_clock_set_back_repeats_the_last_moment(database: Path) -> None:
    def recorded(now: str) -> None:
        with writing(database, now) as ledger:
            ledger.append("edit", [])

    for now in ("2026-01-15T10:00:00Z", "2026-01-15T09:00:00Z", "2025-12-31T23:59:59Z", "2026-01-15T10:00:01Z"):
        recorded(now)
    with connection.reading(database) as conn:
        moments = [row["recorded_at"][11:] for row in rows_of(conn, "entry")]
        assert first_broken(conn) is None
    assert moments == ["09:30:00Z", "10:00:00Z", "10:00:00Z", "10:00:00Z", "10:00:01Z"]


def test_a_writer_sees_what_was_recorded_before_its_turn(database: Path) -> None:
    with writing(database) as one:
        one.append("update", [progress(1)], action=1)
    with writing(database) as other:
        assert isinstance(other, Ledger)
        assert other.append("update", [progress(1, "2025-10-03")], action=1) == (3, 2)
    with connection.reading(database) as conn:
        assert first_broken(conn) is None
