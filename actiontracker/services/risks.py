"""Risks behind actions and recommendations: read and recorded."""

from pathlib import Path

from actiontracker.domain.errors import InputRefused, NotFound
from actiontracker.reports.results import Kept
from actiontracker.reports.risks import Risk, RiskLine, risk_line
from actiontracker.services.committees.finding import council_of
from actiontracker.services.committees.reading import Read, read_at
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_ref
from actiontracker.services.governance.statements import Statement, typed, whole
from actiontracker.services.reporting import Selection, scope, selected
from actiontracker.store import committees, snapshot
from actiontracker.store.connection import reading, write_transaction
from actiontracker.store.ledger import Row

LINKS = {"action": ("risk_of_action", "about_action"), "recommendation": ("risk_of_recommendation", "recommendation_id")}
"""Where it is said that a risk stands behind a thing, and the column that names the thing."""


def risk_lines(database: Path, day: str) -> list[RiskLine]:
    """The risks as at a day, the gravest first, with the red actions that they stand behind."""
    with reading(database) as conn:
        around = scope(conn, day)
        actions = list(selected(conn, around, Selection()).values())
        return [risk_line(each, actions) for each in risks_at(read_at(conn, day, around.head))]


def risks_at(at: Read) -> list[Risk]:
    """The risks as at a day, the highest score first."""
    linked: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for kind, (table, column) in LINKS.items():
        for row in at.rows(table):
            if row["stands"] == 1:
                key = (kind, row["council"], row["risk"])
                linked.setdefault(key, []).append(committees.named(at.conn, kind, row[column]))
    found = []
    for row in at.rows("risk_text"):
        if not row["withdrawn"]:
            name = (row["council"], row["risk"])
            own = tuple(linked.get(("action", *name), ())), tuple(linked.get(("recommendation", *name), ()))
            found.append(Risk(row["council"], row["risk"], row["title"], row["score"], row["target"], *own))
    return sorted(found, key=lambda each: (-(each.score or 0), each.risk))


def set_risk(edge: Edge, council: str | None, ref: str, said: Row, reason: str | None, on: str) -> Kept:
    """Say what the register says of a risk. Raises InputRefused (nothing new), UsageFault."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        at = read_at(ledger.conn, on, snapshot.head(ledger.conn))
        same = [each for each in risks_at(at) if each.risk.casefold() == ref.casefold()]
        known = next((each for each in same if council in (None, each.council)), None)
        home = known.council if known and council is None else council_of(ledger.conn, council)
        key: Row = {"council": home, "risk": known.risk if known else ref}
        now = known._asdict() if known else {}
        changes = [(name, str(now.get(name) or ""), str(value)) for name, value in said.items() if now.get(name) != value]
        if not changes:
            raise InputRefused(f"risk {ref} says this already", "nothing was recorded")
        statement = whole(ledger.conn, "risk_text", key, {"withdrawn": None} | said | {"reason": reason}, on, at.head)
        entry = ledger.append("risk", [typed(ledger.conn, statement, on)])
        return Kept("", str(key["risk"]), "risk", changes, entry.seq)


def link_risk(edge: Edge, ref: str, things: list[str], on: str, *, stands: bool) -> Kept:
    """Say that a risk stands behind actions or recommendations, or no longer does. Raises NotFound."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        at = read_at(ledger.conn, on, snapshot.head(ledger.conn))
        every = risks_at(at)
        risk = next((each for each in every if each.risk.casefold() == ref.strip().casefold()), None)
        if risk is None:
            known = ", ".join(each.risk for each in every) or "none; add one: actiontracker risk set REF --title TEXT"
            raise NotFound(f"no risk {ref!r}", f"known: {known}")
        found = [find_ref(ledger.conn, thing) for thing in things]
        facts = []
        for thing in dict.fromkeys(found):
            table, column = LINKS[thing.kind]
            key: Row = {column: thing.id, "council": risk.council, "risk": risk.risk}
            facts.append(typed(ledger.conn, Statement(table, key, {"stands": 1 if stands else 0}), on))
        entry = ledger.append("risk", facts)
        names = ", ".join(f"{thing.plan}:{thing.ref}" for thing in found)
        return Kept("", risk.risk, "risk", [("", "", f"{'behind' if stands else 'no longer behind'} {names}")], entry.seq)
