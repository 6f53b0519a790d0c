"""What a cell's style says about its text: the number format, whether it is struck through, the colour behind it."""

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple
from xml.etree.ElementTree import Element

from actiontracker.intake.excel.colours import fill_shades

_BUILT_IN = {"1": "0", "2": "0.00", "9": "0%", "10": "0.00%"}
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|([0#?.,]+)|(.)', re.DOTALL)
_DIGITS = re.compile(r"([#?,]*)(0*)(?:\.(0*)([#?]*))?")
_LARGEST = 1e15  # beyond, Excel's own digits are zeros


class NumberFormat(NamedTuple):
    """How a number is shown: at least `whole` digits, then `decimals`, of which the last `optional` go where they are 0."""

    before: str
    whole: int
    decimals: int
    optional: int
    after: str
    percent: bool

    def shown(self, value: float) -> str:
        """The number as the sheet shows it: 0.85 as "85%", 1.1 as "1.10"."""
        if not abs(value) < _LARGEST:
            return plain_number(value)
        number = Decimal(format(value, ".15g")).scaleb(2 if self.percent else 0)
        rounded = number.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        whole, _, decimals = f"{abs(rounded):f}".partition(".")
        kept = self.decimals - self.optional
        decimals = decimals[:kept] + decimals[kept:].rstrip("0")
        digits = whole.zfill(self.whole) + ("." + decimals if decimals else "")
        return f"{'-' if rounded < 0 else ''}{self.before}{digits}{self.after}"


def plain_number(value: float) -> str:
    """A number without a format: "3", not "3.0", and "0.3" for what is stored as 0.30000000000000004."""
    return format(value, ".15g")


def number_format(code: str) -> NumberFormat | None:
    """Formats that change what a person reads: percentages, kept zeros ("0.00", "000"), words around a number.

    None of all others, such as dates and thousands: those numbers are read as they are stored.
    """
    before, digits, after, percent = "", "", "", False
    for quoted, escaped, places, other in _TOKEN.findall(code):
        if other == ";":  # what follows is for negative numbers
            break
        if places and digits:  # fractions, powers of ten, numbers in groups
            return None
        percent = percent or other == "%"
        digits += places
        literal = quoted + escaped + other
        before, after = (before, after + literal) if digits else (before + literal, after)
    found = _DIGITS.fullmatch(digits)
    if found is None or (not percent and (found[1] or not found[2])):
        return None
    decimals, optional = len(found[3] or ""), len(found[4] or "")
    return NumberFormat(before, len(found[2]), decimals + optional, optional, after, percent)


@dataclass(slots=True)
class Styles:
    """By the number of a cell's style, as its `s` attribute has it."""

    formats: dict[str, NumberFormat] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)
    shades: dict[str, str] = field(default_factory=dict)


def read_styles(styles: Element, theme: Element) -> Styles:
    """The styles of a workbook, from the roots of its parts; what they do not say is left out."""
    codes = _BUILT_IN | {f.get("numFmtId", ""): f.get("formatCode", "") for f in styles.iterfind("{*}numFmts/{*}numFmt")}
    struck = {str(number) for number, font in enumerate(styles.iterfind("{*}fonts/{*}font")) if _strikes(font)}
    shades = {str(number): shade for number, shade in enumerate(fill_shades(styles, theme)) if shade}
    read = Styles()
    for place, xf in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        style = str(place)
        if shown := number_format(codes.get(xf.get("numFmtId", ""), "")):
            read.formats[style] = shown
        if xf.get("fontId") in struck:
            read.struck.add(style)
        if shade := shades.get(xf.get("fillId", "")):
            read.shades[style] = shade
    return read


def is_on(attributes: dict[str, str]) -> bool:
    """Whether a switch such as <strike val="1"/> is on; one without a value is."""
    return attributes.get("val", "1") not in ("0", "false")


def _strikes(font: Element) -> bool:
    strike = font.find("{*}strike")
    return strike is not None and is_on(strike.attrib)
