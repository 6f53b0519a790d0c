"""One thing with its history, and the record."""

from typing import Annotated, Any

import typer

from actiontracker.cli import edge, editions, output
from actiontracker.cli.options import AsAt, Format, Out, Public
from actiontracker.reports.story import Event, recommendation_fields
from actiontracker.services import telling


def show(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="An action or a recommendation, such as S1.3 or harrow-2012:S1.")],
    as_at: AsAt = None,
    summary: Annotated[
        bool, typer.Option("--summary", help="A recommendation for a monitoring visit: what was done, what is left.")
    ] = False,
    public: Public = False,
    format: Format = None,
    out: Out = None,
) -> None:
    """One action or recommendation: how it stands, its leads, dates moved, and all that was recorded of it.

    \b
    Examples:
      actiontracker show S1.3 --as-at 2012-10-31
      actiontracker show R2 --summary --as-at 2025-10-31 -o R2.docx
    """
    day = edge.day_or_today(as_at, "--as-at")
    if summary:
        _write_summary(ctx, ref, day, public, format, out)
        return
    kind = output.chosen(format, out, ("table", "plain", "json"))
    story = telling.story(edge.database(ctx), ref, day, public=public, told=lambda edition: editions.warn(edition, kind))
    if kind == "json":
        from actiontracker.render.json import json_record

        record: dict[str, Any] = {"as_at": day, "action": story.action, "recommendation": recommendation_fields(story)}
        record |= {"withheld": story.withheld} if story.withheld is not None else {}
        record |= {"actions": story.actions, "history": story.events, "record": story.record, "measures": story.measures}
        record |= {"evidence": story.evidence, "asked": story.asked, "risks": story.risks}
        output.write(json_record("show", record), out)
    else:
        from actiontracker.render.story_lines import story_lines

        output.write_lines(story_lines(story, output.width()), kind, out)


def _write_summary(ctx: typer.Context, ref: str, day: str, public: bool, format: str | None, out: str | None) -> None:
    from actiontracker.cli import papers
    from actiontracker.render.pack.summary import summary_paper
    from actiontracker.services.boards import recommendation_summary

    kind = output.chosen(format, out, papers.FORMATS)
    found = recommendation_summary(
        edge.database(ctx), ref, day, public=public, told=lambda edition: editions.warn(edition, kind)
    )
    if kind == "json":
        from actiontracker.render.json import json_record

        output.write(json_record("summary", found), out)
    else:
        papers.write(summary_paper(found), kind, out)


def history(
    ctx: typer.Context,
    ref: Annotated[
        str | None, typer.Argument(metavar="[REF]", help="Only this action or recommendation; default: everything.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only what was recorded from this day on.")] = None,
    plan: Annotated[str | None, typer.Option(metavar="SLUG", help="Only this plan.")] = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """The record: who said what, when, for which day. The numbers are for 'undo'.

    \b
    Examples:
      actiontracker history example:R2.1
      actiontracker history --since 2025-10-01 --format csv
    """
    first = edge.day(since, "--since") or ""
    kind = output.chosen(format, out, ("table", "plain", "csv", "json"))
    if ref is None:
        events = telling.record(edge.database(ctx), since=first, plan=plan)
    else:
        story = telling.story(edge.database(ctx), ref, edge.today().isoformat(), plan)
        events = [event for event in story.events if event.recorded_at >= first]
    if kind == "json":
        from actiontracker.render.json import json_rows

        output.write(json_rows("history", None, events), out)
    elif kind == "csv":
        from actiontracker.render.csv import csv_rows
        from actiontracker.render.event_lines import said_words

        rows = ((*event[:8], said_words(event.said), event.undone_by) for event in events)
        output.write(csv_rows(Event._fields, rows), out)
    else:
        from actiontracker.render.event_lines import event_lines

        lines = list(event_lines(events, output.width(), named=ref is None))
        output.write_lines(lines or [[("Nothing was recorded.", "")]], kind, out)
