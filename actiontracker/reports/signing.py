"""Sign-off, re-audits and closure rules as their commands print them."""

from typing import NamedTuple


class AwaitLine(NamedTuple):
    """Completed work that waits for a board's sign-off; the columns of `signoff`. Days are ISO text."""

    plan: str
    ref: str
    leads: tuple[str, ...]
    status: str
    completed_on: str | None
    evidence_count: int
    evidence_kinds: tuple[str, ...]
    refused_on: str | None
    rag: str
    rag_reason: str
    action: str


class ReauditLine(NamedTuple):
    """Work that is to be looked at again, or was; the columns of `reaudit`. `days_late` is None where it is not late."""

    plan: str
    ref: str
    leads: tuple[str, ...]
    status: str
    completed_on: str | None
    due: str | None
    days_late: int | None
    result: str | None
    result_on: str | None
    action: str


class ClosureLine(NamedTuple):
    """What a plan, or one of its recommendations, asks of completed work; the columns of `closure`."""

    plan: str
    recommendation_ref: str | None
    rule: str
    needs: tuple[str, ...]


class Moved(NamedTuple):
    """A rating that another rule would change."""

    ref: str
    before: str
    after: str
    reason: str


class ClosureChange(NamedTuple):
    """What another closure rule, or other kinds of evidence, do to the ratings. Counts are by colour, worst first."""

    plan: str
    about: str
    before: str
    after: str
    colours_before: dict[str, int]
    colours_after: dict[str, int]
    moved: list[Moved]
    entry: int
