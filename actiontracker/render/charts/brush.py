"""Shapes drawn with Pillow. Imported by `png` when a picture is asked for: Pillow takes its time to load."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import dist

from PIL import Image, ImageDraw, ImageFont

from actiontracker.render.charts.colours import HATCHES, Hatch
from actiontracker.render.charts.measure import said
from actiontracker.render.charts.scene import Box, Dot, Label, Line, Point, Scene, Shape

_FACES = {
    False: ("LiberationSans-Regular.ttf", "Arial.ttf", "arial.ttf", "DejaVuSans.ttf"),
    True: ("LiberationSans-Bold.ttf", "Arial Bold.ttf", "arialbd.ttf", "DejaVuSans-Bold.ttf"),
}
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


class Brush:
    """Draws the shapes of a scene on an image, `factor` pixels to a unit."""

    def __init__(self, image: Image.Image, factor: int) -> None:
        self._image, self._factor = image, factor
        self._draw = ImageDraw.Draw(image)

    def draw(self, scene: Scene) -> None:
        """All shapes, in their order."""
        for shape in scene.shapes:
            self._shape(shape)

    def _shape(self, shape: Shape) -> None:
        match shape:
            case Box():
                self._box(shape)
            case Label():
                font = _font(round(shape.size * self._factor), shape.bold)
                place = self._at((shape.x, shape.y))
                self._draw.text(place, said(shape.text), shape.colour, font, _ANCHORS[shape.anchor])
            case Line():
                self._line(shape)
            case Dot():
                self._dot(shape)

    def _at(self, point: Point) -> tuple[int, int]:
        return round(point[0] * self._factor), round(point[1] * self._factor)

    def _box(self, box: Box) -> None:
        (left, top), (right, bottom) = self._at((box.x, box.y)), self._at((box.x + box.width, box.y + box.height))
        if right <= left or bottom <= top:
            return
        self._draw.rectangle((left, top, right - 1, bottom - 1), box.fill)
        if box.hatch:
            self._hatch(HATCHES[box.hatch], left, top, right, bottom)
        if box.outline:
            half = self._factor // 2
            edge = (left - half, top - half, right - 1 + half, bottom - 1 + half)
            self._draw.rectangle(edge, outline=box.outline, width=self._factor)

    def _hatch(self, hatch: Hatch, left: int, top: int, right: int, bottom: int) -> None:
        """The tile again and again, counted from the picture's corner as SVG does, seen through the box."""
        tile = _tile(hatch, self._factor)
        mask = Image.new("L", (right - left, bottom - top))
        for x in range(-(left % tile.width), mask.width, tile.width):
            for y in range(-(top % tile.height), mask.height, tile.height):
                mask.paste(tile, (x, y))
        self._image.paste(hatch.colour, (left, top, right, bottom), mask)

    def _line(self, line: Line) -> None:
        width = max(1, round(line.width * self._factor))
        for stretch in _dashes(line.points, *line.dash) if line.dash else [line.points]:
            self._draw.line([self._at(point) for point in stretch], line.colour, width, "curve")

    def _dot(self, dot: Dot) -> None:
        x, y = self._at((dot.x, dot.y))
        radius = dot.radius * self._factor
        if dot.outline:
            radius += 0.7 * self._factor
        around = (x - radius, y - radius, x + radius, y + radius)
        self._draw.ellipse(around, dot.fill, dot.outline or None, round(1.4 * self._factor) if dot.outline else 1)


def _tile(hatch: Hatch, factor: int) -> Image.Image:
    tile = Image.new("L", [round(side * factor) for side in hatch.size])
    draw = ImageDraw.Draw(tile)
    for stroke in hatch.strokes:
        draw.line([part * factor for part in stroke], 255, round(hatch.width * factor))
    return tile


def _dashes(points: tuple[Point, ...], on: float, off: float) -> Iterator[tuple[Point, Point]]:
    """The dashes of a line, going on round its corners."""
    gone = 0.0
    for start, end in pairwise(points):
        length = dist(start, end)
        place = -(gone % (on + off))
        while place < length:
            if place + on > 0:
                yield _between(start, end, max(place, 0) / length), _between(start, end, min(place + on, length) / length)
            place += on + off
        gone += length


def _between(start: Point, end: Point, part: float) -> Point:
    return start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])


@cache
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The first face that this machine has, else the one that comes with Pillow."""
    for face in _FACES[bold]:
        try:
            return ImageFont.truetype(face, size)
        except OSError:
            continue
    return ImageFont.load_default(size)
