"""Success measures: agreed, measured, changed, withdrawn, as at any day; and told in the record."""

import pytest

from actiontracker.domain.errors import InputRefused, NotFound, UsageFault
from actiontracker.services import measuring, outcomes
from actiontracker.services.checking import check_plans
from actiontracker.services.edge import Edge
from actiontracker.services.measuring import Wording
from actiontracker.services.telling import corrections, record, story
from actiontracker.services.undoing import plan_undo, undo
from actiontracker.store import snapshot
from actiontracker.store.connection import reading

ON = "2025-05-01"
CONTACTS = Wording("Decisions within a day", "62", "2025-03-31", "90", "2026-03-31", "%")


def agreed(edge: Edge, said: Wording = CONTACTS, on: str = ON) -> str:
    return measuring.add(edge, "R1", said, on).ref


def line(edge: Edge, day: str = "2026-01-15") -> tuple[str, str | None, str]:
    (found,) = outcomes.measured(edge.database, day, ()).lines
    return found.text, found.value, found.direction


def test_the_last_value_by_a_day_is_set_against_the_baseline(example: Edge) -> None:
    assert agreed(example) == "R1.M1"
    measuring.record(example, "R1.M1", "71 %", "2025-09-30", "audit")
    measuring.record(example, "example:r1.m1", "58", "2025-06-30", None)
    assert outcomes.measured(example.database, "2025-04-30", ()).lines == []
    assert line(example, "2025-06-29") == ("Decisions within a day", None, "no value since the baseline")
    assert line(example, "2025-06-30") == ("Decisions within a day", "58", "worsening")
    assert line(example) == ("Decisions within a day", "71 %", "improving")


def test_of_two_values_for_one_day_the_later_recorded_counts_and_an_undo_brings_the_first_back(example: Edge) -> None:
    agreed(example)
    measuring.record(example, "R1.M1", "17", "2025-09-30", None)
    slip = measuring.record(example, "R1.M1", "71", "2025-09-30", None)
    found = outcomes.measured(example.database, "2026-01-15", ())
    assert [value.value for value in found.values["example", "R1.M1"]] == ["71"]
    undo(example, slip.entry, "slip")
    assert line(example)[1] == "17"


def test_what_the_confirmation_says(example: Edge) -> None:
    agreed(example)
    first = measuring.record(example, "R1.M1", "71", "2025-09-30", None)
    assert (first.changes, first.remark) == ([("", "62 %", "71 %")], "improving: 62 % to 71 %, target 90 %")
    earlier = measuring.record(example, "R1.M1", "58", "2025-06-30", None)
    assert earlier.changes == [("", "62 %", "58 %")]
    assert earlier.remark.endswith("; the last value is that of 2025-09-30")


def test_numbers_follow_one_another_and_none_is_given_twice(example: Edge) -> None:
    assert [agreed(example), agreed(example, Wording("another"))] == ["R1.M1", "R1.M2"]
    undo(example, measuring.add(example, "R1", Wording("a slip"), ON).entry, "slip")
    assert agreed(example, Wording("the next")) == "R1.M4"
    with pytest.raises(NotFound, match=r"R1\.M1, R1\.M2, R1\.M4"):
        measuring.record(example, "R1.M3", "1", ON, None)
    assert measuring.add(example, "R2", Wording("other"), ON).ref == "R2.M1"


def test_an_edit_holds_from_its_day_and_leaves_what_was_not_said(example: Edge) -> None:
    agreed(example)
    kept = measuring.edit(example, "R1.M1", Wording(target="95", by_when=""), "board", "2025-07-01")
    assert kept.changes == [("target", "90", "95"), ("by_when", "2026-03-31", "none")]
    before, after = (outcomes.measured(example.database, day, ()).lines[0] for day in ("2025-06-30", "2025-07-01"))
    assert (before.target, before.by_when) == ("90", "2026-03-31")
    assert (after.target, after.by_when, after.text, after.unit) == ("95", None, "Decisions within a day", "%")


def test_a_withdrawn_measure_is_gone_from_its_day_and_takes_no_value_after(example: Edge) -> None:
    agreed(example)
    measuring.withdraw(example, "R1.M1", "no longer collected", "2025-09-01")
    assert line(example, "2025-08-31")[0] == "Decisions within a day"
    assert outcomes.measured(example.database, "2025-09-01", ()).lines == []
    measuring.record(example, "R1.M1", "60", "2025-08-31", None)
    for act in (
        lambda: measuring.record(example, "R1.M1", "61", "2025-09-01", None),
        lambda: measuring.edit(example, "R1.M1", Wording(target="1"), "x", "2025-10-01"),
        lambda: measuring.withdraw(example, "R1.M1", "again", "2025-10-01"),
    ):
        with pytest.raises(InputRefused, match="was withdrawn"):
            act()


@pytest.mark.parametrize(
    ("said", "error", "match"),
    [
        (Wording("x", baseline="62"), UsageFault, "--baseline goes with --baseline-on"),
        (Wording("x", baseline_on="2025-03-31"), UsageFault, "--baseline-on goes with --baseline"),
        (Wording("x", by_when="2026-03-31"), UsageFault, "--by-when goes with --target"),
        (Wording("x", baseline="62", baseline_on="2026-01-16"), InputRefused, "lies in the future"),
    ],
)
def test_a_figure_without_its_day_is_refused(example: Edge, said: Wording, error: type[Exception], match: str) -> None:
    with pytest.raises(error, match=match):
        measuring.add(example, "R1", said, ON)
    assert outcomes.measured(example.database, "2026-01-15", ()).lines == []


def test_an_edit_that_would_leave_a_day_without_its_figure_is_refused(example: Edge) -> None:
    agreed(example)
    with pytest.raises(UsageFault, match="--baseline-on goes with --baseline"):
        measuring.edit(example, "R1.M1", Wording(baseline=""), "x", ON)
    with pytest.raises(InputRefused, match="says this already"):
        measuring.edit(example, "R1.M1", Wording(target="90"), "x", ON)


def test_the_record_tells_of_measures_by_their_ref_under_the_recommendation(example: Edge) -> None:
    agreed(example)
    kept = measuring.record(example, "R1.M1", "71", "2025-09-30", "audit")
    events = story(example.database, "R1", "2026-01-15").events
    assert events[-1].said == {"measure": "R1.M1", "value": "71", "note": "audit"}
    last = record(example.database, plan="example")[-1]
    assert (last.ref, last.on, last.said) == ("R1", "2025-09-30", events[-1].said)
    assert plan_undo(example, kept.entry).said == last.said
    withdrawn = measuring.withdraw(example, "R1.M1", "replaced", "2025-10-01")
    assert plan_undo(example, withdrawn.entry).said == {"measure": "R1.M1", "withdrawn": True, "reason": "replaced"}
    assert story(example.database, "R1", "2026-01-15").measures == []
    assert [each.measure for each in story(example.database, "R1", "2025-09-30").measures] == ["R1.M1"]


def test_the_public_sees_no_measures(example: Edge) -> None:
    agreed(example)
    assert story(example.database, "R1", "2026-01-15", public=True).measures == []


def test_a_pack_printed_again_is_told_of_a_value_recorded_since(example: Edge) -> None:
    agreed(example)
    with reading(example.database) as conn:
        head = snapshot.head(conn)
    measuring.record(example, "R1.M1", "71", "2025-09-30", None)
    with reading(example.database) as conn:
        assert [event.kind for event in corrections(conn, {"example"}, "2025-09-30", head)] == ["measurement"]
        assert corrections(conn, {"example"}, "2025-09-29", head) == []


def test_the_check_asks_for_a_measure_until_one_is_agreed(example: Edge) -> None:
    def without(day: str) -> list[str | None]:
        return [f.ref for f in check_plans(example.database, day, ()).checked.findings if f.code == "no-measure"]

    agreed(example)
    assert "R1" in without("2025-04-30")
    assert without(ON) == ["R2", "R3", "R4", "R5", "R6", "R7", "R8"]
