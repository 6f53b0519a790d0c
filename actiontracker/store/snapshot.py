"""The state of actions as at a day, as known at a head of the ledger: one query, streamed.

Every value is read by the one rule (`sayings`); nothing is cached, so nothing can drift. What SQL cannot tell (ratings,
the due days of recurring actions) is computed by `reports` from these rows.
"""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from actiontracker.domain.plan import Record, State
from actiontracker.domain.words import CLOSED, DONE
from actiontracker.store.sayings import known, last, spoken, standing


class Filters(NamedTuple):
    """What narrows a list. Values of one field mean "either"; different fields mean "both". None: not asked.

    `named` are ids of actions, and of recommendations whose actions are meant; `leads` are groups of post ids, of which
    each group must lead. `due_before` and `due_after` are ISO days, on the agreed deadline; recurring actions, whose due
    day is computed later, pass both.
    """

    plans: tuple[int, ...] | None = None
    named: tuple[tuple[int, ...], tuple[int, ...]] | None = None
    areas: tuple[str, ...] | None = None
    leads: tuple[tuple[int, ...], ...] = ()
    statuses: tuple[str, ...] | None = None
    stages: tuple[str, ...] | None = None
    due_before: str | None = None
    due_after: str | None = None
    search: str | None = None
    recurring: bool | None = None


_OF = "x.action_id = a.id"
_ROW = "(select x.effective_on, x.entry from {0} x where {1} and " + known("x")
_ROW += " order by x.effective_on desc, x.entry desc limit 1)"


def one_of(words: tuple[str, ...]) -> str:
    """Words of ours as an SQL list."""
    return ", ".join(f"'{word}'" for word in words)


STATUS = f"coalesce({last('status', 'updates', _OF, ' and x.status is not null')}, 'not_reported')"
_AGREED_ONLY = " and x.step in ('set', 'granted')"
OWN_DEADLINE = last("deadline", "deadline", _OF, _AGREED_ONLY)
# An action takes its recommendation's date where it prints none of its own; an unreadable one is its own.
_INHERITED = "case when t.by_when is null then rt.deadline end"
AGREED = f"coalesce({OWN_DEADLINE}, {_INHERITED})"
_FIRST_DAY = f"select min(s.effective_on) from deadline s where s.action_id = a.id and s.step = 'set' and {known('s')}"
_ORIGINAL = last(
    "deadline", "deadline", _OF, f" and x.step = 'set' and x.effective_on = ({_FIRST_DAY} and s.deadline is not null)"
)
_FIRST_GRANTED = (
    f"(select x.deadline from deadline x where {_OF} and x.step = 'granted' and {known('x')}"
    " order by x.effective_on, x.entry limit 1)"
)
_MOVES = f"(select count(*) from deadline x where {_OF} and x.step = 'granted' and {known('x')})"
# A request that a later one took the place of is settled with it.
UNDECIDED = (
    " and x.step = 'requested' and not exists (select 1 from deadline y where y.action_id = x.action_id"
    f" and {known('y')} and (y.request = x.entry"
    " or (y.step = 'requested' and (y.effective_on, y.entry) > (x.effective_on, x.entry))))"
)
_REQUESTED = last("deadline", "deadline", _OF, UNDECIDED)
# A withdrawal's reason counts while no later status was said.
_CURRENT = (
    " and not exists (select 1 from updates s where s.action_id = a.id and s.status is not null"
    f" and {known('s')} and (s.effective_on, s.entry) > (x.effective_on, x.entry))"
)
# The day of completion: the first "done" after the last status that is not; not known where a document only shows it done.
_COMPLETED_ON = f"""(select case when x.observed is null then x.effective_on end from updates x
  where {_OF} and x.status in ({one_of(DONE)}) and {known("x")}
  and not exists (select 1 from updates y where y.action_id = a.id and y.status not in ({one_of(DONE)})
    and {known("y")} and (y.effective_on, y.entry) > (x.effective_on, x.entry))
  order by x.effective_on, x.entry limit 1)"""


def _leads(table: str, column: str, key: str) -> str:
    rows = standing(table, (column, "post_id"), "x.place is not null", f"x.{column} = {key}")
    return (
        "(select group_concat(l.post_id || case l.accountable when 1 then '*' else '' end)"
        f" from (select * from {rows} order by place, post_id) l)"
    )


_COLUMNS = {
    "action_id": "a.id",
    "plan_id": "a.plan_id",
    "plan": "p.slug",
    "area": "rt.area",
    "recommendation_ref": "r.ref",
    "recommendation": spoken("rt.text"),
    "timescale": "rt.timescale",
    "outcome": spoken("rt.outcome"),
    "ref": "a.ref",
    "stage": "t.stage",
    "text": f"coalesce({spoken('t.text')}, '')",
    "leads": _leads("lead", "action_id", "a.id"),
    "recommendation_leads": _leads("recommendation_lead", "recommendation_id", "a.recommendation_id"),
    "by_when": "t.by_when",
    "recurrence": "t.recurrence",
    "deadline": OWN_DEADLINE,
    "recommendation_deadline": _INHERITED,
    "recommendation_by_when": "rt.by_when",
    "original": _ORIGINAL,
    "first_granted": _FIRST_GRANTED,
    "expected": last("expected", "updates", _OF, " and x.expected is not null"),
    "moves": _MOVES,
    "requested": _REQUESTED,
    "status": STATUS,
    "reported": last("rag", "updates", _OF, " and x.rag is not null"),
    "note": spoken(last("note", "updates", _OF, " and x.note is not null")),
    "noted_on": last("effective_on", "updates", _OF, " and x.note is not null"),
    "updated_on": last("effective_on", "updates", _OF),
    "done_on": last("effective_on", "updates", _OF, " and x.done = 1"),
    "completed_on": _COMPLETED_ON,
    "withdrawn_because": spoken(last("reason", "withdrawal", _OF, _CURRENT)),
    "extra": spoken("t.extra"),
    "began": f"(select min(x.effective_on) from action_text x where {_OF} and {known('x')})",
    "version": "(select e.version from entry e where e.action_id = a.id and e.seq <= :head order by e.version desc limit 1)",
}
assert tuple(_COLUMNS) == State._fields

_SOURCE = f"""from action a
join plan p on p.id = a.plan_id
join action_text t on t.action_id = a.id and (t.effective_on, t.entry) = {_ROW.format("action_text", _OF)}
left join recommendation r on r.id = a.recommendation_id
left join recommendation_text rt on rt.recommendation_id = r.id
  and (rt.effective_on, rt.entry) = {_ROW.format("recommendation_text", "x.recommendation_id = r.id")}
"""
IN_PLAN_ORDER = "a.plan_id, a.recommendation_id is null, a.recommendation_id, a.number is null, a.number, a.id"


def head(conn: sqlite3.Connection) -> int:
    """The newest entry: what "as known now" means."""
    (seq,) = conn.execute("select coalesce(max(seq), 0) from entry").fetchone()
    return int(seq)


def record_at(conn: sqlite3.Connection, known_at: int) -> Record:
    """The record up to an entry, by what stands at the foot of reports."""
    row = conn.execute("select hash from entry where seq = ?", (known_at,)).fetchone()
    return Record(known_at, row[0] if row else "")


def actions(
    conn: sqlite3.Connection, day: str, filters: Filters = Filters(), *, known_at: int | None = None
) -> Iterator[State]:
    """The actions that exist as at `day`, in plan order."""
    where, values = _conditions(filters)
    return _select(conn, day, where, values, IN_PLAN_ORDER, known_at)


def closed_on(conn: sqlite3.Connection, day: str, filters: Filters, known_at: int) -> int:
    """How many of these actions were completed or embedded as at `day`."""
    where, values = _conditions(filters)
    where.append(f"{STATUS} in ({one_of(DONE)})")
    query = f"select count(*) {_SOURCE} where {' and '.join(where)}"
    (count,) = conn.execute(query, values | {"day": day, "head": known_at}).fetchone()
    return int(count)


def overdue(conn: sqlite3.Connection, before: str, day: str, filters: Filters) -> Iterator[State]:
    """Open actions whose agreed deadline lies before `before`, the longest overdue first; recurring ones are left out."""
    where, values = _conditions(filters)
    where += ["t.recurrence is null", f"{AGREED} < :before", f"{STATUS} not in ({one_of(CLOSED)})"]
    return _select(conn, day, where, values | {"before": before}, f"{AGREED}, {IN_PLAN_ORDER}", None)


def _select(
    conn: sqlite3.Connection, day: str, where: list[str], values: dict[str, str | int], order: str, known_at: int | None
) -> Iterator[State]:
    columns = ", ".join(_COLUMNS.values())
    query = f"select {columns} {_SOURCE} where {' and '.join(where) or '1 = 1'} order by {order}"
    values = values | {"day": day, "head": head(conn) if known_at is None else known_at}
    return map(State._make, conn.execute(query, values))


def _conditions(filters: Filters) -> tuple[list[str], dict[str, str | int]]:
    where: list[str] = []
    values: dict[str, str | int] = {}

    def among(expression: str, wanted: tuple[str, ...] | tuple[int, ...] | None) -> None:
        if wanted is not None:
            names = [f"f{len(values) + number}" for number in range(len(wanted))]
            where.append(f"{expression} in ({', '.join(f':{name}' for name in names)})")
            values.update(zip(names, wanted, strict=True))

    among("a.plan_id", filters.plans)
    if filters.named is not None:
        columns = ("a.id", "a.recommendation_id")  # an empty half would scan all actions: it is left out
        halves = [f"{c} in ({', '.join(map(str, ids))})" for c, ids in zip(columns, filters.named, strict=True) if ids]
        where.append(f"({' or '.join(halves) or '1 = 0'})")
    among("rt.area", filters.areas)
    among(STATUS, filters.statuses)
    among("t.stage", filters.stages)
    for group in filters.leads:
        _led_by(where, values, group)
    if filters.due_before is not None:
        where.append(f"(t.recurrence is not null or {AGREED} < :due_before)")
        values["due_before"] = filters.due_before
    if filters.due_after is not None:
        where.append(f"(t.recurrence is not null or {AGREED} > :due_after)")
        values["due_after"] = filters.due_after
    if filters.recurring is not None:
        where.append(f"t.recurrence is {'not ' if filters.recurring else ''}null")
    if filters.search is not None:
        where.append(_SEARCH)
        values["search"] = "%" + filters.search.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return where, values


_SEARCH = (
    "exists (select 1 from words w where lower(w.text) like :search escape '\\' and"
    f" (w.id in (t.text, rt.text, t.extra) or w.id = {last('note', 'updates', _OF, ' and x.note is not null')}))"
)


def _led_by(where: list[str], values: dict[str, str | int], posts: tuple[int, ...]) -> None:
    """Actions that a post leads: by its own leads, or by the recommendation's where it has none."""
    names = [f"lead{len(values) + number}" for number in range(len(posts))]
    wanted = f"x.post_id in ({', '.join(f':{name}' for name in names)})"
    own = standing("lead", ("action_id", "post_id"), "x.place is not null", f"{_OF} and {wanted}")
    any_own = standing("lead", ("action_id", "post_id"), "x.place is not null", _OF)
    key = "x.recommendation_id = a.recommendation_id"
    inherited = standing("recommendation_lead", ("recommendation_id", "post_id"), "x.place is not null", f"{key} and {wanted}")
    where.append(f"(exists {own} or (not exists {any_own} and exists {inherited}))")
    values.update(zip(names, posts, strict=True))


def slug_of(conn: sqlite3.Connection, plan: int) -> str:
    """The short name of a plan."""
    (slug,) = conn.execute("select slug from plan where id = ?", (plan,)).fetchone()
    return str(slug)


def ref_of(conn: sqlite3.Connection, kind: str, thing: int) -> str:
    """The ref of an action or a recommendation."""
    (ref,) = conn.execute(f"select ref from {kind} where id = ?", (thing,)).fetchone()
    return str(ref)
