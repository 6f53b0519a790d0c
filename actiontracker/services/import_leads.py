"""The leads that a document prints for an action or a recommendation: its cells split, then compared with who leads."""

from typing import NamedTuple

from actiontracker.domain.problems import Change, Conflict, Problem
from actiontracker.intake.drafts import Document
from actiontracker.intake.tables.cells import split_leads
from actiontracker.services import recording
from actiontracker.services.imported import Context, plain
from actiontracker.services.recording import PostBook
from actiontracker.store import facts
from actiontracker.store.documents import Said
from actiontracker.store.facts import Kind
from actiontracker.store.ledger import Fact


class Led(NamedTuple):
    """Who leads what: the leads' codes in printed order, the accountable one, and the place for an error."""

    kind: Kind
    thing: int
    ref: str
    codes: list[str]
    accountable: str | None
    place: str


class LeadsCompared(NamedTuple):
    """The facts to record; the change to tell; whether the tracker said something of its own, which then stands."""

    rows: list[Fact]
    change: Change | None = None
    in_conflict: bool = False


class _Leading(NamedTuple):
    """The ids of the posts that lead, in printed order, and of the accountable one."""

    posts: list[int]
    accountable: int | None


def lead_codes(context: Context, document: Document, cells: list[str] | None, place: str) -> list[str]:
    """The codes in these cells, each once; what could not be split, or names no post, is listed at its place."""
    if not document.splits_leads:
        return cells or []
    codes: dict[str, None] = {}
    for cell in cells or ():
        parts, remark = split_leads(cell, context.posts.ids)
        codes |= dict.fromkeys(parts)
        if remark:
            context.problems.append(Problem(place, remark))
    return list(codes)


def first_leads(context: Context, led: Led, on: str) -> list[Fact]:
    """Who leads what is new on that day; what began on a later day so far has its own leads from then on, and no others."""
    conn = context.ledger.conn
    wanted, accountable = context.posts.leading(led.codes, led.accountable, led.place)
    rows = recording.first_leads(led.kind, led.thing, on, wanted, accountable)
    began = facts.first_day(conn, led.kind, led.thing)
    then = facts.leads(conn, led.kind, led.thing, began, context.head) if began and began > on else {}
    left = [(table, row) for table, row in rows if then and row["post_id"] not in then]
    return rows + [(table, {**row, "effective_on": began, "place": None, "accountable": None}) for table, row in left]


def compared_leads(context: Context, led: Led, last: Said | None, on: str) -> LeadsCompared:
    """Tell the document's change of leads from the tracker's, as `imported.compared` does for other fields."""
    posts = context.posts
    printed = ("; ".join(led.codes), led.accountable or "")
    said = (plain(last.get("leads")), plain(last.get("accountable"))) if last else ("", "")
    if printed == said and not context.theirs:
        return LeadsCompared([])
    wanted = _Leading(*posts.leading(led.codes, led.accountable, led.place))
    holds, latest = (_leading(context, led, day) for day in (on, facts.LAST_DAY))
    is_later = facts.leads_change_after(context.ledger.conn, led.kind, led.thing, on, context.head)
    is_overruled = is_later and not _same(posts, latest, wanted)
    is_news = printed != said and not _same(posts, holds, wanted)
    wins = context.theirs and not _same(posts, latest, wanted)
    if not (is_news or wins):
        return LeadsCompared([])
    known = latest if is_overruled else holds
    names = {number: code for code, number in posts.ids.items()}
    old = "; ".join(names.get(post, "?") for post in known.posts)
    before = _Leading([posts.ids[code] for code in said[0].split("; ") if code in posts.ids], posts.ids.get(said[1]))
    if not context.theirs and (is_overruled or not _same(posts, holds, before)):
        context.conflicts.append(Conflict(led.ref, "leads", old, printed[0]))
        return LeadsCompared([], in_conflict=True)
    day = context.today if is_overruled else on
    rows = recording.changed_leads(context.ledger.conn, led.kind, led.thing, day, wanted.posts, wanted.accountable, None)
    return LeadsCompared(rows, Change(led.ref, "leads", old, printed[0]) if rows else None)


def _leading(context: Context, led: Led, day: str) -> _Leading:
    held = facts.leads(context.ledger.conn, led.kind, led.thing, day, context.head)
    return _Leading(list(held), next((post for post, (_, is_accountable) in held.items() if is_accountable), None))


def _same(posts: PostBook, one: _Leading, other: _Leading) -> bool:
    return posts.same(one.posts, other.posts) and posts.same([one.accountable], [other.accountable])
