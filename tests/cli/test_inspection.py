"""Inspections and themes from the command line: each output, and what is refused in one line."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import PLANS, Cli


@pytest.fixture
def northford(cli: Cli) -> Cli:
    """The command line beside a database with the example's plan and inspections."""
    cli("import", str(PLANS / "example.toml"), str(PLANS / "example-inspections.toml"))
    return cli


def test_the_list_says_when_what_was_judged_and_what_is_due(northford: Cli) -> None:
    shown = northford("inspection", "--as-at", "2025-10-31").out
    assert max(map(len, shown.splitlines())) <= 80
    assert "3 Requires improvement to be good, 1 Good, 1 Inadequate" in shown
    assert "draft action plan: due 3 Nov 2025 (20 working days after receipt), due soon" in shown
    assert "8 recommendations, answered by example" in shown


def test_each_output_is_data(northford: Cli) -> None:
    rows = {row["inspection"]: row for row in csv.DictReader(io.StringIO(northford("export", "inspections").out))}
    assert (rows["northford-visit-2025"]["statement_due"], rows["northford-2025"]["statement_state"]) == ("2025-11-03", "met")
    judged = list(csv.DictReader(io.StringIO(northford("export", "judgements").out)))
    first = next(row for row in judged if row["inspection"] == "northford-2021")
    assert (first["grade"], first["place"], first["of"]) == ("Requires improvement to be good", "3", "4")
    whole = json.loads(northford("inspection", "trajectory", "--format", "json").out)
    assert {area["area"]: area["moved"] for area in whole["areas"]} == {
        "leaders": "same",
        "help and protection": "worse",
        "overall": "same",
    }
    shown = json.loads(northford("inspection", "show", "northford-2025", "--format", "json").out)
    assert (shown["schema"], len(shown["judgements"]), shown["clocks"][0]["met_on"]) == (
        "actiontracker/inspection/1",
        5,
        "2025-06-11",
    )
    assert northford("theme", "--format", "json").out.endswith('"rows": [\n]}\n')
    assert northford("export", "governance").out.startswith("format = 1\n")


def test_from_an_empty_folder_to_a_judged_inspection_with_its_clock(cli: Cli) -> None:
    cli(
        "inspection",
        "add",
        "westmarch-2025",
        "--framework",
        "ilacs-2023",
        "--council",
        "Westmarch",
        "--from",
        "2025-11-03",
        "--received",
        "2025-12-08",
    )
    cli("inspection", "judge", "westmarch-2025", "leaders", "Good")
    shown = cli("inspection").out
    assert "1 Good" in shown
    assert "written statement of action: due 19 Mar 2026 (70 working days after receipt),\n  running" in shown


def test_a_deadline_may_be_counted_in_working_days(northford: Cli) -> None:
    said = northford("update", "R1.2", "--deadline", "20 working days after 2026-01-05", "--reason", "as the letter says").out
    assert "2 Feb 2026" in said


REFUSED = [
    (("inspection", "show", "nowhere"), 9, "no inspection 'nowhere': known: northford-2021"),
    (("inspection", "add", "North 1", "--framework", "ilacs"), 2, "is no short name"),
    (("inspection", "add", "north", "--framework", "guess"), 2, "--framework 'guess' is not known"),
    (("inspection", "add", "north", "--framework", "ilacs", "--from", "31.2.25"), 2, "--from"),
    (("inspection", "add", "northford-2025", "--framework", "ilacs"), 3, "is there already"),
    (("inspection", "add", "north", "--framework", "ilacs", "--received", "2031-01-01"), 3, "lies in the future"),
    (("inspection", "judge", "northford-2025", "leaders", "Adequate"), 3, "'Adequate' is no grade"),
    (("inspection", "judge", "nowhere", "leaders", "Good"), 9, "no inspection"),
    (("inspection", "clock", "northford-2025", "letter"), 2, "nothing to record"),
    (("inspection", "clock", "northford-2025", "letter", "--days", "0"), 2, "cannot be counted"),
    (("inspection", "clock", "northford-peers-2023", "letter", "--days", "5"), 3, "received is not on record"),
    (("inspection", "answers", "northford-2025"), 2, "no recommendation is named"),
    (("inspection", "answers", "northford-2025", "R99"), 9, "no recommendation 'R99'"),
    (("inspection", "edit", "northford-2025", "--reason", "x"), 2, "nothing to change"),
    (("inspection", "edit", "northford-2025", "--received", "2025-03-06", "--reason", "x"), 3, "says this already"),
    (("inspection", "agencies", "--addressed-to", "Fire"), 9, "nothing is addressed to 'Fire'"),
    (("theme", "add", "supervision", "R99"), 9, "no recommendation 'R99'"),
    (("theme", "add", " ", "R1"), 2, "THEME is empty"),
    (("export", "governance", "--public"), 2, "no public edition"),
]


@pytest.mark.parametrize(("words", "code", "why"), REFUSED, ids=[" ".join(words)[-60:] for words, _, _ in REFUSED])
def test_what_is_refused_says_why_in_one_line_and_changes_nothing(
    northford: Cli, tmp_path: Path, words: tuple[str, ...], code: int, why: str
) -> None:
    before = (tmp_path / "db.sqlite").read_bytes()
    assert why in northford(*words, expect=code).err
    assert (tmp_path / "db.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('grade = "Inadequate"', 'grade = "Adequate"', "'Adequate' is no grade of its framework"), ('framework = "ilacs-2023"', 'framework = "x"', "unknown framework 'x'"),
        ("received = 2025-10-06", "recieved = 2025-10-06", "unknown key"), ('began = "2023"', 'began = "spring"', "is not a day"),
        ("on = 2025-10-20", "on = 2031-10-20", "lies in the future"), ('slug = "northford-2021"', 'slug = "North 1"', "is no short name"),
    ],
)  # fmt: skip
def test_a_bad_file_is_one_line_with_its_place(northford: Cli, tmp_path: Path, old: str, new: str, why: str) -> None:
    text = (PLANS / "example-inspections.toml").read_text("utf-8")
    (tmp_path / "g.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    before = (tmp_path / "db.sqlite").read_bytes()
    assert why in northford("import", "g.toml", expect=3).err
    assert (tmp_path / "db.sqlite").read_bytes() == before
