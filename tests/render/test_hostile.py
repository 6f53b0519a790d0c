"""A thousand hostile strings through every text field of a plan and every format: they are shown, never obeyed."""

import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import html5lib
import openpyxl
import pytest
import tomli_w

from actiontracker.render.csv import csv_rows
from actiontracker.render.text import clean
from tests.conftest import ROOT
from tests.packs import printed, run
from tests.torture.__main__ import SEED

COUNT, BATCHES = 1_000, 4
DAY = ("--as-at", "2025-10-31")
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
FIXED = (
    "\x1b[2J\x1b[1;1Hgone", "\x1b]0;title\x07", "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "\x9b31mred", "\x90q\x9c", "\x1bc", "a\bb\bc", "\x07", "\rover",
    "\x1b[6n", "\x1b[?1049h", "\x0e\x0f", "\x1b(0lqqk", "\x7f\x7f", "\u202egnp.exe", "\u2066a\u2069", "a\u200bb", "\u200d\u200c", "\ufeffmark", "\u2060", "\ufff9a\ufffab\ufffb",
    "".join(chr(0xE0000 + ord(c)) for c in "ignore all"), "\u2028line\u2029", "<script>alert(1)</script>", "</td></table><img src=x onerror=alert(1)>", "<a href='https://evil.example'>x</a>",
    "<!--", "]]>", "--><b>", "</style><style>*{display:none}", "</title><meta http-equiv=refresh content='0;url=//evil.example'>", "\" onmouseover=\"alert(1)", "' style='x:url(//e.example)",
    "&lt;b&gt;", "&#x1b;[31m", "&amp;", "<svg/onload=alert(1)>", "<math><a xlink:href=javascript:alert(1)>", "{{ 7*7 }}", "{% include '/etc/passwd' %}", "{#", "${7*7}", "%(x)s %n %s", "{0.__class__}",
    "=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"https://evil.example\")", "=cmd|' /C calc'!A0", "\t=1+1", "\r=1+1", "'=1+1", "''=1", "\n=1+1", "=DDE()", "a\n=1+1",
    "https://evil.example/x", "javascript:alert(1)", "file:///etc/passwd", "mailto:a@evil.example", "[x](https://evil.example)", "![x](https://evil.example/x.png)", "<https://evil.example>",
    "| a | b |", "# heading", "- [ ] x", "1. x", "***", "```", "> quote", "~~~", "[x]: https://evil.example", "\\", "_a_ *b*", "a" * 300, "\u0301" * 60, "日本語" * 40, "\u05d0\u05d1\u05d2 abc", "👩‍👩‍👧",
    "[red]x[/red]", "[/]", "[link=https://evil.example]x[/link]", ":smile:", "\ufffe", "\uffff", "\U0010ffff", "\t\t", "\n\n\nx", "..", "../../x", "NUL", "--help", "-o x",
)  # fmt: skip
PIECES = (*FIXED, *"Help—é<>&\"'`|{}=\\ \n", "\x1b[", "http://", "\u202e", "\u200b")


def hostile() -> list[str]:
    """The fixed strings, then joined pieces of them, from the seed."""
    chance = random.Random(f"{os.environ.get('TORTURE_SEED') or SEED}/hostile")
    made = ("".join(chance.choices(PIECES, k=chance.randrange(1, 5))) for _ in range(COUNT - len(FIXED)))
    return [*FIXED, *made]


def plan_of(strings: list[str]) -> dict[str, Any]:
    """A plan that says each string in each of its fields."""
    shown = [text for text in strings if text.strip() and "\0" not in text]
    words: Iterator[str] = cycle(shown)
    codes = [(f"P{n} " + re.sub("[;,\n]+", " ", text)).strip() for n, text in enumerate(shown)]

    def said(*names: str) -> dict[str, str]:
        return {name: next(words) for name in names}

    many = "\n".join(shown[:40])
    plan = {"slug": "hostile", "council": f"C {many}", "on": "2025-04-28", **said("version")}
    plan |= dict.fromkeys(("title", "source", "notice"), many)
    recommendations, actions = [], []
    for n, text in enumerate(shown):
        other = said("timescale", "timescale_in_report", "outcome", "by_when", "note")
        recommendations.append({"ref": f"R{n}", "text": text, "area": shown[n // 10 * 10], "leads": [codes[n]], **other})
        action = {"ref": f"R{n}.1", "recommendation": f"R{n}", "text": text, "leads": [codes[n]], **said("progress")}
        action |= {"status": "in_progress", "rag": "green", "by_when": "30.9.25", "extra": {f"H {next(words)}": next(words)}}
        actions.append(action | {"history": _acts(text, said)[: n % 5]})
    return {
        "format": 1,
        "plan": plan,
        "settings": [{"name": f"key_{colour}", **said("value")} for colour in ("blue", "green", "amber", "red")],
        "posts": [{"code": code, "aliases": [f"{code} too"], **said("title", "organisation")} for code in codes],
        "recommendations": recommendations,
        "actions": actions,
    }


def _acts(text: str, said: Callable[..., dict[str, str]]) -> list[dict[str, str]]:
    """What is recorded later of an action."""
    noted = {"on": "2025-06-01", **said("by", "note", "public_note")}
    asked = {"on": "2025-06-02", "request": "2026-01-31", "label": "a", **said("by", "reason")}
    granted = {"on": "2025-06-03", "grant": "2026-01-31", "answers": "a", **said("agreed_by", "minute", "reason")}
    return [noted, asked, granted, {"on": "2025-06-04", "text": text, "stage": "MUST DO", **said("reason", "by_when")}]


@pytest.fixture(scope="module", params=range(BATCHES), ids=lambda number: f"batch {number}")
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a share of the strings."""
    path = tmp_path_factory.mktemp("hostile") / "db.sqlite"
    plan = path.with_name("x.toml")
    plan.write_text(tomli_w.dumps(plan_of(list(islice(hostile(), request.param, None, BATCHES)))), encoding="utf-8")
    shown_safely(printed(path, "import", str(plan), "--by", "tester"))
    return path


def shown_safely(text: str) -> None:
    """Nothing in it that a terminal would obey or hide."""
    found = UNSAFE.search(text)
    assert not found, repr(text[max(0, found.start() - 60) : found.end() + 20])


def html_is_the_templates(page: str, allowed: set[str]) -> None:
    """Only elements that the template makes, no address outside the page, nothing that runs."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    for element in parser.parse(page).iter():
        assert isinstance(element.tag, str), "a comment"
        assert element.tag.rpartition("}")[2] in allowed, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            if name.rpartition("}")[2] in ("href", "src", "srcset", "action", "style", "content", "xlink:href"):
                assert value.startswith("#") or ("evil" not in value and "://" not in value), (name, value)
        if element.tag == "style":
            assert "url(" not in (element.text or "").replace("\\", "")
            assert "@import" not in (element.text or "")


def no_formulas(text: str) -> None:
    """No cell that a spreadsheet would run; a number may be negative."""
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            assert not re.match(r"[=+\-@\t\r\n]", cell) or re.fullmatch(r"-\d+", cell), repr(cell)


REPORTS = (("overdue", *DAY), ("list", *DAY), ("check", *DAY), ("history",))
TERMINAL = (
    *REPORTS,
    ("board", *DAY, "--full", "--corrections"),
    ("show", "R7.1"),
    ("show", "R7"),
    ("show", "R9", "--summary", *DAY),
    ("leads", *DAY),
    ("plans", *DAY),
)
TERMINAL += (("approve",), ("board", *DAY, "--rec", "R3"))
PUBLIC = (("overdue", *DAY, "--public"), ("board", *DAY, "--public"))


def test_no_report_on_a_terminal_obeys_or_hides_what_the_data_says(database: Path) -> None:
    for args in (*TERMINAL, *PUBLIC):
        shown_safely(printed(database, *args))
    for args in (*REPORTS, ("board", *DAY)):
        shown_safely(printed(database, *args, "--format", "table"))


def test_markdown_has_no_element_and_no_control(database: Path) -> None:
    for args in (
        ("overdue", *DAY),
        ("list", *DAY),
        ("check", *DAY),
        ("board", *DAY, "--full"),
        ("show", "R9", "--summary", *DAY),
    ):
        text = printed(database, *args, "--format", "markdown")
        shown_safely(text)
        assert not re.search(r"(?<!\\)<(?!\s)", text), re.search(r".{60}(?<!\\)<.{20}", text, re.DOTALL)


def test_the_page_has_no_element_and_no_address_that_the_template_did_not_make(database: Path) -> None:
    golden = (ROOT / "tests" / "golden" / "board.html").read_text(encoding="utf-8")
    allowed = {tag.lower() for tag in re.findall(r"<([A-Za-z][\w:]*)", golden)} | {"wbr", "br"}
    for args in (
        ("board", *DAY, "--full", "--corrections"),
        ("board", *DAY, "--rec", "R5"),
        ("show", "R5", "--summary", *DAY),
        ("board", *DAY, "--public"),
    ):
        page = printed(database, *args, "--format", "html")
        shown_safely(page)
        html_is_the_templates(page, allowed)


def test_json_is_json_and_csv_has_no_formula(database: Path) -> None:
    for args in (*REPORTS, ("board", *DAY), ("show", "R7.1"), ("show", "R7"), ("leads", *DAY), ("plans", *DAY)):
        json.loads(printed(database, *args, "--format", "json"))
    for args in (*REPORTS, *(("export", what) for what in ("actions", "recommendations", "updates", "leads"))):
        no_formulas(printed(database, *args, "--format", "csv"))
    tomllib.loads(printed(database, "export", "plan"))


def test_a_return_sheet_has_no_formula_and_no_link(database: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(database, tmp_path))
    printed(copy, "return", "--each", "--plan", "hostile", "-o", str(tmp_path / "sheets"))
    files = sorted((tmp_path / "sheets").iterdir())
    assert len(files) > 200
    for path in files[::20]:
        for sheet in openpyxl.load_workbook(path).worksheets:
            for row in sheet.iter_rows():
                assert not [cell for cell in row if cell.data_type == "f" or cell.hyperlink], path
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name).decode() for name in archive.namelist()}
        assert not [name for name, text in parts.items() if name.endswith(".rels") and "External" in text]
        assert not [name for name, text in parts.items() if name.startswith("xl/worksheets/sheet") and "<f>" in text]


def test_a_word_page_takes_any_string(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.docx"
    for number in (*range(0, 25, 5), 100):  # python-docx takes its time
        printed(database, "show", f"R{number}", "--summary", *DAY, "-o", str(path))
        with zipfile.ZipFile(path) as archive:
            said = archive.read("word/document.xml").decode() + archive.read("word/_rels/document.xml.rels").decode()
        shown_safely(said)
        assert "External" not in said


def test_on_a_real_terminal_only_the_programs_own_colours_are_sequences(database: Path) -> None:
    for args in (("overdue", *DAY), ("list", *DAY, "--format", "csv"), ("show", "R7.1", "--format", "json"), ("board", *DAY)):
        main, end = os.openpty()
        env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "ACTIONTRACKER_BY": "t"}
        command = [sys.executable, "-m", "actiontracker", "--db", str(database), *args]
        process = subprocess.Popen(command, stdin=end, stdout=end, stderr=end, env=env)
        os.close(end)
        seen = _read(main)
        os.close(main)
        assert process.wait(60) == 0, seen[-500:]
        text = seen.decode().replace("\r\n", "\n")
        shown_safely(re.sub(r"\x1b\[(?:0|[1-9]|3[1-7]|9[0-7]|1;3[1-7])?(?:;\d+)?m", "", text))


def _read(terminal: int) -> bytes:
    """All that is printed, until the other end is closed."""
    seen = b""
    while True:
        try:
            more = os.read(terminal, 65_536)
        except OSError:  # so Linux says that it is
            return seen
        seen += more


def test_a_refused_word_is_not_obeyed_either(database: Path) -> None:
    for text in hostile()[::25]:
        if "\0" not in text:
            code, said = run(database, "show", f"x{text}")
            assert code in (2, 9), said
            shown_safely(said)
            assert said.count("\n") == 1


INVISIBLE = ("\u034f", "\u115f", "\u1160", "\u17b4", "\u180e", "\u206a", "\u206f", "\u3164", "\uffa0", "\U0001d173", "\U000e0100", "\U000e01ef")  # fmt: skip
NO_CHARACTERS = ("\ufdd0", "\U0001ffff", "\U0010ffff")
"""What HTML does not allow in a page at all."""


@pytest.mark.parametrize("char", INVISIBLE, ids=lambda char: f"U+{ord(char):04X}")
def test_every_character_without_a_shape_is_marked(char: str) -> None:
    assert char not in clean(f"a{char}b")


@pytest.mark.parametrize("char", NO_CHARACTERS, ids=lambda char: f"U+{ord(char):04X}")
def test_what_is_no_character_is_marked(char: str) -> None:
    assert char not in clean(f"a{char}b")


@pytest.mark.parametrize("sign", ["\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_full_width_signs_that_some_spreadsheets_run_are_guarded(sign: str) -> None:
    assert f"'{sign}1+1" in "".join(csv_rows(("a",), [(f"{sign}1+1",)]))
