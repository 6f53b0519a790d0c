"""How actions are seen on a day: the rules of their plans, the posts, and what stands beside them."""

from actiontracker.domain.plan import Plan, Post
from actiontracker.domain.rag import Rules
from actiontracker.reports.actions import Lens, rules_from
from actiontracker.store import plans as store_plans
from actiontracker.store.assurance import assured
from actiontracker.store.connection import Connection

_SIGNED = ("signed-off", "embedded")


def lens(
    conn: Connection, day: str, head: int, plans: list[Plan], posts: dict[int, Post], rules: dict[int, Rules] | None = None
) -> Lens:
    """A lens on the actions of some plans as at a day, as known at a head; `rules` instead of those that hold then."""
    own = {plan.id: rules_from(store_plans.settings(conn, plan.id, day, head)) for plan in plans} if rules is None else rules
    signed = [plan for plan, said in own.items() if said.closure_rule in _SIGNED]
    return Lens(day, own, posts, assured(conn, day, head, signed))
