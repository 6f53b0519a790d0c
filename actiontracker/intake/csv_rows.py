"""CSV as councils keep it: one row an action, or a key of leads; recognised by the headings."""

import csv
import io
import sys
from itertools import islice

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.problems import Problem
from actiontracker.intake.columns import action_columns, lead_columns
from actiontracker.intake.drafts import Document
from actiontracker.intake.tables import Row, actions_from_rows, posts_from_rows

_HEADING_ROWS = 20


def read_csv(name: str, data: bytes) -> Document:
    """Read a table of actions or a key of leads.

    Raises InputRefused where it is not text, or no row among the first can be read as headings.
    """
    text, remark = _decoded(name, data)
    document = Document(name, "", problems=[Problem("file", remark)] if remark else [])
    delimiter, number = _heading(name, text)
    rows = _rows(name, text, delimiter)
    headings, body = rows[number].cells, rows[number + 1 :]
    if columns := action_columns(headings):
        actions_from_rows(document, headings, columns, body)
    else:
        posts_from_rows(document, lead_columns(headings), body)
    return document


def _heading(name: str, text: str) -> tuple[str, int]:
    """The delimiter with which a heading can be read, and the number of its row: titles may stand above it.

    Raises InputRefused where there is none.
    """
    first = text.splitlines()[:_HEADING_ROWS]
    counts = {mark: max((line.count(mark) for line in first), default=0) for mark in ",;\t|"}
    fault = None
    for delimiter in sorted(counts, key=lambda mark: -counts[mark]):
        try:
            rows = _rows(name, text, delimiter, _HEADING_ROWS)
        except InputRefused as error:
            fault = fault or error
            continue
        for number, row in enumerate(rows):
            if action_columns(row.cells) or lead_columns(row.cells):
                return delimiter, number
    what = f"{name}, rows 1 to {min(len(first), _HEADING_ROWS)}: no heading that can be read as an action"
    raise fault or InputRefused(what, "name a column 'Action' (actiontracker export template shows all headings)")


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


def _rows(name: str, text: str, delimiter: str, most: int | None = None) -> list[Row]:
    if "\0" in text:
        raise InputRefused(f"{name}: not a text file (it has NUL characters)", "save it as CSV UTF-8")
    csv.field_size_limit(sys.maxsize)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return [Row(f"row {number}", cells) for number, cells in enumerate(islice(reader, most), 1)]
    except csv.Error as error:
        raise InputRefused(f"{name}, line {reader.line_num}: {error}", "mend the quotes there") from error
