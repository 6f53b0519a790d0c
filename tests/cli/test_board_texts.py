"""Whatever texts a plan holds, every format of its pack is well formed and shows them as text."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from actiontracker.services import upkeep
from actiontracker.services.edge import Edge
from actiontracker.services.updating import Update, update
from actiontracker.services.wording import Wording
from tests.packs import DAY, printed, record, small_plan

LONG = " ".join(f"word{number}" for number in range(2500))
HAZARDS = {
    "HTML": '<script>alert("x")</script></td></table><b>bold</b> & <!-- hidden -->',
    "a style": "}</style><style>*{display:none}</style>",
    "Markdown": "**bold** _it_ `code` [link](http://x.example) ![img](x) | cell | <http://x.example>",
    "struck out": "this is ~~gone~~ now",
    "an entity": "AT&amp;T &copy; &#65; &lt;b&gt;",
    "Rich markup": "[red]late[/red] [bold]x[/] [link=http://x.example]y[/link] :smile:",
    "emoji and wide": "\U0001f468\u200d\U0001f469\u200d\U0001f467 done \u2705 中文字符",
    "a backslash": "C:\\new\\table \\| \\* \\",
    "braces": "{{ 7*7 }} {% raw %} {0} %s $x$",
    "a formula": "=SUM(A1:A9) +1 -1 @x",
    "long": LONG + " end",
    "one long word": "a" * 3000,
}
AT_THE_START = {
    "a heading": "# Heading",
    "a fence": "~~~ fenced",
    "a list": "- item",
    "another list": "+ item",
    "a number": "1. first",
    "a rule": "---",
    "an underline": "===",
    "a quotation": "> said",
}
HIDDEN = "\x1b[31mred\x1b[0m \x07bell \x9b31m zero\u200bwidth \u202eright-to-left\u202c \u2066isolate\u2069 \ufeffmark del\x7f"
SHOWN = (
    "␛[31mred␛[0m ␇bell [U+009B]31m zero[U+200B]width [U+202E]right-to-left[U+202C] "
    "[U+2066]isolate[U+2069] [U+FEFF]mark del[U+007F]"
)
Tells = Callable[[str], str]
KINDS = ["plain", "table", "markdown", "html", "json"]


def cases(hazards: dict[str, str], formats: list[str]) -> list[Any]:
    """Each hazard in each format."""
    return [pytest.param(hazard, kind) for hazard in hazards for kind in formats]


@pytest.fixture
def small(edge: Edge) -> Edge:
    """The small plan."""
    small_plan(edge.database)
    return edge


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Gives a database in which a hazard is said wherever a text can be said; each is made once."""
    made: dict[str, Path] = {}

    def of(hazard: str) -> Path:
        if hazard not in made:
            edge = Edge(tmp_path_factory.mktemp("told") / "db.sqlite", "tester", "2026-01-15T09:30:00Z", "2026-01-15")
            small_plan(edge.database)
            text = (HAZARDS | AT_THE_START)[hazard]
            noted(edge, text)
            upkeep.edit(edge, "R1", Wording(text=text, outcome=text), "why", on="2025-09-23")
            made[hazard] = edge.database
        return made[hazard]

    return of


def marked(text: str) -> str:
    """The text as people are shown it: the joiner of the family is a mark."""
    return text.replace("\u200d", "[U+200D]")


def folded(text: str) -> str:
    """The text without white space: lines may fold anywhere."""
    return "".join(text.split())


def text_of_html(page: str) -> str:
    """What a browser shows of the page; its markup must be without fault."""
    parser = html5lib.HTMLParser(strict=True, tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root = parser.parse(page)
    assert not root.findall(".//script")
    assert len(root.findall(".//style")) == 1
    assert not root.findall(".//body//b")
    assert not [a for a in root.iter("a") if not a.get("href", "").startswith("#")]
    return "\n".join("".join(root.find("body").itertext()).splitlines())


def text_of_markdown(source: str) -> str:
    """What a reader of Markdown shows: nothing of the data may be obeyed."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    obeyed = {
        "fence",
        "code_block",
        "code_inline",
        "html_block",
        "html_inline",
        "strong_open",
        "em_open",
        "s_open",
        "link_open",
        "image",
    }
    obeyed |= {"bullet_list_open", "ordered_list_open", "blockquote_open", "hr"}
    assert not kinds & obeyed, kinds & obeyed
    headings = [tokens[place + 1].content for place, token in enumerate(tokens) if token.type == "heading_open"]
    assert "Heading" not in headings
    return "\n".join("".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline")


def text_of_word(data: bytes) -> str:
    """All that a Word file says."""
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def texts_of_json(source: str) -> str:
    """The texts of a JSON record, one a line."""
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(item)

    walk(json.loads(source))
    return "\n".join(found)


FORMATS: dict[str, Tells] = {
    "plain": str,
    "table": str,
    "markdown": text_of_markdown,
    "html": text_of_html,
    "json": texts_of_json,
}


def noted(edge: Edge, text: str) -> None:
    """Say a text wherever one can be said: as a note, an action, a reason, a recommendation."""
    update(edge, ["A2"], Update("2025-09-20", note="before"))
    update(edge, ["A2", "R2.1", "R1"], Update("2025-09-21", note=text))
    update(edge, ["R1.1"], Update("2025-09-22", deadline="2026-01-31", reason=text, agreed_by="Board"))
    for ref in ("A1", "R2.1", "R2"):
        upkeep.edit(edge, ref, Wording(text=text), "why", on="2025-09-23")


@pytest.mark.parametrize(("hazard", "kind"), cases(HAZARDS, KINDS))
def test_a_text_is_shown_as_it_is(told: Callable[[str], Path], hazard: str, kind: str) -> None:
    shown = FORMATS[kind](printed(told(hazard), "board", "--as-at", DAY, "--full", "--format", kind))
    text = marked(HAZARDS[hazard]) if kind != "json" else HAZARDS[hazard]
    assert folded(shown).count(folded(text)) >= 4, shown[:3000]


@pytest.mark.parametrize(("hazard", "kind"), cases(AT_THE_START, KINDS))
def test_a_text_that_begins_like_markup_is_shown_as_it_is(told: Callable[[str], Path], hazard: str, kind: str) -> None:
    shown = FORMATS[kind](printed(told(hazard), "board", "--as-at", DAY, "--full", "--format", kind))
    assert folded(shown).count(folded(AT_THE_START[hazard])) >= 4


@pytest.mark.parametrize("kind", ["plain", "table", "markdown", "html", "words"])
def test_what_a_terminal_would_obey_or_hide_is_shown_as_a_mark(small: Edge, kind: str) -> None:
    noted(small, HIDDEN)
    text = printed(small.database, "board", "--as-at", DAY, "--full", "--corrections", "--format", kind)
    assert not re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", text)
    if kind != "words":
        shown = FORMATS[kind](text)
        assert folded(SHOWN) in folded(shown)


def test_json_has_texts_whole_and_nothing_that_a_terminal_obeys(small: Edge) -> None:
    noted(small, HIDDEN)
    source = printed(small.database, "board", "--as-at", DAY, "--full", "--format", "json")
    assert HIDDEN in texts_of_json(source)
    assert not re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f]", source)


@pytest.mark.parametrize("hazard", [*HAZARDS, "a fence"])
def test_a_word_file_opens_again_and_shows_the_text_as_it_is(told: Callable[[str], Path], tmp_path: Path, hazard: str) -> None:
    text = (HAZARDS | AT_THE_START)[hazard]
    printed(told(hazard), "board", "--as-at", DAY, "-o", str(tmp_path / "pack.docx"))
    assert folded(text_of_word((tmp_path / "pack.docx").read_bytes())).count(folded(marked(text))) >= 4


@pytest.mark.parametrize(("hazard", "kind"), cases(HAZARDS | AT_THE_START, KINDS))
def test_the_summary_of_a_recommendation_shows_the_text_as_it_is(told: Callable[[str], Path], hazard: str, kind: str) -> None:
    text = (HAZARDS | AT_THE_START)[hazard]
    shown = FORMATS[kind](printed(told(hazard), "show", "R1", "--summary", "--as-at", DAY, "--format", kind))
    text = marked(text) if kind != "json" else text
    assert folded(shown).count(folded(text)) >= 3


def test_a_boards_name_with_markup_is_shown_as_text(small: Edge) -> None:
    name = "<b>Board</b> [red]of[/red] **care** \x1b[31m"
    record(small.database, "2025-08-31", board=name)
    for kind, tells in FORMATS.items():
        shown = folded(tells(printed(small.database, "board", "--as-at", DAY, "--format", kind)))
        assert folded(name.replace("\x1b", "␛") if kind != "json" else name) in shown
    assert "\x1b" not in printed(small.database, "board", "meetings")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    text=st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=40).filter(str.strip)
)
def test_any_text_leaves_html_and_json_well_formed_and_markdown_without_what_is_obeyed(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    edge = Edge(tmp_path_factory.mktemp("any") / "db.sqlite", "tester", "2026-01-15T09:30:00Z", "2026-01-15")
    small_plan(edge.database)
    update(edge, ["A2"], Update("2025-09-21", note=text))
    for kind in ("html", "json", "markdown"):
        FORMATS[kind](printed(edge.database, "board", "--as-at", DAY, "--format", kind))
