"""Figures and months as the pictures say them."""

from actiontracker.render.text import day_words


def counted(n: int, thing: str) -> str:
    """`1 action`, `2 actions`."""
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def month_words(month: str) -> str:
    """`2012-10` or a day in it as `Oct 2012`."""
    return day_words(f"{month[:7]}-01").removeprefix("1 ")


def listed(counts: dict[str, int]) -> str:
    """`40 blue, 26 red`: what there is, in the order given."""
    return ", ".join(f"{n} {word}" for word, n in counts.items() if n) or "none"
