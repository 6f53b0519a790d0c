"""A scene as PNG bytes, for Word: drawn larger than asked for and brought down, so that edges are smooth."""

import io

from actiontracker.render.charts.scene import Scene

_FINER = 2
_MOST_PIXELS = 40_000_000
"""A picture of forty long names is drawn at its own size: twice as large it would take half a gigabyte."""


def png(scene: Scene, scale: int = 3) -> bytes:
    """The picture with `scale` pixels to a unit; the same scene gives the same bytes."""
    from PIL import Image

    from actiontracker.render.charts.brush import Brush  # it needs Pillow, which no other command should wait for

    finer = _FINER if scene.width * scene.height * (scale * _FINER) ** 2 <= _MOST_PIXELS else 1
    factor = scale * finer
    image = Image.new("RGB", (round(scene.width * factor), round(scene.height * factor)), "white")
    Brush(image, factor).draw(scene)
    out = io.BytesIO()
    image.reduce(finer).save(out, "PNG", optimize=True)
    return out.getvalue()
