"""Boards' meetings: the ones that are recorded, and which comes before or after a day."""

from pathlib import Path

from actiontracker.domain.errors import NotFound
from actiontracker.domain.plan import Meeting, Plan
from actiontracker.store import meetings, snapshot
from actiontracker.store.connection import Connection, reading


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


def meeting_before(conn: Connection, chosen: list[Plan], day: str, head: int, body: str | None) -> Meeting | None:
    """The last meeting of a board that was shown all of these plans as at an earlier day, or None.

    Without `body` the board is the one that was shown them first: another body's meeting is not the board's.
    """
    earlier = [m for m in _shown(conn, chosen, head, body) if m.as_at < day]
    return max(earlier, key=lambda m: (m.as_at, m.number), default=None)


def next_meeting_day(conn: Connection, chosen: list[Plan], day: str, head: int, body: str | None) -> str | None:
    """The day of the first known meeting that was shown these plans as at a day after `day`, or None.

    A meeting soon after `day` whose pack shows that very day is the one that the pack is for, not the next.
    """
    return min((m.on for m in _shown(conn, chosen, head, body) if m.as_at > day), default=None)


def check_body(conn: Connection, body: str) -> None:
    """Raises NotFound where no meeting of that board is recorded."""
    bodies = dict.fromkeys(m.board for m in meetings.meetings(conn, snapshot.head(conn)))
    if body.casefold() not in {known.casefold() for known in bodies}:
        raise NotFound(f"no meeting of {body!r} is recorded", f"known: {', '.join(bodies) or 'none'}")


def _shown(conn: Connection, chosen: list[Plan], head: int, body: str | None) -> list[Meeting]:
    slugs = {plan.slug for plan in chosen}
    shown = [m for m in meetings.meetings(conn, head) if slugs <= set(m.plans)]
    wanted = (body or (shown[0].board if shown else "")).casefold()
    return [m for m in shown if m.board.casefold() == wanted]
