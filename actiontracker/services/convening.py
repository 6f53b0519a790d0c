"""Recording that a board met, and what it was shown: by hand, or from a plan file."""

from collections.abc import Callable

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.plan import Meeting, Plan
from actiontracker.intake.drafts import Document
from actiontracker.reports.board import Board
from actiontracker.services import boards
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.store import meetings, plans, snapshot
from actiontracker.store.connection import write_transaction
from actiontracker.store.ledger import Fact, Ledger, Row


def record_board(
    edge: Edge, body: str, on: str, as_at: str, slugs: tuple[str, ...], every: bool, written: Callable[[Board], None]
) -> Meeting:
    """Remember that a board met and was shown some plans as at a day; `written` puts its pack where it is wanted.

    One transaction: what `written` raises leaves nothing recorded. Raises InputRefused, UsageFault, NotFound.
    """
    with write_transaction(edge.database, by=edge.by, now=edge.now) as ledger:
        chosen = sorted(boards.board_plans(ledger.conn, slugs, every, snapshot.head(ledger.conn)))
        meeting = record_meeting(ledger, edge, body, on, as_at, chosen)
        written(boards.summed_up(ledger.conn, boards.Asked(as_at), chosen, meeting.head))
        return meeting


def record_meeting(ledger: Ledger, edge: Edge, board: str, on: str, as_at: str, chosen: list[Plan]) -> Meeting:
    """Remember that a board met, and the pack that it was shown: these plans as at a day, as known up to here.

    Raises InputRefused (exit 3) for a day to come, a pack of a day after the meeting, or a meeting that is recorded.
    """
    known = _known(ledger, board, on, chosen)
    if known is not None:
        advice = f"print it with: board --meeting {known.number}; or take it back: undo {known.entry}"
        raise InputRefused(f"{known.board} on {on} is recorded already, as meeting {known.number}", advice)
    return _recorded(ledger, edge, board, on, as_at, chosen, "")


def import_meetings(ledger: Ledger, edge: Edge, document: Document, slug: str | None) -> int:
    """Record the meetings that a plan file names and the record lacks; how many there were."""
    count = 0
    for draft in document.meetings:
        chosen = [plan for plan in plans.plans(ledger.conn) if plan.slug == slug]
        if _known(ledger, draft.board, draft.on, chosen) is None:
            place = f"{document.name}, {draft.place}, "
            _recorded(ledger, edge, draft.board, draft.on, draft.as_at or draft.on, chosen, place)
            count += 1
    return count


def _known(ledger: Ledger, board: str, on: str, chosen: list[Plan]) -> Meeting | None:
    """The meeting of that board on that day about any of these plans, if one is recorded."""
    ledger.flush()
    slugs = {plan.slug for plan in chosen}
    for known in meetings.meetings(ledger.conn, snapshot.head(ledger.conn)):
        if (known.board.casefold(), known.on) == (board.casefold(), on) and slugs & set(known.plans):
            return known
    return None


def _recorded(ledger: Ledger, edge: Edge, board: str, on: str, as_at: str, chosen: list[Plan], place: str) -> Meeting:
    not_in_future(on, edge, f"{place}on" if place else "--on")
    if as_at > on:
        what = f"{place}as_at" if place else "--as-at"
        raise InputRefused(f"{what}: {as_at} is after the meeting, {on}", "a board is shown what was so by its day")
    head = snapshot.head(ledger.conn)
    number = ledger.new_id("meeting")
    facts: list[Fact] = [("meeting", {"id": number, "effective_on": on, "board": board})]
    shown: Row = {"meeting_id": number, "effective_on": on, "as_at": as_at, "head": head}
    facts += [("meeting_pack", shown | {"plan_id": plan.id}) for plan in chosen]
    entry = ledger.append("meeting", facts)
    ledger.flush()
    return next(m for m in meetings.meetings(ledger.conn, entry.seq) if m.number == number)
