"""The Word file as an officer meets it: headings, heads that repeat, alternative texts, English, and the text of the pack."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import tomli_w

from actiontracker.render.text import one_line
from tests.papers import pdfs
from tests.papers.plans import ATTACKS, CONTROLS, LONG_WORD, NOTICE
from tests.papers.samples import HOSTILE, SAMPLES, Papers, Sample

docx = pytest.importorskip("docx", reason="needs python-docx: pip install 'actiontracker[pack]'")
pytest.importorskip("PIL", reason="needs Pillow: pip install 'actiontracker[pack]'")
needs_office = pytest.mark.skipif(
    not shutil.which("soffice") or not pdfs.HAS_POPPLER, reason="needs LibreOffice (soffice) and poppler-utils"
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
A4 = (7560310, 10692130)
"""Width and height in English metric units."""
OPENED = ("example", "highlight", "summary", "empty", "hostile-summary")
BARS = set("▁▂▃▄▅▆▇█·")
"""What stands in Markdown for the small pictures of trends."""
each = pytest.mark.parametrize("name", SAMPLES)


def _opened(papers: Papers, name: str) -> Any:
    return docx.Document(str(papers.made(name, "docx")))


def _texts(document: Any) -> list[str]:
    """Every paragraph, in cells too, on one line each."""
    return [
        one_line("".join(" " if part.tag == f"{W}br" else part.text or "" for part in paragraph.iter(f"{W}t", f"{W}br")))
        for paragraph in document.element.body.iter(f"{W}p")
    ]


def _markdown(papers: Papers, name: str) -> Iterator[str]:
    """The texts of the Markdown pack: headings, paragraphs and cells, without their marks."""
    for line in papers.made(name, "md").read_text(encoding="utf-8").splitlines():
        if not re.fullmatch(r"[|\s:-]*", line):
            for part in re.split(r"(?<!\\)\|", line.strip("|")) if line.startswith("|") else [line.lstrip("# ")]:
                yield one_line(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", part))


@each
def test_it_opens_again_as_an_a4_page_in_english(papers: Papers, name: str) -> None:
    document = _opened(papers, name)
    page = document.sections[0]
    assert all(abs(is_ - wanted) < 1000 for is_, wanted in zip((page.page_width, page.page_height), A4, strict=True))
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.title
    languages = {one.get(f"{W}val") for one in document.styles["Normal"].element.iter(f"{W}lang")}
    assert languages == {"en-GB"}
    others = {one.get(f"{W}val") for one in document.element.body.iter(f"{W}lang")}
    assert others <= {"en-GB"}


@each
def test_every_section_is_a_heading_and_every_action_one_below(papers: Papers, name: str) -> None:
    document, page = _opened(papers, name), papers.made(name, "html").read_text(encoding="utf-8")
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Title") == 1
    titles = [
        one_line(part) for part in papers.made(name, "md").read_text(encoding="utf-8").splitlines() if part.startswith("## ")
    ]
    written = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert [re.sub(r"\W", "", title) for title in written] == [re.sub(r"\W", "", title) for title in titles]
    assert styles.count("Heading 2") == page.count("<article")


@each
def test_heads_repeat_and_rows_stay_whole(papers: Papers, name: str) -> None:
    document, page = _opened(papers, name), papers.made(name, "html").read_text(encoding="utf-8")
    repeated = 0
    for table in document.tables:
        rows = [row._tr for row in table.rows]
        assert all(row.trPr is not None and row.trPr.find(f"{W}cantSplit") is not None for row in rows)
        heads = [row.trPr.find(f"{W}tblHeader") is not None for row in rows]
        assert not any(heads[1:])
        repeated += heads[0]
    assert repeated == page.count("<thead")
    assert len(document.tables) == page.count("<thead") + page.count("<dl ")


@pytest.mark.parametrize("name", ["example", "harrow", "awkward", "hostile"])
def test_pictures_have_texts_that_say_figures(papers: Papers, name: str) -> None:
    about = list(_opened(papers, name).element.body.iter(DRAWING))
    assert len(about) == 3
    assert len({one.get("id") for one in about}) == 3
    for one in about:
        assert one.get("title")
        assert re.search(r"\d", one.get("descr")), one.attrib


@each
def test_it_says_what_the_markdown_says(papers: Papers, name: str) -> None:
    texts = _texts(_opened(papers, name))
    whole = "\n".join([*texts, " ".join(texts)])
    missing = [part for part in _markdown(papers, name) if part not in whole and not _is_card(part) and not set(part) <= BARS]
    assert missing == []
    words = {word for part in _markdown(papers, name) for word in re.findall(r"\w+", part)}
    assert words <= set(re.findall(r"\w+", whole))


def _is_card(part: str) -> bool:
    """The heading of a card, which both write in their own way: its words are compared alone."""
    return bool(re.match(r"[^:]+: \S+ (blue|green|amber|red|none) \(", part))


@each
def test_every_part_is_well_formed_and_holds_no_control_character(papers: Papers, name: str) -> None:
    with zipfile.ZipFile(papers.made(name, "docx")) as file:
        assert file.testzip() is None
        for part in file.namelist():
            if part.endswith((".xml", ".rels")):
                text = file.read(part).decode()
                ElementTree.fromstring(text)
                assert not CONTROLS & set(text), part
            if part.endswith(".rels"):
                assert 'TargetMode="External"' not in text


def test_attacks_stay_text(papers: Papers) -> None:
    whole = "\n".join(_texts(_opened(papers, "hostile")))
    assert one_line(NOTICE) in whole
    assert LONG_WORD in whole
    for attack in ATTACKS.values():
        assert one_line(attack) in whole


def test_a_recommendation_of_300_letters_has_a_summary(papers: Papers) -> None:
    def wordy(path: Path) -> None:
        recommendation = {"ref": "R1", "text": "Ensure that every child is seen, heard and helped. " * 6}
        plan = {"slug": "wordy", "council": "An invented council", "title": "A wordy plan", "on": "2025-01-31"}
        path.write_text(tomli_w.dumps({"format": 1, "plan": plan, "recommendations": [recommendation]}), encoding="utf-8")

    written = papers.written("wordy.docx", Sample(wordy, ("show", "R1", "--summary", "--as-at", "2025-05-15")))
    assert "seen, heard and helped" in docx.Document(str(written)).core_properties.title


@pytest.fixture(scope="module")
def printed(papers: Papers, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what LibreOffice made of some of the files, under a profile of its own."""
    folder = tmp_path_factory.mktemp("office")
    files = [str(papers.made(name, "docx")) for name in OPENED]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder


@needs_office
def test_libreoffice_opens_them_and_prints_their_text(papers: Papers, printed: Path) -> None:
    for name in OPENED:
        file = printed / f"{name}.pdf"
        assert pdfs.sizes(file) == {(595, 842)}
        texts = pdfs.pages(file)
        if name not in HOSTILE:
            assert [number for number, text in enumerate(texts, 1) if f"Page {number}" not in text] == [], name
        whole = "".join("".join(texts).split())
        words = {word for part in _markdown(papers, name) for word in re.findall(r"\w+", part) if word.isascii()}
        assert [word for word in words if word not in whole] == []


@needs_office
def test_no_column_is_narrower_than_its_words(papers: Papers, printed: Path) -> None:
    has = set(" ".join(pdfs.pages(printed / "example.pdf")).split())
    asked = {word for part in _markdown(papers, "example") if not _is_card(part) for word in part.split() if len(word) < 12}
    assert {word for word in asked if word.isascii()} <= has
