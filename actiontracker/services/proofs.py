"""What shows that work is complete, as facts for the ledger. Commands and plan files record through the same functions."""

from typing import NamedTuple

from actiontracker.services.recording import words
from actiontracker.store.ledger import Fact, Row


class Piece(NamedTuple):
    """A piece of evidence as it is described. `held` is "file" (`place` is its name, `sha256` its content), "link", "place".

    `dated` is its own day, not that of its entry; from the day after `expires` on it counts no more.
    """

    kind: str
    title: str
    held: str | None = None
    place: str | None = None
    dated: str | None = None
    expires: str | None = None
    sha256: str | None = None
    size: int | None = None


def evidence(number: int, on: str, piece: Piece) -> Fact:
    """A piece of evidence, given on a day. What it proves is said by `proves`."""
    said: Row = {**piece._asdict(), "title": words(piece.title), "place": words(piece.place)}
    return "evidence", {"id": number, "effective_on": on, **said}


def proves(action: int, evidence: int, on: str, counts: int = 1, reason: str | None = None) -> Fact:
    """That a piece of evidence counts (1) or no longer counts (0) for an action."""
    said: Row = {"evidence_id": evidence, "counts": counts, "reason": words(reason)}
    return "evidence_for", {"action_id": action, "effective_on": on, **said}


def evidence_needed(recommendation: int, kind: str, on: str, needed: int) -> Fact:
    """That a recommendation needs (1) or no longer needs (0) a kind of evidence."""
    return "evidence_needed", {"recommendation_id": recommendation, "kind": kind, "effective_on": on, "needed": needed}


def signed_off(action: int, on: str, agreed: int, board: str, minute: str | None = None, reason: str | None = None) -> Fact:
    """A board's sign-off of completed work (1), or its refusal (0) with the reason."""
    said: Row = {"agreed": agreed, "board": board, "minute": minute, "reason": words(reason)}
    return "signoff", {"action_id": action, "effective_on": on, **said}


def reaudit_planned(action: int, on: str, due: str) -> Fact:
    """That completed work is looked at again on a day to come."""
    return "reaudit", {"action_id": action, "effective_on": on, "due_on": due}


def reaudited(action: int, on: str, result: str, evidence: int | None) -> Fact:
    """What a re-audit found: `sustained`, `partly`, `not_sustained`. The status that follows is an update beside it."""
    return "reaudit", {"action_id": action, "effective_on": on, "result": result, "evidence_id": evidence}


def practice_changed(number: int, action: int, on: str, kind: str, is_new: int | None, title: str, dated: str | None) -> Fact:
    """What a completed action changed; `is_new` tells new (1) from changed (0) policy and guidance."""
    said: Row = {"kind": kind, "is_new": is_new, "title": words(title), "dated": dated}
    return "practice_change", {"id": number, "action_id": action, "effective_on": on, **said}


def waits(action: int, prerequisite: int, on: str, waits: int = 1, reason: str | None = None) -> Fact:
    """That an action waits (1) or no longer waits (0) for another."""
    said: Row = {"prerequisite": prerequisite, "waits": waits, "reason": words(reason)}
    return "depends_on", {"action_id": action, "effective_on": on, **said}
