"""The part of a board's pack about inspections: what is due after them, and what they asked for more than once."""

from actiontracker.render.pack.blocks import Block, Cell, Rated, Section, Table
from actiontracker.render.text import day_words
from actiontracker.reports.board import Board

Rows = list[tuple[Cell, ...]]


def inspected(board: Board, many: bool) -> Section:
    """Clocks that are overdue or due soon, and themes that came back."""
    blocks: list[Block] = []
    if board.clocks:
        rows: Rows = [(day_words(each.due), each.state, each.clock, each.inspection) for each in board.clocks]
        blocks.append(Table("Due after inspections", ("due", "state", "what", "inspection"), rows))
    if board.came_back:
        back: Rows = [
            (
                f"{answer.plan}:{answer.ref}",
                Rated(answer.rag),
                day_words(answer.began),
                f"{theme.theme}: {answer.recommendation}",
            )
            for theme in board.came_back
            for answer in theme.recommendations
        ]
        head = ("ref", "rating", "inspected", "recommendation")
        blocks.append(Table("What came back over inspections", head, back, long=1))
    return Section("inspections", f"Inspections: {_title(board)}", blocks)


def _title(board: Board) -> str:
    themes, clocks = len(board.came_back or []), len(board.clocks or [])
    parts = [f"{themes} theme{'' if themes == 1 else 's'} came back"] if themes else []
    return "; ".join([*parts, *([f"{clocks} overdue or due soon"] if clocks else [])])
