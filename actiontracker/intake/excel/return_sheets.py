"""Return sheets that came back: recognised by their stamp, and read for what was filled in."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from actiontracker.domain.deadlines import LAST_YEAR
from actiontracker.domain.errors import InputRefused
from actiontracker.domain.printed import beyond_status, read_status_column, read_whole_day
from actiontracker.domain.problems import Problem
from actiontracker.domain.return_layout import (
    EXPECTED,
    FILLED,
    FORMAT,
    MARK,
    NOTE,
    PRINTED,
    REF,
    REPORTABLE,
    STAMP_SHEET,
    STATUS,
    earliest_expected,
    heading_key,
)
from actiontracker.domain.words import label
from actiontracker.intake.container import Container
from actiontracker.intake.excel.cells import column_name
from actiontracker.intake.excel.notes import one_line
from actiontracker.intake.excel.parts import Package
from actiontracker.intake.excel.sheets import read_excel
from actiontracker.intake.grids import Grid, Row, Source


class ReturnRow(NamedTuple):
    """What was filled in for one action. None: left empty, or not readable and told among the problems. Days are ISO."""

    place: str
    plan: str
    ref: str
    status: str | None
    expected: str | None
    note: str | None


class ReturnSheet(NamedTuple):
    """A sheet that came back: `rows` have something filled in, `blank` counts those without.

    `actions` are those it was sent with, as plan and ref, whatever rows are left.
    """

    name: str
    sha256: str
    token: str
    council: str
    actions: list[tuple[str, str]]
    rows: list[ReturnRow]
    blank: int
    problems: list[Problem]


class _Stamp(NamedTuple):
    token: str
    council: str
    as_at: date
    refs: dict[str, tuple[str, str]]


def read_return_sheet(name: str, data: bytes) -> ReturnSheet | None:
    """Read a workbook that bears the stamp of a return sheet; None where it bears none.

    Raises InputRefused (exit 3) where it is no sound workbook, its stamp is damaged or newer, or its table is gone.
    """
    sheets = Package(Container(name, data)).sheets()[1]
    if STAMP_SHEET not in (sheet.name for sheet in sheets):
        return None
    source = read_excel(name, data, tuple(sheet.name for sheet in sheets))
    stamp_place = f"sheet {STAMP_SHEET!r}"
    stamp = _stamp(name, next((grid for grid in source.grids if grid.place == stamp_place), Grid(stamp_place, [])))
    return _Reader(name, stamp, source).read(hashlib.sha256(data).hexdigest())


def _stamp(name: str, grid: Grid) -> _Stamp:
    rows = [[*row.cells, "", "", "", ""][:4] for row in grid.rows]
    if len(rows) > 4 and rows[0][0] == MARK:
        if rows[0][1] != FORMAT:
            raise InputRefused(f"{name}: a return sheet of another version of actiontracker", "install the newest one")
        token, council, as_at = (row[1] for row in rows[1:4])
        refs = {heading_key(shown): (plan, ref) for shown, plan, ref, _ in rows[5:] if shown and plan and ref}
        if re.fullmatch("[0-9a-f]{32}", token) and re.fullmatch(r"20\d\d-[01]\d-[0-3]\d", as_at):
            return _Stamp(token, council, date.fromisoformat(as_at), refs)
    raise InputRefused(f"{name}: the stamp of this return sheet is damaged", "enter what it says with 'actiontracker update'")


class _Reader:
    """A sheet while it is read."""

    def __init__(self, name: str, stamp: _Stamp, source: Source) -> None:
        self._name = name
        self._stamp = stamp
        hidden_place = f"sheet {STAMP_SHEET!r}"
        self._grids = [grid for grid in source.grids if grid.place != hidden_place]
        self._problems = [problem for problem in source.problems if not problem.place.startswith(hidden_place)]
        self._rows: dict[str, ReturnRow] = {}
        self._columns: dict[str, int] = {}
        self._blank = 0

    def read(self, sha256: str) -> ReturnSheet:
        table, heading = self._table()
        rows = table.rows[heading + 1 :]
        for number, row in enumerate(rows, heading + 2):
            self._row(row, number)
        self._others(rows, table.rows[heading], heading + 2)
        for grid in self._grids:
            if grid is not table:
                self._problems.append(Problem(grid.place, "not part of the return sheet: not read", unread=True))
        # There is but one table: its rows and cells are named without the sheet.
        short = f"{table.place}, "
        problems = [problem._replace(place=problem.place.removeprefix(short)) for problem in self._problems]
        stamp, filled = self._stamp, list(self._rows.values())
        sent = list(stamp.refs.values())
        return ReturnSheet(self._name, sha256, stamp.token, stamp.council, sent, filled, self._blank, problems)

    def _table(self) -> tuple[Grid, int]:
        """The first table with the headings of a return sheet, and the row of its headings, which are then known."""
        for grid in self._grids:
            for number, row in enumerate(grid.rows):
                found: dict[str, int] = {}
                for column, text in enumerate(row.cells):
                    found.setdefault(heading_key(text), column)
                self._columns = {name: found[heading_key(name)] for name in (REF, *FILLED) if heading_key(name) in found}
                if REF in self._columns and len(self._columns) > 1:
                    self._tell_missing(row.place)
                    return grid, number
        what = f"{self._name}: no row with the headings {', '.join((REF, *FILLED))}"
        raise InputRefused(what, "put the headings back as they were, and import it again")

    def _tell_missing(self, place: str) -> None:
        for name in FILLED:
            if name not in self._columns:
                self._problems.append(Problem(place, f"the column {name!r} is gone: nothing is read from it", unread=True))

    def _row(self, row: Row, number: int) -> None:
        texts = {name: _cell(row, self._columns.get(name)) for name in (REF, *FILLED)}
        typed = {name: text for name, text in texts.items() if name != REF and text}
        said = ", ".join(f"{name.lower()} {one_line(text)!r}" for name, text in typed.items())
        key, place = heading_key(texts[REF]), f"row {number}"
        if key not in self._stamp.refs:
            self._foreign(row, key, place)
        elif not typed:
            self._blank += 1
        elif key in self._rows:
            what = f"{one_line(texts[REF])} stands in {self._rows[key].place} already, not read: {said}"
            self._problems.append(Problem(place, what, unread=True))
        else:
            plan, ref = self._stamp.refs[key]
            status = self._status(texts[STATUS], number, ref)
            expected = self._expected(texts[EXPECTED], number, ref)
            self._rows[key] = ReturnRow(place, plan, ref, status, expected, texts[NOTE] or None)

    def _foreign(self, row: Row, key: str, place: str) -> None:
        """Tell all that stands in a row which is none of the sheet's: what it is about is not guessed."""
        if any(row.cells):
            ref = f"{key!r} is no ref of this sheet" if key else "there is no ref in this row"
            said = "; ".join(one_line(text) for text in row.cells if text)
            self._problems.append(Problem(place, f"{ref}, not read: {said!r}", unread=True))

    def _status(self, text: str, row: int, ref: str) -> str | None:
        """One of the four statuses; whatever else stands in the cell is told, never read in part."""
        reading = read_status_column(text) if text else None
        if reading and reading.status in REPORTABLE and not reading.rag and not beyond_status(text):
            return reading.status
        if text:
            words = ", ".join(label(word).capitalize() for word in REPORTABLE)
            self._unread(STATUS, row, ref, f"{one_line(text)!r} is not one of: {words}")
        return None

    def _expected(self, text: str, row: int, ref: str) -> str | None:
        day, reason = read_whole_day(text) if text else (None, "")
        if day and not earliest_expected(self._stamp.as_at) <= day <= date(LAST_YEAR, 12, 31):
            day, reason = None, "too long past to be meant"
        if text and not day:
            self._unread(EXPECTED, row, ref, f"{one_line(text)!r}: {reason}")
        return day.isoformat() if day else None

    def _unread(self, column: str, row: int, ref: str, what: str) -> None:
        self._problems.append(Problem(f"{ref}, cell {column_name(self._columns[column])}{row}", what, unread=True))

    def _others(self, rows: list[Row], headings: Row, first: int) -> None:
        """Tell what stands in columns that the sheet did not have, or had once."""
        known = {heading_key(name) for name in (*PRINTED, *FILLED)}
        met: set[str] = set()
        for column, heading in enumerate(headings.cells):
            key = heading_key(heading)
            if key in known and key not in met:
                met.add(key)
                continue
            for number, text in _texts(rows, column, first):
                what = f"in a column that is not the sheet's, not read: {one_line(text)!r}"
                self._problems.append(Problem(f"cell {column_name(column)}{number}", what, unread=True))


def _cell(row: Row, column: int | None) -> str:
    return row.cells[column] if column is not None and column < len(row.cells) else ""


def _texts(rows: list[Row], column: int, first: int) -> Iterator[tuple[int, str]]:
    return ((number, text) for number, row in enumerate(rows, first) if (text := _cell(row, column)))
