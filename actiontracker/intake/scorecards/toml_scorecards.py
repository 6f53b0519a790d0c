"""Scorecard files: the format of plans/README.md, "Scorecards", checked key by key."""

from typing import Any

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.figures import Figure, NoFigure, check_fraction, read_figure, read_fraction
from actiontracker.domain.indicator_rag import read_tolerance
from actiontracker.domain.indicators import ACCRUALS, BASES, COMPARATORS, POLARITIES, UNITS, Definition, is_key
from actiontracker.domain.periods import YEARS, is_period
from actiontracker.domain.words import RATED
from actiontracker.intake.drafts import Setting
from actiontracker.intake.scorecards.drafts import (
    CommentDraft,
    ComparatorDraft,
    IndicatorDraft,
    ScorecardDocument,
    TargetDraft,
    ValueDraft,
)
from actiontracker.intake.toml_tables import COUNT, DAY, FIGURE, TEXT, TEXTS, WHETHER, checked, tables

LINES = ("title", "source", "notice")
"""What a scorecard says of itself."""
RULES = ("tolerance", "basis", "jump")
"""What it is rated by, and from which change on an entry is questioned."""
_TOP = ("format", "scorecard", "settings", "indicators")
_SCORECARD = {"slug": TEXT, "council": TEXT, "on": DAY, **dict.fromkeys(LINES, TEXT)}
_SETTING = {"name": TEXT, "value": TEXT, "on": DAY}
_DEFINITION = {"description": TEXT, "unit": TEXT, "polarity": TEXT, "accrual": TEXT, "year": TEXT, "decimals": COUNT}
_DEFINITION |= {"counts_children": WHETHER, "provisional_means": TEXT, "owner": TEXT}
_INDICATOR = {"key": TEXT, "ref": TEXT, "heading": TEXT, "aliases": TEXTS, **_DEFINITION}
_SAID = {"on": DAY, "by": TEXT}
_VALUE = {"period": TEXT, "value": FIGURE, "of": TEXT, "provisional": WHETHER, "note": TEXT, "rag": TEXT, **_SAID}
_TARGET = {"period": TEXT, "value": FIGURE, **_SAID}
_COMPARATOR = {"kind": TEXT, "name": TEXT, "period": TEXT, "value": FIGURE, "rank": COUNT, **_SAID}
_COMMENT = {"text": TEXT, **_SAID}
_LISTS = ("values", "targets", "comparators", "comments")
_CHOICES = {"unit": tuple(UNITS), "polarity": POLARITIES, "accrual": ACCRUALS, "year": YEARS, "kind": tuple(COMPARATORS)}
_CHOICES |= {"rag": RATED}
_SEE = "see plans/README.md"


def read_scorecard_file(name: str, top: dict[str, Any]) -> ScorecardDocument:
    """Read a scorecard file. Raises InputRefused, naming the table and key, where it does not keep to the format."""
    unknown = [key for key in top if key not in _TOP]
    if unknown or type(top.get("format")) is not int or top["format"] != 1:
        reason = f"unknown table {unknown[0]!r}" if unknown else "it needs 'format = 1'"
        raise InputRefused(f"{name}: not a scorecard file ({reason})", f"{_SEE} for the format")
    said = checked(name, "scorecard", top["scorecard"], _SCORECARD, ("slug", "council", "on", "title"))
    if not is_key(said["slug"]):
        raise InputRefused(f"{name}, scorecard.slug: {said['slug']!r} is no short name", "use a-z, 0-9 and hyphens")
    document = ScorecardDocument(name, slug=said["slug"], council=said["council"], title=said["title"], on=said["on"])
    document.settings = [Setting(line, said[line]) for line in LINES if line in said]
    for place, table in tables(name, top, "settings"):
        document.settings.append(_setting(name, place, table))
    for place, table in tables(name, top, "indicators"):
        document.indicators.append(_indicator(name, place, table))
    return document


def setting_fault(name: str, value: str) -> str | None:
    """Why a scorecard cannot be set so, or None."""
    if name == "basis":
        return None if value in BASES else f"basis is one of {', '.join(BASES)}"
    if name in ("tolerance", "jump"):
        return None if read_tolerance(value) else f"{name} is a part such as '10 %', or points such as '5 points'"
    return None if name in LINES else f"unknown setting {name!r}"


def _setting(name: str, place: str, table: Any) -> Setting:
    said = checked(name, place, table, _SETTING, ("name", "value"))
    if reason := setting_fault(said["name"], said["value"]):
        raise InputRefused(f"{name}, {place}: {reason}", _SEE)
    return Setting(said["name"], said["value"], said.get("on"))


def _indicator(name: str, place: str, table: Any) -> IndicatorDraft:
    rest = dict(table) if isinstance(table, dict) else table
    lists = {key: list(tables(name, {key: rest.pop(key)}, key)) for key in _LISTS if isinstance(rest, dict) and key in rest}
    said = checked(name, place, rest, _INDICATOR, ("key", "description"), _CHOICES)
    if not is_key(said["key"]):
        raise InputRefused(f"{name}, {place}: {said['key']!r} is no key", "use a-z, 0-9 and hyphens")
    definition = Definition(**{key: value for key, value in said.items() if key in _DEFINITION})
    draft = IndicatorDraft(f"{name}, {place}", said.get("ref", ""), definition, said["key"], said.get("heading"), True)
    draft.aliases = said.get("aliases", [])
    for at, value in lists.get("values", []):
        draft.values.append(_value(name, f"{place}, {at}", value, definition.unit))
    for at, target in lists.get("targets", []):
        draft.targets.append(_target(name, f"{place}, {at}", target, definition.unit))
    for at, comparator in lists.get("comparators", []):
        draft.comparators.append(_comparator(name, f"{place}, {at}", comparator, definition.unit))
    for at, comment in lists.get("comments", []):
        text = checked(name, f"{place}, {at}", comment, _COMMENT, ("text", "on"))
        draft.comments.append(CommentDraft(f"{name}, {place}, {at}", text["text"], text["on"], text.get("by")))
    return draft


def _value(name: str, place: str, table: Any, unit: str | None) -> ValueDraft:
    said = checked(name, place, table, _VALUE, ("period",), _CHOICES)
    figure = _figure(f"{name}, {place}", said.get("value", ""), unit, said.get("of"))
    figure = figure._replace(provisional=figure.provisional or said.get("provisional", False))
    more = said.get("note"), said.get("rag"), said.get("on"), said.get("by")
    return ValueDraft(f"{name}, {place}", _period(name, place, said), figure, *more)


def _target(name: str, place: str, table: Any, unit: str | None) -> TargetDraft:
    said = checked(name, place, table, _TARGET, ("period", "value"), _CHOICES)
    figure = _figure(f"{name}, {place}", said["value"], unit)
    return TargetDraft(f"{name}, {place}", _period(name, place, said), figure, said.get("on"), said.get("by"))


def _comparator(name: str, place: str, table: Any, unit: str | None) -> ComparatorDraft:
    said = checked(name, place, table, _COMPARATOR, ("kind", "period", "value"), _CHOICES)
    figure = _figure(f"{name}, {place}", said["value"], unit)
    when = said.get("on"), said.get("by")
    return ComparatorDraft(
        f"{name}, {place}", said["kind"], said.get("name", ""), _period(name, place, said), figure, said.get("rank"), *when
    )


def _period(name: str, place: str, said: dict[str, Any]) -> str:
    if not is_period(said["period"]):
        raise InputRefused(f"{name}, {place}: {said['period']!r} is no period", "write 2023-Q1, 2022-23, 2012-M10 or 2016")
    return str(said["period"])


def _figure(place: str, text: str, unit: str | None, of: str | None = None) -> Figure:
    """A figure with its fraction, where one stands beside it."""
    try:
        figure = read_figure(text, unit)
        if of is not None:
            numerator, denominator = read_fraction(of)
            if figure is None or figure.value is None:
                figure = read_figure(of, unit)
            else:
                check_fraction(figure.value, numerator, denominator, unit)
                figure = figure._replace(numerator=numerator, denominator=denominator)
    except NoFigure as error:
        raise InputRefused(f"{place}: {error}", "mend the figure; '-' stands for none") from error
    if figure is None:
        raise InputRefused(f"{place}: no figure", "write one, or '-' for none")
    return figure
