"""Nothing is lost: each line of each cell of a plan is found again in what was read of it, or in the problems."""

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.printed import read_by_when
from actiontracker.intake.csv_rows import read_csv
from actiontracker.intake.drafts import ActionDraft, Document
from actiontracker.intake.excel.sheets import read_excel
from actiontracker.intake.grids import Source
from actiontracker.intake.tables.cells import split_leads
from actiontracker.intake.tables.plan import plan_from
from actiontracker.intake.word.tables import read_word
from tests.intake import harrow
from tests.intake.lost_words import lost
from tests.intake.made import LEFT, UP, made

PAPERS = Path(__file__).parents[2].parent / "shared" / "plans"
STATUSES = {"completed": 38, "in_progress": 24, "on_hold": 2, "not_started": 2, "not_stated": 50}


def paper(name: str) -> Source:
    """A published plan as its reader gives it; the test is skipped where the papers are not beside this checkout."""
    path = PAPERS / name
    if not path.exists():
        pytest.skip("the published papers are not beside this checkout")
    return (read_word if path.suffix == ".docx" else read_csv)(name, path.read_bytes())


@pytest.mark.parametrize(
    ("name", "recommendations", "actions"),
    [("plan-2012.docx", 22, 116), ("plan-2012.csv", 22, 116), ("plan-2020.docx", 4, 15)],
)
def test_the_published_plans_are_read_whole(name: str, recommendations: int, actions: int) -> None:
    source = paper(name)
    document = plan_from(source)
    assert (len(document.recommendations), len(document.actions)) == (recommendations, actions)
    assert lost(source, document) == []


def deadline(action: ActionDraft) -> date | None:
    """The day that an action's by-when says."""
    return read_by_when(action.by_when or "").deadline


def by_ref(document: Document) -> dict[str, ActionDraft]:
    """The actions of a document by their refs."""
    return {action.ref: action for action in document.actions}


@pytest.mark.parametrize("name", ["plan-2012.docx", "plan-2012.csv"])
def test_the_plan_of_2012_states_the_same_in_word_and_csv(name: str) -> None:
    document, other = plan_from(paper(name)), plan_from(paper("plan-2012.csv"))
    assert Counter(action.status for action in document.actions) == STATUSES
    same = {ref: (deadline(action), action.status, action.stage) for ref, action in by_ref(document).items()}
    assert same == {ref: (deadline(action), action.status, action.stage) for ref, action in by_ref(other).items()}
    assert deadline(by_ref(document)["S10.4"]) == date(2013, 5, 31)


@cache
def workbook(packed: bool) -> tuple[Source, Document]:
    """The plan of 2012 made into a workbook, with a row an action or a row a recommendation."""
    source = read_excel("plan.xlsx", harrow.workbook(packed=packed))
    return source, plan_from(source)


in_rows_and_packed = pytest.mark.parametrize("packed", [False, True], ids=["a row an action", "a row a recommendation"])


@in_rows_and_packed
def test_the_workbook_loses_nothing(packed: bool) -> None:
    assert lost(*workbook(packed)) == []


@in_rows_and_packed
def test_the_workbook_gives_the_recommendations_of_the_plan(packed: bool) -> None:
    _, document = workbook(packed)
    read = [(r.ref, r.text, (r.area or "").title(), r.timescale, r.outcome or "") for r in document.recommendations]
    expected = [
        (r["ref"], r["text"], r["area"], r["timescale"], r.get("outcome", "")) for r in harrow.plan()["recommendations"]
    ]
    assert read == expected


@in_rows_and_packed
def test_the_workbook_gives_the_actions_with_their_stages_and_leads(packed: bool) -> None:
    _, document = workbook(packed)
    read = {a.ref: (a.text, a.stage, split_leads("\n".join(a.leads or ()), ())[0]) for a in document.actions}
    assert read == {a["ref"]: (a["text"], a["stage"], a["leads"]) for a in harrow.plan()["actions"]}


@in_rows_and_packed
def test_the_workbook_gives_the_printed_statuses_and_progress(packed: bool) -> None:
    _, document = workbook(packed)
    assert Counter(action.status for action in document.actions) == STATUSES
    assert {a.ref: a.progress for a in document.actions} == {a["ref"]: harrow.progress(a) for a in harrow.plan()["actions"]}


@in_rows_and_packed
def test_real_dates_and_printed_ones_give_the_same_deadlines(packed: bool) -> None:
    _, document = workbook(packed)
    expected = {action["ref"]: read_by_when(action["by_when"]).deadline for action in harrow.plan()["actions"]}
    assert {action.ref: deadline(action) for action in document.actions} == expected
    assert expected["S10.4"] == date(2013, 5, 31)
    assert expected["LAC11.1"] is None


@in_rows_and_packed
def test_the_key_of_leads_on_another_sheet_is_read_beside_the_plan(packed: bool) -> None:
    _, document = workbook(packed)
    assert [post.code for post in document.posts] == [post["code"] for post in harrow.plan()["posts"]]


@in_rows_and_packed
def test_of_the_workbook_only_the_day_that_does_not_exist_is_unread(packed: bool) -> None:
    _, document = workbook(packed)
    (problem,) = [problem for problem in document.problems if problem.unread]
    assert "31.9.12" in problem.what
    assert problem.place.startswith("sheet 'Improvement Plan', row ")


def test_the_workbook_says_the_day_of_its_version() -> None:
    assert workbook(False)[1].printed_on == "2012-10-31"


HEADING_SETS = (
    ("Recommendation", "Action", "Lead", "By when", "Progress", "RAG"),
    ("Ref", "Area for improvement", "What will be done?", "Who", "Deadline", "Status"),
    ("No.", "Action", "Lead officer and timescale", "Success criteria", "Comments", "Evidence"),
    ("Area", "Ref", "Recommendation", "Action No", "Action", "Owner", "Target date", "Update", "BRAG"),
    ("Finding", "Rec No", "Agreed action", "Responsible officer", "Review date", "Status", "Revised date", "Budget", ""),
)
WORDS = st.sampled_from(
    [
        *("Ask", "Tell", "Show", "audits", "supervision", "3", "12", "S1", "(2)", "a)", "MUST", "visits:", "children;"),
        *("Head", "of", "Service", "&", "QA", "–", "the", "plan’s", "95%", "2-3)", "Note"),
    ]
)
DATES = st.sampled_from(
    ["5.10.12", "31.9.12", "Sept 24", "31/03/2025 (extended)", "Ongoing", "monthly", "By 31.03.21", "Q3 2024/25"]
)
STANDINGS = st.sampled_from(
    ["Completed", "On track", "G", "Amber", "Yellow", "Held: later", "Completed – sign-off due", "R", "1) Done"]
)
UNIQUE = st.builds("q{}z".format, st.integers(100, 9999))
LINES = st.one_of(
    st.builds(lambda parts, own: " ".join([*parts, own]), st.lists(WORDS, min_size=1, max_size=4), UNIQUE),
    DATES,
    STANDINGS,
)
PACKED = st.builds(
    lambda lines, form: "\n".join(form.format(number, line) for number, line in enumerate(lines, 1)),
    st.lists(LINES, min_size=1, max_size=4),
    st.sampled_from(["({}) {}", "{}) {}", "({}): {}", "{}. {}", "{1}", "2-3) {1}", "• {1}"]),
)
CELLS = st.one_of(st.just(""), LINES, PACKED, st.just(UP), st.just(LEFT))


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Tables under a heading that is known, with all that cells may hold; the first row and column merge with nothing."""
    headings = draw(st.sampled_from(HEADING_SETS))
    rows = draw(st.lists(st.lists(CELLS, min_size=len(headings), max_size=len(headings)), min_size=1, max_size=6))
    first = [cell if cell != UP else "" for cell in rows[0]]
    body = [[cell if place or cell != LEFT else "" for place, cell in enumerate(row)] for row in [first, *rows[1:]]]
    return [list(headings), *_rectangles(body)]


def _rectangles(rows: list[list[str]]) -> list[list[str]]:
    """Only merges that a table can have: a cell beside or below a plain one, never both at once."""
    plain = [list(row) for row in rows]
    for n, row in enumerate(plain):
        for place, cell in enumerate(row):
            corner = cell == UP and LEFT in plain[n - 1][place : place + 2]
            if corner or (cell == LEFT and row[place - 1] == UP):
                row[place] = ""
    return plain


@given(tables())
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_any_table_of_a_plan_is_read_without_losing_a_line_or_refused_in_words(rows: list[list[str]]) -> None:
    source = Source("plan.docx", [made(rows)])
    try:
        document = plan_from(source)
    except InputRefused as refusal:
        assert str(refusal).startswith("plan.docx")  # noqa: PT017
        return
    assert lost(source, document) == []
    assert len({action.ref.casefold() for action in document.actions}) == len(document.actions)
