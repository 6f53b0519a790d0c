"""Lines as plain text: for paper, pipes and files. Nothing is cut and nothing is coloured."""

from collections.abc import Iterable, Iterator

from actiontracker.render.text import Line


def printed(lines: Iterable[Line]) -> Iterator[str]:
    """Each line's text, without trailing spaces."""
    for line in lines:
        yield "".join(text for text, _ in line).rstrip() + "\n"
