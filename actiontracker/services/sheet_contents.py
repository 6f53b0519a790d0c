"""What goes on return sheets: the open actions of posts or organisations, grouped into sheets."""

from typing import NamedTuple

from actiontracker.domain.errors import UsageFault
from actiontracker.domain.plan import Post
from actiontracker.domain.words import OPEN
from actiontracker.reports.actions import Action, canonical, seen
from actiontracker.reports.returns import SheetContent, SheetRow
from actiontracker.services import finding
from actiontracker.services.boards import plan_line
from actiontracker.services.reporting import Scope
from actiontracker.store import snapshot
from actiontracker.store.connection import Connection


class Wanted(NamedTuple):
    """Whose actions go out: one sheet for some posts or organisations, or with `each` one for every post that leads any."""

    leads: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    each: bool = False
    plans: tuple[str, ...] = ()


class Group(NamedTuple):
    """The actions of one sheet."""

    sent_to: str
    described: str
    shared: bool
    council: str
    actions: list[Action]


def sheet_groups(conn: Connection, around: Scope, wanted: Wanted) -> tuple[list[Group], int]:
    """The actions of each sheet (none, where somebody has no open ones), and how many open actions no one leads.

    Raises NotFound for what is no post or organisation, UsageFault where one sheet would mix councils.
    """
    if wanted.each:
        return _by_post(around, _open_actions(conn, around, ()))
    if wanted.organisations:
        posts = finding.posts_of_organisations(around.posts, wanted.organisations)
        names = dict.fromkeys(str(canonical(around.posts, post).organisation) for post in posts)
    else:
        posts = tuple(post for lead in wanted.leads for post in finding.find_posts(around.posts, lead))
        names = dict.fromkeys(canonical(around.posts, post).code for post in posts)
    actions = _open_actions(conn, around, posts)
    councils = _councils(around, actions)
    if len(councils) > 1:
        what = f"{'; '.join(names)}: actions of several councils ({', '.join(councils)})"
        raise UsageFault(what, "name the plans of one with --plan")
    shared = len(names) > 1 or bool(wanted.organisations)
    described = "" if shared else _described(around.posts[posts[0]], around.posts)
    return [Group("; ".join(names), described, shared, next(iter(councils), ""), actions)], 0


def _open_actions(conn: Connection, around: Scope, posts: tuple[int, ...]) -> list[Action]:
    ids = tuple(plan.id for plan in around.plans)
    filters = snapshot.Filters(plans=ids, leads=(posts,) if posts else (), statuses=OPEN)
    states = snapshot.actions(conn, around.lens.day.isoformat(), filters)
    return [seen(state, around.lens) for state in states]


def _councils(around: Scope, actions: list[Action]) -> list[str]:
    council = {plan.slug: plan.council for plan in around.plans}
    return list(dict.fromkeys(council[action.plan] for action in actions))


def _by_post(around: Scope, actions: list[Action]) -> tuple[list[Group], int]:
    """A group for every post of every council that leads any of the actions, in the order in which plans name them."""
    council = {plan.slug: plan.council for plan in around.plans}
    led: dict[tuple[str, str], list[Action]] = {}
    for action in actions:
        for code in action.leads:
            led.setdefault((council[action.plan], code), []).append(action)
    posts = {(post.council, post.code): post for post in around.posts.values()}
    codes = [code for _, code in led]
    groups = []
    for (home, code), own in led.items():
        sent_to = code if codes.count(code) == 1 else f"{code} ({home})"
        groups.append(Group(sent_to, _described(posts[home, code], around.posts), False, home, own))
    return groups, sum(not action.leads for action in actions)


def _described(post: Post, posts: dict[int, Post]) -> str:
    plain = canonical(posts, post.id)
    return ", ".join(part for part in (plain.title, plain.organisation) if part)


def sheet_content(conn: Connection, group: Group, around: Scope, day: str, due_on: str, token: str) -> SheetContent:
    """The sheet of a group, with the titles and notices of its plans."""
    slugs = dict.fromkeys(action.plan for action in group.actions)
    own = [plan_line(conn, plan, day, around.head) for plan in around.plans if plan.slug in slugs]
    return SheetContent(
        token=token,
        sent_to=group.sent_to,
        described=group.described,
        shared=group.shared,
        council=group.council,
        titles=tuple(plan.title for plan in own),
        notices=tuple(dict.fromkeys(plan.notice for plan in own if plan.notice)),
        as_at=day,
        due_on=due_on,
        rows=tuple(_row(action, len(own) > 1) for action in group.actions),
    )


def _row(action: Action, many: bool) -> SheetRow:
    return SheetRow(
        shown=f"{action.plan}:{action.ref}" if many else action.ref,
        plan=action.plan,
        ref=action.ref,
        version=action.version,
        leads=action.leads,
        recommendation=action.recommendation or "",
        action=action.action,
        by_when=action.by_when or "",
        deadline=action.deadline,
        status=action.status,
        note=action.progress or "",
        noted_on=action.noted_on,
    )
