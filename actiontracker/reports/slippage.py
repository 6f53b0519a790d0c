"""Slippage: how often and how far deadlines moved, and what is late against the first date and against the agreed one."""

from collections.abc import Iterable
from typing import NamedTuple

from actiontracker.domain.words import DONE
from actiontracker.reports.actions import Action
from actiontracker.reports.headline import Share


class RequestLine(NamedTuple):
    """A date asked for that no board has decided on; the columns of `requests`. `days` is how much later it is."""

    plan: str
    ref: str
    leads: tuple[str, ...]
    deadline: str | None
    requested: str
    days: int | None
    asked_on: str
    asked_by: str
    reason: str | None
    deadline_moves: int
    days_overdue: int | None
    action: str


class Move(NamedTuple):
    """A granted move of a deadline; the columns of `slippage` and `export slippage`. `move` counts an action's from 1.

    `reason` is what the board said, `request_reason` why another date was asked for.
    """

    plan: str
    ref: str
    recommendation_ref: str | None
    leads: tuple[str, ...]
    move: int
    old: str | None
    new: str
    days: int | None
    decided_on: str
    agreed_by: str | None
    minute: str | None
    reason: str | None
    requested_on: str | None
    requested_by: str | None
    request_reason: str | None


class Total(NamedTuple):
    """The moves of one action, lead or recommendation: how many, and how many days in all."""

    name: str
    moves: int
    days: int


class OnTime(NamedTuple):
    """Of the actions completed in a period, on a known day and with a date: how many by the original, by the agreed one.

    `unknown` are completed on a day that nobody knows, `undated` completed in the period and never dated: neither is rated.
    """

    by_original: Share
    by_agreed: Share
    unknown: int
    undated: int


class Slippage(NamedTuple):
    """The moves and what they come to. `overdue_original` and `overdue_agreed` are of the open actions with a date."""

    as_at: str
    since: str
    moves: list[Move]
    by_action: list[Total]
    by_lead: list[Total]
    by_recommendation: list[Total]
    overdue_original: Share
    overdue_agreed: Share
    only_original: list[str]
    on_time: OnTime


def slippage(moves: list[Move], actions: list[Action], since: str, day: str) -> Slippage:
    """Sum up the moves decided after `since`, and the actions as at `day`. A lead's moves are those of its actions."""
    moved = [move for move in moves if since < move.decided_on <= day]
    dated = [a for a in actions if a.is_open and a.deadline]
    late = [a for a in dated if a.days_overdue]
    first_late = [a for a in dated if (a.original_deadline or str(a.deadline)) < day]
    return Slippage(
        as_at=day,
        since=since,
        moves=moved,
        by_action=_totals((f"{m.plan}:{m.ref}", m.days) for m in moved),
        by_lead=_totals((lead, m.days) for m in moved for lead in m.leads or ("no lead",)),
        by_recommendation=_totals((f"{m.plan}:{m.recommendation_ref}", m.days) for m in moved if m.recommendation_ref),
        overdue_original=Share(len(first_late), len(dated)),
        overdue_agreed=Share(len(late), len(dated)),
        only_original=[f"{a.plan}:{a.ref}" for a in first_late if not a.days_overdue],
        on_time=on_time(actions, since, day),
    )


def on_time(actions: list[Action], since: str, day: str) -> OnTime:
    """How many of the actions completed after `since` and by `day` were so by their original and by their agreed date."""
    done = [a for a in actions if a.status in DONE]
    closed = [a for a in done if a.completed_on and since < a.completed_on <= day]
    rated = [a for a in closed if a.original_deadline or a.deadline]
    by_original = sum(str(a.completed_on) <= str(a.original_deadline or a.deadline) for a in rated)
    by_agreed = sum(str(a.completed_on) <= str(a.deadline or a.original_deadline) for a in rated)
    unknown = sum(a.completed_on is None for a in done)
    return OnTime(Share(by_original, len(rated)), Share(by_agreed, len(rated)), unknown, len(closed) - len(rated))


def _totals(moves: Iterable[tuple[str, int | None]]) -> list[Total]:
    """By name, the most days first."""
    found: dict[str, Total] = {}
    for name, days in moves:
        before = found.get(name, Total(name, 0, 0))
        found[name] = Total(name, before.moves + 1, before.days + (days or 0))
    return sorted(found.values(), key=lambda total: (-total.days, total.name))
