"""Keys of lead officers: a table of codes and posts, with a heading or, beside a plan, without one."""

import re
from itertools import pairwise

from actiontracker.domain.problems import Problem
from actiontracker.intake.drafts import Document, PostDraft
from actiontracker.intake.grids import Grid
from actiontracker.intake.tables.cells import split_leads, without_guard
from actiontracker.intake.tables.layout import text_at

_KEY = re.compile(
    r"\bkey\b.*\b(lead|officer|post|responsib)|\b(lead|responsible) officers?\b|\blist of (leads|officers|posts)", re.I
)


def read_key(document: Document, grid: Grid, columns: dict[str, int], body: int) -> None:
    """Put the posts of a key with a heading into the document; a line without a code is listed."""
    for number in range(body, len(grid.rows)):
        cells = {name: without_guard(text_at(grid, number, column)).strip() for name, column in columns.items()}
        code = " ".join(cells["code"].split())
        if not any(cells.values()):
            continue
        if not code:
            document.problems.append(Problem(grid.rows[number].place, "no code in this row: not read", unread=True))
            continue
        aliases = [alias.strip() for alias in cells.pop("aliases", "").split(";") if alias.strip()]
        draft = PostDraft(grid.rows[number].place, code, aliases=aliases)
        draft.title, draft.organisation, draft.reports_to = (cells.get(f) for f in ("title", "organisation", "reports_to"))
        document.posts.append(draft)


def read_bare_key(document: Document, grid: Grid) -> bool:
    """Read a table of pairs without a heading as a key of leads, where it is one; False where it is not.

    It is one where the line above calls it so, or where the plan's own leads are among its codes.
    """
    pairs = _pairs(grid)
    if not pairs:
        return False
    called = any(_KEY.search(line.text) for line in grid.above[-2:])
    used = {lead for draft in document.actions for cell in draft.leads or () for lead in split_leads(cell, ())[0]}
    codes = {code for _, code, _ in pairs}
    if not called and len(codes & used) < max(2, len(codes) // 4):
        return False
    for place, code, title in pairs:
        if code and title:
            document.posts.append(PostDraft(place, code, title=title, aliases=[]))
        else:
            document.problems.append(Problem(place, f"no code or no title beside it: not read: {code or title!r}", unread=True))
    return True


def _pairs(grid: Grid) -> list[tuple[str, str, str]]:
    """Place, code and title of each pair of cells; the shorter side of the table's pairs is the code."""
    width = max((len(row.cells) for row in grid.rows), default=0)
    if width not in (2, 4, 6) or grid.merged:
        return []
    pairs = []
    for row in grid.rows:
        cells = [" ".join(cell.split()) for cell in row.cells] + [""] * (width - len(row.cells))
        pairs += [
            (row.place, left, right) for (left, right), n in zip(pairwise(cells), range(width), strict=False) if n % 2 == 0
        ]
    pairs = [pair for pair in pairs if pair[1] or pair[2]]
    left, right = (sum(len(pair[side]) for pair in pairs) for side in (1, 2))
    if not pairs or min(left, right) / len(pairs) > 20 or max(len(pair[1 if left < right else 2]) for pair in pairs) > 40:
        return []
    return [(place, one, other) if left < right else (place, other, one) for place, one, other in pairs]
