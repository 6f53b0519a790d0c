"""Inspections, visits and reviews: what was judged, what is due after them, and where grades moved to."""

from typing import Annotated, Any

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.groups import refuse_before_a_subcommand
from actiontracker.cli.options import AsAt, By, Format, On, Out
from actiontracker.domain.errors import UsageFault
from actiontracker.domain.frameworks import FRAMEWORKS
from actiontracker.render.result_lines import kept_line

app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)

Slug = Annotated[str, typer.Argument(metavar="INSPECTION", help="Its short name.")]
FrameworkOption = Annotated[str, typer.Option("--framework", metavar="NAME", help=f"One of: {', '.join(FRAMEWORKS)}.")]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What it was called.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="The first day; a month or a year will do.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="The last day.")]
Received = Annotated[
    str | None, typer.Option("--received", metavar="DATE", help="The day its report came: clocks run from it; never assumed.")
]
Published = Annotated[str | None, typer.Option("--published", metavar="DATE", help="The day its report was published.")]
Report = Annotated[str | None, typer.Option("--report", metavar="TEXT", help="Where the report is: its number or address.")]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What else is known of it.")]
Priority = Annotated[bool | None, typer.Option("--priority/--no-priority", help="It has areas for priority action.")]
Partial = Annotated[
    bool | None, typer.Option("--partial/--whole", help="Judgements that are not recorded are not held, not absent.")
]
Scale = Annotated[
    str | None, typer.Option("--scale", metavar="GRADES", help="Of --framework own: grades from the best, divided by ';'.")
]
FORMATS = ("table", "plain", "csv", "json")


@app.callback()
def inspection(ctx: typer.Context, as_at: AsAt = None, format: Format = None, out: Out = None) -> None:
    """Inspections, visits and reviews: when, what was judged, and what is due after them.

    \b
    Examples:
      actiontracker inspection
      actiontracker inspection --as-at 2025-10-31 --format csv
    """
    if ctx.invoked_subcommand:
        refuse_before_a_subcommand(ctx)
        return
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, FORMATS)
    from actiontracker.reports.governance.inspections import InspectionLine, line
    from actiontracker.services.governance.reading import known_inspections

    found = known_inspections(edge.database(ctx), day)
    rows = [line(each, day) for each in found.inspections]
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(InspectionLine._fields, rows), out)
    elif kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows("inspections", day, rows, found.record), out)
    else:
        from actiontracker.render.governance.inspections import inspection_list

        output.write_lines(inspection_list(found.inspections, day, found.record, output.width()), kind, out)


@app.command()
def show(ctx: typer.Context, inspection: Slug, as_at: AsAt = None, format: Format = None, out: Out = None) -> None:
    """One inspection with its judgements, its clocks, and the plans that answer it. CSV has the judgements.

    \b
    Examples:
      actiontracker inspection show harrow-slac-2012
      actiontracker inspection show northford-2025 --format json
    """
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, FORMATS)
    from actiontracker.reports.governance.inspections import JudgementLine, judgement_lines
    from actiontracker.services.governance.reading import known_inspections

    found = known_inspections(edge.database(ctx), day, inspection)
    (one,) = found.inspections
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(JudgementLine._fields, judgement_lines([one])), out)
    elif kind == "json":
        from actiontracker.render.json import json_record

        output.write(json_record("inspection", one), out)
    else:
        from actiontracker.render.governance.inspections import inspection_lines

        output.write_lines(inspection_lines(one, day, found.record, output.width()), kind, out)


@app.command()
def trajectory(
    ctx: typer.Context,
    council: Annotated[str | None, typer.Option("--council", metavar="TEXT", help="Only this council's.")] = None,
    as_at: AsAt = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Grades over inspections: how many of each, and areas that were judged on one scale more than once. CSV: judgements.

    \b
    Examples:
      actiontracker inspection trajectory
      actiontracker inspection trajectory --format csv
    """
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, FORMATS)
    from actiontracker.reports.governance import inspections as reports
    from actiontracker.services.governance.reading import known_inspections

    found = known_inspections(edge.database(ctx), day)
    wanted = [each for each in found.inspections if council is None or each.council.casefold() == council.strip().casefold()]
    whole = reports.trajectory(wanted, day)
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(reports.JudgementLine._fields, reports.judgement_lines(whole.inspections)), out)
    elif kind == "json":
        from actiontracker.render.json import json_record

        output.write(json_record("trajectory", whole), out)
    else:
        from actiontracker.render.governance.inspections import trajectory_lines

        output.write_lines(trajectory_lines(whole, found.record, output.width()), kind, out)


@app.command()
def agencies(
    ctx: typer.Context,
    addressed_to: Annotated[
        list[str], typer.Option("--addressed-to", metavar="AGENCY", help="Only this agency's; may be repeated.")
    ] = [],
    as_at: AsAt = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Recommendations by the agency that has to act, with their ratings.

    \b
    Examples:
      actiontracker inspection agencies --as-at 2012-10-31
      actiontracker inspection agencies --addressed-to "NHS Harrow" --format csv
    """
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, FORMATS)
    from actiontracker.reports.governance.themes import AgencyLine
    from actiontracker.services.governance.reading import agencies as read

    rows = read(edge.database(ctx), day, tuple(addressed_to))
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(AgencyLine._fields, rows), out)
    elif kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows("agencies", day, rows), out)
    else:
        from actiontracker.render.governance.themes import agency_lines

        output.write_lines(agency_lines(rows, output.width()), kind, out)


@app.command()
def add(
    ctx: typer.Context,
    inspection: Slug,
    framework: FrameworkOption,
    council: Annotated[str | None, typer.Option("--council", metavar="TEXT", help="Whose (default: the only one).")] = None,
    title: Title = None,
    began: From = None,
    ended: To = None,
    received: Received = None,
    published: Published = None,
    report: Report = None,
    note: Note = None,
    priority: Priority = None,
    partial: Partial = None,
    scale: Scale = None,
    on: On = None,
    by: By = None,
) -> None:
    """Record an inspection, a focused or monitoring visit, a peer review, an annual conversation, a self-assessment.

    \b
    Examples:
      actiontracker inspection add northford-2026 --framework ilacs-2023 --from 2026-01-12 --council "Northford Council"
      actiontracker inspection add northford-talk --framework annual-conversation --council "Northford Council"
    """
    if framework not in FRAMEWORKS:
        raise UsageFault(f"--framework {framework!r} is not known", f"one of: {', '.join(FRAMEWORKS)}")
    said = {"framework": framework} | _said(title, began, ended, received, published, report, note, priority, partial, scale)
    from actiontracker.services.governance.recording import add_inspection

    kept = add_inspection(edge.edge(ctx, by), inspection, edge.said(council), said, edge.day_or_today(on, "--on"))
    output.confirm([kept_line(kept, "recorded")])


@app.command()
def edit(
    ctx: typer.Context,
    inspection: Slug,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stays in the record.")],
    title: Title = None,
    began: From = None,
    ended: To = None,
    received: Received = None,
    published: Published = None,
    report: Report = None,
    note: Note = None,
    priority: Priority = None,
    partial: Partial = None,
    on: On = None,
    by: By = None,
) -> None:
    """Say more of an inspection, such as the day on which its report was received; what was before stays in the history.

    \b
    Examples:
      actiontracker inspection edit harrow-slac-2012 --received 2012-06-27 --reason "letter of the director"
      actiontracker inspection edit northford-visit-2025 --published 2025-10-20 --reason "as on their page"
    """
    found = _said(title, began, ended, received, published, report, note, priority, partial, None)
    said = {name: value for name, value in found.items() if value is not None}
    if priority is False:
        said["priority"] = None
    if partial is False:
        said["partial"] = None
    if not said:
        raise UsageFault("nothing to change", "say --received, --published, --title or another of its facts")
    if not reason.strip():
        raise UsageFault("--reason is empty", "say why")
    from actiontracker.services.governance.recording import edit_inspection

    kept = edit_inspection(edge.edge(ctx, by), inspection, said, reason.strip(), edge.day_or_today(on, "--on"))
    output.confirm([kept_line(kept, "changed")])


@app.command()
def judge(
    ctx: typer.Context,
    inspection: Slug,
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="What was judged: its name, or its key.")],
    grade: Annotated[str, typer.Argument(metavar="GRADE", help="On the framework's scale.")],
    area: Annotated[str | None, typer.Option("--area", metavar="TEXT", help="The part of the report that has it.")] = None,
    note: Note = None,
    on: On = None,
    by: By = None,
) -> None:
    """Record a grade, or mend one.

    \b
    Examples:
      actiontracker inspection judge harrow-sif-2017 leaders Good
      actiontracker inspection judge harrow-slac-2012 "Overall effectiveness" Adequate --area "Safeguarding services"
    """
    if not judgement.strip():
        raise UsageFault("JUDGEMENT is empty", "say what was judged")
    from actiontracker.services.governance.recording import judge as record

    given = (edge.said(area) or "", judgement.strip(), grade, edge.said(note) or None)
    output.confirm([kept_line(record(edge.edge(ctx, by), inspection, *given, edge.day_or_today(on, "--on")), "judged")])


@app.command()
def clock(
    ctx: typer.Context,
    inspection: Slug,
    name: Annotated[str, typer.Argument(metavar="CLOCK", help="Such as 'written statement of action', or a name of your own.")],
    days: Annotated[int | None, typer.Option("--days", metavar="N", help="Working days after the report was received.")] = None,
    met: Annotated[str | None, typer.Option("--met", metavar="DATE", help="The day on which it was done.")] = None,
    on: On = None,
    by: By = None,
) -> None:
    """Say that a clock was met, or begin one of your own; it runs from the day on which the report was received.

    \b
    Examples:
      actiontracker inspection clock northford-visit-2025 "draft action plan" --met 2025-11-03
      actiontracker inspection clock northford-2025 "letter to children" --days 20
    """
    if days is None and met is None:
        raise UsageFault("nothing to record", "say --met DATE, or --days N for a clock of your own")
    if days is not None and not 0 < days <= 2000:
        raise UsageFault(f"--days {days} cannot be counted", "give 1 to 2,000")
    from actiontracker.services.governance.recording import set_clock

    day, met_on = edge.day_or_today(on, "--on"), edge.day(met, "--met")
    output.confirm([kept_line(set_clock(edge.edge(ctx, by), inspection, name.strip(), days, met_on, day), "clock")])


@app.command()
def answers(
    ctx: typer.Context,
    inspection: Slug,
    ref: Annotated[list[str], typer.Argument(metavar="[REF]...", help="Recommendations that come from it.")] = [],
    plan: Annotated[list[str], typer.Option("--plan", metavar="SLUG", help="All recommendations of this plan.")] = [],
    addressed_to: Annotated[
        list[str],
        typer.Option("--addressed-to", metavar="AGENCY", help="The agency that has to act; may be repeated."),
    ] = [],
    on: On = None,
    by: By = None,
) -> None:
    """Say which recommendations come from an inspection, and to which agencies they are addressed.

    \b
    Examples:
      actiontracker inspection answers harrow-slac-2012 --plan harrow-2012
      actiontracker inspection answers harrow-slac-2012 harrow-2012:S3 --addressed-to "NHS Harrow"
    """
    if not ref and not plan:
        raise UsageFault("no recommendation is named", "name refs, or --plan SLUG for all of a plan")
    from actiontracker.services.governance.recording import answer

    agencies = [" ".join(name.split()) for name in addressed_to if name.strip()]
    kept = answer(edge.edge(ctx, by), inspection, ref, plan, agencies, edge.day_or_today(on, "--on"))
    output.confirm([kept_line(kept, "answered")])


def _said(
    title: str | None, began: str | None, ended: str | None, received: str | None, published: str | None, report: str | None,
    note: str | None, priority: bool | None, partial: bool | None, scale: str | None,
) -> dict[str, Any]:  # fmt: skip
    """What is said of an inspection, by the columns of its wording."""
    return {
        "title": edge.said(title) or None,
        "began": edge.day_or_less(began, "--from"),
        "ended": edge.day_or_less(ended, "--to"),
        "received": edge.day(received, "--received"),
        "published": edge.day(published, "--published"),
        "report": edge.said(report) or None,
        "note": edge.said(note) or None,
        "scale": edge.said(scale) or None,
        "priority": 1 if priority else None,
        "partial": 1 if partial else None,
    }
