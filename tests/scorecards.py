"""A made-up scorecard as councils keep them: headings of three papers, figures of none; as rows, CSV and a workbook."""

import csv
import io
from pathlib import Path

import openpyxl

TITLE = "Westmarch Corporate Parenting Panel October 2024 – Performance Scorecard"
HEAD = [
    *("Ref No", "Indicator Description", "Statistical Neighbour Average 2022/23", "England average 2022/23"),
    *("Best London 2022/23", "Westmarch 2022-23", "Westmarch 2023-24", "Westmarch target 2024/25", "Westmarch Q1 2024-25"),
    *("Q1 notes", "July update"),
]
ROWS = [
    ["1", "Number of current CLA at end of quarter", "Not Applicable", "N/A", "", "201", "215", "N/A", "1,204", "", ""],
    ["2", "Timeliness of Reviews of Looked After Children", "Not Published", "tbc", "", "90.1", "88.0", "95%", "94.6 (174/184)", "", "-"],
    ["3", "% of CLA with 3 or more placements", "10.0", "9.0", "Barnet (6.3) H&F (6.4)", "9", "9.5", "Q1 - 2.5%\nQ2 - 5%\nQ3 - 7.5%\nQ4 - 10%", "1 (2/192)", "", "1.6"],
    ["4", "% of CLA who are looked after 1 yr + with up to date Dental Checks (rolling year)", "75", "70.0", "16 London LAs with 100%", "91.5", "91.1", "0.9", "82.1%", "92 of 112 were seen", "84"],
    ["5", "Letters answered within ten days", "", "", "", "100.", "98", "", "97", "", ""],
]  # fmt: skip


def as_csv(rows: list[list[str]] = ROWS, head: list[str] = HEAD, title: str = TITLE) -> str:
    """The scorecard as CSV, under its title."""
    text = io.StringIO()
    csv.writer(text).writerows([[title], head, *rows])
    return text.getvalue()


def written(path: Path, rows: list[list[str]] = ROWS, head: list[str] = HEAD, title: str = TITLE) -> Path:
    """The scorecard as a file: a workbook where the name says so, else CSV."""
    if path.suffix != ".xlsx":
        path.write_text(as_csv(rows, head, title), encoding="utf-8")
        return path
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Part A"
    for row in ([title], head, *rows):
        sheet.append([float(cell) if cell.replace(".", "", 1).isdigit() else cell for cell in row])
    book.save(path)
    return path


def changed(ref: str, column: str, cell: str) -> list[list[str]]:
    """The rows with one cell otherwise."""
    place = HEAD.index(column)
    return [[*row[:place], cell, *row[place + 1 :]] if row[0] == ref else row for row in ROWS]
