"""Documents that cannot be taken: one line with the file and what to do, exit code 3, nothing changed, within bounds."""

import io
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import openpyxl
import pytest

from actiontracker.services.edge import Edge
from tests.cli.test_bad_input import REFUSED, USAGE, refused, untouched
from tests.conftest import Cli

Rows = Sequence[Sequence[object]]
ROWS: Rows = (
    ("Ref", "Action", "Lead", "By when", "Progress"),
    ("A1", "Audit the files", "DCS", "31/12/2025", "Begun"),
    ("A2", "Train the staff", "HoS", "31/01/2026", ""),
)
PLAN = ("--plan", "x", "--on", "2025-10-31")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}
MOST_MB, MOST_SECONDS = 300, 20
# The peak of a process counts what its parent held when it was started: so it is started by one that holds nothing.
MEASURED = """
import resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv.pop(1)), 600))  # of work, not by the clock
run = subprocess.run(sys.argv[1:], capture_output=True)
sys.stderr.buffer.write(run.stderr)
print(run.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def word(rows: Rows = ROWS, *more: Rows) -> bytes:
    """A Word document with these tables."""
    document = docx.Document()
    for table in (rows, *more):
        made = document.add_table(len(table), max(map(len, table), default=0))
        for row, cells in enumerate(table):
            for column, text in enumerate(cells):
                made.cell(row, column).text = str(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def excel(sheets: dict[str, Rows], hidden: tuple[str, ...] = ()) -> bytes:
    """A workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def good(ending: str) -> bytes:
    return word() if ending == "docx" else excel({"Plan": ROWS})


def parts(ending: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(good(ending))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(held: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return stream.getvalue()


def text(rows: Rows) -> bytes:
    return "\n".join(",".join(str(cell) for cell in row) for row in rows).encode()


def lying(data: bytes, part: str, size: int) -> bytes:
    """The zip with another unpacked size in its list for one part."""
    changed, at = bytearray(data), -1
    while (at := data.find(b"PK\1\2", at + 1)) >= 0:
        (length,) = struct.unpack_from("<H", data, at + 28)
        if data[at + 46 : at + 46 + length].decode() == part:
            struct.pack_into("<I", changed, at + 24, size)
    return bytes(changed)


def overlapping(data: bytes, times: int) -> bytes:
    """The zip with its last part named many times over in its list."""
    start, end = data.find(b"PK\1\2"), data.rfind(b"PK\5\6")
    last = data[data.rfind(b"PK\1\2") : end] * times
    tail = bytearray(data[end:])
    count = struct.unpack_from("<H", tail, 10)[0] + times
    struct.pack_into("<HHI", tail, 8, count, count, end - start + len(last))
    return data[:end] + last + bytes(tail)


def with_part(ending: str, name: str, content: bytes) -> bytes:
    return packed({**parts(ending), name: content})


BOMBS: dict[str, Callable[[str], bytes]] = {
    "a sheet or body packed a thousand times": lambda ending: with_part(ending, MAIN[ending], b"<a>" + b" " * 50_000_000),
    "another part packed a thousand times": lambda ending: with_part(ending, "customXml/a.xml", b" " * 50_000_000),
    "a picture packed a thousand times": lambda ending: with_part(ending, "media/a.png", bytes(50_000_000)),
    "6,000 parts": lambda ending: packed({**parts(ending), **{f"customXml/{n}.xml": b"<a/>" for n in range(6000)}}),
    "parts that overlap": lambda ending: overlapping(with_part(ending, "customXml/a.xml", os.urandom(4_000_000)), 60),
    "a size that is a lie": lambda ending: lying(with_part(ending, MAIN[ending], b" " * 4_000_000), MAIN[ending], 3000),
}


@pytest.mark.parametrize("ending", MAIN)
@pytest.mark.parametrize("made", BOMBS.values(), ids=BOMBS)
def test_a_file_that_would_burst_is_refused_unread(
    cli: Cli, harrow: Edge, tmp_path: Path, made: Callable[[str], bytes], ending: str
) -> None:
    (tmp_path / f"x.{ending}").write_bytes(made(ending))
    refused(cli, harrow, ["import", f"x.{ending}", *PLAN], REFUSED, f"x.{ending}")


ENCODINGS = {
    "UTF-8": "utf-8",
    "UTF-16 with its mark": "utf-16",
    "UTF-16-LE without": "utf-16-le",
    "UTF-16-BE without": "utf-16-be",
}
DECLARED = '<!DOCTYPE a [<!ENTITY bomb "it went off">]>'


@pytest.mark.parametrize("encoding", ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "_rels/.rels", "word/_rels/document.xml.rels", "customXml/item1.xml"]
)
def test_a_doctype_in_any_part_of_a_word_file_is_refused_in_every_encoding(
    cli: Cli, harrow: Edge, tmp_path: Path, part: str, encoding: str
) -> None:
    held = parts("docx")
    xml = held.get(part, b"<a>x</a>").decode().replace("Begun", "&bomb;")
    declared = DECLARED + re.sub(r"^\s*<\?xml[^>]*\?>", "", xml)
    (tmp_path / "x.docx").write_bytes(packed({**held, part: declared.encode(encoding)}))
    said = refused(cli, harrow, ["import", "x.docx", *PLAN], REFUSED, "x.docx")
    assert "it went off" not in said.err


@pytest.mark.parametrize("encoding", ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels"])
def test_a_doctype_in_any_part_of_a_workbook_is_refused_in_every_encoding(
    cli: Cli, harrow: Edge, tmp_path: Path, part: str, encoding: str
) -> None:
    held = parts("xlsx")
    xml = re.sub(r"^\s*<\?xml[^>]*\?>", "", held.get(part, b"<sst/>").decode())
    (tmp_path / "x.xlsx").write_bytes(packed({**held, part: (DECLARED + xml).encode(encoding)}))
    refused(cli, harrow, ["import", "x.xlsx", *PLAN], REFUSED, "x.xlsx")


KINDS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "encrypted": (lambda ending: OLE + bytes(5000) + "EncryptedPackage".encode("utf-16-le"), "password"),
    "of before 2007": (lambda ending: OLE + bytes(5000), "before 2007"),
    "a PDF": (lambda ending: b"%PDF-1.7\n" + bytes(range(256)) * 9, ""),
    "a table of text": (lambda ending: text(ROWS), ""),
    "a web page": (lambda ending: b"<html><table><tr><td>Action</table>", ""),
    "a zip of something else": (lambda ending: packed({"readme.txt": b"hello"}), ""),
    "a zip of the file": (lambda ending: packed({f"plan.{ending}": good(ending)}), ""),
    "a zip of nothing": (lambda ending: b"PK\5\6" + bytes(18), ""),
    "empty": (lambda ending: b"", "the file is empty"),
    "its first half": (lambda ending: good(ending)[: len(good(ending)) // 2], ""),
    "without its last bytes": (lambda ending: good(ending)[:-10], ""),
    "the other program's": (lambda ending: good("xlsx" if ending == "docx" else "docx"), ""),
    "with macros": (lambda ending: with_part(ending, f"{MAIN[ending].split('/')[0]}/vbaProject.bin", b"x"), "macros"),
    "without its main part": (lambda ending: packed({k: v for k, v in parts(ending).items() if k != MAIN[ending]}), ""),
    "with its main part empty": (lambda ending: with_part(ending, MAIN[ending], b""), ""),
    "nested too deeply": (
        lambda ending: with_part(ending, MAIN[ending], b"<a>" * 100_000 + b"</a>" * 100_000),
        "",
    ),
    "a NUL in its XML": (lambda ending: with_part(ending, MAIN[ending], parts(ending)[MAIN[ending]].replace(b">A1<", b">&#0;<")), ""),
    "a surrogate in its XML": (lambda ending: with_part(ending, MAIN[ending], parts(ending)[MAIN[ending]] + b"<!--\xed\xa0\x80-->"), ""),
}  # fmt: skip


@pytest.mark.parametrize("ending", MAIN)
@pytest.mark.parametrize(("made", "said"), [pytest.param(*case, id=name) for name, case in KINDS.items()])
def test_a_file_that_is_not_what_it_is_called_is_refused_with_its_name_and_advice(
    cli: Cli, harrow: Edge, tmp_path: Path, made: Callable[[str], bytes], said: str, ending: str
) -> None:
    if ending == "xlsx" and made is KINDS["a NUL in its XML"][0]:
        pytest.skip("openpyxl keeps the texts in another part")
    (tmp_path / f"x.{ending}").write_bytes(made(ending))
    line = refused(cli, harrow, ["import", f"x.{ending}", *PLAN], REFUSED, said).err
    assert line.startswith(f"actiontracker: x.{ending}")
    assert line.count(":") >= 2, f"no word of what to do: {line}"
    cli("--db", "new.sqlite", "import", f"x.{ending}", *PLAN, expect=REFUSED)
    assert not (tmp_path / "new.sqlite").exists()


TABLES: dict[str, tuple[Rows, str]] = {
    "no heading that is known": ((("Foo", "Bar", "Baz"), ("1", "x", "y")), "no heading"),
    "a heading alone": (ROWS[:1], "no action below"),
    "blank cells alone": ((("", "", ""),) * 3, ""),
    "one ref twice": ((*ROWS, ("A1", "Do it again", "", "", "")), "A1 stands already"),
}


@pytest.mark.parametrize("ending", [*MAIN, "csv"])
@pytest.mark.parametrize(("rows", "said"), TABLES.values(), ids=TABLES)
def test_a_table_that_is_no_plan_is_refused_in_every_format(
    cli: Cli, harrow: Edge, tmp_path: Path, rows: Rows, said: str, ending: str
) -> None:
    data = text(rows) if ending == "csv" else word(rows) if ending == "docx" else excel({"Plan": rows})
    (tmp_path / f"x.{ending}").write_bytes(data)
    refused(cli, harrow, ["import", f"x.{ending}", *PLAN], REFUSED, said)


def test_a_word_file_without_a_table_is_refused(cli: Cli, harrow: Edge, tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "x.docx"))
    refused(cli, harrow, ["import", "x.docx", *PLAN], REFUSED, "no table")


# --- Sheets ---


@pytest.mark.parametrize("rows", [ROWS, [row[1:] for row in ROWS]], ids=["with refs", "without refs"])
def test_copies_of_a_sheet_a_month_are_asked_about_and_the_newest_is_advised(
    cli: Cli, harrow: Edge, tmp_path: Path, rows: Rows
) -> None:
    newer = [*rows[:-1], [*rows[-1][:-1], "Halfway"]]
    (tmp_path / "x.xlsx").write_bytes(excel({"Oct": rows, "Nov": rows, "Dec": newer}))
    refused(cli, harrow, ["import", "x.xlsx", *PLAN], REFUSED, "--sheet 'Dec'")
    assert "2 actions" in cli("import", "x.xlsx", *PLAN, "--sheet", "Dec").out


def test_a_plan_on_a_hidden_sheet_is_named_where_nothing_else_can_be_read(cli: Cli, harrow: Edge, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(excel({"Our plan": ROWS, "Notes": []}, hidden=("Our plan",)))
    refused(cli, harrow, ["import", "x.xlsx", *PLAN], REFUSED, "Our plan")
    assert "2 actions" in cli("import", "x.xlsx", *PLAN, "--sheet", "Our plan").out


def test_a_sheet_is_not_asked_for_of_what_has_none(cli: Cli, harrow: Edge, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(text(ROWS))
    refused(cli, harrow, ["import", "x.csv", *PLAN, "--sheet", "Plan"], USAGE, "--sheet")


# --- What was typed ---


def test_a_heading_that_no_document_has_is_not_mapped_in_silence(cli: Cli, harrow: Edge, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(text(ROWS))
    refused(cli, harrow, ["import", "x.csv", *PLAN, "--map", "Nowhere=leads"], USAGE, "no such heading")


def test_a_ref_that_is_not_there_is_not_called_reworded_in_silence(cli: Cli, harrow: Edge, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(text(ROWS))
    with untouched(harrow.database):
        said = cli("import", "x.csv", *PLAN, "--reworded", "ZZ9", expect=USAGE)
    assert "ZZ9" in said.err


# --- Nothing is lost ---


def test_cells_beyond_the_heading_are_kept_or_listed(cli: Cli, harrow: Edge, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Ref,Action,Lead\nA1,Audit the files,DCS\nA2,Train the staff,DCS,in groups,of twelve\n")
    said = cli("import", "x.csv", *PLAN).out + cli("show", "x:A2").out
    assert "in groups" in said
    assert "of twelve" in said


def test_what_stands_above_the_heading_of_a_csv_is_told_with_a_place(cli: Cli, harrow: Edge, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Improvement plan\n\nRef,Action\nA1,Audit the files\n")
    (line,) = [line for line in cli("import", "x.csv", *PLAN).out.splitlines() if "above the heading" in line]
    assert not line.strip().startswith(":")


# --- Places and several files ---


@pytest.mark.parametrize("ending", MAIN)
def test_what_is_no_file_is_refused_without_waiting_for_it_in_every_format(
    cli: Cli, harrow: Edge, tmp_path: Path, ending: str
) -> None:
    (tmp_path / f"folder.{ending}").mkdir()
    os.mkfifo(tmp_path / f"pipe.{ending}")
    (tmp_path / f"zero.{ending}").symlink_to("/dev/zero")
    for name in ("folder", "pipe", "zero"):
        refused(cli, harrow, ["import", f"{name}.{ending}", *PLAN], REFUSED, "not a file")
    (tmp_path / f"ring.{ending}").symlink_to(f"ring.{ending}")
    for name in ("ring", "missing", "x" * 300):
        refused(cli, harrow, ["import", f"{name}.{ending}", *PLAN], REFUSED, name)


@pytest.mark.parametrize("ending", [*MAIN, "csv"])
@pytest.mark.parametrize("name", ["our plan", "our\nplan", "plan 📋", "-plan", 'it\'s "ours"'])
def test_a_file_may_have_any_name(cli: Cli, harrow: Edge, tmp_path: Path, ending: str, name: str) -> None:
    (tmp_path / f"{name}.{ending}").write_bytes(text(ROWS) if ending == "csv" else good(ending))
    assert "2 actions" in cli("import", f"./{name}.{ending}", *PLAN).out


def test_a_link_to_a_plan_is_followed(cli: Cli, harrow: Edge, tmp_path: Path) -> None:
    (tmp_path / "real.docx").write_bytes(word())
    (tmp_path / "link.docx").symlink_to("real.docx")
    assert "2 actions" in cli("import", "link.docx", *PLAN).out


def test_one_bad_document_among_several_records_nothing_of_the_others(cli: Cli, harrow: Edge, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(word())
    (tmp_path / "key.csv").write_text("Code,Title\nDCS,Director\n")
    (tmp_path / "bad.xlsx").write_bytes(b"junk")
    for files in (["plan.docx", "bad.xlsx"], ["key.csv", "plan.docx", "bad.xlsx"], ["bad.xlsx", "plan.docx"]):
        refused(cli, harrow, ["import", *files, *PLAN], REFUSED, "bad.xlsx")
        cli("--db", "new.sqlite", "import", *files, *PLAN, expect=REFUSED)
        assert not (tmp_path / "new.sqlite").exists()


def test_a_key_of_leads_may_come_with_the_new_plan_that_it_is_for(cli: Cli, harrow: Edge, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(word())
    (tmp_path / "key.csv").write_text("Code,Title\nDCS,Director\nHoS,Head of Service\n")
    assert "without a title" not in cli("import", "key.csv", "plan.docx", *PLAN).out


# --- Bounds ---


def measured(folder: Path, *args: str) -> tuple[int, float, str]:
    """The exit code of a command, its peak memory in MB, and what it said on stderr. It is killed where it works too long."""
    command = [
        sys.executable,
        "-c",
        MEASURED,
        str(MOST_SECONDS),
        sys.executable,
        "-m",
        "actiontracker",
        "--db",
        "new.sqlite",
        *args,
    ]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    code, peak = run.stdout.split()
    return int(code), int(peak) / (1024 * 1024 if sys.platform == "darwin" else 1024), run.stderr


MUCH = "word " * 200_000
LINES = "\n".join(f"Officer {number}" for number in range(10_000))
LARGE: dict[str, Callable[[], tuple[str, bytes]]] = {
    **{
        f"{name} in the {heading.lower()}": lambda column=column, cell=cell: (
            "x.csv",
            text([ROWS[0], [f'"{cell}"' if place == column else value for place, value in enumerate(ROWS[1])], ROWS[2]]),
        )
        for column, heading in enumerate(map(str, ROWS[0]))
        for name, cell in (("1 MB", MUCH), ("10,000 lines", LINES))
    },
    "a heading of 1 MB": lambda: ("x.csv", text([["Ref", "Action", MUCH], ["A1", "Audit", "x"]])),
    "16,384 columns": lambda: ("x.csv", text([["Ref", "Action", *(f"c{n}" for n in range(16_382))], ["A1", "x"] + ["y"] * 16_382])),
    "16,384 cells in a row": lambda: ("x.xlsx", excel({"Plan": [*ROWS, ["A3", "x"] + ["y"] * 16_382]})),
    "50,000 rows": lambda: ("x.csv", text([ROWS[0], *((f"A{n}", f"Audit file {n}", f"P{n % 50}", "31/12/2025", "") for n in range(50_000))])),
    "5,000 leads": lambda: ("x.csv", text([ROWS[0], *((f"A{n}", f"Audit file {n}", f"Officer {n}", "", "") for n in range(5_000))])),
    "a text of 50 MB with a letter of four bytes": lambda: (
        "x.docx",
        with_part("docx", "customXml/a.xml", "<a>😀".encode() + random.Random(1).randbytes(25_000_000).hex().encode() + b"</a>"),
    ),
    "a cell of 15 MB": lambda: (
        "x.docx",
        with_part("docx", MAIN["docx"], parts("docx")[MAIN["docx"]].replace(b"Begun", "😀".encode() + random.Random(2).randbytes(7_500_000).hex().encode())),
    ),
}  # fmt: skip


@pytest.mark.parametrize("made", LARGE.values(), ids=LARGE)
def test_what_is_large_is_read_or_refused_within_bounds_of_time_and_memory(
    tmp_path: Path, made: Callable[[], tuple[str, bytes]]
) -> None:
    name, data = made()
    (tmp_path / name).write_bytes(data)
    code, peak, said = measured(tmp_path, "import", name, *PLAN)
    assert code in (0, REFUSED), said
    assert peak <= MOST_MB
    assert code == 0 or said.count("\n") == 1


def test_a_revised_plan_of_500_actions_without_refs_is_matched_in_a_moment(tmp_path: Path) -> None:
    for month in ("one", "two"):
        rows = (("", f"Do the {n}th thing with care and partners {month} {n * 7919}", "DCS", "", "") for n in range(500))
        (tmp_path / f"{month}.csv").write_bytes(text([ROWS[0], *rows]))
    command = [sys.executable, "-m", "actiontracker", "import"]
    for month, seconds in (("one", 10), ("two", 10)):
        run = subprocess.run([*command, f"{month}.csv", *PLAN], cwd=tmp_path, capture_output=True, check=False, timeout=seconds)
        assert run.returncode == 0, run.stderr


def test_long_lists_are_cut_in_what_is_printed(cli: Cli, harrow: Edge, tmp_path: Path) -> None:
    rows = [(f"A{n}", f"Audit file {n}", f"Officer {n}", "", "") for n in range(300)]
    (tmp_path / "x.csv").write_bytes(text([(*ROWS[0], "word " * 2000), *rows]))
    assert len(cli("import", "x.csv", *PLAN, "--dry-run").out.splitlines()) < 60


# --- Damage of every kind ---


def damaged(data: bytes, luck: random.Random) -> bytes:
    if luck.random() < 0.15:
        return data[: luck.randrange(len(data))]
    changed = bytearray(data)
    for _ in range(luck.choice((1, 1, 3, 20))):
        at, kind = luck.randrange(len(changed)), luck.random()
        if kind < 0.5:
            changed[at] = luck.randrange(256)
        elif kind < 0.75:
            del changed[at + 1 : at + luck.choice((2, 6, 50))]
        else:
            changed[at:at] = luck.choice((b"<", b">", b'"', b"\0", b"-1", b"9999999", b"&#1;", b"&#xD800;", b"\xff\xfe"))
    return bytes(changed)


def any_damage(ending: str, luck: random.Random) -> bytes:
    """Damage to the file as a whole, or to one of its parts before they are packed."""
    whole = text(ROWS) if ending == "csv" else good(ending)
    if ending == "csv" or luck.random() < 0.3:
        return damaged(whole, luck)
    held = parts(ending)
    name = luck.choice(sorted(held))
    return packed({**held, name: damaged(held[name] or b"<a/>", luck)})


@pytest.mark.parametrize("ending", [*MAIN, "csv"])
@pytest.mark.parametrize("seed", range(4))
def test_any_damage_is_read_or_refused_in_one_line(
    harrow: Edge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ending: str, seed: int
) -> None:
    from actiontracker.cli import outcome

    luck = random.Random(f"{ending}{seed}")
    for _ in range(40):
        data = any_damage(ending, luck)
        (tmp_path / f"x.{ending}").write_bytes(data)
        code = outcome.main(["import", f"x.{ending}", *PLAN, "--dry-run"])
        said = capsys.readouterr()
        assert code in (0, REFUSED), (code, said.err, data[:2000])
        assert code == 0 or (said.err.count("\n"), said.out) == (1, "")


def test_a_database_called_a_plan_is_refused(cli: Cli, harrow: Edge, tmp_path: Path) -> None:
    for ending in (*MAIN, "csv", "toml"):
        shutil.copy(harrow.database, tmp_path / f"x.{ending}")
        refused(cli, harrow, ["import", f"x.{ending}", *PLAN], REFUSED, f"x.{ending}")
