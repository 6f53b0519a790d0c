"""Progress: what is reported complete or well, and what the record shows of it."""

from collections.abc import Iterator
from datetime import date

from actiontracker.domain.rag import better_than
from actiontracker.domain.timescales import months_after
from actiontracker.domain.unfinished import unfinished
from actiontracker.domain.words import DONE
from actiontracker.reports.checks.findings import Finding, found
from actiontracker.reports.checks.subject import Subject
from actiontracker.reports.checks.wording import words_of

_MONTHS_TO_LAST = 6


def no_evidence(subject: Subject) -> Iterator[Finding]:
    """Completed actions without evidence: a note where the plan takes the lead's word, else an error."""
    severity = "note" if subject.rules.closure_rule == "reported" else "error"
    for item in subject.items:
        if item.state.status in DONE and not item.seen.evidence_count:
            yield found(subject.plan, item.ref, "no-evidence", severity=severity)


def completed_but(subject: Subject) -> Iterator[Finding]:
    """Completed actions whose note speaks of work to come. A note from before the completion says nothing against it."""
    for item in subject.items:
        note, noted_on = item.state.note, item.state.noted_on
        if item.done_since and note and noted_on and noted_on >= item.done_since and (words := unfinished(note)):
            yield found(subject.plan, item.ref, "completed-but", f"“{words}”")


def optimistic(subject: Subject) -> Iterator[Finding]:
    """The rating queries of the board: open actions reported better than computed."""
    for item in subject.items:
        action = item.seen
        if item.is_open and better_than(action.rag_reported, action.rag_computed):
            what = f"reported {action.rag_reported}, computed {action.rag_computed}: {action.rag_reason}"
            yield found(subject.plan, item.ref, "optimistic", what)


def not_embedded(subject: Subject) -> Iterator[Finding]:
    """Completed EMBEDDING work, and whatever is complete for six months, without a re-audit (`embedded` had one)."""
    for item in subject.items:
        again = (item.seen.reaudit_due or "") >= subject.day or item.seen.reaudit_result in ("sustained", "partly")
        if item.state.status != "completed" or not item.done_since or again:
            continue
        if (item.state.stage or "").upper() == "EMBEDDING":
            yield found(subject.plan, item.ref, "not-embedded", "EMBEDDING work, completed without a re-audit")
        elif months_after(item.done_since, _MONTHS_TO_LAST) <= subject.day:
            yield found(subject.plan, item.ref, "not-embedded", f"completed by {item.done_since}, with no re-audit since")


def stale(subject: Subject) -> Iterator[Finding]:
    """Open actions of which nothing was heard for longer than the plan allows (35 days)."""
    for item in subject.items:
        heard = date.fromisoformat(item.state.updated_on or item.state.began)
        silent = (date.fromisoformat(subject.day) - heard).days
        if item.is_open and silent > subject.rules.stale_days:
            yield found(subject.plan, item.ref, "stale", f"nothing was reported for {silent} days")


def same_note(subject: Subject) -> Iterator[Finding]:
    """Open actions whose last two notes are the same but for capitals, punctuation and spaces."""
    for item in subject.items:
        if item.is_open and item.note_before and words_of(item.note_before) == words_of(item.state.note or ""):
            yield found(subject.plan, item.ref, "same-note")


def red_no_plan(subject: Subject) -> Iterator[Finding]:
    """Red actions (closed ones never are) for which no day lies ahead: none is asked for, none expected, or it has passed."""
    for item in subject.items:
        action = item.seen
        if action.rag != "red" or action.requested or (action.expected or "") >= subject.day:
            continue
        what = f"the day that was expected, {action.expected}, has passed" if action.expected else ""
        yield found(subject.plan, item.ref, "red-no-plan", what)
