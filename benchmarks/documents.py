"""The large plan in other clothes: a Word document and an Excel workbook of the same rows.

Run as `python -m benchmarks.documents FROM.csv TO.docx|TO.xlsx`.
"""

import csv
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = f"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>"""
_RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write_word(rows: Iterator[list[str]], target: Path) -> None:
    """One table, a paragraph a cell, as Word writes it."""
    cell = "<w:tc><w:p><w:r><w:t xml:space='preserve'>{}</w:t></w:r></w:p></w:tc>"
    body = "".join("<w:tr>" + "".join(cell.format(escape(text)) for text in row) + "</w:tr>" for row in rows)
    document = f'<w:document xmlns:w="{_WORD}"><w:body><w:tbl>{body}</w:tbl></w:body></w:document>'
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("_rels/.rels", _RELATIONS)
        file.writestr("word/document.xml", document)


def write_excel(rows: Iterator[list[str]], target: Path) -> None:
    """One sheet of texts."""
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Plan")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


def main(source: Path, target: Path) -> None:
    """Write the rows of a CSV as the document that the target's ending names."""
    with source.open(encoding="utf-8", newline="") as file:
        (write_word if target.suffix == ".docx" else write_excel)(csv.reader(file), target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
