"""`--public` on every report: the same little in every format, what is withheld is counted, warnings come first."""

import json
import re
import shlex
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.packs import small_plan

DAY = "2025-12-01"
INTERNAL = (
    "begun",
    "late supplier",
    "Trainer found",
    "Quarrel with the supplier",
    "PSW",
    "a family",
    "Unseen words",
    "Secret 9",
)
OPEN = "The guide is in print"


@pytest.fixture
def db(cli: Cli, tmp_path: Path) -> tuple[str, ...]:
    """The small plan with internal notes, one approved public note, one that waits, and marks; its options."""
    folder = tmp_path / "Secret 9"
    folder.mkdir()
    options = ("--db", str(folder / "db.sqlite"))
    small_plan(folder / "db.sqlite")
    cli(*options, "update", "R1.1", "--on", "2025-10-01", "--note", "Quarrel with the supplier", "--public-note", OPEN)
    cli(*options, "approve", "R1.1", "--on", "2025-10-01")
    cli(*options, "update", "R1.1", "--on", "2025-10-02", "--public-note", "Unseen words of the next note")
    cli(*options, "exempt", "R1.2", "--on", "2025-10-01", "--paragraph", "2", "--interest", "a family could be recognised")
    for act in (
        "evidence add R2.1 --kind audit --title 'Secret 9 sample' --where 'Secret 9 drawer' --on 2025-10-03",
        "signoff R2.1 --board 'Secret 9 board' --minute 9 --on 2025-10-04",
        "index add R2.1 --kind policy --new --title 'Secret 9 policy' --on 2025-10-05",
        "measures add R1 --text 'Secret 9 measure' --on 2025-10-05",
        "depends A1 on R1.1 --reason 'Secret 9 reason' --on 2025-10-05",
        "reaudit R2.1 --result partly --evidence E1 --note 'Secret 9 finding' --on 2025-10-06",
    ):
        cli(*options, *shlex.split(act))
    return options


REPORTS = [
    *(f"list --format {kind}" for kind in ("plain", "csv", "json", "markdown")),
    *(f"overdue --due-within 90 --format {kind}" for kind in ("plain", "csv", "json", "markdown")),
    *(f"board --full --format {kind}" for kind in ("plain", "json", "markdown", "html", "words")),
    *(f"show R1.1 --format {kind}" for kind in ("plain", "json")),
    "show R1",
    *(f"show R1 --summary --format {kind}" for kind in ("plain", "json", "markdown", "html")),
    *(f"export {what} --format {kind}" for what in ("actions", "recommendations") for kind in ("csv", "json")),
]


@pytest.mark.parametrize("report", REPORTS)
def test_nothing_internal_is_in_a_public_report_and_what_was_approved_is(cli: Cli, db: tuple[str, ...], report: str) -> None:
    args = [*report.split(), "--as-at", DAY]
    inside = cli(*db, *args).out
    result = cli(*db, *args, "--public")
    assert [word for word in INTERNAL if word in result.out + result.err] == []
    assert "Train the teams" not in result.out
    if report.split(maxsplit=1)[0] != "show" or "R1.1" in report:
        assert any(word in inside for word in INTERNAL) or report.endswith("words") or "recommendations" in report
    if not re.search("words|recommendations|show R1$|list --format plain", report):
        assert OPEN in " ".join(result.out.split())


COUNTS = ("notes without a public one", "public notes that wait for approval: 1", "actions that are exempt, paragraph 2: 1")


@pytest.mark.parametrize(
    "report",
    [
        *(f"list --format {kind}" for kind in ("plain", "csv", "json", "markdown")),
        *(f"board --format {kind}" for kind in ("plain", "json", "markdown", "html")),
        *(f"export actions --format {kind}" for kind in ("csv", "json")),
        "show R1 --summary",
        "show R1",
        "show R1 --format json",
        "board --format words",
    ],
)
def test_what_was_withheld_is_counted_by_reason(cli: Cli, db: tuple[str, ...], report: str) -> None:
    result = cli(*db, *report.split(), "--as-at", DAY, "--public")
    told = re.sub(r'["\s]+', " ", result.out + result.err).replace(" : ", ": ")
    missing = [count for count in COUNTS if count not in told]
    assert missing in ([], list(COUNTS[:1]) if "R1" in report else [])


def test_a_public_board_in_word_has_no_author_and_nothing_internal(cli: Cli, db: tuple[str, ...], tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    for name, command in (("b.docx", ("board", "--full")), ("s.docx", ("show", "R1", "--summary"))):
        cli(*db, *command, "--as-at", DAY, "--public", "-o", name)
        about = docx.Document(name).core_properties
        assert (about.author, about.last_modified_by, about.comments, about.keywords) in (("", "", "", ""), ("", None, "", ""))
        with zipfile.ZipFile(BytesIO((tmp_path / name).read_bytes())) as parts:
            whole = b" ".join(parts.read(part) for part in parts.namelist()).decode(errors="replace")
        plain = re.sub("<[^>]+>", "", whole)
        assert [word for word in (*INTERNAL, "tester", "db.sqlite") if word in whole or word in plain] == []
        assert OPEN in plain


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")
def test_a_public_board_in_pdf_has_no_author_and_nothing_internal(cli: Cli, db: tuple[str, ...]) -> None:
    pytest.importorskip("weasyprint")
    cli(*db, "board", "--full", "--as-at", DAY, "--public", "-o", "b.pdf")
    text = subprocess.run(["pdftotext", "-layout", "b.pdf", "-"], capture_output=True, text=True, check=True).stdout
    about = subprocess.run(["pdfinfo", "b.pdf"], capture_output=True, text=True, check=True).stdout
    assert [word for word in (*INTERNAL, "tester", "db.sqlite") if word in text + about] == []
    assert "Author" not in about
    assert OPEN in " ".join(text.split())


def test_versions_expected_days_and_reported_ratings_are_empty_columns(cli: Cli, db: tuple[str, ...]) -> None:
    rows = json.loads(cli(*db, "list", "--as-at", DAY, "--public", "--format", "json").out)["rows"]
    for row in rows:
        hidden = ("updated_on", "expected", "requested", "rag_reported", "evidence_count", "version", "extra")
        assert {name: row[name] for name in hidden if row[name]} == {}


def test_there_is_no_public_highlight_report_on_a_lead_who_is_no_post(cli: Cli, db: tuple[str, ...]) -> None:
    for kind in ("plain", "json", "html"):
        assert not cli(*db, "board", "--lead", "PSW", "--as-at", DAY, "--public", "--format", kind, expect=2).out


def test_as_at_an_earlier_day_the_public_sees_that_day(cli: Cli, db: tuple[str, ...]) -> None:
    early = cli(*db, "list", "--public", "--as-at", "2025-09-30").out
    assert ("Write a guide" in early, OPEN in early) == (True, False)


def test_what_was_exempted_since_is_in_no_edition_of_an_earlier_day(cli: Cli, db: tuple[str, ...]) -> None:
    for report in ("list", "board --full", "export actions", "board --full --known-on 2026-01-15"):
        early = cli(*db, *report.split(), "--public", "--as-at", "2025-09-30").out
        assert "Train the teams" not in early
    assert "Train the teams" in cli(*db, "list", "--as-at", "2025-09-30").out


def test_a_note_that_was_declined_since_is_in_no_edition_of_an_earlier_day(cli: Cli, db: tuple[str, ...]) -> None:
    earlier = "list", "--as-at", "2025-10-01", "--public"
    assert OPEN in " ".join(cli(*db, *earlier, "--format", "csv").out.split())
    cli(*db, "approve", "R1.1", "--on", "2025-10-01", "--decline")
    assert OPEN not in " ".join(cli(*db, *earlier, "--format", "csv").out.split())


# --- Refused ---


@pytest.mark.parametrize("what", ["updates", "plan", "leads", "template"])
def test_there_is_no_public_edition_of_the_councils_own_data(cli: Cli, db: tuple[str, ...], what: str) -> None:
    result = cli(*db, "export", what, "--public", "-o", "never.csv", expect=2)
    assert "council's own" in result.err
    assert not Path("never.csv").exists()


def test_corrections_are_no_part_of_a_public_board_and_exit_codes_go_with_public(cli: Cli, db: tuple[str, ...]) -> None:
    cli(*db, "board", "--public", "--corrections", expect=2)
    cli(*db, "board", "--exit-code", expect=2)
    cli(*db, "export", "actions", "--exit-code", expect=2)
    for command in (("mine", "--lead", "SM QA"), ("history",), ("leads",), ("check",), ("approve",)):
        cli(*db, *command, "--public", expect=2)


def test_what_may_not_be_seen_is_not_shown_and_its_wording_not_told(cli: Cli, db: tuple[str, ...]) -> None:
    for command in (("show", "R1.2"), ("show", "R1.2", "--format", "json")):
        assert "Train" not in cli(*db, *command, "--public", expect=9).err
    cli(*db, "exempt", "R1", "--confidential")
    cli(*db, "show", "R1", "--summary", "--public", "-o", "never.docx", expect=9)
    assert not Path("never.docx").exists()


# --- Warnings ---

GIVES_AWAY = "Two children moved; ring 020 7946 0999"


@pytest.fixture
def telling(cli: Cli, db: tuple[str, ...]) -> tuple[str, ...]:
    """With a public note that may give somebody away, approved all the same."""
    cli(*db, "update", "R2.1", "--on", "2025-10-03", "--public-note", GIVES_AWAY)
    cli(*db, "approve", "R2.1", "--on", "2025-10-03")
    return db


@pytest.mark.parametrize(
    "command", ["export actions", "export recommendations", "board", "list", "overdue", "show R2 --summary"]
)
def test_what_may_give_a_person_away_is_told_before_the_file_is_written(
    cli: Cli, telling: tuple[str, ...], command: str
) -> None:
    said = cli(*telling, *command.split(), "--public", "-o", "out.json").err.splitlines()
    warned = [
        place for place, line in enumerate(said) if line.startswith("look before you publish: R2.1, public note: a small")
    ]
    phone = [line for line in said if line.endswith("R2.1, public note: a telephone number")]
    if command not in ("overdue",):  # R2.1 is completed
        assert warned, said
        assert warned[0] < said.index("written: out.json")
        assert phone, "what would spread further is not repeated"


def test_show_warns_too_of_what_may_give_a_person_away(cli: Cli, telling: tuple[str, ...]) -> None:
    assert "look before you publish" in cli(*telling, "show", "R2.1", "--public", "-o", "out.json").err


def test_the_exit_code_for_scripts_is_10_only_where_something_was_found(cli: Cli, db: tuple[str, ...]) -> None:
    for command in ("export actions", "board"):
        cli(*db, *command.split(), "--public", "--exit-code", expect=0)
    cli(*db, "update", "R2.1", "--on", "2025-10-03", "--public-note", GIVES_AWAY)
    cli(*db, "export", "actions", "--public", "--exit-code", expect=0)
    cli(*db, "approve", "R2.1", "--on", "2025-10-03")
    for command in ("export actions", "export recommendations", "board"):
        assert cli(*db, *command.split(), "--public", "--exit-code", expect=10).out, "the data are written all the same"


def test_a_hundred_warnings_do_not_drown_the_screen(cli: Cli, tmp_path: Path) -> None:
    rows = "\n".join(f'R{n},"Two children of group {n}",HoS,31.12.25' for n in range(1, 60))
    (tmp_path / "many.csv").write_text(f"Ref,Action,Lead,By when\n{rows}\n", encoding="utf-8")
    cli("import", "many.csv", "--council", "C", "--on", "2025-10-01")
    said = cli("list", "--public", "--format", "csv").err
    assert said.count("look before you publish") == 20
    assert "and 39 more: actiontracker check lists them" in said


# --- The list of what waits ---


def test_approve_without_a_ref_lists_what_waits_and_changes_nothing(cli: Cli, db: tuple[str, ...]) -> None:
    listed = json.loads(cli(*db, "approve", "--format", "json").out)["rows"]
    assert [(row["ref"], row["public_note"]) for row in listed] == [("R1.1", "Unseen words of the next note")]
    assert "Unseen words" in cli(*db, "approve").out
    cli(*db, "approve", "R1.1")
    assert json.loads(cli(*db, "approve", "--format", "json").out)["rows"] == []


def test_slips_in_approving_and_exempting_are_told(cli: Cli, db: tuple[str, ...]) -> None:
    for args in (("approve", "--decline"), ("approve", "R1.1", "--format", "json"), ("exempt", "R1.1")):
        cli(*db, *args, expect=2)
    for args in (("--confidential", "--open"), ("--confidential", "--paragraph", "1"), ("--paragraph", "9", "--interest", "x")):
        cli(*db, "exempt", "R1.1", *args, expect=2)
    cli(*db, "approve", "R9", expect=9)
    cli(*db, "approve", "R1", expect=9)
