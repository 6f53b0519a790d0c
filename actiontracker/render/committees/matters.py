"""Decisions and questions in 80 columns."""

from collections.abc import Iterator

from actiontracker.domain.committees import NEXT_MEETING, QUESTION
from actiontracker.domain.plan import Record
from actiontracker.render.phrases import counted
from actiontracker.render.text import Line, clean, day_words, folded, heading, month_words, one_line, record_words
from actiontracker.reports.committees.matters import Looked, Matter, Unfound, days_overdue, in_turn, state

_SHORT = 40
"""What is longer than this does not stand beside a name."""


def open_lines(title: str, matters: list[Matter], day: str, record: Record, width: int, nothing: str) -> Iterator[Line]:
    """What still waits for an answer, the earliest due first."""
    yield [(f"{title} as at {day_words(day)}", "bold")]
    waiting = in_turn(each for each in matters if each.is_open)
    if not waiting:
        yield from folded(nothing, width)
    for each in waiting:
        yield []
        yield from matter_lines(each, day, width)
    names = {each.name for each in waiting}
    repeated = sum(bool(names & set(each.repeats)) and not each.is_asking for each in matters)
    if waiting and repeated:
        yield []
        yield from folded(f"What only repeats these is not listed again ({repeated}): --all shows it.", width, style="dim")
    yield []
    yield [(record_words(record), "dim")]


def every_line(title: str, matters: list[Matter], day: str, record: Record, width: int) -> Iterator[Line]:
    """All that was said, asked for or not, in the order in which it was said."""
    yield [(f"{title} as at {day_words(day)}", "bold")]
    if not matters:
        yield [("Nothing is on record.", "")]
    for each in matters:
        yield []
        yield from matter_lines(each, day, width)
    yield []
    yield [(record_words(record), "dim")]


def matter_lines(matter: Matter, day: str, width: int) -> Iterator[Line]:
    """One of them: its name, how it stands, what is asked for, of whom, where it was said."""
    late = days_overdue(matter, day)
    how = f"overdue, {counted(late, 'day')}" if late else state(matter, day)
    style = "red" if late else ""
    due = due_words(matter) if matter.is_open and how != f"due at the {NEXT_MEETING}" else ""
    yield [(clean(matter.name), "bold"), (f"  {one_line(how)}", style), (f"  {due}" if due and len(due) < _SHORT else "", "")]
    if len(due) >= _SHORT:
        yield from folded(due, width, 4)
    yield from folded(one_line(matter.wanted), width, 4)
    if matter.asks_for:
        yield from folded(one_line(matter.text), width, 4, "dim")
    who = f"from {matter.post_title}" if matter.post_title else "nobody is named to answer it" if matter.is_open else ""
    again = f"repeats {', '.join(matter.repeats)} too" if matter.repeats and matter.is_asking else ""
    about = f"about {matter.plan}:{matter.ref}" if matter.ref else ""
    yield from folded(one_line("; ".join(filter(None, [who, again, about, where_words(matter)]))), width, 4, "dim")
    if matter.answer:
        by = f" by {matter.answer.item!r}" if matter.answer.item else ""
        said = f": {matter.answer.text}" if matter.answer.text else ""
        who = f" ({matter.answer.by})"
        yield from folded(one_line(f"answered on {day_words(matter.answer.answered_on)}{by}{who}{said}"), width, 4)


def due_words(matter: Matter) -> str:
    """By when, as it was said and as a day."""
    if matter.due == NEXT_MEETING:
        return f"due at the {NEXT_MEETING}, " + (day_words(matter.due_on) if matter.due_on else "of which no day is on record")
    is_month = matter.due is not None and len(matter.due) == len("2013-02")
    return f"due {month_words(matter.due) if is_month else day_words(matter.due)}" if matter.due else ""


def where_words(matter: Matter) -> str:
    """Where it was said: the board, the day, the minute."""
    kind = "question" if matter.kind == QUESTION else matter.kind
    of = f" of {matter.asked_by}" if matter.asked_by else ""
    board = f", {matter.board}" if matter.board else ""
    minute = f", minute {matter.minute}" if matter.minute else ""
    return f"{kind}{of}{board}, {day_words(matter.said_on)}{minute}"


def unfound_lines(found: list[Unfound], day: str, record: Record, width: int) -> Iterator[Line]:
    """What was asked for and never came, with what was looked at: no paper of that name is not the same as no paper."""
    yield [(f"Asked for, nothing found since, as at {day_words(day)}", "bold")]
    if not found:
        yield from folded("All that was asked for by now was answered, or is not due yet.", width)
    groups = {"No item of that name": [each for each in found if not each.near]}
    groups["Perhaps one of these was it"] = [each for each in found if each.near]
    for title, own in groups.items():
        if own:
            yield []
            yield from heading(f"{title}: {len(own)}")
        for number, each in enumerate(own):
            if number:
                yield []
            yield from matter_lines(each.matter, day, width)
            yield from folded(one_line(looked_words(each)), width, 4)
    yield []
    yield from heading("How this was looked for")
    said = (
        "Titles of items of the same board's later meetings, as far as they are on record, were compared with what was asked"
        " for; nothing was read but titles. 'decision answer NAME --paper ITEM' closes what was found."
    )
    yield from folded(said, width, style="dim")
    yield [(record_words(record), "dim")]


def looked_words(found: Unfound) -> str:
    """What was looked at, and what may be it."""
    if not found.looked:
        return "Looked at: nothing; no later meeting of the board is on record."
    meetings = [f"{day_words(each.held_on)} ({_held(each)})" for each in found.looked]
    near = [f"{each.item!r} ({'agenda' if each.is_listed else 'planned for'} {day_words(each.held_on)})" for each in found.near]
    return f"Looked at: {', '.join(meetings)}. " + (f"Perhaps: {'; '.join(near)}." if near else "No item of that name.")


def _held(looked: Looked) -> str:
    """What is on record of a meeting: its agenda, or only what was planned for it."""
    if looked.has_agenda:
        return f"agenda of {counted(looked.items, 'item')}"
    return (
        f"{counted(looked.items, 'item')} planned; its agenda is not held" if looked.items else "nothing of its agenda is held"
    )
