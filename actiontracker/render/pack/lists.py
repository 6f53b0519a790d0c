"""The lists of a board's pack: what to ask about, what is late, done, moved, due, and who carries it."""

from actiontracker.domain.words import label
from actiontracker.render.event_lines import said_words
from actiontracker.render.pack.blocks import Block, Card, Cards, Paragraph, Rated, Section, Table
from actiontracker.render.phrases import counted, led_by, qualified
from actiontracker.render.text import day_words, one_line
from actiontracker.reports.actions import Action
from actiontracker.reports.board import Board
from actiontracker.reports.exceptions import DateStep, Exceptional, Note

Rows = list[tuple[str | Rated, ...]]


def exceptions(board: Board, many: bool) -> Section:
    """Red and queried ratings, each with what was said of it."""
    red = sum(e.action.rag == "red" for e in board.exceptions)
    queried = sum(e.is_queried for e in board.exceptions)
    title = f"Exceptions: {len(board.exceptions)} ({red} red, {queried} with a rating query)"
    asked = "A rating query: the lead reports better than the dates allow."
    none_told = "nothing was ever noted" if board.withheld is None else "none that may leave the building"
    cards = Cards(
        [_card(each, many, none_told) for each in board.exceptions], "Nothing is red or reopened, and no rating is queried."
    )
    return Section("exceptions", title, [cards, *([Paragraph(asked, dim=True)] if queried else [])])


def _card(each: Exceptional, many: bool, none_told: str) -> Card:
    a = each.action
    expected = f"expected {day_words(a.expected)}" if a.expected else "no day given when it will be done"
    facts = [("Why", _why(each)), ("Deadline", f"{_deadline(a)}; {expected}")]
    facts += [("Moved", step_words(step)) for step in each.moves]
    facts += [("Asked for", f"{day_words(a.requested)}, not yet decided")] if a.requested else []
    facts += _note("Last note", each.last_note) or [("Last note", none_told)]
    facts += _note("Note before", each.note_before)
    return Card(qualified(a.plan, a.ref, many), Rated(a.rag), led_by(a.leads), a.action, facts)


def _why(each: Exceptional) -> str:
    a = each.action
    reason = f"{'reopened; ' if each.is_reopened else ''}{one_line(a.rag_reason)}"
    if not each.is_queried:
        return reason
    return f"{reason}; reported {a.rag_reported}, the dates allow {a.rag_computed}: rating query"


def _deadline(a: Action) -> str:
    if a.deadline is None:
        return f"none that can be read: {one_line(a.by_when)!r} is printed" if a.by_when else "none"
    original = a.original_deadline
    return day_words(a.deadline) + (f" (first {day_words(original)})" if original and original != a.deadline else "")


def _note(name: str, note: Note | None) -> list[tuple[str, str]]:
    return [(f"{name}, {day_words(note.on)}", note.note)] if note else []


def step_words(step: DateStep) -> str:
    """A decision on a deadline in one sentence: from, to, how much later, by whom, why."""
    days = f", {counted(abs(step.days), 'day')} {'later' if step.days > 0 else 'earlier'}" if step.days else ""
    by = f", {step.step} by {step.agreed_by}" if step.agreed_by else f", {step.step}"
    minute = f" (minute {step.minute})" if step.minute else ""
    why = f": {one_line(step.reason)}" if step.reason else ""
    return f"{day_words(step.before) or 'no date'} to {day_words(step.after)}{days}{by} on {day_words(step.on)}{minute}{why}"


def overdue(board: Board, many: bool) -> Section:
    """Past the agreed deadline, the longest first."""
    head = ("days", "ref", "deadline", "original", "expected", "status", "leads")
    rows: Rows = [
        (str(a.days_overdue), _ref(a, many), *_days(a.deadline, a.original_deadline, a.expected), *_state(a))
        for a in board.overdue
    ]
    title = f"Overdue: {board.headline.overdue.n}"
    table = Table("Overdue actions, the longest first", head, rows, right=("days",), empty="Nothing is past its deadline.")
    return Section("overdue", title, [table])


def completed(board: Board, many: bool) -> Section:
    """Closed since the last board, with the day where it is known."""
    rows: Rows = [
        (
            _ref(a, many),
            label(a.status),
            day_words(a.completed_on) or "day not known",
            led_by(a.leads),
            a.action,
            a.progress or "",
        )
        for a in board.completed
    ]
    table = Table(
        "Actions completed since", ("ref", "status", "on", "leads", "action", "last note"), rows, long=2, empty="None."
    )
    return _since("completed", "Completed", len(rows), board, [table])


def moved_deadlines(board: Board, many: bool) -> Section:
    """Decisions on deadlines since the last board: from, to, by whom, why."""
    head = ("ref", "decision", "from", "to", "days", "leads", "agreed by", "reason")
    rows: Rows = [
        (
            qualified(s.plan, s.ref, many),
            s.step,
            *_days(s.before, s.after),
            "" if s.days is None else f"{s.days:+d}",
            led_by(s.leads),
            f"{s.agreed_by or 'not said'}, {day_words(s.on)}" + (f" (minute {s.minute})" if s.minute else ""),
            s.reason or "none is given",
        )
        for s in board.moved_deadlines
    ]
    table = Table("Decisions on deadlines", head, rows, right=("days",), long=2, empty="No deadline was decided on.")
    return _since("deadlines-moved", "Deadlines decided on", len(rows), board, [table])


def waiting(board: Board, many: bool) -> Section:
    """Other dates asked for, which the board has to decide on."""
    requests = {(s.plan, s.ref): s for s in board.assurance.requests} if board.assurance else {}
    rows: Rows = [
        (_ref(a, many), *_days(a.deadline, a.requested), led_by(a.leads), a.action, _why_asked(requests.get((a.plan, a.ref))))
        for a in board.waiting
    ]
    table = Table("Dates asked for", ("ref", "deadline", "asked for", "leads", "action", "reason"), rows, long=2)
    return Section("waiting", f"Dates asked for, waiting for the board's decision: {len(rows)}", [table])


def _why_asked(request: DateStep | None) -> str:
    return f"{one_line(request.reason or 'none is given')} (asked on {day_words(request.on)})" if request else ""


def due_next(board: Board, many: bool) -> Section:
    """What falls due before the next board."""
    rows: Rows = [
        (day_words(a.deadline), _ref(a, many), Rated(a.rag), *_days(a.expected), *_state(a), a.action) for a in board.due_next
    ]
    head = ("deadline", "ref", "rating", "expected", "status", "leads", "action")
    known = "the next board, " if board.next_board else ""
    table = Table("Actions due before the next board", head, rows, long=1, empty="Nothing.")
    return Section("due-next", f"Due by {known}{day_words(board.due_until)}: {len(rows)}", [table])


def recommendations(board: Board, many: bool) -> Section:
    """One line for each: the worst rating, how many have it, how many are closed."""
    rows: Rows = [
        (
            qualified(r.plan, r.ref, many),
            Rated(r.rag),
            r.reason,
            f"{r.closed} of {r.actions}" if r.actions else "-",
            day_words(r.next_deadline) or "-",
            r.recommendation,
        )
        for r in board.recommendations
    ]
    head = ("ref", "worst rating", "with it", "closed", "earliest due", "recommendation")
    empty = "This plan has no recommendations: its actions stand alone."
    table = Table("Recommendations", head, rows, long=1, empty=empty)
    said = Paragraph("The worst rating of its actions, and how many have it: ratings are never averaged.", dim=True)
    return Section("recommendations", "Recommendations", [said, table])


def leads(board: Board, many: bool) -> Section:
    """The load of each lead."""
    head = ("lead", "open", "overdue", "red", "closed", "post")
    rows: Rows = [
        (line.lead, str(line.open), str(line.overdue), str(line.red), str(line.closed), board.posts.get(line.lead) or "")
        for line in board.leads
    ]
    table = Table("Actions by lead", head, rows, right=head[1:5], empty="No actions.")
    return Section("leads", "By lead", [Paragraph("An action with several leads counts for each.", dim=True), table])


def silent(board: Board, many: bool) -> Section:
    """Open actions of which nobody has reported anything."""
    rows: Rows = [
        (
            _ref(a, many),
            Rated(a.rag),
            day_words(a.updated_on) or "never",
            day_words(a.deadline) or "no date",
            led_by(a.leads),
            a.action,
        )
        for a in board.silent
    ]
    since = f"since {day_words(board.since)}" if board.movement else "at all"
    table = Table(
        "Open actions without a report", ("ref", "rating", "last report", "deadline", "leads", "action"), rows, long=1
    )
    return Section("silent", f"Nothing reported {since}: {len(rows)}", [table])


def annex(board: Board, many: bool) -> Section:
    """Every action."""
    head = ("ref", "rating", "deadline", "status", "leads", "action", "last note")
    rows: Rows = [
        (_ref(a, many), Rated(a.rag), day_words(a.deadline) or "no date", *_state(a), a.action, a.progress or "")
        for a in board.annex or ()
    ]
    return Section("annex", f"Annex: all {counted(len(rows), 'action')}", [Table("All actions", head, rows, long=2)])


def corrections(board: Board, many: bool) -> Section:
    """What was recorded later for days up to this pack's: it is not in the pack."""
    rows: Rows = [
        (
            str(e.entry),
            qualified(e.plan or "", e.ref or "the plan", many),
            day_words(e.on),
            day_words(e.recorded_at[:10]),
            e.recorded_by,
            f"{e.kind}: {said_words(e.said)}" + (f" (undone by {e.undone_by})" if e.undone_by else ""),
        )
        for e in board.corrections or ()
    ]
    head = ("entry", "ref", "for", "recorded", "by", "said")
    title = f"Recorded since, for days up to {day_words(board.as_at)}: {len(rows)}"
    known: list[Block] = [
        Paragraph(f"This pack is as known at entry {board.record.entries}: nothing of the following is in it.", dim=True)
    ]
    return Section("corrections", title, [*known, Table("Corrections since", head, rows, right=("entry",), long=1)])


def _since(key: str, name: str, count: int, board: Board, blocks: list[Block]) -> Section:
    if board.movement is None:
        blocks = [Paragraph(f"There is no earlier day to compare with: {day_words(board.since)}.")]
    return Section(key, f"{name} since {day_words(board.since)}: {count}", blocks)


def _ref(a: Action, many: bool) -> str:
    return qualified(a.plan, a.ref, many)


def _days(*days: str | None) -> tuple[str, ...]:
    return tuple(day_words(day) or "-" for day in days)


def _state(a: Action) -> tuple[str, str]:
    return label(a.status), led_by(a.leads)
