"""A plan's change log."""

from typing import NamedTuple


class ChangeLine(NamedTuple):
    """A change of the plan itself; the columns of `changes`. `version` is the plan's on that day, where it is known.

    `what` is added, reworded, withdrawn, date moved, date refused, date set, leads, answers.
    """

    plan: str
    version: str | None
    on: str
    ref: str
    what: str
    before: str | None
    after: str | None
    reason: str | None
    agreed_by: str | None
    minute: str | None
    recorded_by: str
    entry: int
