"""Plans, recommendations and posts: what is tracked, and finding things by the names that people use."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from actiontracker.domain.plan import Plan, Post, Recommendation
from actiontracker.domain.refs import ref_key
from actiontracker.store.facts import Kind
from actiontracker.store.sayings import known, last, recorded, spoken, standing

_NEWEST = 2**62


class Found(NamedTuple):
    """Something that a ref names: an action or a recommendation of a plan."""

    kind: Kind
    id: int
    plan_id: int
    plan: str
    ref: str


def plans(conn: sqlite3.Connection, known_at: int | None = None) -> list[Plan]:
    """All plans known at a head (default: now), in the order in which they were first imported.

    One whose import was undone by then has no texts, and is left out.
    """
    here = f"exists (select 1 from document d where d.plan_id = p.id and {recorded('d')})"
    added = "exists (select 1 from recommendation r join recommendation_text x on x.recommendation_id = r.id"
    added += f" where r.plan_id = p.id and {recorded('x')}) or exists (select 1 from action a"
    added += f" join action_text x on x.action_id = a.id where a.plan_id = p.id and {recorded('x')})"
    first = f"(select min(d.effective_on) from document d where d.plan_id = p.id and {recorded('d')})"
    query = (
        f"select p.id, p.slug, p.council, coalesce({first}, p.effective_on) from plan p where {here} or {added} order by p.id"
    )
    return [Plan(*row) for row in conn.execute(query, {"head": _NEWEST if known_at is None else known_at})]


def _untold(alias: str) -> str:
    return f"not exists (select 1 from retraction t where t.retracted = {alias}.entry)"


def plan_id(conn: sqlite3.Connection, slug: str) -> int | None:
    """The identity of a plan, also of one whose import was undone; None when there never was one."""
    row = conn.execute("select id from plan where slug = ?", (slug,)).fetchone()
    return int(row[0]) if row else None


def council_of(conn: sqlite3.Connection, plan: int) -> str:
    """The council of a plan."""
    (council,) = conn.execute("select council from plan where id = ?", (plan,)).fetchone()
    return str(council)


def settings(conn: sqlite3.Connection, plan: int, day: str, known_at: int) -> dict[str, str]:
    """A plan's settings as at `day`, by name; what was never set is left out."""
    newest = last("value", "plan_setting", "x.plan_id = n.plan_id and x.name = n.name")
    query = f"select n.name, {newest} from (select distinct plan_id, name from plan_setting where plan_id = :plan) n"
    rows = conn.execute(query, {"plan": plan, "day": day, "head": known_at})
    return {name: value for name, value in rows if value is not None}


_TEXT_ROW = "(select x.effective_on, x.entry from recommendation_text x where x.recommendation_id = r.id and "
_TEXT_ROW += known("x") + " order by x.effective_on desc, x.entry desc limit 1)"
_NOTE = "x.recommendation_id = r.id"
_LEADS = standing("recommendation_lead", ("recommendation_id", "post_id"), "x.place is not null", _NOTE)
_RECOMMENDATIONS = f"""
select r.id, r.plan_id, p.slug, r.ref, t.area, t.timescale, t.timescale_in_report,
  coalesce({spoken("t.text")}, ''), {spoken("t.outcome")},
  t.by_when, t.deadline,
  (select group_concat(l.post_id || case l.accountable when 1 then '*' else '' end)
   from (select * from {_LEADS} order by place, post_id) l),
  {spoken(last("note", "recommendation_note", _NOTE))},
  {last("effective_on", "recommendation_note", _NOTE)},
  (select min(x.effective_on) from recommendation_text x where x.recommendation_id = r.id and {known("x")})
from recommendation r join plan p on p.id = r.plan_id
join recommendation_text t on t.recommendation_id = r.id and (t.effective_on, t.entry) = {_TEXT_ROW}
"""


def recommendations(
    conn: sqlite3.Connection, day: str, known_at: int, *, plans: tuple[int, ...] | None = None, only: int | None = None
) -> Iterator[Recommendation]:
    """The recommendations that exist as at `day`, in the order of their documents."""
    where = "1 = 1" if plans is None else f"r.plan_id in ({', '.join(str(plan) for plan in plans) or 'null'})"
    where += "" if only is None else f" and r.id = {only}"
    query = f"{_RECOMMENDATIONS} where {where} order by r.plan_id, r.id"
    return map(Recommendation._make, conn.execute(query, {"day": day, "head": known_at}))


_OF_POST = "x.post_id = p.id"
_POSTS = f"""
select p.id, p.council, p.code, {last("title", "post_title", _OF_POST)}, {last("organisation", "post_title", _OF_POST)},
  {last("superior", "post_reports_to", _OF_POST)}, {last("stands_for", "post_alias", _OF_POST)}
from post p where p.entry <= :head order by p.id
"""


def posts(conn: sqlite3.Connection, day: str, known_at: int) -> dict[int, Post]:
    """All posts known at a head, as at `day`, by id, other spellings among them."""
    return {row[0]: Post(*row) for row in conn.execute(_POSTS, {"day": day, "head": known_at})}


def codes(conn: sqlite3.Connection, council: str) -> dict[str, int]:
    """The ids of a council's posts by code, other spellings among them."""
    return dict(conn.execute("select code, id from post where council = ?", (council,)).fetchall())


def identities(conn: sqlite3.Connection, kind: str, plan: int) -> dict[str, int]:
    """The ids of a plan's actions or recommendations by ref key, also of those whose import was undone."""
    return dict(conn.execute(f"select ref_key, id from {kind} where plan_id = ? order by id", (plan,)).fetchall())


def recorded_posts(conn: sqlite3.Connection) -> set[int]:
    """The posts whose own entry, or any later fact, was not undone: the others are identities kept for a later import."""
    query = f"select p.id from post p where {_untold('p')}"
    query += f" or exists (select 1 from post_title x where x.post_id = p.id and {_untold('x')})"
    return {row[0] for row in conn.execute(query)}


def find(conn: sqlite3.Connection, ref: str, plan: int | None = None) -> list[Found]:
    """What a ref names, over all plans or in one; things whose wording was undone are not there."""
    narrow = "" if plan is None else f" and a.plan_id = {plan}"
    query = "union all".join(
        f" select '{kind}', a.id, a.plan_id, p.slug, a.ref from {kind} a join plan p on p.id = a.plan_id"
        f" where a.ref_key = :key{narrow}"
        f" and exists (select 1 from {kind}_text x where x.{kind}_id = a.id and {_untold('x')}) "
        for kind in ("action", "recommendation")
    )
    return [Found(*row) for row in conn.execute(query, {"key": ref_key(ref)})]


def refs(conn: sqlite3.Connection, plan: int) -> list[str]:
    """All refs of a plan, to suggest near misses from."""
    query = "select ref from action where plan_id = :plan union all select ref from recommendation where plan_id = :plan"
    return [row[0] for row in conn.execute(query, {"plan": plan})]


def things(conn: sqlite3.Connection, kind: str, plan: int) -> list[tuple[str, int]]:
    """The refs and ids of a plan's actions or recommendations, in the order of recording."""
    return conn.execute(f"select ref, id from {kind} where plan_id = ? order by id", (plan,)).fetchall()


def answering(conn: sqlite3.Connection, plan: int, day: str, known_at: int) -> list[tuple[int, int]]:
    """The further recommendations that a plan's actions serve: (action id, recommendation id)."""
    linked = standing("also_answers", ("action_id", "recommendation_id"), "x.linked = 1")
    query = f"select l.action_id, l.recommendation_id from {linked} l join action a on a.id = l.action_id"
    rows = conn.execute(f"{query} where a.plan_id = :plan", {"plan": plan, "day": day, "head": known_at})
    return [(row[0], row[1]) for row in rows]


def began(conn: sqlite3.Connection, plan: int) -> str | None:
    """The day from which the first wording in the plan holds, as known now."""
    query = f"""select min(day) from (
      select min(x.effective_on) as day from action a join action_text x on x.action_id = a.id
      where a.plan_id = :plan and {_untold("x")}
      union all select min(x.effective_on) from recommendation r join recommendation_text x on x.recommendation_id = r.id
      where r.plan_id = :plan and {_untold("x")})"""
    (day,) = conn.execute(query, {"plan": plan}).fetchone()
    return str(day) if day else None


def parent(conn: sqlite3.Connection, action: int) -> int | None:
    """The recommendation that an action stands under, or None."""
    (found,) = conn.execute("select recommendation_id from action where id = ?", (action,)).fetchone()
    return found  # type: ignore[no-any-return]


def parent_ref(conn: sqlite3.Connection, action: int) -> str | None:
    """The ref of the recommendation that an action stands under, or None."""
    query = "select r.ref from action a join recommendation r on r.id = a.recommendation_id where a.id = ?"
    row = conn.execute(query, (action,)).fetchone()
    return str(row[0]) if row else None


def posts_named_by_others(conn: sqlite3.Connection, plan: int) -> set[int]:
    """The posts that some other plan's actions or recommendations name, in whatever spelling they print."""
    query = """select l.post_id from lead l join action a on a.id = l.action_id where a.plan_id <> :plan
      union select l.post_id from recommendation_lead l join recommendation r on r.id = l.recommendation_id
      where r.plan_id <> :plan"""
    return {row[0] for row in conn.execute(query, {"plan": plan})}


def areas(conn: sqlite3.Connection) -> list[str]:
    """Every area that a recommendation was ever put under."""
    return [row[0] for row in conn.execute("select distinct area from recommendation_text where area is not null order by 1")]


def stages(conn: sqlite3.Connection) -> list[str]:
    """Every stage that an action was ever put under."""
    return [row[0] for row in conn.execute("select distinct stage from action_text where stage is not null order by 1")]
