"""One pass through the XML of a sheet, for what the values alone do not say: formats, colours, strikes, hidden rows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import ParseError, XMLParser

from actiontracker.domain.errors import InputRefused
from actiontracker.intake.excel.styles import NumberFormat, Styles, is_on

Place = tuple[int, int]
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
SAVE_AGAIN = "open it in Excel, save it again and import that"
_CHUNK = 1 << 16
_MOST_TEXT = 2_000  # of a cell: only errors, headers and numbers of shared strings are looked at
_MOST_SHADES = 200_000
_HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


@dataclass(slots=True)
class Found:
    """What stands in a sheet's XML, by (row, column) from 0. `height` and `width` reach to the last cell with a value."""

    height: int = 0
    width: int = 0
    formats: dict[Place, NumberFormat] = field(default_factory=dict)
    shades: dict[Place, str] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    unvalued: list[Place] = field(default_factory=list)
    struck: list[Place] = field(default_factory=list)
    partly_struck: list[Place] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)


def column_name(column: int) -> str:
    """The letters of a column counted from 0: 27 is "AB"."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def cell_name(place: Place) -> str:
    """A cell as Excel names it: (6, 3) is "D7"."""
    return f"{column_name(place[1])}{place[0] + 1}"


def find_in_sheet(where: str, xml: bytes, styles: Styles, struck_texts: set[str]) -> Found:
    """Read the XML of a sheet in one pass. `struck_texts` are the numbers of shared strings that are struck in part.

    Raises InputRefused where it does not parse, or a cell stands where none can.
    """
    reader = _SheetReader(where, styles, struck_texts)
    _feed(where, xml, reader)
    return reader.found


def struck_strings(where: str, xml: bytes) -> set[str]:
    """The numbers of the shared strings of which some words are struck through."""
    if b"strike" not in xml:
        return set()
    reader = _StringsReader()
    _feed(where, xml, reader)
    return reader.struck


class _Reader:
    """A target of XMLParser: nothing is kept of the tree, so that memory does not grow with the sheet."""

    def __init__(self) -> None:
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {}
        self._ends: dict[str, Callable[[], None]] = {}
        self._text = ""
        self._taking = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._starts:
            self._enter(tag[: tag.rfind("}") + 1])
        handler = self._starts.get(tag)
        if handler is not None:
            handler(attributes)

    def end(self, tag: str) -> None:
        handler = self._ends.get(tag)
        if handler is not None:
            handler()

    def data(self, text: str) -> None:
        if self._taking and len(self._text) < _MOST_TEXT:
            self._text += text

    def close(self) -> None:
        """Nothing to hand over: what was found stands in the reader."""

    def _enter(self, namespace: str) -> None:
        raise NotImplementedError


class _SheetReader(_Reader):
    def __init__(self, where: str, styles: Styles, struck_texts: set[str]) -> None:
        super().__init__()
        self.found = Found()
        self._where = where
        self._styles = styles
        self._marked = styles.formats.keys() | styles.struck | styles.shades.keys()
        self._struck_texts = struck_texts
        self._row = self._column = -1
        self._number = ""  # of the row, as the file writes it
        self._cell: dict[str, str] = {}
        self._formula = self._value = self._partly_struck = False

    def _enter(self, namespace: str) -> None:
        starts = {"row": self._start_row, "c": self._start_cell, "v": self._start_value, "is": self._start_inline}
        starts |= {"t": self._start_text, "f": self._start_formula, "strike": self._start_strike, "col": self._start_column}
        ends = {"c": self._end_cell}
        for name in _HEADERS:
            starts[name], ends[name] = self._start_header, self._end_header
        self._starts = {namespace + name: handler for name, handler in starts.items()}
        self._ends = {namespace + name: handler for name, handler in ends.items()}

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._number = attributes.get("r") or str(self._row + 2)
        self._row, self._column = _number(self._number) - 1, -1
        if not 0 <= self._row < MAX_ROWS:
            raise InputRefused(f"{self._where}: a row numbered {self._number!r}", SAVE_AGAIN)
        if attributes.get("hidden") in ("1", "true"):
            self.found.hidden_rows.append(self._row)

    def _start_column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true"):
            first, last = _number(attributes.get("min", "")), min(_number(attributes.get("max", "")), MAX_COLUMNS)
            hidden = self.found.hidden_columns
            hidden += range(max(first - 1, hidden[-1] + 1 if hidden else 0), last)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell, self._text = attributes, ""
        self._formula = self._value = self._partly_struck = False

    def _start_formula(self, _attributes: dict[str, str]) -> None:
        self._formula = True

    def _start_value(self, _attributes: dict[str, str]) -> None:
        self._value = self._taking = True

    def _start_inline(self, _attributes: dict[str, str]) -> None:
        self._value = True

    def _start_text(self, _attributes: dict[str, str]) -> None:
        self._taking = True

    def _start_strike(self, attributes: dict[str, str]) -> None:
        self._partly_struck = self._partly_struck or is_on(attributes)

    def _end_cell(self) -> None:
        cell = self._cell
        self._column = column = self._placed(cell.get("r"))
        self._taking = False
        if self._value and self._row >= self.found.height:
            self.found.height = self._row + 1
        if self._value and column >= self.found.width:
            self.found.width = column + 1
        style, kind, text = cell.get("s", "0"), cell.get("t", "n"), self._text.strip()
        if not text and self._formula and not (self._value and kind == "str"):  # that is the value "", as Excel writes it
            self.found.unvalued.append((self._row, column))
        if kind == "e" or style in self._marked or self._partly_struck or (kind == "s" and text in self._struck_texts):
            self._mark((self._row, column), style, kind, text)

    def _mark(self, place: Place, style: str, kind: str, text: str) -> None:
        found, styles = self.found, self._styles
        if style in styles.shades and len(found.shades) < _MOST_SHADES:
            found.shades[place] = styles.shades[style]
        if not text:
            return
        if kind == "n" and style in styles.formats:
            found.formats[place] = styles.formats[style]
        if kind == "e":
            found.errors[place] = text
        if style in styles.struck:
            found.struck.append(place)
        elif self._partly_struck or (kind == "s" and text in self._struck_texts):
            found.partly_struck.append(place)

    def _placed(self, ref: str | None) -> int:
        """The column of a cell. Those without a ref follow the one before."""
        column = self._column + 1 if ref is None else _column_number(ref.removesuffix(self._number))
        if not 0 <= column < MAX_COLUMNS:
            raise InputRefused(f"{self._where}: a cell {ref or column!r} in row {self._number}", SAVE_AGAIN)
        return column

    def _start_header(self, _attributes: dict[str, str]) -> None:
        self._text, self._taking = "", True

    def _end_header(self) -> None:
        self._taking = False
        self.found.headers.append(self._text)


class _StringsReader(_Reader):
    def __init__(self) -> None:
        super().__init__()
        self.struck: set[str] = set()
        self._number = -1

    def _enter(self, namespace: str) -> None:
        self._starts = {f"{namespace}si": self._start_string, f"{namespace}strike": self._start_strike}

    def _start_string(self, _attributes: dict[str, str]) -> None:
        self._number += 1

    def _start_strike(self, attributes: dict[str, str]) -> None:
        if is_on(attributes):
            self.struck.add(str(self._number))


def _feed(where: str, xml: bytes, reader: _Reader) -> None:
    parser = XMLParser(target=reader)  # noqa: S314
    try:
        for start in range(0, len(xml), _CHUNK):
            parser.feed(xml[start : start + _CHUNK])
        parser.close()
    except ParseError as error:
        raise InputRefused(f"{where}: damaged, its XML does not parse", SAVE_AGAIN) from error


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 7 else 0


@lru_cache(MAX_COLUMNS)
def _column_number(letters: str) -> int:
    """Counted from 0; beyond the last column where these are no letters of one."""
    number = 0
    if not 1 <= len(letters) <= 3:
        return MAX_COLUMNS
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return MAX_COLUMNS
        number = number * 26 + ord(letter) - 64
    return number - 1
