"""Word documents made for tests, from snippets of their XML."""

import io
import zipfile
from xml.sax.saxutils import escape

import pytest

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.problems import Problem
from actiontracker.intake.grids import Source
from actiontracker.intake.word.tables import read_word

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

NAMESPACES = {
    "w": TRANSITIONAL,
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": RELATIONS,
}

DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())


def part(tag: str, content: str) -> str:
    """An XML part of Word's with a root element."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{tag} {DECLARED}>{content}</w:{tag}>'


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def related(targets: dict[str, str]) -> str:
    """A part of relationships, from targets to kinds."""
    each = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{kind}" Target="{t}"/>' for n, (t, kind) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'


def document(body: str, headers: tuple[str, ...] = (), **others: str) -> dict[str, str | bytes]:
    """The parts of a document with this body; others by name: styles, numbering, comments, footnotes, endnotes."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": related({"word/document.xml": "officeDocument"}),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }
    targets = {}
    for name, content in others.items():
        parts[f"word/{name}.xml"] = part(name, content)
        targets[f"{name}.xml"] = name
    for number, content in enumerate(headers, 1):
        parts[f"word/header{number}.xml"] = part("hdr", content)
        targets[f"header{number}.xml"] = "header"
    return parts | {"word/_rels/document.xml.rels": related(targets)}


def read(body: str, headers: tuple[str, ...] = (), **others: str) -> Source:
    """Read a made-up document."""
    return read_word("plan.docx", packed(document(body, headers, **others)))


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    """A paragraph: of plain text, or of the elements given."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content if content.startswith('<') else run(content)}</w:p>"


def tc(content: str, properties: str = "") -> str:
    """A cell: of plain text, or of the blocks given."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells, plain text or elements."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith(('<w:tc>', '<w:sdt>')) else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str, columns: int = 0) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def cells_of(table: str, **others: str) -> list[list[str]]:
    """The cells of a document of one table."""
    (grid,) = read(table, **others).grids
    return [row.cells for row in grid.rows]


def cell_of(content: str, **others: str) -> str:
    """The text of a cell with this content."""
    return cells_of(tbl(tr(tc(content))), **others)[0][0]


def text_of(content: str, **others: str) -> str:
    """The text of a cell whose one paragraph has this content."""
    return cell_of(p(content), **others)


def problems_of(content: str, **others: str) -> list[Problem]:
    """The problems of a document with one cell, whose one paragraph has this content."""
    return read(tbl(tr(tc(p(content)))), **others).problems


def refused(data: bytes) -> str:
    """Why a document is refused, in one line with an advice."""
    with pytest.raises(InputRefused) as refusal:
        read_word("plan.docx", data)
    assert refusal.value.what.startswith("plan.docx")
    assert refusal.value.advice
    assert "\n" not in str(refusal.value)
    return refusal.value.what


CELL = "table 1, row 1, column 1"

GO_ON = "<w:vMerge/>"

START = '<w:vMerge w:val="restart"/>'


def span(columns: int) -> str:
    """Properties of a cell over columns."""
    return f'<w:gridSpan w:val="{columns}"/>'


DELETED = "<w:del/>"

BOX = f"<w:txbxContent>{p('in a box')}{p('and more')}</w:txbxContent>"

NOTES = '<w:{0} w:id="-1" w:type="separator"><w:p/></w:{0}><w:{0} w:id="2"><w:p><w:r><w:{0}Ref/></w:r>{1}</w:p>{2}</w:{0}>'

PICTURE = '<w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r>'


def level(depth: int, form: str = "decimal", text: str = "%1.", extra: str = "", start: int = 1) -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def source_list(number: int, *levels: str) -> str:
    """What lists are made from."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, source: int, override: str = "") -> str:
    """A list."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{source}"/>{override}</w:num>'


def item(number: int, depth: int = 0, text: str = "x") -> str:
    """A numbered paragraph."""
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


OUTLINE = source_list(0, level(0), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "(%3)"))


def style(name: str, content: str = "", based_on: str = "", kind: str = "paragraph", called: str = "") -> str:
    """A style by its id."""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{called or name}"/>'
        f'<w:basedOn w:val="{based_on}"/>{content}</w:style>'
    )


def styled(name: str, text: str = "x", more: str = "") -> str:
    """A paragraph in a style."""
    return p(text, f'<w:pStyle w:val="{name}"/>{more}')


STYLES = (
    style("Heading2", called="heading 2")
    + style("berschrift1", called="heading 1")
    + style("Section", based_on="Heading2")
    + style("Title")
    + style("Deep", '<w:pPr><w:outlineLvl w:val="4"/></w:pPr>')
    + style("TOCHeading", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', based_on="berschrift1")
    + style("Strong", "<w:rPr><w:b/></w:rPr>", kind="character")
    + style("Round", based_on="Round2")
    + style("Round2", based_on="Round")
)
