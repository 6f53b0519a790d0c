"""The text of Word's paragraphs as a person sees it printed, and a note of all that is more than text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from actiontracker.domain.problems import Problem
from actiontracker.intake.grids import Line, clean_cell
from actiontracker.intake.word.numbers import BULLET, Numbers
from actiontracker.intake.word.parts import WordParts, at, blocks, inside, is_on, number, plain_text, value
from actiontracker.intake.word.styles import NO_MARKS, Styles, marked
from actiontracker.intake.word.symbols import symbol, without_private

_PLAIN = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SKIPPED = frozenset({"pPr", "rPr", "sdtPr", "del", "moveFrom", "rt"})
_IMAGES = frozenset({"blip", "imagedata", "OLEObject", "chart", "relIds", "control"})
_BOLD_LEVEL = 9
_BOLD_LENGTH = 120
_QUOTED = 80


@dataclass(slots=True)
class Met:
    """What one place of a document has besides text."""

    pictures: int = 0
    boxes: int = 0
    tables: int = 0
    notes: int = 0
    numbers: int = 0
    documents: int = 0
    comments: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    symbols: list[str] = field(default_factory=list)

    def problems(self, place: str) -> Iterator[Problem]:
        """One problem for each kind of thing, and for each comment."""
        yield from (Problem(place, f"a comment, not imported: '{comment}'") for comment in self.comments)
        for count, one, what in (
            (self.notes, "note", ", read as the last line"),
            (self.boxes, "text box", ", read as further lines"),
            (self.tables, "table", " inside the cell, read as lines"),
            (self.pictures, "picture", ": look at the document"),
        ):
            if count:
                yield Problem(place, f"a {one}{what}" if count == 1 else f"{count} {one}s{what}")
        for marks, said in ((self.struck, "struck through"), (self.hidden, "hidden")):
            if text := " ".join("".join(marks).split()):
                yield Problem(place, f"{said} in the document, read as it stands: '{_shortened(text)}'")
        if self.symbols:
            yield Problem(place, f"symbols that we do not know, left out: {', '.join(dict.fromkeys(self.symbols))}")
        if self.documents:
            yield Problem(place, "another document put in here, not read: save it again in Word", unread=True)


@dataclass(slots=True)
class _Paragraph:
    marks: frozenset[str] = NO_MARKS
    pieces: list[str] = field(default_factory=list)
    boxes: list[Line] = field(default_factory=list)
    bold: bool = True


class WordText:
    """Reads paragraphs in the order of the document, since numbers are counted. `met` is what was met since it was reset."""

    def __init__(self, parts: WordParts) -> None:
        self._styles = Styles(parts.one("styles"))
        self._numbers = Numbers(parts.one("numbering"), self._styles)
        self.comments = _texts(parts, "comment", "comments")
        """Those whose place has not been met yet."""
        self._notes = _texts(parts, "footnote", "footnotes") | _texts(parts, "endnote", "endnotes")
        self._found_notes: list[Line] = []
        self.met = Met()

    def cell(self, element: Element) -> str:
        """The text of a cell: its paragraphs as lines, then its notes."""
        lines = list(self._lines(blocks(element)))
        return clean_cell("\n".join(line.text for line in (*lines, *self._taken_notes())))

    def lines(self, paragraphs: Iterable[Element]) -> Iterator[Line]:
        """Paragraphs outside tables, without the blank ones; each followed by its notes."""
        for line in self._lines(paragraphs):
            for said in (line, *self._taken_notes()):
                if text := clean_cell(said.text):
                    yield Line(text, said.level)

    def _taken_notes(self) -> list[Line]:
        taken, self._found_notes = self._found_notes, []
        return taken

    def _lines(self, elements: Iterable[Element]) -> Iterator[Line]:
        joined = ""
        for element in elements:
            if element.tag == "tbl":
                self.met.tables += 1
                yield from self._nested(element)
            elif element.tag == "altChunk":
                self.met.documents += 1
            else:
                paragraph = self._paragraph(element)
                joined += "".join(paragraph.pieces)
                # A deleted end of a paragraph joins it to the next.
                if not _end_deleted(element):
                    yield self._line(element.find("pPr"), paragraph, joined)
                    joined = ""
                yield from paragraph.boxes
        if joined:
            yield Line(joined)

    def _nested(self, table: Element) -> Iterator[Line]:
        for row in rows(table):
            cells = (" ".join(line.text for line in self._lines(blocks(cell))) for cell in inside(row, "tc"))
            yield Line(" ".join(" ".join(cells).split()))

    def _line(self, properties: Element | None, paragraph: _Paragraph, text: str) -> Line:
        label = self._numbers.label(properties)
        if label == BULLET:
            label = label if text.strip() else ""
        elif label:
            self.met.numbers += 1
        text = f"{label} {text.lstrip(' ')}" if label else text
        level = self._styles.level(properties)
        if level is None and paragraph.pieces and paragraph.bold and len(text.strip()) <= _BOLD_LENGTH:
            level = _BOLD_LEVEL
        return Line(text, level)

    def _paragraph(self, element: Element) -> _Paragraph:
        paragraph = _Paragraph(self._styles.marks(self._styles.of_paragraph(element.find("pPr"))))
        self._walk(element, paragraph)
        return paragraph

    def _walk(self, element: Element, paragraph: _Paragraph) -> None:
        for child in element:
            if child.tag == "r":
                self._run(child, paragraph)
            elif child.tag not in _SKIPPED:
                self._walk(child, paragraph)

    def _run(self, run: Element, paragraph: _Paragraph) -> None:
        properties = run.find("rPr")
        marks = paragraph.marks
        if style := value(properties, "rStyle"):
            marks = marks | self._styles.marks(style)
        marks = marked(properties, marks)
        for child in run:
            text = self._piece(child, properties, paragraph)
            if text:
                paragraph.pieces.append(text)
                paragraph.bold = paragraph.bold and ("bold" in marks or text.isspace())
                for mark, found in (("struck", self.met.struck), ("hidden", self.met.hidden)):
                    if mark in marks:
                        found.append(text)

    def _piece(self, child: Element, properties: Element | None, paragraph: _Paragraph) -> str:
        match child.tag:
            case "t":
                return without_private(child.text or "", properties, self.met.symbols.append).translate(_BREAKS)
            case "sym":
                return self._symbol(child)
            case "drawing" | "pict" | "object" | "contentPart":
                self._drawing(child, paragraph)
            case "footnoteReference" | "endnoteReference":
                self._note(child)
            case "commentReference":
                if comment := self.comments.pop(("comment", child.get("id", "")), ""):
                    self.met.comments.append(comment)
            case "ruby":
                self._walk(child, paragraph)
            case "fldChar":
                return _form_field(child)
        return _PLAIN.get(child.tag, "")

    def _symbol(self, element: Element) -> str:
        known = symbol(element)
        if known is None:
            self.met.symbols.append(f"{element.get('font', 'no font')} {element.get('char', '')}")
        return known or ""

    def _note(self, element: Element) -> None:
        kind = element.tag.removesuffix("Reference")
        if text := self._notes.get((kind, element.get("id", ""))):
            self.met.notes += 1
            self._found_notes.append(Line(f"[note: {text}]"))

    def _drawing(self, element: Element, paragraph: _Paragraph) -> None:
        boxes = list(_boxes(element))
        lines = [Line(line.text) for box in boxes for line in self._lines(blocks(box)) if line.text.strip()]
        self.met.boxes += bool(lines)
        paragraph.boxes += lines
        if not boxes or any(part.tag in _IMAGES for part in element.iter()):
            self.met.pictures += 1


_BREAKS = str.maketrans("\t\r\n", "   ")


def rows(table: Element) -> Iterator[Element]:
    """The rows of a table that are not deleted in tracked changes."""
    return (row for row in inside(table, "tr") if not is_deleted(row))


def is_deleted(row: Element) -> bool:
    """Whether a row is one that tracked changes delete."""
    return at(row, "trPr", "del") is not None


def _end_deleted(paragraph: Element) -> bool:
    return at(paragraph, "pPr", "rPr", "del") is not None or at(paragraph, "pPr", "rPr", "moveFrom") is not None


def _boxes(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == "txbxContent":
            yield child
        else:
            yield from _boxes(child)


def _form_field(element: Element) -> str:
    """What an old form's checkbox or list shows: no text beside it says so."""
    box, choices = at(element, "ffData", "checkBox"), at(element, "ffData", "ddList")
    if box is not None:
        checked = box.find("checked")
        return "☒" if is_on(box.find("default") if checked is None else checked) else "☐"
    entries = [] if choices is None else choices.findall("listEntry")
    chosen = number(value(choices, "result") or value(choices, "default"), 0)
    return entries[chosen].get("val", "") if 0 <= chosen < len(entries) else ""


def _texts(parts: WordParts, tag: str, kind: str) -> dict[tuple[str, str], str]:
    return {(tag, element.get("id", "")): plain_text(element) for element in parts.one(kind).iter(tag)}


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1].rstrip()}…"
