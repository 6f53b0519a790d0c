"""Importing a document: what is new, changed, the same and missing, recorded in one transaction.

Only what differs both from what the document said last time and from what holds on its day is recorded: the same file
twice changes nothing, and never undoes what the tracker learnt since.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.domain.problems import Problem
from actiontracker.domain.refs import normal_ref, ref_key
from actiontracker.intake.drafts import ActionDraft, Document, RecommendationDraft
from actiontracker.intake.governance.drafts import GovernanceDocument
from actiontracker.intake.scorecards.drafts import ScorecardDocument
from actiontracker.reports.results import GovernanceImport, ImportResult, ScorecardImport
from actiontracker.services.convening import import_meetings
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.governance.importing import record_governance
from actiontracker.services.import_actions import ActionImporter
from actiontracker.services.import_frame import FrameImporter
from actiontracker.services.imported import Context
from actiontracker.services.recording import PostBook
from actiontracker.services.scorecards.importing import ScorecardWish, record_scorecard
from actiontracker.store import plans
from actiontracker.store.connection import reading, write_transaction
from actiontracker.store.documents import headings_said
from actiontracker.store.ledger import Fact, Ledger, Row
from actiontracker.store.snapshot import head

UNNAMED_COUNCIL = "The council"


class Wish(NamedTuple):
    """What the person asks for beside the file itself; None: as the file or the database says."""

    plan: str | None = None
    title: str | None = None
    council: str | None = None
    published: str | None = None
    on: str | None = None
    agreed_by: str | None = None
    headings: dict[str, str] = {}
    theirs: bool = False
    reworded: tuple[str, ...] = ()
    strict: bool = False
    dry_run: bool = False
    scorecard: str | None = None


def import_documents(edge: Edge, documents: list[Document], wish: Wish, tick: Callable[[int], None]) -> list[ImportResult]:
    """Record what documents say, all or none; the database is made if there is none. Raises as `record_files`."""
    return record_files(edge, Files(documents), wish, tick).plans


class Files(NamedTuple):
    """What is brought in together: plans, scorecards, governance files."""

    plans: list[Document] = []
    scorecards: list[ScorecardDocument] = []
    governance: list[GovernanceDocument] = []


class Imported(NamedTuple):
    """What was done with each of them."""

    plans: list[ImportResult]
    scorecards: list[ScorecardImport]
    governance: list[GovernanceImport]


def record_files(edge: Edge, files: Files, wish: Wish, tick: Callable[[int], None]) -> Imported:
    """Record what files say, all or none; the database is made if there is none.

    `tick` is told how many actions of a document are done, for a progress bar. Raises InputRefused (exit 3) where a
    document contradicts the database or, with `strict`, has unread cells; UsageFault (exit 2) where it is not clear
    which plan is meant. Nothing is changed then.
    """
    documents, cards = files.plans, files.scorecards
    _refuse_odd(files, wish)
    for name, problems in [(each.name, each.problems) for each in documents] + [(each.name, each.problems) for each in cards]:
        _refuse_if_strict(name, problems, wish)
    # A key of leads comes before the plans: it tells which codes are known when cells are split.
    documents = sorted(documents, key=lambda document: bool(document.actions or document.slug))
    with write_transaction(
        edge.database, by=edge.by, now=edge.now, token=edge.token, keep=not wish.dry_run, make=True
    ) as ledger:
        own = [_wish_for(ledger, document, documents, wish) for document in documents]
        done = [_record(ledger, edge, document, each, tick) for document, each in zip(documents, own, strict=True)]
        said = ScorecardWish(wish.scorecard, wish.title, wish.council, wish.on, wish.dry_run)
        scored = [record_scorecard(ledger, edge, card, said) for card in cards]
        governed = [record_governance(ledger, edge, each, dry_run=wish.dry_run) for each in files.governance]
        return Imported(done, scored, governed)


def _refuse_odd(files: Files, wish: Wish) -> None:
    """Raises UsageFault for options that none of the files, or more than one of them, could be meant by."""
    if wish.plan and sum(bool(document.actions or document.slug) for document in files.plans) > 1:
        raise UsageFault("--plan names one plan, and there are several files of plans", "import them one by one")
    is_of_plans = wish.plan or wish.published or wish.reworded or wish.theirs or wish.agreed_by
    if is_of_plans and not files.plans:
        raise UsageFault("no plan is among the files", "leave --plan, --published, --agreed-by and --theirs out")
    if wish.scorecard and len(files.scorecards) != 1:
        raise UsageFault(f"--scorecard names one, and there are {len(files.scorecards)} scorecards", "import them one by one")


def _wish_for(ledger: Ledger, document: Document, documents: list[Document], wish: Wish) -> Wish:
    """A key of leads may come with the new plan that it is for: then it names no plan that is there yet."""
    is_key = not document.actions and not document.slug
    if is_key and len(documents) > 1 and wish.plan and plans.plan_id(ledger.conn, wish.plan) is None:
        return wish._replace(plan=None)
    return wish


def _refuse_if_strict(name: str, problems: list[Problem], wish: Wish) -> None:
    """With `strict`, raises InputRefused for the first cell that could not be read, and says how many there are."""
    unread = [problem for problem in problems if problem.unread]
    if wish.strict and unread:
        more = f" (and {len(unread) - 1} more)" if len(unread) > 1 else ""
        raise InputRefused(f"{name}, {unread[0].place}: {unread[0].what}{more}", "mend it, or leave out --strict")


def _record(ledger: Ledger, edge: Edge, document: Document, wish: Wish, tick: Callable[[int], None]) -> ImportResult:
    on = not_in_future(
        wish.on or document.on or _printed_day(document, edge) or _first_day(ledger, document, wish, edge),
        edge,
        "--on" if wish.on else f"{document.name}, plan.on",
    )
    slug = _slug(ledger, document, wish)
    context, is_new_plan = _context(ledger, document, wish, slug, on, edge.today)
    first = ledger.seq + 1
    drafts: list[RecommendationDraft | ActionDraft] = [*document.recommendations, *document.actions]
    for draft in drafts:
        not_in_future(draft.on or on, edge, f"{document.name}, {draft.place}, on")
    _tell_before_the_plan(ledger, document, context, is_new_plan)
    context.theirs = wish.theirs
    context.reworded = {ref_key(normal_ref(ref)) for ref in wish.reworded}
    frame = FrameImporter(context, document, edge)
    frame.record()
    actions = ActionImporter(context, document, frame.recommendations.ids, edge, wish.agreed_by)
    actions.record(tick)
    held = import_meetings(ledger, edge, document, slug)
    memory: list[Fact] = [*frame.memory, *actions.memory, *_headings(ledger, context, wish)]
    entry = None
    if ledger.seq >= first or memory:
        entry = ledger.append("import", [_document_row(document, context, first), *memory]).seq
    ledger.flush()
    return ImportResult(
        file=document.name,
        database=edge.database,
        plan=slug,
        is_new_plan=is_new_plan,
        on=on,
        today=edge.today,
        recommendations=len(document.recommendations),
        actions=len(document.actions),
        posts=len(document.posts),
        new=actions.new,
        changes=[*frame.changes, *actions.changes],
        same=actions.same,
        missing=actions.missing,
        history=frame.history + actions.history + held,
        new_codes=[code for code in context.posts.new if code not in frame.keyed],
        suggestions=frame.suggestions(),
        problems=[*document.problems, *context.problems],
        conflicts=context.conflicts,
        questions=context.questions,
        headings=document.headings,
        unnamed=_unnamed(context, slug) if is_new_plan else [],
        entry=entry,
        dry_run=wish.dry_run,
    )


def _unnamed(context: Context, slug: str | None) -> list[str]:
    """What nobody said of a new plan: its reports would print its short name, or "The council"."""
    lacks = {"title": context.titles.get("title") == slug, "council": context.council == UNNAMED_COUNCIL}
    return [name for name, is_lacking in lacks.items() if is_lacking]


def _tell_before_the_plan(ledger: Ledger, document: Document, context: Context, is_new: bool) -> None:
    """Say that a table is of a day before the plan began: its actions then begin on that day."""
    began = plans.began(ledger.conn, context.plan) if context.plan is not None and not is_new and not document.slug else None
    if began and context.on < began and document.actions:
        what = f"{context.on} is before {began}, when the plan began here: its actions now begin on that day"
        context.problems.append(Problem("the day of the document", what, unread=True))


def _printed_day(document: Document, edge: Edge) -> str | None:
    """The day of its version that the document prints; one still to come cannot be the day it speaks for."""
    return document.printed_on if document.printed_on and document.printed_on <= edge.today else None


def _headings(ledger: Ledger, context: Context, wish: Wish) -> list[Fact]:
    """What a person said of headings, remembered for the plan's next document."""
    if context.plan is None:
        return []
    known = headings_said(ledger.conn, context.plan)
    key: Row = {"plan_id": context.plan, "effective_on": context.on}
    said = [(heading, name) for heading, name in wish.headings.items() if known.get(heading) != name]
    return [("document_heading", key | {"heading": heading, "field": name}) for heading, name in said]


def remembered_headings(database: Path, plan: str | None, files: list[str]) -> dict[str, str]:
    """What people said before of the headings of the plan that these files belong to; nothing where there is none."""
    if not database.is_file() or not database.stat().st_size:
        return {}
    with reading(database) as conn:
        slugs = [plan] if plan else [_stem(file) for file in files]
        numbers = [number for slug in slugs if (number := plans.plan_id(conn, slug)) is not None]
        return {heading: name for number in numbers for heading, name in headings_said(conn, number).items()}


def _stem(file: str) -> str:
    """The short name that a file's name gives."""
    return re.sub(r"[^a-z0-9]+", "-", Path(file).stem.lower()).strip("-") or "plan"


def _first_day(ledger: Ledger, document: Document, wish: Wish, edge: Edge) -> str:
    """The day of a document that prints none: today; a key of leads holds from when its plans began."""
    began = [plan.began for plan in plans.plans(ledger.conn) if wish.plan in (None, plan.slug)]
    return edge.today if document.actions else min(began, default=edge.today)


def _document_row(document: Document, context: Context, first: int) -> Fact:
    return "document", {
        "effective_on": context.on,
        "plan_id": context.plan,
        "first_entry": first,
        "name": document.name,
        "sha256": document.sha256,
    }


def _slug(ledger: Ledger, document: Document, wish: Wish) -> str | None:
    """The plan that is meant: named, printed in the file, or the only one that it can be. None for a key of leads."""
    known = [plan.slug for plan in plans.plans(ledger.conn)]
    if not document.actions and not document.slug:
        if wish.plan and wish.plan not in known:
            raise UsageFault(f"no plan {wish.plan!r} to take a key of leads", f"known: {', '.join(known) or 'none'}")
        return wish.plan
    if wish.plan or document.slug:
        slug = wish.plan or str(document.slug)
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
            raise UsageFault(f"--plan {slug!r} is no short name", "use a-z, 0-9 and hyphens, such as northford-2025")
        return slug
    stem = _stem(document.name)
    if stem in known or not known:
        return stem
    advice = f"add --plan {known[0]}, or --plan NEW-NAME to begin another"
    raise UsageFault(f"{document.name}: which plan is this? the database has {', '.join(known)}", advice)


def _context(ledger: Ledger, document: Document, wish: Wish, slug: str | None, on: str, today: str) -> tuple[Context, bool]:
    """The plan's identity and its council; the row of a new plan waits in `context.facts`."""
    councils = list(dict.fromkeys(plan.council for plan in plans.plans(ledger.conn)))
    standing = {plan.slug: plan for plan in plans.plans(ledger.conn)}
    plan = plans.plan_id(ledger.conn, slug) if slug else None
    if plan is not None:
        council = str(plans.council_of(ledger.conn, plan))
        said = wish.council or document.council
        if said and said != council:
            raise InputRefused(f"{document.name} is a plan of {said}; {slug} is one of {council}", "choose another --plan")
    else:
        council = wish.council or document.council or (councils[0] if len(councils) == 1 else UNNAMED_COUNCIL)
    if slug is None and len(councils) > 1 and not wish.council:
        raise UsageFault(f"{document.name}: a key of leads for which council?", f"add --plan, known: {', '.join(standing)}")
    context = Context(ledger, PostBook(ledger, council, on), plan, on, today, head(ledger.conn), council)
    if slug and plan is None:
        context.plan = ledger.new_id("plan")
        row: Row = {"id": context.plan, "effective_on": on, "slug": slug, "council": council}
        context.facts.append(("plan", row))
    context.titles = _titles(document, wish, slug, slug not in standing)
    return context, slug is not None and slug not in standing


def _titles(document: Document, wish: Wish, slug: str | None, is_new: bool) -> dict[str, str]:
    """What was said of the plan on the command line; a new plan without a title is called by its short name."""
    said = {"title": wish.title, "published": wish.published}
    printed = any(setting.name == "title" for setting in document.settings)
    if slug and is_new and not printed and not wish.title:
        said["title"] = slug
    return {name: value for name, value in said.items() if value}
