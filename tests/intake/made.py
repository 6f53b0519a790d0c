"""Plans made for tests from lists of lists, as people draw tables."""

from collections.abc import Mapping, Sequence

from actiontracker.domain.problems import Problem
from actiontracker.intake.drafts import ActionDraft, Document, RecommendationDraft
from actiontracker.intake.grids import Grid, Line, Row, Source, clean_cell
from actiontracker.intake.tables.plan import plan_from

UP = "^"
LEFT = "<"
"""Cells that a merged one covers, from above and from the left."""

Rows = Sequence[Sequence[str]]


def made(rows: Rows, *, place: str = "table 1", above: Sequence[Line | str] = ()) -> Grid:
    """A grid whose row 1 is the first of `rows`; UP and LEFT are merged with the cell there."""
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    grid = Grid(place, [])
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell in (UP, LEFT):
                beside = (row - 1, column) if cell == UP else (row, column - 1)
                merged[row, column] = merged.get(beside, beside)
        texts = ["" if cell in (UP, LEFT) else clean_cell(cell) for cell in cells]
        grid.rows.append(Row(f"{place}, row {row + 1}", texts))
    grid.merged = merged
    grid.above = [line if isinstance(line, Line) else Line(line) for line in above]
    return grid


def read(*tables: Rows | Grid, told: Mapping[str, str] = {}, lines: Sequence[Line] = ()) -> Document:
    """The plan in tables."""
    grids = [table if isinstance(table, Grid) else made(table, place=f"table {n}") for n, table in enumerate(tables, 1)]
    return plan_from(Source("plan.docx", grids, [*lines, *(line for grid in grids for line in grid.above)]), told)


def texts(document: Document) -> dict[str, str]:
    """The wording of each action by its ref."""
    return {action.ref: action.text for action in document.actions}


def of_actions(document: Document, name: str) -> list[object]:
    """A field of every action, in order."""
    return [getattr(action, name) for action in document.actions]


def only(document: Document) -> ActionDraft:
    """The one action of a document."""
    (action,) = document.actions
    return action


def recommendation(document: Document, number: int = 0) -> RecommendationDraft:
    """A recommendation by its place in the document."""
    return document.recommendations[number]


def unread(document: Document) -> list[Problem]:
    """What a person must look at."""
    return [problem for problem in document.problems if problem.unread]


def said(document: Document) -> str:
    """All remarks as one text."""
    return "\n".join(f"{problem.place}: {problem.what}" for problem in document.problems)
