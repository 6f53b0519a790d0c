"""Inspections: brought in and added, judged, their clocks, what comes from them, what came back, as at any day."""

import json
from pathlib import Path

import pytest

from actiontracker.domain.errors import InputRefused, NotFound, UsageFault
from actiontracker.domain.frameworks import FRAMEWORKS, Due, due_on, read_grade, same_scale
from actiontracker.intake.files import read_file
from actiontracker.intake.governance.drafts import GovernanceDocument
from actiontracker.render.toml import toml_file
from actiontracker.reports.governance.inspections import Inspection, grades_in_words, trajectory
from actiontracker.services.boards import Asked, board_summary
from actiontracker.services.edge import Edge
from actiontracker.services.governance import recording
from actiontracker.services.governance.governance_file import governance_file
from actiontracker.services.governance.reading import agencies, known_inspections, themes
from actiontracker.services.importing import Files, Wish, record_files
from actiontracker.services.telling import record
from actiontracker.services.undoing import undo
from actiontracker.store.verifying import verify
from tests.conftest import ROOT, import_governance, import_shipped

TODAY = "2026-01-15"
PAPERS = ROOT.parent / "shared" / "plans"


def known(edge: Edge, day: str = TODAY) -> dict[str, Inspection]:
    return {each.inspection: each for each in known_inspections(edge.database, day).inspections}


@pytest.fixture
def inspected(edge: Edge) -> Edge:
    """Harrow's plans of 2012 and 2020 with the inspections that they answer."""
    import_shipped(edge, "harrow-2012", "harrow-2020")
    import_governance(edge, "harrow-inspections")
    return edge


@pytest.fixture
def northford(edge: Edge) -> Edge:
    """The example's plan with its inspections and visits."""
    import_shipped(edge, "example")
    import_governance(edge, "example-inspections")
    return edge


def test_the_trajectory_is_that_of_the_papers(inspected: Edge) -> None:
    found = trajectory(list(known(inspected).values()), TODAY)
    assert [(each.began, grades_in_words(each)) for each in found.inspections] == [
        ("2012-05-08", "13 Adequate, 8 Good, 1 Inadequate"), ("2017", "1 Requires improvement to be good (in part: the rest is not held)"),
        ("2020-02-10", "4 Good"),
    ]  # fmt: skip
    assert [(area.area, area.moved) for area in found.areas] == [("help and protection", "better")]


@pytest.mark.skipif(not PAPERS.is_dir(), reason="the published papers are not beside this checkout")
def test_every_judgement_is_that_of_the_papers(inspected: Edge) -> None:
    by_hand = json.loads((PAPERS / "judgements.json").read_text(encoding="utf-8"))
    found = known(inspected)
    assert [(j.area, j.name, j.grade) for j in found["harrow-slac-2012"].judgements] == [
        (j["area"], j["judgement"], j["grade"]) for j in by_hand["2012"]["judgements"]
    ]
    assert [(j.name, j.grade) for j in found["harrow-ilacs-2020"].judgements] == [
        (j["judgement"], j["grade"]) for j in by_hand["2020"]["judgements"]
    ]


def test_grades_of_different_scales_are_not_compared() -> None:
    assert not same_scale(FRAMEWORKS["slac"].scale, FRAMEWORKS["sif"].scale)
    assert same_scale(FRAMEWORKS["sif"].scale, FRAMEWORKS["ilacs-2026"].scale)
    assert not same_scale(FRAMEWORKS["jtai"].scale, FRAMEWORKS["peer-review"].scale), (
        "without grades there is nothing to compare"
    )
    assert read_grade("RI", FRAMEWORKS["ilacs"].scale) == "Requires improvement to be good"
    assert read_grade("Adequate", FRAMEWORKS["ilacs"].scale) is None
    assert "overall" not in FRAMEWORKS["ilacs-2026"].areas


def test_no_day_of_receipt_is_assumed_and_with_one_the_clock_runs(inspected: Edge) -> None:
    (clock,) = known(inspected)["harrow-slac-2012"].clocks
    assert (clock.due, clock.state(TODAY)) == (None, "the day it was received is not on record")
    recording.edit_inspection(inspected, "harrow-slac-2012", {"received": "2012-06-27"}, "a letter", "2012-07-01")
    (clock,) = known(inspected)["harrow-slac-2012"].clocks
    assert (clock.name, clock.due) == ("written statement of action", "2012-10-04")
    assert [clock.state(day) for day in ("2012-08-01", "2012-09-28", "2012-10-04", "2012-10-05")] == [
        "running",
        "due soon",
        "due soon",
        "overdue",
    ]
    recording.set_clock(inspected, "harrow-slac-2012", "written statement of action", None, "2012-10-03", TODAY)
    assert known(inspected)["harrow-slac-2012"].clocks[0].state(TODAY) == "met"
    assert Due("x", 70, "2012-10-04", "2012-10-05").state(TODAY) == "met late"


def test_a_focused_visit_has_clocks_where_there_is_an_area_for_priority_action(northford: Edge) -> None:
    visit = known(northford)["northford-visit-2025"]
    assert [(clock.name, clock.due) for clock in visit.clocks] == [
        ("draft action plan", "2025-11-03"),
        ("final action plan", due_on("2025-10-06", 70)),
    ]
    recording.edit_inspection(northford, "northford-visit-2025", {"priority": None}, "mended", TODAY)
    assert known(northford)["northford-visit-2025"].clocks == []


def test_a_clock_of_ones_own_runs_from_the_receipt(northford: Edge) -> None:
    kept = recording.set_clock(northford, "northford-2025", "letter to children", 20, None, TODAY)
    assert kept.changes == [("letter to children", "", "due 2025-04-03")]
    with pytest.raises(InputRefused, match="has no clock 'unheard of'"):
        recording.set_clock(northford, "northford-2025", "unheard of", None, "2025-04-03", TODAY)
    with pytest.raises(InputRefused, match="received is not on record"):
        recording.set_clock(northford, "northford-peers-2023", "letter", 20, None, TODAY)


def test_the_same_file_twice_changes_nothing_and_what_was_typed_stays(inspected: Edge) -> None:
    recording.edit_inspection(inspected, "harrow-slac-2012", {"received": "2012-06-27"}, "a letter", TODAY)
    before = inspected.database.read_bytes()
    (again,) = import_governance(inspected, "harrow-inspections")
    assert (again.entry, again.same) == (None, 5)
    assert inspected.database.read_bytes() == before
    assert known(inspected)["harrow-slac-2012"].received == "2012-06-27"


def test_what_is_not_tracked_is_told_and_the_rest_comes_in(edge: Edge) -> None:
    (result,) = import_governance(edge, "harrow-inspections")
    assert any("no plan 'harrow-2012'" in problem.what for problem in result.problems)
    assert known(edge)["harrow-slac-2012"].recommendations == 0


def test_an_inspection_is_known_from_its_day_and_an_undone_one_is_not(northford: Edge) -> None:
    assert known(northford, "2025-10-19") == {}
    kept = recording.add_inspection(northford, "north-2026", None, {"framework": "jtai", "began": "2026-01"}, TODAY)
    assert known(northford)["north-2026"].framework_name == "Joint targeted area inspection"
    undo(northford, kept.entry, "another council's")
    assert "north-2026" not in known(northford)
    recording.add_inspection(northford, "north-2026", None, {"framework": "jtai"}, TODAY)
    assert "north-2026" in known(northford)
    assert verify(northford.database).faults == []


def test_a_grade_is_mended_and_the_first_stays_for_its_days(northford: Edge) -> None:
    recording.judge(northford, "northford-2025", "", "help-and-protection", "RI", None, "2025-12-01")
    grades = [
        {j.name: j.grade for j in known(northford, day)["northford-2025"].judgements} for day in ("2025-11-30", "2025-12-01")
    ]
    name = FRAMEWORKS["ilacs-2023"].areas["help-and-protection"]
    assert [each[name] for each in grades] == ["Inadequate", "Requires improvement to be good"]
    with pytest.raises(InputRefused, match=r"'Adequate' is no grade of .*one of: Outstanding, Good"):
        recording.judge(northford, "northford-2025", "", "leaders", "Adequate", None, TODAY)
    with pytest.raises(InputRefused, match="its framework has none"):
        recording.judge(northford, "northford-visit-2025", "", "leaders", "Good", None, TODAY)


@pytest.mark.parametrize(
    ("said", "error", "why"),
    [
        ({"framework": "ilacs", "began": "2025-02-14", "ended": "2025-02-03"}, InputRefused, "before it began"),
        ({"framework": "ilacs", "received": "2031-01-01"}, InputRefused, "lies in the future"),
        ({"framework": "ilacs", "began": "2025-02-14", "published": "2025-02-13"}, InputRefused, "is before it began"),
        ({"framework": "ilacs", "scale": "A; B"}, UsageFault, "--scale is for --framework own"),
        ({"framework": "own", "scale": "Strong"}, UsageFault, "fewer than two grades"),
    ],
)  # fmt: skip
def test_what_cannot_be_an_inspection_is_refused(
    northford: Edge, said: dict[str, str], error: type[Exception], why: str
) -> None:
    before = northford.database.read_bytes()
    with pytest.raises(error, match=why):
        recording.add_inspection(northford, "north", None, said, TODAY)
    assert northford.database.read_bytes() == before


def test_a_scale_of_ones_own_is_kept(northford: Edge) -> None:
    recording.add_inspection(northford, "audit-2025", None, {"framework": "own", "scale": "Strong; Sound; Weak"}, TODAY)
    recording.judge(northford, "audit-2025", "", "Supervision", "sound", None, TODAY)
    assert grades_in_words(known(northford)["audit-2025"]) == "1 Sound"


def test_recommendations_roll_up_by_the_agency_that_has_to_act(inspected: Edge) -> None:
    found = {line.agency: line for line in agencies(inspected.database, "2020-10-31")}
    assert found["NHS Harrow"].recommendations == 7
    recording.answer(inspected, "harrow-slac-2012", ["harrow-2012:S8"], [], ["Local Safeguarding Children Board"], "2020-10-31")
    (line,) = agencies(inspected.database, "2020-10-31", ("local safeguarding children board",))
    assert line.refs == ("harrow-2012:S8", "harrow-2012:S9", "harrow-2012:S10")
    with pytest.raises(NotFound, match="nothing is addressed to 'Fire'"):
        agencies(inspected.database, TODAY, ("Fire",))


def test_what_came_back_is_told_first_and_to_the_board(inspected: Edge) -> None:
    recording.set_theme(inspected, "thresholds", ["harrow-2012:S1", "harrow-2012:LAC1"], 1, "2020-10-08")
    found = themes(inspected.database, TODAY)
    assert [(theme.theme, theme.came_back) for theme in found][-1] == ("thresholds", False)
    supervision = next(theme for theme in found if theme.theme == "supervision")
    assert supervision.inspections == ["harrow-slac-2012", "harrow-ilacs-2020"]
    board = board_summary(inspected.database, Asked("2020-10-31", plans=("harrow-2020",)))
    assert board.came_back is not None
    assert "supervision" in [theme.theme for theme in board.came_back]
    recording.set_theme(inspected, "supervision", ["harrow-2020:1"], 0, "2020-11-01")
    assert not next(theme for theme in themes(inspected.database, TODAY) if theme.theme == "supervision").came_back


def test_clocks_that_are_overdue_or_due_soon_are_told_to_the_board(northford: Edge) -> None:
    board = board_summary(northford.database, Asked("2025-10-31"))
    assert board.clocks is not None
    assert [(each.inspection, each.clock, each.state) for each in board.clocks] == [
        ("northford-visit-2025", "draft action plan", "due soon")
    ]
    assert board_summary(northford.database, Asked("2025-10-31", public=True)).clocks is None


@pytest.mark.parametrize(
    ("plans", "name"), [(("harrow-2012", "harrow-2020"), "harrow-inspections"), (("example",), "example-inspections")]
)
def test_what_is_written_out_imports_back_to_the_same(edge: Edge, tmp_path: Path, plans: tuple[str, ...], name: str) -> None:
    import_shipped(edge, *plans)
    import_governance(edge, name)
    exported = toml_file(governance_file(edge.database, TODAY, None))
    (tmp_path / "out.toml").write_text(exported, encoding="utf-8")
    other = edge._replace(database=tmp_path / "other.sqlite")
    import_shipped(other, *plans)
    document = read_file(tmp_path / "out.toml")
    assert isinstance(document, GovernanceDocument)
    record_files(other, Files(governance=[document]), Wish(), lambda count: None)
    assert toml_file(governance_file(other.database, TODAY, None)) == exported
    assert known(other) == known(edge)


def test_the_record_tells_of_inspections(northford: Edge) -> None:
    recording.judge(northford, "northford-2025", "", "leaders", "Good", None, TODAY)
    recording.set_clock(northford, "northford-2025", "letter", 20, "2025-04-02", TODAY)
    told = [(event.ref, event.said) for event in record(northford.database)][-2:]
    assert told == [
        ("northford-2025", {"judgements": [f"{FRAMEWORKS['ilacs-2023'].areas['leaders']} Good"]}),
        ("northford-2025", {"clocks": ["letter met 2025-04-02"]}),
    ]
