"""Letting out: public notes approved, actions and recommendations marked exempt or confidential, the public edition."""

from pathlib import Path

from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.domain.plan import Plan
from actiontracker.domain.publication import Mark, fault
from actiontracker.reports.actions import canonical
from actiontracker.reports.board import Board, Reading
from actiontracker.reports.exceptions import Note
from actiontracker.reports.public import NO_POST, Edition, Publication
from actiontracker.reports.results import Kept
from actiontracker.services import recording
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_posts, find_ref
from actiontracker.store import plans as store_plans
from actiontracker.store import publication, snapshot
from actiontracker.store.connection import Connection, reading, write_transaction
from actiontracker.store.facts import LAST_DAY
from actiontracker.store.publication import PublicNote

_PUBLIC_SETTINGS = ("title", "version", "published")


def edition(conn: Connection, chosen: list[Plan], day: str, head: int) -> Edition:
    """The public edition of some plans as at a day, as known at a head.

    It leaves the building now: what was marked or declined since is withheld from editions of earlier days too.
    """
    notes: dict[tuple[str, str], Note] = {}
    waiting: set[tuple[str, str]] = set()
    ids, newest = tuple(plan.id for plan in chosen), snapshot.head(conn)
    declined = {note.words_id for note in publication.public_notes(conn, LAST_DAY, newest, ids) if note.approved == 0}
    for note in publication.public_notes(conn, day, head, ids):
        key = note.plan, note.ref
        if note.words_id in declined:
            continue
        if note.approved == 1:
            notes.setdefault(key, Note(note.on, note.text))
        elif note.approved is None and key not in notes:
            waiting.add(key)
    posts = store_plans.posts(conn, day, head)
    own = [canonical(posts, post) for post in posts]
    keyed = {plan.slug: {post.code for post in own if post.title and post.council == plan.council} for plan in chosen}
    marks: tuple[dict[tuple[str, str], Mark], ...] = tuple(
        publication.marks(conn, kind, day, head) | publication.marks(conn, kind, LAST_DAY, newest)
        for kind in ("action", "recommendation")
    )
    return Edition(Publication(notes, waiting, marks[0], marks[1], keyed))


def check_leads(conn: Connection, public: Edition, chosen: list[Plan], leads: tuple[str, ...], day: str, head: int) -> None:
    """A public report names the leads that it is about: raises UsageFault where one is no post in the key."""
    posts = store_plans.posts(conn, day, head)
    for lead in leads:
        meant = [canonical(posts, post) for post in find_posts(posts, lead)]
        if any(NO_POST in public.posts(p.slug, (post.code,)) for post in meant for p in chosen if p.council == post.council):
            raise UsageFault("--lead names a code that no title explains: it might be a person's", "leave --public out")


def let_out(public: Edition, reading_: Reading) -> Reading:
    """A reading as the public may see it."""
    actions = {(a.plan, a.ref): a for a in public.actions(reading_.actions)}
    answers = {
        key: [actions[a.plan, a.ref] for a in group if (a.plan, a.ref) in actions] for key, group in reading_.answers.items()
    }
    ids = {number: key for number, key in reading_.ids.items() if key in actions}
    return Reading(list(actions.values()), public.recommendations(reading_.recommendations), answers, ids)


def published(board: Board, public: Edition) -> Board:
    """A board's record without what is the council's own business, and with what was withheld."""
    last = board.last_board._replace(recorded_by="", recorded_at="", entry=0) if board.last_board else None
    changes = [change for change in board.plan_changes if change.what in _PUBLIC_SETTINGS]
    return board._replace(last_board=last, plan_changes=changes, withheld=dict(public.withheld), assurance=None)


def waiting_notes(database: Path, day: str) -> list[PublicNote]:
    """The public notes whose wording nobody has decided on, of all plans."""
    with reading(database) as conn:
        ids = tuple(plan.id for plan in store_plans.plans(conn))
        return [note for note in publication.public_notes(conn, day, snapshot.head(conn), ids) if note.approved is None]


def decide_notes(edge: Edge, refs: list[str], on: str, *, approved: bool) -> list[Kept]:
    """Let the last public note of each action out, or not as it stands. Raises InputRefused where none waits."""
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        done = []
        for thing in dict.fromkeys(find_ref(ledger.conn, ref, "action") for ref in refs):
            every = publication.public_notes(ledger.conn, on, snapshot.head(ledger.conn), (thing.plan_id,))
            last = next((note for note in every if note.action_id == thing.id), None)
            if last is None or last.approved == int(approved):
                state = "has no public note" if last is None else "is decided so already"
                raise InputRefused(f"{thing.plan}:{thing.ref} {state} on {on}", "see what waits: actiontracker approve")
            fact = recording.approval(thing.id, on, last.words_id, int(approved))
            entry = ledger.append("approval", [fact], action=thing.id)
            ledger.flush()
            what = "let out" if approved else "not let out"
            done.append(Kept(thing.plan, thing.ref, "approval", [(what, "", last.text)], entry.seq))
        return done


def disclose(edge: Edge, refs: list[str], on: str, standing: str, paragraph: int | None, interest: str | None) -> list[Kept]:
    """Mark actions and recommendations open, exempt or confidential from a day on. Raises UsageFault, InputRefused."""
    if wrong := fault(standing, paragraph, interest):
        raise UsageFault(*wrong)
    not_in_future(on, edge, "--on")
    with write_transaction(edge.database, by=edge.by, now=edge.now, token=edge.token) as ledger:
        done = []
        for thing in dict.fromkeys(find_ref(ledger.conn, ref) for ref in refs):
            fact = recording.disclosed(thing.kind, thing.id, on, standing, paragraph, interest)
            entry = ledger.append("disclosure", [fact], action=thing.id if thing.kind == "action" else None)
            ledger.flush()
            reason = Mark(standing, paragraph).reason
            done.append(Kept(thing.plan, thing.ref, "disclosure", [("", "", reason)], entry.seq))
        return done
