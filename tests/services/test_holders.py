"""Who holds which post when, what passes over with it, vacancies that are found, and risks behind actions."""

from pathlib import Path

import pytest

from actiontracker.domain.errors import InputRefused, NotFound
from actiontracker.intake.files import read_file
from actiontracker.intake.governance.drafts import GovernanceDocument
from actiontracker.render.toml import toml_file
from actiontracker.reports.holders import Held, Holding
from actiontracker.services import holders, risks
from actiontracker.services.boards import Asked, board_summary
from actiontracker.services.checking import check_plans
from actiontracker.services.committees import deciding, recording
from actiontracker.services.committees.matters import matters
from actiontracker.services.committees.reading import agenda, bodies
from actiontracker.services.edge import Edge
from actiontracker.services.governance.governance_file import governance_file
from actiontracker.services.handing_over import hand_over
from actiontracker.services.importing import Files, Wish, record_files
from actiontracker.services.plan_file import plan_file
from actiontracker.services.posts import post_lines
from actiontracker.services.scorecards.telling import every_figure
from tests.conftest import import_governance, import_scorecards, import_shipped, seen

TODAY = "2026-01-15"


def times(edge: Edge, code: str, day: str = TODAY) -> list[tuple[str | None, str | None, str | None]]:
    return [(line.holder, line.since, line.until) for line in holders.holder_lines(edge.database, day, code)]


def vacancies(edge: Edge, day: str) -> list[str]:
    found = check_plans(edge.database, day, ()).checked.findings
    return [finding.what for finding in found if finding.code == "vacant-post"]


def test_a_holder_ends_on_his_last_day_or_where_the_next_begins() -> None:
    of = Held(
        (Holding("2025-01-01", "2025-03-31", "first"), Holding("2025-06-01", None, "second"), Holding("2025-09-01", None, None))
    )
    assert [of.is_vacant(day) for day in ("2024-12-31", "2025-03-31", "2025-04-01", "2025-06-01", "2025-09-01")] == [
        False,
        False,
        True,
        False,
        True,
    ]


def test_history_keeps_who_held_it_then(northford: Edge) -> None:
    hand_over(northford, "HoS CP", "new head of service", "2025-11-03", dry_run=False)
    assert times(northford, "HoS CP") == [
        ("head of service since 2023", "2023-06-01", "2025-11-02"),
        ("new head of service", "2025-11-03", None),
    ]
    assert times(northford, "HoS CP", "2025-11-02") == [("head of service since 2023", "2023-06-01", "2025-11-02")]
    line = next(line for line in post_lines(northford.database, "2025-11-03")[0] if line.code == "HoS CP")
    assert (line.holder, line.title) == ("new head of service", "Head of Service, Child Protection and Court")


def test_a_vacant_post_with_open_actions_is_found_unless_somebody_covers_it(northford: Edge) -> None:
    assert vacancies(northford, "2025-10-31") == [], "PSW covers it"
    (found,) = vacancies(northford, "2026-01-02")
    assert found.startswith("HoS QA is vacant and leads ")
    hand_over(northford, "HoS QA", "head of service", "2026-01-05", dry_run=False)
    assert vacancies(northford, "2026-01-06") == []
    hand_over(northford, "HoS CP", None, "2025-11-03", dry_run=False)
    assert [each.split(" ")[1] for each in vacancies(northford, "2025-12-01")] == ["CP"]


def test_a_handover_lists_what_passes_over_and_a_preview_records_nothing(northford: Edge) -> None:
    before = northford.database.read_bytes()
    done = hand_over(northford, "di pvp", "new inspector", "2025-11-03", dry_run=True)
    assert (sorted(a.ref for a in done.actions), [m.name for m in done.matters]) == (["R1.4", "R3.3", "R3.4"], ["q2"])
    assert (done.boards, done.entries, northford.database.read_bytes() == before) == (["Improvement Board"], None, True)
    assert [item.title for _, item in hand_over(northford, "Des Nurse", "x", "2025-11-03", dry_run=True).papers] == [
        "Health assessments in time"
    ]


def test_work_that_passes_to_another_post_is_led_by_it_from_that_day(northford: Edge) -> None:
    done = hand_over(northford, "DI PVP", "PSW", "2025-11-03", dry_run=False)
    assert (done.to_post, done.entries is not None and done.entries[0] < done.entries[1]) == ("PSW", True)
    before, after = seen(northford, "2025-11-02"), seen(northford, "2025-11-03")
    for action in done.actions:
        assert "DI PVP" in before[action.ref].leads
        assert "PSW" in after[action.ref].leads
        assert "DI PVP" not in after[action.ref].leads
    asked = {each.name: each.post for each in matters(northford.database, "2025-11-03").matters}
    assert asked["q2"] == "PSW"
    (board,) = [b for b in bodies(northford.database, "2025-11-03").bodies if b.board == "Improvement Board"]
    assert [code for code, _ in board.members] == ["DCS", "AD CSC", "PSW", "Des Nurse"]
    hand_over(northford, "Des Nurse", "PSW", "2025-11-03", dry_run=False)
    authors = {i.title: i.authors for m in agenda(northford.database, "2025-11-03", lambda m: True).meetings for i in m.items}
    assert authors["Health assessments in time"] == ("PSW",)


def test_work_that_passes_later_already_is_not_handed_over_before(northford: Edge) -> None:
    hand_over(northford, "SM Fostering", "PSW", "2026-02-01", dry_run=False)
    with pytest.raises(InputRefused, match="its leads change again after 2026-01-15"):
        hand_over(northford, "SM Fostering", "HoS QA", TODAY, dry_run=False)


def test_what_may_not_be_meant_is_told(northford: Edge) -> None:
    assert hand_over(northford, "HoS CP", "HoS CiCC", TODAY, dry_run=True).warnings == [
        "'HoS CiCC' is taken for a new holder; did you mean the post 'HoS CiC'?"
    ]
    assert hand_over(northford, "HoS CP", "HoS QA", TODAY, dry_run=True).warnings == ["HoS QA is vacant on that day"]


@pytest.mark.parametrize(
    ("act", "error", "said"),
    [
        (lambda e: hand_over(e, "HoS CP", "hos cp", TODAY, dry_run=False), InputRefused, "is the same post"),
        (lambda e: hand_over(e, "HoS CP", "head of service since 2023", TODAY, dry_run=False), InputRefused, "already"),
        (lambda e: hand_over(e, "HoS QA", None, TODAY, dry_run=False), InputRefused, "vacant already"),
        (lambda e: hand_over(e, "nobody", "x", TODAY, dry_run=False), NotFound, "no post"),
        (lambda e: holders.set_holder(e, "HoS QA", "x", "2025-09-01", None), InputRefused, "holders overlap"),
        (lambda e: holders.set_holder(e, "HoS CP", "x", "2023-01-01", "2023-06-01"), InputRefused, "holders overlap"),
        (lambda e: holders.set_holder(e, "HoS CP", "x", "2025-01-02", "2025-01-01"), InputRefused, "is before"),
        (lambda e: holders.set_cover(e, "HoS CP", "HoS CP", TODAY, None), InputRefused, "cover itself"),
        (lambda e: risks.link_risk(e, "CS99", ["example:R1"], TODAY, stands=True), NotFound, "no risk"),
        (lambda e: risks.link_risk(e, "CS01", ["example:R99"], TODAY, stands=True), NotFound, "R99"),
        (lambda e: risks.set_risk(e, None, "CS01", {"score": 16}, None, TODAY), InputRefused, "already"),
        (lambda e: risks.set_risk(e, None, "CS01", {"score": 1}, None, "2026-02-01"), InputRefused, "future"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_changes(northford: Edge, act: object, error: type[Exception], said: str) -> None:
    before = northford.database.read_bytes()
    with pytest.raises(error, match=said):
        act(northford)  # type: ignore[operator]
    assert northford.database.read_bytes() == before


def test_the_board_shows_red_actions_with_their_risk(northford: Edge) -> None:
    found = board_summary(northford.database, Asked("2025-10-31")).risks or []
    assert [(each.risk, each.score, each.target, each.ref) for each in found] == [
        ("CS01", 16, 8, "R2.2"),
        ("CS03", 12, 6, "R1.4"),
        ("CS03", 12, 6, "R3.4"),
    ]
    risks.link_risk(northford, "cs03", ["example:R3"], TODAY, stands=False)
    risks.set_risk(northford, None, "CS01", {"score": 4}, "filled", TODAY)
    lines = risks.risk_lines(northford.database, TODAY)
    assert [(line.risk, line.score, line.linked) for line in lines] == [
        ("CS03", 12, ("example:R1.4",)),
        ("CS01", 4, ("example:R2",)),
    ]
    assert [line.score for line in risks.risk_lines(northford.database, "2026-01-14")] == [16, 12], "as at the day before"


BOARDS = [(("harrow-2012", "harrow-2020"), ("harrow-inspections", "harrow-panel")), (("example",), ("example-boards",))]


@pytest.mark.parametrize(("plans", "files"), BOARDS)
def test_what_is_written_out_imports_back_to_the_same(
    edge: Edge, tmp_path: Path, plans: tuple[str, ...], files: tuple[str, ...]
) -> None:
    import_shipped(edge, *plans)
    import_governance(edge, *files)
    exported = toml_file(governance_file(edge.database, TODAY, None))
    (tmp_path / "out.toml").write_text(exported, encoding="utf-8")
    other = edge._replace(database=tmp_path / "other.sqlite")
    import_shipped(other, *plans)
    document = read_file(tmp_path / "out.toml")
    assert isinstance(document, GovernanceDocument)
    record_files(other, Files(governance=[document]), Wish(), lambda count: None)
    assert toml_file(governance_file(other.database, TODAY, None)) == exported
    said = [[each._replace(meeting=None) for each in matters(e.database, TODAY).matters] for e in (edge, other)]
    assert said[0] == said[1]
    (again,) = record_files(other, Files(governance=[document]), Wish(), lambda count: None).governance
    assert again.entry is None


@pytest.mark.parametrize("name", ["harrow-panel", "example-boards"])
def test_the_same_file_twice_changes_nothing(edge: Edge, name: str) -> None:
    import_shipped(edge, "harrow-2012", "example")
    import_governance(edge, name)
    before = edge.database.read_bytes()
    (again,) = import_governance(edge, name)
    assert (again.entry, again.problems, edge.database.read_bytes() == before) == (None, [], True)


def test_promises_to_children_are_tracked_with_what_they_answered_and_never_rated_by_it(edge: Edge) -> None:
    import_shipped(edge, "example-pledge")
    import_scorecards(edge, "example-pledge-survey")
    board = board_summary(edge.database, Asked("2025-10-31"))
    assert [(line.ref, line.actions) for line in board.recommendations] == [(f"P{number}", 2) for number in range(1, 8)]
    assert all(each.deadline == "2026-09-22" for each in seen(edge, "2025-10-31").values() if each.ref.endswith(".2"))
    lines, _ = every_figure(edge.database, "2025-10-31", None, public=False)
    by_group = {(line.key.rsplit("-", 1)[0], line.period): 0 for line in lines}
    assert len(by_group) == 7 * 2 * 2, "seven promises, two age groups, two years"
    assert {line.key.rsplit("-", 1)[1] for line in lines} == {"yes", "sometimes", "no"}
    assert {line.rag for line in lines} <= {"none", None}
    assert all("were asked" in (line.note or "") for line in lines)


def test_what_was_handed_over_ahead_and_answered_by_papers_that_moved_comes_back_from_a_file(
    edge: Edge, tmp_path: Path
) -> None:
    import_shipped(edge, "example")
    import_governance(edge, "example-boards")
    hand_over(edge, "DI PVP", "PSW", "2026-02-01", dry_run=False)
    recording.edit_meeting(edge, "2025-11-18", {"held_on": "2025-11-25"}, "no room", TODAY)
    paper = next(
        int(i.item or 0)
        for m in agenda(edge.database, TODAY, lambda m: True).meetings
        for i in m.items
        if i.title == "Placements near home"
    )
    deciding.answer(edge, "2025-32-2", paper, None, TODAY)
    deciding.answer(edge, "2025-14", paper, None, TODAY)
    exported = toml_file(governance_file(edge.database, TODAY, None))
    plan = toml_file(plan_file(edge.database, "example"))
    other = edge._replace(database=tmp_path / "other.sqlite")
    for name, text in (("plan.toml", plan), ("boards.toml", exported)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        document = read_file(tmp_path / name)
        files = Files(governance=[document]) if isinstance(document, GovernanceDocument) else Files([document])  # type: ignore[list-item]
        record_files(other, files, Wish(), lambda count: None)
    assert toml_file(governance_file(other.database, TODAY, None)) == exported
    assert seen(other, "2026-02-01")["R1.4"].leads == seen(edge, "2026-02-01")["R1.4"].leads
    assert "PSW" in seen(other, "2026-02-01")["R1.4"].leads


def test_a_seat_with_its_role_is_not_lost_where_the_taker_has_one(northford: Edge) -> None:
    recording.set_body(northford, None, "Improvement Board", {}, {"AD CSC": "chair"}, {}, TODAY)
    hand_over(northford, "DI PVP", "AD CSC", "2026-02-01", dry_run=False)
    (board,) = [b for b in bodies(northford.database, "2026-02-01").bodies if b.board == "Improvement Board"]
    assert ("AD CSC", "chair") in board.members
    assert "DI PVP" not in dict(board.members)


def test_a_risk_that_was_closed_stands_again_when_it_is_scored_and_is_linked_once(northford: Edge) -> None:
    risks.set_risk(northford, None, "CS03", {"withdrawn": 1}, "gone", TODAY)
    risks.set_risk(northford, None, "CS03", {"score": 15}, "back", TODAY)
    risks.link_risk(northford, "CS03", ["example:R1", "example:R1"], TODAY, stands=True)
    line = next(line for line in risks.risk_lines(northford.database, TODAY) if line.risk == "CS03")
    assert (line.score, line.linked.count("example:R1")) == (15, 1)
