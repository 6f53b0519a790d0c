"""What is said of scorecards and indicators, as facts for the ledger. Commands and files record through the same functions."""

from actiontracker.domain.figures import Figure
from actiontracker.domain.indicators import Definition
from actiontracker.services.recording import words
from actiontracker.store.ledger import Fact, Row


def scorecard(number: int, on: str, slug: str, council: str) -> Fact:
    """A scorecard, under its short name."""
    return "scorecard", {"id": number, "effective_on": on, "slug": slug, "council": council}


def setting(number: int, on: str, name: str, value: str | None, *, printed: bool) -> Fact:
    """A scorecard's setting from a day on; `printed` where a document says so."""
    said: Row = {"scorecard_id": number, "name": name, "effective_on": on, "value": value, "printed": 1 if printed else None}
    return "scorecard_setting", said


def indicator(number: int, on: str, council: str, key: str) -> Fact:
    """An indicator of a council, under its key."""
    return "indicator", {"id": number, "effective_on": on, "council": council, "key": key}


def defined(number: int, on: str, said: Definition, scorecard_id: int | None, reason: str | None = None) -> Fact:
    """What an indicator is from a day on: the whole of it."""
    row: Row = {
        "indicator_id": number,
        "effective_on": on,
        "scorecard_id": scorecard_id,
        "description": words(said.description),
        "unit": said.unit,
        "polarity": said.polarity,
        "accrual": said.accrual,
        "year": said.year,
        "decimals": said.decimals,
        "counts_children": None if said.counts_children is None else int(said.counts_children),
        "provisional_means": words(said.provisional_means),
        "owner": said.owner,
        "reason": words(reason),
    }
    return "indicator_text", row


def alias(number: int, on: str, name: str, stands: int) -> Fact:
    """Another name that documents have for an indicator (1), or no longer (0)."""
    return "indicator_alias", {"indicator_id": number, "alias": name, "effective_on": on, "stands": stands}


def listed(
    scorecard_id: int, number: int, on: str, place: int | None, ref: str | None, heading: str | None, description: str | None
) -> Fact:
    """The line that an indicator has in a scorecard."""
    row: Row = {"scorecard_id": scorecard_id, "indicator_id": number, "effective_on": on, "place": place}
    return "scorecard_line", row | {"ref": ref or None, "heading": heading or None, "description": words(description)}


def value(
    number: int, period: str, on: str, figure: Figure, scorecard_id: int | None, note: str | None = None, rag: str | None = None
) -> Fact:
    """A figure of a period, as a scorecard says it, or (None) as typed."""
    row: Row = {"indicator_id": number, "period": period, "effective_on": on, "scorecard_id": scorecard_id, "rag": rag}
    row |= {"value": figure.value, "numerator": figure.numerator, "denominator": figure.denominator}
    row |= {"missing": figure.missing, "provisional": 1 if figure.provisional else None}
    return "indicator_value", row | {"printed": words(figure.printed), "note": words(note)}


def target(number: int, period: str, on: str, figure: Figure, scorecard_id: int | None) -> Fact:
    """A target of a year or a quarter."""
    row: Row = {"indicator_id": number, "period": period, "effective_on": on, "scorecard_id": scorecard_id}
    return "indicator_target", row | {"value": figure.value, "missing": figure.missing, "printed": words(figure.printed)}


def comparator(
    number: int, kind: str, name: str, period: str, on: str, figure: Figure, rank: int | None, scorecard_id: int | None
) -> Fact:
    """What a figure is set beside, with its own year."""
    row: Row = {"indicator_id": number, "kind": kind, "name": name, "period": period, "effective_on": on}
    row |= {"scorecard_id": scorecard_id, "place": rank, "value": figure.value, "missing": figure.missing}
    return "comparator", row | {"printed": words(figure.printed)}


def comment(number: int, on: str, text: str) -> Fact:
    """What an owner says of an indicator."""
    return "indicator_comment", {"indicator_id": number, "effective_on": on, "comment": words(text)}
