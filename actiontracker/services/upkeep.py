"""The plan itself, without a file: editing, withdrawing, correcting."""

from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.domain.plan import State
from actiontracker.domain.printed import read_by_when
from actiontracker.reports.results import Kept
from actiontracker.services import recording
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_ref
from actiontracker.services.recording import Agreed, PostBook, words
from actiontracker.services.updating import state_of
from actiontracker.services.wording import OF_ACTION, OF_RECOMMENDATION, Wording, leading
from actiontracker.store import facts, plans, snapshot
from actiontracker.store.connection import write_transaction
from actiontracker.store.ledger import Fact, Ledger, Row
from actiontracker.store.plans import Found
from actiontracker.store.words import Words


def edit(
    edge: Edge, ref: str, said: Wording, reason: str, *, on: str, agreed: Agreed = Agreed(), dry_run: bool = False
) -> Kept:
    """Change the wording or the leads from a day on; what was before stays in the history.

    Raises NotFound, UsageFault (nothing to change, or not of this kind), InputRefused (a future day, an unknown post).
    """
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token, keep=not dry_run) as ledger:
        thing = find_ref(ledger.conn, ref)
        rows, changes = _reworded(ledger, thing, said, reason, on, agreed=agreed)
        if said.leads or said.accountable is not None:
            lead_rows, change = _new_leads(ledger, thing, said, reason, on)
            rows += lead_rows
            changes += change
        if not rows:
            raise InputRefused(f"{thing.ref} says this already", "nothing was recorded")
        entry = ledger.append("edit", rows, action=thing.id if thing.kind == "action" else None)
        return Kept(thing.plan, thing.ref, thing.kind, changes, entry.seq)


def withdraw(
    edge: Edge, ref: str, reason: str, *, on: str, duplicate_of: str | None = None, agreed: Agreed = Agreed(),
    dry_run: bool = False,
) -> Kept:  # fmt: skip
    """Take an action out of the plan's work; it stays in the record with the reason. Raises NotFound, InputRefused."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token, keep=not dry_run) as ledger:
        thing = find_ref(ledger.conn, ref, "action")
        before = state_of(ledger, thing.id, on)
        if before.status == "withdrawn":
            raise InputRefused(f"{thing.ref} is withdrawn already", "see: actiontracker show " + thing.ref)
        other = find_ref(ledger.conn, duplicate_of, "action") if duplicate_of is not None else None
        if other and other.id == thing.id:
            raise UsageFault("--duplicate-of names the action itself", "name the other one")
        if other and other.plan_id != thing.plan_id:
            raise InputRefused(f"{other.ref} is an action of another plan, {other.plan}", "name it in the --reason instead")
        rows = [
            recording.progress(thing.id, on, status="withdrawn"),
            recording.withdrawal(thing.id, on, reason, other.id if other else None, agreed),
        ]
        entry = ledger.append("withdrawal", rows, action=thing.id)
        return Kept(thing.plan, thing.ref, "action", [("status", before.status, "withdrawn")], entry.seq)


def correct(edge: Edge, ref: str, said: Wording, deadline: str | None, reason: str, *, dry_run: bool = False) -> Kept:
    """Mend what was mis-keyed, for the day on which it was said: kept in the history, and no move.

    A corrected by-when corrects the deadline with it, unless the right one is given. Raises NotFound, UsageFault,
    InputRefused (nothing to mend).
    """
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token, keep=not dry_run) as ledger:
        thing = find_ref(ledger.conn, ref)
        head = snapshot.head(ledger.conn)
        kind = thing.kind
        now = facts.wording(ledger.conn, kind, thing.id, edge.today, head)
        if now is None:
            raise InputRefused(f"{thing.ref} has no wording to mend yet", "see: actiontracker show " + thing.ref)
        rows, changes = _reworded(ledger, thing, said, reason, now.effective_on, deadline)
        reading = read_by_when(said.by_when or "")
        new_date = deadline or (reading.deadline.isoformat() if reading.deadline else None)
        entry = 0
        if rows:
            entry = ledger.append("correction", rows, action=thing.id if kind == "action" else None).seq
            ledger.flush()
        if kind == "action" and (new_date or "by_when" in {change[0] for change in changes}):
            before = state_of(ledger, thing.id, edge.today)
            if new_date != before.original:
                entry = _correct_date(ledger, before, new_date, reason)
                changes.append(("deadline", before.original or "", new_date or "none"))
        if not entry:
            raise InputRefused(f"{thing.ref} says this already", "nothing was recorded")
        return Kept(thing.plan, thing.ref, thing.kind, changes, entry, reading.remark)


def _correct_date(ledger: Ledger, before: State, day: str | None, reason: str) -> int:
    """Say the right first date for the day of the first one, or of the beginning where there was none."""
    on = facts.first_set_day(ledger.conn, before.action_id, snapshot.head(ledger.conn)) or before.began
    set_ = recording.deadline_set(before.action_id, on, day, reason)
    entry = ledger.append("correction", [set_], action=before.action_id)
    ledger.flush()
    return entry.seq


def _reworded(
    ledger: Ledger, thing: Found, said: Wording, reason: str, on: str, deadline: str | None = None, agreed: Agreed = Agreed()
) -> tuple[list[Fact], list[tuple[str, str, str]]]:
    """The whole wording with what is said changed in it; of a recommendation its `deadline` too."""
    kind = thing.kind
    allowed = OF_ACTION if kind == "action" else OF_RECOMMENDATION
    wanted = {name: getattr(said, name) for name in (*OF_ACTION, *OF_RECOMMENDATION) if getattr(said, name) is not None}
    for name in wanted:
        if name not in allowed:
            option = f"--{name.replace('_', '-')}"
            raise UsageFault(f"{option} is not for {'an action' if kind == 'action' else 'a recommendation'}", "leave it out")
    began = facts.first_day(ledger.conn, kind, thing.id) or on
    now = facts.wording(ledger.conn, kind, thing.id, max(on, began), snapshot.head(ledger.conn))
    row: Row = dict(now.columns) if now else {}
    changes = []
    for name, value in wanted.items():
        old = row.get(name)
        before = old.text if isinstance(old, Words) else str(old or "")
        if value != before:
            row[name] = (words(value) if name in ("text", "outcome") else value) or None
            changes.append((name, before, value))
    if "by_when" in {change[0] for change in changes}:
        reading = read_by_when(said.by_when or "")
        key = "recurrence" if kind == "action" else "deadline"
        row[key] = reading.recurrence if kind == "action" else (reading.deadline.isoformat() if reading.deadline else None)
    if kind == "recommendation" and deadline and row.get("deadline") != deadline:
        changes.append(("deadline", str(row.get("deadline") or ""), deadline))
        row["deadline"] = deadline
    says_so = changes or (agreed.by and now)  # who agreed to other leads stands with the wording, as it is
    return ([recording.worded(kind, thing.id, on, row, reason, agreed)] if says_so else []), changes


def _new_leads(
    ledger: Ledger, thing: Found, said: Wording, reason: str, on: str
) -> tuple[list[Fact], list[tuple[str, str, str]]]:
    kind = thing.kind
    posts = PostBook(ledger, plans.council_of(ledger.conn, thing.plan_id), on)
    names = {number: code for code, number in posts.ids.items()}
    held = facts.leads(ledger.conn, kind, thing.id, on, snapshot.head(ledger.conn))
    if not said.leads:
        said = said._replace(leads=tuple(names[post] for post in held))
    if said.accountable is None:
        marked = [names[post] for post, (_, accountable) in held.items() if accountable and names[post] in said.leads]
        wanted, accountable = leading(posts, said._replace(accountable=marked[0] if marked else None))
    else:
        wanted, accountable = leading(posts, said)
    rows = recording.changed_leads(ledger.conn, kind, thing.id, on, wanted, accountable, reason)
    old, new = ("; ".join(names[post] for post in group) for group in (held, wanted))
    changes = [("leads", old, new)] if old != new else []
    if said.accountable is not None and rows:
        changes.append(("accountable", "", said.accountable))
    return rows, changes
