"""From the names that people type to what they mean: refs, plans, posts. Near misses are named."""

from collections.abc import Iterable
from typing import NamedTuple

from actiontracker.domain.errors import NotFound
from actiontracker.domain.measures import measure_ref, split_measure_ref
from actiontracker.domain.plan import Plan, Post
from actiontracker.domain.refs import typed_ref
from actiontracker.reports.actions import canonical
from actiontracker.store import measures, plans, snapshot
from actiontracker.store.connection import Connection
from actiontracker.store.plans import Found
from actiontracker.store.words import Words


class FoundMeasure(NamedTuple):
    """A measure that a ref names: its recommendation, its own ref, and its wording by column as on the day asked about."""

    recommendation: Found
    ref: str
    id: int
    columns: dict[str, str | Words | None]
    withdrawn: bool

    def said(self, column: str) -> str | None:
        """What its wording says there, as text."""
        value = self.columns[column]
        return value.text if isinstance(value, Words) else value


def find_ref(conn: Connection, typed: str, kind: str | None = None, plan: str | None = None) -> Found:
    """The one action or recommendation that a ref names, of `kind` and in `plan` if these are given.

    Raises NotFound (exit 9) where there is none, or where it could be several: then with the candidates.
    """
    wanted = typed_ref(typed)
    slug = wanted.plan or plan
    number = find_plan(conn, slug).id if slug else None
    found = [thing for thing in plans.find(conn, wanted.ref, number) if kind in (None, thing.kind)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(f"no {kind or 'action or recommendation'} {typed!r}", _nearest(conn, wanted.ref, number))
    candidates = ", ".join(f"{thing.plan}:{thing.ref} ({thing.kind})" for thing in found)
    raise NotFound(f"{typed!r} could be several: {candidates}", "write the plan before it, as in PLAN:REF")


def find_measure(conn: Connection, typed: str, day: str) -> FoundMeasure:
    """The measure that a ref such as `S1.M2` or `harrow-2012:S1.M2` names, worded as on a day. Raises NotFound (exit 9)."""
    wanted = typed_ref(typed)
    parts = split_measure_ref(wanted.ref)
    if parts is None:
        raise NotFound(f"no measure {typed!r}", "a measure's ref is its recommendation's with M1, M2 and so on, as in S1.M2")
    thing = find_ref(conn, f"{wanted.plan}:{parts[0]}" if wanted.plan else parts[0], "recommendation")
    head = snapshot.head(conn)
    found = measures.find(conn, thing.id, parts[1], day, head)
    if found is None:
        there = ", ".join(measure_ref(thing.ref, count) for count in measures.numbers(conn, thing.id, head))
        advice = f"there are {there}" if there else f"agree one: actiontracker measures add {thing.ref} --text TEXT"
        raise NotFound(f"no measure {typed!r}", advice)
    return FoundMeasure(thing, measure_ref(thing.ref, parts[1]), *found)


def find_plan(conn: Connection, slug: str) -> Plan:
    """The plan of that short name. Raises NotFound with those there are."""
    known = plans.plans(conn)
    for plan in known:
        if plan.slug == slug.lower():
            return plan
    raise NotFound(f"no plan {slug!r}", f"known: {', '.join(plan.slug for plan in known) or 'none; import one first'}")


def find_posts(posts: dict[int, Post], typed: str) -> tuple[int, ...]:
    """All identities of the posts that a code means, other spellings among them, over all councils.

    The exact spelling comes before one that differs in capitals. Raises NotFound with what is near.
    """
    named = [post for post in posts.values() if post.code == typed]
    named = named or [post for post in posts.values() if post.code.casefold() == " ".join(typed.split()).casefold()]
    if not named:
        raise NotFound(f"no post {typed!r}", _near(typed, [post.code for post in posts.values()], "see: actiontracker leads"))
    targets = {canonical(posts, post.id).id for post in named}
    return tuple(post for post in posts if canonical(posts, post).id in targets)


def posts_of_organisations(posts: dict[int, Post], names: Iterable[str]) -> tuple[int, ...]:
    """All posts, other spellings among them, whose organisation has one of these names, whatever the capitals."""
    known = sorted({post.organisation for post in posts.values() if post.organisation})
    wanted = find_words(known, names, "organisation")
    return tuple(post for post in posts if canonical(posts, post).organisation in wanted)


def find_words(known: list[str], typed: Iterable[str], what: str) -> tuple[str, ...]:
    """The words of documents that are meant, in any capitals. Raises NotFound with what is near."""
    found: list[str] = []
    for word in typed:
        same = [name for name in known if name.casefold() == word.strip().casefold()]
        if not same:
            raise NotFound(f"no {what} {word!r}", _near(word, known, f"known: {', '.join(known) or 'none'}"))
        found += same
    return tuple(found)


def _nearest(conn: Connection, ref: str, plan: int | None) -> str:
    known = plans.plans(conn)
    ids = [plan] if plan is not None else [p.id for p in known]
    if not known:
        return "nothing is tracked yet: import a plan first"
    refs = [ref for number in ids for ref in plans.refs(conn, number)]
    return _near(ref, refs, "see: actiontracker list")


def _near(wanted: str, known: list[str], otherwise: str) -> str:
    from difflib import get_close_matches

    by_key = {name.casefold(): name for name in known}
    close = get_close_matches(wanted.casefold(), by_key, n=3, cutoff=0.6)
    return f"did you mean {', '.join(by_key[key] for key in close)}?" if close else otherwise
