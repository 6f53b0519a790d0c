"""Papers on their way out, in the format that is asked for."""

from actiontracker.cli import output
from actiontracker.render.pack.blocks import Paper

FORMATS = ("table", "plain", "json", "markdown", "html", "docx", "pdf")
BOARD_FORMATS = (*FORMATS, "words")


def write(paper: Paper, kind: str, out: str | None) -> None:
    """Set the paper and write it. Raises UsageFault where what the format needs is not installed, StorageFault."""
    if kind == "html":
        from actiontracker.render.pack.html import paper_html

        output.write([paper_html(paper)], out)
    elif kind == "docx":
        from actiontracker.render.pack.word import paper_word

        output.write_bytes(paper_word(paper), out)
    elif kind == "pdf":
        from actiontracker.render.pack.pdf import paper_pdf

        output.say_waiting("setting the pages; a long plan takes a minute")
        output.write_bytes(paper_pdf(paper), out)
    elif kind == "markdown":
        from actiontracker.render.pack.markdown import paper_markdown

        output.write(paper_markdown(paper), out)
    else:
        from actiontracker.render.pack.lines import paper_lines

        output.write_lines(paper_lines(paper, output.width()), kind, out)
