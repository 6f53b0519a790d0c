"""Erasing words for a lawful reason."""

import sys
from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import By
from actiontracker.domain.errors import UsageFault
from actiontracker.render.result_lines import redaction_lines
from actiontracker.services import redacting


def redact(
    ctx: typer.Context,
    entry: Annotated[
        int, typer.Argument(metavar="ID", min=1, max=2**63 - 1, help="The number of an entry, as 'history' shows it.")
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="REASON", help=f"One of: {', '.join(redacting.REASONS)}.")],
    sentence: Annotated[
        list[int],
        typer.Option("--sentence", metavar="N", help="Only this sentence of the entry (1 is the first); may be repeated."),
    ] = [],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    by: By = None,
) -> None:
    """Erase the words of an entry: notes, wordings, reasons. That something was said stays on record, and verifies.

    They are gone wherever the same sentence is stored, and cannot be brought back. Backups and papers that were made
    before keep them.

    \b
    Examples:
      actiontracker redact 3 --reason personal-data --yes
      actiontracker redact 3 --sentence 1 --reason court-order --yes
    """
    if reason not in redacting.REASONS:
        raise UsageFault(
            f"--reason {reason!r} is not known", f"it stays for ever, so it is one of: {', '.join(redacting.REASONS)}"
        )
    at = edge.edge(ctx, by)
    planned = redacting.plan_redaction(at, entry, tuple(sentence))
    if not yes:
        shown = list(redaction_lines(planned, output.width(), done=False))
        if not sys.stdin.isatty():
            raise UsageFault(
                f"this would erase {len(planned.sentences)} sentences of entry {entry}", "look at them, then say --yes"
            )
        output.say_lines(shown)
        if not typer.confirm("Erase them for ever?", err=True):
            output.say("Nothing was changed.")
            return
    done = redacting.redact(at, entry, tuple(sentence), reason)
    output.confirm(redaction_lines(done, output.width(), done=True))
