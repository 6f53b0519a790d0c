"""Reports for meetings, recorded by hand: planned, written by whom, come in, cleared, moved. Nothing is overwritten."""

from typing import Any

from actiontracker.domain.committees import NEXT_MEETING
from actiontracker.domain.errors import InputRefused, NotFound
from actiontracker.reports.committees.meetings import Gathering
from actiontracker.reports.results import Kept
from actiontracker.services.committees.finding import find_gathering, find_item, find_post
from actiontracker.services.committees.reading import Read, gatherings, place_of
from actiontracker.services.committees.recording import Changes, reading_of
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.governance.statements import Statement, typed, whole
from actiontracker.store import committees, snapshot
from actiontracker.store.committees import FirstItem
from actiontracker.store.connection import write_transaction
from actiontracker.store.ledger import Fact, Ledger, Row


def add_item(edge: Edge, wanted: str, title: str, said: Row, authors: list[str], on: str) -> Kept:
    """Put a report on a meeting's work programme. Raises NotFound, InputRefused (there already, meeting cancelled)."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        at = reading_of(ledger, on)
        meeting = find_gathering(at, wanted)
        if meeting.is_cancelled:
            raise InputRefused(f"meeting {meeting.meeting} is cancelled", "name another, see: actiontracker meeting")
        if any(item.item and item.title.casefold() == title.casefold() for item in meeting.items):
            raise InputRefused(f"meeting {meeting.meeting} has {title!r} already", "see: actiontracker agenda")
        known = _planned_before(at, meeting.meeting, title)
        number = known or ledger.new_id("agenda_item")
        row: Row = {"id": number, "effective_on": on, "meeting_id": meeting.meeting, "title": title}
        text: Row = {"meeting_id": meeting.meeting, "place": 1 + sum(item.item is not None for item in meeting.items)}
        _check_received(edge, said)
        facts: list[Fact] = [] if known else [("agenda_item", row)]
        facts.append(_item_fact(ledger, number, text | said | {"withdrawn": None}, on))
        standing = [each.author for each in meeting.body.standing if each.title.casefold() == title.casefold() and each.author]
        authors = authors or [author for author in standing if author]
        facts += _authors(at, number, authors, meeting.council, on)
        if not meeting.papers_by and not meeting.access:
            facts += _told(ledger, meeting, on)
        entry = ledger.append("item", facts)
        changes: Changes = [("", "", f"{title} (item {number})"), ("author", "", ", ".join(authors) or "none yet")]
        due = f"final report by {meeting.papers_by}" if meeting.papers_by else ""
        return Kept("", f"{meeting.board} {meeting.held_on}", "item", changes, entry.seq, due)


def _planned_before(at: Read, meeting: int, title: str) -> int | None:
    """The item of that title that was planned for the meeting before and taken off. Raises InputRefused where it moved away."""
    first = FirstItem(meeting, title.casefold())
    number = next(
        (n for n, each in committees.items(at.conn).items() if each._replace(title=each.title.casefold()) == first), None
    )
    for other in gatherings(at):
        if number is not None and number in (item.item for item in other.items):
            what = f"{title!r} was planned for that meeting, and moved to {other.held_on} (meeting {other.meeting})"
            raise InputRefused(what, f"move it back: actiontracker agenda edit {number} --to {meeting} --reason TEXT")
    return number


def _told(ledger: Ledger, meeting: Gathering, on: str) -> list[Fact]:
    """What a meeting that was only recorded lacks: that it is a board's, on a day, to which items may belong."""
    known = whole(ledger.conn, "meeting_text", {"meeting_id": meeting.meeting}, {}, on, snapshot.head(ledger.conn))
    if known.said["held_on"]:
        return []
    said: Row = {"council": meeting.council, "held_on": meeting.held_on}
    return [typed(ledger.conn, Statement("meeting_text", known.key, said), on)]


def edit_item(
    edge: Edge, number: int, said: Row, authors: list[str] | None, to: str | None, reason: str | None, on: str
) -> Kept:
    """Say more of a report: its front sheet, that it came in, that it moves. Raises NotFound, InputRefused."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        at = reading_of(ledger, on)
        meeting, item = find_item(at, number)
        _check_received(edge, said)
        now: dict[str, Any] = item._asdict()
        changes: Changes = [
            (name, str(now.get(name) or ""), str(value)) for name, value in said.items() if now.get(name) != value
        ]
        changes = [("", "", "taken off the work programme") if name == "withdrawn" else (name, a, b) for name, a, b in changes]
        if to is not None:
            target = _following(at, meeting) if to.casefold().removeprefix("the ") == NEXT_MEETING else find_gathering(at, to)
            is_other = place_of(target.council, target.board) != place_of(meeting.council, meeting.board)
            if target.meeting == meeting.meeting or target.is_cancelled or is_other:
                why = "is cancelled" if target.is_cancelled else f"is of {target.board}" if is_other else "has it already"
                raise InputRefused(f"meeting {target.meeting} {why}", "name another, see: actiontracker meeting")
            said = said | {"meeting_id": target.meeting, "number": None, "pages": None, "listed_as": None}
            changes.append(("moves", meeting.held_on, target.held_on))
        if authors is not None:
            changes.append(("author", ", ".join(item.authors), ", ".join(authors) or "none"))
        if not changes:
            raise InputRefused(f"item {number} says this already", "nothing was recorded")
        facts = [_item_fact(ledger, number, said | {"reason": reason}, on)]
        facts += _authors(at, number, authors, meeting.council, on) if authors is not None else []
        entry = ledger.append("edit", facts)
        return Kept("", f"item {number}", "edit", changes, entry.seq, item.title)


def _following(at: Read, meeting: Gathering) -> Gathering:
    """The board's next meeting after this one. Raises NotFound where none is planned."""
    place = place_of(meeting.council, meeting.board)
    later = [each for each in gatherings(at) if place_of(each.council, each.board) == place and each.held_on > meeting.held_on]
    if found := next((each for each in later if not each.is_cancelled), None):
        return found
    raise NotFound(f"no meeting of {meeting.board} after {meeting.held_on} is on record", "add it: actiontracker meeting add")


def _item_fact(ledger: Ledger, number: int, said: Row, on: str) -> Fact:
    statement = whole(ledger.conn, "item_text", {"item_id": number}, said, on, snapshot.head(ledger.conn))
    return typed(ledger.conn, statement, on)


def _authors(at: Read, number: int, authors: list[str], council: str, on: str) -> list[Fact]:
    """Who writes it from now on; those who do no longer."""
    wanted = {find_post(at, author, council).id: place for place, author in enumerate(authors, 1)}
    before = {row["post_id"]: None for row in at.rows("item_author", f"x.item_id = {number}") if row["place"] is not None}
    rows: dict[int, int | None] = before | wanted
    return [typed(at.conn, Statement("item_author", {"item_id": number, "post_id": post}, {"place": place}), on)
            for post, place in rows.items()]  # fmt: skip


def _check_received(edge: Edge, said: Row) -> None:
    if said.get("received"):
        not_in_future(str(said["received"]), edge, "--received")


def clear_item(edge: Edge, number: int, clearers: list[str], cleared_on: str | None, on: str) -> Kept:
    """Say that a paper is cleared by finance, the Monitoring Officer or another, or that it has to be (no day)."""
    not_in_future(on, edge, "--on")
    if cleared_on:
        not_in_future(cleared_on, edge, "--cleared")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        _, item = find_item(reading_of(ledger, on), number)
        known = {each.clearer.casefold(): each.clearer for each in item.clearances}
        names = list(dict.fromkeys(known.get(clearer.casefold(), clearer) for clearer in clearers))
        said = [Statement("clearance", {"item_id": number, "clearer": name}, {"cleared_on": cleared_on}) for name in names]
        entry = ledger.append("clearance", [typed(ledger.conn, each, on) for each in said])
        state = f"cleared on {cleared_on}" if cleared_on else "to be cleared"
        return Kept("", f"item {number}", "clearance", [(name, "", state) for name in names], entry.seq, item.title)
