"""The monthly summary."""

from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import AsAt, Format, Out, Plans
from actiontracker.domain.errors import UsageFault
from actiontracker.services.boards import board_summary

_FORMATS = ("table", "plain", "json", "markdown", "words")


def board(
    ctx: typer.Context,
    plan: Plans = [],
    as_at: AsAt = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Compare with this day (default: a month before).")] = None,
    every: Annotated[bool, typer.Option("--all", help="Sum all plans.")] = False,
    format: Format = None,
    out: Out = None,
) -> None:
    """The monthly summary: headline, what moved, overdue, queries, what falls due, by recommendation and lead.

    \b
    Examples:
      actiontracker board --plan harrow-2012 --as-at 2012-10-31
      actiontracker board --plan example --as-at 2025-10-31 --format words
    """
    day = edge.day_or_today(as_at, "--as-at")
    compared = edge.day(since, "--since")
    if compared and compared > day:
        raise UsageFault(f"--since {compared} is later than the summary's day, {day}", "give an earlier day")
    kind = output.chosen(format, out, _FORMATS)
    summary = board_summary(edge.database(ctx), day, compared, tuple(plan), every)
    if kind == "json":
        from actiontracker.render.json import json_record

        output.write(json_record("board", summary), out)
    elif kind == "markdown":
        from actiontracker.render.markdown import board_markdown

        output.write(board_markdown(summary), out)
    elif kind == "words":
        from textwrap import fill

        from actiontracker.render.words import board_words

        output.write([fill(board_words(summary), output.width()) + "\n"], out)
    else:
        from actiontracker.render.board_lines import board_lines

        output.write_lines(board_lines(summary, output.width()), kind, out)
