"""A paper as Markdown, for those who go on in a text processor."""

from collections.abc import Iterator

from actiontracker.render.markdown import cell, paragraph, table
from actiontracker.render.pack.blocks import Beside, Block, Cards, Cell, Facts, Paper, Paragraph, Rated, Table, cell_words
from actiontracker.render.phrases import SIGNS


def paper_markdown(paper: Paper) -> Iterator[str]:
    """A paper, section by section; pictures are left to the tables beside them."""
    yield f"# {cell(paper.title)}\n\n{paragraph(paper.subtitle)}\n\n"
    for notice in paper.notices:
        yield f"{paragraph(notice)}\n\n"
    for section in paper.sections:
        yield f"## {cell(section.title)}\n\n"
        for block in section.blocks:
            yield from _block(block)
    yield f"{paragraph(paper.foot)}\n"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield f"{paragraph(block.text)}\n\n"
    elif isinstance(block, Facts):
        yield table(("", ""), block.rows) + "\n"
    elif isinstance(block, Table):
        yield (
            table(block.head, [[_plain(each) for each in row] for row in block.rows])
            if block.rows
            else f"{paragraph(block.empty)}\n"
        ) + "\n"
    elif isinstance(block, Cards):
        yield "" if block.cards else f"{paragraph(block.empty)}\n\n"
        for card in block.cards:
            yield f"### {cell(card.ref)}: {_plain(card.rating)} ({cell(card.leads)})\n\n{paragraph(card.text)}\n\n"
            yield table(("", ""), card.facts) + "\n"
    elif isinstance(block, Beside):
        for each in block.blocks:
            yield from _block(each)


def _plain(cell: Cell) -> str:
    return f"{SIGNS[cell.colour]} {cell.colour}" if isinstance(cell, Rated) else cell_words(cell)
