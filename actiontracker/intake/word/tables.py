"""Word documents as people write plans: their tables as grids, the lines around them, and all that cannot be read."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from actiontracker.domain.problems import Problem
from actiontracker.intake.container import Container
from actiontracker.intake.grids import Line, Source
from actiontracker.intake.word.grids import read_grid
from actiontracker.intake.word.parts import WordParts, blocks, has_text, inside
from actiontracker.intake.word.text import Met, WordText, is_deleted


def read_word(name: str, data: bytes) -> Source:
    """Read the tables of a .docx as grids, with the lines around them and what a person should look at.

    A document without tables gives no grids. Raises InputRefused (exit 3) for macros, for what is no Word document, for
    parts that are damaged, too big or nested too deeply.
    """
    parts = WordParts(Container(name, data))
    body = parts.body()
    source, text = Source(name), WordText(parts)
    _read_body(source, text, body)
    edges = [*parts.related("header"), *parts.related("footer")]
    _read_edges(source, text, edges)
    source.problems += [Problem("file", f"a comment, not imported: '{said}'") for said in text.comments.values() if said]
    if changes := _tracked([body, *edges, *parts.related("footnotes"), *parts.related("endnotes")]):
        source.problems.append(Problem("file", changes))
    return source


def _read_body(source: Source, text: WordText, body: Element) -> None:
    above: list[Element] = []
    for block in _content(body):
        if block.tag != "tbl":
            above.append(block)
            continue
        lines = _read_lines(source, text, above)
        grid, problems = read_grid(text, block, f"table {len(source.grids) + 1}", source.name)
        grid.above = lines
        source.grids.append(grid)
        source.problems += problems
        above = []
    _read_lines(source, text, above)


def _read_lines(source: Source, text: WordText, paragraphs: list[Element]) -> list[Line]:
    text.met = met = Met()
    lines = list(text.lines(paragraphs))
    source.lines += lines
    source.problems += met.problems(f"after table {len(source.grids)}" if source.grids else "beginning of the document")
    return lines


def _content(element: Element) -> Iterator[Element]:
    """Paragraphs and tables of the body; a table of one cell around others is a frame, and they stand for it."""
    for block in blocks(element):
        frame = _only_cell(block) if block.tag == "tbl" else None
        if frame is not None and next(inside(frame, "tbl"), None) is not None:
            yield from _content(frame)
        else:
            yield block


def _only_cell(table: Element) -> Element | None:
    cells = [cell for row in inside(table, "tr") for cell in inside(row, "tc")]
    return cells[0] if len(cells) == 1 else None


def _read_edges(source: Source, text: WordText, edges: list[Element]) -> None:
    """Page headers and footers, each line once: first and other pages tend to repeat them."""
    text.met = met = Met()
    read = (line.text for edge in edges for line in text.lines(_paragraphs(edge)))
    source.lines += [Line(said) for said in dict.fromkeys(read)]
    met.pictures = 0  # a logo
    source.problems += met.problems("page headers and footers")


def _paragraphs(element: Element) -> Iterator[Element]:
    for block in blocks(element):
        if block.tag != "tbl":
            yield block
            continue
        for row in inside(block, "tr"):
            for cell in inside(row, "tc"):
                yield from _paragraphs(cell)


def _tracked(trees: Iterable[Element]) -> str:
    """How many tracked changes were taken and how many left out."""
    added = removed = 0
    for tree in trees:
        for element in tree.iter():
            if element.tag in ("ins", "moveTo"):
                added += _runs(element) > sum(_runs(deleted) for deleted in element.iter("del"))
            elif element.tag in ("del", "moveFrom"):
                removed += _runs(element) > 0
            elif element.tag == "tr" and is_deleted(element):
                removed += has_text(element) and not any(_runs(deleted) for deleted in element.iter("del"))
    counts = ((added, "insertion", "read"), (removed, "deletion", "left out"))
    said = [f"{count} {kind}{'' if count == 1 else 's'} {what}" for count, kind, what in counts if count]
    return f"tracked changes: {', '.join(said)}" if said else ""


def _runs(element: Element) -> int:
    return sum(1 for _ in element.iter("r"))
