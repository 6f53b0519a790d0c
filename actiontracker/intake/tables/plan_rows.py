"""The rows of a plan's table: the recommendation that each stands under, and the actions that it holds."""

import re
from dataclasses import dataclass, field

from actiontracker.domain.problems import Problem
from actiontracker.intake.drafts import ActionDraft, Document, RecommendationDraft
from actiontracker.intake.grids import Grid, Row
from actiontracker.intake.tables.cells import is_day
from actiontracker.intake.tables.layout import Layout, anchor, is_repeated, text_at
from actiontracker.intake.tables.packed import Piece, split_actions
from actiontracker.intake.tables.recommendations import Printed, Recommendations
from actiontracker.intake.tables.refs_in_text import column_ref, glued_ref
from actiontracker.intake.tables.section_rows import STAGE, SectionRows

_NO_ACTION = ("none", "n/a", "na", "-", "–", "nil", "no action", "not applicable")
_BULLET = re.compile(r"[•▪◦*–-]\s*")
_REFS = ("ref", "number", "recommendation_ref")


@dataclass(slots=True)
class Slot:
    """An action as it was met: its draft, the number printed for it, its row, its recommendation and its section.

    `is_in_column` tells a number or ref in a column of its own from one in the text; `status` and `rag` are None where
    the table has no such column.
    """

    draft: ActionDraft
    number: str
    row: int
    recommendation: RecommendationDraft | None
    section: str = ""
    is_in_column: bool = False
    status: str | None = None
    rag: str | None = None


@dataclass(slots=True)
class Rows:
    """What the rows of one table hold: actions by row, and the recommendation that each row stands under."""

    grid: Grid
    layout: Layout
    slots: dict[int, list[Slot]] = field(default_factory=dict)
    under: dict[int, RecommendationDraft | None] = field(default_factory=dict)
    sections: dict[int, str] = field(default_factory=dict)

    def all_slots(self) -> list[Slot]:
        """The actions in the order of the table, each once."""
        return [slot for row, slots in self.slots.items() for slot in slots if slot.row == row]


class RowReader:
    """Walks down a table once and gathers its actions; the cells beside them are shared out afterwards."""

    def __init__(self, document: Document, grid: Grid, layout: Layout, recommendations: Recommendations) -> None:
        self._document = document
        self._grid = grid
        self._layout = layout
        self._columns = layout.columns
        self._below: list[str] = []
        self.above = SectionRows(document, grid, layout, recommendations)
        self.rows = Rows(grid, layout)

    def read(self) -> Rows:
        """All rows below the heading."""
        for number in range(self._layout.body, len(self._grid.rows)):
            row = self._grid.rows[number]
            self._tell_beyond(row)
            if any(row.cells) and not is_repeated(self._layout, row) and not self.above.takes(number):
                self._row(number, row.place)
        self.above.tell_unused_section()
        self._tell_of_rows_below()
        return self.rows

    def _tell_beyond(self, row: Row) -> None:
        """Cells beyond the headings: mostly a comma that somebody typed, and all cells after it stand one too far."""
        beyond = [text for text in row.cells[len(self._layout.headings) :] if text]
        if beyond:
            what = f"more cells than headings, not read: {' / '.join(beyond)!r}"
            self._document.problems.append(Problem(row.place, what, unread=True))

    def _row(self, number: int, place: str) -> None:
        recommendation = self._recommendation(number, place)
        self.rows.under[number] = recommendation
        self.rows.sections[number] = self.above.section
        column = self._columns.fields["action"]
        row, left = anchor(self._grid, number, column)
        if row != number and left == column:
            self._tell_left(number, place, [name for name in _REFS if self._is_own(name, number)])
            self.rows.slots[number] = self.rows.slots.get(row, [])
            return
        text = self._own("action", number)
        if text and text.lower() not in _NO_ACTION:
            self.rows.slots[number] = self._actions(number, place, text, recommendation)
            self.above.stage_is_fresh = False
        else:
            is_new = recommendation is not None and recommendation.place == place
            self._tell_left(number, place, ["ref", "number", "action"] if is_new else [*_REFS, "action"])
        self.above.section_is_used |= not self._own("area", number)

    def _is_own(self, name: str, number: int) -> bool:
        column = self._columns.fields.get(name)
        return column is not None and anchor(self._grid, number, column) == (number, column)

    def _tell_left(self, number: int, place: str, names: list[str]) -> None:
        left_over = " ".join(filter(None, (self._own(name, number) for name in names)))
        if left_over:
            self._document.problems.append(Problem(place, f"no action in this row: not read: {left_over!r}", unread=True))

    def _own(self, name: str, number: int) -> str:
        """The text of a field's cell in this row, or of the merged cell that covers it; "" without such a column."""
        column = self._columns.fields.get(name)
        return "" if column is None else text_at(self._grid, number, column)

    def _ref(self, name: str, number: int) -> tuple[str, str]:
        """The ref in a column of its own, and words that stand beside it ("S1: Leadership")."""
        text = self._own(name, number)
        return (ref, "") if (ref := column_ref(text)) else glued_ref(text)

    def _recommendation(self, number: int, place: str) -> RecommendationDraft | None:
        """What the row's action stands under; where a cell was left blank, the recommendation above."""
        (ref, beside), text = self._ref("recommendation_ref", number), self._own("recommendation", number)
        if not ref and not beside and not text:
            if self.above.reads_recommendations and self._own("ref", number):
                return None
            if self.above.last and self.above.reads_recommendations and self._own("action", number):
                self._below.append(place)
            return self.above.last
        printed = Printed(ref, text or beside) if ref else self.above.read(text or beside)
        met = self.above.met(printed._replace(area=self._own("area", number)), place)
        if beside and beside not in met.text:
            met.note = f"{met.note}\n{beside}" if met.note else beside
        return met

    def _actions(self, number: int, place: str, text: str, recommendation: RecommendationDraft | None) -> list[Slot]:
        (ref, beside_ref), (printed, beside_number) = self._ref("ref", number), self._ref("number", number)
        slots = []
        for stage, piece in self._pieces(number, text, is_one=bool(ref or printed)):
            draft = ActionDraft(place, ref, piece.text)
            draft.stage = stage or None
            named = ref or printed or _number(draft, piece, recommendation)
            slots.append(Slot(draft, named, number, recommendation, self.above.section, is_in_column=bool(ref or printed)))
        for name, beside in (("ref", beside_ref), ("number", beside_number)):
            if beside:
                heading = " ".join(self._layout.headings[self._columns.fields[name]].split())
                slots[0].draft.extra = {heading: beside}
        return slots

    def _pieces(self, number: int, text: str, *, is_one: bool) -> list[tuple[str, Piece]]:
        """The actions in a cell, each with its stage: by their numbers, else by as many days in the cell beside."""
        if is_one:
            return [(self.above.stage, Piece((), text))]
        pieces = self._staged(text)
        lines = pieces[0][1].text.split("\n") if len(pieces) == 1 else []
        if len(lines) < 2 or pieces[0][1].numbers:
            return pieces
        days, leads = (self._own(name, number).split("\n") for name in ("by_when", "leads"))
        listed = all(_BULLET.match(line) for line in lines)
        agree = len(lines) == len(days) and all(is_day(day) for day in days)
        if agree or (listed and len(lines) in (len(days), len(leads))):
            return [(pieces[0][0], Piece((), _BULLET.sub("", line))) for line in lines]
        if listed:
            what = f"{len(lines)} lines with bullets in one cell: read as one action"
            self._document.problems.append(Problem(self._grid.rows[number].place, what))
        return pieces

    def _staged(self, text: str) -> list[tuple[str, Piece]]:
        """The actions of a cell with the stage that stands before each; a stage goes on until another is named."""
        runs: list[tuple[str, list[str]]] = [(self.above.stage, [])]
        for line in text.split("\n"):
            if STAGE.fullmatch(line):
                runs.append((line.rstrip(": "), []))
            else:
                runs[-1][1].append(line)
        self.above.stage = runs[-1][0]
        return [(stage, piece) for stage, lines in runs if lines for piece in split_actions("\n".join(lines))]

    def _tell_of_rows_below(self) -> None:
        """Say once which rows were taken under the recommendation above them."""
        if self._below:
            more = f" and {len(self._below) - 1} more" if len(self._below) > 1 else ""
            what = "no recommendation printed: taken under the one above"
            self._document.problems.append(Problem(self._below[0] + more, what))


def _number(draft: ActionDraft, piece: Piece, recommendation: RecommendationDraft | None) -> str:
    """The number printed before an action's text, or a ref glued to it, which is then taken off."""
    if piece.numbers:
        return "-".join(dict.fromkeys((piece.numbers[0], piece.numbers[-1])))
    ref, rest = glued_ref(draft.text)
    if not ref and recommendation is not None and recommendation.ref:
        found = re.match(rf"({re.escape(recommendation.ref)}\.\d{{1,3}})\s+(?=\S)", draft.text)
        ref, rest = (found[1], draft.text[found.end() :]) if found else ("", "")
    if not ref or not rest.strip():
        return ""
    draft.text = rest.strip()
    return ref
