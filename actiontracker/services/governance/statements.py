"""Whole statements on their way into the ledger: only what differs from what was said last is recorded."""

from typing import NamedTuple

from actiontracker.domain.errors import InputRefused
from actiontracker.services.recording import words
from actiontracker.store import statements
from actiontracker.store.connection import Connection
from actiontracker.store.ledger import Fact
from actiontracker.store.statements import Row


class Statement(NamedTuple):
    """What is said of a key in a table: the whole of it; a column that is not named says nothing there."""

    table: str
    key: Row
    said: Row


def fact(conn: Connection, statement: Statement, on: str, *, printed: bool) -> Fact:
    """The statement as a fact from a day on; `printed` where a file says so."""
    _, _, sentences = statements.shape(conn, statement.table)
    said = {name: words(value) if name in sentences else value for name, value in statement.said.items()}
    return statement.table, statement.key | {"effective_on": on} | said | {"printed": 1 if printed else None}


def is_new(conn: Connection, statement: Statement, on: str, head: int) -> bool:
    """Whether files did not say so last, by that day."""
    last = statements.last_printed(conn, statement.table, statement.key, on, head)
    columns = [name for name in statements.shape(conn, statement.table)[1] if name != "printed"]
    return last is None or any(_said(last[name]) != _said(statement.said.get(name)) for name in columns)


def _said(value: object) -> object:
    return None if value == "" else value


def once(said: list[Statement]) -> list[Statement]:
    """The statements, of several about one key the last."""
    return list({(each.table, *each.key.values()): each for each in said}.values())


def whole(conn: Connection, table: str, key: Row, said: Row, on: str, head: int) -> Statement:
    """What holds of a key on a day, with some of it said anew. Raises InputRefused where it is said anew for a later day.

    That later statement is whole too: it would hide what is said now.
    """
    later = [row["effective_on"] for row in statements.every(conn, table, head) if key.items() <= row.items()]
    if any(day > on for day in later):
        what = f"more is said of it from {max(later)} on: what is said for {on} would not hold today"
        raise InputRefused(what, "give that day or a later one with --on, or leave --on out")
    known = next((row for row in statements.rows(conn, table, on, head) if key.items() <= row.items()), {})
    columns = (name for name in statements.shape(conn, table)[1] if name not in ("printed", "reason"))
    return Statement(table, key, {name: known.get(name) for name in columns} | said)


def typed(conn: Connection, statement: Statement, on: str) -> Fact:
    """The statement as a fact that a person says."""
    return fact(conn, statement, on, printed=False)
