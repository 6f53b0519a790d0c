"""Return sheets in 80 columns: what was sent, what came back, and the list of all of them."""

from collections.abc import Iterator

from actiontracker.domain.problems import Conflict, Problem
from actiontracker.domain.words import label
from actiontracker.render.result_lines import updated_line
from actiontracker.render.text import Line, clean, columns, day_words, folded
from actiontracker.reports.returns import ReturnLine, ReturnResult, Sending


def sending_lines(sending: Sending, width: int) -> Iterator[Line]:
    """The files that were made and for whom, who has nothing open, and what to do when a sheet comes back."""
    rows = [(clean(str(sheet.file)), str(sheet.actions), clean(sheet.sent_to)) for sheet in sending.sheets]
    if rows:
        yield from columns(("file", "actions", "for"), rows, width, right=("actions",))
    for who in sending.without:
        yield from folded(f"{who} has no open action: no sheet was made.", width)
    if sending.unled:
        said = "action has no lead and stands" if sending.unled == 1 else "actions have no lead and stand"
        yield from folded(f"{sending.unled} open {said} on no sheet.", width)
    if sending.entry is None:
        yield from () if sending.without else folded("There is no open action: no sheet was made.", width)
        return
    yield from folded(
        f"Wanted back by {day_words(sending.due_on)}. What comes back is read by 'actiontracker import FILE'.", width
    )
    yield [(f"Recorded as entry {sending.entry}; 'actiontracker undo {sending.entry}' takes it back.", "dim")]


def returned_lines(result: ReturnResult, width: int) -> Iterator[Line]:
    """What an import of a sheet did: action by action, then what it did not record and why."""
    where = "would go into" if result.dry_run else "into"
    yield [(clean(result.file), "bold"), (f" {where} {clean(str(result.database))}", "")]
    yield from folded(f"Return of {result.sent_to}, sent on {day_words(result.sent_on)}", width, 2)
    yield from folded(f"{_counts(result)}, as at {day_words(result.on)}", width, 2)
    for updated in result.updated:
        text = "".join(part for part, _ in updated_line(updated, dry_run=result.dry_run))
        yield from folded(text, width, 4)
    yield from _conflicts(result.conflicts, width)
    unread = [problem for problem in result.problems if problem.unread]
    yield from _problems("Not recorded, please look", unread, width)
    yield from _problems("Read, with a remark", [problem for problem in result.problems if not problem.unread], width)
    if result.closed:
        closed = ", ".join(f"{ref} ({label(status)})" for ref, status in result.closed)
        yield from folded(f"Closed here since the sheet was sent: {closed}", width, 2)
    yield from _end(result, width)


def _counts(result: ReturnResult) -> str:
    counts = [
        (len(result.updated), "updated"),
        (result.known, "recorded before"),
        (len({conflict.ref for conflict in result.conflicts}), "in conflict"),
        (result.blank, "left empty"),
    ]
    return ", ".join(f"{count} {what}" for count, what in counts if count) or "no row of it can be read"


def _conflicts(conflicts: list[Conflict], width: int) -> Iterator[Line]:
    if conflicts:
        said = f"In conflict ({len(conflicts)}): changed here since the sheet was sent, and filled in otherwise."
        yield from folded(f"{said} What stands here stays; --theirs takes the sheet's.", width, 2, "bold")
    for each in conflicts:
        here, there = (day_words(text) if each.field == "expected" else label(text) for text in (each.tracker, each.document))
        yield from folded(f"{each.ref}: {each.field} {here or 'nothing'} here, {there} in the sheet", width, 4)


def _problems(title: str, problems: list[Problem], width: int) -> Iterator[Line]:
    if problems:
        yield [(f"  {title} ({len(problems)}):", "bold")]
    for problem in problems:
        yield from folded(f"{problem.place}: {problem.what}", width, 4)


def _end(result: ReturnResult, width: int) -> Iterator[Line]:
    if result.entry is None:
        if result.known or result.conflicts or any(problem.unread for problem in result.problems):
            said = "Nothing changed: what can be read was recorded before, or is in conflict."
        else:
            said = "Nothing changed: no yellow cell is filled in, so the sheet counts as not come back."
        yield from folded(said, width, 0, "bold")
    elif result.dry_run:
        yield [("Nothing was written: this was a dry run.", "bold")]
    else:
        yield [(f"Recorded as entry {result.entry}; 'actiontracker undo {result.entry}' takes it back.", "dim")]


def sent_table_lines(lines: list[ReturnLine], title: str, width: int) -> Iterator[Line]:
    """All sheets that were sent, the latest first; the sums above."""
    yield [(title, "bold")]
    if not lines:
        yield from folded("No return sheet was sent by then: actiontracker return --lead CODE -o FILE.xlsx", width)
        return
    late, back = sum(bool(line.days_late) for line in lines), sum(line.returned_on is not None for line in lines)
    yield [(f"{late} late, {len(lines) - late - back} not due yet, {back} came back", "")]
    yield []
    rows = [
        (
            ("back" if line.returned_on else str(line.days_late or "-"), "red" if line.days_late else ""),
            day_words(line.due_on),
            day_words(line.sent_on),
            str(line.actions),
            f"{clean(line.sent_to)}, {clean(line.file)}" + _back(line),
        )
        for line in lines
    ]
    head = ("days late", "due", "sent", "actions", "sent to, and what came back")
    yield from columns(head, rows, width, right=("actions",))


def _back(line: ReturnLine) -> str:
    return f"; {back_words(line)}" if line.returned_on else ""


def back_words(line: ReturnLine) -> str:
    """What came back and when: "15 Jan 2026: 3 updates, 1 conflict"; empty where nothing did."""
    if line.returned_on is None:
        return ""
    updates, conflicts = line.updates or 0, line.conflicts or 0
    said = f"{day_words(line.returned_on)}: {updates} update{'' if updates == 1 else 's'}"
    return f"{said}, {conflicts} conflict{'' if conflicts == 1 else 's'}" if conflicts else said
