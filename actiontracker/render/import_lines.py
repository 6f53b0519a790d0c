"""What an import did, or would do: what came in, what changed, what did not come in, and what to do about it."""

from collections.abc import Iterator

from actiontracker.domain.problems import Change, Conflict, Problem, Question
from actiontracker.domain.words import label
from actiontracker.render.result_lines import spelling_lines
from actiontracker.render.text import Line, clean, day_words, folded, one_line
from actiontracker.reports.results import ImportResult

_SHOWN = 12
_PLACES = 5
_CODES = 40
_HEADINGS = 40
_CHANGES = 500
_LONGEST = 120
_QUOTED, _REMARKS = 600, 500


def import_lines(result: ImportResult, width: int, *, asking: bool = False) -> Iterator[Line]:
    """What an import did: what came in, what did not, and what to do; before a question, the counts once more."""
    yield from _import_head(result)
    rows = [
        (len(result.new), "new", some(result.new)),
        (len({c.ref for c in result.changes}), "changed", ""),
        (result.same, "the same", ""),
        (result.history, "updates and decisions from its history recorded", ""),
        (len(result.missing), "missing from the file, left as they are", some(result.missing)),
    ]
    for count, what, refs in rows:
        if count and not (what == "new" and count == result.actions):
            yield from folded(f"{count} {what}{refs}", width, 2)
    for change in result.changes[:_CHANGES]:
        yield from folded(change_words(change), width, 4)
    if len(result.changes) > _CHANGES:
        yield [(f"    and {len(result.changes) - _CHANGES:,} more changes: 'actiontracker history' lists them", "")]
    yield from _conflicts(result.conflicts, width)
    yield from _questions(result.questions, width)
    yield from _look_at(result, width)
    if asking:
        yield [(f"{clean(result.file)}: {_counts(result)}.", "bold")]
    elif result.entry is None and (result.conflicts or result.questions):
        yield [("Nothing was recorded: what is listed above waits for you.", "bold")]
    elif result.entry is None:
        yield [("Nothing changed: the database knows all of this already.", "bold")]
    elif result.dry_run:
        yield [("Nothing was written: this was a dry run.", "bold")]
    else:
        yield [(f"Recorded as entry {result.entry}; 'actiontracker undo {result.entry}' takes it back.", "dim")]


def _import_head(result: ImportResult) -> Iterator[Line]:
    verb = "would go into" if result.dry_run else "into"
    target = f"{'new ' if result.is_new_plan else ''}plan {result.plan}" if result.plan else "the key of leads"
    yield [(clean(one_line(result.file)), "bold"), (f" {verb} {target} in {clean(str(result.database))}", "")]
    counts = [(result.recommendations, "recommendation"), (result.actions, "action"), (result.posts, "post")]
    said = ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts if count)
    yield [(f"  {said}, as at {day_words(result.on)}", "")]


def _counts(result: ImportResult) -> str:
    counts = [
        (len(result.new), "new"),
        (len({change.ref for change in result.changes}), "changed"),
        (result.same, "the same"),
        (len(result.missing), "missing"),
        (len(result.conflicts), "in conflict"),
        (len(result.questions), "to be asked about"),
    ]
    return ", ".join(f"{count} {what}" for count, what in counts if count)


def _conflicts(conflicts: list[Conflict], width: int) -> Iterator[Line]:
    if conflicts:
        said = f"In conflict ({len(conflicts)}): changed here and in the document since it last came."
        yield from folded(f"{said} What stands here stays; --theirs takes the document's.", width, 2, "bold")
    for each in conflicts:
        here, there = (_shown(each.field, text) for text in (each.tracker, each.document))
        yield from folded(f"{each.ref}: {_named(each.field)} {here} here, {there} in the document", width, 4)


def _questions(questions: list[Question], width: int) -> Iterator[Line]:
    if questions:
        said = f"Quite another text under a known ref, not touched ({len(questions)})."
        asked = f"{said} Is it the same action in other words? Then import again with --reworded {questions[0].ref};"
        yield from folded(f"{asked} if not, give it a ref of its own in the document.", width, 2, "bold")
    for each in questions:
        yield from folded(f"{each.ref} ({each.place}): {_short(each.tracker)} here, {_short(each.document)} there", width, 4)


def _look_at(result: ImportResult, width: int) -> Iterator[Line]:
    if result.unnamed:
        options = " and ".join(f"--{name} TEXT" for name in result.unnamed)
        undo = "" if result.dry_run else "undo this and "
        yield from folded(
            f"No {' or '.join(result.unnamed)} was given: to have it print, {undo}import it with {options}.", width, 2
        )
    if result.new and result.on == result.today:
        undo = "" if result.dry_run else "undo this and "
        text = f"These actions begin on {day_words(result.on)}: a report for an earlier day will not show them."
        yield from folded(f"{text} If the document speaks for an earlier day, {undo}import it with --on DAY.", width, 2)
    other = [f"{heading} = {name.replace('_', ' ')}" for heading, name in result.headings]
    if any(heading.lower() != name for heading, name in result.headings):
        said = "; ".join(one_line(text)[:_LONGEST] for text in other[:_HEADINGS])
        yield from folded(f"Headings read as: {said}. If one is wrong, say --map 'HEADING=field'.", width, 2)
    if result.new_codes:
        said = some([one_line(code)[:_LONGEST] for code in result.new_codes], _CODES)
        yield from folded(f"Not in the key of leads, kept as posts without a title{said}", width, 2)
    yield from spelling_lines(result.suggestions, 2)
    unread = [problem for problem in result.problems if problem.unread]
    yield from _problems("Not read, please look", unread, width)
    yield from _problems("Read, with a remark", [problem for problem in result.problems if not problem.unread], width)


def _problems(title: str, problems: list[Problem], width: int) -> Iterator[Line]:
    """Problems by what they say: one that many places share is told once."""
    if problems:
        yield [(f"  {title} ({len(problems)}):", "bold")]
    places: dict[str, list[str]] = {}
    for problem in problems:
        places.setdefault(problem.what, []).append(problem.place)
    for what, shared in list(places.items())[:_REMARKS]:
        more = f" and {len(shared) - _PLACES} more" if len(shared) > _PLACES + 1 else ""
        named = shared[:_PLACES] if more else shared
        yield from folded(f"{', '.join(named)}{more}: {_in_brief(what)}", width, 4)
    if len(places) > _REMARKS:
        yield from folded(f"and {len(places) - _REMARKS:,} more: mend or cut away these, and import again", width, 4)


def _in_brief(what: str) -> str:
    """The beginning of what may quote a whole page: its place is named, and the document has the rest."""
    return what if len(what) <= _QUOTED else f"{what[:_QUOTED]} … ({len(what) - _QUOTED:,} more characters in the document)"


def some(refs: list[str], most: int = _SHOWN) -> str:
    """`: S1.1, S1.2 and 3 more`, or nothing where there is none."""
    if not refs:
        return ""
    more = f" and {len(refs) - most} more" if len(refs) > most else ""
    return f": {', '.join(refs[:most])}{more}"


def change_words(change: Change) -> str:
    """What a document changed, from what to what."""
    old, new = (_shown(change.field, value) for value in (change.old, change.new))
    return f"{change.ref}: {_named(change.field)} {old} -> {new}"


def _named(field: str) -> str:
    return field.replace("_", " ")


def _shown(field: str, value: str) -> str:
    if field in ("status", "rag") and value:
        return label(value)
    return day_words(value) if field.startswith("deadline") and value else _short(value)


def _short(text: str) -> str:
    flat = one_line(text)
    return repr(flat if len(flat) <= 60 else flat[:57] + "...") if flat else "nothing"
