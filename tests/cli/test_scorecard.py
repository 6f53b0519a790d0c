"""Scorecards from the command line: every format, the public edition, entry by hand, and what is refused."""

import csv
import io
import json
import random
from pathlib import Path
from types import SimpleNamespace

import pytest

from actiontracker.cli import indicator
from actiontracker.reports.scorecards.lines import ScorecardLine
from actiontracker.reports.scorecards.story import PeriodLine
from tests.conftest import PLANS, Cli
from tests.scorecards import HEAD, changed, written

EXAMPLE = str(PLANS / "example-scorecard.toml")


@pytest.fixture
def northford(cli: Cli) -> Cli:
    """The command line beside a database with the example's scorecard."""
    cli("import", EXAMPLE)
    return cli


def test_the_first_lines_say_what_is_worse_and_the_red_ones_come_next(northford: Cli) -> None:
    shown = northford("scorecard").out
    order = [
        "Worse than a year before: 2 of 8", "4    5.8 % (26/449)", "Worse than statistical neighbours: 1 of 2",
        "Exceptions: 4 red", "Two children's homes closed", "Who we look after", "The front door",
    ]  # fmt: skip
    places = [shown.index(words) for words in order]
    assert places == sorted(places)
    assert max(map(len, shown.splitlines())) <= 80


def test_json_and_csv_have_the_promised_columns_first(northford: Cli) -> None:
    record = json.loads(northford("scorecard", "--format", "json").out)
    assert (record["schema"], record["as_at"], record["period"]) == ("actiontracker/scorecard/1", "2026-01-15", "2025-Q2")
    rows = list(csv.reader(io.StringIO(northford("scorecard", "--format", "csv").out)))
    promised = (
        *("scorecard", "ref", "key", "description", "unit", "polarity", "accrual", "period", "value", "numerator"),
        *("denominator", "provisional", "target", "rag", "rag_basis", "rag_reason", "direction", "comparators"),
    )
    assert tuple(rows[0][: len(promised)]) == ScorecardLine._fields[: len(promised)] == promised
    assert tuple(record["rows"][0])[: len(promised)] == promised
    four = record["rows"][3]
    assert (four["value"], four["numerator"], four["target"], four["comparators"][1]["value"]) == (5.8, 26, 5, 10.0)
    assert rows[4][8:11] == ["5.8", "26", "449"]


def test_every_figure_of_every_period_is_a_row_of_the_export(northford: Cli) -> None:
    rows = list(csv.DictReader(io.StringIO(northford("export", "indicators").out)))
    assert tuple(rows[0]) == PeriodLine._fields[:-1]
    assert [(r["period"], r["value"], r["revisions"]) for r in rows if r["key"] == "reviews-on-time"][-2:] == [
        ("2025-Q1", "95.8", "1"), ("2025-Q2", "92.7", "0"),
    ]  # fmt: skip
    history = json.loads(northford("export", "indicators", "--scorecard", "example-scorecard", "--format", "json").out)["rows"]
    assert [each["text"] for row in history if row["key"] == "reviews-on-time" and row["period"] == "2025-Q1" for each in row["history"]] == [
        "95.8 (369/385)", "94.8 (365/385)",
    ]  # fmt: skip


@pytest.mark.parametrize("ending", ["html", "md", "csv", "json", "txt"])
def test_each_format_is_written_to_a_file(northford: Cli, tmp_path: Path, ending: str) -> None:
    northford("scorecard", "-o", f"card.{ending}")
    assert "Northford" in (tmp_path / f"card.{ending}").read_text("utf-8") or ending == "csv"


def test_the_public_edition_masks_small_numbers_and_leaves_words_out(northford: Cli) -> None:
    public = northford("scorecard", "--public").out
    assert "homes closed" not in public
    assert "Withheld: comments: 3; small numbers: 5." in public
    rows = {row["ref"]: row for row in json.loads(northford("scorecard", "--public", "--format", "json").out)["rows"]}
    assert (rows["2"]["value"], rows["2"]["rag_reason"], rows["2"]["last_year"]) == ("c", "not rated: suppressed", 6)
    assert (rows["8"]["value"], rows["8"]["numerator"], rows["8"]["denominator"], rows["8"]["children_needed"]) == (
        "c",
        "c",
        "c",
        None,
    )
    figures = northford("export", "indicators", "--public").out
    assert "4/452" not in figures
    assert ",c,c,c," in figures


def test_masking_is_a_switch(northford: Cli) -> None:
    masked = json.loads(northford("scorecard", "--mask", "--format", "json").out)
    assert (masked["rows"][1]["value"], masked["withheld"]) == ("c", None)
    assert "homes closed" in northford("scorecard", "--mask").out
    shown = json.loads(northford("scorecard", "--public", "--no-mask", "--format", "json").out)
    assert (shown["rows"][1]["value"], shown["rows"][3]["comment"]) == (3, None)


def test_no_masked_figure_is_anywhere_in_a_public_output(cli: Cli, tmp_path: Path) -> None:
    chance, head = random.Random(7), ["Ref", "Indicator", "2023-24", "Q1 2024-25"]
    secret = {n: (n, 900_000 + n * 7) for n in (1, 2, 3, 4, 5)}
    rows = [[f"{n}", f"Children counted in way {n}", "40", f"{100 * n / of:.4f} ({n}/{of})"] for n, of in secret.values()]
    rows += [["9", "Number of children in all", "71", str(chance.randint(50, 60))]]
    cli("import", str(written(tmp_path / "s.csv", rows, head)))
    for words in (
        ("scorecard",),
        ("scorecard", "--format", "json"),
        ("scorecard", "--format", "csv"),
        ("scorecard", "--format", "html"),
    ):
        shown = cli(*words, "--public").out
        assert not [of for _, of in secret.values() if str(of) in shown], words
    assert "900007" in cli("scorecard").out, "the board's own edition has them"


def test_a_figure_is_recorded_and_the_scorecard_shows_it(northford: Cli) -> None:
    said = northford(
        "indicator", "record", "example-scorecard:6", "--period", "2025-Q3", "--of", "245/305", "--value", "80.3"
    ).out
    assert said.startswith("example-scorecard:6  recorded: Q3 2025-26 80.3 (245/305)")
    assert "80.3 % (245/305)" in northford("scorecard").out
    assert "Q3 2025-26  80.3 % (245/305)" in northford("indicator", "dental-checks").out


def test_a_doubtful_figure_needs_a_yes(northford: Cli) -> None:
    words = ("indicator", "record", "dental-checks", "--period", "2025-Q3", "--value", "8.03")
    assert "it changes by -70.6" in northford(*words, expect=3).err
    assert northford(*words, "--yes").out.startswith("dental-checks  recorded")


@pytest.mark.parametrize(("answer", "code"), [(True, 0), (False, 3)])
def test_a_person_is_asked_and_a_no_records_nothing(
    northford: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: bool, code: int
) -> None:
    asked: list[str] = []
    terminal = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr(indicator, "sys", SimpleNamespace(stdin=terminal, stdout=terminal))
    monkeypatch.setattr(indicator.output, "say", asked.append)
    monkeypatch.setattr(indicator.typer, "confirm", lambda text, **_: answer)
    before = (tmp_path / "db.sqlite").read_bytes()
    northford("indicator", "record", "dental-checks", "--period", "2025-Q3", "--value", "8.03", expect=code)
    assert asked == ["dental-checks: it changes by -70.6 from 78.7 (236/300) in Q2 2025-26, more than 20 points"]
    assert ((tmp_path / "db.sqlite").read_bytes() == before) == (code == 3)


REFUSED = [
    (("indicator", "nowhere"), 9, "no indicator 'nowhere'"),
    (("indicator", "example-scorecard:77"), 9, "no indicator"),
    (("indicator", "other:1"), 9, "no scorecard 'other'"),
    (("indicator", "record", "nowhere", "--period", "2025-Q1", "--value", "1"), 9, "no indicator"),
    (("indicator", "record", "3", "--period", "2025-Q5", "--value", "1"), 2, "is no period"),
    (("indicator", "record", "3", "--period", "2031-Q1", "--value", "1"), 3, "lies in the future"),
    (("indicator", "record", "3", "--period", "2025-Q1", "--of", "5/0"), 2, "the denominator is 0"),
    (("indicator", "record", "3", "--period", "2025-Q1", "--value", "50", "--of", "9/10"), 3, "9/10 is 90, not 50"),
    (("indicator", "record", "3", "--period", "2025-Q1", "--value", "many"), 2, "'many' is no figure"),
    (("indicator", "record", "3", "--period", "2025-Q1"), 2, "no figure"),
    (("indicator", "edit", "3", "--reason", "x"), 2, "nothing to change"),
    (("indicator", "edit", "3", "--polarity", "up", "--reason", "x"), 2, "--polarity 'up' is not known"),
    (("indicator",), 2, "which indicator?"),
    (("scorecard", "--period", "soon"), 2, "is no period"),
    (("scorecard", "--period", "2011-12"), 9, "no figure of 2011-12: known:"),
    (("scorecard", "--scorecard", "other"), 9, "no scorecard 'other': known: example-scorecard"),
    (("scorecard", "--public", "comment", "3", "--text", "x"), 2, "stands before comment"),
    (("scorecard", "comment", "3", "--text", " "), 2, "--text is empty"),
    (("scorecard", "set"), 2, "nothing to set"),
    (("scorecard", "set", "--tolerance", "wide"), 2, "tolerance is a part such as '10 %'"),
    (("export", "actions", "--scorecard", "x"), 2, "--scorecard is not for actions"),
    (("import", EXAMPLE, "--plan", "x"), 2, "no plan is among the files"),
    (("import", str(PLANS / "example.toml"), "--scorecard", "x"), 2, "--scorecard names one, and there are 0 scorecards"),
    (("import", EXAMPLE, "--as", "poem"), 2, "--as 'poem' is not known"),
    (("import", EXAMPLE, "--as", "plan"), 3, "not a plan file"),
]


@pytest.mark.parametrize(("words", "code", "why"), REFUSED, ids=[" ".join(words)[-60:] for words, _, _ in REFUSED])
def test_what_is_refused_says_why_in_one_line_and_changes_nothing(
    northford: Cli, tmp_path: Path, words: tuple[str, ...], code: int, why: str
) -> None:
    before = (tmp_path / "db.sqlite").read_bytes()
    assert why in northford(*words, expect=code).err
    assert (tmp_path / "db.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("Westmarch Q1 2024-25", "94.6 (3/0)", "the denominator is 0"), ("Westmarch Q1 2024-25", "90 (174/184)", "174/184 is 95"),
        ("Westmarch 2023-24", "ninety", "'ninety' is no figure"),
    ],
)  # fmt: skip
def test_a_bad_cell_is_one_line_with_its_place(northford: Cli, tmp_path: Path, column: str, cell: str, why: str) -> None:
    before = (tmp_path / "db.sqlite").read_bytes()
    said = northford("import", str(written(tmp_path / "s.xlsx", changed("2", column, cell))), expect=3).err
    assert why in said
    assert f"sheet 'Part A', row 4, column {'ABCDEFGHIJK'[HEAD.index(column)]} ({column})" in said
    assert (tmp_path / "db.sqlite").read_bytes() == before


def test_a_workbook_without_a_scorecard_is_refused(cli: Cli, tmp_path: Path) -> None:
    path = written(tmp_path / "s.xlsx", [["1", "Nothing"]], ["Ref", "Poem"])
    assert "no scorecard in it" in cli("import", str(path), "--as", "scorecard", expect=3).err
    assert not (tmp_path / "db.sqlite").exists()


def test_plans_and_scorecards_come_in_together_or_not_at_all(cli: Cli, tmp_path: Path) -> None:
    said = cli("import", *(str(path) for path in sorted(PLANS.glob("*.toml")))).out
    assert said.count("Recorded as entry") == 15
    broken = written(tmp_path / "s.csv", changed("1", "Westmarch target 2024/25", "5"))
    before = (tmp_path / "db.sqlite").read_bytes()
    cli("import", str(PLANS / "example.toml"), str(broken), expect=3)
    assert (tmp_path / "db.sqlite").read_bytes() == before


def test_which_scorecard_is_asked_where_there_are_several(northford: Cli) -> None:
    northford("import", str(PLANS / "harrow-scorecard-2023.toml"))
    assert "several scorecards are tracked: example-scorecard, harrow-scorecard-2023" in northford("scorecard", expect=2).err
    listed = northford("scorecard", "list").out
    assert "Q1 2023-24" in listed
    assert json.loads(northford("scorecard", "list", "--format", "json").out)["rows"][1]["indicators"] == 14


def test_the_board_asks_whether_it_made_a_difference(northford: Cli) -> None:
    northford("import", str(PLANS / "example.toml"))
    shown = northford("board", "--plan", "example", "--as-at", "2025-10-31").out
    assert "Has it made a difference: 2 of 3 measures got better" in shown
    assert "R1   1 of 4  71.2 % (2024-25)    79.1 % (1389/1756) (Q2 2025-26)  improving" in shown
    record = json.loads(northford("board", "--plan", "example", "--as-at", "2025-10-31", "--format", "json").out)
    assert [each["indicator"] for each in record["difference"]] == ["contacts-in-a-day", "return-interviews-offered", None]
    assert json.loads(northford("board", "--plan", "example", "--public", "--format", "json").out)["difference"] is None
