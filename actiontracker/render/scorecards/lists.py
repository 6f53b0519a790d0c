"""The scorecards that are tracked, in a few lines."""

from collections.abc import Iterator

from actiontracker.render.scorecards.words import when
from actiontracker.render.text import Line, clean, columns, day_words
from actiontracker.reports.scorecards.summary import ScorecardRow


def tracked_lines(rows: list[ScorecardRow], width: int) -> Iterator[Line]:
    """Each with its indicators, latest period, the day that it began, and its title."""
    if not rows:
        yield [("No scorecard is tracked yet: import one first (actiontracker import FILE).", "")]
        return
    head = ("scorecard", "indicators", "latest", "since", "title")
    cells = [(clean(r.scorecard), str(r.indicators), when(r.period), day_words(r.began), clean(r.title)) for r in rows]
    yield from columns(head, cells, width, right=("indicators",))
