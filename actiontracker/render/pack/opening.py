"""The first pages of a board's pack: what it is, how it stands, what changed."""

from typing import TYPE_CHECKING

from actiontracker.domain.words import COLOURS, label
from actiontracker.render.pack.blocks import Beside, Block, Facts, Paragraph, Picture, Rated, Section, Table
from actiontracker.render.phrases import (
    change,
    counted,
    led_by,
    movement_lists,
    nothing_to_compare,
    qualified,
    reconciliation,
    share,
)
from actiontracker.render.text import day_words, month_words, one_line
from actiontracker.reports.actions import Action
from actiontracker.reports.assurance import Assurance
from actiontracker.reports.board import Board
from actiontracker.reports.headline import RAG_ORDER, Share
from actiontracker.reports.movement import Moved
from actiontracker.reports.pictures import CompletionPoint, DeadlineMonth

if TYPE_CHECKING:
    from actiontracker.render.charts.scene import Scene

_NAMED = 6


def cover(board: Board, many: bool) -> Section:
    """The plan, its version, the day, what it is compared with, the key to the ratings."""
    rows = []
    for plan in board.plans:
        version = f", version {plan.version}" if plan.version else ""
        published = f"; inspection report published {day_words(plan.published)}" if plan.published else ""
        rows.append(("Plan", f"{plan.title} ({plan.council}){version}{published}"))
    rows += [("As at", day_words(board.as_at)), ("Compared with", _compared_with(board))]
    keys = list({str(plan.key): plan.key for plan in board.plans}.values())
    means = [(Rated(colour), "; ".join(key[colour] for key in keys)) for colour in ("blue", "green", "amber", "red")]
    means.append((Rated("none"), "no opinion: nothing is late, and nobody said how it goes"))
    worse = "An open action has the worse of what its lead reports and what the dates allow; both are kept."
    key = Table("Key to the ratings", ("rating", "means"), means)
    blocks: list[Block] = [Facts(rows), key, Paragraph(worse, dim=True)]
    return Section("about", "About this pack", [*blocks, *_plan_changes(board, many)])


def _compared_with(board: Board) -> str:
    last = board.last_board
    if last is None:
        why = "as was asked for, as known now" if board.since_is_asked else "no board was shown this before"
        return f"{day_words(board.since)} ({why})"
    shown = "" if last.as_at == last.on else f", as at {day_words(last.as_at)}"
    return f"{last.board} of {day_words(last.on)}{shown}, as that board was shown it"


def glance(board: Board, many: bool) -> Section:
    """What a chair must know within a minute: how many are late, what got worse, who has to explain, what to decide."""
    head = board.headline
    if not head.actions:
        return Section("glance", "At a glance", [Paragraph(nothing_there(board))])
    rows = [("Late", _late(board, many)), ("Worse", _worse(board))]
    explain = [_to_explain(a, many) for a in board.overdue[:_NAMED]]
    more = f"; and {len(board.overdue) - _NAMED} more" if len(board.overdue) > _NAMED else ""
    rows.append(("To explain", "; ".join(explain) + more if explain else "nobody: nothing is late"))
    since = f", {len(board.completed)} since {day_words(board.since)}" if board.movement else ""
    rows.append(("Done", f"{share(head.completed)} complete{since}"))
    if board.assurance and not board.subject:
        rows.append(("Proof", _proof(board.assurance)))
    rows.append(("To decide", _to_decide(board)))
    return Section("glance", "At a glance", [Facts(rows)])


def _to_explain(action: Action, many: bool) -> str:
    """Who answers for a late action: the accountable lead, or all where none is marked."""
    who = action.accountable or ", ".join(action.leads) or "no lead"
    return f"{qualified(action.plan, action.ref, many)} {counted(action.days_overdue or 0, 'day')} ({who})"


def nothing_there(board: Board) -> str:
    """Why a board is empty."""
    began = min((plan.began for plan in board.plans), default=board.as_at)
    if board.subject:
        return "No actions are part of this on this day."
    later = f" The plan begins on {day_words(began)}." if began > board.as_at else ""
    return f"No actions are in the plan on this day.{later}"


def _late(board: Board, many: bool) -> str:
    said = f"{share(board.headline.overdue)} past their deadline"
    if board.headline_then:
        said += f", {change(board.headline.overdue.n, board.headline_then.overdue.n)} than on {day_words(board.since)}".replace(
            "as before than on", "as many as on"
        )
    if board.overdue:
        longest = board.overdue[0]
        ref = qualified(longest.plan, longest.ref, many)
        said += f"; the longest is {ref}, {counted(longest.days_overdue or 0, 'day')} ({led_by(longest.leads)})"
    return said


def _worse(board: Board) -> str:
    moved = board.movement
    if moved is None:
        return nothing_to_compare(board)
    lists = [(moved.newly_overdue, "newly overdue"), (moved.worse, "rated worse"), (moved.reopened, "reopened")]
    lists.append((moved.expected_later, "expected later"))
    worse = {(item.plan, item.ref) for items, _ in lists for item in items}
    if not worse:
        return f"nothing got worse since {day_words(board.since)}"
    said = ", ".join(f"{len(items)} {what}" for items, what in lists if items)
    return f"{counted(len(worse), 'action')} since {day_words(board.since)}: {said}"


def _proof(known: Assurance) -> str:
    """What completed work rests on, in one line."""
    if not known.proven.of:
        return "nothing is completed yet"
    said = [f"no evidence is held for {share(Share(len(known.unproven), known.proven.of))} completed"]
    said += [f"{len(known.reaudits)} re-audits due"] if known.reaudits else []
    return "; ".join(said)


def _to_decide(board: Board) -> str:
    queries = len(board.rating_queries)
    said = [f"{counted(len(board.waiting), 'new deadline')} asked for"] if board.waiting else []
    if board.assurance and board.assurance.awaiting:
        said.append(f"{counted(len(board.assurance.awaiting), 'completed action')} to sign off")
    said += [f"{counted(queries, 'rating')} reported better than the dates allow"] if queries else []
    return "; ".join(said) or "no request and no rating query"


def headline(board: Board, many: bool) -> Section:
    """The counts with their change since the last board, and the line that reconciles."""
    head, then = board.headline, board.headline_then
    if not head.actions:
        return Section("headline", "Headline", [Paragraph(nothing_there(board))])

    def beside(now: int, before: int | None) -> tuple[str, ...]:
        return (change(now, before),) if then and before is not None else ()

    since = (f"since {day_words(board.since)}",) if then else ()
    counts: list[tuple[str | Rated, ...]] = []
    for name, title in (("open", "open"), ("overdue", "of these overdue"), ("completed", "completed")):
        part = getattr(head, name)
        counts.append((title, share(part), *beside(part.n, getattr(then, name).n if then else None)))
    ratings: list[tuple[str | Rated, ...]] = [
        (Rated(colour), share(part), *beside(part.n, then.rag[colour].n if then else None)) for colour, part in head.rag.items()
    ]
    words = [*head.status, *(word for word in (then.status if then else {}) if word not in head.status)]
    statuses: list[tuple[str | Rated, ...]] = []
    for word in words:
        now = head.status[word].n if word in head.status else 0
        before = (then.status[word].n if word in then.status else 0) if then else None
        statuses.append((label(word), share(head.status[word]) if now else f"0 of {head.actions}", *beside(now, before)))
    tables = [
        Table("All actions", ("state", "actions", *since), counts),
        Table("By rating", ("rating", "actions", *since), ratings),
        Table("By status", ("status", "actions", *since), statuses),
    ]
    blocks: list[Block] = [Beside([*tables])]
    if board.movement:
        blocks.append(Paragraph(reconciliation(board.movement)))
    if head.withdrawn:
        blocks.append(Paragraph(f"{head.withdrawn} withdrawn and not counted.", dim=True))
    if {"not_stated", "not_reported"} & set(head.status):
        blocks.append(Paragraph("Not stated: progress without a status word. Not reported: nothing said yet.", dim=True))
    return Section("headline", "Headline", blocks)


def movement(board: Board, many: bool) -> Section:
    """What moved since, each list with refs and leads."""
    title = f"What moved since {day_words(board.since)}"
    if board.movement is None:
        return Section("moved", title, [Paragraph(nothing_to_compare(board))])
    rows: list[tuple[str | Rated, ...]] = [
        (name, str(len(moved)), ", ".join(_moved(item, many) for item in moved))
        for name, moved in movement_lists(board.movement)
        if moved
    ]
    head = ("what", "actions", "which, and who leads")
    return Section("moved", title, [Table(title, head, rows, right=("actions",), empty="Nothing moved.")])


def _moved(item: Moved, many: bool) -> str:
    said = qualified(item.plan, item.ref, many)
    if item.before in COLOURS and item.after in COLOURS:
        said += f" {item.before} to {item.after}"
    elif _is_day(item.before) and _is_day(item.after):
        said += f" to {day_words(item.after)}"
    said += f": {one_line(item.why)}" if item.why else ""
    return f"{said} ({led_by(item.leads)})"


def _is_day(text: str | None) -> bool:
    return bool(text) and len(str(text)) == len("2012-10-31") and str(text)[:4].isdigit()


def _plan_changes(board: Board, many: bool) -> list[Block]:
    """What changed in the plan itself: its version and rules, actions added, taken out, reworded, handed over."""
    if board.movement is None:
        return []
    rows: list[tuple[str | Rated, ...]] = [
        (qualified(c.plan, label(c.what), many), "", c.before or "not set", c.after or "not set") for c in board.plan_changes
    ]
    moved = board.movement
    for name, items in (
        ("added", moved.added),
        ("withdrawn", moved.withdrawn),
        ("removed", moved.removed),
        ("reworded", moved.reworded),
        ("led by others", moved.led_otherwise),
    ):
        for item in items:
            before, after = label(item.before or ""), label(item.after or "")
            rows.append((qualified(item.plan, item.ref, many), name, before, after))
    title = f"What changed in the plan since {day_words(board.since)}"
    return [Table(title, ("where", "what", "before", "now"), rows, long=2, empty="Nothing changed in the plan.")]


def areas(board: Board, many: bool) -> Section:
    """Ratings by area, as a picture and in figures."""
    head = ("area", "actions", "closed", "overdue", *RAG_ORDER)
    rows: list[tuple[str | Rated, ...]] = [
        (a.area, str(a.actions), str(a.closed), str(a.overdue), *(str(a.rag[colour]) for colour in RAG_ORDER))
        for a in board.areas
    ]
    table = Table(
        "Actions by area and rating", head, rows, right=head[1:], bars=[a.rag for a in board.areas], empty="No areas."
    )

    def drawn() -> "Scene":
        from actiontracker.render.charts.areas import areas_scene  # drawn only by writers that show it

        return areas_scene([(a.area, a.rag) for a in board.areas])

    picture = Picture("areas", drawn)
    return Section("areas", "By area", [Beside([picture, table] if rows else [table])])


def over_time(board: Board, many: bool) -> Section:
    """Completion against the plan, and the deadlines by month."""
    completion = Table(
        "Actions closed and due, by the end of each month",
        ("by", "due", "closed"),
        [(day_words(p.day), str(p.due), "" if p.closed is None else str(p.closed)) for p in board.completion],
        right=("due", "closed"),
        bars=[_progress_bar(point) for point in board.completion],
    )
    deadlines = Table(
        "Deadlines by month",
        ("month", "closed", "open", "overdue", "moved out"),
        [(month_words(m.month), str(m.closed), str(m.open), str(m.overdue), str(m.moved)) for m in board.deadlines],
        right=("closed", "open", "overdue", "moved out"),
        bars=[_deadline_bar(month) for month in board.deadlines],
        empty="No action has a deadline.",
    )

    def curve() -> "Scene":
        from actiontracker.render.charts.completion import completion_scene

        return completion_scene(board.completion, board.as_at)

    def months() -> "Scene":
        from actiontracker.render.charts.deadlines import deadlines_scene

        return deadlines_scene(board.deadlines, board.as_at)

    blocks: list[Block] = [Beside([Picture("completion", curve), completion])]
    blocks.append(Beside([Picture("deadlines", months), deadlines] if board.deadlines else [deadlines]))
    blocks.append(Paragraph(_how_counted(board), dim=True))
    return Section("over-time", "Against the plan, over time", blocks)


def _how_counted(board: Board) -> str:
    said = "Due: by the deadline that is agreed now. Closed: as the record has it for that day, once the plan was tracked."
    said += " Moved out: first due in that month, and moved to a later one."
    far = f" {counted(board.undrawn, 'deadline')} too far back or ahead to be drawn." if board.undrawn else ""
    return said + far


def _progress_bar(point: CompletionPoint) -> dict[str, int]:
    if point.closed is None:
        return {"to come": point.due}
    return {"closed": point.closed, "behind": max(0, point.due - point.closed)}


def _deadline_bar(month: DeadlineMonth) -> dict[str, int]:
    return {"closed": month.closed, "open": month.open, "overdue": month.overdue, "moved out": month.moved}
