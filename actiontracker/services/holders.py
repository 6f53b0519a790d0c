"""Who holds which post from when to when, and who covers an absence: read and recorded. It may be said ahead."""

from pathlib import Path

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.plan import Post
from actiontracker.reports.actions import canonical
from actiontracker.reports.holders import Cover, Held, HolderLine, Holding, day_before, overlapping
from actiontracker.reports.results import Kept
from actiontracker.services.committees.finding import find_post
from actiontracker.services.committees.reading import read_at
from actiontracker.services.edge import Edge
from actiontracker.services.governance.statements import Statement, typed
from actiontracker.store import plans, snapshot, statements
from actiontracker.store.connection import Connection, reading, write_transaction
from actiontracker.store.ledger import Fact, Ledger, Row


def held(conn: Connection, head: int, posts: dict[int, Post]) -> dict[int, Held]:
    """What is said of the holders and covers of each post, by id, for all days."""
    found: dict[int, Held] = {}
    for row in statements.every(conn, "post_holder", head):
        post = canonical(posts, row["post_id"]).id
        one = found.get(post, Held())
        holding = Holding(row["effective_on"], row["until"], row["holder"])
        found[post] = one._replace(holdings=(*one.holdings, holding))
    for row in statements.every(conn, "post_cover", head):
        post = canonical(posts, row["post_id"]).id
        one = found.get(post, Held())
        cover = Cover(
            row["effective_on"], row["until"], canonical(posts, row["covered_by"]).code if row["covered_by"] else None
        )
        found[post] = one._replace(covers=(*one.covers, cover))
    return found


def vacant_posts(conn: Connection, head: int, posts: dict[int, Post], council: str, day: str) -> frozenset[str]:
    """The codes of a council's posts that are said to be held by nobody on a day, and that nobody covers."""
    every = held(conn, head, posts).items()
    empty = [posts[post] for post, of in every if of.is_vacant(day) and of.cover(day) is None]
    return frozenset(post.code for post in empty if post.council == council)


def holder_lines(database: Path, day: str, code: str | None = None, *, ahead: bool = False) -> list[HolderLine]:
    """Every post with its holders' times, the earliest first, those `ahead` too; or of one post. Raises NotFound."""
    with reading(database) as conn:
        head = snapshot.head(conn)
        at = read_at(conn, day, head)
        wanted = find_post(at, code).id if code else None
        by_post = held(conn, head, at.posts)
        stated = plans.recorded_posts(conn)
        chosen = [post for post in at.posts.values() if post.stands_for is None and wanted in (None, post.id)]
        chosen = [post for post in chosen if wanted or post.id in by_post or post.id in stated]
        return [line for post in chosen for line in _lines(post, at.posts, by_post.get(post.id, Held()), day, ahead)]


def _lines(post: Post, posts: dict[int, Post], of: Held, day: str, ahead: bool) -> list[HolderLine]:
    superior = posts[post.superior].code if post.superior else None
    cover = of.cover(day)
    rows: list[Holding | None] = [each for each in of.holdings if ahead or each.since <= day]
    found = []
    for each in rows or [None]:
        is_last = each is next((row for row in reversed(rows) if row and row.since <= day), (rows or [None])[0])
        covered = cover if is_last else None
        found.append(
            HolderLine(
                council=post.council,
                code=post.code,
                title=post.title,
                organisation=post.organisation,
                reports_to=superior,
                holder=each.holder if each else None,
                since=each.since if each else None,
                until=_until(each, of) if each else None,
                is_vacant=is_last and of.is_vacant(day),
                covered_by=covered.covered_by if covered else None,
                cover_since=covered.since if covered else None,
                cover_until=covered.until if covered else None,
            )
        )
    return found


def _until(holding: Holding, of: Held) -> str | None:
    """The last day of a holder: as it was said, or the day before the next one's first."""
    later = [each.since for each in of.holdings if each.since > holding.since]
    return holding.until or (day_before(min(later)) if later else None)


def set_holder(edge: Edge, code: str, holder: str | None, since: str, until: str | None) -> Kept:
    """Say who holds a post, or that nobody does. Raises NotFound, InputRefused (holders would overlap)."""
    _check_order(since, until)
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        at = read_at(ledger.conn, since, snapshot.head(ledger.conn))
        post = find_post(at, code)
        known = held(ledger.conn, at.head, at.posts).get(post.id, Held()).holdings
        _refuse_overlap(post.code, [*(each for each in known if each.since != since), Holding(since, until, holder)])
        said = Statement("post_holder", {"post_id": post.id}, {"holder": holder, "until": until})
        entry = ledger.append("holder", [typed(ledger.conn, said, since)])
        changes = [("", "", holder or "vacant"), ("from", "", since)] + ([("until", "", until)] if until else [])
        return Kept("", post.code, "holder", changes, entry.seq)


def set_cover(edge: Edge, code: str, covering: str | None, since: str, until: str | None) -> Kept:
    """Say which post covers an absence, or that none does any more. Raises NotFound, InputRefused (it covers itself)."""
    _check_order(since, until)
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        at = read_at(ledger.conn, since, snapshot.head(ledger.conn))
        post = find_post(at, code)
        other = find_post(at, covering) if covering else None
        if other and other.id == post.id:
            raise InputRefused(f"{post.code} cannot cover itself", "name another post")
        row: Row = {"covered_by": other.id if other else None, "until": until}
        entry = ledger.append("cover", [typed(ledger.conn, Statement("post_cover", {"post_id": post.id}, row), since)])
        changes = [("", "", f"covered by {other.code}" if other else "no longer covered"), ("from", "", since)]
        return Kept("", post.code, "cover", changes + ([("until", "", until)] if until else []), entry.seq)


def _check_order(since: str, until: str | None) -> None:
    if until and until < since:
        raise InputRefused(f"--until {until} is before --from {since}", "mend one of them")


def check_holders(ledger: Ledger) -> None:
    """Raises InputRefused where holders of a post overlap in what was recorded so far."""
    ledger.flush()
    head = snapshot.head(ledger.conn)
    posts = plans.posts(ledger.conn, "9999-12-31", head)
    for post, of in held(ledger.conn, head, posts).items():
        _refuse_overlap(posts[post].code, list(of.holdings))


def _refuse_overlap(code: str, holdings: list[Holding]) -> None:
    if found := overlapping(holdings):
        one, other = found
        what = f"{code}: holders overlap, one until {one.until} and the next from {other.since}"
        raise InputRefused(what, f"end the first by {day_before(other.since)}, or begin the next later")


def ending(conn: Connection, post: int, of: Held, day: str) -> list[Fact]:
    """That whoever holds the post on a day held it only to the day before; where a last day was said, it is said anew."""
    now = of.on(day)
    if now is None or now.holder is None or now.since >= day or not now.until:
        return []
    said = Statement("post_holder", {"post_id": post}, {"holder": now.holder, "until": day_before(day)})
    return [typed(conn, said, now.since)]
