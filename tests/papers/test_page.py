"""The page as people meet it: in Chromium on a phone and a desk, by keyboard, read to them, and printed.

Skipped where there is no Playwright (pip install -e '.[browser]') or no /usr/bin/chromium.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from actiontracker.render.text import one_line
from tests.papers import pdfs
from tests.papers.browser import ARGS, CHROMIUM, SPACED, Seen
from tests.papers.plans import ATTACKS, NOTICE
from tests.papers.samples import HOSTILE, SAMPLES, Papers

driver = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install -e '.[browser]'")
pytest.importorskip("axe_playwright_python", reason="needs axe: pip install -e '.[browser]'")
pytestmark = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"needs Chromium at {CHROMIUM}")
needs_poppler = pytest.mark.skipif(not pdfs.HAS_POPPLER, reason="needs poppler-utils")
each = pytest.mark.parametrize("name", SAMPLES)

NOTICES = {
    "harrow": "Demonstration from papers published in 2012",
    "awkward": "An invented plan: nothing in it is real.",
    "long": "Invented: all of it.",
}
NOTICES |= dict.fromkeys(("example", "empty", "highlight", "full", "scorecard"), "Example: Northford Council does not exist")
NOTICES |= {"summary": NOTICES["harrow"], "scorecard-public": NOTICES["harrow"], **dict.fromkeys(HOSTILE, one_line(NOTICE))}
_IS_AT_MAIN = "Math.abs(document.querySelector('main').getBoundingClientRect().top) < 5 || scrollY + innerHeight >= document.documentElement.scrollHeight - 5"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    with driver.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield opened
        opened.close()


@pytest.fixture
def seen(chromium: Any) -> Iterator[Seen]:
    page = chromium.new_page()
    yield Seen(page)
    page.close()


@each
def test_it_says_nothing_asks_for_nothing_and_runs_nothing(seen: Seen, papers: Papers, name: str) -> None:
    file = papers.made(name, "html")
    seen.show(file)
    seen.page.wait_for_timeout(50)
    assert seen.said == []
    assert seen.asked == [file.as_uri()]
    found = seen.structure()
    assert found["scripts"] == 0
    assert found["title"] != "broken in"


@each
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_sticks_out_at_the_side(seen: Seen, papers: Papers, name: str, width: int) -> None:
    seen.show(papers.made(name, "html"), width)
    assert seen.widest() <= width


@pytest.mark.parametrize("name", ["example", "highlight", "summary"])
def test_it_fits_a_phone_with_the_spacing_that_a_reader_needs(seen: Seen, papers: Papers, name: str) -> None:
    seen.show(papers.made(name, "html"), 320)
    seen.page.add_style_tag(content=SPACED)
    assert seen.widest() <= 320


@pytest.mark.parametrize(
    ("name", "width"),
    [
        *((name, 1280) for name in SAMPLES if name != "long"),
        *((name, 320) for name in ("example", "summary", "hostile-summary")),
    ],
)
def test_axe_finds_nothing(seen: Seen, papers: Papers, name: str, width: int) -> None:
    seen.show(papers.made(name, "html"), width)
    assert seen.violations() == []


def test_axe_would_find_something(seen: Seen, papers: Papers, tmp_path: Path) -> None:
    page = papers.made("empty", "html").read_text(encoding="utf-8")
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text(page.replace('lang="en-GB"', "").replace("--dim: #505a5f", "--dim: #b1b4b6"), encoding="utf-8")
    seen.show(spoilt)
    assert {found.partition(":")[0] for found in seen.violations()} == {"color-contrast", "html-has-lang"}


@each
def test_a_screen_reader_finds_its_way(seen: Seen, papers: Papers, name: str) -> None:
    seen.show(papers.made(name, "html"))
    found = seen.structure()
    assert found["language"] == "en-GB"
    levels = found["headings"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    for table in found["tables"]:
        assert table["caption"], table
        assert table["columns"], table
        assert set(table["columns"]) == {"col"}, table
        assert set(table["rows"]) == {"row"}, table
    if SAMPLES[name].args[0] == "board" and "highlight" not in name and name != "empty":
        assert len(found["pictures"]) == 3
    for picture in found["pictures"]:
        assert picture["role"] == "img"
        assert all(picture["named"])
        assert any(letter.isdigit() for letter in " ".join(picture["named"])), picture


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", ["example", "empty", "summary"])
def test_the_keyboard_skips_to_the_report(seen: Seen, papers: Papers, name: str, width: int) -> None:
    seen.show(papers.made(name, "html"), width)
    seen.page.keyboard.press("Tab")
    first = seen.focus()
    assert (first["href"], first["isSeen"]) == ("#main", True), first
    assert first["outline"] != "none"
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_function("location.hash === '#main'")
    assert seen.page.evaluate(_IS_AT_MAIN)
    seen.page.keyboard.press("Tab")
    after = seen.focus()
    assert after["href"] in (None, "#main") or after["isInMain"], f"the contents come after all: {after}"


@pytest.mark.parametrize("name", ["example", "long"])
def test_every_link_of_the_contents_leads_to_its_section(seen: Seen, papers: Papers, name: str) -> None:
    seen.show(papers.made(name, "html"))
    for link in seen.page.locator("nav a").all():
        target = seen.page.locator(str(link.get_attribute("href")))
        assert target.locator("h2").inner_text() == link.inner_text()


@pytest.mark.parametrize("name", HOSTILE)
def test_attacks_are_read_as_they_were_written(seen: Seen, papers: Papers, name: str) -> None:
    seen.show(papers.made(name, "html"))
    read = " ".join(seen.page.evaluate("document.body.textContent").split())
    assert one_line(NOTICE) in read
    for attack in ATTACKS.values() if name == "hostile" else []:
        assert one_line(attack) in read


@needs_poppler
@each
def test_each_printed_page_is_a4_numbered_and_carries_the_notice(seen: Seen, papers: Papers, name: str, tmp_path: Path) -> None:
    seen.show(papers.made(name, "html"))
    printed = seen.print_to(tmp_path / "page.pdf")
    assert pdfs.sizes(printed) == {(595, 842)}
    texts = pdfs.pages(printed)
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in text
        assert NOTICES[name] in text
    if name == "highlight":
        assert len(texts) == 1


@needs_poppler
@pytest.mark.parametrize("name", ["example", "summary", "hostile-summary", "longest-word"])
def test_nothing_printed_is_off_the_paper(seen: Seen, papers: Papers, name: str, tmp_path: Path) -> None:
    seen.show(papers.made(name, "html"))
    assert pdfs.off_the_paper(seen.print_to(tmp_path / "page.pdf"))[:9] == []


@needs_poppler
def test_a_printed_table_repeats_its_head_and_cuts_no_row(seen: Seen, papers: Papers, tmp_path: Path) -> None:
    seen.show(papers.made("long", "html"))
    printed = seen.print_to(tmp_path / "long.pdf")
    spanned = [text for text in pdfs.pages(printed) if "28 Feb 2025 28 Feb 2025" in text]
    assert len(spanned) > 3
    assert all("days ref deadline original expected status leads" in text for text in spanned)
    assert pdfs.rows_cut_in_two(printed) == (set(), 120)
