"""The rating of an action: one decision table (our rule: no national RAG standard exists).

Rows are tried from the top; the first that fits wins. Silence is never green.
"""

from datetime import date
from typing import NamedTuple

from actiontracker.domain.words import COLOURS, DONE, label


class Rules(NamedTuple):
    """A plan's own limits, in days unless said; the names are those of the plan's settings.

    `signoff_days` after its completion an action must be signed off (boards meet monthly); `reaudit_months` after it, a
    re-audit is due where none is planned.
    """

    closure_rule: str = "reported"
    grace_days: int = 0
    stale_days: int = 35
    soon_days: int = 28
    moves_allowed: int = 2
    signoff_days: int = 35
    reaudit_months: int = 6


class Closure(NamedTuple):
    """What is there to show that completed work is complete; `lacking` are kinds of evidence, as people read them.

    `signoff_refused` and `reaudit_partly` are the last words of the board and of the re-audit on this completion.
    """

    evidence: int = 0
    signed_off: bool = False
    signoff_due: date | None = None
    reaudit_passed: bool = False
    reaudit_due: date | None = None
    lacking: tuple[str, ...] = ()
    signoff_refused: bool = False
    reaudit_partly: bool = False


class Standing(NamedTuple):
    """An action as at a day, as far as its rating needs it.

    `due` is the agreed deadline, or the next due day of a recurring action; `heard` the day of the last update,
    or of the beginning if there is none; `moves` counts granted moves; `completed_on` is None where it is not known.
    """

    status: str
    due: date | None
    heard: date
    moves: int = 0
    reported: str | None = None
    original: date | None = None
    completed_on: date | None = None
    withdrawn_because: str | None = None
    closure: Closure = Closure()


class Rating(NamedTuple):
    """The printed colour, the one computed by the table, and why."""

    printed: str
    computed: str
    reason: str


def rate(action: Standing, day: date, rules: Rules) -> Rating:
    """Rate an action as at `day`: the worse of reported and computed while it is open, the computed one once closed."""
    computed, reason = _computed(action, day, rules)
    reported = action.reported if action.reported not in (None, "none") else None
    if action.status == "withdrawn" or action.status in DONE or reported is None:
        return Rating(computed, computed, reason)
    if computed == "none":
        return Rating(reported, computed, f"reported {reported}; {reason}")
    printed = worst((reported, computed))
    return Rating(printed, computed, reason if printed == computed else f"reported {reported}; {reason}")


def worst(colours: tuple[str, ...]) -> str:
    """The worst of some colours: red, amber, none, green, blue. Colours are never averaged."""
    return min(colours, key=COLOURS.index, default="none")


def better_than(reported: str | None, computed: str) -> bool:
    """Whether a reported rating is better than the computed one: a query for the board. `none` is no opinion."""
    if reported in (None, "none") or computed == "none":
        return False
    return COLOURS.index(str(reported)) > COLOURS.index(computed)


def _computed(action: Standing, day: date, rules: Rules) -> tuple[str, str]:
    if action.status == "withdrawn":
        return "none", f"withdrawn: {action.withdrawn_because}" if action.withdrawn_because else "withdrawn"
    if action.status in DONE:
        return _closed(action, day, rules)
    if action.due is None:
        return "red", "no usable date"
    left = (action.due - day).days
    if left < 0:
        return "red" if -left > rules.grace_days else "amber", f"{_days(-left)} overdue"
    return _in_time(action, day, rules, left)


def _in_time(action: Standing, day: date, rules: Rules, left: int) -> tuple[str, str]:
    remaining = f"{_days(left)} left" if left else "due today"
    if action.status == "on_hold":
        return "amber", "on hold"
    silent = (day - action.heard).days
    if silent > rules.stale_days:
        return "amber", f"nothing reported for {_days(silent)}"
    if action.status == "not_started" and left <= rules.soon_days:
        return "amber", f"not started, {remaining}"
    if action.moves > rules.moves_allowed:
        return "amber", "moved once" if action.moves == 1 else f"moved {action.moves} times"
    if action.status == "in_progress":
        return "green", remaining
    said = {"not_stated": "status not stated", "not_reported": "nothing reported"}
    return "none", f"{said.get(action.status, label(action.status))}, {remaining}"


def _closed(action: Standing, day: date, rules: Rules) -> tuple[str, str]:
    missing = _missing(action.closure, day, rules.closure_rule)
    if missing:
        return missing
    late = action.completed_on and action.original and action.completed_on > action.original
    return "blue", "complete, late" if late else "complete"


def _missing(closure: Closure, day: date, rule: str) -> tuple[str, str] | None:
    """The first thing that a plan's closure rule asks for and that is not there, or None when it is met."""
    if rule in ("evidenced", "signed-off", "embedded") and not closure.evidence:
        return "amber", "complete, no evidence"
    if rule != "reported" and closure.lacking:
        return "amber", f"complete, no {' and no '.join(closure.lacking)}"
    if rule in ("signed-off", "embedded") and not closure.signed_off:
        if closure.signoff_refused:
            return "amber", "complete, sign-off refused"
        if closure.signoff_due and closure.signoff_due >= day:
            return "green", "complete, awaiting sign-off"
        return "amber", "complete, not signed off"
    if rule == "embedded" and not closure.reaudit_passed:
        if closure.reaudit_due is None:
            return "amber", f"complete, {'only partly sustained' if closure.reaudit_partly else 'no re-audit planned'}"
        if closure.reaudit_due >= day:
            return "green", f"complete, re-audit due {closure.reaudit_due.isoformat()}"
        return "amber", f"complete, re-audit {_days((day - closure.reaudit_due).days)} late"
    return None


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
