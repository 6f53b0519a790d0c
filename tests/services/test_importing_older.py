"""An older document after a newer one, or after what the tracker learnt: beside what is said for later days too."""

import pytest

from actiontracker.domain.problems import Change, Conflict
from actiontracker.services.edge import Edge
from actiontracker.services.updating import Update, update
from actiontracker.services.upkeep import edit
from actiontracker.services.wording import Wording
from tests.conftest import TODAY, seen
from tests.services.monthly import MAY, bring

OCTOBER, NOVEMBER, DECEMBER = "2025-10-31", "2025-11-30", "2025-12-31"
NOW = TODAY.isoformat()


@pytest.fixture
def plan(edge: Edge) -> Edge:
    bring(edge, MAY, on="2025-09-30")
    return edge


LATER = [
    ("In progress", "Completed", "status", Update(NOVEMBER, status="on_hold"), "on_hold", "completed"),
    ("Green", "Red", "rag", Update(NOVEMBER, rag="amber"), "amber", "red"),
    ("Drafted", "Signed off", "progress", Update(NOVEMBER, note="Redrafted"), "Redrafted", "Signed off"),
    ("In progress", "Completed", "status", Update(NOVEMBER, status="in_progress"), "in_progress", "completed"),
    ("Green", "Red", "rag", Update(NOVEMBER, rag="green"), "green", "red"),
    ("Drafted", "Signed off", "progress", Update(NOVEMBER, note="Drafted"), "Drafted", "Signed off"),
]


@pytest.mark.parametrize(("old", "new", "field", "later", "tracker", "document"), LATER)
def test_what_the_tracker_says_for_a_later_day_is_in_conflict_with_an_older_documents_change(
    plan: Edge, old: str, new: str, field: str, later: Update, tracker: str, document: str
) -> None:
    update(plan, ["1"], later)
    for _ in range(2):
        result = bring(plan, MAY.replace(old, new), on=OCTOBER)
        assert (result.conflicts, result.changes) == ([Conflict("1", field, tracker, document)], [])
    for day in (OCTOBER, NOW):
        held = seen(plan, day)["1"]
        assert document not in (held.status, held.rag_reported, held.progress)


@pytest.mark.parametrize(("old", "new", "field", "later", "tracker", "document"), LATER)
def test_with_theirs_an_older_document_wins_over_what_is_said_for_later_days_from_today(
    plan: Edge, old: str, new: str, field: str, later: Update, tracker: str, document: str
) -> None:
    update(plan, ["1"], later)
    changed = MAY.replace(old, new)
    assert bring(plan, changed, on=OCTOBER, theirs=True).changes == [Change("1", field, tracker, document)]
    assert [each for each in (OCTOBER, NOVEMBER, NOW) if _says(plan, each, document)] == [NOW]
    assert bring(plan, changed, on=OCTOBER, theirs=True).changes == []


def _says(plan: Edge, day: str, value: str) -> bool:
    held = seen(plan, day)["1"]
    return value in (held.status, held.rag_reported, held.progress)


def test_with_theirs_what_nobody_says_for_later_days_is_recorded_from_the_documents_day(plan: Edge) -> None:
    update(plan, ["1"], Update(NOVEMBER, status="on_hold"))
    bring(plan, MAY.replace("In progress", "Completed").replace("Drafted", "Signed off"), on=OCTOBER, theirs=True)
    held = seen(plan, OCTOBER)["1"]
    assert (held.progress, held.status) == ("Signed off", "in_progress")


def test_with_theirs_the_document_wins_over_a_later_saying_even_where_it_says_what_held_on_its_day(plan: Edge) -> None:
    update(plan, ["1"], Update(NOVEMBER, status="on_hold"))
    assert bring(plan, MAY, on=OCTOBER, theirs=True).changes == [Change("1", "status", "on_hold", "in_progress")]
    assert seen(plan, NOVEMBER)["1"].status == "on_hold"
    assert seen(plan, NOW)["1"].status == "in_progress"


def test_what_the_tracker_says_too_for_a_later_day_is_recorded_from_the_documents_day(plan: Edge) -> None:
    update(plan, ["1"], Update(NOVEMBER, status="completed"))
    result = bring(plan, MAY.replace("In progress", "Completed"), on=OCTOBER)
    assert (result.conflicts, result.changes) == ([], [Change("1", "status", "in_progress", "completed")])
    assert seen(plan, OCTOBER)["1"].status == "completed"


def test_a_text_that_was_revised_for_a_later_day_is_in_conflict(plan: Edge) -> None:
    edit(plan, "1", Wording(text="Write the whole plan"), "agreed", on=NOVEMBER)
    changed = MAY.replace("Write the plan", "Write the plan twice")
    assert bring(plan, changed, on=OCTOBER).conflicts == [Conflict("1", "text", "Write the whole plan", "Write the plan twice")]
    bring(plan, changed, on=OCTOBER, theirs=True)
    texts = {day: seen(plan, day)["1"].action for day in (OCTOBER, NOVEMBER, NOW)}
    assert texts == {OCTOBER: "Write the plan", NOVEMBER: "Write the whole plan", NOW: "Write the plan twice"}


def test_a_change_is_carried_into_later_wordings_that_are_about_something_else(plan: Edge) -> None:
    edit(plan, "1", Wording(stage="MUST DO"), "agreed", on="2025-11-10")
    edit(plan, "1", Wording(stage="SHOULD DO"), "agreed", on=NOVEMBER)
    result = bring(plan, MAY.replace("Write the plan", "Write the plan twice"), on=OCTOBER)
    assert (result.conflicts, len(result.changes)) == ([], 1)
    wordings = {day: (held.action, held.stage) for day in (OCTOBER, "2025-11-10", NOW) if (held := seen(plan, day)["1"])}
    text = "Write the plan twice"
    assert wordings == {OCTOBER: (text, None), "2025-11-10": (text, "MUST DO"), NOW: (text, "SHOULD DO")}


def test_a_later_wording_of_the_trackers_own_stands_though_it_was_taken_back(plan: Edge) -> None:
    edit(plan, "1", Wording(text="Write the whole plan"), "agreed", on="2025-11-10")
    edit(plan, "1", Wording(text="Write the plan"), "taken back", on=NOVEMBER)
    bring(plan, MAY.replace("Write the plan", "Write the plan twice"), on=OCTOBER)
    texts = [seen(plan, day)["1"].action for day in (OCTOBER, "2025-11-10", NOVEMBER)]
    assert texts == ["Write the plan twice", "Write the whole plan", "Write the plan twice"]


def test_a_date_that_was_agreed_for_a_later_day_is_in_conflict(plan: Edge) -> None:
    update(plan, ["1"], Update(NOVEMBER, deadline="2026-02-28", reason="Late data", agreed_by="Improvement Board"))
    changed = MAY.replace("31.12.25", "31.3.26")
    assert bring(plan, changed, on=OCTOBER).conflicts == [Conflict("1", "deadline", "2026-02-28", "2026-03-31")]
    won = bring(plan, changed, on=OCTOBER, theirs=True, agreed_by="Improvement Board")
    assert Change("1", "deadline", "2026-02-28", "2026-03-31") in won.changes
    assert {day: seen(plan, day)["1"].deadline for day in (OCTOBER, NOVEMBER, NOW)} == {
        OCTOBER: "2025-12-31",
        NOVEMBER: "2026-02-28",
        NOW: "2026-03-31",
    }


def test_a_date_asked_for_before_is_not_granted_where_another_was_agreed_for_a_later_day(plan: Edge) -> None:
    update(plan, ["1"], Update("2025-10-10", deadline="2026-03-31", reason="Late data"))
    update(plan, ["1"], Update(NOVEMBER, deadline="2026-02-28", reason="Agreed", agreed_by="Improvement Board"))
    changed = MAY.replace("31.12.25", "31.3.26")
    result = bring(plan, changed, on=OCTOBER, agreed_by="Improvement Board")
    assert result.conflicts == [Conflict("1", "deadline", "2026-02-28", "2026-03-31")]


def test_a_date_that_was_moved_back_for_a_later_day_is_in_conflict(plan: Edge) -> None:
    for day, deadline in (("2025-11-10", "2026-02-28"), (NOVEMBER, "2025-12-31")):
        update(plan, ["1"], Update(day, deadline=deadline, reason="Agreed", agreed_by="Improvement Board"))
    result = bring(plan, MAY.replace("31.12.25", "31.3.26"), on=OCTOBER, agreed_by="Improvement Board")
    assert result.conflicts == [Conflict("1", "deadline", "2025-12-31", "2026-03-31")]


def test_with_theirs_a_date_is_asked_for_once(plan: Edge) -> None:
    update(plan, ["1"], Update(NOVEMBER, deadline="2026-02-28", reason="Late data", agreed_by="Improvement Board"))
    changed = MAY.replace("31.12.25", "31.3.26")
    asked = Change("1", "deadline asked for, the agreed one stands", "2026-02-28", "2026-03-31")
    assert asked in bring(plan, changed, on=OCTOBER, theirs=True).changes
    assert bring(plan, changed, on=OCTOBER, theirs=True).changes == []
    assert (seen(plan, NOVEMBER)["1"].requested, seen(plan, NOW)["1"].requested) == (None, "2026-03-31")


def test_leads_that_changed_for_a_later_day_are_in_conflict(plan: Edge) -> None:
    edit(plan, "1", Wording(leads=("SM QA",)), "left", on=NOVEMBER)
    changed = MAY.replace("DCS", "Law")
    assert bring(plan, changed, on=OCTOBER).conflicts == [Conflict("1", "leads", "SM QA", "Law")]
    assert bring(plan, changed, on=OCTOBER, theirs=True).changes == [Change("1", "leads", "SM QA", "Law")]
    leads = {day: seen(plan, day)["1"].leads for day in (OCTOBER, NOVEMBER, NOW)}
    assert leads == {OCTOBER: ("DCS",), NOVEMBER: ("SM QA",), NOW: ("Law",)}


def test_leads_that_the_tracker_gave_back_for_a_later_day_are_in_conflict(plan: Edge) -> None:
    edit(plan, "1", Wording(leads=("SM QA",)), "left", on="2025-11-10")
    edit(plan, "1", Wording(leads=("DCS",)), "came back", on=NOVEMBER)
    assert bring(plan, MAY.replace("DCS", "Law"), on=OCTOBER).conflicts == [Conflict("1", "leads", "DCS", "Law")]


@pytest.mark.parametrize(("day", "before"), [("2025-10-10", OCTOBER), (NOVEMBER, NOW)])
def test_with_theirs_leads_win_even_where_the_document_says_what_it_said(plan: Edge, day: str, before: str) -> None:
    edit(plan, "1", Wording(leads=("SM QA",)), "left", on=day)
    assert bring(plan, MAY, on=OCTOBER, theirs=True).changes == [Change("1", "leads", "SM QA", "DCS")]
    assert (seen(plan, day)["1"].leads, seen(plan, before)["1"].leads) == (("SM QA",), ("DCS",))
    assert bring(plan, MAY, on=OCTOBER, theirs=True).changes == []


def test_a_newer_document_speaks_for_a_later_day_too(plan: Edge) -> None:
    bring(plan, MAY.replace("Drafted", "Signed off"), on=NOVEMBER)
    result = bring(plan, MAY.replace("Drafted", "Redrafted"), on=OCTOBER)
    assert (result.conflicts, result.changes) == ([Conflict("1", "progress", "Signed off", "Redrafted")], [])


def test_an_older_document_that_comes_again_says_nothing_new_and_never_hides_what_the_next_one_says(plan: Edge) -> None:
    bring(plan, MAY.replace("In progress", "Completed"), on=NOVEMBER)
    assert bring(plan, MAY, on="2025-09-30").entry is None
    result = bring(plan, MAY, on=DECEMBER)
    assert result.changes == [Change("1", "status", "completed", "in_progress")]
    assert seen(plan, DECEMBER)["1"].status == "in_progress"


def test_what_an_older_document_says_anew_is_not_what_the_next_one_is_compared_with(plan: Edge) -> None:
    bring(plan, MAY.replace("In progress", "Completed"), on=NOVEMBER)
    assert len(bring(plan, MAY.replace("Minutes", "Minutes and audit"), on=OCTOBER).changes) == 1
    assert Change("1", "status", "completed", "in_progress") in bring(plan, MAY, on=DECEMBER).changes


def test_an_older_document_is_compared_with_the_documents_up_to_its_day(plan: Edge) -> None:
    bring(plan, MAY.replace("Drafted", "Signed off"), on=NOVEMBER)
    assert bring(plan, MAY, on=OCTOBER).entry is None


def test_an_action_that_an_older_document_has_too_keeps_the_leads_of_its_former_beginning(edge: Edge) -> None:
    bring(edge, MAY.replace("DCS", "SM QA; Law"), on=NOVEMBER)
    bring(edge, MAY.replace("DCS", "DCS; Law"), on=OCTOBER)
    leads = {day: seen(edge, day)["1"].leads for day in (OCTOBER, NOVEMBER, NOW)}
    assert leads == {OCTOBER: ("DCS", "Law"), NOVEMBER: ("SM QA", "Law"), NOW: ("SM QA", "Law")}


def test_leads_that_only_an_older_document_has_lead_on(edge: Edge) -> None:
    bring(edge, "Ref,Action\n1,Write the plan\n", on=NOVEMBER)
    bring(edge, MAY, on=OCTOBER)
    assert seen(edge, NOW)["1"].leads == ("DCS",)


def test_a_note_without_a_status_word_is_not_in_conflict_with_a_later_status(plan: Edge) -> None:
    update(plan, ["2"], Update(NOVEMBER, status="in_progress"))
    result = bring(plan, MAY.replace("31.1.26,,,,", "31.1.26,,,Met the staff,"), on=OCTOBER)
    assert (result.conflicts, result.changes) == ([], [Change("2", "progress", "", "Met the staff")])
    assert seen(plan, NOW)["2"].status == "in_progress"
