"""Ratings by area: a bar for each area, as long as it has actions, in the colours of their ratings."""

from actiontracker.render.charts.colours import GREY, RATINGS
from actiontracker.render.charts.marks import LEGEND, SIGN, legend, plated
from actiontracker.render.charts.measure import said, width_of, wrapped
from actiontracker.render.charts.scene import WIDTH, Box, Label, Line, Scene, Shape, empty_scene
from actiontracker.render.charts.words import counted, listed

TITLE = "Ratings by area"
MOST = 40
"""Areas that are drawn: a picture of more is none that anybody could read."""
_BAR = 18.0
_NAME = 13.0
_LEADING = 16.0
_GAP = 11.0


def areas_scene(areas: list[tuple[str, dict[str, int]]]) -> Scene:
    """Stacked bars, one per area (name, actions by rating), on one scale; the names stand above their bars."""
    if not areas:
        return empty_scene(TITLE, "No areas to show.")
    drawn = areas[:MOST]
    most = max(_total(rag) for _, rag in drawn)
    room = WIDTH - 6 - width_of(str(most), 12, True)
    shapes = legend([(_sign(rating), f"{RATINGS[rating].letter} {rating}") for rating in RATINGS])
    y = LEGEND + 4
    for name, rag in drawn:
        names = wrapped(name, WIDTH, _NAME) or ["(no name)"]
        shapes += [Label(0, y + 13 + _LEADING * line, text, _NAME) for line, text in enumerate(names)]
        y += _LEADING * len(names) + 2
        shapes += _bar(rag, y, room / max(most, 1))
        y += _BAR + _GAP
    if len(areas) > MOST:
        shapes.append(Label(0, y + 10, _left_out(areas), colour=GREY))
        y += 18
    return Scene(WIDTH, y, TITLE, _description(areas), tuple(shapes))


def _bar(rag: dict[str, int], y: float, unit: float) -> list[Shape]:
    """The segments with letter and count where there is room (the table has the others), the total at the end."""
    shapes: list[Shape] = [Line(((0.5, y - 1), (0.5, y + _BAR + 1)), GREY)]
    x = 1.0
    for colour, rating in RATINGS.items():
        width = rag.get(colour, 0) * unit
        if not width:
            continue
        shapes.append(Box(x, y, width, _BAR, rating.fill, rating.hatch, rating.outline))
        label = Label(x + width / 2, y + 13, f"{rating.letter} {rag[colour]}", 12, "middle", True)
        if width_of(label.text, label.size, True) + 8 <= width:
            shapes += plated(label)
        x += width
    return [*shapes, Label(x + 4, y + 13, str(_total(rag)), 12, bold=True)]


def _sign(rating: str) -> list[Shape]:
    look = RATINGS[rating]
    return [Box(0, 0, *SIGN, look.fill, look.hatch, look.outline)]


def _total(rag: dict[str, int]) -> int:
    return sum(rag.get(colour, 0) for colour in RATINGS)


def _left_out(areas: list[tuple[str, dict[str, int]]]) -> str:
    return f"{counted(len(areas) - MOST, 'more area')} not drawn: see the table."


def _description(areas: list[tuple[str, dict[str, int]]]) -> str:
    rag = {colour: sum(area.get(colour, 0) for _, area in areas) for colour in RATINGS}
    words = f"{counted(_total(rag), 'action')} in {counted(len(areas), 'area')}: {listed(rag)}."
    if rag["red"]:
        name, worst = max(areas, key=lambda area: area[1].get("red", 0))
        words += f" Most red: {_short(name)}, {worst['red']} of {_total(worst)}."
    return words if len(areas) <= MOST else f"{words} {_left_out(areas)}"


def _short(name: str) -> str:
    """A name as a sentence can bear it."""
    text = said(name)
    return text if len(text) <= 100 else text[:99].rstrip() + "…"
