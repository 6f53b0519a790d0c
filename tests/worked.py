"""A small plan on which everybody has worked: a row in every table, for tests of what keeps the record."""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from actiontracker.cli import edge as cli_edge
from actiontracker.domain.figures import Figure
from actiontracker.domain.indicators import Definition
from actiontracker.services import measure_facts, proofs
from actiontracker.services.scorecards import facts
from actiontracker.store.connection import write_transaction
from actiontracker.store.ledger import Fact
from actiontracker.store.words import Words
from tests.conftest import NOW, TODAY
from tests.packs import printed, record, small_plan
from tests.sheets import filled

MAPPED = """Ref,Recommendation Ref,Our action,Lead Officer,Remarks,By When
R1.1,R1,Write a guide,HoS CP; SM QA,Printed and handed out,31.7.25
"""
SECRET = "Marigold came home on her own"


def worked_on(database: Path) -> None:
    """Make the small plan's database and do with it all that can be done; the last act is an update of R1.2."""
    small_plan(database)
    sheet, table = database.with_name("return.xlsx"), database.with_name("more.csv")
    table.write_text(MAPPED, encoding="utf-8")
    acts = [
        ("update", "R1", "--note", "the recommendation's own note"),
        ("update", "R1.1", "--note", "Näher – “besser”\nsecond line", "--rag", "amber", "--expected", "2026-02-01"),
        ("update", "R1.2", "--deadline", "2026-04-30", "--reason", "trainer ill"),
        ("update", "R1.2", "--public-note", "Training has begun"),
        ("approve", "R1.2"),
        ("exempt", "A1", "--paragraph", "2", "--interest", "a family could be recognised"),
        ("exempt", "R2", "--confidential"),
        ("leads", "edit", "SM QA", "--title", "Quality manager"),
        ("leads", "alias", "Quality", "SM QA"),
        ("add", "R2", "--text", "A new action", "--lead", "PSW", "--by-when", "31.3.26"),
        ("edit", "R2.2", "--text", "A new action, reworded", "--reason", "clearer"),
        ("withdraw", "A2", "--reason", "same as A1", "--duplicate-of", "A1"),
        ("measures", "add", "R1", "--text", "seen in time", "--target", "90", "--unit", "%"),
        ("measures", "record", "R1.M1", "--value", "61", "--note", "of fifty cases"),
        ("index", "add", "R2.1", "--kind", "policy", "--new", "--title", "a policy", "--dated", "2025-09-01"),
        ("link", "R1.1", "R2", "--reason", "one guide for both"),
        ("depends", "R1.1", "on", "R1.2", "--reason", "it comes first"),
        ("update", "A1", "--note", "a note to be taken back"),
    ]
    for act in acts:
        printed(database, *act)
    printed(database, "undo", str(newest(database)), "--yes", "--reason", "the wrong action")
    printed(database, "update", "R1.1", "--note", SECRET)
    printed(database, "redact", str(newest(database)), "--reason", "personal-data", "--yes")
    record(database, "2025-09-30")
    mapped = ("--map", "Our action=action", "--map", "Remarks=progress")
    printed(database, "import", str(table), "--plan", "small", "--on", "2025-12-01", *mapped)
    printed(database, "return", "--lead", "SM QA", "-o", str(sheet))
    filled(sheet, {"R1.1": {"Note": "from the sheet"}})
    printed(database, "import", str(sheet))
    with write_transaction(database, by="tester", now=NOW.strftime("%Y-%m-%dT%H:%M:%SZ")) as ledger:
        ledger.append("evidence", assured(1, 1, TODAY.isoformat()), action=1)
        ledger.append("import", scored(TODAY.isoformat()))
        ledger.append("import", inspected(1, TODAY.isoformat()))
        ledger.append("import", convened(1, 1, 1, 1, TODAY.isoformat()))
    printed(database, "update", "R1.2", "--status", "completed")


def assured(action: int, recommendation: int, on: str) -> list[Fact]:
    """A fact of every kind that shows that work is complete, about one action."""
    return [
        proofs.evidence(1, on, proofs.Piece("audit", "a dip sample", "place", "the shared drive", on, on)),
        proofs.proves(action, 1, on),
        proofs.evidence_needed(recommendation, "voice", on, 1),
        proofs.signed_off(action, on, 0, "Board", "7", "not yet"),
        proofs.reaudited(action, on, "partly", 1),
    ]


def scored(on: str) -> list[Fact]:
    """A fact of every kind that scorecards and indicators record."""
    figure = Figure("61.0", 61, 100)
    return [
        facts.scorecard(1, on, "small-scorecard", "North Council"),
        facts.setting(1, on, "basis", "target", printed=True),
        facts.indicator(1, on, "North Council", "seen-in-time"),
        facts.defined(1, on, Definition("Seen in time", "percent", "higher", "snapshot", owner="SM QA"), 1),
        facts.alias(1, on, "Visits in time", 1),
        facts.listed(1, 1, on, 1, "1", "Visits", "Seen in time"),
        facts.value(1, "2025-Q1", on, figure, 1, "of a hundred cases", "amber"),
        facts.target(1, "2025-26", on, Figure("90"), 1),
        facts.comparator(1, "best_london", "Barnet", "2023-24", on, Figure("97.0"), 1, 1),
        facts.comment(1, on, "two posts are empty"),
    ]


def inspected(recommendation: int, on: str) -> list[Fact]:
    """A fact of every kind that inspections and themes record."""
    key = {"effective_on": on, "printed": 1}
    return [
        ("inspection", {"id": 1, "effective_on": on, "council": "North Council", "slug": "north-2025"}),
        ("inspection_text", key | {"inspection_id": 1, "framework": "ilacs", "title": Words("an inspection"), "received": on}),
        ("judgement", key | {"inspection_id": 1, "area": "", "name": "Overall effectiveness", "grade": "Good", "place": 1}),
        ("inspection_clock", key | {"inspection_id": 1, "name": "letter", "days": 20}),
        ("recommendation_source", key | {"recommendation_id": recommendation, "inspection_id": 1}),
        ("addressed_to", key | {"recommendation_id": recommendation, "agency": "Police", "stands": 1}),
        ("theme_of", key | {"recommendation_id": recommendation, "theme": "supervision", "stands": 1}),
    ]


def convened(action: int, recommendation: int, post: int, meeting: int, on: str) -> list[Fact]:
    """A fact of every kind that boards, their meetings, holders of posts and risks record."""
    key = {"effective_on": on, "printed": 1}
    board = {"council": "North Council", "board": "Panel"}
    risk = {"council": "North Council", "risk": "CS01"}
    said = {"matter_id": 1, "kind": "resolution", "meeting_id": meeting, "text": Words("a report"), "post_id": post}
    return [
        ("board_text", key | board | {"frequency": "monthly", "terms": Words("appendix 7"), "clear_days": 5}),
        ("board_member", key | board | {"post_id": post, "place": 1, "role": "chair"}),
        ("standing_item", key | board | {"title": "Agenda tracker", "place": 1}),
        ("meeting_text", key | {"meeting_id": meeting, "council": "North Council", "held_on": on, "access": "public"}),
        ("agenda_item", {"id": 1, "effective_on": on, "meeting_id": meeting, "title": "A report"}),
        ("item_text", key | {"item_id": 1, "meeting_id": meeting, "place": 1, "planned": 1, "purpose": Words("to note")}),
        ("item_author", key | {"item_id": 1, "post_id": post, "place": 1}),
        ("clearance", key | {"item_id": 1, "clearer": "finance", "cleared_on": on}),
        ("plan_route", key | {"plan_id": 1, "body": "Cabinet", "went_on": on, "version": "1.0"}),
        *(("matter", {"id": n, "effective_on": on, "council": "North Council", "name": f"d{n}"}) for n in (1, 2)),
        ("matter_text", key | said | {"asks_for": Words("costs"), "due": "2026", "about_action": action}),
        ("matter_answer", key | {"matter_id": 1, "answered_on": on, "item_id": 1, "text": Words("done")}),
        ("matter_repeats", key | {"matter_id": 2, "repeated": 1, "stands": 1}),
        ("post_holder", key | {"post_id": post, "holder": Words("interim")}),
        ("post_cover", key | {"post_id": post, "covered_by": post + 1}),
        ("risk_text", key | risk | {"title": Words("too few staff"), "score": 16, "target": 8}),
        ("risk_of_action", key | risk | {"about_action": action, "stands": 1}),
        ("risk_of_recommendation", key | risk | {"recommendation_id": recommendation, "stands": 1}),
    ]


def practised(action: int, other: int, recommendation: int, on: str) -> list[Fact]:
    """A fact of every kind that measures, index, link and depends record, about one action."""
    return [
        proofs.practice_changed(1, action, on, "policy", 1, "a policy", on),
        proofs.waits(action, other, on, 1, "it comes first"),
        measure_facts.measure(1, recommendation, on, 1),
        measure_facts.measure_worded(1, on, {"text": Words("seen in time"), "target": "90"}),
        measure_facts.measured(1, on, "61"),
    ]


@pytest.fixture(scope="module")
def worked_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That database, made once for a module: not to be changed."""
    database = tmp_path_factory.mktemp("worked") / "db.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACTIONTRACKER_BY", "tester")
        patch.setattr(cli_edge, "now", lambda: NOW)
        patch.setattr(cli_edge, "today", lambda: TODAY)
        patch.chdir(database.parent)
        worked_on(database)
    return database


@pytest.fixture
def worked(worked_once: Path, tmp_path: Path) -> Path:
    """A copy of it, to work on."""
    return Path(shutil.copyfile(worked_once, tmp_path / "db.sqlite"))


def newest(database: Path) -> int:
    """The number of the newest entry."""
    return int(of(database, "select max(seq) from entry"))


def of(database: Path, query: str, *values: object) -> str:
    """The one value of a query, as text."""
    with closing(sqlite3.connect(database)) as conn:
        (value,) = conn.execute(query, values).fetchone()
    return str(value)


def fingerprint(path: Path) -> str:
    """The hash of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def dump(database: Path) -> list[str]:
    """What a database holds, as statements in an order that does not depend on where it lies in the file."""
    with closing(sqlite3.connect(database)) as conn:
        return sorted(conn.iterdump())
