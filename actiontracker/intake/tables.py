"""Rows of a table, whose columns are known, to drafts."""

from typing import NamedTuple

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.problems import Problem
from actiontracker.domain.refs import normal_ref, ref_key
from actiontracker.domain.words import read_colour, read_status, read_status_column
from actiontracker.intake.cells import without_guard
from actiontracker.intake.checks import check_by_when, check_document
from actiontracker.intake.drafts import ActionDraft, Document, PostDraft, RecommendationDraft


class Row(NamedTuple):
    """Raw cells and their place in the document ("row 7")."""

    place: str
    cells: list[str]


class _Cells:
    """The cells of a row by field. None: the table has no such column."""

    def __init__(self, columns: dict[str, int], row: Row) -> None:
        self._columns = columns
        self._cells = row.cells

    def get(self, field: str) -> str | None:
        place = self._columns.get(field)
        if place is None:
            return None
        return without_guard(self._cells[place]).strip() if place < len(self._cells) else ""

    def text(self, field: str) -> str:
        return self.get(field) or ""

    def blank(self) -> bool:
        return not any(cell.strip() for cell in self._cells)


def actions_from_rows(document: Document, headings: list[str], columns: dict[str, int], rows: list[Row]) -> None:
    """Put the drafts of a table of actions into the document, and what could not be read into its problems.

    Raises InputRefused where two actions have one ref.
    """
    unread = [text for place, text in enumerate(headings) if place not in columns.values() and text.strip()]
    for text in unread:
        if not any(text.lower() == ours for ours in OUR_COLUMNS):
            document.problems.append(Problem(f"column {text!r}", "not read: no field for it"))
    document.splits_leads = True
    recommendations = _Recommendations(document)
    for row in rows:
        cells = _Cells(columns, row)
        if cells.blank():
            continue
        if not cells.text("action"):
            document.problems.append(Problem(row.place, "no action in this row: not read", unread=True))
            continue
        draft = _action(document, cells, row.place, recommendations)
        document.actions.append(draft)
    if not document.actions:
        raise InputRefused(f"{document.name}: a heading but no action below it", "add a row for each action")
    check_document(document)


class _Recommendations:
    """The recommendations met so far, by ref; those without a ref are numbered in the order of their texts."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._by_key: dict[str, RecommendationDraft] = {}
        self._refs_by_text: dict[str, str] = {}
        self.counts: dict[str, int] = {}

    def ref_of(self, cells: _Cells, place: str) -> str | None:
        ref, text = normal_ref(cells.text("recommendation_ref")), cells.text("recommendation")
        if not ref and not text:
            return None
        ref = ref or self._refs_by_text.setdefault(text, str(len(self._refs_by_text) + 1))
        known = self._by_key.get(ref_key(ref))
        if known is None:
            self._add(ref, text, cells, place)
        elif text and text != known.text:
            what = f"another wording of recommendation {ref} than in {known.place}: the first is kept"
            self._document.problems.append(Problem(place, what))
        return known.ref if known else ref

    def _add(self, ref: str, text: str, cells: _Cells, place: str) -> None:
        draft = RecommendationDraft(place, ref, text or ref)
        draft.area, draft.timescale, draft.outcome = (cells.get(field) for field in ("area", "timescale", "outcome"))
        self._by_key[ref_key(ref)] = draft
        self._document.recommendations.append(draft)


def _action(document: Document, cells: _Cells, place: str, recommendations: _Recommendations) -> ActionDraft:
    recommendation = recommendations.ref_of(cells, place)
    draft = ActionDraft(place, _ref(cells, recommendation, recommendations.counts), cells.text("action"))
    draft.recommendation = recommendation
    draft.stage = cells.get("stage")
    draft.by_when = cells.get("by_when")
    leads = cells.get("leads")
    draft.leads = None if leads is None else [leads] if leads else []
    draft.accountable = cells.get("accountable") or None
    also = cells.get("also_answers")
    draft.also_answers = None if also is None else [normal_ref(ref) for ref in also.split(";") if ref.strip()]
    _read_standing(document, draft, cells, place)
    check_by_when(document, f"{place}, by when ({draft.ref})", draft.by_when)
    return draft


def _ref(cells: _Cells, recommendation: str | None, counts: dict[str, int]) -> str:
    """The ref as printed; from the recommendation's and the action's number; or by position, stable on the next import."""
    if printed := normal_ref(cells.text("ref")):
        return printed
    group = recommendation or ""
    counts[group] = counts.get(group, 0) + 1
    number = normal_ref(cells.text("number")).strip("()") or str(counts[group])
    return f"{group}.{number}" if group else number


def _read_standing(document: Document, draft: ActionDraft, cells: _Cells, place: str) -> None:
    """Status and rating: from their columns, else from the words at the start of the progress text."""
    draft.progress = cells.get("progress")
    column = cells.text("status")
    reading = read_status_column(column) if column else read_status(draft.progress or "")
    if column and reading is None:
        problem = Problem(f"{place}, status ({draft.ref})", f"{column!r} is no status we know: not stated", unread=True)
        document.problems.append(problem)
    if reading:
        draft.status = reading.status
    elif draft.progress or column:
        draft.status = "not_stated"
    colour = cells.text("rag")
    draft.rag = read_colour(colour) if colour else (reading.rag if reading else None)
    if colour and draft.rag is None and colour.lower() != "none":
        problem = Problem(f"{place}, rating ({draft.ref})", f"{colour!r} is no colour we know: not counted", unread=True)
        document.problems.append(problem)
    draft.rag = draft.rag or ""


def posts_from_rows(document: Document, columns: dict[str, int], rows: list[Row]) -> None:
    """Put the posts of a key of leads into the document. Raises InputRefused where one code stands twice."""
    for row in rows:
        cells = _Cells(columns, row)
        code = " ".join(cells.text("code").split())
        if cells.blank():
            continue
        if not code:
            document.problems.append(Problem(row.place, "no code in this row: not read", unread=True))
            continue
        aliases = [alias.strip() for alias in cells.text("aliases").split(";") if alias.strip()]
        draft = PostDraft(row.place, code, aliases=aliases)
        draft.title, draft.organisation, draft.reports_to = (cells.get(f) for f in ("title", "organisation", "reports_to"))
        document.posts.append(draft)
    if not document.posts:
        raise InputRefused(f"{document.name}: a heading but no post below it", "add a row for each post")
    check_document(document)


OUR_COLUMNS = (
    *("plan", "deadline", "original_deadline", "expected", "deadline_moves", "rag", "rag_computed", "rag_reason"),
    *("days_overdue", "updated_on", "completed_on", "evidence_count", "version", "requested", "inherited"),
)
"""Columns of our own export that are computed from others: an import passes them over in silence."""
