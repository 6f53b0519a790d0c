"""Inspections as at a day: their judgements, their clocks, and how grades moved over them."""

from typing import NamedTuple

from actiontracker.domain.frameworks import FRAMEWORKS, Due, same_scale


class Judgement(NamedTuple):
    """A grade for something that was judged, under the area that the report prints it in."""

    area: str
    name: str
    grade: str
    note: str | None = None


class Inspection(NamedTuple):
    """An inspection, visit or review. `is_partial`: judgements that are not here are not held, not absent.

    `began` and `ended` are days, or months or years where no more is known. `plans` answer it; `recommendations` counts
    what comes from it.
    """

    inspection: str
    council: str
    framework: str
    framework_name: str
    title: str | None
    began: str | None
    ended: str | None
    received: str | None
    published: str | None
    report: str | None
    note: str | None
    scale: tuple[str, ...]
    is_partial: bool
    has_priority: bool
    judgements: list[Judgement]
    clocks: list[Due]
    plans: list[str]
    recommendations: int


class InspectionLine(NamedTuple):
    """An inspection as a row: its grades counted, and the clock that is due first."""

    inspection: str
    council: str
    framework: str
    title: str | None
    began: str | None
    ended: str | None
    received: str | None
    published: str | None
    report: str | None
    grades: str
    is_partial: bool
    statement_due: str | None
    statement_state: str
    recommendations: int
    plans: tuple[str, ...]


class JudgementLine(NamedTuple):
    """A judgement as a row; `place` is the grade's place on its scale, 1 the best, of `of`."""

    inspection: str
    framework: str
    began: str | None
    area: str
    judgement: str
    grade: str
    place: int
    of: int
    note: str | None


class AreaLine(NamedTuple):
    """What several inspections judged on one scale: its grades in turn, and where it moved to last."""

    area: str
    grades: list[tuple[str, str]]
    moved: str


class Trajectory(NamedTuple):
    """Grades over inspections: counts of each, and the areas that were judged on one scale more than once."""

    as_at: str
    inspections: list[Inspection]
    areas: list[AreaLine]


class Running(NamedTuple):
    """A clock of an inspection that is overdue or due soon."""

    inspection: str
    clock: str
    due: str
    state: str


def running(inspections: list[Inspection], day: str) -> list[Running]:
    """The clocks that are overdue or due soon, the longest overdue first."""
    found = [Running(each.inspection, due.name, due.due or "", due.state(day)) for each in inspections for due in each.clocks]
    return sorted((each for each in found if each.state in ("overdue", "due soon")), key=lambda each: each.due)


def when(inspection: Inspection) -> str:
    """What inspections are ordered by: when it began, else when it was published."""
    return inspection.began or inspection.published or ""


def counted_grades(inspection: Inspection) -> list[tuple[str, int]]:
    """How many judgements have each grade, the commonest first, of equal counts the best first."""
    counts = [(grade, sum(j.grade == grade for j in inspection.judgements)) for grade in inspection.scale]
    return sorted((each for each in counts if each[1]), key=lambda each: -each[1])


def grades_in_words(inspection: Inspection) -> str:
    """`13 Adequate, 8 Good, 1 Inadequate`; what is known only in part says so."""
    said = ", ".join(f"{count} {grade}" for grade, count in counted_grades(inspection))
    if inspection.is_partial:
        return f"{said} (in part: the rest is not held)" if said else "not held"
    return said or ("no grades" if not inspection.scale else "no judgements on record")


def line(inspection: Inspection, day: str) -> InspectionLine:
    """An inspection as a row of the list."""
    first = next(iter(sorted(inspection.clocks, key=lambda due: (due.met_on is not None, due.due or "9999"))), None)
    return InspectionLine(
        inspection=inspection.inspection,
        council=inspection.council,
        framework=inspection.framework,
        title=inspection.title,
        began=inspection.began,
        ended=inspection.ended,
        received=inspection.received,
        published=inspection.published,
        report=inspection.report,
        grades=grades_in_words(inspection),
        is_partial=inspection.is_partial,
        statement_due=first.due if first else None,
        statement_state=first.state(day) if first else "",
        recommendations=inspection.recommendations,
        plans=tuple(inspection.plans),
    )


def judgement_lines(inspections: list[Inspection]) -> list[JudgementLine]:
    """Every judgement as a row."""
    return [
        JudgementLine(
            each.inspection,
            each.framework,
            each.began,
            judged.area,
            judged.name,
            judged.grade,
            each.scale.index(judged.grade) + 1,
            len(each.scale),
            judged.note,
        )
        for each in inspections
        for judged in each.judgements
    ]


def trajectory(inspections: list[Inspection], day: str) -> Trajectory:
    """Grades over inspections, the earliest first; areas are set beside each other only where the scale is the same."""
    ordered = sorted(inspections, key=when)
    areas: dict[str, list[tuple[Inspection, str]]] = {}
    for each in ordered:
        keys = {name.casefold(): key for key, name in FRAMEWORKS[each.framework].areas.items()}
        for judged in each.judgements:
            if key := keys.get(judged.name.casefold()):
                areas.setdefault(key, []).append((each, judged.grade))
    return Trajectory(day, ordered, [found for key, judged in areas.items() if (found := _area(key, judged))])


def _area(key: str, judged: list[tuple[Inspection, str]]) -> AreaLine | None:
    (before, then), (last, now) = (judged[-2], judged[-1]) if len(judged) > 1 else ((None, ""), (None, ""))
    if before is None or last is None or not same_scale(before.scale, last.scale):
        return None
    step = last.scale.index(then) - last.scale.index(now)
    moved = "same" if step == 0 else "better" if step > 0 else "worse"
    return AreaLine(key.replace("-", " "), [(each.inspection, grade) for each, grade in judged], moved)
