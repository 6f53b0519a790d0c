"""Success measures of outcomes."""

from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import AsAt, By, Format, On, Out, Plans
from actiontracker.domain.errors import UsageFault
from actiontracker.render.result_lines import kept_line
from actiontracker.render.text import day_words, nothing_words
from actiontracker.reports.measures import MeasureLine
from actiontracker.services import measuring, outcomes
from actiontracker.services.measuring import Wording
from actiontracker.services.outcomes import Measured

app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)

Ref = Annotated[str, typer.Argument(metavar="MEASURE", help="A measure, such as S1.M2.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stays in the record.")]
Baseline = Annotated[str | None, typer.Option("--baseline", metavar="VALUE", help="The figure that it starts from.")]
BaselineOn = Annotated[str | None, typer.Option("--baseline-on", metavar="DATE", help="The day that figure was measured.")]
Target = Annotated[str | None, typer.Option("--target", metavar="VALUE", help="The figure to reach.")]
ByWhen = Annotated[str | None, typer.Option("--by-when", metavar="DATE", help="The day by which to reach it.")]
Unit = Annotated[str | None, typer.Option("--unit", metavar="TEXT", help="Its unit, such as '%' or days.")]
Indicator = Annotated[str | None, typer.Option("--indicator", metavar="REF", help="The indicator that it is taken from.")]


@app.callback()
def measures(
    ctx: typer.Context,
    plan: Plans = [],
    rec: Annotated[list[str], typer.Option("--rec", metavar="REF", help="Only this recommendation's; may be repeated.")] = [],
    as_at: AsAt = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Success measures of outcomes: baseline, last value, target, and the direction in words.

    JSON has all values over time.

    \b
    Examples:
      actiontracker measures --plan example --as-at 2025-10-31
      actiontracker measures --rec example:R1 --format json
    """
    if ctx.invoked_subcommand:
        return
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, ("table", "plain", "csv", "json", "markdown"))
    _write(outcomes.measured(edge.database(ctx), day, tuple(plan), tuple(rec)), day, kind, out)


def _write(found: Measured, day: str, kind: str, out: str | None) -> None:
    scope, lines, values, without = found
    many = len(scope.plans) > 1
    title = f"Measures as at {day_words(day)}" + ("" if many or not scope.plans else f": {scope.plans[0].slug}")
    empty = nothing_words(scope.plans, day, "No measure is agreed yet: actiontracker measures add REC --text TEXT.")
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(MeasureLine._fields, lines), out)
    elif kind == "json":
        from actiontracker.render.json import json_rows

        rows = [line._asdict() | {"values": values[line.plan, line.measure]} for line in lines]
        output.write(json_rows("measures", day, rows, scope.record), out)
    elif kind == "markdown":
        from actiontracker.render.assurance_tables import measure_table

        output.write(measure_table(lines, without, title, empty, scope.notices, many), out)
    else:
        from actiontracker.render.measure_lines import measure_list

        output.write_lines(measure_list(lines, without, title, empty, output.width(), scope.notices, many), kind, out)


@app.command()
def add(
    ctx: typer.Context,
    rec: Annotated[str, typer.Argument(metavar="REC", help="The recommendation whose outcome it shows.")],
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help="What is measured.")],
    baseline: Baseline = None,
    baseline_on: BaselineOn = None,
    target: Target = None,
    by_when: ByWhen = None,
    unit: Unit = None,
    indicator: Indicator = None,
    on: On = None,
    by: By = None,
) -> None:
    """Agree a measure for a recommendation's outcome; it gets the next ref, such as S1.M2.

    A target above the baseline means that higher is better, one below it that lower is.

    \b
    Examples:
      actiontracker measures add example:R1 --text "Decisions within a day" --target 95 --unit "%"
      actiontracker measures add R2 --text "Late visits" --baseline 31 --baseline-on 2025-03-31 --target 5
    """
    said = _wording(text, baseline, baseline_on, target, by_when, unit, indicator)
    if not said.text:
        raise UsageFault("--text is empty", "say what is measured")
    kept = measuring.add(edge.edge(ctx, by), rec, said, edge.day_or_today(on, "--on"))
    output.confirm([kept_line(kept, "agreed")])


@app.command()
def record(
    ctx: typer.Context,
    measure: Ref,
    value: Annotated[str, typer.Option("--value", metavar="VALUE", help="What was measured: 71, '71 %', 'in place'.")],
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What stands behind the figure.")] = None,
    on: On = None,
    by: By = None,
) -> None:
    """Record what was measured for a day.

    \b
    Examples:
      actiontracker measures record example:R1.M1 --value "71 %" --on 2025-09-30
      actiontracker measures record example:R1.M1 --value 74 --note "audit of 50 contacts"
    """
    figure = _one_line("--value", value)
    if not figure:
        raise UsageFault("--value is empty", "say the figure")
    kept = measuring.record(edge.edge(ctx, by), measure, figure, edge.day_or_today(on, "--on"), edge.said(note))
    output.confirm([kept_line(kept, "measured")])


@app.command()
def edit(
    ctx: typer.Context,
    measure: Ref,
    reason: Reason,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="What is measured.")] = None,
    baseline: Baseline = None,
    baseline_on: BaselineOn = None,
    target: Target = None,
    by_when: ByWhen = None,
    unit: Unit = None,
    indicator: Indicator = None,
    on: On = None,
    by: By = None,
) -> None:
    """Change a measure from a day on; what was before stays in the history. An empty value ('') takes one away.

    \b
    Examples:
      actiontracker measures edit example:R1.M1 --target 90 --reason "board of May"
      actiontracker measures edit example:R1.M1 --indicator A12 --reason "now reported monthly"
    """
    said = _wording(text, baseline, baseline_on, target, by_when, unit, indicator)
    if said == Wording():
        raise UsageFault(
            "nothing to change", "say --text, --baseline, --baseline-on, --target, --by-when, --unit or --indicator"
        )
    if said.text == "":
        raise UsageFault("--text is empty", "say what is measured, or withdraw the measure")
    kept = measuring.edit(edge.edge(ctx, by), measure, said, _given(reason), edge.day_or_today(on, "--on"))
    output.confirm([kept_line(kept, "changed")])


@app.command()
def withdraw(ctx: typer.Context, measure: Ref, reason: Reason, on: On = None, by: By = None) -> None:
    """Measure an outcome by this no longer; what was measured stays in the record.

    \b
    Examples:
      actiontracker measures withdraw example:R1.M1 --reason "no longer collected"
      actiontracker measures withdraw example:R1.M1 --reason "replaced" --on 2025-10-31
    """
    kept = measuring.withdraw(edge.edge(ctx, by), measure, _given(reason), edge.day_or_today(on, "--on"))
    output.confirm([kept_line(kept, "withdrawn")])


def _wording(
    text: str | None, baseline: str | None, baseline_on: str | None, target: str | None, by_when: str | None,
    unit: str | None, indicator: str | None,
) -> Wording:  # fmt: skip
    days = (value if not (value or "").strip() else edge.day(value, option) for option, value in (
        ("--baseline-on", baseline_on), ("--by-when", by_when)))  # fmt: skip
    first, last = ("" if day is not None and not day.strip() else day for day in days)
    return Wording(
        edge.said(text),
        _one_line("--baseline", baseline),
        first,
        _one_line("--target", target),
        last,
        _one_line("--unit", unit),
        _one_line("--indicator", indicator),
    )


_LONGEST = 60


def _one_line(option: str, text: str | None) -> str | None:
    """A figure, a unit or a ref: short, on one line, for it is no sentence and cannot be erased. Raises UsageFault."""
    short = None if text is None else " ".join(text.split())
    if short and (len(short) > _LONGEST or not short.isprintable()):
        raise UsageFault(f"{option} is no figure but a text", "put what has to be said into --text or --note")
    return short


def _given(reason: str) -> str:
    if not reason.strip():
        raise UsageFault("--reason is empty", "say why")
    return reason.strip()
