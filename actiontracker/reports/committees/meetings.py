"""Boards and their meetings as at a day: the work programme, which papers are late, what must be published when."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from actiontracker.domain.committees import CLEAR_DAYS, TO_FOLLOW, Publication, publication
from actiontracker.domain.plan import Record


class Standing(NamedTuple):
    """An item that is on the agenda of every meeting of a board."""

    title: str
    author: str | None


class Body(NamedTuple):
    """A board, panel or committee. `members` are posts with what they are on it; `terms` says where its terms are."""

    council: str
    board: str
    frequency: str | None = None
    terms: str | None = None
    clear_days: int = CLEAR_DAYS
    clearances: tuple[str, ...] = ()
    members: tuple[tuple[str, str | None], ...] = ()
    standing: tuple[Standing, ...] = ()


class Clearance(NamedTuple):
    """Who clears a paper, and when that was done (None: not yet)."""

    clearer: str
    cleared_on: str | None


class Item(NamedTuple):
    """A report for a meeting. `item` is its number for commands (None: a standing item, made from its board's).

    `is_planned`: it is on the work programme; `number`, `listed_as` and `pages` stand on the agenda that was published.
    `authors` are codes of posts, `author` the same as people read it; `moved_from` is the day of the meeting that it was first
    planned for, where that is another.
    """

    item: int | None
    title: str
    purpose: str | None
    authors: tuple[str, ...]
    author: str
    is_planned: bool
    number: str | None = None
    listed_as: str | None = None
    pages: str | None = None
    received: str | None = None
    officer: str | None = None
    portfolio_holder: str | None = None
    recommends: str | None = None
    implications: str | None = None
    clearances: tuple[Clearance, ...] = ()
    is_standing: bool = False
    moved_from: str | None = None

    @property
    def is_to_follow(self) -> bool:
        """Whether the agenda says that the paper comes later, and it has not come."""
        return self.received is None and (self.pages or "").casefold() == TO_FOLLOW


class Gathering(NamedTuple):
    """A meeting of a board, planned or held. `first_planned` is the day that it was first planned for.

    `deferred` are items that were planned for it and moved: title, and the day of the meeting that they are for now.
    """

    meeting: int
    council: str
    board: str
    held_on: str
    first_planned: str
    papers_by: str | None
    access: str | None
    published: str | None
    note: str | None
    is_cancelled: bool
    body: Body
    items: tuple[Item, ...]
    deferred: tuple[tuple[str, str], ...] = ()

    @property
    def has_agenda(self) -> bool:
        """Whether the agenda that was published is on record: then what is not on it was not on it."""
        return any(item.number for item in self.items)

    def publication(self, day: str) -> Publication | None:
        """Whether its papers are out in time; None for a meeting that is not public, or not said to be."""
        if self.access != "public" or self.is_cancelled:
            return None
        return publication(self.held_on, self.published, self.body.clear_days, day)


class MeetingLine(NamedTuple):
    """A meeting as a row."""

    meeting: int
    council: str
    board: str
    held_on: str
    first_planned: str
    papers_by: str | None
    access: str | None
    publish_by: str | None
    published: str | None
    publication: str
    items: int
    late: int
    state: str
    note: str | None


class ItemLine(NamedTuple):
    """A row of the work programme. `state` says where its paper is."""

    meeting: int
    council: str
    board: str
    held_on: str
    papers_by: str | None
    item: int | None
    title: str
    purpose: str | None
    author: str
    authors: tuple[str, ...]
    state: str
    days_late: int | None
    number: str | None
    listed_as: str | None
    pages: str | None
    received: str | None
    officer: str | None
    portfolio_holder: str | None
    recommends: str | None
    implications: str | None
    cleared: tuple[str, ...]
    not_cleared: tuple[str, ...]
    is_planned: bool
    is_standing: bool
    moved_from: str | None


class Agenda(NamedTuple):
    """The work programme as at a day: meetings with their items, the earliest first."""

    as_at: str
    meetings: list[Gathering]
    record: Record


class Route(NamedTuple):
    """Which version of a plan went to which body, on which day."""

    plan: str
    body: str
    went_on: str
    version: str | None
    outcome: str | None


def days_late(item: Item, meeting: Gathering, day: str) -> int | None:
    """By how many days a paper missed the date for final reports, or misses it as at a day; None where it does not."""
    if meeting.papers_by is None or item.is_standing:
        return None
    end = item.received or min(day, max(meeting.held_on, meeting.papers_by))
    late = (date.fromisoformat(end) - date.fromisoformat(meeting.papers_by)).days
    is_known = item.received or not item.number or item.is_to_follow  # one that stands on the agenda was there
    return late if late > 0 and is_known else None


def item_state(item: Item, meeting: Gathering, day: str) -> str:
    """Where a paper is, in a few words."""
    late = days_late(item, meeting, day)
    days = f"{late} day{'' if late == 1 else 's'} late"
    if meeting.is_cancelled:
        return "meeting cancelled"
    if item.received:
        return f"received, {days}" if late else "received"
    if item.is_to_follow:
        return TO_FOLLOW
    if item.number:
        return "on the agenda" if item.is_planned or item.is_standing else "on the agenda, not planned"
    if meeting.has_agenda:
        return "not on the agenda"
    if item.is_standing:
        return "standing"
    if meeting.held_on < day:
        return "no paper on record"
    return days if late else "awaited" if meeting.papers_by else "no date for papers"


def item_line(item: Item, meeting: Gathering, day: str) -> ItemLine:
    """An item as a row of the work programme."""
    return ItemLine(
        meeting=meeting.meeting,
        council=meeting.council,
        board=meeting.board,
        held_on=meeting.held_on,
        papers_by=meeting.papers_by,
        item=item.item,
        title=item.title,
        purpose=item.purpose,
        author=item.author,
        authors=item.authors,
        state=item_state(item, meeting, day),
        days_late=days_late(item, meeting, day),
        number=item.number,
        listed_as=item.listed_as,
        pages=item.pages,
        received=item.received,
        officer=item.officer,
        portfolio_holder=item.portfolio_holder,
        recommends=item.recommends,
        implications=item.implications,
        cleared=tuple(f"{each.clearer} {each.cleared_on}" for each in item.clearances if each.cleared_on),
        not_cleared=tuple(each.clearer for each in item.clearances if not each.cleared_on),
        is_planned=item.is_planned,
        is_standing=item.is_standing,
        moved_from=item.moved_from,
    )


def item_lines(meetings: Iterable[Gathering], day: str) -> list[ItemLine]:
    """All items as rows, meeting by meeting."""
    return [item_line(item, meeting, day) for meeting in meetings for item in meeting.items]


def meeting_line(meeting: Gathering, day: str) -> MeetingLine:
    """A meeting as a row of the list."""
    out = meeting.publication(day)
    state = "cancelled" if meeting.is_cancelled else "held" if meeting.held_on < day else "to come"
    return MeetingLine(
        meeting=meeting.meeting,
        council=meeting.council,
        board=meeting.board,
        held_on=meeting.held_on,
        first_planned=meeting.first_planned,
        papers_by=meeting.papers_by,
        access=meeting.access,
        publish_by=out.last_day if out else None,
        published=meeting.published,
        publication=out.state if out else "",
        items=len(meeting.items),
        late=len(late_items(meeting, day)),
        state=state,
        note=meeting.note,
    )


def late_items(meeting: Gathering, day: str) -> list[Item]:
    """The papers of a meeting to come that are late, to follow, or not yet cleared though they are in."""
    if meeting.is_cancelled or meeting.held_on < day:
        return []
    return [
        item
        for item in meeting.items
        if item.is_to_follow
        or (days_late(item, meeting, day) and not item.received)
        or (item.received and any(each.cleared_on is None for each in item.clearances))
    ]


def late_lines(meetings: Iterable[Gathering], day: str) -> list[ItemLine]:
    """Those papers as rows."""
    return [item_line(item, meeting, day) for meeting in meetings for item in late_items(meeting, day)]
