"""Refs that are glued to the text they name: "(S1) Ensure …", "R3:Tighten …", "2 (i) …", "Recommendation 4: …"."""

import re
from functools import lru_cache

from actiontracker.domain.refs import normal_ref, ref_fault
from actiontracker.intake.tables.cells import is_day
from actiontracker.intake.tables.packed import leading_number

_NAMED = (
    r"(?:recommendations?|recs?|areas? of (?:significant |priority )?weakness|weakness|themes?|strands?|workstreams?"
    r"|areas? for (?:priority )?(?:improvement|action|development)|priority (?:areas?|actions?)|findings?|(?:key )?issues?"
    r"|actions?|objectives?|priority|kloe|afi|apa)"
)
_CALLED = re.compile(rf"{_NAMED}\s*(?:no\.?|number|#)?\s*(\d{{1,3}}[a-z]?(?:\.\d{{1,3}})*)\b\s*[:.)–-]*\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"\(\s*([A-Z]{1,6}[ -]?\d{1,3}(?:[./]\d{1,3})*[a-z]?)\s*\)\s*[:.–-]?\s*")
_CODED = re.compile(r"([A-Z]{1,6}[ -]?\d{1,3}(?:[./]\d{1,3})*[a-z]?)\s*(?:[:)]|\.(?=\s|[A-Z]|$)|\s[–-]\s)\s*")
_SPACED = re.compile(r"(R(?:EC)?\d{1,2}|AFI ?\d{1,2})\s+(?=[A-Z][a-z])")
_LETTERED = re.compile(r"(\d{1,2}[a-z])\s+(?=[A-Z])")
_INNER = re.compile(r"(\d{1,3})\s*\(\s*([ivx]{1,4}|[a-z]|\d{1,2})\s*\)\s*[:.–-]?\s*")
_BARE = re.compile(r"(\d{1,2})\s+(?=[A-Z][a-z])")
_PLAIN = re.compile(r"[^\s]{1,20}(\s([A-Z]{1,3}|[^\s]*\d[^\s]*|[a-z]|[ivx]{1,4})){0,2}")
_CALLS = re.compile(rf"{_NAMED}\s*(?:no\.?|number|#)?\s*(?:[A-Z]{{0,3}}\d|[:–-]\s*\S)", re.IGNORECASE)


def glued_ref(text: str, expected: int | None = None) -> tuple[str, str]:
    """The ref at the start of a text and the text without it; "" where there is none.

    A bare number ("3 Quality assurance …") counts only where it is the one that is `expected` next.

    >>> glued_ref("(S1) Ensure thresholds"), glued_ref("R3:Tighten"), glued_ref("2 (i) Ask")
    (('S1', 'Ensure thresholds'), ('R3', 'Tighten'), ('2.i', 'Ask'))
    """
    for pattern in (_BRACKETED, _CALLED, _CODED, _SPACED, _LETTERED):
        if found := pattern.match(text):
            return normal_ref(found[1].replace(" ", "")), text[found.end() :]
    if found := _INNER.match(text):
        return f"{found[1]}.{found[2]}", text[found.end() :]
    piece = leading_number(text)
    if len(piece.numbers) == 1:
        return piece.numbers[0], piece.text
    found = _BARE.match(text)
    if found and int(found[1]) == expected:
        return found[1], text[found.end() :]
    return "", text


def is_called_recommendation(text: str) -> bool:
    """Whether a line calls itself a recommendation, an area for improvement, a finding or the like."""
    return bool(_CALLS.match(text))


@lru_cache(maxsize=4096)
def column_ref(text: str) -> str:
    """The ref in a cell of a ref column, or "" where it holds none: "a)" is a, "2 (i)" is 2.i."""
    ref = normal_ref(text)
    if ref.startswith(("(", "[")) or "(" not in ref:
        ref = ref.strip("[]() ")
    ref = re.sub(r"^(afi|apa|kloe)\s+(?=\d)", lambda found: found[1], ref, flags=re.IGNORECASE)
    ref = re.sub(rf"^{_NAMED}\s+(?:no\.?|#)?\s*(?=\d)", "", ref, flags=re.IGNORECASE).strip(" .:#-")
    ref = re.sub(r"^(no|number)\b\.?\s*(?=\d)", "", ref, flags=re.IGNORECASE)
    is_word = not any(map(str.isdigit, ref)) and len(ref) > 5 and not ref.isupper()
    if not ref or ref_fault(ref) or not _PLAIN.fullmatch(ref) or is_word or is_day(text):
        return ""
    return ref
