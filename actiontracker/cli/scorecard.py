"""The scorecard: indicators with their ratings, and what their owners say of them."""

from typing import Annotated

import typer

from actiontracker.cli import edge, output, papers
from actiontracker.cli.groups import refuse_before_a_subcommand
from actiontracker.cli.options import AsAt, By, Format, On, Out, Public
from actiontracker.domain.errors import UsageFault
from actiontracker.domain.periods import typed_period
from actiontracker.reports.results import Kept
from actiontracker.services.scorecards.reading import Asked

app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)

Slug = Annotated[str | None, typer.Option("--scorecard", metavar="SLUG", help="Which scorecard, where there are several.")]
Period = Annotated[
    str | None, typer.Option("--period", metavar="PERIOD", help="Such as 2023-Q1, 2022-23, 2012-M10 (default: the latest).")
]
Masks = Annotated[
    bool | None, typer.Option("--mask/--no-mask", help="Mask small numbers of children (default: with --public).")
]
FORMATS = (*papers.FORMATS, "csv")


@app.callback()
def scorecard(
    ctx: typer.Context,
    slug: Slug = None,
    as_at: AsAt = None,
    period: Period = None,
    public: Public = False,
    masks: Masks = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """The scorecard: what is worse than a year before and worse than the neighbours, the red ones, then all indicators.

    -o scorecard.html, .docx, .pdf, .md, .csv or .json makes a file of it.

    \b
    Examples:
      actiontracker scorecard --scorecard harrow-scorecard-2023
      actiontracker scorecard --scorecard example-scorecard --period 2025-Q1 -o scorecard.html
    """
    if ctx.invoked_subcommand:
        refuse_before_a_subcommand(ctx)
        return
    day = edge.day_or_today(as_at, "--as-at")
    asked = Asked(day, edge.said(slug), typed_period(period, "--period") if period is not None else None, public, masks)
    kind = output.chosen(format, out, FORMATS)
    from actiontracker.services.scorecards.reading import scorecard as read

    card = read(edge.database(ctx), asked)
    if kind == "json":
        from actiontracker.render.json import json_record

        output.write(json_record("scorecard", card), out)
    elif kind == "csv":
        from actiontracker.render.csv import csv_rows
        from actiontracker.render.scorecards.rows import csv_line
        from actiontracker.reports.scorecards.lines import ScorecardLine

        output.write(csv_rows(ScorecardLine._fields, map(csv_line, card.rows)), out)
    else:
        from actiontracker.render.scorecards.paper import scorecard_paper

        papers.write(scorecard_paper(card, narrow=kind in ("table", "plain")), kind, out)


@app.command("list")
def list_scorecards(ctx: typer.Context, format: Format = None, out: Out = None) -> None:
    """The scorecards that are tracked.

    \b
    Examples:
      actiontracker scorecard list
      actiontracker scorecard list --format json
    """
    from actiontracker.reports.scorecards.summary import ScorecardRow
    from actiontracker.services.scorecards.reading import tracked

    kind = output.chosen(format, out, ("table", "plain", "csv", "json"))
    rows = tracked(edge.database(ctx), edge.today().isoformat())
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(ScorecardRow._fields, rows), out)
    elif kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows("scorecards", None, rows), out)
    else:
        from actiontracker.render.scorecards.lists import tracked_lines

        output.write_lines(tracked_lines(rows, output.width()), kind, out)


@app.command()
def comment(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="An indicator: its ref, SCORECARD:REF, or its key.")],
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help="What its owner says of the figure.")],
    on: On = None,
    by: By = None,
) -> None:
    """Say what stands behind a figure: the scorecard prints the last comment with its exceptions.

    \b
    Examples:
      actiontracker scorecard comment example-scorecard:6 --text "The clinic day has begun."
      actiontracker scorecard comment example-scorecard:10 --text "All are offered by phone now." --by "HoS CP"
    """
    if not text.strip():
        raise UsageFault("--text is empty", "say what stands behind the figure")
    from actiontracker.services.scorecards.recording import comment as record

    kept = record(edge.edge(ctx, by), ref, text.strip(), edge.day_or_today(on, "--on"))
    _confirm(kept, "commented")


@app.command("set")
def set_(
    ctx: typer.Context,
    slug: Slug = None,
    tolerance: Annotated[
        str | None,
        typer.Option("--tolerance", metavar="N", help="How far from a target is amber: '10 %' of it, or '5 points'."),
    ] = None,
    basis: Annotated[str | None, typer.Option("--basis", metavar="BASIS", help="What is rated by: target or quartile.")] = None,
    jump: Annotated[
        str | None,
        typer.Option("--jump", metavar="N", help="From which change on an entry is questioned: '25 %', '20 points'."),
    ] = None,
    on: On = None,
    by: By = None,
) -> None:
    """How a scorecard rates, from a day on; what was before stays in the history.

    \b
    Examples:
      actiontracker scorecard set --scorecard harrow-scorecard-2023 --tolerance "5 %"
      actiontracker scorecard set --scorecard example-scorecard --basis target
    """
    said = {"tolerance": tolerance, "basis": basis, "jump": jump}
    wanted = {name: " ".join(value.split()) for name, value in said.items() if value is not None}
    if not wanted:
        raise UsageFault("nothing to set", "say --tolerance, --basis or --jump")
    from actiontracker.services.scorecards.recording import set_rules

    _confirm(set_rules(edge.edge(ctx, by), edge.said(slug), wanted, edge.day_or_today(on, "--on")), "set")


def _confirm(kept: Kept, what: str) -> None:
    from actiontracker.render.result_lines import kept_line

    output.confirm([kept_line(kept, what)])
