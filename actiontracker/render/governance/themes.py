"""Themes in 80 columns."""

from collections.abc import Iterator

from actiontracker.render.phrases import SIGNS
from actiontracker.render.text import Line, clean, columns, day_words, folded, one_line
from actiontracker.reports.governance.themes import AgencyLine, Theme


def theme_lines(themes: list[Theme], width: int) -> Iterator[Line]:
    """Each theme with its recommendations; what came back says so."""
    if not themes:
        yield [("No theme is recorded yet: actiontracker theme add NAME REF REF.", "")]
    for place, theme in enumerate(themes):
        if place:
            yield []
        came_back = f"came back: {', '.join(map(clean, theme.inspections))}" if theme.came_back else "asked for once"
        yield from folded(f"{one_line(theme.theme)} ({came_back})", width, style="bold")
        rows = [
            (
                clean(f"{each.plan}:{each.ref}"),
                (f"{SIGNS[each.rag]} {each.rag}", each.rag),
                day_words(each.began) or "-",
                one_line(each.recommendation),
            )
            for each in theme.recommendations
        ]
        yield from columns(("ref", "rating", "inspected", "recommendation"), rows, width)


def agency_lines(rows: list[AgencyLine], width: int) -> Iterator[Line]:
    """Each agency with its recommendations, how many have each rating, and which they are."""
    if not rows:
        yield [("No recommendation is addressed to an agency yet: actiontracker inspection answers … --addressed-to.", "")]
        return
    counts = ("red", "amber", "none", "green", "blue")
    cells = [
        (
            str(row.recommendations),
            *(str(getattr(row, name)) for name in counts),
            f"{one_line(row.agency)}: {', '.join(row.refs)}",
        )
        for row in rows
    ]
    yield from columns(("all", *counts, "agency"), cells, width, right=("all", *counts))
