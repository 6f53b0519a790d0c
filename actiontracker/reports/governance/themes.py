"""Themes: recommendations of several inspections that ask for the same. What came back is for the board."""

from typing import NamedTuple


class Answer(NamedTuple):
    """A recommendation of a theme, with the rating of its actions and the inspection that it comes from, if one is named."""

    theme: str
    plan: str
    ref: str
    recommendation: str
    rag: str
    inspection: str | None
    began: str | None


class Theme(NamedTuple):
    """A theme with its recommendations, the earliest inspection's first; `came_back`: more than one inspection asked."""

    theme: str
    came_back: bool
    inspections: list[str]
    recommendations: list[Answer]


def themes_of(answers: list[Answer]) -> list[Theme]:
    """The themes, those that came back first, then by name."""
    names = sorted({each.theme for each in answers}, key=str.casefold)
    found = []
    for name in names:
        of_it = (each for each in answers if each.theme == name)
        own = sorted(of_it, key=lambda each: (each.began or "9999", each.plan, each.ref))
        inspections = list(dict.fromkeys(each.inspection for each in own if each.inspection))
        found.append(Theme(name, len(inspections) > 1, inspections, own))
    return sorted(found, key=lambda theme: not theme.came_back)


class AgencyLine(NamedTuple):
    """An agency with the recommendations that are addressed to it, and how many of them have each rating."""

    agency: str
    recommendations: int
    red: int
    amber: int
    none: int
    green: int
    blue: int
    refs: tuple[str, ...]


def agency_line(agency: str, rated: list[tuple[str, str]]) -> AgencyLine:
    """The roll-up of an agency's recommendations: (`PLAN:REF`, rating) each."""
    counts = {colour: sum(rag == colour for _, rag in rated) for colour in ("red", "amber", "none", "green", "blue")}
    return AgencyLine(agency, len(rated), **counts, refs=tuple(ref for ref, _ in rated))
