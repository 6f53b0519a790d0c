"""What the parts of an import share: where they record, and how a document's field is compared with what is known."""

from collections.abc import Container
from dataclasses import dataclass, field
from typing import NamedTuple

from actiontracker.domain.problems import Conflict, Problem, Question
from actiontracker.services.recording import PostBook
from actiontracker.store.documents import Said
from actiontracker.store.ledger import Fact, Ledger, Row
from actiontracker.store.words import Words


@dataclass
class Context:
    """One import under way.

    `facts` wait for the entry about no action; `titles` were given on the command line; `theirs` lets the document win
    over the tracker; `reworded` are keys of refs whose quite different text is the same action all the same.
    """

    ledger: Ledger
    posts: PostBook
    plan: int | None
    on: str
    head: int
    council: str = ""
    theirs: bool = False
    reworded: Container[str] = ()
    facts: list[Fact] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


class Field(NamedTuple):
    """A field as a document prints it, and what holds. None in `printed`: the document does not speak of it."""

    name: str
    printed: str | None
    holds: str | None


class Compared(NamedTuple):
    """The fields that the document changes, and those that both it and the tracker changed since its last version."""

    changed: list[Field]
    conflicts: list[Field]


def plain(value: "str | Words | int | None") -> str:
    """A remembered or holding value as text to compare and to show."""
    if value is None:
        return ""
    return value.text if isinstance(value, Words) else str(value)


def compared(fields: list[Field], last: Said | None, *, theirs: bool = False) -> Compared:
    """Tell the document's changes from the tracker's.

    What the document says as it said last time is no change, whatever the tracker learnt since; what it says anew is
    one where the tracker still holds what the document said last, and a conflict where the tracker says something of its
    own. With `theirs` the document wins wherever it differs from what holds.
    """
    found = Compared([], [])
    for each in fields:
        holds, said = each.holds or "", plain(last.get(each.name)) if last else ""
        if each.printed is None or each.printed == holds or (last and each.printed == said and not theirs):
            continue
        (found.changed if theirs or holds == said else found.conflicts).append(each)
    return found


def compared_in(context: Context, ref: str, fields: list[Field], last: Said | None) -> Compared:
    """The same within an import: the conflicts are listed in its context."""
    found = compared(fields, last, theirs=context.theirs)
    for each in found.conflicts:
        context.conflicts.append(Conflict(ref, each.name, each.holds or "", each.printed or ""))
    return found


def remembered(
    fields: dict[str, str | None], sentences: dict[str, Words | None], last: Said | None, kept: Container[str] = ()
) -> Row | None:
    """The row that remembers what a document says now, or None where it says what it said last time.

    `sentences` holds for each sentence the Words that were recorded, or the document's own; a field that the document
    does not speak of keeps what was remembered, and so does one of `kept`: a conflict is one until it is settled.
    """
    row: Row = {}
    for name, printed in fields.items():
        row[name] = (printed or None) if printed is not None and name not in kept else _kept(last, name)
    for name, said in sentences.items():
        spoken = said is not None and name not in kept
        row[name] = (said if said is not None and said.text else None) if spoken else _kept(last, name)
    if all(_same(row[name], last.get(name) if last else None) for name in row):
        return None
    return row


def _kept(last: Said | None, name: str) -> "str | Words | None":
    return last.get(name) if last else None


def _same(one: "str | Words | int | None", other: "str | Words | int | None") -> bool:
    return plain(one) == plain(other)
