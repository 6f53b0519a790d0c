"""Scorecards as at a day, read whole."""

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from actiontracker.domain import periods
from actiontracker.domain.errors import NotFound
from actiontracker.domain.figures import Figure, figure_text
from actiontracker.domain.indicator_rag import DEFAULT_TOLERANCE, Tolerance, read_tolerance
from actiontracker.reports.scorecards.lines import line_of
from actiontracker.reports.scorecards.public import with_codes, without_small_numbers, without_words
from actiontracker.reports.scorecards.said import Comparator, Figured, Said, latest_period
from actiontracker.reports.scorecards.summary import Scorecard, ScorecardRow, answers, ratings
from actiontracker.services.scorecards.finding import find_scorecard
from actiontracker.store import indicators, scorecards, snapshot
from actiontracker.store.connection import Connection, reading
from actiontracker.store.indicators import Indicator, Value


class Asked(NamedTuple):
    """What a person asks to see. `masks` None: small numbers are masked in a public edition only."""

    day: str
    slug: str | None = None
    period: str | None = None
    public: bool = False
    masks: bool | None = None


class Rules(NamedTuple):
    """How a scorecard is set."""

    title: str
    notices: list[str]
    tolerance: Tolerance
    basis: str

    @property
    def in_words(self) -> str:
        """By what it rates, in one line."""
        if self.basis == "quartile":
            return "By quartile among other authorities. The rule is this program's, no national standard."
        amber = f"within {self.tolerance.in_words}" + ("" if self.tolerance.in_points else " of it")
        return f"Against its target, amber {amber}. The rule is this program's, no national standard."


def scorecard(database: Path, asked: Asked) -> Scorecard:
    """A scorecard as at a day. Raises NotFound (no such one, no figure of such a period), UsageFault (which one?)."""
    with reading(database) as conn:
        head = snapshot.head(conn)
        card = find_scorecard(conn, asked.slug, head)
        rules = rules_of(conn, card.id, card.slug, max(asked.day, card.began), head)
        every = said_of(conn, card.id, card.slug, asked.day, head)
        withheld: dict[str, int] = {}
        if asked.public:
            every, withheld = without_words(every)
        masks = asked.public if asked.masks is None else asked.masks
        if masks:
            every, hidden = without_small_numbers(every)
            withheld |= {"small numbers": hidden} if hidden else {}
        period = asked.period or latest_period(every)
        _check_period(asked.period, every)
        rows = [line_of(said, asked.period, rules.tolerance, rules.basis) for said in every]
        rows = [with_codes(line) for line in rows] if masks else rows
        return Scorecard(
            scorecard=card.slug,
            title=rules.title,
            council=card.council,
            as_at=asked.day,
            period=period,
            basis=rules.in_words,
            notices=rules.notices,
            ratings=ratings(rows),
            **answers(rows),
            rows=rows,
            masks=masks,
            withheld=withheld if asked.public else None,
            record=snapshot.record_at(conn, head),
        )


def tracked(database: Path, day: str) -> list[ScorecardRow]:
    """The scorecards that are tracked, in the order in which they came."""
    with reading(database) as conn:
        head = snapshot.head(conn)
        found = []
        for card in scorecards.scorecards(conn, head):
            rules = rules_of(conn, card.id, card.slug, day, head)
            every = said_of(conn, card.id, card.slug, day, head)
            more = len(every), latest_period(every), rules.basis, rules.tolerance.in_words
            found.append(ScorecardRow(card.slug, rules.title, card.council, card.began, *more))
        return found


def rules_of(conn: Connection, scorecard_id: int, slug: str, day: str, head: int) -> Rules:
    """How a scorecard is set as at a day."""
    said = scorecards.settings(conn, scorecard_id, day, head)
    notices = [said["notice"]] if "notice" in said else []
    tolerance = read_tolerance(said.get("tolerance", "")) or DEFAULT_TOLERANCE
    return Rules(said.get("title", slug), notices, tolerance, said.get("basis", "target"))


def said_of(conn: Connection, scorecard_id: int, slug: str, day: str, head: int) -> list[Said]:
    """All that a scorecard says of the indicators that it lists, and what was typed of them since."""
    lines = scorecards.lines(conn, scorecard_id, day, head)
    known = {each.id: each for each in indicators.indicators(conn, day, head)}
    ids = tuple(line.indicator_id for line in lines if line.indicator_id in known)
    figures = figures_of(indicators.values_said(conn, ids, day, head), known, scorecard_id)
    targets: dict[int, dict[str, str | None]] = {}
    for goal in indicators.targets_said(conn, ids, day, head):
        if goal.scorecard_id in (None, scorecard_id):
            targets.setdefault(goal.indicator_id, {})[goal.period] = goal.value
    beside = comparators_of(conn, ids, day, head, scorecard_id)
    comments = {each.indicator_id: each for each in indicators.comments_said(conn, ids, day, head)}
    found = []
    for line in lines:
        if line.indicator_id not in ids:
            continue
        comment = comments.get(line.indicator_id)
        definition = known[line.indicator_id].definition
        found.append(
            Said(
                scorecard=slug,
                key=line.key,
                ref=line.ref or "",
                heading=line.heading,
                definition=definition._replace(description=line.description or definition.description),
                figures=figures.get(line.indicator_id, []),
                targets={k: v for k, v in targets.get(line.indicator_id, {}).items() if v is not None},
                comparators=beside.get(line.indicator_id, []),
                comment=(comment.on, comment.by, comment.text) if comment else None,
            )
        )
    return found


def figures_of(
    said: list[Value], known: dict[int, Indicator], scorecard_id: int | None, *, every: bool = False
) -> dict[int, list[Figured]]:
    """The figures that stand, by indicator, in the order of their periods: this scorecard's and typed ones, or `every`."""
    found: dict[int, dict[str, Figured]] = {}
    for row in said:
        if every or row.scorecard_id in (None, scorecard_id):
            figure = Figured(
                row.period, row.value, row.numerator, row.denominator, row.missing, row.provisional == 1, row.rag,
                row.printed, row.note,
            )  # fmt: skip
            found.setdefault(row.indicator_id, {})[row.period] = figure
    return {
        number: sorted(by_period.values(), key=lambda f: periods.order(f.period, known[number].definition.year or "financial"))
        for number, by_period in found.items()
    }


def comparators_of(
    conn: Connection, ids: tuple[int, ...], day: str, head: int, scorecard_id: int | None, *, every: bool = False
) -> dict[int, list[Comparator]]:
    """What figures are set beside, by indicator, in the order of their kinds and places."""
    last = {
        (row.indicator_id, row.kind, row.name, row.period): row
        for row in indicators.comparators_said(conn, ids, day, head)
        if every or row.scorecard_id in (None, scorecard_id)
    }
    found: dict[int, list[Comparator]] = {}
    for row in sorted(last.values(), key=lambda row: (row.period, row.place or 0)):
        text = figure_text(Figure(row.value, missing=row.missing, printed=row.printed))
        value = Decimal(row.value) if row.value is not None else None
        found.setdefault(row.indicator_id, []).append(Comparator(row.kind, row.name, row.period, value, text))
    return found


def _check_period(period: str | None, every: list[Said]) -> None:
    """Raises NotFound where nothing is known by a period that was asked for."""
    known = sorted({figure.period for said in every for figure in said.figures}, key=periods.order)
    if period and period not in known:
        raise NotFound(f"no figure of {periods.period_words(period)}", f"known: {', '.join(known[-8:]) or 'none by that day'}")
