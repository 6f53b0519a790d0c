"""From the names that people type to scorecards and indicators. Near misses are named."""

from difflib import get_close_matches
from typing import NamedTuple

from actiontracker.domain.errors import NotFound, UsageFault
from actiontracker.domain.indicators import plain_description
from actiontracker.domain.refs import normal_ref, ref_key
from actiontracker.store import indicators, scorecards
from actiontracker.store.connection import Connection
from actiontracker.store.indicators import Indicator
from actiontracker.store.scorecards import Scorecard
from actiontracker.store.snapshot import head


class FoundIndicator(NamedTuple):
    """An indicator that was meant, the scorecard that named it (None: its key did), and how people may name it."""

    indicator: Indicator
    scorecard: Scorecard | None
    name: str


def find_scorecard(conn: Connection, slug: str | None, at: int | None = None) -> Scorecard:
    """The scorecard of that short name, or the only one there is. Raises NotFound, UsageFault where there are several."""
    known = scorecards.scorecards(conn, head(conn) if at is None else at)
    names = ", ".join(each.slug for each in known)
    if not known:
        raise NotFound("no scorecard is tracked", "import one first: actiontracker import FILE")
    if slug is None:
        if len(known) > 1:
            raise UsageFault(f"several scorecards are tracked: {names}", "name one: --scorecard SLUG")
        return known[0]
    for each in known:
        if each.slug == slug.strip().lower():
            return each
    raise NotFound(f"no scorecard {slug!r}", f"known: {names}")


def find_indicator(conn: Connection, typed: str, day: str, at: int | None = None) -> FoundIndicator:
    """The one indicator that is meant: by its key, its ref (`SCORECARD:REF`), another name or its description.

    What it is called is what was known at a head of the record, `at` (None: now).

    Raises NotFound (exit 9) where there is none, or where it could be several: then with the candidates.
    """
    newest = head(conn) if at is None else at
    every = {each.id: each for each in indicators.indicators(conn, day, newest, later_too=True)}
    slug, colon, rest = typed.partition(":")
    wanted = normal_ref(rest if colon else typed)
    found: dict[int, tuple[Scorecard | None, str]] = {}
    for card in scorecards.scorecards(conn, newest):
        if colon and card.slug != slug.strip().lower():
            continue
        for line in scorecards.lines(conn, card.id, indicators.LAST_DAY, newest):
            if ref_key(wanted) in (ref_key(line.ref or line.key), line.key if colon else ""):
                found.setdefault(line.indicator_id, (card, f"{card.slug}:{line.ref or line.key}"))
    if colon and not found:
        find_scorecard(conn, slug, newest)
    if not colon:
        by_name = [each for each in every.values() if each.key == wanted.lower()]
        by_name = by_name or _otherwise_named(conn, every, wanted, newest)
        found = {each.id: (None, _name(conn, each, newest, len(by_name) > 1)) for each in by_name} or found
    candidates = {number: said for number, said in found.items() if number in every}
    if len(candidates) == 1:
        number, (card_, name) = next(iter(candidates.items()))
        return FoundIndicator(every[number], card_, name)
    if candidates:
        names = ", ".join(name for _, name in candidates.values())
        raise NotFound(f"{typed!r} could be several: {names}", "write one of these")
    near = get_close_matches(wanted.lower(), [each.key for each in every.values()], n=3)
    known = ", ".join(near or [each.key for each in every.values()][:6]) or "none; import a scorecard first"
    raise NotFound(f"no indicator {typed!r}", f"{'near it' if near else 'known'}: {known}")


def _name(conn: Connection, indicator: Indicator, newest: int, is_one_of_several: bool) -> str:
    """What people may call it: its key; where other councils have that too, with a scorecard that lists it."""
    listed = scorecards.listing(conn, indicator.id, indicators.LAST_DAY, newest) if is_one_of_several else []
    return f"{listed[0][1]}:{indicator.key}" if listed else indicator.key


def _otherwise_named(conn: Connection, every: dict[int, Indicator], wanted: str, newest: int) -> list[Indicator]:
    plain = plain_description(wanted)
    names = indicators.aliases(conn, indicators.LAST_DAY, newest)
    named = {number for number, name in names if plain_description(name) == plain}
    return [each for each in every.values() if each.id in named or plain_description(each.definition.description) == plain]
