"""Data out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from actiontracker.cli import edge, editions, exported, files, output
from actiontracker.cli.options import AsAt, Out, Plans, Public
from actiontracker.domain.errors import Findings, UsageFault
from actiontracker.reports.actions import Action

if TYPE_CHECKING:
    from actiontracker.reports.public import Edition

KINDS: tuple[str, ...] = ("actions", "recommendations", "evidence", "slippage", "measures", "index", "updates", "leads", "plan")
KINDS += ("template", "indicators", "scorecard", "inspections", "judgements", "governance")
KINDS += ("meetings", "agenda", "decisions", "questions", "posts")
_OF_ALL_DAYS = ("updates", "plan", "scorecard", "template")
TEMPLATE = (
    *("recommendation_ref", "area", "timescale", "recommendation", "outcome", "ref", "stage", "action", "leads", "by_when"),
    *("status", "rag", "progress"),
)


def export(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="WHAT", help=f"{', '.join(KINDS)}.")],
    plan: Plans = [],
    scorecard: Annotated[
        str | None, typer.Option("--scorecard", metavar="SLUG", help="indicators, scorecard: of this scorecard.")
    ] = None,
    council: Annotated[
        str | None, typer.Option("--council", metavar="TEXT", help="governance: of this council, where there are several.")
    ] = None,
    as_at: AsAt = None,
    format: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="csv (default) or json.")] = None,
    raw: Annotated[bool, typer.Option("--raw", help="CSV: leave cells that a spreadsheet would run as formulas.")] = False,
    manifest: Annotated[
        bool,
        typer.Option("--manifest", help="With -o: beside the file, what it is and of which record, as FILE.manifest.json."),
    ] = False,
    public: Public = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="With --public: exit with 10 where something may give a person away.")
    ] = False,
    bom: Annotated[bool, typer.Option("--bom", help="CSV: begin with the mark by which Excel knows UTF-8.")] = False,
    out: Out = None,
) -> None:
    """Data out, for scripts and spreadsheets. 'plan', 'scorecard', 'governance' are TOML files that import back.

    \b
    Examples:
      actiontracker export actions --plan harrow-2012 --as-at 2012-10-31
      actiontracker export plan --plan example -o example.toml
    """
    if what not in KINDS:
        raise UsageFault(f"cannot export {what!r}", f"one of: {', '.join(KINDS)}")
    day = edge.day_or_today(as_at, "--as-at")
    if as_at and what in _OF_ALL_DAYS:
        raise UsageFault(f"--as-at is not for {what}", "it holds all days" if what != "template" else "leave it out")
    if plan and what in ("leads", *KINDS[KINDS.index("template") :]):
        raise UsageFault(f"--plan is not for {what}", "leave it out")
    if public and what not in ("actions", "recommendations", "indicators"):
        raise UsageFault(
            f"{what} are the council's own: there is no public edition of them",
            "export actions, recommendations or indicators",
        )
    if scorecard and what not in ("indicators", "scorecard"):
        raise UsageFault(f"--scorecard is not for {what}", "leave it out")
    if council and what != "governance":
        raise UsageFault(f"--council is not for {what}", "leave it out")
    if exit_code and not public:
        raise UsageFault("--exit-code goes with --public", "leave it out")
    if manifest and (out is None or out == "-"):
        raise UsageFault("--manifest stands beside a file", "name it with -o")
    with output.together() as written:
        warnings = _export(ctx, what, day, tuple(plan), scorecard or council, format, raw, bom, out, public)
        if manifest:
            _write_manifest(ctx, what, None if what in _OF_ALL_DAYS else day, str(out), written)
    if exit_code and warnings:
        raise Findings(f"export: {warnings} places may give a person away")


def _write_manifest(ctx: typer.Context, what: str, day: str | None, out: str, written: files.Waiting) -> None:
    """What was exported, the file's own hash, and where the record stands."""
    from actiontracker.render.json import json_record
    from actiontracker.services.exporting import manifest_of

    content = written[0][1] if written else Path(out)  # what is no file, such as a pipe, does not wait for its name
    said = manifest_of(edge.database(ctx), what, day, content, Path(out).name)
    output.write(json_record("manifest", said), f"{out}.manifest.json")


def _export(
    ctx: typer.Context,
    what: str,
    day: str,
    plan: tuple[str, ...],
    whose: str | None,
    format: str | None,
    raw: bool,
    bom: bool,
    out: str | None,
    public: bool,
) -> int:
    """Write it (`whose` names a scorecard or a council); how many places of a public edition may give a person away."""
    if what in ("plan", "scorecard", "governance"):
        _toml(ctx, what, list(plan), whose, day, format, out)
        return 0
    kind = output.chosen(format, out, ("csv", "json"), default="csv")
    if (raw or bom) and kind != "csv":
        raise UsageFault("--raw and --bom are for CSV", "leave them out, or say --format csv")
    if what == "indicators":
        _indicators(ctx, day, whose, kind, raw, bom, out, public)
        return 0
    if what == "actions":
        from actiontracker.services.reporting import Selection, listed

        with listed(edge.database(ctx), day, Selection(plans=plan, public=public)) as (_, actions, edition):
            editions.warn(edition, kind)
            _write(what, Action._fields, actions, kind, day, raw, bom, out, edition)
    else:
        fields, rows, edition = _rows(ctx, what, day, plan, public)
        editions.warn(edition, kind)
        _write(what, fields, rows, kind, None if what == "updates" else day, raw, bom, out, edition)
    return len(edition.warnings) if edition else 0


def _rows(
    ctx: typer.Context, what: str, day: str, plans: tuple[str, ...], public: bool
) -> "tuple[tuple[str, ...], Any, Edition | None]":
    if what == "template":
        return TEMPLATE, (), None
    if what in exported.READERS:
        return *exported.READERS[what](edge.database(ctx), day, plans), None
    from actiontracker.reports import rows
    from actiontracker.services import exporting

    if what == "recommendations":
        return rows.RecommendationRow._fields, *exporting.recommendation_rows(edge.database(ctx), day, plans, public=public)
    return rows.UpdateRow._fields, exporting.update_rows(edge.database(ctx), plans), None


def _write(
    what: str,
    fields: tuple[str, ...],
    rows: Any,
    kind: str,
    day: str | None,
    raw: bool,
    bom: bool,
    out: str | None,
    edition: "Edition | None",
) -> None:
    if kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows(what, day, rows, withheld=dict(edition.withheld) if edition else None), out)
    else:
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(fields, rows, raw=raw, bom=bom), out)


def _indicators(
    ctx: typer.Context, day: str, whose: str | None, kind: str, raw: bool, bom: bool, out: str | None, public: bool
) -> None:
    """Every figure of every period, one a row."""
    from actiontracker.reports.scorecards.story import PeriodLine
    from actiontracker.services.scorecards.telling import every_figure

    lines, withheld = every_figure(edge.database(ctx), day, whose, public=public)
    if kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows("indicators", day, lines, withheld=withheld), out)
    else:
        from actiontracker.render.csv import csv_rows

        columns = PeriodLine._fields[:-1]  # the history of each figure is in JSON
        output.write(csv_rows(columns, (line[:-1] for line in lines), raw=raw, bom=bom), out)


def _toml(
    ctx: typer.Context, what: str, plans: list[str], whose: str | None, day: str, format: str | None, out: str | None
) -> None:
    if len(plans) > 1:
        raise UsageFault("one plan file holds one plan", "name one --plan")
    output.chosen(format, out, ("toml",), default="toml")
    from actiontracker.render.toml import toml_file

    if what == "scorecard":
        from actiontracker.services.scorecards.scorecard_file import scorecard_file

        output.write([toml_file(scorecard_file(edge.database(ctx), whose))], out)
        return
    if what == "governance":
        from actiontracker.services.governance.governance_file import governance_file

        output.write([toml_file(governance_file(edge.database(ctx), day, whose))], out)
        return
    from actiontracker.services.plan_file import plan_file

    output.write([toml_file(plan_file(edge.database(ctx), plans[0] if plans else None))], out)
