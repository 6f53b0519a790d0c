"""The recommendations of a document as its rows are read: which are met again, which are new, what is printed once."""

import re
from typing import NamedTuple

from actiontracker.domain.likeness import is_same_wording
from actiontracker.domain.problems import Problem
from actiontracker.domain.refs import ref_key
from actiontracker.intake.drafts import Document, RecommendationDraft
from actiontracker.intake.tables.refs_in_text import glued_ref

_TIMESCALE = re.compile(
    r"(immediate(ly)?|with immediate effect|urgent(ly)?|within\s+[\w-]+\s+(working\s+)?(days?|weeks?|months?|years?))\W*",
    re.IGNORECASE,
)


class Printed(NamedTuple):
    """What the cells of a row say of its recommendation."""

    ref: str
    text: str
    timescale: str = ""
    area: str = ""


class Recommendations:
    """The recommendations met so far. A ref is given to those that print none when all are known."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._by_ref: dict[str, list[RecommendationDraft]] = {}
        self._by_text: dict[str, RecommendationDraft] = {}
        self.count = 0

    def met(self, printed: Printed, place: str) -> RecommendationDraft:
        """The recommendation that a row names: one met before, or a new one."""
        known = self._known(printed, place)
        if known is None:
            known = RecommendationDraft(place, printed.ref, printed.text or printed.ref)
            known.area, known.timescale = printed.area or None, printed.timescale or None
            self._document.recommendations.append(known)
            self.count += 1
            if printed.ref:
                self._by_ref.setdefault(ref_key(printed.ref), []).append(known)
            elif printed.text:
                self._by_text[printed.text] = known
        return known

    def _known(self, printed: Printed, place: str) -> RecommendationDraft | None:
        """By ref, else by text. One ref with quite another text in another section is another recommendation."""
        if not printed.ref:
            return self._by_text.get(printed.text)
        candidates = self._by_ref.get(ref_key(printed.ref), [])
        for known in reversed(candidates):
            if not printed.text or printed.text == known.text:
                return known
        for known in reversed(candidates):
            same_place = (known.area or "") == (printed.area or known.area or "")
            if is_same_wording(known.text, printed.text) or known.text == known.ref or (same_place and self._is_sure(printed)):
                if known.text == known.ref:
                    known.text = printed.text
                else:
                    what = (
                        f"another wording of recommendation {known.ref} than in {known.place}, which is kept: {printed.text!r}"
                    )
                    self._document.problems.append(Problem(place, what))
                return known
        return None

    @staticmethod
    def _is_sure(printed: Printed) -> bool:
        """Whether a ref is one that is not counted anew in each section: S1, 2.3, not 1."""
        return not printed.ref.isdigit()

    def give_refs(self, reserved: set[str]) -> None:
        """Refs by position for those that print none; those that share one are told apart, and said.

        `reserved` are refs that the document prints for actions.
        """
        used: set[str] = set()
        printed = {ref_key(draft.ref) for draft in self._document.recommendations if draft.ref}
        printed |= {ref_key(ref) for ref in reserved}
        count = 0
        for draft in self._document.recommendations:
            if draft.ref and ref_key(draft.ref) in used:
                first, draft.ref = draft.ref, _apart(draft, used | printed)
                what = f"a second recommendation {first}: it has the ref {draft.ref} here"
                self._document.problems.append(Problem(draft.place, what))
            while not draft.ref:
                count += 1
                draft.ref = "" if str(count) in printed else str(count)
                draft.is_placed = True
            if draft.text == "":
                draft.text = draft.ref
            used.add(ref_key(draft.ref))


def _apart(draft: RecommendationDraft, used: set[str]) -> str:
    """Another ref for a recommendation whose own is taken: with the initials of its section, else with a letter."""
    initials = "".join(
        word[0] for word in re.findall(r"[A-Za-z]+", draft.area or "") if word.lower() not in ("and", "of", "the")
    ).upper()
    tries = [f"{initials}{draft.ref}"] if initials else []
    tries += [f"{draft.ref}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz"] + [f"{draft.ref}-{n}" for n in range(2, 10_000)]
    return next(ref for ref in tries if ref_key(ref) not in used)


def recommendation_cell(text: str, expected: int) -> Printed:
    """A recommendation's cell: a timescale in a line of its own, the ref, and the text.

    >>> recommendation_cell("Immediate\\n(S1) Ensure thresholds", 1)
    Printed(ref='S1', text='Ensure thresholds', timescale='Immediate', area='')
    """
    lines = text.split("\n")
    timescale = ""
    for place in (0, len(lines) - 1):
        if len(lines) > 1 and not timescale and _TIMESCALE.fullmatch(lines[place]):
            timescale = lines.pop(place)
    text = "\n".join(lines)
    ref, rest = glued_ref(text, expected)
    if not ref:  # the number of the last recommendation, printed again in the next row
        ref, rest = glued_ref(text, expected - 1)
    if ref and not rest.strip():
        return Printed(ref, "", timescale)
    return Printed(ref, rest.strip(), timescale)
