"""Meetings and boards in 80 columns."""

from collections.abc import Iterator

from actiontracker.domain.plan import Record
from actiontracker.render.phrases import counted
from actiontracker.render.text import Line, clean, columns, day_words, folded, one_line, record_words
from actiontracker.reports.committees.meetings import Agenda, Body, Gathering, Route, late_items

_NOTHING = "No meeting is on record: actiontracker meeting add BOARD --on DATE"


def meeting_list(found: Agenda, width: int) -> Iterator[Line]:
    """Each meeting with its dates, and whether its papers are out in time."""
    yield [(f"Meetings as at {day_words(found.as_at)}", "bold")]
    if not found.meetings:
        yield [(_NOTHING, "")]
        return
    for each in found.meetings:
        yield []
        state = "cancelled" if each.is_cancelled else "held" if each.held_on < found.as_at else ""
        head = f"{each.meeting}  {day_words(each.held_on)}  {one_line(each.board)}"
        yield [(head, "bold"), (f"  {state}" if state else "", "dim")]
        for said, style in _said(each, found.as_at):
            yield from folded(said, width, 3, style)
    yield []
    yield [(record_words(found.record), "dim")]


def _said(meeting: Gathering, day: str) -> Iterator[tuple[str, str]]:
    """What is to be said of a meeting, a line each."""
    if meeting.first_planned != meeting.held_on:
        yield f"moved from {day_words(meeting.first_planned)}", ""
    if meeting.papers_by:
        yield f"final reports by {day_words(meeting.papers_by)}", ""
    if out := meeting.publication(day):
        when = f", out on {day_words(meeting.published)}" if meeting.published else ""
        said = f"public: papers out by {day_words(out.last_day)} ({meeting.body.clear_days} clear working days){when}"
        yield f"{said}, {out.state}", "red" if out.state.startswith(("late", "not")) else ""
    elif meeting.access:
        yield meeting.access, ""
    if meeting.items:
        late = len(late_items(meeting, day))
        yield f"{counted(len(meeting.items), 'item')}{f', {late} late or to follow' if late else ''}", "red" if late else ""
    if meeting.note:
        yield one_line(meeting.note), ""


def body_list(bodies: list[Body], record: Record, width: int) -> Iterator[Line]:
    """Boards with how they work, their members and standing items."""
    if not bodies:
        yield [("No board is on record: actiontracker meeting board NAME", "")]
    for body in bodies:
        yield [(one_line(body.board), "bold"), (f"  {one_line(body.council)}", "dim")]
        said = [body.frequency, f"papers out {counted(body.clear_days, 'clear working day')} before a public meeting"]
        yield from folded("; ".join(filter(None, said)), width, 2)
        if body.terms:
            yield from folded(f"Terms of reference: {one_line(body.terms)}", width, 2)
        if body.clearances:
            yield from folded(f"Papers are cleared by: {one_line(', '.join(body.clearances))}", width, 2)
        if body.members:
            members = ", ".join(f"{code}{f' ({role})' if role else ''}" for code, role in body.members)
            yield from folded(f"Members: {one_line(members)}", width, 2)
        if body.standing:
            standing = "; ".join(f"{each.title}{f' ({each.author})' if each.author else ''}" for each in body.standing)
            yield from folded(f"At every meeting: {one_line(standing)}", width, 2)
        yield []
    yield [(record_words(record), "dim")]


def route_lines(routes: list[Route], width: int) -> Iterator[Line]:
    """Which version of each plan went where."""
    if not routes:
        yield [("No plan went anywhere yet: actiontracker route add PLAN BODY --on DATE", "")]
        return
    rows = [
        (
            day_words(each.went_on),
            clean(each.plan),
            clean(each.version or "not stated"),
            one_line(f"{each.body}{f': {each.outcome}' if each.outcome else ''}"),
        )
        for each in routes
    ]
    yield from columns(("on", "plan", "version", "body"), rows, width)
