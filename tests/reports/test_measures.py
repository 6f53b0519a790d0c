"""What a board should ask about measures: done but not moved, outcomes without one."""

import pytest

from actiontracker.reports.actions import Action
from actiontracker.reports.measures import MeasureLine, unmeasured, unmoved
from tests.reports.test_checks import recommendation


def line(measure: str, has_moved: bool | None) -> MeasureLine:
    fields: dict[str, object] = dict.fromkeys(MeasureLine._fields)
    fields |= {"plan": "north", "recommendation_ref": measure.partition(".")[0], "measure": measure, "has_moved": has_moved}
    return MeasureLine(**fields)  # type: ignore[arg-type]


def action(ref: str, status: str, also: tuple[str, ...] = ()) -> Action:
    fields: dict[str, object] = dict.fromkeys(Action._fields)
    fields |= {"plan": "north", "recommendation_ref": ref.partition(".")[0], "ref": ref, "status": status, "also_answers": also}
    return Action(**fields)  # type: ignore[arg-type]


DONE = [action("S1.1", "completed"), action("S1.2", "embedded"), action("S1.3", "withdrawn")]


@pytest.mark.parametrize(
    ("moved", "listed"),
    [([False], True), ([False, False], True), ([True], False), ([False, True], False), ([False, None], False), ([], False)],
)
def test_all_actions_done_and_no_measure_has_moved(moved: list[bool | None], listed: bool) -> None:
    lines = [line(f"S1.M{number}", each) for number, each in enumerate(moved, 1)]
    found = unmoved(lines, DONE)
    assert [(each.recommendation_ref, each.actions) for each in found] == ([("S1", 2)] if listed else [])


def test_an_open_action_that_also_answers_it_is_one_of_its_own() -> None:
    assert unmoved([line("S1.M1", False)], [*DONE, action("S2.1", "in_progress", ("S1",))]) == []
    assert unmoved([line("S1.M1", False)], [action("S1.3", "withdrawn")]) == [], "nothing was done"


def test_outcomes_without_a_measure() -> None:
    three = [recommendation(), recommendation("S2"), recommendation("S3", outcome=None)]
    assert [each.ref for each in unmeasured(three, [line("S1.M1", None)])] == ["S2"]
