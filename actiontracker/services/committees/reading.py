"""Boards, meetings, their agendas, and where plans went, as at a day."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from actiontracker.domain.committees import CLEAR_DAYS
from actiontracker.domain.errors import NotFound
from actiontracker.domain.plan import Post, Record
from actiontracker.reports.actions import canonical
from actiontracker.reports.committees.meetings import Agenda, Body, Clearance, Gathering, Item, Route, Standing
from actiontracker.services.finding import find_plan
from actiontracker.store import committees, plans, snapshot, statements
from actiontracker.store import meetings as store_meetings
from actiontracker.store.connection import Connection, reading
from actiontracker.store.statements import Row

Place = tuple[str, str]
"""A council and the name of its board, in one case."""


class KnownBodies(NamedTuple):
    """Boards as at a day, and where the record stands."""

    bodies: list[Body]
    record: Record


class Read(NamedTuple):
    """What one reading of the database is made of: the day, the head of the record, the posts as at that day."""

    conn: Connection
    day: str
    head: int
    posts: dict[int, Post]

    def rows(self, table: str, where: str = "1 = 1") -> list[Row]:
        """Whole statements that hold."""
        return statements.rows(self.conn, table, self.day, self.head, where)

    def past(self, day: str | None) -> str | None:
        """A day on which something happened, where it has come by the day of the reading."""
        return day if day is None or day <= self.day else None

    def code(self, post: int | None) -> str | None:
        """The code by which a post is printed."""
        return canonical(self.posts, post).code if post else None

    def title(self, post: int) -> str:
        """A post as people read it: its title, else its code."""
        found = canonical(self.posts, post)
        return found.title or found.code


def read_at(conn: Connection, day: str, head: int) -> Read:
    """A reading as at a day, as known at a head."""
    return Read(conn, day, head, plans.posts(conn, day, head))


def place_of(council: str, board: str) -> Place:
    """What a board is found by."""
    return council.casefold(), board.casefold()


def bodies_at(at: Read) -> dict[Place, Body]:
    """The boards of which anything is said, by council and name."""
    found: dict[Place, Body] = {}
    for row in at.rows("board_text"):
        found[place_of(row["council"], row["board"])] = Body(
            council=row["council"],
            board=row["board"],
            frequency=row["frequency"],
            terms=row["terms"],
            clear_days=row["clear_days"] if row["clear_days"] is not None else CLEAR_DAYS,
            clearances=tuple(filter(None, (row["clearances"] or "").split("; "))),
        )
    for key, rows in _by_board(at.rows("board_member")).items():
        members = tuple((at.code(row["post_id"]) or "", row["role"]) for row in rows)
        found[key] = found.get(key, _named(rows))._replace(members=members)
    for key, rows in _by_board(at.rows("standing_item")).items():
        standing = tuple(Standing(row["title"], at.code(row["post_id"])) for row in rows)
        found[key] = found.get(key, _named(rows))._replace(standing=standing)
    return found


def _by_board(rows: list[Row]) -> dict[Place, list[Row]]:
    """Rows that have a place, board by board, in the order of their places."""
    found: dict[Place, list[Row]] = {}
    for row in sorted((row for row in rows if row["place"] is not None), key=lambda row: row["place"]):
        found.setdefault(place_of(row["council"], row["board"]), []).append(row)
    return found


def _named(rows: list[Row]) -> Body:
    return Body(rows[0]["council"], rows[0]["board"])


def gatherings(at: Read) -> list[Gathering]:
    """All meetings, planned and held, with their items, the earliest first; recorded ones of which no more is said too."""
    bodies, items = bodies_at(at), _items(at)
    identities = committees.meetings(at.conn)
    found = []
    for row in at.rows("meeting_text"):
        board, planned = identities[row["meeting_id"]]
        body = bodies.get(place_of(row["council"], board)) or Body(row["council"], board)
        own = items.get(row["meeting_id"], [])
        found.append(
            Gathering(
                meeting=row["meeting_id"],
                council=row["council"],
                board=body.board,
                held_on=row["held_on"],
                first_planned=planned,
                papers_by=row["papers_by"],
                access=row["access"],
                published=at.past(row["published"]),
                note=row["note"],
                is_cancelled=row["cancelled"] == 1,
                body=body,
                items=(*own, *(_standing(at, body, own) if row["held_on"] >= at.day else ())),
            )
        )
    found = _with_moves(at, found)
    told = {each.meeting for each in found}
    councils = {plan.slug: plan.council for plan in plans.plans(at.conn, at.head)}
    for meeting in store_meetings.meetings(at.conn, at.head):
        council = councils.get(meeting.plans[0], "")
        body = bodies.get(place_of(council, meeting.board)) or Body(council, meeting.board)
        if meeting.number not in told and meeting.on <= at.day:
            bare = (None, None, None, None, False, body, ())
            found.append(Gathering(meeting.number, council, body.board, meeting.on, meeting.on, *bare))
    return sorted(found, key=lambda each: (each.held_on, each.meeting))


def _with_moves(at: Read, meetings: list[Gathering]) -> list[Gathering]:
    """With what moved from one meeting to another, told at both."""
    first, days = committees.items(at.conn), {each.meeting: each.held_on for each in meetings}
    deferred: dict[int, list[tuple[str, str]]] = {}
    found = []
    for meeting in meetings:
        items = []
        for item in meeting.items:
            was = first[item.item].meeting if item.item else meeting.meeting
            has_moved = was != meeting.meeting and was in days
            if has_moved:
                deferred.setdefault(was, []).append((item.title, meeting.held_on))
            items.append(item._replace(moved_from=days[was]) if has_moved else item)
        found.append(meeting._replace(items=tuple(items)))
    return [each._replace(deferred=tuple(deferred.get(each.meeting, ()))) for each in found]


def _standing(at: Read, body: Body, own: list[Item]) -> list[Item]:
    """The standing items that are not on the agenda under their title already; none where what was published is on record."""
    if any(item.number for item in own):
        return []
    there = {title.casefold() for item in own for title in (item.title, item.listed_as or "")}
    codes = {post.code: number for number, post in at.posts.items() if post.council == body.council}
    return [
        Item(
            item=None,
            title=each.title,
            purpose=None,
            authors=(each.author,) if each.author else (),
            author=at.title(codes[each.author]) if each.author in codes else each.author or "",
            is_planned=True,
            is_standing=True,
        )
        for each in body.standing
        if each.title.casefold() not in there
    ]


def _items(at: Read) -> dict[int, list[Item]]:
    """Items by the meeting on whose agenda they stand now."""
    titles = committees.items(at.conn)
    authors: dict[int, list[int]] = {}
    for row in sorted(at.rows("item_author"), key=lambda row: row["place"] or 0):
        if row["place"] is not None:
            authors.setdefault(row["item_id"], []).append(row["post_id"])
    cleared: dict[int, list[Clearance]] = {}
    for row in at.rows("clearance"):
        cleared.setdefault(row["item_id"], []).append(Clearance(row["clearer"], at.past(row["cleared_on"])))
    found: dict[int, list[tuple[int, Item]]] = {}
    needed = {meeting: body.clearances for meeting, body in _bodies_of_meetings(at).items()}
    needed = {
        row["meeting_id"]: needed.get(row["meeting_id"], ()) for row in at.rows("meeting_text") if row["held_on"] >= at.day
    }
    for row in at.rows("item_text"):
        if not row["withdrawn"]:
            posts = authors.get(row["item_id"], [])
            clearances = _clearances(cleared.get(row["item_id"], []), needed.get(row["meeting_id"], ()))
            item = _item(at, row, titles[row["item_id"]].title, posts, clearances)
            found.setdefault(row["meeting_id"], []).append((row["place"] or 0, item))
    return {meeting: [item for _, item in sorted(rows, key=lambda each: each[0])] for meeting, rows in found.items()}


def _bodies_of_meetings(at: Read) -> dict[int, Body]:
    bodies, identities = bodies_at(at), committees.meetings(at.conn)
    places = {row["meeting_id"]: place_of(row["council"], identities[row["meeting_id"]][0]) for row in at.rows("meeting_text")}
    return {meeting: bodies[place] for meeting, place in places.items() if place in bodies}


def _clearances(said: list[Clearance], needed: tuple[str, ...]) -> tuple[Clearance, ...]:
    """What is said of clearances, and those that the board asks for and of which nothing is said."""
    known = {each.clearer.casefold() for each in said}
    return (*said, *(Clearance(clearer, None) for clearer in needed if clearer.casefold() not in known))


def _item(at: Read, row: Row, title: str, authors: list[int], clearances: tuple[Clearance, ...]) -> Item:
    plain: dict[str, Any] = {name: row[name] for name in ("purpose", "number", "listed_as", "pages", "received")}
    plain["received"] = at.past(row["received"])
    plain |= {name: row[name] for name in ("officer", "portfolio_holder", "recommends", "implications")}
    return Item(
        item=row["item_id"],
        title=title,
        authors=tuple(filter(None, map(at.code, authors))),
        author=" / ".join(map(at.title, authors)),
        is_planned=row["planned"] == 1,
        clearances=clearances,
        **plain,
    )


def agenda(database: Path, day: str, wanted: Callable[[Gathering], bool], board: str | None = None) -> Agenda:
    """The meetings that are `wanted`, of one board where it is named. Raises NotFound where there is no such board."""
    with reading(database) as conn:
        head = snapshot.head(conn)
        known = gatherings(read_at(conn, day, head))
        if board is not None:
            check_board(known, board)
            known = [each for each in known if each.board.casefold() == board.casefold()]
        return Agenda(day, [each for each in known if wanted(each)], snapshot.record_at(conn, head))


def check_board(known: list[Gathering], board: str) -> None:
    """Raises NotFound where no meeting of that board is on record."""
    boards = dict.fromkeys(each.board for each in known)
    if board.casefold() not in {name.casefold() for name in boards}:
        raise NotFound(f"no meeting of {board!r} is on record", f"known: {', '.join(boards) or 'none; add one: meeting add'}")


def bodies(database: Path, day: str) -> KnownBodies:
    """The boards of which anything is said, and those that only meet."""
    with reading(database) as conn:
        head = snapshot.head(conn)
        at = read_at(conn, day, head)
        found = bodies_at(at)
        for each in gatherings(at):
            found.setdefault(place_of(each.council, each.board), each.body)
        return KnownBodies(list(found.values()), snapshot.record_at(conn, head))


def routes(database: Path, day: str, slugs: tuple[str, ...] = ()) -> list[Route]:
    """Which version of each plan went to which body, in the order of the days. Raises NotFound."""
    with reading(database) as conn:
        wanted = {find_plan(conn, slug).slug for slug in slugs}
        return [each for each in routes_at(read_at(conn, day, snapshot.head(conn))) if not wanted or each.plan in wanted]


def routes_at(at: Read) -> list[Route]:
    """Where plans went as at a day."""
    rows = [row for row in at.rows("plan_route") if not row["withdrawn"] and row["went_on"] <= at.day]
    found = [
        Route(snapshot.slug_of(at.conn, row["plan_id"]), row["body"], row["went_on"], row["version"], row["outcome"])
        for row in rows
    ]
    return sorted(found, key=lambda each: (each.went_on, each.plan, each.body))
