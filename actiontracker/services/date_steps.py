"""How deadlines were asked for and decided on, and the notes beside them: the record of a plan's actions as known."""

from actiontracker.reports.board import Reading
from actiontracker.reports.exceptions import DateStep, Key, Note, days_between
from actiontracker.store import dates
from actiontracker.store.connection import Connection


def date_steps(conn: Connection, plans: tuple[int, ...], day: str, head: int, now: Reading) -> list[DateStep]:
    """Every request and decision, by action in plan order, each with the deadline that was agreed before it."""
    leads = {(a.plan, a.ref): a.leads for a in now.actions}
    original = {(a.plan, a.ref): a.original_deadline for a in now.actions}
    agreed: dict[Key, str | None] = {}
    steps = []
    for row in dates.steps(conn, plans, day, head):
        key = now.ids.get(row.action_id)
        if key is None:
            continue
        before = agreed.get(key, original[key])
        if row.step in ("set", "granted"):
            agreed[key] = row.deadline
        if row.step != "set":
            days = days_between(before, row.deadline)
            step = DateStep(
                *key, leads[key], row.on, row.step, before, row.deadline, days, row.reason, row.agreed_by, row.minute, row.entry
            )
            steps.append(step)
    return steps


def latest_notes(conn: Connection, plans: tuple[int, ...], day: str, head: int, ids: dict[int, Key]) -> dict[Key, list[Note]]:
    """The progress notes of each action, the latest first."""
    found: dict[Key, list[Note]] = {}
    for action, on, note in dates.notes(conn, plans, day, head):
        if action in ids:
            found.setdefault(ids[action], []).append(Note(on, note))
    return found
