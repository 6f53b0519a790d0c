"""Whether the work made a difference: each measured outcome with its actions closed, and its figure then and now."""

from actiontracker.domain import periods
from actiontracker.domain.indicator_rag import compared
from actiontracker.domain.indicators import UNITS
from actiontracker.domain.measures import figure_words
from actiontracker.domain.periods import period_words
from actiontracker.domain.words import CLOSED
from actiontracker.reports.actions import Action
from actiontracker.reports.difference import Difference
from actiontracker.reports.measures import MeasureLine
from actiontracker.reports.scorecards.said import Figured
from actiontracker.services.scorecards.reading import figures_of
from actiontracker.services.scorecards.serving import indicator_named
from actiontracker.store import indicators
from actiontracker.store.connection import Connection
from actiontracker.store.indicators import Indicator


def differences(
    conn: Connection,
    measures: list[MeasureLine],
    answers: dict[tuple[str, str], list[Action]],
    began: dict[str, str],
    day: str,
    head: int,
) -> list[Difference]:
    """The measures that have figures, in plan order. `began` is the day on which each plan began: "then" is before it."""
    known = {each.id: each for each in indicators.indicators(conn, day, head)}
    found = []
    for line in measures:
        number = indicator_named(conn, line.indicator, day, head) if line.indicator else None
        one = known.get(number) if number is not None else None
        actions = [a for a in answers.get((line.plan, line.recommendation_ref), []) if a.status != "withdrawn"]
        figures = _of_indicator(conn, one, line.baseline_on or began[line.plan], day, head) if one else _of_measure(line)
        if figures is None:
            continue
        found.append(
            Difference(
                line.plan,
                line.recommendation_ref,
                line.outcome,
                sum(action.status in CLOSED for action in actions),
                len(actions),
                line.measure,
                line.text,
                one.key if one else None,
                *figures,
            )
        )
    return found


Figures = tuple[str | None, str | None, str | None, str | None, str, str]
"""Then and its period, now and its period, the word, and why there is none."""


def _of_measure(line: MeasureLine) -> Figures | None:
    if line.baseline is None or line.value is None:
        return None
    then, now = (figure_words(text, line.unit) for text in (line.baseline, line.value))
    word = line.direction if line.direction in ("improving", "same", "worsening", "target met") else ""
    return then, line.baseline_on, now, line.value_on, word, "" if word else line.direction


def _of_indicator(conn: Connection, one: Indicator, began: str, day: str, head: int) -> Figures | None:
    """The indicator's last figure, and the last one before the work began that it may be compared with."""
    kind = one.definition
    said = indicators.values_said(conn, (one.id,), day, head)
    figures = [f for f in figures_of(said, {one.id: one}, None, every=True).get(one.id, []) if f.value is not None]
    if not figures:
        return None
    now = figures[-1]
    like = [f for f in figures[:-1] if kind.accrual in ("snapshot", "rolling_year") or f.period[4:5] == now.period[4:5]]
    if kind.accrual not in ("snapshot", "rolling_year") and periods.is_part_year(now.period):
        like = [f for f in like if f.period[4:] == now.period[4:]]
    before = [f for f in like if periods.ends_on(f.period, kind.year or "financial") <= began]
    then = before[-1] if before else like[0] if like else None
    if then is None:
        return None, None, _text(now, kind.unit), period_words(now.period), "", "no earlier figure that it may be compared with"
    word = compared(now.point, then.point, kind.unit, kind.polarity)
    return _text(then, kind.unit), period_words(then.period), _text(now, kind.unit), period_words(now.period), word, ""


def _text(figure: Figured, unit: str | None) -> str:
    fraction = f" ({figure.numerator}/{figure.denominator})" if figure.numerator is not None else ""
    return figure_words(figure.value or "", UNITS.get(unit or "")) + fraction
