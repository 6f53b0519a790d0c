"""The completeness law: each line of a plan's tables is found again in the document read, or in its problems."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from actiontracker.domain.printed import read_by_when, read_colour, read_status_column
from actiontracker.intake.drafts import Document
from actiontracker.intake.grids import Grid, Source
from actiontracker.intake.tables.columns import Told
from actiontracker.intake.tables.layout import Layout, is_repeated, plan_layout
from actiontracker.intake.tables.packed import leading_number

_WORD = re.compile(r"[^\W_]+")
_STATUS_WORDS = (
    "completed complete achieved done underway under way ongoing on going in progress progressing hand on track target"
)
_STATUS_WORDS += (
    " held hold paused suspended not yet started to be actioned cancelled superseded withdrawn no longer relevant embedded"
)
_STATUS_WORDS += " stated reported"
_NO_RATING = ("none", "n/a", "-", "–")
_MOST_PIECES = 3


def words(text: str) -> list[str]:
    """The words of a text; case and punctuation do not count, and "5.10.12" is three."""
    return _WORD.findall(text.casefold())


class Held:
    """All that a document holds, in drafts and problems, to be searched for runs of words."""

    def __init__(self, document: Document) -> None:
        drafts = (*document.recommendations, *document.actions, *document.posts)
        texts = [text for draft in drafts for text in _texts_of(draft)]
        texts += [problem.what.replace("\\n", " ") for problem in document.problems]  # quoted texts show line breaks so
        self._runs = "|".join(f" {' '.join(words(text))} " for text in dict.fromkeys(texts))
        self._runs += "|" + "|".join(f" {number} " for number in sorted(set(re.findall(r"\d+", self._runs))))
        self._statuses = {action.status for action in document.actions}
        self._ratings = {action.rag for action in document.actions}

    def has(self, line: str) -> bool:
        """Whether a line is found: as one run of words, or as a few (lead and date apart), its numbers as refs."""
        run, pieces = words(line), 0
        while run:
            size = next((size for size in range(len(run), 0, -1) if f" {' '.join(run[:size])} " in self._runs), 0)
            if not size:
                return self._says(line)
            pieces += not all(word.isdigit() for word in run[:size])
            run = run[size:]
        return pieces <= _MOST_PIECES

    def _says(self, line: str) -> bool:
        """Whether a line, after its number, is but a status, a colour or a day that some action has as such."""
        line = leading_number(line).text
        if (reading := read_status_column(line)) and reading.status in self._statuses:
            return {word for word in words(line) if not word.isdigit()} <= set(_STATUS_WORDS.split())
        if read_colour(line) in self._ratings or line.lower() in _NO_RATING:
            return True
        day = read_by_when(line).deadline
        return day is not None and f" {' '.join(words(day.isoformat()))} " in self._runs


def _texts_of(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from (key, value)
    elif isinstance(thing, list | tuple):
        for part in thing:
            yield from _texts_of(part)
    elif is_dataclass(thing):
        for each in fields(thing):
            if each.name != "place":
                yield from _texts_of(getattr(thing, each.name))


def lost(source: Source, document: Document, told: Told = {}) -> list[str]:
    """Each line of a cell below a plan's heading that is nowhere, with its place."""
    held = Held(document)
    return [
        f"{place}: {line!r}"
        for grid in source.grids
        if (layout := plan_layout(grid, told))
        for place, cell in cells(grid, layout)
        for line in cell.split("\n")
        if not held.has(line)
    ]


def cells(grid: Grid, layout: Layout) -> Iterator[tuple[str, str]]:
    """Place and text of each cell below a heading that is not the heading again."""
    for row in grid.rows[layout.body :]:
        if not is_repeated(layout, row):
            yield from ((row.place, cell) for cell in row.cells if cell)
