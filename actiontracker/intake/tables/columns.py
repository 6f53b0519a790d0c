"""Which column of a table holds which field."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from actiontracker.intake.tables.heading_words import EXTRA
from actiontracker.intake.tables.headings import NEWEST_LAST, meanings, plain_heading, two_meanings

Told = Mapping[str, str]
"""What a person said of headings with --map: plain heading to field."""


@dataclass(slots=True)
class Columns:
    """The columns of a plan's table: of one field, of two in one cell, and those kept under their own heading.

    `earlier` are further columns of progress, status or rating, the oldest first: of the months before.
    """

    fields: dict[str, int]
    pairs: dict[int, tuple[str, str]] = field(default_factory=dict)
    extras: dict[int, str] = field(default_factory=dict)
    earlier: dict[str, list[int]] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """How many columns are understood."""
        return len(self.fields) + len(self.pairs)

    def has(self, name: str) -> bool:
        """Whether a column speaks of a field, alone or with another."""
        return name in self.fields or any(name in pair for pair in self.pairs.values())


_WITH_ACTION = ("leads", "by_when", "progress", "status", "rag", "outcome", "recommendation", "recommendation_ref")
_WITHOUT_ACTION = ("leads", "by_when", "progress", "status", "rag")

# Columns of our own export that are computed from others: reading one back passes them over in silence.
_OUR_COMPUTED = (
    *("plan", "deadline", "original_deadline", "deadline_moves", "rag", "rag_computed", "rag_reason", "days_overdue"),
    *("updated_on", "completed_on", "evidence_count", "version", "requested", "inherited", "noted_on"),
    *("evidence_kinds", "signed_off_on", "reaudit_due", "reaudit_result", "waiting_on", "holds_up"),
)


def action_columns(headings: list[str], told: Told = {}) -> Columns | None:
    """The columns of a plan's table, or None where the headings tell of none.

    A plan has a column of actions, or at least of recommendations with who, when and how far. `ref` is the action's own
    unless a column for its number stands beside it: then it is the recommendation's (`Ref` S1, `Action No` 3).
    """
    columns = _assigned(headings, told)
    if "action" in columns.fields:
        alone = len([heading for heading in headings if heading.strip()]) == 1
        exact = plain_heading(headings[columns.fields["action"]]) in ("action", "actions")
        if not exact and (alone or not any(columns.has(name) for name in _WITH_ACTION)):
            return None
    elif "recommendation" not in columns.fields or sum(columns.has(name) for name in _WITHOUT_ACTION) < 2:
        return None
    fields = columns.fields
    if "rag reported" in [plain_heading(heading) for heading in headings]:
        _read_as_ours(columns, headings)
    if "ref" in fields and "number" in fields and "recommendation_ref" not in fields:
        between = fields["number"] < fields.get("recommendation", -1) < fields["ref"] < fields.get("action", -1)
        fields["recommendation_ref"] = fields.pop("number" if between else "ref")
    if "timescale" in fields and not columns.has("by_when"):
        fields["by_when"] = fields.pop("timescale")
    if "expected" in fields and not columns.has("by_when") and "revised" not in plain_heading(headings[fields["expected"]]):
        fields["by_when"] = fields.pop("expected")
    return columns


def _assigned(headings: list[str], told: Told) -> Columns:
    """Each field to the column that fits it best; of several columns of progress to the last, which is the newest."""
    columns = Columns({})
    chosen = {place: told[plain_heading(heading)] for place, heading in enumerate(headings) if plain_heading(heading) in told}
    columns.fields = {name: place for place, name in chosen.items() if name != EXTRA}
    taken = set(chosen)
    candidates = []
    for place, heading in enumerate(headings):
        if place in taken or not heading.strip():
            continue
        candidates += [(meaning, place) for meaning in meanings(heading)]
    tops = [found[0].field if (found := meanings(heading)) else "" for heading in headings]
    for place, heading in enumerate(headings):
        pair = two_meanings(heading) if place not in taken else None
        if pair and not set(pair) & {*columns.fields, *tops[:place], *tops[place + 1 :]}:
            columns.pairs[place] = pair
            taken.add(place)
    candidates.sort(key=lambda each: (-each[0].strength, -each[1] if each[0].field in NEWEST_LAST else each[1]))
    paired = {name for pair in columns.pairs.values() for name in pair}
    for meaning, place in candidates:
        if meaning.field not in columns.fields and meaning.field not in paired and place not in taken:
            columns.fields[meaning.field] = place
            taken.add(place)
    columns.extras = {place: heading for place, heading in enumerate(headings) if place not in columns.fields.values()}
    columns.extras = {place: heading for place, heading in columns.extras.items() if place not in columns.pairs}
    for meaning, place in reversed(candidates):
        if meaning.field in NEWEST_LAST and meaning.strength > 9 and place in columns.extras:
            columns.earlier.setdefault(meaning.field, []).append(place)
    return columns


def _read_as_ours(columns: Columns, headings: list[str]) -> None:
    """Our own export: its `rag` is the rating that we computed, `rag_reported` the one that was said."""
    columns.earlier = {}
    columns.fields["rag"] = [plain_heading(heading) for heading in headings].index("rag reported")
    columns.extras = {
        place: heading
        for place, heading in columns.extras.items()
        if heading not in _OUR_COMPUTED and place not in columns.fields.values()
    }


_LEAD_MEANINGS = {
    "code": ("code", "abbreviation", "initials", "acronym", "abbreviations", "short form", "abbreviated"),
    "title": (
        "title",
        "job title",
        "post title",
        "post",
        "role",
        "full title",
        "name of post",
        "position",
        "job role",
        "officer",
    ),
    "organisation": ("organisation", "agency", "organization", "employer", "service", "directorate"),
    "reports_to": ("reports to", "line manager", "manager"),
    "aliases": ("aliases", "also written", "also written as", "variants"),
}


def lead_columns(headings: list[str]) -> dict[str, int]:
    """The columns of a key of leads (code, title, organisation …) by field; empty where the table is none."""
    plain = [plain_heading(heading) for heading in headings]
    places: dict[str, int] = {}
    for name, words in _LEAD_MEANINGS.items():
        place = next((place for place, heading in enumerate(plain) if heading in words and place not in places.values()), None)
        if place is not None:
            places[name] = place
    if "code" not in places or "title" not in places or action_columns(headings):
        return {}
    return places
