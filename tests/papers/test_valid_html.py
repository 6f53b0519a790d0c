"""The page as a parser meets it: valid, nothing outside, nothing that runs, every id once.

The W3C's checker reads the pages too where VNU_JAR names its vnu.jar (npm install vnu-jar; it needs Java); CI sets it.
"""

import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from typing import Any

import html5lib
import pytest

from actiontracker.render.text import one_line
from tests.papers.plans import ATTACKS, CONTROLS
from tests.papers.samples import HOSTILE, SAMPLES, TAME, Papers

each = pytest.mark.parametrize("name", SAMPLES)
VNU_JAR = os.environ.get("VNU_JAR", "")
needs_vnu = pytest.mark.skipif(not VNU_JAR, reason="needs VNU_JAR, the path of the W3C's vnu.jar, and Java")
KEPT_ROLES = re.compile(r"The “role” attribute must not be used on a “(td|th|tr)” element which has a “table” ancestor")
"""Roles that say what the element is anyway: they keep a table a table where the style sheet makes its rows blocks."""


def _read(papers: Papers, name: str) -> str:
    return papers.made(name, "html").read_bytes().decode()


def _elements(page: str) -> Iterator[Any]:
    return (
        one
        for one in html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page).iter()
        if isinstance(one.tag, str)
    )


@each
def test_a_strict_parser_accepts_it(papers: Papers, name: str) -> None:
    assert next(_elements(_read(papers, name))).tag == "html"


@each
def test_every_id_is_there_once_and_every_reference_finds_one(papers: Papers, name: str) -> None:
    elements = list(_elements(_read(papers, name)))
    ids = Counter(one.get("id") for one in elements if one.get("id"))
    asked = {part for one in elements for part in (one.get("aria-labelledby") or "").split()}
    asked |= {one.get("href")[1:] for one in elements if one.get("href")}
    asked |= {found for one in elements for found in re.findall(r"^url\(#(.*)\)$", one.get("fill") or "")}
    assert asked <= set(ids)
    assert [key for key, count in ids.items() if count > 1] == []


@each
def test_nothing_leads_outside_and_nothing_runs(papers: Papers, name: str) -> None:
    page = _read(papers, name)
    assert "<script" not in page.lower()
    for element in _elements(page):
        assert element.tag.rpartition("}")[2] not in (
            "script",
            "img",
            "iframe",
            "object",
            "embed",
            "link",
            "base",
            "form",
            "image",
            "use",
        )
        for key, value in element.attrib.items():
            assert not str(key).startswith("on"), element.attrib
            assert key not in ("src", "srcset", "action", "formaction", "xlink:href", "style"), element.attrib
            assert key != "href" or value.startswith("#"), element.attrib
            assert "javascript:" not in value.lower()
            assert key not in ("fill", "stroke") or not re.search(r"url\((?!#)", value)
        if element.tag == "style":
            assert not re.search(r"@import|url\(|https?:|expression", element.text)


@pytest.mark.parametrize("name", TAME)
def test_no_address_is_in_it(papers: Papers, name: str) -> None:
    assert not re.search(r"https?:|//[a-z]", _read(papers, name))


@each
def test_nothing_hides_or_moves_text(papers: Papers, name: str) -> None:
    assert not CONTROLS & set(_read(papers, name))


@pytest.mark.parametrize("name", HOSTILE)
def test_attacks_are_text(papers: Papers, name: str) -> None:
    elements = list(_elements(_read(papers, name)))
    texts = " ".join(" ".join("".join(one.itertext()) for one in elements if one.tag in ("h1", "p", "td", "th", "dd")).split())
    for attack in ATTACKS.values() if name == "hostile" else [ATTACKS["style"]] if name == "hostile-summary" else []:
        assert one_line(attack) in texts


@needs_vnu
def test_the_w3c_checker_finds_no_error(papers: Papers) -> None:
    assert [one for one in _checked(papers) if not KEPT_ROLES.match(one)] == []


def _checked(papers: Papers) -> list[str]:
    pages = [str(papers.made(name, "html")) for name in SAMPLES]
    command = ["java", "-jar", VNU_JAR, "--format", "json", "--stdout", "--exit-zero-always", "--errors-only", *pages]
    said = subprocess.run(command, check=True, capture_output=True, timeout=120).stdout
    return [one["message"] for one in json.loads(said)["messages"] if one["type"] != "info"]
