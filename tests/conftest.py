"""What tests share: a day and a moment that stand still, databases with the shipped plans, and the command line."""

import io
import re
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from actiontracker.cli import edge as cli_edge
from actiontracker.cli import outcome
from actiontracker.intake.drafts import Document
from actiontracker.intake.files import read_document, read_file
from actiontracker.intake.governance.drafts import GovernanceDocument
from actiontracker.intake.scorecards.drafts import ScorecardDocument
from actiontracker.intake.toml_plans import read_plan_file
from actiontracker.reports.actions import Action
from actiontracker.reports.results import GovernanceImport, ImportResult
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Files, Wish, import_documents, record_files
from actiontracker.services.reporting import Selection, listed
from actiontracker.store import ledger

ROOT = Path(__file__).parent.parent
PLANS = ROOT / "plans"
TODAY = date(2026, 1, 15)
NOW = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)


class Result(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Cli = Callable[..., Result]


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads the clock, the login, chance, or a database that it did not make."""
    monkeypatch.setattr(cli_edge, "today", lambda: TODAY)
    monkeypatch.setattr(cli_edge, "now", lambda: NOW)
    chance = count(1)
    monkeypatch.setattr(ledger, "random_hex", lambda: f"{next(chance):032x}")
    monkeypatch.setenv("ACTIONTRACKER_BY", "tester")
    monkeypatch.delenv("ACTIONTRACKER_DB", raising=False)
    monkeypatch.delenv("ACTIONTRACKER_LEAD", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def edge(tmp_path: Path) -> Edge:
    """A database to be made, an author and a still clock."""
    return Edge(tmp_path / "db.sqlite", "tester", "2026-01-15T09:30:00Z", TODAY.isoformat())


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Runs a command in this process; an exit code other than `expect` fails the test, with what was printed."""

    def run(*args: str, expect: int = 0, stdin: str | io.StringIO = "") -> Result:
        out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline=""), io.StringIO()
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin) if isinstance(stdin, str) else stdin)
        with redirect_stdout(out), redirect_stderr(err):
            code = outcome.main(list(args))
        out.flush()
        printed = out.buffer.getvalue().decode()  # type: ignore[attr-defined]
        result = Result(code, printed, err.getvalue())
        assert code == expect, f"{args}: exit {code}, expected {expect}\n{result.out}\n{result.err}"
        if expect not in (0, 10, 130):
            assert result.err.count("\n") == 1, f"{args}: not one line: {result.err!r}"
            assert result.out == "", f"{args}: printed data though it failed"
        return result

    return run


def import_document(edge: Edge, document: Document, wish: Wish, tick: Callable[[int], None]) -> ImportResult:
    """Record what one document says."""
    return import_documents(edge, [document], wish, tick)[0]


_PROOF = re.compile(
    r"(?m)^(?:evidence|withdraws_evidence|on_evidence|signoff|signoff_refused|reaudit|reaudit_due|changed|waits_on|needs|measure) ="
)


def import_shipped(edge: Edge, *names: str, proof: bool = False) -> None:
    """Import shipped plans into the edge's database; the example without what shows that work is complete, unless `proof`.

    So tests of evidence, sign-offs, measures begin with none, and the others do not change with that story.
    """
    for name in names:
        import_document(edge, shipped(name, proof=proof), Wish(), lambda count: None)


def import_scorecards(edge: Edge, *names: str) -> None:
    """Import shipped scorecards into the edge's database."""
    documents = [read_file(PLANS / f"{name}.toml") for name in names]
    cards = [document for document in documents if isinstance(document, ScorecardDocument)]
    record_files(edge, Files(scorecards=cards), Wish(), lambda count: None)


def import_governance(edge: Edge, *names: str) -> list[GovernanceImport]:
    """Import shipped governance files into the edge's database."""
    documents = [read_file(PLANS / f"{name}.toml") for name in names]
    own = [document for document in documents if isinstance(document, GovernanceDocument)]
    return record_files(edge, Files(governance=own), Wish(), lambda count: None).governance


def shipped(name: str, *, proof: bool = False) -> Document:
    """A shipped plan; the example without its acts of proof, unless `proof`."""
    if name != "example" or proof:
        return read_document(PLANS / f"{name}.toml")
    document = read_plan_file("example.toml", without_proof((PLANS / "example.toml").read_text("utf-8")).encode())
    document.sha256 = "0" * 64
    return document


def without_proof(text: str) -> str:
    """A plan file without its acts of proof; an act that says something else too loses those keys only."""
    blocks = re.split(r"(?m)^(?=\[\[)", text)
    kept = [block for block in blocks if not _PROOF.search(block) or ("note = " in block and "status = " in block)]
    return "".join("\n".join(line for line in block.split("\n") if not _PROOF.match(line)) for block in kept)


def seen(edge: Edge, day: str) -> dict[str, Action]:
    """The actions as at a day, by ref."""
    with listed(edge.database, day, Selection()) as (_, actions, _):
        return {action.ref: action for action in actions}


@pytest.fixture
def harrow(edge: Edge) -> Edge:
    """A database with Harrow's plan of 2012."""
    import_shipped(edge, "harrow-2012")
    return edge


@pytest.fixture
def example(edge: Edge) -> Edge:
    """A database with the plan of the council that does not exist."""
    import_shipped(edge, "example")
    return edge


@pytest.fixture
def panel(edge: Edge) -> Edge:
    """A database with Harrow's plan of 2012 and its Corporate Parenting Panel."""
    import_shipped(edge, "harrow-2012")
    import_governance(edge, "harrow-panel")
    return edge


@pytest.fixture
def northford(edge: Edge) -> Edge:
    """A database with the example's plan and the boards of its council."""
    import_shipped(edge, "example")
    import_governance(edge, "example-boards")
    return edge


_SLOW = (
    "tests/papers/",
    "test_no_secret_of_a_thousand_generated_plans",
    "test_what_is_large_is_read_or_refused",
    "test_any_damage_is_read_or_refused",
    "test_an_interrupted_import_changes_nothing",
    "test_every_column_of_every_table_changed",
    "test_whatever_is_recorded_later_a_pack_is_printed_again",
    "test_what_is_exported_imports_back_to_the_same_plan",
    "test_any_text_leaves_html_and_json_well_formed",
    "test_five_hundred_actions_are_all_counted",
    "test_a_sheet_formatted_to_the_last_row",
    "test_any_value_changed_breaks_the_chain",
    "test_board_pack.py",
    "test_reissue_files.py",
    "test_hostile.py",
)
"""Tests of seconds each, by a part of their name: `make test` leaves them to `make test-slow`; CI runs both."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes seconds."""
    for item in items:
        if any(part in item.nodeid for part in _SLOW):
            item.add_marker("slow")
