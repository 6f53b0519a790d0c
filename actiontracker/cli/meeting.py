"""Boards and their meetings."""

import re
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.groups import refuse_before_a_subcommand
from actiontracker.cli.options import AsAt, By, Format, On, Out
from actiontracker.domain.committees import CLEAR_DAYS
from actiontracker.domain.errors import UsageFault
from actiontracker.render.result_lines import kept_line

app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)

Meeting = Annotated[str, typer.Argument(metavar="MEETING", help="Its number, its day, or its board: then the next one.")]
BoardName = Annotated[str, typer.Argument(metavar="BOARD", help="The board, such as 'Corporate Parenting Panel'.")]
OfBoard = Annotated[str | None, typer.Option("--board", metavar="BOARD", help="Only this board's.")]
Every = Annotated[bool, typer.Option("--all", help="Past meetings too.")]
PapersBy = Annotated[
    str | None,
    typer.Option("--papers-by", metavar="DATE", help="When final reports are due, such as '8 working days before'."),
]
Public = Annotated[
    bool | None, typer.Option("--public/--exempt", help="Open to the public (its papers must be out in time), or exempt.")
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What else is known of it.")]
Council = Annotated[str | None, typer.Option("--council", metavar="TEXT", help="Whose (default: the only one).")]
FORMATS = ("table", "plain", "csv", "json")
_ACCESS = {True: "public", False: "exempt", None: None}


@app.callback()
def meeting(
    ctx: typer.Context, board: OfBoard = None, every: Every = False, as_at: AsAt = None, format: Format = None, out: Out = None
) -> None:
    """Meetings to come: dates, papers, and whether they are out in time.

    \b
    Examples:
      actiontracker meeting --board "Corporate Parenting Panel" --as-at 2012-10-31
      actiontracker meeting --all --format csv
    """
    if ctx.invoked_subcommand:
        refuse_before_a_subcommand(ctx)
        return
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, FORMATS)
    from actiontracker.reports.committees.meetings import MeetingLine, meeting_line
    from actiontracker.services.committees.reading import agenda

    found = agenda(edge.database(ctx), day, lambda each: every or each.held_on >= day, edge.said(board))
    if kind in ("csv", "json"):
        rows = [meeting_line(each, day) for each in found.meetings]
        write_rows("meetings", day, MeetingLine._fields, rows, found.record, kind, out)
    else:
        from actiontracker.render.committees.meetings import meeting_list

        output.write_lines(meeting_list(found, output.width()), kind, out)


def write_rows(
    what: str, day: str, fields: tuple[str, ...], rows: Iterable[Any], record: Any, kind: str, out: str | None
) -> None:
    """Rows as CSV or JSON."""
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(fields, rows), out)
    else:
        from actiontracker.render.json import json_rows

        output.write(json_rows(what, day, rows, record), out)


@app.command()
def add(
    ctx: typer.Context,
    board: BoardName,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the meeting; it may lie ahead.")],
    papers_by: PapersBy = None,
    public: Public = None,
    note: Note = None,
    council: Council = None,
    by: By = None,
) -> None:
    """Plan a meeting: the answer says by when its papers must be out.

    \b
    Examples:
      actiontracker meeting add "Improvement Board" --on 2026-03-10 --papers-by 2026-02-27 --council "Northford Council"
      actiontracker meeting add Cabinet --on 2026-03-12 --public --council "London Borough of Harrow"
    """
    held_on = edge.day(on, "--on") or ""
    if papers_by and re.fullmatch(r"\s*\d+ working days? before\s*", papers_by, re.ASCII | re.IGNORECASE):
        papers_by = f"{papers_by} {held_on}"
    said: dict[str, Any] = {"papers_by": edge.day(papers_by, "--papers-by"), "access": _ACCESS[public]}
    said["note"] = edge.said(note) or None
    from actiontracker.services.committees.recording import add_meeting

    at = edge.edge(ctx, by)
    kept = add_meeting(at, edge.said(council), edge.body(board, "BOARD"), held_on, said)
    output.confirm([kept_line(kept, "planned" if kept.kind == "meeting" else "recorded")])


@app.command()
def edit(
    ctx: typer.Context,
    meeting: Meeting,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stays in the record.")],
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help="The day it moves to.")] = None,
    papers_by: PapersBy = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="The day that agenda and papers were out.")
    ] = None,
    public: Public = None,
    note: Note = None,
    cancel: Annotated[bool, typer.Option("--cancel", help="It is not held.")] = False,
    on: On = None,
    by: By = None,
) -> None:
    """Move a meeting or cancel it, or say on which day its papers were out.

    \b
    Examples:
      actiontracker meeting edit 2025-11-18 --published 2025-11-10 --reason "agenda sent out"
      actiontracker meeting edit 2013-04-22 --to 2013-04-29 --reason "no room" --on 2013-03-01
    """
    said: dict[str, Any] = {"held_on": edge.day(to, "--to"), "papers_by": edge.day(papers_by, "--papers-by")}
    said |= {"published": edge.day(published, "--published"), "access": _ACCESS[public], "note": edge.said(note)}
    given = {name: value for name, value in said.items() if value} | ({"cancelled": 1} if cancel else {})
    if not given:
        raise UsageFault("nothing to change", "say --to, --papers-by, --published, --public, --note or --cancel")
    from actiontracker.services.committees.recording import edit_meeting

    kept = edit_meeting(edge.edge(ctx, by), meeting, given, needed(reason, "--reason"), edge.day_or_today(on, "--on"))
    output.confirm([kept_line(kept, "changed")])


def needed(text: str, option: str) -> str:
    """A text that may not be empty. Raises UsageFault."""
    said = " ".join(text.split())
    if not said:
        raise UsageFault(f"{option} is empty", "say it in a few words")
    return edge.valid(option, said)


@app.command()
def board(
    ctx: typer.Context,
    board: BoardName,
    frequency: Annotated[str | None, typer.Option("--frequency", metavar="TEXT", help="How often it meets.")] = None,
    terms: Annotated[str | None, typer.Option("--terms", metavar="TEXT", help="Where its terms of reference are.")] = None,
    clear_days: Annotated[
        int | None,
        typer.Option("--clear-days", min=0, max=60, metavar="N", help=f"Clear working days for papers (default {CLEAR_DAYS})."),
    ] = None,
    cleared_by: Annotated[
        list[str], typer.Option("--cleared-by", metavar="WHO", help="Who clears its papers; may be repeated.")
    ] = [],
    member: Annotated[
        list[str], typer.Option("--member", metavar="CODE[=ROLE]", help="A post on it; 'CODE=' takes it off. May be repeated.")
    ] = [],
    standing: Annotated[
        list[str],
        typer.Option(
            "--standing", metavar="TITLE[=CODE]", help="An item of every meeting, with its author; 'TITLE=' takes it off."
        ),
    ] = [],
    council: Council = None,
    on: On = None,
    by: By = None,
) -> None:
    """Say how a board works: how often it meets, its members, its standing items, who clears its papers.

    \b
    Examples:
      actiontracker meeting board "Improvement Board" --frequency monthly --member DCS=Chair --council "Northford Council"
      actiontracker meeting board Cabinet --cleared-by finance --standing "Forward Plan" --council "Northford Council"
    """
    said: dict[str, Any] = {"frequency": edge.said(frequency), "terms": edge.said(terms), "clear_days": clear_days}
    said["clearances"] = "; ".join(needed(each, "--cleared-by") for each in cleared_by) or None
    given = {name: value for name, value in said.items() if value is not None}
    members = dict(_pair(each) for each in member)
    items = dict(_pair(each) for each in standing)
    if not (given or members or items):
        raise UsageFault(
            "nothing to say of it", "say --frequency, --member, --standing, --terms; see: actiontracker meeting boards"
        )
    from actiontracker.services.committees.recording import set_body

    name, day = edge.body(board, "BOARD"), edge.day_or_today(on, "--on")
    output.confirm([kept_line(set_body(edge.edge(ctx, by), edge.said(council), name, given, members, items, day), "set")])


def _pair(text: str) -> tuple[str, str | None]:
    """`CODE=ROLE` in its two halves; the second is None where there is no equals sign."""
    name, equals, value = text.partition("=")
    return needed(name, "a name before '='"), " ".join(value.split()) if equals else None


@app.command()
def boards(ctx: typer.Context, as_at: AsAt = None, format: Format = None, out: Out = None) -> None:
    """The boards: how often they meet, their members, standing items, who clears their papers.

    \b
    Examples:
      actiontracker meeting boards
      actiontracker meeting boards --format json
    """
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, ("table", "plain", "json"))
    from actiontracker.services.committees.reading import bodies

    found = bodies(edge.database(ctx), day)
    if kind == "json":
        write_rows("boards", day, (), found.bodies, found.record, kind, out)
    else:
        from actiontracker.render.committees.meetings import body_list

        output.write_lines(body_list(found.bodies, found.record, output.width()), kind, out)
