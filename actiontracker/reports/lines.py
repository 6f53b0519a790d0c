"""A plan summed up line by line: by area, by recommendation, by lead."""

from collections import Counter
from typing import NamedTuple

from actiontracker.domain.plan import Recommendation
from actiontracker.domain.rag import worst
from actiontracker.domain.words import DONE
from actiontracker.reports.actions import Action
from actiontracker.reports.headline import RAG_ORDER


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


def area_lines(actions: list[Action]) -> list[AreaLine]:
    """Each area of the actions, in plan order."""
    names = dict.fromkeys(a.area or "(no area)" for a in actions)
    return [_area(name, [a for a in actions if (a.area or "(no area)") == name]) for name in names]


def _area(name: str, actions: list[Action]) -> AreaLine:
    standing = [a for a in actions if a.status != "withdrawn"]
    rag = Counter(a.rag for a in standing)
    closed = sum(a.status in DONE for a in standing)
    overdue = sum(bool(a.days_overdue) for a in standing)
    return AreaLine(name, len(standing), closed, overdue, {colour: rag[colour] for colour in RAG_ORDER})


def recommendation_line(recommendation: Recommendation, actions: list[Action]) -> RecommendationLine:
    """A recommendation with the roll-up of the actions that answer it."""
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
