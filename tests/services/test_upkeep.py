"""The plan without a file: added, edited, withdrawn, corrected, undone."""

import pytest

from actiontracker.domain.errors import InputRefused, NotFound, UsageFault
from actiontracker.services.adding import add_action, add_recommendation
from actiontracker.services.edge import Edge
from actiontracker.services.recording import Agreed
from actiontracker.services.telling import story
from actiontracker.services.undoing import plan_undo, undo
from actiontracker.services.updating import Update, update
from actiontracker.services.upkeep import correct, edit, withdraw
from actiontracker.services.wording import Wording
from tests.conftest import seen

ON = "2012-11-15"


def test_an_added_action_gets_the_next_number_and_begins_on_its_day(harrow: Edge) -> None:
    said = Wording(text="Brief new starters", by_when="31.12.12", leads=("DD TS", "Lawyer"), accountable="Law.")
    kept = add_action(harrow, said, under="S1", plan=None, ref=None, on=ON)
    assert (kept.plan, kept.ref) == ("harrow-2012", "S1.12")
    assert "S1.12" not in seen(harrow, "2012-11-14")
    action = seen(harrow, ON)["S1.12"]
    assert (action.deadline, action.leads, action.accountable) == ("2012-12-31", ("DD TS", "Law."), "Law.")


def test_a_number_once_used_is_not_used_again(harrow: Edge) -> None:
    first = add_action(harrow, Wording(text="x"), under="LAC2", plan=None, ref=None, on=ON)
    assert first.ref == "LAC2.9", "no action 5 in the document: the gap stays"
    undo(harrow, first.entry, "slip")
    assert add_action(harrow, Wording(text="y"), under="LAC2", plan=None, ref=None, on=ON).ref == "LAC2.10"


def test_a_ref_in_use_is_refused(harrow: Edge) -> None:
    with pytest.raises(InputRefused, match=r"s1\.3 already"):
        add_action(harrow, Wording(text="x"), under="S1", plan=None, ref="s1.3", on=ON)
    with pytest.raises(InputRefused, match="S1 already"):
        add_recommendation(harrow, Wording(text="x"), plan=None, ref="S1", on=ON)


def test_a_recommendation_added_takes_actions_which_take_its_date(harrow: Edge) -> None:
    said = Wording(text="Keep the record", area="Safeguarding", by_when="31.3.13", leads=("DCS",))
    add_recommendation(harrow, said, plan=None, ref="S12", on=ON)
    add_action(harrow, Wording(text="Write it down"), under="S12", plan=None, ref=None, on=ON)
    action = seen(harrow, ON)["S12.1"]
    assert (action.deadline, action.leads, action.inherited) == ("2013-03-31", ("DCS",), ("leads", "deadline"))


def test_inherited_leads_and_date_follow_the_recommendation(harrow: Edge) -> None:
    add_recommendation(harrow, Wording(text="Keep it", by_when="31.3.13", leads=("DCS",)), plan=None, ref="S12", on=ON)
    add_action(harrow, Wording(text="Write it down"), under="S12", plan=None, ref=None, on=ON)
    edit(harrow, "S12", Wording(leads=("DD TS",)), "handed over", on="2012-12-01")
    assert seen(harrow, "2012-11-30")["S12.1"].leads == ("DCS",)
    assert seen(harrow, "2012-12-01")["S12.1"].leads == ("DD TS",)


def test_an_edit_holds_from_its_day_and_the_old_wording_before(harrow: Edge) -> None:
    old = seen(harrow, ON)["S1.3"]
    edit(harrow, "S1.3", Wording(text="New words", leads=("DCS",)), "agreed", on=ON)
    assert seen(harrow, "2012-11-14")["S1.3"].action == old.action
    new = seen(harrow, ON)["S1.3"]
    assert (new.action, new.leads, new.stage, new.by_when) == ("New words", ("DCS",), old.stage, old.by_when)


def test_an_edit_that_says_nothing_new_is_refused(harrow: Edge) -> None:
    with pytest.raises(InputRefused, match="already"):
        edit(harrow, "S1.3", Wording(stage="MUST DO"), "why", on=ON)


def test_a_typed_lead_that_is_not_in_the_key_is_a_slip(harrow: Edge) -> None:
    with pytest.raises(InputRefused, match="no post 'DD TX'"):
        edit(harrow, "S1.3", Wording(leads=("DD TX",)), "why", on=ON)


def test_the_accountable_lead_must_be_one_of_them(harrow: Edge) -> None:
    with pytest.raises(InputRefused, match="not one of the leads"):
        edit(harrow, "S1.3", Wording(accountable="DCS"), "why", on=ON)
    edit(harrow, "S1.3", Wording(accountable="Lawyer"), "why", on=ON)
    assert seen(harrow, ON)["S1.3"].accountable == "Law."


def test_a_withdrawn_action_is_out_of_the_work_with_its_reason(harrow: Edge) -> None:
    withdraw(harrow, "LAC4.4", "same as S7.4", on=ON, duplicate_of="S7.4", agreed=Agreed("Improvement Board"))
    action = seen(harrow, ON)["LAC4.4"]
    assert (action.status, action.rag, action.rag_reason) == ("withdrawn", "none", "withdrawn: same as S7.4")
    said = story(harrow.database, "LAC4.4", ON).events[-1].said
    assert (said["duplicate_of"], said["agreed_by"]) == ("S7.4", "Improvement Board")
    with pytest.raises(InputRefused, match="already"):
        withdraw(harrow, "LAC4.4", "again", on=ON)
    with pytest.raises(UsageFault, match="itself"):
        withdraw(harrow, "S1.3", "x", on=ON, duplicate_of="S1.3")


def test_a_corrected_date_is_no_move_and_mends_the_original(harrow: Edge) -> None:
    correct(harrow, "S1.3", Wording(), "2012-10-27", "typing slip")
    action = seen(harrow, "2012-10-31")["S1.3"]
    assert (action.deadline, action.original_deadline, action.deadline_moves) == ("2012-10-27", "2012-10-27", 0)
    assert len(story(harrow.database, "S1.3", ON).events) == 2


def test_an_impossible_date_is_mended_from_the_day_the_action_began(harrow: Edge) -> None:
    correct(harrow, "LAC11.1", Wording(by_when="30.9.12"), None, "September has 30 days")
    action = seen(harrow, "2012-10-31")["LAC11.1"]
    assert (action.by_when, action.deadline, action.original_deadline) == ("30.9.12", "2012-09-30", "2012-09-30")


def test_a_correction_after_a_grant_mends_the_original_and_leaves_the_granted_date(harrow: Edge) -> None:
    update(harrow, ["S1.3"], Update(ON, deadline="2013-01-31", reason="r", agreed_by="Board"))
    correct(harrow, "S1.3", Wording(), "2012-09-28", "typing slip")
    action = seen(harrow, ON)["S1.3"]
    assert (action.deadline, action.original_deadline, action.deadline_moves) == ("2013-01-31", "2012-09-28", 1)


def test_an_undone_update_was_never_said_and_stays_on_record(harrow: Edge) -> None:
    before = seen(harrow, ON)["S1.3"]
    (done,) = update(harrow, ["S1.3"], Update(ON, status="completed"))
    assert plan_undo(harrow, done.entry).about == "harrow-2012:S1.3"
    undo(harrow, done.entry, "wrong action")
    assert seen(harrow, ON)["S1.3"] == before._replace(version=3)
    events = story(harrow.database, "S1.3", ON).events
    assert [event.kind for event in events] == ["import", "update", "undo"]
    assert events[1].undone_by == events[2].entry


def test_an_undo_cannot_be_undone_nor_done_twice_nor_of_nothing(harrow: Edge) -> None:
    (done,) = update(harrow, ["S1.3"], Update(ON, status="completed"))
    undo(harrow, done.entry, "slip")
    with pytest.raises(InputRefused, match="undone already"):
        undo(harrow, done.entry, "slip")
    with pytest.raises(InputRefused, match="is an undo itself"):
        undo(harrow, done.entry + 1, "slip")
    with pytest.raises(NotFound, match="999999"):
        undo(harrow, 999999, "slip")
