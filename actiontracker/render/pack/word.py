"""A paper as a Word file that an officer can edit: real headings, repeated header rows, alternative texts, A4, en-GB."""

import io
from typing import TYPE_CHECKING, Any

from actiontracker.domain.errors import UsageFault
from actiontracker.render.charts.png import png
from actiontracker.render.pack.blocks import (
    Beside,
    Block,
    Card,
    Cards,
    Cell,
    Drawn,
    Facts,
    Paper,
    Paragraph,
    Picture,
    Rated,
    Table,
    cell_words,
)
from actiontracker.render.phrases import SIGNS
from actiontracker.render.text import clean

if TYPE_CHECKING:
    from docx.document import Document

_FILLS = {"red": "B10E1E", "amber": "FFBF47", "green": "00703C", "blue": "1D70B8", "none": "FFFFFF"}
_INKS = {"red": "FFFFFF", "amber": "0B0C0C", "green": "FFFFFF", "blue": "FFFFFF", "none": "505A5F"}
_PROPERTY = 255  # letters that a property of a file may have
_PICTURE_CM, _PAGE_CM, _NAME_CM, _TREND_CM = 11.0, 18.0, 4.5, 1.8
_LETTER_CM, _SHORT, _LETTERS, _WIDEST = 0.165, 11, 18, 60
"""What a letter takes at 8.5 points; a text so short stays on one line; a word is given room for so many letters at most;
beyond so many a longer text takes no more of the page."""


def paper_word(paper: Paper) -> bytes:
    """The whole file. Raises UsageFault where python-docx or Pillow is not installed."""
    try:
        import docx
        import PIL  # noqa: F401 - pictures need it
    except ImportError:
        raise UsageFault(
            "Word needs python-docx and Pillow, which are not installed", "run: pip install python-docx pillow"
        ) from None
    document = docx.Document()
    _set_page(document, paper)
    document.add_heading(_text(paper.title), 0)
    document.add_paragraph(_text(paper.subtitle), style="Subtitle")
    for notice in paper.notices:
        document.add_paragraph(_text(notice), style="Intense Quote")
    for section in paper.sections:
        document.add_heading(_text(section.title), 1)
        for block in section.blocks:
            _add(document, block)
    document.add_paragraph(_text(paper.foot))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_page(document: "Document", paper: Paper) -> None:
    """A4, the language, the properties, and a foot with the notices and the page's number."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.5)
    page.top_margin = page.bottom_margin = Cm(1.8)
    about = document.core_properties
    about.title, about.subject = _text(paper.title)[:_PROPERTY], _text(paper.subtitle)[:_PROPERTY]
    about.author, about.language = "", "en-GB"
    about.comments = ""
    for element, path in (
        (document.styles.element, ".//w:docDefaults//w:lang"),
        (document.settings.element, ".//w:themeFontLang"),
    ):
        for found in element.xpath(path):
            found.set(qn("w:val"), "en-GB")
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(8 if paper.is_page else 10)
    if paper.is_page:
        normal.paragraph_format.space_after = Pt(1)
    language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "en-GB", qn("w:eastAsia"): "en-GB"})
    normal.element.get_or_add_rPr().append(language)
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Intense Quote", "Caption"):
        document.styles[name].font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
        document.styles[name].font.name = "Arial"
        fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    document.styles["Title"].font.size = Pt(20)
    foot = page.footer.paragraphs[0]
    foot.style.font.size = Pt(8)
    foot.add_run(_text(" · ".join([*paper.notices, paper.title[:_PROPERTY]])) + "   Page ")
    foot.alignment = WD_ALIGN_PARAGRAPH.LEFT
    _add_field(foot, "PAGE")


def _add_field(paragraph: Any, instruction: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)


def _add(document: "Document", block: Block) -> None:
    if isinstance(block, Paragraph):
        document.add_paragraph(_text(block.text))
    elif isinstance(block, Facts):
        _add_facts(document, block.rows)
    elif isinstance(block, Table):
        _add_table(document, block)
    elif isinstance(block, Picture):
        _add_picture(document, block)
    elif isinstance(block, Cards):
        for card in block.cards:
            _add_card(document, card)
        if not block.cards:
            document.add_paragraph(_text(block.empty))
    elif isinstance(block, Beside):
        for each in block.blocks:
            _add(document, each)


def _add_card(document: "Document", card: Card) -> None:
    heading = document.add_heading(_text(f"{card.ref}  "), 2)
    _set_cell_run(heading, card.rating)
    heading.add_run(_text(f"  {card.leads}")).bold = False
    document.add_paragraph(_text(card.text)).paragraph_format.keep_with_next = True
    _add_facts(document, card.facts)


def _add_facts(document: "Document", rows: list[tuple[str, str]]) -> None:
    table = document.add_table(0, 2)
    for name, value in rows:
        first, second = (cell.paragraphs[0] for cell in table.add_row().cells)
        first.add_run(_text(name)).bold = True
        second.add_run(_text(value))
    _finish(table, [_NAME_CM, _PAGE_CM - _NAME_CM])
    _space_after(document)


def _add_table(document: "Document", block: Table) -> None:
    caption = document.add_paragraph(_text(block.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    if not block.rows:
        document.add_paragraph(_text(block.empty))
        return
    table = document.add_table(1, len(block.head), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, block.head, strict=True):
        _set_cell(cell, name, is_number=False)
        cell.paragraphs[0].runs[0].bold = True
    _repeat(table.rows[0])
    for row in block.rows:
        for cell, value, name in zip(table.add_row().cells, row, block.head, strict=True):
            _set_cell(cell, value, is_number=name in block.right)
    _finish(table, _widths(block))
    _space_after(document)


def _widths(block: Table) -> list[float]:
    """Each column's part of the page, by the longest text in it, but never less than its longest word takes."""
    rows = [block.head, *(tuple(_room(cell) for cell in row) for row in block.rows)]
    columns = [[row[place] for row in rows] for place in range(len(block.head))]
    least = [min(_LETTERS, max(_unbroken(text) for text in column) + 2) * _LETTER_CM for column in columns]
    weights = [min(max(map(len, column)), _WIDEST) for column in columns]
    left = max(0.0, _PAGE_CM - sum(least))
    wanted = [width + left * weight / sum(weights) for width, weight in zip(least, weights, strict=True)]
    return [_PAGE_CM * width / sum(wanted) for width in wanted]


def _room(cell: Cell) -> str:
    """A text as long as a cell is wide."""
    return "x" * round(_TREND_CM / _LETTER_CM) if isinstance(cell, Drawn) else _plain(cell)


def _unbroken(text: str) -> int:
    """The letters that must stand on one line: a short text, or the longest word of a long one."""
    return len(text) if len(text) <= _SHORT else max(map(len, text.split()), default=0)


def _plain(cell: Cell) -> str:
    return f"{SIGNS[cell.colour]} {cell.colour}" if isinstance(cell, Rated) else cell_words(cell)


def _set_cell(cell: Any, value: Cell, *, is_number: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if isinstance(value, Rated):
        _set_cell_run(paragraph, value)
    elif isinstance(value, Drawn):
        _draw(paragraph.add_run(), value, _TREND_CM)
    else:
        paragraph.add_run(_text(value))
    for run in paragraph.runs:
        run.font.size = Pt(8.5)


def _set_cell_run(paragraph: Any, rating: Rated) -> None:
    """A rating as sign and word on its colour."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    run = paragraph.add_run(_plain(rating))
    run.bold = True
    run.font.color.rgb = RGBColor.from_string(_INKS[rating.colour])
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _FILLS[rating.colour])):
        shade.set(qn(f"w:{name}"), value)
    run._r.get_or_add_rPr().append(shade)


def _repeat(row: Any) -> None:
    """The row heads its table on every page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _finish(table: Any, widths: list[float]) -> None:
    """Fix the columns' widths, keep each row on one page, and set the cells close."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)


def _add_picture(document: "Document", picture: Picture) -> None:
    _draw(document.add_paragraph().add_run(), picture, _PICTURE_CM)


def _draw(run: Any, picture: Picture | Drawn, width: float) -> None:
    """A picture in a run of text, with its alternative text."""
    from docx.shared import Cm

    scene = picture.draw()
    shape = run.add_picture(io.BytesIO(png(scene)), width=Cm(width))
    about = shape._inline.docPr
    about.set("title", _text(scene.title))
    about.set("descr", _text(scene.description))


def _space_after(document: "Document") -> None:
    from docx.shared import Pt

    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _text(text: str) -> str:
    """What an XML part can hold: without control characters, which Word refuses."""
    return clean(text)
