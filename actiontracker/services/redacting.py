"""Erasing words for a lawful reason: the proof that something was said stays, the words are gone."""

from actiontracker.domain.errors import InputRefused, NotFound
from actiontracker.reports.results import Redacting
from actiontracker.services.edge import Edge
from actiontracker.store import documents, history, redactions
from actiontracker.store.connection import Connection, reading, write_transaction
from actiontracker.store.ledger import Fact

REASONS = ("personal-data", "data-subject-request", "court-order", "wrong-record")
"""Why words may be erased. The reason stays in the chain for ever, so it is one of these and never a sentence."""


def plan_redaction(edge: Edge, entry: int, which: tuple[int, ...] = ()) -> Redacting:
    """What would be erased: the sentences of an entry, or of these only those `which` (1 is the first).

    Raises NotFound for no such entry, InputRefused where it has no such sentence.
    """
    with reading(edge.database) as conn:
        return _planned(conn, entry, which)[0]


def redact(edge: Edge, entry: int, which: tuple[int, ...], reason: str) -> Redacting:
    """Erase them, wherever the same sentence is stored, and record that, when and why. Raises as `plan_redaction`."""
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        planned, ids = _planned(ledger.conn, entry, which)
        line = history.entry_line(ledger.conn, entry)
        facts: list[Fact] = [("redaction", {"words_id": number, "reason": reason}) for number in ids]
        ledger.append("redaction", facts, action=line.action_id if line else None)
        ledger.flush()
        redactions.erase(ledger.conn, ids)
        return planned


def _closes_import(conn: Connection, entry: int) -> bool:
    covering = documents.import_of(conn, entry)
    return covering is not None and covering.entry == entry


def _planned(conn: Connection, entry: int, which: tuple[int, ...]) -> tuple[Redacting, list[int]]:
    line = history.entry_line(conn, entry)
    if line is None:
        raise NotFound(f"no entry {entry} in the record", "see the numbers in: actiontracker history")
    every = redactions.sentences_of(conn, entry)
    if not every:
        raise InputRefused(f"entry {entry} has no sentence, or they were removed", "only notes, wordings and reasons are words")
    if wrong := [number for number in which if not 1 <= number <= len(every)]:
        raise InputRefused(f"entry {entry} has no sentence {wrong[0]}", f"it has {len(every)}")
    if not which and len(every) > 1 and _closes_import(conn, entry):
        what = f"entry {entry} closes an import and remembers {len(every)} sentences of its document"
        raise InputRefused(what, "say which: --sentence N, or redact the entry of the action (actiontracker history REF)")
    chosen = [every[number - 1] for number in which] if which else every
    ids = sorted({number for sentence in chosen for number in redactions.same_as(conn, sentence)})
    about = f"{line.plan}:{line.ref}" if line.ref else None
    return Redacting(entry, about, [(s.what, s.text) for s in chosen], len(ids)), ids
