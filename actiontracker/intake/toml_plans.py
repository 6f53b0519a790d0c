"""Plan files: the format of plans/README.md, checked key by key so that a misspelt one cannot be lost."""

import re
import tomllib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from actiontracker.domain.assurance import RESULTS
from actiontracker.domain.deadlines import FIRST_YEAR, LAST_YEAR
from actiontracker.domain.errors import InputRefused
from actiontracker.domain.publication import PARAGRAPHS, STANDINGS
from actiontracker.domain.refs import normal_ref
from actiontracker.domain.words import CLOSURE_RULES, RATED, RECURRENCES, STATUSES
from actiontracker.intake.checks import check_by_when, check_document
from actiontracker.intake.drafts import Act, ActionDraft, Document, MeetingDraft, PostDraft, RecommendationDraft, Setting

_TEXT, _DAY, _TEXTS, _FLAG, _FIELDS = "a text", "a day", "a list of texts", "true", "a table of texts"
_NUMBER = "a number from 1 to 7"
_PIECE, _CHANGE = "a piece of evidence", "what was changed"
_PLAN = {"slug": _TEXT, "council": _TEXT, "on": _DAY, "title": _TEXT, "published": _DAY, "version": _TEXT}
_PLAN |= {"source": _TEXT, "notice": _TEXT}
PLAN_LINES = ("title", "published", "version", "source", "notice")
"""What a plan says of itself; kept as settings, so that last month's can be printed again."""
RULES = ("closure_rule", "grace_days", "stale_days", "soon_days", "moves_allowed", "signoff_days", "reaudit_months")
KEY_COLOURS = tuple(f"key_{colour}" for colour in RATED)
_SETTING = {"name": _TEXT, "value": _TEXT, "on": _DAY}
_POST = {"code": _TEXT, "title": _TEXT, "organisation": _TEXT, "reports_to": _TEXT, "aliases": _TEXTS, "on": _DAY}
_RECOMMENDATION = {"ref": _TEXT, "text": _TEXT, "area": _TEXT, "timescale": _TEXT, "timescale_in_report": _TEXT}
_RECOMMENDATION |= {"outcome": _TEXT, "leads": _TEXTS, "accountable": _TEXT, "by_when": _TEXT, "deadline": _DAY}
_RECOMMENDATION |= {"note": _TEXT, "on": _DAY}
_ACTION = {"ref": _TEXT, "recommendation": _TEXT, "also_answers": _TEXTS, "text": _TEXT, "stage": _TEXT}
_ACTION |= {"leads": _TEXTS, "accountable": _TEXT, "by_when": _TEXT, "deadline": _DAY, "recurrence": _TEXT}
_ACTION |= {"status": _TEXT, "rag": _TEXT, "expected": _DAY, "progress": _TEXT, "extra": _FIELDS, "on": _DAY}
_ACT = {"on": _DAY, "by": _TEXT}
_WORDING = {"text": _TEXT, "stage": _TEXT, "by_when": _TEXT, "recurrence": _TEXT, "extra": _FIELDS}
_ACTION_ACT = _ACT | _WORDING | {"status": _TEXT, "rag": _TEXT, "note": _TEXT, "expected": _DAY, "done": _FLAG}
_ACTION_ACT |= {"observed": _FLAG, "public_note": _TEXT, "approves": _TEXT, "declines": _TEXT}
_DISCLOSURE = {"disclosure": _TEXT, "paragraph": _NUMBER, "interest": _TEXT}
_ACTION_ACT |= _DISCLOSURE
_ACTION_ACT |= {"reason": _TEXT, "duplicate_of": _TEXT, "agreed_by": _TEXT, "minute": _TEXT, "request": _DAY}
_ACTION_ACT |= {"grant": _DAY, "refuse": _DAY, "deadline": _DAY, "label": _TEXT, "answers": _TEXT}
_ACTION_ACT |= {"leads": _TEXTS, "accountable": _TEXT, "also_answers": _TEXTS}
_ACTION_ACT |= {"evidence": _PIECE, "withdraws_evidence": _PIECE, "on_evidence": _PIECE, "changed": _CHANGE}
_ACTION_ACT |= {"signoff": _TEXT, "signoff_refused": _TEXT, "reaudit": _TEXT, "reaudit_due": _DAY, "waits_on": _TEXTS}
_RECOMMENDATION_ACT = _ACT | {k: v for k, v in _RECOMMENDATION.items() if k != "ref"} | {"reason": _TEXT} | _DISCLOSURE
_RECOMMENDATION_ACT |= {"agreed_by": _TEXT, "minute": _TEXT, "needs": _TEXTS, "measure": _TEXT, "baseline": _TEXT}
_RECOMMENDATION_ACT |= {"baseline_on": _DAY, "target": _TEXT, "unit": _TEXT, "indicator": _TEXT, "value": _TEXT}
_RECOMMENDATION_ACT |= {"withdrawn": _FLAG}
_POST_ACT = _ACT | {"title": _TEXT, "organisation": _TEXT, "reports_to": _TEXT}
_MEETING = {"board": _TEXT, "on": _DAY, "as_at": _DAY}
_TOP = ("format", "plan", "settings", "posts", "recommendations", "actions", "meetings")
_CHOICES = {"disclosure": STANDINGS, "status": STATUSES, "rag": (*RATED, "none"), "recurrence": RECURRENCES, "reaudit": RESULTS}


def read_plan_file(name: str, data: bytes) -> Document:
    """Read a plan file. Raises InputRefused, naming the table and key, where it does not keep to the format."""
    top = _parsed(name, data)
    unknown = [key for key in top if key not in _TOP]
    if unknown or type(top.get("format")) is not int or top["format"] != 1 or not isinstance(top.get("plan"), dict):
        reason = f"unknown table {unknown[0]!r}" if unknown else "it needs 'format = 1' and a [plan] table"
        raise InputRefused(f"{name}: not a plan file ({reason})", "see plans/README.md for the format")
    plan = _checked(name, "plan", top["plan"], _PLAN, ("slug", "council", "on", "title"))
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(plan["slug"])):
        raise InputRefused(f"{name}, plan.slug: {plan['slug']!r} is no short name", "use a-z, 0-9 and hyphens")
    document = Document(name, "", slug=plan["slug"], council=plan["council"], on=plan["on"])
    document.settings = [Setting(line, plan[line]) for line in PLAN_LINES if line in plan]
    document.settings += [_setting(name, place, table) for place, table in _tables(name, top, "settings")]
    document.posts = [_post(name, place, table) for place, table in _tables(name, top, "posts")]
    document.recommendations = [_recommendation(name, *item) for item in _tables(name, top, "recommendations")]
    document.actions = [_action(name, *item) for item in _tables(name, top, "actions")]
    document.meetings = [_meeting(name, *item) for item in _tables(name, top, "meetings")]
    check_document(document)
    drafts: list[RecommendationDraft | ActionDraft] = [*document.recommendations, *document.actions]
    for draft in drafts:
        check_by_when(document, f"{draft.place}, by_when", draft.by_when)
    return document


def _parsed(name: str, data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        reason: object = "nested too deeply" if isinstance(error, RecursionError) else error
        reason = "not a text file" if isinstance(error, UnicodeDecodeError) else reason
        raise InputRefused(f"{name}: not TOML ({reason})", "mend the file at that place") from error


def _tables(name: str, top: dict[str, Any], key: str) -> Iterable[tuple[str, Any]]:
    tables = top.get(key, [])
    if not isinstance(tables, list):
        raise InputRefused(f"{name}, {key}: not a list of tables", f"write [[{key}]]")
    for number, table in enumerate(tables, 1):
        ref = (table.get("ref") or table.get("code") or table.get("name")) if isinstance(table, dict) else None
        yield f"{key} {number}" + (f" ({ref})" if ref else ""), table


def _setting(name: str, place: str, table: Any) -> Setting:
    values = dict(table) if isinstance(table, dict) else table
    if isinstance(values, dict) and type(values.get("value")) is int:
        values["value"] = str(values["value"])
    said = _checked(name, place, values, _SETTING, ("name", "value"))
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
    said = _checked(name, place, table, _MEETING, ("board", "on"))
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
    said = _checked(name, place, table, keys, required)
    if not isinstance(history, list):
        raise InputRefused(f"{name}, {place}, history: not a list of tables", "see plans/README.md")
    acts = []
    for number, item in enumerate(history, 1):
        where = f"{name}, {place}, history {number}"
        act = _checked(name, f"{place}, history {number}", item, act_keys, ("on",))
        on, by = act.pop("on"), act.pop("by", None)
        if not act:
            raise InputRefused(f"{where}: says nothing", "say at least one thing, or leave it out")
        acts.append(Act(where, on, by, act))
    return said, acts


def _checked(name: str, place: str, table: Any, keys: dict[str, str], required: tuple[str, ...]) -> dict[str, Any]:
    """The table with its values in our types. Raises InputRefused for an unknown or missing key, or a wrong value."""
    if not isinstance(table, dict):
        raise InputRefused(f"{name}, {place}: not a table", "see plans/README.md")
    for key in required:
        if key not in table or (isinstance(table[key], str) and not table[key].strip()):
            raise InputRefused(f"{name}, {place}: {key!r} is missing", "see plans/README.md")
    return {key: _value(f"{name}, {place}, {key}", keys.get(key), key, value) for key, value in table.items()}


def _value(place: str, kind: str | None, key: str, value: Any) -> Any:
    if kind is None:
        raise InputRefused(f"{place}: unknown key", "see plans/README.md for what can be said here")
    if kind in _THINGS:
        return _thing(place, value, _THINGS[kind])
    if kind == _DAY:
        return "" if (key, value) == ("deadline", "") else _day(place, value)
    right = {
        _TEXT: isinstance(value, str) and "\0" not in value,
        _FLAG: value is True,
        _NUMBER: type(value) is int and value in PARAGRAPHS,
        _FIELDS: isinstance(value, dict) and all(isinstance(item, str) and "\0" not in item for item in value.values()),
        _TEXTS: isinstance(value, list) and all(isinstance(item, str) and item for item in value),
    }[kind]
    if not right:
        raise InputRefused(f"{place}: {value!r} is not {kind}", "see plans/README.md")
    if key in _CHOICES and value not in _CHOICES[key]:
        raise InputRefused(f"{place}: unknown {key} {value!r}", f"one of: {', '.join(_CHOICES[key])}")
    return value


_NEW, _SIZE = "true or false", "a number"
_THINGS = {
    _PIECE: {"kind": _TEXT, "title": _TEXT, "held": _TEXT, "place": _TEXT, "dated": _DAY, "expires": _DAY, "sha256": _TEXT}
    | {"size": _SIZE},
    _CHANGE: {"kind": _TEXT, "new": _NEW, "title": _TEXT, "dated": _DAY},
}
"""Tables inside an act, and what they may say; both need a kind and a title."""
_HELD = ("file", "link", "place")


def _thing(place: str, table: Any, keys: dict[str, str]) -> dict[str, Any]:
    if not isinstance(table, dict) or not {"kind", "title"} <= table.keys():
        raise InputRefused(f"{place}: not a table with a kind and a title", "see plans/README.md")
    said: dict[str, Any] = {}
    for key, value in table.items():
        kind = keys.get(key)
        if kind in (_NEW, _SIZE):
            if type(value) is not (bool if kind == _NEW else int):
                raise InputRefused(f"{place}, {key}: {value!r} is not {kind}", "see plans/README.md")
            said[key] = value
        else:
            said[key] = _value(f"{place}, {key}", kind, key, value)
    if said.get("held", "place") not in _HELD:
        raise InputRefused(f"{place}, held: unknown {said['held']!r}", f"one of: {', '.join(_HELD)}")
    return said


def _day(place: str, value: Any) -> str:
    if isinstance(value, datetime):
        value = value.date() if (value.hour, value.minute) == (0, 0) else str(value)
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        day = date.min
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InputRefused(f"{place}: {str(value)!r} is not a day", "write it as 2012-10-31")
    return day.isoformat()
