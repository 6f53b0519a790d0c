"""The cells beside the actions: each told apart for the actions that it covers, by number, by position, or for all."""

from collections.abc import Iterator
from typing import NamedTuple

from actiontracker.domain.extras import unpacked
from actiontracker.domain.problems import Problem
from actiontracker.domain.refs import normal_ref
from actiontracker.intake.drafts import Document, RecommendationDraft
from actiontracker.intake.tables.cells import apart, is_day
from actiontracker.intake.tables.layout import anchor
from actiontracker.intake.tables.packed import Shares, leading_number, shared_out
from actiontracker.intake.tables.plan_rows import Rows, Slot

_SHARED = ("leads", "by_when", "expected", "status", "rag", "progress", "stage", "accountable", "also_answers")
_OF_RECOMMENDATIONS = ("area", "timescale", "outcome")


class Cell(NamedTuple):
    """A cell beside actions: its text, the rows and actions that it covers, and the recommendation that it stands under."""

    text: str
    rows: tuple[int, ...]
    slots: list[Slot]
    under: RecommendationDraft | None


class Sharing:
    """Gives the cells of one table to its actions and recommendations. What fits none is kept and listed."""

    def __init__(self, document: Document, rows: Rows) -> None:
        self._document = document
        self._rows = rows
        self._columns = rows.layout.columns
        self._sizes: dict[int, int] = {}
        for slot in rows.all_slots():
            if slot.recommendation is not None:
                self._sizes[id(slot.recommendation)] = self._sizes.get(id(slot.recommendation), 0) + 1
            self._begin(slot)

    def share(self) -> None:
        """Every column that is not the wording itself."""
        columns = self._columns
        for name in _SHARED:
            if name in columns.fields:
                self._column(columns.fields[name], name)
        for column, pair in columns.pairs.items():
            self._pair(column, pair)
        for name in _OF_RECOMMENDATIONS:
            if name in columns.fields:
                self._of_recommendations(columns.fields[name], name)
        for column in columns.extras:
            self._extra(column)
        if "extra" in columns.fields:
            self._packed(columns.fields["extra"])
        self._from_earlier_months()
        self._sections()

    def _begin(self, slot: Slot) -> None:
        """A field with a column is spoken of, though its cell be blank."""
        draft, has = slot.draft, self._columns.has
        draft.leads = [] if has("leads") else None
        draft.by_when = "" if has("by_when") else None
        draft.progress = "" if has("progress") else None
        draft.expected = "" if has("expected") else None
        draft.also_answers = [] if has("also_answers") else None
        slot.status = "" if has("status") else None
        slot.rag = "" if has("rag") else None
        draft.stage = draft.stage or ("" if has("stage") else None)

    def _cells(self, column: int) -> Iterator[Cell]:
        """The cells of a column that have a text, each with all that it covers."""
        grid = self._rows.grid
        if not grid.merged:
            for row in self._rows.under:
                yield from self._cell(column, [row])
            return
        waiting: list[int] = []
        for row in self._rows.under:
            if waiting and (anchor(grid, row, column) != anchor(grid, waiting[0], column)):
                yield from self._cell(column, waiting)
                waiting = []
            waiting.append(row)
        yield from self._cell(column, waiting)

    def _cell(self, column: int, rows: list[int]) -> Iterator[Cell]:
        if not rows:
            return
        grid = self._rows.grid
        row, left = anchor(grid, rows[0], column)
        cells = grid.rows[row].cells
        text = cells[left] if left < len(cells) else ""
        if not text and column == self._columns.fields.get("rag"):
            text = grid.shades.get((row, left), "")
        if not text or left != column:
            return
        slots = self._rows.slots.get(rows[0], [])
        if len(rows) > 1:
            slots = list({id(slot): slot for row in rows for slot in self._rows.slots.get(row, [])}.values())
        yield Cell(text, tuple(rows), slots, self._rows.under[rows[0]])

    def _column(self, column: int, name: str) -> None:
        for cell in self._cells(column):
            self._give(cell, name, cell.text, self._rows.layout.headings[column])

    def _give(self, cell: Cell, name: str, text: str, heading: str) -> None:
        if not cell.slots:
            self._without_action(cell, name, text, heading)
            return
        shares = shared_out(text, [slot.number for slot in cell.slots], is_day if name in ("by_when", "expected") else _never)
        for place, own in shares.own.items():
            self._set(cell.slots[place], name, own)
        if shares.whole:
            self._for_all(cell, name, shares.whole, heading)
        if shares.unplaced:
            self._unplaced(cell, name, shares, heading)

    def _for_all(self, cell: Cell, name: str, text: str, heading: str) -> None:
        """One text for several actions: the recommendation's own where it covers all of them, else each one's."""
        whole = cell.under is not None and self._sizes.get(id(cell.under)) == len(cell.slots)
        if whole and name == "leads" and cell.under and not cell.under.leads:
            cell.under.leads = [text]
        elif whole and name == "by_when" and cell.under and not cell.under.by_when:
            cell.under.by_when = text
        elif whole and name == "progress" and cell.under:
            _note(cell.under, text)
        elif name in ("status", "rag") and cell.under:
            _note(cell.under, f"{heading}: {text}")
            self._tell(cell, f"one {heading!r} for {len(cell.slots)} actions, kept with {_named(cell.under)}: {text!r}")
        else:
            for slot in cell.slots:
                self._set(slot, name, text)

    def _unplaced(self, cell: Cell, name: str, shares: Shares, heading: str) -> None:
        """What could not be told apart is kept with the recommendation, and listed with its cell."""
        text, under = shares.unplaced, cell.under
        if under is None:
            for slot in cell.slots[:1]:
                self._set(slot, "extra", text, heading)
            self._tell(cell, f"{heading!r}: {shares.why}, kept with the first: {text!r}", unread=True)
        elif name == "leads" and not shares.own:
            under.leads = [*(under.leads or []), text]
            self._tell(cell, f"{heading!r}: {shares.why}, taken for all actions of {_named(under)}: {text!r}", unread=True)
        elif name == "by_when" and not shares.own and not under.by_when:
            under.by_when = text
            self._tell(cell, f"{heading!r}: {shares.why}, kept with {_named(under)}: {text!r}", unread=True)
        else:
            _note(under, text if name == "progress" else f"{heading}: {text}")
            self._tell(cell, f"{heading!r}: {shares.why}, kept with {_named(under)}: {text!r}", unread=True)

    def _without_action(self, cell: Cell, name: str, text: str, heading: str) -> None:
        """A cell in a row that has no action: the recommendation's own, where the row names one."""
        under = cell.under
        if under is None or under.place != self._rows.grid.rows[cell.rows[0]].place:
            where = f", kept with {_named(under)}" if under else ""
            if under:
                _note(under, f"{heading}: {text}")
            self._tell(cell, f"no action in this row{where or ': not read'}: {heading}: {text!r}", unread=True)
        elif name == "leads":
            under.leads = [*(under.leads or []), text]
        elif name == "by_when" and not under.by_when:
            under.by_when = text
        else:
            _note(under, text if name == "progress" else f"{heading}: {text}")

    def _set(self, slot: Slot, name: str, text: str, heading: str = "") -> None:
        draft = slot.draft
        if name == "leads":
            draft.leads = [*(draft.leads or []), text]
        elif name == "also_answers":
            draft.also_answers = [normal_ref(part) for part in text.split(";") if part.strip()]
        elif name in ("status", "rag"):
            held = getattr(slot, name)
            setattr(slot, name, f"{held}\n{text}" if held and text != held else text)
        elif name == "extra":
            extra = draft.extra = draft.extra or {}
            extra[heading] = f"{extra[heading]}\n{text}" if extra.get(heading) else text
        else:
            held = getattr(draft, name)
            setattr(draft, name, f"{held}\n{text}" if held and name != "stage" else text)

    def _pair(self, column: int, pair: tuple[str, str]) -> None:
        heading = self._rows.layout.headings[column]
        for cell in self._cells(column):
            if len(cell.slots) > 1 and any(leading_number(line).numbers for line in cell.text.split("\n")):
                self._numbered_pair(cell, pair, heading)
                continue
            for name, text in zip(pair, apart(pair, cell.text), strict=True):
                if text:
                    self._give(cell, name, text, heading)

    def _numbered_pair(self, cell: Cell, pair: tuple[str, str], heading: str) -> None:
        """Two things in one cell for several actions: told apart by number first, then each by what it is."""
        shares = shared_out(cell.text, [slot.number for slot in cell.slots])
        for place, own in shares.own.items():
            for name, text in zip(pair, apart(pair, own), strict=True):
                if text:
                    self._set(cell.slots[place], name, text)
        if shares.whole or shares.unplaced:
            self._unplaced(cell, "extra", shares._replace(unplaced=shares.whole or shares.unplaced), heading)

    def _of_recommendations(self, column: int, name: str) -> None:
        """What belongs to a recommendation; where it differs from action to action, it is an extra field of theirs."""
        heading = self._rows.layout.headings[column]
        cells = list(self._cells(column))
        texts: dict[int, list[str]] = {}
        for cell in cells:
            if cell.under is not None and cell.text not in texts.setdefault(id(cell.under), []):
                texts[id(cell.under)].append(cell.text)
        each = name == "outcome" and any(len(said) > 1 for said in texts.values())
        for cell in cells:
            if cell.under is None or (each and cell.slots):
                self._extra_of(cell, heading)
            elif not getattr(cell.under, name) or getattr(cell.under, name) == cell.text:
                setattr(cell.under, name, cell.text)
            else:
                self._extra_of(cell, heading)
        if not each:
            for slot in self._rows.all_slots():
                if slot.recommendation is not None and getattr(slot.recommendation, name) is None:
                    setattr(slot.recommendation, name, "")

    def _extra(self, column: int) -> None:
        heading = self._heading(column)
        for slot in self._rows.all_slots():
            slot.draft.extra = slot.draft.extra or {}
            slot.draft.extra.setdefault(heading, "")
        for cell in self._cells(column):
            self._extra_of(cell, heading)

    def _packed(self, column: int) -> None:
        """The extra fields as our own export packs them in one cell."""
        for cell in self._cells(column):
            for heading, text in unpacked(cell.text).items():
                for slot in cell.slots:
                    self._set(slot, "extra", text, heading or "Extra")

    def _from_earlier_months(self) -> None:
        """Where the newest month is blank for an action, its last words are those of the month before."""
        for name, earlier in self._columns.earlier.items():
            headings = [self._heading(column) for column in earlier]
            for slot in self._rows.all_slots():
                said = [text for heading in headings if (text := (slot.draft.extra or {}).get(heading))]
                holder: object = slot.draft if name in ("progress", "expected") else slot
                if said and not getattr(holder, name):
                    setattr(holder, name, said[-1])

    def _heading(self, column: int) -> str:
        return " ".join(self._rows.layout.headings[column].split()) or f"Column {column + 1}"

    def _extra_of(self, cell: Cell, heading: str) -> None:
        heading = " ".join(heading.split())
        if not cell.slots:
            self._without_action(cell, "extra", cell.text, heading)
            return
        shares = shared_out(cell.text, [slot.number for slot in cell.slots])
        for place, own in shares.own.items():
            self._set(cell.slots[place], "extra", own, heading)
        if shares.whole and cell.under is not None and len(cell.slots) > 1:
            _note(cell.under, f"{heading}: {shares.whole}")
            self._tell(cell, f"one {heading!r} for {len(cell.slots)} actions: kept in the note of {_named(cell.under)}")
        elif shares.whole:
            for slot in cell.slots:
                self._set(slot, "extra", shares.whole, heading)
        if shares.unplaced:
            self._unplaced(cell, "extra", shares, heading)

    def _sections(self) -> None:
        """A section above actions that answer no recommendation is kept as an extra field of theirs."""
        for slot in self._rows.all_slots():
            if slot.recommendation is None and (section := self._rows.sections.get(slot.row)):
                self._set(slot, "extra", section, "Section")

    def _tell(self, cell: Cell, what: str, *, unread: bool = False) -> None:
        self._document.problems.append(Problem(self._rows.grid.rows[cell.rows[0]].place, what, unread))


def _note(recommendation: RecommendationDraft, text: str) -> None:
    recommendation.note = f"{recommendation.note}\n{text}" if recommendation.note else text


def _named(recommendation: RecommendationDraft) -> str:
    return f"recommendation {recommendation.ref}" if recommendation.ref else "its recommendation"


def _never(line: str) -> bool:
    return False
