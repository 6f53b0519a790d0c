"""From the short names that people type to inspections."""

from difflib import get_close_matches
from typing import Any

from actiontracker.domain.errors import NotFound
from actiontracker.store import governance, statements
from actiontracker.store.connection import Connection
from actiontracker.store.snapshot import head


def find_inspection(conn: Connection, slug: str, day: str) -> tuple[int, dict[str, Any]]:
    """An inspection's id and what is said of it as at a day. Raises NotFound with those there are."""
    known = governance.identities(conn)
    number = known.get(slug.strip().lower())
    found = statements.rows(conn, "inspection_text", day, head(conn), f"x.inspection_id = {number}") if number else []
    if not found or found[0]["withdrawn"]:
        near = get_close_matches(slug.strip().lower(), known, n=3) or list(known)[:5]
        raise NotFound(f"no inspection {slug!r}", f"known: {', '.join(near) or 'none; add one: actiontracker inspection add'}")
    assert number
    return number, found[0]
