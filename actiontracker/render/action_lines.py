"""Lists of actions, a block for each: a line of facts, the action, and its last note. Streamed, so of any length."""

from collections.abc import Iterable, Iterator

from actiontracker.domain.rag import better_than
from actiontracker.domain.words import label
from actiontracker.render.text import Line, Span, clean, day_words, folded, one_line, pad
from actiontracker.reports.actions import Action

_INDENT = 6


def overdue_lines(
    actions: Iterable[Action],
    title: str,
    empty: str,
    width: int,
    notices: Iterable[str] = (),
    many: bool = False,
    foot: str = "",
) -> Iterator[Line]:
    """The overdue list. `empty` is said where nothing is overdue; `many` plans name theirs with each ref."""
    yield from _titled(title, notices, width)
    count = 0
    for count, action in enumerate(actions, 1):
        if count == 1:
            yield _head("days")
        days = "due" if action.days_overdue is None else str(action.days_overdue)
        first: Line = [(pad(f"{days:>4}", _INDENT), "bold"), *_facts(action, many), *_deadline(action)]
        yield from _fit(first, action, width)
        yield from _below(action, width)
        yield []
    yield from _end(count, empty, foot, width)


def list_lines(
    actions: Iterable[Action],
    title: str,
    empty: str,
    width: int,
    notices: Iterable[str] = (),
    many: bool = False,
    foot: str = "",
) -> Iterator[Line]:
    """Actions with their state: what is asked of each, by when, of whom, and how it stands."""
    yield from _titled(title, notices, width)
    count = 0
    for count, action in enumerate(actions, 1):
        if count == 1:
            yield _head("")
        first: Line = [(" " * _INDENT, ""), *_facts(action, many), *_deadline(action)]
        yield from _fit(first, action, width)
        yield from folded(one_line(action.action), width, _INDENT)
        yield from folded("; ".join((one_line(action.rag_reason), *_waiting(action))), width, _INDENT)
    yield []
    yield from _end(count, empty, foot, width)


def _head(first: str) -> Line:
    names = pad(first, _INDENT) + pad("ref", 10) + pad("deadline", 13) + pad("rating", 8) + pad("status", 14) + "leads"
    return [(names, "dim")]


def _end(count: int, empty: str, foot: str, width: int) -> Iterator[Line]:
    yield [(f"{count} action{'' if count == 1 else 's'}", "bold")] if count else [(empty, "")]
    yield from folded(foot, width, style="dim")


def _titled(title: str, notices: Iterable[str], width: int) -> Iterator[Line]:
    yield [(title, "bold")]
    for notice in notices:
        yield from folded(notice, width)
    yield []


def _facts(action: Action, many: bool) -> list[Span]:
    ref = clean(f"{action.plan}:{action.ref}" if many else action.ref)
    return [(pad(ref, 9) + " ", "bold")]


def _deadline(action: Action) -> list[Span]:
    rating: Span = (action.rag, action.rag)
    gap = " " * (8 - len(action.rag))
    return [(pad(day_words(action.deadline) or "no date", 13), ""), rating, (gap + pad(label(action.status), 14), "")]


def _fit(first: Line, action: Action, width: int) -> Iterator[Line]:
    """The line of facts with the leads behind it, or below where they would not fit."""
    leads = clean("; ".join(action.leads)) or "no lead"
    used = sum(len(text) for text, _ in first)
    if used + len(leads) <= width:
        yield [*first, (leads, "")]
        return
    yield first
    yield from folded(f"Leads: {leads}", width, _INDENT)


def _below(action: Action, width: int) -> Iterator[Line]:
    yield from folded(one_line(action.action), width, _INDENT)
    if waiting := "; ".join(_waiting(action)):
        yield from folded(waiting[:1].upper() + waiting[1:], width, _INDENT)
    if action.expected:
        yield [(" " * _INDENT + f"Expected: {day_words(action.expected)}", "")]
    if action.requested:
        yield [(" " * _INDENT + f"Asked for: {day_words(action.requested)}, not yet decided", "")]
    if better_than(action.rag_reported, action.rag_computed):
        yield [(" " * _INDENT + f"Reported {action.rag_reported}: rating query", "")]
    if action.progress:
        note = f"Last note ({day_words(action.noted_on)}): {one_line(action.progress)}"
        yield from folded(note, width, _INDENT)


def _waiting(action: Action) -> list[str]:
    """What an action waits for; of a late one what it holds up."""
    held = action.holds_up if action.days_overdue else ()
    return [f"{what} {clean(', '.join(refs))}" for what, refs in (("waits on", action.waiting_on), ("holds up", held)) if refs]
