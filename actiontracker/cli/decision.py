"""What boards decided and asked for."""

from typing import Annotated, Any

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.groups import refuse_before_a_subcommand
from actiontracker.cli.meeting import FORMATS, needed, write_rows
from actiontracker.cli.options import AsAt, By, Format, Leads, On, Organisations, Out
from actiontracker.domain.committees import DECISION_KINDS, NEXT_MEETING, QUESTION
from actiontracker.domain.errors import UsageFault
from actiontracker.render.result_lines import kept_line

app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Its short name, such as 2012-97-2.")]
NewName = Annotated[str | None, typer.Option("--name", metavar="NAME", help="A short name (default: made of year and minute).")]
From = Annotated[str | None, typer.Option("--from", metavar="CODE", help="The post that has to answer.")]
Due = Annotated[
    str | None, typer.Option("--by-meeting", metavar="DATE", help="A day, a month (2013-02), a year, or 'next meeting'.")
]
About = Annotated[str | None, typer.Option("--about", metavar="REF", help="The action or recommendation that it is about.")]
Every = Annotated[bool, typer.Option("--all", help="Also what is answered, noted, or only repeats.")]
Repeats = Annotated[
    list[str], typer.Option("--same-as", metavar="NAME", help="It asks again for what this one asks; may be repeated.")
]
Text = Annotated[str | None, typer.Option("--text", metavar="TEXT", help="The answer in words.")]


@app.callback()
def decision(
    ctx: typer.Context,
    lead: Leads = [],
    organisation: Organisations = [],
    every: Every = False,
    as_at: AsAt = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """What boards asked for and still wait for, the earliest due first.

    \b
    Examples:
      actiontracker decision --as-at 2012-10-31
      actiontracker decision --all --format csv
    """
    if ctx.invoked_subcommand:
        refuse_before_a_subcommand(ctx)
        return
    listed(ctx, "decisions", every, lead, organisation, as_at, format, out)


def listed(
    ctx: typer.Context,
    what: str,
    every: bool,
    lead: list[str],
    organisation: list[str],
    as_at: str | None,
    format: str | None,
    out: str | None,
) -> None:
    """Decisions or questions: those that are open, or all."""
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, FORMATS)
    from actiontracker.reports.committees.matters import MatterLine, in_turn, line
    from actiontracker.services.committees.matters import matters

    found = matters(edge.database(ctx), day, posts=tuple(lead), organisations=tuple(organisation))
    own = [each for each in found.matters if (each.kind == QUESTION) == (what == "questions")]
    if kind in ("csv", "json"):
        chosen = own if every else in_turn(each for each in own if each.is_open)
        write_rows(what, day, MatterLine._fields, [line(each, day) for each in chosen], found.record, kind, out)
        return
    from actiontracker.render.committees import matters as render

    title = "Asked for by boards" if what == "decisions" else "Questions"
    nothing = f"Nothing is waited for: 'actiontracker {what[:-1]} --all' lists what was said; '{what[:-1]} add' records it."
    lines = (
        render.every_line(title, own, day, found.record, output.width())
        if every
        else render.open_lines(title, own, day, found.record, output.width(), nothing)
    )
    output.write_lines(lines, kind, out)


@app.command()
def missing(ctx: typer.Context, as_at: AsAt = None, format: Format = None, out: Out = None) -> None:
    """Asked for, nothing found since: what should have come by now, and which later meetings were looked at.

    \b
    Examples:
      actiontracker decision missing --as-at 2020-10-08
      actiontracker decision missing --format json
    """
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, ("table", "plain", "json"))
    from actiontracker.services.committees.matters import matters

    found = matters(edge.database(ctx), day)
    if kind == "json":
        write_rows("missing", day, (), found.unfound, found.record, kind, out)
    else:
        from actiontracker.render.committees.matters import unfound_lines

        output.write_lines(unfound_lines(found.unfound, day, found.record, output.width()), kind, out)


@app.command()
def add(
    ctx: typer.Context,
    meeting: Annotated[str, typer.Option("--meeting", metavar="MEETING", help="The meeting: its number or its day.")],
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help="What the minute says.")],
    minute: Annotated[str | None, typer.Option("--minute", metavar="N", help="As the minutes number it: 97 (2).")] = None,
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help=f"{', '.join(DECISION_KINDS)}.")] = "resolution",
    asks_for: Annotated[
        str | None,
        typer.Option(
            "--asks-for", metavar="TEXT", help="What has to come of it, beside what it repeats; without it, it is noted."
        ),
    ] = None,
    by_meeting: Due = None,
    post: From = None,
    about: About = None,
    same_as: Repeats = [],
    name: NewName = None,
    by: By = None,
) -> None:
    """Record what a meeting decided. What asks for something is tracked until a paper or an answer closes it.

    \b
    Examples:
      actiontracker decision add --meeting 2012-10-29 --minute 97 --text "Noted."
      actiontracker decision add --meeting 2012-10-29 --text "Costs?" --asks-for "costs of agency staff" --by-meeting 2013-04-22
    """
    if kind not in DECISION_KINDS:
        raise UsageFault(f"--kind {kind!r} is not known", f"one of: {', '.join(DECISION_KINDS)}")
    if (by_meeting or post or same_as) and not (asks_for or same_as):
        raise UsageFault("it asks for nothing", "say what with --asks-for, or leave --by-meeting and --from out")
    said: dict[str, Any] = {"kind": kind, "minute": edge.minute(minute), "text": needed(text, "--text")}
    said |= {"asks_for": needed(asks_for, "--asks-for") if asks_for is not None else None, "due": due(by_meeting)}
    from actiontracker.services.committees.deciding import add_decision

    kept = add_decision(edge.edge(ctx, by), meeting, said, name=name, post=post, about=about, repeats=same_as)
    output.confirm([kept_line(kept, "recorded")])


def due(text: str | None) -> str | None:
    """What is typed as due: words and months stay as they are, days in any way of writing are read."""
    if text is None:
        return None
    plain = " ".join(text.lower().split()).removeprefix("the ")
    try:
        return plain if plain == NEXT_MEETING else edge.day_or_less(text, "--by-meeting")
    except UsageFault as fault:
        raise UsageFault(fault.what, "give a day, a month (2013-02), a year, or 'next meeting'") from None


@app.command()
def answer(
    ctx: typer.Context,
    name: Name,
    paper: Annotated[
        int | None, typer.Option("--paper", metavar="ITEM", min=1, help="The agenda item that answered it, by its number.")
    ] = None,
    text: Text = None,
    on: On = None,
    by: By = None,
) -> None:
    """Close what was asked for, by a paper of a meeting or in words.

    \b
    Examples:
      actiontracker decision answer 2012-92-2 --paper 4
      actiontracker decision answer 2020-80 --text "Reported by letter" --on 2020-10-07
    """
    answered(ctx, name, paper, text, on, by)


def answered(ctx: typer.Context, name: str, paper: int | None, text: str | None, on: str | None, by: str | None) -> None:
    """Record an answer. Raises UsageFault where there is none."""
    if paper is None and text is None:
        raise UsageFault("no answer is given", "say --paper ITEM, or --text")
    from actiontracker.services.committees import deciding

    words = needed(text, "--text") if text is not None else None
    kept = deciding.answer(edge.edge(ctx, by), name, paper, words, edge.day_or_today(on, "--on"))
    output.confirm([kept_line(kept, "answered")])


@app.command()
def edit(
    ctx: typer.Context,
    name: Name,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stays in the record.")],
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="What the minute says.")] = None,
    asks_for: Annotated[str | None, typer.Option("--asks-for", metavar="TEXT", help="What has to come of it.")] = None,
    by_meeting: Due = None,
    post: From = None,
    same_as: Repeats = [],
    unanswered: Annotated[bool, typer.Option("--unanswered", help="It is not answered after all.")] = False,
    by: By = None,
) -> None:
    """Mend a decision or a question: another day, another post, that it only repeats another.

    \b
    Examples:
      actiontracker decision edit 2012-94 --same-as 2012-94-2 --reason "both ask for it"
      actiontracker decision edit 2012-98 --from "SM CLA" --reason "agreed after the meeting"
    """
    texts = {"text": text, "asks_for": asks_for}
    said = {key: needed(value, f"--{key.replace('_', '-')}") for key, value in texts.items() if value is not None}
    said |= {"due": day} if (day := due(by_meeting)) else {}
    if not (said or post or same_as or unanswered):
        raise UsageFault("nothing to change", "say --text, --asks-for, --by-meeting, --from, --same-as or --unanswered")
    from actiontracker.services.committees.deciding import mend

    why = needed(reason, "--reason")
    kept = mend(edge.edge(ctx, by), name, {**said}, post=post, repeats=same_as, unanswered=unanswered, reason=why)
    output.confirm([kept_line(kept, "changed")])
