"""What could give somebody away: found where it stands, and not where plans only sound like it."""

import pytest

from actiontracker.domain.disclosure import disclosures


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("2 children were placed out of the area.", "a small number of children", "2 children"),
        ("Of these, three looked after children have moved.", "a small number of children", "three looked after children"),
        ("One child went missing twice.", "a small number of children", "One child"),
        ("five care leavers are in bed and breakfast", "a small number of children", "five care leavers"),
        ("4 of the young people agreed.", "a small number of children", "4 of the young people"),
        ("15 interviewed, 1 in custody.", "a small number of children", "1 in custody"),
        ("Two are missing from care.", "a small number of children", "Two are missing from care"),
        ("Child A's plan was reviewed.", "a single child or family", "Child A"),
        ("The audit of young person B is done.", "a single child or family", "young person B"),
        ("Decision on Family C.", "a single child or family", "Family C"),
        ("The child J.S. was seen.", "a child's initials", ""),
        ("J.S., aged 14, was seen.", "a child's initials", ""),
        ("Jamie, aged 14, was seen.", "a child's name", ""),
        ("Jamie (aged 14) was seen.", "a child's name", ""),
        ("A boy called Jamie was seen.", "a child's name", ""),
        ("Mrs Jones leads the work.", "a person's name", ""),
        ("Sent to Dr Patel.", "a person's name", ""),
        ("NHS no. 943 476 5919.", "an NHS number", ""),
        ("NHS 9434765919", "an NHS number", ""),
        ("Pupil A823432113014 is on roll.", "a unique pupil number", ""),
        ("DOB: 3/5/2009", "a date of birth", ""),
        ("born on 3 May 2009", "a date of birth", ""),
        ("date of birth 03.05.09", "a date of birth", ""),
        ("He lives in HA1 2XY.", "a postcode", ""),
        ("Write to j.doe@harrow.gov.uk.", "an e-mail address", ""),
        ("Ring 020 8424 1881.", "a telephone number", ""),
        ("Ring +44 (0)20 8424 1881.", "a telephone number", ""),
        ("Ring 07700 900123.", "a telephone number", ""),
    ],
)
def test_what_could_give_somebody_away(text: str, kind: str, words: str) -> None:
    assert [(found.kind, found.words) for found in disclosures(text)] == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "12 children were placed out of the area.",
        "No child waits; every child has a plan.",
        "0 children, 25 care leavers, 15 young people.",
        "Two children's homes were visited.",
        "One child protection plan in ten runs for a year.",
        "Four child protection chairs are in post.",
        "Three children and families teams took part.",
        "3.5 full-time chairs; children come first.",
        "Level 2 pupils; year 5 pupils; under 5 children; tier 3 children.",
        "Within five working days of a child becoming looked after.",
        "Five sample cases were audited.",
        "Actions 1 and 2 are done.",
        "Children, aged 14 and over; Pupils, aged 5 to 7.",
        "A child I know of; a child. A new plan.",
        "The pupil A-level results and child A&E visits.",
        "Designated Dr. (NHSH) and the LSCB Chr.",
        "The NHS number 943 476 5918 has a wrong check digit.",
        "Order 1234567890.",
        "On 03/05/2009 and 01.11.12 the board met.",
        "The [name] placeholder and [removed 3 May 2012].",
        "Section 47, section 20 and Part 8 reviews.",
        "See S1.3, LAC11.1 and H1 2.",
    ],
)
def test_what_gives_nobody_away(text: str) -> None:
    assert disclosures(text) == ()


def test_each_thing_is_told_once() -> None:
    assert len(disclosures("Child A met Child A. Mail a@b.uk and c@d.uk.")) == 2


@pytest.mark.parametrize(("number", "valid"), [("401 023 2137", True), ("9876543210", True), ("401 023 2138", False)])
def test_the_check_digit_of_an_nhs_number(number: str, valid: bool) -> None:
    assert bool(disclosures(number)) == valid
