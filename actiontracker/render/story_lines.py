"""One action or recommendation with its history; and the record."""

from collections.abc import Iterable, Iterator
from typing import Any

from actiontracker.domain.plan import Recommendation
from actiontracker.domain.words import label
from actiontracker.render.text import Line, clean, day_words, folded, one_line, pad, record_words, width_of, withheld_words
from actiontracker.reports.actions import Action
from actiontracker.reports.story import Event, Story

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
    "by_when": "by when",
    "stage": "stage",
    "recurrence": "recurs",
    "also_answers": "also answers",
    "text": "wording",
    "outcome": "outcome",
    "area": "area",
    "timescale": "timescale",
    "title": "title",
    "organisation": "organisation",
    "reports_to": "reports to",
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
_DAYS = ("expected", "request", "grant", "refuse", "deadline", "as_at")


def story_lines(story: Story, width: int) -> Iterator[Line]:
    """What `show` prints."""
    if story.action:
        yield from _action(story, story.action, width)
    elif story.recommendation:
        yield from _recommendation(story, story.recommendation, width)
    else:
        yield [(f"Not in the plan on {day_words(story.as_at)}: it began later, or was taken back.", "")]
    for notice in story.notices:
        yield []
        yield from folded(notice, width)
    if story.events:
        yield []
        yield [("History", "bold")]
        yield from event_lines(story.events, width, named=False, as_at=story.as_at)
    yield []
    public = f"{withheld_words(story.withheld)} " if story.withheld is not None else ""
    yield from folded(public + record_words(story.record), width, style="dim")


def _action(story: Story, action: Action, width: int) -> Iterator[Line]:
    version = f", version {action.version}" if action.version else ""  # none in a public edition
    yield [
        (clean(f"{action.ref}  {action.stage or ''}").rstrip(), "bold"),
        (f"   {clean(action.plan)}{version}, as at {day_words(story.as_at)}", "dim"),
    ]
    yield from folded(action.action, width)
    yield []
    yield [(pad("Rating", 16), "dim"), (action.rag, action.rag), (f"  {action.rag_reason}", "")]
    reported = action.rag_reported
    if reported:
        yield [(pad("", 16), ""), (f"reported {reported}, computed {action.rag_computed}", "")]
    for name, value in _rows(action, story):
        if value:
            yield from _labelled(name, value, width)


def _rows(action: Action, story: Story) -> list[tuple[str, str]]:
    deadline = day_words(action.deadline) + (" (from the recommendation)" if "deadline" in action.inherited else "")
    leads = "; ".join(action.leads) + (" (from the recommendation)" if "leads" in action.inherited else "")
    moved = f"{day_words(action.original_deadline)}, moved {action.deadline_moves} times" if action.deadline_moves else ""
    moved = moved.replace("moved 1 times", "moved once")
    asked = f"{day_words(action.requested)}, not yet decided" if action.requested else ""
    recommendation = f"{action.recommendation_ref}: {action.recommendation}" if action.recommendation_ref else ""
    return [
        ("Status", label(action.status) + (f" on {day_words(action.completed_on)}" if action.completed_on else "")),
        ("Leads", leads or "no lead"),
        ("Accountable", action.accountable or ""),
        ("Deadline", deadline or "no date"),
        ("By when", f"{action.by_when!r} as printed" if action.by_when else ""),
        ("Original", moved),
        ("Asked for", asked),
        ("Expected", day_words(action.expected)),
        ("Last note", f"{action.progress} ({day_words(action.noted_on)})" if action.progress else ""),
        ("Area", action.area or ""),
        ("Recommendation", recommendation),
        ("Timescale", action.timescale or ""),
        ("Outcome", action.outcome or ""),
        ("Its note", story.recommendation.note or "" if story.recommendation else ""),
        *((heading, text) for heading, text in action.extra.items()),
    ]


def _recommendation(story: Story, r: Recommendation, width: int) -> Iterator[Line]:
    yield [(clean(r.ref), "bold"), (f"   {clean(r.plan)}, recommendation, as at {day_words(story.as_at)}", "dim")]
    yield from folded(r.text, width)
    yield []
    timescale = r.timescale or ""
    if r.timescale_in_report and r.timescale_in_report != r.timescale:
        timescale += f" (in the report: {r.timescale_in_report})"
    by_when = f"{r.by_when!r} as printed" if r.by_when else ""
    rows = [
        ("Area", r.area),
        ("Timescale", timescale),
        ("Outcome", r.outcome),
        ("Leads", "; ".join(story.recommendation_leads)),
    ]
    note = f"{r.note} ({day_words(r.noted_on)})" if r.note else ""
    for name, value in (*rows, ("By when", by_when), ("Note", note)):
        if value:
            yield from _labelled(name, value, width)
    yield []
    if not story.actions:
        yield [("No actions in this plan.", "red")]
    for action in story.actions:
        facts = pad(day_words(action.deadline) or "no date", 13)
        yield [(pad(clean(action.ref), 10), "bold"), (facts, ""), (pad(action.rag, 8), action.rag), (label(action.status), "")]
        yield from folded(one_line(action.action), width, 10)


def _labelled(name: str, value: str, width: int) -> Iterator[Line]:
    """A name and its value; a name wider than its column (a document's own heading) stands on a line before."""
    lines = folded(value, width, 16) or [[("", "")]]
    name = clean(one_line(name))
    if width_of(name) > 15:
        yield from folded(name, width, 0, "dim")
    else:
        yield [(pad(name, 16), "dim"), (lines.pop(0)[0][0][16:], "")]
    yield from lines


def event_lines(events: Iterable[Event], width: int, *, named: bool = True, as_at: str = "9999") -> Iterator[Line]:
    """Entries of the record: number, day, author, what was said; those for days after `as_at` say so."""
    for event in events:
        undone = f"  undone by {event.undone_by}" if event.undone_by else ""
        undone += "  after this day" if (event.on or "") > as_at else ""
        ref = f"{clean(event.ref)}  " if named and event.ref else ""
        recorded = "" if event.on == event.recorded_at[:10] else f", recorded {day_words(event.recorded_at[:10])}"
        day = f"{day_words(event.on)}{recorded}" if event.on else day_words(event.recorded_at[:10])
        version = f" (version {event.version})" if event.version else ""
        yield [
            (f"{event.entry:>5}  ", "dim"),
            (ref, "bold"),
            (f"{day}  {event.kind} by {clean(event.recorded_by)}{version}", ""),
            (undone, "red"),
        ]
        if said := said_words(event.said):
            yield from folded(said, width, 7)


def said_words(said: dict[str, Any]) -> str:
    """What an entry said, in one sentence."""
    parts = []
    for key, name in _NAMES.items():
        value = said.get(key)
        if value in (None, "", []):
            continue
        shown = "; ".join(value) if isinstance(value, list) else str(value)
        shown = day_words(shown) if key in _DAYS else label(shown) if key in ("status", "recurrence") else shown
        parts.append(f"{name} {one_line(shown)}" if key not in _SENTENCES else f"{name}: {one_line(shown)}")
    parts += [f"{heading}: {one_line(text)}" for heading, text in (said.get("extra") or {}).items()]
    if said.get("done"):
        parts.append("done again")
    if said.get("observed"):
        parts.append("as the document showed it")
    if "entries" in said:
        parts.append(f"{said['entries']} entries")
    return "; ".join(parts)
