"""Refs: `S1.3` is action 3 under recommendation S1; documents also print `S1 (3)` and `S1(3)`."""

import re
from typing import NamedTuple

_BRACKETED = r"^(.+?)[\s.]*\(\s*([^()\s]+)\s*\)$"


class Ref(NamedTuple):
    """A ref as a person typed it: the plan named before a colon, if any, and the ref itself."""

    plan: str | None
    ref: str


def normal_ref(text: str) -> str:
    """One spelling for one ref.

    >>> normal_ref(" S1 (3)"), normal_ref("S1(3)"), normal_ref("4.")
    ('S1.3', 'S1.3', '4')
    """
    ref = " ".join(text.split()).strip(" .:")
    bracketed = re.match(_BRACKETED, ref) if ref.endswith(")") else None
    return f"{bracketed[1]}.{bracketed[2]}" if bracketed else ref


def ref_key(ref: str) -> str:
    """What two refs are compared by: `s1.3` and `S1.3` are the same."""
    return ref.casefold()


def typed_ref(text: str) -> Ref:
    """Read `harrow-2012:S1.3` or `S1.3` as typed on the command line."""
    plan, colon, ref = text.partition(":")
    return Ref(plan.strip().lower(), normal_ref(ref)) if colon else Ref(None, normal_ref(text))


def ref_fault(ref: str) -> str | None:
    """Why a text cannot be a ref that people type and scripts pass on, or None."""
    if not any(char.isalnum() for char in ref):
        return "has no letter or number"
    if ":" in ref:
        return "has a colon, which stands between plan and ref"
    if len(ref) > 40 or not ref.isprintable():
        return "is no ref but a text"
    return None


def last_number(ref: str) -> int | None:
    """The number that orders an action under its recommendation: 3 of `S1.3`, 12 of `12`."""
    found = re.search(r"(\d+)\D*$", ref)
    return int(found[1]) if found and len(found[1]) < 10 else None
