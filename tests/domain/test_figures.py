"""Figures as papers print them, and whether a fraction gives its value."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiontracker.domain.figures import (
    Figure,
    NoFigure,
    check_fraction,
    exact,
    figure_text,
    fraction_in_words,
    read_figure,
    read_fraction,
    rounded,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [("94.6", "94.6"), ("100.", "100"), ("95%", "95"), ("95 %", "95"), ("1,204", "1204"), ("-1.9", "-1.9"), ("\N{MINUS SIGN}1.9", "-1.9"), ("30.0", "30.0"), ("0", "0")],
)  # fmt: skip
def test_a_plain_figure_is_read_as_printed(text: str, value: str) -> None:
    figure = read_figure(text, "percent")
    assert figure is not None
    assert (figure.value, figure.numerator, figure.missing) == (value, None, None)
    assert figure_text(figure) == text.replace("\N{MINUS SIGN}", "-")


@pytest.mark.parametrize("text", ["94.6 (174/184)", "94.6% (174/184)", "94.6 (174 of 184)", "94.6 ( 174 / 184 )"])
def test_a_value_with_its_fraction_is_three_numbers(text: str) -> None:
    figure = read_figure(text, "percent")
    assert figure is not None
    assert (figure.value, figure.numerator, figure.denominator, figure.remark) == ("94.6", 174, 184, None)


def test_a_fraction_alone_gives_its_value() -> None:
    assert read_figure("174/184", "percent") == Figure("94.6", 174, 184, printed="174/184")


@pytest.mark.parametrize(
    ("text", "code"),
    [("-", "x"), ("–", "x"), ("tbc", "x"), ("N/A", "z"), ("Not Applicable", "z"), ("Not Published", "x"), ("x", "x"), ("*", "c"), ("c", "c"), ("z", "z"), (":", "x")],
)  # fmt: skip
def test_marks_of_missing_figures_are_known(text: str, code: str) -> None:
    assert read_figure(text) == Figure(missing=code, printed=text)


@pytest.mark.parametrize(
    "text",
    [
        "Not published, London Avg 42%", "full year data not available as schools closed due to pandemic",
        "Routine monitoring under development", "68 LAs with 100%", "16 London LAs with 100%",
    ],
)  # fmt: skip
def test_words_that_say_why_there_is_none_are_kept_and_told(text: str) -> None:
    figure = read_figure(text)
    assert figure is not None
    assert (figure.value, figure.missing, figure.printed) == (None, "x", text)
    assert figure.remark


@pytest.mark.parametrize(
    "text",
    ["abc", "9O.1", "about 90", "12,5", "see note", "94.6 (174/)", "1/2/3", "90-95", "95 per cent of 20", "12/2024", "9" * 40],
)
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(NoFigure):
        read_figure(text, "percent")


def test_marks_beside_a_figure_are_kept() -> None:
    assert read_figure("100*") == Figure("100", printed="100*", remark="marked with * in the paper: see its notes")
    for text in ("94.6 (p)", "94.6 p", "94.6 (174/184) provisional", "94.6 (174/184) (p)"):
        figure = read_figure(text, "percent")
        assert figure is not None
        assert (figure.value, figure.provisional) == ("94.6", True)


def test_a_cut_figure_is_told_and_a_contradiction_refused() -> None:
    assert check_fraction("6.9", 11, 158, "percent") == "11/158 is 7.0, printed 6.9: cut, not rounded"
    assert check_fraction("7.0", 11, 158, "percent") is None
    assert check_fraction("1", 2, 192, "percent") is None
    assert check_fraction("62.5", 625, 10_000, "count") is None, "only of a percentage or a rate is the fraction the value"
    with pytest.raises(NoFigure, match=r"11/158 is 7.0, not 9.7"):
        check_fraction("9.7", 11, 158, "percent")
    with pytest.raises(NoFigure, match="denominator is 0"):
        read_figure("94.6 (3/0)", "percent")
    with pytest.raises(NoFigure, match="denominator is 0"):
        read_fraction("0/0")


def test_small_numbers_that_the_paper_suppressed_are_known() -> None:
    figure = read_figure("<5")
    assert figure is not None
    assert (figure.value, figure.missing, figure.printed) == (None, "c", "<5")


def test_what_cannot_be_a_percentage_is_told() -> None:
    said = {text: read_figure(text, "percent") for text in ("120 (6/5)", "-5", "100")}
    assert [figure.remark if figure else None for figure in said.values()] == ["120 % is above 100", "-5 % is below 0", None]


def test_a_half_may_be_rounded_either_way() -> None:
    assert check_fraction("12.2", 49, 400, "percent") is None  # 12.25
    assert check_fraction("12.3", 49, 400, "percent") is None


def test_notes_state_fractions_in_words() -> None:
    assert fraction_in_words("122 of 234 were completed in time") == (122, 234)
    assert fraction_in_words("12 out of 16 (1 not recorded, 2 not in contact)") == (12, 16)
    assert fraction_in_words("all of them") is None


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_the_rounded_fraction_is_never_a_contradiction_and_is_read_back(numerator: int, denominator: int, places: int) -> None:
    value = str(rounded(Fraction(100 * numerator, denominator), places))
    figure = read_figure(f"{value} ({numerator}/{denominator})", "percent")
    assert figure is not None
    assert (figure.value, figure.numerator, figure.denominator) == (value, numerator, denominator)
    assert figure.remark == (f"{value} % is above 100" if Decimal(value) > 100 else None)
    assert exact(value, numerator, denominator, "percent") == Fraction(100 * numerator, denominator)


@given(st.decimals(-(10**6), 10**6, places=2))
def test_what_is_printed_is_read_back(value: Decimal) -> None:
    figure = read_figure(f"{value:f}")
    assert figure is not None
    assert Decimal(figure.value or "") == value
    assert figure_text(figure) == f"{value:f}"
