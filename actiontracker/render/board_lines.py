"""The board summary in 80 columns, for a terminal and for paper."""

from collections.abc import Iterator, Sequence

from actiontracker.domain.words import label
from actiontracker.render.text import (
    Line,
    Span,
    clean,
    columns,
    day_words,
    days_in_words,
    folded,
    heading,
    key_words,
    one_line,
    pad,
    row_groups,
)
from actiontracker.reports.actions import Action
from actiontracker.reports.board import RAG_ORDER, Board, Share
from actiontracker.reports.movement import Moved, Movement


def board_lines(board: Board, width: int) -> Iterator[Line]:
    """The whole summary, section by section; a section without content says so in one line."""
    many = len(board.plans) > 1
    yield from _cover(board, width)
    sections = (_headline, _movement, _areas, _overdue, _undated, _queries, _waiting, _due_next, _recommendations, _leads)
    if not (board.headline.actions or board.headline.withdrawn or board.recommendations):
        began = min((plan.began for plan in board.plans), default=board.as_at)
        yield []
        yield [("No actions are in the plan on this day.", ""), (f" It begins on {day_words(began)}.", "")]
        return
    for section in sections:
        yield []
        yield from section(board, width, many)


def _cover(board: Board, width: int) -> Iterator[Line]:
    for plan in board.plans:
        yield [(clean(plan.title), "bold")]
        yield [(clean(plan.council) + (f", version {clean(plan.version)}" if plan.version else ""), "")]
        if plan.notice:
            yield from folded(plan.notice, width)
    yield [(f"Summary as at {day_words(board.as_at)}", "bold")]
    for key in dict.fromkeys(tuple(plan.key.items()) for plan in board.plans):
        worse = "An open action has the worse of what is reported and what is computed."
        yield from folded(f"{key_words(dict(key))} {worse}", width)


def share(part: Share) -> str:
    """`40 of 116 (34%)`."""
    return f"{part.n} of {part.of}" + (f" ({part.percent}%)" if part.percent is not None else "")


def _headline(board: Board, width: int, many: bool) -> Iterator[Line]:
    head = board.headline
    yield from heading("Headline")
    if not head.actions:
        yield [("No actions are in the plan on this day.", "")]
        return
    yield [("Overdue    ", "bold"), (share(head.overdue), "red" if head.overdue.n else "")]
    yield [("Completed  ", "bold"), (share(head.completed), "")]
    yield [("Open       ", "bold"), (share(head.open), "")]
    ratings: list[tuple[str | Span, ...]] = [((colour, colour), share(part)) for colour, part in head.rag.items()]
    statuses = [(label(word), share(part)) for word, part in head.status.items()]
    blank: tuple[str, str] = ("", "")
    rows = [
        (*(ratings[n] if n < len(ratings) else blank), *(statuses[n] if n < len(statuses) else blank))
        for n in range(max(len(ratings), len(statuses)))
    ]
    yield []
    yield from columns(("rating", "actions", "status", "actions"), rows, width)
    yield []
    if head.withdrawn:
        yield [(f"{head.withdrawn} withdrawn and not counted.", "")]
    if {"not_stated", "not_reported"} & set(head.status):
        yield [("Not stated: progress without a status word. Not reported: nothing said yet.", "dim")]
    if board.movement:
        yield []
        yield from folded(reconciliation(board.movement), width)


def reconciliation(movement: Movement) -> str:
    """The line that ties two boards together: open then, what changed it, open now."""
    sums = movement.sums
    removed = f" - {sums['removed']} removed" if sums["removed"] else ""
    return (
        f"Open on {day_words(movement.since)}: {sums['open_then']} + {sums['added']} added - {sums['closed']} closed"
        f" - {sums['withdrawn']} withdrawn + {sums['reopened']} reopened{removed} = {sums['open_now']} open now."
    )


def nothing_to_compare(board: Board) -> str:
    """Why there is no movement, in a sentence."""
    reason = board.nothing_to_compare or ""
    return f"{reason[:1].upper()}{days_in_words(reason[1:])}."


def _movement(board: Board, width: int, many: bool) -> Iterator[Line]:
    yield from heading(f"What moved since {day_words(board.since)}")
    if board.movement is None:
        yield from folded(nothing_to_compare(board), width)
        return
    rows = [(title, _refs(moved, many)) for title, moved in movement_lists(board.movement) if moved]
    if not rows:
        yield [("Nothing.", "")]
        return
    yield from columns(("", ""), rows, width)


def movement_lists(movement: Movement) -> list[tuple[str, list[Moved]]]:
    """Each list of what moved under its name."""
    return [
        ("Completed", movement.completed),
        ("Reopened", movement.reopened),
        ("Newly overdue", movement.newly_overdue),
        ("No longer overdue", movement.recovered),
        ("Rating worse", movement.worse),
        ("Rating better", movement.better),
        ("Deadline moved", movement.deadlines_moved),
        ("Date asked for", movement.requested),
        ("Added", movement.added),
        ("Withdrawn", movement.withdrawn),
        ("Removed", movement.removed),
    ]


_SHOW_CHANGE = ("red", "amber", "none", "green", "blue")


def _refs(moved: list[Moved], many: bool) -> str:
    parts = []
    for item in moved:
        ref = clean(f"{item.plan}:{item.ref}" if many else item.ref)
        if item.before in _SHOW_CHANGE and item.after in _SHOW_CHANGE:
            ref += f" {item.before} to {item.after}"
        elif item.before and item.after and item.after[:4].isdigit() and item.before[:4].isdigit():
            ref += f" to {day_words(item.after)}"
        parts.append(f"{ref} ({clean('; '.join(item.leads)) or 'no lead'})")
    return f"{len(moved)}: " + ", ".join(parts)


def _areas(board: Board, width: int, many: bool) -> Iterator[Line]:
    yield from heading("By area")
    head = ("actions", "closed", "overdue", *RAG_ORDER, "area")
    rows = [
        (str(a.actions), str(a.closed), str(a.overdue), *(str(a.rag[colour]) for colour in RAG_ORDER), one_line(a.area))
        for a in board.areas
    ]
    yield from columns(head, rows, width, right=" ".join(head[:-1]))


def _overdue(board: Board, width: int, many: bool) -> Iterator[Line]:
    yield from heading(f"Overdue: {board.headline.overdue.n}")
    rows = [
        (str(a.days_overdue), _ref(a, many), day_words(a.deadline), label(a.status), day_words(a.expected) or "-", _who(a))
        for a in board.overdue
    ]
    head = ("days", "ref", "deadline", "status", "expected", "leads")
    yield from _table(head, rows, board.overdue, "Nothing is past its deadline.", width, right="days")


def _queries(board: Board, width: int, many: bool) -> Iterator[Line]:
    yield from heading(f"Rating queries: {len(board.rating_queries)} reported better than computed")
    rows: list[Row] = [
        (_ref(a, many), (str(a.rag_reported),) * 2, (a.rag_computed,) * 2, one_line(a.rag_reason), _who(a))
        for a in board.rating_queries
    ]
    head = ("ref", "reported", "computed", "because", "leads")
    yield from _table(head, rows, board.rating_queries, "None.", width)


def _waiting(board: Board, width: int, many: bool) -> Iterator[Line]:
    yield from heading(f"Dates asked for, waiting for the board's decision: {len(board.waiting)}")
    rows: list[Row] = [(_ref(a, many), day_words(a.deadline), day_words(a.requested), _who(a)) for a in board.waiting]
    yield from _table(("ref", "deadline", "asked for", "leads"), rows, board.waiting, "None.", width)


def _due_next(board: Board, width: int, many: bool) -> Iterator[Line]:
    yield from heading(f"Due by {day_words(board.due_until)}: {len(board.due_next)}")
    rows: list[Row] = [
        (day_words(a.deadline), _ref(a, many), (a.rag, a.rag), label(a.status), day_words(a.expected) or "-", _who(a))
        for a in board.due_next
    ]
    head = ("deadline", "ref", "rating", "status", "expected", "leads")
    yield from _table(head, rows, board.due_next, "Nothing.", width)


def _undated(board: Board, width: int, many: bool) -> Iterator[Line]:
    yield from heading(f"Red without a usable date: {len(board.undated)}")
    rows: list[Row] = [(_ref(a, many), one_line(a.by_when or "-"), label(a.status), _who(a)) for a in board.undated]
    yield from _table(("ref", "by when", "status", "leads"), rows, board.undated, "None.", width)


Row = tuple[str | Span, ...]


def _table(
    head: tuple[str, ...], rows: Sequence[Row], actions: list[Action], empty: str, width: int, right: str = ""
) -> Iterator[Line]:
    """Rows about actions, each with the action's words below it; or what is said where there is none."""
    if not rows:
        yield [(empty, "")]
        return
    below = iter(actions)
    for count, line in enumerate(row_groups(head, rows, width, right)):
        yield from line
        if count:
            yield from folded(one_line(next(below).action), width, 6)


def _ref(action: Action, many: bool) -> str:
    return clean(f"{action.plan}:{action.ref}" if many else action.ref)


def _who(action: Action) -> str:
    return clean("; ".join(action.leads)) or "no lead"


def _recommendations(board: Board, width: int, many: bool) -> Iterator[Line]:
    yield from heading("Recommendations: worst rating, and how many actions have it")
    if not board.recommendations:
        yield [("This plan has no recommendations: its actions stand alone.", "")]
        return
    room = 2 + max(len("with it"), *(len(r.reason) for r in board.recommendations))
    yield [(pad("ref", 8) + pad("rating", 8) + pad("with it", room) + pad("closed", 10) + "next due", "dim")]
    for r in board.recommendations:
        ref = clean(f"{r.plan}:{r.ref}" if many else r.ref)
        closed = f"{r.closed} of {r.actions}" if r.actions else "-"
        facts = f"{pad(r.reason, room)}{pad(closed, 10)}{day_words(r.next_deadline) or '-'}"
        yield [(pad(ref, 7) + " ", "bold"), (pad(r.rag, 8), r.rag), (facts, "")]
        yield from folded(one_line(r.recommendation), width, 8)


def _leads(board: Board, width: int, many: bool) -> Iterator[Line]:
    yield from heading("By lead: an action with several leads counts for each")
    rows = [(clean(lead.lead), str(lead.open), str(lead.overdue), str(lead.red), str(lead.closed)) for lead in board.leads]
    yield from columns(("lead", "open", "overdue", "red", "closed"), rows, width, right="open overdue red closed")
