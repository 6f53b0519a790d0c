"""The change index by kind, and what waits for what, in 80 columns."""

from collections.abc import Iterable, Iterator

from actiontracker.domain.assurance import kind_words
from actiontracker.domain.words import DONE, label
from actiontracker.render.phrases import counted, qualified
from actiontracker.render.text import Line, clean, day_words, folded, heading, one_line
from actiontracker.reports.practice import IndexLine, WaitLine

# The 2012 plan promises its board one list of workforce planning and learning: they stand under one heading.
HEADINGS = (
    ("Policy", ("policy",)),
    ("Guidance", ("guidance",)),
    ("Quality improvement", ("quality-improvement",)),
    ("Workforce planning and learning", ("workforce-planning", "learning")),
)
_INDENT = 4


def index_lines(
    lines: list[IndexLine], title: str, empty: str, width: int, notices: Iterable[str] = (), many: bool = False
) -> Iterator[Line]:
    """The index: under each kind what is new or changed, with its day, its action and the evidence."""
    yield [(title, "bold")]
    for notice in notices:
        yield from folded(notice, width)
    if not lines:
        yield []
        yield from folded(empty, width)
        return
    for name, kinds in HEADINGS:
        yield []
        under = [line for line in lines if line.kind in kinds]
        yield from heading(f"{name}: {len(under) or 'none'}")
        for line in under:
            first, *more = folded(one_line(f"{what_words(line)}: {line.title}{_dated(line)}"), width, 2)
            yield [(first[0][0], "bold")]
            yield from more
            yield from folded(
                f"{qualified(line.plan, line.ref, many)}, {state_words(line)} (entry {line.entry})", width, _INDENT
            )


def what_words(line: IndexLine) -> str:
    """New or changed; of what is neither, its kind."""
    return line.new_or_changed or kind_words(line.kind)


def _dated(line: IndexLine) -> str:
    return f", {day_words(line.dated)}" if line.dated else ""


def state_words(line: IndexLine) -> str:
    """How the action stands that changed it, and how many pieces of evidence there are."""
    evidence = f"{counted(line.evidence_count, 'piece')} of evidence" if line.evidence_count else "no evidence"
    if line.status not in DONE:
        return f"open again ({label(line.status)}); {evidence}"
    embedded = ", embedded" if line.status == "embedded" else ""
    return f"completed on {day_words(line.completed_on) or 'a day not known'}{embedded}; {evidence}"


def wait_lines(
    lines: list[WaitLine], title: str, empty: str, width: int, notices: Iterable[str] = (), many: bool = False
) -> Iterator[Line]:
    """Who holds up whom, what is late first."""
    yield [(title, "bold")]
    for notice in notices:
        yield from folded(notice, width)
    yield []
    for line in lines:
        due = due_words(line)
        style = "red" if line.days_overdue else ""
        ref, held = (clean(qualified(line.plan, each, many)) for each in (line.ref, line.holds_up))
        yield from folded(f"{ref} ({due}) holds up {held}{_held(line)}", width, 0, style)
        yield from folded(f"{label(line.status)}; {one_line('; '.join(line.leads)) or 'no lead'}", width, _INDENT)
    yield []
    yield [(_waiting(lines) if lines else empty, "bold")]


def _waiting(lines: list[WaitLine]) -> str:
    held = {(line.plan, line.holds_up) for line in lines}
    late = {(line.plan, line.ref): bool(line.days_overdue) for line in lines}
    wait = "waits" if len(held) == 1 else "wait"
    return f"{counted(len(held), 'action')} {wait} on {len(late)}, {sum(late.values()) or 'none'} of them overdue"


def due_words(line: WaitLine) -> str:
    """How late the one that is waited for is, or when it is due."""
    if line.days_overdue:
        return f"{counted(line.days_overdue, 'day')} overdue"
    return f"due {day_words(line.deadline)}" if line.deadline else "no date"


def _held(line: WaitLine) -> str:
    return f", due {day_words(line.holds_up_deadline)}" if line.holds_up_deadline else ", which has no date"
