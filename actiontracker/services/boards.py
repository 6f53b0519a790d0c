"""The board summary: a plan read at two days, and summed up."""

import sqlite3
from pathlib import Path

from actiontracker.domain.plan import Plan
from actiontracker.reports.actions import Action, Lens, rules_from, seen
from actiontracker.reports.board import KEY, Board, PlanLine, Reading, board
from actiontracker.services.reporting import one_plan
from actiontracker.store import plans as store_plans
from actiontracker.store import snapshot
from actiontracker.store.connection import reading


def board_summary(database: Path, day: str, since: str, slugs: tuple[str, ...], every: bool) -> Board:
    """The monthly summary as at `day`, compared with `since`. Raises UsageFault, NotFound."""
    with reading(database) as conn:
        chosen = one_plan(conn, slugs, every)
        head = snapshot.head(conn)
        now = _read(conn, chosen, day, head)
        then = _read(conn, chosen, since, head)
        lines = [_plan_line(conn, plan, day, head) for plan in chosen]
        return board(lines, now, then, day, since)


def _read(conn: sqlite3.Connection, chosen: list[Plan], day: str, head: int) -> Reading:
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


def _plan_line(conn: sqlite3.Connection, plan: Plan, day: str, head: int) -> PlanLine:
    said = store_plans.settings(conn, plan.id, day, head)
    key = {colour: said.get(f"key_{colour}", meaning) for colour, meaning in KEY.items()}
    return PlanLine(
        slug=plan.slug,
        title=said.get("title", plan.slug),
        council=plan.council,
        published=said.get("published"),
        version=said.get("version"),
        notice=said.get("notice"),
        key=key,
        began=store_plans.began(conn, plan.id) or plan.began,
    )
