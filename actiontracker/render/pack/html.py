"""A paper as one HTML file: no script, no outside address, for the screen at any width and for A4."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from actiontracker.domain.errors import UsageFault
from actiontracker.render.charts.svg import svg
from actiontracker.render.pack.blocks import Block, Cell, Drawn, Paper, Picture, Rated, Table, cell_words
from actiontracker.render.phrases import SIGNS
from actiontracker.render.text import clean

_HERE = Path(__file__).parent
_LONG_WORD = 22
_LONGEST = re.compile(r"\S{22}(?=\S)")
_SHORT_CELL, _RUNNING = 13, 100
_SLIM_COLUMNS, _SLIM_CELL = 4, 18


def paper_html(paper: Paper) -> str:
    """The whole page. Every text is cleaned and escaped; the only markup is the template's.

    Raises UsageFault where Jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
        from markupsafe import Markup, escape
    except ImportError:
        raise UsageFault("HTML and PDF need Jinja2, which is not installed", "run: pip install jinja2") from None
    loader = FileSystemLoader(_HERE)
    page = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page.finalize = lambda value: value if isinstance(value, Markup) else _breakable(clean(str(value)), Markup)
    page.filters |= {"kind": lambda block: type(block).__name__, "row_head": _row_head, "paragraphs": _paragraphs}
    page.filters |= {"classes": _classes, "whole": lambda text: escape(clean(text))}
    page.tests |= {
        "rated": lambda cell: isinstance(cell, Rated),
        "drawn": lambda cell: isinstance(cell, Drawn),
        "slim": _is_slim,
        "picture": lambda block: isinstance(block, Picture),
    }
    page.globals |= {"signs": SIGNS, "drawn": lambda picture: Markup(_drawn(picture))}  # noqa: S704 - our own shapes
    style = Markup((_HERE / "pack.css").read_text(encoding="utf-8"))  # noqa: S704 - a file of ours
    title = paper.title if len(paper.title) <= _RUNNING else paper.title[:_RUNNING].rsplit(" ", 1)[0] + " …"
    running = "  ·  ".join([*paper.notices, title])
    return page.get_template("pack.html.j2").render(paper=paper, style=style, running=Markup(css_text(running)))  # noqa: S704


def _drawn(picture: Picture | Drawn) -> str:
    return svg(picture.draw(), f"picture-{picture.name}")


def _row_head(table: Table) -> int:
    """The column that names what a row is about."""
    return table.head.index("ref") if "ref" in table.head else 0


def _classes(table: Table, place: int, cell: Cell) -> str:
    """What the style sheet must know of a cell: a number, a sentence, or so short that it stands on one line."""
    is_sentence = place >= len(table.head) - table.long
    text = cell_words(cell)
    kinds = {"number": table.head[place] in table.right, "long": is_sentence}
    kinds["short"] = not is_sentence and len(text) <= _SHORT_CELL
    return " ".join(kind for kind, holds in kinds.items() if holds)


def _is_slim(block: Block) -> bool:
    """Whether a table is so small that it keeps its rows and columns on the narrowest screen; pictures fit anywhere."""
    if not isinstance(block, Table):
        return True
    widest = max((len(cell) for row in block.rows for cell in row if isinstance(cell, str)), default=0)
    return len(block.head) <= _SLIM_COLUMNS and not block.long and widest <= _SLIM_CELL


def _breakable(text: str, markup: Callable[[str], Any]) -> Any:
    """The text escaped; a word that is too long for a narrow column may be broken, after so many letters each."""
    if not any(len(word) > _LONG_WORD for word in text.split()):
        return text
    pieces = [_LONGEST.sub(lambda found: f"{found[0]}\0", word) for word in re.split(r"(\s+)", text)]
    return markup("<wbr>").join("".join(pieces).split("\0"))


def _paragraphs(text: str) -> list[str]:
    return [line for line in clean(text).split("\n") if line.strip()] or [""]


def css_text(text: str) -> str:
    """Any text as the inside of a CSS string: all but letters and digits as code points, so that nothing can end it.

    >>> css_text('a"}')
    'a\\\\000022\\\\00007d'
    """
    plain: Any = "".join(
        one if one.isascii() and one.isalnum() else f"\\{ord(one):06x}" for one in " ".join(clean(text).split())
    )
    return str(plain)
