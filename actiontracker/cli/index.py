"""The change index."""

from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import AsAt, By, Format, On, Out, Plans
from actiontracker.domain.assurance import CHANGE_KINDS
from actiontracker.domain.errors import UsageFault
from actiontracker.render.result_lines import kept_line
from actiontracker.render.text import day_words, nothing_words
from actiontracker.reports.practice import IndexLine
from actiontracker.services import indexing

app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)


@app.callback()
def index(ctx: typer.Context, plan: Plans = [], as_at: AsAt = None, format: Format = None, out: Out = None) -> None:
    """What completed actions changed, by kind: policy, guidance, quality improvement, workforce planning and learning.

    \b
    Examples:
      actiontracker index --plan example
      actiontracker index --as-at 2025-10-31 -o index.md
    """
    if ctx.invoked_subcommand:
        return
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, ("table", "plain", "csv", "json", "markdown"))
    scope, lines = indexing.index(edge.database(ctx), day, tuple(plan))
    many = len(scope.plans) > 1
    title = f"Change index as at {day_words(day)}" + ("" if many or not scope.plans else f": {scope.plans[0].slug}")
    nothing = "Nothing is in the index yet: actiontracker index add REF --kind KIND --title TEXT."
    empty = nothing_words(scope.plans, day, nothing)
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(IndexLine._fields, lines), out)
    elif kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows("index", day, lines, scope.record), out)
    elif kind == "markdown":
        from actiontracker.render.assurance_tables import index_table

        output.write(index_table(lines, title, empty, scope.notices, many), out)
    else:
        from actiontracker.render.practice_lines import index_lines

        output.write_lines(index_lines(lines, title, empty, output.width(), scope.notices, many), kind, out)


@app.command()
def add(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="The completed action that changed it.")],
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help=f"{', '.join(CHANGE_KINDS)}.")],
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What was changed.")],
    new: Annotated[
        bool | None, typer.Option("--new/--changed", help="Policy and guidance: whether it is new or was there before.")
    ] = None,
    dated: Annotated[str | None, typer.Option("--dated", metavar="DATE", help="The day that it bears itself.")] = None,
    on: On = None,
    by: By = None,
) -> None:
    """Enter what a completed action changed. A wrong entry is taken back by 'undo' with its number.

    \b
    Examples:
      actiontracker index add example:R1.1 --kind policy --new --title "Threshold guide" --dated 2025-06-24
      actiontracker index add example:R1.1 --kind learning --title "Briefings on thresholds"
    """
    if not title.strip():
        raise UsageFault("--title is empty", "say what was changed")
    day, of = edge.day_or_today(on, "--on"), edge.day(dated, "--dated")
    kept = indexing.add(edge.edge(ctx, by), ref, kind, new, title.strip(), of, day)
    output.confirm([kept_line(kept, "indexed")])
