"""A post passes to a new holder, or its work to another post: the list of what passes, and the record of it."""

from difflib import get_close_matches

from actiontracker.domain.errors import InputRefused, NotFound
from actiontracker.domain.plan import Post
from actiontracker.domain.words import OPEN
from actiontracker.reports.actions import Action, canonical, seen
from actiontracker.reports.committees.matters import Matter
from actiontracker.reports.committees.meetings import Gathering, Item
from actiontracker.reports.holders import Handover, Held
from actiontracker.services import reporting
from actiontracker.services.committees.finding import find_post
from actiontracker.services.committees.matters import matters_at
from actiontracker.services.committees.reading import Read, bodies_at, gatherings, read_at
from actiontracker.services.edge import Edge
from actiontracker.services.governance.statements import Statement, typed, whole
from actiontracker.services.holders import ending, held
from actiontracker.services.recording import changed_leads
from actiontracker.store import committees, facts, plans, snapshot
from actiontracker.store.connection import write_transaction
from actiontracker.store.ledger import Fact, Ledger, Row


def hand_over(edge: Edge, code: str, to: str | None, on: str, *, dry_run: bool) -> Handover:
    """Pass a post on from a day: to a new holder, to nobody (None), or, where `to` names another post, its work to that.

    The work that is handed to another post: its open actions and recommendations, what boards ask of it, papers that it
    has yet to write, seats on boards. Raises NotFound, InputRefused (the same post or holder; nothing is changed then).
    """
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token, keep=not dry_run) as ledger:
        at = read_at(ledger.conn, on, snapshot.head(ledger.conn))
        post = find_post(at, code)
        other = _other_post(at, post, to)
        of = held(ledger.conn, at.head, at.posts).get(post.id, Held())
        now = of.on(on)
        if other is None and now is not None and now.holder == to:
            raise InputRefused(f"{post.code} is {'held by ' + to if to else 'vacant'} already on {on}", "name who takes over")
        what = _Work(ledger, at, post)
        if other:
            what.refuse_changing_later(on)
        bodies = [body for body in bodies_at(at).values() if body.council == post.council]
        boards = [body.board for body in bodies if post.code in dict(body.members)]
        first = ledger.seq + 1
        if other:
            what.pass_to(other, on)
            if ledger.seq < first:
                raise InputRefused(f"{post.code} carries nothing on {on} that could pass", "nothing was recorded")
        else:
            _new_holder(ledger, post, of, to, on)
        numbers = None if dry_run else (first, ledger.seq)
        return Handover(
            post=post.code,
            title=post.title or post.code,
            to=to,
            to_post=other.code if other else None,
            on=on,
            actions=list(what.actions.values()),
            recommendations=what.recommendations,
            matters=what.matters,
            papers=what.papers,
            boards=boards,
            standing=[item.title for body in bodies for item in body.standing if item.author == post.code],
            warnings=_warnings(ledger, at, other, to, on),
            entries=numbers,
        )


def _warnings(ledger: Ledger, at: Read, other: Post | None, to: str | None, on: str) -> list[str]:
    """What whoever hands over may not have meant: a code that is none, a post that nobody holds."""
    if other:
        of = held(ledger.conn, at.head, at.posts).get(other.id, Held())
        return [f"{other.code} is vacant on that day"] if of.is_vacant(on) else []
    near = get_close_matches((to or "").casefold(), [post.code.casefold() for post in at.posts.values()], n=1, cutoff=0.7)
    codes = {post.code.casefold(): canonical(at.posts, post.id).code for post in at.posts.values()}
    return [f"{to!r} is taken for a new holder; did you mean the post {codes[near[0]]!r}?"] if near else []


def _other_post(at: Read, post: Post, to: str | None) -> Post | None:
    """The post that takes over, where `to` names one. Raises InputRefused for the same post."""
    try:
        other = find_post(at, to, post.council) if to else None
    except NotFound:
        return None
    if other and other.id == post.id:
        raise InputRefused(f"{to!r} is the same post", "name who takes over: a person, or another post's code")
    return other


def _new_holder(ledger: Ledger, post: Post, of: Held, to: str | None, on: str) -> None:
    said = Statement("post_holder", {"post_id": post.id}, {"holder": to, "until": None})
    ledger.append("handover", [*ending(ledger.conn, post.id, of, on), typed(ledger.conn, said, on)])


class _Work:
    """What a post carries on a day."""

    def __init__(self, ledger: Ledger, at: Read, post: Post) -> None:
        self._ledger, self._at = ledger, at
        self._identities = {number for number in at.posts if canonical(at.posts, number).id == post.id}
        around = reporting.scope(ledger.conn, at.day)
        filters = snapshot.Filters(leads=(tuple(self._identities),), statuses=OPEN)
        states = snapshot.actions(ledger.conn, at.day, filters)
        self.actions: dict[int, Action] = {state.action_id: seen(state, around.lens) for state in states}
        self.recommendations = [
            f"{each.plan}:{each.ref}"
            for each in plans.recommendations(ledger.conn, at.day, at.head)
            if self._identities & facts.leads(ledger.conn, "recommendation", each.id, at.day, at.head).keys()
        ]
        meetings = gatherings(at)
        self.matters: list[Matter] = [
            each for each in matters_at(at, meetings) if each.is_open and (each.council, each.post) == (post.council, post.code)
        ]
        self.papers: list[tuple[Gathering, Item]] = [
            (meeting, item)
            for meeting in meetings
            for item in meeting.items
            if item.item
            and meeting.council == post.council
            and post.code in item.authors
            and not item.received
            and meeting.held_on >= at.day
        ]

    def refuse_changing_later(self, on: str) -> None:
        """Raises InputRefused where leads are said for a later day already: who leads then would be said twice."""
        for action, seen_ in self.actions.items():
            if facts.leads_change_after(self._ledger.conn, "action", action, on, self._at.head):
                what = f"{seen_.plan}:{seen_.ref}: its leads change again after {on}, by what is recorded already"
                raise InputRefused(
                    what, "see: actiontracker history; take that back first (undo), or hand over from a later day"
                )

    def pass_to(self, other: Post, on: str) -> None:
        """Record that another post leads, answers and writes it."""
        conn, reason = self._ledger.conn, f"handed over to {other.code}"
        for action in self.actions:
            if own := self._leads("action", action, other, on, reason):
                self._ledger.append("handover", own, action=action)
        rest: list[Fact] = []
        for recommendation in plans.recommendations(conn, on, self._at.head):
            rest += self._leads("recommendation", recommendation.id, other, on, reason)
        names = committees.matters(conn)
        for matter in self.matters:
            key: Row = {"matter_id": names[(matter.council, matter.name)]}
            row: Row = {"post_id": other.id, "reason": reason}
            rest.append(typed(conn, whole(conn, "matter_text", key, row, on, self._at.head), on))
        for _, item in self.papers:
            rest += self._author(item, other, on)
        rest += [typed(conn, Statement("board_member", key, row), on) for key, row in self._seats(other)]
        for row in self._at.rows("standing_item"):
            if row["post_id"] in self._identities and row["place"] is not None:
                named: Row = {name: row[name] for name in ("council", "board", "title")}
                said: Row = {"place": row["place"], "post_id": other.id}
                rest.append(typed(conn, Statement("standing_item", named, said), on))
        if rest:
            self._ledger.append("handover", rest)

    def _leads(self, kind: facts.Kind, thing: int, other: Post, on: str, reason: str) -> list[Fact]:
        now = facts.leads(self._ledger.conn, kind, thing, on, self._at.head)
        if not self._identities & now.keys():
            return []
        wanted = [other.id if post in self._identities else post for post in now]
        accountable = next((post for post, (_, is_accountable) in now.items() if is_accountable), None)
        accountable = other.id if accountable in self._identities else accountable
        return changed_leads(self._ledger.conn, kind, thing, on, wanted, accountable, reason)

    def _author(self, item: Item, other: Post, on: str) -> list[Fact]:
        rows = self._at.rows("item_author", f"x.item_id = {item.item}")
        mine = [row for row in rows if row["post_id"] in self._identities and row["place"] is not None]
        said = [({"item_id": item.item, "post_id": row["post_id"]}, {"place": None}) for row in mine]
        said += [({"item_id": item.item, "post_id": other.id}, {"place": mine[0]["place"]})]
        return [typed(self._ledger.conn, Statement("item_author", dict(key), dict(row)), on) for key, row in said]

    def _seats(self, other: Post) -> list[tuple[Row, Row]]:
        """Seats on boards, with their role: given up, and taken."""
        found: list[tuple[Row, Row]] = []
        seats = self._at.rows("board_member")
        taken = {(row["council"], row["board"]) for row in seats if row["post_id"] == other.id and row["place"] is not None}
        for row in seats:
            if row["post_id"] in self._identities and row["place"] is not None:
                key: Row = {"council": row["council"], "board": row["board"]}
                found.append((key | {"post_id": row["post_id"]}, {"place": None}))
                if (row["council"], row["board"]) not in taken:
                    found.append((key | {"post_id": other.id}, {"place": row["place"], "role": row["role"]}))
        return found
