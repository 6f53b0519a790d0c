"""Hostile files: valid plans as CSV, TOML, Excel and Word, changed by their grammar or by their bytes, from a seed."""

import csv
import io
import random
import zipfile
from collections.abc import Callable
from functools import cache

from tests.packs import SMALL
from tests.torture import zip_mutants
from tests.torture.bench import PLANS

LARGEST = 3_000_000
"""Bytes of a mutant; tables are no wider or longer than that."""
KINDS = ("csv", "toml", "xlsx", "docx")
NASTY = (
    "", " ", "\0", "\x1b[2J", "\u202e", "\u200b", "\ufeff", "\ud7ff", "\U000e0041", "=1+1", "@SUM(A1)", "'", '"', "--", "%s%n",
    "{{7*7}}", "../../etc/passwd", "31.9.12", "31.12.9999", "0000-00-00", "99999999999999999999", "-1", "NaN", "inf", "1e309",
    "TBC", "Ongoing", "by the end of by the end of 2025", "S1", "S1.1.1.1.1.1.1", "A" * 40_000, "a " * 5_000, "\n" * 200, "é" * 300,
    "R1.1", "R1, R2 and R3", "completed", "DCS; DCS; DCS", "²", "Ⅻ", "１２", "31st Feb 2025", "1/1/1", "Q7 2025", "(((((", "[" * 90, "S1-S99999",
)  # fmt: skip
BYTES = (
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\r",
    b"\n",
    b'"',
    b",",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"<",
    b"&",
    b"]]>",
)
HEADINGS = (
    "Ref",
    "Action",
    "Lead",
    "By when",
    "Status",
    "RAG",
    "Progress",
    "Recommendation",
    "Area",
    "Ref",
    "Code",
    "Title",
    "Evidence",
    "No",
)


def numbered(seed: object, number: int, sheet: bytes) -> tuple[str, bytes]:
    """A file by its number, whatever others there are: its name, with the ending of its kind, and its bytes."""
    kind = KINDS[number % len(KINDS)]
    return f"m{number}.{kind}", mutant(random.Random(f"{seed}/fuzz/{number}"), kind, sheet)


def mutant(chance: random.Random, kind: str, sheet: bytes) -> bytes:
    """One file: changed by grammar, by bytes, or by both; a zip file mostly inside, for outside its checksums tell."""
    ways = (
        ((True, False), (False, True), (True, True))
        if kind in ("csv", "toml")
        else ((True, False),) * 6 + ((False, True), (True, True))
    )
    grammar, raw = chance.choice(ways)
    if kind in ("csv", "toml"):
        text = (_csv_text if kind == "csv" else _toml_text)(chance, grammar)
        data = text.encode(chance.choice(("utf-8",) * 24 + ("utf-16", "utf-8-sig", "cp1252", "utf-16-le")), "replace")
    else:
        data = chance.choice(valid_zips(kind, sheet))
        if grammar:
            data = zip_mutants.changed(chance, data, NASTY)
    return (in_bytes(chance, data) if raw else data)[:LARGEST]


def in_bytes(chance: random.Random, data: bytes) -> bytes:
    """Flips, cuts, doubles and strangers."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(changed) + 1)
        size = chance.choice((1, 1, 3, 30, 400))
        what = chance.randrange(6)
        if what == 0 and at < len(changed):
            changed[at] ^= 1 << chance.randrange(8)
        elif what == 1:
            del changed[at:]
        elif what == 2:
            del changed[at : at + size]
        elif what == 3:
            changed[at:at] = changed[at : at + size] * chance.choice((1, 2, 50))
        elif what == 4:
            changed[at:at] = chance.choice(BYTES) * chance.choice((1, 1, 9, 900))
        else:
            changed[at : at + size] = chance.randbytes(size)
    return bytes(changed)


@cache
def _tables() -> tuple[list[list[str]], ...]:
    plan = [["Ref", "Recommendation", "Action", "Lead", "By when", "Status", "RAG", "Progress"]]
    plan += [
        [
            f"R{n // 3}.{n % 3}",
            f"Recommendation {n // 3}",
            f"Do thing {n}",
            "DCS; SM QA",
            "31.12.25",
            "in progress",
            "green",
            f"note {n}",
        ]
        for n in range(3, 12)
    ]
    packed = [
        ["Area for improvement", "What will be done?", "Lead officer and timescale"],
        ["1. Plans", "1.1 Do this\n1.2 Do that", "DCS\n31 March 2026"],
    ]
    leads = [["Code", "Title"], ["DCS", "Director"], ["SM QA", "Service Manager"]]
    return plan, packed, leads, [["Ref", "Action"], ["A1", "x"]]


def _csv_text(chance: random.Random, grammar: bool) -> str:
    rows = [list(row) for row in chance.choice(_tables())]
    for _ in range(chance.choice((1, 2, 5)) if grammar else 0):
        _in_rows(chance, rows)
    out = io.StringIO()
    delimiter = chance.choice(",,,,;\t|") if grammar else ","
    csv.writer(out, delimiter=delimiter, quoting=chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)), escapechar="\\").writerows(
        rows
    )
    return out.getvalue()


def _in_rows(chance: random.Random, rows: list[list[str]]) -> None:
    row = chance.choice(rows)
    at = chance.randrange(len(row)) if row else 0
    change: list[Callable[[], object]] = [
        lambda: row.__setitem__(slice(at, at + 1), [chance.choice(NASTY)]),
        lambda: row.__setitem__(slice(at, at + 1), [(row[at] if row else "") + chance.choice(NASTY)]),
        lambda: row.__delitem__(slice(at, at + 1)),
        lambda: row.insert(at, chance.choice(NASTY)),
        lambda: rows.append(list(row)),
        lambda: rows.insert(0, [chance.choice(NASTY)]),
        lambda: chance.shuffle(rows),
        lambda: rows[0].__setitem__(slice(at, at + 1), [chance.choice(HEADINGS)]),
        lambda: row.extend([chance.choice(NASTY)] * chance.choice((1, 40, 2_000))),
        lambda: rows.extend([list(row) for _ in range(chance.choice((3, 400)))]),
        lambda: rows.insert(chance.randrange(len(rows)), []),
    ]
    chance.choice(change)()


@cache
def _tomls() -> tuple[str, ...]:
    return (
        SMALL,
        (PLANS / "harrow-sufficiency-2019.toml").read_text(encoding="utf-8"),
        "\n".join((PLANS / "example.toml").read_text(encoding="utf-8").split("\n\n")[:40]),
    )


VALUES = (
    "inf", "nan", "-0", "0x7fffffffffffffffffff", "1979-05-27T07:32:00Z", "07:32:00", "0001-01-01", "9999-12-31", "true", "[]", "{}", '""', "[[1]]", '["a", 1]',
    '"""\n\n"""', "'''x'''", '"\\u0000"', '"\\uD800"', "{a = {a = {a = 1}}}", "1_0", "[" * 200, '"\\U000E0041"', "2025-02-30", '["R1.1"]', '"R1.1"', '"completed"', "2025-09-01",
)  # fmt: skip


def _toml_text(chance: random.Random, grammar: bool) -> str:
    lines = chance.choice(_tomls()).split("\n")
    for _ in range(chance.choice((1, 2, 5)) if grammar else 0):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        key = lines[at].partition("=")[0].strip() or "x"
        what = chance.randrange(8)
        if what == 0:
            lines[at] = f"{key} = {chance.choice(VALUES)}"
        elif what == 1:
            lines[at] = f'{key} = "{chance.choice(NASTY)}"'
        elif what == 2:
            lines[at], lines[other] = lines[other], lines[at]
        elif what == 3:
            lines.insert(at, lines[other])
        elif what == 4:
            del lines[at]
            lines = lines or [""]
        elif what == 5:
            lines[at:at] = lines[other : other + 12] * chance.choice((1, 1, 30))
        elif what == 6:
            lines.insert(
                at,
                chance.choice(
                    ("[[actions]]", "[[actions.history]]", "[plan]", "[[posts]]", "[a.b.c]", "[[meetings]]", "format = 1")
                ),
            )
        else:
            lines[at] = lines[at].replace(chance.choice(("R1", "2025", '"', "HoS", "=")), chance.choice(NASTY[:30]))
    return "\n".join(lines)


@cache
def valid_zips(kind: str, sheet: bytes) -> tuple[bytes, ...]:
    """Valid workbooks (among them the return sheet) or Word documents."""
    return (zip_mutants.workbook(), zip_mutants.plain_workbook(), sheet) if kind == "xlsx" else zip_mutants.documents()


def members(data: bytes) -> list[str]:
    """The names in a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()
