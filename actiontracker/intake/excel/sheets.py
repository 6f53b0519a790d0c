"""Excel workbooks: the sheets as grids of texts, as Excel shows them, and all that a person should look at besides."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from python_calamine import CalamineSheet, CalamineWorkbook

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.problems import Problem
from actiontracker.intake.container import Container
from actiontracker.intake.excel.cells import SAVE_AGAIN, Found, Place, cell_name, find_in_sheet, struck_strings
from actiontracker.intake.excel.notes import comments, drawings, header_lines, one_line, title_line
from actiontracker.intake.excel.parts import Package, Sheet
from actiontracker.intake.excel.styles import read_styles
from actiontracker.intake.excel.told import cell_problems
from actiontracker.intake.excel.values import merged_places, texts_of
from actiontracker.intake.grids import Grid, Line, Row, Source

MAX_CELLS = 3_000_000
# Those that calamine knows; it refuses a whole workbook for any other.
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


def read_excel(name: str, data: bytes, sheets: tuple[str, ...] = ()) -> Source:
    """Read the visible sheets that have any text, or just those named.

    Raises InputRefused (exit 3) where it is no .xlsx, has macros or a password, is damaged or too big, or has no sheet
    of such a name.
    """
    container = Container(name, data)
    container.refuse_doctypes()
    workbook = _Workbook(Package(container), data)
    for sheet in workbook.chosen(sheets):
        workbook.read(sheet, bool(sheets))
    if not sheets:
        workbook.tell_hidden()
    return workbook.finished()


class _Workbook:
    """A workbook while it is read."""

    def __init__(self, package: Package, data: bytes) -> None:
        self._package = package
        self._name = package.container.name
        self._source = Source(self._name, lines=title_line(package))
        self._styles = read_styles(package.root(package.of_workbook("/styles")), package.root(package.of_workbook("/theme")))
        self._struck = struck_strings(self._name, package.text(package.of_workbook("/sharedStrings")))
        names, self._sheets = package.sheets()
        with _refusals(self._name):
            self._values = CalamineWorkbook.from_object(io.BytesIO(data))
        if len(self._values.sheet_names) != len(names):
            raise InputRefused(f"{self._name}: damaged, its list of sheets cannot be read", SAVE_AGAIN)

    def chosen(self, asked: tuple[str, ...]) -> list[Sheet]:
        """The sheets to read. Raises InputRefused where one that is asked for does not exist."""
        if not asked:
            return [sheet for sheet in self._sheets if not sheet.hidden]
        known = {sheet.name.strip().casefold() for sheet in self._sheets}
        for name in asked:
            if name.strip().casefold() not in known:
                names = ", ".join(repr(one_line(sheet.name)) for sheet in self._sheets) or "none"
                raise InputRefused(f"{self._name}: no sheet {one_line(name)!r}", f"its sheets are: {names}")
        wanted = {name.strip().casefold() for name in asked}
        return [sheet for sheet in self._sheets if sheet.name.strip().casefold() in wanted]

    def read(self, sheet: Sheet, asked: bool) -> None:
        """Add a sheet's grid, lines and problems to the source."""
        place = f"sheet {one_line(sheet.name)!r}"
        found = find_in_sheet(f"{self._name}, {place}", self._package.text(sheet.part), self._styles, self._struck)
        self._refuse_unreadable(place, found)
        with _refusals(f"{self._name}, {place}"):
            grid, problems = _grid(place, self._values.get_sheet_by_index(sheet.number), found)
        self._source.lines += [Line(text) for text in header_lines(found.headers)]
        self._source.problems += cell_problems(place, found, [row.cells for row in grid.rows]) + problems
        self._source.problems += comments(self._package, sheet.part, place) + drawings(self._package, sheet.part, place)
        if grid.rows:
            self._source.grids.append(grid)
        elif asked:
            self._source.problems.append(Problem(place, "no text in this sheet"))

    def tell_hidden(self) -> None:
        """Tell the sheets that were not read since they are hidden."""
        for name in (one_line(sheet.name) for sheet in self._sheets if sheet.hidden):
            self._source.problems.append(Problem("file", f"sheet {name!r} is hidden: not read (--sheet {name!r} reads it)"))

    def finished(self) -> Source:
        """All that was read; what several sheets say in their headers is kept once."""
        self._source.lines = list(dict.fromkeys(self._source.lines))
        self._source.problems += self._package.problems
        return self._source

    def _refuse_unreadable(self, place: str, found: Found) -> None:
        # Calamine lays a sheet out in full, and the whole program stops where that is more than there is memory.
        if found.height * found.width > MAX_CELLS:
            what = f"{self._name}, {place}: it reaches to cell {cell_name((found.height - 1, found.width - 1))}"
            raise InputRefused(what, "delete the cells that stand far from the plan, save it and import that")
        for cell, error in found.errors.items():
            if error not in _ERRORS:
                what = f"{self._name}, {place}, cell {cell_name(cell)}: the error {one_line(error)!r} cannot be read"
                raise InputRefused(what, "mend that cell, save it and import that")


def _grid(place: str, sheet: CalamineSheet, found: Found) -> tuple[Grid, list[Problem]]:
    """A sheet as a grid. Text that a merged cell covers is taken out of it and told, since nobody sees it."""
    rows = texts_of(sheet.iter_rows(), sheet.start[1] if sheet.start else 0, found)  # it gives empty rows, not columns
    merged = merged_places(sheet.merged_cell_ranges or [], rows)
    problems = []
    for row, column in merged:
        if text := rows[row][column]:
            what = f"text under a merged cell, not imported: {one_line(text)!r}"
            problems.append(Problem(f"{place}, cell {cell_name((row, column))}", what))
            rows[row][column] = ""
    kept = {cell: shade for cell, shade in found.shades.items() if _is_kept(rows, cell) and cell not in merged}
    shades = {(row, column): shade for (row, column), shade in kept.items() if not rows[row][column]}
    numbered = [Row(f"{place}, row {number}", cells) for number, cells in enumerate(rows, 1)]
    return Grid(place, numbered, merged, shades=shades), problems


def _is_kept(rows: list[list[str]], cell: Place) -> bool:
    return cell[0] < len(rows) and cell[1] < len(rows[0])


@contextmanager
def _refusals(name: str) -> Iterator[None]:
    """Whatever calamine raises over a damaged file is a refusal, its panics too, which are no Exceptions."""
    try:
        yield
    except InputRefused:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise InputRefused(f"{name}: damaged, it cannot be read as Excel", SAVE_AGAIN) from error
