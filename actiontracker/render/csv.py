"""Records as CSV: RFC 4180, UTF-8, one header row, ISO days; safe to open in a spreadsheet (docs/columns.md)."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from actiontracker.domain.extras import packed

# An apostrophe that stands before such a start already is doubled, so that taking one back loses nothing.
_RISKY = re.compile("'*[=+\\-@＝＋－＠\t\r\n\0]")


def csv_rows(
    fields: tuple[str, ...], rows: Iterable[tuple[Any, ...]], *, raw: bool = False, bom: bool = False
) -> Iterator[str]:
    """The header, then a line for each row, as they come.

    A text that a spreadsheet would run as a formula gets an apostrophe before it (`raw` leaves it; an import takes it
    back); `bom` adds the mark by which Excel knows UTF-8.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    if bom:
        buffer.write("\ufeff")
    writer.writerow(fields)
    for count, row in enumerate(rows):
        writer.writerow([_cell(value, raw) for value in row])
        if count % 256 == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _cell(value: Any, raw: bool) -> Any:
    if isinstance(value, str):
        return "'" + value if not raw and _RISKY.match(value) else value
    if isinstance(value, tuple):
        return _cell("; ".join(value), raw)
    if isinstance(value, dict):
        return packed(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value  # None is written as nothing, a number as itself
