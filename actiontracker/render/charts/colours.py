"""Colours, and the hatching that tells them apart on a grey printer.

White text or hatching on each dark colour has a contrast above 4.5:1; amber carries black, and an outline.
"""

from typing import NamedTuple

from actiontracker.domain.words import COLOURS

INK = "#0B0C0C"
GREY = "#505A5F"
FAINT = "#D0D4D6"
WHITE = "#FFFFFF"
BLUE = "#1D70B8"
GREEN = "#00703C"
AMBER = "#FFBF47"
RED = "#B10E1E"


class Hatch(NamedTuple):
    """Strokes (x1, y1, x2, y2) in a tile that repeats; those that leave it come in on the other side."""

    size: tuple[float, float]
    colour: str
    width: float
    strokes: tuple[tuple[float, float, float, float], ...]


class Rating(NamedTuple):
    """How a rating looks: fill, hatching and outline of its boxes, and the letter beside them."""

    letter: str
    fill: str
    hatch: str
    outline: str


# Level lines run through the whole picture: PDF viewers show where tiles meet, as gaps in a line.
HATCHES = {
    "rising": Hatch((6, 6), WHITE, 1, ((-1, 1, 1, -1), (0, 6, 6, 0), (5, 7, 7, 5))),
    "dots": Hatch((6, 6), INK, 1.4, ((0.8, 1.5, 2.2, 1.5), (3.8, 4.5, 5.2, 4.5))),
    "crossed": Hatch((6, 6), WHITE, 0.9, ((0, 0, 6, 6), (0, 6, 6, 0))),
    "level": Hatch((400, 4), GREY, 1, ((0, 2, 400, 2),)),
}

# Blue, what is done, is plain; "none" is the lightest: nobody has given an opinion.
RATINGS = {
    "blue": Rating("B", BLUE, "", BLUE),
    "green": Rating("G", GREEN, "rising", GREEN),
    "amber": Rating("A", AMBER, "dots", INK),
    "red": Rating("R", RED, "crossed", RED),
    "none": Rating("–", WHITE, "level", GREY),
}
"""In the order in which they stand in bars."""

assert set(RATINGS) == set(COLOURS)
