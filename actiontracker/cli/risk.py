"""Risks behind actions."""

from typing import Annotated

import typer

from actiontracker.cli import edge, output
from actiontracker.cli.groups import refuse_before_a_subcommand
from actiontracker.cli.meeting import FORMATS, Council, needed, write_rows
from actiontracker.cli.options import AsAt, By, Format, On, Out
from actiontracker.domain.errors import UsageFault
from actiontracker.render.result_lines import kept_line

app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)

Ref = Annotated[str, typer.Argument(metavar="RISK", help="Its ref in the council's register.")]


@app.callback()
def risk(ctx: typer.Context, as_at: AsAt = None, format: Format = None, out: Out = None) -> None:
    """Risks of the register, the gravest first, and the red actions that they stand behind.

    \b
    Examples:
      actiontracker risk --as-at 2025-10-31
      actiontracker risk --format csv
    """
    if ctx.invoked_subcommand:
        refuse_before_a_subcommand(ctx)
        return
    day = edge.day_or_today(as_at, "--as-at")
    kind = output.chosen(format, out, FORMATS)
    from actiontracker.reports.risks import RiskLine
    from actiontracker.services.risks import risk_lines

    lines = risk_lines(edge.database(ctx), day)
    if kind in ("csv", "json"):
        write_rows("risks", day, RiskLine._fields, lines, None, kind, out)
    else:
        from actiontracker.render.risk_lines import risk_list

        output.write_lines(risk_list(lines, day, output.width()), kind, out)


@app.command(name="set")
def set_(
    ctx: typer.Context,
    risk: Ref,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What the register calls it.")] = None,
    score: Annotated[int | None, typer.Option("--score", min=0, max=100, metavar="N", help="Its score now.")] = None,
    target: Annotated[int | None, typer.Option("--target", min=0, max=100, metavar="N", help="The score aimed at.")] = None,
    closed: Annotated[bool, typer.Option("--closed", help="It is off the register.")] = False,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why; it stays in the record.")] = None,
    council: Council = None,
    on: On = None,
    by: By = None,
) -> None:
    """Say what the register says of a risk: title, score, target.

    \b
    Examples:
      actiontracker risk set CS04 --title "Agency social workers" --score 16 --target 8 --council "Northford Council"
      actiontracker risk set CS01 --score 9 --reason "posts filled"
    """
    said = {"title": edge.said(title), "score": score, "target": target, "withdrawn": 1 if closed else None}
    given = {name: value for name, value in said.items() if value is not None}
    if not given:
        raise UsageFault("nothing to say of it", "say --title, --score, --target or --closed")
    from actiontracker.services.risks import set_risk

    at, day = edge.edge(ctx, by), edge.day_or_today(on, "--on")
    output.confirm(
        [kept_line(set_risk(at, edge.said(council), needed(risk, "RISK"), {**given}, edge.said(reason), day), "set")]
    )


@app.command()
def link(
    ctx: typer.Context,
    risk: Ref,
    ref: Annotated[list[str], typer.Argument(metavar="REF...", help="Actions or recommendations that it stands behind.")],
    remove: Annotated[bool, typer.Option("--remove", help="It stands behind them no longer.")] = False,
    on: On = None,
    by: By = None,
) -> None:
    """Say which actions or recommendations a risk stands behind.

    \b
    Examples:
      actiontracker risk link CS01 example:R2
      actiontracker risk link CS01 example:R2.1 --remove
    """
    from actiontracker.services.risks import link_risk

    kept = link_risk(edge.edge(ctx, by), risk, ref, edge.day_or_today(on, "--on"), stands=not remove)
    output.confirm([kept_line(kept, "risk")])
