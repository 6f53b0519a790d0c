"""The monthly summary: every total computed once, in one record that any renderer lays out."""

from datetime import date
from typing import NamedTuple

from actiontracker.domain.deadlines import month_after
from actiontracker.domain.plan import Meeting, Recommendation, Record
from actiontracker.reports.actions import Action
from actiontracker.reports.assurance import Assurance, assurance
from actiontracker.reports.committees.matters import MatterLine
from actiontracker.reports.committees.meetings import MeetingLine
from actiontracker.reports.difference import Difference
from actiontracker.reports.exceptions import DateStep, Exceptional, Key, Note, exceptions, is_queried
from actiontracker.reports.governance.inspections import Running
from actiontracker.reports.governance.themes import Theme
from actiontracker.reports.headline import Headline, headline
from actiontracker.reports.lines import (
    AreaLine,
    LeadLine,
    RecommendationLine,
    area_lines,
    lead_lines,
    recommendation_line,
)
from actiontracker.reports.measures import MeasureLine
from actiontracker.reports.movement import Movement, movement
from actiontracker.reports.pictures import (
    CompletionPoint,
    DeadlineMonth,
    completion,
    completion_days,
    deadline_months,
)
from actiontracker.reports.risks import RiskOfAction
from actiontracker.reports.story import Event


class PlanLine(NamedTuple):
    """What the cover says of a plan."""

    slug: str
    title: str
    council: str
    published: str | None
    version: str | None
    notice: str | None
    key: dict[str, str]
    began: str
    closure_rule: str = "reported"


class PlanChange(NamedTuple):
    """Something that the plan says of itself (its version, its closure rule) and said otherwise at the last board."""

    plan: str
    what: str
    before: str | None
    after: str | None


class Reading(NamedTuple):
    """A plan as at a day: its actions, recommendations, and which actions answer which recommendation."""

    actions: list[Action]
    recommendations: list[Recommendation]
    answers: dict[Key, list[Action]]
    ids: dict[int, Key] = {}


class Told(NamedTuple):
    """What the record tells beside two readings.

    `notes` are each action's, the latest first; `steps` all that was asked and decided of deadlines; `closed` how many
    actions were closed by a day; `last_board` the meeting that the summary is compared with, `next_board` the day of the
    one after; `record` where the record stands that is known; `seen` what was known by the last board (the head of its pack);
    `posts` are the titles of posts by their codes;
    `is_asked` where a person chose the day compared with.
    """

    notes: dict[Key, list[Note]] = {}
    steps: list[DateStep] = []
    closed: dict[str, int] = {}
    plan_changes: list[PlanChange] = []
    last_board: Meeting | None = None
    next_board: str | None = None
    record: Record = Record(0, "")
    seen: int = 0
    is_asked: bool = False
    posts: dict[str, str] = {}
    subject: str | None = None
    measures: list[MeasureLine] = []


class Board(NamedTuple):
    """The monthly summary of one plan, or of several summed. `movement` is None with `nothing_to_compare` saying why.

    `waiting` are open actions for which another deadline was asked and not decided on; `undated` those that are red
    because no date of theirs can be read; `completed` those that were closed since; `silent` open ones of which nothing
    was reported since (or ever, where there is nothing to compare). `moved_deadlines` are the decisions on deadlines since;
    `undrawn` counts deadlines too far off for the picture by months; `headline_then` are the counts of the day compared with;
    `posts` says what the leads' codes stand for;
    `also_open` are the open actions that no list above names; `since_is_asked` where a person chose the day compared with.
    `subject` is what a highlight report is about. `annex`, `corrections` and `withheld` (of a public edition,
    by reason) are None unless they are asked for; `assurance`, `difference`,
    `came_back`, `clocks`, `asked` (open asks and questions of boards), `meetings` (to come) and `risks` (red actions with the
    risk behind them) are None in a public edition.
    """

    plans: list[PlanLine]
    as_at: str
    since: str
    headline: Headline
    headline_then: Headline | None
    areas: list[AreaLine]
    recommendations: list[RecommendationLine]
    overdue: list[Action]
    rating_queries: list[Action]
    movement: Movement | None
    nothing_to_compare: str | None
    due_next: list[Action]
    due_until: str
    leads: list[LeadLine]
    waiting: list[Action]
    undated: list[Action]
    record: Record
    last_board: Meeting | None
    next_board: str | None
    subject: str | None
    plan_changes: list[PlanChange]
    exceptions: list[Exceptional]
    completed: list[Action]
    moved_deadlines: list[DateStep]
    silent: list[Action]
    completion: list[CompletionPoint]
    deadlines: list[DeadlineMonth]
    undrawn: int
    posts: dict[str, str]
    since_is_asked: bool
    also_open: list[Action]
    annex: list[Action] | None = None
    corrections: list[Event] | None = None
    withheld: dict[str, int] | None = None
    assurance: Assurance | None = None
    difference: list[Difference] | None = None
    came_back: list[Theme] | None = None
    clocks: list[Running] | None = None
    asked: list[MatterLine] | None = None
    meetings: list[MeetingLine] | None = None
    risks: list[RiskOfAction] | None = None


def board(plans: list[PlanLine], now: Reading, then: Reading | None, day: str, since: str, told: Told = Told()) -> Board:
    """Sum up a reading as at `day`, compared with one as at `since` (None: the plan had not begun)."""
    actions = now.actions
    until = told.next_board or month_after_iso(day)
    began = min((plan.began for plan in plans), default=day)
    compare = then is not None and since >= began
    months = deadline_months(actions, day)
    due = [a for a in actions if a.is_open and day <= (a.deadline or "") <= until]
    moved = movement(then.actions, actions, since) if compare and then else None
    closed = {(m.plan, m.ref) for m in moved.completed} if moved else set()
    reopened = {(m.plan, m.ref) for m in moved.reopened} if moved else set()
    asked_about = exceptions(actions, told.notes, told.steps, reopened)
    listed = {(a.plan, a.ref) for a in (*due, *(each.action for each in asked_about))}
    return Board(
        plans=plans,
        as_at=day,
        since=since,
        headline=headline(actions, len(now.recommendations)),
        headline_then=headline(then.actions, len(then.recommendations)) if compare and then else None,
        areas=area_lines(actions),
        recommendations=[recommendation_line(r, now.answers.get((r.plan, r.ref), [])) for r in now.recommendations],
        overdue=sorted((a for a in actions if a.days_overdue), key=lambda a: -(a.days_overdue or 0)),
        rating_queries=[a for a in actions if is_queried(a)],
        movement=moved,
        nothing_to_compare=None if compare else f"nothing to compare: on {since} the plan had not begun ({began})",
        due_next=sorted(due, key=lambda a: str(a.deadline)),
        due_until=until,
        leads=lead_lines(actions),
        waiting=[a for a in actions if a.is_open and a.requested],
        undated=[a for a in actions if a.is_open and a.deadline is None],
        record=told.record,
        last_board=told.last_board,
        next_board=told.next_board,
        subject=told.subject,
        plan_changes=told.plan_changes,
        exceptions=asked_about,
        completed=[a for a in actions if (a.plan, a.ref) in closed],
        moved_deadlines=_decided(told, since, actions) if compare else [],
        silent=[a for a in actions if a.is_open and (a.updated_on or "") <= (since if compare else "")],
        completion=completion(actions, completion_days(actions, day, began), told.closed),
        deadlines=months,
        posts={lead: told.posts[lead] for lead in dict.fromkeys(c for a in actions for c in a.leads) if lead in told.posts},
        since_is_asked=told.is_asked,
        also_open=[a for a in actions if a.is_open and not a.requested and (a.plan, a.ref) not in listed],
        assurance=_assurance(plans, now, told, since if compare else "", until),
        undrawn=sum(bool(a.deadline) and a.status != "withdrawn" for a in actions) - sum(sum(m[1:4]) for m in months),
    )


def month_after_iso(day: str) -> str:
    """One month after an ISO day."""
    return month_after(date.fromisoformat(day)).isoformat()


def _assurance(plans: list[PlanLine], now: Reading, told: Told, since: str, until: str) -> Assurance:
    rules = {plan.slug: plan.closure_rule for plan in plans}
    return assurance(now.actions, now.recommendations, rules, told.steps, told.measures, since, until)


def _decided(told: Told, since: str, actions: list[Action]) -> list[DateStep]:
    """Decisions on deadlines that were taken since, or recorded since for an earlier day."""
    among = {(a.plan, a.ref) for a in actions}
    decided = [step for step in told.steps if step.step != "requested" and (step.plan, step.ref) in among]
    return [step for step in decided if step.on > since or step.entry > told.seen]
