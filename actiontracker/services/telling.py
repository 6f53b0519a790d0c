"""One action or recommendation with its history, and the record of all that was done."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actiontracker.domain.errors import NotFound
from actiontracker.domain.plan import Recommendation
from actiontracker.domain.refs import ref_key
from actiontracker.reports.actions import Action, seen
from actiontracker.reports.story import Event, Story
from actiontracker.services.evidence_rows import evidence_row
from actiontracker.services.finding import find_plan, find_ref
from actiontracker.services.outcomes import measures_of
from actiontracker.services.reporting import Scope, named, scope
from actiontracker.services.said import acts_said, said_of_no_action
from actiontracker.store import committees, evidence, history, plans, snapshot
from actiontracker.store.connection import Connection, reading
from actiontracker.store.history import Line
from actiontracker.store.plans import Found

if TYPE_CHECKING:
    from actiontracker.reports.public import Edition


def story(
    database: Path,
    ref: str,
    day: str,
    plan: str | None = None,
    *,
    public: bool = False,
    told: "Callable[[Edition], None]" = lambda edition: None,
) -> Story:
    """One action or recommendation as at a day, with its whole history; for the public without it, as they may see it.

    Of a public edition, `told` hears what might give a person away. Raises NotFound.
    """
    with reading(database) as conn:
        thing = find_ref(conn, ref, plan=plan)
        whole = _with_boards(conn, thing, _story(conn, thing, day))
        return _let_out(conn, thing, whole, day, told) if public else whole


def _with_boards(conn: Connection, thing: Found, whole: Story) -> Story:
    """With what boards asked about it, and the risks behind it; few councils record any."""
    if not committees.is_any(conn):
        return whole
    from actiontracker.reports.committees.matters import line
    from actiontracker.services.committees.matters import matters_at
    from actiontracker.services.committees.reading import gatherings, read_at
    from actiontracker.services.risks import risks_at

    at = read_at(conn, whole.as_at, snapshot.head(conn))
    key, parent = (thing.plan, thing.ref), whole.action.recommendation_ref if whole.action else None
    asked = [line(each, whole.as_at) for each in matters_at(at, gatherings(at)) if (each.plan, each.ref) == key]
    asked_of = (thing.plan, parent or thing.ref)
    risks = [each for each in risks_at(at) if key in each.actions or asked_of in each.recommendations]
    return whole._replace(asked=asked, risks=risks)


def _let_out(conn: Connection, thing: Found, whole: Story, day: str, told: "Callable[[Edition], None]") -> Story:
    from actiontracker.services.publishing import edition

    chosen = [plan for plan in plans.plans(conn) if plan.id == thing.plan_id]
    public = edition(conn, chosen, day, snapshot.head(conn))
    action = next(iter(public.actions([whole.action] if whole.action else [])), None)
    parent = next(iter(public.recommendations([whole.recommendation] if whole.recommendation else [])), None)
    if (whole.action and not action) or (whole.recommendation and not parent):
        raise NotFound(f"{thing.plan}:{thing.ref} may not be seen by the public", "leave --public out to see it yourself")
    leads, actions = public.posts(thing.plan, whole.recommendation_leads), public.actions(whole.actions)
    told(public)
    let_out = whole._replace(action=action, recommendation=parent, recommendation_leads=leads, actions=actions)
    return let_out._replace(events=[], measures=[], evidence=[], asked=[], risks=[], withheld=dict(public.withheld))


def _story(conn: Connection, thing: Found, day: str) -> Story:
    around = scope(conn, day, (thing.plan,))
    events = _events(conn, thing.kind, thing.id, around)
    events = [event._replace(plan=thing.plan, ref=thing.ref) for event in events]
    if thing.kind == "action":
        states = list(snapshot.actions(conn, day, snapshot.Filters(named=((thing.id,), ()))))
        action = seen(states[0], around.lens) if states else None
        parent = _parent(conn, thing.plan_id, action, day, around.head)
        leads = around.lens.leads(parent.leads)[0] if parent else ()
        proof = [evidence_row(row, day) for row in evidence.pieces(conn, day, around.head) if row.action_id == thing.id]
        return Story(day, around.notices, action, parent, leads, [], events, around.record, evidence=proof)
    filters = snapshot.Filters(named=named(conn, [thing], day, around.head))
    actions = [seen(state, around.lens) for state in snapshot.actions(conn, day, filters)]
    recommendation = next(plans.recommendations(conn, day, around.head, only=thing.id), None)
    leads = around.lens.leads(recommendation.leads)[0] if recommendation else ()
    every = measures_of(conn, (thing.plan_id,), day, around.head)
    own = [line for line in every if line.recommendation_ref == thing.ref]
    return Story(day, around.notices, None, recommendation, leads, actions, events, around.record, own)


def _parent(conn: Connection, plan: int, action: Action | None, day: str, head: int) -> Recommendation | None:
    if action is None or action.recommendation_ref is None:
        return None
    found = plans.identities(conn, "recommendation", plan)[ref_key(action.recommendation_ref)]
    return next(plans.recommendations(conn, day, head, only=found), None)


def _events(conn: Connection, kind: str, thing: int, around: Scope) -> list[Event]:
    codes = {post.id: post.code for post in around.posts.values()}
    every = acts_said(conn, kind, thing, codes)
    return [
        Event(r.seq, r.recorded_at, r.recorded_by, r.kind, None, None, r.version, r.on, said, r.retracted_by)
        for r, said in every
    ]


def record(database: Path, *, since: str = "", plan: str | None = None) -> list[Event]:
    """The record since a recording day, oldest first; an import stands as one line. Raises NotFound."""
    with reading(database) as conn:
        slug = find_plan(conn, plan).slug if plan else None
        return [event for event in _told(conn, history.lines(conn, since)) if slug in (None, event.plan)]


def corrections(conn: Connection, slugs: set[str], day: str, head: int) -> list[Event]:
    """What was recorded after a head of the record, of these plans or their posts, for days up to `day`.

    A pack of then knew none of it. Meetings, and the lines that close an import, change no pack.
    """
    councils = {plan.council for plan in plans.plans(conn) if plan.slug in slugs}
    found = []
    for line, event in zip(lines := history.lines_after(conn, head), _told(conn, lines), strict=True):
        about = history.about(conn, line.seq)
        touches = bool(about.plans & slugs or about.councils & councils)
        if touches and (about.on or day) <= day and not {"file", "meeting"} & set(event.said):
            found.append(event)
    return found


def _told(conn: Connection, lines: list[Line]) -> list[Event]:
    posts = plans.posts(conn, "9999-12-31", snapshot.head(conn))
    codes = {post.id: post.code for post in posts.values()}
    told: dict[int, dict[int, tuple[str | None, dict[str, Any]]]] = {}
    return [_event(conn, line, codes, told) for line in lines]


def _event(
    conn: Connection, line: Line, codes: dict[int, str], told: dict[int, dict[int, tuple[str | None, dict[str, Any]]]]
) -> Event:
    """One line; what was told of an action is kept in `told` for its other entries."""
    plan, ref, on = line.plan, line.ref, None
    if line.action_id is None:
        plan, ref, on, said = said_of_no_action(conn, line.seq, codes)
    else:
        if line.action_id not in told:
            every = acts_said(conn, "action", line.action_id, codes)
            told[line.action_id] = {recorded.seq: (recorded.on, said) for recorded, said in every}
        on, said = told[line.action_id].get(line.seq, (None, {}))
    return Event(
        entry=line.seq,
        recorded_at=line.recorded_at,
        recorded_by=line.recorded_by,
        kind=line.kind,
        plan=plan,
        ref=ref,
        version=line.version,
        on=on,
        said=said,
        undone_by=line.retracted_by,
    )
