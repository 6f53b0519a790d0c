"""One action for several recommendations, and actions that wait for others."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actiontracker.domain.errors import InputRefused, NotFound
from actiontracker.domain.waiting import ring
from actiontracker.intake.files import read_document
from actiontracker.services import linking
from actiontracker.services.boards import Asked, board_summary
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Wish
from actiontracker.services.telling import story
from actiontracker.services.undoing import undo
from actiontracker.services.updating import Update, update
from actiontracker.services.upkeep import withdraw
from actiontracker.store import practice, snapshot
from actiontracker.store.connection import reading
from tests.conftest import PLANS, import_document, import_shipped, seen

ON = "2012-11-15"


def test_a_linked_action_is_shown_under_each_and_counted_once(harrow: Edge) -> None:
    before = board_summary(harrow.database, Asked(ON))
    linking.link(harrow, "S7.4", ["LAC4", "lac5"], ON, "one audit")
    after = board_summary(harrow.database, Asked(ON))
    assert (after.headline, after.areas, after.leads) == (before.headline, before.areas, before.leads)
    more = {line.ref: line.actions for line in after.recommendations if line not in before.recommendations}
    assert more == {"LAC4": 6, "LAC5": next(r.actions for r in before.recommendations if r.ref == "LAC5") + 1}
    assert seen(harrow, ON)["S7.4"].also_answers == ("LAC4", "LAC5")
    assert "S7.4" in [action.ref for action in story(harrow.database, "LAC4", ON).actions]
    assert "S7.4" not in [action.ref for action in story(harrow.database, "LAC4", "2012-11-14").actions]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(st.tuples(st.sampled_from(["S7.4", "S1.1", "LAC4.4"]), st.sampled_from(["S2", "LAC4", "S7"]), st.booleans()))
)
def test_however_actions_are_linked_each_counts_once(harrow: Edge, acts: list[tuple[str, str, bool]]) -> None:
    for ref, recommendation, remove in acts:
        try:
            linking.link(harrow, ref, [recommendation], ON, None, remove=remove)
        except InputRefused:
            continue
    board = board_summary(harrow.database, Asked(ON))
    assert board.headline.open.of == 116
    assert sum(area.actions for area in board.areas) == 116
    linked = sum(len(action.also_answers) for action in seen(harrow, ON).values())
    assert sum(line.actions for line in board.recommendations) == 116 + linked


def test_a_link_that_cannot_be_is_refused_and_none_of_the_others_is_made(harrow: Edge) -> None:
    import_shipped(harrow, "example")
    linking.link(harrow, "S7.4", ["LAC4"], ON, None)
    for recommendations, match in (
        (["LAC5", "S7"], "that is its home"),
        (["LAC5", "LAC4"], "answers LAC4 already"),
        (["LAC5", "example:R1"], "of another plan"),
    ):
        with pytest.raises(InputRefused, match=match):
            linking.link(harrow, "S7.4", recommendations, ON, None)
    with pytest.raises(NotFound):
        linking.link(harrow, "S7.4", ["LAC5", "LAC99"], ON, None)
    with pytest.raises(InputRefused, match="does not answer LAC5"):
        linking.link(harrow, "S7.4", ["LAC4", "LAC5"], ON, None, remove=True)
    with pytest.raises(InputRefused, match="future"):
        linking.link(harrow, "S7.4", ["LAC5"], "2026-01-16", None)
    assert seen(harrow, ON)["S7.4"].also_answers == ("LAC4",)


def test_a_link_ends_from_its_day_and_a_second_import_of_the_plan_leaves_links_alone(harrow: Edge) -> None:
    linking.link(harrow, "S7.4", ["LAC4"], ON, None)
    import_document(harrow, read_document(PLANS / "harrow-2012.toml"), Wish(), lambda count: None)
    assert seen(harrow, "2012-11-20")["S7.4"].also_answers == ("LAC4",)
    linking.link(harrow, "S7.4", ["LAC4"], "2012-11-20", "two audits after all", remove=True)
    assert seen(harrow, "2012-11-19")["S7.4"].also_answers == ("LAC4",)
    assert seen(harrow, "2012-11-20")["S7.4"].also_answers == ()


def test_two_actions_that_are_one_stay_two_until_one_is_withdrawn_as_the_duplicate(harrow: Edge) -> None:
    assert board_summary(harrow.database, Asked(ON)).headline.open.of == 116
    withdraw(harrow, "LAC4.4", "one audit", on=ON, duplicate_of="S7.4")
    linking.link(harrow, "S7.4", ["LAC4"], ON, "it does the work")
    board = board_summary(harrow.database, Asked(ON))
    assert board.headline.open.of == 115
    assert next(line.actions for line in board.recommendations if line.ref == "LAC4") == 5
    with pytest.raises(InputRefused, match="is withdrawn"):
        linking.link(harrow, "LAC4.4", ["S7"], ON, None)


# --- Waiting ---


def waiting(edge: Edge, day: str = ON) -> list[tuple[str, int | None, str]]:
    return [(line.ref, line.days_overdue, line.holds_up) for line in linking.waiting(edge.database, day, ()).lines]


def test_what_is_late_comes_first_with_what_it_holds_up(harrow: Edge) -> None:
    linking.depend(harrow, "S7.4", ["S7.1", "S7.2"], ON, "audit what was brought in")
    assert waiting(harrow) == [("S7.2", 49, "S7.4"), ("S7.1", None, "S7.4")]
    assert waiting(harrow, "2012-11-14") == []
    assert seen(harrow, ON)["S7.4"].waiting_on == ("S7.1", "S7.2")
    update(harrow, ["S7.2"], Update("2012-11-20", status="completed"))
    assert waiting(harrow, "2012-11-20") == [("S7.1", None, "S7.4")]
    linking.depend(harrow, "S7.4", ["S7.1"], "2012-11-21", None, no_longer=True)
    assert waiting(harrow, "2012-11-21") == []


def test_a_wait_that_cannot_be_is_refused_and_nothing_is_recorded(harrow: Edge) -> None:
    import_shipped(harrow, "example")
    linking.depend(harrow, "S7.4", ["S7.1"], ON, None)
    linking.depend(harrow, "S7.1", ["S7.2"], ON, None)
    for ref, others, match in (
        ("S7.2", ["S7.3", "S7.4"], r"S7\.4 waits on S7\.1, which waits on S7\.2, which waits on S7\.4"),
        ("S7.4", ["S7.2", "S7.4"], "cannot wait for itself"),
        ("S7.4", ["S7.2", "S7.1"], r"waits on S7\.1 already"),
        ("S7.4", ["S7.2", "S7.5"], r"S7\.5 is completed already: it holds nobody up"),
        ("S7.5", ["S7.2"], r"S7\.5 is completed already: it waits for nothing"),
        ("S7.4", ["S7.2", "example:R2.1"], "of another plan"),
    ):
        with pytest.raises(InputRefused, match=match):
            linking.depend(harrow, ref, others, ON, None)
    with pytest.raises(InputRefused, match=r"does not wait on S7\.2"):
        linking.depend(harrow, "S7.4", ["S7.1", "S7.2"], ON, None, no_longer=True)
    assert waiting(harrow) == [("S7.2", 49, "S7.1"), ("S7.1", None, "S7.4")]


def test_a_ring_on_a_later_day_is_refused_too(harrow: Edge) -> None:
    linking.depend(harrow, "S7.4", ["S7.1"], "2012-12-01", None)
    with pytest.raises(InputRefused, match="nobody could begin"):
        linking.depend(harrow, "S7.1", ["S7.4"], ON, None)


def test_an_undo_that_would_close_a_ring_is_refused(harrow: Edge) -> None:
    linking.depend(harrow, "S7.4", ["S7.1"], ON, None)
    ended = linking.depend(harrow, "S7.4", ["S7.1"], "2012-11-20", None, no_longer=True)
    other = linking.depend(harrow, "S7.1", ["S7.4"], "2012-11-20", None)
    with pytest.raises(InputRefused, match="nobody could begin"):
        undo(harrow, ended.entry, "slip")
    undo(harrow, other.entry, "slip")
    undo(harrow, ended.entry, "slip")
    assert waiting(harrow, "2012-11-20") == [("S7.1", None, "S7.4")]


_ACTIONS = ["S7.1", "S7.2", "S7.3", "S7.4"]
_DAYS = ["2012-11-01", "2012-11-10", "2012-11-20"]
_ACTS = st.tuples(st.sampled_from(_ACTIONS), st.sampled_from(_ACTIONS), st.sampled_from(_DAYS), st.booleans())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(_ACTS, max_size=8))
def test_no_sequence_of_waits_makes_a_ring_on_any_day(harrow: Edge, acts: list[tuple[str, str, str, bool]]) -> None:
    for ref, other, on, no_longer in acts:
        try:
            linking.depend(harrow, ref, [other], on, None, no_longer=no_longer)
        except InputRefused:
            continue
    with reading(harrow.database) as conn:
        assert ring(practice.waits(conn, snapshot.head(conn))) == []
