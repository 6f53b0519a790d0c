"""The record, and one thing with all that was recorded of it."""

from typing import Any, NamedTuple

from actiontracker.domain.plan import Recommendation, Record
from actiontracker.reports.actions import Action
from actiontracker.reports.committees.matters import MatterLine
from actiontracker.reports.evidence import EvidenceRow
from actiontracker.reports.measures import MeasureLine
from actiontracker.reports.risks import Risk


class Event(NamedTuple):
    """A line of the record: what an entry said, for which day; `undone_by` is the entry that took it back.

    `said` has the keys of plans/README.md, "History".
    """

    entry: int
    recorded_at: str
    recorded_by: str
    kind: str
    plan: str | None
    ref: str | None
    version: int | None
    on: str | None
    said: dict[str, Any]
    undone_by: int | None


class Story(NamedTuple):
    """An action with its recommendation, or a recommendation with its `actions` and `measures`.

    Both are None where neither was there yet. The public sees no measures: nobody has approved their wording.
    `asked` are decisions and questions about it, `risks` those behind it.
    `withheld` are the counts by reason of a public edition, else None.
    """

    as_at: str
    notices: list[str]
    action: Action | None
    recommendation: Recommendation | None
    recommendation_leads: tuple[str, ...]
    actions: list[Action]
    events: list[Event]
    record: Record
    measures: list[MeasureLine] = []
    evidence: list[EvidenceRow] = []
    withheld: dict[str, int] | None = None
    asked: list[MatterLine] = []
    risks: list[Risk] = []


def recommendation_fields(story: Story) -> dict[str, Any] | None:
    """The recommendation as scripts read it: without row ids, its leads by their codes."""
    if story.recommendation is None:
        return None
    fields = story.recommendation._asdict() | {"leads": list(story.recommendation_leads)}
    return {name: value for name, value in fields.items() if name not in ("id", "plan_id")}
