"""What a command did, in a few lines: updates, changes, undos; and the lists of posts and plans."""

from collections.abc import Iterator
from shlex import quote

from actiontracker.domain.words import label
from actiontracker.render.event_lines import said_words
from actiontracker.render.text import Line, clean, columns, day_words, days_in_words, folded, one_line
from actiontracker.reports.results import Kept, Redacting, Undone, Updated
from actiontracker.reports.tracked import PlanRow, PostLine


def updated_line(updated: Updated, *, dry_run: bool = False) -> Line:
    """One line for one action: what it was, what it is now, the version."""
    parts = [_change(*change) for change in updated.changes]
    version = f"version {updated.version}, " if updated.version else ""
    version = "" if dry_run else f" ({version}entry {updated.entry})"
    would = "would be: " if dry_run else ""
    line: Line = [(clean(updated.ref), "bold"), (f"  {would}{'; '.join(parts)}{version}", "")]
    if updated.overruled:
        line.append((f"; from {day_words(updated.on)}, but {updated.overruled}", ""))
    return line


def missing_words(updated: Updated) -> str:
    """What completed work still lacks by its plan's closure rule, and the command for it."""
    ref, missing = clean(f"{updated.plan}:{updated.ref}"), updated.missing or ""
    if "re-audit" in missing:
        command = f"reaudit {ref}"
    else:
        command = f"signoff {ref} --board BODY" if "sign" in missing else f"evidence add {ref}"
    return f"{clean(updated.ref)}: {missing} (actiontracker {command} …)"


def kept_line(kept: Kept, verb: str, *, dry_run: bool = False) -> Line:
    """One line for an addition, edit, withdrawal or correction."""
    parts = [_change(*change) for change in kept.changes]
    would = f"would be {verb}" if dry_run else verb
    remark = f" ({days_in_words(kept.remark)})" if kept.remark else ""
    where = "" if dry_run else f" (entry {kept.entry})"
    return [(clean(kept.ref), "bold"), (f"  {would}: {'; '.join(parts)}{remark}{where}", "")]


def _change(what: str, before: str, after: str) -> str:
    if what in ("note", "text", "outcome", "title", "reason"):
        return f"{what} {one_line(after)!r}" if len(after) < 60 else f"{what} of {len(after)} characters"
    old, new = (day_words(value) if value[:4].isdigit() else label(value) for value in (before, after))
    name = "" if what in ("", "status") else f"{what.replace('_', ' ')} "
    if before and before == after:
        return f"{name}still {clean(new)}"
    return f"{name}{clean(old)} -> {clean(new)}" if before else f"{name}{clean(days_in_words(new))}"


def post_lines(posts: list[PostLine], suggestions: list[tuple[str, str]], width: int) -> Iterator[Line]:
    """The key of leads with the load of each post."""
    for council in dict.fromkeys(post.council for post in posts):
        yield [(clean(council), "bold")]
        rows = [
            (str(p.open), str(p.overdue), clean(p.code), clean(p.reports_to or "-"), _title(p))
            for p in posts
            if p.council == council
        ]
        yield from columns(("open", "overdue", "code", "reports to", "title"), rows, width, right=("open", "overdue"))
        yield []
    yield from spelling_lines(suggestions, 0)


def spelling_lines(suggestions: list[tuple[str, str]], indent: int) -> Iterator[Line]:
    """Each command on a line of its own, never folded: it is there to be pasted."""
    if suggestions:
        yield [(" " * indent + "Other spellings of one post? Then run:", "bold")]
    for spelling, code in suggestions:
        yield [(" " * (indent + 2) + f"actiontracker leads alias {quote(clean(spelling))} {quote(clean(code))}", "")]


def _title(post: PostLine) -> str:
    title = post.title or "(no title)"
    also = f"; also {', '.join(post.aliases)}" if post.aliases else ""
    also += "; vacant" if post.is_vacant else ""
    also += f"; covered by {post.covered_by}" if post.covered_by else ""
    return one_line(f"{title}, {post.organisation}{also}" if post.organisation else title + also)


def plan_lines(plans: list[PlanRow], width: int) -> Iterator[Line]:
    """The plans that are tracked."""
    rows = [
        (
            clean(p.plan),
            str(p.recommendations),
            str(p.actions),
            str(p.open),
            str(p.overdue),
            day_words(p.began),
            one_line(p.title),
        )
        for p in plans
    ]
    head = ("plan", "recs", "actions", "open", "overdue", "began", "title")
    yield from columns(head, rows, width, right=("recs", "actions", "open", "overdue"))


def undo_lines(undo: Undone, width: int, *, done: bool) -> Iterator[Line]:
    """What an undo takes back."""
    verb = "Taken back" if done else "This would take back"
    if undo.file:
        about = f" about {undo.actions} actions" if undo.actions else ""
        text = f"{verb}: the import of {undo.file} ({undo.entries} entries{about})."
    else:
        about = f" about {undo.about}" if undo.about else ""
        day = day_words(undo.recorded_at[:10])
        text = f"{verb}: entry {undo.seq}, {undo.kind}{about} by {undo.recorded_by} on {day}."
    yield from folded(text, width)
    if undo.said:
        yield from folded(said_words(undo.said), width, 2)
    if undo.later:
        yield from folded(f"{undo.later} later entries about the same actions stay on record.", width)


def redaction_lines(redacting: Redacting, width: int, *, done: bool) -> Iterator[Line]:
    """What a redaction erases. Once it is done the words are not repeated."""
    about = f" about {redacting.about}" if redacting.about else ""
    count = len(redacting.sentences)
    sentences = f"{count} sentence{'' if count == 1 else 's'} of entry {redacting.entry}{about}"
    if done:
        yield from folded(f"Erased: {sentences}, stored {redacting.copies} times. Earlier backups and papers keep them.", width)
        return
    yield from folded(f"This would erase {sentences}, wherever they are stored ({redacting.copies} times), for ever:", width)
    for number, (what, text) in enumerate(redacting.sentences, 1):
        yield from folded(f"{number}. {what}: {text}", width, 2)
