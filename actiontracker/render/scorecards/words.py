"""Figures of a scorecard in words, the same in every format."""

from decimal import Decimal

from actiontracker.domain.figures import MISSING
from actiontracker.domain.indicators import COMPARATORS, UNITS
from actiontracker.domain.periods import period_words
from actiontracker.render.text import one_line
from actiontracker.reports.scorecards.lines import ScorecardLine, TrendPoint

_BARS = "▁▂▃▄▅▆▇█"
_GAP = "·"
_ONE_PLACE = ("percent", "per_10000")


def number_words(value: Decimal | None, unit: str | None, bare: bool = False) -> str:
    """A number with its unit; percentages and rates with one decimal at least. Nothing for none.

    >>> number_words(Decimal("95"), "percent"), number_words(Decimal("192"), "count"), number_words(None, "percent")
    ('95.0 %', '192', '')
    """
    if value is None:
        return ""
    shown = f"{value:.1f}" if unit in _ONE_PLACE and value == round(value, 1) else f"{value:f}"
    sign = UNITS.get(unit or "", "") if not bare and unit != "per_10000" else ""
    return f"{shown} {sign}".rstrip()


def figure_words(line: ScorecardLine) -> str:
    """A line's figure with its fraction: `94.6 % (174/184)`; where there is none, why."""
    if isinstance(line.value, Decimal):
        fraction = f" ({line.numerator}/{line.denominator})" if line.numerator is not None else ""
        mark = "*" if line.printed and line.printed.endswith("*") else ""
        return number_words(line.value, line.unit) + mark + fraction + (" p" if line.provisional else "")
    if isinstance(line.value, str):
        return line.value
    if line.missing is None:
        return "no figure"
    return one_line(line.printed) if line.printed and len(line.printed) > 3 else MISSING[line.missing]


def when(period: str | None) -> str:
    """A period, or nothing."""
    return period_words(period) if period else ""


def target_words(line: ScorecardLine) -> str:
    """The target with its year, or why the figure is not rated."""
    if line.target is not None:
        return f"{number_words(line.target, line.unit)} for {when(line.target_period)}"
    return line.rag_reason.removeprefix("not rated: ") if line.rag == "none" else ""


def rated_words(line: ScorecardLine) -> str:
    """Why a line has its rating, and by what: for those who ask."""
    return f"{line.rag_reason} ({line.rag_basis})" if line.rag_basis else line.rag_reason


def direction_words(line: ScorecardLine) -> str:
    """`worsening against 2022-23`, or why nothing can be said."""
    return f"{line.direction} against {when(line.direction_against)}" if line.direction else line.direction_reason


def last_year_words(line: ScorecardLine) -> str:
    """The figure of the year before with its period, or why there is none."""
    if line.last_year is None:
        return line.against_last_year_reason
    return f"{number_words(line.last_year, line.unit)} in {when(line.last_year_period)}"


def neighbours_words(line: ScorecardLine) -> str:
    """The statistical neighbours' figure with its year, or why there is none."""
    if line.neighbours is None:
        printed = next((each.text for each in line.comparators if each.kind == "statistical_neighbours"), "")
        return one_line(printed).casefold() if printed else "not on record"
    return f"{number_words(line.neighbours, line.unit)} in {when(line.neighbours_period)}"


def england_words(line: ScorecardLine) -> str:
    """England's figure with its year; nothing where there is none."""
    return f"{number_words(line.england, line.unit)} in {when(line.england_period)}" if line.england is not None else ""


def comparators_words(line: ScorecardLine, kinds: tuple[str, ...] = tuple(COMPARATORS)) -> str:
    """What a figure is set beside, each with its own year: `England 70.0 % in 2021-22; best London: Barnet 6.3 …`."""
    parts = []
    for kind in kinds:
        own = [each for each in line.comparators if each.kind == kind]
        for period in dict.fromkeys(each.period for each in own):
            said = [each for each in own if each.period == period]
            named = ", ".join(f"{one_line(each.name)} {each.text}".strip() for each in said)
            parts.append(f"{COMPARATORS[kind]} {named} in {when(period)}")
    return "; ".join(parts)


def needed_words(line: ScorecardLine) -> str:
    """How many children would have to count otherwise for the target to be reached; nothing where it is."""
    if not line.children_needed:
        return ""
    children = "1 child" if line.children_needed == 1 else f"{line.children_needed} children"
    return f"{children} {'more' if line.polarity == 'higher' else 'fewer'} would reach the target"


def spark(points: tuple[TrendPoint, ...]) -> str:
    """The last figures as bars of text; a gap is a dot. Nothing for fewer than two."""
    known = [point.value for point in points if point.value is not None]
    if len(known) < 2:
        return ""
    least, room, top = min(known), max(known) - min(known), len(_BARS) - 1
    steps = [None if p.value is None else round(top * (p.value - least) / room) if room else top // 2 for p in points]
    return "".join(_GAP if step is None else _BARS[step] for step in steps)


def trend_words(line: ScorecardLine) -> str:
    """What a trend shows, for those who cannot see it."""
    said = ", ".join(f"{number_words(p.value, line.unit) or 'no figure'} in {when(p.period)}" for p in line.trend)
    return f"{one_line(line.description)}: {said}" if said else f"{one_line(line.description)}: no figures yet"
