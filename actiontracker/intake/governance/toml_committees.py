"""The tables of a governance file about boards, meetings, decisions, questions, posts and risks: their keys and words."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from actiontracker.domain.committees import ACCESS, DECISION_KINDS, NEXT_MEETING, last_day
from actiontracker.domain.errors import InputRefused
from actiontracker.domain.indicators import is_key
from actiontracker.intake.governance.drafts import Told
from actiontracker.intake.toml_tables import DAY, SCORE, TEXT, TEXTS, WHETHER, WORKING_DAYS, Choices, checked, tables


class _Shape(NamedTuple):
    """What a table may say, what it must say, and the tables within it."""

    keys: dict[str, str]
    required: tuple[str, ...]
    within: "dict[str, _Shape]" = {}


_CLEARANCE = _Shape({"by": TEXT, "cleared_on": DAY}, ("by",))
_SHEET = {"received": DAY, "officer": TEXT, "portfolio_holder": TEXT, "recommends": TEXT, "implications": TEXT}
_AGENDA = {"number": TEXT, "listed_as": TEXT, "pages": TEXT, "planned": WHETHER, "moved_to": DAY, "on": DAY}
_ITEM = _Shape({"title": TEXT, "authors": TEXTS, "purpose": TEXT} | _AGENDA | _SHEET, ("title",), {"clearances": _CLEARANCE})
_MINUTED = {"name": TEXT, "board": TEXT, "meeting": DAY, "text": TEXT, "due": TEXT, "from": TEXT, "about": TEXT, "on": DAY}
_ANSWERED = {"answered_on": DAY, "answered_by": TEXT, "paper_of": DAY, "paper_board": TEXT, "answer": TEXT}
_SHAPES = {
    "boards": _Shape(
        {"name": TEXT, "frequency": TEXT, "terms": TEXT, "clear_days": WORKING_DAYS, "clearances": TEXTS, "on": DAY},
        ("name",),
        {
            "members": _Shape({"post": TEXT, "role": TEXT}, ("post",)),
            "standing": _Shape({"title": TEXT, "author": TEXT}, ("title",)),
        },
    ),
    "meetings": _Shape(
        {"board": TEXT, "day": DAY, "moved_to": DAY, "papers_by": DAY, "access": TEXT, "published": DAY, "note": TEXT}
        | {"cancelled": WHETHER, "on": DAY},
        ("board", "day"),
        {"items": _ITEM},
    ),
    "decisions": _Shape(
        _MINUTED | {"kind": TEXT, "minute": TEXT, "asks_for": TEXT, "repeats": TEXTS} | _ANSWERED,
        ("name", "board", "meeting", "kind", "text"),
    ),
    "questions": _Shape(_MINUTED | {"asked_by": TEXT, "asked_on": DAY} | _ANSWERED, ("name", "text")),
    "routes": _Shape({"plan": TEXT, "body": TEXT, "day": DAY, "version": TEXT, "outcome": TEXT}, ("plan", "body", "day")),
    "holders": _Shape({"post": TEXT, "holder": TEXT, "from": DAY, "until": DAY}, ("post", "from")),
    "cover": _Shape({"post": TEXT, "by": TEXT, "from": DAY, "until": DAY}, ("post", "from")),
    "risks": _Shape({"ref": TEXT, "title": TEXT, "score": SCORE, "target": SCORE, "for": TEXTS, "on": DAY}, ("ref",)),
}
COMMITTEE_TABLES = tuple(_SHAPES)
_CHOICES: Choices = {"access": ACCESS, "kind": DECISION_KINDS}


def committee_tables(name: str, top: dict[str, Any], key: str) -> Iterator[Told]:
    """The tables of one name. Raises InputRefused, naming table and key, where they do not keep to the format."""
    for place, table in tables(name, top, key):
        told = _told(name, place, table, _SHAPES[key])
        _check(told, key)
        yield told


def _told(name: str, place: str, table: Any, shape: _Shape) -> Told:
    rest = dict(table) if isinstance(table, dict) else table
    within = {}
    for key, inner in shape.within.items():
        if isinstance(rest, dict) and key in rest:
            lists = list(tables(name, {key: rest.pop(key)}, key))
            within[key] = [_told(name, f"{place}, {at}", each, inner) for at, each in lists]
    return Told(f"{name}, {place}", checked(name, place, rest, shape.keys, shape.required, _CHOICES), within)


def _check(told: Told, key: str) -> None:
    """What no single key can say: names, what is due, days in order."""
    said = told.said
    if key in ("decisions", "questions") and not is_key(said["name"]):
        raise InputRefused(f"{told.place}: {said['name']!r} is no short name", "use a-z, 0-9 and hyphens, such as 2012-97-2")
    due = said.get("due")
    if due and due != NEXT_MEETING and last_day(due) is None:
        raise InputRefused(f"{told.place}, due: {due!r} is no day, month or year", f"or say {NEXT_MEETING!r}")
    if key == "meetings" and said.get("papers_by", "") > said.get("moved_to", said["day"]):
        raise InputRefused(f"{told.place}, papers_by: it is after the meeting", "mend one of the days")
    if key in ("holders", "cover") and said.get("until", "9999") < said["from"]:
        raise InputRefused(f"{told.place}, until: it is before 'from'", "mend one of the days")
