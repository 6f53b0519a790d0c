"""One row of a scorecard: an indicator with its figures, notes, targets and comparators."""

import re
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from actiontracker.domain import periods
from actiontracker.domain.errors import InputRefused
from actiontracker.domain.figures import Figure, NoFigure, check_fraction, fraction_in_words, read_figure
from actiontracker.domain.indicator_catalogue import in_catalogue
from actiontracker.domain.indicators import ACCRUALS, POLARITIES, UNITS, Definition
from actiontracker.domain.problems import Problem
from actiontracker.intake.scorecards.drafts import ComparatorDraft, IndicatorDraft, ScorecardDocument, TargetDraft, ValueDraft
from actiontracker.intake.scorecards.headings import Column

_STEP = re.compile(r"q(?P<quarter>[1-4])\s*[-–:=]?\s*(?P<value>[+-]?\d+(?:\.\d+)?)\s*%?", re.IGNORECASE | re.ASCII)
_STEPS = re.compile(
    rf"(?:{_STEP.pattern.replace('?P<quarter>', '?:').replace('?P<value>', '?:')}[\s;,]*){{2,4}}", re.IGNORECASE
)
_NAMED = re.compile(r"(?P<name>[^()]+?)\s*\(\s*(?P<value>[+-]?\d+(?:\.\d+)?)\s*%?\s*\)[\s;,]*", re.ASCII)
_SHARE_BELOW, _PERCENT_FROM = Decimal(1), 10
"""A percentage printed as 0.95 stands among others of 10 and more."""


class Cell(NamedTuple):
    """A cell with its column, and its place for people."""

    place: str
    column: Column
    text: str


class RowReader:
    """Reads one row."""

    def __init__(self, document: ScorecardDocument, place: str, cells: list[Cell], heading: str | None) -> None:
        self._document = document
        self._cells = cells
        said = {cell.column.kind: " ".join(cell.text.split()) for cell in cells if not cell.column.is_figure}
        self._definition = self._defined(place, said["description"], said)
        self._draft = IndicatorDraft(
            place=place,
            ref=said.get("ref", ""),
            definition=self._definition,
            key=said.get("key"),
            heading=said.get("heading") or heading,
        )

    def _defined(self, place: str, description: str, said: dict[str, str]) -> Definition:
        """What the row's words tell of the indicator: by the catalogue, by its own columns, by its unit's words."""
        known = in_catalogue(said.get("ref", ""), description)
        concluded = known.definition if known else Definition("", _unit_in(description, [cell.text for cell in self._cells]))
        concluded = concluded._replace(
            unit=self._stated(place, said, "unit", tuple(UNITS)) or concluded.unit,
            polarity=self._stated(place, said, "polarity", POLARITIES) or concluded.polarity,
            accrual=self._stated(place, said, "accrual", ACCRUALS) or concluded.accrual,
        )
        if any(len(_STEP.findall(cell.text)) > 1 for cell in self._cells if cell.column.kind == "target"):
            concluded = concluded._replace(accrual="cumulative")
        return concluded._replace(description=description, owner=said.get("owner"))

    def _stated(self, place: str, said: dict[str, str], name: str, choices: tuple[str, ...]) -> str | None:
        """What a column of that name says, as one of the choices. Raises InputRefused for any other word."""
        text = said.get(name)
        if text is None:
            return None
        value = _WORDS.get(text.casefold(), text.casefold().replace(" ", "_"))
        if value not in choices:
            raise InputRefused(f"{self._document.name}, {place}: unknown {name} {text!r}", f"one of: {', '.join(choices)}")
        return value

    def read(self) -> IndicatorDraft:
        """The indicator with all its figures."""
        for cell in self._cells:
            if cell.column.kind == "value" and cell.column.period and cell.column.period.code:
                self._add_value(cell, cell.column.period.code)
        for cell in self._cells:
            if cell.column.kind == "notes":
                self._add_note(cell)
        for cell in self._cells:
            if cell.column.kind == "target":
                self._add_targets(cell)
            elif cell.column.kind == "comparator" and cell.column.period and cell.column.period.code:
                self._add_comparators(cell, cell.column.period.code)
        return self._draft

    def _figure(self, cell: Cell, text: str | None = None) -> Figure | None:
        try:
            figure = read_figure(cell.text if text is None else text, self._definition.unit)
        except NoFigure as error:
            what = f"{self._document.name}, {cell.place}: {error}"
            raise InputRefused(what, "mend the cell, or write - where there is no figure") from error
        if figure and self._is_share(figure):
            value = str(Decimal(figure.value or 0) * 100)
            value = value.rstrip("0").rstrip(".") if "." in value else value
            self._tell(cell, f"{figure.value} read as {value} %: the other figures of its row are percentages")
            figure = figure._replace(value=value, printed=cell.text)
        if figure and figure.remark:
            self._tell(cell, figure.remark)
        return figure

    def _is_share(self, figure: Figure) -> bool:
        """Whether a percentage is printed as a part of one: 0.95 in a row of figures such as 94.6."""
        if self._definition.unit != "percent" or figure.value is None or not 0 < Decimal(figure.value) <= _SHARE_BELOW:
            return False
        texts = [cell.text for cell in self._cells if cell.column.is_figure]
        found = [float(one[1]) for text in texts if (one := re.match(r"(\d+(?:\.\d+)?)\s?%?(?:\s|$)", text))]
        others = [number for number in found if number != float(figure.value)]
        return "." in figure.value and bool(others) and median(others) >= _PERCENT_FROM and min(others) > _PERCENT_FROM

    def _tell(self, cell: Cell, what: str) -> None:
        self._document.problems.append(Problem(cell.place, what))

    def _add_value(self, cell: Cell, period: str) -> None:
        if figure := self._figure(cell):
            provisional = figure.provisional or "provisional" in cell.column.heading.casefold()
            self._draft.values.append(ValueDraft(cell.place, period, figure._replace(provisional=provisional)))

    def _add_note(self, cell: Cell) -> None:
        """A note belongs to the figure of its period, and may state its fraction."""
        period = cell.column.period.code if cell.column.period else max((v.period for v in self._draft.values), default=None)
        at = next((n for n, value in enumerate(self._draft.values) if value.period == period), None)
        if at is None:
            self._tell(cell, f"a note on no figure: {cell.text!r}")
            return
        value = self._draft.values[at]._replace(note=cell.text)
        fraction = fraction_in_words(cell.text)
        if fraction and value.figure.value is not None and value.figure.numerator is None:
            try:
                remark = check_fraction(value.figure.value, *fraction, self._definition.unit)
            except NoFigure as error:
                self._tell(cell, f"{error}: the note's fraction is not taken")
            else:
                if remark:
                    self._tell(cell, remark)
                value = value._replace(figure=value.figure._replace(numerator=fraction[0], denominator=fraction[1]))
        self._draft.values[at] = value

    def _add_targets(self, cell: Cell) -> None:
        code = cell.column.period.code if cell.column.period else None
        year = periods.year_of(code or max((v.period for v in self._draft.values), key=periods.order, default="2000-01"))
        steps = _STEP.findall(cell.text) if _STEPS.fullmatch(" ".join(cell.text.split())) else []
        found: list[tuple[str, Figure | None]] = [
            (f"{year[:4]}-Q{quarter}", self._figure(cell, value)) for quarter, value in steps
        ] or [(code or year, self._figure(cell))]
        for period, figure in found:
            if figure:
                self._draft.targets.append(TargetDraft(cell.place, period, figure))

    def _add_comparators(self, cell: Cell, period: str) -> None:
        kind = cell.column.comparator
        text = " ".join(cell.text.split())
        named = list(_NAMED.finditer(text))
        if named and "".join(each[0] for each in named) == text:
            for rank, each in enumerate(named, 1):
                best = Figure(each["value"])
                self._draft.comparators.append(ComparatorDraft(cell.place, kind, each["name"].strip(" ,;"), period, best, rank))
        elif figure := self._figure(cell):
            self._draft.comparators.append(ComparatorDraft(cell.place, kind, "", period, figure))


_WORDS = {
    **{"%": "percent", "percentage": "percent", "number": "count"},
    **{"rate per 10,000": "per_10000", "per 10,000": "per_10000"},
    **{"high": "higher", "higher is better": "higher", "low": "lower", "lower is better": "lower", "none": "neutral"},
}
"""Other words for a unit, or for which way is better."""


def _unit_in(description: str, texts: list[str]) -> str | None:
    """The unit that a description's words name, or a figure's own sign; None where neither does."""
    words = description.casefold()
    for pattern, unit in (
        (r"per 10,?000", "per_10000"),
        (r"%|percent|proportion of", "percent"),
        (r"^(?:number|no\.?|count|total) |\bnumber of\b", "count"),
        (r"\bdays\b", "days"),
        (r"\bscore\b", "score"),
    ):
        if re.search(pattern, words):
            return unit
    return "percent" if any(re.search(r"\d\s?%", text) for text in texts) else None
