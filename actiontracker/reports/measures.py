"""Success measures of outcomes: how each stands, and what a board should ask about."""

from collections.abc import Iterable
from typing import NamedTuple

from actiontracker.domain.plan import Recommendation
from actiontracker.domain.words import CLOSED
from actiontracker.reports.actions import Action


class MeasureLine(NamedTuple):
    """The columns of `measures` and `export measures`. Days are ISO text; figures stand as they were typed.

    `value` is the last one measured; `has_moved` is None where it cannot be told (domain/measures.py).
    """

    plan: str
    recommendation_ref: str
    measure: str
    text: str
    outcome: str | None
    baseline: str | None
    baseline_on: str | None
    target: str | None
    by_when: str | None
    unit: str | None
    indicator: str | None
    value: str | None
    value_on: str | None
    direction: str
    direction_in_words: str
    has_moved: bool | None


class Unmoved(NamedTuple):
    """A recommendation whose actions are all done while none of its measures has moved."""

    plan: str
    recommendation_ref: str
    actions: int
    measures: list[MeasureLine]


def unmoved(measures: Iterable[MeasureLine], actions: Iterable[Action]) -> list[Unmoved]:
    """All actions done, the measure has not moved: such recommendations, in the order of the measures.

    Withdrawn actions are passed over; an action that also answers a recommendation is one of its own. A measure of which
    it cannot be told whether it moved speaks against the claim, so the recommendation is not listed.
    """
    standing: dict[tuple[str, str], list[Action]] = {}
    for action in actions:
        if action.status != "withdrawn":
            for ref in dict.fromkeys(filter(None, (action.recommendation_ref, *action.also_answers))):
                standing.setdefault((action.plan, ref), []).append(action)
    measured: dict[tuple[str, str], list[MeasureLine]] = {}
    for line in measures:
        measured.setdefault((line.plan, line.recommendation_ref), []).append(line)
    return [
        Unmoved(*key, len(standing[key]), lines)
        for key, lines in measured.items()
        if standing.get(key)
        and all(action.status in CLOSED for action in standing[key])
        and all(line.has_moved is False for line in lines)
    ]


def unmeasured(recommendations: Iterable[Recommendation], measures: Iterable[MeasureLine]) -> list[Recommendation]:
    """Outcomes without a measure: the recommendations that state an outcome and have none."""
    measured = {(line.plan, line.recommendation_ref) for line in measures}
    return [r for r in recommendations if r.outcome and (r.plan, r.ref) not in measured]
