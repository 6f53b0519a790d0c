"""TOML files read key by key: an unknown or misspelt key is refused with its place, and every value has our type."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from actiontracker.domain.assurance import RESULTS
from actiontracker.domain.deadlines import FIRST_YEAR, LAST_YEAR
from actiontracker.domain.errors import InputRefused
from actiontracker.domain.publication import PARAGRAPHS, STANDINGS
from actiontracker.domain.words import RATED, RECURRENCES, STATUSES
from actiontracker.domain.working_days import MOST_DAYS

Choices = Mapping[str, tuple[str, ...]]
"""The words that a key may have."""
TEXT, DAY, TEXTS, FLAG, FIELDS = "a text", "a day", "a list of texts", "true", "a table of texts"
NUMBER = "a number from 1 to 7"
_MARKS = ("ref", "code", "name", "key", "period", "post")
FIGURE, WHETHER, COUNT, DAYS = "a figure", "true or false", "a whole number", "a number of days from 1 to 2000"
SCORE, WORKING_DAYS = "a score from 0 to 100", "a number of working days from 0 to 60"
WHEN = "a day, a month (2017-05) or a year"
PIECE, CHANGE = "a piece of evidence", "what was changed"
PLAN_CHOICES: Choices = {
    "disclosure": STANDINGS,
    "status": STATUSES,
    "rag": (*RATED, "none"),
    "recurrence": RECURRENCES,
    "reaudit": RESULTS,
}


def parsed(name: str, data: bytes) -> dict[str, Any]:
    """The file as tables. Raises InputRefused where it is not TOML."""
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        reason: object = "nested too deeply" if isinstance(error, RecursionError) else error
        reason = "not a text file" if isinstance(error, UnicodeDecodeError) else reason
        raise InputRefused(f"{name}: not TOML ({reason})", "mend the file at that place") from error


def tables(name: str, top: dict[str, Any], key: str) -> Iterable[tuple[str, Any]]:
    """The tables of a list, each with its place: its number, and the ref, code, key or name that it has."""
    found = top.get(key, [])
    if not isinstance(found, list):
        raise InputRefused(f"{name}, {key}: not a list of tables", f"write [[{key}]]")
    for number, table in enumerate(found, 1):
        named = [table[mark] for mark in _MARKS if table.get(mark)] if isinstance(table, dict) else []
        ref = named[0] if named else None
        yield f"{key} {number}" + (f" ({ref})" if ref else ""), table


def checked(
    name: str, place: str, table: Any, keys: dict[str, str], required: tuple[str, ...], choices: Choices = PLAN_CHOICES
) -> dict[str, Any]:
    """The table with its values in our types. Raises InputRefused for an unknown or missing key, or a wrong value."""
    if not isinstance(table, dict):
        raise InputRefused(f"{name}, {place}: not a table", "see plans/README.md")
    for key in required:
        if key not in table or (isinstance(table[key], str) and not table[key].strip()):
            raise InputRefused(f"{name}, {place}: {key!r} is missing", "see plans/README.md")
    return {key: _value(f"{name}, {place}, {key}", keys.get(key), key, value, choices) for key, value in table.items()}


def _value(place: str, kind: str | None, key: str, value: Any, choices: Choices) -> Any:
    if kind is None:
        raise InputRefused(f"{place}: unknown key", "see plans/README.md for what can be said here")
    if kind in _THINGS:
        return _thing(place, value, _THINGS[kind])
    if kind == DAY:
        return "" if (key, value) == ("deadline", "") else _day(place, value)
    if kind == WHEN and isinstance(value, str) and re.fullmatch(r"20\d\d(-(0[1-9]|1[0-2]))?", value, re.ASCII):
        return value
    if kind == WHEN:
        return _day(place, value)
    if kind == FIGURE and type(value) in (int, float):
        return str(value)
    right = {
        FIGURE: isinstance(value, str) and "\0" not in value,
        WHETHER: type(value) is bool,
        COUNT: type(value) is int and 0 <= value < 10,
        SCORE: type(value) is int and 0 <= value <= 100,
        WORKING_DAYS: type(value) is int and 0 <= value <= 60,
        DAYS: type(value) is int and 0 < value <= MOST_DAYS,
        TEXT: isinstance(value, str) and "\0" not in value,
        FLAG: value is True,
        NUMBER: type(value) is int and value in PARAGRAPHS,
        FIELDS: isinstance(value, dict) and all(isinstance(item, str) and "\0" not in item for item in value.values()),
        TEXTS: isinstance(value, list) and all(isinstance(item, str) and item for item in value),
    }[kind]
    if not right:
        raise InputRefused(f"{place}: {value!r} is not {kind}", "see plans/README.md")
    if key in choices and value not in choices[key]:
        raise InputRefused(f"{place}: unknown {key} {value!r}", f"one of: {', '.join(choices[key])}")
    return value


_NEW, _SIZE = "true or false", "a number"
_THINGS = {
    PIECE: {"kind": TEXT, "title": TEXT, "held": TEXT, "place": TEXT, "dated": DAY, "expires": DAY, "sha256": TEXT}
    | {"size": _SIZE},
    CHANGE: {"kind": TEXT, "new": _NEW, "title": TEXT, "dated": DAY},
}
"""Tables inside an act, and what they may say; both need a kind and a title."""
_HELD = ("file", "link", "place")


def _thing(place: str, table: Any, keys: dict[str, str]) -> dict[str, Any]:
    if not isinstance(table, dict) or not {"kind", "title"} <= table.keys():
        raise InputRefused(f"{place}: not a table with a kind and a title", "see plans/README.md")
    said: dict[str, Any] = {}
    for key, value in table.items():
        kind = keys.get(key)
        if kind in (_NEW, _SIZE):
            if type(value) is not (bool if kind == _NEW else int):
                raise InputRefused(f"{place}, {key}: {value!r} is not {kind}", "see plans/README.md")
            said[key] = value
        else:
            said[key] = _value(f"{place}, {key}", kind, key, value, {})
    if said.get("held", "place") not in _HELD:
        raise InputRefused(f"{place}, held: unknown {said['held']!r}", f"one of: {', '.join(_HELD)}")
    return said


def _day(place: str, value: Any) -> str:
    if isinstance(value, datetime):
        value = value.date() if (value.hour, value.minute) == (0, 0) else str(value)
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        day = date.min
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InputRefused(f"{place}: {str(value)!r} is not a day", "write it as 2012-10-31")
    return day.isoformat()
