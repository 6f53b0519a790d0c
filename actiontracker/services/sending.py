"""Return sheets going out: the open actions of a post or an organisation, and the list of what was sent."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from itertools import chain, count
from pathlib import Path

from actiontracker.domain.errors import InputRefused
from actiontracker.reports.returns import ReturnLine, Sending, SentSheet, SheetContent, return_lines
from actiontracker.services.edge import Edge
from actiontracker.services.reporting import scope
from actiontracker.services.sheet_contents import Group, Wanted, sheet_content, sheet_groups
from actiontracker.store import returns
from actiontracker.store.connection import reading, write_transaction
from actiontracker.store.ledger import Fact, Ledger

Files = dict[Path, SheetContent]
"""What goes out, by the file it goes into."""


def send(
    edge: Edge,
    wanted: Wanted,
    due_on: str,
    target: Path,
    token: Callable[[], str],
    placed: Callable[[Files], AbstractContextManager[None]],
) -> Sending:
    """Make the sheets and record their sending, both or neither.

    `target` is the file of the one sheet, or the folder; `token` gives a new random name for each; `placed` puts the files
    in their places, and takes them away again where what follows inside it fails. Raises NotFound, UsageFault,
    InputRefused (a day in the past), and what `placed` raises.
    """
    if due_on < edge.today:
        raise InputRefused(f"--due: {due_on} lies in the past (today is {edge.today})", "give a day to come")
    with (
        ExitStack() as files_stay_if_recorded,
        write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger,
    ):
        around = scope(ledger.conn, edge.today, wanted.plans)
        groups, unled = sheet_groups(ledger.conn, around, wanted)
        named = _in_files([group for group in groups if group.actions], target, edge.today)
        files = {path: sheet_content(ledger.conn, group, around, edge.today, due_on, token()) for path, group in named.items()}
        without = [group.sent_to for group in groups if not group.actions]
        sheets = [SentSheet(sheet.sent_to, len(sheet.rows), path) for path, sheet in files.items()]
        if not files:
            return Sending(sheets, without, unled, due_on, None)
        entry = ledger.append("sending", _sent(ledger, files, around.head)).seq
        ledger.flush()
        files_stay_if_recorded.enter_context(placed(files))
        return Sending(sheets, without, unled, due_on, entry)


def _sent(ledger: Ledger, files: Files, head: int) -> list[Fact]:
    return [
        (
            "return_sheet",
            {
                "id": ledger.new_id("return_sheet"),
                "effective_on": sheet.as_at,
                "token": sheet.token,
                "sent_to": sheet.sent_to,
                "due_on": sheet.due_on,
                "head": head,
                "actions": len(sheet.rows),
                "file": path.name,
            },
        )
        for path, sheet in files.items()
    ]


def _in_files(groups: list[Group], target: Path, day: str) -> dict[Path, Group]:
    """The file of each sheet: the target itself, or in a folder one named by the post and the day.

    Names that differ in capitals only are one file on Windows: the second gets a number.
    """
    if target.suffix.lower() == ".xlsx":
        return dict(zip([target], groups, strict=False))
    named: dict[Path, Group] = {}
    taken: set[str] = set()
    for group in groups:
        stem = file_stem(group.sent_to)
        names = (f"{stem}{end}-{day}.xlsx" for end in chain([""], (f"-{number}" for number in count(2))))
        name = next(name for name in names if name.casefold() not in taken)
        taken.add(name.casefold())
        named[target / name] = group
    return named


def file_stem(code: str) -> str:
    """A post's code as part of a file's name that every system takes: with the day behind it, it is no reserved one.

    >>> file_stem("SM CLA & QA/Mgr."), file_stem("../..")
    ('SM-CLA-&-QA-Mgr', 'post')
    """
    return re.sub(r"[^\w&+]+", "-", code).strip("-")[:80] or "post"


def sent_lines(database: Path, day: str) -> list[ReturnLine]:
    """All sheets sent by `day` and not undone, the latest first."""
    with reading(database) as conn:
        return return_lines((ReturnLine._make(row) for row in returns.all_sent(conn, day)), day)
