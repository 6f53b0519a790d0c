"""A scorecard as a paper: what is worse first, then the exceptions, then the table as panels know it."""

from collections.abc import Callable
from functools import partial

from actiontracker.domain.indicators import COMPARATORS
from actiontracker.domain.small_numbers import NOTE
from actiontracker.render.charts.scene import Scene
from actiontracker.render.charts.trend import trend_scene
from actiontracker.render.pack.blocks import Block, Card, Cards, Cell, Drawn, Facts, Paper, Paragraph, Rated, Section, Table
from actiontracker.render.phrases import counted
from actiontracker.render.scorecards import words
from actiontracker.render.text import day_words, foot_words, one_line
from actiontracker.reports.scorecards.lines import ScorecardLine
from actiontracker.reports.scorecards.summary import Scorecard

Rows = list[tuple[Cell, ...]]
_OTHERS = tuple(kind for kind in COMPARATORS if kind not in ("statistical_neighbours", "england"))


def scorecard_paper(card: Scorecard, *, narrow: bool) -> Paper:
    """The whole scorecard; `narrow` puts sentences below their row, as a terminal needs it."""
    about = f"figures of {words.when(card.period)} or the last before it" if card.period else "no figures yet"
    public = ", public edition" if card.withheld is not None else ""
    if not card.rows:
        return _empty(card)
    sections = [_glance(card), _exceptions(card, narrow), *_tables(card, narrow), _elsewhere(card), _notes(card)]
    return Paper(
        title=card.title,
        subtitle=f"{card.council}: scorecard{public}, as at {day_words(card.as_at)}, {about}",
        notices=card.notices,
        sections=[section for section in sections if section.blocks],
        foot=foot_words(card.as_at, card.withheld, card.record),
    )


def _empty(card: Scorecard) -> Paper:
    said = "Nothing is listed by that day: 'actiontracker scorecard list' says since when it is."
    glance = Section("glance", "At a glance", [Paragraph(said)])
    subtitle = f"{card.council}: scorecard, as at {day_words(card.as_at)}"
    return Paper(card.title, subtitle, card.notices, [glance], foot_words(card.as_at, card.withheld, card.record))


def _glance(card: Scorecard) -> Section:
    """What a panel asks first: what is worse than a year before, and worse than at the neighbours."""
    rated = [f"{card.ratings[colour]} {colour}" for colour in ("red", "amber", "green") if card.ratings[colour]]
    stated = [f"{_ref(line)} {line.rag_stated}" for line in card.rows if line.rag_stated]
    said = f"{', '.join(rated) or 'none'}; {card.ratings['none']} of {len(card.rows)} not rated"
    facts = [("Rated", said), ("How", card.basis)]
    facts += [("Paper says", ", ".join(stated))] if stated else []
    judged = [line for line in card.rows if line.polarity != "neutral"]
    year = _worse("a year before", judged, lambda line: line.against_last_year, words.last_year_words)
    near = _worse("statistical neighbours", judged, lambda line: line.against_neighbours, words.neighbours_words)
    if all(line.neighbours is None for line in judged):
        near = _worse("England's average", judged, lambda line: line.against_england, words.england_words)
    return Section("glance", "At a glance", [Facts([*facts, *_others(card)]), year, near])


def _others(card: Scorecard) -> list[tuple[str, str]]:
    """What is better, and what is set beside nothing, by ref: so that no indicator is left out."""
    lists = [
        ("Better", "than", card.better_than_last_year, card.better_than_neighbours),
        ("Not compared", "with", card.not_set_beside_last_year, card.not_set_beside_neighbours),
    ]
    found = []
    for name, how, year, near in lists:
        parts = [f"{how} a year before: {', '.join(year)}"] if year else []
        parts += [f"{how} neighbours: {', '.join(near)}"] if near else []
        found += [(name, "; ".join(parts))] if parts else []
    return found


def _worse(
    than: str, lines: list[ScorecardLine], beside: Callable[[ScorecardLine], str], of: Callable[[ScorecardLine], str]
) -> Block:
    """Those that are worse, of those that can be compared; in a sentence where there are none."""
    compared = [line for line in lines if beside(line)]
    worse = [line for line in compared if beside(line) == "worse"]
    caption = f"Worse than {than}: {len(worse)} of {len(compared)}"
    rows: Rows = [(_ref(line), words.figure_words(line), of(line), one_line(line.description)) for line in worse]
    if not rows:
        return Paragraph(f"{caption} that can be compared." if compared else f"Nothing can be compared with {than}.")
    return Table(f"{caption} that can be compared", ("ref", "now", than, "indicator"), rows, long=1)


def _exceptions(card: Scorecard, narrow: bool) -> Section:
    """The red ones, each with what it would take and what its owner says."""
    red = [line for line in card.rows if line.rag == "red" or line.rag_stated == "red"]
    cards = [_card(line, has_hint=narrow and card.withheld is None) for line in red]
    return Section("exceptions", f"Exceptions: {len(red)} red", [Cards(cards, "Nothing is rated red.")])


def _card(line: ScorecardLine, *, has_hint: bool) -> Card:
    facts = [("Figure", f"{words.figure_words(line)}, {words.when(line.period)}"), ("Why", words.rated_words(line))]
    if line.rag_stated:
        facts.append(("Paper says", f"{line.rag_stated}"))
    facts += [("To reach it", needed)] if (needed := words.needed_words(line)) else []
    facts += [("Direction", words.direction_words(line)), ("Neighbours", _beside(line))]
    if line.comment:
        facts.append((f"Comment, {day_words(line.comment_on)}", f"{one_line(line.comment)} ({line.comment_by})"))
    elif has_hint:
        facts.append(("Comment", f"none yet: actiontracker scorecard comment {line.scorecard}:{_ref(line)} --text TEXT"))
    rag = line.rag if line.rag != "none" else line.rag_stated or "none"
    return Card(_ref(line), Rated(rag), line.owner or "no owner named", line.description, facts)


def _beside(line: ScorecardLine) -> str:
    word = line.against_neighbours
    if line.neighbours is not None and not word:
        word = f"not compared, {line.against_neighbours_reason}"
    return ": ".join(filter(None, [words.neighbours_words(line), word]))


def _tables(card: Scorecard, narrow: bool) -> list[Section]:
    """The table, in parts where the scorecard has headings of its own."""
    parts = dict.fromkeys(line.heading for line in card.rows)
    sections = []
    for number, heading in enumerate(parts, 1):
        lines = [line for line in card.rows if line.heading == heading]
        title = one_line(heading) if heading and len(parts) > 1 else "All indicators"
        caption = f"{title}, figures of {words.when(card.period)} where no other period is named" if card.period else title
        table = _narrow(caption, lines) if narrow else _wide(caption, lines, card.period)
        sections.append(Section(f"table-{number}", f"{title}: {counted(len(lines), 'indicator')}", [table]))
    return sections


def _narrow(caption: str, lines: list[ScorecardLine]) -> Table:
    head = ("ref", "rating", "figure", "target", "a year before", "trend", "indicator", "said")
    rows: Rows = [
        (
            _ref(line),
            Rated(line.rag),
            words.figure_words(line),
            words.number_words(line.target, line.unit),
            words.number_words(line.last_year, line.unit),
            words.spark(line.trend),
            line.description,
            "; ".join(dict.fromkeys(_remarks(line))),
        )
        for line in lines
    ]
    return Table(caption, head, rows, long=2)


def _remarks(line: ScorecardLine) -> list[str]:
    """What belongs to a line and has no column at 80 letters."""
    found = [words.when(line.period), words.target_words(line) if line.target is None else f"target {words.target_words(line)}"]
    found += [words.direction_words(line)]
    found += [f"neighbours {_beside(line)}"]
    found += [f"England {england}"] if (england := words.england_words(line)) else []
    found += [words.needed_words(line)]
    found += [f"the paper says {line.rag_stated}"] if line.rag_stated else []
    return [each for each in found if each]


def _wide(caption: str, lines: list[ScorecardLine], period: str | None) -> Table:
    head = ("ref", "indicator", "rating", "figure", "target", "a year before", "neighbours", "trend")
    rows: Rows = [
        (
            _ref(line),
            line.description,
            Rated(line.rag),
            ", ".join(filter(None, [words.figure_words(line), words.when(line.period) if line.period != period else ""])),
            "; ".join(filter(None, [words.target_words(line), words.needed_words(line)])),
            "; ".join(filter(None, [words.last_year_words(line), words.direction_words(line) if line.direction else ""])),
            "; ".join(filter(None, [_beside(line), words.england_words(line) and f"England {words.england_words(line)}"])),
            Drawn(f"trend-{line.key}", partial(_trend, line), drawn) if (drawn := words.spark(line.trend)) else "",
        )
        for line in lines
    ]
    return Table(caption, head, rows)


def _trend(line: ScorecardLine) -> Scene:
    values = [None if point.value is None else float(point.value) for point in line.trend]
    return trend_scene(values, f"Trend of {_ref(line)}", words.trend_words(line))


def _elsewhere(card: Scorecard) -> Section:
    """Comparators beyond the two that have columns: London, the best, with their names."""
    rows: Rows = [
        (_ref(line), said, line.description) for line in card.rows if (said := words.comparators_words(line, _OTHERS))
    ]
    table = Table("Other authorities", ("ref", "figures, each with its own year", "indicator"), rows, long=1)
    return Section("elsewhere", "Other authorities", [table] if rows else [])


def _notes(card: Scorecard) -> Section:
    lines = [
        "A figure is rated unrounded, from its fraction where it has one; it is printed as the paper prints it.",
        "Comparators and targets stand with their own year. A part of what adds up in a year is set beside the same part of"
        " the year before only, and beside no full year's comparator.",
    ]
    lines += ["p is a provisional figure."] if any(line.provisional for line in card.rows) else []
    lines += [NOTE] if card.masks else []
    return Section("notes", "Notes", [Paragraph(line, dim=True) for line in lines])


def _ref(line: ScorecardLine) -> str:
    return line.ref or line.key
