"""The part of a board's pack that asks whether the work made a difference."""

from actiontracker.render.pack.blocks import Block, Cell, Paragraph, Section, Table
from actiontracker.render.phrases import qualified
from actiontracker.render.text import day_words
from actiontracker.reports.board import Board
from actiontracker.reports.difference import Difference

_HEAD = ("ref", "closed", "then", "now", "it moved", "outcome", "measure")


def difference(board: Board, many: bool) -> Section:
    """Each measured outcome: what was done for it, and its figure then and now."""
    known = board.difference or []
    better = sum(each.word in ("improving", "target met") for each in known)
    blocks: list[Block] = [Table("Measured outcomes", _HEAD, [_row(each, many) for each in known], long=2)]
    if any(each.indicator for each in known):
        said = "Then is the last figure before the plan began that this one may be compared with; 'indicator' shows them all."
        blocks.append(Paragraph(said, dim=True))
    return Section("difference", f"Has it made a difference: {better} of {len(known)} measures got better", blocks)


def _row(each: Difference, many: bool) -> tuple[Cell, ...]:
    name = f"{each.measure} {each.text}" + (f" (indicator {each.indicator})" if each.indicator else "")
    return (
        qualified(each.plan, each.recommendation_ref, many),
        f"{each.closed} of {each.actions}",
        _figure(each.then, each.then_on),
        _figure(each.now, each.now_on),
        each.word or each.reason,
        each.outcome or "none is stated",
        name,
    )


def _figure(figure: str | None, on: str | None) -> str:
    return f"{figure} ({day_words(on)})" if figure else "none"
