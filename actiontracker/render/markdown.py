"""Markdown tables, for reports that go on in a text processor."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tabulate import tabulate

from actiontracker.domain.words import label
from actiontracker.render.phrases import qualified
from actiontracker.render.return_lines import back_words
from actiontracker.render.text import day_words, days_in_words, one_line
from actiontracker.reports.actions import Action
from actiontracker.reports.checks.findings import Finding
from actiontracker.reports.returns import ReturnLine


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table whose cells are shown as they are: bars, angle brackets and line breaks cannot break it."""
    cells = [[cell(value) for value in row] for row in rows]
    return tabulate(cells, headers=head, tablefmt="github", disable_numparse=True) + "\n"


def cell(value: Any) -> str:
    """A value on one line of Markdown, without a mark that would be obeyed."""
    text = "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    for mark in "\\|<>*_`[]&~":
        text = text.replace(mark, "\\" + mark)
    return one_line(text)


_BEGINS = re.compile(r"^(?:[#+=-]|(?P<number>\d{1,9})(?=[.)]))")


def paragraph(text: str) -> str:
    """A text as a paragraph of its own: what would begin a heading, a list or a rule is shown as it is."""
    return _BEGINS.sub(lambda found: f"{found['number']}\\" if found["number"] else f"\\{found[0]}", cell(text))


_HEAD = ("ref", "days overdue", "deadline", "rating", "status", "leads", "expected", "action", "last note")


def action_table(actions: Iterable[Action], title: str, notices: Iterable[str], many: bool, foot: str) -> Iterator[str]:
    """A list of actions."""
    yield f"# {title}\n\n"
    for notice in notices:
        yield f"{cell(notice)}\n\n"
    yield table(_HEAD, (_action(action, many) for action in actions))
    yield f"\n{cell(foot)}\n"


def _action(a: Action, many: bool) -> tuple[Any, ...]:
    ref = qualified(a.plan, a.ref, many)
    facts = (day_words(a.deadline), a.rag, label(a.status), a.leads, day_words(a.expected))
    return (ref, a.days_overdue, *facts, a.action, a.progress)


def finding_table(
    findings: Iterable[Finding], title: str, notices: Iterable[str], counts: str, many: bool, foot: str
) -> Iterator[str]:
    """What the checks found, and the line of counts."""
    yield f"# {title}\n\n"
    for notice in notices:
        yield f"{cell(notice)}\n\n"
    yield f"{cell(counts)}\n\n"
    rows = [
        (f.severity, f.code, qualified(f.plan, f.ref, many) if f.ref else f.plan, days_in_words(f.what), f.what_to_do)
        for f in findings
    ]
    yield table(("severity", "code", "ref", "what", "what to do"), rows) if rows else ""
    yield f"\n{cell(foot)}\n"


def return_table(lines: Iterable[ReturnLine], title: str) -> Iterator[str]:
    """The return sheets that were sent."""
    yield f"# {title}\n\n"
    rows = [
        (one.sent_to, one.days_late, day_words(one.due_on), day_words(one.sent_on), one.actions, back_words(one), one.file)
        for one in lines
    ]
    head = ("sent to", "days late", "due", "sent", "actions", "came back", "file")
    yield table(head, rows) if rows else "No return sheet was sent by then.\n"
