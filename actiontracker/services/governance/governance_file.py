"""All that governs a council's plans in the shape of a governance file: importing it gives the same."""

from pathlib import Path
from typing import Any

from actiontracker.domain.errors import NotFound, UsageFault
from actiontracker.services.committees.committee_file import committee_tables
from actiontracker.services.committees.reading import Read, read_at
from actiontracker.services.governance.reading import inspections, themes_as_at
from actiontracker.store import committees, governance, plans, snapshot, statements
from actiontracker.store.connection import Connection, reading

Table = dict[str, Any]
_TEXT = ("framework", "title", "began", "ended", "received", "published", "report", "note")


def governance_file(database: Path, day: str, council: str | None) -> Table:
    """What stands as at a day, with the day from which each holds. Raises NotFound, UsageFault."""
    with reading(database) as conn:
        head = snapshot.head(conn)
        at = read_at(conn, day, head)
        councils = _councils(at)
        if not councils:
            raise NotFound("no inspection, meeting or risk is recorded by that day", "add one: actiontracker inspection add")
        if council is None and len(councils) > 1:
            raise UsageFault(f"governance of several councils: {', '.join(councils)}", "say --council")
        chosen = next((each for each in councils if each.casefold() == (council or councils[0]).casefold()), None)
        if chosen is None:
            raise NotFound(f"nothing of {council!r} is recorded by that day", f"known: {', '.join(councils)}")
        inspected = _inspected(conn, chosen, day, head)
        tables = inspected | committee_tables(at, chosen)
        days = [table["on"] for rows in tables.values() for table in rows if "on" in table]
        return {"format": 1, "governance": {"council": chosen, "on": min(days, default=day)}} | tables


def _councils(at: Read) -> list[str]:
    """The councils of which there is something to write."""
    known = [each.council for each in inspections(at.conn, at.day, at.head)]
    known += [row["council"] for table in ("board_text", "meeting_text", "risk_text") for row in at.rows(table)]
    known += [at.posts[row["post_id"]].council for table in ("post_holder", "post_cover") for row in at.rows(table)]
    known += [council for council, _ in committees.matters(at.conn)]
    known += [plans.council_of(at.conn, row["plan_id"]) for row in at.rows("plan_route")]
    return list(dict.fromkeys(known))


def _inspected(conn: Connection, council: str, day: str, head: int) -> Table:
    """Inspections with their lists, and the themes that link what comes from them."""
    ids, names = governance.identities(conn), governance.names(conn)
    texts = {names[row["inspection_id"]][0]: row for row in statements.rows(conn, "inspection_text", day, head)}
    own = [each for each in inspections(conn, day, head) if each.council == council]
    file: Table = {}
    sources = statements.rows(conn, "recommendation_source", day, head)
    agencies: dict[int, list[str]] = {}
    for row in statements.rows(conn, "addressed_to", day, head):
        if row["stands"] == 1:
            agencies.setdefault(row["recommendation_id"], []).append(row["agency"])
    refs = governance.named(conn)
    if own:
        file["inspections"] = []
    for each in own:
        row, number = texts[each.inspection], ids[each.inspection]
        said: Table = {"slug": each.inspection} | {name: row[name] for name in _TEXT if row[name] is not None}
        said |= {"scale": list(each.scale)} if row["scale"] else {}
        said |= {name: True for name, held in (("priority", each.has_priority), ("partial", each.is_partial)) if held}
        said["on"] = row["effective_on"]
        judged = [_given({"area": j.area, "name": j.name, "grade": j.grade, "note": j.note}) for j in each.judgements]
        clocks = statements.rows(conn, "inspection_clock", day, head, f"x.inspection_id = {number}")
        answers = [source["recommendation_id"] for source in sources if source["inspection_id"] == number]
        lists = {
            "judgements": judged,
            "clocks": [_given({name: clock[name] for name in ("name", "days", "met_on")}) for clock in clocks],
            "recommendations": [
                _given({"ref": ":".join(refs[ref]), "addressed_to": agencies.get(ref)}) for ref in answers if ref in refs
            ],
        }
        file["inspections"].append(said | {name: rows for name, rows in lists.items() if rows})
    slugs = {plan for each in own for plan in each.plans}
    linked = [theme for theme in themes_as_at(conn, day, head) if any(answer.plan in slugs for answer in theme.recommendations)]
    if linked:
        file["themes"] = [
            {"name": theme.theme, "recommendations": [f"{a.plan}:{a.ref}" for a in theme.recommendations]} for theme in linked
        ]
    return file


def _given(said: Table) -> Table:
    return {name: value for name, value in said.items() if value not in (None, "")}
