"""Highlight reports: a board cut to areas, recommendations or leads, whose sums reconcile like the whole's."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actiontracker.services import adding, upkeep
from actiontracker.services.edge import Edge
from actiontracker.services.posts import add_post, alias
from actiontracker.services.updating import Update, update
from actiontracker.services.wording import Wording
from tests.conftest import Cli, import_shipped
from tests.packs import DAY, LAST, SMALL, as_json, printed, record, small_plan

OTHER = SMALL.replace('"small"', '"other"').replace("A small plan", "Another plan")
OCTOBER = ("--as-at", "2012-10-31", "--since", "2012-09-30", "--full")
EXAMPLE = ("--as-at", "2025-10-31", "--full")


@pytest.fixture
def small(edge: Edge) -> Edge:
    """The small plan."""
    small_plan(edge.database)
    return edge


def refs(board: Any) -> list[str]:
    """All actions that a report is about."""
    return [action["ref"] for action in board["annex"]]


def told(edge: Edge, *args: str, day: str = DAY) -> Any:
    """A highlight report with all its actions."""
    return as_json(edge.database, "--as-at", day, "--full", *args)


def reconciles(board: Any) -> bool:
    """Whether the sums add up, and agree with the counts."""
    s = board["movement"]["sums"]
    moved = s["open_then"] + s["added"] - s["closed"] - s["withdrawn"] + s["reopened"] - s["removed"]
    same = moved == s["open_now"] == board["headline"]["open"]["n"]
    return same and s["open_then"] == board["headline_then"]["open"]["n"]


@pytest.mark.parametrize(
    ("asked", "subject", "wanted"),
    [
        ((), None, ["R1.1", "R1.2", "R2.1", "A1", "A2"]),
        (("--area", "Help"), "Help", ["R1.1", "R1.2"]),
        (("--area", " hELP "), "Help", ["R1.1", "R1.2"]),
        (("--area", "Help", "--area", "care"), "Help; Care", ["R1.1", "R1.2", "R2.1"]),
        (("--rec", "R1"), "recommendation R1", ["R1.1", "R1.2"]),
        (("--rec", "r2"), "recommendation R2", ["R1.2", "R2.1"]),
        (("--rec", "small:R2"), "recommendation R2", ["R1.2", "R2.1"]),
        (("--rec", "SMALL: r2"), "recommendation R2", ["R1.2", "R2.1"]),
        (("--rec", "R1", "--rec", "R2"), "recommendation R1, R2", ["R1.1", "R1.2", "R2.1"]),
        (("--lead", "SM QA"), "lead SM QA", ["R1.1", "R2.1"]),
        (("--lead", "sm  qa"), "lead SM QA", ["R1.1", "R2.1"]),
        (("--lead", "HoS CP"), "lead HoS CP", ["R1.1", "R1.2", "A2"]),
        (("--lead", "Head of CP"), "lead HoS CP", ["R1.1", "R1.2", "A2"]),
        (("--lead", "PSW", "--lead", "SM QA"), "lead PSW, SM QA", ["R1.1", "R2.1", "A1"]),
        (("--area", "Help", "--lead", "SM QA"), "Help; lead SM QA", ["R1.1"]),
        (("--area", "Help", "--rec", "R2"), "Help; recommendation R2", ["R1.2"]),
        (("--rec", "R2", "--lead", "SM QA"), "recommendation R2; lead SM QA", ["R2.1"]),
        (("--area", "Care", "--lead", "PSW"), "Care; lead PSW", []),
    ],
    ids=str,
)  # fmt: skip
def test_a_report_is_about_what_is_asked_for(
    small: Edge, asked: tuple[str, ...], subject: str | None, wanted: list[str]
) -> None:
    board = told(small, *asked)
    assert (board["subject"], refs(board)) == (subject, wanted)
    assert reconciles(board)
    assert board["headline"]["actions"] == len(wanted)
    assert {a["ref"] for a in board["overdue"]} <= set(wanted)
    assert {e["action"]["ref"] for e in board["exceptions"]} <= set(wanted)


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        (("--area", "Hepl"), "did you mean Help?"),
        (("--area", "Nowhere"), "known: Care, Help"),
        (("--area", "Help", "--area", "x"), "no area 'x'"),
        (("--rec", "R9"), "no recommendation 'R9'"),
        (("--rec", "R1.1"), "'R1.1' is an action of R1: say --rec R1"),
        (("--rec", "nowhere:R1"), "'nowhere:R1'"),
        (("--lead", "HoS CPP"), "did you mean HoS CP"),
        (("--lead", "Nobody"), "no post 'Nobody'"),
        (("--lead", ""), "no post ''"),
        (("--area", ""), "no area ''"),
    ],
)  # fmt: skip
def test_what_a_plan_does_not_have_is_refused_with_what_is_near(
    small: Edge, cli: Cli, asked: tuple[str, ...], named: str
) -> None:
    assert named in cli("board", "--as-at", DAY, *asked, expect=9).err


def test_a_recommendation_of_a_plan_that_the_board_is_not_about_is_refused(small: Edge, cli: Cli) -> None:
    bring(cli, OTHER)
    said = cli("board", "--plan", "small", "--as-at", DAY, "--rec", "other:R1", expect=9).err
    assert "'other:R1'" in said
    assert "could be several" in cli("board", "--all", "--as-at", DAY, "--rec", "R1", expect=9).err
    both = as_json(small.database, "--all", "--as-at", DAY, "--rec", "other:R1", "--rec", "small:R1", "--full")
    assert [(a["plan"], a["ref"]) for a in both["annex"]] == [
        ("small", "R1.1"),
        ("small", "R1.2"),
        ("other", "R1.1"),
        ("other", "R1.2"),
    ]
    one = as_json(small.database, "--plan", "other", "--as-at", DAY, "--rec", "R1", "--full")
    assert {a["plan"] for a in one["annex"]} == {"other"}


def bring(cli: Cli, text: str) -> None:
    Path("other.toml").write_text(text, encoding="utf-8")
    cli("import", "other.toml")


def test_a_report_prints_the_recommendations_of_its_actions_only(small: Edge) -> None:
    lines = {
        asked: [r["ref"] for r in told(small, *asked)["recommendations"]]
        for asked in ((), ("--area", "help"), ("--lead", "PSW"))
    }
    assert lines == {(): ["R1", "R2"], ("--area", "help"): ["R1", "R2"], ("--lead", "PSW"): []}, "R1.2 answers R2 as well"


def test_an_areas_report_has_the_recommendation_that_nobody_does_anything_about(small: Edge) -> None:
    adding.add_recommendation(small, Wording(text="Nobody's", area="Help"), plan=None, ref="R3", on=LAST)
    assert {r["ref"]: r["rag"] for r in told(small)["recommendations"]}["R3"] == "red"
    assert "R3" in [r["ref"] for r in told(small, "--area", "Help")["recommendations"]]


def test_an_area_that_has_a_recommendation_and_no_action_yet_is_known(small: Edge) -> None:
    adding.add_recommendation(small, Wording(text="Nobody's", area="Elsewhere"), plan=None, ref="R3", on=LAST)
    assert told(small, "--area", "Elsewhere")["headline"]["actions"] == 0


def test_a_recommendation_of_which_a_lead_has_no_action_is_not_said_to_have_none(small: Edge) -> None:
    (line,) = told(small, "--rec", "R1", "--lead", "PSW")["recommendations"] or [{"reason": ""}]
    assert line["reason"] != "no actions in this plan"


def test_the_recommendations_of_then_are_counted_for_the_same_subject_as_those_of_now(small: Edge) -> None:
    board = told(small, "--rec", "R1")
    assert board["headline"]["recommendations"] == 1
    assert board["headline_then"]["recommendations"] == 1


def test_a_post_read_as_another_is_one_with_it_in_reports(small: Edge) -> None:
    alias(small, "PSW", "HoS CP")
    for asked in ("PSW", "HoS CP", "psw"):
        board = told(small, "--lead", asked)
        assert (board["subject"], refs(board)) == ("lead HoS CP", ["R1.1", "R1.2", "A1", "A2"])


def test_of_two_posts_that_differ_in_capitals_the_one_that_is_typed_is_meant(small: Edge) -> None:
    add_post(small, "psw", title="Another", organisation=None, reports_to=None, council=None, on="2025-04-28")
    assert refs(told(small, "--lead", "psw")) == []
    assert refs(told(small, "--lead", "PSW")) == ["A1"]
    assert refs(told(small, "--lead", "Psw")) == ["A1"], "both are meant"


def test_a_report_compares_its_actions_with_what_they_were_at_the_last_board(small: Edge) -> None:
    record(small.database, LAST)
    board = told(small, "--lead", "SM QA")
    assert [m["ref"] for m in board["movement"]["completed"]] == ["R2.1"]
    assert (board["movement"]["sums"]["open_then"], board["headline_then"]["actions"]) == (2, 2)
    assert board["last_board"]["number"] == 1


def test_an_action_that_was_handed_over_is_in_its_new_leads_report_and_not_in_the_old_ones(small: Edge) -> None:
    record(small.database, LAST)
    upkeep.edit(small, "R1.1", Wording(leads=("PSW",)), "why", on="2025-09-10")
    old, new = told(small, "--lead", "SM QA"), told(small, "--lead", "PSW")
    assert (refs(old), refs(new)) == (["R2.1"], ["R1.1", "A1"])
    assert [m["ref"] for m in new["movement"]["led_otherwise"]] == ["R1.1"]
    assert reconciles(old)
    assert reconciles(new)


def test_the_picture_of_completion_counts_the_closures_of_its_own_actions(small: Edge) -> None:
    update(small, ["R1.1"], Update("2025-09-15", status="completed"))
    counts = {
        asked: [p["closed"] for p in told(small, *asked)["completion"] if p["day"] == DAY]
        for asked in ((), ("--rec", "R1"), ("--lead", "PSW"))
    }
    assert counts == {(): [2], ("--rec", "R1"): [1], ("--lead", "PSW"): [0]}


def test_a_report_about_nothing_says_so_in_each_text_format(small: Edge) -> None:
    asked = ("board", "--as-at", DAY, "--area", "Care", "--lead", "PSW")
    for kind in ("plain", "table", "markdown", "html"):
        assert "No actions are part of this on this day." in printed(small.database, *asked, "--format", kind)
    assert printed(small.database, *asked, "--format", "words")


@pytest.mark.parametrize("plan", ["harrow", "example"])
def test_areas_and_recommendations_share_out_the_actions_of_a_real_plan(request: pytest.FixtureRequest, plan: str) -> None:
    edge: Edge = request.getfixturevalue(plan)
    day = OCTOBER if plan == "harrow" else EXAMPLE
    whole = as_json(edge.database, *day)
    areas = [as_json(edge.database, *day, "--area", area["area"]) for area in whole["areas"]]
    assert sum(board["headline"]["actions"] for board in areas) == whole["headline"]["actions"]
    assert sum(board["headline"]["overdue"]["n"] for board in areas) == whole["headline"]["overdue"]["n"]
    leads = [line for line in whole["leads"] if line["lead"] != "(no lead)"]
    for line in leads:
        board = as_json(edge.database, *day, "--lead", line["lead"])
        assert (board["headline"]["open"]["n"], board["headline"]["overdue"]["n"]) == (line["open"], line["overdue"]), line
    for board in [whole, *areas]:
        assert board["movement"] is None or reconciles(board)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    areas=st.sets(st.sampled_from(["Help and protection", "CHILDREN IN CARE", "leadership and workforce"]), max_size=2),
    recs=st.sets(st.sampled_from([f"R{n}" for n in range(1, 9)]), max_size=3),
    leads=st.sets(st.sampled_from(["HoS CP", "head of mash", "PSW", "VSH", "DCS"]), max_size=3),
    day=st.sampled_from(["2025-06-30", "2025-08-31", "2025-10-31"]),
)
def test_any_combination_is_a_part_of_the_whole_and_its_sums_reconcile(
    example_database: Any, areas: set[str], recs: set[str], leads: set[str], day: str
) -> None:
    args = [
        *(x for a in areas for x in ("--area", a)),
        *(x for r in recs for x in ("--rec", r)),
        *(x for c in leads for x in ("--lead", c)),
    ]
    board, whole = (as_json(example_database, "--as-at", day, "--full", *more) for more in (args, ()))
    assert reconciles(board)
    assert set(refs(board)) <= set(refs(whole))
    for name in ("overdue", "waiting", "silent", "completed", "due_next"):
        assert [a["ref"] for a in board[name]] == [a["ref"] for a in whole[name] if a["ref"] in set(refs(board))]


@pytest.fixture(scope="module")
def example_database(tmp_path_factory: pytest.TempPathFactory) -> Any:
    edge = Edge(tmp_path_factory.mktemp("example") / "db.sqlite", "tester", "2026-01-15T09:30:00Z", "2026-01-15")
    import_shipped(edge, "example")
    return edge.database
