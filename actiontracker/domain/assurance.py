"""What shows that completed work is complete: kinds of evidence, re-audits, what changed, and what is known of an action."""

from collections.abc import Iterable
from typing import NamedTuple

VOICES = ("voice-of-the-child", "voice-of-parents", "voice-of-staff", "voice-of-partners")
EVIDENCE_KINDS = ("document", "data", "audit", "observation", *VOICES)
NEEDS = (*EVIDENCE_KINDS, "voice")
"""What a recommendation may need; `voice` is met by anybody's."""
RESULTS = ("sustained", "partly", "not_sustained")
"""Of a re-audit, the best first."""
CHANGE_KINDS = ("policy", "guidance", "quality-improvement", "workforce-planning", "learning")
"""What a completed action changed: the kinds of the 2012 plan's index."""
NEW_OR_CHANGED = ("policy", "guidance")
"""The kinds of which the index says whether the thing is new or was changed."""


class Assured(NamedTuple):
    """What is known of an action as at a day beside its own record. Days are ISO text.

    `evidence` are the kinds of the pieces that count; `lacking` what its recommendation needs and has not; `closed_on` the
    day since which it is done, also where only a document showed it (read where the plan's closure rule asks for it).
    `reaudit_due` is the planned day; `reaudit_passed` and `reaudit_partly` tell that the last
    result is "sustained" or "partly", and still holds.
    `waiting_on` are the open actions that it waits for, `holds_up` the open ones that wait for it.
    """

    evidence: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    closed_on: str | None = None
    signed_off_on: str | None = None
    signoff_refused_on: str | None = None
    reaudit_due: str | None = None
    reaudit_result: str | None = None
    reaudit_on: str | None = None
    reaudit_passed: bool = False
    reaudit_partly: bool = False
    waiting_on: tuple[str, ...] = ()
    holds_up: tuple[str, ...] = ()
    also_answers: tuple[str, ...] = ()


def lacking(needed: Iterable[str], held: Iterable[str]) -> tuple[str, ...]:
    """The needed kinds of evidence that are not held, in the order of EVIDENCE_KINDS; any voice meets `voice`."""
    there = set(held)
    if there.intersection(VOICES):
        there.add("voice")
    return tuple(kind for kind in NEEDS if kind in set(needed) - there)


def kind_words(kind: str) -> str:
    """A kind as people read it: `voice-of-the-child` is printed "voice of the child"."""
    return kind.replace("-", " ").replace("_", " ")
