"""Return sheets: Excel files for leads who do not use a terminal, and who is late with theirs."""

from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import AsAt, By, Format, Out, Plans
from actiontracker.domain.errors import UsageFault
from actiontracker.render.return_lines import sending_lines, sent_table_lines
from actiontracker.render.text import day_words
from actiontracker.reports.returns import ReturnLine
from actiontracker.services import sending
from actiontracker.services.sheet_contents import Wanted

_DAYS_TO_FILL_IN = 14


def send(
    ctx: typer.Context,
    out: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="The .xlsx file to make, or a folder; never written over.")
    ],
    lead: Annotated[list[str], typer.Option("--lead", metavar="CODE", help="Open actions of this post.")] = [],
    organisation: Annotated[
        list[str], typer.Option("--organisation", metavar="TEXT", help="Open actions of this organisation's posts.")
    ] = [],
    each: Annotated[bool, typer.Option("--each", help="A file for each post that leads open actions, into a folder.")] = False,
    plan: Plans = [],
    due: Annotated[
        str | None, typer.Option(metavar="DATE", help="When it is wanted back (default: two weeks from today).")
    ] = None,
    by: By = None,
) -> None:
    """Make an Excel sheet of a lead's open actions, to be filled in and imported again.

    The lead fills in status, expected day and note, as far as there is news; all else is locked. 'import' knows the file
    by a stamp inside. --lead and --organisation may be repeated: one sheet then has the actions of all.

    \b
    Examples:
      actiontracker return --lead "SM QA" -o return.xlsx
      actiontracker return --each --plan example -o returns
    """
    if (bool(lead), bool(organisation), each).count(True) != 1:
        raise UsageFault("whose actions?", "say one of --lead CODE, --organisation TEXT and --each")
    wanted = Wanted(tuple(lead), tuple(organisation), each, tuple(plan))
    at = edge.edge(ctx, by)
    due_on = edge.day(due, "--due") or (date.fromisoformat(at.today) + timedelta(days=_DAYS_TO_FILL_IN)).isoformat()
    from secrets import token_hex

    done = sending.send(at, wanted, due_on, _target(out, each), lambda: token_hex(16), _placed)
    output.confirm(sending_lines(done, output.width()))


def _target(out: str, each: bool) -> Path:
    """The file or the folder that is meant. Raises UsageFault where the one is named and the other needed."""
    path = Path(out)
    is_folder = path.is_dir()
    if not out.strip():
        raise UsageFault("-o is empty", "name a file, or with --each a folder")
    if each and not is_folder and (path.exists() or path.suffix):
        raise UsageFault(f"-o {out!r}: --each makes several files", "name a folder, without an ending")
    if not each and not is_folder and path.suffix.lower() != ".xlsx":
        raise UsageFault(f"-o {out!r}: a return sheet is an Excel file", "give it a name that ends in .xlsx")
    return path


def _placed(files: sending.Files) -> AbstractContextManager[None]:
    from actiontracker.cli.placing import placed
    from actiontracker.render.return_sheets import return_workbook

    return placed({path: return_workbook(sheet) for path, sheet in files.items()})


def returns(ctx: typer.Context, as_at: AsAt = None, format: Format = None, out: Out = None) -> None:
    """Return sheets that were sent: what came back, and who is late, the latest first.

    \b
    Examples:
      actiontracker returns
      actiontracker returns --format csv -o returns.csv
    """
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, ("table", "plain", "csv", "json", "markdown"))
    lines = sending.sent_lines(edge.database(ctx), day)
    title = f"Return sheets as at {day_words(day)}"
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(ReturnLine._fields, lines), out)
    elif kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows("returns", day, lines), out)
    elif kind == "markdown":
        from actiontracker.render.markdown import return_table

        output.write(return_table(lines, title), out)
    else:
        output.write_lines(sent_table_lines(lines, title, output.width()), kind, out)
