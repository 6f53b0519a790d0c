"""The work programme as a paper: meeting, date for final reports, title and purpose, author, as panels print it."""

from actiontracker.render.pack.blocks import Block, Cell, Facts, Paper, Paragraph, Section, Table
from actiontracker.render.phrases import counted
from actiontracker.render.text import day_words, foot_words, one_line
from actiontracker.reports.committees.meetings import Agenda, Gathering, Item, item_line, late_items

Rows = list[tuple[Cell, ...]]


def agenda_paper(found: Agenda, *, narrow: bool, only_late: bool = False) -> Paper:
    """Each meeting with its items and what is late; `narrow` puts titles below their row, as a terminal needs it."""
    boards = list(dict.fromkeys(each.board for each in found.meetings))
    councils = list(dict.fromkeys(each.council for each in found.meetings))
    whole = [] if only_late else [_section(each, found.as_at, len(boards) > 1, narrow) for each in found.meetings]
    sections = [_late(found, only_late), *whole]
    if not found.meetings:
        said = "No meeting to come is on record. Add one: actiontracker meeting add BOARD --on DATE; --all shows past ones."
        sections = [Section("none", "No meeting", [Paragraph(said)])]
    return Paper(
        title=f"Work programme: {', '.join(map(one_line, boards)) or 'no meeting'}",
        subtitle=f"{', '.join(map(one_line, councils))}{': ' if councils else ''}as at {day_words(found.as_at)}",
        notices=[],
        sections=[section for section in sections if section.blocks],
        foot=foot_words(found.as_at, None, found.record),
    )


def _late(found: Agenda, only_late: bool) -> Section:
    """What an officer has to run after."""
    rows: Rows = [
        (
            str(item.item or ""),
            day_words(meeting.held_on),
            _lacks(item, meeting, found.as_at),
            f"{item.title} ({_author(item)})",
        )
        for meeting in found.meetings
        for item in late_items(meeting, found.as_at)
    ]
    blocks: list[Block] = []
    if rows:
        blocks.append(Table("Late, to follow, or not cleared", ("item", "meeting", "state", "title (author)"), rows, long=1))
    elif only_late:
        blocks.append(Paragraph("No paper is late, to follow or not cleared."))
    return Section("late", f"To run after: {counted(len(rows), 'paper')}", blocks)


def _lacks(item: Item, meeting: Gathering, day: str) -> str:
    """What there is to run after: that it is not in, who has yet to clear it."""
    line = item_line(item, meeting, day)
    missing = [f"not cleared by {', '.join(line.not_cleared)}"] if line.not_cleared else []
    return "; ".join([*([] if item.received and missing else [line.state]), *missing])


def _section(meeting: Gathering, day: str, is_one_of_several: bool, narrow: bool) -> Section:
    facts = [("Reports by", day_words(meeting.papers_by) or "no date given")]
    if out := meeting.publication(day):
        when = f"out on {day_words(meeting.published)}, " if meeting.published else ""
        facts.append(("Public", f"{when}papers out by {day_words(out.last_day)}: {out.state}"))
    elif meeting.access:
        facts.append(("Access", meeting.access))
    facts += [("Moved from", day_words(meeting.first_planned))] if meeting.first_planned != meeting.held_on else []
    facts += [("Deferred", one_line("; ".join(f"{title} to {day_words(to)}" for title, to in meeting.deferred)))]
    facts += [("Note", one_line(meeting.note or ""))]
    facts = [(name, said) for name, said in facts if said]
    board = f", {one_line(meeting.board)}" if is_one_of_several else ""
    state = " (cancelled)" if meeting.is_cancelled else ""
    title = f"{day_words(meeting.held_on)}{board}: {counted(len(meeting.items), 'item')}{state} (meeting {meeting.meeting})"
    table = [] if meeting.is_cancelled else [_table(meeting, day, narrow)]
    return Section(f"meeting-{meeting.meeting}", title, [Facts(facts), *table])


def _table(meeting: Gathering, day: str, narrow: bool) -> Table:
    report, empty = "report and purpose", "Nothing is planned yet: actiontracker agenda add."
    empty = "Nothing of its agenda is on record." if meeting.held_on < day else empty
    rows: Rows = []
    for item in meeting.items:
        number, state, author = str(item.item or "-"), _state(item, meeting, day), _author(item)
        title = one_line(f"{item.title}{f' – {item.purpose}' if item.purpose else ''}")
        details = _details(item, meeting, day)
        whole = f"{title} ({details})" if details else title
        rows.append((number, state, author, whole) if narrow else (number, title, author, state, details))
    if narrow:
        return Table("Reports", ("item", "state", "author", report), rows, long=1, empty=empty)
    head: tuple[str, ...] = ("item", report, "author", "state", "details")
    if not any(row[-1] for row in rows):
        head, rows = head[:-1], [row[:-1] for row in rows]
    return Table("Reports", head, rows, empty=empty)


def _author(item: Item) -> str:
    return one_line(item.author) or "no author named"


def _state(item: Item, meeting: Gathering, day: str) -> str:
    return item_line(item, meeting, day).state


def _details(item: Item, meeting: Gathering, day: str) -> str:
    """What else is known: the published agenda, the front sheet, clearances."""
    line = item_line(item, meeting, day)
    said = [f"item {item.number}{f', pages {item.pages}' if item.pages else ''} of the agenda"] if item.number else []
    said += [f"listed as {item.listed_as!r}"] if item.listed_as else []
    said += [f"moved from {day_words(item.moved_from)}"] if item.moved_from else []
    said += [f"received {day_words(item.received)}"] if item.received else []
    said += [f"responsible officer {item.officer}"] if item.officer else []
    said += [f"portfolio holder {item.portfolio_holder}"] if item.portfolio_holder else []
    said += [f"asks to {item.recommends}"] if item.recommends else []
    said += [f"implications: {item.implications}"] if item.implications else []
    said += [f"cleared by {', '.join(cleared)}"] if (cleared := _cleared(item)) else []
    said += [f"not cleared by {', '.join(line.not_cleared)}"] if line.not_cleared else []
    return one_line("; ".join(said))


def _cleared(item: Item) -> list[str]:
    return [f"{each.clearer} ({day_words(each.cleared_on)})" for each in item.clearances if each.cleared_on]
