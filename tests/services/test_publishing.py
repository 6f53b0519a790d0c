"""What may leave the building: only approved public notes, nothing exempt or confidential, posts and never persons."""

from pathlib import Path

import pytest
import tomli_w

from actiontracker.domain.errors import InputRefused, NotFound, UsageFault
from actiontracker.reports.actions import Action
from actiontracker.reports.public import NO_POST, Edition
from actiontracker.services.boards import Asked, board_summary
from actiontracker.services.edge import Edge
from actiontracker.services.publishing import decide_notes, disclose, waiting_notes
from actiontracker.services.reporting import Selection, listed
from actiontracker.services.telling import story
from actiontracker.services.undoing import undo
from actiontracker.services.updating import Update, update
from tests.packs import printed, small_plan
from tests.worked import fingerprint, newest

D1, D2, D3, D4 = "2025-09-01", "2025-10-01", "2025-11-01", "2025-12-01"


@pytest.fixture
def small(edge: Edge) -> Edge:
    """A database with the small plan."""
    small_plan(edge.database)
    return edge


def public(edge: Edge, day: str = D4) -> tuple[dict[str, Action], Edition]:
    """The actions of the public edition as at a day, by ref, and the edition."""
    with listed(edge.database, day, Selection(public=True)) as (_, actions, edition):
        assert edition
        return {action.ref: action for action in actions}, edition


def note(edge: Edge, on: str, text: str, ref: str = "R1.1") -> None:
    update(edge, [ref], Update(on, public_note=text))


def approve(edge: Edge, on: str, *refs: str, approved: bool = True) -> None:
    decide_notes(edge, list(refs or ("R1.1",)), on, approved=approved)


def shown(edge: Edge, day: str = D4, ref: str = "R1.1") -> str | None:
    return public(edge, day)[0][ref].progress


# --- Public notes ---


def test_an_internal_note_never_leaves_and_is_counted(small: Edge) -> None:
    update(small, ["R1.1"], Update(D1, note="internal"))
    actions, edition = public(small)
    assert {action.progress for action in actions.values()} == {None}
    assert edition.withheld["notes without a public one"] == 3


def test_a_public_note_leaves_only_when_its_wording_is_approved(small: Edge) -> None:
    note(small, D1, "For all to read")
    assert shown(small) is None
    assert public(small)[1].withheld["public notes that wait for approval"] == 1
    approve(small, D2)
    assert shown(small) == "For all to read"
    assert "public notes that wait for approval" not in public(small)[1].withheld


def test_the_latest_approved_note_stands_while_a_newer_one_waits(small: Edge) -> None:
    note(small, D1, "first")
    approve(small, D1)
    note(small, D2, "second")
    assert (shown(small), public(small)[1].withheld["public notes that wait for approval"]) == ("first", 1)
    approve(small, D3)
    assert [shown(small, day) for day in (D1, D2, D3, D4)] == ["first", "first", "second", "second"]


def test_what_was_declined_stays_inside_and_does_not_wait_any_more(small: Edge) -> None:
    note(small, D1, "first")
    approve(small, D1)
    note(small, D2, "second")
    approve(small, D2, approved=False)
    assert (shown(small), waiting_notes(small.database, D4)) == ("first", [])


def test_an_approval_can_be_taken_back_and_given_again(small: Edge) -> None:
    note(small, D1, "first")
    for day, yes, seen in ((D1, True, "first"), (D2, False, None), (D3, True, "first")):
        approve(small, day, approved=yes)
        assert shown(small, day) == seen
    assert [shown(small, day) for day in (D1, D2, D3)] == ["first", None, "first"]


def test_the_same_wording_said_again_waits_again_while_the_approved_one_stands(small: Edge) -> None:
    note(small, D1, "same")
    approve(small, D1)
    note(small, D2, "same")
    assert (shown(small), len(waiting_notes(small.database, D4))) == ("same", 1)


def test_an_approval_that_is_undone_lets_nothing_out(small: Edge) -> None:
    note(small, D1, "first")
    approve(small, D1)
    undo(small, newest(small.database), "too early")
    assert shown(small) is None
    assert [waiting.text for waiting in waiting_notes(small.database, D4)] == ["first"]


def test_an_approval_holds_from_its_day_and_a_past_edition_does_not_change(small: Edge) -> None:
    note(small, D1, "first")
    approve(small, D3)
    assert [shown(small, day) for day in (D1, D2, D3)] == [None, None, "first"]


def test_a_note_for_a_later_day_is_not_decided_on_before(small: Edge) -> None:
    note(small, D3, "first")
    with pytest.raises(InputRefused, match="has no public note"):
        approve(small, D2)


def test_deciding_twice_the_same_or_where_there_is_nothing_is_refused_and_changes_nothing(small: Edge) -> None:
    note(small, D1, "first")
    approve(small, D1)
    before = fingerprint(small.database)
    for refs in (("R1.1",), ("R1.2",), ("R2.1", "R1.1")):
        with pytest.raises(InputRefused):
            approve(small, D2, *refs)
    with pytest.raises(InputRefused):
        approve(small, "2026-02-01")
    assert fingerprint(small.database) == before


def test_what_waits_is_listed_with_its_wording_and_entry(small: Edge) -> None:
    note(small, D1, "first")
    note(small, D2, "second", "R2.1")
    assert [(w.ref, w.on, w.text) for w in waiting_notes(small.database, D4)] == [("R1.1", D1, "first"), ("R2.1", D2, "second")]
    assert [w.ref for w in waiting_notes(small.database, D1)] == ["R1.1"]


# --- Exempt and confidential ---


@pytest.mark.parametrize(
    ("standing", "paragraph", "interest"),
    [
        ("exempt", None, "x"),
        ("exempt", 2, None),
        ("exempt", 2, ""),
        ("exempt", 0, "x"),
        ("exempt", 8, "x"),
        ("confidential", 1, None),
        ("open", 1, None),
    ],
)
def test_a_mark_that_the_law_does_not_know_is_refused(small: Edge, standing: str, paragraph: int | None, interest: str) -> None:
    before = fingerprint(small.database)
    with pytest.raises(UsageFault):
        disclose(small, ["R1.1"], D1, standing, paragraph, interest)
    assert fingerprint(small.database) == before


@pytest.mark.parametrize(
    ("standing", "paragraph", "reason"),
    [("exempt", 2, "actions that are exempt, paragraph 2"), ("confidential", None, "actions that are confidential")],
)
def test_a_marked_action_is_left_out_and_counted_until_it_is_open_again(
    small: Edge, standing: str, paragraph: int | None, reason: str
) -> None:
    disclose(small, ["R1.1"], D2, standing, paragraph, "a family could be recognised" if paragraph else None)
    disclose(small, ["R1.1"], D3, "open", None, None)
    assert ["R1.1" in public(small, day)[0] for day in (D1, D2, D3)] == [True, False, True]
    assert public(small, D2)[1].withheld[reason] == 1
    with pytest.raises(NotFound, match="may not be seen by the public"):
        story(small.database, "R1.1", D2, public=True)


def test_a_marked_recommendation_takes_its_actions_with_it(small: Edge) -> None:
    disclose(small, ["R1"], D2, "confidential", None, None)
    actions, edition = public(small)
    assert set(actions) == {"R2.1", "A1", "A2"}
    assert edition.withheld["actions that are confidential"] == 2
    board = board_summary(small.database, Asked(D4, full=True, public=True))
    assert [line.ref for line in board.recommendations] == ["R2"]
    assert board.withheld
    assert board.withheld["recommendations that are confidential"] == 1
    for ref in ("R1", "R1.1"):
        with pytest.raises(NotFound):
            story(small.database, ref, D4, public=True)


def test_what_is_exempt_is_not_in_what_a_board_compares_with_either(small: Edge) -> None:
    update(small, ["R1.1"], Update(D3, "completed"))
    disclose(small, ["R1.1"], D4, "confidential", None, None)
    board = board_summary(small.database, Asked(D4, since=D1, public=True))
    assert "R1.1" not in str(board)
    assert board.headline_then
    assert board.headline_then.actions == board.headline.actions == 4


def test_a_meeting_is_shown_as_it_was_known_then_in_the_public_edition_too(small: Edge) -> None:
    note(small, D1, "first")
    approve(small, D1)
    printed(small.database, "board", "record", "Board", "--on", D2)
    pack = printed(small.database, "board", "--meeting", "1", "--public", "--full")
    note(small, D1, "second, recorded later")
    approve(small, D1)
    assert printed(small.database, "board", "--meeting", "1", "--public", "--full") == pack


# --- Persons ---


def test_a_lead_without_a_title_in_the_key_is_no_post_to_the_public(small: Edge) -> None:
    update(small, ["A1"], Update(D1, "in_progress"))
    actions, edition = public(small)
    assert (actions["A1"].leads, actions["R2.1"].leads) == ((NO_POST,), ("SM QA",))
    assert actions["A2"].leads == ("HoS CP",), "another spelling is its post"
    assert edition.withheld["leads who are no post in the key"] == 1


def test_a_post_of_another_council_does_not_let_a_code_out(small: Edge, tmp_path: Path) -> None:
    other = {"format": 1, "plan": {"slug": "o", "council": "Other", "title": "O", "on": "2025-04-28"}}
    other |= {
        "posts": [{"code": "PSW", "title": "Principal social worker"}],
        "actions": [{"ref": "X1", "text": "x", "leads": ["PSW"]}],
    }
    (tmp_path / "o.toml").write_text(tomli_w.dumps(other), encoding="utf-8")
    printed(small.database, "import", "o.toml")
    assert public(small)[0]["A1"].leads == (NO_POST,)


# --- Plan files ---


def test_public_notes_approvals_and_marks_come_back_from_a_plan_file(small: Edge, tmp_path: Path) -> None:
    note(small, D1, "first")
    approve(small, D1)
    note(small, D2, "second")
    approve(small, D3, approved=False)
    note(small, D3, "third")
    disclose(small, ["R2.1", "R2"], D2, "exempt", 3, "the contract")
    disclose(small, ["A1"], D2, "confidential", None, None)
    disclose(small, ["A1"], D3, "open", None, None)
    text = printed(small.database, "export", "plan")
    again = small._replace(database=tmp_path / "again.sqlite")
    (tmp_path / "again.toml").write_text(text, encoding="utf-8")
    printed(again.database, "import", "again.toml")
    assert printed(again.database, "export", "plan") == text
    for day in (D1, D2, D3, D4):
        assert [a._replace(version=0) for a in public(again, day)[0].values()] == list(public(small, day)[0].values())
        assert public(again, day)[1].withheld == public(small, day)[1].withheld
