"""The key of leads."""

from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import AsAt, By, Format, Out
from actiontracker.domain.errors import UsageFault
from actiontracker.render.result_lines import kept_line
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


Since = Annotated[str, typer.Option("--from", metavar="DATE", help="The first day; it may lie ahead.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="The last day, where it is known.")]


@app.command()
def holder(
    ctx: typer.Context,
    code: Code,
    since: Since,
    holder: Annotated[str | None, typer.Option("--holder", metavar="TEXT", help="Who holds it.")] = None,
    vacant: Annotated[bool, typer.Option("--vacant", help="Nobody holds it.")] = False,
    until: Until = None,
    by: By = None,
) -> None:
    """Say who holds a post, from when to when, or that nobody does. Reports go on printing the post.

    \b
    Examples:
      actiontracker leads holder "HoS QA" --holder "interim head of service" --from 2026-02-01 --until 2026-07-31
      actiontracker leads holder "SM QA" --vacant --from 2012-11-01
    """
    if (holder is None) == (not vacant):
        raise UsageFault("who holds it?", "say --holder TEXT, or --vacant")
    from actiontracker.services.holders import set_holder

    name = _spelled("--holder", holder) if holder is not None else None
    first, last = edge.day(since, "--from") or "", edge.day(until, "--until")
    output.confirm([kept_line(set_holder(edge.edge(ctx, by), code, name, first, last), "holder")])


@app.command()
def cover(
    ctx: typer.Context,
    code: Code,
    since: Since,
    covered_by: Annotated[str | None, typer.Option("--covered-by", metavar="CODE", help="The post that covers.")] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="It is covered no longer.")] = False,
    until: Until = None,
    by: By = None,
) -> None:
    """Say which post covers an absence, from when to when.

    \b
    Examples:
      actiontracker leads cover "HoS QA" --covered-by PSW --from 2025-12-01 --until 2026-01-09
      actiontracker leads cover "HoS QA" --nobody --from 2025-12-15
    """
    if (covered_by is None) == (not nobody):
        raise UsageFault("who covers it?", "say --covered-by CODE, or --nobody")
    from actiontracker.services.holders import set_cover

    first, last = edge.day(since, "--from") or "", edge.day(until, "--until")
    output.confirm([kept_line(set_cover(edge.edge(ctx, by), code, covered_by, first, last), "cover")])


@app.command()
def holders(
    ctx: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="Only this post.")] = None,
    as_at: AsAt = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Who held which post from when to when, which are vacant, who covers.

    \b
    Examples:
      actiontracker leads holders "HoS QA"
      actiontracker leads holders --format csv
    """
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, ("table", "plain", "csv", "json"))
    from actiontracker.reports.holders import HolderLine
    from actiontracker.services.holders import holder_lines

    lines = holder_lines(edge.database(ctx), day, code, ahead=as_at is None)
    if kind in ("csv", "json"):
        from actiontracker.cli.meeting import write_rows

        write_rows("posts", day, HolderLine._fields, lines, None, kind, out)
    else:
        from actiontracker.render.handover_lines import holder_list

        output.write_lines(holder_list(lines, output.width()), kind, out)


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
