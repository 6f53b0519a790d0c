"""Measures of success: figures typed as text, read as numbers where they are some, and where they move to, in words."""

import re
from decimal import Decimal
from typing import NamedTuple

_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?", re.ASCII)
_MEASURE = re.compile(r"(?P<recommendation>.+)\.m(?P<number>[1-9]\d{0,5})", re.IGNORECASE | re.ASCII)


class Direction(NamedTuple):
    """Where a measure moves to: the word, the figures that it rests on, and whether it has moved.

    `has_moved` is False where it is the same or worse, or where nothing was measured since the baseline; None where it
    cannot be told.
    """

    word: str
    figures: str
    has_moved: bool | None

    @property
    def in_words(self) -> str:
        """`improving: 62 % to 71 %, target 90 %`."""
        return f"{self.word}: {self.figures}" if self.figures else self.word


def number(text: str, unit: str | None = None) -> Decimal | None:
    """The number that a figure says, without its unit, `%`, spaces and thousands commas; None where it is none.

    >>> number("62 %"), number("1,204"), number("62,5"), number("in place")
    (Decimal('62'), Decimal('1204'), None, None)
    """
    figure = text.casefold()
    for sign in filter(None, ((unit or "").casefold().strip(), "%")):
        figure = figure.strip().removeprefix(sign).removesuffix(sign)
    figure = "".join(figure.split()).replace("\N{MINUS SIGN}", "-")
    return Decimal(figure.replace(",", "")) if _NUMBER.fullmatch(figure) else None


def direction(
    baseline: str | None, baseline_on: str | None, target: str | None, value: str | None, value_on: str | None, unit: str | None
) -> Direction:
    """Where a measure moves to, of its last value against its baseline; which way is better follows from the target.

    A target above the baseline means that higher is better, one below it that lower is. A value from before the baseline's
    day tells nothing of what came since. Days are ISO text.
    """
    if value is None or (baseline_on and (value_on or "") < baseline_on):
        if baseline is None:
            return Direction("not measured", f"target {figure_words(target, unit)}" if target else "", False)
        return Direction("no value since the baseline", _figures(baseline, None, target, unit), False)
    word, has_moved = _compared(baseline, target, value, unit)
    return Direction(word, _figures(baseline, value, target, unit), has_moved)


def _compared(baseline: str | None, target: str | None, value: str, unit: str | None) -> tuple[str, bool | None]:
    first, aim, last = (None if text is None else number(text, unit) for text in (baseline, target, value))
    higher_is_better = None if first is None or aim is None or first == aim else aim > first
    if target is not None and (_same(target, value, unit) or _beyond(last, aim, higher_is_better)):
        return "target met", True
    if baseline is None:
        return "no baseline", None
    if _same(baseline, value, unit):
        return "same", False
    if first is None or last is None or (target is not None and aim is None):
        return "cannot be told (no number)", None
    if higher_is_better is None:
        return f"cannot be told ({'no target' if aim is None else 'the target is the baseline'})", None
    better = (last > first) == higher_is_better
    return ("improving", True) if better else ("worsening", False)


def _same(one: str, other: str, unit: str | None) -> bool:
    """Whether two figures say the same: as numbers, or word for word."""
    numbers = number(one, unit), number(other, unit)
    return numbers[0] == numbers[1] if None not in numbers else one.casefold().split() == other.casefold().split()


def _beyond(last: Decimal | None, aim: Decimal | None, higher_is_better: bool | None) -> bool:
    if last is None or aim is None or higher_is_better is None:
        return False
    return last >= aim if higher_is_better else last <= aim


def figure_words(figure: str, unit: str | None) -> str:
    """A figure with its unit, once; what is no number stands as it is.

    >>> figure_words("62", "%"), figure_words("62 %", "%"), figure_words("in place", "%")
    ('62 %', '62 %', 'in place')
    """
    bare = number(figure) is not None and not figure.rstrip().endswith("%")
    return f"{figure} {unit}" if unit and bare else figure


def _figures(baseline: str | None, value: str | None, target: str | None, unit: str | None) -> str:
    known = [figure_words(figure, unit) for figure in (baseline, value) if figure is not None]
    return " to ".join(known) + (f", target {figure_words(target, unit)}" if target is not None else "")


def measure_ref(recommendation: str, count: int) -> str:
    """The ref of a recommendation's measure.

    >>> measure_ref("S1", 2)
    'S1.M2'
    """
    return f"{recommendation}.M{count}"


def split_measure_ref(ref: str) -> tuple[str, int] | None:
    """The recommendation and the number that a measure's ref names, or None where it names none.

    >>> split_measure_ref("S1.m2"), split_measure_ref("S1.2")
    (('S1', 2), None)
    """
    found = _MEASURE.fullmatch(ref)
    return (found["recommendation"], int(found["number"])) if found else None
