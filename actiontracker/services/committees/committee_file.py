"""Boards, meetings, decisions, questions, routes, holders and risks of a council as tables of a governance file."""

from typing import Any

from actiontracker.domain.committees import CLEAR_DAYS, QUESTION
from actiontracker.reports.committees.matters import Matter
from actiontracker.reports.committees.meetings import Body, Gathering
from actiontracker.services.committees.matters import matters_at
from actiontracker.services.committees.reading import Read, bodies_at, gatherings, routes_at
from actiontracker.services.holders import held
from actiontracker.services.risks import risks_at
from actiontracker.store import committees, plans

Table = dict[str, Any]


def committee_tables(at: Read, council: str) -> Table:
    """What stands as at the reading's day, with the day from which each holds; tables without rows are left out."""
    meetings = [each for each in gatherings(at) if each.council == council]
    matters = [each for each in matters_at(at, meetings) if each.council == council]
    slugs = {plan.slug for plan in plans.plans(at.conn, at.head) if plan.council == council}
    texts = {row["meeting_id"]: row["effective_on"] for row in at.rows("meeting_text")}
    texts |= {each.meeting: each.said_on for each in matters if each.meeting and each.meeting not in texts}
    bodies = [body for body in bodies_at(at).values() if body.council == council]
    tables = {
        "boards": [_board(at, body) for body in bodies],
        "meetings": [_meeting(at, each, meetings, texts[each.meeting]) for each in meetings if each.meeting in texts],
        "decisions": [_decision(at, each, meetings) for each in matters if each.kind != QUESTION],
        "questions": [_question(at, each, meetings) for each in matters if each.kind == QUESTION],
        "routes": [_given(each._asdict(), day=each.went_on, went_on=None) for each in routes_at(at) if each.plan in slugs],
        **_holders(at, council),
        "risks": [
            _given(
                {"ref": each.risk, "title": each.title, "score": each.score, "target": each.target},
                **{"for": [f"{plan}:{ref}" for plan, ref in (*each.recommendations, *each.actions)]},
            )
            for each in risks_at(at)
            if each.council == council
        ],
    }
    return {name: rows for name, rows in tables.items() if rows}


def _given(said: Table, **more: Any) -> Table:
    """Without what says nothing."""
    return {name: value for name, value in (said | more).items() if value not in (None, "", [], ())}


def _board(at: Read, body: Body) -> Table:
    rows = [row for row in at.rows("board_text") if (row["council"], row["board"]) == (body.council, body.board)]
    days = body.clear_days if body.clear_days != CLEAR_DAYS else None
    return _given(
        {"name": body.board, "frequency": body.frequency, "terms": body.terms, "clear_days": days},
        clearances=list(body.clearances),
        members=[_given({"post": post, "role": role}) for post, role in body.members],
        standing=[_given({"title": each.title, "author": each.author}) for each in body.standing],
        on=rows[0]["effective_on"] if rows else None,
    )


def _meeting(at: Read, meeting: Gathering, meetings: list[Gathering], on: str) -> Table:
    moved = meeting.held_on if meeting.held_on != meeting.first_planned else None
    said = {"board": meeting.board, "day": meeting.first_planned, "moved_to": moved, "papers_by": meeting.papers_by}
    said |= {"access": meeting.access, "published": meeting.published, "note": meeting.note}
    return _given(said, cancelled=meeting.is_cancelled or None, on=on, items=_items(at, meeting, meetings))


def _items(at: Read, meeting: Gathering, meetings: list[Gathering]) -> list[Table]:
    """The items that were first planned for this meeting, wherever they stand now."""
    first = committees.items(at.conn)
    rows = {row["item_id"]: row for row in at.rows("item_text") if not row["withdrawn"]}
    found = []
    for now in meetings:
        for item in now.items:
            if item.item is None or first[item.item].meeting != meeting.meeting:
                continue
            said = item._asdict() | {"planned": None if item.is_planned else False}
            names = ("title", "purpose", "planned", "number", "listed_as", "pages", "received", "officer", "portfolio_holder")
            sheet = {name: said[name] for name in (*names, "recommends", "implications")}
            table = {name: value for name, value in sheet.items() if value is not None}
            cleared = [
                _given({"by": each.clearer, "cleared_on": each.cleared_on}) for each in _stated(at, item.item, item.clearances)
            ]
            moved = now.first_planned if now.meeting != meeting.meeting else None
            table |= _given({"authors": list(item.authors), "clearances": cleared, "moved_to": moved})
            found.append((rows[item.item]["place"] or 0, table | {"on": rows[item.item]["effective_on"]}))
    return [table for _, table in sorted(found, key=lambda each: each[0])]


def _stated(at: Read, item: int, clearances: Any) -> list[Any]:
    """The clearances that are said of the item itself, not those that its board asks of every paper."""
    own = {row["clearer"] for row in at.rows("clearance", f"x.item_id = {item}")}
    return [each for each in clearances if each.clearer in own]


def _minuted(at: Read, matter: Matter, meetings: list[Gathering]) -> Table:
    days = {each.meeting: each.first_planned for each in meetings}
    about = f"{matter.plan}:{matter.ref}" if matter.ref else None
    number = committees.matters(at.conn)[(matter.council, matter.name)]
    (row,) = at.rows("matter_text", f"x.matter_id = {number}")
    said: Table = {
        "name": matter.name,
        "board": matter.board,
        "meeting": days.get(matter.meeting or 0),
        "minute": matter.minute,
    }
    said |= {"text": matter.text, "asks_for": matter.asks_for, "due": matter.due, "from": matter.post, "about": about}
    said |= {"asked_by": matter.asked_by, "repeats": list(matter.repeats), "on": row["effective_on"]}
    if answer := matter.answer:
        said |= {"answered_on": answer.answered_on, "answer": answer.text or answer.item}
        if answer.number and answer.number in {item.item for each in meetings for item in each.items}:
            said |= {"answered_by": answer.item, "answer": answer.text}
            board, day = committees.meetings(at.conn)[committees.items(at.conn)[answer.number].meeting]
            said |= {"paper_of": day if day != answer.answered_on else None}
            said |= {"paper_board": board if board.casefold() != (matter.board or "").casefold() else None}
    return said


def _decision(at: Read, matter: Matter, meetings: list[Gathering]) -> Table:
    return _given(_minuted(at, matter, meetings), kind=matter.kind, asked_by=None)


def _question(at: Read, matter: Matter, meetings: list[Gathering]) -> Table:
    said = _minuted(at, matter, meetings)
    asked_on = matter.said_on if matter.meeting is None and matter.said_on != said["on"] else None
    return _given(said, asked_on=asked_on, minute=None, asks_for=None, repeats=None)


def _holders(at: Read, council: str) -> Table:
    holders, covers = [], []
    for post, of in held(at.conn, at.head, at.posts).items():
        if at.posts[post].council == council:
            code = at.posts[post].code
            holders += [_given({"post": code, "holder": h.holder, "from": h.since, "until": h.until}) for h in of.holdings]
            covers += [_given({"post": code, "by": c.covered_by, "from": c.since, "until": c.until}) for c in of.covers]
    return {"holders": holders, "cover": covers}
