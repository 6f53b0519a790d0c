"""What is said now of one action or recommendation: what a service must know before it says something more."""

import sqlite3
from typing import Any, Literal, NamedTuple

from actiontracker.store.sayings import known, standing
from actiontracker.store.snapshot import UNDECIDED
from actiontracker.store.words import Words

Kind = Literal["action", "recommendation"]
LAST_DAY = "9999-12-31"
"""The day by which all that was recorded is said."""


class Wording(NamedTuple):
    """The whole wording of an action or recommendation as at a day, by column; sentences are Words."""

    effective_on: str
    columns: dict[str, str | Words | None]


_TEXTS = {
    "action": (("text", "extra"), ("stage", "by_when", "recurrence")),
    "recommendation": (("text", "outcome"), ("area", "timescale", "timescale_in_report", "by_when", "deadline")),
}
_NEWEST = "x.effective_on desc, x.entry desc"
LEADS = {"action": "lead", "recommendation": "recommendation_lead"}


def wording(conn: sqlite3.Connection, kind: Kind, thing: int, day: str, head: int) -> Wording | None:
    """The wording that holds on `day`, or None where nothing is worded by then."""
    row = conn.execute(f"{_wording(kind)} order by {_NEWEST} limit 1", {"id": thing, "day": day, "head": head}).fetchone()
    return _read_wording(kind, row) if row else None


def wordings(conn: sqlite3.Connection, kind: Kind, thing: int, day: str, head: int) -> dict[str, dict[str, str | Words | None]]:
    """The wording that holds on `day`, under that day, and the later ones under theirs."""
    first = wording(conn, kind, thing, day, head)
    found = {day: first.columns} if first else {}
    query = f"{_wording(kind)} and x.effective_on > :after order by x.effective_on, x.entry"
    later = conn.execute(query, {"id": thing, "after": day, "day": LAST_DAY, "head": head})
    return found | {each.effective_on: each.columns for each in (_read_wording(kind, row) for row in later)}


def _wording(kind: Kind) -> str:
    sentences, plain = _TEXTS[kind]
    columns = [f"x.{name}" for name in plain]
    columns += [f"x.{name}, (select w.text from words w where w.id = x.{name})" for name in sentences]
    return f"select x.effective_on, {', '.join(columns)} from {kind}_text x where x.{kind}_id = :id and {known('x')}"


def _read_wording(kind: Kind, row: tuple[Any, ...]) -> Wording:
    sentences, plain = _TEXTS[kind]
    said: dict[str, str | Words | None] = dict(zip(plain, row[1:], strict=False))
    pairs = row[1 + len(plain) :]
    for place, name in enumerate(sentences):
        words, text = pairs[2 * place : 2 * place + 2]
        said[name] = None if words is None else Words(text or "", words)
    return Wording(row[0], said)


def updated_after(conn: sqlite3.Connection, action: int, day: str, head: int) -> frozenset[str]:
    """Which of status, rating, expected day and note progress updates say for days after `day`."""
    names = ("status", "rag", "expected", "note")
    columns = ", ".join(f"max(x.{name} is not null)" for name in names)
    query = f"select {columns} from updates x where x.action_id = :id and x.effective_on > :after and {known('x')}"
    row = conn.execute(query, {"id": action, "after": day, "day": LAST_DAY, "head": head}).fetchone()
    return frozenset(name for name, is_said in zip(names, row, strict=True) if is_said)


def first_day(conn: sqlite3.Connection, kind: Kind, thing: int) -> str | None:
    """The day on which the thing begins, as known now; None where no wording of it stands."""
    query = f"select min(x.effective_on) from {kind}_text x where x.{kind}_id = ?"
    query += " and not exists (select 1 from retraction t where t.retracted = x.entry)"
    (day,) = conn.execute(query, (thing,)).fetchone()
    return day  # type: ignore[no-any-return]


def leads(conn: sqlite3.Connection, kind: Kind, thing: int, day: str, head: int) -> dict[int, tuple[int, bool]]:
    """Who leads on `day`: post id to (place, accountable), in printed order."""
    rows = standing(LEADS[kind], (f"{kind}_id", "post_id"), "x.place is not null", f"x.{kind}_id = :id")
    query = f"select post_id, place, accountable from {rows} order by place, post_id"
    found = conn.execute(query, {"id": thing, "day": day, "head": head})
    return {post: (place, accountable == 1) for post, place, accountable in found}


def leads_change_after(conn: sqlite3.Connection, kind: Kind, thing: int, day: str, head: int) -> bool:
    """Whether anything is said of the leads for days after `day`."""
    query = f"select 1 from {LEADS[kind]} x where x.{kind}_id = :id and x.effective_on > :after and {known('x')} limit 1"
    return conn.execute(query, {"id": thing, "after": day, "day": LAST_DAY, "head": head}).fetchone() is not None


def also_answers(conn: sqlite3.Connection, action: int, day: str, head: int) -> list[int]:
    """The further recommendations that the action serves on `day`, by id."""
    rows = standing("also_answers", ("action_id", "recommendation_id"), "x.linked = 1", "x.action_id = :id")
    query = f"select recommendation_id from {rows} order by recommendation_id"
    return [row[0] for row in conn.execute(query, {"id": action, "day": day, "head": head})]


def pending_request(conn: sqlite3.Connection, action: int, day: str, head: int) -> int | None:
    """The entry of the last request for another date, where no decision answers it."""
    query = f"select x.entry from deadline x where x.action_id = :id and {known('x')}{UNDECIDED}"
    row = conn.execute(query, {"id": action, "day": day, "head": head}).fetchone()
    return int(row[0]) if row else None


def last_agreed(conn: sqlite3.Connection, action: int, head: int) -> tuple[str, int]:
    """The day and the entry of the deadline that holds in the end; ("", 0) where none was said of the action itself."""
    query = f"""select x.effective_on, x.entry from deadline x where x.action_id = :id and x.step in ('set', 'granted')
      and {known("x")} order by {_NEWEST} limit 1"""
    row = conn.execute(query, {"id": action, "day": LAST_DAY, "head": head}).fetchone()
    return (row[0], row[1]) if row else ("", 0)


def first_set_day(conn: sqlite3.Connection, action: int, head: int) -> str | None:
    """The day of the first dated `set`: what a correction of the original deadline is dated by."""
    query = f"""select min(x.effective_on) from deadline x where x.action_id = :id and x.step = 'set'
      and x.deadline is not null and {known("x")}"""
    (day,) = conn.execute(query, {"id": action, "day": LAST_DAY, "head": head}).fetchone()
    return day  # type: ignore[no-any-return]


def last_change(conn: sqlite3.Connection, action: int) -> tuple[int, str, str, str] | None:
    """The last entry about an action: version, author, moment, kind."""
    query = "select version, recorded_by, recorded_at, kind from entry where action_id = ? order by version desc limit 1"
    row = conn.execute(query, (action,)).fetchone()
    return (row[0], row[1], row[2], row[3]) if row else None
