"""Closure rules."""

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import AsAt, By, Format, On, Out, Plans
from actiontracker.domain.assurance import NEEDS
from actiontracker.domain.errors import UsageFault
from actiontracker.domain.words import CLOSURE_RULES
from actiontracker.render.phrases import counted
from actiontracker.render.signing_lines import change_lines, closure_lines
from actiontracker.render.text import day_words
from actiontracker.reports.signing import ClosureChange, ClosureLine
from actiontracker.services import closing


def closure(
    ctx: typer.Context,
    ref: Annotated[str | None, typer.Argument(metavar="[REF]", help="A recommendation, for its --needs.")] = None,
    rule: Annotated[str | None, typer.Option("--rule", metavar="RULE", help=f"{', '.join(CLOSURE_RULES)}.")] = None,
    needs: Annotated[
        list[str], typer.Option("--needs", metavar="KIND", help=f"{', '.join(NEEDS)}, none; may be repeated.")
    ] = [],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    plan: Plans = [],
    on: On = None,
    as_at: AsAt = None,
    by: By = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """What plans ask of completed work; with --rule or --needs another rule, its effect on the ratings shown first.

    \b
    Examples:
      actiontracker closure --plan example
      actiontracker closure example:R2 --needs audit --needs voice --yes
    """
    day = edge.day_or_today(on, "--on")
    if rule is not None:
        if ref or needs or len(plan) != 1:
            raise UsageFault("--rule is for one --plan", "name it, and leave REF and --needs out")
        slug, asked = plan[0], rule.strip().casefold().replace("_", "-")
        _ask(lambda keep: closing.set_rule(edge.edge(ctx, by), slug, asked, day, keep=keep), yes)
    elif needs:
        if ref is None:
            raise UsageFault("--needs is for a recommendation", "name it: actiontracker closure REF --needs audit")
        named = ref
        _ask(lambda keep: closing.set_needs(edge.edge(ctx, by), named, needs, day, keep=keep), yes)
    elif ref or on or yes:
        raise UsageFault("nothing to change", "say --rule or --needs")
    else:
        _list(ctx, tuple(plan), as_at, format, out)


def _ask(change: Callable[[bool], ClosureChange], yes: bool) -> None:
    """Show what it would do, ask, and do it."""
    if not yes:
        planned = change(False)
        if not sys.stdin.isatty():
            raise UsageFault(
                f"this would change {counted(len(planned.moved), 'rating')} of {planned.plan}", "look at it, then say --yes"
            )
        output.say_lines(change_lines(planned, output.width(), done=False))
        if not typer.confirm("Change it?", err=True):
            output.say("Nothing was changed.")
            return
    output.confirm(change_lines(change(True), output.width(), done=True))


def _list(ctx: typer.Context, plans: tuple[str, ...], as_at: str | None, format: str | None, out: str | None) -> None:
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, ("table", "plain", "csv", "json"))
    scope, lines = closing.listed(edge.database(ctx), day, plans)
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(ClosureLine._fields, lines), out)
    elif kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows("closure", day, lines, scope.record), out)
    else:
        title = f"When work is complete, as at {day_words(day)}"
        output.write_lines(closure_lines(lines, title, output.width(), scope.notices), kind, out)
