"""Inspections, judgements, clocks and themes, recorded by hand. Nothing is overwritten."""

from typing import Any

from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.domain.frameworks import FRAMEWORKS, due_on, read_grade, scale_of
from actiontracker.domain.indicators import is_key
from actiontracker.reports.results import Kept
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_plan, find_ref
from actiontracker.services.governance.finding import find_inspection
from actiontracker.services.governance.statements import Statement, typed
from actiontracker.store import governance, plans, snapshot, statements
from actiontracker.store.connection import Connection, write_transaction
from actiontracker.store.ledger import Fact, Ledger, Row


def add_inspection(edge: Edge, slug: str, council: str | None, said: dict[str, Any], on: str) -> Kept:
    """Record an inspection, visit or review. Raises UsageFault, InputRefused (days in the wrong order, known already)."""
    not_in_future(on, edge, "--on")
    name = slug.strip().lower()
    if not is_key(name):
        raise UsageFault(f"{slug!r} is no short name", "use a-z, 0-9 and hyphens, such as northford-2025")
    _check(edge, said)
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token, make=True) as ledger:
        known = governance.identities(ledger.conn)
        if name in known and _standing(ledger.conn, known[name], on):
            raise InputRefused(f"{name} is there already", f"change it: actiontracker inspection edit {name}")
        rows: list[Fact] = []
        number = known.get(name) or ledger.new_id("inspection")
        if name not in known:
            row: Row = {"id": number, "effective_on": on, "council": council or _only_council(ledger), "slug": name}
            rows.append(("inspection", row))
        rows.append(typed(ledger.conn, Statement("inspection_text", {"inspection_id": number}, said), on))
        entry = ledger.append("inspection", rows)
        due = [f"{clock.name} due {due_on(said.get('received'), clock.days)}" for clock in FRAMEWORKS[said["framework"]].clocks]
        remark = "; ".join(due) if said.get("received") else ""
        changes = [(column, "", str(value)) for column, value in said.items() if value is not None]
        return Kept("", name, "inspection", changes, entry.seq, remark)


def edit_inspection(edge: Edge, slug: str, said: dict[str, Any], reason: str, on: str) -> Kept:
    """Change what is said of an inspection from a day on. Raises NotFound, InputRefused."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        number, row = find_inspection(ledger.conn, slug, on)
        changes = [(name, str(row[name] or ""), str(value)) for name, value in said.items() if row[name] != value]
        if not changes:
            raise InputRefused(f"{slug} says this already", "nothing was recorded")
        whole = {name: row[name] for name in statements.shape(ledger.conn, "inspection_text")[1] if name != "printed"} | said
        _check(edge, whole)
        statement = Statement("inspection_text", {"inspection_id": number}, whole | {"reason": reason})
        entry = ledger.append("edit", [typed(ledger.conn, statement, on)])
        return Kept("", slug, "edit", changes, entry.seq)


def judge(edge: Edge, slug: str, area: str, name: str, grade: str, note: str | None, on: str) -> Kept:
    """Record a grade, or mend one. Raises NotFound, InputRefused (a grade that is not on the framework's scale)."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        number, row = find_inspection(ledger.conn, slug, on)
        scale = scale_of(row["framework"], row["scale"])
        found = read_grade(grade, scale)
        if found is None:
            advice = f"one of: {', '.join(scale)}" if scale else "its framework has none: say it with inspection edit --note"
            raise InputRefused(f"{grade!r} is no grade of {FRAMEWORKS[row['framework']].name}", advice)
        name = FRAMEWORKS[row["framework"]].areas.get(name, name)
        known = statements.rows(ledger.conn, "judgement", on, snapshot.head(ledger.conn), f"x.inspection_id = {number}")
        same = next((each for each in known if (each["area"], each["name"]) == (area, name)), None)
        place = same["place"] if same else max((each["place"] or 0 for each in known), default=0) + 1
        key = {"inspection_id": number, "area": area, "name": name}
        said = Statement("judgement", key, {"grade": found, "place": place, "note": note})
        entry = ledger.append("judgement", [typed(ledger.conn, said, on)])
        before = same["grade"] or "" if same else ""
        return Kept("", slug, "judgement", [(f"{area}: {name}" if area else name, before, found)], entry.seq)


def set_clock(edge: Edge, slug: str, name: str, days: int | None, met_on: str | None, on: str) -> Kept:
    """Set a clock of one's own, or say on which day one was met. Raises NotFound, InputRefused (no such clock, no receipt)."""
    for day, option in ((on, "--on"), (met_on, "--met")):
        if day:
            not_in_future(day, edge, option)
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        number, row = find_inspection(ledger.conn, slug, on)
        own = statements.rows(ledger.conn, "inspection_clock", on, snapshot.head(ledger.conn), f"x.inspection_id = {number}")
        known = {clock.name: clock.days for clock in FRAMEWORKS[row["framework"]].clocks}
        known |= {clock["name"]: clock["days"] for clock in own if clock["days"]}
        if days is None and name not in known:
            raise InputRefused(f"{slug} has no clock {name!r}", f"known: {', '.join(known) or 'none'}; --days begins another")
        if not row["received"]:
            what = f"{slug}: the day its report was received is not on record"
            raise InputRefused(what, f"say it: actiontracker inspection edit {slug} --received DATE")
        count = days or known[name]
        said = Statement("inspection_clock", {"inspection_id": number, "name": name}, {"days": days, "met_on": met_on})
        entry = ledger.append("clock", [typed(ledger.conn, said, on)])
        changes = [(name, "", f"due {due_on(row['received'], count)}" + (f", met {met_on}" if met_on else ""))]
        return Kept("", slug, "clock", changes, entry.seq)


def answer(edge: Edge, slug: str, refs: list[str], plan_slugs: list[str], agencies: list[str], on: str) -> Kept:
    """Say that recommendations, or all of a plan, come from an inspection, and to which agencies they are addressed."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        number, _ = find_inspection(ledger.conn, slug, on)
        found = [find_ref(ledger.conn, ref, "recommendation").id for ref in refs]
        for plan in plan_slugs:
            found += plans.identities(ledger.conn, "recommendation", find_plan(ledger.conn, plan).id).values()
        rows = []
        for ref in dict.fromkeys(found):
            key = {"recommendation_id": ref}
            rows.append(typed(ledger.conn, Statement("recommendation_source", key, {"inspection_id": number}), on))
            for agency in agencies:
                said = Statement("addressed_to", key | {"agency": agency}, {"stands": 1})
                rows.append(typed(ledger.conn, said, on))
        entry = ledger.append("source", rows)
        addressed = f", addressed to {', '.join(agencies)}" if agencies else ""
        return Kept("", slug, "source", [("", "", f"{len(set(found))} recommendations{addressed}")], entry.seq)


def set_theme(edge: Edge, name: str, refs: list[str], stands: int, on: str) -> Kept:
    """Link recommendations by a theme (1), or take them out of it (0). Raises NotFound, InputRefused."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        found = {(thing.plan, thing.ref): thing.id for thing in (find_ref(ledger.conn, ref, "recommendation") for ref in refs)}
        keys = [{"recommendation_id": ref, "theme": name} for ref in found.values()]
        rows = [typed(ledger.conn, Statement("theme_of", key, {"stands": stands}), on) for key in keys]
        entry = ledger.append("theme", rows)
        said = ", ".join(f"{plan}:{ref}" for plan, ref in found)
        return Kept("", name, "theme", [("", "", said)], entry.seq)


def _standing(conn: Connection, number: int, on: str) -> bool:
    rows = statements.rows(conn, "inspection_text", on, snapshot.head(conn), f"x.inspection_id = {number}")
    return bool(rows) and not rows[0]["withdrawn"]


def _only_council(ledger: Ledger) -> str:
    known = list(dict.fromkeys(plan.council for plan in plans.plans(ledger.conn)))
    if len(known) != 1:
        raise UsageFault("whose inspection is it?", f"say --council; known: {', '.join(known) or 'none'}")
    return known[0]


def _check(edge: Edge, said: dict[str, Any]) -> None:
    """Raises InputRefused for days in the wrong order or still to come, UsageFault for a scale that is none."""
    for name in ("received", "published"):
        if said.get(name):
            not_in_future(said[name], edge, f"--{name}")
    began, ended = said.get("began"), said.get("ended")
    if began and ended and ended < began:
        raise InputRefused(f"it ends on {ended}, before it began on {began}", "mend one of them")
    for name in ("received", "published"):
        if began and said.get(name) and said[name] < began[: len(said[name])]:
            raise InputRefused(f"--{name} {said[name]} is before it began on {began}", "mend one of them")
    if said.get("scale") and said["framework"] != "own":
        raise UsageFault("--scale is for --framework own", "leave it out: the framework has its scale")
    if said["framework"] == "own" and said.get("scale") and len(scale_of("own", said["scale"])) < 2:
        raise UsageFault("--scale has fewer than two grades", "divide them by semicolons, the best first")
