"""What a governance file says, before it meets the database. Days are ISO text; None is not said."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from actiontracker.domain.problems import Problem


class JudgementDraft(NamedTuple):
    """A grade for something that was judged, under the area that the report prints it in."""

    place: str
    area: str
    name: str
    grade: str
    note: str | None = None


class ClockDraft(NamedTuple):
    """A clock of an inspection: one of its framework's (`days` None) or of one's own, and the day it was met."""

    place: str
    name: str
    days: int | None
    met_on: str | None


class AnswerDraft(NamedTuple):
    """A recommendation that comes from an inspection, and the agencies that it is addressed to (None: not said)."""

    place: str
    ref: str
    addressed_to: list[str] | None


@dataclass(slots=True)
class InspectionDraft:
    """An inspection, visit or review. `said` has the columns of its wording, by name."""

    place: str
    slug: str
    said: dict[str, Any]
    on: str | None = None
    judgements: list[JudgementDraft] = field(default_factory=list)
    clocks: list[ClockDraft] = field(default_factory=list)
    plans: list[str] = field(default_factory=list)
    recommendations: list[AnswerDraft] = field(default_factory=list)


class ThemeDraft(NamedTuple):
    """A theme, and the recommendations that it links."""

    place: str
    name: str
    recommendations: list[str]
    on: str | None = None


@dataclass(slots=True)
class Told:
    """A table of the file by key, and the lists of tables within it."""

    place: str
    said: dict[str, Any]
    within: "dict[str, list[Told]]"

    @property
    def on(self) -> str | None:
        """The day from which it holds, where the table has one of its own."""
        return self.said.get("on")


@dataclass(slots=True)
class GovernanceDocument:
    """All that one file says."""

    name: str
    council: str
    on: str
    sha256: str = ""
    inspections: list[InspectionDraft] = field(default_factory=list)
    themes: list[ThemeDraft] = field(default_factory=list)
    told: dict[str, list[Told]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
