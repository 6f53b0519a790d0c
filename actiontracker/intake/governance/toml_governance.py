"""Governance files: the format of plans/README.md, "Governance", checked key by key."""

from typing import Any

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.frameworks import FRAMEWORKS, read_grade, scale_of
from actiontracker.domain.indicators import is_key
from actiontracker.intake.governance.drafts import (
    AnswerDraft,
    ClockDraft,
    GovernanceDocument,
    InspectionDraft,
    JudgementDraft,
    ThemeDraft,
)
from actiontracker.intake.governance.toml_committees import COMMITTEE_TABLES, committee_tables
from actiontracker.intake.toml_tables import DAY, DAYS, TEXT, TEXTS, WHEN, WHETHER, checked, tables

_TOP = ("format", "governance", "inspections", "themes", *COMMITTEE_TABLES)
_GOVERNANCE = {"council": TEXT, "on": DAY, "source": TEXT}
_INSPECTION = {"slug": TEXT, "framework": TEXT, "title": TEXT, "began": WHEN, "ended": WHEN, "received": DAY, "published": DAY}
_INSPECTION |= {
    "report": TEXT,
    "note": TEXT,
    "scale": TEXTS,
    "priority": WHETHER,
    "partial": WHETHER,
    "plans": TEXTS,
    "on": DAY,
}
_JUDGEMENT = {"area": TEXT, "name": TEXT, "grade": TEXT, "note": TEXT}
_CLOCK = {"name": TEXT, "days": DAYS, "met_on": DAY}
_ANSWER = {"ref": TEXT, "addressed_to": TEXTS}
_THEME = {"name": TEXT, "recommendations": TEXTS, "on": DAY}
_LISTS = ("judgements", "clocks", "recommendations")
_CHOICES = {"framework": tuple(FRAMEWORKS)}
_SEE = "see plans/README.md"


def read_governance_file(name: str, top: dict[str, Any]) -> GovernanceDocument:
    """Read a governance file. Raises InputRefused, naming the table and key, where it does not keep to the format."""
    unknown = [key for key in top if key not in _TOP]
    if unknown or type(top.get("format")) is not int or top["format"] != 1:
        reason = f"unknown table {unknown[0]!r}" if unknown else "it needs 'format = 1'"
        raise InputRefused(f"{name}: not a governance file ({reason})", f"{_SEE} for the format")
    said = checked(name, "governance", top["governance"], _GOVERNANCE, ("council", "on"))
    document = GovernanceDocument(name, said["council"], said["on"])
    document.inspections = [_inspection(name, *item) for item in tables(name, top, "inspections")]
    for place, table in tables(name, top, "themes"):
        theme = checked(name, place, table, _THEME, ("name", "recommendations"))
        draft = ThemeDraft(f"{name}, {place}", theme["name"], theme["recommendations"], theme.get("on"))
        document.themes.append(draft)
    document.told = {key: list(committee_tables(name, top, key)) for key in COMMITTEE_TABLES if key in top}
    return document


def _inspection(name: str, place: str, table: Any) -> InspectionDraft:
    rest = dict(table) if isinstance(table, dict) else table
    lists = {key: list(tables(name, {key: rest.pop(key)}, key)) for key in _LISTS if isinstance(rest, dict) and key in rest}
    said = checked(name, place, rest, _INSPECTION, ("slug", "framework"), _CHOICES)
    if not is_key(said["slug"]):
        raise InputRefused(f"{name}, {place}: {said['slug']!r} is no short name", "use a-z, 0-9 and hyphens")
    said["scale"] = "; ".join(said["scale"]) if "scale" in said else None
    for flag in ("priority", "partial"):
        said[flag] = 1 if said.get(flag) else None
    slug, plans, on = said.pop("slug"), said.pop("plans", []), said.pop("on", None)
    draft = InspectionDraft(f"{name}, {place}", slug, said, on, plans=plans)
    scale = scale_of(said["framework"], said["scale"])
    draft.judgements = [_judgement(name, f"{place}, {at}", each, scale) for at, each in lists.get("judgements", [])]
    draft.clocks = [_clock(name, f"{place}, {at}", clock) for at, clock in lists.get("clocks", [])]
    draft.recommendations = [_answer(name, f"{place}, {at}", answer) for at, answer in lists.get("recommendations", [])]
    return draft


def _judgement(name: str, place: str, table: Any, scale: tuple[str, ...]) -> JudgementDraft:
    said = checked(name, place, table, _JUDGEMENT, ("name", "grade"))
    grade = read_grade(said["grade"], scale)
    if grade is None:
        advice = f"one of: {', '.join(scale)}" if scale else "it has none: say it in a note"
        raise InputRefused(f"{name}, {place}: {said['grade']!r} is no grade of its framework", advice)
    return JudgementDraft(f"{name}, {place}", said.get("area", ""), said["name"], grade, said.get("note"))


def _clock(name: str, place: str, table: Any) -> ClockDraft:
    said = checked(name, place, table, _CLOCK, ("name",))
    return ClockDraft(f"{name}, {place}", said["name"], said.get("days"), said.get("met_on"))


def _answer(name: str, place: str, table: Any) -> AnswerDraft:
    said = checked(name, place, table, _ANSWER, ("ref",))
    return AnswerDraft(f"{name}, {place}", said["ref"], said.get("addressed_to"))
