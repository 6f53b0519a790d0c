"""What of Word documents is refused, and that nothing else can go wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actiontracker.domain.errors import InputRefused
from actiontracker.intake.word.tables import read_word
from tests.intake.word_made import (
    DELETED,
    GO_ON,
    OUTLINE,
    START,
    STYLES,
    document,
    item,
    num,
    p,
    packed,
    part,
    read,
    refused,
    related,
    run,
    span,
    styled,
    tbl,
    tc,
    tr,
)


@pytest.mark.parametrize(
    "more",
    [
        {"word/vbaProject.bin": "x"},
        {
            "[Content_Types].xml": '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
        },
        {"[Content_Types].xml": '<Types><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'},
    ],
)
def test_a_document_with_macros_is_refused(more: dict[str, str]) -> None:
    assert refused(packed(document(tbl(tr("a"))) | more)) == "plan.docx: has macros"


def test_a_workbook_with_macros_put_into_a_document_is_none_of_its_own() -> None:
    types = '<Types><Default Extension="xlsm" ContentType="application/vnd.ms-excel.sheet.macroEnabled.12"/></Types>'
    assert read_word("plan.docx", packed(document(tbl(tr("a"))) | {"[Content_Types].xml": types})).grids


@pytest.mark.parametrize(
    "parts",
    [
        {"readme.txt": "x"},
        {"_rels/.rels": related({"xl/workbook.xml": "officeDocument"}), "xl/workbook.xml": "<workbook/>"},
        {"word/document.xml": part("document", "")},
        {"word/document.xml": part("hdr", "<w:body/>")},
    ],
)
def test_what_is_no_word_document_is_refused(parts: dict[str, str]) -> None:
    assert refused(packed(dict(parts))) == "plan.docx: not a Word document"


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
def test_a_damaged_part_is_refused_with_its_line(name: str) -> None:
    parts = document(tbl(tr("a")), styles=STYLES)
    broken = str(parts[name]).replace(">", ">\n", 1) + "<"
    assert refused(packed(parts | {name: broken})).startswith(f"plan.docx, part {name}: damaged at line ")
    assert refused(packed(parts | {name: ""})).endswith("damaged at line 1")


def test_a_doctype_in_any_part_is_refused() -> None:
    parts = document(tbl(tr("a"))) | {"customXml/item1.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}
    assert "DOCTYPE" in refused(packed(parts))


def test_more_text_than_any_plan_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actiontracker.intake.word.parts.MAX_TEXT", 3_000)
    assert read(tbl(tr("a"))).grids
    assert (
        refused(packed(document(tbl(tr("a" * 3_000)))))
        == "plan.docx, part word/document.xml: 0 MB of text, more than any plan has"
    )


@pytest.mark.parametrize(
    "table",
    [
        tbl(tr(tc("a", span(10**9)))),
        tbl(tr("a", properties='<w:gridBefore w:val="1000000000"/>')),
        tbl(tr("a", properties='<w:gridAfter w:val="1000000000"/>')),
        tbl(tr("a"), columns=201),
        tbl(*[tr(), tr()] * 3000, tr(tc("a", span(200)))),
    ],
)
def test_a_table_of_more_cells_than_any_plan_has_is_refused(table: str) -> None:
    assert refused(packed(document(table))).startswith("plan.docx, table 1: ")


NESTED = {
    "content controls": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 2),
    "tables": ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 3),
    "text boxes": ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>", 4),
    "text boxes in content controls": (
        "<w:p><w:sdt><w:sdtContent><w:r><w:pict><w:txbxContent>",
        "</w:txbxContent></w:pict></w:r></w:sdtContent></w:sdt></w:p>",
        6,
    ),
    "rubies": ("<w:p><w:r><w:ruby><w:rubyBase>", "</w:rubyBase></w:ruby></w:r></w:p>", 4),
}


@pytest.mark.parametrize("kind", NESTED)
def test_deep_nesting_is_read_up_to_a_bound_and_refused_beyond(kind: str) -> None:
    start, end, levels = NESTED[kind]
    deep = 140 // levels
    assert read(tbl(tr(tc(start * deep + p("x") + end * deep)), tr("a"))).grids
    what = "plan.docx, part word/document.xml: nested deeper than any plan is"
    assert refused(packed(document(start * 200 + p("x") + end * 200))) == what
    assert refused(packed(document(start * 20_000 + p("x") + end * 20_000))) == what


@given(st.binary(max_size=200), st.integers(0, 10**6))
@settings(deadline=None, max_examples=60)
def test_damaged_files_are_read_or_refused_and_raise_nothing_else(damage: bytes, place: int) -> None:
    whole = packed(document(p("a") + tbl(tr("b", "c")), styles=STYLES))
    place %= len(whole)
    for data in (damage, whole[:place], whole[:place] + damage + whole[place + len(damage) :]):
        try:
            read_word("plan.docx", data)
        except InputRefused as refusal:
            assert str(refusal).startswith("plan.docx")  # noqa: PT017


PIECES = [
    "<w:p>", "</w:p>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", run("a"), tc("a", START), tc("", GO_ON),
    tc("b", span(2)), DELETED, item(1, 3), styled("Round"), "<w:r><w:sym/><w:fldChar/><w:drawing/></w:r>", "<w:tcPr/>", "<w:pPr/>",
    "<w:numPr><w:numId/><w:ilvl w:val='x'/></w:numPr>", "<w:hMerge/>", "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr></w:sdt>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@settings(deadline=None, max_examples=200)
def test_any_order_of_elements_is_read_into_even_rows_or_refused(pieces: list[str]) -> None:
    try:
        source = read("".join(pieces), styles=STYLES, numbering=OUTLINE + num(1, 0))
    except InputRefused:
        return
    for grid in source.grids:
        assert len({len(row.cells) for row in grid.rows}) <= 1
        for (row, column), (upper, left) in grid.merged.items():
            assert grid.rows[row].cells[column] == ""
            assert (upper, left) not in grid.merged
            assert (upper, left) < (row, column)
