"""The key of leads."""

from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import AsAt, By, Format, Out
from actiontracker.domain.errors import UsageFault
from actiontracker.reports.tracked import PostLine
from actiontracker.services import posts

app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)

On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day it holds from (default: today); may lie ahead.")]
Code = Annotated[str, typer.Argument(metavar="CODE", help="The post's code, such as 'SM QA'.")]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="The post's title.")]
Organisation = Annotated[str | None, typer.Option("--organisation", metavar="TEXT", help="Whose post it is.")]
ReportsTo = Annotated[str | None, typer.Option("--reports-to", metavar="CODE", help="The post above; '' for none.")]


@app.callback()
def leads(ctx: typer.Context, as_at: AsAt = None, format: Format = None, out: Out = None) -> None:
    """The posts that lead: title, organisation, whom they report to, open and overdue actions.

    \b
    Examples:
      actiontracker leads --as-at 2012-10-31
      actiontracker leads alias "Legal Services" Law.
    """
    if ctx.invoked_subcommand:
        return
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, ("table", "plain", "csv", "json"))
    lines, suggestions = posts.post_lines(edge.database(ctx), day)
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(PostLine._fields, lines), out)
    elif kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows("leads", day, lines), out)
    else:
        from actiontracker.render.result_lines import post_lines

        laid_out = list(post_lines(lines, suggestions, output.width()))
        output.write_lines(laid_out or [[("No posts yet: import a plan or a key of leads.", "")]], kind, out)


@app.command()
def add(
    ctx: typer.Context,
    code: Code,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="The post's title.")],
    organisation: Organisation = None,
    reports_to: ReportsTo = None,
    council: Annotated[
        str | None, typer.Option("--council", metavar="TEXT", help="Whose key of leads, where there are several.")
    ] = None,
    on: On = None,
    by: By = None,
) -> None:
    """Add a post to the key of leads.

    \b
    Examples:
      actiontracker leads add EH --title "Early Help" --council "Northford Council"
      actiontracker leads add SEN --title "SEN lead" --council "Northford Council"
    """
    post = _spelled("CODE", code)
    day = edge.day_or_today(on, "--on")
    if not title.strip():
        raise UsageFault("--title is empty", "say what the post is called")
    at = edge.edge(ctx, by)
    alike = posts.add_post(at, post, title=title, organisation=organisation, reports_to=reports_to, council=council, on=day)
    output.confirm([[(f"{post}  added: {title}", "")]])
    if alike:
        output.say(f"{post} looks like {', '.join(alike)}: if they are one post, say: actiontracker leads alias")


@app.command()
def edit(
    ctx: typer.Context,
    code: Code,
    title: Title = None,
    organisation: Organisation = None,
    reports_to: ReportsTo = None,
    on: On = None,
    by: By = None,
) -> None:
    """Change a post from a day on, which may lie ahead.

    \b
    Examples:
      actiontracker leads edit "SM QA" --reports-to "DD TS"
      actiontracker leads edit "DD TS" --title "Director" --on 2013-04-01
    """
    day = edge.day_or_today(on, "--on")
    posts.edit_post(edge.edge(ctx, by), code, title=title, organisation=organisation, reports_to=reports_to, on=day)
    output.confirm([[(f"{code}  changed from {day}", "")]])


@app.command()
def alias(
    ctx: typer.Context,
    spelling: Annotated[str, typer.Argument(metavar="SPELLING", help="What documents also print.")],
    code: Code,
    by: By = None,
) -> None:
    """Read a spelling as a known post, wherever it stands already and from now on.

    \b
    Examples:
      actiontracker leads alias "Legal Services" Law.
      actiontracker leads alias "LSCB Independent Chair" "LSCB Chr."
    """
    variant = _spelled("SPELLING", spelling)
    entry = posts.alias(edge.edge(ctx, by), variant, code)
    output.confirm([[(f"{variant}  is read as {code} (entry {entry})", "")]])


def _spelled(name: str, text: str) -> str:
    code = " ".join(text.split())
    if not code:
        raise UsageFault(f"{name} is empty", "name the post")
    return code
