"""Which version of a plan went to which body."""

from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.groups import refuse_before_a_subcommand
from actiontracker.cli.meeting import BoardName, write_rows
from actiontracker.cli.options import AsAt, By, Format, Out, Plans
from actiontracker.render.result_lines import kept_line

app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)


@app.callback()
def route(ctx: typer.Context, plan: Plans = [], as_at: AsAt = None, format: Format = None, out: Out = None) -> None:
    """Which version of a plan went to which body: scrutiny, the safeguarding partnership, cabinet.

    \b
    Examples:
      actiontracker route
      actiontracker route --plan example --format csv
    """
    if ctx.invoked_subcommand:
        refuse_before_a_subcommand(ctx)
        return
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, ("table", "plain", "csv", "json"))
    from actiontracker.reports.committees.meetings import Route
    from actiontracker.services.committees.reading import routes

    found = routes(edge.database(ctx), day, tuple(plan))
    if kind in ("csv", "json"):
        write_rows("routes", day, Route._fields, found, None, kind, out)
    else:
        from actiontracker.render.committees.meetings import route_lines

        output.write_lines(route_lines(found, output.width()), kind, out)


@app.command()
def add(
    ctx: typer.Context,
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="The plan's short name.")],
    body: BoardName,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day on which it went there.")],
    version: Annotated[
        str | None, typer.Option("--version", metavar="TEXT", help="Which version (default: the plan's on that day).")
    ] = None,
    outcome: Annotated[str | None, typer.Option("--outcome", metavar="TEXT", help="What became of it there.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="It did not go there after all.")] = False,
    by: By = None,
) -> None:
    """Record that a version of a plan went to a body.

    \b
    Examples:
      actiontracker route add example Cabinet --on 2025-06-17 --version 1.0 --outcome "agreed"
      actiontracker route add harrow-2012 "Overview and Scrutiny" --on 2012-11-06 --version "October 2012"
    """
    from actiontracker.services.committees.recording import add_route

    went_on = edge.day(on, "--on") or ""
    kept = add_route(
        edge.edge(ctx, by),
        plan,
        edge.body(body, "BODY"),
        went_on,
        edge.said(version) or None,
        edge.said(outcome) or None,
        remove,
    )
    output.confirm([kept_line(kept, "route")])
