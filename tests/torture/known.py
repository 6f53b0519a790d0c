"""Bugs that the torture has found and that are not mended yet: counted apart, so that what is new is seen.

Each has a strict xfail in test_short.py: when it is mended, that test says so, and the line here goes.
"""

import re

KNOWN: tuple[tuple[str, str], ...] = ()


def is_known(failure: str) -> bool:
    """Whether a failure is one of these."""
    return any(re.search(pattern, failure, re.DOTALL) for pattern, _ in KNOWN)
