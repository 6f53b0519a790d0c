"""How much boards ask of a post. Where nothing was ever asked, nothing more is loaded."""

from pathlib import Path

from actiontracker.store import committees
from actiontracker.store.connection import reading


def open_asks(database: Path, day: str, post: str) -> tuple[int, int]:
    """How many decisions and questions wait for a post's answer, and how many of them are overdue. Raises NotFound."""
    with reading(database) as conn:
        if not committees.is_any(conn):
            return 0, 0
    from actiontracker.reports.committees.matters import days_overdue
    from actiontracker.services.committees.matters import matters

    waiting = [each for each in matters(database, day, posts=(post,)).matters if each.is_open]
    return len(waiting), sum(bool(days_overdue(each, day)) for each in waiting)
