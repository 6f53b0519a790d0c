"""Reading: lists of actions and the overdue list, for any day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from actiontracker.domain.errors import UsageFault
from actiontracker.domain.plan import Plan, Post, Record, State
from actiontracker.domain.rag import Rules
from actiontracker.domain.words import CLOSED, OPEN
from actiontracker.reports.actions import Action, Lens, colour_key, rules_from, seen
from actiontracker.services import finding, seeing
from actiontracker.store import plans as store_plans
from actiontracker.store import snapshot
from actiontracker.store.connection import Connection, reading
from actiontracker.store.plans import Found
from actiontracker.store.snapshot import Filters

if TYPE_CHECKING:
    from actiontracker.reports.public import Edition


class Selection(NamedTuple):
    """What a person asks to see, as typed. Values of one field mean "either", different fields "both"."""

    refs: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    rags: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    due_before: str | None = None
    due_after: str | None = None
    search: str | None = None
    public: bool = False


class Scope(NamedTuple):
    """What every report says of itself: the plans it covers, their notices, and their keys to the colours."""

    plans: list[Plan]
    notices: list[str]
    keys: list[dict[str, str]]
    posts: dict[int, Post]
    lens: Lens
    head: int
    record: Record


def scope(conn: Connection, day: str, slugs: tuple[str, ...] = ()) -> Scope:
    """The plans asked for (all, if none is named) with what is needed to see their actions. Raises NotFound."""
    every = store_plans.plans(conn)
    chosen = [finding.find_plan(conn, slug) for slug in slugs] or every
    head = snapshot.head(conn)
    settings = {plan.id: store_plans.settings(conn, plan.id, day, head) for plan in every}
    rules: dict[int, Rules] = {plan: rules_from(said) for plan, said in settings.items()}
    posts = store_plans.posts(conn, day, head)
    notices = list(dict.fromkeys(notice for plan in chosen if (notice := settings[plan.id].get("notice"))))
    keys = list({str(key): key for key in (colour_key(settings[plan.id]) for plan in chosen)}.values())
    return Scope(
        chosen, notices, keys, posts, seeing.lens(conn, day, head, every, posts, rules), head, snapshot.record_at(conn, head)
    )


class Listing(NamedTuple):
    """Actions to be read once, while the database is open, and what the report says of itself.

    `edition` is there for the public: it knows what was withheld, and what might give a person away.
    """

    scope: Scope
    actions: Iterator[Action]
    edition: "Edition | None" = None


@contextmanager
def listed(database: Path, day: str, selection: Selection) -> Iterator[Listing]:
    """The actions selected, in plan order, streamed. Raises NotFound."""
    with reading(database) as conn:
        around = scope(conn, day, selection.plans)
        filters = _filters(conn, around, selection)
        yield _let_out(
            conn, Listing(around, _selected(snapshot.actions(conn, day, filters), around.lens, selection)), selection
        )


@contextmanager
def overdue(database: Path, day: str, selection: Selection, due_within: int = 0) -> Iterator[Listing]:
    """Open actions past their agreed deadline, the longest overdue first, streamed.

    With `due_within`, those too that fall due within so many days (0: only those strictly past).
    """
    with reading(database) as conn:
        around = scope(conn, day, selection.plans)
        filters = _filters(conn, around, selection)
        before = (date.fromisoformat(day) + timedelta(days=due_within + 1)).isoformat() if due_within else day
        dated = (seen(state, around.lens) for state in snapshot.overdue(conn, before, day, filters))
        recurring = sorted(_recurring(conn, day, before, around, filters), key=_by_deadline)
        yield _let_out(conn, Listing(around, merge(dated, recurring, key=_by_deadline)), selection)


def selected(conn: Connection, around: Scope, selection: Selection) -> dict[int, Action]:
    """The actions selected, by id, in plan order. Raises NotFound."""
    filters = _filters(conn, around, selection)
    states = snapshot.actions(conn, around.lens.day.isoformat(), filters, known_at=around.head)
    return {state.action_id: seen(state, around.lens) for state in states}


def _let_out(conn: Connection, listing: Listing, selection: Selection) -> Listing:
    """The listing as it is, or for the public: then read whole, so that what is withheld is known before it is written."""
    if not selection.public:
        return listing
    from actiontracker.services.publishing import edition

    around = listing.scope
    public = edition(conn, around.plans, around.lens.day.isoformat(), around.head)
    return Listing(around, iter(public.actions(listing.actions)), public)


def _recurring(conn: Connection, day: str, before: str, around: Scope, filters: Filters) -> Iterator[Action]:
    """Open recurring actions whose next due day, which only we can compute, has passed."""
    open_ones = filters._replace(recurring=True, statuses=OPEN)
    for state in snapshot.actions(conn, day, open_ones):
        action = seen(state, around.lens)
        if action.deadline and action.deadline < before:
            yield action


def _by_deadline(action: Action) -> str:
    return action.deadline or ""


@contextmanager
def mine(database: Path, day: str, lead: str) -> Iterator[Listing]:
    """The open actions of a post and of the posts that report to it, the earliest due first. Raises NotFound."""
    with reading(database) as conn:
        around = scope(conn, day)
        team = posts_under(around.posts, finding.find_posts(around.posts, lead))
        filters = Filters(leads=(team,), statuses=OPEN)
        actions = [seen(state, around.lens) for state in snapshot.actions(conn, day, filters)]
        yield Listing(around, iter(sorted(actions, key=lambda action: action.deadline or "9999")))


def posts_under(posts: dict[int, Post], top: tuple[int, ...]) -> tuple[int, ...]:
    """These posts and all that report to them, directly or through others, with their other spellings."""
    team = set(top)
    while more := {p.id for p in posts.values() if {p.superior, p.stands_for} & team} - team:
        team |= more
    return tuple(team)


def _filters(conn: Connection, around: Scope, selection: Selection) -> Filters:
    plan = selection.plans[0] if len(selection.plans) == 1 else None
    found = [finding.find_ref(conn, ref, plan=plan) for ref in selection.refs]
    groups = []
    if selection.leads:
        groups.append(tuple(p for lead in selection.leads for p in finding.find_posts(around.posts, lead)))
    if selection.organisations:
        groups.append(finding.posts_of_organisations(around.posts, selection.organisations))

    return Filters(
        plans=tuple(plan.id for plan in around.plans) if selection.plans else None,
        named=named(conn, found, around.lens.day.isoformat(), around.head) if found else None,
        areas=finding.find_words(store_plans.areas(conn), selection.areas, "area") if selection.areas else None,
        leads=tuple(groups),
        statuses=selection.statuses or None,
        stages=finding.find_words(store_plans.stages(conn), selection.stages, "stage") if selection.stages else None,
        due_before=selection.due_before,
        due_after=selection.due_after,
        search=selection.search,
    )


def named(conn: Connection, found: list[Found], day: str, head: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The actions that are meant, and the recommendations: those also answered by actions of others included."""
    recommendations = {thing.id for thing in found if thing.kind == "recommendation"}
    actions = [thing.id for thing in found if thing.kind == "action"]
    for plan in {thing.plan_id for thing in found if thing.kind == "recommendation"}:
        answers = store_plans.answering(conn, plan, day, head)
        actions += [action for action, recommendation in answers if recommendation in recommendations]
    return tuple(actions), tuple(recommendations)


def _selected(states: Iterator[State], lens: Lens, selection: Selection) -> Iterator[Action]:
    """What SQL cannot tell: the printed rating, and the due day of recurring actions."""
    for state in states:
        action = seen(state, lens)
        if selection.rags and action.rag not in selection.rags:
            continue
        if selection.due_before and not (action.deadline and action.deadline < selection.due_before):
            continue
        if selection.due_after and not (action.deadline and action.deadline > selection.due_after):
            continue
        yield action


def check_known(selection: Selection) -> None:
    """Raises UsageFault for a status or colour that is none."""
    from actiontracker.domain.words import COLOURS, STATUSES

    for option, given, known in (
        ("--status", selection.statuses, (*STATUSES, "open", "closed")),
        ("--rag", selection.rags, COLOURS),
    ):
        for word in given:
            if word not in known:
                advice = "see: actiontracker overdue" if word == "overdue" else f"one of: {', '.join(known)}"
                raise UsageFault(f"{option} {word!r} is not known", advice)


def spelled_out(statuses: tuple[str, ...]) -> tuple[str, ...]:
    """`open` and `closed` stand for the statuses that they cover."""
    groups = {"open": OPEN, "closed": CLOSED}
    return tuple(dict.fromkeys(status for word in statuses for status in groups.get(word, (word,))))
