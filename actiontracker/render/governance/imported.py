"""What an import of a governance file did, or would do."""

from collections.abc import Iterator

from actiontracker.render.import_lines import some
from actiontracker.render.text import Line, clean, day_words, folded, one_line
from actiontracker.reports.results import GovernanceImport


def governed_lines(result: GovernanceImport, width: int, *, asking: bool = False) -> Iterator[Line]:
    """What came in, what changed, and what could not be linked."""
    verb = "would go into" if result.dry_run else "into"
    yield [(clean(one_line(result.file)), "bold"), (f" {verb} {clean(str(result.database))}", "")]
    counts = ", ".join(f"{count} {name if count > 1 else name.removesuffix('s')}" for name, count in result.tables.items())
    what = f"{counts or 'nothing'} of {one_line(result.council)}"
    yield from folded(f"{what}, as at {day_words(result.on)}", width, 2)
    for count, said in (
        (len(result.changed), f"new or changed{some(list(dict.fromkeys(result.changed)))}"),
        (result.same, "the same"),
    ):
        if count:
            yield from folded(f"{count} {said}", width, 2)
    for problem in result.problems:
        yield from folded(f"{problem.place}: {one_line(problem.what)}", width, 4)
    if asking:
        yield [("Look at this before it is recorded.", "bold")]
    elif result.entry is None:
        yield [("Nothing changed: the database knows all of this already.", "bold")]
    elif result.dry_run:
        yield [("Nothing was written: this was a dry run.", "bold")]
    else:
        yield [(f"Recorded as entry {result.entry}; 'actiontracker undo {result.entry}' takes it back.", "dim")]
