"""The work programme of boards and panels."""

from typing import Annotated, Any

import typer

from actiontracker.cli import edge, output, papers
from actiontracker.cli.groups import refuse_before_a_subcommand
from actiontracker.cli.meeting import Every, Meeting, OfBoard, needed, write_rows
from actiontracker.cli.options import AsAt, By, Format, On, Out
from actiontracker.domain.errors import UsageFault
from actiontracker.render.result_lines import kept_line

app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)

Number = Annotated[int, typer.Argument(metavar="ITEM", min=1, help="The item's number in the work programme.")]
Authors = Annotated[list[str], typer.Option("--author", metavar="CODE", help="The post that writes it; may be repeated.")]
Purpose = Annotated[str | None, typer.Option("--purpose", metavar="TEXT", help="What it is for, who is to be invited.")]
FORMATS = ("table", "plain", "csv", "json", "markdown", "html", "docx", "pdf")


@app.callback()
def agenda(
    ctx: typer.Context,
    board: OfBoard = None,
    meeting: Annotated[str | None, typer.Option("--meeting", metavar="MEETING", help="Only this one: number or day.")] = None,
    every: Every = False,
    late: Annotated[bool, typer.Option("--late", help="Only papers that are late, to follow or not cleared.")] = False,
    as_at: AsAt = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """The work programme as panels print it: meeting, date for reports, title and purpose, author; what is late first.

    \b
    Examples:
      actiontracker agenda --board "Corporate Parenting Panel" --as-at 2012-10-31
      actiontracker agenda --meeting 2012-12-18 --format csv
    """
    if ctx.invoked_subcommand:
        refuse_before_a_subcommand(ctx)
        return
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, FORMATS)
    from actiontracker.reports.committees.meetings import ItemLine, item_lines, late_lines
    from actiontracker.services.committees import reading
    from actiontracker.services.committees.finding import meeting_number

    where = edge.database(ctx)
    if meeting is not None:
        number = meeting_number(where, day, meeting)
        found = reading.agenda(where, day, lambda each: each.meeting == number, edge.said(board))
    else:
        found = reading.agenda(where, day, lambda each: every or each.held_on >= day, edge.said(board))
    if kind in ("csv", "json"):
        rows = late_lines(found.meetings, day) if late else item_lines(found.meetings, day)
        write_rows("agenda", day, ItemLine._fields, rows, found.record, kind, out)
        return
    from actiontracker.render.committees.agenda import agenda_paper

    papers.write(agenda_paper(found, narrow=kind in ("table", "plain"), only_late=late), kind, out)


@app.command()
def add(
    ctx: typer.Context,
    meeting: Meeting,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="The report's title.")],
    author: Authors = [],
    purpose: Purpose = None,
    unplanned: Annotated[
        bool, typer.Option("--unplanned", help="It came onto the agenda without having been planned.")
    ] = False,
    number: Annotated[str | None, typer.Option("--number", metavar="N", help="Its number on the published agenda.")] = None,
    pages: Annotated[str | None, typer.Option("--pages", metavar="PAGES", help="Its pages there, or 'to follow'.")] = None,
    on: On = None,
    by: By = None,
) -> None:
    """Put a report on a meeting's work programme.

    \b
    Examples:
      actiontracker agenda add 2025-11-18 "Annual report of the reviewing service" --author "HoS QA"
      actiontracker agenda add 2012-12-18 "Update on housing" --author "SM CLA" --on 2012-11-01
    """
    said: dict[str, Any] = {"purpose": edge.said(purpose) or None, "planned": None if unplanned else 1}
    said |= {"number": edge.said(number) or None, "pages": edge.said(pages) or None}
    from actiontracker.services.committees.papers import add_item

    day = edge.day_or_today(on, "--on")
    kept = add_item(edge.edge(ctx, by), meeting, needed(title, "TITLE"), said, [needed(a, "--author") for a in author], day)
    output.confirm([kept_line(kept, "on the work programme")])


@app.command()
def edit(
    ctx: typer.Context,
    item: Number,
    author: Authors = [],
    purpose: Purpose = None,
    received: Annotated[str | None, typer.Option("--received", metavar="DATE", help="The day the final paper came in.")] = None,
    number: Annotated[str | None, typer.Option("--number", metavar="N", help="Its number on the published agenda.")] = None,
    listed_as: Annotated[str | None, typer.Option("--listed-as", metavar="TEXT", help="Its title there, if another.")] = None,
    pages: Annotated[str | None, typer.Option("--pages", metavar="PAGES", help="Its pages there, or 'to follow'.")] = None,
    officer: Annotated[
        str | None, typer.Option("--officer", metavar="POST", help="Front sheet: the responsible officer's post.")
    ] = None,
    portfolio_holder: Annotated[
        str | None, typer.Option("--portfolio-holder", metavar="POST", help="Front sheet: the portfolio holder's post.")
    ] = None,
    recommends: Annotated[
        str | None, typer.Option("--recommends", metavar="TEXT", help="Front sheet: what the board is asked to do.")
    ] = None,
    implications: Annotated[
        str | None, typer.Option("--implications", metavar="TEXT", help="Front sheet: legal, financial, equalities, risk.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="MEETING", help="The meeting that it moves to.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take it off the work programme.")] = False,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why it moves or is taken off.")] = None,
    on: On = None,
    by: By = None,
) -> None:
    """Say that a paper came in, fill in its front sheet, move it to another meeting, or take it off.

    \b
    Examples:
      actiontracker agenda edit 3 --received 2012-12-17 --officer "Des Nurse"
      actiontracker agenda edit 3 --to "next meeting" --reason "not ready"
    """
    sheet = {"purpose": purpose, "number": number, "listed_as": listed_as, "pages": pages, "officer": officer}
    sheet |= {"portfolio_holder": portfolio_holder, "recommends": recommends, "implications": implications}
    given: dict[str, Any] = {
        name: needed(text, f"--{name.replace('_', '-')}") for name, text in sheet.items() if text is not None
    }
    given |= {"received": day} if (day := edge.day(received, "--received")) else {}
    given |= {"withdrawn": 1} if remove else {}
    if not (given or author or to):
        raise UsageFault("nothing to change", "say --received, --author, --to or what its front sheet says")
    if (to or remove) and not (reason or "").strip():
        raise UsageFault("--reason is missing", "say why it moves or is taken off")
    from actiontracker.services.committees.papers import edit_item

    authors = [needed(each, "--author") for each in author] or None
    day_ = edge.day_or_today(on, "--on")
    kept = edit_item(edge.edge(ctx, by), item, given, authors, to, edge.said(reason) or None, day_)
    output.confirm([kept_line(kept, "changed")])


@app.command()
def clear(
    ctx: typer.Context,
    item: Number,
    who: Annotated[list[str], typer.Argument(metavar="WHO...", help="Who clears it: finance, Monitoring Officer, director.")],
    cleared: Annotated[
        str | None, typer.Option("--cleared", metavar="DATE", help="The day it was cleared (default: --on).")
    ] = None,
    asked: Annotated[bool, typer.Option("--asked", help="It has to be cleared, and is not yet.")] = False,
    on: On = None,
    by: By = None,
) -> None:
    """Record that a paper was cleared, or that somebody has to clear it.

    \b
    Examples:
      actiontracker agenda clear 3 finance
      actiontracker agenda clear 3 "Monitoring Officer" --asked
    """
    if asked and cleared:
        raise UsageFault("--asked and --cleared contradict each other", "leave one of them out")
    from actiontracker.services.committees.papers import clear_item

    day = edge.day_or_today(on, "--on")
    cleared_on = None if asked else edge.day(cleared, "--cleared") or day
    kept = clear_item(edge.edge(ctx, by), item, [needed(each, "WHO") for each in who], cleared_on, day)
    output.confirm([kept_line(kept, "clearance")])
