"""Small numbers of children: what is masked, and that nobody who knows all that is printed, and how, works one out."""

import random
from collections.abc import Iterator
from itertools import product

import pytest

from actiontracker.domain.small_numbers import Cell, Place, masked

Q1 = "2023-Q1"


def hidden(*cells: Cell) -> set[str]:
    return {row for row, _ in masked(list(cells))}


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_counts_of_one_to_five_are_masked(count: int) -> None:
    assert hidden(Cell("a", Q1, count)) == {"a"}


@pytest.mark.parametrize("count", [0, 6, 192])
def test_nought_and_larger_counts_stay(count: int) -> None:
    assert hidden(Cell("a", Q1, count)) == set()


@pytest.mark.parametrize("fraction", [(2, 192), (28, 29), (1, 1), (3, 3), (5, 10), (0, 4)])
def test_a_fraction_is_masked_by_either_side_or_a_small_cohort(fraction: tuple[int, int]) -> None:
    assert hidden(Cell("a", Q1, *fraction)) == {"a"}


@pytest.mark.parametrize("fraction", [(27, 39), (0, 29), (29, 29), (6, 12), (92, 112)])
def test_other_fractions_stay(fraction: tuple[int, int]) -> None:
    assert hidden(Cell("a", Q1, *fraction)) == set()


def test_a_total_with_one_gap_is_masked_one_with_two_that_could_be_others_stays() -> None:
    a, b, c = Cell("a", Q1, 3), Cell("b", Q1, 20), Cell("c", Q1, 31)
    assert hidden(a, b, c, Cell("total", Q1, 54)) == {"a", "total"}
    assert hidden(a, Cell("b", Q1, 2), c, Cell("total", Q1, 36)) == {"a", "b"}
    assert hidden(Cell("a", Q1, 1), Cell("b", Q1, 1), c, Cell("total", Q1, 33)) == {"a", "b", "total"}, "both could only be one"
    assert hidden(Cell("a", Q1, 5), Cell("b", Q1, 5), c, Cell("total", Q1, 41)) == {"a", "b", "total"}, (
        "both could only be five"
    )


def test_a_years_total_of_quarters_is_a_total_too() -> None:
    cells = [Cell("a", f"2022-Q{number}", count) for number, count in enumerate((7, 3, 9, 8), 1)]
    assert masked([*cells, Cell("a", "2022-23", 27)]) == {("a", "2022-Q2"), ("a", "2022-23")}
    months = [Cell("a", f"2022-M0{month}", count) for month, count in ((4, 2), (5, 9), (6, 8))]
    assert masked([*months, Cell("a", "2022-Q1", 19)]) == {("a", "2022-M04"), ("a", "2022-Q1")}


def test_shares_of_one_cohort_with_a_gap_are_masked_together() -> None:
    a, b, c = Cell("a", Q1, 90, 100), Cell("b", Q1, 7, 100), Cell("c", Q1, 3, 100)
    assert hidden(a, b, c) == {"a", "b", "c"}
    assert hidden(Cell("a", Q1, 90, 100), Cell("b", Q1, 6, 100), Cell("c", Q1, 2, 100), Cell("d", Q1, 2, 100)) == {
        "a",
        "b",
        "c",
        "d",
    } - {"a", "b"}


def test_a_percentage_without_its_fraction_is_masked_where_a_printed_cohort_gives_it_away() -> None:
    cohort, share = Cell("all", Q1, 192), Cell("three placements", Q1, None, None, "1.0")
    assert hidden(cohort, share) == {"three placements"}
    assert hidden(cohort, Cell("x", Q1, None, None, "20.5")) == set()
    assert hidden(Cell("all", "2022-23", 192), share) == set(), "another period's cohort gives nothing away"


class Table:
    """A table of three categories with their total, two shares beside it, over one quarter or four and their year."""

    def __init__(self, chance: random.Random) -> None:
        self.periods = [f"2022-Q{number}" for number in range(1, 5)] if chance.random() < 0.3 else ["2022-Q1"]
        self.counts: dict[Place, int] = {
            (row, period): chance.choice([0, 1, 2, 3, 4, 5, 6, 8, 12, 40]) for row in "abc" for period in self.periods
        }
        self.shares: dict[Place, tuple[int, int]] = {}
        for row in ("s", "t"):
            of = chance.choice([3, 6, 8, 29, 60])
            self.shares[row, self.periods[0]] = (chance.randint(0, of), of)

    def cells(self, counts: dict[Place, int], shares: dict[Place, tuple[int, int]]) -> list[Cell]:
        """All that the table would print, totals among it."""
        cells = []
        for period in self.periods:
            cells += [Cell(row, period, counts[row, period]) for row in "abc"]
            cells.append(Cell("total", period, sum(counts[row, period] for row in "abc")))
        if len(self.periods) == 4:
            by_row = [Cell(row, "2022-23", sum(counts[row, period] for period in self.periods)) for row in "abc"]
            cells += [*by_row, Cell("total", "2022-23", sum(cell.numerator or 0 for cell in by_row))]
        return cells + [Cell(row, period, *share) for (row, period), share in shares.items()]


def printed(cells: list[Cell]) -> dict[Place, tuple[int | None, int | None] | None]:
    """What stands on the page: figures, and gaps."""
    gaps = masked(cells)
    return {(c.row, c.period): None if (c.row, c.period) in gaps else (c.numerator, c.denominator) for c in cells}


def test_an_attacker_who_knows_all_that_is_printed_and_how_it_was_masked_recovers_no_gap() -> None:
    chance = random.Random(20231018)
    gaps = 0
    for _ in range(500):
        table = Table(chance)
        page = printed(table.cells(table.counts, table.shares))
        open_counts = [place for place in table.counts if page[place] is None]
        open_shares = [place for place in table.shares if page[place] is None]
        seen = possible(table, page, open_counts, open_shares, chance)
        gaps += len(seen)
        for place, values in seen.items():
            assert len(values) > 1, f"{place} can only be {values}: {table.counts} {table.shares} {page}"
    assert gaps > 1000, "the tables have gaps"


def possible(
    table: Table,
    page: dict[Place, tuple[int | None, int | None] | None],
    counts: list[Place],
    shares: list[Place],
    chance: random.Random,
) -> dict[Place, set[int | None]]:
    """The numerators that each gap may have so that just this page would be printed: tried until there are two of each."""
    seen: dict[Place, set[int | None]] = {place: set() for place, figure in page.items() if figure is None}
    for guess in guesses(table, counts, shares, chance):
        if all(len(values) > 1 for values in seen.values()):
            break
        cells = table.cells(*guess)
        if printed(cells) == page:
            for cell in cells:
                if (cell.row, cell.period) in seen:
                    seen[cell.row, cell.period].add(cell.numerator)
    return seen


def guesses(
    table: Table, counts: list[Place], shares: list[Place], chance: random.Random
) -> Iterator[tuple[dict[Place, int], dict[Place, tuple[int, int]]]]:
    """Other tables: the true one with a child moved or changed, then any with other numbers in the gaps."""
    yield table.counts, table.shares
    for up, down in product([None, *counts], repeat=2):
        moved = {place: table.counts[place] + (place == up) - (place == down) for place in counts}
        if min(moved.values(), default=0) >= 0:
            yield table.counts | moved, table.shares
    for _ in range(4000):
        others = {place: chance.randint(1, 8) for place in counts} if chance.random() < 0.5 else {}
        sizes = {place: chance.choice((3, 4, 6, 8, 9, 29, table.shares[place][1])) for place in shares}
        yield table.counts | others, table.shares | {place: (chance.randint(0, of), of) for place, of in sizes.items()}
