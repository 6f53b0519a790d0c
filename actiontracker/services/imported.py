"""What the parts of an import share: where they record, and how a document's field is compared with what is known."""

from collections.abc import Container
from dataclasses import dataclass, field
from typing import NamedTuple

from actiontracker.domain.likeness import is_same_wording
from actiontracker.domain.problems import Conflict, Problem, Question
from actiontracker.services import recording
from actiontracker.services.recording import PostBook
from actiontracker.store import facts
from actiontracker.store.documents import Said
from actiontracker.store.facts import Kind
from actiontracker.store.ledger import Fact, Ledger, Row
from actiontracker.store.words import Words


@dataclass
class Context:
    """One import under way. `on` is the document's day, `today` the day on the wall.

    `facts` wait for the entry about no action; `titles` were given on the command line; `theirs` lets the document win
    over the tracker; `reworded` are keys of refs whose quite different text is the same action all the same.
    """

    ledger: Ledger
    posts: PostBook
    plan: int | None
    on: str
    today: str
    head: int
    council: str = ""
    theirs: bool = False
    reworded: Container[str] = ()
    facts: list[Fact] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def day_of(self, each: "Field", on: str) -> str:
        """The day from which a change is recorded: `on`, but today where it is to win over what is said for later days."""
        return self.today if self.theirs and each.is_overruled else on


class Field(NamedTuple):
    """A field as a document prints it, and what holds on the document's day.

    None in `printed`: the document does not speak of it. `later` is what the tracker says for a day after the
    document's; None where it says nothing for one.
    """

    name: str
    printed: str | None
    holds: str | None
    later: str | None = None

    @property
    def is_overruled(self) -> bool:
        """Whether the tracker says something else than the document for a later day."""
        return self.later is not None and self.later != self.printed

    @property
    def known(self) -> str:
        """What the tracker says against the document: for a later day, else for the document's own."""
        return (self.later if self.is_overruled else self.holds) or ""


def between(name: str, printed: str | None, holds: str | None, latest: str | None, *, is_said: bool = False) -> Field:
    """The field with what is said of it last: where that is something else, or `is_said` for a later day on purpose."""
    later = (latest or "") if is_said or (latest or "") != (holds or "") else None
    return Field(name, printed, holds, later)


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
    one where the tracker still says what the document said last, and a conflict where the tracker says something of its
    own, for the document's day or for a later one. With `theirs` the document wins wherever it differs.
    """
    found = Compared([], [])
    for each in fields:
        holds, said = each.holds or "", plain(last.get(each.name)) if last else ""
        is_news = each.printed != holds and not (last and each.printed == said)
        wins = theirs and each.printed != (holds if each.later is None else each.later)
        if each.printed is None or not (is_news or wins):
            continue
        is_own = holds != said or each.is_overruled
        (found.conflicts if is_own and not theirs else found.changed).append(each)
    return found


def compared_in(context: Context, ref: str, fields: list[Field], last: Said | None) -> Compared:
    """The same within an import: the conflicts are listed in its context."""
    found = compared(fields, last, theirs=context.theirs)
    for each in found.conflicts:
        context.conflicts.append(Conflict(ref, each.name, each.known, each.printed or ""))
    return found


def is_other_text(text: str, last: Said | None, held: str) -> bool:
    """Whether a text is quite different from what the document said last and from what is known under its ref."""
    known = [said for said in (plain(last.get("text")) if last else "", held) if said]
    return bool(known) and text not in known and not any(is_same_wording(text, said) for said in known)


def revisions(context: Context, kind: Kind, thing: int, on: str, differing: list[Field], said: Row) -> list[Fact]:
    """The wording with what is `said` anew: from the document's day, and in each later one that carries on the old.

    A wording is stored whole: one of a later day would else take the document's change back.
    """
    if not differing:
        return []
    days = {field.name: context.day_of(field, on) for field in differing}
    rows: dict[str, Row] = {}
    now: Row = {}
    for day, columns in facts.wordings(context.ledger.conn, kind, thing, on, context.head).items():
        changing = [f for f in differing if days[f.name] == on and (day == on or plain(columns.get(f.name)) == (f.holds or ""))]
        carried = {field.name: said[field.name] for field in changing}
        now = {**columns, **carried}
        if carried:
            rows[day] = now
    if late := {name: said[name] for name, day in days.items() if day != on}:
        rows[context.today] = now | late
    return [recording.worded(kind, thing, day, row) for day, row in rows.items()]


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
