"""Rows of the exports: one field a column (docs/columns.md)."""

from typing import NamedTuple


class RecommendationRow(NamedTuple):
    """The columns of `export recommendations`."""

    plan: str
    area: str | None
    ref: str
    recommendation: str
    timescale: str | None
    timescale_in_report: str | None
    outcome: str | None
    leads: tuple[str, ...]
    by_when: str | None
    deadline: str | None
    note: str | None
    noted_on: str | None
    rag: str
    rag_reason: str
    actions: int
    closed: int
    next_deadline: str | None


class UpdateRow(NamedTuple):
    """The columns of `export updates`: one row for each entry about an action."""

    plan: str
    ref: str
    version: int | None
    kind: str
    effective_on: str | None
    recorded_at: str
    recorded_by: str
    status: str | None
    rag: str | None
    note: str | None
    expected: str | None
    done: bool | None
    requested: str | None
    granted: str | None
    refused: str | None
    deadline: str | None
    agreed_by: str | None
    minute: str | None
    reason: str | None
    undone: bool
