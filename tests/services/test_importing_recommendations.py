"""Recommendations that come in again: their wording, leads and note are compared as an action's fields are."""

import pytest

from actiontracker.domain.problems import Change, Conflict, Problem
from actiontracker.intake.files import read_document
from actiontracker.reports.results import ImportResult
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Wish
from actiontracker.services.upkeep import edit
from actiontracker.services.wording import Wording
from actiontracker.store import plans
from actiontracker.store.connection import reading
from tests.conftest import import_document, seen
from tests.services.monthly import bring

PLAN = """format = 1
[plan]
slug = "ours"
council = "The council"
title = "Plan"
on = 2025-09-30
[[posts]]
code = "SM QA"
[[recommendations]]
ref = "S1"
text = "Listen to children"
outcome = "They are heard"
leads = ["DCS"]
note = "Begun"
[[actions]]
ref = "S1.1"
recommendation = "S1"
text = "Ask"
"""
LATER, NOW = "2025-11-30", "2026-01-15"


def bring_file(edge: Edge, text: str, on: str = "2025-10-31", **wish: bool) -> ImportResult:
    path = edge.database.parent / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return import_document(edge, read_document(path), Wish(on=on, **wish), lambda count: None)  # type: ignore[arg-type]


def held(edge: Edge, day: str) -> tuple[str, str | None, list[str], str | None]:
    """What the tracker says of S1: its text, outcome, leads and note."""
    with reading(edge.database) as conn:
        (found,) = plans.recommendations(conn, day, 10_000)
        codes = {str(number): code for code, number in plans.codes(conn, "The council").items()}
    return found.text, found.outcome, [codes[post] for post in (found.leads or "").split(",")], found.note


@pytest.fixture
def plan(edge: Edge) -> Edge:
    bring_file(edge, PLAN, on="2025-09-30")
    return edge


CHANGED = [
    (
        "Listen to children",
        "Listen to all children",
        "text",
        Wording(text="Listen to children well"),
        "Listen to children well",
    ),
    ("They are heard", "All are heard", "outcome", Wording(outcome="They feel heard"), "They feel heard"),
    ('["DCS"]', '["Law"]', "leads", Wording(leads=("SM QA",)), "SM QA"),
]


@pytest.mark.parametrize("day", ["2025-10-10", LATER])
@pytest.mark.parametrize(("old", "new", "field", "said", "tracker"), CHANGED)
def test_what_both_changed_of_a_recommendation_is_a_conflict_whenever_the_tracker_says_it(
    plan: Edge, old: str, new: str, field: str, said: Wording, tracker: str, day: str
) -> None:
    edit(plan, "S1", said, "agreed", on=day)
    changed, document = PLAN.replace(old, new), new.strip('[]"')
    for _ in range(2):
        result = bring_file(plan, changed)
        assert (result.conflicts, result.changes) == ([Conflict("S1", field, tracker, document)], [])
    before = held(plan, LATER)
    assert bring_file(plan, changed, theirs=True).changes == [Change("S1", field, tracker, document)]
    assert document in str(held(plan, NOW))
    assert (held(plan, LATER) == before) is (day == LATER)
    assert bring_file(plan, changed, theirs=True).changes == []


def test_what_only_the_tracker_changed_of_a_recommendation_stands(plan: Edge) -> None:
    edit(plan, "S1", Wording(text="Listen to children well", leads=("SM QA",)), "agreed", on="2025-10-10")
    result = bring_file(plan, PLAN)
    assert (result.entry, result.conflicts, result.changes) == (None, [], [])


@pytest.mark.parametrize("later", ["Half done", "Begun"])
def test_a_note_of_a_recommendation_for_a_later_day_is_in_conflict_with_an_older_documents(plan: Edge, later: str) -> None:
    history = f'[[recommendations.history]]\non = {LATER}\nnote = "{later}"\n[[actions]]'
    bring_file(plan, PLAN.replace("[[actions]]", history, 1), on="2025-09-30")
    changed = PLAN.replace("Begun", "Begun well")
    for _ in range(2):
        result = bring_file(plan, changed)
        assert (result.conflicts, result.changes) == ([Conflict("S1", "note", later, "Begun well")], [])
    assert bring_file(plan, changed, theirs=True).changes == [Change("S1", "note", later, "Begun well")]
    assert [held(plan, day)[3] for day in ("2025-10-31", LATER, NOW)] == ["Begun", later, "Begun well"]


def test_a_changed_note_of_a_recommendation_is_recorded_and_a_blank_one_takes_none_away(plan: Edge) -> None:
    changed = bring_file(plan, PLAN.replace("Begun", "Half done"))
    assert changed.changes == [Change("S1", "note", "Begun", "Half done")]
    assert bring_file(plan, PLAN.replace("Begun", ""), on=LATER).changes == []
    assert [held(plan, day)[3] for day in ("2025-10-30", "2025-10-31", LATER)] == ["Begun", "Half done", "Half done"]


def test_a_change_is_carried_into_a_recommendations_later_wordings(plan: Edge) -> None:
    edit(plan, "S1", Wording(outcome="They feel heard"), "agreed", on=LATER)
    assert bring_file(plan, PLAN.replace("Listen to children", "Listen to all children")).conflicts == []
    assert held(plan, "2025-10-31")[:2] == ("Listen to all children", "They are heard")
    assert held(plan, LATER)[:2] == ("Listen to all children", "They feel heard")


def test_leads_of_a_recommendation_that_cannot_be_split_are_listed_at_their_place(edge: Edge) -> None:
    rows = 'Recommendation,Action,Lead\nListen,"(1) Ask\n(2) Tell",Policy and Communications\n'
    bring(edge, rows.replace("Policy and Communications", "Policy"), on="2025-10-31")
    result = bring(edge, rows)
    assert seen(edge, LATER)["1.1"].leads == ("Policy and Communications",)
    assert Problem("row 2, leads (1)", "'Policy and Communications' is kept as one lead") in result.problems


def test_a_recommendation_that_an_older_document_has_too_keeps_the_leads_of_its_former_beginning(edge: Edge) -> None:
    bring_file(edge, PLAN, on=LATER)
    bring_file(edge, PLAN.replace('["DCS"]', '["Law"]').replace("Begun", "Planned"), on="2025-10-31")
    assert held(edge, "2025-10-31")[2:] == (["Law"], "Planned")
    assert held(edge, LATER)[2:] == (["DCS"], "Begun")
