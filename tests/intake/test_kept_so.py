"""What real plans did that others had not: each case is a document that somebody keeps so."""

import pytest

from actiontracker.domain.errors import InputRefused
from actiontracker.intake.csv_rows import read_csv
from actiontracker.intake.drafts import Document
from actiontracker.intake.grids import Grid, Line, Row, Source
from actiontracker.intake.tables.plan import plan_from


def read(rows: list[list[str]], *more: list[list[str]]) -> Document:
    """A plan whose tables hold these cells."""
    grids = [
        Grid(f"table {n}", [Row(f"table {n}, row {m}", cells) for m, cells in enumerate(table, 1)])
        for n, table in enumerate((rows, *more), 1)
    ]
    return plan_from(Source("plan.docx", grids))


def test_the_form_of_the_care_quality_commission() -> None:
    heads = ["Regulation", "How the regulation was not being met", "Action", "Responsible person", "Date for completion"]
    document = read([heads, ["12", "Medicines were not recorded", "Audit weekly", "Matron", "31/03/2025"]])
    (recommendation,), (action,) = document.recommendations, document.actions
    assert (recommendation.text, recommendation.area) == ("Medicines were not recorded", "12")
    assert (action.leads, action.by_when) == (["Matron"], "31/03/2025")


def test_a_number_and_a_text_above_its_parts_is_the_recommendation_of_the_parts() -> None:
    heads = ["No", "Improvement action", "Responsible", "Target", "Status"]
    rows = [["1", "LEADERSHIP", "", "", ""], ["1.1", "Appoint", "CEX", "Nov 2024", ""], ["2", "WORKFORCE", "", "", ""]]
    document = read([heads, *rows, ["2.1", "Train", "HR", "Dec 2024", ""]])
    assert [(action.ref, action.recommendation) for action in document.actions] == [("1.1", "1"), ("2.1", "2")]
    assert [(r.ref, r.text) for r in document.recommendations] == [("1", "LEADERSHIP"), ("2", "WORKFORCE")]
    assert [action.by_when for action in document.actions] == ["Nov 2024", "Dec 2024"]


def test_two_levels_above_the_actions_are_a_section_and_a_recommendation() -> None:
    heads = ["Ref", "Action", "Lead", "Deadline"]
    rows = [["1", "Governance", "", ""], ["1.1", "Board effectiveness", "", ""], ["1.1.1", "Review terms", "CEX", "Nov 2024"]]
    document = read([heads, *rows])
    (recommendation,) = document.recommendations
    assert (recommendation.ref, recommendation.text, recommendation.area) == ("1.1", "Board effectiveness", "Governance")
    assert [action.ref for action in document.actions] == ["1.1.1"]


@pytest.mark.parametrize(("leads", "days"), [("HT\nTA\nEL", "Autumn"), ("HT", "Sept 2024\nOct 2024\nNov 2024")])
def test_bullets_are_actions_where_the_leads_or_the_days_beside_agree_in_number(leads: str, days: str) -> None:
    document = read([["Objective", "Actions", "By whom", "When"], ["Phonics", "• Train\n• Keep up\n• Coach", leads, days]])
    assert [action.text for action in document.actions] == ["Train", "Keep up", "Coach"]


def test_bullets_beside_one_lead_and_one_day_are_one_action_and_it_is_said() -> None:
    document = read([["Action", "Lead", "By when"], ["• Train\n• Coach", "HT", "Sept 2024"]])
    assert len(document.actions) == 1
    assert any("2 lines with bullets" in problem.what for problem in document.problems)


def test_roman_numbers_with_full_stops_are_numbers() -> None:
    document = read([["Objective", "Actions", "By whom"], ["Phonics", "i. Train\nii. Keep up", "i. HT\nii. TA"]])
    assert [(action.text, action.leads) for action in document.actions] == [("Train", ["HT"]), ("Keep up", ["TA"])]


def test_a_number_with_a_letter_below_its_own_number_is_the_whole_ref() -> None:
    document = read([["Ref", "Finding", "Actions", "Owner"], ["1", "Crewing", "1a. Appoint\n1b. Train", "DCFO"]])
    assert [action.ref for action in document.actions] == ["1a", "1b"]


def test_leads_and_days_numbered_in_one_cell_are_told_apart_by_number_first() -> None:
    heads = ["Area for improvement", "What will be done", "Who and by when"]
    cell = "(1) HoS MASH 31 December 2026\n(2) AD SG 30 September 2026\n(3) QA Mgr Monthly"
    document = read([heads, ["Timely visits", "(1) Audit\n(2) Train\n(3) Check", cell]])
    told = [(action.leads, action.by_when) for action in document.actions]
    assert told == [(["HoS MASH"], "31 December 2026"), (["AD SG"], "30 September 2026"), (["QA Mgr"], "Monthly")]


@pytest.mark.parametrize(("cell", "lead", "by_when"), [
    ("HoS MASH Q4 2026/27", "HoS MASH", "Q4 2026/27"),
    ("HoS CiC by end of Spring term 2027", "HoS CiC", "by end of Spring term 2027"),
])  # fmt: skip
def test_a_quarter_or_a_term_is_no_part_of_the_lead(cell: str, lead: str, by_when: str) -> None:
    document = read([["Action", "Lead and timescale"], ["Audit", cell]])
    assert (document.actions[0].leads, document.actions[0].by_when) == ([lead], by_when)
    assert any(problem.unread for problem in document.problems)


def test_circles_of_colour_are_ratings() -> None:
    document = read([["Action", "Lead", "RAG"], ["Ask", "DCS", "🟢"], ["Tell", "DCS", "🟠 On track"]])
    assert [action.rag for action in document.actions] == ["green", "amber"]


def test_cells_beyond_the_headings_are_listed_as_unread() -> None:
    document = plan_from(read_csv("plan.csv", b"Ref,Action,Lead\n1,Ask,DCS\n2,Tell all,and some,more,DCS\n"))
    (problem,) = [problem for problem in document.problems if problem.unread]
    assert (problem.place, problem.what) == ("row 3", "more cells than headings, not read: 'more / DCS'")


def test_the_first_line_that_excel_writes_names_the_delimiter() -> None:
    document = plan_from(read_csv("plan.csv", b"sep=;\nRef;Action;Lead\n1;Ask, and listen;DCS\n"))
    assert (document.actions[0].text, document.problems) == ("Ask, and listen", [])


def test_rows_of_counts_below_the_plan_are_no_recommendations() -> None:
    heads = ["No.", "Area for improvement", "Actions", "Responsible Officer", "Completion date"]
    rows = [["1", "Chronologies", "1.1 Refresh", "HoS", "Nov 2024"], ["2", "Interviews", "2.1 Commission", "HoS", "Dec 2024"]]
    document = read([heads, *rows, ["Blue", "0", "", "", ""], ["Green", "1", "", "", ""]])
    assert [(r.ref, r.text) for r in document.recommendations] == [("1", "Chronologies"), ("2", "Interviews")]
    assert [action.ref for action in document.actions] == ["1.1", "2.1"]


def test_sheets_of_months_are_not_added_up() -> None:
    rows = [["Ref", "Action", "Lead"], ["1", "Ask the children", "DCS"], ["2", "Tell the staff", "DCS"]]
    grids = [
        Grid(f"sheet '{name}'", [Row(f"sheet '{name}', row {n}", row) for n, row in enumerate(rows)]) for name in ("Oct", "Nov")
    ]
    with pytest.raises(InputRefused, match="hold the same actions") as refusal:
        plan_from(Source("plan.xlsx", grids))
    assert "--sheet 'Nov'" in refusal.value.advice


@pytest.mark.parametrize("text", ["75% complete", "Achieved 40 of 60 visits", "Completed (partially)", "2/3 complete"])
def test_what_is_done_in_part_is_not_completed(text: str) -> None:
    document = read([["Action", "Lead", "Progress"], ["Ask", "DCS", text]])
    assert document.actions[0].status == "not_stated"


@pytest.mark.parametrize(("cell", "rag"), [("A (was R)", "amber"), ("Red to Amber", None), ("Green (previously red)", "green")])
def test_the_rating_of_before_is_not_the_rating(cell: str, rag: str) -> None:
    assert read([["Action", "Lead", "RAG"], ["Ask", "DCS", cell]]).actions[0].rag == rag


def test_a_heading_with_a_doubled_word_said_again_is_no_new_table() -> None:
    heads = ["Action", "Who", "When", "Autumn milestone", "RAG", "Spring milestone", "RAG"]
    rows = [["Ask", "HT", "Nov 2024", "x", "G", "", ""], heads, ["Tell", "HT", "Dec 2024", "y", "A", "", ""]]
    assert [action.text for action in read([heads, *rows]).actions] == ["Ask", "Tell"]


def test_a_table_that_goes_on_below_a_line_that_says_so_is_read() -> None:
    first = Grid(
        "table 1", [Row("table 1, row 1", ["Ref", "Action", "Who", "When"]), Row("table 1, row 2", ["1", "Ask", "HT", ""])]
    )
    second = Grid("table 2", [Row("table 2, row 1", ["2", "Tell", "HT", "31/03/2025"])], above=[Line("(continued)")])
    assert [action.ref for action in plan_from(Source("plan.docx", [first, second])).actions] == ["1", "2"]


def test_a_bare_number_printed_again_is_the_same_recommendation() -> None:
    heads = ["Objective", "Key task", "Lead", "By when"]
    rows = [["1 Keep children safe", "1.1 Thresholds", "DCS", ""], ["1 Keep children safe", "1.2 Recruitment", "DCS", ""]]
    document = read([heads, *rows, ["2 Improve health", "2.1 Checks", "DCS", ""]])
    assert [(r.ref, r.text) for r in document.recommendations] == [("1", "Keep children safe"), ("2", "Improve health")]
    assert [action.ref for action in document.actions] == ["1.1", "1.2", "2.1"]


@pytest.mark.parametrize(("heads", "field", "text"), [
    (["#", "What we need to do", "Lead", "Start", "Finish", "Next steps"], "by_when", "02/02/2025"),
    (["Ref", "What", "Lead", "Partners", "By", "Notes"], "by_when", "02/02/2025"),
])  # fmt: skip
def test_plain_words_for_action_and_day_are_known(heads: list[str], field: str, text: str) -> None:
    (action,) = read([heads, ["1", "Open bins", "CSP", "01/01/2025", text, "Cabinet"]]).actions
    assert (action.text, getattr(action, field)) == ("Open bins", text)


def test_the_ref_of_the_action_comes_before_the_ref_of_the_recommendation() -> None:
    heads = ["Ref", "Recommendation", "Action ref", "Action", "Lead"]
    document = read([heads, ["6", "Listen", "6.01", "Ask", "DCS"], ["6", "Listen", "6.1", "Tell", "DCS"]])
    assert [(action.ref, action.recommendation) for action in document.actions] == [("6.01", "6"), ("6.1", "6")]
