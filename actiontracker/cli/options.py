"""Options that several commands share, so that they read the same everywhere."""

from typing import Annotated

import typer

AsAt = Annotated[str | None, typer.Option("--as-at", metavar="DATE", help="Show the state of this day (default: today).")]
Plans = Annotated[list[str], typer.Option("--plan", metavar="SLUG", help="Only this plan; may be repeated.")]
Areas = Annotated[list[str], typer.Option("--area", metavar="TEXT", help="Only this area; may be repeated.")]
Leads = Annotated[list[str], typer.Option("--lead", metavar="CODE", help="Only actions of this post; may be repeated.")]
Organisations = Annotated[
    list[str], typer.Option("--organisation", metavar="TEXT", help="Only this organisation's posts; may be repeated.")
]
Format = Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="Default: table on a terminal, else plain.")]
Public = Annotated[bool, typer.Option("--public", help="Only what may leave the building; the rest is counted.")]
Out = Annotated[
    str | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file; its ending decides the format.")
]
By = Annotated[
    str | None, typer.Option("--by", metavar="WHO", help="The author: a post (else $ACTIONTRACKER_BY, else your login).")
]
On = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="The day it holds from (default: today; never in the future).")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be recorded; write nothing.")]
Board = Annotated[str | None, typer.Option("--board", metavar="BOARD", help="The body that decided.")]
Minute = Annotated[str | None, typer.Option("--minute", metavar="N", help="Of its minutes, as they are numbered.")]
AgreedBy = Annotated[str | None, typer.Option("--agreed-by", metavar="BODY", help="The board that agreed it.")]
