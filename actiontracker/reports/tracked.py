"""What is tracked, and who carries it."""

from typing import NamedTuple


class PlanRow(NamedTuple):
    """One tracked plan as at a day; the columns of `plans`."""

    plan: str
    title: str
    council: str
    began: str
    published: str | None
    version: str | None
    recommendations: int
    actions: int
    open: int
    overdue: int


class PostLine(NamedTuple):
    """One post with its load; the columns of `leads` and of `export leads`."""

    council: str
    code: str
    title: str | None
    organisation: str | None
    reports_to: str | None
    aliases: tuple[str, ...]
    open: int
    overdue: int
    red: int
    closed: int
    holder: str | None = None
    is_vacant: bool = False
    covered_by: str | None = None
