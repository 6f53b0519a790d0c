"""What a person should look at in the cells of a sheet: errors, formulas without values, what is hidden or struck."""

from actiontracker.domain.problems import Problem
from actiontracker.intake.excel.cells import Found, Place, cell_name, column_name
from actiontracker.intake.excel.notes import one_line

_MOST_TOLD = 50
_MOST_NAMED = 20
_UNVALUED = "a formula without a value: open it in Excel, save it and import it again"


def cell_problems(place: str, found: Found, rows: list[list[str]]) -> list[Problem]:
    """The problems of a sheet's cells. `rows` are the texts that are kept: what is hidden but empty is not told."""
    problems = _hidden(place, found, rows)
    errors = [(cell, f"{one_line(error)}: an error in place of a value") for cell, error in found.errors.items()]
    problems += _each(place, errors, "with errors in place of values", unread=True)
    problems += _each(place, [(cell, _UNVALUED) for cell in found.unvalued], "with formulas without a value", unread=True)
    for cells, what in ((found.struck, "struck through"), (found.partly_struck, "struck through in part")):
        names = [cell_name(cell) for cell in cells if cell[0] < len(rows) and any(rows[cell[0]][cell[1] : cell[1] + 1])]
        if names:
            cells_named = f"cell{'s' if len(names) > 1 else ''} {_named(names)}"
            problems.append(Problem(place, f"{what} in the document, read as it stands: {cells_named}"))
    return problems


def _hidden(place: str, found: Found, rows: list[list[str]]) -> list[Problem]:
    hidden_rows = [row for row in found.hidden_rows if row < len(rows) and any(rows[row])]
    filled = {column for row in rows for column, text in enumerate(row) if text} if found.hidden_columns else set()
    hidden_columns = [column for column in found.hidden_columns if column in filled]
    problems = []
    if hidden_rows:
        spans = [(str(first + 1), str(last + 1)) for first, last in _spans(hidden_rows)]
        problems.append(Problem(place, f"hidden rows are read too: {_named(_from_to(spans))}"))
    if hidden_columns:
        spans = [(column_name(first), column_name(last)) for first, last in _spans(hidden_columns)]
        problems.append(Problem(place, f"hidden columns are read too: {_named(_from_to(spans))}"))
    return problems


def _each(place: str, cells: list[tuple[Place, str]], rest: str, unread: bool = False) -> list[Problem]:
    """A problem at each cell; beyond the first 50, one that counts the others."""
    problems = [Problem(f"{place}, cell {cell_name(cell)}", what, unread) for cell, what in cells[:_MOST_TOLD]]
    if len(cells) > _MOST_TOLD:
        problems.append(Problem(place, f"{len(cells) - _MOST_TOLD} more cells {rest}", unread))
    return problems


def _spans(numbers: list[int]) -> list[tuple[int, int]]:
    """Runs of numbers that follow one another: [6, 8, 9] as (6, 6), (8, 9)."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return spans


def _from_to(spans: list[tuple[str, str]]) -> list[str]:
    return [first if first == last else f"{first} to {last}" for first, last in spans]


def _named(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
