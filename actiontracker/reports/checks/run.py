"""All checks over plans, the gravest findings first."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from actiontracker.reports.checks import dates, duplicates, people, progress, publication
from actiontracker.reports.checks.findings import SEVERITIES, Finding
from actiontracker.reports.checks.subject import Subject

CHECKS: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    people.no_actions,
    people.no_lead,
    people.joint_lead,
    people.vacant_post,
    people.no_outcome,
    people.no_measure,
    dates.bad_date,
    dates.no_date,
    dates.before_report,
    dates.beyond_timescale,
    dates.timescale_changed,
    dates.moved,
    dates.vague_recurrence,
    dates.one_date,
    progress.no_evidence,
    progress.completed_but,
    progress.optimistic,
    progress.not_embedded,
    progress.stale,
    progress.same_note,
    progress.red_no_plan,
    duplicates.duplicate,
    duplicates.duplicates_disagree,
    publication.personal_data,
)


class Checked(NamedTuple):
    """The findings, and how many actions (without withdrawn ones) they were looked for in."""

    findings: list[Finding]
    actions: int

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        count = Counter(finding.severity for finding in self.findings)
        return {severity: count[severity] for severity in SEVERITIES}


def check(subjects: Iterable[Subject]) -> Checked:
    """All findings, by severity, then code, then in plan order; what is found of a whole plan stands before its refs."""
    placed: list[tuple[int, str, int, int, int, Finding]] = []
    actions = 0
    for number, subject in enumerate(subjects):
        actions += len(subject.items)
        places = _places(subject)
        for check_ in CHECKS:
            for finding in check_(subject):
                place = places.get(finding.ref or "", -1)
                grave = SEVERITIES.index(finding.severity)
                placed.append((grave, finding.code, number, place, len(placed), finding))
    return Checked([finding for *_, finding in sorted(placed)], actions)


def _places(subject: Subject) -> dict[str, int]:
    """Where each ref stands in its plan: a recommendation before its actions, single actions last."""
    under: dict[str | None, list[str]] = {}
    for item in subject.every:
        under.setdefault(item.state.recommendation_ref, []).append(item.ref)
    order = [ref for r in subject.recommendations for ref in (r.ref, *under.get(r.ref, ()))]
    order += under.get(None, [])
    return {ref: place for place, ref in reversed(list(enumerate(order)))}
