"""Slippage, and the change log of the plan: what moved, what was changed in it, and who agreed."""

from pathlib import Path
from typing import Any, NamedTuple

from actiontracker.domain.plan import Plan
from actiontracker.reports.actions import Action
from actiontracker.reports.changes import ChangeLine
from actiontracker.reports.exceptions import days_between
from actiontracker.reports.slippage import Move, Slippage, slippage
from actiontracker.services.reporting import Scope, Selection, scope, selected
from actiontracker.services.said import changes_said
from actiontracker.store import dates, history, plans
from actiontracker.store.connection import Connection, reading
from actiontracker.store.history import Recorded


class Slipped(NamedTuple):
    """Slippage, and what it covers."""

    scope: Scope
    found: Slippage


def slipped(database: Path, day: str, since: str | None, selection: Selection) -> Slipped:
    """The moves decided after `since` (None: since the plans began), and what is late. Raises NotFound."""
    with reading(database) as conn:
        around = scope(conn, day, selection.plans)
        actions = selected(conn, around, selection)
        moves = _moves(conn, around, actions, day)
        return Slipped(around, slippage(moves, list(actions.values()), since or "", day))


def _moves(conn: Connection, around: Scope, actions: dict[int, Action], day: str) -> list[Move]:
    """Every granted move of these actions, with the request that it answers."""
    agreed: dict[int, str | None] = {}
    count: dict[int, int] = {}
    asked = {}
    moves = []
    for row in dates.steps(conn, tuple(plan.id for plan in around.plans), day, around.head):
        action = actions.get(row.action_id)
        if row.step == "requested":
            asked[row.entry] = row
        if action is None or row.step not in ("set", "granted"):
            continue
        old = agreed.get(row.action_id, action.original_deadline)
        agreed[row.action_id] = row.deadline
        if row.step == "granted" and row.deadline:
            number = count[row.action_id] = count.get(row.action_id, 0) + 1
            request = asked.get(row.request or 0)
            decided = (row.on, row.agreed_by, row.minute, row.reason)
            asked_for = (request.on, request.by, request.reason) if request else (None, None, None)
            what = (action.plan, action.ref, action.recommendation_ref, action.leads, number, old, row.deadline)
            moves.append(Move(*what, days_between(old, row.deadline), *decided, *asked_for))
    return moves


class Changes(NamedTuple):
    """The change log of plans, and what it covers."""

    scope: Scope
    lines: list[ChangeLine]


def changes(database: Path, day: str, since: str, slugs: tuple[str, ...]) -> Changes:
    """What was changed in the plans from `since` (that day too) to `day`, by plan, in order of the day it holds from.

    Raises NotFound. What stood in a plan on its first day is no change.
    """
    with reading(database) as conn:
        around = scope(conn, day, slugs)
        found = [line for plan in around.plans for line in _changes_of(conn, plan, around)]
        return Changes(around, [line for line in found if since <= line.on <= day])


def _changes_of(conn: Connection, plan: Plan, around: Scope) -> list[ChangeLine]:
    codes = {post.id: post.code for post in around.posts.values()}
    settings = [(on, value) for name, on, value in history.settings_rows(conn, plan.id) if name == "version"]
    versions = sorted(settings, key=lambda setting: setting[0])  # of one day, the last that was recorded stays last
    lines = []
    for kind in ("recommendation", "action"):
        for ref, thing in plans.things(conn, kind, plan.id):
            before: dict[str, Any] = {}
            asked: dict[str, Any] = {}
            for recorded, said in changes_said(conn, kind, thing, codes):
                if "label" in said:
                    asked[said["label"]] = said.get("reason")
                elif "answers" in said and not said.get("reason"):  # the board said nothing more: why it was asked for
                    said["reason"] = asked.get(said["answers"])
                lines += _lines(plan, versions, ref, recorded, said, before)
                before |= {key: said[key] for key in (*_FIELDS, "date") if key in said}
                if date := said.get("grant", said.get("deadline")):
                    before["date"] = date
    return sorted(lines, key=lambda line: (line.on, line.entry))


_FIELDS = ("text", "stage", "by_when", "outcome", "area", "timescale", "leads", "also_answers")


def _lines(
    plan: Plan, versions: list[tuple[str, str]], ref: str, recorded: Recorded, said: dict[str, Any], before: dict[str, Any]
) -> list[ChangeLine]:
    """What one entry changed in the plan: nothing where it speaks of progress, or of the plan's first day."""
    on = str(recorded.on)
    version = next((value for day, value in reversed(versions) if day <= on), None)
    said_by = (said.get("reason"), said.get("agreed_by"), said.get("minute"))
    what = _what(plan, on, said, before)
    return [ChangeLine(plan.slug, version, on, ref, *each, *said_by, recorded.recorded_by, recorded.seq) for each in what]


def _what(plan: Plan, on: str, said: dict[str, Any], before: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    if "text" in said and "text" not in before:
        return [("added", None, str(said["text"]))] if on > plan.began else []
    found: list[tuple[str, str | None, str | None]] = []
    for key in _FIELDS:
        if key in said and key in before and said[key] != before[key]:
            name = {"leads": "leads", "also_answers": "answers"}.get(key, "reworded")
            found.append((name, _words(before[key]), _words(said[key])))
    if "also_answers" in said and "also_answers" not in before and on > plan.began:
        found.append(("answers", None, _words(said["also_answers"])))
    if said.get("status") == "withdrawn":
        found.append(("withdrawn", None, f"duplicate of {said['duplicate_of']}" if "duplicate_of" in said else None))
    for key, name in (("grant", "date moved"), ("refuse", "date refused")):
        if key in said:
            found.append((name, before.get("date"), str(said[key])))
    if "deadline" in said and said["deadline"] != before.get("date") and ("date" in before or on > plan.began):
        found.append(("date set", before.get("date"), str(said["deadline"]) or None))
    return found


def _words(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)
