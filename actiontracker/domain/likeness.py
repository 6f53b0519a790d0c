"""Whether two texts are one text in other words. Only asked of texts that stand under one ref, never to find a pair."""

import re
import unicodedata
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


# Letters of other alphabets that look like Latin ones (Unicode TR 39, the common ones), and what is read like a digit.
_LOOKS = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеѕіјорсухґԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ",
    "ABESIJKMHOPCTXYaesijopcyxrdhqwABEZHIKMNOPTYXaiknoptux",
)


def look(name: str) -> str:
    """What a name looks like: capitals, spaces, accents, punctuation and the alphabet of a letter do not count.

    >>> look("SM QA") == look("sm  \u0430\u0430") or look("SM QA") == look("Sm. Q\u0410")
    True
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LOOKS)).casefold().translate(_LOOKS)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).split())
