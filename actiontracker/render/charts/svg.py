"""A scene as an inline `<svg>` element, for web pages and for paper through weasyprint.

Nothing in it leads outside the page, and every id begins with the picture's name: several stand on one page.
"""

import re
from collections.abc import Iterator
from html import escape

from actiontracker.render.charts.colours import HATCHES, Hatch
from actiontracker.render.charts.measure import said
from actiontracker.render.charts.scene import Box, Dot, Label, Line, Scene, Shape

_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
_FONTS = "Liberation Sans, Arial, Helvetica, sans-serif"


def svg(scene: Scene, name: str, standalone: bool = False) -> str:
    """The picture as an element whose ids begin with `name`; `standalone` as a file of its own."""
    assert re.fullmatch(r"[A-Za-z][\w-]*", name, re.ASCII), name
    size = f"{_n(scene.width)} {_n(scene.height)}"
    head = (
        f'<svg{_NAMESPACE if standalone else ""} viewBox="0 0 {size}" role="img" '
        f'aria-labelledby="{name}-title" font-family="{_FONTS}">'
    )
    return "\n".join(
        [
            head,
            f'<title id="{name}-title">{_text(scene.description)}</title>',  # the figures: PDF reads no more than this
            *_patterns(scene, name),
            f'<rect width="{_n(scene.width)}" height="{_n(scene.height)}" fill="#FFFFFF"/>',
            *(part for shape in scene.shapes for part in _drawn(shape, name)),
            "</svg>\n",
        ]
    )


def _n(number: float) -> str:
    """A number with one decimal at most, the same on every machine."""
    short = f"{number:.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


def _text(text: str) -> str:
    return escape(said(text))


def _patterns(scene: Scene, name: str) -> Iterator[str]:
    used = {shape.hatch for shape in scene.shapes if isinstance(shape, Box)}
    patterns = [_pattern(hatch, f"{name}-{key}") for key, hatch in HATCHES.items() if key in used]
    if patterns:
        yield f"<defs>{''.join(patterns)}</defs>"


def _pattern(hatch: Hatch, ident: str) -> str:
    path = "".join(f"M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}" for x1, y1, x2, y2 in hatch.strokes)
    width, height = hatch.size
    return (
        f'<pattern id="{ident}" width="{_n(width)}" height="{_n(height)}" patternUnits="userSpaceOnUse">'
        f'<path d="{path}" stroke="{hatch.colour}" stroke-width="{_n(hatch.width)}"/></pattern>'
    )


def _drawn(shape: Shape, name: str) -> Iterator[str]:
    match shape:
        case Box():
            yield from _box(shape, name)
        case Label():
            yield _label(shape)
        case Line():
            yield _line(shape)
        case Dot():
            outline = f' stroke="{shape.outline}" stroke-width="1.4"' if shape.outline else ""
            yield f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}" fill="{shape.fill}"{outline}/>'


def _box(box: Box, name: str) -> Iterator[str]:
    """The ground, and the hatching over it; edges are rounded, not sizes, so that boxes meet without a seam."""
    left, top = round(box.x, 1), round(box.y, 1)
    size = f'width="{_n(round(box.x + box.width, 1) - left)}" height="{_n(round(box.y + box.height, 1) - top)}"'
    place = f'x="{_n(left)}" y="{_n(top)}" {size}'
    outline = f' stroke="{box.outline}"' if box.outline else ""
    if box.hatch:
        yield f'<rect {place} fill="{box.fill}"/>'
    fill = f"url(#{name}-{box.hatch})" if box.hatch else box.fill
    yield f'<rect {place} fill="{fill}"{outline}/>'


def _label(label: Label) -> str:
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    weight = ' font-weight="bold"' if label.bold else ""
    place = f'x="{_n(label.x)}" y="{_n(label.y)}" font-size="{_n(label.size)}"'
    return f'<text {place}{anchor}{weight} fill="{label.colour}">{_text(label.text)}</text>'


def _line(line: Line) -> str:
    path = "L".join(f"{_n(x)} {_n(y)}" for x, y in line.points)
    dash = f' stroke-dasharray="{_n(line.dash[0])} {_n(line.dash[1])}"' if line.dash else ""
    look = f'stroke="{line.colour}" stroke-width="{_n(line.width)}" stroke-linejoin="round"'
    return f'<path d="M{path}" fill="none" {look}{dash}/>'
