"""Pieces of evidence as reports show them: for reading only, so that nothing that writes is loaded for it."""

from actiontracker.reports.evidence import EvidenceRow, number_words
from actiontracker.store.evidence import PieceFor


def evidence_row(row: PieceFor, day: str) -> EvidenceRow:
    """A piece for one action, as reports show it as at a day."""
    state = "withdrawn" if not row.counts else "expired" if row.expires and row.expires < day else "counts"
    return EvidenceRow(
        *(row.plan, row.ref, number_words(row.number), row.kind, row.title, row.held, row.place, row.dated, row.expires),
        *(row.given_on, row.given_by, state, row.reason, row.sha256, row.size),
    )
