"""Word's automatic numbering, which is printed and stands nowhere in the document."""

import pytest

from actiontracker.domain.problems import Problem
from tests.intake.word_made import (
    DELETED,
    OUTLINE,
    cell_of,
    cells_of,
    item,
    level,
    num,
    p,
    read,
    source_list,
    style,
    styled,
    tbl,
    tc,
    tr,
)


def start_at(depth: int, start: int) -> str:
    """An override of a list that starts anew."""
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def numbered(numbering: str, *items: str, **others: str) -> list[str]:
    """The lines of a cell of numbered paragraphs."""
    return cell_of("".join(items), numbering=numbering, **others).split("\n")


@pytest.mark.parametrize(
    ("form", "text", "start", "lines"),
    [
        ("decimal", "%1.", 1, ["1. x", "2. x"]),
        ("decimal", "S%1", 9, ["S9 x", "S10 x"]),
        ("decimalZero", "%1", 9, ["09 x", "10 x"]),
        ("lowerLetter", "(%1)", 1, ["(a) x", "(b) x"]),
        ("upperLetter", "%1)", 26, ["Z) x", "AA) x"]),
        ("lowerRoman", "%1.", 3, ["iii. x", "iv. x"]),
        ("upperRoman", "%1", 1999, ["MCMXCIX x", "MM x"]),
        ("lowerRoman", "%1", 443, ["cdxliii x", "cdxliv x"]),
        ("ordinalText", "%1", 1, ["1 x", "2 x"]),
        ("lowerRoman", "%1.", 4000, ["4000. x", "4001. x"]),
        ("lowerLetter", "%1.", 0, ["0. x", "a. x"]),
        ("none", "", 1, ["x", "x"]),
        ("bullet", "\uf0b7", 1, ["• x", "• x"]),
    ],
)
def test_numbers_are_printed_in_the_form_of_their_level(form: str, text: str, start: int, lines: list[str]) -> None:
    assert numbered(source_list(0, level(0, form, text, start=start)) + num(1, 0), item(1), item(1)) == lines


def test_lower_levels_start_again_under_the_next_number_above() -> None:
    items = [item(1, depth) for depth in (0, 1, 1, 2, 2, 0, 1, 2)]
    assert [line[:-2] for line in numbered(OUTLINE + num(1, 0), *items)] == [
        "1.",
        "1.1",
        "1.2",
        "(a)",
        "(b)",
        "2.",
        "2.1",
        "(a)",
    ]


def test_a_level_used_before_the_one_above_shows_where_that_would_start() -> None:
    assert numbered(OUTLINE + num(1, 0), item(1, 1), item(1, 1), item(1, 0)) == ["1.1 x", "1.2 x", "1. x"]


@pytest.mark.parametrize(("restart", "last"), [("0", ["(b) x", "(c) x"]), ("1", ["(b) x", "(a) x"]), ("", ["(a) x", "(a) x"])])
def test_a_level_may_go_on_counting_under_the_next_number_above(restart: str, last: list[str]) -> None:
    lowest = level(2, "lowerLetter", "(%3)", f'<w:lvlRestart w:val="{restart}"/>' if restart else "")
    lists = source_list(0, level(0), level(1, text="%1.%2"), lowest) + num(1, 0)
    lines = numbered(lists, *[item(1, depth) for depth in (0, 1, 2, 1, 2, 0, 1, 2)])
    assert [lines[4], lines[7]] == last


def test_legal_numbers_are_decimal_in_all_levels() -> None:
    levels = (level(0, "upperRoman"), level(1, text="%1.%2", extra="<w:isLgl/>"), level(2, text="%1.%2.%3"))
    assert numbered(source_list(0, *levels) + num(1, 0), item(1), item(1, 1), item(1, 2)) == ["I. x", "1.1 x", "I.1.1 x"]


@pytest.mark.parametrize("form", ["none", "bullet"])
@pytest.mark.parametrize("legal", ["", "<w:isLgl/>"])
def test_a_level_without_numbers_has_none_in_the_levels_below(form: str, legal: str) -> None:
    levels = (level(0, form, "-"), level(1, text="(%1%2)", extra=legal))
    assert numbered(source_list(0, *levels) + num(1, 0), item(1), item(1, 1))[1] == "(1) x"


def test_a_level_that_says_little_counts_in_figures_from_one() -> None:
    bare = '<w:lvl w:ilvl="1"><w:lvlText w:val="%1.%2"/></w:lvl>'
    assert numbered(source_list(0, bare) + num(1, 0), item(1, 1), item(1, 1)) == ["1.1 x", "1.2 x"]


def test_lists_from_one_source_count_on_unless_they_start_anew() -> None:
    lists = OUTLINE + num(1, 0) + num(2, 0) + num(3, 0, start_at(0, 1)) + num(4, 0, start_at(0, 7))
    items = [item(number) for number in (1, 2, 1, 3, 3, 4, 1)]
    assert [line[:1] for line in numbered(lists, *items)] == ["1", "2", "3", "1", "2", "7", "8"]


def test_where_a_list_starts_holds_whenever_the_level_starts_again() -> None:
    lists = OUTLINE + num(1, 0, start_at(1, 5))
    assert numbered(lists, item(1), item(1, 1), item(1), item(1, 1)) == ["1. x", "1.5 x", "2. x", "2.5 x"]


def test_a_list_may_override_a_level_of_its_source() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    assert numbered(OUTLINE + num(1, 0, override), item(1), item(1)) == ["A) x", "B) x"]


def test_numbers_go_on_through_rows_and_tables() -> None:
    source = read(tbl(tr(tc(item(1))), tr(tc(item(1)))) + tbl(tr(tc(item(1)))), numbering=OUTLINE + num(1, 0))
    assert [row.cells for grid in source.grids for row in grid.rows] == [["1. x"], ["2. x"], ["3. x"]]
    said = "numbers made by Word's automatic numbering in {}: worked out by position"
    assert source.problems == [Problem("table 1", said.format("2 paragraphs")), Problem("table 2", said.format("1 paragraph"))]


def test_an_empty_numbered_paragraph_is_its_number_and_an_empty_bullet_nothing() -> None:
    lists = source_list(0, level(0)) + source_list(1, level(0, "bullet", "-")) + num(1, 0) + num(2, 1)
    table = tbl(tr(tc(item(1, text="")), "a"), tr(tc(item(1, text="")), tc(item(2, text=""))))
    assert cells_of(table, numbering=lists) == [["1.", "a"], ["2.", ""]]


def test_bullets_are_not_told_as_numbers() -> None:
    assert read(tbl(tr(tc(item(1)))), numbering=source_list(0, level(0, "bullet", "-")) + num(1, 0)).problems == []


def test_deleted_items_and_rows_are_not_counted() -> None:
    gone = p(
        "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>'
    )
    table = tbl(tr(tc(item(1) + gone + item(1))), tr(tc(item(1)), properties=DELETED), tr(tc(item(1))))
    assert cells_of(table, numbering=OUTLINE + num(1, 0)) == [["1. x\n2. x"], ["3. x"]]


LISTED = style("Item", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>') + style("Mine", based_on="Item")


def test_numbers_come_through_styles_and_those_they_are_based_on() -> None:
    lines = numbered(OUTLINE + num(1, 0), styled("Item"), styled("Mine"), p("plain"), styled("Item"), styles=LISTED)
    assert lines == ["1. x", "2. x", "plain", "3. x"]


def test_a_paragraph_can_take_back_the_numbers_of_its_style() -> None:
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    assert numbered(OUTLINE + num(1, 0), styled("Item", more=none), styled("Item"), styles=LISTED) == ["x", "1. x"]


def test_a_style_counts_in_the_level_that_is_linked_with_it() -> None:
    levels = (level(0, extra='<w:pStyle w:val="Item"/>'), level(1, text="%1.%2", extra='<w:pStyle w:val="Sub"/>'))
    styles = LISTED + style("Sub", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    lines = numbered(source_list(0, *levels) + num(1, 0), styled("Item"), styled("Sub"), styled("Mine"), styles=styles)
    assert lines == ["1. x", "1.1 x", "2. x"]


def test_a_level_said_by_the_style_or_the_paragraph_holds_where_none_is_linked_nearer() -> None:
    second = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    lists = source_list(0, level(0, extra='<w:pStyle w:val="Item"/>'), level(1, text="%1.%2")) + num(1, 0)
    styles = LISTED + style("Second", f"<w:pPr>{second}</w:pPr>", based_on="Item")
    lines = numbered(lists, styled("Item"), styled("Second"), styled("Item", more=second), styled("Mine"), styles=styles)
    assert lines == ["1. x", "1.1 x", "1.2 x", "2. x"]


def test_a_list_style_leads_to_the_source_of_its_list() -> None:
    lists = source_list(5, '<w:numStyleLink w:val="L"/>') + source_list(0, level(0, "upperLetter")) + num(1, 5) + num(2, 0)
    styles = style("L", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', kind="numbering")
    assert numbered(lists, item(1), item(2), styles=styles) == ["A. x", "B. x"]


@pytest.mark.parametrize(
    "lists",
    [
        "",
        num(1, 7),
        source_list(0) + num(1, 0),
        source_list(0, '<w:numStyleLink w:val="L"/>') + num(1, 0),
        source_list(0, '<w:numStyleLink w:val="Missing"/>') + num(1, 0),
    ],
)
def test_lists_that_lead_nowhere_print_nothing(lists: str) -> None:
    styles = style("L", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering")
    assert numbered(lists, item(1), item(3), styles=styles) == ["x", "x"]
