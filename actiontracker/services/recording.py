"""What each act says, as facts for the ledger. Commands and plan files record through the same functions."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from actiontracker.domain.errors import InputRefused
from actiontracker.store import facts, plans
from actiontracker.store.connection import Connection
from actiontracker.store.facts import Kind
from actiontracker.store.ledger import Fact, Ledger, Row
from actiontracker.store.snapshot import head
from actiontracker.store.words import Words


class Agreed(NamedTuple):
    """Who agreed a change of the plan, and under which minute; both None where nobody is said to have."""

    by: str | None = None
    minute: str | None = None


def words(text: str | None) -> Words | None:
    """A sentence for a fact; an empty one is none."""
    return Words(text) if text else None


def progress(action: int, on: str, **said: str | Words | int | None) -> Fact:
    """A progress update: `status`, `rag`, `expected`, `done`, `observed`, `note`, `public_note` (Words); what is given."""
    return "updates", {"action_id": action, "effective_on": on, **said}


def deadline_set(action: int, on: str, day: str | None, reason: str | None = None, agreed_by: str | None = None) -> Fact:
    """A first date, or (dated like what it corrects) a correction: no move. None: there was none."""
    said: Row = {"step": "set", "deadline": day, "agreed_by": agreed_by, "reason": words(reason)}
    return "deadline", {"action_id": action, "effective_on": on, **said}


def deadline_requested(action: int, on: str, day: str, reason: str | None) -> Fact:
    """Another date asked for: shown, but the agreed one goes on counting."""
    said: Row = {"step": "requested", "deadline": day, "reason": words(reason)}
    return "deadline", {"action_id": action, "effective_on": on, **said}


def deadline_decided(
    action: int,
    on: str,
    day: str,
    step: str,
    request: int | None,
    agreed_by: str | None,
    minute: str | None,
    reason: str | None,
) -> Fact:
    """A board's decision (`granted` or `refused`) from the day it was taken, answering a request where there is one."""
    said: Row = {"step": step, "deadline": day, "request": request, "agreed_by": agreed_by, "minute": minute}
    return "deadline", {"action_id": action, "effective_on": on, **said, "reason": words(reason)}


def approval(action: int, on: str, note: int, approved: int) -> Fact:
    """Whether the wording of a public note may leave: 1 it may, 0 not as it stands."""
    return "note_approval", {"action_id": action, "effective_on": on, "note": Words("", note), "approved": approved}


def disclosed(kind: Kind, thing: int, on: str, standing: str, paragraph: int | None, interest: str | None) -> Fact:
    """How a thing stands towards the public from a day on: `open`, `exempt` under a paragraph, `confidential`."""
    said: Row = {"standing": standing, "paragraph": paragraph, "interest": words(interest)}
    table = "disclosure" if kind == "action" else "recommendation_disclosure"
    return table, {f"{kind}_id": thing, "effective_on": on, **said}


def withdrawal(action: int, on: str, reason: str | None, duplicate_of: int | None, agreed: Agreed) -> Fact:
    """Why an action is withdrawn; the update that says so stands beside it."""
    said: Row = {"reason": words(reason), "duplicate_of": duplicate_of, "agreed_by": agreed.by, "minute": agreed.minute}
    return "withdrawal", {"action_id": action, "effective_on": on, **said}


def recommendation_note(recommendation: int, on: str, note: str) -> Fact:
    """A recommendation's own progress note."""
    row: Row = {"recommendation_id": recommendation, "effective_on": on, "note": words(note)}
    return "recommendation_note", row


def worded(kind: Kind, thing: int, on: str, columns: Row, reason: str | None = None, agreed: Agreed = Agreed()) -> Fact:
    """The whole wording of an action or a recommendation from a day on."""
    said: Row = {"reason": words(reason), "agreed_by": agreed.by, "minute": agreed.minute}
    return f"{kind}_text", {f"{kind}_id": thing, "effective_on": on, **columns, **said}


def first_leads(kind: Kind, thing: int, on: str, wanted: list[int], accountable: int | None) -> list[Fact]:
    """Who leads a thing of which nothing was said before."""
    return [
        (facts.LEADS[kind], _lead(kind, thing, post, on) | {"place": place, "accountable": 1 if post == accountable else None})
        for place, post in enumerate(dict.fromkeys(wanted), 1)
    ]


def changed_leads(
    conn: Connection, kind: Kind, thing: int, on: str, wanted: list[int], accountable: int | None, reason: str | None
) -> list[Fact]:
    """What must be said so that just these posts lead from that day; nothing where they already do."""
    now = facts.leads(conn, kind, thing, on, head(conn))
    why = words(reason)
    rows: list[Fact] = []
    places = {post: (place, post == accountable) for place, post in enumerate(dict.fromkeys(wanted), 1)}
    for post, (place, is_accountable) in places.items():
        if now.get(post) != (place, is_accountable):
            said: Row = {"place": place, "accountable": 1 if is_accountable else None, "reason": why}
            rows.append((facts.LEADS[kind], _lead(kind, thing, post, on) | said))
    for post in now:
        if post not in places:
            rows.append((facts.LEADS[kind], _lead(kind, thing, post, on) | {"place": None, "reason": why}))
    return rows


def changed_answers(conn: Connection, action: int, on: str, wanted: list[int], reason: str | None = None) -> list[Fact]:
    """What must be said so that the action serves just these further recommendations from that day."""
    now = facts.also_answers(conn, action, on, head(conn))
    changes = [(r, 1) for r in wanted if r not in now] + [(r, 0) for r in now if r not in wanted]
    return [answer(action, recommendation, on, linked, reason) for recommendation, linked in changes]


def answer(action: int, recommendation: int, on: str, linked: int, reason: str | None = None) -> Fact:
    """That the action serves (1) or no longer serves (0) a further recommendation."""
    said: Row = {"recommendation_id": recommendation, "linked": linked, "reason": words(reason)}
    return "also_answers", {"action_id": action, "effective_on": on, **said}


def _lead(kind: Kind, thing: int, post: int, on: str) -> Row:
    return {f"{kind}_id": thing, "post_id": post, "effective_on": on}


class PostBook:
    """The posts of a council while something is being recorded: codes to ids, new codes made into posts without a title."""

    def __init__(self, ledger: Ledger, council: str, on: str) -> None:
        self._ledger = ledger
        self._council = council
        self._on = on
        self.ids = plans.codes(ledger.conn, council)
        standing = plans.posts(ledger.conn, "9999-12-31", head(ledger.conn)).values()
        self.stands_for = {post.id: post.stands_for for post in standing if post.stands_for is not None}
        self.new: list[str] = []
        self._facts: list[Fact] = []

    def id_of(self, code: str) -> int:
        """The post of that code; a new one's row waits in `facts`."""
        if code not in self.ids:
            self.ids[code] = self._ledger.new_id("post")
            row: Row = {"id": self.ids[code], "effective_on": self._on, "council": self._council, "code": code}
            self._facts.append(("post", row))
            self.new.append(code)
        return self.ids[code]

    def leading(self, codes: Iterable[str], accountable: str | None, place: str) -> tuple[list[int], int | None]:
        """The posts of some leads, and the one of them who is accountable, in whatever spelling either is named.

        Raises InputRefused, with the `place`, where the accountable one is not among them.
        """
        wanted = [self.id_of(code) for code in codes]
        if not accountable:
            return wanted, None
        named = self.id_of(accountable)
        same = [post for post in wanted if self._plain(post) == self._plain(named)]
        if same:
            return wanted, named if named in same else same[0]
        raise InputRefused(f"{place}: {accountable!r} is accountable but not one of the leads", "name it as a lead too")

    def same(self, some: Sequence[int | None], others: Sequence[int | None]) -> bool:
        """Whether these are the same posts in the same order, in whatever spelling."""
        return [post and self._plain(post) for post in some] == [post and self._plain(post) for post in others]

    def _plain(self, post: int) -> int:
        met = set()
        while post in self.stands_for and post not in met:
            met.add(post)
            post = self.stands_for[post]
        return post

    def facts(self) -> list[Fact]:
        """The rows of the posts made since the last call: they belong to the entry that names them first."""
        facts, self._facts = self._facts, []
        return facts
