"""Corrections: what was recorded after a pack for days up to the pack's, all of it and nothing else."""

import pytest

from actiontracker.cli import edge as cli_edge
from actiontracker.services import adding, posts, upkeep
from actiontracker.services.edge import Edge
from actiontracker.services.meetings import recorded_meetings
from actiontracker.services.telling import record as told
from actiontracker.services.telling import story
from actiontracker.services.undoing import undo
from actiontracker.services.updating import Update, update
from actiontracker.services.wording import Wording
from tests.conftest import NOW
from tests.packs import DAY, LAST, SMALL, as_json, printed, record, small_plan

AFTER = "2025-10-01"


@pytest.fixture
def shown(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> Edge:
    """The small plan whose board met on DAY; what follows is recorded the day after it was recorded."""
    small_plan(edge.database)
    record(edge.database, DAY)
    monkeypatch.setattr(cli_edge, "now", lambda: NOW.replace(day=16))
    return edge._replace(now="2026-01-16T09:30:00Z")


def corrections(edge: Edge, *args: str) -> list[tuple[str, str | None, str | None]]:
    """What is listed: the kind of each entry, what it is about, the day that it speaks for."""
    listed = as_json(edge.database, *(args or ("--meeting", "1")), "--corrections")["corrections"]
    return [(event["kind"], event["ref"], event["on"]) for event in listed]


def entries(edge: Edge) -> list[int]:
    """The numbers of the entries that are listed."""
    return [event["entry"] for event in as_json(edge.database, "--meeting", "1", "--corrections")["corrections"]]


def bring(edge: Edge, text: str, *args: str, name: str = "again.toml") -> None:
    (edge.database.parent / name).write_text(text, encoding="utf-8")
    printed(edge.database, "import", str(edge.database.parent / name), *args)


def test_a_pack_is_not_asked_for_corrections_has_none(shown: Edge) -> None:
    update(shown, ["R1.1"], Update(LAST, note="late"))
    assert as_json(shown.database, "--meeting", "1")["corrections"] is None


def test_where_nothing_was_recorded_since_the_list_is_empty_and_says_so(shown: Edge) -> None:
    assert corrections(shown) == []
    text = printed(shown.database, "board", "--meeting", "1", "--corrections")
    assert "Recorded since, for days up to 30 Sep 2025: 0" in text
    assert "None." in text.partition("Recorded since")[2]


def test_updates_for_days_up_to_the_packs_are_listed_and_those_for_later_days_are_not(shown: Edge) -> None:
    update(shown, ["R1.1"], Update(LAST, note="before"))
    update(shown, ["R1.2"], Update(DAY, note="on the day"))
    update(shown, ["R1.1"], Update(AFTER, status="completed"))
    assert corrections(shown) == [("update", "R1.1", LAST), ("update", "R1.2", DAY)]


def test_dates_wordings_withdrawals_and_additions_for_those_days_are_listed(shown: Edge) -> None:
    update(shown, ["R1.1"], Update(LAST, deadline="2026-01-31", reason="why", agreed_by="Board"))
    update(shown, ["A1"], Update(AFTER, deadline="2026-01-31", reason="why"))
    upkeep.edit(shown, "R1.2", Wording(text="Reworded"), "why", on=LAST)
    upkeep.edit(shown, "R1.2", Wording(text="Reworded again"), "why", on=AFTER)
    upkeep.edit(shown, "R1", Wording(text="Reworded"), "why", on=LAST)
    update(shown, ["R1"], Update(LAST, note="of the recommendation"))
    upkeep.correct(shown, "A2", Wording(), "2025-09-30", "slip")
    upkeep.withdraw(shown, "A2", "not wanted", on=DAY)
    adding.add_action(shown, Wording(text="New"), under="R1", plan=None, ref=None, on=LAST)
    adding.add_action(shown, Wording(text="Newer"), under="R1", plan=None, ref=None, on=AFTER)
    assert corrections(shown) == [
        ("grant", "R1.1", LAST),
        ("edit", "R1.2", LAST),
        ("edit", "R1", LAST),
        ("update", "R1", LAST),
        ("correction", "A2", "2025-04-28"),
        ("withdrawal", "A2", DAY),
        ("addition", "R1.3", LAST),
    ]


def test_an_undo_of_what_the_pack_shows_is_listed_with_what_it_took_back(shown: Edge) -> None:
    done = next(event.entry for event in story(shown.database, "R2.1", DAY).events if event.on == "2025-09-10")
    undo(shown, done, "wrong action")
    listed = as_json(shown.database, "--meeting", "1", "--corrections")["corrections"]
    assert [(e["kind"], e["ref"], e["said"]["retracted"]) for e in listed] == [("undo", "R2.1", str(done))]


def test_what_was_recorded_since_and_taken_back_again_is_listed_with_its_undo(shown: Edge) -> None:
    (done,) = update(shown, ["R1.2"], Update(LAST, status="completed"))
    undo(shown, done.entry, "slip")
    listed = as_json(shown.database, "--meeting", "1", "--corrections")["corrections"]
    assert [(e["kind"], e["undone_by"]) for e in listed] == [("update", done.entry + 1), ("undo", None)]
    assert f"(undone by {done.entry + 1})" in printed(shown.database, "board", "--meeting", "1", "--corrections")


def test_an_undo_of_what_was_said_of_a_later_day_is_no_correction(shown: Edge) -> None:
    (done,) = update(shown, ["R1.2"], Update(AFTER, status="completed"))
    undo(shown, done.entry, "slip")
    assert corrections(shown) == []


def test_an_undo_of_what_was_said_of_a_recommendation_is_listed(shown: Edge) -> None:
    kept = upkeep.edit(shown, "R1", Wording(text="Reworded"), "why", on=LAST)
    undo(shown, kept.entry, "slip")
    assert [kind for kind, _, _ in corrections(shown)] == ["edit", "undo"]


def test_an_undo_of_the_whole_import_is_listed_for_every_action_and_for_the_plan(shown: Edge) -> None:
    closing = [event.entry for event in told(shown.database) if event.kind == "import"][-1]
    undo(shown, closing, "wrong plan")
    listed = corrections(shown)
    assert {ref for kind, ref, _ in listed if kind == "undo"} >= {"R1.1", "R1.2", "R2.1", "A1", "A2"}
    assert any(kind == "undo" and ref not in ("R1.1", "R1.2", "R2.1", "A1", "A2") for kind, ref, _ in listed)


def test_a_spelling_read_as_another_post_for_every_day_is_listed_for_it_changes_who_leads(shown: Edge) -> None:
    posts.alias(shown, "PSW", "HoS CP")
    assert as_json(shown.database, "--as-at", DAY)["overdue"][0]["leads"] == ["HoS CP"], "the pack says PSW"
    assert [kind for kind, _, _ in corrections(shown)] == ["alias"]


def test_a_later_document_for_an_earlier_day_is_listed_row_by_row_without_a_line_of_its_own(shown: Edge) -> None:
    table = "ref,recommendation_ref,action,leads,by_when\nR1.1,R1,Another guide,HoS CP,31.7.25\nR1.9,R1,New,SM QA,1.5.25\n"
    bring(shown, table, "--plan", "small", "--on", LAST, name="table.csv")
    listed = as_json(shown.database, "--meeting", "1", "--corrections")["corrections"]
    assert {e["ref"] for e in listed} == {"R1", "R1.1", "R1.9"}
    assert {e["on"] for e in listed} == {LAST}
    assert not [e for e in listed if "file" in e["said"]]


def test_a_setting_for_an_earlier_day_is_listed(shown: Edge) -> None:
    setting = '[[settings]]\nname = "stale_days"\nvalue = "5"\non = 2025-05-01\n[[posts]]\ncode = "HoS CP"'
    bring(shown, SMALL.replace('[[posts]]\ncode = "HoS CP"', setting))
    listed = as_json(shown.database, "--meeting", "1", "--corrections")["corrections"]
    assert [(e["on"], e["said"]) for e in listed] == [("2025-05-01", {"setting": "stale_days = 5"})]


def test_what_was_recorded_of_another_plan_and_the_meetings_themselves_are_not_listed(shown: Edge) -> None:
    bring(shown, SMALL.replace('"small"', '"other"'))
    update(shown, ["other:R1.1"], Update(LAST, note="elsewhere"))
    record(shown.database, LAST, "--plan", "small")
    assert corrections(shown) == []


def test_the_corrections_of_a_day_known_on_a_day_are_what_was_recorded_after_that_day(shown: Edge) -> None:
    update(shown, ["R1.1"], Update(LAST, note="recorded on the 16th"))
    assert corrections(shown, "--known-on", "2026-01-15", "--as-at", DAY) == [("update", "R1.1", LAST)]
    assert corrections(shown, "--known-on", "2026-01-16", "--as-at", DAY) == []
    assert corrections(shown, "--as-at", DAY) == []


def test_a_pack_with_its_corrections_says_otherwise_what_it_said_without(shown: Edge) -> None:
    before = as_json(shown.database, "--meeting", "1")
    update(shown, ["R1.1"], Update(LAST, status="completed", note="late"))
    after = as_json(shown.database, "--meeting", "1", "--corrections")
    assert len(after.pop("corrections")) == 1
    assert {name: after[name] for name in after} == {name: before[name] for name in before if name != "corrections"}
    assert recorded_meetings(shown.database)[0].number == 1
