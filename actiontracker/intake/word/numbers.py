"""Word's automatic numbering, worked out as Word does: the document holds no numbers, only where one is printed."""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from actiontracker.intake.word.parts import is_on, number, value
from actiontracker.intake.word.styles import Styles

BULLET = "•"
_LEVELS = 9
_PLACE = re.compile("%([1-9])")
_ROMAN = {
    1000: "m",
    900: "cm",
    500: "d",
    400: "cd",
    100: "c",
    90: "xc",
    50: "l",
    40: "xl",
    10: "x",
    9: "ix",
    5: "v",
    4: "iv",
    1: "i",
}


class _Level(NamedTuple):
    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""


class _List(NamedTuple):
    """A list that paragraphs name. Lists of one `source` go on counting where another stopped, unless they start anew."""

    source: str
    levels: dict[int, _Level]
    starts: dict[int, int]

    def start(self, depth: int) -> int:
        return self.starts.get(depth, self.levels.get(depth, _Level()).start)


class Numbers:
    """Counts the numbered paragraphs of a document. `label` must be asked once for each, in the document's order."""

    def __init__(self, tree: Element, styles: Styles) -> None:
        self._styles = styles
        self._sources = {source.get("abstractNumId", ""): source for source in tree.findall("abstractNum")}
        self._nums = {num.get("numId", ""): num for num in tree.findall("num")}
        self._lists: dict[str, _List] = {}
        self._places: dict[tuple[str, str, str], tuple[str, int]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, properties: Element | None) -> str:
        """What Word prints before a paragraph with these properties: "1.", "(a)", BULLET, or nothing."""
        name, depth = self._place(properties)
        if name not in self._nums:
            return ""
        numbers = self._list(name)
        level = numbers.levels.get(depth)
        if level is None:
            return ""
        counters = self._count(name, numbers, depth)
        if level.form == "bullet":
            return BULLET
        return _PLACE.sub(lambda match: _printed(numbers, level, counters, int(match[1]) - 1), level.text).strip()

    def _place(self, properties: Element | None) -> tuple[str, int]:
        """The list that a paragraph belongs to, by itself or through its style, and the level in it."""
        said = (self._styles.of_paragraph(properties), value(properties, "numPr", "numId"), value(properties, "numPr", "ilvl"))
        if said not in self._places:
            self._places[said] = self._place_of(*said)
        return self._places[said]

    def _place_of(self, style: str, name: str, said_depth: str) -> tuple[str, int]:
        depth, passed = said_depth, []
        for near, element in self._styles.chain(style).items():
            if name and depth:
                break
            passed.append(near)
            depth = depth or value(element, "pPr", "numPr", "ilvl")
            name = name or value(element, "pPr", "numPr", "numId")
        if not said_depth and name in self._nums:
            levels = self._list(name).levels.items()
            depth = next((str(linked) for near in passed for linked, level in levels if level.style == near), depth)
        return name, min(max(number(depth, 0), 0), _LEVELS - 1)

    def _list(self, name: str) -> _List:
        if name not in self._lists:
            num = self._nums[name]
            source = self._source(value(num, "abstractNumId"))
            levels = _levels(self._sources[source]) if source in self._sources else {}
            starts = {}
            for override in num.findall("lvlOverride"):
                levels |= _levels(override)
                if (start := override.find("startOverride")) is not None:
                    starts[number(override.get("ilvl", ""), 0)] = number(start.get("val", ""), 1)
            self._lists[name] = _List(source, levels, starts)
        return self._lists[name]

    def _source(self, source: str) -> str:
        """Follow the links of list styles to the source that has the levels."""
        seen = set()
        while source not in seen and source in self._sources:
            seen.add(source)
            if linked := value(self._sources[source], "numStyleLink"):
                num = next((value(style, "pPr", "numPr", "numId") for style in self._styles.chain(linked).values()), "")
                source = value(self._nums.get(num), "abstractNumId")
        return source

    def _count(self, name: str, numbers: _List, depth: int) -> dict[int, int]:
        counters = self._counters.setdefault(numbers.source, {})
        anew = depth in numbers.starts and (name, depth) not in self._started
        counters[depth] = numbers.start(depth) if anew or depth not in counters else counters[depth] + 1
        self._started.add((name, depth))
        for lower in [lower for lower in counters if lower > depth]:
            restart = numbers.levels.get(lower, _Level()).restart
            if restart is None or depth < restart:
                del counters[lower]
        return counters


def _levels(element: Element) -> dict[int, _Level]:
    return {
        number(level.get("ilvl", ""), 0): _Level(
            number(value(level, "start"), 1),
            value(level, "numFmt") or "decimal",
            value(level, "lvlText"),
            is_on(level.find("isLgl")),
            None if level.find("lvlRestart") is None else number(value(level, "lvlRestart"), 0),
            value(level, "pStyle"),
        )
        for level in element.findall("lvl")
    }


def _printed(numbers: _List, level: _Level, counters: dict[int, int], depth: int) -> str:
    """The number of one level. A level above that has not been used yet shows where it would start."""
    form = numbers.levels.get(depth, _Level()).form
    if form in ("none", "bullet"):
        return ""
    return _formatted(counters.get(depth, numbers.start(depth)), "decimal" if level.legal else form)


def _formatted(count: int, form: str) -> str:
    if form == "decimalZero":
        return f"{count:02}"
    written = str(count)
    if form in ("lowerLetter", "upperLetter") and 1 <= count <= 780:
        # After z comes aa, after zz aaa.
        written = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif form in ("lowerRoman", "upperRoman") and 1 <= count <= 3999:
        written = _roman(count)
    return written.upper() if form.startswith("upper") else written


def _roman(count: int) -> str:
    letters = ""
    for worth, letter in _ROMAN.items():
        letters += letter * (count // worth)
        count %= worth
    return letters
