"""Boards' meetings: recording what one was shown, and finding it again."""

from pathlib import Path

from actiontracker.domain.errors import InputRefused, NotFound
from actiontracker.domain.plan import Meeting, Plan
from actiontracker.intake.drafts import Document
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.store import meetings, plans, snapshot
from actiontracker.store.connection import Connection, reading
from actiontracker.store.ledger import Fact, Ledger, Row


def recorded_meetings(database: Path) -> list[Meeting]:
    """All meetings that are recorded, the latest day first."""
    with reading(database) as conn:
        return sorted(meetings.meetings(conn, snapshot.head(conn)), key=lambda m: (m.on, m.number), reverse=True)


def find_meeting(conn: Connection, number: int) -> Meeting:
    """A meeting by its number. Raises NotFound with those there are."""
    known = meetings.meetings(conn, snapshot.head(conn))
    for meeting in known:
        if meeting.number == number:
            return meeting
    names = ", ".join(f"{m.number} ({m.board}, {m.on})" for m in known[-5:])
    advice = f"known: {names}" if known else "record one: actiontracker board record BOARD --on DATE"
    raise NotFound(f"no meeting {number}", advice)


def meeting_before(conn: Connection, chosen: list[Plan], day: str, head: int) -> Meeting | None:
    """The last meeting that was shown all of these plans as at an earlier day, or None."""
    earlier = [m for m in _shown(conn, chosen, head) if m.as_at < day]
    return max(earlier, key=lambda m: (m.as_at, m.number), default=None)


def next_meeting_day(conn: Connection, chosen: list[Plan], day: str, head: int) -> str | None:
    """The day of the first known meeting that was shown these plans as at a day after `day`, or None.

    A meeting soon after `day` whose pack shows that very day is the one that the pack is for, not the next.
    """
    return min((m.on for m in _shown(conn, chosen, head) if m.as_at > day), default=None)


def _shown(conn: Connection, chosen: list[Plan], head: int) -> list[Meeting]:
    slugs = {plan.slug for plan in chosen}
    return [m for m in meetings.meetings(conn, head) if slugs <= set(m.plans)]


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
