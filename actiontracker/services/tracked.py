"""What is tracked: the plans with their sizes."""

from pathlib import Path

from actiontracker.reports.tracked import PlanRow
from actiontracker.services.boards import board_summary
from actiontracker.store import plans as store_plans
from actiontracker.store.connection import reading


def plan_rows(database: Path, day: str) -> list[PlanRow]:
    """All plans as at a day."""
    with reading(database) as conn:
        slugs = [plan.slug for plan in store_plans.plans(conn)]
    rows = []
    for slug in slugs:
        summary = board_summary(database, day, day, (slug,), every=False)
        line, head = summary.plans[0], summary.headline
        facts = (line.slug, line.title, line.council, line.began, line.published, line.version)
        rows.append(PlanRow(*facts, head.recommendations, head.actions, head.open.n, head.overdue.n))
    return rows
