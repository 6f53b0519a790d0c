"""`verify` on damaged files, with the head of a report, and where nothing may be written."""

import ctypes
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, TODAY
from tests.packs import printed, run
from tests.store.test_chain import tables_of_facts
from tests.tampering import found, tampering
from tests.worked import dump, fingerprint, newest, of, worked, worked_once

__all__ = ["worked", "worked_once"]
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1


# --- Bytes flipped in the file ---


def test_a_byte_flipped_anywhere_is_found_or_changed_nothing_and_never_ends_in_a_traceback(worked: Path) -> None:
    pristine, whole, chance = worked.read_bytes(), dump(worked), random.Random(5)
    text = [m.start() for word in (b"All visited", b"Trainer found", b"Write a guide") for m in re.finditer(word, pristine)]
    places = [*(p + 2 for p in text), *(chance.randrange(100, len(pristine)) for _ in range(60))]
    found_at, crashed, unseen = 0, [], []
    for place in places:
        broken = bytearray(pristine)
        broken[place] ^= 1 << chance.randrange(7)  # bit 7 of a text is another test's
        worked.write_bytes(broken)
        try:
            code, _ = run(worked, "verify")
        except Exception as error:
            crashed.append((place, repr(error)))
            continue
        found_at += code == 6
        if code != 6 and dump(worked) != whole:
            unseen.append((place, code))
    assert (crashed, unseen) == ([], [])
    assert found_at > len(text)


@pytest.mark.parametrize("pattern", [b"All visited", b"completed", b"Northford Council"])
def test_text_that_is_no_utf_8_any_more_is_damage_and_no_traceback(worked: Path, pattern: bytes) -> None:
    worked.write_bytes(worked.read_bytes().replace(pattern, b"\xff" + pattern[1:], 1))
    found(worked)


@pytest.mark.parametrize("command", ["list", "history", "board", "export plan", "backup b.sqlite"])
def test_no_command_ends_in_a_traceback_over_text_that_is_no_utf_8(worked: Path, command: str) -> None:
    worked.write_bytes(worked.read_bytes().replace(b"All visited", b"\xffll visited"))
    assert run(worked, *command.split())[0] == 6


@pytest.mark.parametrize("place", [*range(16, 28), *range(36, 72, 3), 92, 96])
def test_a_damaged_header_is_damage_or_harmless_and_no_traceback(worked: Path, place: int) -> None:
    broken = bytearray(worked.read_bytes())
    broken[place] ^= 0x55
    worked.write_bytes(broken)
    code, said = run(worked, "verify")
    assert code in (0, 5, 6, 7), said


@pytest.mark.parametrize("size", [0, 1, 50, 100, 4096, 40_000])
def test_a_file_cut_short_is_damage(worked: Path, size: int) -> None:
    worked.write_bytes(worked.read_bytes()[:size])
    found(worked)


# --- The head that a report printed ---


def head_of(database: Path, entry: int) -> str:
    return of(database, "select hash from entry where seq = ?", entry)


def test_the_head_of_any_report_is_recognised_whole_or_by_its_beginning(worked: Path) -> None:
    last = newest(worked)
    for entry in (1, last // 2, last):
        for shown in (64, 16, 8):
            head = head_of(worked, entry)[:shown]
            assert f"the head {head} is that of entry {entry}" in printed(worked, "verify", "--expect-head", head.upper())


def test_a_head_of_another_record_is_exit_6(worked: Path) -> None:
    code, said = run(worked, "verify", "--expect-head", "0" * 16)
    assert (code, "no entry has the head 0000000000000000" in said) == (6, True)


@pytest.mark.parametrize("head", ["", "abc", "0123456", "g" * 16, "0" * 65])
def test_what_can_be_no_head_is_a_slip_of_the_command(worked: Path, head: str) -> None:
    assert run(worked, "verify", "--expect-head", head)[0] == 2


def test_the_last_entries_taken_away_whole_are_told_only_by_the_head_of_a_report(worked: Path) -> None:
    last, head = newest(worked), head_of(worked, newest(worked))
    with tampering(worked) as conn:
        for table in ["entry", *tables_of_facts(conn)]:
            conn.execute(f"DELETE FROM {table} WHERE {'seq' if table == 'entry' else 'entry'} = ?", (last,))
    assert run(worked, "verify")[0] == 0, "a chain without a key cannot show this"
    assert run(worked, "verify", "--expect-head", head)[0] == 6


# --- Verifying changes nothing ---


def test_a_read_only_file_in_a_read_only_folder_is_verified_and_stays_as_it_is(worked: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, file = Path(name), Path(name) / "db.sqlite"
        shutil.copyfile(worked, file)
        before = fingerprint(file)
        file.chmod(0o444)
        folder.chmod(0o555)
        try:
            for command in (("verify", "--deep"), ("list",), ("show", "R1.1"), ("board",), ("history",)):
                done = by_somebody(file, *command)
                assert done.returncode == 0, done.stderr
            assert by_somebody(file, "update", "R1.1", "--note", "x", "--by", "me").returncode == 5
            assert (fingerprint(file), [path.name for path in folder.iterdir()]) == (before, [file.name])
        finally:
            folder.chmod(0o700)


def by_somebody(file: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    """The command by somebody to whom permissions matter: root without the right to overrule them."""
    libc = ctypes.CDLL(None)
    return subprocess.run(
        [sys.executable, "-B", "-m", "actiontracker", "--db", str(file), *command],
        capture_output=True,
        text=True,
        preexec_fn=lambda: libc.prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0),
        cwd="/",
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )


def test_no_reading_command_changes_the_file(worked: Path) -> None:
    before = fingerprint(worked)
    for command in (("verify",), ("list",), ("overdue",), ("board",), ("check",), ("history",), ("approve",), ("leads",)):
        printed(worked, *command)
    assert fingerprint(worked) == before
    assert TODAY.isoformat() in printed(worked, "approve", "--format", "json")
