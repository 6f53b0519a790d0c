"""When two texts say the same."""

import re

_WORD = re.compile(r"\w+")


def words_of(text: str) -> str:
    """The words in one case with single spaces: texts that agree in them differ in capitals, punctuation and spaces only."""
    return " ".join(_WORD.findall(text.casefold()))
