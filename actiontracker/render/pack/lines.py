"""A paper as lines, for a terminal and for plain text: at any width, and without a word that only colour says."""

from collections.abc import Iterator

from actiontracker.render.pack.blocks import (
    Bar,
    Beside,
    Block,
    Card,
    Cards,
    Cell,
    Facts,
    Paper,
    Paragraph,
    Rated,
    Table,
    cell_words,
)
from actiontracker.render.phrases import SIGNS
from actiontracker.render.text import Line, Span, clean, columns, folded, heading, one_line, pad, row_groups, width_of

# The worse, the darker: bars can be read without colour.
_SHADES = {"blue": "░", "green": "▒", "amber": "▓", "red": "█", "none": "·"}
_SHADES |= {"closed": "░", "behind": "█", "to come": "·", "open": "·", "overdue": "█", "moved out": "□"}
_BAR, _SHORTEST_BAR = 24, 8
_SHORT, _NAME = 16, 22
"""A name as short as this stands before its figures; a longer one behind, where it can fold, with so much room."""
_NEEDS_NO_NAME = ("action", "recommendation", "indicator", "said")
_SENTENCE = 36
"""A column of sentences needs so much room to stand in its row; else it stands below."""


def paper_lines(paper: Paper, width: int) -> Iterator[Line]:
    """The whole paper, section by section."""
    yield from folded(paper.title, width, style="bold")
    yield from folded(paper.subtitle, width, style="bold")
    for notice in paper.notices:
        yield from folded(notice, width)
    for section in paper.sections:
        yield []
        yield from _heading(section.title, width)
        for place, block in enumerate(section.blocks):
            if place:
                yield []
            if place and isinstance(block, Table) and block.caption.split()[0] not in section.title:
                yield from folded(block.caption, width, style="bold")
            yield from _block(block, width)
    yield []
    yield from folded(paper.foot, width, style="dim")


def _heading(title: str, width: int) -> Iterator[Line]:
    lines = folded(title, width, style="bold")
    yield from lines[:-1]
    yield from heading(lines[-1][0][0])


def _block(block: Block, width: int) -> Iterator[Line]:
    if isinstance(block, Paragraph):
        yield from folded(block.text, width, style="dim" if block.dim else "")
    elif isinstance(block, Facts):
        yield from _facts(block.rows, width)
    elif isinstance(block, Table):
        yield from _table(block, width)
    elif isinstance(block, Cards):
        yield from _cards(block, width)
    elif isinstance(block, Beside):
        for place, each in enumerate(each for each in block.blocks if isinstance(each, Facts | Table)):
            if place:
                yield []
            yield from _block(each, width)


def _facts(rows: list[tuple[str, str]], width: int, indent: int = 0) -> Iterator[Line]:
    room = max(width_of(name) for name, _ in rows) + 2
    for name, value in rows:
        first, *rest = folded(one_line(value), width, indent + room) or [[("", "")]]
        yield [(" " * indent + pad(clean(name), room), "bold"), (first[0][0].lstrip(), "")]
        yield from rest


def _cards(block: Cards, width: int) -> Iterator[Line]:
    if not block.cards:
        yield [(block.empty, "")]
    for place, card in enumerate(block.cards):
        if place:
            yield []
        yield from _card(card, width)


def _card(card: Card, width: int) -> Iterator[Line]:
    first: Line = [(pad(clean(card.ref), 7) + " ", "bold"), _span(card.rating), ("  ", "")]
    room = sum(width_of(text) for text, _ in first)
    lead, *rest = folded(card.leads, width, room)
    yield [*first, (lead[0][0].lstrip(), "bold")]
    yield from rest
    yield from folded(one_line(card.text), width, 8)
    named = [(name, value) for name, value in card.facts if ", " not in name]
    dated = [(name, value) for name, value in card.facts if ", " in name]
    yield from _facts(named, width, 8)
    for name, value in dated:
        yield from folded(f"{name}: {one_line(value)}", width, 8)


def _table(table: Table, width: int) -> Iterator[Line]:
    if not table.rows:
        yield [(table.empty, "")]
        return
    rows: list[tuple[str | Span, ...]] = [tuple(_span(cell) for cell in row) for row in table.rows]
    head = table.head
    if table.bars and len(table.bars) == len(rows):
        yield from _barred(table, rows, table.bars, width)
        return
    if not table.long or _has_room(table, rows, width):
        yield from columns(head, rows, width, right=table.right)
        return
    cut = len(head) - table.long
    for row, group in enumerate(row_groups(head[:cut], [r[:cut] for r in rows], width, table.right), -1):
        yield from group
        if row >= 0:
            yield from _below(table, row, cut, width)


def _barred(table: Table, rows: list[tuple[str | Span, ...]], bars: list[Bar], width: int) -> Iterator[Line]:
    """Rows with their bars, under a line that says what the shades mean."""
    name, *figures = table.head
    shades = dict.fromkeys(part for bar in bars for part in bar)
    yield [("  ".join(f"{_SHADES[part]} {part}" for part in shades), "dim")]
    widths = [max(width_of(title), *(width_of(row[at][0]) for row in rows)) + 2 for at, title in enumerate(table.head)]
    is_short = widths[0] <= _SHORT + 2
    room = width - sum(widths if is_short else widths[1:]) - (0 if is_short else _NAME)
    drawn = _bars(bars, min(_BAR, max(_SHORTEST_BAR, room)))
    if is_short:
        barred = [(*row, bar) for row, bar in zip(rows, drawn, strict=True)]
        yield from columns((*table.head, ""), barred, width, right=table.right)
    else:
        barred = [(*row[1:], bar, row[0]) for row, bar in zip(rows, drawn, strict=True)]
        yield from columns((*figures, "", name), barred, width, right=table.right)


def _below(table: Table, row: int, cut: int, width: int) -> Iterator[Line]:
    """The sentences of a row; the first needs no name where it is what the row is about."""
    for name, cell in zip(table.head[cut:], table.rows[row][cut:], strict=True):
        text = one_line(cell_words(cell))
        if text:
            named = text if name in _NEEDS_NO_NAME else f"{name[:1].upper()}{name[1:]}: {text}"
            yield from folded(named, width, 8)


def _has_room(table: Table, rows: list[tuple[str | Span, ...]], width: int) -> bool:
    cut = len(table.head) - table.long
    used = sum(
        max(width_of(title), *(width_of(row[place][0]) for row in rows)) + 2 for place, title in enumerate(table.head[:cut])
    )
    return table.long == 1 and width - used >= _SENTENCE


def _span(cell: Cell) -> Span:
    return (f"{SIGNS[cell.colour]} {cell.colour}", cell.colour) if isinstance(cell, Rated) else (one_line(cell_words(cell)), "")


def _bars(bars: list[Bar], length: int) -> list[str]:
    """Each row's bar, the longest as long as a bar may be; what there is at all has at least one mark."""
    longest = max((sum(bar.values()) for bar in bars), default=0) or 1
    return ["".join(_SHADES[name] * max(1, round(length * n / longest)) for name, n in bar.items() if n) for bar in bars]
