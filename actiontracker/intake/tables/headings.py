"""Headings to fields, by meaning: councils, schools and services do not share their words."""

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from actiontracker.intake.tables.heading_words import COMMON, COMPLETED, EXTRA, MEANINGS, OTHER_DAY, PAST

FIELDS = (
    *("recommendation_ref", "recommendation", "area", "timescale", "outcome", "number", "ref", "stage", "action"),
    *("leads", "accountable", "by_when", "expected", "status", "rag", "progress", "also_answers", EXTRA),
)
"""What a heading may be mapped to."""


NEWEST_LAST = ("progress", "status", "rag", "expected")
"""Fields of which a table may have a column a month: the last is the newest."""


class Meaning(NamedTuple):
    """A field that a heading may stand for. The heading that fits a field best has it."""

    field: str
    strength: float


_READERS = tuple((field, strength, re.compile("|".join(words))) for field, strength, words in MEANINGS)
_OTHER_DAY = re.compile(rf"\b({'|'.join(OTHER_DAY)})\b")
_COMPLETED = re.compile("|".join(COMPLETED))
_PAST = re.compile(PAST)
_DAY_WORD = re.compile(r"\b(date|dates|when|day|on|due|deadline|timescale|timeframe)\b")
_DEADLINE = re.compile(r"\bby when\b|\bdeadline\b|\btarget\b|\bdue\b")
_MOST_WORDS = 16
MOST_LETTERS = 110


@lru_cache(maxsize=4096)
def plain_heading(text: str) -> str:
    """A heading without case, footnote marks, line breaks and punctuation: "By When:[ii]" is "by when".

    >>> plain_heading("Lead Officer/ Executive Head*")
    'lead officer executive head'
    """
    text = re.sub(r"^\s*\(?(\d{1,2}|[A-Za-z])[.)]\s+", "", re.sub(r"-\n(?=[a-z])", "", text))
    text = re.sub(r"\[[^\[\]]*\]|[¹²³⁰-⁹]", " ", text)
    text = re.sub(r"['\u2019]", "", text).replace("_", " ")
    return " ".join(re.sub(r"[^a-z0-9&#]+", " ", text.lower()).replace("&", " and ").split())


@lru_cache(maxsize=2048)
def meanings(heading: str) -> tuple[Meaning, ...]:
    """The fields that a heading may stand for, the likeliest first; empty where its words tell of none.

    What stands in brackets is listened to only where the words before it say nothing.
    """
    plain = plain_heading(heading)
    if heading.strip().startswith("#") and len(heading.strip()) < 4:
        return (Meaning("number", 8),)
    if len(plain) > MOST_LETTERS or len(plain.split()) > _MOST_WORDS or "%" in heading:
        return ()
    if exact := plain.replace(" ", "_") if plain.replace(" ", "_") in FIELDS else None:
        return (
            Meaning(exact, 9.5 if exact in ("ref", "number") else 20),
            *(meaning for meaning in _fitting(plain) if meaning.field != exact),
        )
    before = plain_heading(re.sub(r"\([^)]*\)?", " ", heading))
    first = plain_heading(re.split(r"/|,|&|\band\b", heading)[0]) if is_extra(plain) else ""
    return tuple(_fitting(before) or _fitting(plain) or (() if is_extra(first) else _fitting(first)))


def two_meanings(heading: str) -> tuple[str, str] | None:
    """The two fields of a heading that asks for both in one cell ("lead officer and timescale"), or None.

    Only pairs that can be told apart in a cell: a lead and a day, a rating or a status and a text.
    """
    if len(heading) > MOST_LETTERS or is_extra(plain_heading(heading)):
        return None
    parts = re.split(r"\band\b|&|/|\n|,|\+|–|-|:|\(|\)", heading.lower())
    found = [found[0].field for part in parts if part.strip() and (found := meanings(part))]
    fields = list(dict.fromkeys("by_when" if field == "timescale" else field for field in found))
    if len(fields) == 2 and frozenset(fields) in _TELLABLE:
        return fields[0], fields[1]
    return None


_TELLABLE = {
    frozenset(("leads", "by_when")),
    frozenset(("progress", "rag")),
    frozenset(("status", "rag")),
    frozenset(("leads", "expected")),
}


def is_extra(plain: str) -> bool:
    """Whether the words are of a field that we do not have: evidence, monitoring, resources."""
    extra = max((strength for field, strength, words in _READERS if field == EXTRA and words.search(plain)), default=0)
    return extra > max((strength for field, strength, words in _READERS if field != EXTRA and words.search(plain)), default=0)


def _fitting(plain: str) -> list[Meaning]:
    if not plain or _COMPLETED.search(plain) or is_extra(plain):
        return []
    if (
        _DAY_WORD.search(plain)
        and _OTHER_DAY.search(plain)
        and not re.search(r"\bby when\b|\bdeadline\b|\btarget\b|\bdue\b", plain)
    ):
        return []
    best: dict[str, float] = {}
    for field, strength, words in _READERS:
        if field != EXTRA and strength > best.get(field, 0) and words.search(plain):
            best[field] = strength
    if _PAST.search(plain):  # "RAG last month" stands behind "RAG"
        best |= {field: best[field] / 2 for field in NEWEST_LAST if field in best}
    return sorted((Meaning(field, strength) for field, strength in best.items()), key=lambda m: -m.strength)


def is_other_day(heading: str) -> bool:
    """Whether a heading names a day that is no deadline: of a meeting, of monitoring, of completion."""
    plain = plain_heading(heading)
    return bool(_OTHER_DAY.search(plain) or _COMPLETED.search(plain))


def nearest_field(heading: str) -> str:
    """The field that a heading may be meant for, though mistyped ("Reponsible"): to suggest, never to read by."""
    if is_other_day(heading) or is_extra(plain_heading(heading)):
        return ""
    for word in plain_heading(heading).split():
        if len(word) > 4 and (near := get_close_matches(word, COMMON, 1, 0.8)):
            return COMMON[near[0]]
    return ""
