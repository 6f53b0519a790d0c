"""Decisions and questions: noted, asked for, answered, said again, never seen, as at any day."""

import json

import pytest

from actiontracker.domain.errors import InputRefused, NotFound, UsageFault
from actiontracker.render.committees.matters import looked_words
from actiontracker.reports.committees.matters import Answer, Matter, days_overdue, state
from actiontracker.services.boards import Asked, board_summary
from actiontracker.services.committees import deciding, papers, recording
from actiontracker.services.committees.matters import matters
from actiontracker.services.edge import Edge
from actiontracker.services.narrowing import Subject
from actiontracker.services.telling import story
from actiontracker.services.undoing import undo
from tests.conftest import ROOT, import_shipped

TODAY = "2026-01-15"
PAPERS = ROOT.parent / "shared" / "plans" / "agenda.json"


def known(edge: Edge, day: str = TODAY) -> dict[str, Matter]:
    return {each.name: each for each in matters(edge.database, day).matters}


def stands(edge: Edge, name: str, day: str = TODAY) -> str:
    return state(known(edge, day)[name], day)


@pytest.mark.skipif(not PAPERS.is_file(), reason="the published papers are not beside this checkout")
def test_the_twelve_asks_are_those_of_the_papers(panel: Edge) -> None:
    by_hand = json.loads(PAPERS.read_text(encoding="utf-8"))["requests"]
    found = known(panel)
    assert len(found) == len(by_hand) == 12
    said = sorted((m.said_on, m.minute or "", m.kind, m.due or "") for m in found.values())
    assert said == sorted((r["meeting"], r["minute"] or "", r["kind"], r["due"] or "") for r in by_hand)


def test_a_minute_that_only_repeats_is_no_ask_of_its_own(panel: Edge) -> None:
    found = known(panel, "2012-10-31")
    assert state(found["2012-98-a"], "2012-10-31") == "repeats 2012-92-2, 2012-94-2, 2012-97-2"
    assert sum(each.is_open for each in found.values()) == 7
    assert found["2012-98-b"].is_open, "it asks for the charter beside the housing that it repeats"


def test_the_next_meeting_is_the_boards_own_next_one(panel: Edge) -> None:
    assert (known(panel, "2020-02-01")["2020-77-2"].due_on, stands(panel, "2020-77-2", "2020-02-01")) == (
        None,
        "due at the next meeting",
    )
    assert known(panel, "2020-10-07")["2020-77-2"].due_on == "2020-10-07"
    assert days_overdue(known(panel, "2020-10-08")["2020-77-2"], "2020-10-08") == 1
    assert days_overdue(known(panel, "2020-10-07")["2020-77-2"], "2020-10-07") is None
    assert known(panel, "2021-01-01")["2020-passports"].due_on == "2021-12-31"


def test_what_was_asked_for_and_never_seen_says_what_was_looked_at(panel: Edge) -> None:
    found = {each.matter.name: each for each in matters(panel.database, "2020-10-08").unfound}
    assert looked_words(found["2020-77-2"]) == "Looked at: 7 Oct 2020 (agenda of 5 items). No item of that name."
    assert looked_words(found["2012-97-2"]).endswith("Perhaps: 'Update on Improvement – Ofsted' (agenda 18 Dec 2012).")
    assert [near.item for near in found["2012-96-2"].near] == ["Update Report on Housing for Careleavers"]
    assert not found["2012-96-2"].near[0].is_listed, "the agenda of April 2013 is not held: it was only planned"
    assert "2012-94-2" not in found, "a report on apprenticeships stood on the agenda"
    assert "2012-98" not in found, "no day was given"


def test_noted_is_no_task(northford: Edge) -> None:
    assert stands(northford, "2025-31") == "noted"
    kept = deciding.add_decision(
        northford, "2025-11-06", {"kind": "resolution", "minute": "21", "text": "Noted."}, name=None, post=None, about=None, repeats=[]
    )  # fmt: skip
    assert (kept.ref, stands(northford, "2025-21")) == ("2025-21", "noted")
    with pytest.raises(InputRefused, match="asks for nothing"):
        deciding.answer(northford, "2025-21", None, "x", TODAY)


def asked(edge: Edge, meeting: str = "2025-11-06", **said: str | None) -> str:
    row = {"kind": "resolution", "minute": "22 (1)", "text": "A report was asked for.", "asks_for": "report on visits"} | said
    return deciding.add_decision(edge, meeting, {**row}, name=None, post="PSW", about="example:R1.1", repeats=[]).ref


def test_an_ask_is_open_until_a_paper_of_a_held_meeting_answers_it(northford: Edge) -> None:
    name = asked(northford, meeting="2025-10-02", due="2025-11")
    assert (name, stands(northford, name, "2025-11-30"), stands(northford, name, "2025-12-01")) == (
        "2025-22-1",
        "due",
        "overdue",
    )
    kept = deciding.answer(northford, name, 1, None, TODAY)
    assert kept.changes[0][2] == "answered on 2025-11-06", "the day of the paper's meeting"
    assert (stands(northford, name, "2025-11-06"), stands(northford, name, "2025-11-05")) == ("answered", "due")
    deciding.mend(northford, name, {}, post=None, repeats=[], unanswered=True, reason="another report")
    assert stands(northford, name) == "overdue"


def test_an_ask_that_joins_another_is_counted_once_and_answered_with_it(northford: Edge) -> None:
    first, second = asked(northford), asked(northford, minute="23")
    deciding.mend(northford, second, {}, post=None, repeats=[first], unanswered=False, reason="the same")
    assert stands(northford, second) == f"repeats {first}"
    with pytest.raises(InputRefused, match="repeats"):
        deciding.answer(northford, second, None, "x", TODAY)
    with pytest.raises(InputRefused, match="cannot repeat"):
        deciding.mend(northford, first, {}, post=None, repeats=[second], unanswered=False, reason="the same")


def test_questions_are_of_a_post_about_an_action_and_answered_in_words(northford: Edge) -> None:
    said = {"text": "Why twice?", "due": "2026-02-10", "asked_by": "chair"}
    kept = deciding.add_question(northford, {**said}, wanted=None, council=None, name=None, post="PSW", about="example:R1.1")
    one = known(northford)[kept.ref]
    assert (kept.ref, one.post, one.plan, one.ref, one.said_on, state(one, TODAY)) == (
        "q3",
        "PSW",
        "example",
        "R1.1",
        TODAY,
        "due",
    )
    deciding.answer(northford, "q3", None, "A slip.", TODAY)
    assert stands(northford, "q3") == "answered"
    assert known(northford)["q3"].answer == Answer(TODAY, None, "A slip.", None, "tester")
    with pytest.raises(InputRefused, match="answered already"):
        deciding.answer(northford, "q3", None, "another", TODAY)
    with pytest.raises(UsageFault, match="whose next meeting"):
        deciding.add_question(
            northford, {"text": "x", "due": "next meeting"}, wanted=None, council=None, name=None, post="PSW", about=None
        )
    assert [each.name for each in story(northford.database, "example:R1.1", TODAY).asked] == ["q1", "q3"]


@pytest.mark.parametrize(
    ("act", "error", "said"),
    [
        (lambda e: asked(e, meeting="2026-03-10"), NotFound, "no meeting"),
        (lambda e: asked(e, due="2025-10-01"), InputRefused, "before it was said"),
        (lambda e: asked(e, due="soon"), UsageFault, "no day, month or year"),
        (lambda e: deciding.answer(e, "nothing", None, "x", TODAY), NotFound, "no decision or question 'nothing'"),
        (lambda e: deciding.answer(e, "q2", None, "x", "2026-02-01"), InputRefused, "future"),
        (lambda e: deciding.answer(e, "q2", None, "x", "2025-09-01"), InputRefused, "was asked on"),
        (lambda e: deciding.add_question(e, {"text": "x"}, wanted=None, council=None, name="q1", post=None, about="example:R1"), InputRefused, "already"),
        (lambda e: deciding.add_question(e, {"text": "x"}, wanted=None, council=None, name="Q 1", post=None, about="example:R1"), UsageFault, "no short name"),
        (lambda e: deciding.mend(e, "q1", {}, post=None, repeats=["q1"], unanswered=False, reason="x"), InputRefused, "cannot repeat"),
        (lambda e: deciding.mend(e, "q2", {}, post=None, repeats=[], unanswered=True, reason="x"), InputRefused, "not answered"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_changes(northford: Edge, act: object, error: type[Exception], said: str) -> None:
    before = northford.database.read_bytes()
    with pytest.raises(error, match=said):
        act(northford)  # type: ignore[operator]
    assert northford.database.read_bytes() == before


def test_a_paper_of_a_meeting_before_the_ask_or_still_to_come_is_no_answer(northford: Edge) -> None:
    early = next(m for m in matters(northford.database, TODAY).matters if m.name == "2025-14")
    assert early.said_on == "2025-10-02"
    with pytest.raises(InputRefused, match="is for the meeting of 2025-09-10"):
        deciding.answer(northford, "2025-14", 3, None, TODAY)
    before_the_meeting = northford._replace(today="2025-11-01")
    with pytest.raises(InputRefused, match="is for the meeting of 2025-11-06"):
        deciding.answer(before_the_meeting, "2025-14", 1, None, "2025-11-01")


def test_a_decision_for_a_meeting_to_come_is_refused(northford: Edge) -> None:
    with pytest.raises(InputRefused, match="has decided nothing yet"):
        asked(northford._replace(today="2025-11-01"), meeting="2025-11-06")


def test_the_board_is_told_what_was_asked_of_whom_and_a_partner_only_its_own(northford: Edge) -> None:
    board = board_summary(northford.database, Asked("2025-10-31"))
    assert [(each.name, each.state, each.post) for each in board.asked or []] == [
        ("q2", "overdue", "DI PVP"),
        ("2025-14", "due", "HR BP"),
        ("2025-32-2", "due", "Des Nurse"),
    ]
    assert [(each.held_on, each.late) for each in board.meetings or []] == [("2025-11-06", 1), ("2025-11-18", 1)]
    page = board_summary(northford.database, Asked("2025-10-31", subject=Subject(organisations=("northshire police",))))
    assert page.subject == "Northshire Police"
    assert [each.name for each in page.asked or []] == ["q2"]
    assert {lead for action in page.overdue for lead in action.leads} >= {"DI PVP"}
    assert board_summary(northford.database, Asked("2025-10-31", public=True)).asked is None


def test_what_was_said_at_a_meeting_that_was_undone_comes_back_with_it(northford: Edge) -> None:
    kept = recording.add_meeting(northford, None, "Improvement Board", "2026-01-08", {})
    name = asked(northford, meeting="2026-01-08")
    papers.add_item(northford, "2026-01-08", "Visits", {"planned": 1}, [], TODAY)
    undo(northford, kept.entry, "a slip")
    assert name not in known(northford)
    again = recording.add_meeting(northford, None, "improvement board", "2026-01-08", {"access": "exempt"})
    assert (again.ref, known(northford)[name].board) == (kept.ref, "Improvement Board")


def test_an_answer_after_one_was_taken_back_holds(northford: Edge) -> None:
    deciding.answer(northford, "q2", None, "first", "2025-10-20")
    deciding.mend(northford, "q2", {}, post=None, repeats=[], unanswered=True, reason="wrong")
    deciding.answer(northford, "q2", None, "second", "2025-11-03")
    assert known(northford)["q2"].answer == Answer("2025-11-03", None, "second", None, "tester")


def test_the_next_meeting_is_never_that_of_another_council(northford: Edge) -> None:
    import_shipped(northford, "harrow-2012")
    recording.add_meeting(northford, "London Borough of Harrow", "Corporate Parenting Panel", "2025-10-01", {})
    assert known(northford)["2025-32-2"].due_on == "2025-11-18"


def test_minutes_cannot_repeat_in_a_circle_nor_what_asks_for_nothing(northford: Edge) -> None:
    a, b, c = asked(northford), asked(northford, minute="23"), asked(northford, minute="24")
    for one, other in ((a, b), (b, c)):
        deciding.mend(northford, one, {}, post=None, repeats=[other, other], unanswered=False, reason="x")
    with pytest.raises(InputRefused, match="cannot repeat"):
        deciding.mend(northford, c, {}, post=None, repeats=[a], unanswered=False, reason="x")
    with pytest.raises(InputRefused, match="asks for nothing"):
        deciding.mend(northford, c, {}, post=None, repeats=["2025-31"], unanswered=False, reason="x")
    assert known(northford)[c].is_open
