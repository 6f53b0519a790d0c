"""The checks over the shipped plans: figures counted by hand in the papers, and the history that checks look back on."""

from collections import Counter
from pathlib import Path

import pytest

from actiontracker.intake.files import read_document
from actiontracker.reports.checks.run import Checked
from actiontracker.services.checking import check_plans
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Wish
from actiontracker.services.undoing import undo
from actiontracker.services.updating import Update, update
from tests.conftest import import_document, import_shipped

DAY = "2012-10-31"


def checked(edge: Edge, day: str = DAY, *plans: str) -> Checked:
    return check_plans(edge.database, day, plans).checked


def refs(checked_: Checked, code: str) -> list[str | None]:
    return [finding.ref for finding in checked_.findings if finding.code == code]


def test_harrow_2012_has_the_findings_that_were_counted_by_hand(harrow: Edge) -> None:
    result = checked(harrow)
    assert Counter(finding.code for finding in result.findings) == {
        "bad-date": 1,
        "beyond-timescale": 21,
        "completed-but": 13,
        "duplicate": 6,
        "duplicates-disagree": 2,
        "joint-lead": 50,
        "no-evidence": 40,
        "no-lead": 2,
        "no-measure": 20,
        "no-outcome": 2,
        "not-embedded": 11,
        "one-date": 2,
        "optimistic": 7,
        "red-no-plan": 26,
        "timescale-changed": 1,
        "vague-recurrence": 1,
    }
    assert result.counts == {"error": 13, "warning": 100, "note": 92}
    assert result.actions == 116


@pytest.mark.parametrize(
    ("code", "where"),
    [
        ("bad-date", "LAC11.1"),
        ("no-outcome", "LAC1 LAC6"),
        ("no-lead", "S7.3 LAC4.3"),
        ("timescale-changed", "S10"),
        ("duplicate", "S1.1 S1.2 S1.10 S7 S11.1 S11.3"),
        ("duplicates-disagree", "S7.4 S11.3"),
        ("vague-recurrence", "S10.4"),
        ("one-date", "S11 LAC10"),
        ("optimistic", "S3.1 LAC3.6 LAC3.8 LAC3.9 LAC7.1 LAC7.2 LAC7.3"),
        ("completed-but", "S1.4 S1.6 S1.7 S2.1 S3.5 S4.2 S6.1 S8.1 S10.1 LAC1.3 LAC3.3 LAC3.5 LAC5.1"),
        ("not-embedded", "S1.6 S1.7 S1.9 S2.6 S4.2 S4.3 S7.5 S8.2 LAC1.6 LAC3.10 LAC4.5"),
        (
            "beyond-timescale",
            "S3.2 S3.6 S3.7 S6.2 S7.1 S9.1 S9.4 S9.5 S9.6 S10.1 S10.2 S10.3 S11.1 S11.2"
            " LAC4.1 LAC5.1 LAC5.2 LAC6.1 LAC6.2 LAC10.1 LAC10.2",
        ),
    ],
)
def test_harrow_2012_has_them_where_they_were_found_by_hand(harrow: Edge, code: str, where: str) -> None:
    assert refs(checked(harrow), code) == where.split()


def test_nothing_in_harrows_plans_would_give_anybody_away(edge: Edge) -> None:
    import_shipped(edge, "harrow-2012", "harrow-2020", "harrow-sufficiency-2019", "example")
    assert refs(checked(edge, "2026-01-15"), "personal-data") == []


def test_s7_and_lac4_are_one_finding_and_their_fourth_actions_disagree(harrow: Edge) -> None:
    said = {(finding.code, finding.ref): finding.what for finding in checked(harrow).findings}
    pairs = "S7.1 = LAC4.1, S7.2 = LAC4.2, S7.3 = LAC4.3, S7.4 = LAC4.4, S7.5 = LAC4.5"
    assert said["duplicate", "S7"] == f"the same recommendation as LAC4: {pairs}"
    assert said["duplicates-disagree", "S7.4"] == "on hold, while LAC4.4 is not stated"


def test_harrow_2020_has_no_action_for_its_fourth_recommendation(edge: Edge) -> None:
    import_shipped(edge, "harrow-2020")
    result = checked(edge, "2020-10-07")
    assert Counter(finding.code for finding in result.findings) == {
        "no-actions": 1,
        "no-outcome": 1,
        "no-measure": 3,
        "duplicate": 2,
        "one-date": 3,
    }
    assert refs(result, "no-actions") == ["4"]


def test_the_key_of_another_plan_of_the_council_does_not_make_strangers_of_these_leads(edge: Edge) -> None:
    import_shipped(edge, "harrow-2012", "harrow-2020")
    assert refs(checked(edge, "2020-10-07", "harrow-2020"), "no-lead") == []


def test_an_action_answers_what_it_also_serves(edge: Edge, tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_text("""format = 1
[plan]
slug = "north"
council = "Northford"
title = "Plan"
on = 2025-04-28
[[recommendations]]
ref = "R1"
text = "Listen"
[[recommendations]]
ref = "R2"
text = "Learn"
[[recommendations]]
ref = "R3"
text = "Lead"
[[actions]]
ref = "R1.1"
recommendation = "R1"
also_answers = ["R3"]
text = "Ask"
""")
    import_document(edge, read_document(file), Wish(), lambda count: None)
    assert refs(checked(edge, "2025-04-28"), "no-actions") == ["R2"]


def test_the_example_has_moved_dates_and_stale_actions(example: Edge) -> None:
    result = checked(example, "2025-10-31")
    moved = [(finding.ref, finding.severity) for finding in result.findings if finding.code == "moved"]
    assert moved == [("R2.1", "error"), ("R1.2", "warning"), ("R6.1", "warning"), ("R6.2", "warning")]
    assert refs(result, "stale") == ["R2.2", "R3.3", "R4.3", "R5.3"]
    assert refs(checked(example, "2025-05-31"), "moved") == []


def test_the_note_that_counts_is_that_of_the_completion_or_later(harrow: Edge) -> None:
    update(harrow, ["S1.4"], Update(on="2012-11-10", status="in_progress"))
    update(harrow, ["S1.4"], Update(on="2012-11-20", status="completed"))
    assert "S1.4" in refs(checked(harrow), "completed-but")
    assert "S1.4" not in refs(checked(harrow, "2012-11-15"), "completed-but")
    assert "S1.4" not in refs(checked(harrow, "2012-11-20"), "completed-but")
    update(harrow, ["S1.4"], Update(on="2012-11-21", note="The audit is to be published."))
    assert "S1.4" in refs(checked(harrow, "2012-11-21"), "completed-but")


def test_six_months_count_from_the_last_completion(harrow: Edge) -> None:
    assert "S1.1" not in refs(checked(harrow, "2013-04-29"), "not-embedded")
    assert "S1.1" in refs(checked(harrow, "2013-04-30"), "not-embedded")
    update(harrow, ["S1.1"], Update(on="2012-11-10", status="in_progress"))
    update(harrow, ["S1.1"], Update(on="2012-12-31", status="completed"))
    assert "S1.1" not in refs(checked(harrow, "2013-06-29"), "not-embedded")
    assert "S1.1" in refs(checked(harrow, "2013-06-30"), "not-embedded")


def test_six_months_count_from_the_first_time_it_was_said_and_not_from_what_was_undone(harrow: Edge) -> None:
    update(harrow, ["S1.1"], Update(on="2012-12-31", status="completed"))
    assert "S1.1" in refs(checked(harrow, "2013-04-30"), "not-embedded")
    (slip,) = update(harrow, ["S1.3"], Update(on="2012-11-01", status="completed"))
    undo(harrow, slip.entry, "a slip")
    update(harrow, ["S1.3"], Update(on="2012-12-31", status="completed"))
    assert "S1.3" not in refs(checked(harrow, "2013-06-29"), "not-embedded")
    assert "S1.3" in refs(checked(harrow, "2013-06-30"), "not-embedded")


def test_an_update_without_a_note_does_not_come_between_two_notes(harrow: Edge) -> None:
    update(harrow, ["S1.3"], Update(on="2012-11-01", note="No change."))
    update(harrow, ["S1.3"], Update(on="2012-11-02", status="on_hold"))
    update(harrow, ["S1.3"], Update(on="2012-11-05", note="No change"))
    assert refs(checked(harrow, "2012-11-05"), "same-note") == ["S1.3"]


def test_the_last_two_notes_are_those_of_the_day(harrow: Edge) -> None:
    for on, note in (("2012-11-01", "No change."), ("2012-11-05", "No change"), ("2012-11-10", "A date is set.")):
        update(harrow, ["S1.3"], Update(on=on, note=note))
    assert refs(checked(harrow, "2012-11-01"), "same-note") == []
    assert refs(checked(harrow, "2012-11-05"), "same-note") == ["S1.3"]
    assert refs(checked(harrow, "2012-11-10"), "same-note") == []
