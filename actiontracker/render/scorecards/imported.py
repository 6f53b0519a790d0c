"""What an import of a scorecard did, or would do."""

from collections.abc import Iterator

from actiontracker.domain.indicators import UNITS, Definition
from actiontracker.render.import_lines import change_words, some
from actiontracker.render.text import Line, clean, day_words, folded, one_line
from actiontracker.reports.results import ScorecardImport

_CHANGES, _PROBLEMS = 100, 60
_POLARITIES = {
    "higher": "higher is better",
    "lower": "lower is better",
    "neutral": "neutral: not rated",
    None: "not said which way is better",
}
_ACCRUALS = {
    "snapshot": "on a day",
    "cumulative": "adds up in the year",
    "rolling_year": "over the last twelve months",
    "annual": "once a year",
    None: "not said how it adds up",
}


def imported_lines(result: ScorecardImport, width: int, *, asking: bool = False) -> Iterator[Line]:
    """What came in, what changed, how headings and new indicators were understood, and what to look at."""
    verb = "would go into" if result.dry_run else "into"
    target = f"{'new ' if result.is_new else ''}scorecard {result.scorecard}"
    yield [(clean(one_line(result.file)), "bold"), (f" {verb} {target} in {clean(str(result.database))}", "")]
    yield [(f"  {result.indicators} indicators of {clean(result.council)}, as at {day_words(result.on)}", "")]
    counts = [
        (len(result.new) if not result.is_new else 0, f"new{some(result.new)}"),
        (len({change.ref for change in result.changes}), "changed"),
        (result.same, "the same"),
        (len(result.missing), f"missing from the file, left as they are{some(result.missing)}"),
    ]
    for count, what in counts:
        if count:
            yield from folded(f"{count} {what}", width, 2)
    for change in result.changes[:_CHANGES]:
        yield from folded(change_words(change), width, 4)
    if len(result.changes) > _CHANGES:
        yield [(f"    and {len(result.changes) - _CHANGES} more: 'actiontracker indicator REF' shows an indicator's", "")]
    yield from _understood(result, width)
    yield from _look_at(result, width)
    if asking:
        yield [("Look at this before it is recorded.", "bold")]
    elif result.entry is None:
        yield [("Nothing changed: the database knows all of this already.", "bold")]
    elif result.dry_run:
        yield [("Nothing was written: this was a dry run.", "bold")]
    else:
        yield [(f"Recorded as entry {result.entry}; 'actiontracker undo {result.entry}' takes it back.", "dim")]


def _understood(result: ScorecardImport, width: int) -> Iterator[Line]:
    if not result.is_new:
        return
    read = [f"{one_line(heading)} = {meaning}" for heading, meaning in result.headings if heading.casefold() != meaning]
    if read:
        yield from folded(f"Headings read as: {'; '.join(read)}", width, 2)
    if result.concluded:
        yield [("  Read from their words; change what is wrong with 'actiontracker indicator edit REF':", "")]
        for ref, key, definition in result.concluded:
            yield from folded(f"{ref}  {key}: {kind_words(definition)}", width, 4)


def kind_words(definition: Definition) -> str:
    """What an indicator is, in a few words: `%, higher is better, adds up in the year`."""
    unit = "number" if definition.unit == "count" else UNITS.get(definition.unit or "") or definition.unit or "unit not said"
    academic = ", academic years" if definition.year == "academic" else ""
    return f"{unit}, {_POLARITIES[definition.polarity]}, {_ACCRUALS[definition.accrual]}{academic}"


def _look_at(result: ScorecardImport, width: int) -> Iterator[Line]:
    if result.problems:
        yield [("  To look at:", "")]
    for problem in result.problems[:_PROBLEMS]:
        yield from folded(f"{problem.place}: {one_line(problem.what)}", width, 4)
    if len(result.problems) > _PROBLEMS:
        yield [(f"    and {len(result.problems) - _PROBLEMS} more", "")]
