"""The styles of a Word document: what a paragraph or a run has through its style and those that it is based on."""

import re
from xml.etree.ElementTree import Element

from actiontracker.intake.word.parts import is_on, number, value

_MARKS = {"b": "bold", "strike": "struck", "dstrike": "struck", "vanish": "hidden"}
_HEADING = re.compile("heading ?([1-9])", re.IGNORECASE)
NO_MARKS: frozenset[str] = frozenset()


class Styles:
    """Looks up styles by their ids. An unknown id has no properties; a circle of styles is walked once."""

    def __init__(self, tree: Element) -> None:
        styles = tree.findall("style")
        self._styles = {style.get("styleId", ""): style for style in styles}
        usual = (style for style in styles if style.get("type") == "paragraph" and style.get("default") in ("1", "true"))
        self._usual = next((style.get("styleId", "") for style in usual), "")
        self._marks: dict[str, frozenset[str]] = {}
        self._levels: dict[str, int | None] = {}

    def of_paragraph(self, properties: Element | None) -> str:
        """The id of a paragraph's style: its own or the usual one."""
        return value(properties, "pStyle") or self._usual

    def chain(self, style: str) -> dict[str, Element]:
        """A style and those that it is based on, by id, nearest first."""
        found: dict[str, Element] = {}
        while style in self._styles and style not in found:
            found[style] = self._styles[style]
            style = value(found[style], "basedOn")
        return found

    def marks(self, style: str) -> frozenset[str]:
        """Which of "bold", "struck" and "hidden" a style gives."""
        if style not in self._marks:
            marks = NO_MARKS
            for element in reversed(self.chain(style).values()):
                marks = marked(element.find("rPr"), marks)
            self._marks[style] = marks
        return self._marks[style]

    def level(self, properties: Element | None) -> int | None:
        """The level of a heading from 1 to 9, None of running text."""
        if outline := value(properties, "outlineLvl"):
            return _outlined(outline)
        style = self.of_paragraph(properties)
        if style not in self._levels:
            self._levels[style] = self._level(style)
        return self._levels[style]

    def _level(self, style: str) -> int | None:
        for near, element in self.chain(style).items():
            names = (value(element, "name"), near)
            if named := next((match for match in map(_HEADING.fullmatch, names) if match), None):
                return int(named[1])
            if "title" in (names[0].lower(), near.lower()):
                return 1
            if outline := value(element, "pPr", "outlineLvl"):
                return _outlined(outline)
        return None


def _outlined(outline: str) -> int | None:
    level = number(outline, 9) + 1
    return level if 1 <= level <= 9 else None


def marked(properties: Element | None, inherited: frozenset[str]) -> frozenset[str]:
    """The marks that remain when properties of a run are laid over inherited marks."""
    if properties is None:
        return inherited
    for child in properties:
        if mark := _MARKS.get(child.tag):
            inherited = inherited | {mark} if is_on(child) else inherited - {mark}
    return inherited
