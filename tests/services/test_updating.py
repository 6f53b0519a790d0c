"""Updates: what is said holds from its day; many at once are all recorded or none."""

import pytest

from actiontracker.domain.errors import ChangedSince, InputRefused, NotFound, UsageFault
from actiontracker.services.edge import Edge
from actiontracker.services.telling import story
from actiontracker.services.updating import Update, update
from tests.conftest import import_shipped, seen

ON = "2012-11-15"


def test_an_update_tells_what_it_was_and_what_it_is_now(harrow: Edge) -> None:
    (done,) = update(harrow, ["S1.3"], Update(ON, status="completed", note="Protocol signed off"))
    assert (done.plan, done.ref, done.version) == ("harrow-2012", "S1.3", 2)
    assert done.changes == [("status", "on_hold", "completed"), ("note", "", "Protocol signed off")]
    action = seen(harrow, ON)["S1.3"]
    assert (action.status, action.progress, action.completed_on, action.rag) == ("completed", "Protocol signed off", ON, "blue")
    assert action.rag_reason == "complete, late"


def test_a_later_update_changes_no_earlier_day(harrow: Edge) -> None:
    before = seen(harrow, "2012-11-14")
    update(harrow, ["S1.3"], Update(ON, status="completed", rag="blue", note="x", expected="2012-11-20"))
    after = seen(harrow, "2012-11-14")
    assert {ref: a._replace(version=0) for ref, a in before.items()} == {ref: a._replace(version=0) for ref, a in after.items()}


def test_the_same_action_named_twice_is_updated_once(harrow: Edge) -> None:
    assert len(update(harrow, ["S1.3", "s1 (3)", "harrow-2012:S1(3)"], Update(ON, note="x"))) == 1


def test_one_unknown_ref_among_many_records_nothing(harrow: Edge) -> None:
    before = harrow.database.read_bytes()
    with pytest.raises(NotFound, match=r"S1\.99"):
        update(harrow, ["S1.1", "S1.2", "S1.99"], Update(ON, note="x"))
    assert harrow.database.read_bytes() == before


def test_a_near_miss_is_suggested(harrow: Edge) -> None:
    with pytest.raises(NotFound, match="did you mean"):
        update(harrow, ["LAC3.77"], Update(ON, note="x"))


def test_a_new_deadline_is_a_request_and_the_agreed_one_goes_on_counting(harrow: Edge) -> None:
    update(harrow, ["S1.3"], Update(ON, deadline="2013-01-31", reason="merger"))
    action = seen(harrow, ON)["S1.3"]
    assert (action.deadline, action.requested, action.deadline_moves) == ("2012-09-27", "2013-01-31", 0)
    assert action.days_overdue == 49


def test_a_granted_deadline_answers_the_request_and_counts_from_its_day(harrow: Edge) -> None:
    update(harrow, ["S1.3"], Update("2012-11-10", deadline="2013-01-31", reason="merger"))
    update(harrow, ["S1.3"], Update(ON, deadline="2013-01-31", reason="merger", agreed_by="Improvement Board"))
    action = seen(harrow, ON)["S1.3"]
    assert (action.deadline, action.requested, action.deadline_moves) == ("2013-01-31", None, 1)
    assert action.original_deadline == "2012-09-27"
    assert seen(harrow, "2012-11-14")["S1.3"].deadline == "2012-09-27"


def test_a_request_needs_its_reason_and_a_first_date_does_not(harrow: Edge) -> None:
    with pytest.raises(UsageFault, match="--reason"):
        update(harrow, ["S1.3"], Update(ON, deadline="2013-01-31"))
    update(harrow, ["LAC11.1"], Update(ON, deadline="2012-09-30"))
    action = seen(harrow, ON)["LAC11.1"]
    assert (action.deadline, action.deadline_moves) == ("2012-09-30", 0)


def test_a_stale_version_is_refused_and_says_who_changed_what(harrow: Edge) -> None:
    update(harrow._replace(by="SM QA"), ["S1.3"], Update(ON, note="first"), if_version=1)
    with pytest.raises(ChangedSince, match=r"version 2, not 1; SM QA recorded the last \(update\) at 2026-01-15T09:30:00Z"):
        update(harrow, ["S1.3"], Update(ON, note="second"), if_version=1)
    assert seen(harrow, ON)["S1.3"].progress == "first"


def test_a_future_day_is_refused(harrow: Edge) -> None:
    with pytest.raises(InputRefused, match="future"):
        update(harrow, ["S1.3"], Update("2026-01-16", note="x"))


def test_a_backdated_update_that_a_later_one_overrules_says_so(harrow: Edge) -> None:
    (done,) = update(harrow, ["S1.3"], Update("2012-10-01", status="in_progress"))
    assert done.overruled == "a later update says on hold, which holds today"


def test_a_recurring_action_done_again_is_due_one_period_on_and_stays_open(edge: Edge) -> None:
    import_shipped(edge, "harrow-sufficiency-2019")
    assert seen(edge, "2020-10-31")["1"].deadline == "2021-01-07", "a quarter after it began"
    update(edge, ["1"], Update("2020-12-15", done=True))
    action = seen(edge, "2020-12-31")["1"]
    assert (action.deadline, action.is_open) == ("2021-03-15", True)


def test_done_is_for_recurring_actions_only(harrow: Edge) -> None:
    with pytest.raises(InputRefused, match="does not recur"):
        update(harrow, ["S1.3"], Update(ON, done=True))


def test_a_recommendation_takes_a_note_of_its_own_and_nothing_else(harrow: Edge) -> None:
    update(harrow, ["S1"], Update(ON, note="Legal team merged"))
    told = story(harrow.database, "S1", ON)
    assert told.recommendation
    assert (told.recommendation.note, told.recommendation.noted_on) == ("Legal team merged", ON)
    with pytest.raises(InputRefused, match="only a --note"):
        update(harrow, ["S1"], Update(ON, status="completed"))


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (Update(ON), "nothing to record"),
        (Update(ON, status="finished"), "finished"),
        (Update(ON, status="embedded"), "re-audit"),
        (Update(ON, rag="purple"), "purple"),
        (Update(ON, note="x", agreed_by="Board"), "--deadline"),
        (Update(ON, note="x", reason="why"), "--deadline"),
        (Update(ON, done=True, status="completed"), "--done"),
    ],
)
def test_words_that_cannot_be_meant_are_refused(harrow: Edge, said: Update, word: str) -> None:
    with pytest.raises(UsageFault, match=word):
        update(harrow, ["S1.3"], said)


def test_a_dry_run_tells_and_writes_nothing(harrow: Edge) -> None:
    before = harrow.database.read_bytes()
    (done,) = update(harrow, ["S1.3"], Update(ON, status="completed"), dry_run=True)
    assert done.changes == [("status", "on_hold", "completed")]
    assert harrow.database.read_bytes() == before
