"""Decisions and questions recorded by hand: said, asked, answered, said again. Nothing is overwritten."""

from actiontracker.domain.committees import NEXT_MEETING, QUESTION, decision_name, last_day
from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.domain.indicators import is_key
from actiontracker.reports.committees.matters import Matter, resolved
from actiontracker.reports.committees.meetings import Gathering
from actiontracker.reports.results import Kept
from actiontracker.services.committees.finding import council_of, find_gathering, find_item, find_post
from actiontracker.services.committees.matters import find_matter, matters_at
from actiontracker.services.committees.reading import Read, gatherings
from actiontracker.services.committees.recording import reading_of
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_ref
from actiontracker.services.governance.statements import Statement, typed, whole
from actiontracker.store import committees, plans, statements
from actiontracker.store.connection import write_transaction
from actiontracker.store.ledger import Fact, Ledger, Row


def add_decision(
    edge: Edge, wanted: str, said: Row, *, name: str | None, post: str | None, about: str | None, repeats: list[str]
) -> Kept:
    """Record what a meeting's minute says. Raises NotFound, InputRefused (the meeting lies ahead, a name that is taken)."""
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        at = reading_of(ledger, edge.today)
        meeting = find_gathering(at, wanted)
        if meeting.is_cancelled or meeting.held_on > edge.today:
            why = "is cancelled" if meeting.is_cancelled else f"is on {meeting.held_on}: it has decided nothing yet"
            raise InputRefused(
                f"meeting {meeting.meeting} {why}", "name a meeting that was held, see: actiontracker meeting --all"
            )
        taken = frozenset(key for council, key in committees.matters(ledger.conn) if council == meeting.council)
        minute = str(said["minute"]) if said.get("minute") else None
        chosen = _name(name, decision_name(meeting.held_on, minute, taken), taken)
        text = said | {"meeting_id": meeting.meeting}
        return _record(ledger, at, meeting.council, chosen, text, post, about, repeats, meeting)


def add_question(
    edge: Edge, said: Row, *, wanted: str | None, council: str | None, name: str | None, post: str | None, about: str | None
) -> Kept:
    """Record a challenge, at a meeting or between meetings. Raises NotFound, UsageFault."""
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        at = reading_of(ledger, edge.today)
        meeting = find_gathering(at, wanted) if wanted is not None else None
        if meeting is None and said.get("due") == NEXT_MEETING:
            raise UsageFault("whose next meeting?", "say at which meeting it was asked: --meeting MEETING")
        if meeting and (meeting.is_cancelled or meeting.held_on > edge.today):
            raise InputRefused(f"meeting {meeting.meeting} was not held by now", "leave --meeting out, or name one that was")
        home = meeting.council if meeting else _home(at, council, post, about)
        taken = frozenset(key for known, key in committees.matters(ledger.conn) if known == home)
        free = next(f"q{count}" for count in range(1, len(taken) + 2) if f"q{count}" not in taken)
        text = {"kind": QUESTION, "meeting_id": meeting.meeting if meeting else None} | said
        return _record(ledger, at, home, _name(name, free, taken), text, post, about, [], meeting)


def _home(at: Read, council: str | None, post: str | None, about: str | None) -> str:
    """The council of a question: named, or that of the action it is about, or of the post that must answer."""
    if council is None and about:
        return plans.council_of(at.conn, find_ref(at.conn, about).plan_id)
    if council is None and post:
        return find_post(at, post).council
    return council_of(at.conn, council)


def _name(wanted: str | None, free: str, taken: frozenset[str]) -> str:
    if wanted is None:
        return free
    if not is_key(wanted):
        raise UsageFault(f"{wanted!r} is no short name", "use a-z, 0-9 and hyphens, such as 2012-97-2")
    if wanted in taken:
        raise InputRefused(f"there is a decision or question {wanted!r} already", "give another name, or leave --name out")
    return wanted


def _record(
    ledger: Ledger,
    at: Read,
    council: str,
    name: str,
    said: Row,
    post: str | None,
    about: str | None,
    repeats: list[str],
    meeting: Gathering | None,
) -> Kept:
    due = str(said["due"]) if said.get("due") else None
    _check_due(due)
    on = meeting.held_on if meeting else at.day
    by = resolved(due, on, (council, meeting.board) if meeting else None, gatherings(at))
    if by and by < on:
        raise InputRefused(f"it is due on {by}, before it was said on {on}", "mend the day")
    number = ledger.new_id("matter")
    row: Row = {"id": number, "effective_on": on, "council": council, "name": name}
    found = find_ref(ledger.conn, about) if about else None
    text = said | {"post_id": find_post(at, post, council).id if post else None}
    text |= {f"about_{found.kind}": found.id} if found else {}
    facts: list[Fact] = [("matter", row), typed(ledger.conn, Statement("matter_text", {"matter_id": number}, text), on)]
    for other in dict.fromkeys(repeats):
        repeated, known = find_matter(at, other)
        _check_repeated(council, known)
        key: Row = {"matter_id": number, "repeated": repeated}
        facts.append(typed(ledger.conn, Statement("matter_repeats", key, {"stands": 1}), on))
    kind = "question" if said["kind"] == QUESTION else "decision"
    entry = ledger.append(kind, facts)
    asks = str(said.get("asks_for") or "") or (str(said["text"]) if kind == "question" else "")
    changes = [("", "", f"asks for {asks!r}" if asks else "repeats" if repeats else "noted: it asks for nothing")]
    changes += [("from", "", post)] if post else []
    changes += [("due", "", by or due)] if due else []
    changes += [("repeats", "", ", ".join(repeats))] if repeats else []
    return Kept("", name, kind, changes, entry.seq)


def answer(edge: Edge, name: str, item: int | None, text: str | None, on: str) -> Kept:
    """Close what was asked for, by a paper of a meeting or by an answer. Raises NotFound, InputRefused (nothing to answer)."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        at = reading_of(ledger, edge.today)
        number, matter = find_matter(at, name)
        if not matter.is_asking:
            what = f"repeats {', '.join(matter.repeats)}: answer that" if matter.repeats else "asks for nothing"
            raise InputRefused(f"{matter.name} {what}", "see: actiontracker decision --all")
        if matter.answer:
            advice = f"take that back first: actiontracker decision edit {matter.name} --unanswered --reason TEXT"
            raise InputRefused(f"{matter.name} is answered already, on {matter.answer.answered_on}", advice)
        if on < matter.said_on:
            raise InputRefused(
                f"{matter.name} was asked on {matter.said_on}, after {on}", "give the day of the answer with --on"
            )
        title = None
        if item is not None:
            meeting, paper = find_item(at, item)
            title, on = paper.title, meeting.held_on
            if meeting.held_on > edge.today or meeting.held_on < matter.said_on:
                what = f"item {item} is for the meeting of {meeting.held_on}"
                raise InputRefused(what, "a paper answers when its meeting was held, and after it was asked for")
        said: Row = {"answered_on": on, "item_id": item, "text": text}
        before = [
            row["effective_on"] for row in statements.every(ledger.conn, "matter_answer", at.head) if row["matter_id"] == number
        ]
        holds = max([on, *before])  # it was taken back since: what is said now holds after that
        entry = ledger.append("answer", [typed(ledger.conn, Statement("matter_answer", {"matter_id": number}, said), holds)])
        changes = [("", "", f"answered on {on}")] + ([("by", "", title)] if title else [])
        return Kept("", matter.name, "answer", changes, entry.seq)


def mend(edge: Edge, name: str, said: Row, *, post: str | None, repeats: list[str], unanswered: bool, reason: str) -> Kept:
    """Say a decision or question anew: another day, another post, that it repeats others, that it is not answered after all."""
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        at = reading_of(ledger, edge.today)
        number, matter = find_matter(at, name)
        key: Row = {"matter_id": number}
        row = (
            ({"asks_for": None} if repeats else {})
            | said
            | ({"post_id": find_post(at, post, matter.council).id} if post else {})
        )
        _check_due(str(row.get("due") or ""))
        changes = [(column, "", str(value)) for column, value in said.items()] + (
            [("from", matter.post or "", post)] if post else []
        )
        facts = []
        if row:
            statement = whole(ledger.conn, "matter_text", key, row | {"reason": reason}, edge.today, at.head)
            facts.append(typed(ledger.conn, statement, edge.today))
        for other in dict.fromkeys(repeats):
            repeated, known = find_matter(at, other)
            _check_repeated(matter.council, known)
            if repeated == number or matter.name in _all_repeated(at, known):
                raise InputRefused(f"{matter.name} cannot repeat {known.name}", "name the one that asked first")
            link = Statement("matter_repeats", key | {"repeated": repeated}, {"stands": 1})
            facts.append(typed(ledger.conn, link, edge.today))
            changes.append(("repeats", "", known.name))
        if unanswered:
            if matter.answer is None:
                raise InputRefused(f"{matter.name} is not answered", "nothing was recorded")
            facts.append(typed(ledger.conn, Statement("matter_answer", key, {"answered_on": None}), edge.today))
            changes.append(("", "answered", "open"))
        entry = ledger.append("edit", facts)
        return Kept("", matter.name, "edit", changes, entry.seq)


def _check_due(due: str | None) -> None:
    """Raises UsageFault for words that are no day, month, year or the next meeting."""
    if due and due != NEXT_MEETING and last_day(due) is None:
        raise UsageFault(f"--by-meeting {due!r} is no day, month or year", f"or say {NEXT_MEETING!r}")


def _check_repeated(council: str, known: Matter) -> None:
    """Raises InputRefused for what cannot be asked again: another council's, or what asks for nothing."""
    if known.council != council:
        raise InputRefused(f"{known.name} is of {known.council}", "name one of the same council")
    if not known.is_asking and not known.repeats:
        raise InputRefused(f"{known.name} asks for nothing", "name the decision that asked first")


def _all_repeated(at: Read, matter: Matter) -> set[str]:
    """The names of all that a matter repeats, directly or through others."""
    every = {each.name: each.repeats for each in matters_at(at, gatherings(at)) if each.council == matter.council}
    found: set[str] = set()
    waiting = list(matter.repeats)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += every.get(name, ())
    return found
