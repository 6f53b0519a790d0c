"""Markdown tables, for reports that go on in a text processor."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tabulate import tabulate

from actiontracker.domain.words import label
from actiontracker.render.board_lines import movement_lists, nothing_to_compare, reconciliation, share
from actiontracker.render.return_lines import back_words
from actiontracker.render.text import day_words, days_in_words, key_words, one_line
from actiontracker.reports.actions import Action
from actiontracker.reports.board import RAG_ORDER, Board
from actiontracker.reports.checks.findings import Finding
from actiontracker.reports.returns import ReturnLine


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table whose cells are shown as they are: bars, angle brackets and line breaks cannot break it."""
    cells = [[_cell(value) for value in row] for row in rows]
    return tabulate(cells, headers=head, tablefmt="github", disable_numparse=True) + "\n"


def _cell(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    for mark in "\\|<>*_`[]":
        text = text.replace(mark, "\\" + mark)
    return one_line(text)


_HEAD = ("ref", "days overdue", "deadline", "rating", "status", "leads", "expected", "action", "last note")


def action_table(actions: Iterable[Action], title: str, notices: Iterable[str], many: bool) -> Iterator[str]:
    """A list of actions."""
    yield f"# {title}\n\n"
    for notice in notices:
        yield f"{_cell(notice)}\n\n"
    yield table(_HEAD, (_action(action, many) for action in actions))


def _action(a: Action, many: bool) -> tuple[Any, ...]:
    ref = _ref(a.plan, a.ref, many)
    facts = (day_words(a.deadline), a.rag, label(a.status), a.leads, day_words(a.expected))
    return (ref, a.days_overdue, *facts, a.action, a.progress)


def finding_table(findings: Iterable[Finding], title: str, notices: Iterable[str], counts: str, many: bool) -> Iterator[str]:
    """What the checks found, and the line of counts."""
    yield f"# {title}\n\n"
    for notice in notices:
        yield f"{_cell(notice)}\n\n"
    yield f"{_cell(counts)}\n\n"
    rows = [
        (f.severity, f.code, _ref(f.plan, f.ref, many) if f.ref else f.plan, days_in_words(f.what), f.what_to_do)
        for f in findings
    ]
    yield table(("severity", "code", "ref", "what", "what to do"), rows) if rows else ""


def return_table(lines: Iterable[ReturnLine], title: str) -> Iterator[str]:
    """The return sheets that were sent."""
    yield f"# {title}\n\n"
    rows = [
        (one.sent_to, one.days_late, day_words(one.due_on), day_words(one.sent_on), one.actions, back_words(one), one.file)
        for one in lines
    ]
    head = ("sent to", "days late", "due", "sent", "actions", "came back", "file")
    yield table(head, rows) if rows else "No return sheet was sent by then.\n"


def board_markdown(board: Board) -> Iterator[str]:
    """The board summary, section by section."""
    many = len(board.plans) > 1
    for plan in board.plans:
        yield f"# {_cell(plan.title)}\n\n{_cell(plan.council)}\n\n"
        yield f"{_cell(plan.notice)}\n\n" if plan.notice else ""
        yield f"{_cell(key_words(plan.key))}\n\n"
    yield from _headline(board)
    yield from _moved(board, many)
    yield "\n## By area\n\n"
    yield table(
        ("area", "actions", "closed", "overdue", *RAG_ORDER),
        [(a.area, a.actions, a.closed, a.overdue, *(a.rag[colour] for colour in RAG_ORDER)) for a in board.areas],
    )
    for title, actions in (
        ("Overdue", board.overdue),
        ("Red without a usable date", board.undated),
        ("Rating queries", board.rating_queries),
        ("Dates asked for, waiting for the board's decision", board.waiting),
        (f"Due by {day_words(board.due_until)}", board.due_next),
    ):
        yield f"\n## {title}\n\n"
        yield table((*_HEAD, "why"), [(*_action(a, many), a.rag_reason) for a in actions]) if actions else "None.\n"
    yield "\n## Recommendations\n\n"
    rows = [
        (_ref(r.plan, r.ref, many), r.rag, r.reason, f"{r.closed} of {r.actions}", day_words(r.next_deadline), r.recommendation)
        for r in board.recommendations
    ]
    yield table(("ref", "worst rating", "how many", "closed", "next due", "recommendation"), rows)
    yield "\n## By lead\n\n"
    yield table(("lead", "open", "overdue", "red", "closed"), board.leads)


def _headline(board: Board) -> Iterator[str]:
    head = board.headline
    yield f"Summary as at {day_words(board.as_at)}.\n\n## Headline\n\n"
    facts: list[tuple[str, str]] = [
        ("overdue", share(head.overdue)),
        ("completed", share(head.completed)),
        ("open", share(head.open)),
    ]
    facts += [("withdrawn, not counted", str(head.withdrawn))] if head.withdrawn else []
    yield table(("", "actions"), facts) + "\n"
    yield table(("rating", "actions"), [(colour, share(part)) for colour, part in head.rag.items()]) + "\n"
    yield table(("status", "actions"), [(label(word), share(part)) for word, part in head.status.items()])


def _moved(board: Board, many: bool) -> Iterator[str]:
    yield f"\n## What moved since {day_words(board.since)}\n\n"
    if board.movement:
        yield reconciliation(board.movement) + "\n\n"
        moved = [
            (name, _ref(m.plan, m.ref, many), m.leads, _day(m.before), _day(m.after))
            for name, items in movement_lists(board.movement)
            for m in items
        ]
        yield table(("", "ref", "leads", "from", "to"), moved) if moved else "Nothing.\n"
    else:
        yield nothing_to_compare(board) + "\n"


def _ref(plan: str, ref: str, many: bool) -> str:
    return f"{plan}:{ref}" if many else ref


def _day(value: str | None) -> str:
    return day_words(value) if value and value[:4].isdigit() else label(value or "")
