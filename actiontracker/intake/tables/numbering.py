"""Refs for the actions of a document: as printed, from a printed number and the recommendation, or by position."""

import re
from collections import Counter
from itertools import chain, count

from actiontracker.domain.problems import Problem
from actiontracker.domain.refs import ref_key
from actiontracker.intake.drafts import Document
from actiontracker.intake.tables.plan_rows import Slot


def give_refs(document: Document, slots: list[Slot]) -> None:
    """Give every action its ref, once its recommendation has one.

    A number in a text that stands twice gets a letter, and is said; refs in columns of their own stay as printed.
    """
    used = {ref_key(draft.ref) for draft in document.recommendations}
    alone = "A" if document.recommendations else ""  # a recommendation may be called 1 too
    for slot in slots:
        draft = slot.draft
        draft.recommendation = slot.recommendation.ref if slot.recommendation else None
        if not draft.ref and slot.number:
            draft.ref = _from_number(slot, alone)
    _tell_apart(document, slots)
    used |= {ref_key(slot.draft.ref) for slot in slots if slot.draft.ref}
    counts: Counter[str] = Counter()
    for slot in slots:
        prefix = f"{slot.draft.recommendation}." if slot.draft.recommendation else alone
        while not slot.draft.ref:
            counts[prefix] += 1
            ref = f"{prefix}{counts[prefix]}"
            slot.draft.is_placed = True
            slot.draft.ref = "" if ref_key(ref) in used else ref


def _from_number(slot: Slot, alone: str) -> str:
    """A number under a recommendation: "3" under S1 is S1.3; "1.3", "S1.3" and "A12" are refs of their own."""
    simple = re.fullmatch(r"\d{1,3}[a-z]?|[a-z]|[ivx]+|[\da-z]+-[\da-z]+", slot.number)
    own = slot.recommendation.ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ ") if slot.recommendation else ""
    if own.isdigit() and re.fullmatch(rf"{own}[a-z]", slot.number):
        return slot.number  # 1a under 1 is no 1.1a
    if slot.recommendation is not None and simple:
        return f"{slot.recommendation.ref}.{slot.number}"
    return slot.number if not simple or not alone else f"{alone}{slot.number}"


def _tell_apart(document: Document, slots: list[Slot]) -> None:
    """The second action with one number in a recommendation gets a letter; of two sections, the section's initials."""
    met: dict[str, Slot] = {}
    taken = {ref_key(draft.ref) for draft in document.recommendations}
    for slot in slots:
        key = ref_key(slot.draft.ref)
        if not key or key not in taken:
            met[key] = slot
            taken |= {key} if key else set()
            continue
        bare = slot.number.isdigit() and slot.recommendation is None
        if key in met and slot.is_in_column and met[key].is_in_column and slot.section == met[key].section and not bare:
            continue  # two rows with one ref: refused by the checks, with both places
        slot.draft.ref = _free(slot, taken)
        met[ref_key(slot.draft.ref)] = slot
        taken.add(ref_key(slot.draft.ref))
        what = f"the number {slot.number} stands twice: this action has the ref {slot.draft.ref} here"
        document.problems.append(Problem(slot.draft.place, what))


def _free(slot: Slot, taken: set[str]) -> str:
    words = [word for word in re.findall(r"[A-Za-z]+", slot.section) if word.lower() not in ("and", "of", "the", "for")]
    initials = "".join(word[0] for word in words[:5]).upper()
    first = slot.draft.ref
    if initials and slot.recommendation is None and ref_key(f"{initials}{first}") not in taken:
        return f"{initials}{first}"
    ends = chain("bcdefghijklmnopqrstuvwxyz", (f"-{number}" for number in count(2)))
    return next(ref for end in ends if ref_key(ref := f"{first}{end}") not in taken)
