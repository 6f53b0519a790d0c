"""Figures as papers print them: "94.6 (174/184)", "100.", "95%", "Not Published"; and whether a fraction gives its value."""

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

MISSING = {"c": "suppressed", "x": "not available", "z": "not applicable"}
"""Why there is no figure, in the codes of the Department for Education's tables."""
SCALES = {"percent": 100, "per_10000": 10_000}
"""What a fraction is multiplied by to give the value, by unit."""
_PLAIN = {
    "z": ("n/a", "na", "not applicable", "z"),
    "x": ("-", "--", "–", "—", "..", "...", ":", "x", "tbc", "tba", "not published", "not available", "unavailable", "no data"),
    "c": ("*", "c", "suppressed", "confidential"),
}
_CODES = {word: code for code, words in _PLAIN.items() for word in words}
_SIGNED = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?"
_FRACTION = r"(?P<numerator>\d{1,9})\s?(?:/|of|out of)\s?(?P<denominator>\d{1,9})"
_MARK = r"\*|\(p\)|\(provisional\)|provisional\b|p\b"
_VALUE = re.compile(
    rf"(?P<value>{_SIGNED})\s?%?\s?(?P<mark>{_MARK})?(?:\s?\(\s?{_FRACTION}\s?\))?\s?(?P<late>{_MARK})?",
    re.ASCII | re.IGNORECASE,
)
_ONLY_FRACTION = re.compile(rf"\(?\s?{_FRACTION}\s?\)?", re.ASCII | re.IGNORECASE)
_FEW = re.compile(r"(?:<|fewer than|less than) ?\d+%?", re.IGNORECASE | re.ASCII)
_A_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])/20\d\d", re.ASCII)
_MOST_DIGITS = 12
_IN_WORDS = re.compile(r"\b(?P<numerator>\d{1,9}) (?:out )?of (?P<denominator>\d{1,9})\b", re.ASCII)
_A_REASON = 4
"""A text of so many words and without digits says why there is no figure; anything shorter is a slip."""


class Figure(NamedTuple):
    """A figure as read. `value` is decimal text as printed, or None; then `missing` says why (a code of MISSING).

    `printed` is the whole text where the other fields do not give it back; `remark` is what a person should know of it.
    """

    value: str | None = None
    numerator: int | None = None
    denominator: int | None = None
    missing: str | None = None
    provisional: bool = False
    printed: str | None = None
    remark: str | None = None


class NoFigure(ValueError):
    """A text that is no figure, or one that contradicts itself; the message says why, without its place."""


def read_figure(text: str, unit: str | None = None) -> Figure | None:
    """The figure that a cell says; None where the cell is empty. Raises NoFigure.

    >>> read_figure("94.6 (174/184)", "percent")[:3]
    ('94.6', 174, 184)
    >>> read_figure("100.").value, read_figure("Not Published").missing, read_figure("") is None
    ('100', 'x', True)
    """
    plain = " ".join(text.replace("\N{MINUS SIGN}", "-").split())
    if not plain:
        return None
    if code := _CODES.get(plain.casefold().rstrip(".") or plain):
        return Figure(missing=code, printed=plain)
    if found := _VALUE.fullmatch(plain):
        return _read_value(plain, found, unit)
    if _FEW.fullmatch(plain):
        return Figure(missing="c", printed=plain, remark=f"a small number, suppressed in the paper: {plain!r}")
    if _A_MONTH.fullmatch(plain):
        raise NoFigure(f"{plain!r} is a month, no figure")
    if found := _ONLY_FRACTION.fullmatch(plain):
        numerator, denominator = _counts(found)
        return Figure(_computed(numerator, denominator, unit), numerator, denominator, printed=plain)
    return _read_reason(plain)


def _read_value(plain: str, found: re.Match[str], unit: str | None) -> Figure:
    value = found["value"].replace(",", "").removesuffix(".").removeprefix("+")
    if sum(map(str.isdigit, value)) > _MOST_DIGITS:
        raise NoFigure(f"a figure of more than {_MOST_DIGITS} digits")
    numerator, denominator, remark = None, None, _beyond(value, unit)
    if found["numerator"]:
        numerator, denominator = _counts(found)
        remark = check_fraction(value, numerator, denominator, unit) or remark
    mark = (found["mark"] or found["late"] or "").lower()
    figure = Figure(value, numerator, denominator, provisional="p" in mark, remark=remark)
    if mark == "*":
        figure = figure._replace(remark="marked with * in the paper: see its notes")
    return figure._replace(printed=None if figure_text(figure) == plain else plain)


def _beyond(value: str, unit: str | None) -> str | None:
    """What is to be said of a percentage that cannot be one; None of any other figure."""
    if unit != "percent" or 0 <= Decimal(value) <= 100:
        return None
    return f"{value} % is {'above 100' if Decimal(value) > 100 else 'below 0'}"


def _read_reason(plain: str) -> Figure:
    """Words in the place of a figure: what begins with a known mark, or is a sentence without a number."""
    begins = re.split(r"[,;:(]| [-–] ", plain, maxsplit=1)[0].strip().casefold()
    code = _CODES.get(begins) if len(begins) > 2 else None
    if code is None and len(plain.split()) >= _A_REASON and not any(map(str.isdigit, plain)):
        code = "x"
    if code is None and re.match(r"\d+ (?:[A-Za-z]+ ){1,3}with \d+%?$", plain, re.ASCII):
        code = "x"  # "68 LAs with 100%": how many share the best place, none of them named
    if code is None:
        raise NoFigure(f"{plain!r} is no figure")
    return Figure(missing=code, printed=plain, remark=f"no figure, kept as printed: {plain!r}")


def fraction_in_words(text: str) -> tuple[int, int] | None:
    """The fraction that a note states: "122 of 234 were completed" gives (122, 234); None where it states none.

    >>> fraction_in_words("1 adoption so far (1 out of 1)"), fraction_in_words("all of them")
    ((1, 1), None)
    """
    found = _IN_WORDS.search(text)
    return (int(found["numerator"]), int(found["denominator"])) if found else None


def read_fraction(text: str) -> tuple[int, int]:
    """A fraction as typed, such as 174/184. Raises NoFigure, also for a denominator of 0."""
    found = _ONLY_FRACTION.fullmatch(" ".join(text.split()))
    if not found:
        raise NoFigure(f"{text!r} is no fraction")
    return _counts(found)


def _counts(found: re.Match[str]) -> tuple[int, int]:
    numerator, denominator = int(found["numerator"]), int(found["denominator"])
    if denominator == 0:
        raise NoFigure(f"{numerator}/0: the denominator is 0")
    return numerator, denominator


def exact(value: str | None, numerator: int | None, denominator: int | None, unit: str | None) -> Fraction | None:
    """The figure without rounding: from its fraction where the unit is one of a fraction, else as printed; None without one."""
    if numerator is not None and denominator and unit in SCALES:
        return Fraction(numerator * SCALES[unit], denominator)
    return Fraction(Decimal(value)) if value is not None else None


def check_fraction(value: str, numerator: int, denominator: int, unit: str | None) -> str | None:
    """What is to be said of a value beside its fraction: None where one gives the other, a remark where it was cut.

    Raises NoFigure where they contradict each other by a unit of the last printed place or more.
    """
    if denominator == 0:
        raise NoFigure(f"{numerator}/0: the denominator is 0")
    if unit not in SCALES:
        return None
    right = Fraction(numerator * SCALES[unit], denominator)
    places = decimals(value)
    step = Fraction(1, 10**places)
    shown = rounded(right, places)
    if Decimal(value) in (shown, rounded(right, places, ROUND_HALF_EVEN)):
        return None
    if abs(Fraction(Decimal(value)) - right) < step:
        return f"{numerator}/{denominator} is {shown}, printed {value}: cut, not rounded"
    raise NoFigure(f"{numerator}/{denominator} is {shown}, not {value}")


def decimals(value: str) -> int:
    """How many decimals a figure is printed with."""
    return len(value.partition(".")[2])


def rounded(value: Fraction, places: int, how: str = ROUND_HALF_UP) -> Decimal:
    """A fraction rounded to so many decimals, halves up: 6.25 is 6.3.

    >>> rounded(Fraction(25, 4), 1)
    Decimal('6.3')
    """
    digits = value.numerator * 10**places
    whole, rest = divmod(abs(digits), value.denominator)
    up = 2 * rest > value.denominator or (2 * rest == value.denominator and (how == ROUND_HALF_UP or whole % 2))
    return (Decimal(whole + bool(up)) * (-1 if digits < 0 else 1)).scaleb(-places)


def _computed(numerator: int, denominator: int, unit: str | None) -> str | None:
    return str(rounded(Fraction(numerator * SCALES[unit], denominator), 1)) if unit in SCALES else None


def figure_text(figure: Figure) -> str:
    """A figure as it is printed: its own text where that was kept, else value and fraction, else the missing code.

    >>> figure_text(Figure("94.6", 174, 184))
    '94.6 (174/184)'
    """
    if figure.printed is not None:
        return figure.printed
    if figure.value is None:
        return figure.missing or ""
    return figure.value + (f" ({figure.numerator}/{figure.denominator})" if figure.numerator is not None else "")
