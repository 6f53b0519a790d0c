"""Excel workbooks as councils keep them, and the ways in which a file can be odd, damaged or dishonest."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.problems import Problem
from actiontracker.intake.excel import sheets
from actiontracker.intake.excel.sheets import read_excel
from actiontracker.intake.grids import Grid, Line, Source, clean_cell
from actiontracker.intake.shades import traffic_light

SHEET = "xl/worksheets/sheet1.xml"
OPEN_AND_SAVE = "a formula without a value: open it in Excel, save it and import it again"


def book(write: Callable[[Any, Any], object], **options: object) -> bytes:
    """A workbook with a sheet Plan, written by Excel's own rules: `write` is given both."""
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    write(made, made.add_worksheet("Plan"))
    made.close()
    return stream.getvalue()


def table(*rows: list[object]) -> bytes:
    """A workbook whose only sheet has these rows."""
    return book(lambda _, sheet: [sheet.write_row(number, 0, row) for number, row in enumerate(rows)])


def edited(data: bytes, part: str, *edits: tuple[str, str]) -> bytes:
    """A workbook with the text of one part changed; a part that is not there is added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *({part} - set(old.namelist()))]:
            text = old.read(name) if name in old.namelist() else b""
            for before, after in edits if name == part else ():
                assert re.search(before, text.decode(), re.DOTALL)
                text = re.sub(before, lambda _, after=after: after, text.decode(), count=1, flags=re.DOTALL).encode()
            new.writestr(name, text)
    return stream.getvalue()


def cells(xml: str, data: bytes | None = None) -> bytes:
    """A workbook whose sheet has these rows of raw XML."""
    return edited(data or table(["x"]), SHEET, (r"<sheetData>.*</sheetData>", f"<sheetData>{xml}</sheetData>"))


def read(data: bytes, *sheets: str) -> Source:
    return read_excel("plan.xlsx", data, sheets)


def grid(data: bytes) -> Grid:
    """The only grid of a workbook."""
    (only,) = read(data).grids
    return only


def texts(data: bytes) -> list[list[str]]:
    return [row.cells for row in grid(data).rows]


def told(data: bytes, *sheets: str) -> list[tuple[str, str]]:
    return [(problem.place, problem.what) for problem in read(data, *sheets).problems]


def refused(data: bytes, *sheets: str) -> str:
    """Why a workbook is refused."""
    with pytest.raises(InputRefused) as refusal:
        read(data, *sheets)
    assert refusal.value.what.startswith("plan.xlsx")
    assert refusal.value.advice
    assert "\n" not in str(refusal.value)
    return refusal.value.what


# Places


def test_rows_keep_the_numbers_that_excel_shows_though_the_first_ones_are_empty() -> None:
    data = book(lambda _, sheet: [sheet.write("C3", "Action"), sheet.write("D5", "Ask")])
    assert [(row.place, row.cells) for row in grid(data).rows][2:] == [
        ("sheet 'Plan', row 3", ["", "", "Action", ""]),
        ("sheet 'Plan', row 4", ["", "", "", ""]),
        ("sheet 'Plan', row 5", ["", "", "", "Ask"]),
    ]
    assert grid(data).place == "sheet 'Plan'"


@pytest.mark.parametrize("claimed", ["A1:XFD1048576", "A1", "Z9:A1"])
def test_a_wrong_dimension_changes_nothing(claimed: str) -> None:
    data = edited(table(["Ref", "Action"], [1, "Ask"]), SHEET, (r'<dimension ref="[^"]*"/>', f'<dimension ref="{claimed}"/>'))
    assert texts(data) == [["Ref", "Action"], ["1", "Ask"]]


def test_cells_and_rows_that_do_not_say_where_they_stand_follow_the_ones_before() -> None:
    xml = '<row><c><v>1</v></c><c r="C1"><v>2</v></c></row><row r="3"><c/><c t="e"><v>#N/A</v></c></row><row><c><f>A1</f></c></row>'
    assert texts(cells(xml)) == [["1", "", "2"], ["", "", ""], ["", "#N/A", ""]]
    assert [place for place, _ in told(cells(xml))] == ["sheet 'Plan', cell B3", "sheet 'Plan', cell A4"]


def test_empty_rows_and_columns_at_the_end_are_left_out() -> None:
    def write(made: Any, sheet: Any) -> None:
        sheet.write("A1", "Action")
        sheet.write("B2", "Ask")
        sheet.write("E9", " ")
        sheet.write_blank("G20", None, made.add_format({"bold": True}))

    assert texts(book(write)) == [["Action", ""], ["", "Ask"]]


def test_a_sheet_formatted_to_the_last_row_costs_only_its_content() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(2, 1_048_577))
    assert texts(cells('<row r="1"><c r="A1"><v>7</v></c></row>' + rows)) == [["7"]]


def test_a_cell_far_from_the_rest_is_refused_before_room_is_made_for_all_between() -> None:
    data = book(lambda _, sheet: [sheet.write("A1", "Action"), sheet.write("XFD1048576", "x")])
    assert refused(data) == "plan.xlsx, sheet 'Plan': it reaches to cell XFD1048576"
    empty_text = '<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v></v></c></row>'
    assert refused(cells(empty_text)) == "plan.xlsx, sheet 'Plan': it reaches to cell XFD1048576"


@pytest.mark.parametrize("ref", ["B7", "ZZZZ1", "$A$1", "1A", "A99999999999", "É1"])
def test_a_cell_that_stands_in_another_row_than_it_says_is_refused(ref: str) -> None:
    assert refused(cells(f'<row r="1"><c r="{ref}"><v>1</v></c></row>')) == f"plan.xlsx, sheet 'Plan': a cell {ref!r} in row 1"


@pytest.mark.parametrize("number", ["0", "1048577", "x", "9" * 5000])
def test_a_row_that_cannot_be_is_refused(number: str) -> None:
    assert "a row numbered" in refused(cells(f'<row r="{number}"><c><v>1</v></c></row>'))


def test_merged_cells_have_their_text_once_and_lead_to_it() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.merge_range("A1:B2", "Listen")
        sheet.write("C3", "end")
        sheet.merge_range("A3:A500", "Tall")
        sheet.merge_range("D1:Z2", "")

    data = book(write)
    assert texts(data) == [["Listen", "", ""], ["", "", ""], ["Tall", "", "end"]]
    assert grid(data).merged == {(0, 1): (0, 0), (1, 0): (0, 0), (1, 1): (0, 0)}


def test_text_under_a_merged_cell_is_taken_out_and_told() -> None:
    data = edited(
        table(["Listen", "unseen"]), SHEET, ("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>')
    )
    assert texts(data) == [["Listen", ""]]
    assert told(data) == [("sheet 'Plan', cell B1", "text under a merged cell, not imported: 'unseen'")]


def test_merged_cells_that_overlap_are_refused() -> None:
    merged = '</sheetData><mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A1:B2"/></mergeCells>'
    assert refused(edited(table(["a", "b"], ["c", "d"]), SHEET, ("</sheetData>", merged)))


# Values


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (3, "General", "3"),
        (-4, "General", "-4"),
        (1.5, "General", "1.5"),
        (12345678901, "General", "12345678901"),
        (41213, "General", "41213"),
        (True, "General", "TRUE"),
        (False, "General", "FALSE"),
        (0.85, "0%", "85%"),
        (0.125, "0.0%", "12.5%"),
        (0.125, "0%", "13%"),
        (0.125, "0.00%", "12.50%"),
        (0.5, "0.##%", "50%"),
        (0.555, "0.##%", "55.5%"),
        (-0.1, "0%", "-10%"),
        (0, "0%", "0%"),
        (12.5, "#,##0%", "1250%"),
        (0.85, '0" %"', "1 %"),
        (85, '0"%"', "85%"),
        (0.85, "[Green]0%;[Red]-0%", "85%"),
        (1.1, "0.00", "1.10"),
        (1.005, "0.00", "1.01"),
        (123456, "00-00-00", "123456"),
        (7, "000", "007"),
        (3, '"S"0', "S3"),
        (3, "\\S0", "S3"),
        (5, '0" days"', "5 days"),
        (1234.5, "#,##0.00", "1234.5"),
        (1234.5, "[$£-809]#,##0.00", "1234.5"),
        (0.5, "# ?/?", "0.5"),
        (1234567, "0.00E+00", "1234567"),
        (1e300, "0%", "1e+300"),
    ],
)
def test_numbers_are_read_as_a_person_sees_them(value: float, code: str, text: str) -> None:
    data = book(lambda made, sheet: sheet.write(0, 0, value, made.add_format({"num_format": code})))
    assert texts(data) == [[text]]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (date(2012, 10, 31), "dd/mm/yyyy", "2012-10-31"),
        (date(2012, 10, 31), "mmm-yy", "2012-10-31"),
        (date(2012, 10, 31), "[$-809]dddd, dd mmmm yyyy", "2012-10-31"),
        (datetime(2012, 10, 31), "dd/mm/yyyy hh:mm", "2012-10-31"),
        (datetime(2012, 10, 31, 14, 30), "dd/mm/yyyy", "2012-10-31 14:30"),
        (datetime(2012, 10, 31, 14, 30, 5), "dd/mm/yyyy", "2012-10-31 14:30:05"),
        (datetime(2012, 10, 31, 23, 59, 59, 900_000), "dd/mm/yyyy", "2012-11-01"),
        (datetime(1904, 3, 1), "dd/mm/yyyy", "1904-03-01"),
        (time(14, 30), "hh:mm", "14:30"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
    ],
)
@pytest.mark.parametrize("system_of_1904", [False, True])
def test_dates_are_read_in_both_systems(value: object, code: str, text: str, system_of_1904: bool) -> None:
    def write(made: Any, sheet: Any) -> None:
        sheet.write_datetime(0, 0, value, made.add_format({"num_format": code}))

    assert texts(book(write, date_1904=system_of_1904)) == [[text]]


def test_what_computers_add_to_a_number_is_left_out() -> None:
    assert texts(cells('<row r="1"><c r="A1"><v>0.30000000000000004</v></c><c r="B1"><v>3.0</v></c></row>')) == [["0.3", "3"]]


def test_dates_written_as_text_by_the_standard_are_read() -> None:
    xml = '<row r="1"><c r="A1" t="d"><v>2012-10-31</v></c><c r="B1" t="d"><v>2012-10-31T14:30:00</v></c></row>'
    assert texts(cells(xml)) == [["2012-10-31", "2012-10-31 14:30"]]


def test_texts_are_cleaned_and_keep_their_line_breaks() -> None:
    assert texts(table([" Ask\r\n\nand\u00a0listen ", "007", "=not a formula"[1:], "“–”"])) == [
        ["Ask\nand listen", "007", "not a formula", "“–”"],
    ]


def test_words_in_several_fonts_are_one_text() -> None:
    data = book(lambda made, sheet: sheet.write_rich_string(0, 0, "Ask ", made.add_format({"bold": True}), "and", " listen"))
    assert texts(data) == [["Ask and listen"]]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#NUM!"])
def test_an_error_is_read_as_shown_and_told_at_its_cell(error: str) -> None:
    data = book(lambda _, sheet: [sheet.write("A1", "Action"), sheet.write_formula("D7", "=1/0", None, error)])
    assert texts(data)[6] == ["", "", "", error]
    assert told(data) == [("sheet 'Plan', cell D7", f"{error}: an error in place of a value")]


def test_an_error_that_only_newer_programs_know_is_refused_with_its_cell() -> None:
    assert refused(cells('<row r="2"><c r="B2" t="e"><v>#SPILL!</v></c></row>')) == (
        "plan.xlsx, sheet 'Plan', cell B2: the error '#SPILL!' cannot be read"
    )


@pytest.mark.parametrize("cell", ["<f>A1</f>", "<f>A1</f><v></v>", "<f>A1</f><v/>", '<f t="shared" si="0"/>'])
def test_a_formula_without_a_value_is_told_as_unread(cell: str) -> None:
    data = cells(f'<row r="7"><c r="A7"><v>1</v></c><c r="D7">{cell}</c></row>')
    assert read(data).problems == [Problem("sheet 'Plan', cell D7", OPEN_AND_SAVE, unread=True)]


def test_a_workbook_that_a_program_wrote_without_values_is_told_though_no_sheet_has_text() -> None:
    made = openpyxl.Workbook()
    made.active["A1"] = "=1+1"
    stream = io.BytesIO()
    made.save(stream)
    assert (read(stream.getvalue()).grids, told(stream.getvalue())) == ([], [("sheet 'Sheet', cell A1", OPEN_AND_SAVE)])


def test_formulas_give_their_last_value_in_silence_an_empty_text_too() -> None:
    xml = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1" t="str"><f>D1</f><v>so</v></c></row>'
    assert (texts(cells(xml)), told(cells(xml))) == ([["2", "", "so"]], [])


def test_beyond_fifty_the_formulas_without_values_are_counted() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><f>B1</f></c></row>' for n in range(1, 61))
    problems = read(cells(rows)).problems
    assert len(problems) == 51
    assert problems[-1] == Problem("sheet 'Plan'", "10 more cells with formulas without a value", unread=True)


# What is hidden


def test_hidden_rows_are_read_and_told_those_with_text() -> None:
    def write(_: Any, sheet: Any) -> None:
        for row in (0, 1, 2, *range(4, 12)):
            sheet.write(row, 0, row)
        for row in (3, 6, 8, 9, 10, 11, 15):
            sheet.set_row(row, None, None, {"hidden": True})

    data = book(write)
    assert len(texts(data)) == 12
    assert told(data) == [("sheet 'Plan'", "hidden rows are read too: 7, 9 to 12")]


def test_rows_that_a_filter_hides_are_read_and_told() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_column(0, 0, ["Status", "open", "done"])
        sheet.autofilter("A1:A3")
        sheet.filter_column(0, "x == open")
        sheet.set_row(2, None, None, {"hidden": True})

    assert (texts(book(write)), told(book(write))) == (
        [["Status"], ["open"], ["done"]],
        [("sheet 'Plan'", "hidden rows are read too: 3")],
    )


def test_hidden_columns_are_read_and_told_by_letter() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, list("abcdef") + [""] * 20 + ["AA", "AB"])
        for columns in ("B:B", "D:F", "H:I", "AB:XFD"):
            sheet.set_column(columns, None, None, {"hidden": True})

    assert texts(book(write))[0][1] == "b"
    assert told(book(write)) == [("sheet 'Plan'", "hidden columns are read too: B, D to F, AB")]


def test_hidden_columns_that_a_file_names_twice_are_told_once() -> None:
    columns = '<cols><col min="1" max="2" hidden="1"/><col min="2" max="99999" hidden="true"/><col min="x" hidden="1"/></cols><sheetData>'
    assert told(edited(table(list("abc")), SHEET, ("<sheetData>", columns))) == [
        ("sheet 'Plan'", "hidden columns are read too: A to C")
    ]


def workbook_of_four() -> bytes:
    """Sheets Plan, Old (hidden), Key and Empty, and a chart on a sheet of its own."""

    def write(made: Any, sheet: Any) -> None:
        sheet.write("A1", "Ask")
        old = made.add_worksheet("Old")
        old.write("A1", "Asked")
        old.hide()
        chart = made.add_chart({"type": "column"})
        chart.add_series({"values": "=Plan!$A$1:$A$2"})
        made.add_chartsheet("Chart").set_chart(chart)
        made.add_worksheet("Key").write("A1", "DCS")
        made.add_worksheet("Empty")

    return book(write)


def test_visible_sheets_with_text_are_read_and_hidden_ones_told() -> None:
    assert [(found.place, found.rows[0].cells) for found in read(workbook_of_four()).grids] == [
        ("sheet 'Plan'", ["Ask"]),
        ("sheet 'Key'", ["DCS"]),
    ]
    assert told(workbook_of_four()) == [("file", "sheet 'Old' is hidden: not read (--sheet 'Old' reads it)")]


def test_sheets_that_are_named_are_read_alone_hidden_ones_too() -> None:
    source = read(workbook_of_four(), " key", "OLD ", "old")
    assert [found.place for found in source.grids] == ["sheet 'Old'", "sheet 'Key'"]
    assert source.problems == []


def test_a_named_sheet_without_text_is_told() -> None:
    assert told(workbook_of_four(), "Empty") == [("sheet 'Empty'", "no text in this sheet")]


@pytest.mark.parametrize("name", ["Plans", "Chart", ""])
def test_a_sheet_that_does_not_exist_is_refused_with_those_that_do(name: str) -> None:
    with pytest.raises(InputRefused, match=r"its sheets are: 'Plan', 'Old', 'Key', 'Empty'$") as refusal:
        read(workbook_of_four(), "Plan", name)
    assert refusal.value.what == f"plan.xlsx: no sheet {name!r}"


# What stands beside the texts


def test_comments_are_told_with_their_text_and_cell() -> None:
    made = openpyxl.Workbook()
    made.active["A1"] = "Ask"
    made.active["D7"].comment = Comment("KB:\nwho\u00a0asks?", "KB")
    stream = io.BytesIO()
    made.save(stream)
    assert told(stream.getvalue()) == [("sheet 'Sheet', cell D7", "a comment, not imported: 'KB: who asks?'")]


def threaded() -> bytes:
    """A workbook with a thread of two at A1, which also stands among the notes, and a note at B1; the part's name in other case."""
    data = book(
        lambda _, sheet: [sheet.write("A1", "Ask"), sheet.write_comment("A1", "[Threaded]"), sheet.write_comment("B1", "note")]
    )
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    data = edited(
        data, rels, ("</Relationships>", f'<Relationship Id="t" Type="{kind}" Target="/xl/t/T1.xml"/></Relationships>')
    )
    thread = '<threadedComment ref="A1" id="1"><text>Who?</text></threadedComment><threadedComment ref="A1"><text>KB</text></threadedComment>'
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    return edited(data, "xl/T/t1.xml", ("^$", f'<ThreadedComments xmlns="{space}">{thread}</ThreadedComments>'))


def test_threaded_comments_are_told_with_their_replies_and_not_again_as_notes() -> None:
    assert told(threaded()) == [
        ("sheet 'Plan', cell A1", "a comment, not imported: 'Who?'"),
        ("sheet 'Plan', cell A1", "a comment, not imported: 'KB'"),
        ("sheet 'Plan', cell B1", "a comment, not imported: 'note'"),
    ]


def test_comments_that_cannot_be_read_are_told_and_the_cells_are_read() -> None:
    data = edited(threaded(), "xl/T/t1.xml", ("<text>Who", "<text Who"))
    assert texts(data) == [["Ask"]]
    assert ("file", "a part of the file is damaged (xl/t/T1.xml): read without it") in told(data)


@pytest.mark.parametrize(
    "part", ["xl/styles.xml", "xl/theme/theme1.xml", "docProps/core.xml", "xl/worksheets/_rels/sheet1.xml.rels"]
)
def test_parts_beside_the_cells_may_be_missing(part: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(threaded())) as old, zipfile.ZipFile(stream, "w") as new:
        for name in set(old.namelist()) - {part}:
            new.writestr(name, old.read(name))
    assert texts(stream.getvalue()) == [["Ask"]]


def png() -> io.BytesIO:
    """A picture of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))


def test_pictures_and_charts_are_counted_and_text_boxes_told_in_full() -> None:
    def write(made: Any, sheet: Any) -> None:
        sheet.write("A1", "Ask")
        for row in (3, 6):
            sheet.insert_image(row, 1, "point.png", {"image_data": png()})
        chart = made.add_chart({"type": "column"})
        chart.add_series({"values": "=Plan!$A$1:$A$2"})
        sheet.insert_chart("D4", chart)
        sheet.insert_textbox("D20", "Agreed by the board\non 3 May")
        sheet.insert_textbox("D30", "")

    assert told(book(write)) == [
        ("sheet 'Plan'", "2 pictures, 1 chart, 1 shape: look at the document"),
        ("sheet 'Plan'", "text in a box, not imported: 'Agreed by the board on 3 May'"),
    ]


def test_a_drawing_for_older_programs_is_not_counted_again() -> None:
    data = book(lambda _, sheet: [sheet.write("A1", "Ask"), sheet.insert_textbox("D20", "Agreed")])
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    shape = f'<mc:AlternateContent xmlns:mc="{space}"><mc:Choice>BOX</mc:Choice><mc:Fallback>BOX</mc:Fallback></mc:AlternateContent>'
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        box = re.search("<xdr:sp .*</xdr:sp>", parts.read("xl/drawings/drawing1.xml").decode(), re.DOTALL)
    assert box
    data = edited(data, "xl/drawings/drawing1.xml", ("<xdr:sp .*</xdr:sp>", shape.replace("BOX", box[0])))
    assert told(data) == [("sheet 'Plan'", "text in a box, not imported: 'Agreed'")]


def test_struck_cells_are_read_as_they_stand_and_named() -> None:
    def write(made: Any, sheet: Any) -> None:
        struck = made.add_format({"font_strikeout": True})
        sheet.write("A1", "Ask", struck)
        sheet.write("D7", 3, struck)
        sheet.write_blank("E7", None, struck)
        sheet.write_rich_string("B2", "by ", struck, "May", " June")
        sheet.write_string("B3", "by May")

    assert texts(book(write))[1][1] == "by May June"
    assert told(book(write)) == [
        ("sheet 'Plan'", "struck through in the document, read as it stands: cells A1, D7"),
        ("sheet 'Plan'", "struck through in part in the document, read as it stands: cell B2"),
    ]


def test_words_struck_within_a_cell_of_its_own_text_are_told_and_a_strike_turned_off_is_not() -> None:
    words = '<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><strike/></rPr><t>May</t></r><r><t>June</t></r></is></c>'
    off = '<c r="B1" t="inlineStr"><is><r><rPr><strike val="0"/></rPr><t>May</t></r></is></c></row>'
    assert texts(cells(words + off)) == [["MayJune", "May"]]
    assert told(cells(words + off)) == [("sheet 'Plan'", "struck through in part in the document, read as it stands: cell A1")]


def test_a_strike_turned_off_within_a_shared_text_is_not_told() -> None:
    data = book(
        lambda made, sheet: sheet.write_rich_string(0, 0, "by ", made.add_format({"font_strikeout": True}), "May", " June")
    )
    assert told(edited(data, "xl/sharedStrings.xml", ("<strike/>", '<strike val="false"/>'))) == []


def test_many_struck_cells_are_named_up_to_twenty() -> None:
    data = book(lambda made, sheet: sheet.write_column(0, 0, ["x"] * 25, made.add_format({"font_strikeout": True})))
    ((_, what),) = told(data)
    assert what.endswith("A19, A20 and 5 more")


@pytest.mark.parametrize(
    ("rgb", "colour"),
    [
        ("FF0000", "red"), ("C00000", "red"), ("C0504D", "red"), ("FFC7CE", "red"),
        ("FFC000", "amber"), ("FFBF00", "amber"), ("ED7D31", "amber"), ("FFEB9C", "amber"),
        ("FFFF00", "yellow"), ("FFFF99", "yellow"),
        ("00B050", "green"), ("92D050", "green"), ("70AD47", "green"), ("C6EFCE", "green"), ("008000", "green"),
        ("0070C0", "blue"), ("00B0F0", "blue"), ("4F81BD", "blue"), ("002060", "blue"),
        ("FFFFFF", None), ("000000", None), ("D9D9D9", None), ("808080", None), ("E2EFDA", None), ("FFF2CC", None), ("DDEBF7", None),
        ("BDD7EE", None), ("FCE4D6", None), ("7030A0", None), ("FF00FF", None), ("833C0B", None), ("00FFFF", None),
        ("", None), ("red", None), ("FF00", None), ("GGGGGG", None),
    ],
)  # fmt: skip
def test_only_clear_colours_are_those_of_a_traffic_light(rgb: str, colour: str | None) -> None:
    assert traffic_light(rgb) == colour


def filled(*colours: Color, pattern: str = "solid") -> bytes:
    """A workbook with a text in A1 and B1 to the right end, and one empty cell for each colour below, from A2."""
    made = openpyxl.Workbook()
    for row, colour in enumerate(colours, 2):
        made.active.cell(row, 1).fill = PatternFill(pattern, fgColor=colour)
    made.active["A1"] = "Rating"
    made.active.cell(len(colours) + 2, 1).value = "end"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_colours_are_found_by_name_by_number_and_in_the_theme_with_its_tint() -> None:
    named = [Color(rgb="FFFF0000"), Color(indexed=17), Color(theme=6), Color(theme=9, tint=0.4), Color(theme=3)]
    assert grid(filled(*named)).shades == {(1, 0): "red", (2, 0): "green", (3, 0): "green", (4, 0): "amber", (5, 0): "blue"}


def test_the_palest_tints_greys_patterns_and_odd_colours_are_no_shades() -> None:
    none = [
        Color(rgb="FFD9D9D9"),
        Color(theme=0),
        Color(theme=9, tint=0.8),
        Color(theme=99),
        Color(indexed=64),
        Color(theme=2),
        Color(theme=9, tint=-0.5),
    ]
    assert grid(filled(*none)).shades == {}
    assert grid(filled(Color(rgb="FFFF0000"), pattern="gray125")).shades == {}


def test_only_empty_cells_among_the_rows_kept_have_shades_and_not_those_that_a_merged_one_covers() -> None:
    def write(made: Any, sheet: Any) -> None:
        red = made.add_format({"bg_color": "#FF0000"})
        sheet.write("A1", "Red", red)
        sheet.write_string("B1", " ", red)
        sheet.write_formula("C1", '=""', red, "")
        sheet.merge_range("A2:C2", "Overdue", red)
        sheet.merge_range("A3:C3", "", red)
        sheet.write("D4", "end")
        sheet.write_blank("E4", None, red)
        sheet.write_blank("A5", None, red)

    assert grid(book(write)).shades == {(0, 1): "red", (0, 2): "red", (2, 0): "red"}


def test_the_title_and_the_page_headers_of_all_sheets_are_lines_once() -> None:
    def write(made: Any, sheet: Any) -> None:
        made.set_properties({"title": "Improvement plan  2012"})
        for each in (sheet, made.add_worksheet("Key")):
            each.write("A1", "Ask")
            each.set_header('&L&"Arial,Bold"&12North && South&CPlan – Page &P of &N&R&D')
            each.set_footer("&K01+000Page &P of &N&C&F")

    assert read(book(write)).lines == [Line("Improvement plan 2012"), Line("North & South"), Line("Plan –")]


# What is refused


def with_part(data: bytes, part: str) -> bytes:
    return edited(data, part, ("^$", "x"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (with_part(table(["Ask"]), "xl/vbaProject.bin"), "plan.xlsx: has macros"),
        (
            edited(table(["Ask"]), "[Content_Types].xml", (r"application/[\w.-]+sheet\.main\+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
            "plan.xlsx: has macros",
        ),
        (
            edited(table(["Ask"]), "[Content_Types].xml", (r"application/[\w.-]+sheet\.main\+xml", "application/vnd.ms-excel.sheet.binary.macroEnabled.main")),
            "plan.xlsx: a binary workbook",
        ),
        (edited(table(["Ask"]), "xl/workbook.xml", ("<workbook ", "<document "), ("</workbook>", "</document>")), "plan.xlsx: no Excel workbook"),
        (table(["Ask"])[:-300], "plan.xlsx: "),
        (table(["Ask"])[:2000], "plan.xlsx: "),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "plan.xlsx: protected by a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "plan.xlsx: in the format of before 2007"),
        (b"Ref,Action\n1,Ask\n", "plan.xlsx: "),
        (edited(table(["Ask"]), SHEET, ("</sheetData>", "")), "plan.xlsx, sheet 'Plan': damaged, its XML does not parse"),
        (edited(table(["Ask"]), "xl/workbook.xml", ("^", "<")), "plan.xlsx: "),
        (edited(table(["Ask"]), "xl/sharedStrings.xml", ("Ask", "&bogus;")), "plan.xlsx: "),
        (edited(table(["Ask"]), SHEET, ("^.*?<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet')), f"plan.xlsx, part {SHEET}: it declares a DOCTYPE"),
        (cells('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), "plan.xlsx, sheet 'Plan': damaged"),
        (cells('<row r="1"><c r="A1" t="odd"><v>1</v></c></row>'), "plan.xlsx, sheet 'Plan': damaged"),
        (edited(table(["Ask"]), "xl/_rels/workbook.xml.rels", ("worksheets/sheet1.xml", "worksheets/none.xml")), "plan.xlsx, sheet 'Plan': "),
    ],
)  # fmt: skip
def test_a_workbook_that_cannot_be_taken_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    assert refused(data).startswith(reason)


def test_a_doctype_is_refused_in_a_part_that_is_not_read_too() -> None:
    data = edited(table(["Ask"]), "docProps/app.xml", ("<Properties", '<!DOCTYPE x SYSTEM "y"><Properties'))
    assert refused(data).startswith("plan.xlsx, part docProps/app.xml: it declares a DOCTYPE")


def test_a_sheet_named_outside_the_list_of_sheets_is_refused_since_the_numbers_of_the_others_would_be_off() -> None:
    stray = edited(
        workbook_of_four(), "xl/workbook.xml", ("<sheets>", '<odd><sheet name="Odd" sheetId="9" r:id="rId2"/></odd><sheets>')
    )
    assert refused(stray) == "plan.xlsx: damaged, its list of sheets cannot be read"


def test_a_zip_of_something_else_is_no_workbook() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("notes.txt", "Ask")
    assert refused(stream.getvalue()) == "plan.xlsx: no Excel workbook"


def test_a_panic_of_the_reader_is_a_refusal_and_an_interrupt_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    class Failing:
        fault: BaseException = PanicException("chunk size must be non-zero")

        @classmethod
        def from_object(cls, _: object) -> None:
            raise cls.fault

    monkeypatch.setattr(sheets, "CalamineWorkbook", Failing)
    assert refused(table(["Ask"])) == "plan.xlsx: damaged, it cannot be read as Excel"
    Failing.fault = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        read(table(["Ask"]))


def test_a_workbook_in_the_strict_form_of_the_standard_is_read() -> None:
    data = book(lambda made, sheet: [sheet.write("A1", "Ask"), sheet.write("B1", 0.5, made.add_format({"num_format": "0%"}))])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/", b"http://purl.oclc.org/ooxml/spreadsheetml/"
            )
            new.writestr(
                name,
                text.replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"
                ),
            )
    assert texts(stream.getvalue()) == [["Ask", "50%"]]


# Whatever comes

written = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@given(st.lists(st.lists(written, min_size=1, max_size=3), min_size=1, max_size=3))
@settings(deadline=None, max_examples=50)
def test_any_texts_come_back_clean_and_in_their_places(rows: list[list[str]]) -> None:
    data = book(
        lambda _, sheet: [sheet.write_string(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text]
    )
    found = {(r, c): text for g in read(data).grids for r, row in enumerate(g.rows) for c, text in enumerate(row.cells) if text}
    assert found == {(r, c): clean_cell(text) for r, row in enumerate(rows) for c, text in enumerate(row) if clean_cell(text)}


@given(st.sampled_from([SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/T/t1.xml"]), st.data())
@settings(deadline=None, max_examples=200)
def test_a_part_with_some_bytes_changed_is_read_or_refused_and_raises_nothing_else(part: str, draw: st.DataObject) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(threaded())) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = bytearray(old.read(name))
            if name == part:
                start = draw.draw(st.integers(0, len(text)))
                text[start : start + draw.draw(st.integers(0, 20))] = draw.draw(
                    st.one_of(st.binary(max_size=4), st.sampled_from([b"<c>", b"<v/>", b'"9"', b"999"]))
                )
            new.writestr(name, bytes(text))
    try:
        read(stream.getvalue())
    except InputRefused as refusal:
        assert str(refusal).startswith("plan.xlsx")  # noqa: PT017
