"""Return sheets that came back: the part of `import` that is about them."""

import sys

import typer

from actiontracker.cli import output
from actiontracker.domain.errors import UsageFault
from actiontracker.intake.excel.return_sheets import ReturnSheet
from actiontracker.render.return_lines import returned_lines
from actiontracker.reports.returns import ReturnResult
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Wish
from actiontracker.services.returning import import_returns

_ALLOWED = ("on", "theirs", "strict", "dry_run")


def import_sheets(at: Edge, sheets: list[ReturnSheet], wish: Wish, count: int, *, other: bool) -> None:
    """Record what sheets that came back say; on a terminal it is shown first, and asked about.

    `count` is how many files were named, `other` whether an option was given that only reading a plan has. Raises
    UsageFault (exit 2) for such an option, and where plans stand among the sheets.
    """
    if len(sheets) != count:
        raise UsageFault(f"{sheets[0].name} is a return sheet, and other files are not", "import them apart")
    unused = wish._replace(**{name: getattr(Wish(), name) for name in _ALLOWED})
    if other or unused != Wish():
        allowed = ", ".join(f"--{name.replace('_', '-')}" for name in _ALLOWED)
        raise UsageFault(f"{sheets[0].name} is a return sheet, which takes {allowed} and --by", "leave out the others")
    if sys.stdin.isatty() and sys.stdout.isatty() and not wish.dry_run:
        shown = import_returns(at, sheets, wish._replace(dry_run=True))
        if any(result.entry is not None for result in shown):
            _print(shown)
            if not typer.confirm("Record this?", default=False, err=True):
                output.say("nothing was recorded")
                return
    _print(import_returns(at, sheets, wish))


def _print(results: list[ReturnResult]) -> None:
    for result in results:
        output.confirm(returned_lines(result, output.width()), output.chosen(None, None, ("table", "plain")))
