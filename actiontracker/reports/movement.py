"""What moved between two days: two readings of the same plan compared, action by action."""

from collections.abc import Sized
from typing import NamedTuple

from actiontracker.domain.words import CLOSED, COLOURS, DONE
from actiontracker.reports.actions import Action


class Moved(NamedTuple):
    """One action in a list of what moved; `before` and `after` say what the list is about (status, rating, deadline).

    `why` is said where it got worse.
    """

    plan: str
    ref: str
    leads: tuple[str, ...]
    before: str | None
    after: str | None
    why: str | None = None


class Movement(NamedTuple):
    """The lists, and the line that reconciles: open then + added - closed - withdrawn + reopened - removed = open now.

    `added`, `closed` … in `sums` count what changes the number of open actions; `completed` and `withdrawn` list those.
    """

    since: str
    completed: list[Moved]
    reopened: list[Moved]
    newly_overdue: list[Moved]
    recovered: list[Moved]
    better: list[Moved]
    worse: list[Moved]
    deadlines_moved: list[Moved]
    requested: list[Moved]
    added: list[Moved]
    withdrawn: list[Moved]
    removed: list[Moved]
    reworded: list[Moved]
    led_otherwise: list[Moved]
    expected_later: list[Moved]
    sums: dict[str, int]


def movement(then: list[Action], now: list[Action], since: str) -> Movement:
    """Compare the actions as at `since` with those as at the report's day."""
    before = {(a.plan, a.ref): a for a in then}
    after = {(a.plan, a.ref): a for a in now}
    both = [(before[key], after[key]) for key in after if key in before]
    new = [action for key, action in after.items() if key not in before]
    was_open = {key for key, action in before.items() if action.is_open} | {(a.plan, a.ref) for a in new}
    completed = [a for key, a in after.items() if key in was_open and a.status in DONE]
    withdrawn = [a for key, a in after.items() if key in was_open and a.status == "withdrawn"]
    reopened = [(old, a) for old, a in both if old.status in CLOSED and a.is_open]
    gone = [a for key, a in before.items() if key not in after]
    return Movement(
        since,
        completed=[_moved(a, _status(before.get((a.plan, a.ref))), a.status) for a in completed],
        reopened=[_moved(a, old.status, a.status) for old, a in reopened],
        newly_overdue=[
            _moved(a, None, a.deadline) for key, a in after.items() if a.days_overdue and not _late(before.get(key))
        ],
        recovered=[
            _moved(a, old.deadline, a.deadline) for old, a in both if old.days_overdue and a.is_open and not a.days_overdue
        ],
        better=[
            _moved(a, old.rag, a.rag)
            for old, a in both
            if _rank(a) > _rank(old) and a.rag != "none" and "withdrawn" not in (a.status, old.status)
        ],
        worse=[
            _moved(a, old.rag, a.rag)._replace(why=a.rag_reason)
            for old, a in both
            if _rank(a) < _rank(old) and "withdrawn" not in (a.status, old.status)
        ],
        deadlines_moved=[_moved(a, old.deadline, a.deadline) for old, a in both if a.deadline_moves > old.deadline_moves],
        requested=[
            _moved(a, a.deadline, a.requested)
            for a in now
            if a.requested and a.requested != _asked(before.get((a.plan, a.ref)))
        ],
        added=[_moved(a, None, a.status) for a in new],
        withdrawn=[_moved(a, _status(before.get((a.plan, a.ref))), a.rag_reason) for a in withdrawn],
        removed=[_moved(a, a.status, None) for a in gone],
        reworded=[_moved(a, old.action, a.action) for old, a in both if old.action != a.action],
        led_otherwise=[_moved(a, "; ".join(old.leads), "; ".join(a.leads)) for old, a in both if old.leads != a.leads],
        expected_later=[
            _moved(a, old.expected, a.expected)
            for old, a in both
            if a.is_open and old.expected and a.expected and a.expected > old.expected
        ],
        sums=_sums(then, now, added=new, closed=completed, withdrawn=withdrawn, reopened=reopened, gone=gone),
    )


def _sums(then: list[Action], now: list[Action], *, gone: list[Action], **moved: Sized) -> dict[str, int]:
    """What was open then, what came and went, and what is open now."""
    return {
        "open_then": sum(a.is_open for a in then),
        **{name: len(found) for name, found in moved.items()},
        "removed": sum(a.is_open for a in gone),
        "open_now": sum(a.is_open for a in now),
    }


def _moved(action: Action, before: str | None, after: str | None) -> Moved:
    return Moved(action.plan, action.ref, action.leads, before, after)


def _status(action: Action | None) -> str | None:
    return action.status if action else None


def _asked(action: Action | None) -> str | None:
    return action.requested if action else None


def _late(action: Action | None) -> bool:
    return bool(action and action.days_overdue)


def _rank(action: Action) -> int:
    return COLOURS.index(action.rag)
