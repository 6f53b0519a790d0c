"""The PDF as poppler and a screen reader meet it: tagged, titled, in English, with the text of the pack, on few pages.

Skipped where there is no WeasyPrint with Pango (pip install 'actiontracker[pack]') or no poppler-utils.
"""

import re
import subprocess
import sys
import time
import tomllib
import zlib
from html import unescape
from pathlib import Path

import pytest
import tomli_w

from actiontracker.render.text import one_line
from tests.conftest import PLANS
from tests.papers import pdfs
from tests.papers.plans import ATTACKS, LONGEST_WORD, NOTICE
from tests.papers.samples import SAMPLES, Papers, Sample

try:
    import weasyprint  # noqa: F401
except (ImportError, OSError) as fault:
    pytest.skip(f"needs WeasyPrint with Pango: {fault}", allow_module_level=True)
pytestmark = pytest.mark.skipif(not pdfs.HAS_POPPLER, reason="needs poppler-utils")

EXAMPLE, HARROW = SAMPLES["example"], SAMPLES["harrow"]
READ = ("example", "harrow", "awkward", "empty", "highlight", "summary", "hostile-summary")
LINK = "https://northford.example/minutes/2025-10-improvement-board.pdf"


def _named(plan: Path, kind: str, key: str) -> list[str]:
    return list(dict.fromkeys(one[key] for one in tomllib.loads(plan.read_text(encoding="utf-8"))[kind] if one.get(key)))


REPORTS = [("example", "--area", area) for area in _named(PLANS / "example.toml", "recommendations", "area")]
REPORTS += [("example", "--rec", ref) for ref in _named(PLANS / "example.toml", "recommendations", "ref")]
REPORTS += [("example", "--lead", post) for post in _named(PLANS / "example.toml", "posts", "code")]
REPORTS += [("harrow", "--area", area) for area in _named(PLANS / "harrow-2012.toml", "recommendations", "area")]


def _plain(pdf: Path) -> bytes:
    """The file with its streams unpacked."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf.read_bytes(), re.DOTALL)
    unpacked = []
    for stream in packed:
        try:
            unpacked.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join([pdf.read_bytes(), *unpacked])


@pytest.mark.parametrize("name", READ)
def test_it_is_tagged_titled_and_in_english(papers: Papers, name: str) -> None:
    pdf = papers.made(name, "pdf")
    said, plain = pdfs.facts(pdf), _plain(pdf)
    assert (said["Tagged"], said["JavaScript"], said["Encrypted"]) == ("yes", "no", "no")
    title = re.search(r"<title>(.*?)</title>", papers.made(name, "html").read_text(encoding="utf-8"))
    assert title
    assert said["Title"].startswith(title[1][:20].partition("&")[0])
    assert b"/Lang (en-GB)" in plain
    assert b"/MarkInfo <</Marked true>>" in plain
    assert b"/DisplayDocTitle true" in plain
    assert b'pdfuaid:part="1"' in plain


def test_its_tags_are_headings_tables_with_heads_and_pictures(papers: Papers) -> None:
    tags = [line.split()[0].rstrip(":") for line in pdfs.structure(papers.made("example", "pdf")).splitlines() if line.strip()]
    sections = len(re.findall("<section", papers.made("example", "html").read_text(encoding="utf-8")))
    assert (tags.count("H2"), tags.count("Figure")) == (sections, 3)
    assert {"H1", "H3", "Table", "Caption", "THead", "TBody", "TR", "TH", "TD", "P", "L", "LI"} <= set(tags)
    assert tags.count("THead") >= papers.made("example", "html").read_text(encoding="utf-8").count("<thead")


def test_the_alternative_texts_of_its_pictures_say_figures(papers: Papers) -> None:
    texts = re.findall(rb"/Alt \((.*?)\)>>", _plain(papers.made("example", "pdf")))
    assert len(texts) == 3
    assert all(re.search(rb"\d", text) for text in texts), texts


def test_it_has_one_first_heading(papers: Papers) -> None:
    tags = [line.split()[0] for line in pdfs.structure(papers.made("example", "pdf")).splitlines() if line.strip()]
    assert tags.count("H1") == 1


@pytest.mark.parametrize("name", READ)
def test_each_page_is_a4_numbered_and_carries_the_notice(papers: Papers, name: str) -> None:
    pdf = papers.made(name, "pdf")
    assert pdfs.sizes(pdf) == {(595, 842)}
    notice = re.search(r'class="notice">(.*?)[&<]', papers.made(name, "html").read_text(encoding="utf-8"))
    texts = pdfs.pages(pdf)
    assert notice
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in text
        assert notice[1].strip() in text


@pytest.mark.parametrize("name", ["example", "harrow", "summary"])
def test_it_has_every_word_of_the_page(papers: Papers, name: str) -> None:
    page = papers.made(name, "html").read_text(encoding="utf-8")
    main = page[page.index("<main") : page.index("</main>")]
    main = re.sub(r"<wbr>", "", main)
    main = re.sub(r'<svg.*?</svg>|<caption class="said">.*?</caption>', " ", main, flags=re.DOTALL)
    asked = re.findall(r"\w+", unescape(re.sub(r"<[^>]+>", " ", main)))
    has = re.findall(r"\w+", " ".join(pdfs.pages(papers.made(name, "pdf"))))
    assert set(asked) <= set(has)


def test_a_table_that_spans_pages_repeats_its_head_and_cuts_no_row(papers: Papers) -> None:
    pdf = papers.made("long", "pdf")
    spanned = [text for text in pdfs.pages(pdf) if "28 Feb 2025 28 Feb 2025" in text]
    assert len(spanned) > 3
    assert all("days ref deadline original expected status leads" in text for text in spanned)
    assert pdfs.rows_cut_in_two(pdf) == (set(), 120)


@pytest.mark.parametrize(("plan", "option", "value"), REPORTS)
def test_a_highlight_report_is_one_page(papers: Papers, plan: str, option: str, value: str) -> None:
    sample = SAMPLES[plan]
    file = f"{plan}-{option[2:]}-{re.sub('[^A-Za-z0-9]', '_', value)}.pdf"
    pdf = papers.written(file, Sample(sample.plan, (*sample.args, option, value)))
    assert pdfs.facts(pdf)["Pages"] == "1"
    assert value in pdfs.pages(pdf)[0]


def test_attacks_are_printed_as_they_were_written(papers: Papers) -> None:
    text = "".join("".join(pdfs.pages(papers.made("hostile-summary", "pdf"))).split())
    assert "".join(one_line(NOTICE).split()) in text.replace("⚠\ufe0f", "⚠")
    assert "".join(ATTACKS["style"].split()) in text


def test_a_link_in_a_long_note_costs_nothing(papers: Papers) -> None:
    note = "The report went to the board and was agreed. " * 30
    plain, linked = (_seconds(papers, name, f"{note}{end}") for name, end in (("unlinked", ""), ("linked", LINK)))
    assert linked < 2 * plain + 0.3


def test_a_word_of_20000_letters_is_printed_in_45_seconds_of_work(papers: Papers, tmp_path: Path) -> None:
    plan = tmp_path / "word.toml"
    plan.write_text(_one_action(LONGEST_WORD), encoding="utf-8")
    command = [sys.executable, "-m", "actiontracker", "--db", str(tmp_path / "word.sqlite")]
    subprocess.run([*command, "import", str(plan)], check=True, capture_output=True)
    printed = [*command, "board", "--as-at", "2025-05-15", "-o", str(tmp_path / "word.pdf")]
    subprocess.run(["bash", "-c", 'ulimit -t 45; exec "$@"', "bash", *printed], check=True, capture_output=True)


def _seconds(papers: Papers, name: str, note: str) -> float:
    def plan(path: Path) -> None:
        path.write_text(_one_action(note), encoding="utf-8")

    plan.__name__ = name
    sample = Sample(plan, ("board", "--as-at", "2025-05-15"))
    papers.written(f"{name}.md", sample)
    began = time.process_time()
    papers.written(f"{name}.pdf", sample)
    return time.process_time() - began


def _one_action(note: str) -> str:
    action = {
        "ref": "A1",
        "text": "One action",
        "leads": ["DCS"],
        "by_when": "28.2.25",
        "status": "in_progress",
        "progress": note,
    }
    plan = {"slug": "one", "council": "An invented council", "title": "One action", "on": "2025-01-31"}
    return tomli_w.dumps({"format": 1, "plan": plan, "posts": [{"code": "DCS", "title": "Director"}], "actions": [action]})
