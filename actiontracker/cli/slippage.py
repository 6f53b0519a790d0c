"""How dates slipped, and what was changed in the plan."""

from typing import Annotated

import typer

from actiontracker.cli import edge, listing, output
from actiontracker.cli.options import Areas, AsAt, Format, Leads, Organisations, Out, Plans
from actiontracker.domain.errors import UsageFault
from actiontracker.reports.changes import ChangeLine
from actiontracker.reports.slippage import Move
from actiontracker.services import slipping
from actiontracker.services.reporting import Selection

After = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only what came after this day.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only what holds from this day on, or later.")]


def slippage(
    ctx: typer.Context,
    plan: Plans = [],
    area: Areas = [],
    lead: Leads = [],
    organisation: Organisations = [],
    since: After = None,
    as_at: AsAt = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """How far deadlines moved, who agreed, and what is late by the first date and by the agreed one.

    \b
    Examples:
      actiontracker slippage --plan example --as-at 2025-10-31
      actiontracker slippage --lead "SM Fostering" --since 2025-06-30 --format json
    """
    day, after = _period(as_at, since)
    kind = output.chosen(format, out, listing.FORMATS)
    selection = Selection(plans=tuple(plan), areas=tuple(area), leads=tuple(lead), organisations=tuple(organisation))
    scope, found = slipping.slipped(edge.database(ctx), day, after, selection)
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(Move._fields, found.moves), out)
    elif kind == "json":
        from actiontracker.render.json import json_record

        output.write(json_record("slippage", found), out)
    else:
        from actiontracker.render.slippage_lines import slippage_lines

        title = listing.titled("Slippage", scope, day) + (f", since {after}" if after else "")
        output.write_lines(slippage_lines(found, title, output.width(), scope.notices, len(scope.plans) > 1), kind, out)


def changes(
    ctx: typer.Context, plan: Plans = [], since: Since = None, as_at: AsAt = None, format: Format = None, out: Out = None
) -> None:
    """The plan's change log by version: what was added, reworded, withdrawn or moved, and who agreed.

    \b
    Examples:
      actiontracker changes --plan example
      actiontracker changes --plan example --since 2025-10-01 --format csv
    """
    from actiontracker.render.slippage_lines import change_log_lines

    day, first = _period(as_at, since)
    scope, lines = slipping.changes(edge.database(ctx), day, first or "", tuple(plan))
    said = listing.Listed("changes", "Changes of the plan", "Nothing was changed.", ChangeLine._fields, change_log_lines)
    listing.write(said, scope, lines, day, format, out)


def _period(as_at: str | None, since: str | None) -> tuple[str, str | None]:
    """The last day and, where one is said, the first. Raises UsageFault where the first is the later one."""
    day, first = edge.day_or_today(as_at, "--as-at"), edge.day(since, "--since")
    if first and first > day:
        raise UsageFault(f"--since {first} is later than {day}", "give an earlier day")
    return day, first
