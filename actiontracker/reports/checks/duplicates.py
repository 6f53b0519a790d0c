"""The same action under two recommendations: same words, whatever their capitals and punctuation; never by likeness."""

from collections.abc import Iterator

from actiontracker.domain.words import label
from actiontracker.reports.checks.findings import Finding, found
from actiontracker.reports.checks.subject import Item, Subject
from actiontracker.reports.checks.wording import words_of


def duplicate(subject: Subject) -> Iterator[Finding]:
    """Actions in the same words. Recommendations in the same words give one finding, with all their pairs."""
    twins = _twin_recommendations(subject)
    whole: dict[tuple[str, str], list[str]] = {}
    for first, *others in _groups(subject):
        alone = []
        for other in others:
            pair = (first.state.recommendation_ref or "", other.state.recommendation_ref or "")
            if pair in twins:
                whole.setdefault(pair, []).append(f"{first.ref} = {other.ref}")
            else:
                alone.append(other.ref)
        if alone:
            yield found(subject.plan, first.ref, "duplicate", f"the same action as {', '.join(alone)}")
    for (one, twin), pairs in whole.items():
        yield found(subject.plan, one, "duplicate", f"the same recommendation as {twin}: {', '.join(pairs)}")


def duplicates_disagree(subject: Subject) -> Iterator[Finding]:
    """Actions in the same words that differ in status or deadline."""
    for first, *others in _groups(subject):
        for other in others:
            differences = list(_differences(first, other))
            if differences:
                yield found(subject.plan, first.ref, "duplicates-disagree", "; ".join(differences))


def _differences(one: Item, other: Item) -> Iterator[str]:
    if one.state.status != other.state.status:
        yield f"{label(one.state.status)}, while {other.ref} is {label(other.state.status)}"
    if one.seen.deadline != other.seen.deadline:
        yield f"due {one.seen.deadline or 'on no day'}, while {other.ref} is due {other.seen.deadline or 'on no day'}"


def _groups(subject: Subject) -> list[list[Item]]:
    """Actions in the same words, each group in plan order, with one action of each recommendation."""
    groups: dict[str, dict[str, Item]] = {}
    for item in subject.items:
        if item.state.recommendation_ref and (words := words_of(item.state.text)):
            groups.setdefault(words, {}).setdefault(item.state.recommendation_ref, item)
    return [list(group.values()) for group in groups.values() if len(group) > 1]


def _twin_recommendations(subject: Subject) -> set[tuple[str, str]]:
    """Pairs of refs of recommendations in the same words, the first in plan order before the others."""
    by_words: dict[str, list[str]] = {}
    for recommendation in subject.recommendations:
        by_words.setdefault(words_of(recommendation.text), []).append(recommendation.ref)
    return {(refs[0], other) for words, refs in by_words.items() if words for other in refs[1:]}
