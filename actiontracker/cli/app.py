"""The commands, as a table: only the module of the command that runs is loaded."""

import importlib
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from actiontracker import __version__
from actiontracker.cli import edge


class Entry(NamedTuple):
    """Where a command lives (`module:attribute`), what it does in one line, and its panel in the help."""

    name: str
    place: str
    line: str
    panel: str


EVERYDAY, THE_PLAN, ASSURANCE = "Every day", "The plan", "Assurance"
PUBLIC, INDICATORS, KEEPING = "Boards and panels", "Indicators", "Keeping"
COMMANDS = (
    Entry("update", "update:update", "Record progress on one or many actions.", EVERYDAY),
    Entry("mine", "lists:mine", "Your open actions, and those of the posts that report to you.", EVERYDAY),
    Entry("list", "lists:list_actions", "Actions, filtered.", EVERYDAY),
    Entry("show", "show:show", "One action or recommendation, with its history.", EVERYDAY),
    Entry("overdue", "lists:overdue", "Open actions past their agreed deadline, the longest overdue first.", EVERYDAY),
    Entry("board", "board:app", "The monthly summary for an improvement board, and its packs.", EVERYDAY),
    Entry("import", "importing:import_files", "Bring a plan in from a file, or its changes.", EVERYDAY),
    Entry("export", "export:export", "Data out: CSV, JSON, or a plan file.", EVERYDAY),
    Entry("check", "check:check", "What a good plan would not have, the gravest findings first.", EVERYDAY),
    Entry("history", "show:history", "The record: who said what, when.", EVERYDAY),
    Entry("add", "upkeep:add", "Add an action or a recommendation.", THE_PLAN),
    Entry("edit", "upkeep:edit", "Change wording or leads, with the reason.", THE_PLAN),
    Entry("withdraw", "upkeep:withdraw", "Take an action out of the work, with the reason.", THE_PLAN),
    Entry("correct", "upkeep:correct", "Mend a mis-keyed fact: kept in the history, not a move.", THE_PLAN),
    Entry("undo", "upkeep:undo", "Take back an update or an import, shown first.", THE_PLAN),
    Entry("leads", "leads:app", "The posts that lead, and what each carries.", THE_PLAN),
    Entry("handover", "handover:handover", "Pass a post on, and print what passes with it.", THE_PLAN),
    Entry("plans", "plans:plans", "The plans that are tracked.", THE_PLAN),
    Entry("return", "return_sheets:send", "An Excel sheet of a lead's open actions, to fill in.", THE_PLAN),
    Entry("returns", "return_sheets:returns", "Sheets that were sent, what came back, who is late.", THE_PLAN),
    Entry("evidence", "evidence:app", "What shows that actions are complete: add, withdraw, list, check.", ASSURANCE),
    Entry("signoff", "signing:signoff", "Completed work that a board signed off, or has yet to.", ASSURANCE),
    Entry("reopen", "signing:reopen", "Open closed actions again, with the reason.", ASSURANCE),
    Entry("reaudit", "signing:reaudit", "Whether completed work still stands: planned, due, found.", ASSURANCE),
    Entry("closure", "closure:closure", "What makes work complete, and what another rule would do.", ASSURANCE),
    Entry("extend", "dates:extend", "Ask the board for a later deadline.", ASSURANCE),
    Entry("requests", "dates:requests", "Dates asked for that wait for the board.", ASSURANCE),
    Entry("decide", "dates:decide", "Record what the board decided on them.", ASSURANCE),
    Entry("slippage", "slippage:slippage", "How far deadlines moved, and what was in time.", ASSURANCE),
    Entry("changes", "slippage:changes", "What was changed in the plan, by version, and who agreed.", ASSURANCE),
    Entry("measures", "measures:app", "Success measures of outcomes, and where they move to.", ASSURANCE),
    Entry("index", "index:app", "What completed actions changed: policy, guidance and so on.", ASSURANCE),
    Entry("link", "linking:link", "One action for several recommendations, counted once.", ASSURANCE),
    Entry("depends", "linking:depends", "Actions that wait for others, and what is held up.", ASSURANCE),
    Entry("approve", "publishing:approve", "Let public notes out, or list those that wait.", PUBLIC),
    Entry("exempt", "publishing:exempt", "Keep actions out of every public edition.", PUBLIC),
    Entry("meeting", "meeting:app", "Boards and their meetings: dates, papers, members.", PUBLIC),
    Entry("agenda", "agenda:app", "The work programme of a board, and what is late.", PUBLIC),
    Entry("decision", "decision:app", "What boards asked for: open, missing, answered.", PUBLIC),
    Entry("question", "question:app", "Questions that wait for an answer, and of whom.", PUBLIC),
    Entry("route", "route:app", "Which version of a plan went to which body.", PUBLIC),
    Entry("risk", "risk:app", "Risks of the register, and the red actions that they explain.", PUBLIC),
    Entry("inspection", "inspection:app", "Inspections: what was judged, what is due; trajectory.", PUBLIC),
    Entry("theme", "theme:app", "What several inspections asked for; what came back.", PUBLIC),
    Entry("scorecard", "scorecard:app", "What got worse, what is red, all indicators; comments and rules.", INDICATORS),
    Entry("indicator", "indicator:app", "One indicator over time; record a figure.", INDICATORS),
    Entry("init", "keeping:init", "Make an empty database.", KEEPING),
    Entry("redact", "redact:redact", "Erase words for a lawful reason; that they were said stays.", KEEPING),
    Entry("backup", "backups:backup", "A verified copy, while others write.", KEEPING),
    Entry("restore", "backups:restore", "Put a backup back; what was there is kept.", KEEPING),
    Entry("verify", "keeping:verify", "Whether the record is whole and unaltered.", KEEPING),
    Entry("upgrade", "keeping:upgrade", "Bring an old database to this version, after a copy.", KEEPING),
)
_BY_NAME = {entry.name: entry for entry in COMMANDS}


class LazyGroup(TyperGroup):
    """Finds commands in the table, and loads the one that is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the table."""
        return [entry.name for entry in COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, loaded; None where there is none."""
        entry = _BY_NAME.get(cmd_name)
        return load(entry) if entry else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As the base does; a typo is answered with the nearest name."""
        if args and args[0] not in _BY_NAME and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], _BY_NAME, n=1)
            ctx.fail(f"no command {args[0]!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The everyday commands first, then the panels; no module is loaded for it."""
        for panel in dict.fromkeys(entry.panel for entry in COMMANDS):
            with formatter.section(panel):
                formatter.write_dl([(entry.name, entry.line) for entry in COMMANDS if entry.panel == panel])


def load(entry: Entry) -> Any:
    """The command of an entry, ready to run."""
    module, attribute = entry.place.split(":")
    target = getattr(importlib.import_module(f"actiontracker.cli.{module}"), attribute)
    if not isinstance(target, typer.Typer):
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(entry.name)(target)
        target = single
    loaded = typer.main.get_command(target)
    loaded.name = entry.name
    return loaded


app = typer.Typer(cls=LazyGroup, rich_markup_mode=None, pretty_exceptions_enable=False)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"actiontracker {__version__}")
        raise typer.Exit


@app.callback()
def actiontracker(
    ctx: typer.Context,
    db: Annotated[
        str, typer.Option("--db", metavar="FILE", help="The database; else $ACTIONTRACKER_DB, else ./db.sqlite.")
    ] = "",
    token: Annotated[
        str, typer.Option("--token", metavar="TEXT", help="Your name for what is recorded: the same one twice is done once.")
    ] = "",
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Inspection improvement plans, tracked: who does what by when, what slipped, and what to tell the board.

    \b
    Begin with:
      actiontracker import plans/harrow-2012.toml
      actiontracker overdue --as-at 2012-10-31
    """
    ctx.obj = edge.Given(db, edge.valid("--token", token.strip()))


def command() -> Any:
    """The whole program as one command."""
    return typer.main.get_command(app)
