"""Measures of outcomes, as facts for the ledger. Commands and plan files record through the same functions."""

from actiontracker.services.recording import words
from actiontracker.store.ledger import Fact, Row
from actiontracker.store.words import Words


def measure(number: int, recommendation: int, on: str, count: int) -> Fact:
    """The measure of that id, which is the recommendation's measure `count` (`S1.M2`). Its wording is said beside it."""
    return "measure", {"id": number, "effective_on": on, "recommendation_id": recommendation, "number": count}


def measure_worded(measure: int, on: str, columns: dict[str, str | Words | None], reason: str | None = None) -> Fact:
    """The whole wording from a day on: `text` (Words), and baseline, baseline_on, target, by_when, unit, indicator."""
    return "measure_text", {"measure_id": measure, "effective_on": on, **columns, "reason": words(reason)}


def measure_withdrawn(measure: int, on: str, columns: dict[str, str | Words | None], reason: str) -> Fact:
    """That the outcome is no longer measured by it: the wording as it stood, marked."""
    said: Row = {**columns, "withdrawn": 1, "reason": words(reason)}
    return "measure_text", {"measure_id": measure, "effective_on": on, **said}


def measured(measure: int, on: str, value: str, note: str | None = None) -> Fact:
    """What was measured for a day."""
    return "measure_value", {"measure_id": measure, "effective_on": on, "value": value, "note": words(note)}
