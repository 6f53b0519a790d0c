"""What a writing command did, for people to read."""

from pathlib import Path
from typing import Any, NamedTuple

from actiontracker.domain.indicators import Definition
from actiontracker.domain.problems import Change, Conflict, Problem, Question


class ImportResult(NamedTuple):
    """What an import did, or with a dry run would do. `entry` is None where nothing had to be recorded.

    `unnamed` says what a new plan lacks: a title, a council.
    """

    file: str
    database: Path
    plan: str | None
    is_new_plan: bool
    on: str
    today: str
    recommendations: int
    actions: int
    posts: int
    new: list[str]
    changes: list[Change]
    same: int
    missing: list[str]
    history: int
    new_codes: list[str]
    suggestions: list[tuple[str, str]]
    problems: list[Problem]
    conflicts: list[Conflict]
    questions: list[Question]
    headings: list[tuple[str, str]]
    unnamed: list[str]
    entry: int | None
    dry_run: bool


class ScorecardImport(NamedTuple):
    """What an import of a scorecard did, or with a dry run would do. `entry` is None where nothing had to be recorded.

    `concluded` are new indicators whose kind was read from their words: ref, key, what they are taken for.
    """

    file: str
    database: Path
    scorecard: str
    is_new: bool
    on: str
    council: str
    indicators: int
    new: list[str]
    changes: list[Change]
    same: int
    missing: list[str]
    concluded: list[tuple[str, str, Definition]]
    problems: list[Problem]
    headings: list[tuple[str, str]]
    entry: int | None
    dry_run: bool


class GovernanceImport(NamedTuple):
    """What an import of a governance file did, or with a dry run would do; `changed` names what says something new.

    `tables` counts the tables of the file by their name.
    """

    file: str
    database: Path
    council: str
    on: str
    tables: dict[str, int]
    changed: list[str]
    same: int
    problems: list[Problem]
    entry: int | None
    dry_run: bool


class Updated(NamedTuple):
    """What an update did to one action or recommendation.

    `changes` are (what, before, after) on the update's day; `overruled` says what a later day still says instead;
    `missing` is what the plan's closure rule still asks of work that was said to be completed.
    """

    plan: str
    ref: str
    on: str
    changes: list[tuple[str, str, str]]
    version: int
    entry: int
    overruled: str | None
    missing: str | None = None


class Kept(NamedTuple):
    """What an addition, edit, withdrawal or correction recorded: `changes` are (what, before, after).

    `remark` tells what a by-when was read as, where it was no plain date.
    """

    plan: str
    ref: str
    kind: str
    changes: list[tuple[str, str, str]]
    entry: int
    remark: str = ""


class Undone(NamedTuple):
    """What an undo takes back: one entry, or the entries of an import, whose document is then `file`.

    `said` is what a single entry said (the keys of plans/README.md); `later` counts entries about the same actions that
    were recorded since, and stay.
    """

    seq: int
    kind: str
    about: str | None
    recorded_by: str
    recorded_at: str
    file: str | None
    entries: int
    actions: int
    later: int
    said: dict[str, Any]


class Redacting(NamedTuple):
    """What would be erased, or was: the sentences of an entry (what they are, their text), and how many stored copies."""

    entry: int
    about: str | None
    sentences: list[tuple[str, str]]
    copies: int
