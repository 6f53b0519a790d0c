"""Single cells: leads written together, and the apostrophe that keeps a spreadsheet from running a text."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actiontracker.intake.tables.cells import split_leads, without_guard
from actiontracker.render.csv import csv_rows

KEY = {"DCS", "DD TS", "SM QA", "DPH", "Head of Quality and Audit", "Snr Practitioner, Performance", "HOS for Q&A"}


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        ("DCS", ["DCS"]),
        ("Law/ DD TS", ["Law", "DD TS"]),
        ("Law / DD TS/SM QA", ["Law", "DD TS", "SM QA"]),
        ("Law; DD TS", ["Law", "DD TS"]),
        ("Law\nDD TS\r\nSM QA", ["Law", "DD TS", "SM QA"]),
        ("DD TS /  / SM QA /", ["DD TS", "SM QA"]),
        ("LSCB  L&D\xa0SG", ["LSCB L&D SG"]),
        ("DD TS/ SM QA/ DD TS", ["DD TS", "SM QA"]),
        ("  ", []),
        ("", []),
    ],
)
def test_slashes_semicolons_and_line_breaks_always_separate_leads_in_printed_order(cell: str, leads: list[str]) -> None:
    assert split_leads(cell, set()) == (leads, "")


@pytest.mark.parametrize("cell", ["DCS, DD TS, SM QA", "DCS & DD TS & SM QA", "DCS, DD TS and SM QA", "DCS and DD TS/SM QA"])
def test_commas_ampersands_and_and_separate_where_every_part_is_known(cell: str) -> None:
    assert split_leads(cell, KEY) == (["DCS", "DD TS", "SM QA"], "")


@pytest.mark.parametrize("cell", ["Head of Quality and Audit", "Snr Practitioner, Performance", "HOS for Q&A"])
def test_a_title_that_is_known_is_never_split(cell: str) -> None:
    assert split_leads(cell, {*KEY, "Head of Quality", "Audit", "Snr Practitioner", "Performance"}) == ([cell], "")


@pytest.mark.parametrize("cell", ["Policy and Communications", "Sales, Marketing", "Learning & Development"])
def test_parts_that_nobody_knows_stay_one_lead_without_a_remark(cell: str) -> None:
    assert split_leads(cell, KEY) == ([cell], "")


@pytest.mark.parametrize("cell", ["DCS and Chair", "DCS, Chair", "Chair & DCS"])
def test_parts_of_which_only_some_are_known_stay_one_lead_and_that_is_said(cell: str) -> None:
    assert split_leads(cell, KEY) == ([cell], f"{cell!r} is kept as one lead")


def test_and_separates_only_as_a_word() -> None:
    assert split_leads("Sandy", {"S", "y"}) == (["Sandy"], "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\0"])
def test_the_apostrophe_before_a_formula_is_taken_back(start: str) -> None:
    assert without_guard(f"'{start}1+1") == f"{start}1+1"


@given(st.text("'=+-@ab", max_size=6))
@settings(deadline=None)
def test_what_is_guarded_for_a_spreadsheet_is_read_back_as_it_was(text: str) -> None:
    (_, row) = "".join(csv_rows(("x",), [(text or "-",)])).splitlines()
    cell = next(csv.reader([row]))[0]
    assert without_guard(cell) == (text or "-")
    assert not cell.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("cell", ["'tis done", "'", "", "it's", "=1+1"])
def test_an_apostrophe_that_guards_nothing_stays(cell: str) -> None:
    assert without_guard(cell) == cell


@given(st.lists(st.sampled_from(sorted(KEY)), unique=True))
@settings(deadline=None)
def test_leads_joined_as_our_export_joins_them_are_split_into_the_same(leads: list[str]) -> None:
    assert split_leads("; ".join(leads), KEY) == (leads, "")
