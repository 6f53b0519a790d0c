"""Public notes that wait to be let out."""

from collections.abc import Iterator

from actiontracker.render.text import Line, clean, day_words, folded, one_line
from actiontracker.store.publication import PublicNote


def waiting_lines(notes: list[PublicNote], width: int) -> Iterator[Line]:
    """The public notes that wait, each whole: its wording is what is decided on."""
    if not notes:
        yield [("No public note waits for approval.", "")]
    for note in notes:
        yield [(clean(f"{note.plan}:{note.ref}"), "bold"), (f"  {day_words(note.on)}, entry {note.entry}", "dim")]
        yield from folded(one_line(note.text), width, 6)
