"""Questions of board members, and who must answer them by when."""

from typing import Annotated, Any

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.decision import About, Due, Every, From, Name, NewName, Text, answered, due, listed
from actiontracker.cli.groups import refuse_before_a_subcommand
from actiontracker.cli.meeting import Council, needed
from actiontracker.cli.options import AsAt, By, Format, Leads, On, Organisations, Out
from actiontracker.render.result_lines import kept_line

app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)


@app.callback()
def question(
    ctx: typer.Context,
    lead: Leads = [],
    organisation: Organisations = [],
    every: Every = False,
    as_at: AsAt = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Questions that wait for an answer, the earliest due first.

    \b
    Examples:
      actiontracker question --as-at 2025-10-31
      actiontracker question --lead "HoS CP" --all
    """
    if ctx.invoked_subcommand:
        refuse_before_a_subcommand(ctx)
        return
    listed(ctx, "questions", every, lead, organisation, as_at, format, out)


@app.command()
def add(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The question.")],
    post: From = None,
    by_meeting: Due = None,
    about: About = None,
    asked_by: Annotated[str | None, typer.Option("--asked-by", metavar="POST", help="Who asks: a post, or a body.")] = None,
    meeting: Annotated[str | None, typer.Option("--meeting", metavar="MEETING", help="Where it was asked, if at one.")] = None,
    council: Council = None,
    name: NewName = None,
    by: By = None,
) -> None:
    """Record a challenge: who must answer it, by when, about which action or recommendation.

    \b
    Examples:
      actiontracker question add "Why did the date move twice?" --from "HoS CP" --about example:R1.1 --by-meeting 2026-02-10
      actiontracker question add "What did it cost?" --about harrow-2012:S1.3 --asked-by "Panel chair"
    """
    said: dict[str, Any] = {"text": needed(text, "TEXT"), "due": due(by_meeting), "asked_by": edge.said(asked_by) or None}
    from actiontracker.services.committees.deciding import add_question

    at = edge.edge(ctx, by)
    kept = add_question(at, said, wanted=meeting, council=edge.said(council), name=name, post=post, about=about)
    output.confirm([kept_line(kept, "asked")])


@app.command()
def answer(
    ctx: typer.Context,
    name: Name,
    text: Text = None,
    paper: Annotated[
        int | None, typer.Option("--paper", metavar="ITEM", min=1, help="The agenda item that answered it, by its number.")
    ] = None,
    on: On = None,
    by: By = None,
) -> None:
    """Answer a question, in words or by a paper of a meeting.

    \b
    Examples:
      actiontracker question answer q2 --text "A second call is made the same day."
      actiontracker question answer q2 --text "See the audit of March." --on 2025-11-03
    """
    answered(ctx, name, paper, text, on, by)
