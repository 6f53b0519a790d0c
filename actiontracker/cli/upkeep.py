"""The plan without a file: add, edit, withdraw, correct, undo."""

import sys
from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.options import AgreedBy, By, DryRun, Minute, On
from actiontracker.domain.errors import UsageFault
from actiontracker.render.result_lines import kept_line, undo_lines
from actiontracker.reports.results import Kept
from actiontracker.services import adding, undoing, upkeep
from actiontracker.services.recording import Agreed
from actiontracker.services.wording import Wording

Ref = Annotated[str, typer.Argument(metavar="REF", help="An action or a recommendation.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stays in the record.")]
Text = Annotated[
    str | None, typer.Option("--text", metavar="TEXT", help="What will be done, or what the inspectors asked for.")
]
LeadCodes = Annotated[list[str], typer.Option("--lead", metavar="CODE", help="A lead; repeat it to name all.")]
Accountable = Annotated[str | None, typer.Option("--accountable", metavar="CODE", help="The lead who is accountable.")]
ByWhen = Annotated[
    str | None,
    typer.Option("--by-when", metavar="TEXT", help="By when, as you would print it: 31.3.26, March 2026, quarterly."),
]
Stage = Annotated[str | None, typer.Option("--stage", metavar="TEXT", help="MUST DO or EMBEDDING.")]
Area = Annotated[str | None, typer.Option("--area", metavar="TEXT", help="A recommendation's area.")]
Timescale = Annotated[str | None, typer.Option("--timescale", metavar="TEXT", help="A recommendation's timescale.")]
Outcome = Annotated[str | None, typer.Option("--outcome", metavar="TEXT", help="A recommendation's outcome for children.")]


def add(
    ctx: typer.Context,
    under: Annotated[
        str | None, typer.Argument(metavar="[REC]", help="The recommendation that the action stands under.")
    ] = None,
    text: Text = None,
    lead: LeadCodes = [],
    accountable: Accountable = None,
    by_when: ByWhen = None,
    stage: Stage = None,
    recommendation: Annotated[
        str | None, typer.Option("--recommendation", metavar="REF", help="Add a recommendation of this ref instead.")
    ] = None,
    area: Area = None,
    timescale: Timescale = None,
    outcome: Outcome = None,
    plan: Annotated[
        str | None, typer.Option("--plan", metavar="SLUG", help="The plan, where no recommendation names it.")
    ] = None,
    ref: Annotated[
        str | None, typer.Option("--ref", metavar="REF", help="The action's ref (default: the next number).")
    ] = None,
    agreed_by: AgreedBy = None,
    minute: Minute = None,
    on: On = None,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """Add an action under a recommendation (it gets the next number), or a recommendation.

    \b
    Examples:
      actiontracker add S1 --text "Brief new staff" --lead "DD TS" --by-when 31.12.12
      actiontracker add --recommendation S12 --plan harrow-2012 --text "Keep a record"
    """
    if not (text or "").strip():
        raise UsageFault("--text is missing", "say what will be done")
    said = _wording(text, stage, by_when, area, timescale, outcome, lead, accountable)
    at, day, agreed = edge.edge(ctx, by), edge.day_or_today(on, "--on"), _agreed(agreed_by, minute)
    if recommendation is not None:
        if under or ref:
            raise UsageFault("--recommendation stands alone", "leave out REC and --ref")
        kept = adding.add_recommendation(at, said, plan=plan, ref=recommendation, on=day, agreed=agreed, dry_run=dry_run)
    else:
        for option, value in (("--area", area), ("--timescale", timescale), ("--outcome", outcome)):
            if value:
                raise UsageFault(f"{option} is a recommendation's", "leave it out, or add --recommendation REF")
        kept = adding.add_action(at, said, under=under, plan=plan, ref=ref, on=day, agreed=agreed, dry_run=dry_run)
    _say(kept, "added", dry_run)


def edit(
    ctx: typer.Context,
    ref: Ref,
    reason: Reason,
    text: Text = None,
    lead: LeadCodes = [],
    accountable: Accountable = None,
    stage: Stage = None,
    area: Area = None,
    timescale: Timescale = None,
    outcome: Outcome = None,
    agreed_by: AgreedBy = None,
    minute: Minute = None,
    on: On = None,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """Change the wording or the leads from a day on; what was before stays in the history.

    A deadline is not edited: 'update --deadline' asks for another, 'correct --deadline' mends a slip.

    \b
    Examples:
      actiontracker edit S1.3 --lead "SM Perf." --lead Law. --reason "post moved"
      actiontracker edit LAC1 --outcome "No child waits" --reason "board of May"
    """
    said = _wording(text, stage, None, area, timescale, outcome, lead, accountable)
    if said == Wording():
        raise UsageFault("nothing to change", "say --text, --lead, --accountable, --stage, --area, --timescale or --outcome")
    at, day, agreed = edge.edge(ctx, by), edge.day_or_today(on, "--on"), _agreed(agreed_by, minute)
    kept = upkeep.edit(at, ref, said, _given(reason), on=day, agreed=agreed, dry_run=dry_run)
    _say(kept, "changed", dry_run)


def withdraw(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="An action.")],
    reason: Reason,
    duplicate_of: Annotated[
        str | None, typer.Option("--duplicate-of", metavar="REF", help="The action that does the work.")
    ] = None,
    agreed_by: AgreedBy = None,
    minute: Minute = None,
    on: On = None,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """Take an action out of the work; it stays in the record with the reason.

    \b
    Examples:
      actiontracker withdraw LAC4.4 --reason "same as S7.4" --duplicate-of S7.4
      actiontracker withdraw S9.7 --reason "moved to the CCG" --agreed-by "Board"
    """
    at, day, agreed = edge.edge(ctx, by), edge.day_or_today(on, "--on"), _agreed(agreed_by, minute)
    kept = upkeep.withdraw(at, ref, _given(reason), on=day, duplicate_of=duplicate_of, agreed=agreed, dry_run=dry_run)
    _say(kept, "withdrawn", dry_run)


def correct(
    ctx: typer.Context,
    ref: Ref,
    reason: Reason,
    deadline: Annotated[str | None, typer.Option(metavar="DATE", help="The deadline that was meant.")] = None,
    by_when: ByWhen = None,
    text: Text = None,
    stage: Stage = None,
    area: Area = None,
    timescale: Timescale = None,
    outcome: Outcome = None,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """Mend a mis-keyed fact for the day on which it was said: kept in the history, and not a move.

    \b
    Examples:
      actiontracker correct LAC11.1 --deadline 2012-09-30 --reason "30 days only"
      actiontracker correct S1.5 --by-when 31.12.2012 --reason "year was left out"
    """
    said = _wording(text, stage, by_when, area, timescale, outcome, [], None)
    day = edge.day(deadline, "--deadline")
    if said == Wording() and day is None:
        raise UsageFault("nothing to mend", "say --deadline, --by-when, --text, --stage, --area, --timescale or --outcome")
    _say(upkeep.correct(edge.edge(ctx, by), ref, said, day, _given(reason), dry_run=dry_run), "corrected", dry_run)


def undo(
    ctx: typer.Context,
    entry: Annotated[
        int, typer.Argument(metavar="ID", min=1, max=2**63 - 1, help="The number of an entry, as 'history' shows it.")
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stays in the record.")] = "no reason given",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    by: By = None,
) -> None:
    """Take back an update, or an import as a whole, that should never have been recorded. It is shown first.

    Nothing is removed: the record then says that it was taken back.

    \b
    Examples:
      actiontracker undo 118 --yes
      actiontracker undo 118 --yes --reason "wrong month's file"
    """
    at = edge.edge(ctx, by)
    planned = undoing.plan_undo(at, entry)
    if not yes:
        shown = list(undo_lines(planned, output.width(), done=False))
        if not sys.stdin.isatty():
            planned_words = " ".join(text for line in shown for text, _ in line).rstrip(".")
            raise UsageFault(planned_words, "nobody is there to ask, so say --yes")
        output.say_lines(shown)
        if not typer.confirm("Take it back?", err=True):
            output.say("Nothing was changed.")
            return
    done = undoing.undo(at, entry, _given(reason))
    output.confirm(undo_lines(done, output.width(), done=True))


def _wording(
    text: str | None,
    stage: str | None,
    by_when: str | None,
    area: str | None,
    timescale: str | None,
    outcome: str | None,
    leads: list[str],
    accountable: str | None,
) -> Wording:
    said = edge.said
    if text is not None and not text.strip():
        raise UsageFault("--text is empty", "say what the wording is")
    return Wording(
        text=said(text),
        stage=said(stage),
        by_when=said(by_when),
        area=said(area),
        timescale=said(timescale),
        outcome=said(outcome),
        leads=tuple(code.strip() for code in leads),
        accountable=said(accountable),
    )


def _agreed(body: str | None, minute: str | None) -> Agreed:
    by = edge.said(body) or None
    if minute is not None and by is None:
        raise UsageFault("--minute goes with --agreed-by", "say which body agreed")
    return Agreed(by, edge.minute(minute))


def _given(reason: str) -> str:
    text = edge.said(reason)
    if not text:
        raise UsageFault("--reason is empty", "say why")
    return text


def _say(kept: Kept, verb: str, dry_run: bool) -> None:
    output.confirm([kept_line(kept, verb, dry_run=dry_run)])
    if dry_run:
        output.say("Nothing was written: this was a dry run.")
