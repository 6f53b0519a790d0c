"""Success measures, the change index and what waits for what, in Markdown."""

from collections.abc import Iterable, Iterator

from actiontracker.domain.words import label
from actiontracker.render.markdown import cell, table
from actiontracker.render.measure_lines import figures_in_words
from actiontracker.render.phrases import qualified
from actiontracker.render.practice_lines import HEADINGS, due_words, state_words, what_words
from actiontracker.render.text import day_words
from actiontracker.reports.measures import MeasureLine
from actiontracker.reports.practice import IndexLine, WaitLine


def measure_table(
    lines: list[MeasureLine], without: list[tuple[str, str]], title: str, empty: str, notices: Iterable[str], many: bool
) -> Iterator[str]:
    """The measures in Markdown."""
    yield f"# {title}\n\n"
    for notice in notices:
        yield f"{cell(notice)}\n\n"
    rows = [(qualified(one.plan, one.measure, many), one.text, figures_in_words(one), one.direction_in_words) for one in lines]
    yield table(("measure", "text", "figures", "direction"), rows) if rows else f"{cell(empty)}\n"
    if without:
        named = ", ".join(qualified(plan, ref, many) for plan, ref in without)
        yield f"\n{cell(f'Outcomes without a measure ({len(without)}): {named}')}\n"


def index_table(lines: list[IndexLine], title: str, empty: str, notices: Iterable[str], many: bool) -> Iterator[str]:
    """The index in Markdown, a table under each kind."""
    yield f"# {title}\n"
    for notice in notices:
        yield f"\n{cell(notice)}\n"
    if not lines:
        yield f"\n{cell(empty)}\n"
    for name, kinds in HEADINGS if lines else ():
        rows = [
            (what_words(line), line.title, day_words(line.dated), qualified(line.plan, line.ref, many), state_words(line))
            for line in lines
            if line.kind in kinds
        ]
        yield f"\n## {name}\n\n"
        yield table(("", "title", "dated", "action", "state"), rows) if rows else "None.\n"


def wait_table(lines: list[WaitLine], title: str, empty: str, notices: Iterable[str], many: bool) -> Iterator[str]:
    """Who holds up whom, in Markdown."""
    yield f"# {title}\n\n"
    for notice in notices:
        yield f"{cell(notice)}\n\n"
    rows = [
        (_ref(one, one.ref, many), due_words(one), label(one.status), one.leads, _ref(one, one.holds_up, many), _held(one))
        for one in lines
    ]
    yield table(("action", "due", "status", "leads", "holds up", "which is due"), rows) if rows else f"{cell(empty)}\n"


def _ref(line: WaitLine, ref: str, many: bool) -> str:
    return qualified(line.plan, ref, many)


def _held(line: WaitLine) -> str:
    return day_words(line.holds_up_deadline) or "no date"
