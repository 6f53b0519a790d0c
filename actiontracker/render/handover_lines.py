"""What passes over with a post, and who held it when."""

from collections.abc import Iterable, Iterator

from actiontracker.render.committees.matters import due_words
from actiontracker.render.phrases import counted
from actiontracker.render.text import Line, clean, columns, day_words, folded, heading, one_line
from actiontracker.reports.holders import Handover, HolderLine


def handover_lines(done: Handover, width: int) -> Iterator[Line]:
    """The list of what passes over: open actions with their dates, what boards ask for, papers to write, seats."""
    verb = "would pass" if done.entries is None else "passes"
    whose = f"{one_line(done.title)} ({clean(done.post)})"
    to = (
        f"to the post {done.to_post}"
        if done.to_post
        else f"to a new holder, {done.to}"
        if done.to
        else "to nobody: it is vacant"
    )
    yield from folded(f"{whose} {verb} on {day_words(done.on)} {one_line(to)}", width, style="bold")
    late = sum(bool(action.days_overdue) for action in done.actions)
    parts = [f"{counted(len(done.actions), 'open action')} ({late} overdue)", f"{counted(len(done.matters), 'ask')} of boards"]
    parts += [f"{counted(len(done.papers), 'paper')} to write"]
    parts += [f"seat on {', '.join(done.boards)}"] if done.boards else []
    parts += [f"leads {', '.join(done.recommendations)}"] if done.recommendations else []
    parts += [f"standing items: {', '.join(done.standing)}"] if done.standing else []
    yield from folded(one_line("; ".join(parts)), width)
    for warning in done.warnings:
        yield from folded(f"Note: {one_line(warning)}", width, style="red")
    yield from _tables(done, width)
    yield []
    if done.entries is None:
        yield [("Nothing was written: this was a dry run.", "bold")]
        return
    first, last = done.entries
    said = (
        f"Recorded as entry {last}."
        if first == last
        else f"Recorded as entries {first} to {last}: 'undo' takes back one at a time."
    )
    yield [(said, "dim")]


def _tables(done: Handover, width: int) -> Iterator[Line]:
    """What there is of each kind, under a heading."""
    if done.actions:
        yield []
        yield from heading("Open actions")
        rows = [
            (clean(f"{a.plan}:{a.ref}"), day_words(a.deadline) or "no date", a.rag, one_line(a.action))
            for a in sorted(done.actions, key=lambda each: each.deadline or "9999")
        ]
        yield from columns(("ref", "deadline", "rating", "action"), rows, width)
    if done.matters:
        yield []
        yield from heading("Asked of it")
        asked = [(clean(each.name), due_words(each) or "no day given", one_line(each.wanted)) for each in done.matters]
        yield from columns(("name", "due", "what"), asked, width)
    if done.papers:
        yield []
        yield from heading("Papers to write")
        papers = [
            (str(item.item), day_words(meeting.papers_by or meeting.held_on), one_line(item.title))
            for meeting, item in done.papers
        ]
        yield from columns(("item", "by", "title"), papers, width)


def holder_list(lines: Iterable[HolderLine], width: int) -> Iterator[Line]:
    """Posts with their holders' times, and who covers."""
    rows = [
        (clean(each.code), day_words(each.since) or "-", day_words(each.until) or "-", one_line(_holder(each)))
        for each in lines
    ]
    if not rows:
        yield [("No posts yet: import a plan or a key of leads.", "")]
        return
    yield from columns(("code", "from", "until", "holder"), rows, width)


def _holder(line: HolderLine) -> str:
    said = line.holder or ("vacant" if line.since else "nothing is said of its holder")
    if line.is_vacant and line.holder:
        said += "; vacant now"
    until = f" until {day_words(line.cover_until)}" if line.cover_until else ""
    return f"{said}; covered by {line.covered_by} from {day_words(line.cover_since)}{until}" if line.covered_by else said
