"""The words at the ends of the curves: beside them, and never over each other.

Both curves only rise (but for an action reopened), so above and left of the upper one, and below and right of the
lower one, there is nothing to write over.
"""

from actiontracker.render.charts.colours import BLUE, INK
from actiontracker.render.charts.marks import plated
from actiontracker.render.charts.measure import frame, touch, width_of
from actiontracker.render.charts.scale import Plot
from actiontracker.render.charts.scene import Label, Shape
from actiontracker.reports.pictures import CompletionPoint

_APART = 15.5
"""From one line of words to the next."""


def margin(points: list[CompletionPoint]) -> float:
    """The room that the words need on the right of the curves."""
    words = [f"due {point.due}" for point in points] + [f"closed {point.closed or 0}" for point in points]
    return 10 + max(width_of(text, 12, True) for text in words)


def end_labels(plot: Plot, points: list[CompletionPoint], now: CompletionPoint | None) -> list[Shape]:
    """The words where the closed line ends (at `now`), and where the due line does."""
    last = points[-1]
    end = _due(plot, last)
    if now is None:
        return [end]
    # Due first: where the two are the same number, it stands above.
    upper, lower = sorted((_due(plot, now), _closed(plot, now)), key=lambda label: label.y)
    if now.day == last.day:
        return _spread(plot, upper, lower)
    return _beside(plot, upper, lower, end)


def _due(plot: Plot, point: CompletionPoint) -> Label:
    return Label(plot.x(point.day) + 7, plot.y(point.due) + 4, f"due {point.due}", bold=True, colour=INK)


def _closed(plot: Plot, point: CompletionPoint) -> Label:
    closed = point.closed or 0
    return Label(plot.x(point.day) + 7, plot.y(closed) + 4, f"closed {closed}", bold=True, colour=BLUE)


def _spread(plot: Plot, upper: Label, lower: Label) -> list[Shape]:
    """Both curves end here: the words stand right of them, moved apart as far as they must, above the foot."""
    push = max(0.0, _APART - (lower.y - upper.y)) / 2
    sunk = max(0.0, lower.y + push - (plot.bottom - 1))
    upper_y = min(upper.y - push, plot.bottom - 1 - _APART) if sunk else upper.y - push
    return [*plated(upper._replace(y=upper_y)), *plated(lower._replace(y=lower.y + push - sunk))]


def _beside(plot: Plot, upper: Label, lower: Label, end: Label) -> list[Shape]:
    """The closed line ends before the due line does: the words stand next to where it does."""
    lower = lower._replace(y=min(lower.y + 11, plot.bottom - 4))
    upper = _clear(plot, upper, lower)
    if touch(frame(end), frame(lower)):
        end = end._replace(y=lower.y - _APART)
    return [*plated(upper), *plated(lower), end]


def _clear(plot: Plot, upper: Label, lower: Label) -> Label:
    """The upper words where no line passes: above on the left, else below on the right, else over the line."""
    left = upper._replace(x=upper.x - 14, y=upper.y - 10, anchor="end")
    below = upper._replace(y=upper.y + 13)
    if frame(left)[0] >= plot.left - 3:
        return left
    if upper.text.startswith("due") and lower.y - below.y >= 2 * _APART:
        return below
    return upper._replace(y=min(upper.y - 10, lower.y - _APART))
