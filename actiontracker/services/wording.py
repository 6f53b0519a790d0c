"""What a person types of an action or a recommendation, for adding, editing and correcting."""

from typing import NamedTuple

from actiontracker.domain.errors import InputRefused
from actiontracker.services.recording import PostBook


class Wording(NamedTuple):
    """What a person says of an action or a recommendation. None: not spoken of; an empty text takes it away."""

    text: str | None = None
    stage: str | None = None
    by_when: str | None = None
    area: str | None = None
    timescale: str | None = None
    outcome: str | None = None
    leads: tuple[str, ...] = ()
    accountable: str | None = None


OF_ACTION = ("text", "stage", "by_when")
OF_RECOMMENDATION = ("text", "area", "timescale", "outcome", "by_when")


def leading(posts: PostBook, said: Wording) -> tuple[list[int], int | None]:
    """The posts named as leads. Raises InputRefused: a typed code that is not in the key is a slip, not a new post."""
    codes = [known_code(posts, code) for code in said.leads]
    return posts.leading(codes, known_code(posts, said.accountable) if said.accountable else None, "--accountable")


def known_code(posts: PostBook, code: str) -> str:
    """The code as the key has it, whatever the capitals typed. Raises InputRefused."""
    same = [code] if code in posts.ids else [known for known in posts.ids if known.casefold() == code.casefold()]
    if len(same) != 1:
        raise InputRefused(f"no post {code!r}", f"add it first: actiontracker leads add {code!r} --title …")
    return same[0]
