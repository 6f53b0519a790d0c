"""Words erased for a lawful reason are gone everywhere, and the proof that they were said stays whole."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from actiontracker.services.redacting import REASONS
from tests.packs import printed, record, run, small_plan
from tests.worked import dump, fingerprint, newest, of

SECRET = "Marigold came home on her own after the visit"
TODAY = "2026-01-15"
REMOVED = f"[removed {TODAY}]"
WITH_FIELDS = f"""
format = 1
[plan]
slug = "fields"
council = "Northford Council"
title = "With further fields"
on = 2025-04-28
[[recommendations]]
ref = "F"
text = "Keep fields"
[[actions]]
ref = "F.1"
recommendation = "F"
text = "Keep them"
by_when = "31.7.25"
progress = "{SECRET}"
extra = {{ "Evidence" = "file of {SECRET}", "Cost" = "none" }}
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The small plan, with a secret in a note."""
    path = tmp_path / "db.sqlite"
    small_plan(path)
    printed(path, "update", "R1.2", "--on", "2025-09-20", "--note", SECRET, "--rag", "amber")
    return path


@pytest.fixture
def entry(database: Path) -> str:
    """The entry that says it."""
    return str(newest(database))


def redact(database: Path, entry: str, *more: str, reason: str = "personal-data") -> str:
    return printed(database, "redact", entry, "--reason", reason, "--yes", *more)


def bytes_beside(database: Path) -> bytes:
    """All that lies on disk under the database's name: itself, and a journal."""
    return b"".join(path.read_bytes() for path in database.parent.glob("db.sqlite*"))


# --- Gone ---


def test_the_words_are_in_no_byte_of_the_file_any_more_free_pages_included(database: Path, entry: str) -> None:
    assert SECRET.encode() in bytes_beside(database)
    redact(database, entry)
    assert b"Marigold" not in bytes_beside(database)


def test_a_long_text_is_gone_from_its_overflow_pages_too(database: Path) -> None:
    printed(database, "update", "R1.1", "--note", " ".join(f"Tansy{n}" for n in range(3_000)))
    redact(database, str(newest(database)))
    assert b"Tansy" not in bytes_beside(database)


def test_the_words_are_gone_from_search_history_show_lists_and_exports(database: Path, entry: str) -> None:
    assert "1 action" in printed(database, "list", "--search", "marigold")
    redact(database, entry)
    assert "No action fits" in printed(database, "list", "--search", "marigold")
    every = ("history", "list", "check", "board", "overdue", "export actions", "export updates", "show R1.2")
    for command in every:
        assert "Marigold" not in printed(database, *command.split()), command
    for command in ("history R1.2", "show R1.2", "export updates", "export actions"):
        assert REMOVED in " ".join(printed(database, *command.split()).split()), command


def test_the_words_are_gone_from_what_imports_remember_and_wherever_the_same_sentence_stands(
    database: Path, tmp_path: Path
) -> None:
    (tmp_path / "fields.toml").write_text(WITH_FIELDS, encoding="utf-8")
    printed(database, "import", "fields.toml")
    printed(database, "update", "R2.1", "--note", SECRET)
    first = of(database, "select min(w.entry) from words w where w.text = ?", SECRET)
    count = int(of(database, "select count(*) from words where text = ?", SECRET))
    assert f"stored {count} time" in redact(database, first, "--sentence", sentence(database, first, SECRET))
    assert of(database, "select count(*) from words where text = ?", SECRET) == "0"
    remembered = "select count(*) from document_action d join words w on w.id = d.progress where w.text is null"
    assert int(of(database, remembered)) >= 1


def sentence(database: Path, entry: str, text: str) -> str:
    """The number of a sentence among those of an entry."""
    with closing(sqlite3.connect(database)) as conn:
        texts = [row[0] for row in conn.execute("select text from words where entry = ? order by id", (entry,))]
    return str(texts.index(text) + 1)


def test_further_fields_are_erased_as_one_and_read_as_removed(database: Path, tmp_path: Path) -> None:
    (tmp_path / "fields.toml").write_text(WITH_FIELDS, encoding="utf-8")
    printed(database, "import", "fields.toml")
    entry = of(database, "select x.entry from action_text x join action a on a.id = x.action_id where a.ref = 'F.1'")
    redact(database, entry)
    assert b"Marigold" not in bytes_beside(database)
    shown = printed(database, "show", "F.1")
    assert (REMOVED in shown, "Evidence" in shown) == (True, False)
    for command in ("export actions --format json", "history F.1", "board --plan fields --full", "list"):
        printed(database, *command.split())


def test_the_reason_of_an_undoing_can_be_erased_and_is_printed_until_then(database: Path, entry: str) -> None:
    ref = of(database, "select a.ref from entry e join action a on a.id = e.action_id where e.seq = ?", entry)
    printed(database, "redact", entry, "--reason", "personal-data", "--yes")
    printed(database, "undo", entry, "--yes", "--reason", SECRET)
    assert SECRET in " ".join(printed(database, "show", ref).split())
    printed(database, "redact", str(newest(database)), "--reason", "personal-data", "--yes")
    assert SECRET.encode() not in bytes_beside(database)
    assert REMOVED in printed(database, "show", ref)
    printed(database, "verify")


def test_of_an_imports_closing_entry_one_must_say_which_sentence(database: Path, tmp_path: Path) -> None:
    (tmp_path / "fields.toml").write_text(WITH_FIELDS, encoding="utf-8")
    printed(database, "import", "fields.toml")
    closing_entry, before = str(newest(database)), dump(database)
    code, _ = run(database, "redact", closing_entry, "--reason", "personal-data", "--yes")
    assert (code, dump(database)) == (3, before)
    printed(database, "redact", closing_entry, "--sentence", "1", "--reason", "personal-data", "--yes")


@pytest.mark.parametrize(
    ("command", "kept"),
    [
        (("update", "R1.1", "--public-note", SECRET), "R1.1"),
        (("update", "R1", "--note", SECRET), "R1"),
        (("update", "R1.1", "--deadline", "2026-05-01", "--reason", SECRET), "R1.1"),
        (("withdraw", "R1.1", "--reason", SECRET), "R1.1"),
        (("edit", "R1.1", "--text", SECRET, "--reason", "x"), "R1.1"),
        (("edit", "R1.1", "--lead", "PSW", "--reason", SECRET), "R1.1"),
        (("exempt", "R1.1", "--paragraph", "1", "--interest", SECRET), "R1.1"),
        (("exempt", "R1", "--paragraph", "1", "--interest", SECRET), "R1"),
        (("add", "R1", "--text", SECRET), "R1.3"),
        (("add", "--recommendation", "R9", "--text", "x", "--outcome", SECRET), "R9"),
    ],
)
def test_whatever_people_type_as_a_sentence_can_be_erased(database: Path, command: tuple[str, ...], kept: str) -> None:
    printed(database, *command)
    entry = str(newest(database))
    printed(database, "redact", entry, "--reason", "personal-data", "--yes")
    assert (
        SECRET.encode() not in database.read_bytes()
        or of(database, "select count(*) from words where text = ? and entry = ?", SECRET, entry) == "0"
    )
    assert REMOVED in " ".join(printed(database, "show", kept).split())
    printed(database, "verify")


# --- The proof stays ---


def test_the_record_verifies_and_heads_that_were_printed_before_are_found(database: Path, entry: str) -> None:
    head = of(database, "select hash from entry where seq = ?", entry)
    redact(database, entry)
    said = printed(database, "verify", "--expect-head", head)
    assert f"is that of entry {entry}" in said
    assert newest(database) == int(entry) + 1


def test_history_tells_that_words_were_removed_when_why_and_by_whom(database: Path, entry: str) -> None:
    redact(database, entry, "--by", "Records Officer", reason="court-order")
    told = " ".join(printed(database, "history", "R1.2").split())
    assert "redaction by Records Officer" in told
    assert "sentences removed: 1; for court-order" in told


def test_a_pack_printed_again_says_that_words_were_removed_and_when(database: Path, entry: str) -> None:
    record(database, "2025-09-30")
    before = printed(database, "board", "--meeting", "1", "--full")
    assert "Marigold" in " ".join(before.split())
    redact(database, entry)
    after = printed(database, "board", "--meeting", "1", "--full")
    assert "Marigold" not in after
    assert REMOVED in " ".join(after.split())
    assert tail(after) == tail(before)


def tail(pack: str) -> str:
    """The line of the record at the foot."""
    return re.findall(r"Record: .*", " ".join(pack.split()))[-1]


def test_nothing_else_changes(database: Path, entry: str) -> None:
    before = dump(database)
    redact(database, entry)
    gone = [line for line in before if line not in set(dump(database))]
    new = [line for line in dump(database) if line not in set(before)]
    assert len(gone) == 1
    assert sorted(re.findall(r'INSERT INTO "(\w+)"', " ".join(new))) == ["entry", "redaction", "words"]


# --- What can be asked ---


@pytest.mark.parametrize("reason", ["", "because", "Personal-Data", "names the child Marigold"])
def test_the_reason_is_one_of_a_list_for_it_stays_for_ever(database: Path, entry: str, reason: str) -> None:
    before = fingerprint(database)
    code, said = run(database, "redact", entry, "--reason", reason, "--yes")
    assert code == 2
    assert all(known in said for known in REASONS)
    assert fingerprint(database) == before


def test_every_reason_of_the_list_is_taken_and_recorded(database: Path) -> None:
    for reason in REASONS:
        printed(database, "update", "R1.1", "--note", f"words for {reason}")
        redact(database, str(newest(database)), reason=reason)
        assert of(database, "select reason from redaction order by entry desc limit 1") == reason


def test_one_sentence_of_several_is_erased_and_the_others_stay(database: Path) -> None:
    printed(database, "edit", "R1.1", "--text", "A new wording", "--reason", SECRET)
    entry = str(newest(database))
    redact(database, entry, "--sentence", sentence(database, entry, SECRET))
    shown = " ".join(printed(database, "show", "R1.1").split())
    assert ("A new wording" in shown, "Marigold" in shown) == (True, False)


@pytest.mark.parametrize("number", ["0", "2", "-1", "99"])
def test_a_sentence_that_is_not_there_is_refused(database: Path, entry: str, number: str) -> None:
    before = fingerprint(database)
    assert run(database, "redact", entry, "--sentence", number, "--reason", "court-order", "--yes")[0] == 3
    assert fingerprint(database) == before


def test_erasing_again_is_refused_and_changes_nothing(database: Path, entry: str) -> None:
    redact(database, entry)
    before = fingerprint(database)
    code, said = run(database, "redact", entry, "--reason", "personal-data", "--yes")
    assert (code, "they were removed" in said) == (3, True)
    assert fingerprint(database) == before


def test_an_entry_that_is_not_there_or_says_no_sentence_is_refused(database: Path) -> None:
    assert run(database, "redact", "4711", "--reason", "court-order", "--yes")[0] == 9
    printed(database, "update", "R2.1", "--rag", "green")
    assert run(database, "redact", str(newest(database)), "--reason", "court-order", "--yes")[0] == 3


def test_nothing_is_erased_unasked_where_nobody_can_answer_and_the_words_are_not_spread(database: Path, entry: str) -> None:
    code, said = run(database, "redact", entry, "--reason", "court-order")
    assert (code, "Marigold" in said) == (2, False)
    assert SECRET in str(dump(database))


# --- Afterwards ---


def test_a_plan_exported_after_it_imports_back_and_holds_nothing_of_the_words(database: Path, entry: str) -> None:
    redact(database, entry)
    text = printed(database, "export", "plan")
    assert "Marigold" not in text
    (database.parent / "again.toml").write_text(text, encoding="utf-8")
    again = database.parent / "again.sqlite"
    printed(again, "import", "again.toml")
    assert REMOVED in printed(again, "export", "plan")


def test_the_same_file_imported_again_does_not_bring_the_words_back(database: Path, tmp_path: Path) -> None:
    (tmp_path / "fields.toml").write_text(WITH_FIELDS, encoding="utf-8")
    printed(database, "import", "fields.toml")
    entry = of(database, "select x.entry from action_text x join action a on a.id = x.action_id where a.ref = 'F.1'")
    redact(database, entry)
    assert SECRET.encode() not in database.read_bytes()
    printed(database, "import", "fields.toml")
    assert SECRET.encode() not in database.read_bytes()
    printed(database, "verify")


def test_a_backup_made_after_it_holds_nothing_of_the_words(database: Path, entry: str) -> None:
    redact(database, entry)
    printed(database, "backup", "after.sqlite")
    assert b"Marigold" not in (database.parent / "after.sqlite").read_bytes()
    shutil.copyfile(database.parent / "after.sqlite", database.parent / "copy.sqlite")
    assert run(database.parent / "copy.sqlite", "verify")[0] == 0
