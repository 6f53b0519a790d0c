"""Making, upgrading and verifying the database."""

import re
from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.domain.errors import Damaged, UsageFault
from actiontracker.store import connection


def init(ctx: typer.Context) -> None:
    """Make an empty database. 'import' does it too, if there is none.

    \b
    Examples:
      actiontracker init
      actiontracker --db board.sqlite init
    """
    path = edge.database(ctx)
    made = connection.create(path)
    if made:
        edge.tell_where(path)
    output.say(f"{path}: {'made; next: actiontracker import FILE' if made else 'is there already, nothing changed'}")


def upgrade(ctx: typer.Context) -> None:
    """Bring an old database to this version, after a verified copy beside it.

    \b
    Examples:
      actiontracker upgrade
      actiontracker --db db.sqlite upgrade
    """
    path = edge.database(ctx)
    had, copy = connection.upgrade(path)
    if copy is None:
        output.say(f"{path}: is at schema version {had} already, nothing changed")
    else:
        output.say(f"{path}: now at schema version {connection.SCHEMA_VERSION} (was {had}); a copy of the old is {copy}")


def verify(
    ctx: typer.Context,
    deep: Annotated[bool, typer.Option("--deep", help="Also read every plan as at the end of each month, and today.")] = False,
    expect_head: Annotated[
        str | None, typer.Option("--expect-head", metavar="HASH", help="The head that a report or a backup printed.")
    ] = None,
) -> None:
    """Whether the record is whole: every entry recomputed from what is stored. The first fault is named, exit 6.

    --expect-head looks for the head at the foot of a report: what was recorded up to it is then unaltered.

    \b
    Examples:
      actiontracker verify
      actiontracker verify --deep
    """
    from actiontracker.store.verifying import verify as verified

    expected = (expect_head or "").strip().lower()
    if expect_head is not None and not re.fullmatch("[0-9a-f]{8,64}", expected):
        raise UsageFault(f"--expect-head {expect_head!r} is no head", "copy it from the foot of a report: 8 to 64 of 0-9, a-f")
    path = edge.database(ctx)
    output.say_waiting("going through every entry")
    found = verified(path, expected)
    if found.faults:
        more = f" (and {len(found.faults) - 1} more)" if len(found.faults) > 1 else ""
        raise Damaged(
            f"{path}: {found.faults[0]}{more}", "keep this file as it is, and restore a backup: actiontracker restore"
        )
    if expected and found.printed is None:
        raise Damaged(f"{path}: no entry has the head {expected}", "the report is of another record, or this one was rewritten")
    if deep:
        from actiontracker.services.deep_reading import read_every_day

        read_every_day(path, edge.today().isoformat())
    printed = f"; the head {expected} is that of entry {found.printed}" if expected else ""
    output.confirm([[(f"{path}: whole, {found.entries:,} entries with {found.rows:,} rows, head {found.head}{printed}", "")]])
