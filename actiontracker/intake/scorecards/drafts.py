"""What a scorecard says, before it meets the database. Every draft knows its place in the document; days are ISO text."""

from dataclasses import dataclass, field
from typing import NamedTuple

from actiontracker.domain.figures import Figure
from actiontracker.domain.indicators import Definition
from actiontracker.domain.problems import Problem
from actiontracker.intake.drafts import Setting


class ValueDraft(NamedTuple):
    """A figure of a period, with the rating that the paper itself states. `on`, `by` None: the document's."""

    place: str
    period: str
    figure: Figure
    note: str | None = None
    rag: str | None = None
    on: str | None = None
    by: str | None = None


class TargetDraft(NamedTuple):
    """A target of a year or a quarter."""

    place: str
    period: str
    figure: Figure
    on: str | None = None
    by: str | None = None


class ComparatorDraft(NamedTuple):
    """What a figure is set beside; `rank` orders those that are named."""

    place: str
    kind: str
    name: str
    period: str
    figure: Figure
    rank: int | None = None
    on: str | None = None
    by: str | None = None


class CommentDraft(NamedTuple):
    """What an owner said of an indicator."""

    place: str
    text: str
    on: str
    by: str | None = None


@dataclass(slots=True)
class IndicatorDraft:
    """An indicator's line. `key` is None where the document prints none; `definition` says what the line tells of it.

    `is_defined`: the document states what the indicator is, all of it; else it was concluded from its words.
    """

    place: str
    ref: str
    definition: Definition
    key: str | None = None
    heading: str | None = None
    is_defined: bool = False
    aliases: list[str] = field(default_factory=list)
    values: list[ValueDraft] = field(default_factory=list)
    targets: list[TargetDraft] = field(default_factory=list)
    comparators: list[ComparatorDraft] = field(default_factory=list)
    comments: list[CommentDraft] = field(default_factory=list)


@dataclass(slots=True)
class ScorecardDocument:
    """All that one file says. `slug`, `council`, `title`, `on` are None where it does not print them.

    `authority` is the place that headings name ("Harrow"); `headings` are (as printed, read as).
    """

    name: str
    sha256: str = ""
    slug: str | None = None
    council: str | None = None
    authority: str | None = None
    title: str | None = None
    on: str | None = None
    settings: list[Setting] = field(default_factory=list)
    indicators: list[IndicatorDraft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
