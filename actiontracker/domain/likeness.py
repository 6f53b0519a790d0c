"""Whether two texts are one text in other words. Only asked of texts that stand under one ref, never to find a pair."""

import re
from collections import Counter
from functools import lru_cache

_SHARED = 0.4


def shared_words(one: str, other: str) -> float:
    """The share of words, from 0 to 1, that two texts have in common (Dice's measure; case and order do not count)."""
    first, second = _words(one), _words(other)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


@lru_cache(maxsize=4096)
def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def is_same_wording(one: str, other: str) -> bool:
    """Whether a text may be a revision of another: two fifths of their words are shared (our rule)."""
    return shared_words(one, other) >= _SHARED
