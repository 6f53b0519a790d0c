"""Commands in any surroundings: hostile text, odd environments, network drives; and what stands at the foot."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from actiontracker.cli import edge as cli_edge
from actiontracker.domain.likeness import look
from actiontracker.render.text import clean
from actiontracker.store import places
from tests.conftest import NOW, PLANS, ROOT, TODAY, Cli
from tests.packs import printed, run, small_plan
from tests.worked import fingerprint, newest, of

DAY = "2025-12-01"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The small plan, in ./db.sqlite."""
    small_plan(tmp_path / "db.sqlite")
    return tmp_path / "db.sqlite"


def process(*args: str, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """A command as a process of its own, in an environment of hardly anything else."""
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "ACTIONTRACKER_BY": "tester", **env}
    command = [sys.executable, "-B", "-m", "actiontracker", *args]
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False)


# --- Hostile text on a terminal ---

HOSTILE = "a\x1b[2Jb\x07c\x9bd\u202ee\u200bf\U000e0041g\x7fh\ri"
OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202e\U000e0041]")


@pytest.fixture
def hostile(cli: Cli, database: Path) -> Path:
    """A database with control characters wherever a command takes text."""
    cli("update", "R1.1", "--note", HOSTILE, "--by", HOSTILE)
    cli("leads", "add", HOSTILE, "--title", HOSTILE, "--organisation", HOSTILE, "--council", "Northford Council")
    cli("edit", "R1.2", "--text", HOSTILE, "--lead", " ".join(HOSTILE.split()), "--reason", HOSTILE)
    cli("update", "R2.1", "--public-note", HOSTILE)
    return database


COMMANDS = (
    "list",
    "show R1.1",
    "show R1.2",
    "history",
    "board --full",
    "check",
    "overdue",
    "leads",
    "approve",
    "mine --lead PSW",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_control_characters_in_data_are_marks_in_text_and_never_reach_stderr(cli: Cli, hostile: Path, command: str) -> None:
    result = cli(*command.split())
    assert OBEYED.findall(result.out + result.err) == []


def on_terminal(*args: str, columns: int = 80) -> str:
    """What a command writes to a terminal of its own, so many columns wide."""
    main, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    env = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "TERM": "dumb"}
    with subprocess.Popen(
        [sys.executable, "-B", "-m", "actiontracker", *args], stdout=side, stderr=side, stdin=side, env=env
    ) as child:
        os.close(side)
        chunks = []
        try:
            while chunk := os.read(main, 65536):
                chunks.append(chunk)
        except OSError:  # the other end is closed
            pass
        assert child.wait() == 0, b"".join(chunks)
    os.close(main)
    return b"".join(chunks).decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    "command", ["list --format csv", "export updates --format csv", "list --format json", "list", "history", "export plan"]
)
def test_data_to_a_terminal_carry_no_control_character(hostile: Path, command: str) -> None:
    text = on_terminal("--db", str(hostile), *command.split())
    assert OBEYED.findall(text) == []
    assert "\r" not in text


@pytest.mark.parametrize("columns", [20, 1, 0])
def test_a_narrow_terminal_makes_no_traceback_and_loses_no_word(database: Path, columns: int) -> None:
    for command in ("list", "show R1.1", "overdue", "board", "history"):
        assert "Traceback" not in on_terminal("--db", str(database), *command.split(), columns=columns)
    assert "guide" in on_terminal("--db", str(database), "show", "R1.1", columns=columns)


def test_data_to_a_pipe_are_as_they_were_typed(cli: Cli, hostile: Path) -> None:
    rows = json.loads(cli("export", "updates", "--format", "json").out)["rows"]
    assert HOSTILE in [row["note"] for row in rows]


@pytest.mark.parametrize(
    "args",
    [("show", HOSTILE), ("list", "--plan", HOSTILE), ("update", "R1.1", "--status", HOSTILE), ("import", HOSTILE), (HOSTILE,)],
)
def test_an_error_about_hostile_words_is_one_clean_line(cli: Cli, database: Path, args: tuple[str, ...]) -> None:
    code, said = run(database, *args)
    assert code in (2, 3, 9)
    assert OBEYED.findall(said) == []
    assert said.count("\n") == 1


def test_clean_marks_what_a_terminal_obeys_and_leaves_what_people_write() -> None:
    assert clean("née “better” – 漢字\nnext") == "née “better” – 漢字\nnext"
    for char in map(chr, [*range(9), *range(11, 32), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x200B, 0xFEFF, 0xE0041]):
        assert char not in clean(f"a{char}b"), hex(ord(char))
        assert clean(clean(f"a{char}b")) == clean(f"a{char}b")


# --- The environment ---

ENVIRONMENTS: dict[str, dict[str, str]] = {
    "LANG=C": {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "no HOME": {},
    "COLUMNS=20": {"COLUMNS": "20"},
    "COLUMNS that are none": {"COLUMNS": "wide"},
    "TZ odd": {"TZ": "Mars/Olympus_Mons"},
    "TZ far east": {"TZ": "<+14>-14"},
    "TZ empty": {"TZ": ""},
    "TERM unknown": {"TERM": "", "FORCE_COLOR": "1"},
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_no_environment_makes_a_traceback(database: Path, name: str) -> None:
    printed(database, "update", "R1.1", "--note", "Näher – 漢字")
    for command in (("list",), ("show", "R1.1"), ("update", "R1.1", "--note", "é"), ("export", "updates")):
        done = process("--db", str(database), *command, env=ENVIRONMENTS[name])
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert "漢字" in done.stdout


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", ">/dev/full"])
def test_closed_streams_and_full_ones_make_no_traceback_and_what_was_recorded_stays(database: Path, closed: str) -> None:
    before = newest(database)
    base = f"{sys.executable} -B -m actiontracker --db {database}"
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["sh", "-c", f"{base} update R1.1 --note x {closed}"], capture_output=True, text=True, env=env, check=False
    )
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert newest(database) == before + 1
    done = subprocess.run(["sh", "-c", f"{base} list {closed}"], capture_output=True, text=True, env=env, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (5 if "full" in closed else 0, False), done.stderr


def test_a_clock_set_back_a_day_keeps_the_order_and_every_report_prints(
    cli: Cli, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("update", "R1.1", "--note", "first")
    monkeypatch.setattr(cli_edge, "now", lambda: NOW.replace(day=14))
    monkeypatch.setattr(cli_edge, "today", lambda: TODAY.replace(day=14))
    cli("update", "R1.1", "--note", "second")
    moments = of(database, "select group_concat(recorded_at) from (select recorded_at from entry order by seq desc limit 2)")
    assert len(set(moments.split(","))) == 1
    for command in (
        "list",
        "show R1.1",
        "history",
        "board",
        "check",
        "overdue",
        "verify --deep",
        "backup b.sqlite",
        "undo 20 --yes",
    ):
        code, said = run(database, *command.split())
        assert code in (0, 9), said
    assert "first" in cli("history", "R1.1").out


# --- Names that look alike ---


@pytest.mark.parametrize("other", ["sm qa", "SM  Qa.", "ЅМ QА", "S\u039c QA"])
def test_a_post_that_looks_like_another_is_warned_of_when_added(cli: Cli, database: Path, other: str) -> None:
    result = cli("leads", "add", other, "--title", "Another", "--council", "Northford Council")
    assert "looks like SM QA" in result.err
    assert look(other) == look("SM QA")


def test_a_post_that_looks_like_no_other_is_not_warned_of(cli: Cli, database: Path) -> None:
    assert cli("leads", "add", "EH", "--title", "Help", "--council", "Northford Council").err == ""


def test_an_import_tells_of_codes_that_look_like_a_known_post(cli: Cli, database: Path) -> None:
    Path("more.csv").write_text("Ref,Action,Lead,By when\nB1,Do it,ЅМ QА,31.12.25\n", encoding="utf-8")
    result = cli("import", "more.csv", "--plan", "small", "--on", DAY)
    assert "SM QA" in result.out + result.err


# --- Where a database lies ---

MOUNTS = """proc /proc proc rw 0 0
/dev/sda1 / ext4 rw,relatime 0 0
server:/export /mnt/share nfs4 rw,vers=4.2 0 0
//server/team /mnt/team\\040drive cifs rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
sshfs@host: /home/me/remote fuse.sshfs rw 0 0
overlay /over overlay rw 0 0
server:/x /over nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/db.sqlite", None),
        ("/mnt/share/db.sqlite", "nfs4"),
        ("/mnt/share/a/b/db.sqlite", "nfs4"),
        ("/mnt/share/local/db.sqlite", None),
        ("/mnt/shared/db.sqlite", None),
        ("/mnt/team drive/db.sqlite", "cifs"),
        ("/home/me/remote/db.sqlite", "fuse.sshfs"),
        ("/over/db.sqlite", "nfs"),
    ],
)
def test_a_network_file_system_is_known_by_its_mount(path: str, kind: str | None) -> None:
    assert places.network_file_system(Path(path), MOUNTS) == kind


def test_a_database_made_on_a_network_is_told_of_once_with_what_is_safe(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mounts").write_text(f"x / ext4 rw 0 0\ns:/e {tmp_path} nfs4 rw 0 0\n")
    monkeypatch.setattr(places, "_MOUNTS", tmp_path / "mounts")
    assert "network file system (nfs4): let one person write at a time" in cli("init").err
    for command in (("init",), ("import", str(PLANS / "example.toml")), ("list",)):
        assert "network" not in cli(*command).err
    assert "nfs4" in cli("--db", "two.sqlite", "import", str(PLANS / "example.toml")).err


def test_a_system_without_mounts_is_no_error(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_MOUNTS", Path("none"))
    assert "network" not in cli("init").err


# --- The record at the foot, and manifests ---

_LISTS, _PAPERS = ("overdue", "list", "mine --lead PSW", "check"), ("board", "show R1 --summary")
WITH_TEXT = [(command, kind) for command in (*_LISTS, *_PAPERS) for kind in ("plain", "markdown", "json")]
WITH_TEXT += [(command, kind) for command in ("show R1.1", "show R1") for kind in ("plain", "json")]
WITH_TEXT += [(command, "html") for command in _PAPERS]


@pytest.mark.parametrize(("command", "kind"), WITH_TEXT)
def test_the_record_at_the_foot_of_every_report_is_the_head_that_verify_finds(
    cli: Cli, database: Path, command: str, kind: str
) -> None:
    head = re.findall(r"head (\w{64})", cli("verify").out)[0]
    code, text = run(database, *command.split(), "--format", kind)
    assert code == 0, text
    if kind == "json":
        record = json.loads(text)["record"]
        assert (record["head"], record["entries"]) == (head, newest(database))
    else:
        assert f"Record: {newest(database)} entries, head {head[:16]}." in " ".join(re.sub(r"<[^>]+>", "", text).split())
    shown = re.findall(r"head\W+([0-9a-f]{16,64})", text)[-1]
    assert f"is that of entry {newest(database)}" in cli("verify", "--expect-head", shown).out


def test_an_export_has_a_manifest_with_its_hash_and_the_record(cli: Cli, database: Path) -> None:
    cli("export", "actions", "--as-at", DAY, "-o", "a.csv", "--manifest")
    said = json.loads(Path("a.csv.manifest.json").read_text(encoding="utf-8"))
    assert (said["sha256"], said["bytes"]) == (fingerprint(Path("a.csv")), Path("a.csv").stat().st_size)
    assert (said["export"], said["as_at"], said["file"]) == ("actions", DAY, "a.csv")
    assert (said["record"]["entries"], said["record"]["head"]) == (
        newest(database),
        of(database, "select hash from entry order by seq desc limit 1"),
    )


def test_a_manifest_needs_a_file_to_stand_beside(cli: Cli, database: Path) -> None:
    cli("export", "actions", "--manifest", "-o", "-", expect=2)
