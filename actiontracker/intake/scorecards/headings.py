"""What the headings of a scorecard's table mean: "Harrow Q1 2023-24", "Statistical Neighbour Average 2021/22", "Q2 notes"."""

import re
from typing import NamedTuple

from actiontracker.domain.periods import Printed, period_words, read_period, with_year
from actiontracker.intake.tables.columns import Told
from actiontracker.intake.tables.headings import plain_heading

FIELDS = ("ref", "description", "key", "heading", "unit", "polarity", "accrual", "owner")
"""What a heading may be said to mean (`--map`), beside the fields of a plan."""
_FIELD_WORDS = {
    "ref": r"(?:pi |indicator |measure )?ref(?:erence)?(?: no| number)?|no|number|#|id|pi(?: no| number)",
    "description": r"(?:pi |indicator |measure )?description|(?:performance )?indicators?(?: name)?|measures?|pi|kpi|metric",
    "key": r"(?:indicator )?key",
    "heading": r"group|category|theme|section",
    "unit": r"unit(?: of measure)?",
    "polarity": r"polarity|good is|good to be|better is",
    "accrual": r"accrual|accrues",
    "owner": r"owner|responsible officer|lead",
}
_FIELDS = {name: re.compile(words) for name, words in _FIELD_WORDS.items()}
_COMPARATORS = (
    ("statistical_neighbours", re.compile(r"statistical neighbou?rs?|\bsns?\b|\bstat nbrs?\b")),
    ("best_london", re.compile(r"\bbest (?:in )?london\b")),
    ("best_national", re.compile(r"\bbest (?:in )?(?:national(?:ly)?|england)\b")),
    ("england", re.compile(r"\bengland\b|\bnational\b")),
    ("london", re.compile(r"\blondon\b")),
)
_TARGET = re.compile(r"\btargets?\b")
_NOTES = re.compile(r"\bnotes?\b|\bcommentary\b|\bcomments?\b")
_FILLERS = re.compile(
    r"(?:actual|update|performance|outturn|result|value|provisional|year|end|of|to|at|as|financial|academic|quarter|qtr"
    r"|q\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)"
)


class Column(NamedTuple):
    """A column: a field by its name, or `value`, `target`, `comparator`, `notes` with the period that its heading prints."""

    kind: str
    heading: str
    period: Printed | None = None
    comparator: str = ""
    authority: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether figures of a period stand in it."""
        return self.kind in ("value", "target", "comparator") and self.period is not None

    @property
    def in_words(self) -> str:
        """What it is read as, for the person."""
        when = f" {period_words(self.period.code)}" if self.period and self.period.code else ""
        return (self.comparator.replace("_", " ") if self.kind == "comparator" else self.kind) + when


def read_column(heading: str, told: Told = {}) -> Column | None:
    """What a heading means, or None where it is none of a scorecard's; `told` is what a person said, by plain heading.

    >>> read_column("Harrow target 2022/23").in_words, read_column("Harrow Q1 2023-24").authority
    ('target 2022-23', 'Harrow')
    """
    plain = plain_heading(heading)
    if (said := told.get(plain)) in FIELDS:
        return Column(str(said), heading)
    period = read_period(heading)
    words = re.sub(r"[^a-z0-9#]+", " ", heading.casefold()).strip()
    if period is None:
        field = next((name for name, pattern in _FIELDS.items() if pattern.fullmatch(words)), None)
        if field:
            return Column(field, heading)
    if _NOTES.search(words):
        return Column("notes", heading, period)
    if _TARGET.search(words):
        return Column("target", heading, period)
    comparator = next((kind for kind, pattern in _COMPARATORS if pattern.search(words)), None)
    if comparator and (period or re.search(r"\b(?:average|avg|mean|best)\b", words)):
        return Column("comparator", heading, period, comparator)
    return Column("value", heading, period, authority=_authority(heading)) if period else None


def _authority(heading: str) -> str:
    """The place that a heading names beside its period: "Harrow" of "Harrow actual Q1 2020-21"."""
    words = re.findall(r"[A-Z][A-Za-z'&.-]+", heading)
    return " ".join(word for word in words if not _FILLERS.fullmatch(word.casefold()))


def dated(columns: dict[int, Column]) -> dict[int, Column]:
    """The columns, with those whose heading prints no year put into that of the last figures' column before them."""
    anchor = max((c.period.code for c in columns.values() if c.kind == "value" and c.period and c.period.code), default=None)
    found: dict[int, Column] = {}
    for place, column in sorted(columns.items()):
        period = column.period
        if period and period.code and column.kind == "value":
            anchor = period.code
        if period and period.code is None and anchor:
            period = Printed(with_year(period, anchor))
        found[place] = column._replace(period=period)
    return found
