"""From days and numbers to places in the picture, and round numbers for the axis."""

from datetime import date
from typing import NamedTuple


class Plot(NamedTuple):
    """Where the curves are drawn, and what its edges stand for: first and last day (as ordinals), 0 and `highest`."""

    left: float
    right: float
    top: float
    bottom: float
    first: int
    last: int
    highest: int

    def x(self, day: str) -> float:
        """The place of a day; a single day stands at a third of the width, where its labels have room."""
        span = self.last - self.first
        part = (date.fromisoformat(day).toordinal() - self.first) / span if span else 1 / 3
        return self.left + part * (self.right - self.left)

    def y(self, number: int) -> float:
        """The height of a number."""
        return self.bottom - number / self.highest * (self.bottom - self.top)


def ticks(highest: int) -> list[int]:
    """Three to five round numbers from 0, the last at or below the highest, which is 2 at least."""
    step, factors = 1, (2, 5, 10)
    while highest // step > 4:
        decade = 10 ** (len(str(step)) - 1)
        step = next(decade * factor for factor in factors if decade * factor > step)
    return list(range(0, highest + 1, step))
