"""What the parts of an import share: where they record, and how a document's field is compared with what is known."""

from dataclasses import dataclass, field
from typing import NamedTuple

from actiontracker.domain.problems import Problem
from actiontracker.services.recording import PostBook
from actiontracker.store.documents import Said
from actiontracker.store.ledger import Fact, Ledger, Row
from actiontracker.store.words import Words


@dataclass
class Context:
    """One import under way. `facts` wait for the entry about no action; `titles` were given on the command line."""

    ledger: Ledger
    posts: PostBook
    plan: int | None
    on: str
    head: int
    facts: list[Fact] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class Field(NamedTuple):
    """A field as a document prints it, and what holds. None in `printed`: the document does not speak of it."""

    name: str
    printed: str | None
    holds: str | None


def plain(value: "str | Words | int | None") -> str:
    """A remembered or holding value as text to compare and to show."""
    if value is None:
        return ""
    return value.text if isinstance(value, Words) else str(value)


def changed(fields: list[Field], last: Said | None) -> list[Field]:
    """The fields that differ both from what the document said last time and from what holds."""
    return [
        field
        for field in fields
        if field.printed is not None
        and (last is None or plain(last.get(field.name)) != field.printed)
        and (field.holds or "") != field.printed
    ]


def remembered(fields: dict[str, str | None], sentences: dict[str, Words | None], last: Said | None) -> Row | None:
    """The row that remembers what a document says now, or None where it says what it said last time.

    `sentences` holds for each sentence the Words that were recorded, or the document's own; a field that the document
    does not speak of keeps what was remembered.
    """
    row: Row = {}
    for name, printed in fields.items():
        row[name] = (printed or None) if printed is not None else _kept(last, name)
    for name, said in sentences.items():
        row[name] = said if said is not None and said.text else _kept(last, name) if said is None else None
    if all(_same(row[name], last.get(name) if last else None) for name in row):
        return None
    return row


def _kept(last: Said | None, name: str) -> "str | Words | None":
    return last.get(name) if last else None


def _same(one: "str | Words | int | None", other: "str | Words | int | None") -> bool:
    return plain(one) == plain(other)
