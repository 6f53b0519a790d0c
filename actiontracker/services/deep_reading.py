"""Reading everything that reports can read, so that a value which cannot be understood is found before a board needs it."""

from datetime import date
from pathlib import Path

from actiontracker.domain.deadlines import month_end, months_on
from actiontracker.domain.errors import Damaged
from actiontracker.services.boards import read
from actiontracker.store import plans, snapshot
from actiontracker.store.connection import reading


def read_every_day(database: Path, today: str) -> int:
    """Read every plan as at each month's end since it began, and today; how many readings that were.

    Raises Damaged, naming plan and day, where a value cannot be understood.
    """
    count = 0
    with reading(database) as conn:
        head = snapshot.head(conn)
        for plan in plans.plans(conn):
            for day in _days(plan.began, today):
                try:
                    read(conn, [plan], day, head)
                except (ValueError, TypeError, KeyError) as error:
                    what = f"{database}: {plan.slug} cannot be read as at {day} ({error})"
                    raise Damaged(what, "keep this file as it is, and restore a backup: actiontracker restore") from error
                count += 1
    return count


def _days(began: str, today: str) -> list[str]:
    month, days = date.fromisoformat(began).replace(day=1), []
    while (day := month_end(month.isoformat()[:7])) < today:
        days.append(day)
        month = months_on(month, 1)
    return [*days, today]
