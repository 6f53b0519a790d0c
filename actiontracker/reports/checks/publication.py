"""What must not be published as it stands: persons given away in wording, outcomes and notes (domain.md, section 6)."""

from collections.abc import Iterator

from actiontracker.domain.disclosure import disclosures
from actiontracker.reports.checks.findings import Finding, found
from actiontracker.reports.checks.subject import Subject


def personal_data(subject: Subject) -> Iterator[Finding]:
    """Texts that may be published and give somebody away; the finding repeats no name and no number of a person."""
    for r in subject.recommendations:
        yield from _scanned(subject, r.ref, (("recommendation", r.text), ("outcome", r.outcome), ("note", r.note)))
    for item in subject.items:
        yield from _scanned(subject, item.ref, (("action", item.state.text), ("note", item.state.note)))


def _scanned(subject: Subject, ref: str, texts: tuple[tuple[str, str | None], ...]) -> Iterator[Finding]:
    for field, text in texts:
        for kind, words in disclosures(text) if text else ():
            quoted = f" (“{words}”)" if words else ""
            yield found(subject.plan, ref, "personal-data", f"{field}: {kind}{quoted}")
