"""One indicator over time, and all figures of all periods, as at a day."""

from pathlib import Path
from typing import NamedTuple

from actiontracker.domain import periods
from actiontracker.domain.errors import NotFound
from actiontracker.domain.figures import Figure, figure_text
from actiontracker.domain.indicator_rag import DEFAULT_TOLERANCE, Tolerance
from actiontracker.reports.scorecards.public import with_codes, without_small_numbers, without_words
from actiontracker.reports.scorecards.said import Figured, Said
from actiontracker.reports.scorecards.story import IndicatorStory, PeriodLine, Remark, Revision, period_line
from actiontracker.services.scorecards.finding import find_indicator, find_scorecard
from actiontracker.services.scorecards.reading import comparators_of, figures_of, rules_of
from actiontracker.services.scorecards.serving import served
from actiontracker.store import indicators, scorecards, snapshot
from actiontracker.store.connection import Connection, reading
from actiontracker.store.indicators import Indicator, Value


class Figures(NamedTuple):
    """Every figure of every period, one a line, and what a public edition withholds (None: it is none)."""

    lines: list[PeriodLine]
    withheld: dict[str, int] | None


def indicator_story(database: Path, ref: str, day: str) -> IndicatorStory:
    """An indicator as at a day. Raises NotFound."""
    with reading(database) as conn:
        head = snapshot.head(conn)
        found = find_indicator(conn, ref, day)
        one = next((each for each in indicators.indicators(conn, day, head) if each.id == found.indicator.id), None)
        if one is None:
            raise NotFound(f"{found.name} is not known by {day}", "give a later --as-at")
        listed = scorecards.listing(conn, one.id, day, head)
        notices = [notice for number, slug, _ in listed for notice in rules_of(conn, number, slug, day, head).notices]
        said = [Remark(each.on, each.by, each.text) for each in indicators.comments_said(conn, (one.id,), day, head)]
        return IndicatorStory(
            key=one.key,
            council=one.council,
            as_at=day,
            definition=one.definition,
            names=[f"{slug}:{ref or one.key}" for _, slug, ref in listed],
            notices=list(dict.fromkeys(notices)),
            rows=_lines(conn, [one], day, head, None),
            comparators=comparators_of(conn, (one.id,), day, head, None, every=True).get(one.id, []),
            comments=list(reversed(said)),
            serves=served(conn, one.id, day, head),
            record=snapshot.record_at(conn, head),
        )


def every_figure(database: Path, day: str, slug: str | None = None, *, public: bool = False) -> Figures:
    """All figures said by a day, of all indicators or those that a scorecard lists; for the public without small numbers.

    Raises NotFound.
    """
    with reading(database) as conn:
        head = snapshot.head(conn)
        every = indicators.indicators(conn, day, head)
        card = find_scorecard(conn, slug, head) if slug else None
        if card:
            places = {line.indicator_id: n for n, line in enumerate(scorecards.lines(conn, card.id, day, head))}
            every = sorted((each for each in every if each.id in places), key=lambda each: places[each.id])
        if not public:
            return Figures(_lines(conn, every, day, head, card.id if card else None), None)
        withheld: dict[str, int] = {}
        lines = _lines(conn, every, day, head, card.id if card else None, withheld)
        return Figures([with_codes(line._replace(history=(), said_by="")) for line in lines], withheld)


def _let_out(figures: dict[int, list[Figured]], every: list[Indicator]) -> tuple[dict[int, list[Figured]], dict[str, int]]:
    """The figures as they may leave the building, and what is withheld."""
    withheld: dict[str, int] = {}
    found: dict[int, list[Figured]] = {}
    for council in dict.fromkeys(each.council for each in every):  # keys belong to a council
        own = [each for each in every if each.council == council]
        said = [Said("", each.key, "", None, each.definition, figures.get(each.id, []), {}, []) for each in own]
        said, words = without_words(said)
        said, hidden = without_small_numbers(said)
        found |= {each.id: one.figures for each, one in zip(own, said, strict=True)}
        for name, count in (words | {"small numbers": hidden}).items():
            withheld[name] = withheld.get(name, 0) + count
    return found, {name: count for name, count in withheld.items() if count}


def _lines(
    conn: Connection, every: list[Indicator], day: str, head: int, card: int | None, withheld: dict[str, int] | None = None
) -> list[PeriodLine]:
    """A line for each figure; where `withheld` is given, for the public, and it is told what was left out."""
    ids = tuple(each.id for each in every)
    slugs = {each.id: each.slug for each in scorecards.scorecards(conn, head)}
    said = [row for row in indicators.values_said(conn, ids, day, head) if card is None or row.scorecard_id in (None, card)]
    figures = figures_of(said, {each.id: each for each in every}, None, every=True)
    if withheld is not None:
        figures, counts = _let_out(figures, every)
        withheld |= counts
    targets: dict[int, dict[str, str]] = {}
    for goal in indicators.targets_said(conn, ids, day, head):
        if goal.value is not None and (card is None or goal.scorecard_id in (None, card)):
            targets.setdefault(goal.indicator_id, {})[goal.period] = goal.value
    history: dict[tuple[int, str], list[Value]] = {}
    for row in said:
        history.setdefault((row.indicator_id, row.period), []).append(row)
    found = []
    for each in every:
        tolerance = _tolerance(conn, each.id, day, head)
        for figure in figures.get(each.id, []):
            rows = history[each.id, figure.period]
            sources = tuple(dict.fromkeys(slugs[row.scorecard_id] for row in rows if row.scorecard_id is not None))
            end = periods.ends_on(figure.period, each.definition.year or "financial")
            told = tuple(_revision(row, slugs) for row in reversed(rows))
            known = targets.get(each.id, {})
            found.append(period_line(each.council, each.key, each.definition, figure, end, known, tolerance, sources, told))
    return found


def _tolerance(conn: Connection, indicator: int, day: str, head: int) -> Tolerance:
    """That of the first scorecard which lists the indicator."""
    listed = scorecards.listing(conn, indicator, day, head)
    return next((rules_of(conn, number, slug, day, head).tolerance for number, slug, _ in listed), DEFAULT_TOLERANCE)


def _revision(row: Value, slugs: dict[int, str]) -> Revision:
    text = figure_text(Figure(row.value, row.numerator, row.denominator, row.missing, row.provisional == 1, row.printed))
    slug = slugs.get(row.scorecard_id) if row.scorecard_id is not None else None
    return Revision(text, row.on, row.recorded_at, row.recorded_by, slug)
