"""Packed cells: told apart by printed number, else by position, and never by guess."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actiontracker.intake.tables.packed import Piece, leading_number, shared_out, split_actions
from tests.intake.made import of_actions, read, recommendation, said, texts, unread

HEADINGS = ["Recommendation", "Actions", "Leads", "By when", "Progress"]


def row(actions: str, leads: str = "", by_when: str = "", progress: str = "") -> list[list[str]]:
    """A plan of one row, which is a whole recommendation."""
    return [HEADINGS, ["S1: Tighten the grip on all cases", actions, leads, by_when, progress]]


@pytest.mark.parametrize(
    ("line", "numbers", "rest"),
    [
        ("(1) Ask", ("1",), "Ask"),
        ("1) Ask", ("1",), "Ask"),
        ("(1): Ask", ("1",), "Ask"),
        ("1): Ask", ("1",), "Ask"),
        ("1. Ask", ("1",), "Ask"),
        ("1.Ask", ("1",), "Ask"),
        ("1: Ask", ("1",), "Ask"),
        ("1 - Ask", ("1",), "Ask"),
        ("1 – Ask", ("1",), "Ask"),
        ("[1] Ask", ("1",), "Ask"),
        ("4) – to be actioned", ("4",), "to be actioned"),
        ("(12)Ask", ("12",), "Ask"),
        ("2-3) Ask", ("2", "3"), "Ask"),
        ("2–4) Ask", ("2", "3", "4"), "Ask"),
        ("2 & 3) Ask", ("2", "3"), "Ask"),
        ("2, 3 and 5) Ask", ("2", "3", "5"), "Ask"),
        ("(2 to 4) Ask", ("2", "3", "4"), "Ask"),
        ("a) Ask", ("a",), "Ask"),
        ("(b) Ask", ("b",), "Ask"),
        ("ii) Ask", ("ii",), "Ask"),
        ("1a) Ask", ("1a",), "Ask"),
        ("1.2 Ask", ("1.2",), "Ask"),
        ("1.2. Ask", ("1.2",), "Ask"),
        ("1.2.3 Ask", ("1.2.3",), "Ask"),
        ("Action 3: Ask", ("3",), "Ask"),
    ],
)
def test_a_number_before_a_text_is_read_in_all_the_forms_in_which_people_type_it(
    line: str, numbers: tuple[str, ...], rest: str
) -> None:
    piece = leading_number(line)
    assert piece.numbers == numbers
    assert piece.text.lstrip(" –-") == rest


@pytest.mark.parametrize(
    "line",
    [
        "5.10.12",
        "5.10.12: published",
        "31/03/21",
        "31 March 2021",
        "2012-10-31",
        "3 months",
        "95% of visits",
        "95 % of visits",
        "12 children were seen",
        "v. good",
        "A review was held",
        "I will ask",
        "(3 months after the inspection)",
        "(see 3)",
        "2.5 posts are filled",
        "9.30 start",
        "",
    ],
)
def test_what_only_looks_like_a_number_is_text(line: str) -> None:
    assert leading_number(line) == Piece((), line)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("(1) Ask\n(2) Tell", ["Ask", "Tell"]),
        ("(1) Ask\nand listen\n(2) Tell", ["Ask\nand listen", "Tell"]),
        ("(1) Ask\n(4) Tell", ["Ask", "Tell"]),
        ("(1) Ask\n(1) Tell", ["Ask", "Tell"]),
        ("1. Ask:\na) them\nb) us\n2. Tell", ["Ask:\na) them\nb) us", "Tell"]),
        ("a) Ask\ni) them\nii) us\nb) Tell", ["Ask\ni) them\nii) us", "Tell"]),
        ("a) Ask\nb) Tell\nc) Show\ni) them\nii) us", ["Ask", "Tell", "Show\ni) them\nii) us"]),
        ("Tighten by:\n1) asking\n2) telling", ["Tighten by:\n1) asking\n2) telling"]),
        ("(1) Ask. (2) Tell. (3) Show.", ["Ask.", "Tell.", "Show."]),
        ("Ask as in (1) and (2)", ["Ask as in (1) and (2)"]),
        ("(1) Ask, see (3) below. (2) Tell", ["Ask, see (3) below.", "Tell"]),
        ("Ask\nand listen", ["Ask\nand listen"]),
        ("1.1 Ask\n1.2 Tell", ["Ask", "Tell"]),
    ],
)
def test_the_actions_of_a_cell_are_told_apart_by_their_numbers(cell: str, expected: list[str]) -> None:
    assert [piece.text for piece in split_actions(cell)] == expected


def own(text: str, numbers: Sequence[str]) -> list[str]:
    """What each action gets of a cell."""
    shares = shared_out(text, list(numbers))
    return [shares.own.get(place, "") for place in range(len(numbers))]


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("1) x\n2) y\n3) z", ["x", "y", "z"]),
        ("(3): z\n1) x", ["x", "", "z"]),
        ("1) x\ngoes on\n3) z", ["x\ngoes on", "", "z"]),
        ("2-3) y", ["", "y", "y"]),
        ("1&3) y", ["y", "", "y"]),
        ("1) x\n1) again", ["x\nagain", "", ""]),
        ("x\ny\nz", ["x", "y", "z"]),
    ],
)
def test_a_cell_is_shared_out_by_number_or_by_position(text: str, shared: list[str]) -> None:
    assert own(text, "123") == shared


def test_of_two_actions_with_one_number_each_gets_its_own() -> None:
    assert own("1) x\n2) y\n2) z", ["1", "2", "2"]) == ["x", "y", "z"]


def test_one_text_for_several_actions_stands_for_all() -> None:
    assert shared_out("Head of Service", ["1", "2"]).whole == "Head of Service"


@pytest.mark.parametrize("text", ["x\ny", "x\ny\nz\nw"])
def test_a_line_more_or_fewer_is_not_shared_out_by_guess(text: str) -> None:
    shares = shared_out(text, ["1", "2", "3"])
    assert (shares.own, shares.unplaced) == ({}, text)
    assert "3 actions" in shares.why


def test_a_number_that_no_action_has_is_left_over_with_its_text() -> None:
    shares = shared_out("1) x\n7) y", ["1", "2"])
    assert shares.own == {0: "x"}
    assert "7" in shares.unplaced
    assert "y" in shares.unplaced


@given(st.lists(st.text("ab 1)(.:-2\n", max_size=12), min_size=1, max_size=6), st.integers(1, 5))
@settings(deadline=None)
def test_sharing_out_loses_no_letter(lines: list[str], count: int) -> None:
    text = "\n".join(lines)
    shares = shared_out(text, [str(number) for number in range(1, count + 1)])
    held = " ".join([*shares.own.values(), shares.whole, shares.unplaced])
    assert sorted(set(text) & set("ab")) == sorted(set(held) & set("ab"))


@given(st.text("abc 1)(.:-2i\n", max_size=40))
@settings(deadline=None)
def test_splitting_actions_loses_no_letter(text: str) -> None:
    held = [letter for piece in split_actions(text) for letter in "".join(piece.numbers) + piece.text if letter in "bc"]
    assert sorted(set(held)) == sorted({letter for letter in text if letter in "bc"})


def test_a_row_that_is_a_whole_recommendation_gives_its_actions_with_leads_days_and_progress() -> None:
    document = read(row("(1) Ask\n(2) Tell", "DCS\nSM QA", "5.10.12\n31.10.12", "1) Completed: yes\n(2): On track"))
    assert texts(document) == {"S1.1": "Ask", "S1.2": "Tell"}
    assert of_actions(document, "leads") == [["DCS"], ["SM QA"]]
    assert of_actions(document, "by_when") == ["5.10.12", "31.10.12"]
    assert of_actions(document, "status") == ["completed", "in_progress"]
    assert of_actions(document, "progress") == ["Completed: yes", "On track"]
    assert document.problems == []


def test_numbers_that_are_skipped_stay_skipped() -> None:
    assert list(texts(read(row("(1) Ask\n(2) Tell\n(5) Show")))) == ["S1.1", "S1.2", "S1.5"]


def test_a_number_that_stands_twice_gives_two_refs_and_is_said() -> None:
    document = read(row("(1) Ask\n(2) Tell\n(2) Show", progress="1) Completed\n2) On track\n2) Held: later"))
    assert texts(document) == {"S1.1": "Ask", "S1.2": "Tell", "S1.2b": "Show"}
    assert of_actions(document, "status") == ["completed", "in_progress", "on_hold"]
    assert "stands twice" in said(document)


def test_progress_for_two_numbers_is_that_of_both_actions() -> None:
    document = read(row("(1) Ask\n(2) Tell\n(3) Show", progress="1) Completed\n2-3) On track: a board was set up"))
    assert of_actions(document, "status") == ["completed", "in_progress", "in_progress"]
    assert of_actions(document, "progress")[1:] == ["On track: a board was set up"] * 2


def test_days_are_no_numbers_of_actions() -> None:
    document = read(row("(5) Ask\n(6) Tell", by_when="5.10.12\n6.10.12"))
    assert of_actions(document, "by_when") == ["5.10.12", "6.10.12"]


@pytest.mark.parametrize("lines", ["DCS\nSM QA\nHoS", "DCS\nSM QA"])
def test_leads_with_a_line_more_or_fewer_stay_with_the_recommendation_and_are_unresolved(lines: str) -> None:
    actions = "(1) Ask\n(2) Tell" if lines.count("\n") == 2 else "(1) Ask\n(2) Tell\n(3) Show"
    document = read(row(actions, leads=lines))
    assert {text for leads in (recommendation(document).leads or []) for text in leads.split("\n")} == set(lines.split("\n"))
    (problem,) = unread(document)
    assert problem.place.startswith("table 1, row 2")
    assert "Leads" in problem.what


@pytest.mark.parametrize("lines", ["Completed: all\nOn track\nHeld: later", "Completed: all"])
def test_progress_with_a_line_more_or_fewer_is_kept_with_the_recommendation(lines: str) -> None:
    document = read(row("(1) Ask\n(2) Tell", progress=lines))
    assert recommendation(document).note == lines
    assert of_actions(document, "status") == [None, None]


def test_progress_that_cannot_be_told_apart_is_listed_with_its_cell() -> None:
    (problem,) = unread(read(row("(1) Ask\n(2) Tell", progress="Completed: all\nOn track\nHeld: later")))
    assert problem.place.startswith("table 1, row 2")
    assert "Progress" in problem.what
    assert "Held: later" in problem.what


def test_days_that_cannot_be_told_apart_are_listed_once() -> None:
    document = read(row("(1) Ask\n(2) Tell", by_when="5.10.12\n6.10.12\n7.10.12"))
    assert len(unread(document)) == 1
    assert of_actions(document, "by_when") == ["", ""]


def test_one_lead_and_one_day_for_all_belong_to_the_recommendation() -> None:
    headings = ["Recommendation", "What will be done?", "Lead officer and timescale", "Progress"]
    document = read(
        [headings, ["S1: Tighten the grip", "1. Ask\n2. Tell", "Head of Service\nBy 31.03.21", "It has begun well."]]
    )
    above = recommendation(document)
    assert (above.leads, above.by_when, above.note) == (["Head of Service"], "By 31.03.21", "It has begun well.")
    assert of_actions(document, "leads") == [[], []]
    assert unread(document) == []


def test_one_status_for_several_actions_is_not_taken_for_each() -> None:
    document = read(
        [["Recommendation", "Actions", "Lead", "Status"], ["S1: Tighten the grip", "1. Ask\n2. Tell", "DCS", "Completed"]]
    )
    assert of_actions(document, "status") == [None, None]
    assert "Completed" in (recommendation(document).note or "")
    assert "Completed" in said(document)


def test_a_status_for_each_number_is_taken_for_each() -> None:
    table = [
        ["Recommendation", "Actions", "Lead", "Status"],
        ["S1: Tighten the grip", "1. Ask\n2. Tell", "DCS", "1. Completed\n2. Held"],
    ]
    assert of_actions(read(table), "status") == ["completed", "on_hold"]


def test_actions_without_numbers_are_told_apart_where_as_many_days_stand_beside_them() -> None:
    document = read(row("Ask first\nTell them", "DCS\nHoS", "5.10.12\n31.10.12", "Completed\nIn progress"))
    assert texts(document) == {"S1.1": "Ask first", "S1.2": "Tell them"}
    assert of_actions(document, "by_when") == ["5.10.12", "31.10.12"]
    assert of_actions(document, "status") == ["completed", "in_progress"]


def test_an_action_of_several_paragraphs_with_one_day_is_one_action() -> None:
    document = read(row("Ask first\nThen tell them", "DCS\nHoS", "5.10.12", "Completed"))
    assert texts(document) == {"S1.1": "Ask first\nThen tell them"}


def test_stage_words_among_the_actions_are_their_stage_until_the_next() -> None:
    document = read(row("MUST DO\n(1) Ask\n(2) Tell\nEMBEDDING:\n(3) Audit"))
    assert of_actions(document, "stage") == ["MUST DO", "MUST DO", "EMBEDDING"]
    assert of_actions(document, "text") == ["Ask", "Tell", "Audit"]


def test_the_numbers_of_levels_are_refs_of_their_own() -> None:
    document = read([HEADINGS, ["1 Tighten the grip on all cases", "1.1 Ask\n1.2 Tell", "1.1 DCS\n1.2 HoS", "", "1.2 Ongoing"]])
    assert texts(document) == {"1.1": "Ask", "1.2": "Tell"}
    assert of_actions(document, "leads") == [["DCS"], ["HoS"]]
    assert of_actions(document, "status") == [None, "in_progress"]


def test_thousands_of_lines_with_one_number_are_read_in_no_time() -> None:
    began = time.process_time()
    assert len(read(row("(1) Ask\n" * 1_000)).actions) == 1_000
    assert time.process_time() - began < 2


def test_a_long_text_where_a_lead_and_a_day_belong_is_read_in_no_time() -> None:
    began = time.process_time()
    read([["Action", "Lead and deadline"], ["Ask", "word " * 5_000]])
    assert time.process_time() - began < 2
