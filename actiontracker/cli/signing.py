"""Sign-off, reopening and re-audits."""

from typing import Annotated

import typer

from actiontracker.cli import edge, listing, output
from actiontracker.cli.options import AsAt, Board, By, Format, Minute, On, Out, Plans
from actiontracker.domain.errors import UsageFault
from actiontracker.render.result_lines import kept_line
from actiontracker.reports.signing import AwaitLine, ReauditLine
from actiontracker.services import reauditing, signing


def signoff(
    ctx: typer.Context,
    ref: Annotated[list[str] | None, typer.Argument(metavar="[REF]...", help="Actions; default: list what awaits it.")] = None,
    board: Board = None,
    minute: Minute = None,
    refuse: Annotated[bool, typer.Option("--refuse", help="The board did not agree (with --reason).")] = False,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="What the board missed.")] = None,
    chair: Annotated[str | None, typer.Option("--chair", metavar="CODE", help="The post that chaired the board.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse where whoever signs or chairs leads the action.")] = False,
    plan: Plans = [],
    on: On = None,
    as_at: AsAt = None,
    by: By = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Record that a board signed completed work off, or refused to; without REF list what awaits it.

    \b
    Examples:
      actiontracker signoff --plan example
      actiontracker signoff example:R3.1 --board "Improvement Board" --on 2025-12-02 --minute 12
    """
    if not ref:
        if board or minute or refuse or reason or chair or on:
            raise UsageFault("signing off needs a REF", "name the actions, or leave the other options out")
        _list_awaiting(ctx, tuple(plan), as_at, format, out)
        return
    if plan or as_at or format or out:
        raise UsageFault("--plan, --as-at, --format and -o are for the list", "leave them out, or leave out REF")
    body = edge.body(board, "--board")
    said = signing.SignOff(
        body, edge.day_or_today(on, "--on"), not refuse, edge.minute(minute), edge.said(reason) or None,
        edge.said(chair) or None, strict,
    )  # fmt: skip
    kept, warnings = signing.sign_off(edge.edge(ctx, by), ref, said)
    for warning in warnings:
        output.say(f"{warning}: nobody should judge his own work")
    output.confirm([kept_line(each, "recorded") for each in kept])


def reopen(
    ctx: typer.Context,
    ref: Annotated[list[str], typer.Argument(metavar="REF...", help="Completed, embedded or withdrawn actions.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is not done after all.")],
    on: On = None,
    by: By = None,
) -> None:
    """Open closed actions again: they are in progress, and a sign-off ends.

    \b
    Examples:
      actiontracker reopen example:R3.1 --reason "the sample found two visits unrecorded"
      actiontracker reopen example:R3.1 --reason "not done in two teams" --on 2025-12-09
    """
    if not reason.strip():
        raise UsageFault("--reason is empty", "say why it is not done after all")
    kept = signing.reopen(edge.edge(ctx, by), ref, reason.strip(), edge.day_or_today(on, "--on"))
    output.confirm([kept_line(each, "reopened") for each in kept])


def reaudit(
    ctx: typer.Context,
    ref: Annotated[list[str] | None, typer.Argument(metavar="[REF]...", help="Actions; default: the list.")] = None,
    due: Annotated[str | None, typer.Option("--due", metavar="DATE", help="By when (default: months after closing).")] = None,
    result: Annotated[str | None, typer.Option("--result", metavar="RESULT", help="sustained, partly, not-sustained.")] = None,
    evidence: Annotated[str | None, typer.Option("--evidence", metavar="ID", help="What it rests on, such as E12.")] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What was found.")] = None,
    plan: Plans = [],
    on: On = None,
    as_at: AsAt = None,
    by: By = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Plan a re-audit of completed work, or record its result; without REF list those due and done.

    Sustained: the action is embedded. Not sustained: it is open again.

    \b
    Examples:
      actiontracker reaudit example:R3.1 --due 2026-06-30
      actiontracker reaudit example:R3.1 --result sustained --note "20 files, all seen in time"
    """
    if not ref:
        if due or result or evidence or note or on:
            raise UsageFault("a re-audit needs a REF", "name the actions, or leave the other options out")
        _list_reaudits(ctx, tuple(plan), as_at, format, out)
        return
    if plan or as_at or format or out:
        raise UsageFault("--plan, --as-at, --format and -o are for the list", "leave them out, or leave out REF")
    at, day = edge.edge(ctx, by), edge.day_or_today(on, "--on")
    if result is None:
        if evidence or note:
            raise UsageFault("--evidence and --note go with --result", "say what the re-audit found")
        kept = reauditing.plan(at, ref, edge.day(due, "--due"), day)
    elif due or len(ref) > 1:
        raise UsageFault("a --result is of one action, and has no --due", "record one, then plan the next")
    else:
        kept = [reauditing.record(at, ref[0], result, evidence, edge.said(note) or None, day)]
    output.confirm([kept_line(each, "recorded") for each in kept])


def _list_awaiting(ctx: typer.Context, plans: tuple[str, ...], as_at: str | None, format: str | None, out: str | None) -> None:
    day = edge.day_or_today(as_at, "--as-at")
    found = signing.awaiting(edge.database(ctx), day, plans)
    for slug in found.unasked:
        output.say(f"the closure rule of {slug} asks for no sign-off: see 'actiontracker closure'")
    from actiontracker.render.signing_lines import await_lines

    said = listing.Listed("signoff", "Awaiting sign-off", "Nothing awaits sign-off.", AwaitLine._fields, await_lines)
    listing.write(said, found.scope, found.lines, day, format, out)


def _list_reaudits(ctx: typer.Context, plans: tuple[str, ...], as_at: str | None, format: str | None, out: str | None) -> None:
    day = edge.day_or_today(as_at, "--as-at")
    scope, lines = reauditing.listed(edge.database(ctx), day, plans)
    from actiontracker.render.signing_lines import reaudit_lines

    said = listing.Listed("reaudit", "Re-audits", "No re-audit is planned or done.", ReauditLine._fields, reaudit_lines)
    listing.write(said, scope, lines, day, format, out)
