"""Has it made a difference: outcomes with what was done for them, and their measures then and now."""

from typing import NamedTuple


class Difference(NamedTuple):
    """A measure of an outcome: how many of its recommendation's actions are closed, and the figure then and now.

    `indicator` is the key of the indicator that the measure names; without one, the figures are the measure's own.
    `word` says where it moved: improving, same, worsening; empty where that cannot be said, and then `reason` says why.
    """

    plan: str
    recommendation_ref: str
    outcome: str | None
    closed: int
    actions: int
    measure: str
    text: str
    indicator: str | None
    then: str | None
    then_on: str | None
    now: str | None
    now_on: str | None
    word: str
    reason: str
