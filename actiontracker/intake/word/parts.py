"""The parts of a Word document, found as Word finds them: by their relationships, whatever their names and namespaces."""

import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from actiontracker.domain.errors import InputRefused
from actiontracker.intake.container import Container

MAX_TEXT = 20_000_000
MAX_DEPTH = 150  # below what Python's stack holds; documents of Word have 10 to 40
_SAVE_AGAIN = "open it in Word, save it again as .docx and import that"
_MACROS = re.compile(rb"vnd\.ms-word\.\w+\.macroEnabled|vnd\.ms-office\.vbaProject", re.IGNORECASE)
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})


class WordParts:
    """The parts as trees of elements without namespaces: strict and transitional documents look the same.

    Raises InputRefused (exit 3) for macros, for what is no Word document, and for parts that are damaged or too big.
    """

    def __init__(self, container: Container) -> None:
        container.refuse_doctypes()
        self.name = container.name
        self._container = container
        self._refuse_macros()
        self._main = self._main_part()
        self._relations = self._relations_of(self._main)

    def body(self) -> Element:
        """The body of the main part."""
        document = self._tree(self._main)
        body = document.find("body")
        if document.tag != "document" or body is None:
            raise self._not_word()
        return body

    def related(self, kind: str) -> list[Element]:
        """The trees of the parts of a kind: "styles", "header" (any number), "comments"."""
        parts = [target for said, target in self._relations if said == kind]
        if not self._relations:
            near = re.compile(rf"{re.escape(posixpath.dirname(self._main))}/{kind}[0-9]*\.xml")
            parts = [part for part in self._container.parts if near.fullmatch(part)]
        return [self._tree(part) for part in sorted(set(parts)) if part in self._container.parts]

    def one(self, kind: str) -> Element:
        """The tree of the only part of a kind; an element without children where there is none."""
        return next(iter(self.related(kind)), Element(kind))

    def _refuse_macros(self) -> None:
        held = any(part.lower().endswith("vbaproject.bin") for part in self._container.parts)
        if held or _MACROS.search(self._container.xml("[Content_Types].xml")):
            raise InputRefused(f"{self.name}: has macros", "save it without macros, as .docx, and import that")

    def _main_part(self) -> str:
        candidates = [target for kind, target in self._relations_of("") if kind == "officeDocument"]
        found = [part for part in (*candidates, "word/document.xml") if part in self._container.parts]
        if not found:
            raise self._not_word()
        return found[0]

    def _relations_of(self, part: str) -> list[tuple[str, str]]:
        folder, file = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations not in self._container.parts:
            return []
        inner = [relation for relation in self._tree(relations) if relation.get("TargetMode") != "External"]
        targets = (posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))) for relation in inner)
        kinds = (relation.get("Type", "").rpartition("/")[2] for relation in inner)
        return [(kind, target.lstrip("/")) for kind, target in zip(kinds, targets, strict=True)]

    def _tree(self, part: str) -> Element:
        text = self._container.xml(part)
        if len(text) > MAX_TEXT:
            what = f"{self.name}, part {part}: {len(text) // 1_000_000} MB of text, more than any plan has"
            raise InputRefused(what, "split the document, or save the plan's table alone")
        try:
            root = fromstring(text)  # noqa: S314 - bounded, and the container refuses every DOCTYPE
        except ParseError as error:
            raise InputRefused(f"{self.name}, part {part}: damaged at line {error.position[0]}", _SAVE_AGAIN) from error
        if not _strip_namespaces(root):
            raise InputRefused(f"{self.name}, part {part}: nested deeper than any plan is", _SAVE_AGAIN)
        if b"AlternateContent" in text:
            _settle_alternatives(root)
        if b"showingPlcHdr" in text:
            _clear_placeholders(root)
        return root

    def _not_word(self) -> InputRefused:
        return InputRefused(f"{self.name}: not a Word document", "open it in Word, save it as .docx and import that")


def inside(element: Element, *tags: str) -> Iterator[Element]:
    """The children with these tags, also those in content controls and other wrappers, in order."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from inside(child, *tags)


def blocks(element: Element) -> Iterator[Element]:
    """The paragraphs and tables of a body, a cell or a text box; "altChunk" stands for a whole document put in."""
    return inside(element, "p", "tbl", "altChunk")


def is_on(element: Element | None) -> bool:
    """Whether a switch such as <w:b/> is there and not turned off."""
    return element is not None and element.get("val", "1") not in ("0", "false", "off")


def at(element: Element | None, *path: str) -> Element | None:
    """The element at a path of children. ElementTree's own paths are slow."""
    for tag in path:
        if element is None:
            return None
        element = element.find(tag)
    return element


def value(element: Element | None, *path: str) -> str:
    """What stands in `val` of the element at a path; empty where there is none."""
    found = at(element, *path)
    return "" if found is None else found.get("val", "")


def number(text: str, otherwise: int) -> int:
    """A whole number as documents write it, or something else where it is none."""
    try:
        return int(text)
    except ValueError:
        return otherwise


def has_text(element: Element) -> bool:
    """Whether any text stands somewhere below."""
    return any(text.text and text.text.strip() for text in element.iter("t"))


def plain_text(element: Element) -> str:
    """All text below in one line: of a comment, a note."""
    paragraphs = ("".join(text.text or "" for text in paragraph.iter("t")) for paragraph in element.iter("p"))
    return " ".join(" ".join(paragraphs).split())


class _LocalNames(dict[str, str]):
    def __missing__(self, key: str) -> str:
        self[key] = key.rpartition("}")[2]
        return self[key]


def _strip_namespaces(root: Element) -> bool:
    """Level by level, since a recursion would overflow; False where there are more levels than MAX_DEPTH."""
    names = _LocalNames()
    level = [root]
    for _ in range(MAX_DEPTH):
        for element in level:
            element.tag = names[element.tag]
            if element.keys():
                element.attrib = {names[key]: held for key, held in element.items()}
        level = [child for element in level for child in element]
        if not level:
            return True
    return False


def _settle_alternatives(root: Element) -> None:
    """Leave of each choice that a program may make one branch: the first that has text."""
    for parent in root.iter():
        while any(child.tag == "AlternateContent" for child in parent):
            parent[:] = [kept for child in parent for kept in _alternative(child)]


def _alternative(element: Element) -> list[Element]:
    if element.tag != "AlternateContent":
        return [element]
    branches = [branch for branch in element if branch.tag in ("Choice", "Fallback")]
    return list(next((branch for branch in branches if has_text(branch)), branches[0])) if branches else []


def _clear_placeholders(root: Element) -> None:
    """Empty the content controls that nobody has filled in. What a checkbox shows is its content."""
    for control in root.iter("sdt"):
        unfilled = is_on(at(control, "sdtPr", "showingPlcHdr")) and at(control, "sdtPr", "checkbox") is None
        for text in control.iter("t") if unfilled else ():
            text.text = ""
