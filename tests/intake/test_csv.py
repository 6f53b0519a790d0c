"""CSV as councils keep it: the published one, and the ways in which others differ from it."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.extras import Extra
from actiontracker.domain.problems import Problem
from actiontracker.intake.csv_rows import read_csv
from actiontracker.intake.drafts import ActionDraft, Document
from actiontracker.intake.grids import clean_cell
from actiontracker.intake.tables.plan import plan_from
from actiontracker.render.csv import csv_rows
from actiontracker.reports.actions import Action

PUBLISHED = Path(__file__).parents[2].parent / "shared" / "plans" / "plan-2012.csv"
with_papers = pytest.mark.skipif(not PUBLISHED.exists(), reason="the published papers are not beside this checkout")


@cache
def published() -> Document:
    """The plan of 2012 as it was published, one row an action."""
    return plan_from(read_csv(PUBLISHED.name, PUBLISHED.read_bytes()))


@with_papers
def test_the_published_plan_has_22_recommendations_and_116_actions() -> None:
    assert (len(published().recommendations), len(published().actions)) == (22, 116)
    assert Counter(r.area for r in published().recommendations) == {"Safeguarding": 11, "Looked After Children": 11}


@with_papers
def test_the_published_plan_states_only_the_statuses_at_the_start_of_its_progress() -> None:
    counted = Counter(a.status for a in published().actions)
    assert counted == {"completed": 38, "in_progress": 24, "on_hold": 2, "not_started": 2, "not_stated": 50}


@with_papers
def test_on_track_and_a_printed_green_are_the_reported_ratings_of_the_published_plan() -> None:
    green = {a.ref: a.status for a in published().actions if a.rag == "green"}
    assert {green.pop("S1.6"), green.pop("S1.7")} == {published_action("S1.6").status, published_action("S1.7").status}
    assert list(green.values()) == ["in_progress"] * 16
    assert {a.rag for a in published().actions} == {"green", ""}


@with_papers
def test_the_problems_of_the_published_plan_name_row_115_and_the_day_that_does_not_exist() -> None:
    unread = [problem for problem in published().problems if problem.unread]
    assert unread == [Problem("row 115, by when (LAC11.1)", "'31.9.12': no such day: September 2012 has 30 days", True)]


@with_papers
def test_the_published_plan_keeps_its_texts_as_printed() -> None:
    first = published_action("S1.1")
    assert (first.stage, first.leads, first.by_when) == ("MUST DO", ["Law/ DD TS"], "5.10.12")
    assert (first.progress or "").startswith("Completed: ")
    assert "\n" in (first.progress or "")
    assert published_action("LAC11.1").by_when == "31.9.12"


def published_action(ref: str) -> ActionDraft:
    """One action of the published plan."""
    return next(a for a in published().actions if a.ref == ref)


def read(text: str, encoding: str = "utf-8") -> Document:
    """Read a made-up table."""
    return plan_from(read_csv("plan.csv", text.encode(encoding)))


def refused(text: str) -> str:
    """Why a made-up table is refused."""
    with pytest.raises(InputRefused) as refusal:
        read(text)
    assert refusal.value.what.startswith("plan.csv")
    assert refusal.value.advice
    return refusal.value.what


TABLE = "Ref,Recommendation,Action No,Action,Lead Officer,By When,Status\nS1,Listen,1,Ask – “often”,DCS,5.10.12,On track\n"


def is_the_table(document: Document) -> bool:
    """Whether a document says what TABLE says."""
    (action,) = document.actions
    said = (action.ref, action.recommendation, action.text, action.leads, action.by_when, action.status, action.rag)
    return said == ("S1.1", "S1", "Ask – “often”", ["DCS"], "5.10.12", "in_progress", "green")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_the_encodings_that_spreadsheets_write(encoding: str) -> None:
    assert is_the_table(read(TABLE, encoding))


def test_a_table_in_big_endian_utf_16_is_read_by_its_mark() -> None:
    assert is_the_table(read("\ufeff" + TABLE, "utf-16-be"))


@pytest.mark.parametrize(("encoding", "problems"), [("utf-8", []), ("utf-8-sig", []), ("utf-16", []), ("cp1252", ["file"])])
def test_only_windows_1252_is_told_since_it_is_a_guess(encoding: str, problems: list[str]) -> None:
    assert [problem.place for problem in read(TABLE, encoding).problems] == problems


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_semicolons_tabs_and_bars_separate_as_commas_do(delimiter: str) -> None:
    assert is_the_table(read(TABLE.replace(",", delimiter)))


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_as_other_systems_end_them(end: str) -> None:
    assert is_the_table(read(TABLE.replace("\n", end)))


@pytest.mark.parametrize("above", ["Improvement plan 2012\n", "Improvement plan,,,\n\nas at October,,\n", "\n" * 19])
def test_title_rows_above_the_heading_are_passed_over(above: str) -> None:
    assert is_the_table(read(above + TABLE))


def test_rows_keep_the_numbers_that_a_spreadsheet_shows() -> None:
    document = read('Title\n\nRef,Action,By when\n1,"Ask\nand listen",5.10.12\n,,\n2,Tell,31.9.12\n')
    assert [action.place for action in document.actions] == ["row 4", "row 6"]
    assert [problem.place for problem in document.problems if problem.unread] == ["row 6, by when (2)"]


def test_titles_above_the_heading_are_listed_and_not_lost() -> None:
    assert any("Improvement plan" in problem.what for problem in read("Improvement plan,,,\n" + TABLE).problems)


def test_line_breaks_in_cells_are_kept() -> None:
    document = read('Action,Leads,Progress\n"Ask\nand listen","DCS\nSM QA","Completed:\nall of it"\n')
    (action,) = document.actions
    assert (action.text, action.leads) == ("Ask\nand listen", ["DCS\nSM QA"])
    assert (action.progress, action.status) == ("Completed:\nall of it", "completed")


def test_leads_are_left_for_the_import_to_split_since_it_knows_the_posts() -> None:
    document = read("Action,Leads\nAsk,DCS / SM QA\nTell,\n")
    assert document.splits_leads
    assert [action.leads for action in document.actions] == [["DCS / SM QA"], []]


@pytest.mark.parametrize(
    "headings",
    [
        "REF,RECOMMENDATIONS,ACTION NO.,ACTIONS,LEAD OFFICER/ EXECUTIVE HEAD,BY WHEN:,STATUS",
        "Rec No,Area for improvement,Action number,Action required,Owner,Target date,Status",
        "Ref[1],Finding[i],No.,What will be done,Responsible officer,By When:[ii],Status*",
        "Recommendation ref,What needs to improve,Item,Tasks,Assigned to,Deadline,status",
        'Rec ID,Issue,No,"What needs\nto happen",By whom,Due date,STATUS',
        "recommendation_ref,recommendation,number,action,leads,by_when,status",
    ],
)
def test_headings_are_read_by_meaning_in_other_words_case_and_footnotes(headings: str) -> None:
    document = read(headings + "\n" + TABLE.partition("\n")[2])
    assert is_the_table(document)
    assert document.recommendations[0].text == "Listen"
    assert document.problems == []


def test_columns_may_stand_in_any_order() -> None:
    document = read("Status,By When,Lead Officer,Action,Action No,Ref\nOn track,5.10.12,DCS,Ask – “often”,1,S1\n")
    assert is_the_table(document)


def test_a_column_that_is_no_field_of_ours_is_kept_with_the_action_and_told() -> None:
    document = read("Action,Budget,\nAsk,100,\nTell,,\n")
    assert [(action.extra or {})["Budget"] for action in document.actions] == ["100", ""]
    (problem,) = document.problems
    assert problem.place == "column 'Budget'"
    assert "extra field" in problem.what
    assert not problem.unread


def test_a_recommendation_is_taken_from_its_first_row_and_another_wording_is_told() -> None:
    rows = "S1,Care,Soon,Listen,Heard,1,Ask,\nS1,Care,Soon,Listen,Heard,2,Tell,\nS1,Care,Soon,Listen more,Heard,3,Go,\n"
    document = read("Ref,Area,Timescale,Recommendation,Outcome,Action No,Action,By when\n" + rows)
    (drafted,) = document.recommendations
    assert (drafted.ref, drafted.text, drafted.area) == ("S1", "Listen", "Care")
    assert (drafted.timescale, drafted.outcome) == ("Soon", "Heard")
    assert [problem.place for problem in document.problems] == ["row 4"]
    assert "recommendation S1" in document.problems[0].what
    assert "Listen more" in document.problems[0].what


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("Rec no,Action ref,Action\nS1,,Ask\nS1,,Tell\nS2,,See\n", ["S1.1", "S1.2", "S2.1"]),
        ("Ref,Action No,Action\nS1,,Ask\nS1,,Tell\n", ["S1.1", "S1.2"]),
        ("Recommendation,Action\nListen,Ask\nLook,See\nListen,Tell\n", ["1.1", "2.1", "1.2"]),
        ("Action\nAsk\nTell\n", ["1", "2"]),
    ],
)
def test_where_no_number_is_printed_refs_follow_from_the_position(text: str, refs: list[str]) -> None:
    assert [action.ref for action in read(text).actions] == refs


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("Ref,Action No,Action\nS1,1,Ask\nS1,(2),Tell\nS2,3.,Go\n", ["S1.1", "S1.2", "S2.3"]),
        ("Ref,Action\nS1.1,Ask\nS1 (2),Tell\n7.,Go\n", ["S1.1", "S1.2", "7"]),
        ("No,Action\n4,Ask\n9,Tell\n", ["4", "9"]),
    ],
)
def test_printed_refs_and_numbers_are_kept(text: str, refs: list[str]) -> None:
    assert [action.ref for action in read(text).actions] == refs


def test_further_recommendations_are_refs_joined_by_semicolons() -> None:
    document = read("Action,Also answers\nAsk,S1; LAC4.;\nTell,\n")
    assert [action.also_answers for action in document.actions] == [["S1", "LAC4"], []]


def test_a_field_without_a_column_is_not_spoken_of() -> None:
    (bare,) = read("Action\nAsk\n").actions
    assert (bare.stage, bare.leads, bare.by_when, bare.progress, bare.status) == (None, None, None, None, None)
    (short,) = read("Action,Stage,Leads,By when,Progress\nAsk\n").actions
    assert (short.stage, short.leads, short.by_when, short.progress, short.status) == ("", [], "", "", None)


@pytest.mark.parametrize(
    ("status", "progress", "read_as"),
    [
        ("on_hold", "Completed: all", "on_hold"),
        ("Not started", "", "not_started"),
        ("", "Completed: all", "completed"),
        ("", "Awaiting completion", "not_stated"),
        ("", "", None),
        ("Finito", "Completed: all", "not_stated"),
    ],
)
def test_a_status_column_comes_before_the_words_of_the_progress(status: str, progress: str, read_as: str | None) -> None:
    assert read(f"Action,Status,Progress\nAsk,{status},{progress}\n").actions[0].status == read_as


@pytest.mark.parametrize(
    ("rag", "progress", "rating"),
    [
        ("A", "", "amber"),
        ("", "On track: x", "green"),
        ("Red", "On track: x", "red"),
        ("None", "On track: x", ""),
        ("", "", ""),
    ],
)
def test_a_rating_column_comes_before_the_words_of_the_progress(rag: str, progress: str, rating: str) -> None:
    document = read(f"Action,RAG rating,Progress\nAsk,{rag},{progress}\n")
    assert (document.actions[0].rag, document.problems) == (rating, [])


def test_an_unknown_status_is_told_with_its_row_and_not_stated() -> None:
    document = read("Action,Status\nAsk,Finito\n")
    assert document.problems == [Problem("row 2, status (1)", "'Finito' is no status we know: not stated", True)]
    assert document.actions[0].status == "not_stated"


def test_an_unknown_colour_is_told_with_its_row_and_not_counted() -> None:
    document = read("Action,RAG,Progress\nAsk,Yellow,On track\n")
    assert document.problems == [Problem("row 2, rating (1)", "'Yellow' is no colour we know: not counted", True)]
    assert document.actions[0].rag is None


def test_a_row_without_an_action_is_told_and_an_empty_row_is_not() -> None:
    document = read("Ref,Action\n1,Ask\n2,\n , \n\n3,Tell\n")
    assert [action.ref for action in document.actions] == ["1", "3"]
    (problem,) = document.problems
    assert (problem.place, problem.unread) == ("row 3", True)
    assert "no action in this row" in problem.what
    assert "'2'" in problem.what


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Name,Colour\nx,y\n", "plan.csv, rows 1 to 2: no heading that can be read as an action"),
        ("\n" * 20 + TABLE, "plan.csv, rows 1 to 20: no heading that can be read as an action"),
        ("just some words", "plan.csv, rows 1 to 1: no heading that can be read as an action"),
        ("Ref,Action\n", "plan.csv: a heading but no action below it"),
        ("Ref,Action\n,,\n", "plan.csv: a heading but no action below it"),
        ("Code,Title\n", "plan.csv: a heading but no post below it"),
        ("Action\nAsk\0\n", "plan.csv: not a text file (it has NUL characters)"),
        ('Action,Leads\nAsk,"DCS\n', "plan.csv, line 2: "),
        ('Action,Leads\nGo,DCS\n"Ask" him,DCS\n', "plan.csv, line 3: "),
    ],
)
def test_a_table_that_cannot_be_taken_is_refused_with_its_place(text: str, reason: str) -> None:
    assert refused(text).startswith(reason)


@pytest.mark.parametrize(
    ("text", "second", "first", "said"),
    [
        ("Ref,Action\nS1.1,Ask\nS2,Tell\ns1 (1),Go\n", "row 4", "row 2", "s1.1"),
        ("Ref,Action No,Action\nS1,1,Ask\nS1,1,Tell\n", "row 3", "row 2", "S1.1"),
        ("Code,Title\nDCS,Director\n\nDCS,Chair\n", "row 4", "row 2", "DCS"),
    ],
)
def test_what_stands_twice_is_refused_with_both_rows(text: str, second: str, first: str, said: str) -> None:
    what = refused(text)
    assert what.startswith(f"plan.csv, {second}: ")
    assert said in what
    assert what.endswith(f" in {first}")


@pytest.mark.parametrize("data", [b"\xff\xfeA", b"Action\n\x81\x8d", b"Action\n\xe9\0", "Action\nAsk\n".encode("utf-16-le")])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(InputRefused, match=r"^plan.csv: not a text file"):
        read_csv("plan.csv", data)


def test_a_key_of_leads_is_recognised_by_its_headings() -> None:
    document = read("Key,,\nAbbreviation,Job title,Agency,Reports to,Also written as\nSM  QA,Manager,NHS,DCS,QA Mgr; QA M.;\n")
    assert (document.actions, document.problems) == ([], [])
    (post,) = document.posts
    assert (post.place, post.code, post.title, post.organisation) == ("row 3", "SM QA", "Manager", "NHS")
    assert (post.reports_to, post.aliases) == ("DCS", ["QA Mgr", "QA M."])


def test_a_line_of_the_key_without_a_code_is_told() -> None:
    document = read("Code,Title\nDCS,Director\n,Chair\n,\n")
    assert [post.code for post in document.posts] == ["DCS"]
    assert document.problems == [Problem("row 3", "no code in this row: not read", True)]


EXPORTED = Action(
    plan="north", area="Care", recommendation_ref="S1", recommendation="Listen", timescale="Soon", outcome="Heard",
    ref="S1.3", stage="MUST DO", action="-ask, \"often\"", leads=("DCS", "SM QA"), by_when="31.10.12", deadline="2012-12-31",
    original_deadline="2012-10-31", expected="2013-01-31", deadline_moves=1, status="on_hold", rag="red",
    rag_reported="amber", rag_computed="red", rag_reason="1 day overdue", days_overdue=1, progress="=Completed:\nnearly",
    updated_on="2012-10-01", completed_on=None, evidence_count=0, version=4, requested="2013-02-28", accountable="DCS",
    inherited=("deadline",), noted_on="2012-10-01", extra=Extra(),
)  # fmt: skip


def exported(bom: bool = False) -> Document:
    """Our own export of EXPORTED, read back."""
    return read("".join(csv_rows(Action._fields, [EXPORTED], bom=bom)))


@pytest.mark.parametrize("bom", [False, True])
def test_our_own_export_is_read_back_without_a_problem(bom: bool) -> None:
    assert exported(bom).problems == []
    (back,) = exported(bom).actions
    assert (back.ref, back.recommendation, back.stage) == ("S1.3", "S1", "MUST DO")
    assert (back.leads, back.accountable, back.by_when) == (["DCS; SM QA"], "DCS", "31.10.12")
    (above,) = exported(bom).recommendations
    assert (above.ref, above.text, above.area, above.timescale, above.outcome) == ("S1", "Listen", "Care", "Soon", "Heard")


def test_our_own_export_gives_back_the_reported_rating_and_status_and_not_the_computed_ones() -> None:
    (back,) = exported().actions
    assert (back.status, back.rag) == ("on_hold", "amber")


def test_the_apostrophes_that_our_export_puts_before_formulas_are_taken_back() -> None:
    (back,) = exported().actions
    assert (back.text, back.progress) == ('-ask, "often"', "=Completed:\nnearly")


cells = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=30)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=4))
@settings(deadline=None)
def test_any_texts_that_our_export_writes_are_read_back_as_they_were(texts: list[tuple[str, str]]) -> None:
    rows = [(str(number), "x" + text, "x" + note) for number, (text, note) in enumerate(texts, 1)]
    document = read("".join(csv_rows(("ref", "action", "progress"), rows)))
    assert [(a.ref, a.text, a.progress) for a in document.actions] == [(r, clean_cell(t), clean_cell(n)) for r, t, n in rows]


table_like = st.text("Action,Ref;Status\t|\"'\n\r 1.0/(=é“³٣–", max_size=60)
beginnings = st.sampled_from(["", "Action\n", "Ref,Action,By when,Status,RAG,Progress\n", "Code,Title\n", "\ufeffAction;No\n"])


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_random_bytes_are_read_or_refused_and_raise_nothing_else(data: bytes) -> None:
    try:
        plan_from(read_csv("plan.csv", data))
    except InputRefused as refusal:
        assert str(refusal).startswith("plan.csv")  # noqa: PT017


@given(beginnings, st.one_of(st.text(st.characters(codec="utf-8"), max_size=60), table_like))
@settings(deadline=None)
def test_random_rows_below_a_heading_are_read_or_refused_and_raise_nothing_else(heading: str, rows: str) -> None:
    try:
        document = read(heading + rows)
    except InputRefused as refusal:
        assert str(refusal).startswith("plan.csv")  # noqa: PT017
    else:
        assert document.actions or document.posts
