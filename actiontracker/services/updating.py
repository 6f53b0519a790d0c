"""Progress updates: one or many actions at once, one entry each, in one transaction."""

from typing import NamedTuple

from actiontracker.domain.errors import ChangedSince, InputRefused, UsageFault
from actiontracker.domain.plan import State
from actiontracker.domain.words import CLOSED, COLOURS, SAYABLE, label
from actiontracker.reports.results import Updated
from actiontracker.services import recording
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_ref
from actiontracker.store import facts, plans, snapshot
from actiontracker.store.connection import write_transaction
from actiontracker.store.ledger import Fact, Ledger
from actiontracker.store.plans import Found


class Update(NamedTuple):
    """What a person says. None: not spoken of. Days are ISO text; `on` is the day the update speaks for."""

    on: str
    status: str | None = None
    rag: str | None = None
    note: str | None = None
    public_note: str | None = None
    expected: str | None = None
    deadline: str | None = None
    reason: str | None = None
    agreed_by: str | None = None
    done: bool = False


_AS_DOCUMENTS_SAY = {"complete": "completed", "done": "completed", "achieved": "completed", "held": "on_hold"}
_AS_DOCUMENTS_SAY |= {"paused": "on_hold", "underway": "in_progress", "ongoing": "in_progress", "on_track": "in_progress"}


def update(edge: Edge, refs: list[str], said: Update, *, if_version: int | None = None, dry_run: bool = False) -> list[Updated]:
    """Record the same progress update for each ref, all or none.

    Raises UsageFault (words that are off), InputRefused (a future day, `--done` of what does not recur), NotFound,
    ChangedSince (`if_version` is no longer the version).
    """
    check(said, refs, if_version)
    not_in_future(said.on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token, keep=not dry_run) as ledger:
        found = [find_ref(ledger.conn, ref) for ref in dict.fromkeys(refs)]
        return [_record(ledger, thing, said, if_version, edge.today) for thing in dict.fromkeys(found)]


def check(said: Update, refs: list[str], if_version: int | None) -> None:
    """Raises UsageFault where the words of an update cannot be meant."""
    if said._replace(on="", reason=None, agreed_by=None) == Update(on=""):
        raise UsageFault("nothing to record", "say --status, --rag, --note, --public-note, --expected, --deadline or --done")
    if said.status == "embedded":
        raise UsageFault("--status embedded follows from a re-audit", "say --status completed")
    if said.status is not None and said.status not in SAYABLE:
        meant = _AS_DOCUMENTS_SAY.get(said.status)
        advice = f"did you mean {meant}?" if meant else f"one of: {', '.join(SAYABLE)}"
        raise UsageFault(f"--status {said.status!r} is no status", advice)
    if said.rag is not None and said.rag not in COLOURS:
        raise UsageFault(f"--rag {said.rag!r} is no rating", f"one of: {', '.join(COLOURS)}")
    if said.agreed_by and not said.deadline:
        raise UsageFault("--agreed-by goes with --deadline", "say which date the body agreed")
    if said.reason and not said.deadline:
        raise UsageFault("--reason goes with --deadline", "say anything else in --note")
    if said.done and said.status in CLOSED:
        raise UsageFault(f"--done keeps a recurring action open; --status {said.status} closes it", "choose one")
    if if_version is not None and len(refs) != 1:
        raise UsageFault("--if-version goes with one ref", "update the others apart")


def _record(ledger: Ledger, thing: Found, said: Update, if_version: int | None, today: str) -> Updated:
    if thing.kind == "recommendation":
        return _note_recommendation(ledger, thing, said, if_version)
    before = state_of(ledger, thing.id, said.on)
    if if_version is not None and before.version != if_version:
        raise ChangedSince(*_what_changed(ledger, thing, before.version, if_version))
    done = recorded(ledger, thing, before, said, _kind(said), today)
    return done._replace(missing=_missing(ledger, thing, said.on)) if said.status == "completed" else done


def recorded(ledger: Ledger, thing: Found, before: State, said: Update, kind: str, today: str) -> Updated:
    """Record what is said of an action as one entry of `kind`; `before` is its state on the update's day."""
    entry = ledger.append(kind, _facts(ledger, before, said), action=thing.id)
    ledger.flush()
    after = state_of(ledger, thing.id, said.on)
    overruled = _overruled(state_of(ledger, thing.id, today), said)
    return Updated(thing.plan, thing.ref, said.on, _differences(before, after, said), entry.version, entry.seq, overruled)


def state_of(ledger: Ledger, action: int, on: str) -> State:
    """The action as at a day; where it began later, as at its beginning.

    Raises InputRefused where it is no longer there.
    """
    began = facts.first_day(ledger.conn, "action", action)
    if began is None:
        raise InputRefused("the action was taken back by an undo", "import or add it again")
    states = snapshot.actions(ledger.conn, max(on, began), snapshot.Filters(named=((action,), ())))
    return next(states)


def _missing(ledger: Ledger, thing: Found, on: str) -> str | None:
    """What the plan's closure rule still asks of the completed action, as its rating says it; None where it is met."""
    from actiontracker.reports.actions import rules_from, seen
    from actiontracker.services.seeing import lens

    conn, head = ledger.conn, snapshot.head(ledger.conn)
    if rules_from(plans.settings(conn, thing.plan_id, on, head)).closure_rule == "reported":
        return None
    owner = [plan for plan in plans.plans(conn) if plan.id == thing.plan_id]
    action = seen(state_of(ledger, thing.id, on), lens(conn, on, head, owner, plans.posts(conn, on, head)))
    return None if action.rag == "blue" else action.rag_reason


def _facts(ledger: Ledger, before: State, said: Update) -> list[Fact]:
    action, on = before.action_id, said.on
    rows: list[Fact] = []
    if said.done and not before.recurrence:
        what = f"{before.ref} does not recur: --done is for recurring actions"
        raise InputRefused(what, "say --status completed when it is complete")
    update = {"status": said.status, "rag": said.rag, "expected": said.expected, "done": 1 if said.done else None}
    notes = {"note": recording.words(said.note), "public_note": recording.words(said.public_note)}
    if any(notes.values()) or any(update.values()):
        rows.append(recording.progress(action, on, **notes, **update))
    if said.deadline:
        rows.append(_date(ledger, before, said, said.deadline))
    return rows


def _date(ledger: Ledger, before: State, said: Update, deadline: str) -> Fact:
    """A first date is set; another is asked for, or granted at once when a body agreed it."""
    action, on = before.action_id, said.on
    agreed = before.deadline or before.recommendation_deadline
    if not agreed:
        return recording.deadline_set(action, on, deadline, said.reason, said.agreed_by)
    if before.status in CLOSED:
        advice = "what is not done after all is opened again: actiontracker reopen REF --reason TEXT"
        raise InputRefused(f"{before.ref} is {label(before.status)} on {on}: its date cannot move any more", advice)
    if agreed == deadline:
        raise InputRefused(f"{before.ref}: {deadline} is the agreed deadline already", "nothing was recorded")
    if not said.reason:
        raise UsageFault(f"{before.ref} has a deadline: a new one needs its --reason", "say why it moves")
    if not said.agreed_by:
        return recording.deadline_requested(action, on, deadline, said.reason)
    request = facts.pending_request(ledger.conn, action, on, snapshot.head(ledger.conn))
    return recording.deadline_decided(action, on, deadline, "granted", request, said.agreed_by, None, said.reason)


def _note_recommendation(ledger: Ledger, thing: Found, said: Update, if_version: int | None) -> Updated:
    if said._replace(note=None) != Update(on=said.on) or not said.note or if_version is not None:
        what = f"{thing.ref} is a recommendation: only a --note can be recorded of it"
        raise InputRefused(what, f"update its actions: {thing.ref}.1 …")
    note = recording.recommendation_note(thing.id, said.on, said.note)
    entry = ledger.append("update", [note])
    ledger.flush()
    return Updated(thing.plan, thing.ref, said.on, [("note", "", said.note)], entry.version, entry.seq, None)


def _differences(before: State, after: State, said: Update) -> list[tuple[str, str, str]]:
    changes = []
    for what, spoken in (("status", said.status), ("reported", said.rag), ("expected", said.expected)):
        if spoken is not None:
            changes.append((what, str(getattr(before, what) or ""), spoken))
    if said.deadline:
        old, new = before.deadline or before.recommendation_deadline, after.deadline
        if new == said.deadline:
            changes.append(("deadline", old or "", new))
        else:
            changes.append(("deadline asked for", old or "", said.deadline))
    if said.done:
        changes.append(("done", before.done_on or "", said.on))
    if said.note:
        changes.append(("note", "", said.note))
    if said.public_note:
        changes.append(("public note, to be approved", "", said.public_note))
    return changes


def _overruled(now: State, said: Update) -> str | None:
    """A backdated update holds until the next saying: what still holds today instead, said to the author."""
    if said.status and now.status != said.status:
        return f"a later update says {label(now.status)}, which holds today"
    if said.rag and now.reported != said.rag:
        return f"a later update reports {now.reported}, which holds today"
    return None


def _what_changed(ledger: Ledger, thing: Found, version: int, expected: int) -> tuple[str, str]:
    last = facts.last_change(ledger.conn, thing.id)
    who = f"; {last[1]} recorded the last ({last[3]}) at {last[2]}" if last else ""
    return f"{thing.ref} is at version {version}, not {expected}{who}", f"look again: actiontracker show {thing.ref}"


def _kind(said: Update) -> str:
    if said.deadline and said._replace(deadline=None, reason=None, agreed_by=None) == Update(on=said.on):
        return "grant" if said.agreed_by else "request"
    return "update"
