"""The board summary as a paper: which sections it has, and in which order."""

from collections.abc import Callable

from actiontracker.render.pack import lists, opening, proof
from actiontracker.render.pack.asked import asked
from actiontracker.render.pack.blocks import Paper, Section
from actiontracker.render.pack.difference import difference
from actiontracker.render.pack.highlight import highlight_sections
from actiontracker.render.pack.inspected import inspected
from actiontracker.render.text import day_words, foot_words
from actiontracker.reports.board import Board

_PACK: tuple[Callable[[Board, bool], Section], ...] = (
    opening.glance,
    opening.cover,
    opening.headline,
    opening.movement,
    opening.areas,
    opening.over_time,
    lists.exceptions,
    lists.overdue,
    lists.waiting,
    lists.moved_deadlines,
    lists.completed,
    proof.proof,
    difference,
    inspected,
    asked,
    lists.due_next,
    lists.silent,
    lists.recommendations,
    lists.leads,
)


def board_paper(board: Board) -> Paper:
    """The pack of a board; about one area, recommendation or lead, a highlight report of one page."""
    many = len(board.plans) > 1
    parts = _PACK if board.headline.actions or board.headline.withdrawn or board.recommendations else _PACK[:2]
    absent = [proof.proof] * (board.assurance is None) + [difference] * (not board.difference)
    absent += [inspected] * (not board.came_back and not board.clocks)
    absent += [asked] * (not board.asked and not board.meetings and not board.risks)
    parts = tuple(part for part in parts if part not in absent)
    sections = highlight_sections(board, many) if board.subject else [section(board, many) for section in parts]
    sections += [lists.annex(board, many)] if board.annex is not None else []
    sections += [lists.corrections(board, many)] if board.corrections is not None else []
    public = ", public edition" if board.withheld is not None else ""
    kind = f"Highlight report: {board.subject}" if board.subject else "Board summary"
    return Paper(
        title=" and ".join(plan.title for plan in board.plans),
        subtitle=f"{kind}{public}, as at {day_words(board.as_at)}",
        notices=list(dict.fromkeys(plan.notice for plan in board.plans if plan.notice)),
        sections=sections,
        foot=foot_words(board.as_at, board.withheld, board.record),
        is_page=bool(board.subject),
    )
