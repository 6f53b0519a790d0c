"""The key of leads: posts, whom they report to, other spellings, and what each carries."""

from pathlib import Path

from actiontracker.domain.errors import InputRefused, NotFound, UsageFault
from actiontracker.domain.likeness import look
from actiontracker.domain.plan import Post
from actiontracker.reports.actions import Action, canonical, seen
from actiontracker.reports.holders import Held
from actiontracker.reports.lines import LeadLine, lead_lines
from actiontracker.reports.tracked import PostLine
from actiontracker.services.edge import Edge
from actiontracker.services.finding import find_posts
from actiontracker.services.holders import held
from actiontracker.services.recording import PostBook
from actiontracker.services.reporting import scope
from actiontracker.services.spellings import likely_spellings
from actiontracker.store import plans, snapshot
from actiontracker.store.connection import reading, write_transaction
from actiontracker.store.ledger import Fact, Ledger

FROM_THE_FIRST = "2000-01-01"
"""An alias holds for every day: documents of any day print the spelling."""


def post_lines(database: Path, day: str) -> tuple[list[PostLine], list[tuple[str, str]]]:
    """All posts as at a day, in the order of their keys, and spellings that look like a known post's."""
    with reading(database) as conn:
        around = scope(conn, day)
        stated = plans.recorded_posts(conn)
        councils = {plan.slug: plan.council for plan in around.plans}
        by_council: dict[str, list[Action]] = {}
        for state in snapshot.actions(conn, day):
            by_council.setdefault(councils.get(state.plan, ""), []).append(seen(state, around.lens))
        loads = {(council, line.lead): line for council, own in by_council.items() for line in lead_lines(own)}
        posts = [post for post in around.posts.values() if post.id in stated or (post.council, post.code) in loads]
        holders = held(conn, around.head, around.posts)
        lines = [
            _line(post, around.posts, loads, holders.get(post.id, Held()), day) for post in posts if post.stands_for is None
        ]
        return lines, likely_spellings(posts)


def _line(post: Post, posts: dict[int, Post], loads: dict[tuple[str, str], LeadLine], of: Held, day: str) -> PostLine:
    load = loads.get((post.council, post.code))
    now, cover = of.on(day), of.cover(day)
    return PostLine(
        council=post.council,
        code=post.code,
        title=post.title,
        organisation=post.organisation,
        reports_to=posts[post.superior].code if post.superior else None,
        aliases=tuple(p.code for p in posts.values() if p.stands_for is not None and canonical(posts, p.id).id == post.id),
        open=load.open if load else 0,
        overdue=load.overdue if load else 0,
        red=load.red if load else 0,
        closed=load.closed if load else 0,
        holder=now.holder if now else None,
        is_vacant=of.is_vacant(day),
        covered_by=cover.covered_by if cover else None,
    )


def add_post(
    edge: Edge, code: str, *, title: str, organisation: str | None, reports_to: str | None, council: str | None, on: str
) -> list[str]:
    """Add a post to the key of leads; the codes that look like it. Raises InputRefused where there is one of that code."""
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        home = _council(ledger, council)
        posts = PostBook(ledger, home, on)
        standing = plans.posts(ledger.conn, on, snapshot.head(ledger.conn))
        if code in posts.ids and standing[posts.ids[code]].title:
            raise InputRefused(f"there is a post {code!r} already", f"change it: actiontracker leads edit {code!r}")
        post = posts.id_of(code)
        facts = [*posts.facts(), _title(post, on, title, organisation)]
        if reports_to:
            facts.append(_reports_to(post, on, _known(standing, reports_to).id))
        ledger.append("edit", facts)
        return [p.code for p in standing.values() if p.council == home and p.code != code and look(p.code) == look(code)]


def edit_post(edge: Edge, code: str, *, title: str | None, organisation: str | None, reports_to: str | None, on: str) -> None:
    """Change a post's title, organisation or superior from a day on, which may lie ahead. Raises NotFound, UsageFault."""
    if title is None and organisation is None and reports_to is None:
        raise UsageFault("nothing to change", "say --title, --organisation or --reports-to")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        standing = plans.posts(ledger.conn, on, snapshot.head(ledger.conn))
        post = _known(standing, code)
        facts: list[Fact] = []
        if title is not None or organisation is not None:
            new_title = post.title if title is None else title
            facts.append(_title(post.id, on, new_title, post.organisation if organisation is None else organisation))
        if reports_to is not None:
            superior = _known(standing, reports_to) if reports_to else None
            if superior and _is_above(standing, post, superior):
                raise InputRefused(f"{superior.code} reports to {post.code}", "a post cannot report to one below it")
            facts.append(_reports_to(post.id, on, superior.id if superior else None))
        ledger.append("edit", facts)


def alias(edge: Edge, spelling: str, code: str) -> int:
    """Read a spelling as a known post, wherever it stands already and from now on.

    Raises NotFound, InputRefused (the spelling has a title of its own, or stands for the post already).
    """
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        standing = plans.posts(ledger.conn, "9999-12-31", snapshot.head(ledger.conn))
        target = canonical(standing, _known(standing, code).id)
        posts = PostBook(ledger, target.council, edge.today)
        number = posts.id_of(spelling)
        other = standing.get(number)
        if number == target.id or (other and canonical(standing, number).id == target.id):
            raise InputRefused(f"{spelling!r} stands for {target.code!r} already", "nothing to do")
        if other and other.title:
            raise InputRefused(f"{spelling!r} is a post of its own ({other.title})", "name the spelling first, then the post")
        facts = posts.facts()
        facts.append(("post_alias", {"post_id": number, "effective_on": FROM_THE_FIRST, "stands_for": target.id}))
        return ledger.append("alias", facts).seq


def _title(post: int, on: str, title: str | None, organisation: str | None) -> Fact:
    return "post_title", {"post_id": post, "effective_on": on, "title": title or None, "organisation": organisation or None}


def _reports_to(post: int, on: str, superior: int | None) -> Fact:
    return "post_reports_to", {"post_id": post, "effective_on": on, "superior": superior}


def _known(posts: dict[int, Post], code: str) -> Post:
    found = {canonical(posts, number).id for number in find_posts(posts, code)}
    if len(found) > 1:
        raise NotFound(f"{code!r} is a post of several councils", "name it in a plan file instead")
    return posts[found.pop()]


def _is_above(posts: dict[int, Post], post: Post, superior: Post) -> bool:
    """Whether `post` stands at or above `superior`: then the two would report to each other."""
    met: set[int] = set()
    above: Post | None = superior
    while above is not None and above.id not in met:
        if above.id == post.id:
            return True
        met.add(above.id)
        above = posts[above.superior] if above.superior else None
    return False


def _council(ledger: Ledger, named: str | None) -> str:
    councils = list(dict.fromkeys(plan.council for plan in plans.plans(ledger.conn)))
    if named in councils:
        return str(named)
    if named is not None or len(councils) != 1:
        names = ", ".join(councils)
        raise UsageFault("which council is the post of?", f"add --council, one of: {names}" if names else "import a plan first")
    return councils[0]
