"""A whole scorecard in the shape of a scorecard file (plans/README.md): importing it gives the same scorecard."""

from pathlib import Path
from typing import Any

from actiontracker.domain.figures import Figure, figure_text
from actiontracker.domain.indicators import Definition
from actiontracker.intake.scorecards.toml_scorecards import LINES
from actiontracker.services.scorecards.finding import find_scorecard
from actiontracker.store import indicators, scorecards, snapshot
from actiontracker.store.connection import Connection, reading
from actiontracker.store.indicators import LAST_DAY, Comparator, Indicator, Target, Value
from actiontracker.store.scorecards import Listed, Scorecard

Table = dict[str, Any]


def scorecard_file(database: Path, slug: str | None) -> Table:
    """One scorecard as a scorecard file, with every revision and comment and its day. Raises NotFound, UsageFault.

    What was typed of its indicators is among it: imported elsewhere, it is the scorecard's own.
    """
    with reading(database) as conn:
        head = snapshot.head(conn)
        card = find_scorecard(conn, slug, head)
        return _File(conn, card, head).table()


class _File:
    def __init__(self, conn: Connection, card: Scorecard, head: int) -> None:
        self._conn, self._card, self._head = conn, card, head
        self._author = scorecards.author(conn, card.id)

    def table(self) -> Table:
        """The whole file."""
        said: dict[str, str] = {}
        settings = []
        for name, day, value, _, _ in scorecards.settings_said(self._conn, self._card.id, self._head):
            if name in LINES and name not in said:
                said[name] = value or ""
            elif value is not None:
                settings.append({"name": name, "value": value} | ({"on": day} if day != self._card.began else {}))
        top: Table = {"slug": self._card.slug, "council": self._card.council, "on": self._card.began}
        file: Table = {"format": 1, "scorecard": top | {"title": said.pop("title", self._card.slug)} | said}
        if settings:
            file["settings"] = settings
        lines = scorecards.lines(self._conn, self._card.id, LAST_DAY, self._head)
        known = {each.id: each for each in indicators.indicators(self._conn, LAST_DAY, self._head)}
        file["indicators"] = [self._indicator(line, known[line.indicator_id]) for line in lines]
        return file

    def _indicator(self, line: Listed, one: Indicator) -> Table:
        names = [name for number, name in indicators.aliases(self._conn, LAST_DAY, self._head) if number == one.id]
        definition = one.definition._replace(description=line.description or one.definition.description)
        table: Table = {"key": one.key} | _given({"ref": line.ref, "heading": line.heading, "aliases": names or None})
        table |= _given(_plain(definition))
        at = self._conn, (one.id,), LAST_DAY, self._head
        lists = {
            "values": [self._value(row) for row in indicators.values_said(*at) if self._own(row)],
            "targets": [self._target(row) for row in indicators.targets_said(*at) if self._own(row)],
            "comparators": [self._comparator(row) for row in indicators.comparators_said(*at) if self._own(row)],
            "comments": [{"text": c.text, "on": c.on, "by": c.by} for c in indicators.comments_said(*at)],
        }
        return table | {name: rows for name, rows in lists.items() if rows}

    def _own(self, row: Value | Target | Comparator) -> bool:
        return row.scorecard_id in (None, self._card.id)

    def _when(self, row: Value | Target | Comparator) -> Table:
        """The day of what was said later, and its author where it is another than who brought the scorecard in."""
        later = {"on": row.on} if row.on != self._card.began else {}
        return later | ({"by": row.recorded_by} if row.recorded_by != self._author else {})

    def _value(self, row: Value) -> Table:
        figure = Figure(row.value, row.numerator, row.denominator, row.missing, row.provisional == 1, row.printed)
        fraction = f"{row.numerator}/{row.denominator}" if row.numerator is not None else None
        text = row.printed or row.value or figure_text(figure)
        inside = fraction if fraction and "(" not in text and "/" not in text else None
        said = {"value": text, "of": inside, "provisional": True if row.provisional else None, "note": row.note, "rag": row.rag}
        return {"period": row.period} | _given(said) | self._when(row)

    def _target(self, row: Target) -> Table:
        return {"period": row.period, "value": row.printed or row.value or row.missing or ""} | self._when(row)

    def _comparator(self, row: Comparator) -> Table:
        said: Table = {"kind": row.kind} | _given({"name": row.name or None, "rank": row.place})
        return said | {"period": row.period, "value": row.printed or row.value or row.missing or ""} | self._when(row)


def _plain(definition: Definition) -> Table:
    return dict(definition._asdict())


def _given(said: Table) -> Table:
    return {name: value for name, value in said.items() if value is not None}
