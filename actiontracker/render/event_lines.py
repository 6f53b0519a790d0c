"""The record for people to read: who said what, for which day."""

from collections.abc import Iterable, Iterator
from typing import Any

from actiontracker.domain.assurance import kind_words
from actiontracker.domain.words import label
from actiontracker.render.text import Line, clean, day_words, folded, one_line, width_of
from actiontracker.reports.story import Event

_NAMES = {
    "status": "status",
    "rag": "reported",
    "expected": "expected",
    "request": "asked for",
    "grant": "granted",
    "refuse": "refused",
    "deadline": "deadline set",
    "leads": "leads",
    "accountable": "accountable",
    "agreed_by": "agreed by",
    "minute": "minute",
    "reason": "reason",
    "duplicate_of": "duplicate of",
    "measure": "measure",
    "value": "is",
    "baseline": "baseline",
    "baseline_on": "baseline of",
    "target": "target",
    "unit": "unit",
    "indicator": "indicator",
    "by_when": "by when",
    "stage": "stage",
    "recurrence": "recurs",
    "also_answers": "also answers",
    "waits_on": "waits on",
    "needs": "needs evidence:",
    "evidence": "evidence",
    "withdraws_evidence": "evidence withdrawn",
    "signoff": "signed off by",
    "signoff_refused": "sign-off refused by",
    "reaudit_due": "re-audit due",
    "reaudit": "re-audit",
    "on_evidence": "on",
    "changed": "changed",
    "text": "wording",
    "outcome": "outcome",
    "area": "area",
    "timescale": "timescale",
    "title": "title",
    "organisation": "organisation",
    "reports_to": "reports to",
    "figures": "figures",
    "targets": "targets",
    "comparators": "set beside",
    "polarity": "better is",
    "accrual": "accrues",
    "year": "year",
    "owner": "owner",
    "named": "named",
    "framework": "framework",
    "began": "from",
    "ended": "to",
    "received": "received",
    "published": "published",
    "report": "report",
    "scale": "scale",
    "judgements": "judged",
    "clocks": "clock",
    "agencies": "addressed to",
    "theme": "theme",
    "source": "comes from",
    "body": "to",
    "board": "board",
    "held_on": "held on",
    "papers_by": "papers by",
    "access": "access",
    "frequency": "meets",
    "terms": "terms of reference",
    "clear_days": "clear working days",
    "clearances": "cleared by",
    "standing": "at every meeting",
    "meeting_state": "is",
    "purpose": "purpose",
    "listed_as": "listed as",
    "pages": "pages",
    "officer": "responsible officer",
    "portfolio_holder": "portfolio holder",
    "recommends": "recommends",
    "implications": "implications",
    "kind": "a",
    "asks_for": "asks for",
    "due": "due",
    "asked_by": "asked by",
    "answered_on": "answered on",
    "repeats_count": "repeats others:",
    "holder": "held by",
    "cover": "covered by",
    "until": "until",
    "version": "version",
    "risk": "risk",
    "score": "score",
    "file": "file",
    "sheets_for": "return sheets for",
    "setting": "setting",
    "removed": "sentences removed:",
    "why": "for",
    "meeting": "meeting of",
    "number": "meeting number",
    "as_at": "shown as at",
    "head": "as known at entry",
    "stands_for": "is read as",
    "retracted": "takes back entry",
    "note": "note",
    "public_note": "public note",
    "approves": "lets out",
    "declines": "does not let out",
    "disclosure": "is",
    "paragraph": "paragraph",
    "interest": "public interest",
}
_SENTENCES = ("note", "text", "reason", "public_note", "approves", "declines", "interest")
_LISTS = ("also_answers", "waits_on")
_DAYS = (
    "expected",
    "request",
    "grant",
    "refuse",
    "deadline",
    "as_at",
    "reaudit_due",
    "baseline_on",
    "held_on",
    "papers_by",
    "until",
    "answered_on",
)


def event_lines(events: Iterable[Event], width: int, *, named: bool = True, as_at: str = "9999") -> Iterator[Line]:
    """Entries of the record: number, day, author, what was said; those for days after `as_at` say so."""
    for event in events:
        undone = f"  undone by {event.undone_by}" if event.undone_by else ""
        undone += "  after this day" if (event.on or "") > as_at else ""
        ref = f"{clean(event.ref)}  " if named and event.ref else ""
        recorded = "" if event.on == event.recorded_at[:10] else f", recorded {day_words(event.recorded_at[:10])}"
        day = f"{day_words(event.on)}{recorded}" if event.on else day_words(event.recorded_at[:10])
        version = f" (version {event.version})" if event.version else ""
        number, did = f"{event.entry:>5}  ", f"{event.kind} by {clean(event.recorded_by)}{version}"
        if width_of(f"{number}{ref}{day}  {did}{undone}") <= width:
            yield [(number, "dim"), (ref, "bold"), (f"{day}  {did}", ""), (undone, "red")]
        else:
            yield [(number, "dim"), (ref, "bold"), (day, "")]
            yield from folded(did + undone, width, 7, "red" if undone else "")
        if said := said_words(event.said):
            yield from folded(said, width, 7)


def _thing_words(thing: dict[str, Any]) -> str:
    """A piece of evidence, or what an action changed, in one line."""
    state = {True: "new ", False: "changed "}.get(thing.get("new"), "")  # type: ignore[arg-type]
    place = f" ({thing['place']})" if "place" in thing else ""
    dated = f", {day_words(thing['dated'])}" if "dated" in thing else ""
    expires = f", until {day_words(thing['expires'])}" if "expires" in thing else ""
    return f"{state}{kind_words(thing['kind'])}: {thing['title']}{place}{dated}{expires}"


def said_words(said: dict[str, Any]) -> str:
    """What an entry said, in one sentence."""
    parts = []
    for key, name in _NAMES.items():
        value = said.get(key)
        if value == [] and key in _LISTS:
            parts.append(f"{name} nothing more")
        if value in (None, "", []):
            continue
        shown = "; ".join(value) if isinstance(value, list) else _thing_words(value) if isinstance(value, dict) else str(value)
        is_day = key in _DAYS or (key == "by_when" and "measure" in said)  # an action's stands as it was printed
        shown = day_words(shown) if is_day else label(shown) if key in ("status", "recurrence", "reaudit") else shown
        parts.append(f"{name} {one_line(shown)}" if key not in _SENTENCES else f"{name}: {one_line(shown)}")
    parts += [f"{heading}: {one_line(text)}" for heading, text in (said.get("extra") or {}).items()]
    if said.get("done"):
        parts.append("done again")
    if said.get("withdrawn"):
        parts.append("no longer measured")
    if said.get("observed"):
        parts.append("as the document showed it")
    if "entries" in said:
        parts.append(f"{said['entries']} entries")
    return "; ".join(parts)
