"""Backups: made while others write, checked before they count, put back without losing what was there."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.domain.errors import StorageFault, UsageFault
from actiontracker.render.text import Line
from actiontracker.store import backups, evidence_files

_SHOWN = 16


def backup(
    ctx: typer.Context,
    target: Annotated[str, typer.Argument(metavar="FILE", help="The new file; with --keep, the folder.")],
    keep: Annotated[
        int | None, typer.Option("--keep", metavar="N", min=1, help="Into a folder, of whose backups only the newest N stay.")
    ] = None,
) -> None:
    """Copy the database while others write: checked before it takes its name, with a manifest beside.

    \b
    Examples:
      actiontracker backup backups/october.sqlite
      actiontracker backup --keep 14 backups
    """
    if not target.strip():
        raise UsageFault("FILE is empty", "name the backup")
    database, place = edge.database(ctx), Path(target)
    moment = edge.edge(ctx, "backup").now
    output.say_waiting("copying, then going through every entry")
    if keep is None:
        if place.is_dir():
            raise UsageFault(f"{place} is a folder", "name a file in it, or say --keep N")
        backups.make_private(place.parent)
        made, old = backups.backup(database, place, moment), list[Path]()
    else:
        place, made, old = backups.backup_into(database, place, keep, moment)
    gone = f"; {len(old)} older taken away" if old else ""
    said = f"{place}: {made.entries:,} entries, head {made.head[:_SHOWN]}, verified{gone}"
    lines: list[Line] = [[(said, "")]]
    if files := evidence_files.names(database):
        folder = evidence_files.folder_of(database)
        many = "1 file of evidence is" if len(files) == 1 else f"{len(files)} files of evidence are"
        lines.append([(f"{many} not in it: copy {folder} too", "")])
    output.confirm(lines)


def restore(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FILE", help="A backup.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Put a backup back, after it was verified. The database that was there is kept beside.

    \b
    Examples:
      actiontracker restore backups/october.sqlite
      actiontracker --db new.sqlite restore backups/october.sqlite --yes
    """
    database, backup_file = edge.database(ctx), Path(source)
    if not backup_file.is_file():
        raise StorageFault(f"no backup at {backup_file}", "name a file that 'actiontracker backup' made")
    output.say_waiting("going through every entry of the backup")
    found = backups.restorable(backup_file)
    moment = edge.edge(ctx, "restore").now
    kept = _free(database, moment)
    planned = f"{backup_file}: whole, {found.entries:,} entries, head {found.head[:_SHOWN]}"
    if database.exists():
        planned += f"; {database} will be kept as {kept.name}"
    if not yes:
        if not sys.stdin.isatty():
            raise UsageFault(planned, "nobody is there to ask, so say --yes")
        output.say(planned)
        if not typer.confirm("Put it back?", err=True):
            output.say("Nothing was changed.")
            return
    had = database.exists()
    backups.restore(backup_file, database, kept)
    beside = f"; what was there is kept as {kept}" if had else ""
    output.confirm([[(f"{database}: restored, {found.entries:,} entries, head {found.head[:_SHOWN]}{beside}", "")]])


def _free(database: Path, moment: str) -> Path:
    """A name beside the database that no file has."""
    stem = f"{database.name}.before-restore-{moment.translate({ord('-'): None, ord(':'): None})}"
    names = (database.with_name(f"{stem}{number}") for number in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not name.exists())
