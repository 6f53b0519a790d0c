"""Scorecards in the database: brought in, brought in again, corrected by hand, as at any day, undone, and written out."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from actiontracker.domain.errors import InputRefused, NotFound, UsageFault
from actiontracker.intake.files import read_file
from actiontracker.intake.scorecards.drafts import ScorecardDocument
from actiontracker.render.toml import toml_file
from actiontracker.reports.results import ScorecardImport
from actiontracker.reports.scorecards.lines import ScorecardLine
from actiontracker.services import measuring
from actiontracker.services.boards import Asked as board_asked
from actiontracker.services.boards import board_summary
from actiontracker.services.convening import record_board
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Files, Wish, record_files
from actiontracker.services.measuring import Wording
from actiontracker.services.scorecards.reading import Asked, scorecard, tracked
from actiontracker.services.scorecards.recording import Typed, comment, define, doubts, record_value, set_rules
from actiontracker.services.scorecards.scorecard_file import scorecard_file
from actiontracker.services.scorecards.telling import every_figure, indicator_story
from actiontracker.services.telling import record
from actiontracker.services.undoing import undo
from actiontracker.store.verifying import verify
from tests.conftest import PLANS, import_scorecards
from tests.scorecards import ROWS, changed, written

TODAY = "2026-01-15"


def brought_in(edge: Edge, path: Path, wish: Wish = Wish()) -> ScorecardImport:
    document = read_file(path)
    assert isinstance(document, ScorecardDocument)
    return record_files(edge, Files(scorecards=[document]), wish, lambda count: None).scorecards[0]


def lines(edge: Edge, day: str = TODAY, **asked: Any) -> dict[str, ScorecardLine]:
    return {line.ref or line.key: line for line in scorecard(edge.database, Asked(day, **asked)).rows}


@pytest.fixture
def westmarch(edge: Edge, tmp_path: Path) -> Edge:
    """A database with the made-up scorecard."""
    brought_in(edge, written(tmp_path / "scorecard.csv"))
    return edge


@pytest.fixture
def northford(edge: Edge) -> Edge:
    """A database with the shipped scorecard of the council that does not exist."""
    import_scorecards(edge, "example-scorecard")
    return edge


def test_a_scorecard_comes_in_whole_and_the_same_file_twice_changes_nothing(edge: Edge, tmp_path: Path) -> None:
    first = brought_in(edge, written(tmp_path / "scorecard.csv"))
    assert (first.scorecard, first.is_new, first.council, first.on) == ("scorecard", True, "Westmarch", "2024-10-31")
    assert [ref for ref, _, _ in first.concluded] == ["1", "2", "3", "4", "5"]
    before = edge.database.read_bytes()
    again = brought_in(edge, written(tmp_path / "scorecard.xlsx"), Wish(scorecard="scorecard"))
    assert (again.entry, again.same, again.changes, again.new) == (None, 5, [], [])
    assert edge.database.read_bytes() == before
    assert verify(edge.database).faults == []


def test_a_changed_figure_is_a_revision_and_the_first_stays(westmarch: Edge, tmp_path: Path) -> None:
    rows = changed("2", "Westmarch Q1 2024-25", "93.5 (172/184)")
    result = brought_in(westmarch, written(tmp_path / "scorecard.csv", rows), Wish(on="2024-12-01"))
    assert [(c.ref, c.field, c.old, c.new) for c in result.changes] == [("2", "Q1 2024-25", "94.6 (174/184)", "93.5 (172/184)")]
    assert [lines(westmarch, day, period="2024-Q1")["2"].value for day in ("2024-11-30", "2024-12-01")] == [
        Decimal("94.6"),
        Decimal("93.5"),
    ]
    (row,) = [row for row in indicator_story(westmarch.database, "reviews-on-time", TODAY).rows if row.period == "2024-Q1"]
    assert (row.revisions, [each.text for each in row.history]) == (1, ["93.5 (172/184)", "94.6 (174/184)"])


def test_a_figure_that_was_typed_is_not_undone_by_the_same_file(westmarch: Edge, tmp_path: Path) -> None:
    record_value(westmarch, "2", Typed("2024-Q1", "95.1", "175/184"), "2024-10-31")
    assert brought_in(westmarch, written(tmp_path / "scorecard.csv")).entry is None
    assert lines(westmarch, period="2024-Q1")["2"].value == Decimal("95.1")
    assert lines(westmarch, "2024-10-30") == {}


def test_a_row_that_is_missing_is_told_and_left(westmarch: Edge, tmp_path: Path) -> None:
    result = brought_in(westmarch, written(tmp_path / "scorecard.csv", ROWS[:-1]))
    assert (result.missing, result.entry) == (["5"], None)
    assert "5" in lines(westmarch)


def test_a_row_that_moved_or_was_renumbered_is_the_same_indicator(westmarch: Edge, tmp_path: Path) -> None:
    rows = [["9", *ROWS[4][1:]], *ROWS[:4]]
    result = brought_in(westmarch, written(tmp_path / "scorecard.csv", rows), Wish(on="2024-12-01"))
    assert [(c.ref, c.field, c.new) for c in result.changes] == [("5", "ref", "9")]
    assert list(lines(westmarch)) == ["9", "1", "2", "3", "4"]
    assert list(lines(westmarch, "2024-11-30")) == ["1", "2", "3", "4", "5"]


def test_an_undone_import_takes_it_away_and_a_later_one_takes_up_the_same_indicators(edge: Edge, tmp_path: Path) -> None:
    first = brought_in(edge, written(tmp_path / "scorecard.csv"))
    assert first.entry
    undo(edge, first.entry, "the wrong file")
    assert tracked(edge.database, TODAY) == []
    with pytest.raises(NotFound, match="no scorecard is tracked"):
        lines(edge)
    again = brought_in(edge, written(tmp_path / "scorecard.csv"))
    assert (again.is_new, len(lines(edge))) == (True, 5)
    assert verify(edge.database).faults == []


def test_a_dry_run_writes_nothing(edge: Edge, tmp_path: Path) -> None:
    result = brought_in(edge, written(tmp_path / "scorecard.csv"), Wish(dry_run=True))
    assert (result.entry is not None, edge.database.exists()) == (True, False)


def test_one_indicator_keeps_its_key_from_paper_to_paper(edge: Edge) -> None:
    import_scorecards(edge, "harrow-scorecard-2012", "harrow-scorecard-2020", "harrow-scorecard-2023")
    story = indicator_story(edge.database, "harrow-scorecard-2012:NI 66", TODAY)
    assert story.names == ["harrow-scorecard-2012:NI 66", "harrow-scorecard-2020:2", "harrow-scorecard-2023:4"]
    assert [row.period for row in story.rows][:2] == ["2010-11", "2011-12"]
    assert story.rows[-1].period == "2023-Q1"
    with pytest.raises(NotFound, match=r"could be several: harrow-scorecard-2020:4, harrow-scorecard-2023:4"):
        indicator_story(edge.database, "4", TODAY)


def test_a_scorecard_shows_what_it_said_itself_not_what_others_said_later(edge: Edge) -> None:
    import_scorecards(edge, "harrow-scorecard-2012", "harrow-scorecard-2023")
    found = lines(edge, slug="harrow-scorecard-2012")
    assert (found["NI 66"].period, found["NI 66"].value) == ("2012-M10", Decimal("100"))


@pytest.mark.parametrize(
    ("typed", "error", "why"),
    [
        (Typed("2025-Q1", "90", "150/160"), InputRefused, "150/160 is 94, not 90"), (Typed("2025-Q1", "abc", None), UsageFault, "no figure"),
        (Typed("2025-Q1", None, "3/0"), UsageFault, "the denominator is 0"), (Typed("2025-Q1", None, None), UsageFault, "no figure"),
        (Typed("2030-Q1", "90", None), InputRefused, "lies in the future"), (Typed("2025-Q1", "", None), UsageFault, "empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_recorded_says_why(westmarch: Edge, typed: Typed, error: type[Exception], why: str) -> None:
    before = westmarch.database.read_bytes()
    with pytest.raises(error, match=why):
        record_value(westmarch, "2", typed, TODAY)
    assert westmarch.database.read_bytes() == before


def asked(edge: Edge, ref: str, typed: Typed) -> list[str]:
    return doubts(edge.database, ref, typed, TODAY, TODAY)


def test_what_looks_like_a_slip_is_questioned(westmarch: Edge) -> None:
    assert asked(westmarch, "2", Typed("2024-Q2", "94.7", "178/188")) == []
    assert asked(westmarch, "2", Typed("2024-Q2", "94.7", "142/150")) == [
        "the denominator 150 is smaller than the 184 of Q1 2024-25"
    ]
    assert asked(westmarch, "2", Typed("2024-Q2", "947", None)) == ["947 is above 100 percent"]
    assert asked(westmarch, "4", Typed("2024-Q2", "52", None)) == [
        "it changes by -32.0 from 84 in Jul 2024, more than 20 points"
    ]
    assert asked(westmarch, "1", Typed("2024-Q2", "12", None)) == [
        "it changes by -1192.0 from 1,204 in Q1 2024-25, more than 25 %"
    ]
    assert asked(westmarch, "2", Typed("2025-Q4", "90", None)) == [
        "Q4 2025-26 is not over until 2026-03-31, and it is not said to be provisional"
    ]
    assert asked(westmarch, "2", Typed("2025-Q4", "90", None, provisional=True)) == []


def test_the_limit_of_a_jump_is_the_scorecards_own(westmarch: Edge) -> None:
    set_rules(westmarch, None, {"jump": "40 points"}, TODAY)
    assert asked(westmarch, "4", Typed("2024-Q2", "52", None)) == []


def test_what_adds_up_is_questioned_against_the_same_part_of_the_year_before_only(westmarch: Edge) -> None:
    assert asked(westmarch, "2", Typed("2024-Q2", "60", "114/190")) == []
    record_value(westmarch, "2", Typed("2023-Q2", "91.0", None), TODAY)
    assert asked(westmarch, "2", Typed("2024-Q2", "60", "114/190")) == [
        "it changes by -31.0 from 91.0 in Q2 2023-24, more than 20 points"
    ]


def test_a_comment_stands_with_its_line_as_at_its_day(northford: Edge) -> None:
    comment(northford, "10", "All are offered by phone now.", "2025-11-01")
    line = lines(northford)["10"]
    assert (line.comment, line.comment_by, line.comment_on) == ("All are offered by phone now.", "tester", "2025-11-01")
    assert lines(northford, "2025-10-31")["10"].comment is None
    assert lines(northford, "2025-08-01")["6"].comment == "Two practices stopped taking new patients in June."


def test_rules_hold_from_their_day(northford: Edge) -> None:
    set_rules(northford, "example-scorecard", {"tolerance": "5 points"}, "2025-12-01")
    assert [lines(northford, day)["3"].rag_basis for day in ("2025-11-30", "2025-12-01")] == [
        "target, amber within 10 %", "target, amber within 5 points",
    ]  # fmt: skip
    with pytest.raises(UsageFault, match="basis is one of"):
        set_rules(northford, None, {"basis": "feeling"}, "2025-12-01")


def test_what_an_indicator_is_can_be_said_and_one_made_neutral_is_rated_no_longer(westmarch: Edge) -> None:
    kept = define(
        westmarch, "5", {"polarity": "higher", "unit": "percent"}, ["Post answered"], "as the team says", "2024-12-01"
    )
    assert kept.changes == [("polarity", "none", "higher"), ("unit", "days", "percent"), ("alias", "", "Post answered")]
    assert indicator_story(westmarch.database, "post answered", TODAY).key == "letters-answered-within-ten-days"
    assert [lines(westmarch, day)["5"].polarity for day in ("2024-11-30", "2024-12-01")] == [None, "higher"]
    with pytest.raises(InputRefused, match="says this already"):
        define(westmarch, "5", {"polarity": "higher"}, [], "again", "2024-12-01")


def test_a_target_of_a_neutral_indicator_is_refused_with_its_cell(edge: Edge, tmp_path: Path) -> None:
    path = written(tmp_path / "s.csv", changed("1", "Westmarch target 2024/25", "220"))
    with pytest.raises(InputRefused, match=r"s.csv, row 3, column H \(Westmarch target 2024/25\): a target for .* neutral"):
        brought_in(edge, path)
    assert not edge.database.exists()


def test_two_values_for_one_period_in_one_file_are_refused(edge: Edge, tmp_path: Path) -> None:
    text = (PLANS / "example-scorecard.toml").read_text("utf-8")
    path = tmp_path / "s.toml"
    path.write_text(
        text.replace('{ period = "2022-23", value = "412" }', '{ period = "2023-24", value = "412" }'), encoding="utf-8"
    )
    with pytest.raises(InputRefused, match=r"indicators 1 \(1\), values 2 \(2023-24\): two values for 2023-24"):
        brought_in(edge, path)


def test_two_lines_for_one_indicator_are_refused_and_one_ref_for_two_is_told(edge: Edge, tmp_path: Path) -> None:
    head = ["Ref", "Indicator", "2022-23", "2023-24"]
    same = [["1", "% of CLA with 3 or more placements", "9", "9.5"], ["2", "3 or more placements, % of all", "9", "9.5"]]
    with pytest.raises(InputRefused, match=r"s\.csv, row 4: the same indicator as row 3"):
        brought_in(edge, written(tmp_path / "s.csv", same, head))
    twice = [["1", "Post answered %", "90", "91"], ["1", "Calls answered %", "80", "81"]]
    result = brought_in(edge, written(tmp_path / "s.csv", twice, head))
    assert [(problem.place, problem.what) for problem in result.problems] == [
        ("ref 1", "stands 2 times: name such indicators by their keys")
    ]


def test_a_measure_that_names_an_indicator_is_served_by_it(example: Edge) -> None:
    import_scorecards(example, "example-scorecard")
    measuring.add(example, "R1", Wording("Decisions within a day", indicator="example-scorecard:9"), "2025-05-01")
    (served,) = indicator_story(example.database, "contacts-in-a-day", "2025-10-31").serves
    assert (served.plan, served.measure, served.closed, served.actions) == ("example", "R1.M1", 1, 4)
    assert indicator_story(example.database, "dental-checks", "2025-10-31").serves == []


def test_the_record_tells_what_was_said_of_indicators(westmarch: Edge) -> None:
    record_value(westmarch, "2", Typed("2024-Q2", "94.7", "178/188", note="late minutes"), TODAY)
    comment(westmarch, "2", "as expected", TODAY)
    set_rules(westmarch, None, {"tolerance": "5 %"}, TODAY)
    told = [(event.ref, event.kind, event.said) for event in record(westmarch.database)]
    assert told[-3:] == [
        ("reviews-on-time", "figure", {"figures": ["Q2 2024-25 94.7 (178/188)"], "note": "late minutes"}),
        ("reviews-on-time", "comment", {"note": "as expected"}),
        ("scorecard", "setting", {"setting": "tolerance = 5 %"}),
    ]
    assert told[0][2]["file"] == "scorecard.csv"


def test_councils_have_keys_of_their_own_and_one_masks_nothing_of_the_others(edge: Edge) -> None:
    import_scorecards(edge, "example-scorecard", "harrow-scorecard-2023")
    shown = every_figure(edge.database, TODAY, public=True)
    found = {(line.council, line.period): line.value for line in shown.lines if line.key == "three-placements"}
    assert (found["Northford Council", "2025-Q1"], found["Northford Council", "2025-Q2"]) == ("c", Decimal("5.8"))
    assert found["London Borough of Harrow", "2023-Q1"] == "c"
    assert shown.withheld == {"small numbers": 9}
    with pytest.raises(NotFound, match="example-scorecard:three-placements, harrow-scorecard-2023:three-placements"):
        indicator_story(edge.database, "three-placements", TODAY)


def test_a_pack_that_was_shown_is_printed_again_whatever_its_measures_come_to_name(example: Edge) -> None:
    measuring.add(example, "R1", Wording("Decisions", "62", "2025-03-31", "90", indicator="contacts-in-a-day"), "2025-05-01")
    measuring.record(example, "R1.M1", "71", "2025-09-30", None)
    meeting = record_board(example, "Board", "2025-10-31", "2025-10-31", ("example",), False, lambda pack: lambda: None)
    before = board_summary(example.database, board_asked("2025-10-31", meeting=meeting.number))
    assert before.difference is not None
    assert [each.indicator for each in before.difference] == [None]
    import_scorecards(example, "example-scorecard")
    assert board_summary(example.database, board_asked("2025-10-31", meeting=meeting.number)) == before
    now = board_summary(example.database, board_asked("2025-10-31", plans=("example",))).difference
    assert now is not None
    assert [(each.indicator, each.then, each.now, each.word) for each in now] == [
        ("contacts-in-a-day", "71.2 %", "79.1 % (1389/1756)", "improving"),
    ]  # fmt: skip


def test_before_a_scorecard_began_nothing_is_listed_under_its_title(northford: Edge) -> None:
    card = scorecard(northford.database, Asked("2020-01-01"))
    assert (card.title, card.rows, card.period) == ("Northford corporate parenting scorecard", [], None)


@pytest.mark.parametrize(
    "name", ["example-scorecard", "harrow-scorecard-2012", "harrow-scorecard-2020", "harrow-scorecard-2023"]
)
def test_what_is_written_out_imports_back_to_the_same(edge: Edge, tmp_path: Path, name: str) -> None:
    import_scorecards(edge, name)
    if name == "example-scorecard":
        record_value(
            edge._replace(by="HoS CP"),
            "10",
            Typed("2025-Q3", "90.0", "54/60", provisional=True, note="to be checked"),
            "2026-01-10",
        )
        comment(edge, "10", "better still", "2026-01-10")
        set_rules(edge, None, {"tolerance": "5 %"}, "2026-01-11")
    exported = toml_file(scorecard_file(edge.database, None))
    (tmp_path / "out.toml").write_text(exported, encoding="utf-8")
    other = edge._replace(database=tmp_path / "other.sqlite", by="somebody else")
    brought_in(other, tmp_path / "out.toml")
    shown = [every_figure(each.database, TODAY).lines for each in (edge, other)]
    assert [line[:21] for line in shown[0]] == [line[:21] for line in shown[1]]
    for day in ("2025-08-01", TODAY):
        ours, theirs = (scorecard(each.database, Asked(day))._replace(record=None) for each in (edge, other))  # type: ignore[arg-type]
        assert ours == theirs
    own = edge._replace(database=tmp_path / "own.sqlite")
    brought_in(own, tmp_path / "out.toml")
    assert toml_file(scorecard_file(own.database, None)) == exported
