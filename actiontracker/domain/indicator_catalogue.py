"""Indicators that English councils share, as their papers word them: what a table's own row does not print.

A row whose description says one of these is read as that indicator: so that it keeps its key from paper to paper, and is
known to be better higher or lower. How each adds up follows the papers' own words ("year to date", "rolling year",
"snapshot", a target for each quarter) and, for care leavers, the window around a birthday in the year.
"""

import re
from typing import NamedTuple

from actiontracker.domain.indicators import Definition, plain_description


class Known(NamedTuple):
    """An indicator of the catalogue: its key, the national number that it had, what it is, and how rows word it."""

    key: str
    number: str
    definition: Definition
    words: re.Pattern[str]


def _known(key: str, number: str, unit: str, polarity: str, accrual: str, words: str, year: str = "financial") -> Known:
    places = 0 if unit == "count" else 1
    definition = Definition("", unit, polarity, accrual, year, places, unit not in ("score", "days"))
    return Known(key, number, definition, re.compile(words))


_CARE_LEAVERS = "care leavers"
_ACADEMIC = "academic"
CATALOGUE = (
    _known("initial-assessments-on-time", "NI 59", "percent", "higher", "snapshot", "timeliness of initial assessments"),
    _known("core-assessments-on-time", "NI 60", "percent", "higher", "snapshot", "timeliness of core assessments"),
    _known("adoptions-on-time", "NI 61", "percent", "higher", "cumulative", "timeliness of (cla )?adoptions"),
    _known(
        "three-placements",
        "NI 62",
        "percent",
        "lower",
        "cumulative",
        r"3 or more placements|placement stability number of moves",
    ),
    _known(
        *("long-term-stability", "NI 63", "percent", "higher", "snapshot"),
        r"same placement for 2 years|placement stability length of placement",
    ),
    _known("protection-two-years", "NI 64", "percent", "lower", "snapshot", "lasted 2 or more years"),
    _known("protection-again", "NI 65", "percent", "lower", "snapshot", "(cpp|child protection plan) for( a)? (2nd|second)"),
    _known(
        "reviews-on-time",
        "NI 66",
        "percent",
        "higher",
        "cumulative",
        "timeliness of (reviews of cla|cla reviews)|cla reviews on time",
    ),
    _known(
        "protection-reviews-on-time", "NI 67", "percent", "higher", "snapshot", "timeliness of (cpp|child protection) reviews"
    ),
    _known(
        "care-leavers-accommodation", "NI 147", "percent", "higher", "cumulative", f"{_CARE_LEAVERS} in suitable accommodation"
    ),
    _known(
        *("care-leavers-neet", "", "percent", "lower", "cumulative"),
        f"{_CARE_LEAVERS} (who are )?(not in education employment|neet)",
    ),
    _known(
        *("care-leavers-eet", "NI 148", "percent", "higher", "cumulative"),
        f"{_CARE_LEAVERS} (who are )?in (education|eet)",
    ),
    _known("children-looked-after", "", "count", "neutral", "snapshot", r"^number of (current )?cla\b"),
    _known("care-leavers", "", "count", "neutral", "snapshot", r"^number of (current )?care leavers\b"),
    _known("looked-after-rate", "", "per_10000", "neutral", "snapshot", r"rate of cla per 10 ?000"),
    _known("dental-checks", "", "percent", "higher", "rolling_year", "dental checks"),
    _known("health-checks", "", "percent", "higher", "rolling_year", "health (checks|assessments)"),
    _known("adopted", "", "percent", "higher", "cumulative", "who were adopted|adopted of those who ceased"),
    _known("special-guardianship", "", "percent", "neutral", "cumulative", "special guardianship"),
    _known("placed-over-20-miles", "", "percent", "lower", "snapshot", "more than 20 miles"),
    _known("missing-episode", "", "percent", "lower", "cumulative", "(at least|with) (1|one|a) missing episode"),
    _known("away-without-authorisation", "", "percent", "lower", "cumulative", "away from placement without authorisation"),
    _known("ks2-expected-standard", "", "percent", "higher", "annual", r"(at|level \d) ks2|key stage 2", _ACADEMIC),
    _known("english-and-maths", "", "percent", "higher", "annual", r"9 4 pass|english and math", _ACADEMIC),
    _known("attainment-8", "", "score", "higher", "annual", "attainment 8", _ACADEMIC),
    _known("progress-8", "", "score", "higher", "annual", "progress 8", _ACADEMIC),
    _known("sessions-missed", "", "percent", "lower", "annual", "sessions missed", _ACADEMIC),
    _known("persistent-absence", "", "percent", "lower", "annual", "persistent absen", _ACADEMIC),
    _known("sen-without-plan", "", "percent", "neutral", "annual", r"sen but without|sen support", _ACADEMIC),
    _known("sen-with-plan", "", "percent", "neutral", "annual", r"sen with a (statement|plan|ehcp)", _ACADEMIC),
    _known("fixed-term-exclusion", "", "percent", "lower", "annual", "fixed (term|period) exclusion", _ACADEMIC),
)
_BY_KEY = {known.key: known for known in CATALOGUE}


def in_catalogue(ref: str, description: str) -> Known | None:
    """The indicator that a row is about, by its national number or its words; None where it is none of these.

    >>> in_catalogue("NI 66", "Timeliness of CLA reviews (%)").key
    'reviews-on-time'
    >>> in_catalogue("4", "Letters answered") is None
    True
    """
    number = " ".join(ref.upper().split())
    words = plain_description(description)
    by_words = next((known for known in CATALOGUE if known.words.search(words)), None)
    return by_words or next((known for known in CATALOGUE if known.number and known.number == number), None)


def known_key(key: str) -> Known | None:
    """The indicator of the catalogue that has this key."""
    return _BY_KEY.get(key)
