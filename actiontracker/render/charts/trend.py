"""A trend as small as a word: the last figures of an indicator as a line, the newest as a dot."""

from itertools import pairwise

from actiontracker.render.charts.colours import BLUE, GREY, INK
from actiontracker.render.charts.scene import Dot, Line, Point, Scene, Shape

_WIDTH, _HEIGHT, _AIR = 96.0, 26.0, 4.0


def trend_scene(values: list[float | None], title: str, description: str) -> Scene:
    """The figures from left to right, the least at the foot and the greatest at the top; gaps are left open."""
    known = [value for value in values if value is not None]
    least, room = min(known, default=0.0), (max(known, default=0.0) - min(known, default=0.0)) or 1.0
    step = (_WIDTH - 2 * _AIR) / max(1, len(values) - 1)

    def place(number: int, value: float) -> Point:
        flat = len(set(known)) == 1
        return _AIR + number * step, _HEIGHT / 2 if flat else _HEIGHT - _AIR - (_HEIGHT - 2 * _AIR) * (value - least) / room

    points = [place(number, value) if value is not None else None for number, value in enumerate(values)]
    shapes: list[Shape] = [
        Line((one, other), BLUE, 2) for one, other in pairwise(points) if one is not None and other is not None
    ]
    shapes += [Dot(*point, 1.8, GREY) for point in points[:-1] if point]
    shapes += [Dot(*points[-1], 3, INK)] if points and points[-1] else []
    return Scene(_WIDTH, _HEIGHT, title, description, tuple(shapes))
