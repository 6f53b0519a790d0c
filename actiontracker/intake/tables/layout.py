"""Finding the plan in a grid: its heading, in one row or two, below whatever titles stand above it."""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from actiontracker.intake.grids import Grid, Row
from actiontracker.intake.tables.columns import Columns, Told, action_columns, lead_columns
from actiontracker.intake.tables.headings import MOST_LETTERS, is_extra, is_other_day, meanings, plain_heading, two_meanings

HEADING_ROWS = 20
"""How far down a grid a heading is looked for."""
_MOST_COLUMNS = 500
"""More than any plan has: a sheet as wide as Excel takes minutes to understand, and tells nothing."""


class Layout(NamedTuple):
    """A plan's heading and where the rows below it begin, as a number in `grid.rows`."""

    headings: list[str]
    columns: Columns
    heading_row: int
    body: int


def plan_layout(grid: Grid, told: Told = {}) -> Layout | None:
    """The heading of a plan's table: of the first rows the one that is understood best, or None.

    A heading of two rows ("Progress" over "July" and "October") is read as one, the upper words first.
    """
    best: Layout | None = None
    for number in range(min(len(grid.rows), HEADING_ROWS)):
        if len(grid.rows[number].cells) > _MOST_COLUMNS:
            continue
        one = _one_row(grid, number)
        both = _two_rows(grid, number)
        for headings, body in ((one, number + 1), (both, number + 2)):
            columns = action_columns(headings, told) if headings else None
            better = columns and (best is None or columns.read > best.columns.read)
            if columns and (better or (body > number + 1 and best and columns.read == best.columns.read)):
                best = Layout(headings, columns, number, body)
    return best


def parts(grid: Grid, told: Told = {}) -> list[Grid]:
    """A grid as the tables that it holds: cut where another heading begins, turned where headings stand in a column."""
    layout = plan_layout(grid, told)
    turned = _turned(grid)
    across = plan_layout(turned, told) if turned else None
    if turned and across and across.columns.read > max(2, layout.columns.read if layout else 0):
        return [turned]
    if layout is None:
        return [grid]
    cuts = [number for number in range(layout.body, len(grid.rows)) if _is_other_heading(grid, layout, number)]
    return [_cut(grid, start, end) for start, end in pairwise([0, *cuts, len(grid.rows)])] if cuts else [grid]


def _is_other_heading(grid: Grid, layout: Layout, number: int) -> bool:
    """Whether every cell of a row is the heading of some field, and the row is not the heading said again."""
    cells = [cell for cell in grid.rows[number].cells if cell]
    if len(cells) < 3 or not all(cell[0].isalpha() and len(cell) < MOST_LETTERS for cell in cells):
        return False
    if not all(meanings(cell) or two_meanings(cell) or is_other_day(cell) or is_extra(plain_heading(cell)) for cell in cells):
        return False
    columns = action_columns(grid.rows[number].cells)
    return columns is not None and columns.read >= 3 and not is_repeated(layout, grid.rows[number])


def _cut(grid: Grid, start: int, end: int) -> Grid:
    merged = {
        (row - start, column): (above - start, left)
        for (row, column), (above, left) in grid.merged.items()
        if start <= row < end and start <= above
    }
    shades = {(row - start, column): shade for (row, column), shade in grid.shades.items() if start <= row < end}
    return Grid(grid.place, grid.rows[start:end], merged, grid.above if start == 0 else [], shades)


def _turned(grid: Grid) -> Grid | None:
    """A card of labels and values as a table of one heading row; None where the first column is no row of labels."""
    labels = [row.cells[0] for row in grid.rows if row.cells]
    width = max((len(row.cells) for row in grid.rows), default=0)
    if not 2 <= width <= 6 or not 3 <= len(labels) <= 25 or len(labels) < len(grid.rows) or grid.merged:
        return None
    if sum(bool(label and meanings(label)) for label in labels) < 3:
        return None
    columns = [[row.cells[number] if number < len(row.cells) else "" for row in grid.rows] for number in range(width)]
    return Grid(
        grid.place, [Row(f"{grid.place}, column {n}".lstrip(", "), cells) for n, cells in enumerate(columns, 1)], {}, grid.above
    )


def key_layout(grid: Grid) -> tuple[dict[str, int], int] | None:
    """The columns of a key of leads with a heading, and where its rows begin; None where the grid is no such key."""
    for number in range(min(len(grid.rows), HEADING_ROWS)):
        if columns := lead_columns(_one_row(grid, number)):
            return columns, number + 1
    return None


def is_repeated(layout: Layout, row: Row) -> bool:
    """Whether a row says the heading again, as tables do on every page."""
    headings = _plain_headings(tuple(layout.headings))
    own = [cell for cell in row.cells if cell]
    if len(own) > 1 and [plain_heading(cell) for cell in own if len(cell) < MOST_LETTERS] == [
        plain_heading(text) for text in layout.headings if text
    ]:
        return True
    if len(own) < 2 or any(len(cell) > MOST_LETTERS or plain_heading(cell) not in headings for cell in own):
        return False
    return len(set(own)) == len(own)


@lru_cache(maxsize=8)
def _plain_headings(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(plain_heading(text) for text in headings)


def anchor(grid: Grid, row: int, column: int) -> tuple[int, int]:
    """Where the text of a cell stands: in itself, or in the upper left of the merged cell that covers it."""
    return grid.merged.get((row, column), (row, column))


def text_at(grid: Grid, row: int, column: int) -> str:
    """The text that a reader sees in a cell, merged or not; "" beyond the row's end."""
    row, column = grid.merged.get((row, column), (row, column))
    cells = grid.rows[row].cells
    return cells[column] if column < len(cells) else ""


def _one_row(grid: Grid, number: int) -> list[str]:
    """A row's own texts; a cell merged downwards from above counts, one merged sideways counts once."""
    headings = []
    for column in range(len(grid.rows[number].cells)):
        _, left = anchor(grid, number, column)
        headings.append(text_at(grid, number, column) if left == column else "")
    return headings


def _two_rows(grid: Grid, number: int) -> list[str]:
    """Two heading rows as one, where the upper has cells merged sideways over several of the lower; else empty."""
    if number + 1 >= len(grid.rows):
        return []
    width = len(grid.rows[number].cells)
    wide = {column for column in range(width) if anchor(grid, number, column)[1] != column}
    under = {anchor(grid, number, column)[1] for column in wide} | wide
    if not wide or len({anchor(grid, number, column) for column in range(width)}) < 3:
        return []
    headings = []
    for column in range(width):
        upper, lower = text_at(grid, number, column), text_at(grid, number + 1, column)
        if column not in under and lower not in ("", upper):
            return []
        headings.append(f"{upper} {lower}".strip() if column in under and lower != upper else upper)
    return headings
