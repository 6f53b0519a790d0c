"""Plans from tables as people draw them: sections, merged cells, repeated headings, refs, and tables that are no plan."""

from collections.abc import Mapping

import pytest

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.printed import read_by_when
from actiontracker.intake.grids import Line
from tests.intake.made import LEFT, UP, made, of_actions, only, read, recommendation, said, texts, unread

HEADINGS = ["Recommendation", "Action", "Lead", "By when"]


def refused(*tables: list[list[str]]) -> InputRefused:
    """Why tables are refused."""
    with pytest.raises(InputRefused) as refusal:
        read(*tables)
    assert refusal.value.advice
    return refusal.value


# Sections, stages, merged cells


def test_a_section_row_across_the_table_is_the_area_of_the_recommendations_below() -> None:
    document = read(
        [
            HEADINGS,
            ["SAFEGUARDING", LEFT, LEFT, LEFT],
            ["S1: Tighten the grip", "Ask", "DCS", "5.10.12"],
            ["LOOKED AFTER CHILDREN", LEFT, LEFT, LEFT],
            ["L1: Mend the homes", "Tell", "HoS", "6.10.12"],
        ]
    )
    assert [(r.ref, r.area) for r in document.recommendations] == [("S1", "SAFEGUARDING"), ("L1", "LOOKED AFTER CHILDREN")]
    assert list(texts(document)) == ["S1.1", "L1.1"]


@pytest.mark.parametrize("section", ["SAFEGUARDING", "LOOKED AFTER CHILDREN"])
def test_a_section_may_stand_unmerged_in_the_first_cell(section: str) -> None:
    rows = [
        ["Ref", *HEADINGS],
        [section, "", "", "", ""],
        ["S1.1", "Tighten the grip", "Ask", "DCS", "5.10.12"],
        ["S1.2", "Tighten the grip", "Go", "", ""],
    ]
    document = read(rows)
    assert recommendation(document).area == section
    assert unread(document) == []


def test_a_section_above_actions_without_recommendations_is_kept_with_them() -> None:
    document = read([["Action", "Lead", "By when"], ["LEADERSHIP", LEFT, LEFT], ["Ask", "DCS", ""], ["Tell", "DCS", ""]])
    assert [(action.extra or {}).get("Section") for action in document.actions] == ["LEADERSHIP", "LEADERSHIP"]


@pytest.mark.parametrize("stage_row", [["MUST DO", LEFT, LEFT, LEFT], ["", "MUST DO", "", ""], [UP, "MUST DO:", "", ""]])
def test_a_stage_row_holds_until_the_next(stage_row: list[str]) -> None:
    rows = [
        HEADINGS,
        ["S1: Tighten the grip", "(1) Begin", "DCS", ""],
        stage_row,
        [UP if stage_row[0] == UP else "S1: Tighten the grip", "(2) Ask", "DCS", ""],
        ["EMBEDDING", LEFT, LEFT, LEFT],
        ["S1: Tighten the grip", "(3) Audit", "DCS", ""],
    ]
    assert of_actions(read(rows), "stage") == [None, "MUST DO", "EMBEDDING"]


def test_a_stage_row_above_its_recommendation_holds_for_it() -> None:
    document = read([HEADINGS, ["MUST DO", LEFT, LEFT, LEFT], ["S1: Tighten the grip", "(1) Ask", "DCS", ""]])
    assert only(document).stage == "MUST DO"


def test_a_recommendation_and_an_outcome_merged_down_are_those_of_all_their_actions() -> None:
    document = read(
        [
            ["Recommendation", "Outcomes required", "Action", "Lead"],
            ["(S1) Tighten the grip", "Children are safe", "Ask", "DCS"],
            [UP, UP, "Tell", "HoS"],
            ["(S2) Mend the homes", "Children are well", "Show", "PSW"],
        ]
    )
    assert [(r.ref, r.outcome) for r in document.recommendations] == [("S1", "Children are safe"), ("S2", "Children are well")]
    assert list(texts(document)) == ["S1.1", "S1.2", "S2.1"]


def test_a_lead_and_a_day_merged_down_over_all_actions_belong_to_the_recommendation() -> None:
    document = read([HEADINGS, ["(S1) Tighten the grip", "Ask", "DCS", "5.10.12"], [UP, "Tell", UP, UP]])
    assert (recommendation(document).leads, recommendation(document).by_when) == (["DCS"], "5.10.12")


def test_a_lead_and_a_day_merged_down_over_some_actions_are_theirs() -> None:
    rows = [HEADINGS, ["(S1) Tighten the grip", "Ask", "DCS", "5.10.12"], [UP, "Tell", UP, UP], [UP, "Show", "HoS", "6.10.12"]]
    document = read(rows)
    assert of_actions(document, "leads") == [["DCS"], ["DCS"], ["HoS"]]
    assert of_actions(document, "by_when") == ["5.10.12", "5.10.12", "6.10.12"]


def test_a_blank_recommendation_cell_means_the_one_above_and_that_is_said_once() -> None:
    document = read([HEADINGS, ["Tighten the grip", "Ask", "DCS", ""], ["", "Tell", "HoS", ""], ["", "Show", "HoS", ""]])
    assert list(texts(document)) == ["1.1", "1.2", "1.3"]
    (problem,) = document.problems
    assert problem.place.startswith("table 1, row 3")


def test_repeated_headings_are_passed_over() -> None:
    rows = [
        HEADINGS,
        ["(S1) Tighten the grip", "Ask", "DCS", ""],
        ["RECOMMENDATION", "Action:", "Lead", "By When"],
        ["(S2) Mend the homes", "Tell", "", ""],
    ]
    document = read(rows)
    assert list(texts(document)) == ["S1.1", "S2.1"]
    assert document.problems == []


def test_a_recommendation_across_the_table_holds_for_the_actions_below_with_what_is_said_of_it() -> None:
    document = read(
        [
            ["Action", "Lead", "Deadline", "Status"],
            ["Priority 1: Leadership of safeguarding", LEFT, LEFT, LEFT],
            ["Success criteria: Governors challenge well", LEFT, LEFT, LEFT],
            ["Lead: Chair of governors", LEFT, LEFT, LEFT],
            ["Train governors", "Head", "5.10.24", "On track"],
            ["Priority 2: Attendance", LEFT, LEFT, LEFT],
            ["Meet weekly", "AHT", "6.10.24", "Completed"],
        ]
    )
    first = recommendation(document)
    assert (first.ref, first.text, first.outcome) == ("1", "Leadership of safeguarding", "Governors challenge well")
    assert first.leads == ["Chair of governors"]
    assert list(texts(document)) == ["1.1", "2.1"]


LABELS = [
    [
        ["Recommendation 1: Improve timeliness", LEFT, LEFT],
        ["Lead officer: Head of MASH", LEFT, LEFT],
        ["Success measures: 95% in time", LEFT, LEFT],
    ],
    [
        ["Recommendation 1", "Improve timeliness", LEFT],
        ["Lead officer", "Head of MASH", LEFT],
        ["Success measures", "95% in time", LEFT],
    ],
]


@pytest.mark.parametrize("labels", LABELS, ids=["across", "label and value"])
def test_rows_above_the_heading_name_the_recommendation_of_a_table_of_its_own(labels: list[list[str]]) -> None:
    table = [
        *labels,
        ["What we will do", "Who", "By when"],
        ["Track weekly", "Team manager", "30.9.24"],
        ["Recruit", "HR", "31.10.24"],
    ]
    other = [
        ["Recommendation 2: Improve supervision", LEFT, LEFT],
        ["What we will do", "Who", "By when"],
        ["Revise", "PSW", "30.9.24"],
    ]
    document = read(table, other)
    first = recommendation(document)
    assert (first.ref, first.text, first.leads, first.outcome) == ("1", "Improve timeliness", ["Head of MASH"], "95% in time")
    assert {ref: action.recommendation for ref, action in zip(texts(document), document.actions, strict=True)} == {
        "1.1": "1",
        "1.2": "1",
        "2.1": "2",
    }
    assert unread(document) == []


def test_an_accountable_lead_above_the_heading_is_the_recommendations() -> None:
    rows = [
        ["Priority 1: Plans that are timely", LEFT],
        ["Accountable Lead: Director of Education", LEFT],
        ["Action", "Lead"],
        ["Ask", "DCS"],
    ]
    first = recommendation(read(rows))
    assert "Director of Education" in f"{first.leads} {first.accountable}"


@pytest.mark.parametrize("line", ["Action log", "Recommendations", "Findings", "Issues log"])
def test_a_plain_heading_above_a_table_is_no_recommendation(line: str) -> None:
    assert read(made([["Action", "Lead"], ["Ask", "DCS"]], above=[Line(line, 2)])).recommendations == []


def test_a_line_above_a_table_names_its_recommendation() -> None:
    tables = [
        made([["Action", "Who"], ["Ask", "DCS"]], place="table 1", above=[Line("Recommendation 1: Tighten the grip", 2)]),
        made([["Action", "Who"], ["Tell", "HoS"]], place="table 2", above=[Line("Recommendation 2: Mend the homes", 2)]),
    ]
    document = read(*tables)
    assert [(r.ref, r.text) for r in document.recommendations] == [("1", "Tighten the grip"), ("2", "Mend the homes")]
    assert list(texts(document)) == ["1.1", "2.1"]


def test_a_table_that_goes_on_without_its_heading_is_read_with_the_heading_above() -> None:
    document = read([HEADINGS, ["(S1) Tighten the grip", "Ask", "DCS", ""]], [["(S2) Mend the homes", "Tell", "HoS", ""]])
    assert list(texts(document)) == ["S1.1", "S2.1"]
    assert "table 2" in said(document)


# Headings


@pytest.mark.parametrize("second", [["", "", "", "", "April", "May", ""], [UP, UP, UP, UP, "April", "May", UP]])
def test_a_heading_of_two_rows_is_read_as_one_and_its_last_month_is_the_progress(second: list[str]) -> None:
    rows = [
        ["Ref", "Action", "Lead", "By when", "Progress", LEFT, "RAG"],
        second,
        ["1", "Ask", "DCS", "5.10.24", "Begun", "On track", "G"],
    ]
    action = only(read(rows))
    assert (action.ref, action.progress, action.status, action.rag) == ("1", "On track", "in_progress", "green")
    assert list((action.extra or {}).values()) == ["Begun"]


def test_a_month_that_nobody_has_filled_in_is_not_the_newest_progress() -> None:
    rows = [
        ["Action", "Lead", "July update", "August update", "September update"],
        ["Ask", "DCS", "Begun", "On track", ""],
        ["Tell", "HoS", "Completed", "", ""],
    ]
    document = read(rows)
    assert of_actions(document, "status") == ["in_progress", "completed"]


def test_lead_and_day_of_one_cell_are_told_apart() -> None:
    rows = [
        ["Action", "Lead officer and timescale"],
        ["Ask", "Head of Service\nBy 31.03.21"],
        ["Tell", "DCS – 5.10.12"],
        ["Show", "DCS"],
        ["Go", "5 October 2012"],
    ]
    document = read(rows)
    assert of_actions(document, "leads") == [["Head of Service"], ["DCS"], ["DCS"], []]
    assert [read_by_when(str(text)).deadline is not None for text in of_actions(document, "by_when")] == [
        True,
        True,
        False,
        True,
    ]


def test_progress_and_rating_of_one_cell_are_told_apart() -> None:
    document = read(
        [["Action", "Lead", "Progress and RAG"], ["Ask", "DCS", "Amber: begun late"], ["Tell", "DCS", "Completed: all\nGreen"]]
    )
    assert of_actions(document, "rag") == ["amber", "green"]
    assert of_actions(document, "progress") == ["begun late", "Completed: all"]


@pytest.mark.parametrize("heading", ["Meeting date", "Date of monitoring", "Start date", "Review date", "Date completed"])
def test_a_day_that_is_no_deadline_stays_an_extra_field(heading: str) -> None:
    document = read([["Action", "Lead", heading], ["Ask", "DCS", "5.10.24"]])
    action = only(document)
    assert (action.by_when, action.extra) == (None, {heading: "5.10.24"})
    assert "by_when" not in said(document)
    assert "progress" not in said(document)


def test_a_heading_that_nobody_knows_is_kept_shown_and_its_meaning_suggested() -> None:
    document = read([["Action", "Lead", "Zebra"], ["Ask", "DCS", "5.10.24"], ["Tell", "HoS", "6.10.24"]])
    assert [action.extra for action in document.actions] == [{"Zebra": "5.10.24"}, {"Zebra": "6.10.24"}]
    assert "--map 'Zebra=by_when'" in said(document)


@pytest.mark.parametrize(
    ("told", "field", "value"),
    [
        ({"zebra": "by_when"}, "by_when", "5.10.24"),
        ({"zebra": "progress"}, "progress", "5.10.24"),
        ({"lead": "extra"}, "extra", {"Lead": "DCS", "Zebra": "5.10.24"}),
    ],
)
def test_what_a_person_maps_is_read_so(told: Mapping[str, str], field: str, value: object) -> None:
    document = read([["Action", "Lead", "Zebra"], ["Ask", "DCS", "5.10.24"]], told=told)
    assert getattr(only(document), field) == value


def test_a_map_makes_a_plan_of_a_table_whose_headings_nobody_knows() -> None:
    table = [["Was", "Wer", "Wann"], ["Ask", "DCS", "5.10.24"]]
    assert "--map" in refused(table).advice
    assert only(read(table, told={"was": "action", "wann": "by_when"})).by_when == "5.10.24"


def test_the_document_says_how_each_heading_was_read() -> None:
    document = read([["Area for\nimprovement", "Action", "Who by", "Zebra"], ["Tighten", "Ask", "DCS", "x"]])
    assert document.headings == [
        ("Area for improvement", "recommendation"),
        ("Action", "action"),
        ("Who by", "leads"),
        ("Zebra", "an extra field"),
    ]


def test_recommendations_without_a_column_of_actions_are_the_actions_and_that_is_said() -> None:
    document = read(
        [["Recommendation", "Owner", "Due date", "Status"], ["Reconcile monthly", "HoF", "31/03/2024", "Completed"]]
    )
    assert (only(document).text, only(document).status) == ("Reconcile monthly", "completed")
    assert "no column of actions" in said(document)


# Refs


@pytest.mark.parametrize(
    ("cell", "ref", "text"),
    [
        ("(S1) Ensure thresholds", "S1", "Ensure thresholds"),
        ("S1: Ensure thresholds", "S1", "Ensure thresholds"),
        ("R3:Tighten the grip on cases", "R3", "Tighten the grip on cases"),
        ("1. Improve", "1", "Improve"),
        ("1 Improve things", "1", "Improve things"),
        ("(S1) Improve", "S1", "Improve"),
        ("Recommendation 4 – Look again at it", "4", "Look again at it"),
        ("Area for improvement 2: Visits to children", "2", "Visits to children"),
        ("Immediately\n(S1) Ensure thresholds", "S1", "Ensure thresholds"),
        ("Ensure thresholds for 2 teams", "1", "Ensure thresholds for 2 teams"),
        ("Within 3 months", "1", "Within 3 months"),
    ],
)
def test_the_ref_of_a_recommendation_is_printed_glued_or_made_by_position(cell: str, ref: str, text: str) -> None:
    document = read([HEADINGS, [cell, "Ask", "DCS", "5.10.12"]])
    assert [(r.ref, r.text) for r in document.recommendations] == [(ref, text)]
    assert list(texts(document)) == [f"{ref}.1"]


@pytest.mark.parametrize(
    ("cell", "ref", "text"),
    [
        ("S1.3 Ask them all", "S1.3", "Ask them all"),
        ("(1) Ask", "S1.1", "Ask"),
        ("1.1 Ask them", "1.1", "Ask them"),
        ("2 (i) Ask", "2.i", "Ask"),
        ("a) Ask", "S1.a", "Ask"),
        ("Action 3: Ask", "S1.3", "Ask"),
        ("Ask 3 people", "S1.1", "Ask 3 people"),
        ("12 visits a year", "S1.1", "12 visits a year"),
        ("5.10.12: the day of the audit", "S1.1", "5.10.12: the day of the audit"),
        ("QA 3 cases", "S1.1", "QA 3 cases"),
    ],
)
def test_the_ref_of_an_action_is_printed_glued_or_made_by_position(cell: str, ref: str, text: str) -> None:
    assert texts(read([HEADINGS, ["(S1) Tighten the grip", cell, "DCS", "5.10.12"]])) == {ref: text}


@pytest.mark.parametrize(
    ("cell", "ref"),
    [
        ("S1.1", "S1.1"),
        ("1.1", "1.1"),
        ("2 (i)", "2.i"),
        ("a)", "a"),
        ("R3:", "R3"),
        ("#4", "4"),
        ("No. 7", "7"),
        ("Action 5", "5"),
    ],
)
def test_a_ref_in_a_column_of_its_own_is_kept(cell: str, ref: str) -> None:
    assert list(texts(read([["Ref", "Action", "Lead"], [cell, "Ask", "DCS"]]))) == [ref]


def test_what_a_ref_cell_says_besides_the_ref_is_not_lost() -> None:
    document = read(
        [
            ["Ref", "Action", "Lead"],
            ["S1: the first plan", "Ask", "DCS"],
            ["to be agreed with the whole of the partnership", "Tell", "HoS"],
        ]
    )
    everything = f"{document.actions} {said(document)}"
    assert "the first plan" in everything
    assert "to be agreed with the whole of the partnership" in everything


def test_refs_made_by_position_are_the_same_on_the_next_reading() -> None:
    rows = [HEADINGS, ["Tighten the grip", "Ask", "DCS", ""], [UP, "Tell", "HoS", ""], ["Mend the homes", "Show", "PSW", ""]]
    assert texts(read(rows)) == texts(read(rows)) == {"1.1": "Ask", "1.2": "Tell", "2.1": "Show"}
    assert all(action.is_placed for action in read(rows).actions)


def test_a_printed_ref_is_not_placed_and_keeps_its_name_beside_refs_made_by_position() -> None:
    document = read(
        [["Ref", "Recommendation", "Action", "Lead"], ["4.1", "Reconcile", "Monthly", "HoF"], ["1", "Patch", "Weekly", "CIO"]]
    )
    assert not any(action.is_placed for action in document.actions if action.ref in ("4.1", "1"))
    assert "stands twice" not in said(document)


def test_numbers_that_begin_again_in_each_section_are_told_apart_and_said() -> None:
    rows = [
        ["No", "Action", "Lead"],
        ["LEADERSHIP", LEFT, LEFT],
        ["1", "Ask", "DCS"],
        ["HELP AND PROTECTION", LEFT, LEFT],
        ["1", "Tell", "HoS"],
    ]
    document = read(rows)
    assert len(texts(document)) == 2
    assert "stands twice" in said(document)


def test_numbers_that_begin_again_under_each_recommendation_are_refs_under_it() -> None:
    rows = [
        ["Recommendation", "No.", "Action", "Lead"],
        ["Write a strategy", "1", "Ask", "DCS"],
        [UP, "2", "Tell", "DCS"],
        ["Life story work", "1", "Show", "HoS"],
    ]
    assert list(texts(read(rows))) == ["1.1", "1.2", "2.1"]


def test_numbers_that_begin_again_in_each_audit_are_no_reason_to_refuse() -> None:
    rows = [
        ["Audit", "No", "Recommendation", "Responsible officer", "Target date"],
        ["Payroll", "1", "Reconcile", "HoF", "5.10.24"],
        ["IT", "1", "Patch", "CIO", "6.10.24"],
    ]
    assert list(texts(read(rows)).values()) == ["Reconcile", "Patch"]


@pytest.mark.parametrize(
    "column",
    [["1. Early help", "1. Early help", "2. Exploitation"], ["Priority 1", "Priority 1", "Priority 2"], ["P1", "P1", "P2"]],
)
def test_a_short_priority_with_a_number_gives_a_ref_that_people_can_type(column: list[str]) -> None:
    rows = [["Priority", "Actions", "Lead"], *([priority, f"Do {n}", "DCS"] for n, priority in enumerate(column))]
    assert all(" " not in ref for ref in texts(read(rows)))
    assert len(read(rows).recommendations) == 2


def test_a_ref_between_recommendation_and_action_is_the_actions_and_a_number_before_both_the_recommendations() -> None:
    rows = [
        ["No", "Issue", "Ref", "Action", "Lead"],
        ["1", "Medicines", "1.1", "Lock", "DoN"],
        ["", "", "1.2", "Check", "DoN"],
        ["2", "Staffing", "2.1", "Recruit", ""],
    ]
    document = read(rows)
    assert [(r.ref, r.text) for r in document.recommendations] == [("1", "Medicines"), ("2", "Staffing")]
    assert texts(document) == {"1.1": "Lock", "1.2": "Check", "2.1": "Recruit"}


@pytest.mark.parametrize("ref", ["AFI1.1", "KLOE2", "APA3"])
def test_a_code_before_a_number_is_part_of_the_ref(ref: str) -> None:
    assert list(texts(read([["Ref", "Action", "Lead"], [ref, "Ask", "DCS"]]))) == [ref]


# Standing


@pytest.mark.parametrize(
    ("rag", "rating", "status"),
    [
        ("G", "green", None),
        ("AMBER", "amber", None),
        ("Green – on track", "green", "in_progress"),
        ("Complete", "", "completed"),
        ("Blue", "blue", None),
        ("B", "blue", None),
    ],
)
def test_a_rating_is_read_by_letter_or_word(rag: str, rating: str, status: str | None) -> None:
    action = only(read([["Action", "Lead", "RAG"], ["Ask", "DCS", rag]]))
    assert (action.rag, action.status) == (rating, status)


@pytest.mark.parametrize("rag", ["Yellow", "A/G", "75%", "Purple"])
def test_a_colour_that_is_none_of_ours_is_listed_and_not_counted(rag: str) -> None:
    document = read([["Action", "Lead", "RAG"], ["Ask", "DCS", rag]])
    assert not only(document).rag
    assert rag in unread(document)[0].what


def test_a_colour_in_a_column_of_status_is_the_rating() -> None:
    action = only(read([["Action", "Lead", "Status"], ["Ask", "DCS", "Amber"]]))
    assert (action.rag, action.status) == ("amber", None)


@pytest.mark.parametrize("cell", ["Shelved - Blue", "Blue - Shelved"])
def test_a_colour_beside_a_word_that_is_no_status_still_counts(cell: str) -> None:
    document = read([["Action", "Lead", "Status / RAG"], ["Ask", "DCS", cell]])
    assert only(document).rag == "blue"
    assert "Shelved" in said(document)


def test_what_a_status_cell_says_beyond_the_status_is_not_lost() -> None:
    document = read([["Action", "Lead", "Status"], ["Ask", "DCS", "Completed – awaiting sign-off by the board"]])
    assert only(document).status == "completed"
    assert "awaiting sign-off by the board" in f"{document.actions} {said(document)}"


def test_a_day_under_expected_is_read_and_another_text_is_kept() -> None:
    document = read(
        [
            ["Action", "Lead", "Target date", "Revised date"],
            ["Ask", "DCS", "5.10.24", "31/12/2024"],
            ["Tell", "DCS", "5.10.24", "after the audit"],
        ]
    )
    assert of_actions(document, "expected") == ["2024-12-31", ""]
    assert "after the audit" in str(document.actions[1].extra)


@pytest.mark.parametrize("statuses", [("Begun in May", "Completed"), ("Completed", "Held: later")])
def test_two_statuses_beside_one_merged_action_are_both_kept(statuses: tuple[str, str]) -> None:
    document = read([["Action", "Lead", "Status"], ["Ask", "DCS", statuses[0]], [UP, "", statuses[1]]])
    assert all(status in f"{document.actions} {said(document)}" for status in statuses)


@pytest.mark.parametrize("heading", ["Progress / impact / evidence", "Progress and evidence", "Update / evidence"])
def test_a_heading_that_begins_with_progress_is_progress(heading: str) -> None:
    assert only(read([["Action", "Lead", heading], ["Ask", "DCS", "On track: begun"]])).status == "in_progress"


def test_a_lead_with_a_frequency_in_one_cell_is_not_lost() -> None:
    action = only(read([["Action", "Owner/Timescale"], ["Ask", "QA Manager, monthly"]]))
    assert (action.leads, action.by_when) == (["QA Manager"], "monthly")


def test_a_beginning_is_no_deadline() -> None:
    assert read_by_when("From April 2024").deadline is None


# What is no plan


def test_a_second_heading_with_other_columns_is_no_action() -> None:
    rows = [
        [*HEADINGS, "Progress"],
        ["R1 Visits to children", "Audit", "DCS", "30/06/24", "On track"],
        ["COMPLETED ACTIONS", LEFT, LEFT, LEFT, LEFT],
        ["Recommendation", "Action", "Lead", "Date completed", "Evidence"],
        ["R1 Visits to children", "Policy", "HoS", "01/05/24", "The policy"],
    ]
    document = read(rows)
    assert "Action" not in texts(document).values()
    assert len(document.recommendations) == 1
    assert document.actions[-1].by_when != "01/05/24"


def test_a_table_of_signatures_as_wide_as_the_plan_is_not_read_with_its_heading() -> None:
    document = read(
        [HEADINGS, ["Tighten", "Ask", "DCS", "30/06/24"]],
        [["Name", "Role", "Signature", "Date"], ["A Smith", "Director", "", ""]],
    )
    assert list(texts(document).values()) == ["Ask"]
    assert "Signature" in said(document)


def test_a_card_of_labels_and_values_does_not_make_actions_of_its_labels() -> None:
    card = [["Action", "Improve recording"], ["Lead", "HoS CIN"], ["Deadline", "30/09/2024"], ["Status", "On track"]]
    try:
        document = read(card)
    except InputRefused:
        return
    assert set(texts(document).values()).isdisjoint({"Lead", "Deadline", "Status"})


def test_a_priority_that_is_a_word_is_no_action() -> None:
    table = [
        ["Title", "Description", "Assigned To", "Due Date", "Priority", "Status"],
        ["Fix MASH", "Recruit", "DCS", "30/09/2024", "(2) Normal", "Completed"],
    ]
    assert list(texts(read(table)).values()) == ["Recruit"]


def test_a_note_across_the_end_of_the_table_is_not_lost() -> None:
    note = "Dates were agreed at the board of 5 January"
    assert note in said(read([HEADINGS, ["Tighten the grip", "Ask", "DCS", ""], [note, LEFT, LEFT, LEFT]]))


def test_a_key_of_colours_beside_a_plan_is_quoted_and_not_read() -> None:
    document = read([HEADINGS, ["Tighten", "Ask", "DCS", ""]], [["Colour", "Meaning"], ["Blue", "Complete and checked"]])
    assert len(document.actions) == 1
    assert "Complete and checked" in said(document)


def test_a_key_of_leads_without_a_heading_is_read_where_the_plan_uses_its_codes() -> None:
    key = made(
        [["DD TS", "Divisional Director Targeted Services"], ["SM QA", "Service Manager Quality Assurance"]], place="table 2"
    )
    document = read([HEADINGS, ["Tighten", "Ask", "DD TS/ SM QA", ""]], key)
    assert (document.posts[0].code, document.posts[0].title) == ("DD TS", "Divisional Director Targeted Services")


@pytest.mark.parametrize(
    "row",
    [
        ["Total actions", "", "", ""],
        ["Total", "2", "", ""],
        ["Note: dates were agreed at the board", "", "", ""],
        ["* statutory requirement", "", "", ""],
    ],
)
def test_totals_and_notes_below_the_table_become_nothing_but_are_listed(row: list[str]) -> None:
    document = read([HEADINGS, ["Tighten the grip on cases", "Ask", "DCS", ""], row])
    assert (len(document.recommendations), len(document.actions)) == (1, 1)
    assert row[0] in said(document)


def test_titles_above_the_heading_are_listed() -> None:
    document = read(
        [["Improvement plan of Northford", LEFT, LEFT, LEFT], ["", "", "", ""], HEADINGS, ["Tighten", "Ask", "DCS", ""]]
    )
    assert "Improvement plan of Northford" in said(document)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Version 3.01 (31 October 2012)", "2012-10-31"),
        ("Updated 5.10.12", "2012-10-05"),
        ("Position as at 31 March 2021", "2021-03-31"),
        ("V3.01 31/10/2012", "2012-10-31"),
        ("Inspection of 8 May 2012", None),
        ("Next review due 5.10.12", None),
        ("Date of next meeting 5.10.12", None),
    ],
)
def test_the_day_of_the_version_is_what_the_document_calls_so(line: str, day: str | None) -> None:
    assert read(made([["Action", "Lead"], ["Ask", "DCS"]], above=[line])).printed_on == day


def test_a_version_without_a_year_is_not_completed_by_guess() -> None:
    document = read(made([["Action", "Lead"], ["Ask", "DCS"]], above=["V 3.01 (31 October)"]))
    assert document.printed_on is None
    assert "--on" in said(document)


@pytest.mark.parametrize(
    "table",
    [
        [["Name", "Colour"], ["x", "y"]],
        [["Indicator", "Target", "Actual"], ["Visits", "95%", "90%"]],
        [["Action", "Lead"]],
        [["Action", "Lead"], ["", ""]],
    ],
)
def test_where_nothing_can_be_read_it_is_refused_in_one_line_with_what_to_do(table: list[list[str]]) -> None:
    what = refused(table).what
    assert what.startswith("plan.docx")
    assert "\n" not in what


def test_a_file_without_a_table_is_refused() -> None:
    assert "no table" in refused().what
