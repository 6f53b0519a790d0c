"""What a good plan would not have."""

from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import AsAt, Format, Out, Plans
from actiontracker.domain.errors import Findings
from actiontracker.render.check_lines import check_lines, counts_words
from actiontracker.render.text import day_words, folded, key_words, nothing_words, record_words
from actiontracker.reports.checks.findings import Finding
from actiontracker.services.checking import Examined, check_plans

_FORMATS = ("table", "plain", "csv", "json", "markdown")


def check(
    ctx: typer.Context,
    plan: Plans = [],
    as_at: AsAt = None,
    format: Format = None,
    out: Out = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 10 where there is an error or a warning; notes alone are none.")
    ] = False,
) -> None:
    """What a good plan would not have: errors, then warnings, then notes, each with what to do about it.

    docs/checks.md says what each code looks for.

    \b
    Examples:
      actiontracker check --plan harrow-2012 --as-at 2012-10-31
      actiontracker check --as-at 2025-10-31 --format csv -o findings.csv
    """
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, _FORMATS)
    examined = check_plans(edge.database(ctx), day, tuple(plan))
    _write(examined, day, kind, out)
    counts = examined.checked.counts
    if exit_code and (counts["error"] or counts["warning"]):
        raise Findings(f"check: {counts_words(examined.checked)}")


def _write(examined: Examined, day: str, kind: str, out: str | None) -> None:
    scope, checked = examined
    many = len(scope.plans) > 1
    title = f"Findings as at {day_words(day)}"
    lines_above = [*scope.notices, *map(key_words, scope.keys)]
    empty = nothing_words(scope.plans, day, f"Nothing was found: {counts_words(checked)}.")
    if kind == "csv":
        from actiontracker.render.csv import csv_rows

        output.write(csv_rows(Finding._fields, checked.findings), out)
    elif kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows("check", day, checked.findings, scope.record), out)
    elif kind == "markdown":
        from actiontracker.render.markdown import finding_table

        counts = counts_words(checked) if checked.findings else empty
        output.write(finding_table(checked.findings, title, lines_above, counts, many, record_words(scope.record)), out)
    else:
        title += f": {scope.plans[0].slug}" if len(scope.plans) == 1 else ""
        lines = [*check_lines(checked, title, empty, output.width(), lines_above, many), []]
        output.write_lines([*lines, *folded(record_words(scope.record), output.width(), style="dim")], kind, out)
