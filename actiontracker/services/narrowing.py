"""A plan narrowed to what a highlight report is about: areas, recommendations, leads."""

from typing import NamedTuple

from actiontracker.domain.errors import NotFound
from actiontracker.domain.plan import Post, Recommendation
from actiontracker.domain.refs import ref_key, typed_ref
from actiontracker.reports.actions import Action, canonical
from actiontracker.reports.board import Reading
from actiontracker.reports.exceptions import Key
from actiontracker.services.finding import find_posts, find_words, posts_of_organisations

_NAMED = 12


class Subject(NamedTuple):
    """What a highlight report is about, as typed. Values of one field mean "either", different fields "both"."""

    areas: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


def narrowed(now: Reading, subject: Subject, posts: dict[int, Post]) -> tuple[Reading, str | None]:
    """The part of a reading that a highlight report is about, and what that is in words; all, and None, without a subject.

    Raises NotFound where a plan has no such area, recommendation or post.
    """
    if subject == Subject():
        return now, None
    actions, asked, named = now.actions, now.recommendations, list[str]()
    if subject.areas:
        known = sorted({a.area for a in actions if a.area} | {r.area for r in asked if r.area})
        areas = find_words(known, subject.areas, "area")
        actions = [a for a in actions if a.area in areas]
        answered = _answered(now, actions)
        asked = [r for r in asked if r.area in areas or (r.plan, r.ref) in answered]
        named = ["; ".join(areas)]
    if subject.recommendations:
        keys = [_recommendation(ref, now) for ref in subject.recommendations]
        answering = {(a.plan, a.ref) for key in keys for a in now.answers.get(key, [])}
        actions = [a for a in actions if (a.plan, a.ref) in answering]
        asked = [r for r in asked if (r.plan, r.ref) in keys]
        named.append(f"recommendation {', '.join(ref for _, ref in keys)}")
    if subject.leads:
        codes = lead_codes(posts, subject.leads)
        actions = [a for a in actions if codes & set(a.leads)]
        answered = _answered(now, actions)
        asked = [r for r in asked if (r.plan, r.ref) in answered]
        named.append(f"lead {', '.join(sorted(codes))}")
    if subject.organisations:
        codes = organisation_codes(posts, subject.organisations)
        actions = [a for a in actions if codes & set(a.leads)]
        answered = _answered(now, actions)
        asked = [r for r in asked if (r.plan, r.ref) in answered]
        named.append(", ".join(dict.fromkeys(post.organisation or "" for post in posts.values() if post.code in codes)))
    return _kept(now, actions, asked), "; ".join(named)


def _answered(now: Reading, actions: list[Action]) -> set[Key]:
    """The recommendations that any of these actions answers."""
    kept = {(a.plan, a.ref) for a in actions}
    return {key for key, group in now.answers.items() if any((a.plan, a.ref) in kept for a in group)}


def _recommendation(typed: str, now: Reading) -> Key:
    """The recommendation that a ref names among those of the reading: what a pack of then did not know is not there."""
    wanted = typed_ref(typed)
    named = [r for r in now.recommendations if ref_key(r.ref) == ref_key(wanted.ref) and wanted.plan in (None, r.plan)]
    if len(named) == 1:
        return named[0].plan, named[0].ref
    if named:
        candidates = ", ".join(f"{r.plan}:{r.ref}" for r in named)
        raise NotFound(f"{typed!r} could be several: {candidates}", "write the plan before it, as in PLAN:REF")
    parent = next((a.recommendation_ref for a in now.actions if ref_key(a.ref) == ref_key(wanted.ref)), None)
    if parent:
        raise NotFound(f"{typed!r} is an action of {parent}", f"say --rec {parent}")
    known = ", ".join(r.ref for r in now.recommendations[:_NAMED]) or "none on this day"
    raise NotFound(f"no recommendation {typed!r} in this board", f"known: {known}")


def organisation_codes(posts: dict[int, Post], organisations: tuple[str, ...]) -> set[str]:
    """The codes by which the posts of these organisations are printed. Raises NotFound."""
    return {canonical(posts, post).code for post in posts_of_organisations(posts, organisations)}


def lead_codes(posts: dict[int, Post], leads: tuple[str, ...]) -> set[str]:
    """The codes by which these leads are printed, other spellings resolved."""
    return {canonical(posts, post).code for lead in leads for post in find_posts(posts, lead)}


def _kept(now: Reading, actions: list[Action], asked: list[Recommendation]) -> Reading:
    """The reading of these alone; a recommendation is still rated by all actions that answer it."""
    kept = {(a.plan, a.ref) for a in actions}
    return Reading(actions, asked, now.answers, {number: key for number, key in now.ids.items() if key in kept})
