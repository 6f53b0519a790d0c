"""What stands above and between the actions of a table: titles, sections, stages, recommendations across the table."""

import re

from actiontracker.domain.problems import Problem
from actiontracker.intake.drafts import Document, RecommendationDraft
from actiontracker.intake.grids import Grid
from actiontracker.intake.tables.headings import meanings
from actiontracker.intake.tables.layout import Layout, anchor, text_at
from actiontracker.intake.tables.recommendations import Printed, Recommendations, recommendation_cell
from actiontracker.intake.tables.refs_in_text import glued_ref, is_called_recommendation

STAGE = re.compile(r"(MUST[ -]?DO|EMBEDDING|EMBED|DELIVERY|DELIVER|SUSTAIN|STAGE \d|PHASE \d)\s*:?")
_SECTION = re.compile(r"(outcome|section|part|goal|standard|domain|pillar|principle)\s*\d", re.IGNORECASE)
_REMARK = re.compile(r"(total|sub-?total|notes?\b|n\.?b\b|key\b|source\b|\*|page \d)", re.IGNORECASE)
_SURE_REMARK = ("*", "Note", "NOTE", "Total", "TOTAL")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=\S)")
_MOST_WORDS = 8
_MOST_LETTERS = 60
_SAID = ("outcome", "timescale", "leads", "by_when", "note")


class SectionRows:
    """Where a walk down a table has come to: what sections, stages and recommendations hold for the rows below."""

    def __init__(self, document: Document, grid: Grid, layout: Layout, recommendations: Recommendations) -> None:
        self._document = document
        self._grid = grid
        self._layout = layout
        self._recommendations = recommendations
        self.section = ""
        self.section_is_used = True
        self._section_place = ""
        self.stage = ""
        self.stage_is_fresh = False
        self.last: RecommendationDraft | None = None
        self.reads_recommendations = bool({"recommendation", "recommendation_ref"} & layout.columns.fields.keys())

    def begin(self, section: str, above: list[str]) -> None:
        """What stands above the table: its section, or the recommendation that all its actions answer, and titles."""
        self.section = section
        for text in above:
            if is_called_recommendation(text) and not self.reads_recommendations:
                self._begin_recommendation(text, self._grid.place)
            else:
                self._say_of_last(*_labelled(text))
        self._section_above()
        titles = [text for number in range(max(self._layout.heading_row, 0)) for text in self._title(number)]
        if titles:
            what = f"above the heading, not imported: {' / '.join(titles)}"
            self._document.problems.append(Problem(self._grid.place or "the table", what))

    def takes(self, number: int) -> bool:
        """Whether a row is no action's: a remark below the table, or one text across it; it is dealt with then."""
        return self._is_remark(number) or self._is_parent(number) or self._is_banner(number)

    def met(self, printed: Printed, place: str) -> RecommendationDraft:
        """The recommendation that a row names; from here on it is the last."""
        previous = self.last
        self.last = self._recommendations.met(printed._replace(area=printed.area or self.section), place)
        if self.last is not previous and not self.stage_is_fresh:
            self.stage = ""
        return self.last

    def read(self, text: str) -> Printed:
        """The cell of a recommendation, read."""
        return recommendation_cell(text, self._recommendations.count + 1)

    def _begin_recommendation(self, text: str, place: str) -> None:
        self.met(self.read(text), place)

    def _section_above(self) -> None:
        """A row across the table right above its heading that is called and numbered as a section is one."""
        number = self._layout.heading_row - 1
        texts = [text for text in self._grid.rows[number].cells if text] if number >= 0 else []
        if len(texts) == 1 and _SECTION.match(texts[0]) and not is_called_recommendation(texts[0]):
            self.section = texts[0]

    def _title(self, number: int) -> list[str]:
        """A row above the heading: what it says of a recommendation is taken, the other texts are titles."""
        row = self._grid.rows[number]
        texts = [text for text in row.cells if text]
        if self.reads_recommendations or not texts:
            if texts == [self.section]:
                return []
            if len(texts) == 1 and is_called_recommendation(texts[0]):
                self.section = texts[0]
                return []
            return texts
        if is_called_recommendation(texts[0]) or (len(texts) > 1 and _means(texts[0]) == "recommendation"):
            is_label = len(texts) > 1 and (texts[0].endswith(":") or not re.search(r"\d", texts[0]))
            self._begin_recommendation(" ".join(texts[1:] if is_label else texts), row.place)
            return []
        pairs = [_labelled(texts[0])] if len(texts) == 1 else zip(texts[::2], [*texts[1::2], ""], strict=False)
        left = [pair for pair in pairs if not self._say_of_last(pair[0].rstrip(": "), pair[1])]
        return [text for pair in left for text in pair if text]

    def _is_parent(self, number: int) -> bool:
        """A row of a number and a text alone, above rows of its parts ("1 Leadership" above "1.1 Appoint …")."""
        printed = self._numbered(number)
        if printed is None or not self._is_part(number + 1, printed.ref):
            return False
        below = self._numbered(number + 1)
        if self.reads_recommendations or (below is not None and self._is_part(number + 2, below.ref)):
            self._begin_section(printed.text, self._grid.rows[number].place)
        else:
            self.met(printed, self._grid.rows[number].place)
        return True

    def _numbered(self, number: int) -> Printed | None:
        """The number and the text of a row that has nothing else; None for other rows."""
        if number >= len(self._grid.rows):
            return None
        fields, cells = self._layout.columns.fields, self._grid.rows[number].cells
        own = {column: text for column, text in enumerate(cells) if text}
        refs = [text for name in ("ref", "number") if (text := own.pop(fields.get(name, -1), ""))]
        if len(own) != 1 or len(refs) > 1 or next(iter(own)) != fields.get("action"):
            return None
        text = next(iter(own.values()))
        found = re.fullmatch(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?", refs[0]) if refs else _NUMBERED.match(text)
        if not found:
            return None
        return Printed(found[1], text if refs else text[found.end() :])

    def _is_part(self, number: int, ref: str) -> bool:
        """Whether a row begins with a number below another: 1.1 below 1."""
        cells = self._grid.rows[number].cells if number < len(self._grid.rows) else []
        first = next((text for text in cells if text), "")
        return bool(re.match(rf"{re.escape(ref)}\.\d", first))

    def _is_banner(self, number: int) -> bool:
        """A row of one text across the table, or alone in its first cell: a section, a stage or a recommendation."""
        cells = self._grid.rows[number].cells
        own = [column for column, text in enumerate(cells) if text]
        anchors = [anchor(self._grid, number, column) for column in range(len(cells))]
        if len(own) != 1 or any(row != number for row, _ in anchors):
            return False
        text, column = cells[own[0]], own[0]
        span = anchors.count((number, column))
        if span == 1 and (len(cells) < 3 or not self._stands_alone(number, column, text)):
            return False
        if span > 1 and span < max(2, len(cells) // 2):
            return False
        self._take(text, self._grid.rows[number].place)
        return True

    def _stands_alone(self, number: int, column: int, text: str) -> bool:
        """Whether an unmerged text that is alone in its row is a section: not the cell of an action or recommendation."""
        fields = self._layout.columns.fields
        refs = [fields.get(name) for name in ("ref", "number", "recommendation_ref")]
        if STAGE.fullmatch(text):
            return True
        if column == fields.get("action"):
            return False
        if column in refs:  # a word is no ref: a section was typed into the first cell
            is_word = not any(map(str.isdigit, text)) and (len(text) > 6 or (text.isupper() and len(text) > 3))
            return column == 0 and is_word
        if column == fields.get("recommendation"):
            below = number + 1 < len(self._grid.rows) and text_at(self._grid, number + 1, column)
            return bool(below) and len(text.split()) <= _MOST_WORDS and not glued_ref(text)[0]
        return column <= 1

    def _take(self, text: str, place: str) -> None:
        if STAGE.fullmatch(text):
            self.stage, self.stage_is_fresh = text.rstrip(": "), True
            return
        self.stage = ""
        if not self.reads_recommendations and self._say_of_last(*_labelled(text)):
            return
        if not self.reads_recommendations and _is_recommendation(text):
            self._begin_recommendation(text, place)
        else:
            self._begin_section(text, place)

    def _begin_section(self, text: str, place: str) -> None:
        self.tell_unused_section()
        self.section, self.section_is_used, self._section_place = text, False, place
        self.last = None

    def tell_unused_section(self) -> None:
        """A section that no row was read under is a remark: a note at the end, or a heading over another one."""
        if not self.section_is_used:
            self._document.problems.append(Problem(self._section_place, f"a remark, not read: {self.section!r}"))
        self.section_is_used = True

    def _say_of_last(self, label: str, text: str) -> bool:
        """A line such as "Success criteria: …", of the recommendation above it; False where it is none."""
        name = _means(label) if text else ""
        if self.last is None or name not in _SAID:
            return False
        if name == "leads":
            self.last.leads = [*(self.last.leads or []), text]
        else:
            held = getattr(self.last, name)
            setattr(self.last, name, f"{held}\n{text}" if held else text)
        return True

    def _is_remark(self, number: int) -> bool:
        """A row of totals, or a note below the table: no action, listed."""
        texts = [text for text in self._grid.rows[number].cells if text]
        if any(not re.fullmatch(r"[£$]?[\d,.]+[%km]?", text) for text in texts[1:]):
            return False
        column = self._layout.columns.fields.get("action")
        is_action = column is not None and text_at(self._grid, number, column) == texts[0]
        is_count = len(texts) > 1 and not is_action and not any(map(str.isdigit, texts[0]))
        if not _REMARK.match(texts[0]) and not is_count:
            return False
        if is_action and not texts[0].startswith(_SURE_REMARK):
            return False
        self._document.problems.append(Problem(self._grid.rows[number].place, f"a remark, not read: {' / '.join(texts)!r}"))
        return True


def _means(label: str) -> str:
    """The field that a label names, or ""."""
    said = meanings(label) if len(label) < _MOST_LETTERS else ()
    name = said[0].field if said else ""
    return {"accountable": "leads", "progress": "note"}.get(name, name)


def _is_recommendation(text: str) -> bool:
    words = len(text.split())
    return is_called_recommendation(text) or words > _MOST_WORDS or (bool(glued_ref(text)[0]) and words > 3)


def _labelled(text: str) -> tuple[str, str]:
    """A line such as "Success criteria: all plans" as label and text; the text is empty where there is no label."""
    label, _, rest = text.partition(":")
    return label.strip(), rest.strip()
