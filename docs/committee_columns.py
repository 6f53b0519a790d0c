"""The columns of boards, meetings, decisions, posts' holders and risks, for docs/columns.md."""

from actiontracker.reports.committees.matters import MatterLine
from actiontracker.reports.committees.meetings import ItemLine, MeetingLine, Route
from actiontracker.reports.holders import HolderLine
from actiontracker.reports.risks import RiskLine

_MEETING = {
    "meeting": "number of the meeting",
    "council": "whose board",
    "board": "the board",
    "held_on": "the day of the meeting, which may lie ahead",
    "papers_by": "the day for final reports",
}
COMMITTEE_MEANINGS = {
    "export meetings, meeting": _MEETING
    | {
        "first_planned": "the day that it was first planned for",
        "access": "public or exempt; empty: not said",
        "publish_by": "of a public one: the last day on which its papers may be out",
        "published": "the day on which they were out",
        "publication": "in time, late, to come, or not on record",
        "items": "how many items its agenda has",
        "late": "how many papers of a meeting to come are late, to follow or not cleared",
        "state": "to come, held, cancelled",
        "note": "what else is known of it",
    },
    "export agenda, agenda": _MEETING
    | {
        "item": "number of the item, for `agenda edit`; empty: a standing item",
        "title": "the report's title, as it was planned",
        "purpose": "what it is for",
        "author": "who writes it, as people read it",
        "authors": "the codes of those posts; a list in JSON, joined by `; ` in CSV",
        "state": "awaited, days late, received, to follow, on the agenda, not on the agenda, standing, no paper on record",
        "days_late": "days past the date for final reports, as received or as at the day",
        "number": "its number on the published agenda",
        "listed_as": "its title there, where it is another",
        "pages": "its pages there",
        "received": "the day on which the final paper came in",
        "officer": "front sheet: the responsible officer's post",
        "portfolio_holder": "front sheet: the portfolio holder's post",
        "recommends": "front sheet: what the board is asked to do",
        "implications": "front sheet: legal, financial, equalities, risk",
        "cleared": "who cleared it, with the day; a list in JSON, joined by `; ` in CSV",
        "not_cleared": "who has yet to clear it; a list in JSON, joined by `; ` in CSV",
        "is_planned": "false where it came onto the agenda without standing in the work programme",
        "is_standing": "true for an item of every meeting",
        "moved_from": "the day of the meeting that it was first planned for, where that is another",
    },
    "export decisions, export questions, decision, question": {
        "name": "short name",
        "council": "whose board",
        "board": "the board; empty: said at none",
        "kind": "resolution, statement, comment, report text, question",
        "said_on": "the day of the meeting; else the day it was asked",
        "meeting": "number of the meeting",
        "minute": "as the minutes number it",
        "text": "what was said",
        "asks_for": "what has to come of it; empty: nothing, it was noted, or it only repeats",
        "due": "as it was said: a day, a month, a year, or 'next meeting'",
        "due_on": "the last day of that, where it is known",
        "post": "the post that has to answer",
        "organisation": "whose post that is",
        "asked_by": "who asked",
        "plan": "plan of what it is about",
        "ref": "the action or recommendation that it is about",
        "state": "noted, repeats, due, overdue, due at the next meeting, no day given, answered",
        "days_overdue": "days past its day, of what is open",
        "answered_on": "the day of the answer",
        "answered_by": "the paper that answered it",
        "answer": "the answer in words",
        "repeats": "what it asks for again; a list in JSON, joined by `; ` in CSV",
        "answer_by": "who recorded the answer",
    },
    "export posts, leads holders": {
        "holder": "who holds it from that day; empty: nobody, or nothing is said",
        "since": "the first day",
        "until": "the last day, said or told by the next holder's first",
        "is_vacant": "true where nobody holds it on the day of the report",
        "covered_by": "the post that covers an absence on that day",
        "cover_since": "the first day of that",
        "cover_until": "its last day, where it is known",
    },
    "route": {
        "body": "where it went",
        "went_on": "the day",
        "version": "which version of the plan",
        "outcome": "what became of it there",
    },
    "risk": {
        "risk": "ref in the council's register",
        "title": "what the register calls it",
        "score": "its score there",
        "target": "the score aimed at",
        "linked": "what it stands behind; a list in JSON, joined by `; ` in CSV",
        "open": "open actions among that",
        "red": "those of them that are red; a list in JSON, joined by `; ` in CSV",
    },
}
COMMITTEE_COLUMNS = (
    ("export meetings, meeting", MeetingLine._fields),
    ("export agenda, agenda", ItemLine._fields),
    ("export decisions, export questions, decision, question", MatterLine._fields),
    ("export posts, leads holders", HolderLine._fields),
    ("route", Route._fields),
    ("risk", RiskLine._fields),
)
