"""Other dates: asked for, listed, decided on."""

from typing import Annotated

import typer

from actiontracker.cli import edge, listing, output
from actiontracker.cli.options import AsAt, Board, By, Format, Leads, Minute, On, Organisations, Out, Plans
from actiontracker.domain.errors import UsageFault
from actiontracker.render.result_lines import kept_line, updated_line
from actiontracker.reports.slippage import RequestLine
from actiontracker.services import deciding

Refs = Annotated[list[str], typer.Argument(metavar="REF...", help="The actions.")]


def extend(
    ctx: typer.Context,
    ref: Refs,
    to: Annotated[str, typer.Option("--to", metavar="DATE", help="The day that is asked for.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it takes longer.")],
    on: On = None,
    by: By = None,
) -> None:
    """Ask the board for a later deadline: until it is granted the agreed one goes on counting.

    \b
    Examples:
      actiontracker extend S1.2 --to 2027-01-31 --reason "trainer ill"
      actiontracker extend S1.2 S1.11 --to 2027-01-31 --reason "one course for both" --by "SM QA"
    """
    why = edge.said(reason)
    if not why:
        raise UsageFault("--reason is empty", "say why it takes longer")
    day = edge.day(to, "--to") or ""
    done = deciding.extend(edge.edge(ctx, by), ref, day, why, edge.day_or_today(on, "--on"))
    for updated, replaced in done:
        if replaced:
            output.say(f"{updated.ref}: this takes the place of the request for {replaced}")
    output.confirm([updated_line(updated, dry_run=False) for updated, _ in done])


def requests(
    ctx: typer.Context,
    plan: Plans = [],
    lead: Leads = [],
    organisation: Organisations = [],
    as_at: AsAt = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Dates that were asked for and wait for the board's decision, the longest first.

    \b
    Examples:
      actiontracker requests --plan example --as-at 2025-10-31
      actiontracker requests --lead "HoS CiC" --format csv
    """
    from actiontracker.render.slippage_lines import request_lines

    day = edge.day_or_today(as_at, "--as-at")
    scope, lines = deciding.requests(edge.database(ctx), day, tuple(plan), tuple(lead), tuple(organisation))
    said = listing.Listed("requests", "Dates asked for", "No request waits for a decision.", RequestLine._fields, request_lines)
    listing.write(said, scope, lines, day, format, out)


def decide(
    ctx: typer.Context,
    ref: Refs,
    grant: Annotated[bool, typer.Option("--grant", help="The date moves.")] = False,
    refuse: Annotated[bool, typer.Option("--refuse", help="The agreed date stays.")] = False,
    board: Board = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Another day than was asked for.")] = None,
    minute: Minute = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="What the board said.")] = None,
    on: On = None,
    by: By = None,
) -> None:
    """Record what the board decided on the dates that were asked for.

    \b
    Examples:
      actiontracker decide example:R5.1 --grant --board "Improvement Board" --on 2025-11-27 --minute 6
      actiontracker decide example:R5.1 --refuse --board "Improvement Board" --reason "it has moved enough"
    """
    if grant == refuse:
        raise UsageFault("was it granted or refused?", "say --grant or --refuse")
    if to and refuse:
        raise UsageFault("--to goes with --grant", "leave it out")
    said = deciding.Decision(
        edge.body(board, "--board"), edge.day_or_today(on, "--on"), grant, edge.day(to, "--to"), edge.minute(minute),
        edge.said(reason) or None,
    )  # fmt: skip
    kept = deciding.decide(edge.edge(ctx, by), ref, said)
    output.confirm([kept_line(each, "recorded") for each in kept])
