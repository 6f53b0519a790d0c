"""Frameworks of inspection: what is judged, on which scale, and which clocks run from the day the report was received.

Grades belong to their framework. They are compared only where two frameworks share a scale: "Adequate" of before November
2013 is not "Requires improvement to be good" of after, for Ofsted gave it another meaning.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from actiontracker.domain.working_days import working_days_on

FOUR_TO_2013 = ("Outstanding", "Good", "Adequate", "Inadequate")
FOUR_SINCE_2013 = ("Outstanding", "Good", "Requires improvement to be good", "Inadequate")
SEND_OUTCOMES = (
    "Typically positive experiences and outcomes",
    "Inconsistent experiences and outcomes",
    "Widespread or systemic failings",
)
PROBATION = ("Outstanding", "Good", "Requires improvement", "Inadequate")
_SHORT = {"requires improvement": "Requires improvement to be good", "ri": "Requires improvement to be good"}


class Clock(NamedTuple):
    """Something that is due so many working days after the report was received."""

    name: str
    days: int
    only_with_priority: bool = False


class Framework(NamedTuple):
    """A framework: its name, its scale from the best (empty: without grades), what it judges by area, its clocks.

    An area's key is shared by frameworks that judge the same thing.
    """

    name: str
    scale: tuple[str, ...] = ()
    areas: Mapping[str, str] = {}
    clocks: tuple[Clock, ...] = ()


STATEMENT = "written statement of action"
_STATEMENT = (Clock(STATEMENT, 70),)
_ILACS = {
    "leaders": "The impact of leaders on social work practice with children and families",
    "help-and-protection": "The experiences and progress of children who need help and protection",
    "in-care": "The experiences and progress of children in care",
    "care-leavers": "The experiences and progress of care leavers",
}
_IN_CARE_AND_CARE_LEAVERS = "The experiences and progress of children in care and care leavers"
_ILACS_2018 = {
    "leaders": _ILACS["leaders"],
    "help-and-protection": _ILACS["help-and-protection"],
    "in-care-and-care-leavers": _IN_CARE_AND_CARE_LEAVERS,
    "overall": "Overall effectiveness",
}
FRAMEWORKS: dict[str, Framework] = {
    "slac": Framework("Safeguarding and looked after children services (2009-2012)", FOUR_TO_2013, {}, _STATEMENT),
    "sif": Framework(
        "Single inspection framework (2013-2017)",
        FOUR_SINCE_2013,
        {
            "help-and-protection": "Children who need help and protection",
            "looked-after": "Children looked after and achieving permanence",
            "adoption": "Adoption performance",
            "care-leavers": "Experiences and progress of care leavers",
            "leadership": "Leadership, management and governance",
            "overall": "Overall effectiveness",
        },
        _STATEMENT,
    ),
    "ilacs": Framework("Children's social care services, ILACS (2018-2022)", FOUR_SINCE_2013, _ILACS_2018, _STATEMENT),
    "ilacs-2023": Framework(
        "Children's social care services, ILACS (since 2023)",
        FOUR_SINCE_2013,
        _ILACS | {"overall": "Overall effectiveness"},
        _STATEMENT,
    ),
    "ilacs-2026": Framework("Children's social care services, ILACS (since April 2026)", FOUR_SINCE_2013, _ILACS, _STATEMENT),
    "focused-visit": Framework(
        "ILACS focused visit",
        clocks=(Clock("draft action plan", 20, True), Clock("final action plan", 70, True)),
    ),
    "monitoring-visit": Framework("Monitoring visit"),
    "jtai": Framework("Joint targeted area inspection", clocks=_STATEMENT),
    "area-send": Framework("Area SEND inspection", SEND_OUTCOMES, {"outcome": "Inspection outcome"}),
    "youth-justice": Framework(
        "Youth justice services (HM Inspectorate of Probation)", PROBATION, {"overall": "Overall rating"}
    ),
    "peer-review": Framework("Peer review"),
    "annual-conversation": Framework("Annual conversation"),
    "self-assessment": Framework("Self-assessment"),
    "own": Framework("A framework of our own"),
}


class Due(NamedTuple):
    """A clock as it stands: the day it is due (None: the report's receipt is not on record), and the day it was met."""

    name: str
    days: int
    due: str | None
    met_on: str | None = None

    def state(self, day: str, soon: int = 10) -> str:
        """`met`, `met late`, `overdue`, `due soon` (within so many days), `running`, or why it cannot be told."""
        if self.due is None:
            return "the day it was received is not on record"
        if self.met_on:
            return "met" if self.met_on <= self.due else "met late"
        if self.due < day:
            return "overdue"
        left = (date.fromisoformat(self.due) - date.fromisoformat(day)).days
        return "due soon" if left <= soon else "running"


def due_on(received: str | None, days: int) -> str | None:
    """The day so many working days after a report was received, ISO; None where that day is not on record."""
    return working_days_on(date.fromisoformat(received), days).isoformat() if received else None


def read_grade(text: str, scale: tuple[str, ...]) -> str | None:
    """The grade of a scale that a text means, or None where it is not on it.

    >>> read_grade("requires improvement", FOUR_SINCE_2013), read_grade("Adequate", FOUR_SINCE_2013) is None
    ('Requires improvement to be good', True)
    """
    plain = " ".join(text.split()).casefold()
    short = _SHORT.get(plain, "").casefold()
    return next((grade for grade in scale if grade.casefold() in (plain, short)), None)


def scale_of(framework: str, own: str | None) -> tuple[str, ...]:
    """The scale of a framework, or one of your own: grades from the best, divided by semicolons."""
    return tuple(grade.strip() for grade in own.split(";") if grade.strip()) if own else FRAMEWORKS[framework].scale


def same_scale(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether grades of two inspections may be compared."""
    return bool(one) and one == other
