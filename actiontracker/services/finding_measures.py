"""From the ref of a measure, as people type it, to what it means."""

from typing import NamedTuple

from actiontracker.domain.errors import NotFound
from actiontracker.domain.measures import measure_ref, split_measure_ref
from actiontracker.domain.refs import typed_ref
from actiontracker.services.finding import find_ref
from actiontracker.store import measures, snapshot
from actiontracker.store.connection import Connection
from actiontracker.store.plans import Found
from actiontracker.store.words import Words


class FoundMeasure(NamedTuple):
    """A measure that a ref names: its recommendation, its own ref, and its wording by column as on the day asked about."""

    recommendation: Found
    ref: str
    id: int
    columns: dict[str, str | Words | None]
    withdrawn: bool

    def said(self, column: str) -> str | None:
        """What its wording says there, as text."""
        value = self.columns[column]
        return value.text if isinstance(value, Words) else value


def find_measure(conn: Connection, typed: str, day: str) -> FoundMeasure:
    """The measure that a ref such as `S1.M2` or `harrow-2012:S1.M2` names, worded as on a day. Raises NotFound (exit 9)."""
    wanted = typed_ref(typed)
    parts = split_measure_ref(wanted.ref)
    if parts is None:
        raise NotFound(f"no measure {typed!r}", "a measure's ref is its recommendation's with M1, M2 and so on, as in S1.M2")
    thing = find_ref(conn, f"{wanted.plan}:{parts[0]}" if wanted.plan else parts[0], "recommendation")
    head = snapshot.head(conn)
    found = measures.find(conn, thing.id, parts[1], day, head)
    if found is None:
        there = ", ".join(measure_ref(thing.ref, count) for count in measures.numbers(conn, thing.id, head))
        advice = f"there are {there}" if there else f"agree one: actiontracker measures add {thing.ref} --text TEXT"
        raise NotFound(f"no measure {typed!r}", advice)
    return FoundMeasure(thing, measure_ref(thing.ref, parts[1]), *found)
