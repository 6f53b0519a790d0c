"""What stands beside actions as at a day: evidence, sign-off, re-audits, what waits for what.

Read apart from the actions, table by table: most actions have none of it, and lists of many must not pay for it.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from actiontracker.domain.assurance import Assured, lacking
from actiontracker.domain.words import CLOSED, DONE
from actiontracker.store.sayings import known, standing
from actiontracker.store.snapshot import STATUS, one_of

_Known = dict[int, dict[str, Any]]
_DONE = one_of(DONE)


def _not_opened_after(alias: str) -> str:
    """That no saying which is later than a row opens its action again."""
    return (
        f"not exists (select 1 from updates u where u.action_id = {alias}.action_id and u.status not in ({_DONE})"
        f" and {known('u')} and (u.effective_on, u.entry) > ({alias}.effective_on, {alias}.entry))"
    )


# A sign-off or a re-audit ends when a later saying opens the action again. Where one that was recorded since opens it from
# a day before (or its completion was taken back), there was nothing to sign off: it is not for a completion to come.
_HOLDS = f"""({_not_opened_after("x")} and exists (select 1 from updates d where d.action_id = x.action_id
  and d.status in ({_DONE}) and {known("d")} and d.effective_on <= x.effective_on and {_not_opened_after("d")}))"""
_COUNTING = standing("evidence_for", ("action_id", "evidence_id"), "x.counts = 1")
_EVIDENCE = f"""select f.action_id, e.kind from {_COUNTING} f join evidence e on e.id = f.evidence_id
  where e.expires is null or e.expires >= :day order by f.action_id, e.id"""
_NEEDED = f"""select a.id, n.recommendation_id, n.kind from
  {standing("evidence_needed", ("recommendation_id", "kind"), "x.needed = 1")} n
  join action a on a.recommendation_id = n.recommendation_id"""
_SIGNOFFS = f"""select s.action_id, s.agreed, s.effective_on from
  {standing("signoff", ("action_id",), "1 = 1", _HOLDS)} s"""
_REAUDITS = f"""select x.action_id, x.effective_on, x.due_on, x.result, {_HOLDS} from reaudit x
  where {known("x")} order by x.effective_on, x.entry"""
_WAITS = standing("depends_on", ("action_id", "prerequisite"), "x.waits = 1")
_ANSWERS = f"""select l.action_id, r.ref from {standing("also_answers", ("action_id", "recommendation_id"), "x.linked = 1")} l
  join recommendation r on r.id = l.recommendation_id order by l.action_id, r.id"""


def assured(conn: sqlite3.Connection, day: str, head: int, signed_plans: Iterable[int] = ()) -> dict[int, Assured]:
    """What is known of the actions of which anything is, by id.

    `signed_plans` are the plans whose closure rule asks for a sign-off: since when their actions are done is read too.
    """
    at = {"day": day, "head": head}
    found: _Known = defaultdict(dict)
    _read_evidence(conn, at, found)
    for action, agreed, on in conn.execute(_SIGNOFFS, at):
        found[action]["signed_off_on" if agreed else "signoff_refused_on"] = on
    for action, on, due, result, holds in conn.execute(_REAUDITS, at):
        if due:
            found[action] |= {"reaudit_due": due if holds else None}
        if result:
            passed = result == "sustained" and bool(holds)
            found[action] |= {"reaudit_due": None, "reaudit_result": result, "reaudit_on": on}
            found[action] |= {"reaudit_passed": passed, "reaudit_partly": result == "partly" and bool(holds)}
    _read_waiting(conn, at, found)
    for action, ref in conn.execute(_ANSWERS, at):
        found[action]["also_answers"] = (*found[action].get("also_answers", ()), ref)
    for plan in signed_plans:
        for action, on in conn.execute(_CLOSED_ON, at | {"plan": plan}):
            found[action]["closed_on"] = on
    return {action: Assured(**said) for action, said in found.items()}


_CLOSED_ON = f"""select x.action_id, min(x.effective_on) from updates x join action a on a.id = x.action_id
  where a.plan_id = :plan and x.status in ({_DONE}) and {known("x")} and {_not_opened_after("x")} group by x.action_id"""


def _read_evidence(conn: sqlite3.Connection, at: dict[str, Any], found: _Known) -> None:
    for action, kind in conn.execute(_EVIDENCE, at):
        found[action]["evidence"] = (*found[action].get("evidence", ()), kind)
    needed: dict[int, set[str]] = defaultdict(set)
    actions: dict[int, set[int]] = defaultdict(set)
    for action, recommendation, kind in conn.execute(_NEEDED, at):
        needed[recommendation].add(kind)
        actions[recommendation].add(action)
    for recommendation, kinds in needed.items():
        held = {kind for action in actions[recommendation] for kind in found.get(action, {}).get("evidence", ())}
        for action in actions[recommendation]:
            found[action]["lacking"] = lacking(kinds, held)


def _read_waiting(conn: sqlite3.Connection, at: dict[str, Any], found: _Known) -> None:
    """Who waits for whom, where both are open: a closed one holds nobody up."""
    pairs = [(row[0], row[1]) for row in conn.execute(f"select action_id, prerequisite from {_WAITS} order by 1, 2", at)]
    ids = ", ".join(str(action) for action in sorted({action for pair in pairs for action in pair}))
    query = f"""select a.id, a.plan_id, p.slug, a.ref from action a join plan p on p.id = a.plan_id
      where a.id in ({ids}) and {STATUS} not in ({one_of(CLOSED)})"""
    still_open = {row[0]: row[1:] for row in conn.execute(query, at)} if pairs else {}
    for action, prerequisite in pairs:
        if action in still_open and prerequisite in still_open:
            ref, other = (
                _named(still_open[one], still_open[two]) for one, two in ((action, prerequisite), (prerequisite, action))
            )
            found[action]["waiting_on"] = (*found[action].get("waiting_on", ()), other)
            found[prerequisite]["holds_up"] = (*found[prerequisite].get("holds_up", ()), ref)


def _named(thing: tuple[int, str, str], seen_from: tuple[int, str, str]) -> str:
    """A ref; of another plan's action with its plan."""
    return thing[2] if thing[0] == seen_from[0] else f"{thing[1]}:{thing[2]}"


def needed(conn: sqlite3.Connection, plan: int, day: str, known_at: int) -> list[tuple[str, tuple[str, ...]]]:
    """The recommendations of a plan that need kinds of evidence as at a day, by ref, in the order of the document."""
    rows = standing("evidence_needed", ("recommendation_id", "kind"), "x.needed = 1")
    query = f"""select r.ref, n.kind from {rows} n join recommendation r on r.id = n.recommendation_id
      where r.plan_id = :plan order by r.id, n.kind"""
    found: dict[str, tuple[str, ...]] = {}
    for ref, kind in conn.execute(query, {"plan": plan, "day": day, "head": known_at}):
        found[ref] = (*found.get(ref, ()), kind)
    return list(found.items())


def needed_by(conn: sqlite3.Connection, recommendation: int, day: str, known_at: int) -> list[str]:
    """The kinds of evidence that one recommendation needs as at a day."""
    rows = standing("evidence_needed", ("recommendation_id", "kind"), "x.needed = 1", "x.recommendation_id = :id")
    found = conn.execute(f"select kind from {rows}", {"id": recommendation, "day": day, "head": known_at})
    return [row[0] for row in found]
