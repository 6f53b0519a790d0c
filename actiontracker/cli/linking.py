"""One action for several recommendations, and actions that wait for others."""

from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import AsAt, By, Format, On, Out, Plans
from actiontracker.domain.errors import UsageFault
from actiontracker.render.result_lines import kept_line
from actiontracker.render.text import day_words, nothing_words
from actiontracker.reports.practice import WaitLine
from actiontracker.services import linking

Why = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why; it stays in the record.")]


def link(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="The action.")],
    rec: Annotated[list[str], typer.Argument(metavar="REC...", help="The further recommendations that it answers.")],
    remove: Annotated[bool, typer.Option("--remove", help="It answers them no longer.")] = False,
    reason: Why = None,
    on: On = None,
    by: By = None,
) -> None:
    """Let one action answer several recommendations: shown under each, counted once in totals.

    It keeps its home. Two actions that are one stay two until one is withdrawn: see 'withdraw --duplicate-of'.

    \b
    Examples:
      actiontracker link S7.4 LAC4 --reason "one audit serves both"
      actiontracker link example:R1.2 R2 R3
    """
    day = edge.day_or_today(on, "--on")
    kept = linking.link(edge.edge(ctx, by), ref, rec, day, edge.said(reason), remove=remove)
    output.confirm([kept_line(kept, "linked" if not remove else "unlinked")])


def depends(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[REF on REF...]", help="The action, 'on', those it waits for; default: list.")
    ] = None,
    no_longer: Annotated[bool, typer.Option("--no-longer", help="It waits for them no longer.")] = False,
    reason: Why = None,
    on: On = None,
    by: By = None,
    plan: Plans = [],
    as_at: AsAt = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Let an action wait for others, or list who holds up whom, what is late first.

    \b
    Examples:
      actiontracker depends S7.4 on S7.1 S7.2 --reason "audit what was brought in"
      actiontracker depends --plan harrow-2012 --as-at 2012-10-31
    """
    if words:
        if format or out or plan or as_at:
            raise UsageFault("--plan, --as-at, --format and -o are for the list", "leave them out, or leave out the refs")
        ref, others = _read(words)
        day = edge.day_or_today(on, "--on")
        kept = linking.depend(edge.edge(ctx, by), ref, others, day, edge.said(reason), no_longer=no_longer)
        output.confirm([kept_line(kept, "recorded")])
        return
    if no_longer or reason or on or by:
        raise UsageFault("which action waits?", "it reads: actiontracker depends REF on REF")
    day = edge.day_or_today(as_at, "--as-at")
    _write(linking.waiting(edge.database(ctx), day, tuple(plan)), day, format, out)


def _read(words: list[str]) -> tuple[str, list[str]]:
    """`S7.4 on S7.1 S7.2`, where the word "on" tells which waits for which."""
    if len(words) < 3 or words[1].casefold() != "on" or "on" in map(str.casefold, words[2:]):
        raise UsageFault(f"'depends {' '.join(words)}' does not say which waits for which", "it reads: depends REF on REF...")
    return words[0], words[2:]


def _write(waiting: linking.Waiting, day: str, format: str | None, out: str | None) -> None:
    kind = output.chosen(format, out, ("table", "plain", "csv", "json", "markdown"))
    scope, lines = waiting
    many = len(scope.plans) > 1
    title = f"Waiting as at {day_words(day)}" + ("" if many or not scope.plans else f": {scope.plans[0].slug}")
    empty = nothing_words(scope.plans, day, "No open action waits for another.")
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(WaitLine._fields, lines), out)
    elif kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows("depends", day, lines, scope.record), out)
    elif kind == "markdown":
        from actiontracker.render.assurance_tables import wait_table

        output.write(wait_table(lines, title, empty, scope.notices, many), out)
    else:
        from actiontracker.render.practice_lines import wait_lines

        output.write_lines(wait_lines(lines, title, empty, output.width(), scope.notices, many), kind, out)
