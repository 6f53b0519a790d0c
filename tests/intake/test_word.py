"""Word documents as councils and programs write them, and the lines around their tables."""

import io
import re
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from actiontracker.domain.problems import Problem
from actiontracker.intake.grids import Line, Source
from actiontracker.intake.word.tables import read_word
from tests.intake.word_made import (
    BOX,
    NOTES,
    OUTLINE,
    PICTURE,
    RELATIONS,
    STYLES,
    TRANSITIONAL,
    document,
    item,
    num,
    p,
    packed,
    part,
    read,
    related,
    run,
    span,
    styled,
    tbl,
    tc,
    tr,
)

PAPERS = Path(__file__).parents[2].parent / "shared" / "plans"

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"

ROOTS = {"styles": "styles", "numbering": "numbering", "comments": "comments", "footnotes": "footnotes", "endnotes": "endnotes"}


@cache
def paper(name: str) -> tuple[Source, bytes]:
    """A published plan, read."""
    path = PAPERS / name
    if not path.exists():
        pytest.skip("the published papers are not beside this checkout")
    return read_word(name, path.read_bytes()), path.read_bytes()


@pytest.mark.parametrize("name", ["plan-2012.docx", "plan-2020.docx"])
def test_every_word_of_a_published_plan_is_read_once(name: str) -> None:
    source, data = paper(name)
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    written = re.sub(r"</w:p>|<w:br/>", " ", xml)
    words = Counter(re.sub(r"<[^>]*>", "", written).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").split())
    texts = [cell for grid in source.grids for row in grid.rows for cell in row.cells] + [line.text for line in source.lines]
    found = Counter(" ".join(texts).replace("\u00a0", " ").split())
    assert not words - found
    assert all(re.fullmatch(r"\d\.", extra) for extra in found - words)


def test_the_plan_of_2012_has_a_key_of_four_columns_and_a_table_of_six() -> None:
    source, _ = paper("plan-2012.docx")
    shapes = [(grid.place, len(grid.rows), {len(row.cells) for row in grid.rows}) for grid in source.grids]
    assert shapes == [("table 1", 15, {4}), ("table 2", 120, {6})]
    assert source.problems == []
    assert source.grids[1].above == [Line("Part 1 – Inspection Recommendations", 2)]
    assert source.grids[0].above[0] == Line("Children and Families Improvement Board", 1)


def test_the_merged_cells_of_the_plan_of_2012_lead_to_the_recommendation_they_belong_to() -> None:
    grid = paper("plan-2012.docx")[0].grids[1]
    assert grid.merged
    for (row, column), (upper, left) in grid.merged.items():
        assert grid.rows[row].cells[column] == ""
        assert (upper, left) not in grid.merged
        assert column or grid.rows[upper].cells[0]


def test_the_automatic_numbers_of_the_plan_of_2020_are_worked_out_and_told() -> None:
    source, _ = paper("plan-2020.docx")
    (grid,) = source.grids
    starts = [line[:12] for line in grid.rows[3].cells[1].split("\n")]
    assert starts == ["1. Moderatio", "2. Practice ", "3. Tracking ", "4. Considera", "5. Practice "]
    assert [line[:2] for line in grid.rows[3].cells[3].split("\n")] == ["1.", "2.", "3."]
    said = "numbers made by Word's automatic numbering in 8 paragraphs: worked out by position"
    assert source.problems == [Problem("table 1", said)]


@pytest.mark.parametrize(
    ("paragraph", "heading"),
    [
        (styled("Heading2"), 2),
        (styled("berschrift1"), 1),
        (styled("Section"), 2),
        (styled("Title"), 1),
        (styled("Deep"), 5),
        (styled("TOCHeading"), None),
        (styled("Round"), None),
        (styled("Unknown"), None),
        (p("x", '<w:outlineLvl w:val="0"/>'), 1),
        (styled("Heading2", more='<w:outlineLvl w:val="9"/>'), None),
        (p(run("Wholly ", "<w:b/>") + run("bold", '<w:rStyle w:val="Strong"/>')), 9),
        (p(run("Partly ", "<w:b/>") + run("bold")), None),
        (p(run("Partly ") + run("bold", "<w:b/>")), None),
        (p(run("Bold ", "<w:b/>") + "<w:r><w:tab/></w:r>" + run("with a tab", "<w:b/>")), 9),
        (p(run("b" * 120, "<w:b/>")), 9),
        (p(run("b" * 121, "<w:b/>")), None),
        (p(run("off", '<w:b w:val="0"/>')), None),
    ],
)
def test_lines_have_the_level_of_their_heading(paragraph: str, heading: int | None) -> None:
    (line,) = read(paragraph, styles=STYLES).lines
    assert line.level == heading


def test_paragraphs_without_a_style_are_in_the_usual_one() -> None:
    usual = '<w:style w:type="{}" w:default="1" w:styleId="{}"><w:pPr><w:outlineLvl w:val="{}"/></w:pPr></w:style>'
    assert (
        read(p("x"), styles=STYLES + usual.format("table", "Grid", 3) + usual.format("paragraph", "Normal", 4)).lines[0].level
        == 5
    )


def test_lines_stand_above_the_table_that_follows_them_and_in_order() -> None:
    source = read(p("a") + p(" ") + p("b") + tbl(tr("x")) + p("c") + tbl(tr("y")) + p("d"))
    assert [[line.text for line in grid.above] for grid in source.grids] == [["a", "b"], ["c"]]
    assert [line.text for line in source.lines] == ["a", "b", "c", "d"]


def test_notes_boxes_and_numbers_outside_tables_are_lines() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = item(1, text=f"{run('Aim')}{mark}<w:r><w:pict>{BOX}</w:pict></w:r>") + p("end")
    source = read(body, numbering=OUTLINE + num(1, 0), footnotes=NOTES.format("footnote", run("see"), ""))
    assert [line.text for line in source.lines] == ["1. Aim", "[note: see]", "in a box", "and more", "end"]


def test_a_number_alone_is_no_heading() -> None:
    assert read(item(1, text=""), numbering=OUTLINE + num(1, 0)).lines == [Line("1.")]


def test_things_met_in_page_headers_are_told() -> None:
    source = read(p("x"), headers=(p(f"<w:r><w:pict>{BOX}</w:pict></w:r>"),))
    assert source.problems == [Problem("page headers and footers", "a text box, read as further lines")]


def test_things_met_outside_tables_are_told_with_the_table_before_them() -> None:
    source = read(p(PICTURE) + tbl(tr("x")) + p(PICTURE * 2))
    assert [problem.place for problem in source.problems] == ["beginning of the document", "after table 1"]


def test_page_headers_and_footers_are_lines_once_at_the_end() -> None:
    first = p(run("Draft 3", "<w:b/>")) + tbl(tr("North", tc(p("May") + tbl(tr("2012"))))) + p(PICTURE)
    source = read(tbl(tr("x")) + p("end"), headers=(first, p("Draft 3") + p("Page 1")))
    assert source.lines == [Line("end"), Line("Draft 3"), Line("North"), Line("May"), Line("2012"), Line("Page 1")]
    assert source.problems == []


def test_a_document_that_a_library_wrote_is_read() -> None:
    made = docx.Document()
    made.styles.add_style("Aim", WD_STYLE_TYPE.PARAGRAPH).base_style = made.styles["Heading 3"]
    made.add_paragraph("Our aims", style="Aim")
    made.sections[0].header.paragraphs[0].text = "North Council"
    made.sections[0].footer.paragraphs[0].text = "v2"
    table = made.add_table(3, 3)
    for row, cells in enumerate(("RAA", "1bc", "2de")):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(2, 2).add_paragraph("again", style="List Number")
    table.cell(2, 2)._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:fill="FF0000"/>'))
    out = io.BytesIO()
    made.save(out)
    source = read_word("made.docx", out.getvalue())
    (grid,) = source.grids
    assert [row.cells for row in grid.rows] == [["R", "A\nA", ""], ["1\n2", "b", "c"], ["", "d", "e\n1. again"]]
    assert grid.merged == {(0, 2): (0, 1), (2, 0): (1, 0)}
    assert grid.above == [Line("Our aims", 3)]
    assert [line.text for line in source.lines] == ["Our aims", "North Council", "v2"]


def test_a_strict_document_is_read_as_a_transitional_one() -> None:
    body = p("x", '<w:pStyle w:val="Heading2"/>') + tbl(tr(tc("a", span(2))), tr(tc(item(1)), "b"))
    parts = document(body, styles=STYLES, numbering=OUTLINE + num(1, 0))
    strict = {
        name: str(text)
        .replace(TRANSITIONAL, STRICT)
        .replace(RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, text in parts.items()
    }
    assert strict != parts
    assert read_word("plan.docx", packed(strict)) == read_word("plan.docx", packed(parts))
    assert read_word("plan.docx", packed(strict)).grids[0].merged == {(0, 1): (0, 0)}


def test_parts_are_found_by_their_relationships_under_any_name() -> None:
    parts = {
        "_rels/.rels": related({"/word/document2.xml": "officeDocument"}),
        "word/document2.xml": part("document", f"<w:body>{styled('Heading2')}{tbl(tr('a'))}</w:body>"),
        "word/_rels/document2.xml.rels": related(
            {"/word/styles7.xml": "styles", "../edge.xml": "footer", "gone.xml": "header"}
        ),
        "word/styles7.xml": part("styles", STYLES),
        "edge.xml": part("ftr", p("v2")),
    }
    source = read_word("plan.docx", packed(parts))
    assert source.lines == [Line("x", 2), Line("v2")]


def test_without_relationships_parts_are_found_by_their_usual_names() -> None:
    parts = document(styled("Heading2") + tbl(tr("a")), headers=(p("top"),), styles=STYLES)
    bare = {name: text for name, text in parts.items() if not name.endswith(".rels")}
    assert read_word("plan.docx", packed(bare)) == read_word("plan.docx", packed(parts))


def test_a_document_in_utf_16_is_read() -> None:
    parts = document(tbl(tr("Größe")))
    wide = str(parts["word/document.xml"]).replace("UTF-8", "UTF-16").encode("utf-16")
    assert read_word("plan.docx", packed(parts | {"word/document.xml": wide})).grids[0].rows[0].cells == ["Größe"]
