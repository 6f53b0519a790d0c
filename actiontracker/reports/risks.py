"""Risks of the council's register, and the actions and recommendations that they stand behind."""

from typing import NamedTuple

from actiontracker.reports.actions import Action


class Risk(NamedTuple):
    """A risk: its ref in the register, its score and target as the register has them (a higher score is graver)."""

    council: str
    risk: str
    title: str | None
    score: int | None
    target: int | None
    actions: tuple[tuple[str, str], ...] = ()
    recommendations: tuple[tuple[str, str], ...] = ()


class RiskLine(NamedTuple):
    """A risk as a row: `red` names the red actions that it stands behind, directly or by their recommendation."""

    council: str
    risk: str
    title: str | None
    score: int | None
    target: int | None
    linked: tuple[str, ...]
    open: int
    red: tuple[str, ...]


class RiskOfAction(NamedTuple):
    """A red action with the risk behind it."""

    risk: str
    title: str | None
    score: int | None
    target: int | None
    plan: str
    ref: str
    rag: str
    action: str


def behind(risk: Risk, actions: list[Action]) -> list[Action]:
    """The actions that a risk stands behind: those that are linked, and those of a linked recommendation."""
    own, asked = set(risk.actions), set(risk.recommendations)
    return [a for a in actions if (a.plan, a.ref) in own or (a.plan, a.recommendation_ref) in asked]


def risk_line(risk: Risk, actions: list[Action]) -> RiskLine:
    """A risk as a row of the list."""
    mine = behind(risk, actions)
    linked = tuple(f"{plan}:{ref}" for plan, ref in (*risk.recommendations, *risk.actions))
    red = tuple(f"{a.plan}:{a.ref}" for a in mine if a.is_open and a.rag == "red")
    opened = sum(a.is_open for a in mine)
    return RiskLine(risk.council, risk.risk, risk.title, risk.score, risk.target, linked, opened, red)


def red_with_risk(risks: list[Risk], actions: list[Action]) -> list[RiskOfAction]:
    """The red open actions that a risk stands behind, the gravest risk first."""
    found = [
        RiskOfAction(risk.risk, risk.title, risk.score, risk.target, a.plan, a.ref, a.rag, a.action)
        for risk in risks
        for a in behind(risk, actions)
        if a.is_open and a.rag == "red"
    ]
    return sorted(found, key=lambda each: -(each.score or 0))
