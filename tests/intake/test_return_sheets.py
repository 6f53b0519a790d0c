"""Reading return sheets that came back: recognised by their stamp, whatever people did to the table."""

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from actiontracker.domain.errors import InputRefused
from actiontracker.intake.excel.return_sheets import ReturnSheet, read_return_sheet
from actiontracker.render.return_sheets import return_workbook
from actiontracker.reports.returns import SheetContent, SheetRow
from tests.sheets import Cells, columns_of, filled, heading_of

ROWS = tuple(
    SheetRow(ref, "example", ref, 3, ("PSW",), "Rec", f"Do {ref}", "31.3.26", "2026-03-31", "in_progress", "note", "2026-01-02")
    for ref in ("R1.1", "R1.2", "1", "R2.10")
)
CONTENT = SheetContent(
    token="0123456789abcdef" * 2,
    sent_to="PSW",
    described="Principal Social Worker",
    shared=False,
    council="Northford Council",
    titles=("The plan",),
    notices=(),
    as_at="2026-01-15",
    due_on="2026-01-29",
    rows=ROWS,
)
FIRST = 7  # the row of R1.1
Change = Callable[[Worksheet], object]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "return.xlsx"
    target.write_bytes(return_workbook(CONTENT))
    return target


def read(path: Path, cells: Cells = {}, change: Change | None = None) -> ReturnSheet:
    found = read_return_sheet(path.name, filled(path, cells, change).read_bytes())
    assert found
    return found


def said(sheet: ReturnSheet) -> list[tuple[Any, ...]]:
    return [(row.ref, row.status, row.expected, row.note) for row in sheet.rows]


def told(sheet: ReturnSheet) -> list[tuple[str, str]]:
    assert all(problem.unread for problem in sheet.problems)
    return [(problem.place, problem.what) for problem in sheet.problems]


def test_a_sheet_as_it_was_made_has_nothing_filled_in(path: Path) -> None:
    sheet = read_return_sheet("return.xlsx", path.read_bytes())
    assert sheet
    assert (sheet.token, sheet.council, sheet.blank) == (CONTENT.token, "Northford Council", 4)
    assert (sheet.rows, sheet.problems) == ([], [])
    assert sheet.actions == [("example", ref) for ref in ("R1.1", "R1.2", "1", "R2.10")]


def test_what_was_filled_in_is_read_with_its_row(path: Path) -> None:
    cells = {"R1.2": {"Status": "On hold", "Expected day": datetime.date(2026, 5, 1)}, "1": {"Note": " Two\nlines "}}
    sheet = read(path, cells)
    assert said(sheet) == [("R1.2", "on_hold", "2026-05-01", None), ("1", None, None, "Two\nlines")]
    assert [row.place for row in sheet.rows] == ["row 8", "row 9"]
    assert sheet.blank == 2


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("Not started", "not_started"),
        ("in progress", "in_progress"),
        ("ON HOLD", "on_hold"),
        ("Completed.", "completed"),
        ("complete", "completed"),
    ],
)
def test_a_status_is_read_in_any_capitals(path: Path, typed: str, status: str) -> None:
    assert said(read(path, {"1": {"Status": typed}})) == [("1", status, None, None)]


@pytest.mark.parametrize(
    "typed", ["Nearly", "Embedded", "Withdrawn", "Completed but for training", "on track", "not_stated", 3]
)
def test_a_status_that_is_none_of_the_four_is_listed_with_its_cell(path: Path, typed: object) -> None:
    sheet = read(path, {"1": {"Status": typed, "Note": "x"}})
    assert said(sheet) == [("1", None, None, "x")]
    assert told(sheet) == [("1, cell H9", f"'{typed}' is not one of: Not started, In progress, On hold, Completed")]


@pytest.mark.parametrize("typed", ["1/5/2026", "1.5.26", "1 May 2026", "2026-05-01", datetime.datetime(2026, 5, 1)])
def test_an_expected_day_is_read_as_people_write_days(path: Path, typed: object) -> None:
    assert said(read(path, {"1": {"Expected day": typed}})) == [("1", None, "2026-05-01", None)]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("31/02/2026", "no such day: February 2026 has 28 days"),
        ("soon", "not a day"),
        ("May 2026", "not a day"),
        (datetime.date(2025, 1, 14), "too long past to be meant"),
        (datetime.date(1926, 5, 1), "the year 1926 cannot be meant"),
        (46143, "not a day"),
    ],
)
def test_an_expected_day_that_cannot_be_read_or_meant_is_listed_with_its_cell(path: Path, typed: Any, why: str) -> None:
    def as_general(sheet: Worksheet) -> None:
        if isinstance(typed, int):
            sheet.cell(9, 9).number_format = "General"

    (problem,) = told(read(path, {"1": {"Expected day": typed}}, as_general))
    assert problem[0] == "1, cell I9"
    assert problem[1].endswith(f": {why}")


def test_the_first_day_that_is_not_too_long_past_is_a_year_before_the_sheet(path: Path) -> None:
    assert said(read(path, {"1": {"Expected day": datetime.date(2025, 1, 15)}}))[0][2] == "2025-01-15"


def test_rows_that_were_sorted_or_deleted_are_matched_by_their_ref(path: Path) -> None:
    def sort_and_delete(sheet: Worksheet) -> None:
        rows = [[cell.value for cell in sheet[row]] for row in range(FIRST, FIRST + 4)]
        for number, row in enumerate(sorted(rows[1:], key=lambda row: str(row[0])), FIRST):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value
        sheet.delete_rows(FIRST + 3)

    sheet = read(path, {"R1.2": {"Note": "two"}, "1": {"Note": "one"}, "R2.10": {"Note": "ten"}}, sort_and_delete)
    assert sorted(said(sheet)) == [("1", None, None, "one"), ("R1.2", None, None, "two"), ("R2.10", None, None, "ten")]
    assert sheet.problems == []


def test_a_ref_that_is_not_in_the_stamp_is_listed_with_all_that_its_row_says(path: Path) -> None:
    def rename(sheet: Worksheet) -> None:
        sheet.cell(FIRST, 1).value = "R9.9"

    sheet = read(path, {"R1.1": {"Note": "whose?"}}, rename)
    assert sheet.rows == []
    ((place, what),) = told(sheet)
    assert place == "row 7"
    assert "'r9.9' is no ref of this sheet" in what
    assert "whose?" in what


def test_a_row_that_was_added_below_is_listed(path: Path) -> None:
    def add(sheet: Worksheet) -> None:
        sheet.cell(FIRST + 4, 3).value = "A new action"
        sheet.cell(FIRST + 6, 10).value = "Please ring me"

    assert told(read(path, change=add)) == [
        ("row 11", "there is no ref in this row, not read: 'A new action'"),
        ("row 13", "there is no ref in this row, not read: 'Please ring me'"),
    ]


def test_a_ref_that_stands_twice_is_read_once_and_listed(path: Path) -> None:
    def twice(sheet: Worksheet) -> None:
        for column, value in ((1, "R1.1"), (10, "again")):
            sheet.cell(FIRST + 4, column).value = value

    sheet = read(path, {"R1.1": {"Note": "first"}}, twice)
    assert said(sheet) == [("R1.1", None, None, "first")]
    assert told(sheet) == [("row 11", "R1.1 stands in row 7 already, not read: note 'again'")]


def test_columns_are_found_by_their_headings_and_what_was_inserted_is_listed(path: Path) -> None:
    def insert(sheet: Worksheet) -> None:
        sheet.insert_cols(8)
        sheet.insert_cols(2)
        row = heading_of(sheet)
        sheet.cell(row, 2).value = "Whose turn"
        sheet.cell(row + 1, 2).value = "Anna"
        sheet.cell(row + 1, 14).value = "beside the table"

    sheet = read(path, {"R1.1": {"Status": "Completed", "Note": "x"}}, insert)
    assert said(sheet) == [("R1.1", "completed", None, "x")]
    assert told(sheet) == [
        ("cell B7", "in a column that is not the sheet's, not read: 'Anna'"),
        ("cell N7", "in a column that is not the sheet's, not read: 'beside the table'"),
    ]


def test_of_two_columns_with_one_heading_the_first_is_read_and_the_other_is_listed(path: Path) -> None:
    def repeat(sheet: Worksheet) -> None:
        sheet.cell(heading_of(sheet), 11).value = "NOTE"
        sheet.cell(FIRST, 11).value = "a second note"

    sheet = read(path, {"R1.1": {"Note": "the first"}}, repeat)
    assert said(sheet) == [("R1.1", None, None, "the first")]
    assert told(sheet) == [("cell K7", "in a column that is not the sheet's, not read: 'a second note'")]


def test_a_column_that_is_gone_is_told_and_the_others_are_read(path: Path) -> None:
    sheet = read(path, {"R1.1": {"Note": "x"}}, lambda sheet: sheet.delete_cols(9))
    assert said(sheet) == [("R1.1", None, None, "x")]
    assert told(sheet) == [("row 6", "the column 'Expected day' is gone: nothing is read from it")]


def test_a_comment_and_a_sheet_of_ones_own_are_told(path: Path) -> None:
    def add(sheet: Worksheet) -> None:
        sheet.cell(FIRST, 8).comment = Comment("ask Ben", "Anna")
        sheet.parent.create_sheet("Mine")["A1"] = "A thought"

    places = [(problem.place, problem.what) for problem in read(path, change=add).problems]
    assert places == [
        ("cell H7", "a comment, not imported: 'ask Ben'"),
        ("sheet 'Mine'", "not part of the return sheet: not read"),
    ]


def test_it_is_known_by_its_stamp_under_any_name_and_when_the_stamp_is_shown(path: Path) -> None:
    def show(sheet: Worksheet) -> None:
        sheet.title = "Meine Liste"
        sheet.parent.worksheets[1].sheet_state = "visible"
        sheet.parent.move_sheet(sheet, 1)

    filled(path, {"R1.1": {"Note": "x"}}, show)
    sheet = read_return_sheet("other.xlsx", path.read_bytes())
    assert sheet
    assert said(sheet) == [("R1.1", None, None, "x")]
    assert sheet.problems == []


def test_a_workbook_without_a_stamp_is_none() -> None:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    assert read_return_sheet("plan.xlsx", stream.getvalue()) is None


@pytest.mark.parametrize(
    ("cell", "value", "why"),
    [("A1", "x", "damaged"), ("B2", "zz", "damaged"), ("B4", "May", "damaged"), ("B1", "2", "newest")],
)
def test_a_stamp_that_is_damaged_or_newer_is_refused(path: Path, cell: str, value: str, why: str) -> None:
    def break_it(sheet: Worksheet) -> None:
        sheet.parent.worksheets[1][cell] = value

    with pytest.raises(InputRefused, match=why):
        read(path, change=break_it)


def test_a_table_without_its_headings_is_refused(path: Path) -> None:
    with pytest.raises(InputRefused, match="no row with the headings Ref, Status, Expected day, Note"):
        read(path, change=lambda sheet: sheet.delete_rows(heading_of(sheet)))


def test_a_file_that_is_no_sound_workbook_is_refused() -> None:
    with pytest.raises(InputRefused, match="not a Word or Excel file"):
        read_return_sheet("return.xlsx", b"PK\x03\x04 nothing")


def test_text_that_looks_like_a_formula_comes_back_as_text(path: Path) -> None:
    sheet = read(path, {"R1.1": {"Note": '=HYPERLINK("http://x")'}})
    assert said(sheet)[0][3] == '=HYPERLINK("http://x")'


def test_a_formula_without_a_value_is_listed(path: Path) -> None:
    def formula(sheet: Worksheet) -> None:
        sheet.cell(FIRST, columns_of(sheet)["Note"]).value = "=A1"

    assert told(read(path, change=formula))[0][0] == "cell J7"
