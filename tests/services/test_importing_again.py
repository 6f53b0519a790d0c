"""The same plan again next month: what the document changed, what the tracker learnt meanwhile, and what is asked about."""

import pytest

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.problems import Change, Conflict
from actiontracker.services.edge import Edge
from actiontracker.services.importing import remembered_headings
from actiontracker.services.undoing import undo
from actiontracker.services.updating import Update, update
from actiontracker.services.upkeep import edit
from actiontracker.services.wording import Wording
from tests.conftest import seen
from tests.services.monthly import MAY, bring


@pytest.fixture
def plan(edge: Edge) -> Edge:
    bring(edge, MAY, on="2025-10-31")
    return edge


@pytest.mark.parametrize(
    ("old", "new", "field", "update_with", "tracker", "document"),
    [
        ("In progress", "Completed", "status", {"status": "on_hold"}, "on_hold", "completed"),
        ("Green", "Red", "rag", {"rag": "amber"}, "amber", "red"),
        ("Drafted", "Signed off", "progress", {"note": "Redrafted"}, "Redrafted", "Signed off"),
    ],
)
def test_what_both_changed_is_a_conflict_and_the_trackers_version_stands(
    plan: Edge, old: str, new: str, field: str, update_with: dict[str, str], tracker: str, document: str
) -> None:
    update(plan, ["1"], Update("2025-11-10", **update_with))  # type: ignore[arg-type]
    result = bring(plan, MAY.replace(old, new))
    assert result.conflicts == [Conflict("1", field, tracker, document)]
    assert result.changes == []
    held = seen(plan, "2025-11-30")["1"]
    assert tracker in (held.status, held.rag_reported, held.progress)


def test_a_conflict_is_told_again_until_it_is_settled(plan: Edge) -> None:
    update(plan, ["1"], Update("2025-11-10", status="on_hold"))
    changed = MAY.replace("In progress", "Completed").replace("Drafted", "Signed off")
    first = bring(plan, changed)
    assert [change.field for change in first.changes] == ["progress"]
    second = bring(plan, changed)
    assert (second.conflicts, second.entry) == (first.conflicts, None)
    third = bring(plan, changed, theirs=True)
    assert third.changes == [Change("1", "status", "on_hold", "completed")]
    fourth = bring(plan, changed)
    assert (fourth.conflicts, fourth.entry) == ([], None)


def test_what_only_the_tracker_changed_is_no_conflict_and_stands(plan: Edge) -> None:
    update(plan, ["1"], Update("2025-11-10", status="on_hold", note="Waiting"))
    result = bring(plan, MAY)
    assert (result.entry, result.conflicts, result.changes) == (None, [], [])
    assert seen(plan, "2025-11-30")["1"].status == "on_hold"


def test_with_theirs_the_document_wins_even_where_it_says_what_it_said(plan: Edge) -> None:
    update(plan, ["1"], Update("2025-11-10", status="on_hold"))
    result = bring(plan, MAY, theirs=True)
    assert result.changes == [Change("1", "status", "on_hold", "in_progress")]


def test_where_both_say_the_same_anew_there_is_nothing_to_settle(plan: Edge) -> None:
    update(plan, ["1"], Update("2025-11-10", status="completed"))
    result = bring(plan, MAY.replace("In progress", "Completed"))
    assert (result.conflicts, result.changes) == ([], [])


def test_a_date_that_a_board_moved_since_is_in_conflict_with_another_printed_one(plan: Edge) -> None:
    update(plan, ["1"], Update("2025-11-10", deadline="2026-02-28", reason="Late data", agreed_by="Improvement Board"))
    result = bring(plan, MAY.replace("31.12.25", "31.3.26"))
    assert result.conflicts == [Conflict("1", "deadline", "2026-02-28", "2026-03-31")]
    held = seen(plan, "2025-11-30")["1"]
    assert (held.deadline, held.requested, held.by_when) == ("2026-02-28", None, "31.12.25")


def test_a_date_in_conflict_stays_so_though_the_rest_of_the_row_is_taken(plan: Edge) -> None:
    update(plan, ["1"], Update("2025-11-10", deadline="2026-02-28", reason="Late data", agreed_by="Improvement Board"))
    changed = MAY.replace("31.12.25", "31.3.26").replace("Drafted", "Signed off")
    conflict = Conflict("1", "deadline", "2026-02-28", "2026-03-31")
    assert [bring(plan, changed).conflicts for _ in range(2)] == [[conflict], [conflict]]
    assert seen(plan, "2025-11-30")["1"].requested is None


def test_a_date_asked_for_in_vain_is_no_conflict_with_the_next_one_asked_for(plan: Edge) -> None:
    bring(plan, MAY.replace("31.12.25", "31.3.26"), on="2025-11-10")
    result = bring(plan, MAY.replace("31.12.25", "30.4.26"))
    assert (result.conflicts, seen(plan, "2025-11-30")["1"].requested) == ([], "2026-04-30")


def test_a_lead_that_was_changed_on_both_sides_is_in_conflict(plan: Edge) -> None:
    edit(plan, "1", Wording(leads=("SM QA",)), "left", on="2025-11-10")
    result = bring(plan, MAY.replace("DCS", "Law"))
    assert result.conflicts == [Conflict("1", "leads", "SM QA", "Law")]
    assert seen(plan, "2025-11-30")["1"].leads == ("SM QA",)


def test_a_quite_different_text_under_a_known_ref_is_asked_about_and_nothing_of_its_row_is_taken(plan: Edge) -> None:
    other = MAY.replace("1,Write the plan,DCS", "1,Recruit six social workers,DCS").replace("In progress", "Completed")
    result = bring(plan, other)
    (question,) = result.questions
    assert (question.ref, question.tracker, question.document) == ("1", "Write the plan", "Recruit six social workers")
    assert (result.changes, result.missing) == ([], [])
    held = seen(plan, "2025-11-30")["1"]
    assert (held.action, held.status) == ("Write the plan", "in_progress")


def test_reworded_settles_the_question_and_keeps_the_old_text_as_a_revision(plan: Edge) -> None:
    other = MAY.replace("Write the plan", "Recruit six social workers")
    result = bring(plan, other, reworded=("1",))
    assert result.changes == [Change("1", "text", "Write the plan", "Recruit six social workers")]
    assert seen(plan, "2025-11-30")["1"].action == "Recruit six social workers"
    assert seen(plan, "2025-11-29")["1"].action == "Write the plan"


def test_a_text_in_other_words_is_a_revision_from_the_documents_day(plan: Edge) -> None:
    result = bring(plan, MAY.replace("Write the plan", "Write and agree the plan"))
    assert result.questions == []
    assert seen(plan, "2025-11-30")["1"].action == "Write and agree the plan"
    assert seen(plan, "2025-11-29")["1"].action == "Write the plan"


def test_a_heading_without_a_field_is_kept_and_its_changes_are_told_by_heading(plan: Edge) -> None:
    assert seen(plan, "2025-10-31")["1"].extra == {"Evidence": "Minutes"}
    result = bring(plan, MAY.replace("Minutes", "Minutes and audit"))
    assert result.changes == [Change("1", "Evidence", "Minutes", "Minutes and audit")]
    assert seen(plan, "2025-11-30")["1"].extra == {"Evidence": "Minutes and audit"}
    assert seen(plan, "2025-11-29")["1"].extra == {"Evidence": "Minutes"}


def test_a_column_that_went_away_is_not_spoken_of(plan: Edge) -> None:
    without = "Ref,Action\n1,Write the plan\n2,Share the plan\n"
    assert bring(plan, without).entry is None
    assert seen(plan, "2025-11-30")["1"].extra == {"Evidence": "Minutes"}


def test_actions_without_printed_refs_keep_their_record_when_a_row_is_put_in_above(edge: Edge) -> None:
    bring(edge, "Action,Status\nAsk the children,In progress\nTell the staff,Completed\n", on="2025-10-31")
    rows = "Action,Status\nMeet the board,Not started\nAsk the children,In progress\nTell all of the staff,Completed\n"
    result = bring(edge, rows)
    assert (result.new, result.questions) == (["3"], [])
    now = seen(edge, "2025-11-30")
    assert {ref: action.action for ref, action in now.items()} == {
        "1": "Ask the children",
        "2": "Tell all of the staff",
        "3": "Meet the board",
    }
    assert (now["1"].status, now["2"].status, now["3"].status) == ("in_progress", "completed", "not_started")


def test_recommendations_without_printed_refs_keep_theirs_too(edge: Edge) -> None:
    head = "Area for improvement,Action,Owner\n"
    bring(edge, head + "Timely health checks,Book them,Nurse\nStable homes,Find them,SM\n", on="2025-10-31")
    result = bring(
        edge, head + "Good schools,Visit them,Head\nTimely health checks,Book them,Nurse\nStable homes,Find them,SM\n"
    )
    assert (result.new, [change.field for change in result.changes], result.questions) == (["3.1"], ["new recommendation"], [])
    assert seen(edge, "2025-11-30")["2.1"].recommendation == "Stable homes"


def test_what_a_heading_means_is_remembered_for_the_plans_next_document(edge: Edge) -> None:
    head = "Ref,Action,Handed over to\n"
    bring(edge, head + "1,Write the plan,DCS\n", headings={"handed over to": "leads"}, on="2025-10-31")
    assert seen(edge, "2025-10-31")["1"].leads == ("DCS",)
    result = bring(edge, head + "1,Write the plan,DCS\n2,Share the plan,SM QA\n")
    assert ("Handed over to", "leads") in result.headings
    assert seen(edge, "2025-11-30")["2"].leads == ("SM QA",)


def test_an_undone_import_forgets_what_it_was_told_of_headings(edge: Edge) -> None:
    head = "Ref,Action,Handed over to\n"
    first = bring(edge, head + "1,Write the plan,DCS\n", headings={"handed over to": "leads"}, on="2025-10-31")
    assert first.entry is not None
    undo(edge, first.entry, "the wrong file")
    assert remembered_headings(edge.database, "ours", []) == {}


def test_the_day_that_a_document_prints_is_the_day_it_speaks_for(edge: Edge) -> None:
    title = "Improvement plan - version 3 (31 October 2025),,\n"
    result = bring(edge, title + "Ref,Action,Owner\n1,Write the plan,DCS\n", on=None)
    assert result.on == "2025-10-31"
    assert bring(edge, "Ref,Action,Owner\n1,Write the plan,DCS\n2,Share it,DCS\n", on=None).on == "2026-01-15"


def test_a_day_still_to_come_is_not_the_day_a_document_speaks_for(edge: Edge) -> None:
    title = "Improvement plan - updated 31 October 2031,,\n"
    assert bring(edge, title + "Ref,Action,Owner\n1,Write the plan,DCS\n", on=None).on == "2026-01-15"


def test_an_area_in_capitals_is_the_same_area(edge: Edge) -> None:
    head = "Recommendation ref,Recommendation,Area,Action,Owner\n"
    bring(edge, head + "S1,Listen to children,Safeguarding,Ask,DCS\n", on="2025-10-31")
    assert bring(edge, head + "S1,Listen to children,SAFEGUARDING,Ask,DCS\n").entry is None


def test_with_strict_a_document_with_unread_cells_changes_nothing(plan: Edge) -> None:
    with pytest.raises(InputRefused, match=r"31\.9\.25"):
        bring(plan, MAY.replace("31.12.25", "31.9.25"), strict=True)
    assert seen(plan, "2025-11-30")["1"].by_when == "31.12.25"


def test_a_rating_in_words_that_the_document_dropped_is_no_longer_reported(edge: Edge) -> None:
    head = "Ref,Action,Progress Update\n"
    bring(edge, head + "1,Write the plan,On track\n", on="2025-10-31")
    assert seen(edge, "2025-10-31")["1"].rag_reported == "green"
    result = bring(edge, head + "1,Write the plan,Waiting for data\n")
    assert Change("1", "rag", "green", "") in result.changes
    assert seen(edge, "2025-11-30")["1"].rag_reported is None
    again = bring(edge, head + "1,Write the plan,On track\n", on="2025-12-31")
    assert Change("1", "rag", "", "green") in again.changes
    assert seen(edge, "2025-12-31")["1"].rag_reported == "green"


def test_words_that_never_told_of_the_rating_take_none_with_them(plan: Edge) -> None:
    result = bring(plan, "Ref,Action,Progress Update\n1,Write the plan,Waiting for data\n2,Share the plan,\n")
    assert [change.field for change in result.changes] == ["progress"]
    assert seen(plan, "2025-11-30")["1"].rag_reported == "green"


def test_a_dropped_rating_is_in_conflict_where_the_tracker_reported_another_until_it_is_settled(edge: Edge) -> None:
    head = "Ref,Action,Progress Update\n"
    bring(edge, head + "1,Write the plan,On track\n", on="2025-10-31")
    update(edge, ["1"], Update("2025-11-10", rag="amber"))
    dropped = head + "1,Write the plan,Waiting for data\n"
    for _ in range(2):
        assert bring(edge, dropped).conflicts == [Conflict("1", "rag", "amber", "")]
    assert seen(edge, "2025-11-30")["1"].rag_reported == "amber"
    bring(edge, dropped, theirs=True)
    assert seen(edge, "2025-11-30")["1"].rag_reported is None
    assert bring(edge, dropped).entry is None


def test_an_accountable_lead_that_the_tracker_changed_is_in_conflict_with_other_leads(plan: Edge) -> None:
    edit(plan, "1", Wording(accountable="DCS"), "asked for", on="2025-11-10")
    result = bring(plan, MAY.replace("DCS", "Law"))
    assert result.conflicts == [Conflict("1", "leads", "DCS", "Law")]
    held = seen(plan, "2025-11-30")["1"]
    assert (held.leads, held.accountable) == (("DCS",), "DCS")


RECOMMENDED = "Recommendation ref,Recommendation,Success criteria,Action,Owner\nS1,Listen to children,They are heard,Ask,DCS\n"


@pytest.mark.parametrize(
    ("old", "new", "said", "field", "tracker"),
    [
        (
            "Listen to children",
            "Listen to all children",
            {"text": "Listen to children well"},
            "text",
            "Listen to children well",
        ),
        ("They are heard", "All are heard", {"outcome": "They feel heard"}, "outcome", "They feel heard"),
    ],
)
def test_what_both_changed_of_a_recommendation_is_a_conflict_too(
    edge: Edge, old: str, new: str, said: dict[str, str], field: str, tracker: str
) -> None:
    bring(edge, RECOMMENDED, on="2025-10-31")
    edit(edge, "S1", Wording(**said), "agreed", on="2025-11-10")  # type: ignore[arg-type]
    changed = RECOMMENDED.replace(old, new)
    for _ in range(2):
        result = bring(edge, changed)
        assert result.conflicts == [Conflict("S1", field, tracker, new)]
    assert bring(edge, changed, theirs=True).changes == [Change("S1", field, tracker, new)]
    assert bring(edge, changed).entry is None
