"""Boards, meetings, and where plans went, recorded by hand. Nothing is overwritten."""

from datetime import date
from typing import Any

from actiontracker.domain.committees import CLEAR_DAYS
from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.domain.working_days import is_working_day
from actiontracker.reports.committees.meetings import Gathering
from actiontracker.reports.results import Kept
from actiontracker.services.committees.finding import council_of, find_gathering, find_post
from actiontracker.services.committees.reading import Read, bodies_at, gatherings, place_of, read_at
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_plan
from actiontracker.services.governance.statements import Statement, typed, whole
from actiontracker.store import committees, plans, snapshot
from actiontracker.store.connection import write_transaction
from actiontracker.store.ledger import Fact, Ledger, Row

Changes = list[tuple[str, str, str]]


def reading_of(ledger: Ledger, on: str) -> Read:
    """What is known so far, as at a day."""
    return read_at(ledger.conn, on, snapshot.head(ledger.conn))


def boards_of(at: Read) -> dict[str, str]:
    """The council of each board whose name only one council has, by that name in one case."""
    known = {(each.council, each.board.casefold()) for each in bodies_at(at).values()}
    known |= {(each.council, each.board.casefold()) for each in gatherings(at)}
    names = [board for _, board in known]
    return {board: council for council, board in known if names.count(board) == 1}


def set_body(
    edge: Edge,
    council: str | None,
    board: str,
    said: Row,
    members: dict[str, str | None],
    standing: dict[str, str | None],
    on: str,
) -> Kept:
    """Say how a board works; `members` by post with their role, `standing` items by title with their author.

    An empty role takes the member off, an empty author the item. Raises NotFound, UsageFault.
    """
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token, make=True) as ledger:
        at = reading_of(ledger, on)
        home = council_of(ledger.conn, council, boards_of(at), board)
        known = bodies_at(at).get(place_of(home, board))
        key: Row = {"council": home, "board": known.board if known else board}
        facts = [typed(ledger.conn, whole(ledger.conn, "board_text", key, said, on, at.head), on)]
        by_post = {find_post(at, code, home).id: role for code, role in members.items()}
        for place, (post, role) in enumerate(by_post.items(), len(known.members) + 1 if known else 1):
            row: Row = {"place": None if role == "" else place, "role": role}
            facts.append(typed(ledger.conn, Statement("board_member", key | {"post_id": post}, row), on))
        for place, (title, author) in enumerate(standing.items(), len(known.standing) + 1 if known else 1):
            row = {"place": None if author == "" else place, "post_id": find_post(at, author, home).id if author else None}
            facts.append(typed(ledger.conn, Statement("standing_item", key | {"title": title}, row), on))
        entry = ledger.append("board", facts)
        changes: Changes = [(name, "", str(value)) for name, value in said.items() if value is not None]
        changes += [("member", "", f"{code}{f' ({role})' if role else ''}") for code, role in members.items()]
        changes += [("standing", "", f"{title}{' taken off' if author == '' else ''}") for title, author in standing.items()]
        return Kept("", str(key["board"]), "board", changes, entry.seq)


def add_meeting(edge: Edge, council: str | None, board: str, held_on: str, said: Row) -> Kept:
    """Plan a meeting, or say more of one that is recorded. Raises InputRefused (there already; papers after the meeting).

    One that is past by now was known by its day for papers, or by its own.
    """
    _check_days(edge, held_on, said)
    on = min(edge.today, str(said.get("papers_by") or held_on))
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token, make=True) as ledger:
        at = reading_of(ledger, edge.today)
        home = council_of(ledger.conn, council, boards_of(at), board)
        body = bodies_at(at).get(place_of(home, board))
        same = [each for each in gatherings(at) if place_of(each.council, each.board) == place_of(home, board)]
        there = next((each for each in same if each.held_on == held_on), None)
        if there is None and (moved := next((each for each in same if each.first_planned == held_on), None)):
            what = f"meeting {moved.meeting} was planned for {held_on} and moved to {moved.held_on}"
            raise InputRefused(what, f"move it back: actiontracker meeting edit {moved.meeting} --to {held_on} --reason TEXT")
        if there and not there.is_cancelled and (there.papers_by or there.access or there.items):
            what = f"{there.board} on {held_on} is there already, as meeting {there.meeting}"
            raise InputRefused(what, f"change it: actiontracker meeting edit {there.meeting}")
        on = edge.today if there and there.is_cancelled else on
        facts: list[Fact] = []
        undone = None if there else _undone(at, home, board, held_on)
        number = there.meeting if there else undone or ledger.new_id("meeting")
        name = body.board if body else same[0].board if same else board
        if there is None and undone is None:
            facts.append(("meeting", {"id": number, "effective_on": held_on, "board": name}))
        text = Statement("meeting_text", {"meeting_id": number}, {"council": home, "held_on": held_on} | said)
        facts.append(typed(ledger.conn, text, on))
        entry = ledger.append("meeting", facts)
        days = body.clear_days if body else CLEAR_DAYS
        changes: Changes = [("", "", f"meeting {number}, {name}"), ("on", "", held_on)]
        changes += [(column, "", str(value)) for column, value in said.items() if value is not None]
        known = sorted({each.board for each in gatherings(at)} | {each.board for each in bodies_at(at).values()})
        new = [] if body or same else [f"the first of a board of this name; others: {', '.join(known)}"] if known else []
        remark = "; ".join([*new, *filter(None, [_remark(held_on, said, days)])])
        return Kept("", f"{number}", "meeting" if held_on >= edge.today else "past", changes, entry.seq, remark)


def _undone(at: Read, council: str, board: str, held_on: str) -> int | None:
    """The meeting of that board first planned for that day, where its planning was undone: it is taken up again."""
    standing = {each.meeting for each in gatherings(at)}
    known = committees.meetings(at.conn).items()
    same, councils = (board.casefold(), held_on), committees.councils(at.conn)
    undone = [n for n, (name, day) in known if n not in standing and (name.casefold(), day) == same]
    return next((n for n in undone if councils.get(n) == council), None)


def _remark(held_on: str, said: Row, clear_days: int) -> str:
    """What an officer wants to know at once: when the papers must be out, and a day on which nobody works."""
    from actiontracker.domain.committees import publication

    remarks = []
    if said.get("access") == "public":
        last = publication(held_on, None, clear_days, held_on).last_day
        remarks.append(f"papers out by {last}, {clear_days} clear working days before")
        if (said.get("papers_by") or "") > last:  # type: ignore[operator]
            remarks.append(f"final reports on {said['papers_by']} come too late for that")
    if not is_working_day(date.fromisoformat(held_on)):
        remarks.append(f"{held_on} is no working day")
    return "; ".join(remarks)


def edit_meeting(edge: Edge, wanted: str, said: Row, reason: str, on: str) -> Kept:
    """Move a meeting, cancel it, say when its papers were out. Raises NotFound, InputRefused."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        at = reading_of(ledger, on)
        meeting = find_gathering(at, wanted)
        changes = _changed(meeting, said)
        if not changes:
            raise InputRefused(f"meeting {meeting.meeting} says this already", "nothing was recorded")
        held_on = str(said.get("held_on") or meeting.held_on)
        _check_days(edge, held_on, {"papers_by": meeting.papers_by, "published": meeting.published} | said)
        others = [each for each in gatherings(at) if each.meeting != meeting.meeting and each.held_on == held_on]
        if any(place_of(each.council, each.board) == place_of(meeting.council, meeting.board) for each in others):
            raise InputRefused(f"{meeting.board} meets on {held_on} already", "give another day")
        base: Row = {"council": meeting.council, "held_on": meeting.held_on, "reason": reason}
        key: Row = {"meeting_id": meeting.meeting}
        known = whole(ledger.conn, "meeting_text", key, {}, on, at.head).said
        rest = {name: value for name, value in known.items() if value is not None}
        entry = ledger.append("edit", [typed(ledger.conn, Statement("meeting_text", key, base | rest | said), on)])
        access = said.get("access") or meeting.access
        papers = said.get("papers_by") or meeting.papers_by
        moved = {"access": access, "papers_by": papers} if "held_on" in said or "papers_by" in said else {}
        return Kept("", f"{meeting.meeting}", "edit", changes, entry.seq, _remark(held_on, moved, meeting.body.clear_days))


def _changed(meeting: Gathering, said: Row) -> Changes:
    now: dict[str, Any] = meeting._asdict() | {"cancelled": 1 if meeting.is_cancelled else None}
    shown = {name: "yes" if name == "cancelled" else str(value) for name, value in said.items() if now[name] != value}
    return [(name, str(now[name] or ""), value) for name, value in shown.items()]


def _check_days(edge: Edge, held_on: str, said: Row) -> None:
    papers_by, published = said.get("papers_by"), said.get("published")
    if papers_by and str(papers_by) > held_on:
        raise InputRefused(f"--papers-by {papers_by} is after the meeting, {held_on}", "give a day before it")
    if published:
        not_in_future(str(published), edge, "--published")
        if str(published) > held_on:
            raise InputRefused(f"--published {published} is after the meeting, {held_on}", "give the day the papers were out")


def add_route(
    edge: Edge, slug: str, body: str, went_on: str, version: str | None, outcome: str | None, withdrawn: bool
) -> Kept:
    """Record which version of a plan went to a body; without one, the version that the plan had on that day."""
    not_in_future(went_on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        plan = find_plan(ledger.conn, slug)
        known = plans.settings(ledger.conn, plan.id, went_on, snapshot.head(ledger.conn)).get("version")
        key: Row = {"plan_id": plan.id, "body": body, "went_on": went_on}
        there = any(key.items() <= row.items() for row in reading_of(ledger, edge.today).rows("plan_route"))
        if withdrawn and not there:
            raise UsageFault(f"{plan.slug} did not go to {body} on {went_on}", "see: actiontracker route")
        said: Row = {"version": version or known, "outcome": outcome, "withdrawn": 1 if withdrawn else None}
        on = edge.today if there else went_on
        entry = ledger.append("route", [typed(ledger.conn, Statement("plan_route", key, said), on)])
        changes: Changes = [("", "", f"{body}, {went_on}"), ("version", "", version or known or "not stated")]
        return Kept("", plan.slug, "route", changes, entry.seq, "taken back" if withdrawn else "")
