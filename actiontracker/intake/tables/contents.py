"""What the cells below a heading say about its meaning, where its words alone do not settle it."""

import re

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.printed import read_by_when, read_colour
from actiontracker.domain.problems import Problem
from actiontracker.intake.drafts import Document
from actiontracker.intake.grids import Grid
from actiontracker.intake.tables.headings import is_other_day, meanings, nearest_field, plain_heading
from actiontracker.intake.tables.layout import Layout, text_at
from actiontracker.intake.tables.packed import split_actions
from actiontracker.intake.tables.refs_in_text import column_ref
from actiontracker.intake.tables.standing import is_status

_SAMPLE = 200
_SHOWN = 80
_MOST = 0.7
_REF_LENGTH = 8
_TEXT_LENGTH = 40
_ENDS = ("target", "end", "finish", "completion", "complete by", "completed by")
_LEVEL = re.compile(
    r"\(?\d?\)?\W*(high|medium|low|normal|h|m|l|urgent|important|critical|essential|desirable|must|should|could|[1-5])"
)


def settle(document: Document, grid: Grid, layout: Layout) -> None:
    """Mend the columns by their contents, and suggest what an unknown heading may be."""
    columns, fields = layout.columns, layout.columns.fields
    _settle_recommendation(grid, layout)
    _settle_ref(grid, layout)
    if "action" not in fields and "recommendation" not in fields:
        raise InputRefused(f"{document.name}, {grid.place}: no column of actions", "name it with --map 'HEADING=action'")
    if "action" not in fields:
        fields["action"] = fields.pop("recommendation")
        heading = layout.headings[fields["action"]]
        what = f"no column of actions: each {heading!r} is read as an action; --map settles it"
        document.problems.append(Problem(grid.place, what))
    _settle_bare_number(grid, layout)
    _settle_target(grid, layout)
    _settle_months(grid, layout)
    status = fields.get("status")
    if status is not None and "progress" not in fields and _mean_length(grid, layout, status) > _TEXT_LENGTH:
        fields["progress"] = fields.pop("status")
    for place, heading in columns.extras.items():
        if any(place in places for places in columns.earlier.values()):
            continue
        _suggest(document, grid, layout, place, heading)


def _settle_recommendation(grid: Grid, layout: Layout) -> None:
    """Under a heading such as "Priority" stand texts, or refs ("R1"), or words such as "High"."""
    fields = layout.columns.fields
    place = fields.get("recommendation")
    if place is None:
        return
    texts = _texts(grid, layout, place)
    if not texts or max(map(len, texts)) > _REF_LENGTH * 2:
        return
    if not all(_LEVEL.fullmatch(text.lower()) for text in texts) and all(
        column_ref(text) and any(map(str.isdigit, text)) and " " not in text for text in texts
    ):
        fields.setdefault("recommendation_ref", fields.pop("recommendation"))
    elif all(_LEVEL.fullmatch(text.lower()) for text in texts):
        layout.columns.extras[fields.pop("recommendation")] = layout.headings[place]


def _settle_bare_number(grid: Grid, layout: Layout) -> None:
    """A first column without a heading, in which refs stand, is the number."""
    columns = layout.columns
    if columns.extras.get(0, "x").strip() or {"ref", "number"} & columns.fields.keys():
        return
    texts = _texts(grid, layout, 0)
    if texts and all(column_ref(text) for text in texts):
        columns.fields["number"] = 0
        del columns.extras[0]


def _settle_target(grid: Grid, layout: Layout) -> None:
    """A "Target" or an "End" with days under it is the by-when, where no other column is."""
    columns = layout.columns
    place = next((place for place, heading in columns.extras.items() if plain_heading(heading) in _ENDS), None)
    if place is None or columns.has("by_when"):
        return
    texts = _texts(grid, layout, place)
    if texts and sum(bool(read_by_when(text).deadline) for text in texts) >= len(texts) / 2:
        columns.fields["by_when"] = place
        del columns.extras[place]


def _settle_months(grid: Grid, layout: Layout) -> None:
    """Of monthly columns the newest with any text counts: the next months' stand ready and empty."""
    columns = layout.columns
    for name, earlier in columns.earlier.items():
        while earlier and name in columns.fields and not _texts(grid, layout, columns.fields[name]):
            empty, newest = columns.fields[name], earlier.pop()
            columns.fields[name] = newest
            columns.extras[empty] = layout.headings[empty]
            columns.extras.pop(newest, None)


def _settle_ref(grid: Grid, layout: Layout) -> None:
    """A `Ref` is the recommendation's where it repeats with it, is merged with it, or stands beside packed actions."""
    fields = layout.columns.fields
    if not {"ref", "number"} & fields.keys() or "recommendation" not in fields or "recommendation_ref" in fields:
        return
    name = "ref" if "ref" in fields else "number"
    rows = range(layout.body, len(grid.rows))
    pairs = [(text_at(grid, row, fields[name]), text_at(grid, row, fields["recommendation"])) for row in rows]
    pairs = [pair for pair in pairs if pair[0] and not pair[1].isdigit()]
    one_to_one = len(set(pairs)) == len({ref for ref, _ in pairs}) == len({text for _, text in pairs})
    repeats = len(set(pairs)) < len(pairs)
    actions = [text_at(grid, row, fields.get("action", fields["recommendation"])) for row in rows]
    packed = any(len(split_actions(text)) > 1 for text in actions[:_SAMPLE])
    beside = fields[name] < fields["recommendation"] < fields.get("action", 0)
    if one_to_one and pairs and (repeats or packed or beside):
        fields["recommendation_ref"] = fields.pop(name)


def _suggest(document: Document, grid: Grid, layout: Layout, place: int, heading: str) -> None:
    """Say that a column is kept as an extra field, and what it may be."""
    texts = _texts(grid, layout, place)
    if not heading.strip():
        if texts:
            what = f"kept as the extra field 'Column {place + 1}' of its actions"
            document.problems.append(Problem(f"column {place + 1} without a heading", what))
        return
    name = _likely(texts, heading, layout) if texts else ""
    shown = " ".join(heading.split())[:_SHOWN]
    tip = f"; if it is the {name.replace('_', ' ')}, say --map {shown + '=' + name!r}" if name else ""
    meant = [meaning.field for meaning in meanings(heading)[:1] if layout.columns.has(meaning.field)]
    why = f"another column is read as the {meant[0].replace('_', ' ')}" if meant else "no field of ours"
    problem = Problem(f"column {shown!r}", f"{why}: kept as an extra field of its actions{tip}")
    document.problems += [problem] if problem not in document.problems else []


def _likely(texts: list[str], heading: str, layout: Layout) -> str:
    has = layout.columns.has
    share = len(texts) * _MOST
    if not has("rag") and sum(bool(read_colour(text)) for text in texts) > share:
        return "rag"
    if not has("by_when") and not is_other_day(heading) and sum(bool(read_by_when(t).deadline) for t in texts) > share:
        return "by_when"
    if not has("status") and sum(bool(is_status(text)) for text in texts) > share:
        return "status"
    near = nearest_field(heading)
    return near if near and not has(near) else ""


def _texts(grid: Grid, layout: Layout, place: int) -> list[str]:
    rows = range(layout.body, min(layout.body + _SAMPLE, len(grid.rows)))
    return [text for row in rows if (text := text_at(grid, row, place))]


def _mean_length(grid: Grid, layout: Layout, place: int) -> float:
    texts = _texts(grid, layout, place)
    return sum(map(len, texts)) / len(texts) if texts else 0
