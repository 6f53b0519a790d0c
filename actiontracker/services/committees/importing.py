"""Boards, meetings, decisions, questions, routes, holders and risks of a governance file on their way into the record."""

from collections.abc import Callable
from typing import Any

from actiontracker.domain.errors import InputRefused, NotFound
from actiontracker.intake.governance.drafts import Told
from actiontracker.services.committees.reading import place_of
from actiontracker.services.finding import find_plan
from actiontracker.services.governance.recorder import Recorder
from actiontracker.services.governance.statements import Statement
from actiontracker.services.holders import check_holders
from actiontracker.services.risks import LINKS
from actiontracker.store import committees
from actiontracker.store.ledger import Fact

_SHEET = ("purpose", "number", "listed_as", "pages", "received", "officer", "portfolio_holder", "recommends", "implications")


def import_committees(to: Recorder, told: dict[str, list[Told]]) -> None:
    """Every table as an entry of its own, where it says something new; in the order in which one needs the other."""
    importer = _Importer(to)
    takers: dict[str, Callable[[Told], None]] = {
        "boards": importer.board,
        "holders": importer.holder,
        "cover": importer.cover,
        "meetings": importer.meeting,
        "decisions": importer.decision,
        "questions": importer.question,
        "routes": importer.route,
        "risks": importer.risk,
    }
    for name, take in takers.items():
        for table in told.get(name, []):
            take(table)
        if name == "meetings":
            for table in told.get(name, []):
                importer.items(table)
    for table in told.get("decisions", []):
        importer.repeats(table)
    if "holders" in told:
        check_holders(to.ledger)


class _Importer:
    """What is known of meetings, items and matters while a file is recorded."""

    def __init__(self, to: Recorder) -> None:
        self._to = to
        conn = to.ledger.conn
        councils = committees.councils(conn)
        known = committees.meetings(conn).items()
        self._meetings = {(*place_of(councils.get(n, to.council), board), day): n for n, (board, day) in known}
        self._items = {(item.meeting, item.title.casefold()): number for number, item in committees.items(conn).items()}
        self._matters = {name: number for (council, name), number in committees.matters(conn).items() if council == to.council}

    def board(self, told: Told) -> None:
        """How a board works, its members, its standing items."""
        to, said = self._to, told.said
        key = {"council": to.council, "board": said["name"]}
        clearances = "; ".join(said.get("clearances", [])) or None
        text = {name: said.get(name) for name in ("frequency", "terms", "clear_days")} | {"clearances": clearances}
        rows = [Statement("board_text", key, text)]
        for place, member in enumerate(told.within.get("members", []), 1):
            post = to.post(member.said["post"])
            rows.append(Statement("board_member", key | {"post_id": post}, {"place": place, "role": member.said.get("role")}))
        for place, item in enumerate(told.within.get("standing", []), 1):
            author = to.post(item.said["author"]) if "author" in item.said else None
            rows.append(Statement("standing_item", key | {"title": item.said["title"]}, {"place": place, "post_id": author}))
        to.append(said["name"], to.on_day(told.on, told.place), [], rows)

    def meeting(self, told: Told) -> None:
        """A meeting."""
        to, said = self._to, told.said
        on = to.on_day(told.on, told.place)
        where = (*place_of(to.council, said["board"]), said["day"])
        new: list[Fact] = []
        if where not in self._meetings:
            self._meetings[where] = to.ledger.new_id("meeting")
            row: dict[str, Any] = {"id": self._meetings[where], "effective_on": said["day"], "board": said["board"]}
            new.append(("meeting", row))
        number = self._meetings[where]
        text = {name: said.get(name) for name in ("papers_by", "access", "published", "note")}
        text |= {"council": to.council, "held_on": said.get("moved_to", said["day"]), "cancelled": _flag(said, "cancelled")}
        name = f"{said['board']} {said['day']}"
        to.append(name, on, new, [Statement("meeting_text", {"meeting_id": number}, text)])

    def items(self, told: Told) -> None:
        """Each item for a meeting with the day from which it holds."""
        said = told.said
        number = self._meeting(told.place, said["board"], said["day"])
        for place, item in enumerate(told.within.get("items", []), 1):
            self._item(item, number, place, said["board"], self._to.on_day(item.on or told.on, item.place))

    def _item(self, told: Told, meeting: int, place: int, board: str, on: str) -> None:
        to, said = self._to, told.said
        key = (meeting, said["title"].casefold())
        new: list[Fact] = []
        if key not in self._items:
            self._items[key] = to.ledger.new_id("agenda_item")
            row: dict[str, Any] = {"id": self._items[key], "effective_on": on, "meeting_id": meeting, "title": said["title"]}
            new.append(("agenda_item", row))
        number = self._items[key]
        stands = self._meeting(told.place, board, said["moved_to"]) if "moved_to" in said else meeting
        text = {name: said.get(name) for name in _SHEET}
        text |= {"meeting_id": stands, "place": place, "planned": None if said.get("planned") is False else 1}
        rows = [Statement("item_text", {"item_id": number}, text)]
        for order, author in enumerate(said.get("authors", []), 1):
            rows.append(Statement("item_author", {"item_id": number, "post_id": to.post(author)}, {"place": order}))
        for cleared in told.within.get("clearances", []):
            row = {"cleared_on": cleared.said.get("cleared_on")}
            rows.append(Statement("clearance", {"item_id": number, "clearer": cleared.said["by"]}, row))
        to.append(said["title"], on, new, rows)

    def _meeting(self, place: str, board: str, day: str) -> int:
        """Raises InputRefused where the file knows no such meeting."""
        found = self._meetings.get((*place_of(self._to.council, board), day))
        if found is None:
            raise InputRefused(f"{place}: no meeting of {board!r} on {day}", "add it under [[meetings]], by its first day")
        return found

    def decision(self, told: Told) -> None:
        """What a minute says, and what it asks for."""
        said = told.said
        meeting = self._meeting(told.place, said["board"], said["meeting"])
        self._matter(told, told.on or said["meeting"], {"kind": said["kind"], "meeting_id": meeting}, said["board"])

    def question(self, told: Told) -> None:
        """A challenge, and who must answer it."""
        said = told.said
        meeting = self._meeting(told.place, said["board"], said["meeting"]) if {"board", "meeting"} <= said.keys() else None
        self._matter(told, told.on or said.get("meeting"), {"kind": "question", "meeting_id": meeting}, said.get("board"))

    def _matter(self, told: Told, on: str | None, base: dict[str, Any], board: str | None) -> None:
        to, said = self._to, told.said
        day = to.on_day(on, told.place)
        new: list[Fact] = []
        if said["name"] not in self._matters:
            self._matters[said["name"]] = to.ledger.new_id("matter")
            first = to.on_day(said.get("asked_on", day), told.place)
            row: dict[str, Any] = {"id": self._matters[said["name"]], "effective_on": first, "council": to.council}
            new.append(("matter", row | {"name": said["name"]}))
        key = {"matter_id": self._matters[said["name"]]}
        text = base | {name: said.get(name) for name in ("minute", "text", "asks_for", "due", "asked_by")}
        text |= {"post_id": to.post(said["from"]) if "from" in said else None}
        text |= self._about(told)
        to.append(said["name"], day, new, [Statement("matter_text", key, text)])
        if "answered_on" in said:
            answered = to.on_day(said["answered_on"], told.place)
            answer = {"answered_on": answered, "item_id": self._answer_item(told, board), "text": said.get("answer")}
            to.append(f"{said['name']} answered", answered, [], [Statement("matter_answer", key, answer)])

    def _about(self, told: Told) -> dict[str, int | None]:
        found = self._to.ref(told.place, told.said["about"], None) if "about" in told.said else None
        about = {"about_action": None, "about_recommendation": None}
        return about | ({f"about_{found.kind}": found.id} if found else {})

    def _answer_item(self, told: Told, board: str | None) -> int | None:
        """The paper that answered it: its title, and the meeting that it was first planned for, by default that of the day."""
        said = told.said
        if "answered_by" not in said:
            return None
        meeting = self._meeting(told.place, said.get("paper_board", board or ""), said.get("paper_of", said["answered_on"]))
        found = self._items.get((meeting, said["answered_by"].casefold()))
        if found is None:
            what = f"{told.place}: no item {said['answered_by']!r} for {said['answered_on']}"
            raise InputRefused(what, "name it as it stands under [[meetings]]")
        return found

    def repeats(self, told: Told) -> None:
        """That a minute asks again for what others asked for."""
        key = {"matter_id": self._matters[told.said["name"]]}
        rows = []
        for name in told.said.get("repeats", []):
            if name not in self._matters or name == told.said["name"]:
                raise InputRefused(f"{told.place}: no other decision {name!r}", "name one of the file's")
            rows.append(Statement("matter_repeats", key | {"repeated": self._matters[name]}, {"stands": 1}))
        if rows:
            day = self._to.on_day(told.on or told.said["meeting"], told.place)
            self._to.append(f"{told.said['name']} repeats", day, [], rows)

    def route(self, told: Told) -> None:
        """Which version of a plan went where."""
        to, said = self._to, told.said
        try:
            plan = find_plan(to.ledger.conn, said["plan"])
        except NotFound as error:
            to.tell(told.place, f"{error.what}: not recorded")
            return
        key = {"plan_id": plan.id, "body": said["body"], "went_on": said["day"]}
        row = Statement("plan_route", key, {"version": said.get("version"), "outcome": said.get("outcome")})
        to.append(f"{plan.slug} to {said['body']}", to.on_day(said["day"], told.place), [], [row])

    def holder(self, told: Told) -> None:
        """Who holds a post from a day on; nobody: it is vacant. It may lie ahead."""
        said = told.said
        row = {"holder": said.get("holder"), "until": said.get("until")}
        key = {"post_id": self._to.post(said["post"])}
        self._to.append(f"holder of {said['post']}", said["from"], [], [Statement("post_holder", key, row)])

    def cover(self, told: Told) -> None:
        """Who covers an absence. It may lie ahead."""
        said = told.said
        row = {"covered_by": self._to.post(said["by"]) if "by" in said else None, "until": said.get("until")}
        key = {"post_id": self._to.post(said["post"])}
        self._to.append(f"cover of {said['post']}", said["from"], [], [Statement("post_cover", key, row)])

    def risk(self, told: Told) -> None:
        """A risk of the register, and what it stands behind."""
        to, said = self._to, told.said
        key = {"council": to.council, "risk": said["ref"]}
        rows = [Statement("risk_text", key, {name: said.get(name) for name in ("title", "score", "target")})]
        for ref in said.get("for", []):
            if found := to.ref(told.place, ref, None):
                table, column = LINKS[found.kind]
                rows.append(Statement(table, {column: found.id} | key, {"stands": 1}))
        to.append(f"risk {said['ref']}", to.on_day(told.on, told.place), [], rows)


def _flag(said: dict[str, Any], key: str) -> int | None:
    return 1 if said.get(key) else None
