"""Importing: what is new, changed, the same and missing; the same file twice changes nothing."""

from pathlib import Path

import pytest

from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.intake.files import read_document
from actiontracker.reports.results import ImportResult
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Wish
from actiontracker.services.posts import alias, post_lines
from actiontracker.services.undoing import undo
from actiontracker.services.updating import Update, update
from tests.conftest import PLANS, import_document, seen, shipped

HEAD = "Ref,Action,Lead Officer,By When,Progress Update,RAG\n"
DAY = "2025-10-31"


def bring(edge: Edge, text: str, name: str = "plan.csv", **wish: object) -> ImportResult:
    path = edge.database.parent / name
    path.write_text(text, encoding="utf-8")
    wish = {"plan": "ours", "on": DAY, **wish} if name.endswith(".csv") and name != "key.csv" else wish
    return import_document(edge, read_document(path), Wish(**wish), lambda count: None)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["harrow-2012", "harrow-2020", "harrow-sufficiency-2019", "example"])
def test_the_same_plan_file_twice_changes_nothing_not_a_byte(edge: Edge, name: str) -> None:
    document = read_document(PLANS / f"{name}.toml")
    first = import_document(edge, document, Wish(), lambda count: None)
    before = edge.database.read_bytes()
    second = import_document(edge, read_document(PLANS / f"{name}.toml"), Wish(), lambda count: None)
    assert first.entry is not None
    assert (second.entry, second.new, second.changes, second.history) == (None, [], [], 0)
    assert second.same == first.actions
    assert edge.database.read_bytes() == before


def test_a_csv_read_again_changes_nothing(edge: Edge) -> None:
    text = HEAD + "1,Write it,SM QA,31.12.25,Underway: drafting,\n2,Check it,DD TS,31.9.25,Completed,Green\n"
    assert bring(edge, text).new == ["1", "2"]
    assert bring(edge, text).entry is None


def test_a_document_that_did_not_change_never_undoes_what_the_tracker_learnt(edge: Edge) -> None:
    text = HEAD + "1,Write it,SM QA,31.12.25,Underway: drafting,\n"
    bring(edge, text)
    update(edge, ["1"], Update("2025-11-20", status="completed", note="Done"))
    again = bring(edge, text, on="2025-11-30")
    assert again.entry is None
    assert seen(edge, "2025-11-30")["1"].status == "completed"


def test_what_a_document_changed_is_recorded_from_its_day_only(edge: Edge) -> None:
    bring(edge, HEAD + "1,Write it,SM QA,31.12.25,Underway: drafting,\n")
    changed = bring(edge, HEAD + "1,Write it,SM QA,31.12.25,Completed: signed off,\n", on="2025-11-30")
    assert {(c.field, c.old, c.new) for c in changed.changes} == {
        ("status", "in_progress", "completed"),
        ("progress", "Underway: drafting", "Completed: signed off"),
    }
    assert seen(edge, "2025-11-29")["1"].status == "in_progress"
    assert seen(edge, "2025-11-30")["1"].status == "completed"


def test_what_the_tracker_knew_already_is_remembered_but_not_recorded_again(edge: Edge) -> None:
    bring(edge, HEAD + "1,Write it,SM QA,31.12.25,Underway,\n")
    update(edge, ["1"], Update("2025-11-10", status="completed"))
    bring(edge, HEAD + "1,Write it,SM QA,31.12.25,Completed,\n", on="2025-11-30")
    update(edge, ["1"], Update("2025-12-05", status="in_progress"))
    third = bring(edge, HEAD + "1,Write it,SM QA,31.12.25,Completed,\n", on="2025-12-31")
    assert third.entry is None, "the document has not changed: the reopening stands"
    assert seen(edge, "2025-12-31")["1"].status == "in_progress"


def test_another_by_when_is_a_request_until_a_body_agrees(edge: Edge) -> None:
    bring(edge, HEAD + "1,Write it,SM QA,31.12.25,,\n")
    bring(edge, HEAD + "1,Write it,SM QA,28.2.26,,\n", on="2025-11-30")
    asked = seen(edge, "2025-11-30")["1"]
    assert (asked.deadline, asked.requested, asked.by_when) == ("2025-12-31", "2026-02-28", "28.2.26")
    bring(edge, HEAD + "1,Write it,SM QA,31.3.26,,\n", on="2025-12-10", agreed_by="Improvement Board")
    granted = seen(edge, "2025-12-10")["1"]
    assert (granted.deadline, granted.requested, granted.deadline_moves) == ("2026-03-31", None, 1)
    assert granted.original_deadline == "2025-12-31"


def test_a_first_date_needs_no_request(edge: Edge) -> None:
    bring(edge, HEAD + "1,Write it,SM QA,TBC,,\n")
    bring(edge, HEAD + "1,Write it,SM QA,28.2.26,,\n", on="2025-11-30")
    action = seen(edge, "2025-11-30")["1"]
    assert (action.deadline, action.requested, action.deadline_moves) == ("2026-02-28", None, 0)


def test_leads_that_changed_in_the_document_change_from_its_day(edge: Edge) -> None:
    bring(edge, HEAD + "1,Write it,SM QA/ DD TS,31.12.25,,\n")
    bring(edge, HEAD + "1,Write it,DD TS; HoS CP,31.12.25,,\n", on="2025-11-30")
    assert seen(edge, "2025-11-01")["1"].leads == ("SM QA", "DD TS")
    assert seen(edge, "2025-11-30")["1"].leads == ("DD TS", "HoS CP")


def test_a_rating_that_the_document_dropped_is_no_longer_reported(edge: Edge) -> None:
    bring(edge, HEAD + "1,Write it,SM QA,31.12.25,On track: half done,\n")
    bring(edge, HEAD + "1,Write it,SM QA,31.12.25,Underway: half done,\n", on="2025-11-30")
    assert seen(edge, "2025-11-01")["1"].rag_reported == "green"
    assert seen(edge, "2025-11-30")["1"].rag_reported is None


def test_an_action_missing_from_the_file_is_reported_and_left(edge: Edge) -> None:
    bring(edge, HEAD + "1,Write it,SM QA,31.12.25,,\n2,Check it,SM QA,31.12.25,,\n")
    again = bring(edge, HEAD + "1,Write it,SM QA,31.12.25,,\n", on="2025-11-30")
    assert again.missing == ["2"]
    assert "2" in seen(edge, "2025-11-30")


def test_a_document_for_an_earlier_day_fills_in_what_stood_then(edge: Edge) -> None:
    bring(edge, HEAD + "1,Write it,SM QA,31.12.25,Completed,\n")
    bring(edge, HEAD + "1,Write it,SM QA,30.11.25,Underway,\n", on="2025-09-30")
    assert seen(edge, "2025-09-30")["1"].status == "in_progress"
    assert seen(edge, DAY)["1"].status == "completed"


def test_completion_seen_in_a_document_has_no_day_and_one_recorded_has(edge: Edge) -> None:
    bring(edge, HEAD + "1,Write it,SM QA,31.12.25,Completed,\n2,Check it,SM QA,31.12.25,Underway,\n")
    update(edge, ["2"], Update("2025-11-20", status="completed"))
    actions = seen(edge, "2025-11-30")
    assert (actions["1"].completed_on, actions["2"].completed_on) == (None, "2025-11-20")


def test_an_unreadable_by_when_keeps_its_text_and_is_listed_with_its_cell(edge: Edge) -> None:
    result = bring(edge, HEAD + "1,Write it,SM QA,31.9.25,,\n")
    assert [(p.place, p.unread) for p in result.problems] == [("row 2, by when (1)", True)]
    action = seen(edge, DAY)["1"]
    assert (action.by_when, action.deadline, action.rag_reason) == ("31.9.25", None, "no usable date")


def test_strict_refuses_the_file_instead_and_makes_no_database(edge: Edge) -> None:
    with pytest.raises(InputRefused, match=r"row 2, by when.*September 2025 has 30 days"):
        bring(edge, HEAD + "1,Write it,SM QA,31.9.25,,\n", strict=True)
    assert not edge.database.exists()


def test_a_dry_run_tells_the_same_and_writes_nothing(edge: Edge) -> None:
    text = HEAD + "1,Write it,SM QA,31.12.25,,\n"
    assert bring(edge, text, dry_run=True).new == ["1"]
    assert not edge.database.exists()
    bring(edge, text)
    before = edge.database.read_bytes()
    assert bring(edge, text.replace("31.12.25", "28.2.26"), dry_run=True, on="2025-12-01").changes
    assert edge.database.read_bytes() == before


def test_a_day_to_come_is_refused(edge: Edge) -> None:
    with pytest.raises(InputRefused, match="future"):
        bring(edge, HEAD + "1,Write it,SM QA,31.12.25,,\n", on="2026-01-16")
    assert not edge.database.exists()


def test_a_file_that_names_no_plan_goes_into_none_by_guess(harrow: Edge) -> None:
    path = harrow.database.parent / "november.csv"
    path.write_text(HEAD + "1,Write it,SM QA,31.12.25,,\n", encoding="utf-8")
    with pytest.raises(UsageFault, match="which plan"):
        import_document(harrow, read_document(path), Wish(), lambda count: None)


def test_a_code_that_the_key_lacks_is_kept_and_reported_and_spellings_are_only_suggested(edge: Edge) -> None:
    result = bring(edge, HEAD + "1,Write it,LSCB Chr.,31.12.25,,\n2,Check it,LSCB CHR.,31.12.25,,\n")
    assert result.new_codes == ["LSCB Chr.", "LSCB CHR."]
    assert result.suggestions == [("LSCB CHR.", "LSCB Chr.")]
    assert seen(edge, DAY)["2"].leads == ("LSCB CHR.",)
    alias(edge, "LSCB CHR.", "LSCB Chr.")
    assert seen(edge, DAY)["2"].leads == ("LSCB Chr.",)
    assert post_lines(edge.database, DAY)[1] == []


def test_a_key_of_leads_gives_titles_to_posts_that_stand_already(edge: Edge) -> None:
    bring(edge, HEAD + "1,Write it,SM QA,31.12.25,,\n")
    result = bring(edge, "Code,Title,Organisation\nSM QA,Service Manager,Northford\n", "key.csv", on=DAY)
    assert (result.plan, result.posts, result.actions) == (None, 1, 0)
    (line,) = post_lines(edge.database, DAY)[0]
    assert (line.code, line.title, line.organisation, line.open) == ("SM QA", "Service Manager", "Northford", 1)


def test_an_undone_import_takes_its_actions_away_and_the_file_brings_them_back_as_the_same(edge: Edge) -> None:
    text = HEAD + "1,Write it,SM QA,31.12.25,Underway,\n"
    first = bring(edge, text)
    undo(edge, int(first.entry or 0), "wrong file")
    assert seen(edge, DAY) == {}
    again = bring(edge, text)
    assert again.new == ["1"]
    assert seen(edge, DAY)["1"].version == 3, "the import, its undoing, the import again: one identity"


def test_an_act_undone_by_itself_does_not_come_back_with_the_file(example: Edge) -> None:
    entry = next(e for e in range(30, 146) if _is_update(example, e))
    undo(example, entry, "never happened")
    again = import_document(example, shipped("example"), Wish(), lambda count: None)
    assert (again.history, again.entry) == (0, None)


def _is_update(edge: Edge, entry: int) -> bool:
    from actiontracker.services.telling import record

    return any(event.entry == entry and event.kind == "update" for event in record(edge.database))


@pytest.mark.skipif(
    not (papers := Path(__file__).parents[2].parent / "shared" / "plans" / "plan-2012.csv").exists(),
    reason="the published papers are not beside this checkout",
)
def test_the_real_csv_of_2012_gives_its_statuses_and_is_known_the_second_time(edge: Edge) -> None:
    def bring_it() -> ImportResult:
        wish = Wish(plan="harrow", council="Harrow", on="2012-10-31")
        return import_document(edge, read_document(papers), wish, lambda count: None)

    result = bring_it()
    assert (result.recommendations, len(result.new)) == (22, 116)
    actions = seen(edge, "2012-10-31").values()
    counts = {status: sum(a.status == status for a in actions) for status in {a.status for a in actions}}
    assert counts == {"completed": 38, "in_progress": 24, "on_hold": 2, "not_started": 2, "not_stated": 50}
    assert sum(a.rag_reported == "green" and a.status == "in_progress" for a in actions) == 16
    assert bring_it().entry is None
