"""Sign-off, re-audits and closure rules for people to read."""

from collections.abc import Iterable, Iterator

from actiontracker.domain.assurance import kind_words
from actiontracker.domain.words import label
from actiontracker.render.phrases import counted, led_by, qualified
from actiontracker.render.text import Line, clean, day_words, folded, one_line, pad
from actiontracker.reports.signing import AwaitLine, ClosureChange, ClosureLine, ReauditLine

_SHOWN = 30


def await_lines(
    lines: list[AwaitLine], title: str, empty: str, width: int, notices: Iterable[str] = (), many: bool = False
) -> Iterator[Line]:
    """What awaits sign-off: what each rests on, and who leads it."""
    yield from _titled(title, notices, width)
    for line in lines:
        kinds = ", ".join(map(kind_words, line.evidence_kinds)) or "no evidence"
        yield [
            (pad(clean(qualified(line.plan, line.ref, many)), 9) + " ", "bold"),
            (pad(line.rag, 7), line.rag),
            (led_by(line.leads), ""),
        ]
        yield from folded(one_line(line.action), width, 10)
        closed = f"completed on {day_words(line.completed_on)}" if line.completed_on else "completed, on what day is not known"
        refused = f"; refused on {day_words(line.refused_on)}" if line.refused_on else ""
        yield from folded(f"{closed}; {kinds}{refused}", width, 10)
    yield [(f"{counted(len(lines), 'action')} to sign off", "bold")] if lines else [(empty, "")]


def reaudit_lines(
    lines: list[ReauditLine], title: str, empty: str, width: int, notices: Iterable[str] = (), many: bool = False
) -> Iterator[Line]:
    """What is to be looked at again, then what was found."""
    yield from _titled(title, notices, width)
    for line in lines:
        late = f", {counted(line.days_late, 'day')} late" if line.days_late else ""
        due = f"due {day_words(line.due)}{late}" if line.due else ""
        result = f"{label(line.result)} on {day_words(line.result_on)}" if line.result else ""
        said = "; ".join(filter(None, (due, result)))
        yield [(pad(clean(qualified(line.plan, line.ref, many)), 9) + " ", "bold"), (said, "red" if late else "")]
        yield from folded(f"{one_line(line.action)} ({label(line.status)}; {led_by(line.leads)})", width, 10)
    done = [line for line in lines if line.result]
    gone = sum(line.result == "not_sustained" for line in done)
    yield [(f"improvement not sustained: {gone} of {len(done)} re-audited", "bold")] if lines else [(empty, "")]


def closure_lines(lines: list[ClosureLine], title: str, width: int, notices: Iterable[str] = ()) -> Iterator[Line]:
    """Each plan's rule, and what its recommendations need."""
    yield from _titled(title, notices, width)
    for line in lines:
        if line.recommendation_ref is None:
            yield [(clean(line.plan), "bold"), (f"  {line.rule}: {RULES[line.rule]}", "")]
        else:
            needs = ", ".join(map(kind_words, line.needs))
            yield from folded(f"{line.recommendation_ref} needs {needs}", width, 2)


def change_lines(change: ClosureChange, width: int, *, done: bool) -> Iterator[Line]:
    """What another rule does to the ratings: the counts, then each action that changes."""
    verb = "" if done else "would be "
    yield from folded(f"{change.plan}: {change.about} {verb}{change.after} (was: {change.before})", width, style="bold")
    for colour, before in change.colours_before.items():
        after = change.colours_after[colour]
        if before or after:
            moved = f"  ({after - before:+d})" if after != before else ""
            yield [(f"  {pad(colour, 8)}", colour), (f"{before:>4} -> {after}{moved}", "")]
    for each in change.moved[:_SHOWN]:
        to = each.after if each.before == each.after else f"{each.before} -> {each.after}"
        yield from folded(f"{pad(each.ref, 8)} {to}: {one_line(each.reason)}", width, 2)
    if len(change.moved) > _SHOWN:
        yield [(f"  and {len(change.moved) - _SHOWN} more", "")]
    if not change.moved:
        yield [("  No rating of today changes.", "")]
    if done:
        yield [(f"Recorded as entry {change.entry}.", "dim")]


RULES = {
    "reported": "complete when the lead says so",
    "evidenced": "complete when evidence is held",
    "signed-off": "complete when evidence is held and a board signed it off",
    "embedded": "complete when it is signed off and a later re-audit passed",
}


def _titled(title: str, notices: Iterable[str], width: int) -> Iterator[Line]:
    yield [(title, "bold")]
    for notice in notices:
        yield from folded(notice, width)
    yield []
