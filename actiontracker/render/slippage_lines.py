"""Requests for other dates, slippage and the plan's change log for people to read."""

from collections.abc import Iterable, Iterator

from actiontracker.render.phrases import counted, led_by, qualified, share
from actiontracker.render.text import Line, clean, columns, day_words, folded, heading, one_line, pad
from actiontracker.reports.changes import ChangeLine
from actiontracker.reports.slippage import Move, RequestLine, Slippage, Total

_MOST = 10


def request_lines(
    lines: list[RequestLine], title: str, empty: str, width: int, notices: Iterable[str] = (), many: bool = False
) -> Iterator[Line]:
    """What waits for the board: from when to when, who asked, and why."""
    yield from _titled(title, notices, width)
    for line in lines:
        days = f", {counted(line.days, 'day')} more" if line.days and line.days > 0 else ""
        asked = f"{day_words(line.deadline) or 'no date'} -> {day_words(line.requested)}{days}"
        yield [(pad(clean(qualified(line.plan, line.ref, many)), 9) + " ", "bold"), (f"{asked}   {led_by(line.leads)}", "")]
        yield from folded(one_line(line.action), width, 10)
        yield from folded(f"Why: {one_line(line.reason or 'no reason is given')}", width, 10)
        moved = f"; moved {counted(line.deadline_moves, 'time')} already" if line.deadline_moves else ""
        late = f"; {counted(line.days_overdue, 'day')} overdue" if line.days_overdue else ""
        yield from folded(f"asked on {day_words(line.asked_on)} by {line.asked_by}{moved}{late}", width, 10)
    yield (
        [(f"{counted(len(lines), 'request')} to decide: actiontracker decide REF --grant", "bold")] if lines else [(empty, "")]
    )


def slippage_lines(found: Slippage, title: str, width: int, notices: Iterable[str] = (), many: bool = False) -> Iterator[Line]:
    """What the moves come to, first; then each move."""
    yield from _titled(title, notices, width)
    yield from _sums(found, many, width)
    parts = {"action": found.by_action, "recommendation": found.by_recommendation, "lead": found.by_lead}
    for name, totals in parts.items():
        if totals:
            yield []
            yield from heading(f"By {name}")
            yield from _totals(totals, many and name != "lead", width)
    yield []
    yield from heading(f"Moves: {len(found.moves)}")
    for move in found.moves:
        yield from _move(move, width, many)
    if not found.moves:
        yield [("No deadline was moved.", "")]


def change_log_lines(
    lines: list[ChangeLine], title: str, empty: str, width: int, notices: Iterable[str] = (), many: bool = False
) -> Iterator[Line]:
    """The change log under the version of the plan that each change belongs to."""
    yield from _titled(title, notices, width)
    before: tuple[str, str | None] | None = None
    for line in lines:
        if (line.plan, line.version) != before:
            before = line.plan, line.version
            yield from heading(f"{line.plan}, version {line.version}" if line.version else f"{line.plan}, no version is known")
        agreed = f"agreed by {line.agreed_by}" if line.agreed_by else "nobody is said to have agreed"
        minute = f" (minute {line.minute})" if line.minute else ""
        yield [(pad(day_words(line.on), 12), ""), (pad(clean(line.ref), 9) + " ", "bold"), (line.what, "")]
        said = " -> ".join(day_words(one_line(each)) for each in (line.before, line.after) if each)
        if said:
            yield from folded(said, width, 12)
        reason = f"; {one_line(line.reason)}" if line.reason else ""
        yield from folded(f"{agreed}{minute}{reason}", width, 12)
    yield [(counted(len(lines), "change"), "bold")] if lines else [(empty, "")]


def _sums(found: Slippage, many: bool, width: int) -> Iterator[Line]:
    days = counted(sum(total.days for total in found.by_action), "day")
    yield from folded(
        f"{counted(len(found.moves), 'move')} of {counted(len(found.by_action), 'action')}, {days} in all.", width
    )
    yield from folded(f"Overdue by the original date: {share(found.overdue_original)} of the open actions with a date", width)
    yield from folded(f"Overdue by the agreed date:   {share(found.overdue_agreed)}", width)
    if found.only_original:
        named = ", ".join(ref if many else ref.partition(":")[2] for ref in found.only_original)
        yield from folded(f"Late only by the original date: {named}", width)
    on_time = found.on_time
    if on_time.by_original.of:
        original, agreed = share(on_time.by_original), share(on_time.by_agreed)
        yield from folded(f"Completed in time: {original} by the original date, {agreed} by the agreed one", width)
    left_out = [f"{on_time.unknown} completed on a day that is not known"] if on_time.unknown else []
    left_out += [f"{on_time.undated} completed without ever having a date"] if on_time.undated else []
    if left_out:
        yield from folded(f"Not rated: {'; '.join(left_out)}.", width, style="dim")


def _totals(totals: list[Total], with_plan: bool, width: int) -> Iterator[Line]:
    rows = [(t.name if with_plan or ":" not in t.name else t.name.partition(":")[2], str(t.moves), str(t.days)) for t in totals]
    yield from columns(("", "moves", "days"), rows[:_MOST], width, right=("moves", "days"))
    if len(rows) > _MOST:
        yield [(f"and {len(rows) - _MOST} more", "")]


def _move(move: Move, width: int, many: bool) -> Iterator[Line]:
    days = f", {move.days:+d} days" if move.days is not None else ""
    ref = pad(clean(qualified(move.plan, move.ref, many)), 9) + " "
    yield [(ref, "bold"), (f"{day_words(move.old) or 'no date'} -> {day_words(move.new)}{days}   {led_by(move.leads)}", "")]
    minute = f" (minute {move.minute})" if move.minute else ""
    who = f"granted by {move.agreed_by or 'a body that is not named'} on {day_words(move.decided_on)}{minute}"
    asked = f"; asked for on {day_words(move.requested_on)} by {move.requested_by}" if move.requested_on else ""
    said = f": {one_line(move.reason)}" if move.reason else ""
    why = f": {one_line(move.request_reason)}" if move.request_reason else ""
    yield from folded(f"{who}{said}{asked}{why}", width, 10)


def _titled(title: str, notices: Iterable[str], width: int) -> Iterator[Line]:
    yield [(title, "bold")]
    for notice in notices:
        yield from folded(notice, width)
    yield []
