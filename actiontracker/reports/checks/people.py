"""Who answers for what: recommendations without actions or outcomes, actions without a lead who can be asked."""

import re
from collections.abc import Iterator

from actiontracker.domain.plan import Post
from actiontracker.reports.actions import canonical
from actiontracker.reports.checks.findings import Finding, found
from actiontracker.reports.checks.subject import Subject

_GROUP = re.compile(
    r"\b(?:board|(?:sub)?-?group|panel|members|committee|teams?|partnership|forum|all|every(?:one|body)?|staff|managers"
    r"|agencies|partners|services)\b",
    re.IGNORECASE,
)
_NAMED = 8


def codes_in_key(posts: dict[int, Post], council: str) -> frozenset[str]:
    """The codes that a council's key of leads explains: those of posts with a title or an organisation."""
    own = (canonical(posts, post.id) for post in posts.values() if post.council == council)
    return frozenset(post.code for post in own if post.title or post.organisation)


def no_actions(subject: Subject) -> Iterator[Finding]:
    """Recommendations that no action answers, or only withdrawn ones."""
    for recommendation in subject.recommendations:
        answers = subject.answers.get(recommendation.ref, [])
        if not answers:
            yield found(subject.plan, recommendation.ref, "no-actions")
        elif all(item.state.status == "withdrawn" for item in answers):
            yield found(subject.plan, recommendation.ref, "no-actions", "all the actions that answered it are withdrawn")


def no_lead(subject: Subject) -> Iterator[Finding]:
    """Actions that no post answers for. A plan none of whose leads is in the key has none: only missing leads count."""
    has_key = any(lead in subject.in_key for item in subject.items for lead in item.seen.leads)
    for item in subject.items:
        leads = item.seen.leads
        if not leads:
            yield found(subject.plan, item.ref, "no-lead", "no lead is named")
        elif has_key and not subject.in_key.intersection(leads):
            yield found(subject.plan, item.ref, "no-lead", _unanswered(leads))


def _unanswered(leads: tuple[str, ...]) -> str:
    names = ", ".join(f"'{lead}'" for lead in leads)
    if len(leads) == 1 and _GROUP.search(leads[0]):
        return f"{names} is a group, and no post in the key answers for it"
    return f"{names} {'is' if len(leads) == 1 else 'are'} not in the key of leads"


def joint_lead(subject: Subject) -> Iterator[Finding]:
    """Several leads, none accountable; at the recommendation where its actions take its leads."""
    told = set()
    for item in subject.items:
        action = item.seen
        if len(action.leads) < 2 or action.accountable:
            continue
        ref = action.recommendation_ref if "leads" in action.inherited else action.ref
        if ref not in told:
            told.add(ref)
            yield found(subject.plan, ref, "joint-lead")


def vacant_post(subject: Subject) -> Iterator[Finding]:
    """Posts that are said to be vacant, that nobody covers, and that lead open actions; one finding a post."""
    for code in sorted(subject.vacant):
        led = [item.ref for item in subject.items if item.is_open and code in item.seen.leads]
        if led:
            more = f" and {len(led) - _NAMED} more" if len(led) > _NAMED else ""
            opened = f"{len(led)} open action{'s' if len(led) > 1 else ''}"
            yield found(
                subject.plan, None, "vacant-post", f"{code} is vacant and leads {opened}: {', '.join(led[:_NAMED])}{more}"
            )


def no_outcome(subject: Subject) -> Iterator[Finding]:
    """Recommendations without an outcome."""
    for recommendation in subject.recommendations:
        if not recommendation.outcome:
            yield found(subject.plan, recommendation.ref, "no-outcome")


def no_measure(subject: Subject) -> Iterator[Finding]:
    """Outcomes without a success measure."""
    for recommendation in subject.recommendations:
        if recommendation.outcome and recommendation.ref not in subject.measured:
            yield found(subject.plan, recommendation.ref, "no-measure")
