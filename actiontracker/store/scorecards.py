"""Scorecards: which there are, how they are set, and which indicators they list as at a day."""

import sqlite3
from typing import NamedTuple

from actiontracker.store.sayings import known, last, recorded, spoken


class Scorecard(NamedTuple):
    """A scorecard's identity, and the day from which it is known."""

    id: int
    slug: str
    council: str
    began: str


class Listed(NamedTuple):
    """A line of a scorecard: an indicator under the ref, heading and wording that it has there."""

    indicator_id: int
    key: str
    ref: str | None
    heading: str | None
    description: str | None


def scorecards(conn: sqlite3.Connection, head: int) -> list[Scorecard]:
    """All scorecards known at a head, in the order in which they came; those whose import was undone are not there."""
    first = f"(select min(d.effective_on) from document d where d.scorecard_id = s.id and {recorded('d')})"
    query = f"select s.id, s.slug, s.council, {first} from scorecard s where {first} is not null order by s.id"
    return [Scorecard(*row) for row in conn.execute(query, {"head": head})]


def identity(conn: sqlite3.Connection, slug: str) -> tuple[int, str] | None:
    """The id and council of a scorecard, also of one whose import was undone; None where there never was one."""
    row = conn.execute("select id, council from scorecard where slug = ?", (slug,)).fetchone()
    return (int(row[0]), str(row[1])) if row else None


def author(conn: sqlite3.Connection, scorecard: int) -> str:
    """Who brought a scorecard in first."""
    query = "select e.recorded_by from scorecard s join entry e on e.seq = s.entry where s.id = ?"
    return str(conn.execute(query, (scorecard,)).fetchone()[0])


def settings(conn: sqlite3.Connection, scorecard: int, day: str, head: int, *, printed: bool = False) -> dict[str, str]:
    """A scorecard's settings as at a day; `printed`: as its documents last said, whatever was set since."""
    only = " and x.printed = 1" if printed else ""
    newest = last("value", "scorecard_setting", "x.scorecard_id = n.scorecard_id and x.name = n.name", only)
    query = f"""select n.name, {newest} from (select distinct scorecard_id, name from scorecard_setting
      where scorecard_id = :scorecard) n order by n.name"""
    rows = conn.execute(query, {"scorecard": scorecard, "day": day, "head": head})
    return {name: value for name, value in rows if value is not None}


def settings_said(conn: sqlite3.Connection, scorecard: int, head: int) -> list[tuple[str, str, str | None, int | None, int]]:
    """All that was set and not undone: name, day, value, whether a document said so, entry; in the order of recording."""
    query = f"""select x.name, x.effective_on, x.value, x.printed, x.entry from scorecard_setting x
      where x.scorecard_id = :scorecard and {recorded("x")} order by x.entry, x.effective_on, x.name"""
    return [tuple(row) for row in conn.execute(query, {"scorecard": scorecard, "head": head})]


_LINE = f"""select l.indicator_id, i.key, l.ref, l.heading, {spoken("l.description")} from scorecard_line l
  join indicator i on i.id = l.indicator_id where l.scorecard_id = :scorecard and l.place is not null
  and (l.effective_on, l.entry) = (select x.effective_on, x.entry from scorecard_line x where x.scorecard_id = l.scorecard_id
    and x.indicator_id = l.indicator_id and {known("x")} order by x.effective_on desc, x.entry desc limit 1)
  order by l.place, l.indicator_id"""


def lines(conn: sqlite3.Connection, scorecard: int, day: str, head: int) -> list[Listed]:
    """The indicators that a scorecard lists as at a day, in printed order."""
    return [Listed(*row) for row in conn.execute(_LINE, {"scorecard": scorecard, "day": day, "head": head})]


def places(conn: sqlite3.Connection, scorecard: int, day: str, head: int) -> dict[int, int]:
    """The place of each indicator that a scorecard lists as at a day, by the indicator's id."""
    query = _LINE.replace("select l.indicator_id,", "select l.place, l.indicator_id,", 1)
    return {row[1]: row[0] for row in conn.execute(query, {"scorecard": scorecard, "day": day, "head": head})}


def listing(conn: sqlite3.Connection, indicator: int, day: str, head: int) -> list[tuple[int, str, str | None]]:
    """The scorecards that list an indicator: id, short name, and the ref that it has there."""
    query = f"""select s.id, s.slug, l.ref from scorecard_line l join scorecard s on s.id = l.scorecard_id
      where l.indicator_id = :indicator and l.place is not null and (l.effective_on, l.entry) = (
        select x.effective_on, x.entry from scorecard_line x where x.scorecard_id = l.scorecard_id
        and x.indicator_id = l.indicator_id and {known("x")} order by x.effective_on desc, x.entry desc limit 1)
      order by s.id"""
    return [tuple(row) for row in conn.execute(query, {"indicator": indicator, "day": day, "head": head})]


def slug_of(conn: sqlite3.Connection, scorecard: object) -> str | None:
    """The short name of a scorecard; None for none."""
    row = conn.execute("select slug from scorecard where id = ?", (scorecard,)).fetchone()
    return str(row[0]) if row else None


def key_of(conn: sqlite3.Connection, indicator: int) -> str:
    """The key of an indicator."""
    return str(conn.execute("select key from indicator where id = ?", (indicator,)).fetchone()[0])
