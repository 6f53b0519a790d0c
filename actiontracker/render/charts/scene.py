"""A picture as a list of shapes, before anybody asks in which format: what `svg` and `png` both draw, in this order.

Lengths are units of a drawing 400 wide; y grows downwards; a label's y is the line its letters stand on.
"""

from typing import NamedTuple

from actiontracker.render.charts.colours import INK

WIDTH = 400.0
Point = tuple[float, float]


class Box(NamedTuple):
    """A rectangle, filled, then hatched (a name in `colours.HATCHES`), then outlined where a colour says so."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    hatch: str = ""
    outline: str = ""


class Label(NamedTuple):
    """One line of text; `anchor` says which end of it stands at x: start, middle or end."""

    x: float
    y: float
    text: str
    size: float = 12
    anchor: str = "start"
    bold: bool = False
    colour: str = INK


class Line(NamedTuple):
    """A line through points, solid unless `dash` gives the lengths of dash and gap."""

    points: tuple[Point, ...]
    colour: str = INK
    width: float = 1
    dash: tuple[float, float] | None = None


class Dot(NamedTuple):
    """A filled circle, or a ring where `fill` is white."""

    x: float
    y: float
    radius: float
    fill: str
    outline: str = ""


Shape = Box | Label | Line | Dot


class Scene(NamedTuple):
    """A picture; the description says in words what it shows, for those who cannot see it."""

    width: float
    height: float
    title: str
    description: str
    shapes: tuple[Shape, ...]


def empty_scene(title: str, words: str) -> Scene:
    """A picture of nothing that says so."""
    return Scene(WIDTH, 40, title, words, (Label(0, 25, words),))
