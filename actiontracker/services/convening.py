"""Recording that a board met, and what it was shown: by hand, or from a plan file."""

from collections.abc import Callable

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.plan import Meeting, Plan
from actiontracker.intake.drafts import Document
from actiontracker.reports.board import Board
from actiontracker.services import boards
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.store import meetings, plans, snapshot
from actiontracker.store.connection import Connection, reading, write_transaction
from actiontracker.store.ledger import Fact, Ledger, Row

Place = Callable[[], None]
"""Puts a pack that is set already where it is wanted."""


def record_board(
    edge: Edge, body: str, on: str, as_at: str, slugs: tuple[str, ...], every: bool, prepared: Callable[[Board], Place]
) -> Meeting:
    """Remember that a board met and was shown some plans as at a day; `prepared` sets its pack, and places it when called.

    Setting a long pack takes a while, in which others may record: it is done before the lock is taken, and again where
    somebody recorded meanwhile. What placing raises leaves nothing recorded. Raises InputRefused, UsageFault, NotFound.
    """
    _check_days(edge, on, as_at, "--on", "--as-at")
    while True:
        with reading(edge.database) as conn:
            head = snapshot.head(conn)
            chosen = boards.board_plans(conn, slugs, every, head)
            _refuse_known(conn, body, on, chosen)
            place = prepared(boards.summed_up(conn, boards.Asked(as_at, body=body), chosen, head))
        with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
            if snapshot.head(ledger.conn) != head:
                continue
            meeting = _recorded(ledger, body, on, as_at, chosen)
            place()
            return meeting


def import_meetings(ledger: Ledger, edge: Edge, document: Document, slug: str | None) -> int:
    """Record the meetings that a plan file names and the record lacks; how many there were.

    One that was taken back by itself stays so. Raises InputRefused for a day to come, a pack of a day after the meeting.
    """
    count = 0
    ledger.flush()
    for draft in document.meetings:
        chosen = [plan for plan in plans.plans(ledger.conn) if plan.slug == slug]
        place, as_at = f"{document.name}, {draft.place}", draft.as_at or draft.on
        _check_days(edge, draft.on, as_at, f"{place}, on", f"{place}, as_at")
        known = _known(ledger.conn, draft.board, draft.on, chosen)
        if known is None and not meetings.was_taken_back(ledger.conn, draft.board, draft.on, str(slug)):
            _recorded(ledger, draft.board, draft.on, as_at, chosen)
            count += 1
    return count


def _check_days(edge: Edge, on: str, as_at: str, on_place: str, as_at_place: str) -> None:
    not_in_future(on, edge, on_place)
    if as_at > on:
        raise InputRefused(f"{as_at_place}: {as_at} is after the meeting, {on}", "a board is shown what was so by its day")


def _refuse_known(conn: Connection, board: str, on: str, chosen: list[Plan]) -> None:
    known = _known(conn, board, on, chosen)
    if known is not None:
        advice = f"print it with: board --meeting {known.number}; or take it back: undo {known.entry}"
        raise InputRefused(f"{known.board} on {on} is recorded already, as meeting {known.number}", advice)


def _known(conn: Connection, board: str, on: str, chosen: list[Plan]) -> Meeting | None:
    """The meeting of that board on that day about any of these plans, if one is recorded."""
    slugs = {plan.slug for plan in chosen}
    for known in meetings.meetings(conn, snapshot.head(conn)):
        if (known.board.casefold(), known.on) == (board.casefold(), on) and slugs & set(known.plans):
            return known
    return None


def _recorded(ledger: Ledger, board: str, on: str, as_at: str, chosen: list[Plan]) -> Meeting:
    """The meeting, where it was not planned, and its pack, as known up to here."""
    head = snapshot.head(ledger.conn)
    planned = meetings.planned(ledger.conn, chosen[0].council, board, on) if chosen else None
    number = planned or ledger.new_id("meeting")
    facts: list[Fact] = [] if planned else [("meeting", {"id": number, "effective_on": on, "board": board})]
    shown: Row = {"meeting_id": number, "effective_on": on, "as_at": as_at, "head": head}
    facts += [("meeting_pack", shown | {"plan_id": plan.id}) for plan in chosen]
    entry = ledger.append("meeting", facts)
    ledger.flush()
    return next(m for m in meetings.meetings(ledger.conn, entry.seq) if m.number == number)
