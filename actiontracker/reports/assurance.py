"""What a board must ask of completed work: is there proof, who agreed, does it still hold, and who holds others up."""

from typing import NamedTuple

from actiontracker.domain.plan import Recommendation
from actiontracker.domain.words import DONE
from actiontracker.reports.actions import Action
from actiontracker.reports.exceptions import DateStep
from actiontracker.reports.headline import Share
from actiontracker.reports.measures import MeasureLine, Unmoved, unmeasured, unmoved

ASKS_SIGNOFF = ("signed-off", "embedded")
"""The closure rules under which a board signs completed work off (domain.rag, rows 2 to 4)."""


class Assurance(NamedTuple):
    """The board's questions about completed work, as at its day.

    `proven` are completed actions with evidence; `unproven` those without. `awaiting` are completed and not signed off,
    under rules that ask for it; `signed_off` those signed off since the day compared with. `looked_at` are re-audits that
    are done, `not_sustained` those of them that found the improvement gone; `reaudits` fall due by the next board, the
    latest first. `holding_up` are late actions that others wait for. `requests` are the dates asked for and not decided on.
    `unmoved` are recommendations whose actions are all done while no measure moved; `unmeasured` (`plan:ref`) state an
    outcome and have no measure.
    """

    proven: Share
    unproven: list[Action]
    awaiting: list[Action]
    signed_off: list[Action]
    not_sustained: Share
    reaudits: list[Action]
    holding_up: list[Action]
    requests: list[DateStep]
    unmoved: list[Unmoved]
    unmeasured: list[str]


def assurance(
    actions: list[Action],
    recommendations: list[Recommendation],
    rules: dict[str, str],
    steps: list[DateStep],
    measures: list[MeasureLine],
    since: str,
    until: str,
) -> Assurance:
    """Ask them of a plan's actions. `rules` are the closure rules by plan, `until` the day of the next board."""
    done = [a for a in actions if a.status in DONE]
    unproven = [a for a in done if not a.evidence_count]
    looked_at = [a for a in actions if a.reaudit_result]
    gone = sum(a.reaudit_result == "not_sustained" for a in looked_at)
    return Assurance(
        proven=Share(len(done) - len(unproven), len(done)),
        unproven=unproven,
        awaiting=[a for a in done if rules.get(a.plan) in ASKS_SIGNOFF and a.signed_off_on is None],
        signed_off=[a for a in done if (a.signed_off_on or "") > since],
        not_sustained=Share(gone, len(looked_at)),
        reaudits=sorted((a for a in done if "" < (a.reaudit_due or "") <= until), key=lambda a: a.reaudit_due or ""),
        holding_up=[a for a in actions if a.holds_up and a.days_overdue],
        requests=_undecided(actions, steps),
        unmoved=unmoved(measures, actions),
        unmeasured=[f"{r.plan}:{r.ref}" for r in unmeasured(recommendations, measures)],
    )


def _undecided(actions: list[Action], steps: list[DateStep]) -> list[DateStep]:
    """Of each open action that waits for a decision, the request that it waits with."""
    waiting = {(a.plan, a.ref): a.requested for a in actions if a.is_open and a.requested}
    last = {(s.plan, s.ref): s for s in steps if s.step == "requested" and waiting.get((s.plan, s.ref)) == s.after}
    return list(last.values())
