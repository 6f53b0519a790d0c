"""Backups are whole and verified, or not there."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from actiontracker.cli import edge as cli_edge
from actiontracker.store import backups
from actiontracker.store.verifying import verify
from tests.conftest import NOW, ROOT
from tests.packs import printed, run
from tests.tampering import tampering
from tests.worked import dump, fingerprint, newest, of, worked, worked_once

__all__ = ["worked", "worked_once"]
AT = "2026-01-15T09:30:00Z"


def manifest_of(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.with_name(file.name + backups.MANIFEST).read_text(encoding="utf-8")))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture
def saved(worked: Path) -> Path:
    """A backup of the database."""
    printed(worked, "backup", "saved.sqlite")
    return worked.with_name("saved.sqlite")


def test_a_backup_holds_the_whole_record_and_its_manifest_says_which(worked: Path, saved: Path) -> None:
    said = manifest_of(saved)
    assert dump(saved) == dump(worked)
    assert said["sha256"] == fingerprint(saved)
    assert (said["file"], said["bytes"], said["made_at"]) == ("saved.sqlite", saved.stat().st_size, AT)
    assert (said["entries"], said["head"]) == (newest(worked), of(worked, "select hash from entry order by seq desc"))
    assert printed(saved, "verify", "--expect-head", said["head"])


def test_a_backup_made_while_another_process_writes_is_whole_and_every_one_verifies(worked: Path, tmp_path: Path) -> None:
    writing = "import sys\nfrom actiontracker.cli.outcome import main\n"
    writing += "for n in range(60):\n    main(['--db', sys.argv[1], 'update', 'R1.2', '--note', f'note {n}', '--by', 'me'])\n"
    with subprocess.Popen([sys.executable, "-c", writing, str(worked)], stdout=subprocess.DEVNULL, cwd=ROOT) as writer:
        before, made = newest(worked), []
        while writer.poll() is None and len(made) < 12:
            made.append(backups.backup(worked, tmp_path / f"b{len(made)}.sqlite", AT))
        assert writer.wait() == 0
    assert newest(worked) == before + 60
    assert len({manifest.entries for manifest in made}) > 1, "nothing was written meanwhile"
    for number, manifest in enumerate(made):
        found = verify(tmp_path / f"b{number}.sqlite")
        assert (found.faults, found.entries, found.head) == ([], manifest.entries, manifest.head)


def test_a_backup_never_takes_the_place_of_a_file_nor_of_a_link_to_nowhere(worked: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("there", "link", worked.name):
        assert run(worked, "backup", name)[0] == 3
    assert (tmp_path / "there").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


def test_a_damaged_record_is_not_backed_up_and_nothing_is_left(worked: Path, tmp_path: Path) -> None:
    with tampering(worked) as conn:
        conn.execute("UPDATE updates SET status = 'embedded' WHERE status = 'completed'")
    before = names(tmp_path)
    code, said = run(worked, "backup", "new.sqlite")
    assert (code, "is not what was recorded" in said) == (6, True)
    assert names(tmp_path) == before


def test_a_full_disk_leaves_nothing_and_is_said(worked: Path, tmp_path: Path) -> None:
    before = names(tmp_path)
    size = worked.stat().st_size // 2
    done = subprocess.run(
        [sys.executable, "-B", "-m", "actiontracker", "--db", str(worked), "backup", "new.sqlite"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),  # stands for a disk that is full
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (5, "", 1), done.stderr
    assert names(tmp_path) == before


def test_a_missing_database_is_not_backed_up_and_no_folder_is_filled(tmp_path: Path) -> None:
    assert run(tmp_path / "none.sqlite", "backup", "new.sqlite")[0] == 5
    assert names(tmp_path) == []


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_backups_are_for_their_owner_alone_whatever_the_umask(worked: Path, tmp_path: Path, umask: int) -> None:
    old = os.umask(umask)
    try:
        printed(worked, "backup", "folder/one.sqlite")
        printed(worked, "backup", "--keep", "2", "many")
        printed(tmp_path / "new.sqlite", "restore", "folder/one.sqlite", "--yes")
    finally:
        os.umask(old)
    for folder in (tmp_path / "folder", tmp_path / "many"):
        assert mode(folder) == 0o700
        assert {mode(path) for path in folder.iterdir()} == {0o600}
    assert mode(tmp_path / "new.sqlite") == 0o600


@pytest.mark.parametrize("command", [("a/b/one.sqlite",), ("--keep", "2", "a/b")])
def test_every_folder_made_for_a_backup_is_for_its_owner_alone(worked: Path, command: tuple[str, ...]) -> None:
    old = os.umask(0o022)
    try:
        printed(worked, "backup", *command)
    finally:
        os.umask(old)
    assert mode(worked.parent / "a") == 0o700


def test_an_older_copy_in_a_folder_gives_way_to_newer_ones_and_other_files_stay(
    worked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    others = ["db.sqlite", "actiontracker-2025.sqlite", "actiontracker-20250101T000000Z-entry3.sqlite.bak", "notes.txt"]
    for other in others:
        (folder / other).write_text("mine")
    made = []
    for hour in range(5):
        monkeypatch.setattr(cli_edge, "now", lambda hour=hour: NOW.replace(hour=10 + hour))
        said = printed(worked, "backup", "--keep", "3", "kept")
        made.append(Path(said.split(":")[0]).name)
    assert ("2 older" in said, "1 older" in said) == (False, True)
    expected = [name for new in made[2:] for name in (new, new + backups.MANIFEST)]
    assert names(folder) == sorted([*others, *expected])


def test_the_new_backup_stays_even_where_the_clock_was_set_back(
    worked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed(worked, "backup", "--keep", "1", "kept")
    (old,) = (tmp_path / "kept").glob("*.sqlite")
    os.utime(old, (2_000_000_000, 2_000_000_000))
    monkeypatch.setattr(cli_edge, "now", lambda: NOW.replace(year=2025))
    printed(worked, "backup", "--keep", "1", "kept")
    (new,) = (tmp_path / "kept").glob("*.sqlite")
    assert new.name.startswith("actiontracker-20250115T093000Z-")


def test_two_backups_in_one_second_have_names_of_their_own(worked: Path, tmp_path: Path) -> None:
    for _ in range(3):
        printed(worked, "backup", "--keep", "9", "kept")
    assert len(list((tmp_path / "kept").glob("*.sqlite"))) == 3
