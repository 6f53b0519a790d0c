"""A pack on its way out: what is asked for, in which format, where to; whole or not at all."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from actiontracker.services.edge import Edge
from actiontracker.services.meetings import recorded_meetings
from tests.conftest import Cli
from tests.packs import DAY, LAST, record, small_plan

STORAGE = 5
OCTOBER = ("--as-at", DAY)
STARTS = {
    "html": b"<!DOCTYPE html>",
    "docx": b"PK\x03\x04",
    "pdf": b"%PDF-",
    "md": b"# A small plan\n",
    "json": b'{\n "schema": "actiontracker/board/1"',
    "txt": b"A small plan\nBoard summary, as at 30 Sep 2025\n",
}
NAMES = {"html": "html", "docx": "docx", "pdf": "pdf", "markdown": "md", "json": "json", "plain": "txt"}
WITHOUT_POWERS = ("setpriv", "--bounding-set", "-all", "--inh-caps", "-all")


@pytest.fixture
def small(edge: Edge) -> Edge:
    """The small plan with one board."""
    small_plan(edge.database)
    record(edge.database, LAST)
    return edge


def process(*args: str, prefix: tuple[str, ...] = ()) -> subprocess.CompletedProcess[bytes]:
    """A command in a process of its own, its output in a pipe."""
    command = [*prefix, sys.executable, "-m", "actiontracker", "--db", "db.sqlite", *args]
    root = str(Path(__file__).parent.parent.parent)
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": root})


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (("--meeting", "1", "--as-at", DAY), "--meeting says the day"),
        (("--meeting", "1", "--since", DAY), "--meeting says the day"),
        (("--meeting", "1", "--known-on", DAY), "--meeting says the day"),
        (("--meeting", "1", "--plan", "small"), "--meeting says the day"),
        (("--meeting", "1", "--all"), "--meeting says the day"),
        (("--meeting", "first"), "'first'"),
        (("--since", "2025-10-01", *OCTOBER), "later than the summary's day"),
        (("--known-on", DAY, "--since", "2025-10-01"), "later than the summary's day"),
        (("--known-on", "soon"), "--known-on"),
        (("--as-at", "2025-02-30"), "--as-at"),
        (("--since", "x"), "--since"),
        (("--format", "csv"), "--format 'csv' is not for this command"),
        (("--format", "HTML"), "--format 'HTML' is not for this command"),
        (("-o", "pack.csv"), "'csv'"),
        (("-o", "pack.toml"), "'toml'"),
        (("-o", "pack.doc"), "no format ends in '.doc'"),
        (("-o", " "), "-o is empty"),
        (("--plan", "small", "record", "Board", "--on", DAY), "--plan stands before record"),
        (("--full", "meetings"), "--full stands before meetings"),
        (("--format", "json", "meetings"), "--format stands before meetings"),
        (("meetings", "--format", "html"), "'html' is not for this command"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_words_that_clash_or_name_nothing_are_refused(small: Edge, cli: Cli, args: tuple[str, ...], named: str) -> None:
    assert named in cli("board", *args, expect=2).err
    assert list(Path.cwd().glob("pack*")) == []


@pytest.mark.parametrize("ending", STARTS)
def test_a_files_ending_decides_the_format_in_any_capitals(small: Edge, cli: Cli, ending: str) -> None:
    for name in (f"pack.{ending}", f"PACK.{ending.upper()}"):
        done = cli("board", *OCTOBER, "-o", name)
        assert (done.out, done.err) == ("", f"written: {name}\n")
        assert Path(name).read_bytes().startswith(STARTS[ending])


@pytest.mark.parametrize("kind", NAMES)
def test_the_format_that_is_named_goes_before_the_files_ending(small: Edge, cli: Cli, kind: str) -> None:
    cli("board", *OCTOBER, "-o", "pack.txt", "--format", kind)
    assert Path("pack.txt").read_bytes().startswith(STARTS[NAMES[kind]])
    cli("board", *OCTOBER, "-o", "pack", "--format", kind)
    assert Path("pack").read_bytes().startswith(STARTS[NAMES[kind]])


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_bytes_go_into_a_pipe_whole_and_are_told_of_nowhere(small: Edge, cli: Cli, kind: str) -> None:
    done = process("board", *OCTOBER, "--format", kind)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(STARTS[kind])
    cli("board", *OCTOBER, "-o", f"pack.{kind}")
    assert abs(len(done.stdout) - Path(f"pack.{kind}").stat().st_size) < 200


@pytest.mark.parametrize("kind", NAMES)
def test_a_pipe_that_is_full_or_gone_is_no_crash(small: Edge, kind: str) -> None:
    command = f"{sys.executable} -m actiontracker --db db.sqlite board --as-at {DAY} --format {kind}"
    gone = subprocess.run(
        ["bash", "-c", f"{command} | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}"], capture_output=True, check=False
    )
    assert (gone.returncode, gone.stderr) == (0, b"")
    if Path("/dev/full").is_char_device():
        full = subprocess.run(["bash", "-c", f"{command} > /dev/full"], capture_output=True, text=True, check=False)
        assert full.returncode == STORAGE, full.stderr
        assert full.stderr.count("\n") == 1


def held_back(cli: Cli, *args: str) -> str:
    """The one line of a pack that cannot be written; nothing is recorded, and nothing is left beside it."""
    before = Path("db.sqlite").read_bytes()
    said = cli("board", *args, expect=STORAGE).err
    assert Path("db.sqlite").read_bytes() == before
    return said


@pytest.mark.parametrize("ending", STARTS)
def test_a_folder_that_is_not_there_takes_no_pack_and_nothing_is_recorded(small: Edge, cli: Cli, ending: str) -> None:
    assert "nowhere" in held_back(cli, *OCTOBER, "-o", f"nowhere/pack.{ending}")
    assert "there is no folder nowhere" in held_back(cli, "record", "Board", "--on", DAY, "-o", f"nowhere/pack.{ending}")
    assert not Path("nowhere").exists()
    assert len(recorded_meetings(small.database)) == 1


def test_a_folder_in_the_packs_place_is_left_alone(small: Edge, cli: Cli) -> None:
    Path("pack.html").mkdir()
    held_back(cli, "record", "Board", "--on", DAY, "-o", "pack.html")
    assert list(Path("pack.html").iterdir()) == []


def test_a_database_is_not_written_over(small: Edge, cli: Cli) -> None:
    before = small.database.read_bytes()
    assert "is a database" in cli("board", "record", "Board", "--on", DAY, "-o", "db.sqlite", "--format", "html", expect=2).err
    assert small.database.read_bytes() == before


@pytest.mark.parametrize(
    "command", [("board", *OCTOBER), ("board", "record", "Board", "--on", DAY), ("show", "R1", "--summary")]
)
def test_a_folder_that_may_not_be_written_to_takes_no_pack(small: Edge, command: tuple[str, ...]) -> None:
    prefix: tuple[str, ...] = ()
    if not os.geteuid():
        if not shutil.which("setpriv") or subprocess.run([*WITHOUT_POWERS, "true"], check=False).returncode:
            pytest.skip("root passes over permissions, and setpriv cannot take that away here")
        prefix = WITHOUT_POWERS
    folder = Path("kept")
    folder.mkdir()
    (folder / "pack.html").write_text("the earlier one", encoding="utf-8")
    folder.chmod(0o555)
    try:
        for name in ("kept/pack.html", "kept/new.docx"):
            done = process(*command, "-o", name, prefix=prefix)
            assert (done.returncode, done.stdout) == (STORAGE, b""), done.stderr
            assert f"{name} cannot be written".encode() in done.stderr
            assert done.stderr.count(b"\n") == 1
    finally:
        folder.chmod(0o755)
    assert [(file.name, file.read_text(encoding="utf-8")) for file in folder.iterdir()] == [("pack.html", "the earlier one")]
    assert len(recorded_meetings(small.database)) == 1


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for 16 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)]
    if os.geteuid() or not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root, where it may mount, can make a disk that is full")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("ending", ["html", "docx", "pdf", "json"])
def test_a_disk_that_is_full_keeps_the_earlier_pack_and_no_half_of_the_new_one(
    small: Edge, cli: Cli, tiny_disk: Path, ending: str
) -> None:
    pack = tiny_disk / f"pack.{ending}"
    pack.write_bytes(b"the earlier one")
    (tiny_disk / "other").write_bytes(b"x" * 8192)
    for args in (("--full", *OCTOBER), ("record", "Board", "--on", DAY)):
        assert "No space left" in held_back(cli, *args, "-o", str(pack))
        assert sorted(file.name for file in tiny_disk.iterdir()) == ["other", f"pack.{ending}"]
        assert pack.read_bytes() == b"the earlier one"
    assert len(recorded_meetings(small.database)) == 1


def test_a_pack_takes_the_earlier_ones_place(small: Edge, cli: Cli) -> None:
    Path("pack.json").write_text("the earlier one", encoding="utf-8")
    cli("board", "record", "Board", "--on", DAY, "-o", "pack.json")
    assert json.loads(Path("pack.json").read_text(encoding="utf-8"))["as_at"] == DAY
    assert [file.name for file in Path.cwd().iterdir() if "pack" in file.name] == ["pack.json"]
    assert len(recorded_meetings(small.database)) == 2


def test_a_reader_that_goes_while_a_board_is_recorded_does_not_leave_it_unrecorded_without_a_word(small: Edge) -> None:
    """The pack is printed to stdout: either the meeting is recorded, or the exit code says that it is not."""
    command = f"{sys.executable} -m actiontracker --db db.sqlite board record Board --on {DAY} -o - --format html"
    done = subprocess.run(["bash", "-c", f"{command} | true; exit ${{PIPESTATUS[0]}}"], capture_output=True, check=False)
    assert len(recorded_meetings(small.database)) == 2 or done.returncode != 0


def test_a_pack_printed_while_recording_is_all_that_stdout_carries(small: Edge, cli: Cli) -> None:
    assert json.loads(cli("board", "record", "Board", "--on", DAY, "-o", "-", "--format", "json").out)["as_at"] == DAY
