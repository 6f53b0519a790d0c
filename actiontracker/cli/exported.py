"""What `export` reads, by its name: the columns and the rows. Only what is asked for is loaded."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Plans = tuple[str, ...]
Rows = tuple[tuple[str, ...], Iterable[Any]]


def _leads(database: Path, day: str, plans: Plans) -> Rows:
    from actiontracker.reports.tracked import PostLine
    from actiontracker.services.posts import post_lines

    return PostLine._fields, post_lines(database, day)[0]


def _posts(database: Path, day: str, plans: Plans) -> Rows:
    from actiontracker.reports.holders import HolderLine
    from actiontracker.services.holders import holder_lines

    return HolderLine._fields, holder_lines(database, day)


def _measures(database: Path, day: str, plans: Plans) -> Rows:
    from actiontracker.reports.measures import MeasureLine
    from actiontracker.services.outcomes import measured

    return MeasureLine._fields, measured(database, day, plans).lines


def _evidence(database: Path, day: str, plans: Plans) -> Rows:
    from actiontracker.reports.evidence import EvidenceRow
    from actiontracker.services.evidence import listed

    return EvidenceRow._fields, listed(database, day, plans).rows


def _slippage(database: Path, day: str, plans: Plans) -> Rows:
    from actiontracker.reports.slippage import Move
    from actiontracker.services.reporting import Selection
    from actiontracker.services.slipping import slipped

    return Move._fields, slipped(database, day, None, Selection(plans=plans)).found.moves


def _index(database: Path, day: str, plans: Plans) -> Rows:
    from actiontracker.reports.practice import IndexLine
    from actiontracker.services.indexing import index

    return IndexLine._fields, index(database, day, plans).lines


def _inspections(database: Path, day: str, plans: Plans) -> Rows:
    from actiontracker.reports.governance.inspections import InspectionLine, line
    from actiontracker.services.governance.reading import known_inspections

    return InspectionLine._fields, [line(each, day) for each in known_inspections(database, day).inspections]


def _judgements(database: Path, day: str, plans: Plans) -> Rows:
    from actiontracker.reports.governance.inspections import JudgementLine, judgement_lines
    from actiontracker.services.governance.reading import known_inspections

    return JudgementLine._fields, judgement_lines(known_inspections(database, day).inspections)


def _meetings(database: Path, day: str, plans: Plans) -> Rows:
    from actiontracker.reports.committees.meetings import MeetingLine, meeting_line
    from actiontracker.services.committees.reading import agenda

    return MeetingLine._fields, [meeting_line(each, day) for each in agenda(database, day, lambda each: True).meetings]


def _agenda(database: Path, day: str, plans: Plans) -> Rows:
    from actiontracker.reports.committees.meetings import ItemLine, item_lines
    from actiontracker.services.committees.reading import agenda

    return ItemLine._fields, item_lines(agenda(database, day, lambda each: True).meetings, day)


def _decisions(database: Path, day: str, plans: Plans) -> Rows:
    return _matters(database, day, is_question=False)


def _questions(database: Path, day: str, plans: Plans) -> Rows:
    return _matters(database, day, is_question=True)


def _matters(database: Path, day: str, *, is_question: bool) -> Rows:
    from actiontracker.domain.committees import QUESTION
    from actiontracker.reports.committees.matters import MatterLine, line
    from actiontracker.services.committees.matters import matters

    found = matters(database, day).matters
    return MatterLine._fields, [line(each, day) for each in found if (each.kind == QUESTION) == is_question]


READERS: dict[str, Callable[[Path, str, Plans], Rows]] = {
    "leads": _leads,
    "posts": _posts,
    "measures": _measures,
    "evidence": _evidence,
    "slippage": _slippage,
    "index": _index,
    "inspections": _inspections,
    "judgements": _judgements,
    "meetings": _meetings,
    "agenda": _agenda,
    "decisions": _decisions,
    "questions": _questions,
}
