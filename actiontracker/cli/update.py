"""Recording progress."""

import sys
from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import AgreedBy, By, DryRun
from actiontracker.domain.errors import UsageFault
from actiontracker.render.result_lines import missing_words, updated_line
from actiontracker.services import updating


def update(
    ctx: typer.Context,
    ref: Annotated[
        list[str], typer.Argument(metavar="REF...", help="One or many actions; or a recommendation, for its --note.")
    ],
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help="not_started, in_progress, on_hold, completed, withdrawn.")
    ] = None,
    rag: Annotated[str | None, typer.Option(metavar="COLOUR", help="The rating you report; 'none' takes it back.")] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="A progress note; '-' reads it from stdin.")] = None,
    public_note: Annotated[
        str | None, typer.Option(metavar="TEXT", help="A note for the public; 'approve' lets its wording out.")
    ] = None,
    expected: Annotated[str | None, typer.Option(metavar="DATE", help="When you now think it will be done.")] = None,
    deadline: Annotated[str | None, typer.Option(metavar="DATE", help="Ask for another deadline (with --reason).")] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why the deadline should move.")] = None,
    agreed_by: AgreedBy = None,
    done: Annotated[bool, typer.Option("--done", help="A recurring action was done again.")] = False,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day it speaks for (default: today).")] = None,
    by: By = None,
    if_version: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Only if the action is still at this version.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Record progress on one or many actions. What was said before stays in the history.

    \b
    Examples:
      actiontracker update S1.3 --status completed --note "Protocol signed off"
      actiontracker update S1.2 S1.11 --deadline 2013-01-31 --reason "trainer ill"
    """
    said = updating.Update(
        on=edge.day_or_today(on, "--on"),
        status=status.strip().lower().replace(" ", "_").replace("-", "_") if status is not None else None,
        rag=rag.strip().lower() if rag is not None else None,
        note=_note("--note", note),
        public_note=_note("--public-note", public_note),
        expected=edge.day(expected, "--expected"),
        deadline=edge.day(deadline, "--deadline"),
        reason=edge.said(reason) or None,
        agreed_by=edge.said(agreed_by) or None,
        done=done,
    )
    recorded = updating.update(edge.edge(ctx, by), ref, said, if_version=if_version, dry_run=dry_run)
    lines = [updated_line(one, dry_run=dry_run) for one in recorded]
    output.confirm(lines)
    for one in recorded:
        if one.missing:
            output.say(missing_words(one))
    if dry_run:
        output.say("Nothing was written: this was a dry run.")


def _note(option: str, note: str | None) -> str | None:
    if note is None:
        return None
    text = sys.stdin.read() if note == "-" else note
    text = edge.valid(option, text).strip()
    if not text:
        raise UsageFault(f"{option} is empty", "say something, or leave it out")
    return text
