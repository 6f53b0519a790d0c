"""Decisions and questions as at a day."""

from pathlib import Path

from actiontracker.domain.errors import NotFound
from actiontracker.reports.actions import canonical
from actiontracker.reports.committees.matters import Answer, Matter, Matters, resolved, unfound
from actiontracker.reports.committees.meetings import Gathering
from actiontracker.services.committees.finding import find_post
from actiontracker.services.committees.reading import Read, gatherings, read_at
from actiontracker.services.finding import find_words
from actiontracker.store import committees, snapshot
from actiontracker.store.connection import reading
from actiontracker.store.statements import Row


def matters(database: Path, day: str, *, posts: tuple[str, ...] = (), organisations: tuple[str, ...] = ()) -> Matters:
    """All decisions and questions, or those of some posts or organisations. Raises NotFound."""
    with reading(database) as conn:
        head = snapshot.head(conn)
        at = read_at(conn, day, head)
        meetings = gatherings(at)
        found = matters_at(at, meetings)
        if posts:
            wanted = {(post.council, post.code) for post in (find_post(at, code) for code in posts)}
            found = [each for each in found if (each.council, each.post) in wanted]
        if organisations:
            known = sorted({post.organisation for post in at.posts.values() if post.organisation})
            named = find_words(known, organisations, "organisation")
            found = [each for each in found if each.organisation in named]
        return Matters(day, found, unfound(found, meetings, day), snapshot.record_at(conn, head))


def matters_at(at: Read, meetings: list[Gathering]) -> list[Matter]:
    """All decisions and questions, in the order in which they were said."""
    names = {number: key for key, number in committees.matters(at.conn).items()}
    answers = {row["matter_id"]: row for row in at.rows("matter_answer") if row["answered_on"]}
    authors = committees.authors(at.conn, [row["entry"] for row in answers.values()])
    repeats: dict[int, list[str]] = {}
    for row in at.rows("matter_repeats"):
        if row["stands"] == 1:
            repeats.setdefault(row["matter_id"], []).append(names[row["repeated"]][1])
    by_number = {each.meeting: each for each in meetings}
    titles, first = committees.items(at.conn), committees.first_days(at.conn)
    found = []
    for row in at.rows("matter_text"):
        if row["withdrawn"] or (row["meeting_id"] and row["meeting_id"] not in by_number):
            continue  # what was said at a meeting that was undone, or is not known on that day, was not said
        number = row["matter_id"]
        answer = answers.get(number)
        item = titles[answer["item_id"]].title if answer and answer["item_id"] else None
        said = (
            Answer(answer["answered_on"], item, answer["text"], answer["item_id"], authors[answer["entry"]]) if answer else None
        )
        found.append(_matter(at, row, names[number], by_number, said, tuple(sorted(repeats.get(number, ()))), first[number]))
    names_standing = {(each.council, each.name) for each in found}
    found = [m._replace(repeats=tuple(name for name in m.repeats if (m.council, name) in names_standing)) for m in found]
    return sorted(found, key=lambda each: each.said_on)


def _matter(
    at: Read,
    row: Row,
    named: tuple[str, str],
    meetings: dict[int, Gathering],
    answer: Answer | None,
    repeats: tuple[str, ...],
    first_said: str,
) -> Matter:
    meeting = meetings.get(row["meeting_id"])
    said_on = meeting.held_on if meeting else first_said
    board = meeting.board if meeting else None
    post = canonical(at.posts, row["post_id"]) if row["post_id"] else None
    plan, ref = _about(at, row)
    return Matter(
        name=named[1],
        council=named[0],
        board=board,
        kind=row["kind"],
        said_on=said_on,
        meeting=row["meeting_id"],
        minute=row["minute"],
        text=row["text"],
        asks_for=row["asks_for"],
        due=row["due"],
        due_on=resolved(row["due"], said_on, (named[0], board) if board else None, meetings.values()),
        post=post.code if post else None,
        post_title=(post.title or post.code) if post else None,
        organisation=post.organisation if post else None,
        asked_by=row["asked_by"],
        plan=plan,
        ref=ref,
        answer=answer,
        repeats=repeats,
    )


def _about(at: Read, row: Row) -> tuple[str | None, str | None]:
    for kind in ("action", "recommendation"):
        if row[f"about_{kind}"]:
            return committees.named(at.conn, kind, row[f"about_{kind}"])
    return None, None


def find_matter(at: Read, name: str) -> tuple[int, Matter]:
    """A decision or question by its name. Raises NotFound with those there are."""
    known = committees.matters(at.conn)
    every = matters_at(at, gatherings(at))
    found = [each for each in every if each.name == name.strip().lower()]
    if len(found) == 1:
        return known[(found[0].council, found[0].name)], found[0]
    if found:
        raise NotFound(f"{name!r} is one of several councils", "say it in a governance file")
    names = ", ".join(each.name for each in every[-8:])
    raise NotFound(f"no decision or question {name!r}", f"known: {names}" if names else "add one: actiontracker decision add")
