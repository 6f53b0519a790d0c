"""Rows of a table, whose columns are known, to drafts."""

from typing import NamedTuple

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.printed import read_colour, read_status, read_status_column
from actiontracker.domain.problems import Problem
from actiontracker.domain.refs import normal_ref, ref_key
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
    for place, text in enumerate(headings):
        if place not in columns.values() and text.strip() and text.lower() not in OUR_COLUMNS:
            document.problems.append(Problem(f"column {text!r}", "not read: no field for it"))
    document.splits_leads = True
    columns = _settled(columns, rows)
    recommendations = _Recommendations(document)
    read: list[_Cells] = []
    for row in rows:
        cells = _Cells(columns, row)
        if cells.text("action"):
            document.actions.append(_action(cells, row.place, recommendations))
            read.append(cells)
        elif not cells.blank():
            document.problems.append(Problem(row.place, "no action in this row: not read", unread=True))
    if not document.actions:
        raise InputRefused(f"{document.name}: a heading but no action below it", "add a row for each action")
    recommendations.tell_of_rows_below()
    _number(document)
    check_document(document)
    for draft, cells in zip(document.actions, read, strict=True):
        _read_standing(document, draft, cells)
        check_by_when(document, f"{draft.place}, by when ({draft.ref})", draft.by_when)


def _settled(columns: dict[str, int], rows: list[Row]) -> dict[str, int]:
    """A `Ref` that repeats, always with the same recommendation, is the recommendation's: the actions have none."""
    if "ref" not in columns or "recommendation" not in columns or "recommendation_ref" in columns:
        return columns
    pairs = [(c.text("ref"), c.text("recommendation")) for c in (_Cells(columns, row) for row in rows) if c.text("ref")]
    one_to_one = len(set(pairs)) == len({ref for ref, _ in pairs}) == len({text for _, text in pairs})
    if len(set(pairs)) == len(pairs) or not one_to_one:
        return columns
    return {("recommendation_ref" if field == "ref" else field): place for field, place in columns.items()}


class _Recommendations:
    """The recommendations met so far, by ref; those without a ref are numbered in the order of their texts."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._by_key: dict[str, RecommendationDraft] = {}
        self._refs_by_text: dict[str, str] = {}
        self._last: str | None = None
        self._below: list[str] = []

    def ref_of(self, cells: _Cells, place: str) -> str | None:
        """The recommendation that a row's action stands under; where a merged cell was left blank, the one above."""
        ref, text = normal_ref(cells.text("recommendation_ref")), cells.text("recommendation")
        if not ref and not text:
            if self._last and not cells.text("ref"):
                self._below.append(place)
                return self._last
            return None
        ref = ref or self._refs_by_text.setdefault(text, str(len(self._refs_by_text) + 1))
        known = self._by_key.get(ref_key(ref))
        if known is None:
            self._add(ref, text, cells, place)
        elif text and text != known.text:
            what = f"another wording of recommendation {ref} than in {known.place}: the first is kept"
            self._document.problems.append(Problem(place, what))
        self._last = known.ref if known else ref
        return self._last

    def _add(self, ref: str, text: str, cells: _Cells, place: str) -> None:
        draft = RecommendationDraft(place, ref, text or ref)
        draft.area, draft.timescale, draft.outcome = (cells.get(field) for field in ("area", "timescale", "outcome"))
        self._by_key[ref_key(ref)] = draft
        self._document.recommendations.append(draft)

    def tell_of_rows_below(self) -> None:
        """Say once which rows were taken under the recommendation above them."""
        if self._below:
            count = len(self._below)
            place = self._below[0] + (f" and {count - 1} more" if count > 1 else "")
            self._document.problems.append(Problem(place, "no recommendation printed: taken under the one above"))


def _action(cells: _Cells, place: str, recommendations: _Recommendations) -> ActionDraft:
    draft = ActionDraft(place, normal_ref(cells.text("ref")), cells.text("action"))
    draft.recommendation = recommendations.ref_of(cells, place)
    number = normal_ref(cells.text("number")).strip("()")
    if not draft.ref and number:
        draft.ref = f"{draft.recommendation}.{number}" if draft.recommendation else number
    draft.stage = cells.get("stage")
    draft.by_when = cells.get("by_when")
    leads = cells.get("leads")
    draft.leads = None if leads is None else [leads] if leads else []
    draft.accountable = cells.get("accountable") or None
    also = cells.get("also_answers")
    draft.also_answers = None if also is None else [normal_ref(ref) for ref in also.split(";") if ref.strip()]
    return draft


def _number(document: Document) -> None:
    """Give actions without a printed ref one by position, stable on the next import of the same document."""
    used = {ref_key(draft.ref) for draft in document.actions if draft.ref}
    used |= {ref_key(draft.ref) for draft in document.recommendations}
    alone = "A" if document.recommendations else ""  # a recommendation may be called 1 too
    counts: dict[str, int] = {}
    for draft in document.actions:
        prefix = f"{draft.recommendation}." if draft.recommendation else alone
        while not draft.ref:
            counts[prefix] = counts.get(prefix, 0) + 1
            ref = f"{prefix}{counts[prefix]}"
            draft.ref = "" if ref_key(ref) in used else ref


def _read_standing(document: Document, draft: ActionDraft, cells: _Cells) -> None:
    """Status and rating: from their columns, else from the words at the start of the progress text."""
    draft.progress = cells.get("progress")
    column = cells.text("status")
    reading = read_status_column(column) if column else read_status(draft.progress or "")
    if column and reading is None:
        problem = Problem(f"{draft.place}, status ({draft.ref})", f"{column!r} is no status we know: not stated", unread=True)
        document.problems.append(problem)
    if reading:
        draft.status = reading.status
    elif draft.progress or column:
        draft.status = "not_stated"
    colour = cells.text("rag")
    draft.rag = read_colour(colour) if colour else (reading.rag if reading else None)
    if colour and draft.rag is None and colour.lower() != "none":
        problem = Problem(f"{draft.place}, rating ({draft.ref})", f"{colour!r} is no colour we know: not counted", unread=True)
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
    *("days_overdue", "updated_on", "completed_on", "evidence_count", "version", "requested", "inherited", "noted_on"),
)
"""Columns of our own export that are computed from others: an import passes them over in silence."""
