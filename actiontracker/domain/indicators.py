"""What an indicator is: its unit, which way is better, how it adds up in a year, and what it is compared with."""

import re
from typing import NamedTuple

UNITS = {"percent": "%", "count": "", "per_10000": "per 10,000", "days": "days", "score": ""}
"""Units, with what is printed beside a figure."""
POLARITIES = ("higher", "lower", "neutral")
"""Which way is better; a neutral one is not rated and has no target."""
ACCRUALS = ("snapshot", "cumulative", "rolling_year", "annual")
"""How a figure comes about: on a day, added up since April, over the last twelve months, once a year."""
COMPARATORS = {
    "statistical_neighbours": "statistical neighbours",
    "england": "England",
    "london": "London",
    "best_national": "best national",
    "best_london": "best London",
    "lower_quartile": "lower quartile",
    "median": "median",
    "upper_quartile": "upper quartile",
}
"""What a figure is set beside. The quartiles are the boundaries of a quartile rating, by value, not by merit."""
QUARTILES = ("lower_quartile", "median", "upper_quartile")
BASES = ("target", "quartile")
"""What a scorecard rates by."""


class Definition(NamedTuple):
    """What is said of an indicator; None where nobody has said it, and then nothing is assumed."""

    description: str
    unit: str | None = None
    polarity: str | None = None
    accrual: str | None = None
    year: str | None = None
    decimals: int | None = None
    counts_children: bool | None = None
    provisional_means: str | None = None
    owner: str | None = None


def key_from(description: str) -> str:
    """A key for an indicator that has none: the first words of its description.

    >>> key_from("% of CLA with 3 or more placements")
    'cla-with-3-or-more-placements'
    """
    words = re.findall(r"[a-z0-9]+", description.casefold().replace("'", ""))
    dull = {"of", "the", "a", "an", "percentage", "number", "in", "for"}
    return "-".join([word for word in words if word not in dull][:8])[:60].strip("-") or "indicator"


def is_key(text: str) -> bool:
    """Whether a text may be the key of an indicator or the short name of a scorecard."""
    return re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) is not None


def plain_description(text: str) -> str:
    """A description as it is compared: one spelling for looked after children, no punctuation.

    >>> plain_description("Timeliness of Reviews of Looked After Children")
    'timeliness of reviews of cla'
    """
    words = re.sub(r"[^a-z0-9%+.]+", " ", text.casefold().replace("'", "")).strip()
    words = re.sub(r"\b(?:children looked after|looked after children|children who are looked after|lac)\b", "cla", words)
    return " ".join(words.replace("percentage", "%").split())
