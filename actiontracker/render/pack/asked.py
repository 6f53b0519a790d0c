"""The part of a board's pack about boards themselves: what they asked for, when they meet next, risks behind red actions."""

from actiontracker.render.pack.blocks import Block, Cell, Rated, Section, Table
from actiontracker.render.phrases import counted
from actiontracker.render.text import day_words, one_line
from actiontracker.reports.board import Board

Rows = list[tuple[Cell, ...]]


def asked(board: Board, many: bool) -> Section:
    """Open asks and questions, meetings to come with their papers, red actions with their risk."""
    blocks: list[Block] = []
    if board.asked:
        rows: Rows = [
            (
                each.name,
                day_words(each.due_on or each.due) or "no day given",
                f"overdue, {counted(each.days_overdue, 'day')}" if each.days_overdue else each.state,
                each.post or "nobody named",
                f"{one_line(each.asks_for or each.text)}{f' (about {each.plan}:{each.ref})' if each.ref else ''}",
            )
            for each in board.asked
        ]
        blocks.append(Table("Asked for and not answered", ("name", "due", "state", "from", "what"), rows, long=1))
    if board.meetings:
        meetings: Rows = [
            (
                day_words(each.held_on),
                day_words(each.papers_by) or "no date given",
                day_words(each.publish_by) or "-",
                counted(each.items, "item") + (f", {each.late} late" if each.late else ""),
                one_line(each.board),
            )
            for each in board.meetings
        ]
        blocks.append(Table("Meetings to come", ("on", "reports by", "public by", "agenda", "board"), meetings))
    if board.risks:
        risks: Rows = [
            (
                each.risk,
                str(each.score if each.score is not None else "-"),
                str(each.target if each.target is not None else "-"),
                f"{each.plan}:{each.ref}" if many else each.ref,
                Rated(each.rag),
                one_line(f"{each.title or 'no title'}: {each.action}"),
            )
            for each in board.risks
        ]
        head = ("risk", "score", "target", "action", "rating", "risk and action")
        blocks.append(Table("Red actions with their risk", head, risks, right=("score", "target"), long=1))
    return Section("boards", f"Boards: {_title(board)}", blocks)


def _title(board: Board) -> str:
    waiting = board.asked or []
    late = sum(bool(each.days_overdue) for each in waiting)
    parts = [f"{counted(len(waiting), 'ask')} open{f', {late} overdue' if late else ''}"] if waiting else []
    parts += [counted(len(board.meetings), "meeting") + " to come"] if board.meetings else []
    parts += [counted(len(board.risks), "red action") + " with a risk"] if board.risks else []
    return "; ".join(parts)
