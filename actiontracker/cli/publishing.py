"""What may leave the building: public notes and what is exempt."""

from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import By, Format, On, Out
from actiontracker.domain.errors import UsageFault
from actiontracker.render.result_lines import kept_line
from actiontracker.services import publishing


def approve(
    ctx: typer.Context,
    ref: Annotated[list[str] | None, typer.Argument(metavar="[REF]...", help="Actions; default: list what waits.")] = None,
    decline: Annotated[bool, typer.Option("--decline", help="Not as it stands: it stays inside.")] = False,
    on: On = None,
    by: By = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Let the wording of public notes out, or list those that wait for it.

    \b
    Examples:
      actiontracker approve
      actiontracker approve --format json
    """
    day = edge.day_or_today(on, "--on")
    if ref:
        if format or out:
            raise UsageFault("--format and -o are for the list", "leave them out, or leave out REF")
        done = publishing.decide_notes(edge.edge(ctx, by), ref, day, approved=not decline)
        output.confirm([kept_line(kept, "decided") for kept in done])
        return
    if decline:
        raise UsageFault("--decline needs a REF", "name the action")
    kind = output.chosen(format, out, ("table", "plain", "json"))
    notes = publishing.waiting_notes(edge.database(ctx), day)
    if kind == "json":
        from actiontracker.render.json import json_rows

        rows = [{"plan": n.plan, "ref": n.ref, "on": n.on, "public_note": n.text, "entry": n.entry} for n in notes]
        output.write(json_rows("approve", day, rows), out)
    else:
        from actiontracker.render.public_lines import waiting_lines

        output.write_lines(waiting_lines(notes, output.width()), kind, out)


def exempt(
    ctx: typer.Context,
    ref: Annotated[list[str], typer.Argument(metavar="REF...", help="Actions or recommendations.")],
    paragraph: Annotated[
        int | None, typer.Option("--paragraph", metavar="N", min=1, max=7, help="Of Schedule 12A, Local Government Act 1972.")
    ] = None,
    interest: Annotated[
        str | None, typer.Option("--interest", metavar="TEXT", help="Why the public interest is in not letting it out.")
    ] = None,
    confidential: Annotated[
        bool, typer.Option("--confidential", help="Confidential (section 100A) instead of exempt.")
    ] = False,
    open_again: Annotated[bool, typer.Option("--open", help="Neither any more.")] = False,
    on: On = None,
    by: By = None,
) -> None:
    """Keep actions or recommendations out of every public edition, those of earlier days too; they are counted there.

    \b
    Examples:
      actiontracker exempt example:R1.3 --paragraph 2 --interest "a family could be recognised"
      actiontracker exempt example:R1.3 --open
    """
    if confidential and open_again:
        raise UsageFault("--confidential and --open exclude each other", "say one of them")
    standing = "confidential" if confidential else "open" if open_again else "exempt"
    day = edge.day_or_today(on, "--on")
    done = publishing.disclose(edge.edge(ctx, by), ref, day, standing, paragraph, edge.said(interest) or None)
    output.confirm([kept_line(kept, "marked") for kept in done])
