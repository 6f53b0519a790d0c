"""From the names that people type to what they mean: refs, plans, posts. Near misses are named."""

from collections.abc import Iterable

from actiontracker.domain.errors import NotFound
from actiontracker.domain.plan import Plan, Post
from actiontracker.domain.refs import typed_ref
from actiontracker.reports.actions import canonical
from actiontracker.store import plans
from actiontracker.store.connection import Connection
from actiontracker.store.plans import Found


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
