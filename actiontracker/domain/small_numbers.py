"""Small numbers of children, kept out of what leaves the building (docs/scorecard.md, "Small numbers").

A count from 1 to 5 is masked, and so is what gives it away: the percentage of its fraction, the other side of its
denominator, a total with one gap. 0 stays. The practice is that of the children in need tables; it is local.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from actiontracker.domain import periods
from actiontracker.domain.figures import decimals, rounded

SMALLEST, LARGEST = 1, 5
NOTE = (
    "Small numbers: counts of children from 1 to 5 are printed as c, and so is what would give them away (percentages, the"
    " rest of a denominator, totals, ratings). 0 is printed; z is not applicable, x not available."
)


class Cell(NamedTuple):
    """A figure of children. `row` is its indicator, `period` a code; a count has a numerator only.

    `value` is the percentage as printed; where no fraction is on record it may still tell a count.
    """

    row: str
    period: str
    numerator: int | None
    denominator: int | None = None
    value: str | None = None


Place = tuple[str, str]
"""A row and a period."""


class Sum(NamedTuple):
    """Cells that add up. Without a `total` they add up to the denominator that stands in each of them."""

    total: Place | None
    parts: tuple[Place, ...]


def is_small(count: int | None) -> bool:
    """Whether a count of children is one that may give a child away."""
    return count is not None and SMALLEST <= count <= LARGEST


def masked(cells: list[Cell]) -> set[Place]:
    """The rows and periods that must not be printed: small themselves, or giving away one that is.

    `cells` stand in the order in which they are printed. A total is printed beside gaps only where each of them could be
    another number: two or more counts from 1 to 5 that are in no other sum and not all the least or all the greatest.
    Otherwise the total is a gap itself, upwards to the last: then any masked count can be one more or less with all that
    is printed unchanged.
    """
    by_place = {(cell.row, cell.period): cell for cell in cells}
    hidden = {place for place, cell in by_place.items() if _is_telling(cell) or _tells_a_count(cell, cells)}
    sums = list(dict.fromkeys([*_over_periods(cells), *_over_rows(cells), *_shares(cells)]))
    grown = bool(hidden)
    while grown:
        before = len(hidden)
        for each in sums:
            gaps = [part for part in each.parts if part in hidden]
            if gaps and not _may_stand(gaps, each, sums, by_place):
                hidden |= {each.total} if each.total else set(each.parts)
        grown = len(hidden) > before
    return hidden


def _is_telling(cell: Cell) -> bool:
    if cell.denominator is None or cell.numerator is None:
        return is_small(cell.numerator) or is_small(cell.denominator)
    rest = cell.denominator - cell.numerator
    return is_small(cell.numerator) or is_small(rest) or is_small(cell.denominator)


def _tells_a_count(cell: Cell, cells: list[Cell]) -> bool:
    """Whether a percentage without its fraction gives a small count with some cohort that is printed for its period."""
    if cell.numerator is not None or cell.value is None:
        return False
    cohorts = {
        count
        for other in cells
        if other.period == cell.period and other.row != cell.row
        for count in (other.numerator, other.denominator)
        if count
    }
    shown = Decimal(cell.value)
    small = range(SMALLEST, LARGEST + 1)
    return any(
        rounded(Fraction(100 * count, cohort), decimals(cell.value)) == shown
        for cohort in cohorts
        for few in small
        for count in (few, cohort - few)
    )


def _may_stand(gaps: list[Place], each: Sum, sums: list[Sum], cells: dict[Place, Cell]) -> bool:
    """Whether the total may be printed: two gaps or more, small counts each, in no other sum, with some play left."""
    alone = all(sum(gap in (other.total, *other.parts) for other in sums) == 1 for gap in gaps)
    counts = [cells[gap].numerator for gap in gaps]
    if len(gaps) < 2 or not alone or not all(map(is_small, counts)):
        return False
    return len(gaps) < sum(count or 0 for count in counts) < LARGEST * len(gaps)


def _over_periods(cells: list[Cell]) -> Iterator[Sum]:
    """The year of a row as the sum of its quarters or months, a quarter of its months; also where one equals the other."""
    rows: dict[str, dict[str, Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, {})[cell.period] = cell
    for row, known in rows.items():
        for code, total in known.items():
            for parts in _parts_of(code):
                found = [known[part] for part in parts if part in known]
                if len(found) == len(parts) and _adds_up(total, found):
                    yield Sum((row, code), tuple((row, part) for part in parts))


def _parts_of(code: str) -> Iterator[tuple[str, ...]]:
    first, quarter = int(code[:4]), periods.quarter_of(code)
    if quarter:
        months = [(quarter * 3 + 1 + step) for step in range(3)]
        yield tuple(f"{first + (month > 12)}-M{(month - 1) % 12 + 1:02}" for month in months)
    elif not periods.is_part_year(code) and "-" in code:
        yield tuple(f"{first}-Q{number}" for number in (1, 2, 3, 4))
        yield tuple(f"{first + (month > 12)}-M{(month - 1) % 12 + 1:02}" for month in range(4, 16))
        yield (f"{first}-Q4",)


def _adds_up(total: Cell, parts: list[Cell]) -> bool:
    counts = [part.numerator for part in parts]
    return None not in counts and total.numerator == sum(count or 0 for count in counts)


def _over_rows(cells: list[Cell]) -> Iterator[Sum]:
    """A count as the sum of neighbouring rows of the same period."""
    for period in dict.fromkeys(cell.period for cell in cells):
        row = [cell for cell in cells if cell.period == period and cell.numerator is not None]
        totals = [cell for cell in row if cell.denominator is None and cell.numerator]
        for run in _runs(row):
            together = sum(cell.numerator or 0 for cell in run)
            for total in totals:
                if total.numerator == together and total not in run:
                    yield Sum((total.row, period), tuple((cell.row, period) for cell in run))


def _shares(cells: list[Cell]) -> Iterator[Sum]:
    """Neighbouring rows of one denominator whose numerators make up all of it."""
    for period in dict.fromkeys(cell.period for cell in cells):
        row = [cell for cell in cells if cell.period == period and cell.denominator]
        for run in _runs(row):
            together = sum(cell.numerator or 0 for cell in run)
            if {cell.denominator for cell in run} == {together}:
                yield Sum(None, tuple((cell.row, period) for cell in run))


def _runs(row: list[Cell]) -> Iterator[list[Cell]]:
    return (row[first:end] for first in range(len(row)) for end in range(first + 2, len(row) + 1))
