"""The symbols of Word's symbol fonts, whose codes mean something else in every font."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

_SYMBOL = {
    0x20: " ", 0x2D: "-", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "✓", 0xD7: "·",
}  # fmt: skip
_WINGDINGS = {
    0x20: " ", 0x6C: "•", 0x6E: "•", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x73: "•", 0x74: "•", 0x75: "•", 0x76: "•", 0x77: "•",
    0x78: "☒", 0x9E: "·", 0x9F: "•", 0xA0: "•", 0xA1: "○", 0xA7: "•", 0xA8: "☐", 0xD8: "•", 0xDF: "←", 0xE0: "→", 0xE7: "←",
    0xE8: "→", 0xEF: "←", 0xF0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x20: " ", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "•", 0x98: "•", 0xA3: "☐"}
_WEBDINGS = {0x20: " ", 0x61: "✓", 0x63: "☐", 0x67: "•", 0x6E: "•", 0x72: "✗"}
_DINGS: dict[str, dict[int, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": {},
    "webdings": _WEBDINGS,
}
_FONTS = _DINGS | {"symbol": _SYMBOL}
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_OF_FONT = re.compile("[\x20-\xff\uf000-\uf0ff]")


def symbol(element: Element) -> str | None:
    """The character of a <w:sym> as any font shows it; None where we do not know it."""
    try:
        character = chr(int(element.get("char", ""), 16))
    except (ValueError, OverflowError):
        return None
    font = element.get("font", "").lower()
    if font in _FONTS or _PRIVATE.match(character):
        return _known(character, font)
    return character


def without_private(text: str, properties: Element | None, unknown: Callable[[str], None]) -> str:
    """Text of a run in which the characters of symbol fonts are those of any font; `unknown` is told the others."""
    fonts = None if properties is None else properties.find("rFonts")
    font = "" if fonts is None else fonts.get("ascii", "").lower()
    if font not in _DINGS and (text.isascii() or not _PRIVATE.search(text)):
        return text
    meant = _OF_FONT if font in _DINGS else _PRIVATE
    shown = []
    for character in text:
        known = _known(character, font) if meant.match(character) else character
        if known is None:
            unknown(f"{font or 'symbol'} {ord(character) & 0xFF:02X}")
        shown.append(known or "")
    return "".join(shown)


def _known(character: str, font: str) -> str | None:
    code = ord(character) & 0xFF if _PRIVATE.match(character) else ord(character)
    fonts = [_FONTS[font]] if font in _FONTS else [_SYMBOL, _WINGDINGS]
    return next((known[code] for known in fonts if code in known), None)
