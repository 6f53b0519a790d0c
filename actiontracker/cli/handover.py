"""A post passes on."""

from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.meeting import needed
from actiontracker.cli.options import By, DryRun
from actiontracker.domain.errors import UsageFault


def handover(
    ctx: typer.Context,
    post: Annotated[str, typer.Argument(metavar="POST", help="The post's code, such as 'SM QA'.")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The first day of whoever takes over; it may lie ahead.")],
    to: Annotated[
        str | None, typer.Option("--to", metavar="WHO", help="The new holder; or another post's code, which takes the work.")
    ] = None,
    vacant: Annotated[bool, typer.Option("--vacant", help="Nobody takes over: the post is vacant.")] = False,
    dry_run: DryRun = False,
    by: By = None,
) -> None:
    """Pass a post on, and print what passes: open actions, what boards ask for, papers to write.

    \b
    Examples:
      actiontracker handover "HoS QA" --to "new head of service" --on 2025-11-03
      actiontracker handover "SM LC" --to "HoS CiC" --on 2025-11-03 --dry-run
    """
    if (to is None) == (not vacant):
        raise UsageFault("who takes over?", "say --to WHO, or --vacant")
    day = edge.day(on, "--on") or ""
    from actiontracker.render.handover_lines import handover_lines
    from actiontracker.services.handing_over import hand_over

    taker = needed(to, "--to") if to is not None else None
    done = hand_over(edge.edge(ctx, by), post, taker, day, dry_run=dry_run)
    output.confirm(list(handover_lines(done, output.width())))
