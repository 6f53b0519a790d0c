"""What the pictures have in common: legends, months along the foot, and the mark of the report's day."""

from itertools import pairwise

from actiontracker.render.charts.colours import GREY, WHITE
from actiontracker.render.charts.measure import frame, touch, width_of
from actiontracker.render.charts.scene import WIDTH, Box, Label, Line, Shape
from actiontracker.render.charts.words import month_words
from actiontracker.render.text import day_words

SIGN = (16.0, 11.0)
LEGEND = 18.0
"""The height of a legend: one row."""
_AIR = 4.0
"""Least space between two labels along the foot."""


def legend(entries: list[tuple[list[Shape], str]]) -> list[Shape]:
    """Signs with their words, side by side; a sign is drawn as if at 0, 0."""
    shapes: list[Shape] = []
    x = 0.0
    for sign, words in entries:
        shapes += [_moved(shape, x, 1) for shape in sign]
        shapes.append(Label(x + SIGN[0] + 5, 11, words))
        x += SIGN[0] + 16 + width_of(words)
    return shapes


def _moved(shape: Shape, x: float, y: float) -> Shape:
    if isinstance(shape, Line):
        return shape._replace(points=tuple((px + x, py + y) for px, py in shape.points))
    return shape._replace(x=shape.x + x, y=shape.y + y)


def outline(x: float, y: float, width: float, height: float) -> list[Shape]:
    """A dashed frame round nothing: something that is no longer here."""
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    return [Box(x, y, width, height, WHITE), Line(corners, GREY, 1, (3, 2))]


def plated(label: Label) -> list[Shape]:
    """A label on a white plate, legible over lines and hatching."""
    left, top, right, bottom = frame(label)
    return [Box(left - 2, top - 0.5, right - left + 4, bottom - top, WHITE), label]


def day_mark(x: float, day: str, top: float, bottom: float) -> list[Shape]:
    """A line down the picture at the report's day, with the day above it, inside the picture."""
    half = width_of(day_words(day), 12, True) / 2
    middle = min(max(x, half), WIDTH - half)
    line = Line(((x, top), (x, bottom)), GREY, 1.2)
    return [line, Label(middle, top - 4, day_words(day), 12, "middle", True)]


def month_labels(places: list[tuple[float, str]], foot: float) -> list[Shape]:
    """Names under some of the months (x, `2012-10`), as many as there is room for, and each year where it begins."""
    shown = places
    for stride in (1, 2, 3, 6, 12, 24, 60, 120, 240):
        shown = places[::stride]
        months, years = _months(shown, foot + 17), _years(shown, foot + 30)
        if not (_crowded(months) or _crowded(years[1:])):
            break
    if _crowded(years[:2]):  # a year of which one month shows: the next one says enough
        del years[0]
    return [*(Line(((x, foot), (x, foot + 4)), GREY) for x, _ in shown), *months, *years]


def _months(places: list[tuple[float, str]], y: float) -> list[Label]:
    return [_under(x, y, month_words(month)[:3]) for x, month in places]


def _years(places: list[tuple[float, str]], y: float) -> list[Label]:
    begins = {month[:4]: x for x, month in reversed(places)}
    return [_under(x, y, year)._replace(colour=GREY) for year, x in reversed(begins.items())]


def _under(x: float, y: float, text: str) -> Label:
    """A label in the middle below a place, but inside the picture."""
    half = width_of(text, 11) / 2
    return Label(min(max(x, half), WIDTH - half), y, text, 11, "middle")


def _crowded(labels: list[Label]) -> bool:
    frames = [frame(label) for label in labels]
    return any(touch((a[0], a[1], a[2] + _AIR, a[3]), b) for a, b in pairwise(frames))
