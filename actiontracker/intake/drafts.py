"""What a document says, before it meets the database. Every draft knows its place in the document.

In all drafts None means that the document does not speak of a field; an empty text that it says "nothing there".
Days are ISO text.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from actiontracker.domain.problems import Problem


class Act(NamedTuple):
    """A dated act of recording in a plan file's history. `said` has the keys of plans/README.md, "History"."""

    place: str
    on: str
    by: str | None
    said: dict[str, object]


@dataclass(slots=True)
class PostDraft:
    """A line of the key of leads."""

    place: str
    code: str
    title: str | None = None
    organisation: str | None = None
    reports_to: str | None = None
    aliases: list[str] | None = None
    on: str | None = None
    history: list[Act] = field(default_factory=list)


@dataclass(slots=True)
class RecommendationDraft:
    """A recommendation, with what the document prints once for it. `is_placed` as in ActionDraft."""

    place: str
    ref: str
    text: str
    is_placed: bool = False
    area: str | None = None
    timescale: str | None = None
    timescale_in_report: str | None = None
    outcome: str | None = None
    by_when: str | None = None
    deadline: str | None = None
    leads: list[str] | None = None
    accountable: str | None = None
    note: str | None = None
    on: str | None = None
    history: list[Act] = field(default_factory=list)


@dataclass(slots=True)
class ActionDraft:
    """An action: its wording, leads and date, and how it stood on the document's day.

    `is_placed` is True where the ref was made by position; `extra` has what stands under headings that are no field of
    ours, by heading.
    """

    place: str
    ref: str
    text: str
    is_placed: bool = False
    recommendation: str | None = None
    also_answers: list[str] | None = None
    stage: str | None = None
    leads: list[str] | None = None
    accountable: str | None = None
    by_when: str | None = None
    deadline: str | None = None
    recurrence: str | None = None
    status: str | None = None
    rag: str | None = None
    expected: str | None = None
    progress: str | None = None
    extra: dict[str, str] | None = None
    on: str | None = None
    history: list[Act] = field(default_factory=list)


class MeetingDraft(NamedTuple):
    """A board's meeting that a plan file names, and the day that its pack showed (None: its own)."""

    place: str
    board: str
    on: str
    as_at: str | None = None


class Setting(NamedTuple):
    """A plan's own rule or line, from a day on (None: from the document's day)."""

    name: str
    value: str
    on: str | None = None


@dataclass(slots=True)
class Document:
    """All that one file says. `slug`, `council`, `on` are None where the file does not print them.

    `splits_leads` is True where a cell with several leads is still to be split (`leads` then holds the whole cell).
    `printed_on` is the day of its version that a table's document prints; `headings` are (as printed, read as).
    """

    name: str
    sha256: str
    slug: str | None = None
    council: str | None = None
    on: str | None = None
    settings: list[Setting] = field(default_factory=list)
    posts: list[PostDraft] = field(default_factory=list)
    recommendations: list[RecommendationDraft] = field(default_factory=list)
    actions: list[ActionDraft] = field(default_factory=list)
    meetings: list[MeetingDraft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    splits_leads: bool = False
    printed_on: str | None = None
    headings: list[tuple[str, str]] = field(default_factory=list)
