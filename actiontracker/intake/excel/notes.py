"""What is written on a sheet outside its cells: comments, text boxes and pictures, page headers and the title."""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from actiontracker.domain.problems import Problem
from actiontracker.intake.excel.parts import Package
from actiontracker.intake.grids import Line, clean_cell

_HEADER_CODE = re.compile(
    r'(?:page\s*)?&P(?:\s*(?:of|/)\s*&N)?|&(?:(&)|([LCR])|"[^"]*"|K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|\d+|.)',
    re.IGNORECASE | re.DOTALL,
)


def one_line(text: str) -> str:
    """A text as it stands in a message: clean, and without line breaks."""
    return " ".join(clean_cell(text).split())


def comments(package: Package, part: str, place: str) -> list[Problem]:
    """The comments and notes of a sheet, each at its cell. A thread also stands among the notes: it is told once."""
    threads = list(_noted(package, package.related(part, "/threadedComment"), "{*}threadedComment", "{*}text"))
    cells = {cell for cell, _ in threads}
    notes = _noted(package, package.related(part, "/comments"), ".//{*}comment", "{*}text//{*}t")
    noted = threads + [note for note in notes if note[0] not in cells]
    return [Problem(f"{place}, cell {cell}", f"a comment, not imported: {text!r}") for cell, text in noted if text]


def _noted(package: Package, parts: Iterable[str], notes: str, texts: str) -> Iterator[tuple[str, str]]:
    for part in parts:
        for note in package.root(part).iterfind(notes):
            yield one_line(note.get("ref", "")), one_line("".join(text.text or "" for text in note.iterfind(texts)))


def drawings(package: Package, part: str, place: str) -> list[Problem]:
    """How many pictures, charts and shapes lie on a sheet, and the text in its boxes."""
    counts = {"picture": 0, "chart": 0, "shape": 0}
    texts: list[str] = []
    for drawing in package.related(part, "/drawing"):
        for drawn in _drawn(package.root(drawing)):
            kind = drawn.tag.rpartition("}")[2]
            text = "\n".join(_paragraphs(drawn)) if kind == "sp" else ""
            if text:
                texts.append(one_line(text))
            else:
                counts["picture" if kind == "pic" else "chart" if _is_chart(drawn) else "shape"] += 1
    named = [f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.items() if count]
    counted = [Problem(place, f"{', '.join(named)}: look at the document")] if named else []
    return counted + [Problem(place, f"text in a box, not imported: {text!r}") for text in texts]


def _drawn(root: Element) -> Iterator[Element]:
    """The pictures, charts and shapes, those in groups too. Fallbacks are drawn a second time for older programs."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        kind = element.tag.rpartition("}")[2]
        if kind in ("pic", "graphicFrame", "sp"):
            yield element
        elif kind != "Fallback":
            waiting += reversed(element)


def _is_chart(drawn: Element) -> bool:
    return any("chart" in data.get("uri", "") for data in drawn.iterfind(".//{*}graphicData"))


def _paragraphs(shape: Element) -> Iterator[str]:
    for paragraph in shape.iterfind("{*}txBody/{*}p"):
        text = "".join(run.text or "" for run in paragraph.iterfind(".//{*}t"))
        if text.strip():
            yield text


def header_lines(headers: Iterable[str]) -> list[str]:
    """The words of page headers and footers, without the codes for fonts, dates and page numbers."""
    lines = []
    for header in headers:
        words = _HEADER_CODE.sub(lambda code: "&" if code[1] else "\n" if code[2] else "", header)
        lines += [one_line(line) for line in words.split("\n")]
    return [line for line in lines if any(letter.isalnum() for letter in line)]


def title_line(package: Package) -> list[Line]:
    """The title among the properties of the workbook."""
    roots = (package.root(part) for part in package.related("", "/core-properties"))
    titles = (one_line(root.findtext("{*}title") or "") for root in roots)
    return [Line(title) for title in titles if title]
