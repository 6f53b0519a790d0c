"""One action or recommendation with its history."""

from collections.abc import Iterator

from actiontracker.domain.plan import Recommendation
from actiontracker.domain.words import label
from actiontracker.render.event_lines import event_lines
from actiontracker.render.evidence_lines import piece_lines
from actiontracker.render.measure_lines import measure_lines
from actiontracker.render.risk_lines import score_words
from actiontracker.render.text import Line, clean, day_words, folded, one_line, pad, record_words, width_of, withheld_words
from actiontracker.reports.actions import Action
from actiontracker.reports.story import Story


def story_lines(story: Story, width: int) -> Iterator[Line]:
    """What `show` prints."""
    if story.action:
        yield from _action(story, story.action, width)
    elif story.recommendation:
        yield from _recommendation(story, story.recommendation, width)
    else:
        yield [(f"Not in the plan on {day_words(story.as_at)}: it began later, or was taken back.", "")]
    if story.asked or story.risks:
        yield []
        yield from _boards(story, width)
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
    if story.evidence:
        yield []
        yield [(f"Evidence: {action.evidence_count} that count" + ("s" if action.evidence_count == 1 else ""), "bold")]
        yield from piece_lines(story.evidence, width)


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
        *_assurance_rows(action),
        ("Area", action.area or ""),
        ("Recommendation", recommendation),
        ("Also answers", "; ".join(action.also_answers)),
        ("Timescale", action.timescale or ""),
        ("Outcome", action.outcome or ""),
        ("Its note", story.recommendation.note or "" if story.recommendation else ""),
        *((heading, text) for heading, text in action.extra.items()),
    ]


def _assurance_rows(action: Action) -> list[tuple[str, str]]:
    """What shows that it is complete, and what it waits for."""
    result = f"{label(action.reaudit_result)}" if action.reaudit_result else ""
    due = f"due {day_words(action.reaudit_due)}" if action.reaudit_due else ""
    return [
        ("Signed off", day_words(action.signed_off_on)),
        ("Re-audit", "; ".join(filter(None, (result, due)))),
        ("Waits on", "; ".join(action.waiting_on)),
        ("Holds up", "; ".join(action.holds_up)),
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
    if story.measures:
        yield []
        yield [("Measures", "bold")]
        for line in story.measures:
            yield from measure_lines(line, line.measure, width)
    yield []
    if not story.actions:
        yield [("No actions in this plan.", "red")]
    for action in story.actions:
        facts = pad(day_words(action.deadline) or "no date", 13)
        yield [(pad(clean(action.ref), 10), "bold"), (facts, ""), (pad(action.rag, 8), action.rag), (label(action.status), "")]
        yield from folded(one_line(action.action), width, 10)


def _boards(story: Story, width: int) -> Iterator[Line]:
    """What boards asked about it, and the risks behind it."""
    yield [("Boards and risks", "bold")]
    for each in story.asked:
        answered = f", {day_words(each.answered_on)}: {each.answer or each.answered_by}" if each.answered_on else ""
        due = f", due {day_words(each.due_on)}" if each.due_on and not answered else ""
        yield from folded(f"{each.name} ({each.state}{due}): {one_line(f'{each.asks_for or each.text}{answered}')}", width, 2)
    for risk in story.risks:
        yield from folded(f"Risk {risk.risk} ({score_words(risk)}): {one_line(risk.title or 'no title')}", width, 2)


def _labelled(name: str, value: str, width: int) -> Iterator[Line]:
    """A name and its value; a name wider than its column (a document's own heading) stands on a line before."""
    lines = folded(value, width, 16) or [[("", "")]]
    name = clean(one_line(name))
    if width_of(name) > 15:
        yield from folded(name, width, 0, "dim")
    else:
        yield [(pad(name, 16), "dim"), (lines.pop(0)[0][0][16:], "")]
    yield from lines
