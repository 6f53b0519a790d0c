"""The papers as their councils published them, from the document to what the tracker says, beside figures read by hand."""

import json
from collections import Counter
from functools import cache
from typing import Any

import pytest

from actiontracker.intake.files import read_document
from actiontracker.reports.actions import Action
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Wish
from actiontracker.services.posts import alias
from tests.conftest import ROOT, import_document, seen

PAPERS = ROOT.parent / "shared" / "plans"
DAY = "2012-10-31"
pytestmark = pytest.mark.skipif(not PAPERS.is_dir(), reason="the published papers are not beside this checkout")


@cache
def by_hand(name: str) -> dict[str, Any]:
    """A plan's figures as somebody read them from the paper."""
    read: dict[str, Any] = json.loads((PAPERS / f"{name}.json").read_text(encoding="utf-8"))
    return read


def hand_actions() -> dict[str, dict[str, Any]]:
    return {f"{r['ref']}.{a['number']}": a for r in by_hand("plan-2012")["recommendations"] for a in r["actions"]}


def imported(edge: Edge, name: str) -> dict[str, Action]:
    """A paper of 2012 imported, with the key of leads of the Word document and its other spellings."""
    if name.endswith(".csv"):
        key = edge.database.parent / "key.csv"
        lines = [f'"{code}","{title}"' for code, title in by_hand("plan-2012")["officers"].items()]
        key.write_text("Code,Title\n" + "\n".join(lines) + "\n", encoding="utf-8")
    import_document(edge, read_document(PAPERS / name), Wish(plan="h", council="Harrow", on=DAY), lambda count: None)
    if name.endswith(".csv"):
        import_document(edge, read_document(key), Wish(on=DAY), lambda count: None)
    known = {lead for action in seen(edge, DAY).values() for lead in action.leads}
    for spelling, code in by_hand("plan-2012")["lead_variants"].items():
        if spelling in known:
            alias(edge, spelling, code)
    return seen(edge, DAY)


@pytest.mark.parametrize("name", ["plan-2012.docx", "plan-2012.csv"])
def test_the_plan_of_2012_says_the_same_from_either_document(edge: Edge, name: str) -> None:
    actions = imported(edge, name)
    assert len({action.recommendation_ref for action in actions.values()}) == 22
    assert actions.keys() == hand_actions().keys()
    counted = Counter(action.status for action in actions.values())
    assert counted == {"completed": 38, "in_progress": 24, "on_hold": 2, "not_started": 2, "not_stated": 50}


@pytest.mark.parametrize("name", ["plan-2012.docx", "plan-2012.csv"])
def test_its_deadlines_and_stages_are_those_read_by_hand(edge: Edge, name: str) -> None:
    actions = imported(edge, name)
    for ref, hand in hand_actions().items():
        assert actions[ref].deadline == (hand["by_when"] if ref != "S10.4" else "2013-05-31"), ref
        assert actions[ref].by_when == hand["by_when_text"], ref
        assert actions[ref].stage == hand["stage"], ref


@pytest.mark.parametrize("name", ["plan-2012.docx", "plan-2012.csv"])
def test_its_leads_are_those_read_by_hand_once_other_spellings_are_aliases(edge: Edge, name: str) -> None:
    actions = imported(edge, name)
    read = {ref: list(action.leads) for ref, action in actions.items()}
    assert read == {ref: hand["leads"] for ref, hand in hand_actions().items()}


def test_the_plan_of_2020_has_four_recommendations_and_fifteen_actions(edge: Edge) -> None:
    document = read_document(PAPERS / "plan-2020.docx")
    result = import_document(edge, document, Wish(on="2020-10-07"), lambda count: None)
    assert (result.recommendations, result.actions) == (4, 15)
    actions = seen(edge, "2020-10-07")
    for recommendation in by_hand("plan-2020")["recommendations"]:
        for hand in recommendation["actions"]:
            action = actions[f"{recommendation['ref']}.{hand['number']}"]
            assert (action.action, action.deadline) == (hand["text"], hand["by_when"])
            assert (list(action.leads), action.inherited) == (recommendation["leads"], ("leads", "deadline"))
    notes = {draft.ref: draft.note for draft in document.recommendations}
    assert notes == {r["ref"]: r["progress_text"] or None for r in by_hand("plan-2020")["recommendations"]}
