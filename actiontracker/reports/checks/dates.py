"""Dates: missing, unreadable, too early, later than the inspectors asked, moved, or one for all."""

import re
from collections.abc import Iterator

from actiontracker.domain.printed import read_by_when
from actiontracker.domain.timescales import end_of, months_in
from actiontracker.domain.words import label
from actiontracker.reports.checks.findings import Finding, found
from actiontracker.reports.checks.subject import Item, Subject

_ONGOING = re.compile(r"\bon-?going\b", re.IGNORECASE)


def bad_date(subject: Subject) -> Iterator[Finding]:
    """By-whens that are no dates, and were not mended: of actions, and of recommendations for their actions."""
    for recommendation in subject.recommendations:
        if not recommendation.deadline and (remark := _unread(recommendation.by_when)):
            yield found(subject.plan, recommendation.ref, "bad-date", remark)
    for item in subject.items:
        if not item.seen.deadline and (remark := _unread(item.state.by_when)):
            yield found(subject.plan, item.ref, "bad-date", remark)


def _unread(by_when: str | None) -> str:
    reading = read_by_when(by_when or "")
    return f"'{by_when}': {reading.remark}" if reading.unread else ""


def no_date(subject: Subject) -> Iterator[Finding]:
    """Open actions with neither deadline nor recurrence. An unreadable date is a finding already."""
    for item in subject.items:
        if item.is_open and not item.seen.deadline and not _unread(item.by_when):
            what = f"'{item.by_when}' is no date" if item.by_when else "no date is given"
            yield found(subject.plan, item.ref, "no-date", what)


def before_report(subject: Subject) -> Iterator[Finding]:
    """Deadlines before the report was published: an action's own, and those that recommendations give their actions."""
    if not subject.published:
        return
    dated = [(r.ref, r.deadline) for r in subject.recommendations]
    dated += [(item.ref, item.state.deadline) for item in subject.items]
    for ref, deadline in dated:
        if deadline and deadline < subject.published:
            yield found(subject.plan, ref, "before-report", f"due {deadline}; the report is of {subject.published}")


def beyond_timescale(subject: Subject) -> Iterator[Finding]:
    """MUST DO or unstaged actions that were planned for later than the inspectors' timescale, counted from the report.

    The report's timescale counts before the plan's. Moved dates are `moved`: the original deadline counts here.
    """
    if not subject.published:
        return
    timescales = {r.ref: r.timescale_in_report or r.timescale for r in subject.recommendations}
    for item in subject.items:
        timescale = timescales.get(item.state.recommendation_ref or "")
        end, due = end_of(timescale, subject.published), item.seen.original_deadline
        if end and due and due > end and (item.state.stage or "MUST DO").upper() == "MUST DO":
            yield found(subject.plan, item.ref, "beyond-timescale", f"due {due}; '{timescale}' ends on {end}")


def timescale_changed(subject: Subject) -> Iterator[Finding]:
    """Recommendations to which the plan gives more time than the report; what cannot be compared is left alone."""
    for r in subject.recommendations:
        ours, theirs = months_in(r.timescale), months_in(r.timescale_in_report)
        if ours is not None and theirs is not None and ours > theirs:
            what = f"the plan says '{r.timescale}', the report '{r.timescale_in_report}'"
            yield found(subject.plan, r.ref, "timescale-changed", what)


def moved(subject: Subject) -> Iterator[Finding]:
    """Open actions whose agreed deadline was moved; an error where that was more often than the plan allows (twice)."""
    for item in subject.items:
        action = item.seen
        if item.is_open and action.deadline_moves:
            often = {1: "once", 2: "twice"}.get(action.deadline_moves, f"{action.deadline_moves} times")
            severity = "error" if action.deadline_moves > subject.rules.moves_allowed else "warning"
            what = f"moved {often}, from {action.original_deadline} to {item.state.deadline}"
            yield found(subject.plan, item.ref, "moved", what, severity)


def vague_recurrence(subject: Subject) -> Iterator[Finding]:
    """Open actions that go on without a frequency, or that recur and were never said to be done."""
    for item in subject.items:
        recurrence = item.state.recurrence
        if not item.is_open:
            continue
        if recurrence and not item.state.done_on:
            yield found(subject.plan, item.ref, "vague-recurrence", f"{label(recurrence)}, and never said to be done")
        elif not recurrence and _ONGOING.search(item.by_when or ""):
            what = f"'{item.by_when}' does not say how often"
            yield found(subject.plan, item.ref, "vague-recurrence", what)


def one_date(subject: Subject) -> Iterator[Finding]:
    """Recommendations whose actions, two or more, all have one date; not where all of them are closed."""
    under: dict[str, list[Item]] = {}
    for item in subject.items:
        under.setdefault(item.state.recommendation_ref or "", []).append(item)
    for recommendation in subject.recommendations:
        items = under.get(recommendation.ref, [])
        days = {None if item.state.recurrence else item.seen.deadline for item in items}
        if len(items) > 1 and len(days) == 1 and None not in days and any(item.is_open for item in items):
            count = "both" if len(items) == 2 else f"all {len(items)}"
            yield found(subject.plan, recommendation.ref, "one-date", f"{count} actions are due {days.pop()}")
