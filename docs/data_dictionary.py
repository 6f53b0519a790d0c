"""The data dictionary of the exports: what each column means, table by table."""

from actiontracker.domain.plan import Meeting
from actiontracker.reports.actions import Action
from actiontracker.reports.changes import ChangeLine
from actiontracker.reports.checks.findings import Finding
from actiontracker.reports.evidence import EvidenceFinding, EvidenceRow
from actiontracker.reports.governance.inspections import InspectionLine, JudgementLine
from actiontracker.reports.governance.themes import AgencyLine, Answer
from actiontracker.reports.measures import MeasureLine
from actiontracker.reports.practice import IndexLine, WaitLine
from actiontracker.reports.returns import ReturnLine
from actiontracker.reports.rows import RecommendationRow, UpdateRow
from actiontracker.reports.scorecards.lines import ScorecardLine
from actiontracker.reports.scorecards.story import PeriodLine
from actiontracker.reports.scorecards.summary import ScorecardRow
from actiontracker.reports.signing import AwaitLine, ClosureLine, ReauditLine
from actiontracker.reports.slippage import Move, RequestLine
from actiontracker.reports.story import Event
from actiontracker.reports.tracked import PlanRow, PostLine
from docs.committee_columns import COMMITTEE_COLUMNS, COMMITTEE_MEANINGS
from docs.packs import MADE

COLUMN_MEANINGS = {
    "plan": "short name of the plan",
    "area": "area of the recommendation, as the plan prints it",
    "recommendation_ref": "ref of the recommendation that the action stands under; empty where it stands alone",
    "recommendation": "what the inspectors asked for",
    "timescale": "the plan's timescale for the recommendation, as printed",
    "outcome": "what will be different for children",
    "ref": "ref within the plan, such as S1.3",
    "stage": "MUST DO or EMBEDDING, where the plan prints it",
    "action": "what will be done",
    "leads": "codes of the posts that lead, in printed order; a list in JSON, joined by `; ` in CSV",
    "by_when": "the by-when as printed, kept for ever",
    "deadline": "the agreed deadline, the one that counts; of a recurring action its next due day",
    "original_deadline": "the first deadline known; only a correction changes it",
    "expected": "when the lead now thinks it will be done: never counted",
    "deadline_moves": "how often a board granted another date",
    "status": "not_reported, not_stated, not_started, in_progress, on_hold, completed, embedded, withdrawn",
    "rag": "the printed rating: red, amber, green, blue, none",
    "rag_reported": "the rating that the lead reported, if any",
    "rag_computed": "the rating by the decision table (docs/ratings.md)",
    "rag_reason": "why it is rated so",
    "days_overdue": "days past the deadline; empty where it is not overdue",
    "progress": "the last progress note",
    "updated_on": "the day of the last update",
    "completed_on": "the day of completion; empty where no day is known",
    "evidence_count": "pieces of evidence that count: not withdrawn, not expired",
    "evidence_kinds": "the kinds of that evidence, each once",
    "signed_off_on": "the day of the board's sign-off that still holds",
    "reaudit_due": "the day by which completed work is looked at again",
    "reaudit_result": "of the last re-audit: sustained, partly, not_sustained",
    "waiting_on": "open actions that this one waits for",
    "holds_up": "open actions that wait for this one",
    "also_answers": "further recommendations that the action serves",
    "version": "how many entries there are about the action: for --if-version",
    "requested": "a deadline asked for that no board has decided on",
    "accountable": "the lead who is marked accountable",
    "noted_on": "the day of that note",
    "extra": "what the plan prints under headings of its own; an object in JSON, that object as text in CSV",
    "inherited": "which of leads and deadline are the recommendation's",
    "timescale_in_report": "the inspection report's timescale, where it is known",
    "note": "the progress note",
    "actions": "actions that answer it and are not withdrawn",
    "closed": "of those, completed or embedded",
    "next_deadline": "the earliest deadline of its open actions",
    "kind": "what sort of entry it is",
    "effective_on": "the day that it speaks for",
    "recorded_at": "the moment of recording, UTC",
    "recorded_by": "the author",
    "done": "true where a recurring action was done again",
    "granted": "the deadline that a board granted",
    "refused": "the deadline that a board refused",
    "agreed_by": "the board",
    "minute": "its minute",
    "reason": "the reason given",
    "undone": "true where it was taken back",
    "council": "whose key of leads",
    "code": "the post's code",
    "title": "the post's title",
    "organisation": "whose post it is",
    "reports_to": "the post above",
    "aliases": "other spellings that documents print",
    "open": "open actions",
    "overdue": "of those, past their deadline",
    "red": "actions rated red",
    "key": "the indicator's key, the same from paper to paper",
    "description": "what is measured, as the scorecard words it",
    "unit": "percent, count, per_10000, days, score",
    "polarity": "which way is better: higher, lower, neutral; empty where nobody has said",
    "accrual": "snapshot, cumulative (adds up in the year), rolling_year, annual",
    "year": "which year it counts: financial, academic, calendar",
    "period": "2022-23 a year, 2023-Q1 a quarter of the financial year, 2012-M10 a month, 2016 a calendar year",
    "period_end": "the last day of the period",
    "value": "the figure as printed; in a public edition c (suppressed), x (not available) or z (not applicable)",
    "numerator": "of its fraction, where one is known",
    "denominator": "of its fraction",
    "missing": "why there is no figure: c suppressed, x not available, z not applicable",
    "printed": "the cell as the paper prints it, where the other columns do not give it back",
    "rag_stated": "the rating that the paper itself states",
    "counts_children": "whether it counts children: then small numbers are masked for the public",
}


# Where a name means something else in one table than in the others.
_ELSEWHERE = {
    "export recommendations": {
        "ref": "ref of the recommendation, such as S1",
        "area": "area, as the plan prints it",
        "leads": "codes of the posts that the plan prints for the recommendation; a list in JSON, joined by `; ` in CSV",
        "by_when": "the by-when printed for the recommendation",
        "deadline": "the deadline read from it: its actions without a date take it",
        "rag": "the worst rating of its actions, never an average",
        "rag_reason": "how many of them have it",
        "note": "the recommendation's own progress note",
        "noted_on": "the day of that note",
        "closed": "of those, completed or embedded",
    },
    "export updates": {
        "version": "its number among the entries about the action",
        "status": "the status that it says, if any",
        "rag": "the reported rating that it says, if any (`none`: no longer reported)",
        "note": "the note that it says",
        "expected": "the expected day that it says",
        "requested": "a deadline asked for",
        "deadline": "a first deadline, or the right one in a correction",
    },
    "export leads, leads": {
        "open": "open actions that the post leads",
        "closed": "completed or embedded ones",
        "holder": "who holds it; empty: nobody, or nothing is said",
        "is_vacant": "true where it is said that nobody holds it",
        "covered_by": "the post that covers an absence",
    },
    "plans": {
        "plan": "short name",
        "title": "the plan's title",
        "actions": "all actions, withdrawn ones among them",
        "recommendations": "recommendations",
        "began": "the first day that the plan speaks for",
        "published": "the day the inspection report was published",
        "version": "the document's version",
        "council": "the council",
    },
    "export evidence, evidence": {
        "ref": "the action that it counts, or counted, for: one row for each",
        "evidence": "its number, such as E12",
        "kind": "document, data, audit, observation, or whose voice it is",
        "title": "what it is",
        "held": "file (a copy in evidence/), link, place; empty where it is only described",
        "place": "the file's own name, the link, or where it is kept",
        "dated": "the day that it bears itself",
        "expires": "the last day on which it counts",
        "given_on": "the day from which it counts",
        "given_by": "who recorded it",
        "state": "counts, expired, withdrawn",
        "reason": "why it was withdrawn",
        "sha256": "of the file: its name in evidence/",
        "size": "of the file, in bytes",
    },
    "evidence check": {
        "what": "missing, changed, expired, orphaned",
        "evidence": "its number; empty for a file that no record speaks of",
        "title": "its title, or the name of that file",
        "said": "what was found, in words",
    },
    "requests": {
        "deadline": "the agreed deadline, which goes on counting",
        "requested": "the day that is asked for",
        "days": "how much later that is",
        "asked_on": "the day of the request",
        "asked_by": "who recorded it",
        "deadline_moves": "how often the deadline was moved before",
        "days_overdue": "days past the agreed deadline; empty where it is not overdue",
        "reason": "why it is asked for",
    },
    "export slippage, slippage": {
        "move": "1 for the action's first move, and so on",
        "old": "the deadline before",
        "new": "the deadline that was granted",
        "days": "how much later that is",
        "decided_on": "the day of the decision",
        "agreed_by": "the body that granted it",
        "reason": "what it said",
        "requested_on": "the day on which it was asked for, where it was",
        "requested_by": "who recorded the request",
        "request_reason": "why it was asked for",
        "leads": "the action's leads; a list in JSON, joined by `; ` in CSV",
    },
    "changes": {
        "version": "the plan's version on that day",
        "on": "the day from which it holds",
        "ref": "the action or recommendation",
        "what": "added, reworded, withdrawn, date moved, date refused, date set, leads, answers",
        "before": "what stood there before",
        "after": "what stands there now",
        "reason": "why; of a date that was moved or refused what the board said, else why it was asked for",
        "agreed_by": "the body that agreed; empty where nobody is said to have",
        "recorded_by": "who recorded it",
        "entry": "number in the record: for undo",
    },
    "signoff": {
        "refused_on": "the day on which a board refused it, if it did",
        "evidence_kinds": "the kinds of evidence that count, each once",
        "status": "completed or embedded",
    },
    "reaudit": {
        "due": "the day by which it is looked at again",
        "days_late": "days past that day; empty where it is not late",
        "result": "of the last re-audit: sustained, partly, not_sustained",
        "result_on": "the day of that result",
    },
    "closure": {
        "recommendation_ref": "the recommendation that needs kinds of evidence; empty for the plan's rule",
        "rule": "reported, evidenced, signed-off, embedded",
        "needs": "the kinds of evidence needed; a list in JSON, joined by `; ` in CSV",
    },
    "export measures, measures": {
        "recommendation_ref": "ref of the recommendation whose outcome it shows",
        "measure": "ref of the measure, such as S1.M2",
        "text": "what is measured",
        "baseline": "the figure that it starts from, as typed",
        "baseline_on": "the day that figure was measured",
        "target": "the figure to reach, as typed",
        "by_when": "the day by which to reach it",
        "unit": "the unit of the figures",
        "indicator": "ref of the indicator that it is taken from",
        "value": "the last figure measured, as typed",
        "value_on": "the day of that figure",
        "direction": "target met, improving, same, worsening; or why nothing can be said",
        "direction_in_words": "the same with the figures that it rests on",
        "has_moved": "false where it is the same or worse, or nothing was measured since the baseline; empty: cannot be told",
        "values": "JSON of measures only: all figures over time, the oldest first, each with its day and note",
    },
    "export index, index": {
        "kind": "policy, guidance, quality-improvement, workforce-planning, learning",
        "new_or_changed": "of policy and guidance: new, or changed",
        "title": "what was changed",
        "dated": "the day that it bears itself",
        "ref": "the action that changed it",
        "status": "the action's status: where it is an open one, the action was opened again",
        "entry": "number of its recording in the record: for undo",
    },
    "depends": {
        "ref": "the open action that is waited for",
        "deadline": "its agreed deadline",
        "leads": "its leads; a list in JSON, joined by `; ` in CSV",
        "status": "its status",
        "days_overdue": "days past that deadline; empty where it is not overdue",
        "holds_up": "the open action that waits for it",
        "holds_up_deadline": "the deadline of the one that waits",
        "holds_up_leads": "the leads of the one that waits",
    },
    "export inspections, inspection": {
        "inspection": "its short name",
        "council": "whose",
        "framework": "short name of its framework (docs/governance.md)",
        "title": "what it was called",
        "began": "its first day; a month or a year where no more is known",
        "ended": "its last day",
        "received": "the day its report came; never assumed",
        "published": "the day its report was published",
        "report": "where the report is",
        "grades": "how many judgements have each grade, in words",
        "is_partial": "true where judgements that are not recorded are not held, not absent",
        "statement_due": "the day of the clock that is due first; empty where the report's receipt is not on record",
        "statement_state": "met, met late, overdue, due soon (ten days), running, or why it cannot be told",
        "recommendations": "how many recommendations come from it",
        "plans": "the plans that answer it; a list in JSON, joined by `; ` in CSV",
    },
    "export judgements, inspection show, inspection trajectory": {
        "inspection": "its short name",
        "framework": "short name of its framework",
        "began": "its first day",
        "area": "the part of the report that the judgement stands in",
        "judgement": "what was judged",
        "grade": "the grade, on the framework's scale",
        "place": "the grade's place on its scale, 1 the best",
        "of": "how many grades the scale has",
        "note": "a note on it",
    },
    "theme": {
        "theme": "its name",
        "ref": "ref of the recommendation",
        "recommendation": "what was asked for",
        "rag": "the worst rating of its actions",
        "inspection": "the inspection that it comes from",
        "began": "its first day",
    },
    "inspection agencies": {
        "agency": "the agency that has to act",
        "recommendations": "how many are addressed to it",
        "red": "of those, rated red",
        "amber": "rated amber",
        "none": "without a rating",
        "green": "rated green",
        "blue": "with all actions complete",
        "refs": "which they are; a list in JSON, joined by `; ` in CSV",
    },
    "scorecard": {
        "scorecard": "short name of the scorecard",
        "ref": "the indicator's ref there; empty where the paper prints none",
        "provisional": "true where the figure may still be revised",
        "target": "the target that counts for the period; empty where there is none, or the indicator is neutral",
        "rag": "red, amber, green; none: not rated",
        "rag_basis": "what it is rated by: target, with its tolerance, or the quartiles of a year",
        "rag_reason": "the target with its year, or why it is not rated",
        "direction": "improving, same, worsening; of a neutral figure higher, lower; empty where it may not be said",
        "comparators": "in JSON a list of kind, name, period, value, text; in CSV one sentence",
        "target_period": "the year or quarter that the target was set for",
        "direction_against": "the period that it is compared with",
        "direction_reason": "why no direction is said",
        "note": "a note on the figure: internal",
        "children_needed": "in a cohort under 200, how many children would have to count otherwise to reach the target",
        "last_year": "the figure of the year before; of a part of what adds up, of the same part",
        "last_year_period": "its period",
        "against_last_year": "better, worse, same; of a neutral figure higher, lower; empty where it cannot be said",
        "against_last_year_reason": "why not",
        "neighbours": "the statistical neighbours' newest figure",
        "neighbours_period": "its year",
        "against_neighbours": "better, worse, same; of a neutral figure higher, lower; empty where it may not be said",
        "against_neighbours_reason": "why not",
        "england": "England's newest figure",
        "england_period": "its year",
        "against_england": "better, worse, same; of a neutral figure higher, lower; empty where it may not be said",
        "trend": "the last figures that may stand in one line: in JSON period and value, in CSV one text",
        "comment": "what the owner said last",
        "comment_by": "who recorded it",
        "comment_on": "the day of it",
        "owner": "the post that answers for it",
        "heading": "the part of the scorecard that it stands in",
    },
    "export indicators, indicator": {
        "council": "whose indicator it is",
        "provisional": "true where the figure may still be revised",
        "target": "the target that counts for the period",
        "target_period": "the year or quarter that it was set for",
        "note": "a note on the figure: internal",
        "rag": "red, amber, green; none: not rated",
        "rag_reason": "the target with its year, or why it is not rated",
        "scorecards": "the scorecards that print the figure; a list in JSON, joined by `; ` in CSV",
        "said_on": "the day from which the figure holds",
        "said_by": "who recorded it; empty in a public edition",
        "revisions": "how often it was changed",
        "history": "JSON only: all that was ever said of it, the last first; empty in a public edition",
    },
    "scorecard list": {
        "scorecard": "short name",
        "title": "its title",
        "council": "whose it is",
        "began": "the first day that it speaks for",
        "indicators": "how many it lists",
        "period": "the newest period of most of them",
        "basis": "target or quartile",
        "tolerance": "how far from a target is amber",
    },
    "check": {
        "ref": "where it was found: an action or a recommendation; empty where the plan as a whole is meant",
        "code": "what kind of finding it is (docs/checks.md)",
        "severity": "error, warning or note",
        "what": "what was found",
        "what_to_do": "what to do about it, with the command where there is one",
    },
    "returns": {
        "sent_to": "the post or organisation that the sheet was made for",
        "sent_on": "the day it was made",
        "due_on": "the day it is wanted back",
        "actions": "open actions on it",
        "returned_on": "the day for which it was last imported; empty where it did not come back",
        "updates": "updates that it brought, over all its imports",
        "conflicts": "fields in conflict at its last import",
        "days_late": "days past the day it was wanted; empty where it came back or is not due",
        "file": "name of the file as it was made",
        "entry": "number of its sending in the record: for undo",
    },
    "board meetings": {
        "number": "number of the meeting: for board --meeting",
        "board": "the body that met",
        "on": "the day of the meeting",
        "as_at": "the day that its pack shows",
        "head": "the newest entry of the record that the pack knows",
        "plans": "the plans that it shows; a list in JSON, joined by `; ` in CSV",
        "entry": "number of its recording in the record: for undo",
    },
    "history": {
        "entry": "number in the record: for undo",
        "version": "its number among the entries about the action",
        "on": "the day that it speaks for",
        "ref": "the action, recommendation or post that it is about",
        "said": "what it says: an object in JSON (keys of plans/README.md), a sentence in CSV",
        "undone_by": "the entry that took it back",
    },
}


def columns() -> str:
    """The data dictionary of the exports."""
    parts = [MADE, "# Columns\n\nThe same names in CSV and JSON; new columns are only ever added at the end.\n"]
    parts.append("Days are ISO (`2012-10-31`), empty means empty. In CSV a text that begins with `= + - @`, a tab or a\n")
    parts.append("line break has an apostrophe before it (`--raw` leaves it out; an import takes it back).\n")
    tables = (
        ("export actions, list, overdue, mine", Action._fields),
        ("export recommendations", RecommendationRow._fields),
        ("export updates", UpdateRow._fields),
        ("export leads, leads", PostLine._fields),
        ("plans", PlanRow._fields),
        ("history", Event._fields),
        ("check", Finding._fields),
        ("export evidence, evidence", EvidenceRow._fields),
        ("evidence check", EvidenceFinding._fields),
        ("requests", RequestLine._fields),
        ("export slippage, slippage", Move._fields),
        ("changes", ChangeLine._fields),
        ("signoff", AwaitLine._fields),
        ("reaudit", ReauditLine._fields),
        ("closure", ClosureLine._fields),
        ("export measures, measures", (*MeasureLine._fields, "values")),
        ("export index, index", IndexLine._fields),
        ("depends", WaitLine._fields),
        ("export inspections, inspection", InspectionLine._fields),
        ("export judgements, inspection show, inspection trajectory", JudgementLine._fields),
        ("theme", Answer._fields),
        ("inspection agencies", AgencyLine._fields),
        *COMMITTEE_COLUMNS,
        ("scorecard", ScorecardLine._fields),
        ("export indicators, indicator", PeriodLine._fields),
        ("scorecard list", ScorecardRow._fields),
        ("returns", ReturnLine._fields),
        ("board meetings", Meeting._fields),
    )
    for name, fields in tables:
        parts.append(f"\n## {name}\n\n| Column | Meaning |\n|---|---|\n")
        meanings = COLUMN_MEANINGS | _ELSEWHERE.get(name, {}) | COMMITTEE_MEANINGS.get(name, {})
        parts += [f"| `{field}` | {meanings[field]} |\n" for field in fields]
    parts.append(BOARD_JSON)
    return "".join(parts)


BOARD_JSON = """
## board, as JSON

`plans` (title, council, published, version, notice, key to the colours), `as_at`, `since`, `headline` (counts as `n` and
`of`: open, completed, overdue, by status, by rating; `withdrawn` is in none of them), `headline_then` (the same on the day
compared with, or null), `areas`, `recommendations`, `overdue`, `rating_queries`, `movement` (a list for each kind of
change, and `sums`; null with `nothing_to_compare` saying why), `due_next` (until `due_until`), `leads`, `waiting` and
`undated` (lists of actions), `head` (the newest entry of the record that is known), `last_board` (the meeting compared
with), `next_board` (its day, where one is known), `subject` (of a highlight report), `plan_changes`, `exceptions` (action,
`is_queried`, `last_note`, `note_before`, `moves`), `completed`, `moved_deadlines` (decisions since, with `before`, `after`,
`days`, `reason`, `agreed_by`), `silent`, `completion` (`day`, `due`, `closed`), `deadlines` (`month`, `closed`, `open`,
`overdue`, `moved`; `undrawn` are too far off), `annex` with `--full`, `corrections` with `--corrections`, `assurance` (null
in a public edition: `proven` completed actions with evidence, `unproven` those without, `awaiting` sign-off, `signed_off`
since, `not_sustained` of those re-audited, `reaudits` due by the next board, `holding_up` late actions that others wait
for, `requests` for other dates that are not decided on, `unmoved` and `unmeasured` outcomes), `difference` (null in a
public edition: measured outcomes with `closed` of `actions`, the `indicator`, its figure `then` and `now`, the `word`),
`came_back` (themes that more than one inspection asked for), `clocks` (overdue or due soon after inspections),
`asked` (open asks and questions of boards, with the columns of `decision`), `meetings` (to come, with those of `meeting`) and
`risks` (red actions with the risk behind them).

## scorecard, as JSON

`scorecard`, `title`, `council`, `as_at`, `period`, `basis`, `notices`, `ratings` (lines by colour), lists of refs
(`worse_than_last_year`, `better_than_last_year`, `not_set_beside_last_year`, the same three with `neighbours`), `rows`
(the columns of `scorecard`), `masks`, `withheld` (of a public edition, else null), `record`.

## show --summary, as JSON

`as_at`, `head`, `plan`, `ref`, `recommendation`, `area`, `timescale`, `timescale_in_report`, `outcome`, `leads`, `note`,
`line` (rating, counts, next deadline), and `done`, `left`, `withdrawn`: lists of `action`, `last_note` and `steps` (what
was asked and decided of its deadline).
"""
