"""Deadlines month by month: what became of those that stand in each, and how many were moved out of it."""

from actiontracker.render.charts.colours import GREY
from actiontracker.render.charts.columns import COUNT, LOOKS, Columns, column, counts, standing
from actiontracker.render.charts.marks import LEGEND, SIGN, day_mark, legend, month_labels, outline
from actiontracker.render.charts.scene import WIDTH, Box, Label, Line, Scene, Shape, empty_scene
from actiontracker.render.charts.words import counted, listed, month_words
from actiontracker.reports.pictures import DeadlineMonth

TITLE = "Deadlines by month"
MOST = 40
"""Months that are drawn, those around the report's day: one date mistyped by a century must not flatten the rest."""
_COLUMNS = 112.0
_MOVED = "moved out (not counted)"


def deadlines_scene(months: list[DeadlineMonth], today: str) -> Scene:
    """A column per month, stacked, with the number that stands in it above; a mark between what was and what is to come."""
    if not months:
        return empty_scene(TITLE, "No deadlines to show.")
    months = sorted(months, key=lambda month: month.month)
    drawn = _around(months, today)
    shapes = legend(_signs())
    foot = LEGEND + 38 + COUNT + _COLUMNS
    highest = max(standing(month) + month.moved for month in drawn)
    columns = Columns(drawn, foot, _COLUMNS / max(highest, 1))
    x = columns.day(today)
    shapes += day_mark(x, today, LEGEND + 18, columns.clear_at(x))
    for place in range(len(drawn)):
        shapes += column(columns, place)
    shapes.append(Line(((0, foot), (columns.slot * len(drawn), foot)), GREY, 1.2))
    shapes += counts(columns)
    shapes += month_labels([(columns.middle(place), month.month) for place, month in enumerate(drawn)], foot)
    if len(drawn) < len(months):
        shapes.append(Label(0, foot + 50, _left_out(months), colour=GREY))
    height = foot + (56 if len(drawn) < len(months) else 36)
    return Scene(WIDTH, height, TITLE, _description(months), tuple(shapes))


def _around(months: list[DeadlineMonth], today: str) -> list[DeadlineMonth]:
    past = sum(month.month < today[:7] for month in months)
    start = max(0, min(past - MOST // 2, len(months) - MOST))
    return months[start : start + MOST]


def _signs() -> list[tuple[list[Shape], str]]:
    signs: list[tuple[list[Shape], str]] = [
        ([Box(0, 0, *SIGN, look.fill, look.hatch, look.outline)], word) for word, look in LOOKS.items()
    ]
    return [*signs, (outline(0, 0, *SIGN), _MOVED)]


def _left_out(months: list[DeadlineMonth]) -> str:
    return f"{counted(len(months) - MOST, 'more month')} not drawn: see the table."


def _span(months: list[DeadlineMonth]) -> str:
    first, last = month_words(months[0].month), month_words(months[-1].month)
    return f"in {first}" if first == last else f"from {first} to {last}"


def _description(months: list[DeadlineMonth]) -> str:
    total = sum(standing(month) for month in months)
    kinds = {
        "closed": sum(month.closed for month in months),
        "open": sum(month.open for month in months),
        "overdue": sum(month.overdue for month in months),
    }
    words = f"{counted(total, 'deadline')} {_span(months)}: {listed(kinds)}."
    most = max(months, key=standing)
    if standing(most):
        words += f" Most in {month_words(most.month)}: {standing(most)}."
    moved = sum(month.moved for month in months)
    if moved:
        words += f" {counted(moved, 'deadline')} moved out of the month first given."
    return words if len(months) <= MOST else f"{words} {_left_out(months)}"
