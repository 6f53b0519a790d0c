"""One recommendation as a paper for a monitoring visit."""

from actiontracker.domain.words import label
from actiontracker.render.pack.blocks import Block, Card, Cards, Facts, Paper, Paragraph, Rated, Section, Table
from actiontracker.render.pack.lists import step_words
from actiontracker.render.phrases import counted, led_by
from actiontracker.render.text import day_words, foot_words, key_words, one_line
from actiontracker.reports.summary import ActionStory, RecommendationSummary


def summary_paper(summary: RecommendationSummary) -> Paper:
    """The inspector's words, the outcome wanted, what was done and when, evidence, what is left, what slipped and why."""
    public = ", public edition" if summary.withheld is not None else ""
    return Paper(
        title=f"{summary.ref}: {one_line(summary.recommendation)}",
        subtitle=f"Recommendation summary{public}, as at {day_words(summary.as_at)}",
        notices=[summary.plan.notice] if summary.plan.notice else [],
        sections=[_asked(summary), _done(summary), _left(summary), _slipped(summary), *_withdrawn(summary)],
        foot=foot_words(summary.as_at, summary.withheld, summary.record),
    )


def _asked(summary: RecommendationSummary) -> Section:
    timescale = summary.timescale or summary.timescale_in_report or "none is printed"
    if summary.timescale_in_report and summary.timescale_in_report != summary.timescale:
        timescale += f" (in the inspection report: {summary.timescale_in_report})"
    plan, line = summary.plan, summary.line
    rows = [
        ("Plan", f"{plan.title} ({plan.council})" + (f", version {plan.version}" if plan.version else "")),
        ("Area", summary.area or "none"),
        ("Timescale", timescale),
        ("Outcome wanted", summary.outcome or "none is written down"),
        *([("Leads", led_by(summary.leads))] if summary.leads else []),
        ("Rating", f"{line.rag}: {line.reason}"),
        ("Actions", f"{line.closed} of {line.actions} closed, {counted(len(summary.left), 'action')} left"),
    ]
    if summary.note:
        rows.append((f"Note, {day_words(summary.noted_on)}", summary.note))
    return Section("asked", "What was asked", [Facts(rows), Paragraph(key_words(plan.key), dim=True)])


def _done(summary: RecommendationSummary) -> Section:
    rows = [
        (
            s.action.ref,
            label(s.action.status),
            day_words(s.action.completed_on) or "day not known",
            led_by(s.action.leads),
            counted(s.action.evidence_count, "piece") if s.action.evidence_count else "none held",
            s.action.action,
            s.last_note.note if s.last_note else "",
        )
        for s in summary.done
    ]
    head = ("ref", "status", "on", "leads", "evidence", "action", "last note")
    table = Table("Actions completed, by day", head, rows, long=2, empty="Nothing is completed.")
    return Section("done", f"What was done, and when: {len(rows)}", [table])


def _left(summary: RecommendationSummary) -> Section:
    return Section("left", f"What is left: {len(summary.left)}", [Cards([_card(s) for s in summary.left], "Nothing is left.")])


def _card(story: ActionStory) -> Card:
    a, note = story.action, story.last_note
    facts = [
        ("Status", f"{label(a.status)}: {one_line(a.rag_reason)}"),
        ("Deadline", day_words(a.deadline) or f"none that can be read: {one_line(a.by_when or '-')!r} is printed"),
        ("Expected", day_words(a.expected) or "no day is given"),
        (f"Last note, {day_words(note.on)}", note.note) if note else ("Last note", "none"),
    ]
    return Card(a.ref, Rated(a.rag), led_by(a.leads), a.action, facts)


def _slipped(summary: RecommendationSummary) -> Section:
    rows = [
        (s.action.ref, step.step, led_by(step.leads), step_words(step))
        for s in (*summary.done, *summary.left, *summary.withdrawn)
        for step in s.steps
    ]
    blocks: list[Block] = [
        Table(
            "Deadlines asked for and decided on",
            ("ref", "step", "leads", "from, to, and why"),
            rows,
            empty="No deadline was moved.",
        )
    ]
    return Section("slipped", "Dates that slipped, and why", blocks)


def _withdrawn(summary: RecommendationSummary) -> list[Section]:
    rows = [
        (s.action.ref, s.action.action, one_line(s.action.rag_reason).removeprefix("withdrawn: ")) for s in summary.withdrawn
    ]
    table = Table("Actions withdrawn", ("ref", "action", "why"), rows, long=1)
    return [Section("withdrawn", f"Withdrawn: {len(rows)}", [table])] if rows else []
