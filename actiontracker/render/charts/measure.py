"""How wide a text is, without any font at hand: never less than in the widest font that may draw it (DejaVu Sans).

Fonts differ between the reader's machine and ours, so a label that fits by this measure fits everywhere.
"""

import re
import unicodedata
from collections.abc import Iterator

from actiontracker.render.charts.scene import Label
from actiontracker.render.text import one_line

Frame = tuple[float, float, float, float]

# Thousandths of the size, rounded up.
_CLASSES = {
    320: "'‘’IJijl ,.:;/\\|",
    420: "!()-[]ftr",
    560: '"“”*_`?csz–',
    640: "FLkvxy£$0123456789EPSTYabdeghnopqu{}",
    700: "ABCKRVXZ",
    790: "NU&DGHOQ",
    840: "#+<=>^w~",
    1010: "@Wm%M…—",
}
_WIDTHS = {letter: width for width, letters in _CLASSES.items() for letter in letters}
_BOLD = 1.15
# Marks piled on one letter would draw over the lines above.
_PILED = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{2})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)


def said(text: str) -> str:
    """A text as a label may carry it: clean, on one line, no marks piled up."""
    return _PILED.sub(r"\1", one_line(text))


def width_of(text: str, size: float = 12, bold: bool = False) -> float:
    """The width of a line of text, in units of the drawing."""
    thousandths = sum(_WIDTHS.get(letter) or _other(letter) for letter in text)
    return thousandths * size / 1000 * (_BOLD if bold else 1)


def _other(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return _WIDTHS.get(unicodedata.normalize("NFD", letter)[0], 1100)


def frame(label: Label) -> Frame:
    """Left, top, right and bottom of what a label may cover."""
    width = width_of(label.text, label.size, label.bold)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - 0.8 * label.size, left + width, label.y + 0.25 * label.size


def touch(one: Frame, other: Frame) -> bool:
    """Whether two frames share any ground."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def wrapped(text: str, width: float, size: float, most: int = 3) -> list[str]:
    """The text in at most so many lines, broken at words where that leaves no line half empty; what is left out is "…"."""
    text = said(text)
    lines: list[str] = []
    for line in _lines(text, width, size):
        if len(lines) == most:
            lines[-1] = _shortened(lines[-1], width, size)
            break
        lines.append(line)
    return lines


def _lines(text: str, width: float, size: float) -> Iterator[str]:
    while text:
        fits = _fitting(text, width, size)
        space = text.rfind(" ", 0, fits + 1) if fits < len(text) else 0
        cut = space if space > fits // 2 else fits
        yield text[:cut].strip()
        text = text[cut:].lstrip()


def _fitting(text: str, width: float, size: float) -> int:
    """How many characters fit, one at least; looks no further than it must, for a text may be very long."""
    used = 0.0
    for place, letter in enumerate(text):
        used += width_of(letter, size)
        if used > width and place:
            return place
    return len(text)


def _shortened(line: str, width: float, size: float) -> str:
    return line[: _fitting(line, width - width_of("…", size), size)].rstrip() + "…"
