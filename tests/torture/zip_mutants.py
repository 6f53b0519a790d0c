"""Workbooks and Word documents, valid and changed: their members, the XML in them, and the container itself."""

import io
import random
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from tests.intake.word_made import DELETED, OUTLINE, STYLES, document, item, num, p, packed, run, span, styled, tbl, tc, tr

ROWS = (
    ["Ref", "Action", "Lead", "By when", "RAG", "Progress"],
    ["R1", "Recommendation one", None, None, None, None],
    ["R1.1", "Do this", "DCS", date(2026, 3, 31), "green", "begun"],
    ["R1.2", "Do that\nand this", "SM QA; DCS", "Q3 2026", "amber", 0.5],
    ["R1.3", "=1+1", "SM QA", 46000, True, None],
)
NUMBERS = ("-1", "0", "1", "99999", "2147483648", "18446744073709551616", "1e999", "NaN", "x", "", "1.5", "16384", "1048577")


@cache
def workbook() -> bytes:
    """A workbook with merged cells, colours, a note, a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    sheet.merge_cells("B2:F2")
    sheet.merge_cells("C4:C5")
    sheet["E3"].fill = PatternFill("solid", fgColor="00B050")
    sheet["F3"].comment = Comment("seen", "A")
    book.create_sheet("Other").append(["Code", "Title"])
    book["Other"].sheet_state = "hidden"
    return _saved(book)


@cache
def plain_workbook() -> bytes:
    """A workbook of one small table."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["Action", "Owner"], ["Do it", "DCS"], ["Do that", "DCS"]):
        book.active.append(row)
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def documents() -> tuple[bytes, ...]:
    """A plain document, and one with all that is read."""
    plain = tbl(
        tr("Ref", "Action", "Lead", "By when"), tr("A1", "Do this", "DCS", "31.3.26"), tr("A2", "Do that", "SM QA", "Ongoing")
    )
    rich = p("A plan") + styled("Heading2", "Area one")
    merged = tr(tc("Ref"), tc("Action"), tc("Lead and date", span(2)))
    listed = tr(tc(item(1)), tc(item(1, 1) + item(1, 2, "y")), tc("DCS"), tc(p(run("gone", DELETED) + run("31 March 2026"))))
    rich += tbl(merged, listed, tr(tc("", "<w:vMerge/>"), "more", "SM QA", "TBC"), columns=4)
    full = document(rich, (p("Version 2, October 2025"),), styles=STYLES, numbering=OUTLINE + num(1, 0))
    return packed(document(plain)), packed(full)


def changed(chance: random.Random, data: bytes, nasty: Sequence[str]) -> bytes:
    """One to five changes of members, then perhaps one of the container."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(parts))
        name, content = parts[at]
        what = chance.randrange(12)
        if what == 0:
            del parts[at]
            parts = parts or [("x", b"")]
        elif what == 1:
            parts.append((name, chance.choice(parts)[1]))
        elif what == 2:
            parts[at] = (chance.choice(("../x", "/etc/passwd", "", "a" * 300, "xl/\u202ex", parts[0][0])), content)
        elif what == 3:
            other = chance.randrange(len(parts))
            parts[at], parts[other] = (name, parts[other][1]), (parts[other][0], content)
        elif what == 4:
            parts[at] = (name, b"\0" * chance.choice((0, 1_000, 30_000_000)))
        else:
            parts[at] = (name, _xml(chance, content.decode("utf-8", "replace"), nasty).encode("utf-8", "replace"))
    return _container(chance, _zipped(chance, parts))


def _zipped(chance: random.Random, parts: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    kind = chance.choice((zipfile.ZIP_DEFLATED,) * 20 + (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    with zipfile.ZipFile(out, "w", kind) as archive, warnings.catch_warnings(action="ignore"):  # of two members with one name
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name or "x"), content, kind)
    return out.getvalue()


def _container(chance: random.Random, data: bytes) -> bytes:
    """Now and then: flags, sizes and checksums of a header that lie."""
    if chance.random() < 0.85:
        return data
    heads = [found.start() for found in re.finditer(rb"PK\x01\x02|PK\x03\x04", data)]
    at = chance.choice(heads)
    field = chance.choice((6, 8, 10, 14, 16, 18, 20, 22, 24, 26, 28, 42))
    edited = bytearray(data)
    value = chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFF, chance.getrandbits(32)))
    if at + field + 4 <= len(edited):
        struct.pack_into(
            *(("<I", edited, at + field, value) if chance.random() < 0.5 else ("<H", edited, at + field, value & 0xFFFF))
        )
    return bytes(edited)


def _xml(chance: random.Random, text: str, nasty: Sequence[str]) -> str:
    """The text of a part, with its tags, attributes and contents changed."""
    tags = list(re.finditer(r"<[^>]{1,2000}>", text)) or [re.compile("$").search(text)]
    tag = chance.choice(tags)
    if tag is None:
        return text
    start, end = tag.span()
    attribute = list(re.finditer(r'="[^"]*"', text[start:end]))
    inner = text.find("<", end)
    changes: list[Callable[[], str]] = [
        lambda: text[:start] + text[end:],
        lambda: text[:start] + tag[0] * chance.choice((2, 50, 3_000)) + text[end:],
        lambda: text[:start] + "<![CDATA[" + chance.choice(nasty) + "]]>" + text[start:],
        lambda: text[:end] + _escaped(chance.choice(nasty)) + text[max(end, inner) :],
        lambda: text[:end] + chance.choice(nasty) + text[end:],
        lambda: _valued(chance, text, start, attribute, nasty),
        lambda: _valued(chance, text, start, attribute, NUMBERS),
        lambda: _valued(chance, text, start, attribute, NUMBERS),
        lambda: '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + text,
        lambda: text.replace("UTF-8", chance.choice(("UTF-16", "UTF-7", "latin-1", "x")), 1),
        lambda: text[:end] + "<x>" * 20_000 + text[end:],
        lambda: text[:start] + text[start : start + chance.choice((100, 2_000))] * chance.choice((2, 20)) + text[start:],
        lambda: re.sub(
            r'\br="([A-Z]+)\d+"', lambda found: f'r="{found[1]}{chance.choice(("0", "1048577", "99999999999"))}"', text, count=3
        ),
    ]
    weights = [4] * len(changes)
    weights[8] = weights[9] = 1  # these are refused at the door
    return chance.choices(changes, weights)[0]()


def _valued(chance: random.Random, text: str, start: int, attributes: list[re.Match[str]], values: Sequence[str]) -> str:
    if not attributes:
        return text
    chosen = chance.choice(attributes)
    return f'{text[: start + chosen.start()]}="{_escaped(chance.choice(values))}"{text[start + chosen.end() :]}'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
