"""Return sheets as Excel workbooks: one table, three yellow cells a row to fill in, the rest locked, a stamp inside.

Texts of plans are only ever written as texts: one that begins with "=" is no formula, and an address no link.
"""

from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from actiontracker.domain.deadlines import LAST_YEAR
from actiontracker.domain.return_layout import (
    EXPECTED,
    FILLED,
    FORMAT,
    LEAD,
    MARK,
    NOTE,
    PRINTED,
    REF,
    REPORTABLE,
    STAMP_SHEET,
    STATUS,
    earliest_expected,
)
from actiontracker.domain.words import label
from actiontracker.render.text import clean, day_words, one_line
from actiontracker.reports.returns import SheetContent, SheetRow

_WIDTHS = {
    **{REF: 9, LEAD: 13, "Recommendation": 27, "Action": 36, "By when": 12, "Deadline": 12.5, "Status now": 12},
    **{"Last note": 30, STATUS: 14, EXPECTED: 13.5, NOTE: 36},
}
_LONGEST = 32_000
"""Characters of a text; Excel takes 32,767 in a cell, and a longer one would be left out."""
_LINE, _TALLEST = 13.2, 409
"""Points of a line of text; the tallest row that Excel can show."""
_INK, _YELLOW = "#1F3864", "#FFF2B3"
_WORDS = tuple(label(status).capitalize() for status in REPORTABLE)


class _Formats(NamedTuple):
    title: Any
    council: Any
    ask: Any
    small: Any
    heading: Any
    to_fill: Any
    text: Any
    ref: Any
    day: Any
    yellow: Any
    yellow_day: Any


def return_workbook(sheet: SheetContent) -> bytes:
    """The workbook of one sheet. The same content gives the same bytes."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(stream, options)
    made = datetime.fromisoformat(sheet.as_at)
    title = f"Progress return: {one_line(sheet.sent_to)}"
    book.set_properties({"title": title[:255], "author": "actiontracker", "created": made})
    formats = _formats(book)
    table = book.add_worksheet("Return")
    columns = [name for name in (*PRINTED, *FILLED) if name != LEAD or sheet.shared]
    heading = _above(table, sheet, len(columns), formats)
    _table(table, sheet, columns, heading, formats)
    _page(table, sheet, heading, heading + len(sheet.rows), len(columns))
    _stamp(book.add_worksheet(STAMP_SHEET), sheet)
    book.close()
    return stream.getvalue()


def _formats(book: Workbook) -> _Formats:
    def made(**said: Any) -> Any:
        return book.add_format({"font_name": "Calibri", "font_size": 10, "valign": "top", **said})

    cell = {"border": 1, "border_color": "#BFBFBF", "text_wrap": True}
    yellow = cell | {"bg_color": _YELLOW, "locked": False}
    heading = cell | {"bold": True, "valign": "vcenter"}
    return _Formats(
        title=made(bold=True, font_size=16, font_color=_INK, text_wrap=True),
        council=made(font_size=12, font_color=_INK, text_wrap=True),
        ask=made(bold=True, font_size=12, text_wrap=True, bg_color=_YELLOW),
        small=made(font_color="#595959", text_wrap=True),
        heading=made(**heading, bg_color=_INK, font_color="#FFFFFF"),
        to_fill=made(**heading, bg_color="#FFD966"),
        text=made(**cell),
        ref=made(**cell, bold=True),
        day=made(**cell, num_format="d mmm yyyy", align="left"),
        yellow=made(**yellow),
        yellow_day=made(**yellow, num_format="d mmm yyyy", align="left"),
    )


def _above(table: Worksheet, sheet: SheetContent, width: int, formats: _Formats) -> int:
    """The lines above the table, each across all of it; the row of the headings."""
    who = f"{sheet.sent_to}: {sheet.described}" if sheet.described else sheet.sent_to
    ask = f"Please fill in the yellow cells and send this file back by {day_words(sheet.due_on)}."
    how = "Leave empty what has not changed. Nothing else needs typing: the other cells are locked."
    lines = [
        (f"Progress return: {who}", formats.title, 16),
        (f"{sheet.council}. {'; '.join(sheet.titles)}. As at {day_words(sheet.as_at)}.", formats.council, 12),
        (ask, formats.ask, 12),
        *((text, formats.small, 10) for text in (how, *sheet.notices)),
    ]
    columns = sum(_WIDTHS[name] for name in (*PRINTED, *FILLED) if name != LEAD or sheet.shared)
    for row, (text, style, size) in enumerate(lines):
        shown = one_line(text)[:_LONGEST]
        # Excel does not fit the height of merged cells by itself.
        needed = -(-len(shown) * size // int(columns * 10))
        table.set_row(row, needed * size * 1.4 + 2)
        table.merge_range(row, 0, row, width - 1, "", style)
        table.write_string(row, 0, shown, style)
    return len(lines) + 1


def _table(table: Worksheet, sheet: SheetContent, columns: list[str], heading: int, formats: _Formats) -> None:
    for column, name in enumerate(columns):
        table.set_column(column, column, _WIDTHS[name])
        table.write_string(heading, column, name, formats.to_fill if name in FILLED else formats.heading)
    for number, row in enumerate(sheet.rows, heading + 1):
        texts = _texts(row, sheet.shared)
        table.set_row(number, _height(texts, [_WIDTHS[name] for name in columns]))
        for column, text in enumerate(texts):
            style = formats.text if column else formats.ref
            if text:
                table.write_string(number, column, text, style)
            else:
                table.write_blank(number, column, None, style)
        if row.deadline:
            table.write_datetime(number, columns.index("Deadline"), date.fromisoformat(row.deadline), formats.day)
        for name in FILLED:
            table.write_blank(number, columns.index(name), None, formats.yellow_day if name == EXPECTED else formats.yellow)
    _validate(table, sheet, columns, heading + 1, heading + len(sheet.rows))


def _height(texts: list[str], widths: list[float]) -> float:
    """The points that a row needs, with room for a note of three lines: not every program fits heights by itself."""
    lines = [
        sum(-(-max(len(part), 1) * 9 // int(width * 10)) for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=False)
    ]
    return min(max(3, *lines) * _LINE + 3, _TALLEST)


def _texts(row: SheetRow, shared: bool) -> list[str]:
    """The printed cells in their order; the deadline's place is empty, for it is a day and no text."""
    note = f"{row.note} ({day_words(row.noted_on)})" if row.note else ""
    leads = ["; ".join(row.leads)] if shared else []
    cells = [row.shown, *leads, row.recommendation, row.action, row.by_when, "", label(row.status), note]
    return [_fitting(clean(text)) for text in cells]


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"


def _validate(table: Worksheet, sheet: SheetContent, columns: list[str], first: int, last: int) -> None:
    """What the cells to fill in take; Excel offers the statuses as a list, and says at once what it cannot take."""
    status, expected = columns.index(STATUS), columns.index(EXPECTED)
    choose = {"input_title": STATUS, "input_message": "How does it stand? Choose from the list, or leave it empty."}
    refused = {"error_title": "Please choose from the list", "error_message": f"One of: {', '.join(_WORDS)}."}
    table.data_validation(first, status, last, status, {"validate": "list", "source": list(_WORDS), **choose, **refused})
    day = {
        **{"validate": "date", "criteria": "between"},
        **{"minimum": earliest_expected(date.fromisoformat(sheet.as_at)), "maximum": date(LAST_YEAR, 12, 31)},
        **{"input_title": EXPECTED, "input_message": "When do you now think it will be done? A day such as 31/03/2026."},
        **{"error_title": "Please type a day", "error_message": "A day such as 31/03/2026, not more than a year past."},
    }
    table.data_validation(first, expected, last, expected, day)


def _page(table: Worksheet, sheet: SheetContent, heading: int, last: int, width: int) -> None:
    """How it prints, what stays in sight, and what is locked (without a password: against slips)."""
    table.set_landscape()
    table.set_paper(9)  # A4
    table.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    table.fit_to_pages(1, 0)
    table.repeat_rows(heading)
    table.print_area(0, 0, last, width - 1)
    who = one_line(sheet.sent_to)[:100].replace("&", "&&")
    table.set_footer(f"&L{who}, as at {day_words(sheet.as_at)}&RPage &P of &N")
    table.freeze_panes(heading + 1, 1)
    table.set_selection(heading + 1, width - len(FILLED), heading + 1, width - len(FILLED))
    table.protect("", {"format_columns": True, "format_rows": True})


def _stamp(stamp: Worksheet, sheet: SheetContent) -> None:
    """What tells an import which sheet it was, however its rows were moved: see domain/return_layout.py."""
    lines = [(MARK, FORMAT), ("token", sheet.token), ("council", sheet.council), ("as at", sheet.as_at)]
    rows = [("shown", "plan", "ref", "version")]
    rows += [(row.shown, row.plan, row.ref, str(row.version)) for row in sheet.rows]
    for number, cells in enumerate([*lines, *rows]):
        for column, text in enumerate(cells):
            stamp.write_string(number, column, clean(text))
    stamp.protect()
    stamp.very_hidden()
