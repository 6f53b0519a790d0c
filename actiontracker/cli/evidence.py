"""Evidence of completed work."""

from pathlib import Path
from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import AsAt, By, Format, On, Out, Plans
from actiontracker.domain.assurance import EVIDENCE_KINDS
from actiontracker.domain.errors import Findings, UsageFault
from actiontracker.render.result_lines import kept_line
from actiontracker.render.text import day_words, nothing_words
from actiontracker.reports.evidence import EvidenceFinding, EvidenceRow
from actiontracker.services import evidence as evidence_service
from actiontracker.services.proofs import Piece

app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)
Id = Annotated[str, typer.Argument(metavar="ID", help="The number of the evidence, such as E12.")]


@app.callback()
def evidence(ctx: typer.Context, plan: Plans = [], as_at: AsAt = None, format: Format = None, out: Out = None) -> None:
    """What shows that actions are complete: the pieces that are held, and for which actions each counts.

    \b
    Examples:
      actiontracker evidence --plan example
      actiontracker evidence list S1.3 --as-at 2012-10-31
    """
    if ctx.invoked_subcommand is None:
        _list(ctx, (), tuple(plan), as_at, format, out)


@app.command("list")
def list_evidence(
    ctx: typer.Context,
    ref: Annotated[list[str] | None, typer.Argument(metavar="[REF]...", help="Actions or recommendations.")] = None,
    plan: Plans = [],
    as_at: AsAt = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """The evidence of actions or recommendations; without REF all of it.

    \b
    Examples:
      actiontracker evidence list example:R1.1
      actiontracker evidence list R1 --plan example --format csv
    """
    _list(ctx, tuple(ref or ()), tuple(plan), as_at, format, out)


@app.command()
def add(
    ctx: typer.Context,
    ref: Annotated[list[str], typer.Argument(metavar="REF...", help="The actions that it shows to be complete.")],
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help=f"{', '.join(EVIDENCE_KINDS)}.")],
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What it is, in a few words.")],
    file: Annotated[
        str | None, typer.Option("--file", metavar="FILE", help="Copied into evidence/ beside the database, and hashed.")
    ] = None,
    link: Annotated[str | None, typer.Option("--link", metavar="URL", help="Where it is; never opened.")] = None,
    where: Annotated[str | None, typer.Option("--where", metavar="TEXT", help="Where it is kept.")] = None,
    dated: Annotated[str | None, typer.Option("--dated", metavar="DATE", help="The day that it bears itself.")] = None,
    expires: Annotated[str | None, typer.Option("--expires", metavar="DATE", help="The last day on which it counts.")] = None,
    on: On = None,
    by: By = None,
) -> None:
    """Record a piece of evidence for one or many actions.

    \b
    Examples:
      actiontracker evidence add example:R1.2 --kind audit --title "Dip sample of 20 contacts" --where "QA folder, May"
      actiontracker evidence add example:R1.2 example:R1.3 --kind data --title "Timeliness report" --dated 2025-10-31
    """
    if not title.strip():
        raise UsageFault("--title is empty", "say what it is")
    given = {"file": file, "link": link, "place": where}
    named = [name for name, value in given.items() if value is not None]
    if len(named) > 1:
        raise UsageFault("--file, --link and --where exclude each other", "say one of them")
    if any(not (given[name] or "").strip() for name in named):
        raise UsageFault(f"--{'where' if named == ['place'] else named[0]} is empty", "say where it is, or leave it out")
    held = named[0] if named else None
    place = None if held in (None, "file") else " ".join(str(given[str(held)]).split())
    piece = Piece(
        kind.strip().casefold().replace("_", "-").replace(" ", "-"), edge.valid("--title", title).strip(), held,
        edge.valid("--where", place) if place else None, edge.day(dated, "--dated"), edge.day(expires, "--expires"),
    )  # fmt: skip
    path = Path(file) if file else None
    kept = evidence_service.add(edge.edge(ctx, by), ref, piece, path, edge.day_or_today(on, "--on"))
    output.confirm([kept_line(each, "evidence") for each in kept])


@app.command()
def link(
    ctx: typer.Context,
    id: Id,
    ref: Annotated[list[str], typer.Argument(metavar="REF...", help="The further actions.")],
    on: On = None,
    by: By = None,
) -> None:
    """Let a piece that is recorded count for further actions.

    \b
    Examples:
      actiontracker evidence link E1 example:R1.3
      actiontracker evidence link E1 example:R1.2 example:R1.3
    """
    kept = evidence_service.link(edge.edge(ctx, by), id, ref, edge.day_or_today(on, "--on"))
    output.confirm([kept_line(each, "evidence") for each in kept])


@app.command()
def withdraw(
    ctx: typer.Context,
    id: Id,
    ref: Annotated[list[str] | None, typer.Argument(metavar="[REF]...", help="Only for these actions.")] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it shows nothing any more.")] = "",
    on: On = None,
    by: By = None,
) -> None:
    """Let a piece count no more; that it once did stays on record, and so does its file.

    \b
    Examples:
      actiontracker evidence withdraw E1 --reason "it was the audit of another team"
      actiontracker evidence withdraw E1 example:R1.1 --reason "says nothing of R1.1"
    """
    if not reason.strip():
        raise UsageFault("withdrawing needs its --reason", "say why it shows nothing any more")
    kept = evidence_service.withdraw(edge.edge(ctx, by), id, ref or [], reason.strip(), edge.day_or_today(on, "--on"))
    output.confirm([kept_line(each, "recorded") for each in kept])


@app.command()
def check(
    ctx: typer.Context,
    as_at: AsAt = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 10 where something is found.")] = False,
    format: Format = None,
    out: Out = None,
) -> None:
    """Files of evidence that are missing, changed or of no record, and evidence that has expired.

    \b
    Examples:
      actiontracker evidence check
      actiontracker evidence check --as-at 2025-10-31 --format csv
    """
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, ("table", "plain", "csv", "json"))
    found = evidence_service.checked(edge.database(ctx), day)
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(EvidenceFinding._fields, found), out)
    elif kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows("evidence-check", day, found), out)
    else:
        from actiontracker.render.evidence_lines import finding_lines

        output.write_lines(finding_lines(found, output.width()), kind, out)
    if exit_code and found:
        raise Findings(f"evidence check: {len(found)} found")


def _list(
    ctx: typer.Context, refs: tuple[str, ...], plans: tuple[str, ...], as_at: str | None, format: str | None, out: str | None
) -> None:
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, ("table", "plain", "csv", "json", "markdown"))
    scope, rows = evidence_service.listed(edge.database(ctx), day, plans, refs)
    many = len(scope.plans) > 1
    title = f"Evidence as at {day_words(day)}" + ("" if many or not scope.plans else f": {scope.plans[0].slug}")
    empty = nothing_words(scope.plans, day, "No evidence is recorded: actiontracker evidence add REF --kind KIND --title TEXT.")
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(EvidenceRow._fields, rows), out)
    elif kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows("evidence", day, rows, scope.record), out)
    elif kind == "markdown":
        from actiontracker.render.evidence_lines import evidence_table

        output.write(evidence_table(rows, title, empty, scope.notices, many), out)
    else:
        from actiontracker.render.evidence_lines import evidence_lines

        output.write_lines(evidence_lines(rows, title, empty, output.width(), scope.notices, many), kind, out)
