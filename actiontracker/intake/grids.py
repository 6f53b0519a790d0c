"""What the readers of Word, Excel and CSV have in common: grids of cells that know their place, and the lines around."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from actiontracker.domain.problems import Problem


class Row(NamedTuple):
    """Cells as text and their place in the document ("table 2, row 7"). Paragraphs of a cell are divided by line breaks."""

    place: str
    cells: list[str]


class Line(NamedTuple):
    """A paragraph outside the tables. `level` is 1 to 9 of a heading, None of running text."""

    text: str
    level: int | None = None


@dataclass(slots=True)
class Grid:
    """A table or a sheet.

    `merged` leads from a cell that a merged one covers, as (row, column) from 0, to the upper left cell, which alone has
    the text; `above` are the lines since the table before; `shades` are the colours of cells that are filled and empty.
    """

    place: str
    rows: list[Row]
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    above: list[Line] = field(default_factory=list)
    shades: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(slots=True)
class Source:
    """All that a reader found in one file. `lines` stand outside its tables: titles, page headers and footers."""

    name: str
    grids: list[Grid] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


_SPACES = re.compile("[\u00a0\u2007\u202f\u2000-\u200a\u3000]")
_HIDDEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c]")
LONGEST_CELL = 2_000_000
"""Letters: no person wrote a longer one, and what comes in is compared with every later document."""
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, which nobody typed and no database should hold."""


def clean_cell(text: str) -> str:
    """A cell's text as people see it: plain spaces, no soft hyphens or unseen characters, no blank lines around.

    >>> clean_cell("  super\\u00advision\\u00a0 \\r\\n\\r\\n by May ")
    'supervision\\nby May'
    """
    if not text.isascii():
        text = _HIDDEN.sub("", _SPACES.sub(" ", text)).replace("\u2011", "-")
    text = UNSEEN.sub("", _BREAKS.sub("\n", text))
    if "\n" not in text:
        return text.strip()
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())
