"""The board's pack: the monthly summary, the meetings that were shown one, and highlight reports."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from actiontracker.cli import edge, editions, output, papers
from actiontracker.cli.groups import refuse_before_a_subcommand
from actiontracker.cli.options import AsAt, By, Format, Out, Plans, Public
from actiontracker.domain.errors import Findings, UsageFault
from actiontracker.reports.board import Board
from actiontracker.services.boards import Asked, board_summary
from actiontracker.services.narrowing import Subject

if TYPE_CHECKING:
    from actiontracker.reports.public import Edition

app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)

Every = Annotated[bool, typer.Option("--all", help="Sum all plans.")]


_MEETING_SAYS = (
    "--meeting says the day and the plans",
    "leave out --as-at, --since, --known-on, --board, --plan and --all",
)


@app.callback()
def board(
    ctx: typer.Context,
    plan: Plans = [],
    as_at: AsAt = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Compare with this day (default: the last board, or a month before).")
    ] = None,
    every: Every = False,
    area: Annotated[list[str], typer.Option(metavar="TEXT", help="A one-page report on this area; may be repeated.")] = [],
    rec: Annotated[list[str], typer.Option(metavar="REF", help="A one-page report on this recommendation.")] = [],
    lead: Annotated[list[str], typer.Option(metavar="CODE", help="A one-page report on this post's actions.")] = [],
    organisation: Annotated[
        list[str], typer.Option(metavar="TEXT", help="A page for this partner: its posts' actions, and what boards ask of it.")
    ] = [],
    body: Annotated[
        str | None, typer.Option("--board", metavar="BOARD", help="Whose last meeting to compare with (default: the first's).")
    ] = None,
    meeting: Annotated[int | None, typer.Option(metavar="N", help="The pack that this recorded meeting was shown.")] = None,
    known_on: Annotated[
        str | None, typer.Option(metavar="DATE", help="As known by the end of this day (UTC), whatever was recorded later.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Add the table of all actions.")] = False,
    public: Public = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="With --public: exit with 10 where something may give a person away.")
    ] = False,
    corrections: Annotated[
        bool, typer.Option("--corrections", help="Add what was recorded later for days up to this summary's.")
    ] = False,
    format: Format = None,
    out: Out = None,
) -> None:
    """The monthly summary: at a glance, what moved, exceptions, overdue, decisions, what falls due, by lead.

    -o pack.html, pack.docx, pack.pdf, pack.md or pack.json makes a pack to print and to send.

    \b
    Examples:
      actiontracker board --plan example --as-at 2025-10-31 -o pack.html
      actiontracker board --plan harrow-2012 --as-at 2012-10-31 --lead "SM QA"
    """
    if ctx.invoked_subcommand:
        refuse_before_a_subcommand(ctx)
        return
    _refuse_together(
        (meeting is not None and any((as_at, since, known_on, plan, every, body)), *_MEETING_SAYS),
        (public and corrections, "--corrections are the council's own", "leave them out of a public edition"),
        (exit_code and not public, "--exit-code goes with --public", "leave it out"),
        (body and since, "--board and --since both say what to compare with", "leave one of them out"),
    )
    known = edge.day(known_on, "--known-on")
    day = edge.day(as_at, "--as-at") or known or edge.today().isoformat()
    compared = edge.day(since, "--since")
    if compared and compared > day:
        raise UsageFault(f"--since {compared} is later than the summary's day, {day}", "give an earlier day")
    kind = output.chosen(format, out, papers.BOARD_FORMATS)
    if day > edge.today().isoformat():
        output.say(f"{day} lies ahead: this is how it would stand if nothing more were recorded")
    subject = Subject(tuple(area), tuple(rec), tuple(lead), tuple(organisation))
    asked = Asked(
        day, compared, tuple(plan), every, subject, known, meeting, full, edge.said(body) or None, public, corrections
    )
    warnings: list[str] = []

    def told(edition: "Edition") -> None:
        editions.warn(edition, kind)
        warnings.extend(edition.warnings)

    _write(board_summary(edge.database(ctx), asked, told), kind, out)
    if exit_code and warnings:
        raise Findings(f"board: {len(warnings)} places may give a person away")


def _refuse_together(*cases: tuple[object, str, str]) -> None:
    """Of options that do not go together, the first that were given."""
    for given, what, remedy in cases:
        if given:
            raise UsageFault(what, remedy)


@app.command()
def record(
    ctx: typer.Context,
    body: Annotated[str, typer.Argument(metavar="BOARD", help="The board that met, such as 'Improvement Board'.")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the meeting; never in the future.")],
    as_at: Annotated[
        str | None, typer.Option("--as-at", metavar="DATE", help="The day that its pack shows (default: the meeting's).")
    ] = None,
    plan: Plans = [],
    every: Every = False,
    by: By = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Remember that a board met and what it was shown, so that its pack can be printed again and the next one compares.

    With -o its pack is written too: both are done, or neither.

    \b
    Examples:
      actiontracker board record "Improvement Board" --on 2025-09-30 --plan example
      actiontracker board record "Improvement Board" --on 2012-10-31 --plan harrow-2012 -o pack.html
    """
    name = " ".join(body.split())
    if not name:
        raise UsageFault("BOARD is empty", "name the board that met")
    day = edge.day(on, "--on") or ""
    shown = edge.day(as_at, "--as-at") or day
    if format and not out:
        raise UsageFault("--format is for the pack", "name its file with -o")
    kind = output.chosen(format, out, papers.BOARD_FORMATS) if out is not None else ""
    from actiontracker.render.meeting_lines import recorded_lines
    from actiontracker.services.convening import Place, record_board

    printed: list[Place] = []

    def prepared(summary: Board) -> Place:
        """The pack is set before the meeting is recorded, and a file placed with it; to stdout it goes afterwards."""
        if out is None:
            return lambda: None
        place = _prepared(summary, kind, out)
        printed[:] = [place] if out == "-" else []
        return (lambda: None) if out == "-" else place

    done = record_board(edge.edge(ctx, by), name, day, shown, tuple(plan), every, prepared)
    if printed:
        output.say_lines(recorded_lines(done, output.width()))
        printed[0]()
    else:
        output.confirm(recorded_lines(done, output.width()))


@app.command()
def meetings(ctx: typer.Context, format: Format = None, out: Out = None) -> None:
    """The meetings that are recorded, the latest first, each with the number for 'board --meeting'.

    \b
    Examples:
      actiontracker board meetings
      actiontracker board meetings --format json
    """
    from actiontracker.domain.plan import Meeting
    from actiontracker.services.meetings import recorded_meetings

    kind = output.chosen(format, out, ("table", "plain", "csv", "json"))
    found = recorded_meetings(edge.database(ctx))
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(Meeting._fields, found), out)
    elif kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows("meetings", None, found), out)
    else:
        from actiontracker.render.meeting_lines import meeting_lines

        output.write_lines(meeting_lines(found, output.width()), kind, out)


def _write(summary: Board, kind: str, out: str | None) -> None:
    _prepared(summary, kind, out)()


def _prepared(summary: Board, kind: str, out: str | None) -> Callable[[], None]:
    """The summary set in its format; called, it is written."""
    if kind == "json":
        from actiontracker.render.json import json_record

        record = list(json_record("board", summary))
        return lambda: output.write(record, out)
    if kind == "words":
        from textwrap import fill

        from actiontracker.render.words import board_words

        words = fill(board_words(summary), output.width()) + "\n"
        return lambda: output.write([words], out)
    from actiontracker.render.pack.board import board_paper

    return papers.prepared(board_paper(summary), kind, out)
