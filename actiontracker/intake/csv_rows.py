"""CSV as councils keep it, as one grid: its encoding and its delimiter found out."""

import csv
import re
from collections.abc import Iterator
from itertools import islice

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.problems import Problem
from actiontracker.intake.grids import LONGEST_CELL, UNSEEN, Grid, Row, Source, clean_cell
from actiontracker.intake.scorecards.layout import layouts
from actiontracker.intake.tables.cells import without_guard
from actiontracker.intake.tables.columns import Told
from actiontracker.intake.tables.layout import HEADING_ROWS, key_layout, plan_layout

_OURS = "rag_computed"
"""A heading that only our own export has: what it wrote comes back as it is."""
_MOST_ROWS = 200_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+")


def read_csv(name: str, data: bytes, told: Told = {}) -> Source:
    """Read a table of text. Raises InputRefused where it is not text, or its quotes are broken."""
    text, remark = _decoded(name, data)
    said = re.match(r"sep=(.)\r?\n", text)  # what Excel itself writes in a first line
    text = text[said.end() :] if said else text
    delimiter = said[1] if said else _delimiter(name, text, told)
    rows = _rows(name, text, delimiter)
    if not any(_OURS in row.cells for row in rows[:1]):
        rows = [Row(row.place, [clean_cell(cell) for cell in row.cells]) for row in rows]
    remarks = [remark] if remark else []
    if unseen := len(UNSEEN.findall(text)):
        remarks.append(f"{unseen} control characters in it: left out")
    return Source(name, [Grid("", rows)], problems=[Problem("file", each) for each in remarks])


def _delimiter(name: str, text: str, told: Told) -> str:
    """The delimiter with which most of a heading is understood; else the commonest."""
    first = list(islice(_lines(text), HEADING_ROWS))
    counts = {mark: max((line.count(mark) for line in first), default=0) for mark in ",;\t|"}
    ordered = sorted(counts, key=lambda mark: -counts[mark])
    fault, best = None, (0, ordered[0])
    for delimiter in ordered:
        try:
            grid = Grid("", _rows(name, text, delimiter, HEADING_ROWS))
        except InputRefused as error:
            fault = fault or error
            continue
        layout, key, scorecard = plan_layout(grid, told), key_layout(grid), layouts(grid, told)
        understood = layout.columns.read if layout else len(key[0]) if key else 0
        understood = max([understood, *(len(each.columns) for each in scorecard)])
        best = max(best, (understood, delimiter), key=lambda each: each[0])
    if fault and not best[0]:
        raise fault
    return best[1]


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(name, data, "utf-16"), ""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return _strict(name, data, "cp1252"), "read as Windows-1252: look at quotes and dashes"


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputRefused(f"{name}: not a text file", "save it as CSV UTF-8") from error


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, one at a time: io.StringIO would hold the whole text again, four bytes a letter."""
    return (found[0] for found in _LINE.finditer(text))


def _rows(name: str, text: str, delimiter: str, most: int | None = None) -> list[Row]:
    if "\0" in text:
        raise InputRefused(f"{name}: not a text file (it has NUL characters)", "save it as CSV UTF-8")
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    try:
        rows = islice(reader, most or _MOST_ROWS)
        read = [Row(f"row {number}", [without_guard(cell).strip() for cell in cells]) for number, cells in enumerate(rows, 1)]
        if not most and next(reader, None) is not None:
            raise InputRefused(f"{name}: more than {_MOST_ROWS:,} rows", "no plan has so many; cut away what is none")
        return read
    except csv.Error as error:
        if "field larger" in str(error):
            what = f"{name}, line {reader.line_num}: a cell of more than {LONGEST_CELL // 1_000_000} million letters"
            raise InputRefused(f"{what}, more than any plan has", "look at that cell, and shorten it") from error
        raise InputRefused(f"{name}, line {reader.line_num}: {error}", "mend the quotes there") from error
