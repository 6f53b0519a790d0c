"""Data out."""

from typing import Annotated, Any

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import AsAt, Out, Plans
from actiontracker.domain.errors import UsageFault
from actiontracker.reports.actions import Action

KINDS = ("actions", "recommendations", "updates", "leads", "plan", "template")
TEMPLATE = (
    *("recommendation_ref", "area", "timescale", "recommendation", "outcome", "ref", "stage", "action", "leads", "by_when"),
    *("status", "rag", "progress"),
)


def export(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="WHAT", help=f"{', '.join(KINDS)}.")],
    plan: Plans = [],
    as_at: AsAt = None,
    format: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="csv (default) or json.")] = None,
    raw: Annotated[bool, typer.Option("--raw", help="CSV: leave cells that a spreadsheet would run as formulas.")] = False,
    bom: Annotated[bool, typer.Option("--bom", help="CSV: begin with the mark by which Excel knows UTF-8.")] = False,
    out: Out = None,
) -> None:
    """Data out, for scripts and spreadsheets. 'plan' is a TOML file that imports back to the same plan.

    \b
    Examples:
      actiontracker export actions --plan harrow-2012 --as-at 2012-10-31
      actiontracker export plan --plan example -o example.toml
    """
    if what not in KINDS:
        raise UsageFault(f"cannot export {what!r}", f"one of: {', '.join(KINDS)}")
    day = edge.day_or_today(as_at, "--as-at")
    if as_at and what in ("updates", "plan", "template"):
        raise UsageFault(f"--as-at is not for {what}", "it holds all days" if what != "template" else "leave it out")
    if plan and what in ("leads", "template"):
        raise UsageFault(f"--plan is not for {what}", "leave it out")
    if what == "plan":
        _plan(ctx, plan, format, out)
        return
    kind = output.chosen(format, out, ("csv", "json"), default="csv")
    if (raw or bom) and kind != "csv":
        raise UsageFault("--raw and --bom are for CSV", "leave them out, or say --format csv")
    if what == "actions":
        from actiontracker.services.reporting import Selection, listed

        with listed(edge.database(ctx), day, Selection(plans=tuple(plan))) as (_, actions):
            _write(what, Action._fields, actions, kind, day, raw, bom, out)
        return
    fields, rows = _rows(ctx, what, day, tuple(plan))
    _write(what, fields, rows, kind, None if what == "updates" else day, raw, bom, out)


def _rows(ctx: typer.Context, what: str, day: str, plans: tuple[str, ...]) -> tuple[tuple[str, ...], Any]:
    if what == "template":
        return TEMPLATE, ()
    if what == "leads":
        from actiontracker.reports.tracked import PostLine
        from actiontracker.services.posts import post_lines

        return PostLine._fields, post_lines(edge.database(ctx), day)[0]
    from actiontracker.reports import rows
    from actiontracker.services import exporting

    if what == "recommendations":
        return rows.RecommendationRow._fields, exporting.recommendation_rows(edge.database(ctx), day, plans)
    return rows.UpdateRow._fields, exporting.update_rows(edge.database(ctx), plans)


def _write(
    what: str, fields: tuple[str, ...], rows: Any, kind: str, day: str | None, raw: bool, bom: bool, out: str | None
) -> None:
    if kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows(what, day, rows), out)
    else:
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(fields, rows, raw=raw, bom=bom), out)


def _plan(ctx: typer.Context, plans: list[str], format: str | None, out: str | None) -> None:
    if len(plans) > 1:
        raise UsageFault("one plan file holds one plan", "name one --plan")
    output.chosen(format, out, ("toml",), default="toml")
    from actiontracker.render.toml import plan_toml
    from actiontracker.services.plan_file import plan_file

    output.write([plan_toml(plan_file(edge.database(ctx), plans[0] if plans else None))], out)
