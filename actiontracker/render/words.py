"""A report as the paragraph that a covering paper needs."""

from actiontracker.render.phrases import nothing_to_compare
from actiontracker.render.text import day_words, one_line, withheld_words
from actiontracker.reports.board import Board
from actiontracker.reports.headline import Share
from actiontracker.reports.movement import Movement


def board_words(board: Board) -> str:
    """The headline of the summary in sentences."""
    head = board.headline
    names = " and ".join(one_line(plan.title) for plan in board.plans)
    if not head.actions:
        notices = [plan.notice for plan in board.plans if plan.notice]
        return " ".join([f"As at {day_words(board.as_at)}, {names} has no actions.", *dict.fromkeys(notices)]) + "\n"
    about = f" ({board.subject})" if board.subject else ""
    said = [
        f"Of {head.actions} action{_s(head.actions)}{about}, {_part(head.completed)} {_are(head.completed.n)} reported"
        f" complete and {_part(head.overdue)} {_are(head.overdue.n)} past {'its' if head.overdue.n == 1 else 'their'} deadline"
        f" ({names}, as at {day_words(board.as_at)}).",
        _ratings(board),
    ]
    if board.overdue:
        longest = board.overdue[0]
        leads = "; ".join(longest.leads) or "no lead"
        ref = f"{longest.plan}:{longest.ref}" if len(board.plans) > 1 else longest.ref
        said.append(f"The longest overdue is {ref}, by {longest.days_overdue} days ({leads}).")
    if head.withdrawn:
        said.append(f"{head.withdrawn} withdrawn {_are(head.withdrawn)} not counted.")
    queries = len(board.rating_queries)
    if queries:
        said.append(f"{queries} open action{_s(queries)} {_are(queries)} reported better than the dates allow.")
    said.append(_since(board.movement) if board.movement else nothing_to_compare(board))
    waiting = len(board.waiting)
    if waiting:
        said.append(f"{waiting} request{_s(waiting)} for another date {_are(waiting)} waiting for the board.")
    if board.assurance and board.assurance.proven.of:
        proven = board.assurance.proven
        said.append(f"Evidence is held for {proven.n} of {proven.of} completed.")
    due = len(board.due_next)
    said.append(f"{due} action{_s(due)} fall{'s' if due == 1 else ''} due by {day_words(board.due_until)}.")
    said += dict.fromkeys(plan.notice for plan in board.plans if plan.notice)
    said += [withheld_words(board.withheld)] if board.withheld is not None else []
    return " ".join(said) + "\n"


def _ratings(board: Board) -> str:
    rag = board.headline.rag
    counts = [f"{part.n} {colour}" for colour, part in rag.items() if colour != "none"]
    return f"By rating: {', '.join(counts)} and {rag['none'].n} with no rating."


def _since(movement: Movement) -> str:
    sums = movement.sums
    names = ("added", "closed", "withdrawn", "reopened", "removed")
    changed = [f"{sums[name]} {name}" for name in names if sums[name]]
    so = f"{', '.join(changed)}: {sums['open_now']} are open now" if changed else "so it is now"
    return f"On {day_words(movement.since)}, {sums['open_then']} were open; {so}."


def _part(part: Share) -> str:
    return f"{part.n} ({part.percent}%)"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _s(count: int) -> str:
    return "" if count == 1 else "s"
