"""The board summary: a plan read at two days, and summed up."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from actiontracker.domain.deadlines import month_before
from actiontracker.domain.errors import NotFound, UsageFault
from actiontracker.domain.plan import Meeting, Plan
from actiontracker.reports.actions import Action, Lens, colour_key, seen
from actiontracker.reports.board import Board, PlanChange, PlanLine, Reading, Told, board
from actiontracker.reports.exceptions import Key
from actiontracker.reports.pictures import completion_days
from actiontracker.reports.summary import RecommendationSummary, summary
from actiontracker.services import seeing, surroundings
from actiontracker.services.date_steps import date_steps, latest_notes
from actiontracker.services.finding import find_ref
from actiontracker.services.meetings import check_body, find_meeting, meeting_before, next_meeting_day
from actiontracker.services.narrowing import Subject, narrowed
from actiontracker.services.outcomes import measures_of
from actiontracker.services.scorecards.differing import differences
from actiontracker.store import meetings as store_meetings
from actiontracker.store import plans as store_plans
from actiontracker.store import snapshot
from actiontracker.store.connection import Connection, reading

if TYPE_CHECKING:
    from actiontracker.reports.public import Edition


class Asked(NamedTuple):
    """What a person asks of a summary, as typed.

    `known_on` asks for what was known by the end of that day, `meeting` for what a recorded meeting was shown; `full` for
    the table of all actions, `body` for the last meeting of that board to compare with, `corrections` for what was recorded
    since for days up to the summary's.
    """

    day: str
    since: str | None = None
    plans: tuple[str, ...] = ()
    every: bool = False
    subject: Subject = Subject()
    known_on: str | None = None
    meeting: int | None = None
    full: bool = False
    body: str | None = None
    public: bool = False
    corrections: bool = False


class _Then(NamedTuple):
    """What a summary is compared with: a day, as known at a head, and the meeting that was shown it (None: no meeting)."""

    day: str
    head: int
    meeting: Meeting | None


def board_summary(database: Path, asked: Asked, told: Callable[["Edition"], None] = lambda edition: None) -> Board:
    """The monthly summary, compared with the last board's, or with `since`.

    Where no board was recorded it is compared with a month before, or with the plan's first day where that is later.
    Of a public edition, `told` hears what might give a person away. Raises UsageFault, NotFound.
    """
    with reading(database) as conn:
        if asked.body:
            check_body(conn, asked.body)
        asked, head = _as_known(conn, asked)
        chosen = board_plans(conn, asked.plans, asked.every, head)
        return summed_up(conn, asked, chosen, head, told)


def recommendation_summary(
    database: Path, ref: str, day: str, *, public: bool = False, told: Callable[["Edition"], None] = lambda edition: None
) -> RecommendationSummary:
    """One recommendation as at a day, for a monitoring visit; `told` as in `board_summary`.

    Raises NotFound, also where it was not in the plan by then, or may not be seen.
    """
    with reading(database) as conn:
        head = snapshot.head(conn)
        thing = find_ref(conn, ref, "recommendation")
        plan = next(plan for plan in store_plans.plans(conn) if plan.id == thing.plan_id)
        now = read(conn, [plan], day, head)
        edition = None
        if public:
            from actiontracker.services import publishing

            edition = publishing.edition(conn, [plan], day, head)
            now = publishing.let_out(edition, now)
            told(edition)
        asked = next((r for r in now.recommendations if r.id == thing.id), None)
        if asked is None:
            why = "may not be seen by the public" if edition else "was not in the plan"
            raise NotFound(f"{thing.plan}:{thing.ref} {why} on {day}", f"see: actiontracker show {thing.ref}")
        notes = edition.notes() if edition else latest_notes(conn, (plan.id,), day, head, now.ids)
        steps = date_steps(conn, (plan.id,), day, head, now)
        leads = Lens(day, {}, store_plans.posts(conn, day, head)).leads(asked.leads)[0]
        if edition:
            steps, leads = edition.steps(steps), edition.posts(plan.slug, leads)
        line, record = plan_line(conn, plan, day, head), snapshot.record_at(conn, head)
        found = summary(line, asked, leads, now, notes, steps, day, record)
        return found._replace(withheld=dict(edition.withheld)) if edition else found


def summed_up(
    conn: Connection, asked: Asked, chosen: list[Plan], head: int, told: Callable[["Edition"], None] = lambda edition: None
) -> Board:
    """The summary of some plans as known at a head of the record."""
    then, ids = _compared_with(conn, asked, chosen, head), tuple(plan.id for plan in chosen)
    now, before, subject = _readings(conn, asked, chosen, head, then)
    notes = latest_notes(conn, ids, asked.day, head, now.ids)
    steps = date_steps(conn, ids, asked.day, head, now)
    edition = None
    if asked.public:
        from actiontracker.services import publishing  # few summaries are for the public

        edition, earlier = (publishing.edition(conn, chosen, asked.day, head) for _ in range(2))
        publishing.check_leads(conn, edition, chosen, asked.subject.leads, asked.day, head)
        before = publishing.let_out(earlier, before)
        now, notes, steps = publishing.let_out(edition, now), edition.notes(), edition.steps(steps)
    known = Told(
        notes=notes,
        steps=steps,
        closed=_closed(conn, now, chosen, asked.day, head, is_narrow=bool(subject or edition)),
        plan_changes=_plan_changes(conn, chosen, asked.day, head, then),
        last_board=then.meeting,
        next_board=next_meeting_day(conn, chosen, asked.day, head, asked.body),
        record=snapshot.record_at(conn, head),
        seen=then.head,
        subject=subject,
        is_asked=asked.since is not None,
        measures=measures_of(conn, ids, asked.day, head),
        posts=_titles(conn, asked.day, head, {plan.council for plan in chosen}),
    )
    whole = board([plan_line(conn, plan, asked.day, head) for plan in chosen], now, before, asked.day, then.day, known)
    if edition:
        told(edition)
        whole = publishing.published(whole, edition)
    elif not subject:
        began = {plan.slug: plan.began for plan in chosen}
        whole = whole._replace(difference=differences(conn, known.measures, now.answers, began, asked.day, head))
        whole = surroundings.with_inspections(conn, whole, chosen, asked.day, head)
        whole = surroundings.with_boards(conn, whole, now.actions, chosen, asked.day, head)
    else:
        whole = surroundings.with_asks(conn, whole, chosen, asked.subject, asked.day, head)
    if asked.corrections:
        from actiontracker.services.telling import corrections  # the record is read for few summaries

        whole = whole._replace(corrections=corrections(conn, {plan.slug for plan in chosen}, asked.day, head))
    return whole._replace(annex=now.actions) if asked.full else whole


def _titles(conn: Connection, day: str, head: int, councils: set[str]) -> dict[str, str]:
    """What the codes of posts stand for."""
    posts = store_plans.posts(conn, day, head).values()
    return {post.code: post.title for post in posts if post.title and post.council in councils}


def _readings(
    conn: Connection, asked: Asked, chosen: list[Plan], head: int, then: "_Then"
) -> tuple[Reading, Reading, str | None]:
    """The plans as at the summary's day and as at the day compared with, narrowed to its subject, and that in words."""
    posts = store_plans.posts(conn, asked.day, head)
    now, subject = narrowed(read(conn, chosen, asked.day, head), asked.subject, posts)
    before = read(conn, chosen, then.day, then.head)
    if subject:
        kept = {(a.plan, a.ref) for a in now.actions}
        asked_of = {(r.plan, r.ref) for r in now.recommendations}
        before = before._replace(
            actions=[a for a in before.actions if (a.plan, a.ref) in kept],
            recommendations=[r for r in before.recommendations if (r.plan, r.ref) in asked_of],
        )
    return now, before, subject


def board_plans(conn: Connection, slugs: tuple[str, ...], every: bool, head: int) -> list[Plan]:
    """The plans of a board: those named, or all with `every`, or the only one there is.

    Raises UsageFault (exit 2) where there are several and none is named; NotFound where there is none.
    """
    known = store_plans.plans(conn, head)
    if not known and store_plans.plans(conn):
        first = store_meetings.first_recorded(conn)
        raise NotFound(f"nothing was recorded yet by then: the first entry is of {first}", "a board's pack is: --meeting N")
    if not known:
        raise NotFound("nothing is tracked yet", "import a plan first: actiontracker import FILE")
    names = {plan.slug: plan for plan in known}
    for slug in slugs:
        if slug.lower() not in names:
            raise NotFound(f"no plan {slug!r}", f"known: {', '.join(names)}")
    if slugs:
        return [plan for plan in known if plan.slug in {slug.lower() for slug in slugs}]
    if len(known) > 1 and not every:
        raise UsageFault(
            f"which plan? the database has {', '.join(names)}", f"add --plan {known[0].slug}, or --all to sum them"
        )
    return known


def _as_known(conn: Connection, asked: Asked) -> tuple[Asked, int]:
    """What is asked for, with a meeting's day and plans put in, and the head of the record that it is read at."""
    if asked.meeting is not None:
        shown = find_meeting(conn, asked.meeting)
        return asked._replace(day=shown.as_at, plans=shown.plans, body=shown.board), shown.head
    if asked.known_on is not None:
        return asked, store_meetings.head_at(conn, asked.known_on)
    return asked, snapshot.head(conn)


def _compared_with(conn: Connection, asked: Asked, chosen: list[Plan], head: int) -> _Then:
    """The last board's pack as that board was shown it; else a day, as known with the rest."""
    if asked.since is not None:
        return _Then(asked.since, head, None)
    last = meeting_before(conn, chosen, asked.day, head, asked.body)
    if last is not None:
        return _Then(last.as_at, last.head, last)
    since = month_before(date.fromisoformat(asked.day)).isoformat()
    return _Then(max([since, *(plan.began for plan in chosen if plan.began < asked.day)]), head, None)


def read(conn: Connection, chosen: list[Plan], day: str, head: int) -> Reading:
    """Plans as at a day: their actions, recommendations, and which answers which."""
    ids = tuple(plan.id for plan in chosen)
    lens = seeing.lens(conn, day, head, chosen, store_plans.posts(conn, day, head))
    recommendations = list(store_plans.recommendations(conn, day, head, plans=ids))
    actions: list[Action] = []
    answers: dict[Key, list[Action]] = {}
    by_id: dict[int, Action] = {}
    for state in snapshot.actions(conn, day, snapshot.Filters(plans=ids), known_at=head):
        action = by_id[state.action_id] = seen(state, lens)
        actions.append(action)
        if action.recommendation_ref:
            answers.setdefault((action.plan, action.recommendation_ref), []).append(action)
    refs = {r.id: (r.plan, r.ref) for r in recommendations}
    for plan in ids:
        for action_id, recommendation in store_plans.answering(conn, plan, day, head):
            if recommendation in refs and action_id in by_id:
                answers.setdefault(refs[recommendation], []).append(by_id[action_id])
    return Reading(actions, recommendations, answers, {number: (a.plan, a.ref) for number, a in by_id.items()})


def _closed(conn: Connection, now: Reading, chosen: list[Plan], day: str, head: int, *, is_narrow: bool) -> dict[str, int]:
    """How many of the actions were closed by each day of the completion picture that has come."""
    began = min((plan.began for plan in chosen), default=day)
    filters = snapshot.Filters(plans=tuple(plan.id for plan in chosen))
    if is_narrow:
        filters = snapshot.Filters(named=(tuple(now.ids), ()))
    days = [each for each in completion_days(now.actions, day, began) if began <= each <= day]
    return {each: snapshot.closed_on(conn, each, filters, head) for each in days}


def _plan_changes(conn: Connection, chosen: list[Plan], day: str, head: int, then: _Then) -> list[PlanChange]:
    """What each plan says of itself otherwise than on the day compared with: its version, its rules, its key."""
    changes = []
    for plan in chosen:
        before = store_plans.settings(conn, plan.id, then.day, then.head)
        now = store_plans.settings(conn, plan.id, day, head)
        names = [name for name in dict.fromkeys((*before, *now)) if before and before.get(name) != now.get(name)]
        changes += [PlanChange(plan.slug, name, before.get(name), now.get(name)) for name in names]
    return changes


def plan_line(conn: Connection, plan: Plan, day: str, head: int) -> PlanLine:
    """What the cover says of a plan as at a day."""
    said = store_plans.settings(conn, plan.id, max(day, plan.began), head)
    return PlanLine(
        slug=plan.slug,
        title=said.get("title", plan.slug),
        council=plan.council,
        published=said.get("published"),
        version=said.get("version"),
        notice=said.get("notice"),
        key=colour_key(said),
        began=plan.began,
        closure_rule=said.get("closure_rule", "reported"),
    )
