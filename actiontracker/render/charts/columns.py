"""The columns of the deadlines: one stack for each month, and the numbers above them."""

from calendar import monthrange
from typing import NamedTuple

from actiontracker.render.charts.colours import GREY, RATINGS, Rating
from actiontracker.render.charts.marks import outline, plated
from actiontracker.render.charts.measure import Frame, frame, touch, width_of
from actiontracker.render.charts.scene import WIDTH, Box, Label, Shape
from actiontracker.reports.pictures import DeadlineMonth

LOOKS = {"closed": RATINGS["blue"], "open": RATINGS["none"], "overdue": RATINGS["red"]}
"""From the foot upwards; hatched as the ratings they mostly have, so that one legend helps with the other."""
COUNT = 15.0
"""The height that a number takes."""
_WIDEST = 60.0


class Columns(NamedTuple):
    """Where the columns stand: at the foot, side by side, and how high one deadline is."""

    months: list[DeadlineMonth]
    foot: float
    unit: float

    @property
    def slot(self) -> float:
        """The width of a month."""
        return min(_WIDEST, WIDTH / len(self.months))

    def middle(self, place: int) -> float:
        """The middle of a month."""
        return (place + 0.5) * self.slot

    def stack(self, place: int) -> Frame:
        """Where the deadlines stand that a month has now."""
        half = 0.36 * self.slot
        top = self.foot - standing(self.months[place]) * self.unit
        return self.middle(place) - half, top, self.middle(place) + half, self.foot

    def gone(self, place: int) -> Frame:
        """Where those are shown that were moved out of it: over its number, which does not count them."""
        left, top, right, _ = self.stack(place)
        return left, top - COUNT - self.months[place].moved * self.unit, right, top - COUNT

    def day(self, day: str) -> float:
        """The place of a day: within its month as far as the month has gone; before or after all that there are."""
        for place, month in enumerate(self.months):
            if month.month >= day[:7]:
                part = int(day[8:]) / monthrange(int(day[:4]), int(day[5:7]))[1] if month.month == day[:7] else 0
                return (place + part) * self.slot
        return len(self.months) * self.slot

    def clear_at(self, x: float) -> float:
        """How far down a line at x meets no column."""
        crossed = [place for place in range(len(self.months)) if self.stack(place)[0] < x < self.stack(place)[2]]
        return min((self._top(place) for place in crossed), default=self.foot)

    def _top(self, place: int) -> float:
        moved, count = self.months[place].moved, standing(self.months[place])
        return self.gone(place)[1] if moved else self.stack(place)[1] - COUNT if count else self.foot


def standing(month: DeadlineMonth) -> int:
    """The deadlines that stand in a month now."""
    return month.closed + month.open + month.overdue


def column(columns: Columns, place: int) -> list[Shape]:
    """A month's stack, and over it a dashed frame for what was moved out, with its number where there is room."""
    month = columns.months[place]
    left, _, right, y = columns.stack(place)
    shapes: list[Shape] = []
    for look, n in zip(LOOKS.values(), (month.closed, month.open, month.overdue), strict=True):
        y -= n * columns.unit
        shapes += [_box(left, y, right - left, n * columns.unit, look)] if n else []
    return shapes + (_gone(columns.gone(place), month.moved) if month.moved else [])


def _gone(ground: Frame, moved: int) -> list[Shape]:
    left, top, right, bottom = ground
    label = Label((left + right) / 2, (top + bottom) / 2 + 4, str(moved), 11, "middle", colour=GREY)
    room = bottom - top >= 14 and width_of(label.text, 11) + 4 <= right - left
    return [*outline(left, top, right - left, bottom - top), *([label] if room else [])]


def _box(x: float, y: float, width: float, height: float, look: Rating) -> Box:
    return Box(x, y, width, height, look.fill, look.hatch, look.outline)


def counts(columns: Columns) -> list[Shape]:
    """What stands in each month, above its column: the greatest first, as many as neither touch nor cover a column."""
    places = range(len(columns.months))
    full = [place for place in places if standing(columns.months[place]) or columns.months[place].moved]
    shapes: list[Shape] = []
    taken = [ground for place in full for ground in (columns.stack(place), columns.gone(place))]
    for place in sorted(full, key=lambda place: -standing(columns.months[place])):
        label = _count(columns, place)
        left, top, right, bottom = frame(label)
        ground = (left - 2, top, right + 2, bottom)
        if not any(touch(ground, other) for other in taken):
            taken.append(ground)
            shapes += plated(label)
    return shapes


def _count(columns: Columns, place: int) -> Label:
    """A number over the middle of its column, but inside the picture."""
    text = str(standing(columns.months[place]))
    half = width_of(text, 11, True) / 2
    middle = min(max(columns.middle(place), half), WIDTH - half)
    return Label(middle, columns.stack(place)[1] - 3.5, text, 11, "middle", True)
