"""Bringing plans in."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import AgreedBy, By, DryRun
from actiontracker.domain.errors import UsageFault
from actiontracker.domain.refs import normal_ref, ref_key
from actiontracker.intake.drafts import Document
from actiontracker.intake.files import Wanted, read_file, read_return
from actiontracker.intake.scorecards.headings import FIELDS as SCORECARD_FIELDS
from actiontracker.intake.tables.headings import FIELDS, plain_heading
from actiontracker.render.import_lines import import_lines
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Files, Imported, Wish, record_files, remembered_headings

if TYPE_CHECKING:
    from actiontracker.intake.files import AnyDocument


def import_files(
    ctx: typer.Context,
    file: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="A .docx, .xlsx, .csv or .toml file: a plan, a key of leads, a scorecard."),
    ],
    plan: Annotated[
        str | None, typer.Option(metavar="SLUG", help="The plan's short name (default: the file's, or its name).")
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="The plan's title.")] = None,
    council: Annotated[str | None, typer.Option(metavar="TEXT", help="The council of a new plan.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="When the inspection report was published.")] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day the document speaks for (default: its own, else today).")
    ] = None,
    sheet: Annotated[list[str], typer.Option(metavar="NAME", help="The Excel sheet to read (default: all with a plan).")] = [],
    kind: Annotated[
        str | None, typer.Option("--as", metavar="KIND", help="plan or scorecard (default: as its headings tell).")
    ] = None,
    scorecard: Annotated[
        str | None, typer.Option(metavar="SLUG", help="The scorecard's short name (default: the file's, or its name).")
    ] = None,
    map: Annotated[
        list[str], typer.Option(metavar='"HEADING=field"', help="What a heading means; remembered for the plan.")
    ] = [],
    theirs: Annotated[bool, typer.Option("--theirs", help="Where tracker and document differ, the document wins.")] = False,
    reworded: Annotated[
        list[str], typer.Option(metavar="REF", help="A quite different text under this ref is the same action.")
    ] = [],
    agreed_by: AgreedBy = None,
    dry_run: DryRun = False,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse a file with cells that cannot be read.")] = False,
    by: By = None,
) -> None:
    """Bring a plan or a scorecard in from a file, or the changes since it last came. The same file twice changes nothing.

    \b
    Examples:
      actiontracker import plans/harrow-2012.toml
      actiontracker import plans/example.toml plans/example-scorecard.toml --dry-run
    """
    headings = dict(_mapped(text) for text in map)
    wish = Wish(
        plan=plan.strip().lower() if plan is not None else None,
        title=edge.said(title) or None,
        council=edge.said(council) or None,
        published=edge.day(published, "--published"),
        on=edge.day(on, "--on"),
        agreed_by=edge.said(agreed_by) or None,
        headings=headings,
        theirs=theirs,
        reworded=tuple(reworded),
        strict=strict,
        dry_run=dry_run,
        scorecard=scorecard.strip().lower() if scorecard is not None else None,
    )
    if kind not in (None, "plan", "scorecard"):
        raise UsageFault(f"--as {kind!r} is not known", "one of: plan, scorecard")
    if plan is not None and not wish.plan:
        raise UsageFault("--plan is empty", "give a short name such as northford-2025")
    at = edge.edge(ctx, by)
    if sheets := [found for name in file if (found := read_return(Path(name)))]:
        from actiontracker.cli.returned import import_sheets

        import_sheets(at, sheets, wish, len(file), other=bool(sheet))
        return
    wanted = Wanted(tuple(sheet), remembered_headings(at.database, wish.plan, file) | headings, kind)
    read = [read_file(Path(name), wanted) for name in file]
    files = sorted_out(read)
    _refuse_unused(read, files.plans, map, sheet, reworded)
    if not dry_run and not _is_wanted(at, files, wish):
        output.say("nothing was recorded")
        return
    is_new = not at.database.exists()
    _print(with_progress(at, files, wish))
    if is_new and not dry_run:
        edge.tell_where(at.database)


def _mapped(text: str) -> tuple[str, str]:
    """A heading and what it means. Raises UsageFault (exit 2) for what is no pair, or no field."""
    heading, equals, name = text.rpartition("=")
    name = name.strip().lower().replace(" ", "_").replace("-", "_")
    if not equals or not plain_heading(heading):
        raise UsageFault(f"--map {text!r} is no pair", "write --map 'Assigned To=leads'")
    known = dict.fromkeys((*FIELDS, *SCORECARD_FIELDS))
    if name not in known:
        raise UsageFault(f"--map {text!r}: there is no field {name!r}", f"one of: {', '.join(known)}")
    return plain_heading(heading), name


def sorted_out(read: "list[AnyDocument]") -> Files:
    """The documents by what they are."""
    from actiontracker.intake.scorecards.drafts import ScorecardDocument

    plans = [each for each in read if isinstance(each, Document)]
    others = [each for each in read if not isinstance(each, Document)]
    cards = [each for each in others if isinstance(each, ScorecardDocument)]
    return Files(plans, cards, [each for each in others if not isinstance(each, ScorecardDocument)])


def _refuse_unused(
    read: "list[AnyDocument]", plans: list[Document], mapped: list[str], sheets: list[str], reworded: list[str]
) -> None:
    """Raises UsageFault (exit 2) for a --map, --sheet or --reworded that no file has: a slip that nobody would see."""
    printed = [heading for document in read for heading, _ in document.headings]
    plain = {plain_heading(heading) for heading in printed}
    for text in mapped:
        if _mapped(text)[0] not in plain:
            raise UsageFault(f"--map {text!r}: no such heading", f"the headings are: {', '.join(printed) or 'none'}")
    refs = {ref_key(draft.ref) for each in plans for draft in each.actions}
    refs |= {ref_key(draft.ref) for each in plans for draft in each.recommendations}
    for ref in reworded:
        if ref_key(normal_ref(ref)) not in refs:
            raise UsageFault(
                f"--reworded {ref}: there is no such ref in the document", "look at the refs that were asked about"
            )
    if sheets and not any(document.name.lower().endswith(".xlsx") for document in read):
        raise UsageFault("--sheet is for Excel files", "leave it out")


def _is_wanted(at: Edge, files: Files, wish: Wish) -> bool:
    """On a terminal, what would change in what is tracked already is shown first, and asked about."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or not at.database.is_file():
        return True
    shown = with_progress(at, files, wish._replace(dry_run=True))
    known = [result for result in shown.plans if not result.is_new_plan and result.plan and result.entry is not None]
    if not known and all(card.is_new or card.entry is None for card in shown.scorecards) and not shown.governance:
        return True
    _print(shown, asking=True)
    return typer.confirm("Record this?", default=False, err=True)


def _print(done: Imported, *, asking: bool = False) -> None:
    kind, width = output.chosen(None, None, ("table", "plain")), output.width()
    for result in done.plans:
        output.confirm(import_lines(result, width, asking=asking), kind)
    for card in done.scorecards:
        from actiontracker.render.scorecards.imported import imported_lines

        output.confirm(imported_lines(card, width, asking=asking), kind)
    for governed in done.governance:
        from actiontracker.render.governance.imported import governed_lines

        output.confirm(governed_lines(governed, width, asking=asking), kind)


def with_progress(at: Edge, files: Files, wish: Wish) -> Imported:
    """Import files, with a progress bar where they are long and somebody watches."""
    longest = max((len(document.actions) for document in files.plans), default=0)
    if longest < 1000 or not sys.stderr.isatty():
        return record_files(at, files, wish, lambda count: None)
    from actiontracker.render.progress import bar

    with bar("actions", longest) as tick:
        return record_files(at, files, wish, tick)
