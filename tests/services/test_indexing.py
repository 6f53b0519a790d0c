"""The change index: what completed actions changed."""

import pytest

from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.services import indexing
from actiontracker.services.edge import Edge
from actiontracker.services.undoing import undo
from actiontracker.services.updating import Update, update

ON = "2025-10-31"


def lines(edge: Edge, day: str = ON) -> list[tuple[str, str | None, str, str, str]]:
    return [(x.kind, x.new_or_changed, x.title, x.ref, x.status) for x in indexing.index(edge.database, day, ()).lines]


def test_the_index_stands_by_kind_with_days_and_evidence(example: Edge) -> None:
    indexing.add(example, "R1.1", "Learning", None, "Briefings", None, ON)
    indexing.add(example, "R1.1", "policy", True, "Threshold guide", "2025-06-24", ON)
    assert lines(example) == [
        ("policy", "new", "Threshold guide", "R1.1", "embedded"),
        ("learning", None, "Briefings", "R1.1", "embedded"),
    ]
    first = indexing.index(example.database, ON, ("example",)).lines[0]
    assert (first.dated, first.completed_on, first.evidence_count) == ("2025-06-24", "2025-06-24", 0)
    assert lines(example, "2025-10-30") == []


def test_a_wrong_entry_is_taken_back_by_undo_and_an_action_opened_again_says_so(example: Edge) -> None:
    wrong = indexing.add(example, "R1.1", "policy", True, "Wrong", None, ON)
    indexing.add(example, "R1.1", "quality improvement", None, "Audit round", None, ON)
    undo(example, wrong.entry, "wrong title")
    update(example, ["R1.1"], Update("2025-11-05", status="in_progress"))
    assert lines(example, "2025-11-05") == [("quality-improvement", None, "Audit round", "R1.1", "in_progress")]


@pytest.mark.parametrize(
    ("ref", "kind", "is_new", "dated", "on", "error", "match"),
    [
        ("R1.1", "policy", None, None, ON, UsageFault, "--new or --changed"),
        ("R1.1", "guidance", None, None, ON, UsageFault, "--new or --changed"),
        ("R1.1", "learning", False, None, ON, UsageFault, "are for policy and guidance"),
        ("R1.1", "polcy", True, None, ON, UsageFault, "one of: policy, guidance"),
        ("R1.2", "policy", True, None, ON, InputRefused, "lists what completed actions changed"),
        ("R1.1", "policy", True, None, "2025-06-23", InputRefused, "lists what completed actions changed"),
        ("R1.1", "policy", True, None, "2026-01-16", InputRefused, "future"),
        ("R1.1", "policy", True, "2026-01-16", ON, InputRefused, "future"),
    ],
)
def test_what_the_index_does_not_take(
    example: Edge, ref: str, kind: str, is_new: bool | None, dated: str | None, on: str, error: type[Exception], match: str
) -> None:
    with pytest.raises(error, match=match):
        indexing.add(example, ref, kind, is_new, "x", dated, on)
    assert lines(example, "2026-01-15") == []
