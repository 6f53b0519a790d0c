"""What is tracked."""

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import AsAt, Format, Out
from actiontracker.reports.tracked import PlanRow
from actiontracker.services.tracked import plan_rows


def plans(ctx: typer.Context, as_at: AsAt = None, format: Format = None, out: Out = None) -> None:
    """The plans that are tracked, with their sizes.

    \b
    Examples:
      actiontracker plans
      actiontracker plans --as-at 2012-10-31 --format json
    """
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, ("table", "plain", "csv", "json"))
    rows = plan_rows(edge.database(ctx), day)
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(PlanRow._fields, rows), out)
    elif kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows("plans", day, rows), out)
    else:
        from actiontracker.render.result_lines import plan_lines

        lines = list(plan_lines(rows, output.width())) if rows else [[("No plans yet: actiontracker import FILE", "")]]
        output.write_lines(lines, kind, out)
