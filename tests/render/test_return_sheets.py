"""The workbook of a return sheet: what a partner sees, what is locked, and that no text of a plan can run in it."""

import io
import math
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from actiontracker.render.return_lines import sent_table_lines
from actiontracker.render.return_sheets import return_workbook
from actiontracker.reports.returns import ReturnLine, SheetContent, SheetRow
from actiontracker.services.edge import Edge
from tests.sheets import columns_of, heading_of, sheet_of

LONG = "Assistant Directors and Heads of Service review every plan. " * 8


def row(ref: str = "R1.1", **said: Any) -> SheetRow:
    plain = SheetRow(ref, "example", ref, 3, ("PSW",), "Rec", "Do it", "31.3.26", "2026-03-31", "on_hold", "Said", "2026-01-02")
    return plain._replace(**said)


def content(*rows: SheetRow, **said: Any) -> SheetContent:
    plain = SheetContent(
        token="ab" * 16,
        sent_to="PSW",
        described="Principal Social Worker, Northford Council",
        shared=False,
        council="Northford Council",
        titles=("Children's services improvement plan",),
        notices=("Northford does not exist.",),
        as_at="2026-01-15",
        due_on="2026-01-29",
        rows=rows or (row(),),
    )
    return plain._replace(**said)


def opened(sheet: SheetContent) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(return_workbook(sheet))).worksheets[0]


def printed(table: Worksheet, number: int = 1) -> dict[str, Any]:
    at = heading_of(table) + number
    return {name: table.cell(at, column).value for name, column in columns_of(table).items()}


def test_it_says_what_it_is_for_whom_of_which_day_and_what_to_do_by_when() -> None:
    table = opened(content())
    above = [table.cell(number, 1).value for number in range(1, heading_of(table) - 1)]
    assert above == [
        "Progress return: PSW: Principal Social Worker, Northford Council",
        "Northford Council. Children's services improvement plan. As at 15 Jan 2026.",
        "Please fill in the yellow cells and send this file back by 29 Jan 2026.",
        "Leave empty what has not changed. Nothing else needs typing: the other cells are locked.",
        "Northford does not exist.",
    ]


def test_a_row_has_what_is_asked_how_it_stands_and_three_cells_to_fill_in() -> None:
    said = printed(opened(content()))
    assert said.pop("Deadline").isoformat() == "2026-03-31T00:00:00"
    assert said == {
        "Ref": "R1.1",
        "Recommendation": "Rec",
        "Action": "Do it",
        "By when": "31.3.26",
        "Status now": "on hold",
        "Last note": "Said (2 Jan 2026)",
        "Status": None,
        "Expected day": None,
        "Note": None,
    }


def test_only_a_sheet_for_several_posts_names_the_leads_of_each_action() -> None:
    assert printed(opened(content(row(leads=("PSW", "HR")), shared=True)))["Lead"] == "PSW; HR"


def test_an_action_without_a_date_or_a_note_has_empty_cells_there() -> None:
    said = printed(opened(content(row(deadline=None, note="", noted_on=None, by_when=""))))
    assert (said["Deadline"], said["Last note"], said["By when"]) == (None, None, None)


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x","y")', "=1+1", "{=A1}", "@SUM(A1)", "http://example.com", "007", "+44"]
)
def test_every_text_of_a_plan_stays_text(text: str) -> None:
    table = opened(content(row(action=text, note=text, recommendation=text, by_when=text)))
    for name in ("Recommendation", "Action", "By when"):
        cell = table.cell(heading_of(table) + 1, columns_of(table)[name])
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(return_workbook(content(row(action=text))))).read(
        "xl/worksheets/sheet1.xml"
    )


def test_unseen_and_control_characters_are_shown_as_marks_and_a_giant_text_is_cut_with_a_mark() -> None:
    said = printed(opened(content(row(action="a\x00\x1b[31m\u202eb\ud800", note="x" * 40_000))))
    assert said["Action"] == "a␀␛[31m[U+202E]b[U+D800]"
    assert said["Last note"] == "x" * 32_000 + " …"


def test_all_is_locked_but_the_yellow_cells_and_columns_and_rows_can_be_widened() -> None:
    table = opened(content(row(), row("R1.2")))
    open_cells = {cell.coordinate for line in table for cell in line if not cell.protection.locked}
    assert open_cells == {"H8", "I8", "J8", "H9", "I9", "J9"}
    assert {table[name].fill.start_color.rgb for name in open_cells} == {"FFFFF2B3"}
    guard = table.protection
    assert (guard.sheet, guard.password, guard.formatColumns, guard.formatRows) == (True, None, False, False)


def test_the_status_is_chosen_from_a_list_and_the_day_is_a_day_not_far_past() -> None:
    status, day = opened(content(row(), row("R1.2"))).data_validations.dataValidation
    assert (status.type, status.formula1, str(status.sqref)) == ("list", '"Not started,In progress,On hold,Completed"', "H8:H9")
    assert (day.type, day.operator or "between", str(day.sqref)) == ("date", "between", "I8:I9")
    assert (int(day.formula1), int(day.formula2)) == (45672, 73050)  # 15 January 2025, a year before; 31 December 2099


def test_it_prints_on_landscape_a4_one_page_wide_with_the_headings_on_each_page() -> None:
    table = opened(content())
    page = table.page_setup
    assert (page.orientation, int(page.paperSize), page.fitToHeight) == ("landscape", 9, 0)
    assert table.sheet_properties.pageSetUpPr.fitToPage
    assert (table.print_title_rows, table.freeze_panes) == ("$7:$7", "B8")
    assert (table.oddFooter.left.text, table.oddFooter.right.text) == ("PSW, as at 15 Jan 2026", "Page &P of &N")


def test_days_fit_their_columns_and_long_texts_wrap() -> None:
    table = opened(content(row(action=LONG, recommendation=LONG, note=LONG, deadline="2026-09-30"), shared=True))
    head = heading_of(table)
    for name, column in columns_of(table).items():
        letter = table.cell(head, column).column_letter
        cell = table.cell(head + 1, column)
        assert cell.alignment.wrap_text, name
        # Excel shows #### where a day is wider than its cell; a margin of one character stands for the cell's edges.
        if "y" in cell.number_format:
            assert table.column_dimensions[letter].width >= len("30 Sep 2026") + 1, name
        longest = max(len(word) for word in name.split())
        assert table.column_dimensions[letter].width >= longest + 1, name


@pytest.mark.parametrize("described", ["", "Principal Social Worker", LONG])
def test_the_lines_above_the_table_are_as_high_as_their_text(described: str) -> None:
    table = opened(content(described=described, notices=(LONG,)))
    width = sum(table.column_dimensions[table.cell(7, column).column_letter].width for column in columns_of(table).values())
    for number in range(1, heading_of(table) - 1):
        cell = table.cell(number, 1)
        per_line = width * 11 / cell.font.size
        assert table.row_dimensions[number].height >= math.ceil(len(cell.value) / per_line) * cell.font.size * 1.2, number


def test_the_same_content_gives_the_same_bytes() -> None:
    assert return_workbook(content(row(), row("R1.2"))) == return_workbook(content(row(), row("R1.2")))


def test_the_stamp_is_out_of_sight_and_names_each_action_with_its_version(example: Edge) -> None:
    path: Path = sheet_of(example)
    stamp = openpyxl.load_workbook(path).worksheets[1]
    rows = list(stamp.iter_rows(values_only=True))
    assert stamp.sheet_state == "veryHidden"
    assert rows[0][:2] == ("actiontracker return sheet", "1")
    assert [row[0] for row in rows[1:5]] == ["token", "council", "as at", "shown"]
    assert rows[2][1] == "Northford Council"
    assert all(plan == "example" and shown == ref and int(version) > 0 for shown, plan, ref, version in rows[5:])


def test_an_ampersand_in_a_name_is_no_code_in_the_footer() -> None:
    assert opened(content(sent_to="LSCB L&D")).oddFooter.left.text == "LSCB L&&D, as at 15 Jan 2026"


def test_the_list_of_sheets_fits_eighty_columns() -> None:
    name = "Northford and Eastshire Integrated Care Board, Safeguarding Children Partnership and others"
    line = ReturnLine(name, "2026-09-15", "2026-09-30", 116, "2026-09-29", 12, 1, None, "x.xlsx", 900)
    late = line._replace(returned_on=None, updates=None, conflicts=None, days_late=120)
    shown = ["".join(text for text, _ in spans).rstrip() for spans in sent_table_lines([late, line], "Return sheets", 80)]
    assert max(map(len, shown)) <= 80
    assert "1 late, 0 not due yet, 1 came back" in shown
    assert "29 Sep 2026: 12 updates, 1 conflict" in " ".join(" ".join(shown).split())
