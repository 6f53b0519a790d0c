"""Lists of actions: overdue, list, mine."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Annotated

import typer

from actiontracker.cli import edge, editions, output
from actiontracker.cli.options import Areas, AsAt, Format, Leads, Organisations, Out, Plans, Public
from actiontracker.domain.errors import Findings, UsageFault
from actiontracker.render.action_lines import list_lines, overdue_lines
from actiontracker.render.text import day_words, key_words, nothing_words, record_words
from actiontracker.reports.actions import Action
from actiontracker.services import reporting
from actiontracker.services.reporting import Listing, Selection

_FORMATS = ("table", "plain", "csv", "json", "markdown")


def overdue(
    ctx: typer.Context,
    as_at: AsAt = None,
    plan: Plans = [],
    lead: Leads = [],
    area: Areas = [],
    organisation: Organisations = [],
    due_within: Annotated[
        int, typer.Option(min=0, max=366, metavar="DAYS", help="Also what falls due within so many days.")
    ] = 0,
    format: Format = None,
    out: Out = None,
    public: Public = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 10 where anything is overdue.")] = False,
) -> None:
    """Open actions past their agreed deadline, the longest overdue first.

    \b
    Examples:
      actiontracker overdue --as-at 2012-10-31 --plan harrow-2012
      actiontracker overdue --lead "DD TS" --due-within 14 -o overdue.csv
    """
    day = edge.day_or_today(as_at, "--as-at")
    selection = Selection(
        plans=tuple(plan), leads=tuple(lead), areas=tuple(area), organisations=tuple(organisation), public=public
    )
    listing = reporting.overdue(edge.database(ctx), day, selection, due_within)
    title = f"Overdue{f' or due within {due_within} days' if due_within else ''} as at {day_words(day)}"
    count, _ = _write(listing, "overdue", title, "Nothing is past its deadline.", day, format, out)
    if count and exit_code:
        raise Findings(f"overdue: {count}")


def list_actions(
    ctx: typer.Context,
    ref: Annotated[
        list[str] | None, typer.Argument(metavar="[REF]...", help="Actions or recommendations; default: all.")
    ] = None,
    as_at: AsAt = None,
    plan: Plans = [],
    area: Areas = [],
    lead: Leads = [],
    organisation: Organisations = [],
    status: Annotated[list[str], typer.Option(metavar="STATUS", help="Only this status, or 'open' or 'closed'.")] = [],
    rag: Annotated[list[str], typer.Option(metavar="COLOUR", help="Only this printed rating.")] = [],
    stage: Annotated[list[str], typer.Option(metavar="TEXT", help="Only this stage, such as 'MUST DO'.")] = [],
    due_before: Annotated[str | None, typer.Option(metavar="DATE", help="Only what is due before this day.")] = None,
    due_after: Annotated[str | None, typer.Option(metavar="DATE", help="Only what is due after this day.")] = None,
    search: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Only where the wording or last note has these words.")
    ] = None,
    public: Public = False,
    format: Format = None,
    out: Out = None,
) -> None:
    """Actions, filtered. The same filter twice means either; different filters mean both.

    \b
    Examples:
      actiontracker list S1 --plan harrow-2012 --as-at 2012-10-31
      actiontracker list --lead "SM QA" --lead "DD TS" --status open --rag red
    """
    day = edge.day_or_today(as_at, "--as-at")
    selection = Selection(
        refs=tuple(ref or ()),
        plans=tuple(plan),
        areas=tuple(area),
        leads=tuple(lead),
        organisations=tuple(organisation),
        statuses=tuple(word.lower().replace(" ", "_") for word in status),
        rags=tuple(colour.lower() for colour in rag),
        stages=tuple(stage),
        due_before=edge.day(due_before, "--due-before"),
        due_after=edge.day(due_after, "--due-after"),
        search=edge.said(search),
        public=public,
    )
    reporting.check_known(selection)
    selection = selection._replace(statuses=reporting.spelled_out(selection.statuses))
    listing = reporting.listed(edge.database(ctx), day, selection)
    _write(listing, "list", f"Actions as at {day_words(day)}", "No action fits.", day, format, out)


def mine(
    ctx: typer.Context,
    lead: Annotated[str | None, typer.Option("--lead", metavar="CODE", help="Your post; else $ACTIONTRACKER_LEAD.")] = None,
    as_at: AsAt = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Your open actions and those of the posts that report to you, the earliest due first.

    \b
    Examples:
      ACTIONTRACKER_LEAD="HoS CiC" actiontracker mine --as-at 2025-10-31
      actiontracker mine --lead "SM QA" --as-at 2012-10-31
    """
    post = lead or os.environ.get("ACTIONTRACKER_LEAD")
    if not post:
        raise UsageFault("no post is named", "set ACTIONTRACKER_LEAD to your post's code, or say --lead CODE")
    day = edge.day_or_today(as_at, "--as-at")
    listing = reporting.mine(edge.database(ctx), day, post)
    _write(listing, "mine", f"Open actions of {post} as at {day_words(day)}", "No open action.", day, format, out)
    _tell_asks(ctx, day, post)


def _tell_asks(ctx: typer.Context, day: str, post: str) -> None:
    """Say, beside the list, how much boards ask of the post itself."""
    from actiontracker.services.asking import open_asks

    waiting, late = open_asks(edge.database(ctx), day, post)
    if waiting:
        from shlex import quote

        overdue = f" ({late} overdue)" if late else ""
        answers = f"{waiting} answer{'' if waiting == 1 else 's'}"
        output.say(
            f"boards wait for {answers}{overdue}: actiontracker decision --lead {quote(post)}; question --lead {quote(post)}"
        )


def _write(
    listing: AbstractContextManager[Listing], name: str, title: str, empty: str, day: str, format: str | None, out: str | None
) -> tuple[int, bool]:
    """Lay the list out as it is read; the number of overdue actions, and whether something might give a person away."""
    kind = output.chosen(format, out, _FORMATS)
    with listing as (scope, actions, edition):
        counted = _Counted(actions)
        many = len(scope.plans) > 1
        lines_above = [*scope.notices, *map(key_words, scope.keys)]
        empty = nothing_words(scope.plans, day, empty)
        foot = editions.foot(edition, record_words(scope.record))
        editions.warn(edition, kind)
        if kind == "csv":
            from actiontracker.render.csv import csv_rows

            output.write(csv_rows(Action._fields, counted), out)
        elif kind == "json":
            from actiontracker.render.json import json_rows

            output.write(json_rows(name, day, counted, scope.record, dict(edition.withheld) if edition else None), out)
        elif kind == "markdown":
            from actiontracker.render.markdown import action_table

            output.write(action_table(counted, title, lines_above, many, foot), out)
        else:
            if not many and scope.plans:
                title += f": {scope.plans[0].slug}"
            lines = overdue_lines if name == "overdue" else list_lines
            output.write_lines(lines(counted, title, empty, output.width(), lines_above, many, foot), kind, out)
        return counted.overdue, bool(edition and edition.warnings)


class _Counted:
    """Actions passing by, the overdue ones counted."""

    def __init__(self, actions: Iterator[Action]) -> None:
        self._actions = actions
        self.overdue = 0

    def __iter__(self) -> Iterator[Action]:
        for action in self._actions:
            self.overdue += action.days_overdue is not None
            yield action
