"""All inspections and themes of a council in the shape of a governance file: importing it gives the same."""

from pathlib import Path
from typing import Any

from actiontracker.domain.errors import NotFound, UsageFault
from actiontracker.services.governance.reading import inspections, themes_as_at
from actiontracker.store import governance, snapshot, statements
from actiontracker.store.connection import Connection, reading

Table = dict[str, Any]
_TEXT = ("framework", "title", "began", "ended", "received", "published", "report", "note")


def governance_file(database: Path, day: str, council: str | None) -> Table:
    """What stands of inspections and themes as at a day, with the day from which each holds. Raises NotFound, UsageFault."""
    with reading(database) as conn:
        head = snapshot.head(conn)
        known = inspections(conn, day, head)
        councils = list(dict.fromkeys(each.council for each in known))
        if not councils:
            raise NotFound("no inspection is recorded by that day", "add one: actiontracker inspection add")
        if council is None and len(councils) > 1:
            raise UsageFault(f"inspections of several councils: {', '.join(councils)}", "say --council")
        chosen = council or councils[0]
        if chosen not in councils:
            raise NotFound(f"no inspection of {chosen!r}", f"known: {', '.join(councils)}")
        return _table(conn, chosen, day, head)


def _table(conn: Connection, council: str, day: str, head: int) -> Table:
    ids, names = governance.identities(conn), governance.names(conn)
    texts = {names[row["inspection_id"]][0]: row for row in statements.rows(conn, "inspection_text", day, head)}
    own = [each for each in inspections(conn, day, head) if each.council == council]
    first = min(texts[each.inspection]["effective_on"] for each in own)
    file: Table = {"format": 1, "governance": {"council": council, "on": first}}
    sources = statements.rows(conn, "recommendation_source", day, head)
    agencies: dict[int, list[str]] = {}
    for row in statements.rows(conn, "addressed_to", day, head):
        if row["stands"] == 1:
            agencies.setdefault(row["recommendation_id"], []).append(row["agency"])
    refs = governance.named(conn)
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
    plans = {plan for each in own for plan in each.plans}
    linked = [theme for theme in themes_as_at(conn, day, head) if any(answer.plan in plans for answer in theme.recommendations)]
    if linked:
        file["themes"] = [
            {"name": theme.theme, "recommendations": [f"{a.plan}:{a.ref}" for a in theme.recommendations]} for theme in linked
        ]
    return file


def _given(said: Table) -> Table:
    return {name: value for name, value in said.items() if value not in (None, "")}
