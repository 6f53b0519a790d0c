"""What a check can find: its code, how grave it is, what it means and what to do about it (domain.md, section 7)."""

from typing import NamedTuple

SEVERITIES = ("error", "warning", "note")
"""The gravest first, as findings are listed."""


class Code(NamedTuple):
    """A kind of finding. In `what_to_do`, REF stands for where it was found; a rule may change the severity for one finding."""

    severity: str
    meaning: str
    what_to_do: str


class Finding(NamedTuple):
    """The columns of `check`. `ref` is None where the plan as a whole is meant."""

    plan: str
    ref: str | None
    code: str
    severity: str
    what: str
    what_to_do: str


_UPDATE, _CORRECT, _EDIT = "actiontracker update REF", "actiontracker correct REF", "actiontracker edit REF"
CODES = {
    "no-actions": Code(
        "error",
        "no action answers the recommendation",
        "add one: actiontracker add REF --text TEXT --lead CODE --by-when TEXT",
    ),
    "no-lead": Code(
        "error",
        "no post answers for it",
        f"name a post: {_EDIT} --lead CODE --reason TEXT (one that the key lacks: actiontracker leads add CODE --title TEXT)",
    ),
    "joint-lead": Code(
        "note",
        "several leads, and none is marked accountable",
        f"mark one: {_EDIT} --accountable CODE --reason TEXT",
    ),
    "vacant-post": Code(
        "warning",
        "a post that nobody holds leads open actions",
        "say who takes over: actiontracker handover POST --to WHO --on DATE (an absence: actiontracker leads cover)",
    ),
    "no-date": Code(
        "error",
        "open, with neither deadline nor recurrence",
        f"give it a date: {_UPDATE} --deadline DATE --reason TEXT",
    ),
    "bad-date": Code(
        "error",
        "the by-when is no date",
        f"say which day was meant: {_CORRECT} --deadline DATE --reason TEXT",
    ),
    "before-report": Code(
        "warning",
        "due before the inspection report was published",
        f"if it is a slip, mend it: {_CORRECT} --deadline DATE --reason TEXT",
    ),
    "beyond-timescale": Code(
        "warning",
        "due later than the inspectors' own timescale",
        "bring the date forward, or have the board minute why it is later",
    ),
    "timescale-changed": Code(
        "error",
        "the plan gives more time than the inspection report",
        f"go back to the report's timescale: {_EDIT} --timescale TEXT --reason TEXT",
    ),
    "no-outcome": Code(
        "warning",
        "no outcome for children is stated",
        f"state one: {_EDIT} --outcome TEXT --reason TEXT",
    ),
    "no-measure": Code(
        "warning",
        "outcome without a success measure",
        "agree the figure that will show it: actiontracker measures add REF --text TEXT --target VALUE",
    ),
    "no-evidence": Code(
        "error",
        "completed, and no evidence is recorded",
        "ask the lead what shows it: actiontracker evidence add REF --kind KIND --title TEXT",
    ),
    "completed-but": Code(
        "warning",
        "completed, while the same note speaks of work to come",
        f"say when that is done, or open it again: {_UPDATE} --status in_progress --note TEXT",
    ),
    "optimistic": Code(
        "error",
        "reported better than computed",
        f"ask the lead, and have the rating changed: {_UPDATE} --rag COLOUR --note TEXT",
    ),
    "moved": Code(
        "warning",
        "open, and the agreed deadline was moved",
        "ask the lead what will hold the date this time",
    ),
    "vague-recurrence": Code(
        "warning",
        "goes on without saying how often, or when it was last done",
        f"say how often ({_CORRECT} --by-when quarterly --reason TEXT) and when it was done ({_UPDATE} --done --on DATE)",
    ),
    "not-embedded": Code(
        "warning",
        "completed, and no re-audit shows that it lasts",
        "plan a re-audit or a dip sample: actiontracker reaudit REF",
    ),
    "stale": Code(
        "warning",
        "open, and nothing was reported for too long",
        f"ask the lead for progress: {_UPDATE} --note TEXT",
    ),
    "same-note": Code(
        "warning",
        "open, and the last two notes say the same",
        f"ask the lead what has changed: {_UPDATE} --note TEXT",
    ),
    "red-no-plan": Code(
        "warning",
        "red, with no day by which it will be done",
        f"ask the lead for one: {_UPDATE} --expected DATE --note TEXT",
    ),
    "one-date": Code(
        "note",
        "all actions of a recommendation have one and the same date",
        "ask whether each of them really ends on that day",
    ),
    "duplicate": Code(
        "warning",
        "the same action stands under two recommendations",
        "keep one and withdraw the other: actiontracker withdraw OTHER --duplicate-of ACTION --reason TEXT",
    ),
    "duplicates-disagree": Code(
        "error",
        "the same action twice, with another status or date",
        "ask which is right, and bring the other into line (actiontracker update; for a date: actiontracker correct)",
    ),
    "personal-data": Code(
        "warning",
        "words that could give somebody away if they were published",
        f"keep it out of what is published; mend the wording: {_CORRECT} --text TEXT --reason TEXT",
    ),
}


def found(plan: str, ref: str | None, code: str, what: str = "", severity: str = "") -> Finding:
    """A finding at a ref; by default it says what its code means, and is as grave as its code."""
    kind = CODES[code]
    what_to_do = kind.what_to_do.replace("REF", f"{plan}:{ref}" if ref else plan)
    return Finding(plan, ref, code, severity or kind.severity, what or kind.meaning, what_to_do)
