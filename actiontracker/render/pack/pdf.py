"""A paper as PDF: the same page as HTML, printed on A4 and tagged for those who have it read to them (PDF/UA)."""

from actiontracker.domain.errors import UsageFault
from actiontracker.render.pack.blocks import Paper
from actiontracker.render.pack.html import paper_html


def paper_pdf(paper: Paper) -> bytes:
    """The whole file. Raises UsageFault where WeasyPrint, or the Pango that it draws text with, is not installed."""
    page = paper_html(paper)
    try:
        from weasyprint import HTML
    except ImportError:
        raise UsageFault("PDF needs WeasyPrint, which is not installed", "run: pip install weasyprint") from None
    except OSError:
        advice = "run: apt-get install libpango-1.0-0 libpangoft2-1.0-0 (or your system's package of Pango)"
        raise UsageFault("PDF needs Pango, which is not installed", advice) from None
    written = HTML(string=page, url_fetcher=_fetch_nothing).write_pdf(pdf_variant="pdf/ua-1")
    assert isinstance(written, bytes)
    return written


def _fetch_nothing(url: str, **_: object) -> dict[str, object]:
    """The page has no outside address; whatever asks for one gets nothing."""
    raise ValueError(f"not fetched: {url}")
