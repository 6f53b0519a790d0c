"""Inspections and themes as at a day, read whole."""

from pathlib import Path
from typing import Any, NamedTuple

from actiontracker.domain.errors import NotFound
from actiontracker.domain.frameworks import FRAMEWORKS, Due, due_on, scale_of
from actiontracker.domain.plan import Record
from actiontracker.reports.governance.inspections import Inspection, Judgement, when
from actiontracker.reports.governance.themes import AgencyLine, Answer, Theme, agency_line, themes_of
from actiontracker.services import boards
from actiontracker.services.governance.finding import find_inspection
from actiontracker.store import governance, plans, snapshot, statements
from actiontracker.store.connection import Connection, reading
from actiontracker.store.statements import Row


class Known(NamedTuple):
    """The inspections as at a day, the earliest first, and where the record stands."""

    inspections: list[Inspection]
    record: Record


def known_inspections(database: Path, day: str, slug: str | None = None) -> Known:
    """All inspections as at a day, or the one that is named. Raises NotFound."""
    with reading(database) as conn:
        head = snapshot.head(conn)
        if slug:
            find_inspection(conn, slug, day)
        found = inspections(conn, day, head)
        wanted = [each for each in found if slug is None or each.inspection == slug.strip().lower()]
        return Known(wanted, snapshot.record_at(conn, head))


def inspections(conn: Connection, day: str, head: int) -> list[Inspection]:
    """The inspections that stand as at a day, the earliest first."""
    at = conn, day, head
    names = governance.names(conn)
    judged = _by(_rows("judgement", *at), "inspection_id")
    clocks = _by(_rows("inspection_clock", *at), "inspection_id")
    sources = _by([row for row in _rows("recommendation_source", *at) if row["inspection_id"]], "inspection_id")
    refs = governance.named(conn)
    found = []
    for row in _rows("inspection_text", *at):
        if row["withdrawn"]:
            continue
        number = row["inspection_id"]
        slug, council = names[number]
        graded = (each for each in judged.get(number, []) if each["grade"])
        judgements = sorted(graded, key=lambda each: (each["place"] or 0, each["area"], each["name"]))
        answered = [refs[each["recommendation_id"]] for each in sources.get(number, []) if each["recommendation_id"] in refs]
        found.append(
            Inspection(
                inspection=slug,
                council=council,
                framework=row["framework"],
                framework_name=FRAMEWORKS[row["framework"]].name,
                title=row["title"],
                began=row["began"],
                ended=row["ended"],
                received=row["received"],
                published=row["published"],
                report=row["report"],
                note=row["note"],
                scale=scale_of(row["framework"], row["scale"]),
                is_partial=row["partial"] == 1,
                has_priority=row["priority"] == 1,
                judgements=[Judgement(j["area"], j["name"], j["grade"], j["note"]) for j in judgements],
                clocks=_clocks(row, clocks.get(number, [])),
                plans=sorted({plan for plan, _ in answered}),
                recommendations=len(answered),
            )
        )
    return sorted(found, key=when)


def _clocks(row: Row, own: list[Row]) -> list[Due]:
    """The framework's clocks that run, and the inspection's own, each with the day it was met."""
    said = {clock["name"]: clock for clock in own}
    days = {
        clock.name: clock.days
        for clock in FRAMEWORKS[row["framework"]].clocks
        if not clock.only_with_priority or row["priority"] == 1
    }
    days |= {name: clock["days"] for name, clock in said.items() if clock["days"]}
    met = {name: clock["met_on"] for name, clock in said.items()}
    return [Due(name, count, due_on(row["received"], count), met.get(name)) for name, count in days.items()]


def themes(database: Path, day: str, name: str | None = None) -> list[Theme]:
    """Themes as at a day, each with its recommendations, the inspections that they come from and their ratings.

    Raises NotFound where one is named that is none.
    """
    with reading(database) as conn:
        found = themes_as_at(conn, day, snapshot.head(conn))
        wanted = [each for each in found if name is None or each.theme.casefold() == name.strip().casefold()]
        if name is not None and not wanted:
            raise NotFound(f"no theme {name!r}", f"known: {', '.join(each.theme for each in found) or 'none yet'}")
        return wanted


def themes_as_at(conn: Connection, day: str, head: int) -> list[Theme]:
    """All themes as at a day, as known at a head."""
    rows = [row for row in statements.rows(conn, "theme_of", day, head) if row["stands"] == 1]
    if not rows:
        return []
    known = {each.inspection: each for each in inspections(conn, day, head)}
    sources = {each["recommendation_id"]: each["inspection_id"] for each in _rows("recommendation_source", conn, day, head)}
    slugs = {number: governance.slug_of(conn, source) for number, source in sources.items() if source}
    lines = _rated(conn, day, head)
    refs = governance.named(conn)
    answers = []
    for row in rows:
        number = row["recommendation_id"]
        inspection = known.get(slugs.get(number, ""))
        rated = lines.get(number)
        if number not in refs:
            continue
        plan, ref = refs[number]
        answers.append(
            Answer(
                theme=row["theme"],
                plan=plan,
                ref=ref,
                recommendation=rated[0] if rated else "",
                rag=rated[1] if rated else "none",
                inspection=inspection.inspection if inspection else None,
                began=inspection.began if inspection else None,
            )
        )
    return themes_of(answers)


def agencies(database: Path, day: str, wanted: tuple[str, ...] = ()) -> list[AgencyLine]:
    """The agencies that recommendations are addressed to as at a day, or those named. Raises NotFound."""
    with reading(database) as conn:
        head = snapshot.head(conn)
        lines, refs = _rated(conn, day, head), governance.named(conn)
        found: dict[str, list[tuple[str, str]]] = {}
        for row in _rows("addressed_to", conn, day, head):
            number = row["recommendation_id"]
            if row["stands"] == 1 and number in refs and number in lines:
                found.setdefault(row["agency"], []).append((":".join(refs[number]), lines[number][1]))
        names = {name.casefold(): name for name in found}
        for name in wanted:
            if name.strip().casefold() not in names:
                raise NotFound(f"nothing is addressed to {name!r}", f"known: {', '.join(sorted(found)) or 'none yet'}")
        chosen = [names[name.strip().casefold()] for name in wanted] or sorted(found, key=str.casefold)
        return [agency_line(name, found[name]) for name in chosen]


def _rated(conn: Connection, day: str, head: int) -> dict[int, tuple[str, str]]:
    """The wording of each recommendation as at a day, and the worst rating of its actions."""
    from actiontracker.reports.lines import recommendation_line

    found = {}
    chosen = plans.plans(conn, head)
    now = boards.read(conn, chosen, day, head)
    texts = {(r.plan, r.ref): r for r in now.recommendations}
    for number, key in governance.named(conn).items():
        if key in texts:
            line = recommendation_line(texts[key], now.answers.get(key, []))
            found[number] = texts[key].text, line.rag
    return found


def _rows(table: str, conn: Connection, day: str, head: int) -> list[Row]:
    return statements.rows(conn, table, day, head)


def _by(rows: list[Row], column: str) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found
