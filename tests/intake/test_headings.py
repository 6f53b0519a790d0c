"""Headings by meaning: the words of many councils, schools and services, and what must never be taken for something else."""

import pytest

from actiontracker.intake.tables.columns import action_columns
from actiontracker.intake.tables.headings import meanings, nearest_field, plain_heading, two_meanings

_BESIDE = {"Action": {"action"}, "Who": {"leads"}, "Deadline": {"by_when", "timescale"}}


def field_of(heading: str) -> str:
    """The field that a heading has beside others of a plan; "" where it is kept as an extra field."""
    first = next((meaning.field for meaning in meanings(heading)), "")
    columns = action_columns([heading, *(plain for plain, fields in _BESIDE.items() if first not in fields)])
    if columns is None:
        return ""
    if 0 in columns.pairs:
        return " and ".join(columns.pairs[0])
    return next((name for name, place in columns.fields.items() if place == 0), "")


KNOWN = {
    "recommendation": (
        "Recommendation",
        "RECOMMENDATIONS",
        "Recommendation(s)",
        "Report Recommendations for improvement",
        "Area for improvement",
        "Areas for Improvement:",
        "Area for priority action",
        "Finding",
        "Inspection findings",
        "Issue",
        "Issue identified",
        "Key issue",
        "What needs to improve?",
        "HMICFRS Area for Improvement",
        "What did Ofsted say?",
        "Weakness",
        "Area of weakness",
    ),
    "action": (
        "Actions",
        "Action[1]",
        "ACTION:",
        "Actions (what needs to happen to achieve the outcomes required)",
        "What will be done?",
        "What we will do",
        "What are we going to do?",
        "What do we need to do?",
        "Task",
        "Key tasks",
        "Agreed action",
        "Action required",
        "Actions to be taken",
        "Activity",
        "How will we do it?",
        "Service Response / Action",
    ),
    "leads": (
        "Lead",
        "Lead Officer/ Executive Head",
        "LEAD\nOFFICER",
        "Owner",
        "Action owner",
        "Responsible",
        "Responsible officer",
        "Person responsible",
        "Person(s) responsible:",
        "By whom",
        "By whom?",
        "Assigned to",
        "Assigned To*",
        "Who",
        "Who?",
        "Who is responsible?",
        "Who will lead?",
        "Lead agency",
        "Accountable officer",
        "SRO",
        "Responsibility",
        "Personnel",
    ),
    "by_when": (
        "By when",
        "By When:[ii]",
        "By\nwhen",
        "Deadline",
        "Timescale",
        "Timescales",
        "Target date",
        "Target completion date",
        "Due",
        "Due date",
        "Date due",
        "To be completed by",
        "Completion date",
        "Timeframe",
        "When",
        "When?",
        "By when?",
        "End date",
        "Implementation date",
        "Agreed implementation date",
    ),
    "progress": (
        "Progress",
        "Progress Update",
        "Progress to date",
        "Latest note",
        "Comments",
        "Update",
        "Update (October)",
        "Current position",
        "Commentary",
        "Where are we now?",
    ),
    "status": ("Status", "STATUS:", "Action status", "Current status"),
    "rag": ("RAG", "BRAG", "RAG rating", "RAG Status", "BRAG rating", "R/A/G", "RAG¹", "RAG (Oct)"),
    "outcome": (
        "Outcome",
        "Outcomes required",
        "Success criteria",
        "Success Criteria / Impact",
        "What will be different?",
        "What will success look like?",
        "Intended outcome",
        "Success measures",
        "How will we know?",
        "Impact",
        "Measure of success",
    ),
    "number": ("No.", "No", "#", "Action No", "Action number", "Item"),
    "ref": ("Ref", "REF.", "Action ref", "Reference", "ID", "Ref No"),
    "recommendation_ref": ("Rec No", "Rec. No.", "Recommendation ref", "Rec ID"),
    "area": ("Area", "Section", "Theme", "Judgement area"),
    "stage": ("Stage", "Phase"),
    "expected": (
        "Revised date",
        "Revised deadline",
        "Forecast completion date",
        "Expected completion date",
        "Revised target date",
    ),
}


@pytest.mark.parametrize(("heading", "name"), [(heading, name) for name, headings in KNOWN.items() for heading in headings])
def test_a_heading_is_read_by_its_meaning_whatever_its_case_marks_and_punctuation(heading: str, name: str) -> None:
    assert field_of(heading) == name


@pytest.mark.parametrize("heading", [heading for headings in KNOWN.values() for heading in headings[:2]])
def test_case_line_breaks_footnote_marks_and_colons_change_nothing(heading: str) -> None:
    assert field_of(heading.upper()) == field_of(heading)
    assert field_of(f"{heading.strip(':')}: [ii]") == field_of(heading)
    assert field_of(heading.replace(" ", "\n") + "²") == field_of(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "Meeting date",
        "Date of meeting",
        "Date of monitoring",
        "Monitoring date",
        "Review date",
        "Date reviewed",
        "Start date",
        "Date raised",
        "Date added",
        "Date completed",
        "Completed on",
        "Date closed",
        "Date of last update",
        "Last updated",
        "Date of inspection",
        "Date signed off",
        "Date of next review",
        "Actual completion date",
    ],
)
def test_a_day_that_is_no_deadline_does_not_become_one(heading: str) -> None:
    columns = action_columns(["Action", "Lead", heading])
    assert columns is not None
    assert list(columns.extras) == [2]


@pytest.mark.parametrize("heading", ["Start date", "Date completed", "Review date", "Meeting date", "Date"])
def test_a_day_is_never_suggested_to_be_the_progress(heading: str) -> None:
    assert nearest_field(heading) == ""


@pytest.mark.parametrize(
    "heading",
    [
        "Evidence",
        "Evidence of progress",
        "Monitoring",
        "Monitoring (who/how/when)",
        "Monitoring arrangements",
        "Monitored by",
        "How will this be monitored?",
        "Budget",
        "Resources / cost",
        "Risks",
        "KPI",
        "Partner agencies",
        "Support",
        "% complete",
        "Board member",
        "Zebra",
    ],
)
def test_what_is_no_field_of_ours_stays_an_extra_field(heading: str) -> None:
    columns = action_columns(["Recommendation", "Action", "Lead", "Timescale", heading])
    assert columns is not None
    assert list(columns.extras) == [4]
    assert {columns.fields["leads"], columns.fields["by_when"]} == {2, 3}


@pytest.mark.parametrize(
    ("heading", "pair"),
    [
        ("Lead officer and timescale", ("leads", "by_when")),
        ("Who is the lead officer and what is the timescale?", ("leads", "by_when")),
        ("Who / By when", ("leads", "by_when")),
        ("By whom & by when", ("leads", "by_when")),
        ("Timescale and lead", ("by_when", "leads")),
        ("Lead\nDeadline", ("leads", "by_when")),
        ("Progress and RAG", ("progress", "rag")),
        ("RAG / Progress update", ("rag", "progress")),
        ("Status / RAG", ("status", "rag")),
        ("Owner (deadline)", ("leads", "by_when")),
    ],
)
def test_a_heading_may_ask_for_two_things_in_one_cell(heading: str, pair: tuple[str, str]) -> None:
    assert two_meanings(heading) == pair


@pytest.mark.parametrize(
    "heading",
    [
        "Lead Officer/ Executive Head",
        "Action / task",
        "Progress / update",
        "Outcome and impact",
        "RAG status",
        "Responsible person/team",
        "Due date",
    ],
)
def test_two_words_for_one_thing_are_no_two_meanings(heading: str) -> None:
    assert two_meanings(heading) is None


def test_of_two_headings_that_fit_a_field_the_plainer_has_it() -> None:
    columns = action_columns(["Recommendation", "Action", "Deadline", "Timescale", "Progress", "Evidence of progress"])
    assert columns is not None
    assert (columns.fields["by_when"], columns.fields["timescale"], columns.fields["progress"]) == (2, 3, 4)
    assert list(columns.extras) == [5]


def test_of_several_columns_of_progress_the_last_is_the_newest() -> None:
    columns = action_columns(["Action", "Lead", "Progress July", "Progress August", "Progress September"])
    assert columns is not None
    assert columns.fields["progress"] == 4
    assert list(columns.extras) == [2, 3]


def test_a_revised_date_beside_a_target_date_is_what_is_now_expected() -> None:
    columns = action_columns(["Action", "Lead", "Target date", "Revised target date"])
    assert columns is not None
    assert (columns.fields["by_when"], columns.fields["expected"]) == (2, 3)


def test_a_ref_beside_an_action_number_is_the_recommendations() -> None:
    columns = action_columns(["Ref", "Recommendation", "No", "Action"])
    assert columns is not None
    assert (columns.fields["recommendation_ref"], columns.fields["number"]) == (0, 2)


@pytest.mark.parametrize(
    "headings",
    [
        ["Name", "Telephone", "E-mail"],
        ["Colour", "Meaning"],
        ["Date", "Version", "Author"],
        ["Indicator", "Target", "Actual", "RAG"],
        ["Board member", "Organisation"],
        ["", ""],
    ],
)
def test_a_table_that_is_no_plan_has_no_columns(headings: list[str]) -> None:
    assert action_columns(headings) is None


def test_what_a_person_says_comes_before_what_words_mean() -> None:
    told = {"done by": "leads", "lead": "extra", plain_heading("Finish-line:"): "by_when"}
    columns = action_columns(["Action", "Lead", "Done by", "Finish-line:", "Deadline"], told)
    assert columns is not None
    assert (columns.fields["leads"], columns.fields["by_when"]) == (2, 3)
    assert list(columns.extras) == [1, 4]


@pytest.mark.parametrize(
    ("mistyped", "name"),
    [
        ("Reponsible", "leads"),
        ("Deadlne", "by_when"),
        ("Recomendation", "recommendation"),
        ("Progres", "progress"),
        ("Zebra", ""),
    ],
)
def test_a_mistyped_heading_is_suggested_but_not_read(mistyped: str, name: str) -> None:
    assert nearest_field(mistyped) == name


@pytest.mark.parametrize("heading", ["", "   ", "[ii]", "-", "\n", "x" * 500, "Action " * 40])
def test_odd_headings_are_no_error(heading: str) -> None:
    assert isinstance(meanings(heading), tuple)
    two_meanings(heading)
    plain_heading(heading)
