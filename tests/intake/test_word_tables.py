"""The shape of Word's tables: merged, deleted, framed and nested cells, and the colours of empty ones."""

import pytest

from actiontracker.domain.problems import Problem
from actiontracker.intake.grids import Line
from tests.intake.word_made import CELL, DELETED, GO_ON, START, cells_of, p, read, span, tbl, tc, tr


def test_tables_and_rows_are_numbered_as_a_person_counts_them() -> None:
    source = read(tbl(tr("Ref", "Action"), tr("1", "Ask")) + p("between") + tbl(tr("Code")))
    assert [grid.place for grid in source.grids] == ["table 1", "table 2"]
    assert source.grids[0].rows == [("table 1, row 1", ["Ref", "Action"]), ("table 1, row 2", ["1", "Ask"])]
    assert source.grids[1].rows[0].place == "table 2, row 1"
    assert source.problems == []


def test_a_cell_over_columns_has_its_text_at_the_left_and_covers_the_others() -> None:
    (grid,) = read(tbl(tr(tc("Care", span(3)), "x"), tr("1", "2", "3", "4"))).grids
    assert grid.rows[0].cells == ["Care", "", "", "x"]
    assert grid.merged == {(0, 1): (0, 0), (0, 2): (0, 0)}


def test_a_cell_over_rows_and_columns_leads_to_its_upper_left() -> None:
    rows = (tr("a", tc("b", START + span(2)), "c"), tr("d", tc("", GO_ON + span(2)), "e"), tr("f", "g", "h", "i"))
    (grid,) = read(tbl(*rows)).grids
    assert [row.cells for row in grid.rows] == [["a", "b", "", "c"], ["d", "", "", "e"], ["f", "g", "h", "i"]]
    assert grid.merged == {(0, 2): (0, 1), (1, 1): (0, 1), (1, 2): (0, 1)}


def test_two_cells_merged_downwards_one_below_the_other_are_two() -> None:
    rows = (tr(tc("a", START)), tr(tc("", GO_ON)), tr(tc("b", START)), tr(tc("", '<w:vMerge w:val="continue"/>')))
    assert read(tbl(*rows)).grids[0].merged == {(1, 0): (0, 0), (3, 0): (2, 0)}


def test_a_cell_that_goes_on_from_nothing_is_a_cell_of_its_own() -> None:
    (grid,) = read(tbl(tr(tc("a", GO_ON), "b"), tr("c", tc("d", GO_ON)))).grids
    assert [row.cells for row in grid.rows] == [["a", "b"], ["c", "d"]]
    assert grid.merged == {}


def test_cells_that_go_on_from_nothing_are_cells_in_deleted_rows_and_sideways_too() -> None:
    sideways = "<w:hMerge/>"
    (grid,) = read(tbl(tr(tc("", GO_ON), properties=DELETED), tr(tc("a", GO_ON)), tr(tc("b", sideways)))).grids
    assert ([row.cells for row in grid.rows], grid.merged) == ([["a"], ["b"]], {})


def test_cells_merged_sideways_in_the_old_way_are_merged_too() -> None:
    on, start = "<w:hMerge/>", '<w:hMerge w:val="restart"/>'
    (grid,) = read(
        tbl(tr(tc("a", start + START), tc("", on + START), "b"), tr(tc("", start + GO_ON), tc("", on + GO_ON), "c"))
    ).grids
    assert [row.cells for row in grid.rows] == [["a", "", "b"], ["", "", "c"]]
    assert grid.merged == {(0, 1): (0, 0), (1, 0): (0, 0), (1, 1): (0, 0)}


def test_text_that_a_merged_cell_covers_is_told() -> None:
    source = read(tbl(tr(tc("a", START)), tr(tc("b", GO_ON))))
    assert source.problems == [Problem("table 1, row 2, column 1", "text that a merged cell covers, not read: 'b'")]


def test_columns_left_out_before_and_after_a_row_are_empty() -> None:
    before, after = '<w:gridBefore w:val="2"/>', '<w:gridAfter w:val="1"/>'
    assert cells_of(tbl(tr("a", properties=before), tr("b", properties=after))) == [["", "", "a"], ["b", "", ""]]


@pytest.mark.parametrize(("columns", "cells"), [(0, [["a", "b"], ["c", ""]]), (3, [["a", "b", ""], ["c", "", ""]])])
def test_short_rows_are_filled_up_to_the_columns_of_the_table(columns: int, cells: list[list[str]]) -> None:
    assert cells_of(tbl(tr("a", "b"), tr("c"), columns=columns)) == cells


def test_a_deleted_row_is_left_out_and_an_inserted_one_kept() -> None:
    source = read(tbl(tr("a"), tr("b", properties=DELETED), tr("c", properties="<w:ins/>")))
    assert source.grids[0].rows == [("table 1, row 1", ["a"]), ("table 1, row 2", ["c"])]
    assert source.problems == [Problem("file", "tracked changes: 1 deletion left out")]


def test_cells_stay_merged_over_a_deleted_row() -> None:
    rows = (tr(tc("a", START)), tr(tc("", GO_ON), properties=DELETED), tr(tc("", GO_ON)))
    (grid,) = read(tbl(*rows)).grids
    assert (len(grid.rows), grid.merged) == (2, {(1, 0): (0, 0)})


def test_where_the_first_row_of_merged_cells_is_deleted_the_next_has_what_is_left_of_its_text() -> None:
    above = (tr(tc("a", START)), tr(tc("", GO_ON)))
    rows = (tr(tc("b", START), properties=DELETED), tr(tc("", GO_ON)), tr(tc("", GO_ON)))
    (grid,) = read(tbl(*above, *rows)).grids
    assert [row.cells for row in grid.rows] == [["a"], [""], ["b"], [""]]
    assert grid.merged == {(1, 0): (0, 0), (3, 0): (2, 0)}


def test_text_deleted_with_the_first_row_of_merged_cells_does_not_come_back() -> None:
    gone = p("<w:del><w:r><w:delText>b</w:delText></w:r></w:del>")
    assert cells_of(tbl(tr(tc(gone, START), properties=DELETED), tr(tc("", GO_ON)))) == [[""]]


def test_rows_and_cells_in_content_controls_are_part_of_the_table() -> None:
    row = f"<w:sdt><w:sdtPr/><w:sdtContent>{tr('c', 'd')}</w:sdtContent></w:sdt>"
    cell = f"<w:sdt><w:sdtPr/><w:sdtContent>{tc('f')}</w:sdtContent></w:sdt>"
    table = tbl(tr("a", "b"), f'<w:customXml w:element="x">{row}</w:customXml>', tr("e", cell))
    assert cells_of(f"<w:sdt><w:sdtContent>{table}</w:sdtContent></w:sdt>") == [["a", "b"], ["c", "d"], ["e", "f"]]


def test_a_table_inside_a_cell_becomes_lines_of_it_and_is_told() -> None:
    source = read(tbl(tr(tc(p("Leads") + tbl(tr("DCS", "Director"), tr("SM", "Manager")) + p("end")), "x")))
    assert source.grids[0].rows[0].cells == ["Leads\nDCS Director\nSM Manager\nend", "x"]
    assert (len(source.grids), source.problems) == (1, [Problem(CELL, "a table inside the cell, read as lines")])


def test_a_frame_of_one_cell_around_the_tables_gives_way_to_them() -> None:
    inner = p("Plan") + tbl(tr("a", "b")) + p("Key") + tbl(tr("c", "d")) + p("")
    source = read(tbl(tr(tc(tbl(tr(tc(inner))) + p("")))) + p(""))
    assert [grid.place for grid in source.grids] == ["table 1", "table 2"]
    assert source.grids[1].rows == [("table 2, row 1", ["c", "d"])]
    assert [grid.above for grid in source.grids] == [[Line("Plan")], [Line("Key")]]


def test_a_document_without_tables_has_no_grids() -> None:
    source = read(p("Only words"))
    assert (source.grids, source.lines) == ([], [Line("Only words")])


@pytest.mark.parametrize(
    ("properties", "colour"),
    [
        ('<w:shd w:val="clear" w:fill="FF0000"/>', "red"),
        ('<w:shd w:val="clear" w:fill="c00000"/>', "red"),
        ('<w:shd w:val="clear" w:fill="FFC000" w:themeFill="accent4"/>', "amber"),
        ('<w:shd w:val="clear" w:fill="ED7D31"/>', "amber"),
        ('<w:shd w:val="clear" w:fill="FFFF00"/>', "yellow"),
        ('<w:shd w:val="clear" w:fill="00B050"/>', "green"),
        ('<w:shd w:val="clear" w:fill="92D050"/>', "green"),
        ('<w:shd w:val="clear" w:fill="0070C0"/>', "blue"),
        ('<w:shd w:val="solid" w:color="FF0000" w:fill="auto"/>', "red"),
        ('<w:shd w:val="clear" w:fill="auto"/>', None),
        ('<w:shd w:val="clear" w:fill="FFFFFF"/>', None),
        ('<w:shd w:val="clear" w:fill="D9D9D9"/>', None),
        ('<w:shd w:val="clear" w:fill="E2EFD9"/>', None),
        ('<w:shd w:val="clear" w:fill="DEEAF6"/>', None),
        ('<w:shd w:val="clear" w:fill="nonsense"/>', None),
        ("", None),
    ],
)
def test_a_cell_filled_with_a_traffic_light_and_no_text_has_its_colour(properties: str, colour: str | None) -> None:
    (grid,) = read(tbl(tr("a", tc("", properties)), tr("b", tc("green", properties)))).grids
    assert grid.shades == ({(0, 1): colour} if colour else {})


def test_the_colour_of_a_merged_cell_is_told_once() -> None:
    fill = '<w:shd w:fill="FF0000"/>'
    (grid,) = read(tbl(tr(tc("", START + span(2) + fill)), tr(tc("", GO_ON + span(2) + fill)))).grids
    assert grid.shades == {(0, 0): "red"}
