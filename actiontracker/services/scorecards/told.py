"""What an entry says of an indicator, for the record that people read."""

from typing import Any

from actiontracker.domain.figures import Figure, figure_text
from actiontracker.domain.periods import period_words
from actiontracker.store.history import FactRow

_FIGURES = {"indicator_value": "figures", "indicator_target": "targets", "comparator": "comparators"}
INDICATOR_TABLES = (*_FIGURES, "scorecard_line", "indicator_alias", "indicator_comment", "indicator_text")
_WORDING = {"description": "text"} | {name: name for name in ("unit", "polarity", "accrual", "year", "owner", "reason")}


def told_of_indicator(table: str, row: FactRow, said: dict[str, Any]) -> dict[str, Any]:
    """What a row says, beside what the entry `said` so far: figures, targets and comparators each as one list."""
    if table in _FIGURES:
        name = f"{str(row['kind']).replace('_', ' ')} {row['name']}".strip() + " " if table == "comparator" else ""
        told = f"{name}{period_words(str(row['period']))} {_figure(row)}"
        return {_FIGURES[table]: [*said.get(_FIGURES[table], []), told]} | ({"note": row["note"]} if "note" in row else {})
    if table == "indicator_comment":
        return {"note": row["comment"]}
    if table == "indicator_text":
        return {key: row[name] for name, key in _WORDING.items() if name in row}
    return {"named": row.get("alias") or row.get("ref") or ("as its key" if "place" in row else "no longer listed")}


def _figure(row: FactRow) -> str:
    texts = {name: None if row.get(name) is None else str(row[name]) for name in ("value", "missing", "printed")}
    number, of = (row.get(name) for name in ("numerator", "denominator"))
    fraction = (int(number), int(of)) if number is not None and of is not None else (None, None)
    figure = Figure(texts["value"], fraction[0], fraction[1], texts["missing"], printed=texts["printed"])
    return figure_text(figure) + (" provisional" if row.get("provisional") else "")
