"""Bringing plans in."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import AgreedBy, By, DryRun
from actiontracker.domain.errors import UsageFault
from actiontracker.intake.drafts import Document
from actiontracker.intake.files import read_document
from actiontracker.render.result_lines import import_lines
from actiontracker.reports.results import ImportResult
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Wish, import_documents


def import_files(
    ctx: typer.Context,
    file: Annotated[list[str], typer.Argument(metavar="FILE...", help=".toml or .csv: plans, or a key of leads.")],
    plan: Annotated[
        str | None, typer.Option(metavar="SLUG", help="The plan's short name (default: the file's, or its name).")
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="The plan's title.")] = None,
    council: Annotated[str | None, typer.Option(metavar="TEXT", help="The council of a new plan.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="When the inspection report was published.")] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day the document speaks for (default: its own, else today).")
    ] = None,
    agreed_by: AgreedBy = None,
    dry_run: DryRun = False,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse a file with cells that cannot be read.")] = False,
    by: By = None,
) -> None:
    """Bring a plan in from a file, or the changes since it last came. The same file twice changes nothing.

    \b
    Examples:
      actiontracker import plans/harrow-2012.toml
      actiontracker import plans/example.toml --dry-run
    """
    wish = Wish(
        plan=plan.strip().lower() if plan is not None else None,
        title=edge.said(title) or None,
        council=edge.said(council) or None,
        published=edge.day(published, "--published"),
        on=edge.day(on, "--on"),
        agreed_by=edge.said(agreed_by) or None,
        strict=strict,
        dry_run=dry_run,
    )
    if plan is not None and not wish.plan:
        raise UsageFault("--plan is empty", "give a short name such as northford-2025")
    documents = [read_document(Path(name)) for name in file]
    for result in with_progress(edge.edge(ctx, by), documents, wish):
        output.confirm(import_lines(result, output.width()), output.chosen(None, None, ("table", "plain")))


def with_progress(at: Edge, documents: list[Document], wish: Wish) -> list[ImportResult]:
    """Import documents, with a progress bar where they are long and somebody watches."""
    longest = max(len(document.actions) for document in documents)
    if longest < 1000 or not sys.stderr.isatty():
        return import_documents(at, documents, wish, lambda count: None)
    from actiontracker.render.progress import bar

    with bar("actions", longest) as tick:
        return import_documents(at, documents, wish, tick)
