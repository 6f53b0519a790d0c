"""Promises that trials and reviews found broken once."""

from pathlib import Path

import pytest

from actiontracker.domain.errors import InputRefused, NotFound
from actiontracker.intake.files import read_document
from actiontracker.services.adding import add_action
from actiontracker.services.boards import Asked, board_summary
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Wish
from actiontracker.services.plan_file import plan_file
from actiontracker.services.posts import post_lines
from actiontracker.services.reporting import Selection, listed
from actiontracker.services.telling import record, story
from actiontracker.services.updating import Update, update
from actiontracker.services.upkeep import correct, withdraw
from actiontracker.services.wording import Wording
from tests.conftest import Cli, import_document, import_shipped, seen

PLAN = """
format = 1
[plan]
slug = "{slug}"
council = "{council}"
title = "A plan"
on = 2025-01-01
[[posts]]
code = "DCS"
title = "Director"
[[recommendations]]
ref = "R1"
text = "Be good"
area = "Éire"
[[actions]]
ref = "R1.1"
recommendation = "R1"
text = "Old words"
leads = ["DCS"]
by_when = "30.6.25"
on = 2025-03-01
stage = "Must do"
"""


def bring(edge: Edge, text: str) -> None:
    path = edge.database.parent / "plan.toml"
    path.write_text(text, encoding="utf-8")
    import_document(edge, read_document(path), Wish(), lambda count: None)


def small(slug: str = "small", council: str = "Northford") -> str:
    return PLAN.format(slug=slug, council=council)


def test_a_change_to_an_action_that_began_later_holds_from_its_beginning(edge: Edge) -> None:
    bring(edge, small())
    bring(edge, small().replace("Old words", "New words"))
    assert seen(edge, "2025-02-28") == {}
    assert seen(edge, "2025-03-01")["R1.1"].action == "New words"


def test_an_action_that_a_document_puts_under_another_recommendation_is_said_and_left(edge: Edge) -> None:
    second = '[[recommendations]]\nref = "R2"\ntext = "Be better"\n'
    bring(edge, small() + second)
    path = edge.database.parent / "moved.toml"
    path.write_text(small().replace('recommendation = "R1"', 'recommendation = "R2"') + second)
    result = import_document(edge, read_document(path), Wish(), lambda count: None)
    assert any("stands under R2 here and under R1 in the tracker" in problem.what for problem in result.problems)
    assert seen(edge, "2025-03-01")["R1.1"].recommendation_ref == "R1"


def test_two_councils_may_have_posts_of_one_code(edge: Edge) -> None:
    bring(edge, small("one", "Northford"))
    bring(edge, small("two", "Southford"))
    assert [(line.council, line.open) for line in post_lines(edge.database, "2025-03-01")[0]] == [
        ("Northford", 1),
        ("Southford", 1),
    ]
    assert [post["code"] for post in plan_file(edge.database, "one")["posts"]] == ["DCS"]


def test_a_duplicate_stands_in_the_same_plan(edge: Edge) -> None:
    bring(edge, small("one"))
    bring(edge, small("two"))
    with pytest.raises(InputRefused, match="another plan"):
        withdraw(edge, "one:R1.1", "same", on="2025-04-01", duplicate_of="two:R1.1")


def test_the_body_that_agreed_a_first_date_is_kept(harrow: Edge) -> None:
    update(harrow, ["LAC11.1"], Update("2012-11-15", deadline="2012-12-31", agreed_by="Improvement Board"))
    assert story(harrow.database, "LAC11.1", "2012-11-15").events[-1].said["agreed_by"] == "Improvement Board"


def test_the_deadline_that_is_agreed_already_is_no_request(harrow: Edge) -> None:
    with pytest.raises(InputRefused, match="already"):
        update(harrow, ["S1.3"], Update("2012-11-15", deadline="2012-09-27", reason="x"))


def test_a_note_keeps_its_day_when_something_else_is_said_later(harrow: Edge, cli: Cli) -> None:
    update(harrow, ["S1.3"], Update("2012-12-20", status="in_progress"))
    action = seen(harrow, "2012-12-31")["S1.3"]
    assert (action.noted_on, action.updated_on) == ("2012-10-31", "2012-12-20")
    assert "Last note (31 Oct 2012)" in cli("overdue", "--as-at", "2012-12-31").out.split("S1.3", 1)[1]


def test_a_withdrawal_that_is_over_has_no_reason_any_more(harrow: Edge) -> None:
    withdraw(harrow, "S1.3", "merged", on="2012-11-01")
    update(harrow, ["S1.3"], Update("2012-11-02", status="in_progress"))
    update(harrow, ["S1.3"], Update("2012-11-03", status="withdrawn"))
    assert seen(harrow, "2012-11-01")["S1.3"].rag_reason == "withdrawn: merged"
    assert seen(harrow, "2012-11-03")["S1.3"].rag_reason == "withdrawn"


def test_a_by_when_corrected_to_no_date_takes_the_deadline_away(harrow: Edge) -> None:
    correct(harrow, "S1.3", Wording(by_when="Ongoing"), None, "never dated")
    action = seen(harrow, "2012-10-31")["S1.3"]
    assert (action.by_when, action.deadline, action.original_deadline) == ("Ongoing", None, None)


def test_an_action_is_not_added_before_its_plan_began(harrow: Edge) -> None:
    with pytest.raises(InputRefused, match="the plan begins on 2012-10-31"):
        add_action(harrow, Wording(text="x"), under="S1", plan=None, ref=None, on="2012-06-01")


def test_a_lone_action_gets_no_number_that_a_recommendation_has(edge: Edge) -> None:
    import_shipped(edge, "harrow-2020")
    kept = add_action(edge, Wording(text="x"), under=None, plan="harrow-2020", ref=None, on="2020-10-31")
    assert kept.ref == "5"


def test_filters_find_words_in_any_capitals_beyond_ascii_and_name_what_is_not_there(edge: Edge) -> None:
    bring(edge, small())

    def found(**asked: object) -> int:
        with listed(edge.database, "2025-03-01", Selection(**asked)) as (_, actions, _):  # type: ignore[arg-type]
            return len(list(actions))

    assert found(areas=("éire",)) == found(stages=("MUST DO",)) == found(search="ÉIRE") + 1 == 1
    with pytest.raises(NotFound, match="no area 'Erie'"):
        found(areas=("Erie",))


def test_a_ref_that_stands_in_two_plans_is_found_in_the_one_that_is_named(edge: Edge) -> None:
    import_shipped(edge, "harrow-2020", "harrow-sufficiency-2019")
    with listed(edge.database, "2020-10-31", Selection(refs=("1",), plans=("harrow-2020",))) as (_, actions, _):
        assert len(list(actions)) == 5


def test_a_recommendation_is_listed_with_all_actions_that_answer_it(example: Edge) -> None:
    told = story(example.database, "R4", "2025-10-31")
    board = board_summary(example.database, Asked("2025-10-31"))
    line = next(line for line in board.recommendations if line.ref == "R4")
    assert len([a for a in told.actions if a.status != "withdrawn"]) == line.actions == 5


def test_a_months_last_day_is_compared_with_the_last_day_before(harrow: Edge) -> None:
    board = board_summary(harrow.database, Asked("2012-11-30"))
    assert (board.since, board.due_until) == ("2012-10-31", "2012-12-31")
    assert board.movement
    mid_month = board_summary(harrow.database, Asked("2012-11-15"))
    assert mid_month.since == "2012-10-31", "the plan's first day, where a month before it had not begun"


def test_a_date_asked_for_waits_on_every_board_until_it_is_decided(harrow: Edge) -> None:
    update(harrow, ["S1.3"], Update("2012-11-14", deadline="2013-02-28", reason="delayed"))
    for day in ("2012-11-30", "2013-01-31"):
        assert [a.ref for a in board_summary(harrow.database, Asked(day)).waiting] == ["S1.3"]
    update(harrow, ["S1.3"], Update("2013-02-01", deadline="2013-02-28", reason="delayed", agreed_by="Board"))
    assert board_summary(harrow.database, Asked("2013-02-28")).waiting == []


def test_the_record_says_what_was_done_to_posts_and_recommendations(harrow: Edge, cli: Cli) -> None:
    cli("leads", "alias", "Legal Services", "Law.")
    cli("leads", "edit", "SM QA", "--reports-to", "DD TS")
    cli("update", "S1", "--note", "Merged", "--on", "2012-11-01")
    printed = cli("history").out
    assert "is read as Law." in printed
    assert "reports to DD TS" in printed
    assert "note: Merged" in printed
    assert record(harrow.database, plan="harrow-2012")[-1].ref == "S1"


def test_an_import_tells_a_date_asked_for_from_one_that_moved(edge: Edge, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("Action,By when\nWrite it,31.12.25\n")
    cli("import", "p.csv", "--on", "2025-10-31")
    (tmp_path / "p.csv").write_text("Action,By when\nWrite it,28.2.26\n")
    said = " ".join(cli("import", "p.csv", "--on", "2025-11-30").out.split())
    assert "deadline asked for, the agreed one stands 31 Dec 2025 -> 28 Feb 2026" in said


def test_a_board_before_the_plan_began_says_when_it_begins_and_nothing_else(harrow: Edge, cli: Cli) -> None:
    printed = cli("board", "--as-at", "2012-10-30").out
    assert "No actions are in the plan on this day. The plan begins on 31 Oct 2012.\n" in printed
    assert "Overdue" not in printed
    assert printed.startswith("Children's services improvement plan after the 2012 inspection\n")


def test_a_red_action_without_a_date_has_its_place_on_the_board(example: Edge) -> None:
    board = board_summary(example.database, Asked("2025-10-31"))
    assert [action.ref for action in board.undated] == ["R3.4"]


def test_what_was_said_for_a_later_day_is_marked_in_the_history_of_an_earlier_one(harrow: Edge, cli: Cli) -> None:
    update(harrow, ["S1.3"], Update("2012-11-20", note="later"))
    assert "after this day" in cli("show", "S1.3", "--as-at", "2012-11-19").out
    assert "after this day" not in cli("show", "S1.3", "--as-at", "2012-11-20").out


def test_a_key_of_leads_without_a_day_holds_from_when_the_plan_began(edge: Edge, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("Action,Lead\nWrite it,SM QA\n")
    (tmp_path / "key.csv").write_text("Code,Title\nSM QA,Service Manager\n")
    cli("import", "plan.csv", "--on", "2025-10-31")
    cli("import", "key.csv")
    assert "Service Manager" in cli("leads", "--as-at", "2025-10-31").out


def test_an_undo_without_a_reason_invents_none(harrow: Edge, cli: Cli) -> None:
    cli("update", "S1.3", "--note", "x")
    cli("undo", "119", "--yes")
    assert "reason: no reason given" in cli("history", "S1.3").out
