"""Scorecards in Word, Excel and CSV tables: rows of indicators, read by their headings as they are."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from actiontracker.domain import periods
from actiontracker.domain.errors import InputRefused
from actiontracker.domain.indicators import plain_description
from actiontracker.domain.problems import Problem
from actiontracker.intake.grids import Grid, Row, Source
from actiontracker.intake.scorecards.drafts import IndicatorDraft, ScorecardDocument
from actiontracker.intake.scorecards.headings import Column
from actiontracker.intake.scorecards.layout import Layout, tables
from actiontracker.intake.scorecards.rows import Cell, RowReader
from actiontracker.intake.tables.columns import Told

_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Z][a-z]{2,8})\s+(20\d\d)\b", re.ASCII)


def scorecard_from(source: Source, told: Told = {}) -> ScorecardDocument:
    """The scorecard of a document's tables. Raises InputRefused (exit 3) with the cell for what cannot be taken."""
    document = ScorecardDocument(source.name, problems=list(source.problems))
    for grid in source.grids:
        reader = _GridReader(document, grid)
        start = 0
        for layout, end in tables(grid, told):
            reader.take_lines(start, layout.start)
            reader.take_table(layout, end)
            start = end
    if not document.indicators:
        advice = "its headings must name indicators and periods, such as 'Indicator Description' and 'Q1 2023-24'"
        raise InputRefused(f"{source.name}: no scorecard in it", advice)
    _title(document, source)
    _refuse_twice(document)
    return document


class _GridReader:
    """Reads the tables of one sheet or table into the document."""

    def __init__(self, document: ScorecardDocument, grid: Grid) -> None:
        self._document = document
        self._grid = grid
        self._heading: str | None = None

    def take_lines(self, start: int, end: int) -> None:
        """The rows above a table: the first text is the document's title."""
        for row in self._grid.rows[start:end]:
            texts = list(dict.fromkeys(filter(None, row.cells)))
            if texts and self._document.title is None:
                self._document.title = " ".join(texts[0].split())

    def take_table(self, layout: Layout, end: int) -> None:
        """The rows below a heading."""
        self._refuse_same_periods(layout)
        self._document.headings += [(column.heading, column.in_words) for column in layout.columns.values()]
        self._tell_unread(layout, end)
        self._document.authority = self._document.authority or layout.authority or None
        self._heading = layout.group or self._heading
        waiting: Row | None = None
        for row in self._grid.rows[layout.start + 1 : end]:
            filled = [cell for cell in row.cells if cell]
            if not filled:
                continue
            if _is_indicator(row, layout):
                if waiting:
                    self._heading, waiting = " ".join(next(filter(None, waiting.cells)).split()), None
                self._take_row(row, layout)
            else:
                self._tell(waiting)
                waiting = row
        self._tell(waiting)

    def _tell_unread(self, layout: Layout, end: int) -> None:
        """Columns with something in them whose headings are not understood: nobody would miss them otherwise."""
        head = self._grid.rows[layout.start]
        rows = self._grid.rows[layout.start + 1 : end]
        for place in range(max((len(row.cells) for row in rows), default=0)):
            heading = head.cells[place] if place < len(head.cells) else ""
            filled = sum(place < len(row.cells) and bool(row.cells[place]) for row in rows)
            if place not in layout.columns and filled > 1 and not _continues(layout, place):
                what = f"the heading {heading!r} is not understood: its {filled} cells are not read (--map says what it is)"
                self._document.problems.append(Problem(f"{head.place}, column {_letter(place)}", what, unread=True))

    def _tell(self, row: Row | None) -> None:
        """A row that is neither an indicator nor the heading of some: its text is kept as a remark."""
        if row:
            said = " | ".join(filter(None, row.cells))
            self._document.problems.append(Problem(self._named(row.place), f"not read as an indicator: {said!r}"))

    def _named(self, place: str) -> str:
        return place or "table"

    def _refuse_same_periods(self, layout: Layout) -> None:
        seen: dict[tuple[str, str, str | None], Column] = {}
        for column in layout.columns.values():
            if column.is_figure:
                mark = (column.kind, column.comparator, column.period.code if column.period else None)
                if mark in seen:
                    what = f"{self._document.name}, {self._grid.rows[layout.start].place}: two columns for {column.in_words}"
                    raise InputRefused(f"{what}, {seen[mark].heading!r} and {column.heading!r}", "leave one of them out")
                seen[mark] = column

    def _take_row(self, row: Row, layout: Layout) -> None:
        cells = [
            Cell(f"{row.place}, column {_letter(place)} ({' '.join(column.heading.split())})", column, row.cells[place])
            for place, column in layout.columns.items()
            if place < len(row.cells) and row.cells[place]
        ]
        self._document.indicators.append(RowReader(self._document, row.place, cells, self._heading).read())


def _continues(layout: Layout, place: int) -> bool:
    """Whether a column without a heading lies left of all that are read: numbers of rows, or a margin."""
    return place < min(layout.columns)


def _is_indicator(row: Row, layout: Layout) -> bool:
    """Whether a row describes an indicator and has a ref or a figure for it."""
    place = layout.place_of("description")
    if place is None or place >= len(row.cells) or not row.cells[place]:
        return False
    others = [cell for at, cell in enumerate(row.cells) if at != place and at in layout.columns and cell != row.cells[place]]
    return any(others)


def _letter(place: int) -> str:
    """The letter of a column, as spreadsheets name them."""
    return (_letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _title(document: ScorecardDocument, source: Source) -> None:
    """The title, and the day that it names: the day itself, else the end of its month."""
    lines = [line.text for line in source.lines if line.text.strip()]
    document.title = document.title or (" ".join(lines[0].split()) if lines else None)
    for text in filter(None, [document.title, *lines]):
        document.on = next(_days_in(text), None)
        if document.on:
            return


def _days_in(text: str) -> Iterator[str]:
    if found := _DAY.search(text):
        month = periods.read_period(f"{found[2]} {found[3]}")
        if month and month.month and int(found[1]) <= monthrange(int(found[3]), month.month)[1]:
            yield date(int(found[3]), month.month, int(found[1])).isoformat()
    month = periods.read_period(re.sub(r"\b\d{1,2}(?:st|nd|rd|th)\b", " ", text))
    if month and month.month and month.code:
        yield periods.ends_on(month.code)


def _refuse_twice(document: ScorecardDocument) -> None:
    """Raises InputRefused where an indicator has two rows: then a period would have two values."""
    seen: dict[str, IndicatorDraft] = {}
    for draft in document.indicators:
        mark = draft.key or plain_description(draft.definition.description)
        if mark in seen:
            what = f"{document.name}, {draft.place}: {draft.definition.description!r} stands there a second time"
            raise InputRefused(f"{what}, after {seen[mark].place}", "leave one row out, or word them apart")
        seen[mark] = draft
