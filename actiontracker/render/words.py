"""A report as the paragraph that a covering paper needs."""

from actiontracker.render.board_lines import nothing_to_compare, reconciliation
from actiontracker.render.text import day_words, one_line
from actiontracker.reports.board import Board, Share


def board_words(board: Board) -> str:
    """The headline of the summary in sentences."""
    head = board.headline
    names = " and ".join(one_line(plan.title) for plan in board.plans)
    if not head.actions:
        return f"As at {day_words(board.as_at)}, {names} has no actions.\n"
    said = [
        f"Of {head.actions} action{_s(head.actions)}, {_part(head.completed)} {_are(head.completed.n)} reported complete and"
        f" {_part(head.overdue)} {_are(head.overdue.n)} past {'its' if head.overdue.n == 1 else 'their'} deadline"
        f" ({names}, as at {day_words(board.as_at)}).",
        _ratings(board),
    ]
    if board.overdue:
        longest = board.overdue[0]
        leads = "; ".join(longest.leads) or "no lead"
        said.append(f"The longest overdue is {longest.ref}, by {longest.days_overdue} days ({leads}).")
    queries = len(board.rating_queries)
    if queries:
        said.append(f"{queries} open action{_s(queries)} {_are(queries)} reported better than the dates allow.")
    said.append(reconciliation(board.movement) if board.movement else nothing_to_compare(board))
    due = len(board.due_next)
    said.append(f"{due} action{_s(due)} fall{'s' if due == 1 else ''} due by {day_words(board.due_until)}.")
    said += dict.fromkeys(plan.notice for plan in board.plans if plan.notice)
    return " ".join(said) + "\n"


def _ratings(board: Board) -> str:
    rag = board.headline.rag
    counts = [f"{part.n} {colour}" for colour, part in rag.items() if colour != "none"]
    return f"By rating: {', '.join(counts)} and {rag['none'].n} without one."


def _part(part: Share) -> str:
    return f"{part.n} ({part.percent}%)"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _s(count: int) -> str:
    return "" if count == 1 else "s"
