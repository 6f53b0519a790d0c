"""Codes of posts that look alike: people decide whether they are one post (`leads alias`)."""

import re
from collections.abc import Iterable

from actiontracker.domain.plan import Post


def likely_spellings(posts: Iterable[Post]) -> list[tuple[str, str]]:
    """Pairs (spelling, known code) for codes without a title that read like a titled one, or like an earlier one.

    >>> _plain("LSCB CHR."), _plain("LSCB Chr.")
    ('lscb chr', 'lscb chr')
    """
    own = [post for post in posts if post.stands_for is None]
    known = [post for post in own if post.title]
    pairs = []
    for post in own:
        if post.title:
            continue
        match = _nearest(post.code, [other.code for other in known if other.council == post.council])
        if match is None:
            earlier = [other.code for other in own if other.id < post.id and not other.title and other.council == post.council]
            match = next((code for code in earlier if _plain(code) == _plain(post.code)), None)
        if match:
            pairs.append((post.code, match))
    return pairs


def _nearest(code: str, known: list[str]) -> str | None:
    same = [other for other in known if _plain(other) == _plain(code)]
    if same:
        return same[0]
    from difflib import get_close_matches

    plain = {_plain(other): other for other in known}
    close = get_close_matches(_plain(code), plain, n=1, cutoff=0.75)
    return plain[close[0]] if close else None


def _plain(code: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", code.lower()).split())
