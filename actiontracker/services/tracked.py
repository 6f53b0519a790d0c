"""What is tracked: the plans with their sizes."""

from pathlib import Path

from actiontracker.reports.headline import headline
from actiontracker.reports.tracked import PlanRow
from actiontracker.services.boards import plan_line, read
from actiontracker.store import plans as store_plans
from actiontracker.store import snapshot
from actiontracker.store.connection import reading


def plan_rows(database: Path, day: str) -> list[PlanRow]:
    """All plans as at a day."""
    rows = []
    with reading(database) as conn:
        head = snapshot.head(conn)
        for plan in store_plans.plans(conn):
            line, now = plan_line(conn, plan, day, head), read(conn, [plan], day, head)
            counts = headline(now.actions, len(now.recommendations))
            facts = (line.slug, line.title, line.council, line.began, line.published, line.version)
            rows.append(PlanRow(*facts, counts.recommendations, len(now.actions), counts.open.n, counts.overdue.n))
    return rows
