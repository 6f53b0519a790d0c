"""A highlight report: what a board's pack says of one area, recommendation or lead, cut to a page."""

from collections.abc import Callable

from actiontracker.render.pack import lists, opening
from actiontracker.render.pack.asked import asked
from actiontracker.render.pack.blocks import Block, Card, Cards, Paragraph, Section, Table
from actiontracker.render.text import key_words, one_line
from actiontracker.reports.board import Board

_Part = tuple[Callable[[Board, bool], Section], int]
_PARTS: tuple[_Part, ...] = (
    (opening.glance, 9),
    (opening.movement, 9),
    (lists.exceptions, 3),
    (lists.waiting, 3),
    (lists.completed, 2),
    (lists.due_next, 3),
    (lists.recommendations, 4),
    (asked, 4),
)
"""The sections, and how many rows of each a page has room for."""
_REFS, _MORE, _OPEN, _NOTE = 6, 20, 8, 190


def highlight_sections(board: Board, many: bool) -> list[Section]:
    """The sections that have anything, each cut to its first rows; the rest is named by its refs, the empty ones at the end."""
    sections = [(part(board, many), most) for part, most in _PARTS if part is not asked or board.asked]
    full = [_cut(section, most) for section, most in sections if not _is_empty(section)]
    empty = [section.title[:1].lower() + section.title[1:] for section, _ in sections if _is_empty(section)]
    others = [f"{a.ref} {a.rag} ({one_line(a.rag_reason)})" for a in board.also_open]
    more = f"; and {len(others) - _OPEN} more" if len(others) > _OPEN else ""
    open_too: list[Block] = [Paragraph(f"Also open: {'; '.join(others[:_OPEN])}{more}.")] if others else []
    last: list[Block] = [Paragraph(f"Nothing to list: {'; '.join(empty)}.")] if empty else []
    keys = {str(plan.key): key_words(plan.key) for plan in board.plans}
    full[-1].blocks.extend([*open_too, *last, *(Paragraph(key, dim=True) for key in keys.values())])
    return full


def _is_empty(section: Section) -> bool:
    lists = [block for block in section.blocks if isinstance(block, Table | Cards)]
    return bool(lists) and not any(block.cards if isinstance(block, Cards) else block.rows for block in lists)


def _cut(section: Section, most: int) -> Section:
    blocks: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Cards):
            blocks += [block._replace(cards=[_short_card(card) for card in block.cards[:most]])]
            blocks += _more([card.ref for card in block.cards[most:]])
        elif isinstance(block, Table) and "ref" in block.head:
            place = block.head.index("ref")
            blocks += [block._replace(rows=block.rows[:most]), *_more([str(row[place]) for row in block.rows[most:]])]
        elif isinstance(block, Table):
            blocks.append(block._replace(rows=[tuple(_fewer(cell) for cell in row) for row in block.rows]))
        elif not isinstance(block, Paragraph) or not block.dim:
            blocks.append(block)
    return section._replace(blocks=blocks)


def _short_card(card: Card) -> Card:
    """A card with its days in one line, the last move only, and without the note before the last."""
    said = dict(card.facts)  # of the moves, the last
    days = [f"{name.lower()} {said[name]}" for name in ("Deadline", "Asked for") if name in said]
    facts = [("Why", "; ".join([said["Why"], *days]))]
    facts += [(name, value) for name, value in said.items() if name == "Moved" or name.startswith("Last note")]
    return card._replace(text=_shortened(card.text), facts=[(name, _shortened(value)) for name, value in facts])


def _more(refs: list[str]) -> list[Block]:
    named = ", ".join(refs[:_MORE]) + (" …" if len(refs) > _MORE else "")
    return [Paragraph(f"And {len(refs)} more: {named}.")] if refs else []


def _shortened(text: str) -> str:
    """A note's beginning: the whole stands in the pack and in `show`."""
    return text if len(text) <= _NOTE else text[:_NOTE].rsplit(" ", 1)[0] + " …"


def _fewer(cell: object) -> str:
    """The first refs of a list of what moved."""
    parts = str(cell).split("), ")
    return "), ".join(parts[:_REFS]) + (f") and {len(parts) - _REFS} more" if len(parts) > _REFS else "")
