"""One recommendation for a monitoring visit: what was asked, what was done and when, what is left, what slipped."""

from typing import NamedTuple

from actiontracker.domain.plan import Recommendation, Record
from actiontracker.domain.words import DONE
from actiontracker.reports.actions import Action
from actiontracker.reports.board import PlanLine, Reading
from actiontracker.reports.exceptions import DateStep, Key, Note
from actiontracker.reports.lines import RecommendationLine, recommendation_line


class ActionStory(NamedTuple):
    """An action with its last note, and every request and decision about its deadline."""

    action: Action
    last_note: Note | None
    steps: list[DateStep]


class RecommendationSummary(NamedTuple):
    """A recommendation as at a day, as known at a `record`: its roll-up, its actions done, left and withdrawn.

    `withheld` is what a public edition leaves out, by reason; None where it is none.
    """

    as_at: str
    record: Record
    plan: PlanLine
    ref: str
    recommendation: str
    area: str | None
    timescale: str | None
    timescale_in_report: str | None
    outcome: str | None
    leads: tuple[str, ...]
    note: str | None
    noted_on: str | None
    line: RecommendationLine
    done: list[ActionStory]
    left: list[ActionStory]
    withdrawn: list[ActionStory]
    withheld: dict[str, int] | None = None


def summary(
    plan: PlanLine,
    asked: Recommendation,
    leads: tuple[str, ...],
    now: Reading,
    notes: dict[Key, list[Note]],
    steps: list[DateStep],
    as_at: str,
    record: Record,
) -> RecommendationSummary:
    """Sum up a recommendation: done actions by the day of completion where it is known, those left by deadline."""
    answering = now.answers.get((asked.plan, asked.ref), [])
    stories = [
        ActionStory(a, next(iter(notes.get((a.plan, a.ref), ())), None), [s for s in steps if s[:2] == (a.plan, a.ref)])
        for a in answering
    ]
    return RecommendationSummary(
        as_at=as_at,
        record=record,
        plan=plan,
        ref=asked.ref,
        recommendation=asked.text,
        area=asked.area,
        timescale=asked.timescale,
        timescale_in_report=asked.timescale_in_report,
        outcome=asked.outcome,
        leads=leads,
        note=asked.note,
        noted_on=asked.noted_on,
        line=recommendation_line(asked, answering),
        done=sorted((s for s in stories if s.action.status in DONE), key=lambda s: s.action.completed_on or "9999"),
        left=sorted((s for s in stories if s.action.is_open), key=lambda s: s.action.deadline or ""),
        withdrawn=[s for s in stories if s.action.status == "withdrawn"],
    )
