"""Evidence: kept as it was given, counted while it holds, and never a way to write anywhere else."""

import hashlib
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.packs import printed, run, small_plan
from tests.worked import dump

ADD = ("--kind", "audit", "--title", "Dip sample of ten files")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    database = tmp_path / "home" / "db.sqlite"
    database.parent.mkdir()
    small_plan(database)
    (tmp_path / "sample.pdf").write_bytes(b"ten files, all good")
    return database


def as_json(database: Path, *args: str) -> Any:
    return json.loads(printed(database, *args, "--format", "json"))


def folder(database: Path) -> Path:
    return database.parent / "evidence"


def counts(database: Path, ref: str, day: str = "2026-01-15") -> int:
    shown = as_json(database, "show", ref, "--as-at", day)
    return int(shown["action"]["evidence_count"])


def test_a_file_is_copied_under_its_hash_for_its_owner_alone(database: Path, tmp_path: Path) -> None:
    printed(database, "evidence", "add", "R1.1", *ADD, "--file", str(tmp_path / "sample.pdf"))
    digest = hashlib.sha256(b"ten files, all good").hexdigest()
    (kept,) = folder(database).iterdir()
    assert (kept.name, kept.read_bytes()) == (digest, b"ten files, all good")
    assert (stat.S_IMODE(kept.stat().st_mode), stat.S_IMODE(folder(database).stat().st_mode)) == (0o600, 0o700)
    (row,) = as_json(database, "evidence")["rows"]
    assert (row["held"], row["place"], row["sha256"], row["size"]) == ("file", "sample.pdf", digest, 19)


def test_the_same_file_twice_is_held_once_and_stands_for_both_pieces(database: Path, tmp_path: Path) -> None:
    for ref in ("R1.1", "R1.2"):
        printed(database, "evidence", "add", ref, *ADD, "--file", str(tmp_path / "sample.pdf"))
    assert len(list(folder(database).iterdir())) == 1
    assert "as it was recorded" in printed(database, "evidence", "check")


def test_one_piece_counts_for_several_actions_until_it_is_withdrawn_from_one(database: Path) -> None:
    printed(database, "evidence", "add", "R1.1", "R1.2", *ADD, "--on", "2025-11-01")
    printed(database, "evidence", "link", "E1", "R2.1", "--on", "2025-11-05")
    printed(database, "evidence", "withdraw", "e1", "R1.2", "--reason", "another team", "--on", "2025-12-01")
    assert [counts(database, ref) for ref in ("R1.1", "R1.2", "R2.1")] == [1, 0, 1]
    assert [counts(database, ref, "2025-11-02") for ref in ("R1.1", "R1.2", "R2.1")] == [1, 1, 0]
    states = {row["ref"]: row["state"] for row in as_json(database, "evidence")["rows"]}
    assert states == {"R1.1": "counts", "R1.2": "withdrawn", "R2.1": "counts"}


def test_the_day_of_the_evidence_is_not_the_day_from_which_it_counts(database: Path) -> None:
    printed(database, "evidence", "add", "R1.1", *ADD, "--dated", "2025-05-01", "--on", "2025-11-01")
    assert (counts(database, "R1.1", "2025-10-31"), counts(database, "R1.1", "2025-11-01")) == (0, 1)


def test_expired_evidence_counts_no_more_from_the_day_after(database: Path) -> None:
    printed(database, "evidence", "add", "R1.1", *ADD, "--expires", "2025-12-01", "--on", "2025-11-01")
    assert (counts(database, "R1.1", "2025-12-01"), counts(database, "R1.1", "2025-12-02")) == (1, 0)
    assert "expired" in printed(database, "evidence", "check")


def test_undone_evidence_counts_nowhere(database: Path) -> None:
    said = printed(database, "evidence", "add", "R1.1", *ADD, "--on", "2025-11-01")
    entry = said.rsplit("entry ", 1)[1].split(")")[0]
    printed(database, "undo", entry, "--yes", "--reason", "wrong action")
    assert counts(database, "R1.1") == 0
    assert as_json(database, "evidence")["rows"] == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("--file", "nothing.pdf"), 3),
        (("--file", "."), 3),
        (("--file", "/etc/passwd"), 3),
        (("--file", "../../../../../../../../etc/passwd"), 3),
        (("--file", "/dev/zero"), 3),
        (("--file", "pipe"), 3),
        (("--file", "link.pdf"), 3),
        (("--file", "empty.pdf"), 3),
        (("--file", "large.bin"), 3),
        (("--file", "x" * 5000), 3),
        (("--file", ""), 2),
        (("--where", " "), 2),
        (("--file", "sample.pdf", "--link", "https://example.org"), 2),
        (("--dated", "2027-01-01"), 3),
        (("--dated", "31.9.25"), 2),
        (("--on", "2027-01-01"), 3),
        (("--expires", "2025-01-01"), 3),
        (("--kind", "rumour"), 2),
        (("--title", " "), 2),
    ],
)
def test_what_is_no_evidence_is_refused_and_nothing_is_changed(
    database: Path, tmp_path: Path, said: tuple[str, ...], code: int
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link.pdf").symlink_to("sample.pdf")
    (tmp_path / "empty.pdf").touch()
    with (tmp_path / "large.bin").open("wb") as large:
        large.truncate(2_000_000_000)
    before = dump(database)
    got, error = run(database, "evidence", "add", "R1.1", *ADD, *said)
    assert (got, error.count("\n")) == (code, 1), error
    assert (dump(database), folder(database).exists()) == (before, False)


def test_no_such_action_takes_no_copy(database: Path, tmp_path: Path) -> None:
    assert run(database, "evidence", "add", "R1.1", "R9.9", *ADD, "--file", str(tmp_path / "sample.pdf"))[0] == 9
    assert not folder(database).exists()


def test_nothing_is_written_through_a_link_in_the_place_of_the_folder(database: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder(database).symlink_to(elsewhere)
    assert run(database, "evidence", "add", "R1.1", *ADD, "--file", str(tmp_path / "sample.pdf"))[0] == 5
    assert list(elsewhere.iterdir()) == []


def test_a_link_in_the_place_of_a_file_is_not_followed_and_a_changed_copy_not_passed_over(
    database: Path, tmp_path: Path
) -> None:
    target = tmp_path / "precious"
    target.write_text("mine")
    folder(database).mkdir()
    copy = folder(database) / hashlib.sha256(b"ten files, all good").hexdigest()
    add = ("evidence", "add", "R1.1", *ADD, "--file", str(tmp_path / "sample.pdf"))
    copy.symlink_to(target)
    assert run(database, *add)[0] == 6
    assert target.read_text() == "mine"
    copy.unlink()
    printed(database, *add)
    copy.write_text("all bad")
    code, said = run(database, *add)
    assert (code, "somebody changed it" in said, copy.read_text()) == (6, True, "all bad")
    assert len(list(folder(database).iterdir())) == 1


def test_undoing_the_entry_that_first_described_a_piece_takes_it_from_no_other_action(database: Path) -> None:
    said = printed(database, "evidence", "add", "R1.1", "R1.2", *ADD, "--on", "2025-11-01")
    entry = said.splitlines()[0].rsplit("entry ", 1)[1].split(")")[0]
    printed(database, "undo", entry, "--yes", "--reason", "wrong action")
    assert (counts(database, "R1.1"), counts(database, "R1.2")) == (0, 1)
    assert [row["ref"] for row in as_json(database, "evidence")["rows"]] == ["R1.2"]


def test_a_refusal_at_the_end_takes_the_copy_away_again(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from actiontracker.store.ledger import Ledger

    def fails(self: Ledger) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as trap:
        trap.setattr(Ledger, "flush", fails)
        assert run(database, "evidence", "add", "R1.1", *ADD, "--file", str(tmp_path / "sample.pdf"))[0] == 5
    assert list(folder(database).iterdir()) == []


def test_missing_changed_and_orphaned_files_are_found(database: Path, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.pdf").write_text(f"file {number}")
        printed(database, "evidence", "add", "R1.1", *ADD, "--file", str(tmp_path / f"{number}.pdf"))
    held = [folder(database) / hashlib.sha256(f"file {n}".encode()).hexdigest() for n in range(3)]
    held[0].unlink()
    held[1].write_text("another")
    (folder(database) / "notes.txt").write_text("of no record")
    rows = as_json(database, "evidence", "check")["rows"]
    assert [(row["what"], row["evidence"] or row["title"]) for row in rows] == [
        ("missing", "E1"),
        ("changed", "E2"),
        ("orphaned", "notes.txt"),
    ]
    assert run(database, "evidence", "check", "--exit-code")[0] == 10
    assert run(database, "evidence", "check")[0] == 0


def test_a_redacted_title_is_gone_and_the_piece_still_counts(database: Path) -> None:
    said = printed(database, "evidence", "add", "R1.1", "--kind", "audit", "--title", "Marigold's file", "--on", "2025-11-01")
    entry = said.rsplit("entry ", 1)[1].split(")")[0]
    printed(database, "redact", entry, "--reason", "personal-data", "--yes")
    assert b"Marigold" not in database.read_bytes()
    assert "[removed 2026-01-15]" in printed(database, "evidence")
    assert counts(database, "R1.1") == 1
    printed(database, "verify")


def test_hostile_names_and_titles_are_shown_and_not_obeyed(database: Path, tmp_path: Path) -> None:
    evil = tmp_path / "a\x1b[31m\n\u202efdp.exe"
    evil.write_text("x")
    title = "t\x1b]0;owned\x07"
    printed(database, "evidence", "add", "R1.1", "--kind", "audit", "--title", title, "--file", str(evil))
    for report in (("evidence",), ("show", "R1.1"), ("evidence", "check"), ("history", "R1.1")):
        said = printed(database, *report)
        assert not {"\x1b", "\x07", "\u202e"} & set(said), report


def test_withdrawing_needs_a_reason_a_known_piece_and_one_that_counts(database: Path) -> None:
    printed(database, "evidence", "add", "R1.1", *ADD)
    assert run(database, "evidence", "withdraw", "E1")[0] == 2
    for number in ("E2", "0", "x", "../../etc/passwd", "E" + "9" * 40):
        assert run(database, "evidence", "withdraw", number, "--reason", "x")[0] == 9
    assert run(database, "evidence", "withdraw", "E1", "R1.2", "--reason", "x")[0] == 3
    printed(database, "evidence", "withdraw", "E1", "--reason", "x")
    assert run(database, "evidence", "withdraw", "E1", "--reason", "x")[0] == 3
    assert run(database, "evidence", "link", "E1", "R9.9")[0] == 9


def test_a_backup_says_which_files_it_does_not_hold(database: Path, tmp_path: Path) -> None:
    printed(database, "evidence", "add", "R1.1", *ADD, "--file", str(tmp_path / "sample.pdf"))
    said = " ".join(printed(database, "backup", str(tmp_path / "copy.sqlite")).split())
    assert "1 file of evidence is not in it: copy" in said
