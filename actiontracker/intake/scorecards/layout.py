"""Where the headings of a scorecard's tables stand, and which of a document's tables are ones."""

from collections.abc import Iterator
from typing import NamedTuple

from actiontracker.intake.grids import Grid, Source
from actiontracker.intake.scorecards.headings import Column, dated, read_column
from actiontracker.intake.tables.columns import Told

_LONGEST_HEADING = 110
_A_PLAN = ("action", "actions", "by when", "lead officer", "progress", "recommendation")


class Layout(NamedTuple):
    """A table from its row of headings on: the columns by place, and the text that heads the descriptions, if it is a group."""

    start: int
    columns: dict[int, Column]
    group: str | None = None

    def place_of(self, kind: str) -> int | None:
        """The first column of a kind."""
        return next((place for place, column in self.columns.items() if column.kind == kind), None)

    @property
    def authority(self) -> str:
        """The place that most headings of figures name."""
        named = [column.authority for column in self.columns.values() if column.authority]
        return max(named, key=named.count) if named else ""


def layouts(grid: Grid, told: Told = {}) -> list[Layout]:
    """The tables of a grid, in order; a heading that is printed again on a new page continues its table."""
    found: list[Layout] = []
    for number, row in enumerate(grid.rows):
        layout = _layout(number, row.cells, told, bool(found))
        if layout and found and _repeats(layout, found[-1]):
            layout = Layout(number, found[-1].columns, found[-1].group)
        if layout:
            found.append(layout)
    return found


def is_scorecard(source: Source, told: Told = {}) -> bool:
    """Whether a document's headings are those of a scorecard."""
    return any(layouts(grid, told) for grid in source.grids)


def _layout(number: int, cells: list[str], told: Told, goes_on: bool) -> Layout | None:
    """The layout that a row of headings gives, or None where it is no such row.

    It has figures of periods, and an indicator's description or (in a further table) some text that heads its first column.
    """
    if any(len(cell) > _LONGEST_HEADING or _is_number(cell) for cell in cells):
        return None
    read = {place: read_column(cell, told) for place, cell in enumerate(cells) if cell}
    columns = {place: column for place, column in read.items() if column is not None}
    figures = [column for column in columns.values() if column.is_figure]
    values = sum(column.kind == "value" for column in figures)
    others = len(figures) - values
    if not values or values + others < 2 or any(cell.casefold().strip() in _A_PLAN for cell in cells):
        return None
    described = any(column.kind == "description" for column in columns.values())
    group = None
    if not described:
        first = next((place for place, column in read.items() if column is None), None)
        if first is None or not (goes_on or others) or first > min(p for p, c in columns.items() if c.is_figure):
            return None
        columns[first], group = Column("description", cells[first]), cells[first]
    return Layout(number, dated(dict(sorted(columns.items()))), group)


def _is_number(cell: str) -> bool:
    """Whether a cell is a figure, and so of no row of headings; a calendar year may head a column."""
    return cell.replace(".", "", 1).strip("%-+ ").isdecimal() and not (len(cell) == 4 and cell.startswith("20"))


def _repeats(layout: Layout, before: Layout) -> bool:
    """Whether a row of headings says no more than the one before: some of its cells may be empty on a new page."""
    known = {(place, column.heading) for place, column in before.columns.items()}
    return {(place, column.heading) for place, column in layout.columns.items()} <= known


def tables(grid: Grid, told: Told = {}) -> Iterator[tuple[Layout, int]]:
    """Each table's layout, and the row before which it ends."""
    found = layouts(grid, told)
    ends = [*(layout.start for layout in found[1:]), len(grid.rows)]
    yield from zip(found, ends, strict=False)  # without a table there is nothing to end
