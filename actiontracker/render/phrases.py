"""What reports say in words, the same in every format."""

from actiontracker.render.text import day_words, days_in_words
from actiontracker.reports.board import Board
from actiontracker.reports.headline import Share
from actiontracker.reports.movement import Moved, Movement

SIGNS = {"blue": "■", "green": "●", "amber": "▲", "red": "‼", "none": "○"}
"""A sign beside each rating's word, so that no colour speaks alone. All are in WGL4, which common fonts have."""


def counted(count: int, noun: str) -> str:
    """`1 action`, `2 actions`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def share(part: Share) -> str:
    """`40 of 116 (34%)`."""
    return f"{part.n} of {part.of}" + (f" ({part.percent}%)" if part.percent is not None else "")


def change(now: int, then: int) -> str:
    """`2 more`, `1 fewer`, `as before`."""
    return "as before" if now == then else f"{abs(now - then)} {'more' if now > then else 'fewer'}"


def reconciliation(movement: Movement) -> str:
    """The line that ties two boards together: open then, what changed it, open now."""
    sums = movement.sums
    removed = f" - {sums['removed']} removed" if sums["removed"] else ""
    return (
        f"Open on {day_words(movement.since)}: {sums['open_then']} + {sums['added']} added - {sums['closed']} closed"
        f" - {sums['withdrawn']} withdrawn + {sums['reopened']} reopened{removed} = {sums['open_now']} open now."
    )


def nothing_to_compare(board: Board) -> str:
    """Why there is no movement, in a sentence."""
    reason = board.nothing_to_compare or ""
    return f"{reason[:1].upper()}{days_in_words(reason[1:])}."


def movement_lists(movement: Movement) -> list[tuple[str, list[Moved]]]:
    """Each list of what moved under its name."""
    return [
        ("Completed", movement.completed),
        ("Reopened", movement.reopened),
        ("Newly overdue", movement.newly_overdue),
        ("No longer overdue", movement.recovered),
        ("Rating worse", movement.worse),
        ("Expected later", movement.expected_later),
        ("Rating better", movement.better),
        ("Deadline moved", movement.deadlines_moved),
        ("Date asked for", movement.requested),
        ("Added", movement.added),
        ("Withdrawn", movement.withdrawn),
        ("Removed", movement.removed),
        ("Reworded", movement.reworded),
        ("Led by others", movement.led_otherwise),
    ]


def qualified(plan: str, ref: str, many: bool) -> str:
    """A ref; in a report of several plans with its plan."""
    return f"{plan}:{ref}" if many else ref


def led_by(leads: tuple[str, ...]) -> str:
    """The leads, or that there is none."""
    return "; ".join(leads) or "no lead"
