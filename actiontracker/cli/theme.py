"""Themes: recommendations of several inspections that ask for the same."""

from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.groups import refuse_before_a_subcommand
from actiontracker.cli.options import AsAt, By, Format, On, Out
from actiontracker.domain.errors import UsageFault
from actiontracker.render.result_lines import kept_line

app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="THEME", help="Its name, such as supervision.")]
Refs = Annotated[list[str], typer.Argument(metavar="REF...", help="Recommendations, such as harrow-2012:S7.")]


@app.callback()
def theme(ctx: typer.Context, as_at: AsAt = None, format: Format = None, out: Out = None) -> None:
    """Themes over inspections: what came back comes first, each with its recommendations and their ratings.

    \b
    Examples:
      actiontracker theme
      actiontracker theme add supervision harrow-2012:S7 harrow-2020:1
    """
    if ctx.invoked_subcommand:
        refuse_before_a_subcommand(ctx)
        return
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, ("table", "plain", "csv", "json"))
    from actiontracker.reports.governance.themes import Answer
    from actiontracker.services.governance.reading import themes

    found = themes(edge.database(ctx), day)
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(Answer._fields, (answer for each in found for answer in each.recommendations)), out)
    elif kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows("themes", day, found), out)
    else:
        from actiontracker.render.governance.themes import theme_lines

        output.write_lines(theme_lines(found, output.width()), kind, out)


@app.command()
def add(ctx: typer.Context, theme: Name, ref: Refs, on: On = None, by: By = None) -> None:
    """Link recommendations by a theme.

    \b
    Examples:
      actiontracker theme add supervision harrow-2012:S7 harrow-2020:1
      actiontracker theme add "health of children in care" harrow-2012:LAC3 harrow-2020:2
    """
    _set(ctx, theme, ref, 1, on, by, "linked")


@app.command()
def remove(ctx: typer.Context, theme: Name, ref: Refs, on: On = None, by: By = None) -> None:
    """Take recommendations out of a theme, from a day on.

    \b
    Examples:
      actiontracker theme remove supervision harrow-2020:1
      actiontracker theme remove supervision harrow-2012:S7 harrow-2012:LAC4
    """
    _set(ctx, theme, ref, 0, on, by, "no longer linked")


def _set(ctx: typer.Context, theme: str, refs: list[str], stands: int, on: str | None, by: str | None, what: str) -> None:
    name = " ".join(theme.split())
    if not name:
        raise UsageFault("THEME is empty", "name it, such as supervision")
    from actiontracker.services.governance.recording import set_theme

    kept = set_theme(edge.edge(ctx, by), edge.valid("THEME", name), refs, stands, edge.day_or_today(on, "--on"))
    output.confirm([kept_line(kept, what)])
