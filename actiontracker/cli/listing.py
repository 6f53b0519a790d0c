"""What the lists of the assurance commands share: one way to write them in each format."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from actiontracker.cli import output
from actiontracker.render.text import Line, day_words, nothing_words
from actiontracker.services.reporting import Scope

FORMATS = ("table", "plain", "csv", "json")


class Listed(NamedTuple):
    """How a list is called, what it says, its columns in CSV, and what lays it out for people."""

    name: str
    title: str
    nothing: str
    columns: tuple[str, ...]
    lines: Callable[..., Iterator[Line]]


def write(said: Listed, scope: Scope, rows: list[Any], day: str, format: str | None, out: str | None) -> None:
    """Write the rows in the format that was asked for. Raises UsageFault, StorageFault."""
    kind = output.chosen(format, out, FORMATS)
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(said.columns, rows), out)
    elif kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows(said.name, day, rows, scope.record), out)
    else:
        empty, many = nothing_words(scope.plans, day, said.nothing), len(scope.plans) > 1
        lines = said.lines(rows, titled(said.title, scope, day), empty, output.width(), scope.notices, many)
        output.write_lines(lines, kind, out)


def titled(title: str, scope: Scope, day: str) -> str:
    """A title with its day, and the plan where it is one."""
    return f"{title} as at {day_words(day)}" + ("" if len(scope.plans) != 1 else f": {scope.plans[0].slug}")
