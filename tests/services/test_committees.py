"""Boards, meetings, work programmes, papers: brought in and typed, moved and cancelled, late and in time, as at any day."""

import json

import pytest

from actiontracker.domain.errors import InputRefused, NotFound, UsageFault
from actiontracker.reports.committees.meetings import Agenda, Gathering, item_lines, late_items, meeting_line
from actiontracker.services.committees import papers, recording
from actiontracker.services.committees.reading import agenda, bodies, routes
from actiontracker.services.convening import record_board
from actiontracker.services.edge import Edge
from actiontracker.services.governance.governance_file import governance_file
from actiontracker.services.meetings import recorded_meetings
from actiontracker.services.telling import record
from actiontracker.services.undoing import undo
from actiontracker.store.verifying import verify
from tests.conftest import ROOT, import_governance, import_shipped

TODAY = "2026-01-15"
PAPERS = ROOT.parent / "shared" / "plans" / "agenda.json"
PANEL, NORTHFORD = "Corporate Parenting Panel", "Northford Council"


def programme(edge: Edge, day: str, board: str | None = None) -> Agenda:
    return agenda(edge.database, day, lambda each: each.held_on >= day, board)


def meeting_of(edge: Edge, held_on: str, day: str = TODAY) -> Gathering:
    (found,) = agenda(edge.database, day, lambda each: each.held_on == held_on).meetings
    return found


def states(edge: Edge, held_on: str, day: str) -> dict[str, str]:
    return {line.title: line.state for line in item_lines([meeting_of(edge, held_on, day)], day)}


@pytest.mark.skipif(not PAPERS.is_file(), reason="the published papers are not beside this checkout")
def test_the_work_programme_is_that_of_the_papers(panel: Edge) -> None:
    by_hand = json.loads(PAPERS.read_text(encoding="utf-8"))
    found = programme(panel, "2012-10-31").meetings
    assert [(m.held_on, m.papers_by) for m in found] == [
        (m["meeting"], m["paper_deadline"]) for m in by_hand["work_programme_2012_13"]
    ]
    printed = [[(item.title, item.author, bool(item.purpose)) for item in m.items] for m in found]
    assert printed == [
        [(item["title"], item["author_role"], bool(item["note"])) for item in m["items"]]
        for m in by_hand["work_programme_2012_13"]
    ]


@pytest.mark.skipif(not PAPERS.is_file(), reason="the published papers are not beside this checkout")
@pytest.mark.parametrize("held_on", ["2012-12-18", "2020-10-07"])
def test_the_agendas_are_those_of_the_papers(panel: Edge, held_on: str) -> None:
    by_hand = json.loads(PAPERS.read_text(encoding="utf-8"))[f"agenda_{held_on.replace('-', '_')}"]
    items = [item for item in meeting_of(panel, held_on).items if item.number]
    listed = {int(item.number or 0): (item.listed_as or item.title, item.pages) for item in items}
    dashes = str.maketrans("–", "-")
    assert {n: (title.translate(dashes).casefold(), pages) for n, (title, pages) in listed.items()} == {
        item["item"]: (item["title"].translate(dashes).casefold(), item["pages"]) for item in by_hand
    }


def test_what_was_planned_and_is_not_on_the_agenda_is_told_and_so_is_what_was_not_planned(panel: Edge) -> None:
    found = states(panel, "2012-12-18", "2012-12-18")
    assert found["Feedback on cultural issues"] == "not on the agenda"
    assert found["Progress Report from NHS Harrow"] == "to follow"
    assert found["Report on Apprenticeships for CLA"] == "on the agenda"
    leisure = next(title for title in found if "leisure" in title)
    assert found[leisure] == "on the agenda, not planned"
    assert set(states(panel, "2012-12-18", "2012-10-31").values()) == {"awaited"}, "then only the programme was known"


def test_a_paper_is_late_after_its_day_and_received_late_stays_so(northford: Edge) -> None:
    assert states(northford, "2025-11-06", "2025-10-29")["Dip sample of chronologies"] == "awaited"
    assert states(northford, "2025-11-06", "2025-10-31")["Dip sample of chronologies"] == "2 days late"
    number = next(i.item for i in meeting_of(northford, "2025-11-06").items if i.title.startswith("Dip"))
    papers.edit_item(northford, int(number or 0), {"received": "2025-11-03"}, None, None, None, "2025-11-03")
    assert states(northford, "2025-11-06", TODAY)["Dip sample of chronologies"] == "received, 5 days late"
    assert states(northford, "2025-11-06", "2025-11-02")["Dip sample of chronologies"] == "4 days late"


def test_a_paper_that_is_in_and_not_cleared_is_still_to_be_run_after(northford: Edge) -> None:
    late = late_items(meeting_of(northford, "2025-11-18", "2025-10-31"), "2025-10-31")
    assert [item.title for item in late] == ["Placements near home"]
    papers.clear_item(northford, int(late[0].item or 0), ["monitoring officer"], "2025-10-30", "2025-10-30")
    assert late_items(meeting_of(northford, "2025-11-18", "2025-10-31"), "2025-10-31") == []


def test_standing_items_are_on_every_meeting_unless_one_of_that_title_is(northford: Edge) -> None:
    def standing(day: str) -> list[str]:
        return [item.title for item in meeting_of(northford, "2025-11-18", day).items if item.is_standing]

    assert standing("2025-10-30") == ["Activity and performance", "Agenda tracker"]
    assert standing("2025-11-19") == [], "of a meeting that is past only its agenda tells what was on it"
    papers.add_item(northford, "2025-11-18", "activity and performance", {"planned": 1}, [], "2025-10-30")
    assert standing("2025-10-30") == ["Agenda tracker"]
    assert next(i.authors for i in meeting_of(northford, "2025-11-18").items if i.title.startswith("activity")) == ("HoS QA",)
    recording.set_body(northford, None, PANEL, {}, {}, {"Agenda tracker": ""}, "2025-10-30")
    assert standing("2025-10-30") == []


def test_setting_up_a_meeting_says_by_when_its_papers_must_be_out(northford: Edge) -> None:
    kept = recording.add_meeting(northford, None, PANEL, "2026-03-10", {"papers_by": "2026-02-24", "access": "public"})
    assert "papers out by 2026-03-02, 5 clear working days before" in kept.remark
    kept = recording.add_meeting(northford, None, "Cabinet", "2026-03-14", {"papers_by": "2026-03-10", "access": "public"})
    assert "final reports on 2026-03-10 come too late for that" in kept.remark
    assert "2026-03-14 is no working day" in kept.remark
    assert [m.held_on for m in programme(northford, TODAY).meetings] == ["2026-03-10", "2026-03-14"]


def test_a_meeting_that_moves_keeps_its_items_and_the_day_it_was_planned_for(northford: Edge) -> None:
    recording.edit_meeting(northford, "2025-11-18", {"held_on": "2025-11-25"}, "no room", "2025-11-01")
    moved = meeting_of(northford, "2025-11-25")
    assert (moved.first_planned, [item.title for item in moved.items][:2]) == (
        "2025-11-18",
        ["Placements near home", "Health assessments in time"],
    )
    assert meeting_of(northford, "2025-11-18", "2025-10-31").board == PANEL, "as at a day before, it had not moved"


def test_an_item_moves_to_another_meeting_without_its_place_on_the_agenda(northford: Edge) -> None:
    recording.add_meeting(northford, None, PANEL, "2026-03-10", {"papers_by": "2026-02-24"})
    number = next(i.item for i in meeting_of(northford, "2025-11-18").items if i.title.startswith("Health"))
    papers.edit_item(northford, int(number or 0), {}, None, "next meeting", "not ready", TODAY)
    assert [(i.title, i.moved_from) for i in meeting_of(northford, "2026-03-10").items][:1] == [
        ("Health assessments in time", "2025-11-18")
    ]
    assert meeting_of(northford, "2025-11-18").deferred == (("Health assessments in time", "2026-03-10"),)
    assert "Health assessments in time" not in [i.title for i in meeting_of(northford, "2025-11-18").items]


def test_a_board_that_is_recorded_is_the_meeting_that_was_planned(northford: Edge) -> None:
    planned = meeting_of(northford, "2025-11-06").meeting
    done = record_board(northford, "Improvement Board", "2025-11-06", "2025-10-31", ("example",), False, lambda b: lambda: None)
    assert done.number == planned
    assert [m.number for m in recorded_meetings(northford.database)].count(planned) == 1
    assert meeting_of(northford, "2025-11-06").items, "with its agenda"


def test_a_recorded_board_is_a_meeting_of_which_more_may_be_said(northford: Edge) -> None:
    assert meeting_of(northford, "2025-07-31").papers_by is None
    kept = recording.add_meeting(northford, None, "Improvement Board", "2025-07-31", {"papers_by": "2025-07-23"})
    assert meeting_of(northford, "2025-07-31").papers_by == "2025-07-23"
    assert str(meeting_of(northford, "2025-07-31").meeting) == kept.ref


def test_what_is_typed_of_boards_stays_when_the_file_comes_again(northford: Edge) -> None:
    recording.set_body(northford, None, PANEL, {"frequency": "monthly"}, {"PSW": "adviser", "DCS": ""}, {}, TODAY)
    before = northford.database.read_bytes()
    (again,) = import_governance(northford, "example-boards")
    assert (again.entry, northford.database.read_bytes() == before) == (None, True)
    body = next(body for body in bodies(northford.database, TODAY).bodies if body.board == PANEL)
    assert (body.frequency, body.terms) == ("monthly", "constitution, part 3, appendix 9")
    assert body.members == (("HoS CiC", None), ("Virtual Head", None), ("PSW", "adviser"))


def test_boards_of_one_name_are_kept_apart_by_their_council(northford: Edge) -> None:
    import_shipped(northford, "harrow-2012")
    import_governance(northford, "harrow-panel")
    assert {(m.council, m.held_on) for m in agenda(northford.database, TODAY, lambda m: m.board == PANEL).meetings} >= {
        (NORTHFORD, "2025-11-18"),
        ("London Borough of Harrow", "2012-12-18"),
    }
    assert meeting_of(northford, "2012-12-18").body.clearances == (), "the other panel's clearances are not asked of it"
    with pytest.raises(UsageFault, match="which council"):
        recording.add_meeting(northford, None, PANEL, "2026-03-10", {})


@pytest.mark.parametrize(
    ("act", "error", "said"),
    [
        (lambda e: recording.add_meeting(e, None, PANEL, "2026-03-10", {"papers_by": "2026-03-11"}), InputRefused, "after the meeting"),
        (lambda e: recording.add_meeting(e, None, PANEL, "2025-11-18", {}), InputRefused, "is there already"),
        (lambda e: recording.edit_meeting(e, "2025-11-18", {"published": "2027-01-01"}, "x", TODAY), InputRefused, "future"),
        (lambda e: recording.edit_meeting(e, "2025-11-18", {"held_on": "2025-09-10", "papers_by": "2025-08-29"}, "x", TODAY), InputRefused, "meets on"),
        (lambda e: recording.edit_meeting(e, "2025-11-18", {"held_on": "2025-11-01"}, "x", TODAY), InputRefused, "after the meeting"),
        (lambda e: recording.edit_meeting(e, "2025-11-19", {"held_on": "2025-11-01"}, "x", TODAY), NotFound, "no meeting"),
        (lambda e: papers.add_item(e, "2025-11-18", "Placements near home", {}, [], TODAY), InputRefused, "already"),
        (lambda e: papers.add_item(e, "2025-11-18", "New", {}, ["nobody"], TODAY), NotFound, "no post"),
        (lambda e: papers.add_item(e, "999", "New", {}, [], TODAY), NotFound, "no meeting '999'"),
        (lambda e: papers.edit_item(e, 999, {"received": TODAY}, None, None, None, TODAY), NotFound, "no agenda item"),
        (lambda e: papers.edit_item(e, 1, {"received": "2026-02-01"}, None, None, None, TODAY), InputRefused, "future"),
        (lambda e: papers.edit_item(e, 1, {}, None, "2025-11-06", "x", TODAY), InputRefused, "has it already"),
        (lambda e: papers.clear_item(e, 1, ["finance"], "2026-02-01", TODAY), InputRefused, "future"),
        (lambda e: recording.add_route(e, "example", "Cabinet", "2026-02-01", None, None, False), InputRefused, "future"),
        (lambda e: recording.add_route(e, "other", "Cabinet", TODAY, None, None, False), NotFound, "no plan"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_changes(northford: Edge, act: object, error: type[Exception], said: str) -> None:
    before = northford.database.read_bytes()
    with pytest.raises(error, match=said):
        act(northford)  # type: ignore[operator]
    assert northford.database.read_bytes() == before


def test_a_cancelled_meeting_takes_no_items_and_is_late_with_nothing(northford: Edge) -> None:
    recording.edit_meeting(northford, "2025-11-18", {"cancelled": 1}, "no quorum", "2025-10-30")
    found = meeting_of(northford, "2025-11-18")
    assert (meeting_line(found, "2025-10-31").state, late_items(found, "2025-10-31")) == ("cancelled", [])
    with pytest.raises(InputRefused, match="is cancelled"):
        papers.add_item(northford, "2025-11-18", "New", {}, [], TODAY)


def test_which_version_of_the_plan_went_where_is_on_record(northford: Edge) -> None:
    recording.add_route(northford, "example", "Scrutiny", "2025-09-16", None, "asked for costs", False)
    assert [(r.body, r.version, r.outcome) for r in routes(northford.database, TODAY)][-1] == (
        "Scrutiny",
        routes(northford.database, TODAY)[-1].version,
        "asked for costs",
    )
    recording.add_route(northford, "example", "Scrutiny", "2025-09-16", None, None, True)
    assert [r.body for r in routes(northford.database, TODAY)] == ["Cabinet", "Northford Safeguarding Children Partnership"]


def test_an_undone_meeting_leaves_the_rest_readable(northford: Edge) -> None:
    kept = recording.add_meeting(northford, None, PANEL, "2026-03-10", {})
    papers.add_item(northford, kept.ref, "Orphan", {"planned": 1}, ["PSW"], TODAY)
    undo(northford, kept.entry, "a slip")
    assert "2026-03-10" not in {m.held_on for m in agenda(northford.database, TODAY, lambda m: True).meetings}
    assert verify(northford.database).faults == []
    assert governance_file(northford.database, TODAY, None)["meetings"]


def test_the_record_tells_of_meetings_by_their_names(northford: Edge) -> None:
    recording.set_body(northford, None, PANEL, {"frequency": "monthly"}, {}, {}, TODAY)
    recording.add_meeting(northford, None, PANEL, "2026-03-10", {"access": "public"})
    told = [(event.ref, event.said) for event in record(northford.database)][-2:]
    assert told[0][0] == PANEL
    assert told[0][1]["frequency"] == "monthly"
    assert told[1][1]["held_on"] == "2026-03-10"


def test_a_title_that_moved_away_is_moved_back_and_one_taken_off_is_taken_up_again(northford: Edge) -> None:
    recording.add_meeting(northford, None, PANEL, "2026-03-10", {})
    number = next(int(i.item or 0) for i in meeting_of(northford, "2025-11-18").items if i.title.startswith("Health"))
    papers.edit_item(northford, number, {}, None, "2026-03-10", "not ready", TODAY)
    with pytest.raises(InputRefused, match="moved to 2026-03-10"):
        papers.add_item(northford, "2025-11-18", "Health assessments in time", {"planned": 1}, [], TODAY)
    with pytest.raises(InputRefused, match="is of Improvement Board"):
        papers.edit_item(northford, number, {}, None, "2025-11-06", "x", TODAY)
    papers.edit_item(northford, number, {"withdrawn": 1}, None, None, "not needed", TODAY)
    papers.add_item(northford, "2025-11-18", "Health assessments in time", {"planned": 1}, [], TODAY)
    assert [i.item for i in meeting_of(northford, "2025-11-18").items if i.title.startswith("Health")] == [number]


def test_what_is_said_for_a_day_before_a_later_saying_is_refused_not_hidden(northford: Edge) -> None:
    recording.edit_meeting(northford, "2025-11-18", {"note": "agenda sent"}, "x", TODAY)
    with pytest.raises(InputRefused, match="would not hold today"):
        recording.edit_meeting(northford, "2025-11-18", {"published": "2025-11-10"}, "x", "2025-11-10")


def test_a_report_of_a_day_does_not_tell_what_happened_after_it(northford: Edge) -> None:
    assert meeting_of(northford, "2025-09-10", "2025-07-01").published is None
    assert meeting_of(northford, "2025-09-10", "2025-09-02").published == "2025-09-02"


def test_a_cancelled_meeting_that_is_planned_again_has_its_items_again(northford: Edge) -> None:
    recording.edit_meeting(northford, "2025-11-18", {"cancelled": 1}, "no quorum", TODAY)
    again = recording.add_meeting(northford._replace(today="2026-01-16"), None, PANEL, "2025-11-18", {})
    found = meeting_of(northford, "2025-11-18", "2026-01-16")
    assert (str(found.meeting), found.is_cancelled, len(found.items)) == (again.ref, False, 2)


def test_an_undone_meeting_of_another_council_is_not_taken_up(northford: Edge) -> None:
    import_shipped(northford, "harrow-2012")
    kept = recording.add_meeting(northford, "London Borough of Harrow", PANEL, "2026-03-10", {})
    undo(northford, kept.entry, "a slip")
    assert recording.add_meeting(northford, NORTHFORD, PANEL, "2026-03-10", {}).ref != kept.ref
