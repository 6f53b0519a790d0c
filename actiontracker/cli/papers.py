"""Papers on their way out, in the format that is asked for."""

from collections.abc import Callable

from actiontracker.cli import output
from actiontracker.render.pack.blocks import Paper

FORMATS = ("table", "plain", "json", "markdown", "html", "docx", "pdf")
BOARD_FORMATS = (*FORMATS, "words")


def write(paper: Paper, kind: str, out: str | None) -> None:
    """Set the paper and write it. Raises UsageFault where what the format needs is not installed, StorageFault."""
    prepared(paper, kind, out)()


def prepared(paper: Paper, kind: str, out: str | None) -> Callable[[], None]:
    """The paper set in its format; called, it is written. Raises as `write`."""
    if kind in ("docx", "pdf"):
        data = _bytes(paper, kind)
        return lambda: output.write_bytes(data, out)
    if kind == "html":
        from actiontracker.render.pack.html import paper_html

        page = paper_html(paper)
        return lambda: output.write([page], out)
    if kind == "markdown":
        from actiontracker.render.pack.markdown import paper_markdown

        return lambda: output.write(paper_markdown(paper), out)
    from actiontracker.render.pack.lines import paper_lines

    return lambda: output.write_lines(paper_lines(paper, output.width()), kind, out)


def _bytes(paper: Paper, kind: str) -> bytes:
    if kind == "docx":
        from actiontracker.render.pack.word import paper_word

        return paper_word(paper)
    from actiontracker.render.pack.pdf import paper_pdf

    output.say_waiting("setting the pages; a long plan takes a minute")
    return paper_pdf(paper)
