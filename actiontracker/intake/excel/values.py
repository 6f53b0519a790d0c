"""The values of a sheet as texts: what a person sees in the cells, with dates in ISO 8601."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import product

from actiontracker.intake.excel.cells import Found, Place
from actiontracker.intake.excel.styles import NumberFormat, plain_number
from actiontracker.intake.grids import clean_cell

Value = int | float | str | bool | time | date | datetime | timedelta
_MOST_SEEN = 10_000  # words that recur, such as statuses, are cleaned and kept once


def texts_of(values: Iterable[list[Value]], left: int, found: Found) -> list[list[str]]:
    """All rows from the first of the sheet, without the empty ones and the empty columns at the end.

    `left` is the column of the first value in each row.
    """
    rows: list[list[str]] = []
    seen: dict[str, str] = {}
    for number, cells in enumerate(values):
        row = [""] * left
        for column, value in enumerate(cells, left):
            if type(value) is str:
                text = seen.get(value)
                if text is None:
                    text = clean_cell(value)
                    if len(seen) < _MOST_SEEN:
                        seen[value] = text
            else:
                text = shown_value(value, found.formats.get((number, column)))
            row.append(text)
        rows.append(row)
    for (number, column), error in found.errors.items():
        if number < len(rows) and column < len(rows[number]):
            rows[number][column] = error
    return _trimmed(rows)


def shown_value(value: Value, shown_as: NumberFormat | None = None) -> str:
    """One value as text: 3.0 as "3", a midnight as its day, 14:30 without seconds."""
    match value:
        case float():
            return shown_as.shown(value) if shown_as else plain_number(value)
        case bool() | int():
            return str(value).upper()
        case datetime():
            nearest = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
            clock = _clock(timedelta(hours=nearest.hour, minutes=nearest.minute, seconds=nearest.second))
            return f"{nearest:%Y-%m-%d}" if clock == "00:00" else f"{nearest:%Y-%m-%d} {clock}"
        case date():
            return value.isoformat()
        case time():
            return _clock(datetime.combine(date.min, value) - datetime.min)
        case timedelta():
            return _clock(value)
    return clean_cell(value)


def merged_places(ranges: Iterable[tuple[Place, Place]], rows: list[list[str]]) -> dict[Place, Place]:
    """From each covered cell to the upper left one, within the rows. Raises ValueError where ranges overlap."""
    height, width = len(rows), len(rows[0]) if rows else 0
    merged: dict[Place, Place] = {}
    for first, last in ranges:
        for place in product(range(first[0], min(last[0] + 1, height)), range(first[1], min(last[1] + 1, width))):
            if place in merged:
                raise ValueError("merged cells that overlap")
            if place != first:
                merged[place] = first
    return merged


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((_filled(row) for row in rows), default=0)
    return [row[:width] for row in rows]


def _filled(row: list[str]) -> int:
    width = len(row)
    while width and not row[width - 1]:
        width -= 1
    return width


def _clock(duration: timedelta) -> str:
    seconds = round(duration.total_seconds())
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes // 60:02}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")
