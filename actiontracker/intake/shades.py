"""Which fills mean a rating: the colours of a traffic light, in the shades that people give them."""

import colorsys

_HUES = ((16, "red"), (51, "amber"), (70, "yellow"), (166, "green"))


def traffic_light(rgb: str) -> str | None:
    """The traffic-light colour of "RRGGBB": red, amber, yellow, green or blue. None where it is not clearly one.

    >>> [traffic_light(rgb) for rgb in ("C00000", "FFC000", "FFFF00", "92D050", "0070C0", "D9D9D9", "E2EFDA")]
    ['red', 'amber', 'yellow', 'green', 'blue', None, None]
    """
    try:
        red, green, blue = bytes.fromhex(rgb)
    except ValueError:
        return None
    hue, light, saturation = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    # Pale fills are mostly the stripes of a table; Excel's own "bad", "neutral" and "good" are the palest that count.
    if not 0.15 <= light <= 0.895 or saturation < (0.5 if light > 0.75 else 0.4):
        return None
    return _named(hue * 360, light)


def _named(hue: float, light: float) -> str | None:
    if 190 <= hue < 250:
        return "blue" if light <= 0.7 else None
    if hue >= 345:
        return "red"
    name = next((name for limit, name in _HUES if hue < limit), None)
    return None if name in ("amber", "yellow") and light < 0.4 else name  # dark orange is brown
