"""A plan that comes back each month, in any format: what changed is told and dated, the rest is the same, nothing is lost."""

import csv
import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from tests.cli.test_bad_input import REFUSED, untouched
from tests.conftest import PLANS, Cli

Rows = list[dict[str, str]]
FORMATS = ("docx", "xlsx", "csv")
OCTOBER, NOVEMBER, DECEMBER = "2025-10-31", "2025-11-30", "2025-12-31"
VISITS = "Ensure that children are seen alone by their social worker"
SUPERVISION = "Improve the quality of supervision of social workers"
HEADINGS = ("Ref", "Recommendation", "Action", "Lead", "By when", "Revised date", "Progress", "Status", "RAG", "Evidence")
PLAN = [
    ("A1", VISITS, "Audit twenty case files each month", "HoS CIN", "31/12/2025", "", "Ten done", "In progress", "Green", "Log"),
    ("A2", VISITS, "Train all social workers in direct work", "PSW", "31/01/2026", "", "Booked", "In progress", "Green", ""),
    ("A3", VISITS, "Publish a guide to seeing children alone", "PSW", "30/11/2025", "15/01/2026", "", "Not started", "Amber", ""),
    ("B1", SUPERVISION, "Write a policy that managers can use", "HoS QA", "31/10/2025", "", "Written", "Completed", "Blue", "v2"),
    ("B2", SUPERVISION, "Observe supervision in every team", "HoS QA; PSW", "31/03/2026", "", "Begun", "In progress", "Green", ""),
    ("B3", SUPERVISION, "Buy a tool for supervision notes", "DCS", "28/02/2026", "", "", "Not started", "", ""),
]  # fmt: skip


def month(**changes: dict[str, str]) -> Rows:
    """The plan with changes by ref: {"A1": {"RAG": "Red"}}."""
    rows = [dict(zip(HEADINGS, row, strict=True)) for row in PLAN]
    return [row | changes.get(row["Ref"], {}) for row in rows]


def without(rows: Rows, *headings: str) -> Rows:
    return [{heading: text for heading, text in row.items() if heading not in headings} for row in rows]


def write(path: Path, rows: Rows) -> Path:
    table = [list(rows[0]), *(list(row.values()) for row in rows)]
    {"docx": _word, "xlsx": _excel, "csv": _csv}[path.suffix[1:]](path, table)
    return path


def _word(path: Path, table: Sequence[Sequence[str]]) -> None:
    document = docx.Document()
    made = document.add_table(len(table), len(table[0]))
    for row, cells in enumerate(table):
        for column, text in enumerate(cells):
            made.cell(row, column).text = text
    document.save(str(path))


def _excel(path: Path, table: Sequence[Sequence[str]]) -> None:
    book = openpyxl.Workbook()
    for cells in table:
        book.worksheets[0].append([_as_excel_has_it(text) for text in cells])
    book.save(path)


def _as_excel_has_it(text: str) -> str | datetime:
    """A day as a date, as Excel makes one of what is typed; anything else as it is."""
    try:
        return datetime.strptime(text, "%d/%m/%Y")
    except ValueError:
        return text


def _csv(path: Path, table: Sequence[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(table)


Bring = Callable[..., str]


@pytest.fixture(params=FORMATS)
def ending(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def bring(cli: Cli, tmp_path: Path, ending: str) -> Bring:
    """Imports rows as a document in one of the formats, and gives what was printed, on one line."""

    def bring(rows: Rows, on: str, *options: str, ending: str = ending, expect: int = 0) -> str:
        path = write(tmp_path / f"plan-{on}.{ending}", rows)
        said = cli("import", path.name, "--plan", "ours", "--on", on, *options, expect=expect)
        return " ".join((said.out + said.err).split())

    return bring


def actions(cli: Cli, day: str = "2026-01-15", database: str = "db.sqlite") -> dict[str, dict[str, Any]]:
    rows = json.loads(cli("--db", database, "list", "--format", "json", "--as-at", day).out)["rows"]
    return {row["ref"]: row for row in rows}


# --- The same again ---


@pytest.mark.parametrize("later", FORMATS)
def test_the_same_plan_in_any_format_is_the_same(cli: Cli, bring: Bring, later: str) -> None:
    bring(month(), OCTOBER)
    before = actions(cli)
    said = bring(month(), NOVEMBER, ending=later)
    assert "6 the same" in said
    assert "Nothing changed" in said
    assert actions(cli) == before


def test_rows_and_columns_in_another_order_are_the_same(bring: Bring) -> None:
    bring(month(), OCTOBER)
    turned = [dict(reversed(row.items())) for row in reversed(month())]
    assert "6 the same" in bring(turned, NOVEMBER)


def test_a_heading_in_other_words_is_the_same_column(bring: Bring) -> None:
    bring(month(), OCTOBER)
    other = {"Lead": "Responsible officer", "By when": "Timescale", "Progress": "Latest update"}
    renamed = [{other.get(heading, heading): text for heading, text in row.items()} for row in month()]
    assert "6 the same" in bring(renamed, NOVEMBER)


@pytest.mark.parametrize("gone", ["Lead", "Evidence", "RAG", "Status", "By when", "Progress", "Revised date"])
def test_a_column_that_went_away_takes_nothing_with_it(cli: Cli, bring: Bring, gone: str) -> None:
    bring(month(), OCTOBER)
    before = actions(cli)
    bring(without(month(), gone), NOVEMBER)
    after = actions(cli)
    for name in ("leads", "extra", "rag_reported", "status", "deadline", "progress"):
        assert {ref: row[name] for ref, row in after.items()} == {ref: row[name] for ref, row in before.items()}, name


# --- What changed ---


CHANGED = {
    "status": ("A3", {"Status": "In progress"}, "A3: status not started -> in progress"),
    "rating": ("A1", {"RAG": "Red"}, "A1: rag green -> red"),
    "progress": ("A1", {"Progress": "Twenty done"}, "A1: progress 'Ten done' -> 'Twenty done'"),
    "lead": ("B3", {"Lead": "PSW"}, "B3: leads 'DCS' -> 'PSW'"),
    "by when": ("A1", {"By when": "28/02/2026"}, "A1: deadline asked for, the agreed one stands 31 Dec 2025 -> 28 Feb 2026"),
    "revised date": ("A3", {"Revised date": "20/02/2026"}, "A3: expected"),
    "text": ("A1", {"Action": "Audit thirty case files each month"}, "A1: text 'Audit twenty case files each month' ->"),
    "extra field": ("A1", {"Evidence": "Log 2"}, "A1: Evidence 'Log' -> 'Log 2'"),
}


@pytest.mark.parametrize(("ref", "change", "told"), CHANGED.values(), ids=CHANGED)
def test_a_change_is_told_once_dated_from_the_document_and_not_told_again(
    cli: Cli, bring: Bring, ref: str, change: dict[str, str], told: str
) -> None:
    bring(month(), OCTOBER)
    with untouched(Path("db.sqlite")):
        said = bring(month(**{ref: change}), NOVEMBER, "--dry-run")
    assert told in said
    assert "Nothing was written" in said
    before = actions(cli, "2025-11-29")
    assert told in bring(month(**{ref: change}), NOVEMBER)
    assert _said(actions(cli, "2025-11-29")) == _said(before)
    versions = {key: row["version"] - before[key]["version"] for key, row in actions(cli).items()}
    assert versions == {key: int(key == ref) for key in versions}
    with untouched(Path("db.sqlite")):
        assert "Nothing changed" in bring(month(**{ref: change}), NOVEMBER)


def test_new_missing_and_moved_rows_are_told_and_the_missing_stay(cli: Cli, bring: Bring) -> None:
    bring(month(), OCTOBER)
    rows = month()
    new = rows[-1] | {"Ref": "B9", "Action": "Start group supervision"}
    said = bring([new, *reversed(rows[1:])], NOVEMBER)
    assert "1 new: B9" in said
    assert "5 the same" in said
    assert "1 missing from the file, left as they are: A1" in said
    assert {"A1", "B9"} <= actions(cli).keys()
    assert "B9" not in actions(cli, OCTOBER)


def test_a_section_that_is_put_in_is_no_action(cli: Cli, bring: Bring) -> None:
    bring(month(), OCTOBER)
    rows = month()
    section = dict.fromkeys(HEADINGS, "") | {"Ref": "SAFEGUARDING"}
    bring([*rows[:3], section, *rows[3:]], NOVEMBER)
    assert actions(cli).keys() == {row["Ref"] for row in rows}


@pytest.mark.parametrize(("heading", "text"), [("RAG", "Purple"), ("Status", "Nearly there"), ("By when", "31/02/2026")])
def test_what_cannot_be_read_is_listed_and_takes_nothing_away(cli: Cli, bring: Bring, heading: str, text: str) -> None:
    bring(month(), OCTOBER)
    before = actions(cli)["A1"]
    said = bring(month(A1={heading: text}), NOVEMBER)
    assert text in said
    after = actions(cli)["A1"]
    for name in ("status", "rag_reported", "deadline"):
        assert after[name] == before[name]
    bring(month(A1={heading: text}), DECEMBER, "--strict", expect=REFUSED)


def test_a_recommendation_in_other_words_keeps_its_actions(cli: Cli, bring: Bring) -> None:
    bring(month(), OCTOBER)
    longer = "Improve the quality and the frequency of supervision of social workers"
    bring([row | {"Recommendation": row["Recommendation"].replace(SUPERVISION, longer)} for row in month()], NOVEMBER)
    assert actions(cli)["B1"]["recommendation"] == longer
    assert actions(cli, OCTOBER)["B1"]["recommendation"] == SUPERVISION


def test_another_recommendation_is_told_as_new(bring: Bring) -> None:
    bring(month(), OCTOBER)
    new = month()[-1] | {"Ref": "C1", "Recommendation": "Recruit foster carers for teenagers", "Action": "Hold an open day"}
    said = bring([*month(), new], NOVEMBER)
    assert "1 new: C1" in said
    assert "Recruit foster carers for teenagers" in said


def test_a_quite_different_text_is_asked_about_until_it_is_called_the_same(cli: Cli, bring: Bring) -> None:
    bring(month(), OCTOBER)
    other = month(A2={"Action": "Appoint a participation officer", "RAG": "Red"})
    assert "--reworded A2" in bring(other, NOVEMBER)
    assert actions(cli)["A2"]["action"] == "Train all social workers in direct work"
    assert actions(cli)["A2"]["rag_reported"] == "green"
    assert "A2: rag green -> red" in bring(other, NOVEMBER, "--reworded", "A2")
    assert actions(cli)["A2"]["action"] == "Appoint a participation officer"


# --- What the tracker learnt meanwhile ---


def test_what_was_updated_meanwhile_stands_unless_theirs_and_is_said_both_times(cli: Cli, bring: Bring) -> None:
    bring(month(), OCTOBER)
    cli("update", "A1", "--rag", "amber", "--on", "2025-11-10")
    changed = month(A1={"RAG": "Red"})
    for _ in range(2):
        assert "A1: rag amber here, red in the document" in bring(changed, NOVEMBER)
        assert actions(cli)["A1"]["rag_reported"] == "amber"
    assert "A1: rag amber -> red" in bring(changed, NOVEMBER, "--theirs")
    assert actions(cli)["A1"]["rag_reported"] == "red"
    assert "Nothing changed" in bring(changed, NOVEMBER)


def test_what_was_updated_meanwhile_is_no_conflict_where_the_document_stayed_the_same(cli: Cli, bring: Bring) -> None:
    bring(month(), OCTOBER)
    cli("update", "A1", "--rag", "amber", "--note", "Slower", "--on", "2025-11-10")
    said = bring(month(), NOVEMBER)
    assert "6 the same" in said
    assert "conflict" not in said
    assert actions(cli)["A1"]["progress"] == "Slower"


@pytest.mark.parametrize("on", [NOVEMBER, DECEMBER])
def test_a_date_asked_for_last_month_is_granted_when_the_board_agreed_it(cli: Cli, bring: Bring, on: str) -> None:
    bring(month(), OCTOBER)
    later = month(A1={"By when": "28/02/2026"})
    bring(later, NOVEMBER)
    assert (actions(cli)["A1"]["deadline"], actions(cli)["A1"]["requested"]) == ("2025-12-31", "2026-02-28")
    bring(later, on, "--agreed-by", "Improvement Board")
    assert (actions(cli)["A1"]["deadline"], actions(cli)["A1"]["requested"]) == ("2026-02-28", None)


def test_an_import_that_is_undone_leaves_no_trace_and_comes_again_as_before(cli: Cli, bring: Bring) -> None:
    bring(month(), OCTOBER)
    before = actions(cli)
    changed = month(A1={"RAG": "Red", "By when": "28/02/2026", "Action": "Audit thirty case files each month"})
    first = bring(changed, NOVEMBER)
    after = actions(cli)
    (entry,) = re.findall(r"undo (\d+)' takes it back", first)
    cli("undo", entry, "--yes")
    assert _said(actions(cli)) == _said(before)
    again = bring(changed, NOVEMBER)
    assert again.replace(re.findall(r"entry (\d+)", again)[-1], entry) == first
    assert _said(actions(cli)) == _said(after)


def _said(rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        ref: {name: cell for name, cell in row.items() if name not in ("version", "updated_on")} for ref, row in rows.items()
    }


# --- Days ---


def test_a_date_of_the_recommendation_that_is_printed_on_its_actions_next_month_is_still_their_deadline(
    cli: Cli, tmp_path: Path
) -> None:
    headings = ("Recommendation", "Action", "Lead and timescale")
    packed = ("Improve visits", "(1) Audit the files\n(2) Train the staff", "Head of Visits\nBy 31.03.26")
    write(tmp_path / "plan.docx", [dict(zip(headings, packed, strict=True))])
    cli("import", "plan.docx", "--plan", "ours", "--on", OCTOBER)
    assert {row["deadline"] for row in actions(cli).values()} == {"2026-03-31"}
    own = {"Lead": "Head of Visits", "By when": "31.03.26"}
    rows = [{"Recommendation": "Improve visits", "Action": text, **own} for text in ("Audit the files", "Train the staff")]
    write(tmp_path / "plan.docx", rows)
    cli("import", "plan.docx", "--plan", "ours", "--on", NOVEMBER)
    assert [row["deadline"] for row in actions(cli).values()] == ["2026-03-31"] * 2


def test_a_dry_run_does_not_speak_of_undoing(bring: Bring) -> None:
    assert "undo" not in bring(month(), "2026-01-15", "--dry-run")


# --- Without refs ---


def test_rows_without_refs_are_known_by_their_texts(cli: Cli, bring: Bring) -> None:
    bring(without(month(), "Ref"), OCTOBER)
    rows = without(month(A1={"Action": "Audit thirty case files each month"}), "Ref")
    new = rows[0] | {"Action": "Appoint a champion for visits"}
    said = bring([new, rows[0], *rows[2:]], NOVEMBER)
    assert "1 new: 1.4" in said
    assert "4 the same" in said
    assert "1 missing from the file, left as they are: 1.2" in said
    assert actions(cli)["1.1"]["action"] == "Audit thirty case files each month"


# --- Out and in again ---


@pytest.mark.parametrize("name", ["harrow-2012", "harrow-2020"])
def test_our_own_table_of_actions_has_nothing_that_is_not_read_and_changes_nothing_at_home(
    cli: Cli, tmp_path: Path, name: str
) -> None:
    cli("import", str(PLANS / f"{name}.toml"))
    before = actions(cli)
    (tmp_path / "out.csv").write_text(cli("export", "actions").out, encoding="utf-8", newline="")
    said = cli("import", "out.csv", "--plan", name).out
    assert "is no colour we know" not in said
    after = actions(cli)
    for field in ("deadline", "status", "rag_reported", "leads", "progress"):
        assert {ref: row[field] for ref, row in after.items()} == {ref: row[field] for ref, row in before.items()}, field


def test_the_months_are_told_in_80_columns(cli: Cli, bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    bring(month(), OCTOBER)
    cli("update", "A1", "--rag", "amber", "--on", "2025-11-10")
    path = write(Path("next.csv"), month(A1={"RAG": "Red"}, A2={"Action": "Appoint an officer"}, B1={"Lead": "Nobody"}))
    said = cli("import", path.name, "--plan", "ours", "--on", NOVEMBER).out
    assert max(len(line) for line in said.splitlines()) <= 80
