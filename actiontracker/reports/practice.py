"""The change index, and what waits for what."""

from collections.abc import Iterable
from typing import NamedTuple

from actiontracker.reports.actions import Action


class IndexLine(NamedTuple):
    """The columns of `index`: what a completed action changed. Days are ISO text.

    `new_or_changed` is "new", "changed" or, where neither applies, None; `status` tells where the action was opened again;
    `entry` is the number of its recording, for undo.
    """

    plan: str
    kind: str
    new_or_changed: str | None
    title: str
    dated: str | None
    ref: str
    completed_on: str | None
    evidence_count: int
    status: str
    entry: int


class WaitLine(NamedTuple):
    """The columns of `depends`: an open action that holds another up. Days are ISO text."""

    plan: str
    ref: str
    days_overdue: int | None
    deadline: str | None
    status: str
    leads: tuple[str, ...]
    holds_up: str
    holds_up_deadline: str | None
    holds_up_leads: tuple[str, ...]


def wait_lines(actions: Iterable[Action]) -> list[WaitLine]:
    """Who holds up whom, the longest overdue first, then by the deadline of the one that is waited for."""
    by_key = {(action.plan, action.ref): action for action in actions}
    lines = []
    for action in by_key.values():
        for ref in action.holds_up:
            held = by_key[action.plan, ref]
            facts = (action.days_overdue, action.deadline, action.status, action.leads)
            lines.append(WaitLine(action.plan, action.ref, *facts, held.ref, held.deadline, held.leads))
    return sorted(lines, key=lambda line: (-(line.days_overdue or 0), line.deadline or "9999"))
