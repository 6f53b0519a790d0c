"""Plan files: the format of plans/README.md, checked key by key so that a misspelt one cannot be lost."""

import re
from typing import Any

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.refs import normal_ref
from actiontracker.domain.words import CLOSURE_RULES, RATED
from actiontracker.intake.checks import check_by_when, check_document
from actiontracker.intake.drafts import Act, ActionDraft, Document, MeetingDraft, PostDraft, RecommendationDraft, Setting
from actiontracker.intake.toml_tables import CHANGE, DAY, FIELDS, FLAG, NUMBER, PIECE, TEXT, TEXTS, checked, parsed, tables

_PLAN = {"slug": TEXT, "council": TEXT, "on": DAY, "title": TEXT, "published": DAY, "version": TEXT}
_PLAN |= {"source": TEXT, "notice": TEXT}
PLAN_LINES = ("title", "published", "version", "source", "notice")
"""What a plan says of itself; kept as settings, so that last month's can be printed again."""
RULES = ("closure_rule", "grace_days", "stale_days", "soon_days", "moves_allowed", "signoff_days", "reaudit_months")
KEY_COLOURS = tuple(f"key_{colour}" for colour in RATED)
_SETTING = {"name": TEXT, "value": TEXT, "on": DAY}
_POST = {"code": TEXT, "title": TEXT, "organisation": TEXT, "reports_to": TEXT, "aliases": TEXTS, "on": DAY}
_RECOMMENDATION = {"ref": TEXT, "text": TEXT, "area": TEXT, "timescale": TEXT, "timescale_in_report": TEXT}
_RECOMMENDATION |= {"outcome": TEXT, "leads": TEXTS, "accountable": TEXT, "by_when": TEXT, "deadline": DAY}
_RECOMMENDATION |= {"note": TEXT, "on": DAY}
_ACTION = {"ref": TEXT, "recommendation": TEXT, "also_answers": TEXTS, "text": TEXT, "stage": TEXT}
_ACTION |= {"leads": TEXTS, "accountable": TEXT, "by_when": TEXT, "deadline": DAY, "recurrence": TEXT}
_ACTION |= {"status": TEXT, "rag": TEXT, "expected": DAY, "progress": TEXT, "extra": FIELDS, "on": DAY}
_ACT = {"on": DAY, "by": TEXT}
_WORDING = {"text": TEXT, "stage": TEXT, "by_when": TEXT, "recurrence": TEXT, "extra": FIELDS}
_ACTION_ACT = _ACT | _WORDING | {"status": TEXT, "rag": TEXT, "note": TEXT, "expected": DAY, "done": FLAG}
_ACTION_ACT |= {"observed": FLAG, "public_note": TEXT, "approves": TEXT, "declines": TEXT}
_DISCLOSURE = {"disclosure": TEXT, "paragraph": NUMBER, "interest": TEXT}
_ACTION_ACT |= _DISCLOSURE
_ACTION_ACT |= {"reason": TEXT, "duplicate_of": TEXT, "agreed_by": TEXT, "minute": TEXT, "request": DAY}
_ACTION_ACT |= {"grant": DAY, "refuse": DAY, "deadline": DAY, "label": TEXT, "answers": TEXT}
_ACTION_ACT |= {"leads": TEXTS, "accountable": TEXT, "also_answers": TEXTS}
_ACTION_ACT |= {"evidence": PIECE, "withdraws_evidence": PIECE, "on_evidence": PIECE, "changed": CHANGE}
_ACTION_ACT |= {"signoff": TEXT, "signoff_refused": TEXT, "reaudit": TEXT, "reaudit_due": DAY, "waits_on": TEXTS}
_RECOMMENDATION_ACT = _ACT | {k: v for k, v in _RECOMMENDATION.items() if k != "ref"} | {"reason": TEXT} | _DISCLOSURE
_RECOMMENDATION_ACT |= {"agreed_by": TEXT, "minute": TEXT, "needs": TEXTS, "measure": TEXT, "baseline": TEXT}
_RECOMMENDATION_ACT |= {"baseline_on": DAY, "target": TEXT, "unit": TEXT, "indicator": TEXT, "value": TEXT}
_RECOMMENDATION_ACT |= {"withdrawn": FLAG}
_POST_ACT = _ACT | {"title": TEXT, "organisation": TEXT, "reports_to": TEXT}
_MEETING = {"board": TEXT, "on": DAY, "as_at": DAY}
_TOP = ("format", "plan", "settings", "posts", "recommendations", "actions", "meetings")


def read_plan_file(name: str, data: bytes) -> Document:
    """Read a plan file. Raises InputRefused, naming the table and key, where it does not keep to the format."""
    return plan_document(name, parsed(name, data))


def plan_document(name: str, top: dict[str, Any]) -> Document:
    """The plan that the tables of a plan file describe. Raises InputRefused as `read_plan_file`."""
    unknown = [key for key in top if key not in _TOP]
    if unknown or type(top.get("format")) is not int or top["format"] != 1 or not isinstance(top.get("plan"), dict):
        reason = f"unknown table {unknown[0]!r}" if unknown else "it needs 'format = 1' and a [plan] table"
        raise InputRefused(f"{name}: not a plan file ({reason})", "see plans/README.md for the format")
    plan = checked(name, "plan", top["plan"], _PLAN, ("slug", "council", "on", "title"))
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(plan["slug"])):
        raise InputRefused(f"{name}, plan.slug: {plan['slug']!r} is no short name", "use a-z, 0-9 and hyphens")
    document = Document(name, "", slug=plan["slug"], council=plan["council"], on=plan["on"])
    document.settings = [Setting(line, plan[line]) for line in PLAN_LINES if line in plan]
    document.settings += [_setting(name, place, table) for place, table in tables(name, top, "settings")]
    document.posts = [_post(name, place, table) for place, table in tables(name, top, "posts")]
    document.recommendations = [_recommendation(name, *item) for item in tables(name, top, "recommendations")]
    document.actions = [_action(name, *item) for item in tables(name, top, "actions")]
    document.meetings = [_meeting(name, *item) for item in tables(name, top, "meetings")]
    check_document(document)
    drafts: list[RecommendationDraft | ActionDraft] = [*document.recommendations, *document.actions]
    for draft in drafts:
        check_by_when(document, f"{draft.place}, by_when", draft.by_when)
    return document


def _setting(name: str, place: str, table: Any) -> Setting:
    values = dict(table) if isinstance(table, dict) else table
    if isinstance(values, dict) and type(values.get("value")) is int:
        values["value"] = str(values["value"])
    said = checked(name, place, values, _SETTING, ("name", "value"))
    setting = Setting(said["name"], said["value"], said.get("on"))
    reason = check_setting(setting.name, setting.value)
    if reason:
        raise InputRefused(f"{name}, {place}: {reason}", "see the settings in plans/README.md")
    return setting


def check_setting(name: str, value: str) -> str | None:
    """Why a plan cannot be set so, or None."""
    if name not in (*RULES, *KEY_COLOURS, *PLAN_LINES):
        return f"unknown setting {name!r}"
    if name == "closure_rule":
        return None if value in CLOSURE_RULES else f"closure_rule is one of {', '.join(CLOSURE_RULES)}"
    if name in RULES and not re.fullmatch(r"\d{1,4}", value):
        return f"{name} is a whole number"
    return None


def _post(name: str, place: str, table: Any) -> PostDraft:
    said, history = _with_history(name, place, table, _POST, ("code",), _POST_ACT)
    return PostDraft(place, **said, history=history)


def _recommendation(name: str, place: str, table: Any) -> RecommendationDraft:
    said, history = _with_history(name, place, table, _RECOMMENDATION, ("ref", "text"), _RECOMMENDATION_ACT)
    said["ref"] = normal_ref(said["ref"])
    return RecommendationDraft(place, **_stated(said, RecommendationDraft), history=history)


def _action(name: str, place: str, table: Any) -> ActionDraft:
    said, history = _with_history(name, place, table, _ACTION, ("ref", "text"), _ACTION_ACT)
    said["ref"] = normal_ref(said["ref"])
    if "recommendation" in said:
        said["recommendation"] = normal_ref(said["recommendation"])
    said["also_answers"] = [normal_ref(ref) for ref in said.get("also_answers", [])]
    if said.get("progress") and "status" not in said:
        said["status"] = "not_stated"
    return ActionDraft(place, **_stated(said, ActionDraft), history=history)


def _meeting(name: str, place: str, table: Any) -> MeetingDraft:
    said = checked(name, place, table, _MEETING, ("board", "on"))
    return MeetingDraft(place, " ".join(said["board"].split()), said["on"], said.get("as_at"))


_STATED = ("stage", "by_when", "recurrence", "area", "timescale", "timescale_in_report", "outcome", "leads", "rag")


def _stated(said: dict[str, Any], draft: type) -> dict[str, Any]:
    """A plan file states everything: a key left out says "nothing there", so that a later file can take it away."""
    fields = draft.__dataclass_fields__  # type: ignore[attr-defined]
    absent: dict[str, Any] = {key: [] if key == "leads" else "" for key in _STATED if key in fields}
    return absent | ({"extra": {}} if "extra" in fields else {}) | said


def _with_history(
    name: str, place: str, table: Any, keys: dict[str, str], required: tuple[str, ...], act_keys: dict[str, str]
) -> tuple[dict[str, Any], list[Act]]:
    table = dict(table) if isinstance(table, dict) else table
    history = table.pop("history", []) if isinstance(table, dict) else []
    said = checked(name, place, table, keys, required)
    if not isinstance(history, list):
        raise InputRefused(f"{name}, {place}, history: not a list of tables", "see plans/README.md")
    acts = []
    for number, item in enumerate(history, 1):
        where = f"{name}, {place}, history {number}"
        act = checked(name, f"{place}, history {number}", item, act_keys, ("on",))
        on, by = act.pop("on"), act.pop("by", None)
        if not act:
            raise InputRefused(f"{where}: says nothing", "say at least one thing, or leave it out")
        acts.append(Act(where, on, by, act))
    return said, acts
