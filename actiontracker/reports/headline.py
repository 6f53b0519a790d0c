"""The counts of a board: every number with what it is a part of."""

from collections import Counter
from typing import NamedTuple

from actiontracker.domain.words import COLOURS, DONE, RATED, STATUSES
from actiontracker.reports.actions import Action

RAG_ORDER = ("blue", "green", "amber", "red", "none")
assert set(RAG_ORDER) == set(COLOURS) == {*RATED, "none"}


class Share(NamedTuple):
    """n of N."""

    n: int
    of: int

    @property
    def percent(self) -> int | None:
        """Rounded to a whole number, halves up; None where there is nothing to share."""
        return (200 * self.n + self.of) // (2 * self.of) if self.of else None


class Headline(NamedTuple):
    """Counts over the actions that are not withdrawn; those are `withdrawn`, and in no share."""

    actions: int
    withdrawn: int
    recommendations: int
    open: Share
    completed: Share
    overdue: Share
    status: dict[str, Share]
    rag: dict[str, Share]


def headline(actions: list[Action], recommendations: int) -> Headline:
    """The counts with what they are a part of."""
    standing = [a for a in actions if a.status != "withdrawn"]
    total = len(standing)
    status, rag = Counter(a.status for a in standing), Counter(a.rag for a in standing)
    return Headline(
        actions=total,
        withdrawn=len(actions) - total,
        recommendations=recommendations,
        open=Share(sum(a.is_open for a in standing), total),
        completed=Share(sum(a.status in DONE for a in standing), total),
        overdue=Share(sum(bool(a.days_overdue) for a in standing), total),
        status={word: Share(status[word], total) for word in STATUSES if status[word]},
        rag={colour: Share(rag[colour], total) for colour in RAG_ORDER},
    )
