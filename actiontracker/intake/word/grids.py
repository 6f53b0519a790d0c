"""The tables of a Word document as grids: every cell in its column, merged cells spread out, deleted rows left out."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.problems import Problem
from actiontracker.intake.grids import Grid, Row
from actiontracker.intake.shades import traffic_light
from actiontracker.intake.word.parts import at, has_text, inside, number, plain_text, value
from actiontracker.intake.word.text import Met, WordText, is_deleted

_MOST_COLUMNS = 200
_MOST_CELLS = 1_000_000

_Position = tuple[int, int]


def read_grid(text: WordText, table: Element, place: str, name: str) -> tuple[Grid, list[Problem]]:
    """A table, and what was met in it. Raises InputRefused where it has more cells than any plan's."""
    reader = _GridReader(text, place, name)
    for row in inside(table, "tr"):
        reader.read(row)
    reader.pad(len(table.findall("tblGrid/gridCol")))
    if reader.numbered:
        many = "1 paragraph" if reader.numbered == 1 else f"{reader.numbered} paragraphs"
        said = f"numbers made by Word's automatic numbering in {many}: worked out by position"
        reader.problems.append(Problem(place, said))
    return reader.grid, reader.problems


class _GridReader:
    """Reads rows one after another. `_above` leads from a column to the upper left cell of what is merged downwards there.

    Where the row of that cell is deleted, it has the text that is left of it, for the first row that stays.
    """

    def __init__(self, text: WordText, place: str, name: str) -> None:
        self.grid = Grid(place, [])
        self.problems: list[Problem] = []
        self.numbered = 0
        self._text = text
        self._name = name
        self._above: dict[int, _Position | str] = {}

    def read(self, row: Element) -> None:
        if is_deleted(row):
            self._above = dict(self._left_by_deleted(row))
            return
        place = f"{self.grid.place}, row {len(self.grid.rows) + 1}"
        cells: list[str] = []
        above: dict[int, _Position | str] = {}
        left = None
        for column, span, cell in self._cells(row):
            here = (len(self.grid.rows), column)
            left = self._upper_left(cell, here, left)
            if _merge(cell, "vMerge"):
                above[column] = left
            cells += [""] * (column + span - len(cells))
            if left == here:
                cells[column] = self._own_text(cell, here)
            else:
                self._tell_covered(cell, here)
            covered = ((here[0], column + offset) for offset in range(span))
            self.grid.merged |= {position: left for position in covered if position != left}
        self._above = above
        cells += [""] * self._bounded(number(value(row, "trPr", "gridAfter"), 0))
        self.grid.rows.append(Row(place, cells))

    def pad(self, columns: int) -> None:
        """Make all rows as wide as the widest, or as the columns that the table declares."""
        width = max([self._bounded(columns), *(len(row.cells) for row in self.grid.rows)])
        if width * len(self.grid.rows) > _MOST_CELLS:
            raise self._too_big(f"{width * len(self.grid.rows)} cells")
        for row in self.grid.rows:
            row.cells.extend([""] * (width - len(row.cells)))

    def _cells(self, row: Element) -> Iterator[tuple[int, int, Element]]:
        """The cells of a row with their first columns and how many they span."""
        column = self._bounded(number(value(row, "trPr", "gridBefore"), 0))
        for cell in inside(row, "tc"):
            span = max(number(value(cell, "tcPr", "gridSpan"), 1), 1)
            after = self._bounded(column + span)
            yield column, span, cell
            column = after

    def _upper_left(self, cell: Element, here: _Position, left: _Position | None) -> _Position:
        """Where the text of a cell stands: in itself or in the one that it is merged into."""
        if left is not None and _merge(cell, "hMerge") == "continue":
            return left
        above = self._above.get(here[1]) if _merge(cell, "vMerge") == "continue" else None
        return above if isinstance(above, tuple) else here

    def _own_text(self, cell: Element, here: _Position) -> str:
        text = self._read_cell(cell, here)
        above = self._above.get(here[1]) if _merge(cell, "vMerge") == "continue" else None
        if isinstance(above, str):
            text = f"{above}\n{text}".strip()
        if not text and (colour := _shade(cell)):
            self.grid.shades[here] = colour
        return text

    def _read_cell(self, cell: Element, here: _Position) -> str:
        self._text.met = met = Met()
        text = self._text.cell(cell)
        self.problems += met.problems(self._place(here))
        self.numbered += met.numbers
        return text

    def _left_by_deleted(self, row: Element) -> Iterator[tuple[int, _Position | str]]:
        for column, _, cell in self._cells(row):
            if (merge := _merge(cell, "vMerge")) == "continue" and column in self._above:
                yield column, self._above[column]
            elif merge:
                # Word marks the text as deleted too: what is not marked belongs to the rows below.
                yield column, self._read_cell(cell, (len(self.grid.rows), column)) if has_text(cell) else ""

    def _tell_covered(self, cell: Element, here: _Position) -> None:
        if text := plain_text(cell):
            self.problems.append(Problem(self._place(here), f"text that a merged cell covers, not read: '{text}'"))

    def _place(self, here: _Position) -> str:
        return f"{self.grid.place}, row {here[0] + 1}, column {here[1] + 1}"

    def _bounded(self, columns: int) -> int:
        if columns > _MOST_COLUMNS:
            raise self._too_big(f"{columns} columns")
        return max(columns, 0)

    def _too_big(self, size: str) -> InputRefused:
        return InputRefused(f"{self._name}, {self.grid.place}: {size}, more than any plan has", "save the plan's table alone")


def _merge(cell: Element, direction: str) -> str:
    """Whether a cell starts what is merged in a direction ("restart"), continues it ("continue") or neither."""
    found = at(cell, "tcPr", direction)
    return "" if found is None else found.get("val", "continue")


def _shade(cell: Element) -> str | None:
    fill = at(cell, "tcPr", "shd")
    if fill is None:
        return None
    return traffic_light(fill.get("color" if fill.get("val") == "solid" else "fill", ""))
