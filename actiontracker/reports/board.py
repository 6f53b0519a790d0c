"""The monthly summary: every total computed once, in one record that any renderer lays out."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from actiontracker.domain.deadlines import month_after
from actiontracker.domain.plan import Recommendation
from actiontracker.domain.rag import better_than, worst
from actiontracker.domain.words import COLOURS, DONE, RATED, STATUSES
from actiontracker.reports.actions import Action
from actiontracker.reports.movement import Movement, movement

RAG_ORDER = ("blue", "green", "amber", "red", "none")


class Share(NamedTuple):
    """n of N."""

    n: int
    of: int

    @property
    def percent(self) -> int | None:
        """Rounded to a whole number, halves up; None where there is nothing to share."""
        return (200 * self.n + self.of) // (2 * self.of) if self.of else None


class Headline(NamedTuple):
    """Counts over the actions that are not withdrawn; those are `withdrawn`, and in no share."""

    actions: int
    withdrawn: int
    recommendations: int
    open: Share
    completed: Share
    overdue: Share
    status: dict[str, Share]
    rag: dict[str, Share]


class AreaLine(NamedTuple):
    """One area, or an agency: the actions that are not withdrawn, by rating."""

    area: str
    actions: int
    closed: int
    overdue: int
    rag: dict[str, int]


class RecommendationLine(NamedTuple):
    """One recommendation: the worst rating of its unwithdrawn actions with its count, never an average."""

    plan: str
    ref: str
    area: str | None
    recommendation: str
    outcome: str | None
    rag: str
    reason: str
    actions: int
    closed: int
    next_deadline: str | None


class LeadLine(NamedTuple):
    """One lead's load. An action with several leads counts once for each of them."""

    lead: str
    open: int
    overdue: int
    red: int
    closed: int


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


class Board(NamedTuple):
    """The monthly summary of one plan, or of several summed. `movement` is None with `nothing_to_compare` saying why.

    `waiting` are open actions for which another deadline was asked and not decided on; `undated` those that are red
    because no date of theirs can be read.
    """

    plans: list[PlanLine]
    as_at: str
    since: str
    headline: Headline
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


class Reading(NamedTuple):
    """A plan as at a day: its actions, recommendations, and which actions answer which recommendation."""

    actions: list[Action]
    recommendations: list[Recommendation]
    answers: dict[tuple[str, str], list[Action]]


def board(plans: list[PlanLine], now: Reading, then: Reading | None, day: str, since: str) -> Board:
    """Sum up a reading as at `day`, compared with one as at `since` (None: the plan had not begun)."""
    actions = now.actions
    until = month_after_iso(day)
    late = sorted((a for a in actions if a.days_overdue), key=lambda a: -(a.days_overdue or 0))
    due = sorted((a for a in actions if a.is_open and day <= (a.deadline or "") <= until), key=lambda a: str(a.deadline))
    began = min((plan.began for plan in plans), default=day)
    compare = then is not None and since >= began
    return Board(
        plans=plans,
        as_at=day,
        since=since,
        headline=headline(actions, len(now.recommendations)),
        areas=_areas(actions),
        recommendations=recommendation_lines(now),
        overdue=late,
        rating_queries=[a for a in actions if a.is_open and better_than(a.rag_reported, a.rag_computed)],
        movement=movement(then.actions, actions, since) if compare and then else None,
        nothing_to_compare=None if compare else f"nothing to compare: on {since} the plan had not begun ({began})",
        due_next=due,
        due_until=until,
        leads=lead_lines(actions),
        waiting=[a for a in actions if a.is_open and a.requested],
        undated=[a for a in actions if a.is_open and a.deadline is None],
    )


def month_after_iso(day: str) -> str:
    """One month after an ISO day."""
    return month_after(date.fromisoformat(day)).isoformat()


def headline(actions: list[Action], recommendations: int) -> Headline:
    """The counts with what they are a part of."""
    standing = [a for a in actions if a.status != "withdrawn"]
    total = len(standing)
    status, rag = Counter(a.status for a in standing), Counter(a.rag for a in standing)
    return Headline(
        actions=total,
        withdrawn=len(actions) - total,
        recommendations=recommendations,
        open=Share(sum(a.is_open for a in standing), total),
        completed=Share(sum(a.status in DONE for a in standing), total),
        overdue=Share(sum(bool(a.days_overdue) for a in standing), total),
        status={word: Share(status[word], total) for word in STATUSES if status[word]},
        rag={colour: Share(rag[colour], total) for colour in RAG_ORDER},
    )


def _areas(actions: list[Action]) -> list[AreaLine]:
    names = dict.fromkeys(a.area or "(no area)" for a in actions)
    return [_area(name, [a for a in actions if (a.area or "(no area)") == name]) for name in names]


def _area(name: str, actions: list[Action]) -> AreaLine:
    standing = [a for a in actions if a.status != "withdrawn"]
    rag = Counter(a.rag for a in standing)
    closed = sum(a.status in DONE for a in standing)
    overdue = sum(bool(a.days_overdue) for a in standing)
    return AreaLine(name, len(standing), closed, overdue, {colour: rag[colour] for colour in RAG_ORDER})


def recommendation_lines(now: Reading) -> list[RecommendationLine]:
    """Each recommendation with the roll-up of the actions that answer it."""
    return [_recommendation(r, now.answers.get((r.plan, r.ref), [])) for r in now.recommendations]


def _recommendation(recommendation: Recommendation, actions: list[Action]) -> RecommendationLine:
    standing = [a for a in actions if a.status != "withdrawn"]
    rag, reason = _worst(actions, standing)
    deadlines = [a.deadline for a in standing if a.is_open and a.deadline]
    return RecommendationLine(
        plan=recommendation.plan,
        ref=recommendation.ref,
        area=recommendation.area,
        recommendation=recommendation.text,
        outcome=recommendation.outcome,
        rag=rag,
        reason=reason,
        actions=len(standing),
        closed=sum(a.status in DONE for a in standing),
        next_deadline=min(deadlines, default=None),
    )


def _worst(actions: list[Action], standing: list[Action]) -> tuple[str, str]:
    if not actions:
        return "red", "no actions in this plan"
    if not standing:
        return "none", "all actions withdrawn"
    rag = worst(tuple(a.rag for a in standing))
    if rag == "blue" and all(a.status in DONE for a in standing):
        return "blue", "actions complete"
    return rag, f"{sum(a.rag == rag for a in standing)} of {len(standing)}"


def lead_lines(actions: list[Action]) -> list[LeadLine]:
    """The load of each lead, the most overdue first; actions without a lead stand under "(no lead)"."""
    by_lead: dict[str, list[Action]] = {}
    for action in actions:
        for lead in action.leads or ("(no lead)",):
            by_lead.setdefault(lead, []).append(action)
    lines = [
        LeadLine(
            lead,
            open=sum(a.is_open for a in mine),
            overdue=sum(bool(a.days_overdue) for a in mine),
            red=sum(a.rag == "red" for a in mine),
            closed=sum(a.status in DONE for a in mine),
        )
        for lead, mine in by_lead.items()
    ]
    return sorted(lines, key=lambda line: (-line.overdue, -line.open, line.lead))


assert set(RAG_ORDER) == set(COLOURS) == {*RATED, "none"}
