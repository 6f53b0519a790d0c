"""Where a measure moves to: figures typed as text, read as numbers where they are some."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiontracker.domain.measures import Direction, direction, figure_words, number, split_measure_ref

FIGURES = st.decimals(min_value=-10_000, max_value=10_000, places=1)
FROM, TO = "2025-03-31", "2025-09-30"


def moves(baseline: str | None, target: str | None, value: str | None, unit: str | None = None) -> Direction:
    return direction(baseline, FROM if baseline else None, target, value, TO if value else None, unit)


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("62 %", None, "62"),
        ("62%", "%", "62"),
        (" 62.5 ", "%", "62.5"),
        ("1,204", None, "1204"),
        ("1 204", None, "1204"),
        ("£1,204.50", "£", "1204.50"),
        ("12 Days", "days", "12"),
        ("-3", None, "-3"),
        ("\N{MINUS SIGN}3", None, "-3"),
        ("62,5", None, None),
        ("12 days", None, None),
        ("in place", "%", None),
        ("3 of 29", None, None),
        ("NaN", None, None),
        ("1e5", None, None),
        ("1_000", None, None),
        ("٣", None, None),
        ("%", "%", None),
        ("", None, None),
    ],
)
def test_a_figure_is_read_as_a_number_only_where_it_plainly_is_one(text: str, unit: str | None, read: str | None) -> None:
    assert number(text, unit) == (None if read is None else Decimal(read))


@pytest.mark.parametrize(
    ("baseline", "target", "value", "words", "has_moved"),
    [
        ("62 %", "90 %", "71 %", "improving: 62 % to 71 %, target 90 %", True),
        ("62 %", "90 %", "62.0 %", "same: 62 % to 62.0 %, target 90 %", False),
        ("62 %", "90 %", "58 %", "worsening: 62 % to 58 %, target 90 %", False),
        ("24", "18", "21", "improving: 24 to 21, target 18", True),
        ("24", "18", "30", "worsening: 24 to 30, target 18", False),
        ("24", "18", "17", "target met: 24 to 17, target 18", True),
        ("62 %", "90 %", "90 %", "target met: 62 % to 90 %, target 90 %", True),
        ("62 %", "90 %", None, "no value since the baseline: 62 %, target 90 %", False),
        (None, "90 %", None, "not measured: target 90 %", False),
        (None, None, None, "not measured", False),
        (None, "90 %", "71 %", "no baseline: 71 %, target 90 %", None),
        (None, "in place", "In  place", "target met: In  place, target in place", True),
        (
            "in draft",
            "in place",
            "with the board",
            "cannot be told (no number): in draft to with the board, target in place",
            None,
        ),
        ("in draft", "in place", "in draft", "same: in draft to in draft, target in place", False),
        ("62 %", None, "71 %", "cannot be told (no target): 62 % to 71 %", None),
        ("0", "0", "2", "cannot be told (the target is the baseline): 0 to 2, target 0", None),
    ],
)
def test_the_direction_in_words(
    baseline: str | None, target: str | None, value: str | None, words: str, has_moved: bool
) -> None:
    found = moves(baseline, target, value)
    assert (found.in_words, found.has_moved) == (words, has_moved)


def test_a_value_from_before_the_baseline_tells_nothing_of_what_came_since() -> None:
    assert direction("62", FROM, "90", "71", "2025-03-30", "%").word == "no value since the baseline"
    assert direction("62", FROM, "90", "71", FROM, "%").word == "improving"


@given(FIGURES, FIGURES, FIGURES)
def test_what_improves_one_way_worsens_the_other(baseline: Decimal, target: Decimal, value: Decimal) -> None:
    """Turned round (all figures negated), up is down: the words stay. Aimed the other way, better is worse."""
    found = moves(str(baseline), str(target), str(value)).word
    assert moves(str(-baseline), str(-target), str(-value)).word == found
    other_way = moves(str(baseline), str(2 * baseline - target), str(value)).word
    if found == "improving" or (found == "target met" and target != baseline):
        assert other_way == "worsening"
    if found == "worsening":
        assert other_way in ("improving", "target met")
    if found == "same":
        assert other_way == "same"


@given(st.text(max_size=20), st.text(max_size=5))
def test_no_text_is_too_odd_for_a_figure(text: str, unit: str) -> None:
    assert number(text, unit) is None or number(text, unit) == number(text, unit)
    assert text in figure_words(text, unit)


@pytest.mark.parametrize("ref", ["S1.2", "M2", ".M2", "S1.M0", "S1.M", "S1.Mx", "S1.M٣", ""])
def test_what_is_no_ref_of_a_measure(ref: str) -> None:
    assert split_measure_ref(ref) is None
