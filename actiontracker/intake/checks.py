"""What must be true of a document before it meets the database: refs that can be typed, one meaning for each code."""

from collections.abc import Iterable

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.printed import read_by_when
from actiontracker.domain.problems import Problem
from actiontracker.domain.refs import ref_fault, ref_key
from actiontracker.intake.drafts import ActionDraft, Document, PostDraft, RecommendationDraft


def check_document(document: Document) -> None:
    """Raises InputRefused, with the place, for what would contradict itself once it is stored."""
    if not (document.recommendations or document.actions or document.posts):
        raise InputRefused(f"{document.name}: no recommendation, no action and no post", "give a plan with at least one action")
    _check_refs(document)
    _check_posts(document)


def check_by_when(document: Document, place: str, by_when: str | None) -> None:
    """List a by-when that is not as plain as a date among the document's problems."""
    reading = read_by_when(by_when or "")
    if reading.remark:
        document.problems.append(Problem(place, f"{by_when!r}: {reading.remark}", reading.unread))


def _check_refs(document: Document) -> None:
    drafts: list[RecommendationDraft | ActionDraft] = [*document.recommendations, *document.actions]
    places: dict[str, str] = {}
    for draft in drafts:
        place = f"{document.name}, {draft.place}"
        if fault := ref_fault(draft.ref):
            raise InputRefused(f"{place}: the ref {draft.ref!r} {fault}", "give a short one, such as S1.3")
        if ref_key(draft.ref) in places:
            what = f"{place}: the ref {draft.ref} stands already in {places[ref_key(draft.ref)]}"
            raise InputRefused(what, "give each its own ref")
        places[ref_key(draft.ref)] = draft.place
    known = {ref_key(draft.ref) for draft in document.recommendations}
    for action in document.actions:
        for ref in filter(None, (action.recommendation, *(action.also_answers or ()))):
            if ref_key(ref) not in known and (action.recommendation == ref or not document.splits_leads):
                what = f"{document.name}, {action.place}: there is no recommendation {ref!r} in this file"
                raise InputRefused(what, "add it, or mend the ref")


def _check_posts(document: Document) -> None:
    means: dict[str, str] = {}
    for post in document.posts:
        for code in (post.code, *(post.aliases or ())):
            if code in means:
                what = f"{document.name}, {post.place}: {code!r} stands already in {means[code]}"
                raise InputRefused(what, "one code or spelling means one post")
            means[code] = post.place
    _check_superiors(document.name, document.posts)


def _check_superiors(name: str, posts: Iterable[PostDraft]) -> None:
    named = {code: post.code for post in posts for code in (post.code, *(post.aliases or ()))}
    above = {post.code: named.get(post.reports_to or "", "") for post in posts}
    for post in posts:
        met, code = {post.code}, above[post.code]
        while code and code not in met:
            met.add(code)
            code = above.get(code, "")
        if code == post.code:
            raise InputRefused(f"{name}, {post.place}: {post.code!r} would report to itself", "mend 'reports_to'")
