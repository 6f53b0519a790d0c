"""Completion: how many actions were due by each month's end, and how many were closed."""

from datetime import date

from actiontracker.render.charts.colours import BLUE, FAINT, GREY, INK, WHITE
from actiontracker.render.charts.curve_labels import end_labels, margin
from actiontracker.render.charts.marks import day_mark, month_labels
from actiontracker.render.charts.measure import width_of
from actiontracker.render.charts.scale import Plot, ticks
from actiontracker.render.charts.scene import WIDTH, Dot, Label, Line, Point, Scene, Shape, empty_scene
from actiontracker.render.text import day_words
from actiontracker.reports.pictures import CompletionPoint

TITLE = "Completion"
_HEIGHT = 226.0
_MOST_DOTS = 30


def completion_scene(points: list[CompletionPoint], today: str) -> Scene:
    """The dashed line of what is due over the whole span, the thick one of what is closed up to the report's day."""
    if not points:
        return empty_scene(TITLE, "No deadlines yet: no completion to show.")
    points = sorted(points, key=lambda point: point.day)
    known = [point for point in points if point.closed is not None]
    plot = _plot(points)
    shapes = [*_grid(plot), *_foot(plot, points)]
    if points[0].day <= today <= points[-1].day:
        shapes += day_mark(plot.x(today), today, 18, plot.bottom)
    shapes += _due(plot, points, known[-1:])
    shapes += _closed(plot, known)
    shapes += end_labels(plot, points, known[-1] if known else None)
    return Scene(WIDTH, _HEIGHT, TITLE, _description(points, known), tuple(shapes))


def _plot(points: list[CompletionPoint]) -> Plot:
    highest = max(2, *(max(point.due, point.closed or 0) for point in points))
    left = max(24, 9 + width_of(str(ticks(highest)[-1]), 11))
    first, last = (date.fromisoformat(points[place].day).toordinal() for place in (0, -1))
    return Plot(left, WIDTH - margin(points), 40, _HEIGHT - 36, first, last, highest)


def _grid(plot: Plot) -> list[Shape]:
    shapes: list[Shape] = []
    for tick in ticks(plot.highest):
        y = plot.y(tick)
        shapes.append(Line(((plot.left, y), (plot.right, y)), FAINT if tick else GREY))
        shapes.append(Label(plot.left - 6, y + 4, str(tick), 11, "end", colour=GREY))
    return shapes


def _foot(plot: Plot, points: list[CompletionPoint]) -> list[Shape]:
    ends = {point.day[:7]: point.day for point in points}
    places = [(plot.x(day), month) for month, day in ends.items()]
    return month_labels(places, plot.bottom)


def _due(plot: Plot, points: list[CompletionPoint], now: list[CompletionPoint]) -> list[Shape]:
    """The dashed line, with a ring where the report's day stands, and at its end."""
    curve: list[Point] = [(plot.x(point.day), plot.y(point.due)) for point in points]
    rings = [(plot.x(point.day), plot.y(point.due)) for point in (*now, points[-1])]
    return [Line(tuple(curve), INK, 1.6, (5, 3)), *(Dot(x, y, 2.8, WHITE, INK) for x, y in dict.fromkeys(rings))]


def _closed(plot: Plot, known: list[CompletionPoint]) -> list[Shape]:
    """The thick line; a dot for each point while they can be told apart, the last one always."""
    curve: list[Point] = [(plot.x(point.day), plot.y(point.closed or 0)) for point in known]
    dots = curve if len(curve) <= _MOST_DOTS else curve[-1:]
    return [Line(tuple(curve), BLUE, 3), *(Dot(x, y, 3.2, BLUE) for x, y in dots)] if curve else []


def _description(points: list[CompletionPoint], known: list[CompletionPoint]) -> str:
    last = points[-1]
    to_come = f"{last.due} due by {day_words(last.day)}."
    if not known:
        return f"Completion: nothing recorded yet; {to_come}"
    now = known[-1]
    words = f"Completion: {now.closed} closed on {day_words(now.day)}, {now.due} were due by then"
    return f"{words}." if now.day == last.day else f"{words}; {to_come}"
