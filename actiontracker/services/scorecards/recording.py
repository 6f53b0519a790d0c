"""Figures, comments and rules, recorded by hand. Nothing is overwritten: the last saying counts, the others stay."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from actiontracker.domain import periods
from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.domain.figures import Figure, NoFigure, check_fraction, exact, figure_text, read_figure, read_fraction
from actiontracker.domain.indicator_rag import DEFAULT_JUMP, DEFAULT_JUMP_IN_POINTS, read_tolerance
from actiontracker.domain.indicators import Definition
from actiontracker.domain.periods import period_words
from actiontracker.intake.scorecards.toml_scorecards import setting_fault
from actiontracker.reports.results import Kept
from actiontracker.reports.scorecards.said import Figured
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.scorecards import facts
from actiontracker.services.scorecards.finding import FoundIndicator, find_indicator, find_scorecard
from actiontracker.services.scorecards.reading import figures_of
from actiontracker.store import indicators, scorecards, snapshot
from actiontracker.store.connection import Connection, reading, write_transaction
from actiontracker.store.ledger import Fact


class Typed(NamedTuple):
    """A figure as a person gives it; `value` and `of` are texts, one of them may be None."""

    period: str
    value: str | None
    of: str | None
    provisional: bool = False
    note: str | None = None


def doubts(database: Path, ref: str, typed: Typed, on: str, today: str) -> list[str]:
    """What makes a figure doubtful, in sentences; none where nothing does. Raises NotFound, UsageFault, InputRefused."""
    with reading(database) as conn:
        found = find_indicator(conn, ref, on)
        figure = _figure(found.indicator.definition, typed)
        _refuse_to_come(found, typed.period, today)
        return list(_doubts(conn, found, typed, figure, on, today))


def record_value(edge: Edge, ref: str, typed: Typed, on: str) -> Kept:
    """Record a figure of a period; an earlier one stays in the history. Raises NotFound, UsageFault, InputRefused."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        found = find_indicator(ledger.conn, ref, on)
        _refuse_to_come(found, typed.period, edge.today)
        figure = _figure(found.indicator.definition, typed)
        before = {each.period: each for each in _known(ledger.conn, found, on)}.get(typed.period)
        fact = facts.value(found.indicator.id, typed.period, on, figure, None, typed.note)
        entry = ledger.append("figure", [fact])
        was = _text(before) if before else ""
        return Kept("", found.name, "figure", [(period_words(typed.period), was, figure_text(figure))], entry.seq)


def comment(edge: Edge, ref: str, text: str, on: str) -> Kept:
    """Record what an indicator's owner says of it. Raises NotFound, InputRefused (a future day)."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        found = find_indicator(ledger.conn, ref, on)
        entry = ledger.append("comment", [facts.comment(found.indicator.id, on, text)])
        return Kept("", found.name, "comment", [("note", "", text)], entry.seq)


def define(edge: Edge, ref: str, said: dict[str, object], names: list[str], reason: str, on: str) -> Kept:
    """Change what an indicator is, or give it other names, from a day on.

    Raises NotFound, InputRefused (a future day, nothing to change).
    """
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        found = find_indicator(ledger.conn, ref, on)
        number, old = found.indicator.id, found.indicator.definition
        new = old._replace(**said)  # type: ignore[arg-type]
        changed = [name for name in said if getattr(old, name) != getattr(new, name)]
        known = {name for each, name in indicators.aliases(ledger.conn, on, snapshot.head(ledger.conn)) if each == number}
        added = [name for name in names if name not in known]
        if not changed and not added:
            raise InputRefused(f"{found.name} says this already", "nothing was recorded")
        rows: list[Fact] = [facts.defined(number, on, new, None, reason)] if changed else []
        rows += [facts.alias(number, on, name, 1) for name in added]
        entry = ledger.append("edit", rows)
        changes = [(name, _plain(getattr(old, name)), _plain(getattr(new, name))) for name in changed]
        return Kept("", found.name, "edit", changes + [("alias", "", name) for name in added], entry.seq)


def set_rules(edge: Edge, slug: str | None, said: dict[str, str], on: str) -> Kept:
    """Set how a scorecard rates from a day on. Raises NotFound, UsageFault (no such rule), InputRefused (a future day)."""
    not_in_future(on, edge, "--on")
    for name, value in said.items():
        if fault := setting_fault(name, value):
            raise UsageFault(f"--{name} {value!r}: {fault}", "see: actiontracker scorecard set --help")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        card = find_scorecard(ledger.conn, slug)
        before = scorecards.settings(ledger.conn, card.id, on, snapshot.head(ledger.conn))
        rows = [facts.setting(card.id, on, name, value, printed=False) for name, value in said.items()]
        entry = ledger.append("setting", rows)
        return Kept("", card.slug, "setting", [(n, before.get(n, ""), v) for n, v in said.items()], entry.seq)


def _plain(value: object) -> str:
    return "none" if value is None else str(value)


def _figure(definition: Definition, typed: Typed) -> Figure:
    """The figure that was typed. Raises UsageFault for what is none, InputRefused where it contradicts its fraction."""
    try:
        fraction = read_fraction(typed.of) if typed.of is not None else None
    except NoFigure as error:
        raise UsageFault(f"--of: {error}", "write it as 174/184") from error
    text = typed.value if typed.value is not None else typed.of
    if text is None:
        raise UsageFault("no figure", "say --value, or --of 174/184")
    try:
        figure = read_figure(text, definition.unit)
    except NoFigure as error:
        raise UsageFault(f"--value: {error}", "write a number, or - where there is none") from error
    if figure is None or (figure.value is None and not figure.missing):
        raise UsageFault("--value is empty", "write a number, or - where there is none")
    if fraction and figure.value is not None and figure.numerator is None:
        try:
            check_fraction(figure.value, *fraction, definition.unit)
        except NoFigure as error:
            raise InputRefused(f"--value {figure.value} --of {typed.of}: {error}", "mend one of them") from error
        figure = figure._replace(numerator=fraction[0], denominator=fraction[1])
    return figure._replace(provisional=figure.provisional or typed.provisional)


def _refuse_to_come(found: FoundIndicator, period: str, today: str) -> None:
    begins = periods.begins_on(period, found.indicator.definition.year or "financial")
    if begins > today:
        raise InputRefused(f"--period: {period_words(period)} begins on {begins}, which lies in the future", "check the period")


def _known(conn: Connection, found: FoundIndicator, on: str) -> list[Figured]:
    said = indicators.values_said(conn, (found.indicator.id,), on, snapshot.head(conn))
    return figures_of(said, {found.indicator.id: found.indicator}, None, every=True).get(found.indicator.id, [])


def _text(figure: Figured) -> str:
    said = Figure(figure.value, figure.numerator, figure.denominator, figure.missing, figure.provisional, figure.printed)
    return figure_text(said)


def _doubts(conn: Connection, found: FoundIndicator, typed: Typed, figure: Figure, on: str, today: str) -> list[str]:
    kind = found.indicator.definition
    now = exact(figure.value, figure.numerator, figure.denominator, kind.unit)
    said = []
    if kind.unit == "percent" and now is not None and not 0 <= now <= 100:
        said.append(f"{figure_text(figure)} is {'above 100' if now > 100 else 'below 0'} percent")
    end = periods.ends_on(typed.period, kind.year or "financial")
    if end > today and not figure.provisional:
        said.append(f"{period_words(typed.period)} is not over until {end}, and it is not said to be provisional")
    known = _known(conn, found, on)
    shrunk = _shrunk(kind, typed.period, figure, known)
    return [*said, *([shrunk] if shrunk else []), *_jump(conn, found, typed.period, now, known, on)]


def _shrunk(kind: Definition, period: str, figure: Figure, known: list[Figured]) -> str | None:
    """A cohort that is smaller than earlier in its year: of what adds up at all, of other figures by more than a tenth."""
    year = periods.year_of(period)
    earlier = [f for f in known if periods.year_of(f.period) == year and periods.order(f.period) < periods.order(period)]
    largest = max((f for f in earlier if f.denominator), key=lambda f: f.denominator or 0, default=None)
    if largest is None or largest.denominator is None or figure.denominator is None:
        return None
    least = largest.denominator if kind.accrual not in ("snapshot", "rolling_year") else largest.denominator * 9 / 10
    if figure.denominator >= least:
        return None
    return f"the denominator {figure.denominator} is smaller than the {largest.denominator} of {period_words(largest.period)}"


def _jump(
    conn: Connection, found: FoundIndicator, period: str, now: Fraction | None, known: list[Figured], on: str
) -> list[str]:
    """A change beyond the limit that a scorecard sets, against the last figure that it may be compared with."""
    kind = found.indicator.definition
    like_only = kind.accrual not in ("snapshot", "rolling_year")
    before = [f for f in known if periods.order(f.period) < periods.order(period) and f.value is not None]
    before = [f for f in before if not like_only or f.period == periods.a_year_before(period)]
    then = before[-1].point.exact(kind.unit) if before else None
    if now is None or then is None:
        return []
    limit = DEFAULT_JUMP_IN_POINTS if kind.unit == "percent" else DEFAULT_JUMP
    for number, _, _ in scorecards.listing(conn, found.indicator.id, on, snapshot.head(conn)):
        limit = read_tolerance(scorecards.settings(conn, number, on, snapshot.head(conn)).get("jump", "")) or limit
    most = Fraction(limit.amount) if limit.in_points else abs(then) * Fraction(limit.amount) / 100
    if abs(now - then) <= most:
        return []
    step = Decimal(round(float(now - then), 1)).quantize(Decimal("0.1"))
    return [f"it changes by {step:+} from {_text(before[-1])} in {period_words(before[-1].period)}, more than {limit.in_words}"]
