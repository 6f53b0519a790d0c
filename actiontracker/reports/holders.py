"""Who holds which post from when to when; what passes over with a post."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from actiontracker.reports.actions import Action
from actiontracker.reports.committees.matters import Matter
from actiontracker.reports.committees.meetings import Gathering, Item


class Holding(NamedTuple):
    """A holder of a post (None: it is vacant) from a day, to a last day where one is known."""

    since: str
    until: str | None
    holder: str | None


class Cover(NamedTuple):
    """The post that covers an absence (None: nobody does) from a day, to a last day where one is known."""

    since: str
    until: str | None
    covered_by: str | None


class Held(NamedTuple):
    """A post as at a day, by code. `is_known`: something is said of its holder; else it is neither held nor vacant."""

    holdings: tuple[Holding, ...] = ()
    covers: tuple[Cover, ...] = ()

    def on(self, day: str) -> Holding | None:
        """What is said of its holder for a day; a holder whose last day is past leaves it vacant."""
        last = max((each for each in self.holdings if each.since <= day), key=lambda each: each.since, default=None)
        if last and last.until and last.until < day:
            return Holding(day_after(last.until), None, None)
        return last

    def is_vacant(self, day: str) -> bool:
        """Whether it is said to be held by nobody on a day."""
        held = self.on(day)
        return held is not None and held.holder is None

    def cover(self, day: str) -> Cover | None:
        """Who covers it on a day."""
        last = max((each for each in self.covers if each.since <= day), key=lambda each: each.since, default=None)
        return last if last and last.covered_by and (last.until or day) >= day else None


class HolderLine(NamedTuple):
    """A row of `export posts`: a post with a holder's time, or with none of which anything is known."""

    council: str
    code: str
    title: str | None
    organisation: str | None
    reports_to: str | None
    holder: str | None
    since: str | None
    until: str | None
    is_vacant: bool
    covered_by: str | None
    cover_since: str | None
    cover_until: str | None


class Handover(NamedTuple):
    """What passes over with a post on a day. `to_post` is set where another post takes the work over.

    `entries` are the first and last that record it; None for a preview.
    """

    post: str
    title: str
    to: str | None
    to_post: str | None
    on: str
    actions: list[Action]
    recommendations: list[str]
    matters: list[Matter]
    papers: list[tuple[Gathering, Item]]
    boards: list[str]
    standing: list[str]
    warnings: list[str]
    entries: tuple[int, int] | None


def day_after(day: str) -> str:
    """The next day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def day_before(day: str) -> str:
    """The day before."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def overlapping(holdings: Iterable[Holding]) -> tuple[Holding, Holding] | None:
    """The first two holders whose times overlap; one without a last day ends where the next begins."""
    ordered = sorted(holdings, key=lambda each: each.since)
    pairs = pairwise(ordered)
    return next(((one, other) for one, other in pairs if one.until and one.until >= other.since), None)
