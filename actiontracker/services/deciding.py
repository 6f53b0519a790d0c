"""Other dates: asked for by whoever leads, listed for the board, and decided on."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.words import CLOSED, label
from actiontracker.reports.actions import seen
from actiontracker.reports.exceptions import days_between
from actiontracker.reports.results import Kept, Updated
from actiontracker.reports.slippage import RequestLine
from actiontracker.services import recording
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_posts, find_ref, posts_of_organisations
from actiontracker.services.reporting import Scope, scope
from actiontracker.services.updating import Update, recorded, state_of
from actiontracker.store import dates, facts, snapshot
from actiontracker.store.connection import reading, write_transaction


class Decision(NamedTuple):
    """What a board decided: granted or not, for `to` where it is another day than was asked for."""

    board: str
    on: str
    granted: bool
    to: str | None = None
    minute: str | None = None
    reason: str | None = None


def extend(edge: Edge, refs: list[str], to: str, reason: str, on: str) -> list[tuple[Updated, str | None]]:
    """Ask for a later deadline: each with the request that it takes the place of, if one waited.

    The same request as `update --deadline` records. Raises NotFound, InputRefused (an earlier date, a future day, a closed
    action, one that recurs without an agreed end).
    """
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        done = []
        for thing in dict.fromkeys(find_ref(ledger.conn, ref, "action") for ref in refs):
            before = state_of(ledger, thing.id, on)
            if before.recurrence and not before.deadline:
                what = f"{thing.ref} recurs, and no end of it is agreed: it has no date to extend"
                advice = f"say when it ends: actiontracker update {thing.ref} --deadline DATE, or that it was done: --done"
                raise InputRefused(what, advice)
            agreed = before.deadline or before.recommendation_deadline
            if agreed and to <= agreed:
                what = f"{thing.ref} is agreed for {agreed}: {to} is no extension"
                raise InputRefused(what, "a slip is mended by: actiontracker correct REF --deadline DATE --reason TEXT")
            said = Update(on, deadline=to, reason=reason)
            done.append((recorded(ledger, thing, before, said, "request", edge.today), before.requested))
        return done


def decide(edge: Edge, refs: list[str], decision: Decision) -> list[Kept]:
    """Settle the request that each action waits with.

    Raises NotFound, InputRefused (none waits, a closed action, a day no later than the agreed one for who asked for a later).
    """
    on = not_in_future(decision.on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        kept = []
        for thing in dict.fromkeys(find_ref(ledger.conn, ref, "action") for ref in refs):
            before = state_of(ledger, thing.id, on)
            request = facts.pending_request(ledger.conn, thing.id, on, snapshot.head(ledger.conn))
            if request is None or before.requested is None:
                what = f"{thing.ref}: no request for another date waits on {on}"
                raise InputRefused(what, "see what waits: actiontracker requests")
            if decision.granted and before.status in CLOSED:
                raise InputRefused(
                    f"{thing.ref} is {label(before.status)}: its date cannot move any more", "refuse the request"
                )
            agreed = before.deadline or before.recommendation_deadline or ""
            if decision.to and decision.to <= agreed < before.requested:
                what = f"{thing.ref} is agreed for {agreed}, and a later day was asked for: {decision.to} is no extension"
                raise InputRefused(what, "give a later --to, or --refuse the request")
            day = decision.to or before.requested
            step = "granted" if decision.granted else "refused"
            said = (request, decision.board, decision.minute, decision.reason)
            fact = recording.deadline_decided(thing.id, on, day, step, *said)
            entry = ledger.append("grant" if decision.granted else "refusal", [fact], action=thing.id)
            kept.append(Kept(thing.plan, thing.ref, "decision", [(step, agreed if decision.granted else "", day)], entry.seq))
        return kept


class Requests(NamedTuple):
    """What waits for a board's decision, and what it covers."""

    scope: Scope
    lines: list[RequestLine]


def requests(
    database: Path, day: str, slugs: tuple[str, ...], leads: tuple[str, ...] = (), organisations: tuple[str, ...] = ()
) -> Requests:
    """Dates asked for and not decided on, of open actions, the longest asked for first. Raises NotFound."""
    with reading(database) as conn:
        around = scope(conn, day, slugs)
        plans = tuple(plan.id for plan in around.plans)
        posts = tuple(post for lead in leads for post in find_posts(around.posts, lead))
        groups = [posts] if leads else []
        groups += [posts_of_organisations(around.posts, organisations)] if organisations else []
        filters = snapshot.Filters(plans=plans, leads=tuple(groups))
        actions = {s.action_id: seen(s, around.lens) for s in snapshot.actions(conn, day, filters) if s.requested}
        lines = []
        for row in dates.pending(conn, plans, day, around.head):
            action = actions.get(row.action_id)
            if action and action.is_open:
                days = days_between(action.deadline, row.deadline)
                asked = (row.on, row.by, row.reason, action.deadline_moves, action.days_overdue, action.action)
                lines.append(
                    RequestLine(action.plan, action.ref, action.leads, action.deadline, str(row.deadline), days, *asked)
                )
        return Requests(around, sorted(lines, key=lambda line: date.fromisoformat(line.asked_on)))
