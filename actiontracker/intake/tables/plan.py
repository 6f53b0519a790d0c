"""From the grids of a file to a plan: which tables are the plan, which are keys of leads, and what is left over."""

import re

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.problems import Problem
from actiontracker.intake.checks import check_document
from actiontracker.intake.drafts import Document
from actiontracker.intake.grids import LONGEST_CELL, Grid, Line, Source
from actiontracker.intake.tables.cells import is_day
from actiontracker.intake.tables.columns import Told
from actiontracker.intake.tables.contents import settle
from actiontracker.intake.tables.headings import plain_heading
from actiontracker.intake.tables.layout import HEADING_ROWS, Layout, key_layout, parts, plan_layout, text_at
from actiontracker.intake.tables.lead_keys import read_bare_key, read_key
from actiontracker.intake.tables.numbering import give_refs
from actiontracker.intake.tables.plan_rows import RowReader, Rows
from actiontracker.intake.tables.recommendations import Recommendations
from actiontracker.intake.tables.refs_in_text import is_called_recommendation
from actiontracker.intake.tables.sharing import Sharing
from actiontracker.intake.tables.standing import read_standing
from actiontracker.intake.tables.versions import version_day

_QUOTED = 160


def plan_from(source: Source, told: Told = {}) -> Document:
    """The plan, the key of leads, or both, that the grids of a file hold.

    `told` says what headings mean (plain heading to field). Raises InputRefused where no table can be read, or where
    the plan would contradict itself.
    """
    _refuse_long_cells(source)
    document = Document(source.name, "", problems=list(dict.fromkeys(source.problems)), splits_leads=True)
    plans = _plans(document, source, told)
    recommendations = Recommendations(document)
    tables = [_read(document, grid, layout, recommendations, alone=len(plans) == 1) for grid, layout in plans]
    _refuse_copies(source.name, tables)
    slots = [slot for table in tables for slot in table.all_slots()]
    document.actions = [slot.draft for slot in slots]
    _read_others(document, source, {grid.place for grid, _ in plans}, has_plan=bool(plans))
    if plans and not any(table.slots for table in tables):
        raise InputRefused(f"{source.name}: a heading but no action below it", "add a row for each action")
    if not plans and not document.posts:
        raise _nothing(source)
    recommendations.give_refs({slot.number for slot in slots if slot.is_in_column and slot.recommendation is None})
    give_refs(document, slots)
    check_document(document)
    read_standing(document, slots)
    document.printed_on, remark = version_day([*source.lines, *_cells_around(source, plans)])
    if remark:
        document.problems.append(Problem("the day of the document", remark))
    return document


def _refuse_long_cells(source: Source) -> None:
    """Raises InputRefused for a cell that no person wrote."""
    for grid in source.grids:
        for row in grid.rows:
            longest = max(map(len, row.cells), default=0)
            if longest > LONGEST_CELL:
                what = f"{source.name}, {row.place}: a cell of {longest // 1_000_000} million letters, more than any plan has"
                raise InputRefused(what, "look at that cell, and shorten it")


def _plans(document: Document, source: Source, told: Told) -> list[tuple[Grid, Layout]]:
    """The plan's tables; one that goes on over the page without its heading is read with the heading above."""
    plans: list[tuple[Grid, Layout]] = []
    before: Grid | None = None
    for grid in (part for whole in source.grids for part in parts(whole, told)):
        layout = plan_layout(grid, told)
        if layout is None and plans and before is plans[-1][0] and _goes_on(plans[-1], grid):
            layout = plans[-1][1]._replace(heading_row=-1, body=0)
            document.problems.append(Problem(grid.place, f"no heading of its own: read with that of {before.place}"))
        if layout is not None and not _is_of_meeting(layout):
            plans.append((grid, layout))
        before = grid
    return plans


def _is_of_meeting(layout: Layout) -> bool:
    """Whether a table is the minutes of a meeting, with its own actions."""
    return any(re.search(r"\b(minutes?|agenda|apologies|attendees)\b", plain_heading(text)) for text in layout.headings)


def _goes_on(plan: tuple[Grid, Layout], grid: Grid) -> bool:
    width = max((len(row.cells) for row in grid.rows), default=0)
    days = plan[1].columns.fields.get("by_when")
    column = [text_at(grid, row, days) for row in range(len(grid.rows))] if days is not None else []
    dated = [text for text in column if text]
    looks_so = sum(map(is_day, dated)) >= len(dated) / 2
    return len(plan[1].headings) == width >= 4 and _is_continued(grid) and key_layout(grid) is None and looks_so


def _is_continued(grid: Grid) -> bool:
    """Whether nothing stands above a table but "(continued)" or the number of a page."""
    return all(re.fullmatch(r"\W*(continued|cont\W*d?|page \d+( of \d+)?)\W*", line.text.lower()) for line in grid.above)


def _read(document: Document, grid: Grid, layout: Layout, recommendations: Recommendations, *, alone: bool) -> Rows:
    settle(document, grid, layout)
    document.headings += [pair for pair in _headings_read(layout) if pair not in document.headings]
    reader = RowReader(document, grid, layout, recommendations)
    reader.above.begin(*_above(grid, alone))
    rows = reader.read()
    Sharing(document, rows).share()
    return rows


def _refuse_copies(name: str, tables: list[Rows]) -> None:
    """Raises InputRefused where sheets hold the same actions: a workbook with a sheet a month."""
    met: dict[tuple[str, str, str], str] = {}
    copies: list[str] = []
    for table in tables:
        place = table.grid.place
        texts = {
            (slot.number, slot.draft.text, slot.recommendation.text if slot.recommendation else "")
            for slot in table.all_slots()
        }
        shared = [met[text] for text in texts if text in met]
        if place.startswith("sheet ") and len(shared) > max(1, len(texts) / 2):
            copies += [other for other in (shared[0], place) if other not in copies]
        met |= dict.fromkeys(texts, place)
    if copies:
        raise InputRefused(f"{name}: {' and '.join(copies)} hold the same actions", f"say which one to read: --{copies[-1]}")


def _above(grid: Grid, alone: bool) -> tuple[str, list[str]]:
    """The section that the headings above a table name, and the lines from its recommendation on.

    Above a lone table stands its title; above several, the nearest heading is the section.
    """
    called = [place for place, line in enumerate(grid.above) if is_called_recommendation(line.text)]
    section = next((line.text for line in reversed(grid.above) if line.level), "")
    if called:
        return "", [line.text for line in grid.above[called[-1] :]]
    return ("" if alone else section), []


def _headings_read(layout: Layout) -> list[tuple[str, str]]:
    columns = layout.columns
    said = [(place, name) for name, place in columns.fields.items()]
    said += [(place, " and ".join(pair)) for place, pair in columns.pairs.items()]
    said += [(place, "an extra field") for place in columns.extras if layout.headings[place].strip()]
    return [(" ".join(layout.headings[place].split()), name) for place, name in sorted(said)]


def _cells_around(source: Source, plans: list[tuple[Grid, Layout]]) -> list[Line]:
    """The cells that may print the day of the document: titles and headings of the plan, the first rows of other tables."""
    bodies = {id(grid): layout.body for grid, layout in plans}
    rows = [row for grid in source.grids for row in grid.rows[: bodies.get(id(grid), HEADING_ROWS)]]
    return [Line(cell) for row in rows for cell in row.cells if cell]


def _read_others(document: Document, source: Source, read: set[str], *, has_plan: bool) -> None:
    """Keys of leads, and a word about every table that is neither."""
    for grid in source.grids:
        if grid.place in read or not any(any(row.cells) for row in grid.rows):
            continue
        if key := key_layout(grid):
            read_key(document, grid, *key)
            if not document.posts and not has_plan:
                raise InputRefused(f"{source.name}: a heading but no post below it", "add a row for each post")
        elif not read_bare_key(document, grid):
            text = " / ".join(cell for row in grid.rows for cell in row.cells if cell)
            quoted = text if len(text) <= _QUOTED else text[:_QUOTED].rsplit(" ", 1)[0] + " …"
            document.problems.append(Problem(grid.place, f"neither a plan nor a key of leads: not read: {quoted!r}"))


def _nothing(source: Source) -> InputRefused:
    if hidden := next((problem.what for problem in source.problems if " is hidden" in problem.what), ""):
        return InputRefused(f"{source.name}: no plan in its visible sheets", hidden)
    if not source.grids:
        return InputRefused(f"{source.name}: no table in it", "put the plan in a table with a heading row")
    rows = min(max(len(grid.rows) for grid in source.grids), HEADING_ROWS)
    where = f"{source.grids[0].place}, rows" if len(source.grids) == 1 and source.grids[0].place else "rows"
    what = f"{source.name}, {where} 1 to {rows}: no heading that can be read as an action"
    near = _nearest(source.grids[0])
    advice = "name a column 'Action' (actiontracker export template shows all headings)"
    return InputRefused(what, f"say --map {near!r}, or {advice}" if near else advice)


def _nearest(grid: Grid) -> str:
    """A --map to try, from the longest heading of the first row with several."""
    row = next((row for row in grid.rows[:HEADING_ROWS] if sum(bool(cell) for cell in row.cells) > 2), None)
    headings = [cell for cell in row.cells if cell and plain_heading(cell) and len(cell) < 60] if row else []
    return f"{max(headings, key=len)}=action" if headings else ""
