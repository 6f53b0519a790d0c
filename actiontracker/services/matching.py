"""Refs made by position, kept with their texts: a row put in above must not move what was recorded to another action."""

from collections.abc import Iterable
from typing import NamedTuple

from actiontracker.domain.likeness import is_same_wording, shared_words
from actiontracker.domain.plan import State
from actiontracker.domain.refs import ref_key
from actiontracker.intake.drafts import ActionDraft, Document, RecommendationDraft

_MOST_WORDS = 0.6
_MOST_PAIRS = 50_000
"""Pairs of texts beyond which only the same text and the same place are looked at."""


class _Known(NamedTuple):
    """A text that the tracker knows: its ref, and the key of what it stands under."""

    ref: str
    under: str
    text: str


def match_actions(drafts: list[ActionDraft], states: Iterable[State]) -> None:
    """Give each action whose ref was made by position the ref under which the tracker knows its text.

    By the same text under the same recommendation first; then by most of the same words; then by position, where the
    text may be a revision; what is left is new and gets the next free number.
    """
    if not any(draft.is_placed for draft in drafts):
        return
    known = [_Known(state.ref, ref_key(state.recommendation_ref or ""), state.text) for state in states]
    placed = [draft for draft in drafts if draft.is_placed]
    taken = {ref_key(draft.ref) for draft in drafts if not draft.is_placed}
    wanted = [_Known(draft.ref, ref_key(draft.recommendation or ""), draft.text) for draft in placed]
    for draft, ref in zip(placed, _matched(wanted, known, taken), strict=True):
        draft.ref = ref


def match_recommendations(document: Document, known: dict[str, str]) -> None:
    """The same for recommendations, `known` by ref to text; the refs of their actions follow."""
    placed: list[RecommendationDraft] = [draft for draft in document.recommendations if draft.is_placed]
    taken = {ref_key(draft.ref) for draft in document.recommendations if not draft.is_placed}
    refs = _matched(
        [_Known(draft.ref, "", draft.text) for draft in placed],
        [_Known(ref, "", text) for ref, text in known.items()],
        taken,
    )
    moved = {draft.ref: ref for draft, ref in zip(placed, refs, strict=True)}
    for draft in placed:
        draft.ref = moved[draft.ref]
    for action in document.actions:
        old, new = action.recommendation or "", moved.get(action.recommendation or "")
        if new is not None:
            action.ref = new + action.ref[len(old) :] if action.ref.startswith(f"{old}.") else action.ref
            action.recommendation = new


def _matched(wanted: list[_Known], known: list[_Known], taken: set[str]) -> list[str]:
    """A ref for each wanted text, in order; `taken` are keys of refs that the document prints."""
    by_text: dict[tuple[str, str], list[str]] = {}
    for item in known:
        by_text.setdefault((item.under, item.text), []).append(item.ref)
    refs: dict[int, str] = {}

    def take(place: int, ref: str) -> None:
        refs[place] = ref
        taken.add(ref_key(ref))

    for place, item in enumerate(wanted):
        same = next((ref for ref in by_text.get((item.under, item.text), []) if ref_key(ref) not in taken), None)
        if same is not None:
            take(place, same)
    left = [place for place in range(len(wanted)) if place not in refs]
    if len(left) * len(known) <= _MOST_PAIRS:
        for place in left:
            near = _nearest(wanted[place], known, taken)
            if near is not None:
                take(place, near)
    texts = {ref_key(item.ref): item.text for item in known}
    for place, item in enumerate(wanted):
        if place not in refs:
            held = texts.get(ref_key(item.ref))
            fits = ref_key(item.ref) not in taken and (held is None or is_same_wording(held, item.text))
            take(place, item.ref if fits else _next_free(item.ref, {*taken, *texts}))
    return [refs[place] for place in range(len(wanted))]


def _nearest(item: _Known, known: list[_Known], taken: set[str]) -> str | None:
    """The one known text under the same recommendation with most of the same words; None where there are two, or none."""
    free = [other for other in known if other.under == item.under and ref_key(other.ref) not in taken]
    near = [other.ref for other in free if shared_words(other.text, item.text) >= _MOST_WORDS]
    return near[0] if len(near) == 1 else None


def _next_free(ref: str, taken: set[str]) -> str:
    """The next number after the highest that is taken beside a ref: 1.4 where 1.1 to 1.3 are."""
    head = ref.rstrip("0123456789")
    numbers = [int(key[len(head) :]) for key in taken if key.startswith(ref_key(head)) and key[len(head) :].isdigit()]
    return f"{head}{max(numbers, default=0) + 1}"
