"""The verb `check`: plans read as at a day, and gone through for what a good plan does not have."""

from pathlib import Path
from typing import NamedTuple

from actiontracker.domain.plan import Plan
from actiontracker.reports.actions import seen
from actiontracker.reports.checks.people import codes_in_key
from actiontracker.reports.checks.run import Checked, check
from actiontracker.reports.checks.subject import Item, Subject
from actiontracker.services.reporting import Scope, scope
from actiontracker.store import checking, committees, measures, snapshot
from actiontracker.store import plans as store_plans
from actiontracker.store.connection import Connection, reading


class Examined(NamedTuple):
    """What was checked, and what was found."""

    scope: Scope
    checked: Checked


def check_plans(database: Path, day: str, slugs: tuple[str, ...]) -> Examined:
    """Check the plans named (all, if none is) as at `day`. Raises NotFound."""
    with reading(database) as conn:
        around = scope(conn, day, slugs)
        return Examined(around, check(_subject(conn, plan, around) for plan in around.plans))


def _subject(conn: Connection, plan: Plan, around: Scope) -> Subject:
    """A plan with all that the checks need, each thing read by one query."""
    day, head = around.lens.day.isoformat(), around.head
    before = checking.notes_before_last(conn, plan.id, day, head)
    since = checking.done_since(conn, plan.id, day, head)
    items = {
        state.action_id: Item(state, seen(state, around.lens), since.get(state.action_id), before.get(state.action_id))
        for state in snapshot.actions(conn, day, snapshot.Filters(plans=(plan.id,)), known_at=head)
    }
    recommendations = list(store_plans.recommendations(conn, day, head, plans=(plan.id,)))
    answers: dict[str, list[Item]] = {}
    for item in items.values():
        if item.state.recommendation_ref:
            answers.setdefault(item.state.recommendation_ref, []).append(item)
    refs = {recommendation.id: recommendation.ref for recommendation in recommendations}
    for action, recommendation in store_plans.answering(conn, plan.id, day, head):
        if action in items and recommendation in refs:
            answers.setdefault(refs[recommendation], []).append(items[action])
    published = store_plans.settings(conn, plan.id, day, head).get("published")
    keyed = codes_in_key(around.posts, plan.council)
    measured = frozenset(one.recommendation_ref for one in measures.measures(conn, (plan.id,), day, head))
    rules = around.lens.rules(plan.id)
    empty = _vacant(conn, plan, around)
    return Subject(plan.slug, day, published, rules, recommendations, list(items.values()), answers, keyed, measured, empty)


def _vacant(conn: Connection, plan: Plan, around: Scope) -> frozenset[str]:
    """The codes of posts that nobody holds or covers; few councils say who holds what."""
    if not committees.is_any(conn, "post_holder"):
        return frozenset()
    from actiontracker.services.holders import vacant_posts

    return vacant_posts(conn, around.head, around.posts, plan.council, around.lens.day.isoformat())
