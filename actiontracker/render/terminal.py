"""Lines on a terminal: the same layout, with ratings in their colours. The word is always there too."""

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from actiontracker.render.text import Line

# For dark and light backgrounds alike: the terminal's own colours, amber as its yellow.
_STYLES = {"red": "bold red", "amber": "yellow", "green": "green", "blue": "blue", "none": "", "dim": "dim", "bold": "bold"}


def show(lines: Iterable[Line]) -> None:
    """Print lines on stdout as they come."""
    console = Console(file=sys.stdout, markup=False, highlight=False, emoji=False, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*((text, _STYLES.get(style, "")) for text, style in line)))
