"""One action or recommendation with its history, and the record of all that was done."""

import sqlite3
from pathlib import Path
from typing import Any

from actiontracker.domain.plan import Recommendation
from actiontracker.reports.actions import Action, seen
from actiontracker.reports.story import Event, Story
from actiontracker.services.finding import find_plan, find_ref
from actiontracker.services.reporting import Scope, scope
from actiontracker.services.said import acts_said
from actiontracker.store import history, plans, snapshot
from actiontracker.store.connection import reading
from actiontracker.store.history import Line


def story(database: Path, ref: str, day: str) -> Story:
    """One action or recommendation as at a day, with its whole history. Raises NotFound."""
    with reading(database) as conn:
        thing = find_ref(conn, ref)
        around = scope(conn, day)
        events = _events(conn, thing.kind, thing.id, around)
        events = [event._replace(plan=thing.plan, ref=thing.ref) for event in events]
        if thing.kind == "action":
            states = list(snapshot.actions(conn, day, snapshot.Filters(named=((thing.id,), ()))))
            action = seen(states[0], around.lens) if states else None
            parent = _parent(conn, thing.plan_id, action, day, around.head)
            leads = around.lens.leads(parent.leads)[0] if parent else ()
            return Story(day, action, parent, leads, [], events)
        filters = snapshot.Filters(named=((), (thing.id,)))
        actions = [seen(state, around.lens) for state in snapshot.actions(conn, day, filters)]
        recommendation = next(plans.recommendations(conn, day, around.head, only=thing.id), None)
        leads = around.lens.leads(recommendation.leads)[0] if recommendation else ()
        return Story(day, None, recommendation, leads, actions, events)


def _parent(conn: sqlite3.Connection, plan: int, action: Action | None, day: str, head: int) -> Recommendation | None:
    if action is None or action.recommendation_ref is None:
        return None
    found = plans.identities(conn, "recommendation", plan)[action.recommendation_ref.casefold()]
    return next(plans.recommendations(conn, day, head, only=found), None)


def _events(conn: sqlite3.Connection, kind: str, thing: int, around: Scope) -> list[Event]:
    codes = {post.id: post.code for post in around.posts.values()}
    return [
        Event(r.seq, r.recorded_at, r.recorded_by, r.kind, None, None, r.version, r.on, said, r.retracted_by)
        for r, said in acts_said(conn, kind, thing, codes)
    ]


def record(database: Path, *, since: str = "", plan: str | None = None) -> list[Event]:
    """The record since a recording day, oldest first; an import stands as one line. Raises NotFound."""
    with reading(database) as conn:
        number = find_plan(conn, plan).id if plan else None
        around = scope(conn, "9999-12-31")
        codes = {post.id: post.code for post in around.posts.values()}
        told: dict[int, dict[int, dict[str, Any]]] = {}
        return [_event(conn, line, codes, told) for line in history.lines(conn, since=since, plan=number)]


def _event(conn: sqlite3.Connection, line: Line, codes: dict[int, str], told: dict[int, dict[int, dict[str, Any]]]) -> Event:
    if line.action_id is None:
        said, on = _about_no_action(conn, line), None
    else:
        if line.action_id not in told:
            told[line.action_id] = {r.seq: {**said, "on": r.on} for r, said in acts_said(conn, "action", line.action_id, codes)}
        said = dict(told[line.action_id].get(line.seq, {}))
        on = said.pop("on", None)
    return Event(
        line.seq, line.recorded_at, line.recorded_by, line.kind, line.plan, line.ref, line.version, on, said, line.retracted_by
    )


def _about_no_action(conn: sqlite3.Connection, line: Line) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for table, row in history.facts_of(conn, line):
        if table == "document":
            return {"file": row["name"], "entries": line.seq - int(str(row["first_entry"])) + 1}
        if table == "retraction":
            said["retracted"] = "; ".join(filter(None, (str(said.get("retracted", "")), str(row["retracted"]))))
        for key in ("text", "note", "title", "reason"):
            if key in row:
                said[key] = row[key]
    return said
