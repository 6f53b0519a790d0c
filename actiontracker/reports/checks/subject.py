"""A plan as the checks see it: everything that they need of it as at a day, read once."""

from typing import NamedTuple

from actiontracker.domain.plan import Recommendation, State
from actiontracker.domain.rag import Rules
from actiontracker.reports.actions import Action


class Item(NamedTuple):
    """An action. `done_since` is the first day on which it was seen complete, if it is; `note_before` its last note but one."""

    state: State
    seen: Action
    done_since: str | None = None
    note_before: str | None = None

    @property
    def ref(self) -> str:
        return self.state.ref

    @property
    def is_open(self) -> bool:
        return self.seen.is_open

    @property
    def by_when(self) -> str | None:
        """The by-when as printed, or the recommendation's where the action prints none."""
        return self.state.by_when or self.state.recommendation_by_when


class Subject(NamedTuple):
    """A plan as at `day` (ISO), with all its actions, also withdrawn ones, in plan order.

    `published` is the day of the inspection report, if it is known; `answers` are the actions that answer each
    recommendation, by its ref; `in_key` are the codes of the posts that the council's key of leads explains; `measured` are
    the refs of the recommendations that have a success measure; `vacant` the codes of posts that nobody holds or covers.
    """

    plan: str
    day: str
    published: str | None
    rules: Rules
    recommendations: list[Recommendation]
    every: list[Item]
    answers: dict[str, list[Item]]
    in_key: frozenset[str]
    measured: frozenset[str] = frozenset()
    vacant: frozenset[str] = frozenset()

    @property
    def items(self) -> list[Item]:
        """The actions that are not withdrawn: the only ones in which something can be amiss."""
        return [item for item in self.every if item.state.status != "withdrawn"]
