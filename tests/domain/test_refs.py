"""Refs: one spelling for one ref, as documents print it and as people type it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actiontracker.domain.refs import Ref, last_number, normal_ref, ref_key, typed_ref


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("S1.3", "S1.3"),
        ("S1 (3)", "S1.3"),
        ("S1(3)", "S1.3"),
        (" S1  ( 3 ) ", "S1.3"),
        ("S1. (3)", "S1.3"),
        ("LAC11 (2a)", "LAC11.2a"),
        ("4.", "4"),
        ("4:", "4"),
        ("\xa04\n", "4"),
        ("s1.3", "s1.3"),
        ("Rec 4", "Rec 4"),
        ("", ""),
    ],
)
def test_the_spellings_of_a_ref_become_one(text: str, ref: str) -> None:
    assert normal_ref(text) == ref


@given(st.from_regex(r"[A-Z]{0,3}[0-9]{1,2}", fullmatch=True), st.integers(1, 99))
@settings(deadline=None)
def test_every_spelling_of_recommendation_and_number_is_the_same_ref(recommendation: str, number: int) -> None:
    spellings = [f"{recommendation}.{number}", f"{recommendation} ({number})", f"{recommendation}({number})"]
    assert {normal_ref(spelling) for spelling in spellings} == {f"{recommendation}.{number}"}


def test_refs_are_compared_without_regard_to_case() -> None:
    assert ref_key("s1.3") == ref_key("S1.3")
    assert ref_key("S1.3") != ref_key("S1.30")


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("S1.3", Ref(None, "S1.3")),
        ("S1 (3)", Ref(None, "S1.3")),
        ("harrow-2012:S1.3", Ref("harrow-2012", "S1.3")),
        (" Harrow-2012 : S1(3)", Ref("harrow-2012", "S1.3")),
    ],
)
def test_a_typed_ref_may_name_its_plan_before_a_colon(text: str, ref: Ref) -> None:
    assert typed_ref(text) == ref


@pytest.mark.parametrize(
    ("ref", "number"),
    [("S1.3", 3), ("S1.12", 12), ("12", 12), ("LAC11.2a", 2), ("LAC11", 11), ("A", None), ("", None), ("1" * 30, None)],
)
def test_the_last_number_of_a_ref_orders_it(ref: str, number: int | None) -> None:
    assert last_number(ref) == number
