"""Making and upgrading the database."""

import typer

from actiontracker.cli import edge, output
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
