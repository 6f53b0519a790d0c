"""What comes in from outside with every verb: the database, the author, and the clock."""

from pathlib import Path
from typing import NamedTuple

from actiontracker.domain.errors import InputRefused


class Edge(NamedTuple):
    """`now` is the recording moment (UTC, ISO), `today` the day on the wall (ISO); `token` the caller's name for the act."""

    database: Path
    by: str
    now: str
    today: str
    token: str | None = None


def not_in_future(day: str, edge: Edge, what: str) -> str:
    """The day, or InputRefused (exit 3): an update, a decision or an import cannot speak for a day to come."""
    if day > edge.today:
        raise InputRefused(f"{what}: {day} lies in the future (today is {edge.today})", "give the day it happened")
    return day
