"""One indicator: over time, and its figures recorded by hand."""

import sys
from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.groups import ShowsByDefault
from actiontracker.cli.options import AsAt, By, Format, On, Out
from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.domain.indicators import ACCRUALS, POLARITIES, UNITS
from actiontracker.domain.periods import YEARS, typed_period
from actiontracker.render.result_lines import kept_line
from actiontracker.services.scorecards.recording import Typed

app = typer.Typer(cls=ShowsByDefault, add_completion=False, rich_markup_mode=None, invoke_without_command=True)

Ref = Annotated[str, typer.Argument(metavar="REF", help="Its ref, SCORECARD:REF, or its key.")]


@app.callback()
def indicator(ctx: typer.Context) -> None:
    """One indicator over time: 'indicator REF'. Its figures are recorded with 'indicator record'.

    \b
    Examples:
      actiontracker indicator example-scorecard:6
      actiontracker indicator record example-scorecard:6 --period 2025-Q3 --value 80.3 --of 245/305
    """
    if not ctx.invoked_subcommand:
        raise UsageFault("which indicator?", "say its ref or its key; 'actiontracker scorecard' lists them")


@app.command()
def show(ctx: typer.Context, ref: Ref, as_at: AsAt = None, format: Format = None, out: Out = None) -> None:
    """One indicator over time: figures, targets, ratings, revisions, comparators, and what it is to show.

    \b
    Examples:
      actiontracker indicator example-scorecard:6
      actiontracker indicator harrow-scorecard-2023:9 --as-at 2023-11-01 --format json
    """
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, ("table", "plain", "csv", "json"))
    from actiontracker.services.scorecards.telling import indicator_story

    story = indicator_story(edge.database(ctx), ref, day)
    if kind == "json":
        from actiontracker.render.json import json_record

        output.write(json_record("indicator", story), out)
    elif kind == "csv":
        from actiontracker.render.csv import csv_rows
        from actiontracker.reports.scorecards.story import PeriodLine

        output.write(csv_rows(PeriodLine._fields[:-1], (row[:-1] for row in story.rows)), out)
    else:
        from actiontracker.render.scorecards.story import story_lines

        output.write_lines(story_lines(story, output.width()), kind, out)


@app.command()
def record(
    ctx: typer.Context,
    ref: Ref,
    period: Annotated[str, typer.Option("--period", metavar="PERIOD", help="Such as 2023-Q1, 2022-23, 2012-M10.")],
    value: Annotated[
        str | None, typer.Option("--value", metavar="N", help="The figure as printed; '-' where there is none.")
    ] = None,
    of: Annotated[str | None, typer.Option("--of", metavar="N/M", help="Its fraction, such as 174/184.")] = None,
    provisional: Annotated[bool, typer.Option("--provisional", help="It may still be revised.")] = False,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What has to be known of it; internal.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Keep a figure that would be questioned; for scripts.")] = False,
    on: On = None,
    by: By = None,
) -> None:
    """Record a figure of a period. An earlier figure stays in the history; what looks like a slip is questioned first.

    \b
    Examples:
      actiontracker indicator record example-scorecard:6 --period 2025-Q3 --value 80.3 --of 245/305
      actiontracker indicator record example-scorecard:3 --period 2025-Q3 --of 371/402 --provisional
    """
    typed = Typed(typed_period(period, "--period"), edge.said(value), edge.said(of), provisional, edge.said(note) or None)
    day = edge.day_or_today(on, "--on")
    from actiontracker.services.scorecards.recording import doubts, record_value

    if not yes:
        _question(ref, doubts(edge.database(ctx), ref, typed, day, edge.today().isoformat()))
    output.confirm([kept_line(record_value(edge.edge(ctx, by), ref, typed, day), "recorded")])


def _question(ref: str, doubtful: list[str]) -> None:
    """Ask a person whether a doubtful figure is meant; refuse it (exit 3) where nobody can be asked."""
    if not doubtful:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputRefused(f"{ref}: {'; '.join(doubtful)}", "say --yes if it is so")
    for each in doubtful:
        output.say(f"{ref}: {each}")
    if not typer.confirm("Record it?", default=False, err=True):
        raise InputRefused("not recorded", "mend the figure and record it again")


@app.command()
def edit(
    ctx: typer.Context,
    ref: Ref,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stays in the record.")],
    description: Annotated[str | None, typer.Option("--description", metavar="TEXT", help="What is measured.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="UNIT", help=f"One of: {', '.join(UNITS)}.")] = None,
    polarity: Annotated[
        str | None, typer.Option("--polarity", metavar="WAY", help=f"Which way is better: {', '.join(POLARITIES)}.")
    ] = None,
    accrual: Annotated[
        str | None, typer.Option("--accrual", metavar="HOW", help=f"How it comes about: {', '.join(ACCRUALS)}.")
    ] = None,
    year: Annotated[
        str | None, typer.Option("--year", metavar="YEAR", help=f"Which year it counts: {', '.join(YEARS)}.")
    ] = None,
    children: Annotated[
        bool | None, typer.Option("--children/--no-children", help="Whether it counts children: small numbers are masked.")
    ] = None,
    owner: Annotated[str | None, typer.Option("--owner", metavar="CODE", help="The post that answers for it.")] = None,
    alias: Annotated[
        list[str], typer.Option("--alias", metavar="NAME", help="Another name that papers have for it; may be repeated.")
    ] = [],
    on: On = None,
    by: By = None,
) -> None:
    """Say what an indicator is, from a day on; what was said before stays in the history.

    \b
    Examples:
      actiontracker indicator edit example-scorecard:2 --owner "SM LC" --reason "moved team"
      actiontracker indicator edit example-scorecard:3 --alias "Reviews in timescale" --reason "as the new paper words it"
    """
    said = {
        "description": edge.said(description),
        "unit": _one_of("--unit", unit, tuple(UNITS)),
        "polarity": _one_of("--polarity", polarity, POLARITIES),
        "accrual": _one_of("--accrual", accrual, ACCRUALS),
        "year": _one_of("--year", year, YEARS),
        "counts_children": children,
        "owner": edge.said(owner),
    }
    given: dict[str, object] = {name: value for name, value in said.items() if value is not None}
    names = [" ".join(name.split()) for name in alias if name.strip()]
    if not given and not names:
        raise UsageFault("nothing to change", "say what it is, such as --polarity lower")
    if "description" in given and not given["description"]:
        raise UsageFault("--description is empty", "say what is measured")
    if not reason.strip():
        raise UsageFault("--reason is empty", "say why")
    from actiontracker.services.scorecards.recording import define

    kept = define(edge.edge(ctx, by), ref, given, names, reason.strip(), edge.day_or_today(on, "--on"))
    output.confirm([kept_line(kept, "changed")])


def _one_of(option: str, text: str | None, choices: tuple[str, ...]) -> str | None:
    word = None if text is None else text.strip().lower().replace(" ", "_").replace("-", "_")
    if word is not None and word not in choices:
        raise UsageFault(f"{option} {text!r} is not known", f"one of: {', '.join(choices)}")
    return word
