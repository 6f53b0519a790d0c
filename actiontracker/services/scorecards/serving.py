"""What indicators are to show: the measures of outcomes that name them, and how far the actions have come."""

from actiontracker.domain.errors import NotFound
from actiontracker.domain.words import CLOSED
from actiontracker.reports.scorecards.story import Served
from actiontracker.services.outcomes import measures_of
from actiontracker.services.reporting import named
from actiontracker.services.scorecards.finding import find_indicator
from actiontracker.store import plans, snapshot
from actiontracker.store.connection import Connection
from actiontracker.store.plans import Found


def served(conn: Connection, indicator: int, day: str, head: int) -> list[Served]:
    """The measures that an indicator serves as at a day, in plan order."""
    found = []
    for plan in plans.plans(conn, head):
        for line in measures_of(conn, (plan.id,), day, head):
            if line.indicator and indicator_named(conn, line.indicator, day, head) == indicator:
                closed, actions = progress(conn, plan.id, plan.slug, line.recommendation_ref, day, head)
                found.append(Served(plan.slug, line.recommendation_ref, line.measure, line.text, line.outcome, closed, actions))
    return found


def indicator_named(conn: Connection, name: str, day: str, head: int) -> int | None:
    """The indicator that a measure names, by its id; None where nothing or more than one has that name."""
    try:
        return find_indicator(conn, name, day, head).indicator.id
    except NotFound:
        return None


def progress(conn: Connection, plan: int, slug: str, ref: str, day: str, head: int) -> tuple[int, int]:
    """How many of a recommendation's actions are closed, and how many there are; what was withdrawn counts in neither."""
    number = plans.identities(conn, "recommendation", plan)[ref.casefold()]
    filters = snapshot.Filters(named=named(conn, [Found("recommendation", number, plan, slug, ref)], day, head))
    states = [state for state in snapshot.actions(conn, day, filters, known_at=head) if state.status != "withdrawn"]
    return sum(state.status in CLOSED for state in states), len(states)
