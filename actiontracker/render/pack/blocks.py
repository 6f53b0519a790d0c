"""What a paper is made of. Reports become blocks once; each writer knows how to set every block, and nothing of reports."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from actiontracker.render.charts.scene import Scene


class Rated(NamedTuple):
    """A rating: printed as its sign and its word, in its colour where there is any."""

    colour: str


class Drawn(NamedTuple):
    """A small picture in a cell, under a name of its own; `words` stand for it where nothing is drawn."""

    name: str
    draw: "Callable[[], Scene]"
    words: str


Cell = str | Rated | Drawn


def cell_words(cell: Cell) -> str:
    """What a cell says without colour or picture, but for its sign (`phrases.SIGNS`)."""
    return cell.colour if isinstance(cell, Rated) else cell.words if isinstance(cell, Drawn) else cell


Bar = dict[str, int]
"""A row's bar in a terminal: counts by colour, in the order in which they stand."""


class Paragraph(NamedTuple):
    """A paragraph; `dim` where it only explains."""

    text: str
    dim: bool = False


class Facts(NamedTuple):
    """Names and what is said of each, in a few words."""

    rows: list[tuple[str, str]]


class Table(NamedTuple):
    """Rows under headings. `right` names the columns of numbers.

    The last `long` columns are sentences: where there is little room they stand below their row. `bars` are drawn beside
    the rows in a terminal, for which a picture stands elsewhere. `empty` is said where there are no rows.
    """

    caption: str
    head: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    right: tuple[str, ...] = ()
    long: int = 0
    bars: list[Bar] | None = None
    empty: str = "None."


class Picture(NamedTuple):
    """A picture under a name of its own, drawn only by writers that show it."""

    name: str
    draw: "Callable[[], Scene]"


class Card(NamedTuple):
    """One action that needs more than a row: its ref, rating, leads and words, then names with what is said of each."""

    ref: str
    rating: Rated
    leads: str
    text: str
    facts: list[tuple[str, str]]


class Cards(NamedTuple):
    """Actions that need more than a row each; `empty` is said where there are none."""

    cards: list[Card]
    empty: str = "None."


class Beside(NamedTuple):
    """Blocks that stand side by side where there is room."""

    blocks: "list[Facts | Table | Picture]"


Block = Paragraph | Facts | Table | Picture | Cards | Beside


class Section(NamedTuple):
    """Blocks under a heading; `key` is its name in links."""

    key: str
    title: str
    blocks: list[Block]


class Paper(NamedTuple):
    """A whole paper. `notices` stand on every page, `foot` is the line that says of which record it was made.

    `is_page`: it is to be one page when printed, so it is set close.
    """

    title: str
    subtitle: str
    notices: list[str]
    sections: list[Section]
    foot: str
    is_page: bool = False
