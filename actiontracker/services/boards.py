"""The board summary: a plan read at two days, and summed up."""

from datetime import date
from pathlib import Path

from actiontracker.domain.deadlines import month_before
from actiontracker.domain.plan import Plan
from actiontracker.reports.actions import Action, Lens, colour_key, rules_from, seen
from actiontracker.reports.board import Board, PlanLine, Reading, board
from actiontracker.services.reporting import board_plans
from actiontracker.store import plans as store_plans
from actiontracker.store import snapshot
from actiontracker.store.connection import Connection, reading


def board_summary(database: Path, day: str, since: str | None, slugs: tuple[str, ...], every: bool) -> Board:
    """The monthly summary as at `day`, compared with `since`. Raises UsageFault, NotFound.

    By default it is compared with a month before, or with the plan's first day where that is later.
    """
    with reading(database) as conn:
        chosen = board_plans(conn, slugs, every)
        if since is None:
            since = month_before(date.fromisoformat(day)).isoformat()
            since = max([since, *(plan.began for plan in chosen if plan.began < day)])
        head = snapshot.head(conn)
        now = read(conn, chosen, day, head)
        then = read(conn, chosen, since, head)
        lines = [plan_line(conn, plan, day, head) for plan in chosen]
        return board(lines, now, then, day, since)


def read(conn: Connection, chosen: list[Plan], day: str, head: int) -> Reading:
    """Plans as at a day: their actions, recommendations, and which answers which."""
    ids = tuple(plan.id for plan in chosen)
    rules = {plan.id: rules_from(store_plans.settings(conn, plan.id, day, head)) for plan in chosen}
    lens = Lens(day, rules, store_plans.posts(conn, day, head))
    recommendations = list(store_plans.recommendations(conn, day, head, plans=ids))
    actions: list[Action] = []
    answers: dict[tuple[str, str], list[Action]] = {}
    by_id: dict[int, Action] = {}
    for state in snapshot.actions(conn, day, snapshot.Filters(plans=ids), known_at=head):
        action = by_id[state.action_id] = seen(state, lens)
        actions.append(action)
        if action.recommendation_ref:
            answers.setdefault((action.plan, action.recommendation_ref), []).append(action)
    refs = {r.id: (r.plan, r.ref) for r in recommendations}
    for plan in ids:
        for action_id, recommendation in store_plans.answering(conn, plan, day, head):
            if recommendation in refs and action_id in by_id:
                answers.setdefault(refs[recommendation], []).append(by_id[action_id])
    return Reading(actions, recommendations, answers)


def plan_line(conn: Connection, plan: Plan, day: str, head: int) -> PlanLine:
    """What the cover says of a plan as at a day."""
    said = store_plans.settings(conn, plan.id, max(day, plan.began), head)
    return PlanLine(
        slug=plan.slug,
        title=said.get("title", plan.slug),
        council=plan.council,
        published=said.get("published"),
        version=said.get("version"),
        notice=said.get("notice"),
        key=colour_key(said),
        began=plan.began,
    )
