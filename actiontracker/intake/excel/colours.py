"""The colours behind cells: named outright, by number, or by the theme and a tint of it."""

import colorsys
from xml.etree.ElementTree import Element

from actiontracker.intake.shades import traffic_light

# The 64 colours that files name by number; the first eight are told twice.
_BASIC = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
_NUMBERED = (
    _BASIC
    * 2
    + "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
).split()


def fill_shades(styles: Element, theme: Element) -> list[str]:
    """The traffic-light colour of each fill of the workbook, "" where it has none."""
    numbered = [colour.get("rgb", "") for colour in styles.iterfind("{*}colors/{*}indexedColors/{*}rgbColor")] or _NUMBERED
    colours = {("indexed", str(number)): rgb for number, rgb in enumerate(numbered)}
    colours |= {("theme", str(number)): rgb for number, rgb in enumerate(_theme_colours(theme))}
    shades = []
    for pattern in (fill.find("{*}patternFill") for fill in styles.iterfind("{*}fills/{*}fill")):
        solid = pattern is not None and pattern.get("patternType") == "solid"
        colour = pattern.find("{*}fgColor") if pattern is not None and solid else None
        shades.append("" if colour is None else traffic_light(_rgb(colour, colours)) or "")
    return shades


def _theme_colours(theme: Element) -> list[str]:
    """In the order in which cells number them: light before dark, twice, though the theme has dark before light."""
    scheme = theme.find(".//{*}clrScheme")
    colours = ["" if not len(slot) else str(slot[0].get("lastClr") or slot[0].get("val", "")) for slot in scheme or ()]
    return [colours[place] for place in (1, 0, 3, 2)] + colours[4:] if len(colours) >= 4 else []


def _rgb(colour: Element, colours: dict[tuple[str, str], str]) -> str:
    named = (colours.get((kind, colour.get(kind, "")), "") for kind in ("indexed", "theme"))
    rgb = colour.get("rgb") or next((rgb for rgb in named if rgb), "")
    return _tinted(rgb[-6:], colour.get("tint"))


def _tinted(rgb: str, tint: str | None) -> str:
    """Lighter by a tint above 0, darker by one below."""
    try:
        share = float(tint or 0)
        red, green, blue = bytes.fromhex(rgb)
    except ValueError:
        return rgb
    if not -1 <= share <= 1:
        return rgb
    hue, light, saturation = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))
