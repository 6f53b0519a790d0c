"""Return sheets in tests: made as the program makes them, filled in as people do."""

import itertools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from actiontracker.cli.placing import placed
from actiontracker.intake.files import read_return
from actiontracker.render.return_sheets import return_workbook
from actiontracker.reports.returns import ReturnResult, Sending
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Wish
from actiontracker.services.returning import import_returns
from actiontracker.services.sending import send
from actiontracker.services.sheet_contents import Wanted

DUE = "2026-01-29"
Cells = Mapping[str, Mapping[str, Any]]
"""What is typed, by the ref of the row and the heading of the column."""
_TOKENS = itertools.count(1)


def sent(edge: Edge, wanted: Wanted, target: Path, due: str = DUE) -> Sending:
    """Make return sheets and record their sending."""
    return send(
        edge,
        wanted,
        due,
        target,
        lambda: f"{next(_TOKENS):032x}",
        lambda files: placed({path: return_workbook(sheet) for path, sheet in files.items()}),
    )


def sheet_of(edge: Edge, lead: str = "HoS MASH", name: str = "return.xlsx") -> Path:
    """The sheet of a post, sent."""
    path = edge.database.with_name(name)
    sent(edge, Wanted(leads=(lead,)), path)
    return path


def heading_of(sheet: Worksheet) -> int:
    """The row of the headings."""
    return next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Ref")


def columns_of(sheet: Worksheet) -> dict[Any, int]:
    """The columns by their headings."""
    return {cell.value: cell.column for cell in sheet[heading_of(sheet)] if cell.value}


def filled(path: Path, cells: Cells, change: Callable[[Worksheet], object] | None = None, name: str = "") -> Path:
    """Open the sheet, type into it, change it otherwise, and save it (under another name, if one is given)."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = columns_of(sheet)
    rows = {sheet.cell(row, 1).value: row for row in range(heading_of(sheet) + 1, sheet.max_row + 1)}
    for ref, said in cells.items():
        for heading, value in said.items():
            cell = sheet.cell(rows[ref], columns[heading])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # openpyxl would make a formula of "=…"
    if change:
        change(sheet)
    target = path.with_name(name) if name else path
    book.save(target)
    return target


def refs_of(path: Path) -> list[str]:
    """The refs in the table, from above."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [sheet.cell(row, 1).value for row in range(heading_of(sheet) + 1, sheet.max_row + 1)]


def taken(edge: Edge, path: Path, **wish: Any) -> ReturnResult:
    """Import a sheet that came back."""
    sheet = read_return(path)
    assert sheet
    (result,) = import_returns(edge, [sheet], Wish(**wish))
    return result
