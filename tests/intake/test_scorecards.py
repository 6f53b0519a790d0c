"""Scorecards read from tables by their headings: figures, fractions, targets in steps, comparators, notes, several tables."""

from pathlib import Path

import pytest

from actiontracker.domain.errors import InputRefused
from actiontracker.intake.drafts import Document
from actiontracker.intake.files import Wanted, read_file
from actiontracker.intake.scorecards.drafts import IndicatorDraft, ScorecardDocument
from actiontracker.intake.scorecards.headings import read_column
from tests.conftest import PLANS
from tests.scorecards import HEAD, ROWS, TITLE, changed, written


def read(path: Path, wanted: Wanted = Wanted()) -> ScorecardDocument:
    document = read_file(path, wanted)
    assert isinstance(document, ScorecardDocument)
    return document


def indicator(document: ScorecardDocument, ref: str) -> IndicatorDraft:
    return next(draft for draft in document.indicators if draft.ref == ref)


@pytest.mark.parametrize("name", ["scorecard.csv", "scorecard.xlsx"])
def test_a_scorecard_is_known_by_its_headings_and_read_from_either_kind_of_file(tmp_path: Path, name: str) -> None:
    document = read(written(tmp_path / name))
    assert (document.title, document.on, document.authority) == (TITLE, "2024-10-31", "Westmarch")
    assert [(draft.ref, len(draft.values), len(draft.targets)) for draft in document.indicators] == [
        ("1", 3, 1), ("2", 4, 1), ("3", 4, 4), ("4", 4, 1), ("5", 3, 0),
    ]  # fmt: skip


def test_each_cell_becomes_the_figure_of_its_period(tmp_path: Path) -> None:
    document = read(written(tmp_path / "s.csv"))
    reviews, placements = indicator(document, "2"), indicator(document, "3")
    assert [(v.period, v.figure.value, v.figure.numerator, v.figure.missing) for v in reviews.values] == [
        ("2022-23", "90.1", None, None), ("2023-24", "88.0", None, None), ("2024-Q1", "94.6", 174, None), ("2024-M07", None, None, "x"),
    ]  # fmt: skip
    assert [(t.period, t.figure.value) for t in placements.targets] == [
        ("2024-Q1", "2.5"), ("2024-Q2", "5"), ("2024-Q3", "7.5"), ("2024-Q4", "10"),
    ]  # fmt: skip
    assert [(c.kind, c.name, c.rank, c.period, c.figure.value) for c in placements.comparators] == [
        ("statistical_neighbours", "", None, "2022-23", "10.0"), ("england", "", None, "2022-23", "9.0"),
        ("best_london", "Barnet", 1, "2022-23", "6.3"), ("best_london", "H&F", 2, "2022-23", "6.4"),
    ]  # fmt: skip
    assert [v.figure.value for v in indicator(document, "1").values] == ["201", "215", "1204"]
    assert [v.figure.value for v in indicator(document, "5").values] == ["100", "98", "97"]


def test_a_note_belongs_to_the_figure_of_its_period_and_gives_its_fraction(tmp_path: Path) -> None:
    dental = indicator(read(written(tmp_path / "s.csv")), "4")
    (first,) = [value for value in dental.values if value.period == "2024-Q1"]
    assert (first.figure.value, first.figure.numerator, first.figure.denominator) == ("82.1", 92, 112)
    assert first.note == "92 of 112 were seen"


def test_a_share_among_percentages_is_one_and_it_is_said(tmp_path: Path) -> None:
    document = read(written(tmp_path / "s.csv"))
    assert indicator(document, "4").targets[0].figure.value == "90"
    assert any("0.9 read as 90 %" in problem.what for problem in document.problems)
    assert indicator(document, "3").values[2].figure.value == "1", "a percentage below one may stand among small ones"


def test_what_is_read_with_a_remark_is_listed_with_its_cell(tmp_path: Path) -> None:
    document = read(written(tmp_path / "s.csv", changed("3", "Westmarch Q1 2024-25", "6.9 (11/158)")))
    told = {problem.place: problem.what for problem in document.problems}
    assert told["row 5, column I (Westmarch Q1 2024-25)"] == "11/158 is 7.0, printed 6.9: cut, not rounded"
    assert "no figure, kept as printed: '16 London LAs with 100%'" in told.values()


def test_what_a_row_is_about_is_concluded_from_its_words_and_nothing_is_guessed_of_others(tmp_path: Path) -> None:
    document = read(written(tmp_path / "s.csv"))
    kinds = {d.ref: (d.definition.unit, d.definition.polarity, d.definition.accrual) for d in document.indicators}
    assert kinds == {
        "1": ("count", "neutral", "snapshot"), "2": ("percent", "higher", "cumulative"), "3": ("percent", "lower", "cumulative"),
        "4": ("percent", "higher", "rolling_year"), "5": ("days", None, None),
    }  # fmt: skip


def test_columns_may_say_what_an_indicator_is(tmp_path: Path) -> None:
    rows = [["7", "Something of our own", "per 10,000", "Lower is better", "snapshot", "SM QA", "4.1", "4.2"]]
    head = ["Ref", "Indicator", "Unit", "Polarity", "Accrual", "Owner", "2022-23", "2023-24"]
    (draft,) = read(written(tmp_path / "s.csv", rows, head)).indicators
    kind = draft.definition
    assert (kind.unit, kind.polarity, kind.accrual, kind.owner) == ("per_10000", "lower", "snapshot", "SM QA")
    with pytest.raises(InputRefused, match="unknown polarity 'sideways'"):
        read(written(tmp_path / "s.csv", [[*rows[0][:3], "sideways", *rows[0][4:]]], head))


def test_a_second_table_has_its_own_years_and_its_heading_names_its_part(tmp_path: Path) -> None:
    second = [
        ["Attainment at school", "Westmarch 2021-22", "Westmarch 2022-23", "SN Average 2022-23"],
        ["Average Progress 8 score", "-1.9", "x", "-1.3"],
        ["Sessions missed", "5.6", "no figure for the whole year, schools were closed", "4.7"],
        ["x - suppressed: a small number"],
    ]
    document = read(written(tmp_path / "s.csv", [*ROWS, [""], *second]))
    progress, missed = document.indicators[5:]
    assert (progress.ref, progress.heading, progress.definition.year) == ("", "Attainment at school", "academic")
    assert [(v.period, v.figure.value, v.figure.missing) for v in progress.values] == [
        ("2021-22", "-1.9", None),
        ("2022-23", None, "x"),
    ]
    assert missed.values[1].figure.missing == "x"
    assert document.problems[-1].what == "not read as an indicator: 'x - suppressed: a small number'"


def test_a_row_without_figures_heads_those_below_it_and_a_repeated_heading_goes_on(tmp_path: Path) -> None:
    again = [*HEAD[:-1], ""]  # the last heading is empty on the second page
    rows = [["", "Safeguarding"], *ROWS[:2], again, ["", "Health"], *ROWS[2:]]
    document = read(written(tmp_path / "s.csv", rows))
    assert [draft.heading for draft in document.indicators] == ["Safeguarding"] * 2 + ["Health"] * 3
    assert [v.period for v in indicator(document, "4").values][-1] == "2024-M07"


def test_a_heading_can_be_told(tmp_path: Path) -> None:
    head = ["Nr.", "What we count", *HEAD[2:]]
    told = Wanted(headings={"nr": "ref", "what we count": "description"}, kind="scorecard")
    assert [draft.ref for draft in read(written(tmp_path / "s.csv", head=head), told).indicators] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("94.6 (3/0)", "the denominator is 0"), ("90 (174/184)", "174/184 is 95, not 90"), ("about 90", "'about 90' is no figure"),
        ("95-96", "'95-96' is no figure"), ("abc", "'abc' is no figure"), ("12,5", "'12,5' is no figure"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_taken_is_named_and_the_file_refused(tmp_path: Path, cell: str, why: str) -> None:
    with pytest.raises(InputRefused, match=r"row 4, column I \(Westmarch Q1 2024-25\)") as refused:
        read(written(tmp_path / "s.csv", changed("2", "Westmarch Q1 2024-25", cell)))
    assert why in str(refused.value)


def test_two_columns_or_two_rows_for_one_thing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="two columns for value 2022-23"):
        read(written(tmp_path / "s.csv", head=[*HEAD[:6], "Westmarch 2022/23", *HEAD[7:]]))
    with pytest.raises(InputRefused, match=r"row 8: .*stands there a second time, after row 4"):
        read(written(tmp_path / "s.csv", [*ROWS, ROWS[1]]))


def test_a_plan_is_a_plan_and_as_says_otherwise(tmp_path: Path) -> None:
    assert isinstance(read_file(PLANS / "harrow-2012.toml"), Document)
    plan = tmp_path / "p.csv"
    plan.write_text("Ref,Action,Lead,Progress Oct 2024,Progress Nov 2024\n1,Write it,SM QA,Underway,Done\n", encoding="utf-8")
    assert isinstance(read_file(plan), Document)
    with pytest.raises(InputRefused, match="no scorecard in it"):
        read_file(plan, Wanted(kind="scorecard"))
    with pytest.raises(InputRefused):
        read_file(written(tmp_path / "s.csv"), Wanted(kind="plan"))


@pytest.mark.parametrize("heading", ["Comments", "Lead", "Ref", "Progress", "Due date", "Average cost"])
def test_headings_without_a_period_are_no_figures(heading: str) -> None:
    column = read_column(heading)
    assert column is None or not column.is_figure


def test_a_column_whose_heading_is_not_understood_is_told(tmp_path: Path) -> None:
    head = ["Ref", "Indicator", "2022-23", "2023-24", "FY24", "2023-25"]
    rows = [["1", "Something %", "90", "91", "92", "93"], ["2", "Another %", "80", "81", "82", "83"]]
    document = read(written(tmp_path / "s.csv", rows, head))
    assert [(p.place, p.unread) for p in document.problems] == [("row 2, column E", True), ("row 2, column F", True)]
    assert "the heading 'FY24' is not understood: its 2 cells are not read" in document.problems[0].what


def test_one_wording_with_other_points_is_one_indicator(tmp_path: Path) -> None:
    rows = [["1", "Post answered %", "90", "91"], ["2", "post, answered! %", "80", "81"]]
    with pytest.raises(InputRefused, match="stands there a second time"):
        read(written(tmp_path / "s.csv", rows, ["Ref", "Indicator", "2022-23", "2023-24"]))
