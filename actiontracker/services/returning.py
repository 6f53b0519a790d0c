"""Importing return sheets that came back: what was filled in is recorded, one entry for each action.

What stands in a yellow cell is said once: the same sheet again changes nothing, and filled in further it adds what is new.
What others said of the same field since the sheet was made is a conflict, and stays unless the sheet is to win.
"""

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.plan import State
from actiontracker.domain.problems import Conflict, Problem
from actiontracker.domain.words import CLOSED
from actiontracker.intake.excel.return_sheets import ReturnRow, ReturnSheet
from actiontracker.reports.results import Updated
from actiontracker.reports.returns import ReturnResult
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.importing import Wish
from actiontracker.services.updating import Update, recorded, state_of
from actiontracker.store import plans, returns
from actiontracker.store.connection import write_transaction
from actiontracker.store.ledger import Fact, Ledger, Row
from actiontracker.store.plans import Found
from actiontracker.store.returns import Brought, Sent


def import_returns(edge: Edge, sheets: list[ReturnSheet], wish: Wish) -> list[ReturnResult]:
    """Record what sheets say, all or none, as at `wish.on` (default: today).

    Raises InputRefused (exit 3) for a sheet that this database did not send, or took back, and with `strict` for one with
    cells that cannot be read. Nothing is changed then.
    """
    on = not_in_future(wish.on or edge.today, edge, "--on")
    for sheet in sheets:
        _refuse_if_strict(sheet, wish.strict)
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token, keep=not wish.dry_run) as ledger:
        return [_SheetImport(ledger, edge, sheet, on, wish).record() for sheet in sheets]


def _refuse_if_strict(sheet: ReturnSheet, strict: bool) -> None:
    unread = [problem for problem in sheet.problems if problem.unread]
    if strict and unread:
        more = f" (and {len(unread) - 1} more)" if len(unread) > 1 else ""
        raise InputRefused(f"{sheet.name}, {unread[0].place}: {unread[0].what}{more}", "mend it, or leave out --strict")


class _SheetImport:
    """One sheet while it is recorded."""

    def __init__(self, ledger: Ledger, edge: Edge, sheet: ReturnSheet, on: str, wish: Wish) -> None:
        self._ledger = ledger
        self._edge = edge
        self._sheet = sheet
        self._on = on
        self._wish = wish
        self._sent = self._known_sheet()
        self._brought = returns.brought(ledger.conn, self._sent.id)
        self._updated: list[Updated] = []
        self._conflicts: list[Conflict] = []
        self._problems = list(sheet.problems)
        self._known = 0

    def record(self) -> ReturnResult:
        first = self._ledger.seq + 1
        came_back = returns.came_back(self._ledger.conn, self._sent.id)
        moved = self._moved_by_others()
        for row in self._sheet.rows:
            self._row(row)
        closed = [(thing.ref, status) for thing in moved if (status := self._now(thing.id).status) in CLOSED]
        entry = None
        if self._updated or (self._sheet.rows and not came_back):
            entry = self._ledger.append("return", self._closing(first)).seq
            self._ledger.flush()
        return ReturnResult(
            file=self._sheet.name,
            database=self._edge.database,
            sent_to=self._sent.sent_to,
            sent_on=self._sent.sent_on,
            on=self._on,
            updated=self._updated,
            conflicts=self._conflicts,
            closed=closed,
            problems=self._problems,
            known=self._known,
            blank=self._sheet.blank,
            entry=entry,
            dry_run=self._wish.dry_run,
        )

    def _known_sheet(self) -> Sent:
        sent = returns.sent(self._ledger.conn, self._sheet.token)
        if sent is None:
            what = f"{self._sheet.name}: a return sheet of {self._sheet.council}, not sent from {self._edge.database}"
            raise InputRefused(what, "name the database that sent it with --db FILE")
        if sent.undone_by is not None:
            what = f"{self._sheet.name}: its sending was taken back by entry {sent.undone_by}"
            raise InputRefused(what, "record what it says with 'actiontracker update', or send a new sheet")
        return sent

    def _row(self, row: ReturnRow) -> None:
        """Record what the row says anew, and list what is in conflict."""
        thing = self._action(row.plan, row.ref)
        if thing is None:
            what = f"{row.ref} is no longer in the plan {row.plan}: not recorded"
            self._problems.append(Problem(row.place, what, unread=True))
            return
        before, conflicts = self._brought.get(thing.id, Brought([], [], [])), len(self._conflicts)
        said = Update(
            self._on,
            status=self._unless_conflict(thing, "status", row.status, before.statuses),
            expected=self._unless_conflict(thing, "expected", row.expected, before.expected),
            note=row.note if row.note not in before.notes else None,
        )
        if said != Update(self._on):
            state = state_of(self._ledger, thing.id, self._on)
            self._updated.append(recorded(self._ledger, thing, state, said, "return", self._edge.today))
        elif len(self._conflicts) == conflicts and (row.status, row.expected, row.note) != (None, None, None):
            self._known += 1

    def _action(self, slug: str, ref: str) -> Found | None:
        plan = plans.plan_id(self._ledger.conn, slug)
        found = plans.find(self._ledger.conn, ref, plan) if plan is not None else []
        return next((thing for thing in found if thing.kind == "action"), None)

    def _unless_conflict(self, thing: Found, field: str, text: str | None, before: list[str]) -> str | None:
        """What the sheet says of a field, or None where it said so before or others said something else since."""
        if text is None or before[-1:] == [text]:
            return None
        if self._wish.theirs or not returns.learnt_since(self._ledger.conn, thing.id, field, self._sent):
            return text
        holds = str(getattr(self._now(thing.id), field) or "")
        if holds == text:
            return text
        self._conflicts.append(Conflict(thing.ref, field, holds, text))
        return None

    def _now(self, action: int) -> State:
        return state_of(self._ledger, action, self._edge.today)

    def _moved_by_others(self) -> list[Found]:
        """The actions of the sheet whose status others told since it was made."""
        found = [thing for plan, ref in self._sheet.actions if (thing := self._action(plan, ref))]
        return [thing for thing in found if returns.learnt_since(self._ledger.conn, thing.id, "status", self._sent)]

    def _closing(self, first: int) -> list[Fact]:
        """What makes the import one act, to be undone as a whole, and the sheet one that came back."""
        key: Row = {"effective_on": self._on, "sha256": self._sheet.sha256}
        counts: Row = {"updates": len(self._updated), "conflicts": len(self._conflicts)}
        return [
            ("document", key | {"first_entry": first, "name": self._sheet.name}),
            ("returned", key | counts | {"return_id": self._sent.id}),
        ]
