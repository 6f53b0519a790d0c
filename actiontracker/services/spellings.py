"""Codes of posts that look alike: people decide whether they are one post (`leads alias`)."""

from collections.abc import Iterable

from actiontracker.domain.likeness import look
from actiontracker.domain.plan import Post

_MOST = 200
"""Codes without a title beyond which none is looked for by likeness: a list so long is no key gone wrong."""


def likely_spellings(posts: Iterable[Post]) -> list[tuple[str, str]]:
    """Pairs (spelling, known code) for codes without a title that read like a titled one, or like an earlier one.

    Of two titled codes that look the same (`domain.likeness.look`) the later is told of too.
    """
    own = sorted((post for post in posts if post.stands_for is None), key=lambda post: post.id)
    titled: dict[str, dict[str, str]] = {}
    pairs: list[tuple[str, str]] = []
    for post in own:
        if post.title:
            known_as = titled.setdefault(post.council, {}).setdefault(look(post.code), post.code)
            if known_as != post.code:
                pairs.append((post.code, known_as))
    untitled = [post for post in own if not post.title]
    earlier: dict[tuple[str, str], str] = {}
    for post in untitled:
        known, plain = titled.get(post.council, {}), look(post.code)
        match = known.get(plain) or (_nearest(plain, known) if len(untitled) <= _MOST else None)
        match = match or earlier.get((post.council, plain))
        earlier.setdefault((post.council, plain), post.code)
        if match:
            pairs.append((post.code, match))
    return pairs


def _nearest(plain: str, known: dict[str, str]) -> str | None:
    from difflib import get_close_matches

    close = get_close_matches(plain, known, n=1, cutoff=0.75)
    return known[close[0]] if close else None
