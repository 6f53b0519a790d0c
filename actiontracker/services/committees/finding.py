"""From what people type to meetings, agenda items, councils and posts."""

from difflib import get_close_matches
from pathlib import Path

from actiontracker.domain.deadlines import typed_day
from actiontracker.domain.errors import NotFound, UsageFault
from actiontracker.domain.plan import Post
from actiontracker.reports.actions import canonical
from actiontracker.reports.committees.meetings import Gathering, Item
from actiontracker.services.committees.reading import Read, gatherings, read_at
from actiontracker.services.finding import find_posts
from actiontracker.store import plans, snapshot
from actiontracker.store.connection import Connection, reading


def find_gathering(at: Read, typed: str) -> Gathering:
    """The meeting that is meant: by its number, its day, or its board, whose next meeting it then is. Raises NotFound."""
    known = gatherings(at)
    text = " ".join(typed.split())
    if text.isascii() and text.isdigit() and len(text) < 7:
        found = [each for each in known if each.meeting == int(text)]
    elif same := [each for each in known if each.board.casefold() == text.casefold()]:
        later = [each for each in same if each.held_on >= at.day and not each.is_cancelled]
        found = list({each.council: each for each in reversed(later)}.values())  # the next one of each council
        if not found:
            raise NotFound(f"{same[0].board} has no meeting to come", f"add one: actiontracker meeting add {same[0].board!r}")
    else:
        found = [each for each in known if each.held_on == _day(text)]
    if len(found) == 1:
        return found[0]
    names = "; ".join(_name(each) for each in (found or known[-5:]))
    what = f"{typed!r} could be several meetings" if found else f"no meeting {typed!r}"
    raise NotFound(what, f"say its number: {names}" if names else "add one: actiontracker meeting add BOARD --on DATE")


def meeting_number(database: Path, day: str, typed: str) -> int:
    """The number of the meeting that is meant, as at a day. Raises NotFound."""
    with reading(database) as conn:
        return find_gathering(read_at(conn, day, snapshot.head(conn)), typed).meeting


def _day(text: str) -> str:
    try:
        return typed_day(text, "MEETING").isoformat()
    except UsageFault:
        return ""


def _name(meeting: Gathering) -> str:
    return f"{meeting.meeting} ({meeting.board}, {meeting.held_on})"


def find_item(at: Read, number: int) -> tuple[Gathering, Item]:
    """An agenda item by its number, and the meeting that it is for. Raises NotFound with those near."""
    every = [(meeting, item) for meeting in gatherings(at) for item in meeting.items if item.item is not None]
    for meeting, item in every:
        if item.item == number:
            return meeting, item
    names = "; ".join(f"{item.item} ({item.title})" for _, item in every[-5:])
    raise NotFound(
        f"no agenda item {number}", f"known: {names}" if names else "add one: actiontracker agenda add MEETING TITLE"
    )


def find_post(at: Read, typed: str, council: str | None = None) -> Post:
    """The one post that a code or a title means; of that council, where it is known. Raises NotFound with what is near."""
    own = {number: post for number, post in at.posts.items() if council in (None, post.council)} or at.posts
    text = " ".join(typed.split()).casefold()
    numbers = {post.id for post in own.values() if (post.title or "").casefold() == text} or set(find_posts(own, typed))
    found = {canonical(at.posts, number).id for number in numbers}
    if len(found) > 1:
        names = ", ".join(sorted(f"{at.posts[number].code} of {at.posts[number].council}" for number in found))
        raise NotFound(f"{typed!r} could be several posts: {names}", "name it in a governance file instead")
    return at.posts[found.pop()]


def council_of(conn: Connection, named: str | None, boards: dict[str, str] | None = None, board: str = "") -> str:
    """The council that is meant: the one named, that of a known board, or the only one there is. Raises UsageFault."""
    known = list(dict.fromkeys([*(plan.council for plan in plans.plans(conn)), *(boards or {}).values()]))
    if named is not None:
        same = [council for council in known if council.casefold() == named.casefold()]
        if same or not known:
            return same[0] if same else named
        near = get_close_matches(named, known, n=1)
        raise UsageFault(f"no council {named!r}", f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}")
    if board.casefold() in (boards or {}):
        return (boards or {})[board.casefold()]
    if len(known) != 1:
        raise UsageFault("which council is it of?", f"say --council; known: {', '.join(known) or 'none'}")
    return known[0]
