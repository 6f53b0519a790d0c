"""Making and upgrading the database: whole or not at all, after a copy that was checked."""

import contextlib
import gzip
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from actiontracker.domain.errors import Busy, InputRefused, NewerSchema, NotFound, StorageFault
from actiontracker.intake.files import read_document
from actiontracker.services.convening import record_board
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Wish
from actiontracker.services.meetings import recorded_meetings
from actiontracker.services.telling import story
from actiontracker.services.updating import Update, update
from actiontracker.store import connection, migrations
from actiontracker.store.verifying import verify
from tests.conftest import PLANS, import_document, import_shipped, seen

NEXT = connection.SCHEMA_VERSION + 1


@pytest.fixture
def a_next_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is one schema version ahead: it adds a column."""
    monkeypatch.setattr(connection, "SCHEMA_VERSION", NEXT)
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", NEXT)
    steps = list(migrations.migrations._migrations)
    monkeypatch.setattr(migrations.migrations, "_migrations", steps)

    @migrations.migrations()
    def m900_weight(db: Database) -> None:
        db.conn.execute("alter table updates add column weight text")


def columns(path: Path, table: str) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        return [row[1] for row in conn.execute(f"pragma table_info({table})")]


def test_an_old_database_is_not_read_but_told_to_be_upgraded(harrow: Edge, a_next_version: None) -> None:
    before = harrow.database.read_bytes()
    with pytest.raises(StorageFault, match="actiontracker upgrade"):
        seen(harrow, "2012-10-31")
    with pytest.raises(StorageFault, match="actiontracker upgrade"):
        update(harrow, ["S1.3"], Update("2012-11-15", note="x"))
    assert harrow.database.read_bytes() == before


def test_an_upgrade_keeps_a_checked_copy_and_all_that_was_recorded(harrow: Edge, a_next_version: None) -> None:
    before = harrow.database.read_bytes()
    had, copy = connection.upgrade(harrow.database)
    assert (had, copy) == (NEXT - 1, harrow.database.with_name(f"db.sqlite.version-{NEXT - 1}"))
    assert copy
    assert "weight" in columns(harrow.database, "updates")
    assert "weight" not in columns(copy, "updates")
    assert len(seen(harrow, "2012-10-31")) == 116
    assert before[:16] == copy.read_bytes()[:16]
    assert connection.upgrade(harrow.database) == (NEXT, None)


def test_an_upgrade_does_not_write_over_an_earlier_copy(harrow: Edge, a_next_version: None) -> None:
    harrow.database.with_name(f"db.sqlite.version-{NEXT - 1}").write_text("kept")
    earlier = harrow.database.with_name(f"db.sqlite.version-{NEXT - 1}")
    _, copy = connection.upgrade(harrow.database)
    assert copy == earlier.with_name(f"{earlier.name}-2")
    assert earlier.read_text() == "kept"


def test_an_upgrade_that_fails_half_way_changes_nothing(
    harrow: Edge, a_next_version: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    @migrations.migrations()
    def m901_broken(db: Database) -> None:
        db.conn.execute("alter table nothing add column x text")

    before = harrow.database.read_bytes()
    with pytest.raises(Exception, match="nothing"):
        connection.upgrade(harrow.database)
    assert harrow.database.read_bytes() == before
    assert not list(harrow.database.parent.glob("*.version-*")), "the copy is not needed: the database is the old one"


def test_an_upgraded_schema_is_the_one_that_a_new_database_gets(harrow: Edge, a_next_version: None, tmp_path: Path) -> None:
    connection.upgrade(harrow.database)
    connection.create(tmp_path / "new.sqlite")
    with closing(sqlite3.connect(harrow.database)) as old, closing(sqlite3.connect(tmp_path / "new.sqlite")) as new:
        schemas = [sorted(map(str, conn.execute("select type, name, sql from sqlite_master"))) for conn in (old, new)]
    assert schemas[0] == schemas[1]


def test_a_database_of_a_newer_program_is_left_alone(harrow: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SCHEMA_VERSION", 0)
    with pytest.raises(NewerSchema, match=f"schema version {NEXT - 1}"):
        seen(harrow, "2012-10-31")


def test_making_a_database_twice_leaves_the_first(harrow: Edge) -> None:
    before = harrow.database.read_bytes()
    assert connection.create(harrow.database) is False
    assert harrow.database.read_bytes() == before


def somebody_else_first(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Lets `act` happen after we made the empty file and before we hold its lock."""
    prepare = connection._prepare_to_write

    def prepared(conn: sqlite3.Connection) -> None:
        monkeypatch.setattr(connection, "_prepare_to_write", prepare)
        act()
        prepare(conn)

    monkeypatch.setattr(connection, "_prepare_to_write", prepared)


@pytest.mark.parametrize("wish", [Wish(dry_run=True), Wish(on="2099-01-01")], ids=["a dry run", "a refusal"])
def test_what_somebody_else_recorded_in_the_file_that_we_made_is_never_taken_away(
    edge: Edge, monkeypatch: pytest.MonkeyPatch, wish: Wish
) -> None:
    somebody_else_first(monkeypatch, lambda: import_shipped(edge, "harrow-2020"))
    with contextlib.suppress(InputRefused):
        import_document(edge, read_document(PLANS / "harrow-sufficiency-2019.toml"), wish, lambda count: None)
    assert len(seen(edge, "2020-10-31")) == 15


def test_a_file_whose_lock_somebody_else_holds_is_left_to_them(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.05)
    other = sqlite3.connect(edge.database.with_name("other"), isolation_level=None)
    with closing(other):

        def hold() -> None:
            other.execute("attach ? as held", (str(edge.database),))
            other.execute("begin immediate")
            other.execute("create table held.theirs (x)")

        somebody_else_first(monkeypatch, hold)
        with pytest.raises(Busy):
            import_shipped(edge, "harrow-2020")
        other.execute("commit")
    assert columns(edge.database, "theirs") == ["x"]


def test_a_database_of_the_first_version_is_upgraded_with_all_that_it_says(tmp_path: Path) -> None:
    """A database as version 1 made it: the plan of 2012, two updates."""
    old = tmp_path / "old.sqlite"
    old.write_bytes(gzip.decompress((Path(__file__).parent / "version-1.sqlite.gz").read_bytes()))
    edge = Edge(old, "tester", "2026-01-15T09:30:00Z", "2026-01-15")
    with pytest.raises(StorageFault, match="actiontracker upgrade"):
        seen(edge, "2012-10-31")
    assert connection.upgrade(old)[0] == 1
    actions = seen(edge, "2012-10-31")
    assert (len(actions), actions["S1.3"].status, actions["S1.3"].extra) == (116, "on_hold", {})
    update(edge, ["S1.3"], Update("2012-11-15", note="x"))
    assert seen(edge, "2012-11-15")["S1.3"].progress == "x"


def test_a_database_of_the_second_version_is_upgraded_and_knows_meetings_from_then_on(tmp_path: Path) -> None:
    """A database as version 2 made it: the example plan, and an update recorded by that version."""
    old = tmp_path / "old.sqlite"
    old.write_bytes(gzip.decompress((Path(__file__).parent / "version-2.sqlite.gz").read_bytes()))
    edge = Edge(old, "tester", "2026-01-15T09:30:00Z", "2026-01-15")
    with pytest.raises(StorageFault, match="actiontracker upgrade"):
        seen(edge, "2025-11-30")
    had, copy = connection.upgrade(old)
    assert (had, copy) == (2, old.with_name("old.sqlite.version-2"))
    actions = seen(edge, "2025-11-30")
    assert (len(actions), actions["R1.2"].progress, actions["R1.2"].noted_on) == (30, "Recorded by version 2.", "2025-11-05")
    assert actions["R1.1"].status == "embedded"
    assert recorded_meetings(old) == []
    update(edge, ["R1.2"], Update("2025-11-20", note="x"))
    assert seen(edge, "2025-11-30")["R1.2"].progress == "x"
    record_board(edge, "Board", "2025-11-30", "2025-11-30", (), False, lambda pack: lambda: None)
    assert [(m.board, m.plans, m.head) for m in recorded_meetings(old)] == [("Board", ("example",), 147)]


def test_a_database_of_the_fourth_version_keeps_what_is_public_and_why_something_was_undone(tmp_path: Path) -> None:
    """A database as version 4 made it: the example plan, a meeting, an approved note, an exemption, an undo."""
    old = tmp_path / "old.sqlite"
    old.write_bytes(gzip.decompress((Path(__file__).parent / "version-4.sqlite.gz").read_bytes()))
    assert connection.upgrade(old)[0] == 4
    assert verify(old).faults == []
    story_ = story(old, "R1.2", "2026-01-12")
    assert [event.said.get("reason") for event in story_.events if event.kind == "undo"] == ["recorded for the wrong action"]
    assert story(old, "R1.2", "2026-01-12", public=True).action.progress == "For the public."  # type: ignore[union-attr]
    with pytest.raises(NotFound):
        story(old, "R1.3", "2026-01-12", public=True)


@pytest.mark.parametrize("version", [1, 2, 3, 4, 5, 6, 7, 8])
def test_an_upgraded_database_of_any_version_has_the_schema_of_a_new_one(tmp_path: Path, version: int) -> None:
    old = tmp_path / "old.sqlite"
    old.write_bytes(gzip.decompress((Path(__file__).parent / f"version-{version}.sqlite.gz").read_bytes()))
    connection.upgrade(old)
    connection.create(tmp_path / "new.sqlite")
    with closing(sqlite3.connect(old)) as one, closing(sqlite3.connect(tmp_path / "new.sqlite")) as other:
        schemas = [sorted(map(str, conn.execute("select type, name, sql from sqlite_master"))) for conn in (one, other)]
    assert schemas[0] == schemas[1]
