"""What a board was shown is printed again byte for byte, whatever is recorded afterwards and for whatever day."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actiontracker.cli import edge as cli_edge
from actiontracker.domain.errors import TrackerError
from actiontracker.intake.files import read_document
from actiontracker.services import adding, posts, upkeep
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Wish
from actiontracker.services.meetings import recorded_meetings
from actiontracker.services.telling import record as told
from actiontracker.services.telling import story
from actiontracker.services.undoing import undo
from actiontracker.services.updating import Update, update
from actiontracker.services.wording import Wording
from tests.conftest import NOW, PLANS, import_document
from tests.packs import DAY, LAST, SMALL, as_json, pack, printed, record, run, small_plan

LATER = NOW.replace(month=2)
HIGHLIGHTS = (("--rec", "R1"), ("--lead", "Head of CP"), ("--lead", "PSW"), ("--area", "help"))
EARLY = ["2025-04-28", "2025-05-01", "2025-07-30", LAST, "2025-09-15", DAY]
DAYS = [*EARLY, "2025-10-01", "2025-12-01"]
REFS = ["R1.1", "R1.2", "R2.1", "A1", "A2"]


class Prepared(NamedTuple):
    """A database with two boards recorded, and all their packs as they were printed then."""

    database: Path
    packs: dict[str, Any]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The small plan with two boards."""
    database = tmp_path_factory.mktemp("prepared") / "db.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACTIONTRACKER_BY", "tester")
        patch.setattr(cli_edge, "now", lambda: NOW)
        patch.setattr(cli_edge, "today", NOW.date)
        small_plan(database)
        record(database, LAST)
        record(database, DAY)
    return Prepared(database, every_pack(database))


@pytest.fixture(autouse=True)
def a_month_later(monkeypatch: pytest.MonkeyPatch, still_clock: None) -> None:
    """What a test records is recorded a month after the boards."""
    monkeypatch.setattr(cli_edge, "now", lambda: LATER)
    monkeypatch.setattr(cli_edge, "today", LATER.date)


@pytest.fixture
def later(prepared: Prepared, tmp_path: Path) -> Edge:
    """A copy of that database, a month later."""
    return a_copy(prepared, tmp_path)


def a_copy(prepared: Prepared, folder: Path) -> Edge:
    """A copy of that database, to be recorded in a month later."""
    shutil.copy(prepared.database, folder / "db.sqlite")
    return Edge(folder / "db.sqlite", "me", LATER.isoformat().replace("+00:00", "Z"), LATER.date().isoformat())


def every_pack(database: Path) -> dict[str, Any]:
    """All that is promised to stay: the packs of both boards, the day as known then, the annex, highlight reports."""
    known = ("--known-on", NOW.date().isoformat(), "--as-at", DAY)
    packs: dict[str, Any] = {number: pack(database, "--meeting", number) for number in ("1", "2")}
    packs |= {"known": pack(database, *known), "full": pack(database, "--meeting", "2", "--full")}
    packs["terminal"] = printed(database, "board", "--meeting", "2")
    packs["words"] = printed(database, "board", "--meeting", "2", "--format", "words")
    return packs | {" ".join(one): pack(database, "--meeting", "2", *one) for one in HIGHLIGHTS}


def bring(edge: Edge, text: str, name: str = "again.toml", on: str | None = None) -> None:
    """Import a file with this text."""
    path = edge.database.parent / name
    path.write_text(text, encoding="utf-8")
    import_document(edge, read_document(path), Wish(plan="small" if name.endswith("csv") else None, on=on), lambda count: None)


CSV = "ref,recommendation_ref,action,leads,by_when,progress\nR1.1,R1,Another guide,PSW,1.1.26,Completed\nR1.9,R1,New,SM QA,1.5.25,x\n"
OTHER = SMALL.replace('"small"', '"other"').replace("A small plan", "Another plan")
CHANGED = SMALL.replace('version = "1.0"', 'version = "2.0"\nnotice = "A notice."').replace("A small plan", "Renamed")
SETTINGS = '[[settings]]\nname = "{}"\nvalue = "{}"\non = 2025-05-01\n[[posts]]\ncode = "HoS CP"'
STALE = SMALL.replace('[[posts]]\ncode = "HoS CP"', SETTINGS.format("stale_days", "5"))
KEY = SMALL.replace('[[posts]]\ncode = "HoS CP"', SETTINGS.format("key_red", "burning"))
EARLIER = SMALL.replace("on = 2025-04-28", "on = 2025-03-01").replace("Write a guide", "Write two guides")
MEETING = SMALL + '\n[[meetings]]\nboard = "Board"\non = 2025-09-25\n'

Act = Callable[[Edge], Any]
CASES: dict[str, Act] = {
    "a status backdated": lambda e: update(e, ["R1.1"], Update("2025-09-15", status="completed", note="Signed off in time")),
    "a status for the day before the last board": lambda e: update(e, ["R1.2"], Update("2025-08-30", status="completed")),
    "a note for the day itself": lambda e: update(e, ["R1.2"], Update(DAY, note="Late note")),
    "a rating taken back": lambda e: update(e, ["R1.2"], Update("2025-08-25", rag="none")),
    "an expected day": lambda e: update(e, ["R1.1"], Update("2025-09-01", expected="2026-03-01")),
    "a recurring action done": lambda e: update(e, ["A1"], Update("2025-07-01", done=True)),
    "a deadline granted for a past day": lambda e: update(
        e, ["R1.1"], Update("2025-09-20", deadline="2026-01-31", reason="minutes typed late", agreed_by="Board")
    ),
    "a deadline asked for on a past day": lambda e: update(e, ["R1.1"], Update("2025-09-20", deadline="2026-01-31", reason="why")),
    "a first date for a past day": lambda e: update(e, ["A2"], Update("2025-05-01", deadline="2025-06-30")),
    "a recommendation's note": lambda e: update(e, ["R1"], Update("2025-09-01", note="Going well")),
    "an update that was undone": lambda e: undo(e, entry(e, "R2.1", "status"), "wrong action"),
    "a grant that was undone": lambda e: undo(e, entry(e, "R1.1", "grant"), "never granted"),
    "a request that was undone": lambda e: undo(e, entry(e, "R1.1", "request"), "never asked for"),
    "a later board undone": lambda e: (record(e.database, "2025-12-01"), undo(e, meeting(e, 3), "it never met")),
    "a deadline corrected": lambda e: upkeep.correct(e, "R1.1", Wording(), "2025-07-01", "slip"),
    "an unreadable date corrected": lambda e: upkeep.correct(e, "A2", Wording(by_when="30.9.25"), None, "slip"),
    "a wording corrected": lambda e: upkeep.correct(e, "R1.2", Wording(text="Train all teams"), None, "slip"),
    "a recommendation corrected": lambda e: upkeep.correct(e, "R1", Wording(text="Plans must be good"), None, "slip"),
    "a recommendation's area and date corrected": lambda e: upkeep.correct(
        e, "R1", Wording(area="Elsewhere", by_when="1.5.25"), None, "slip"
    ),
    "an action reworded from a past day": lambda e: upkeep.edit(e, "R1.2", Wording(text="Train"), "why", on="2025-05-01"),
    "leads changed from a past day": lambda e: upkeep.edit(e, "R1.1", Wording(leads=("PSW",)), "why", on="2025-05-01"),
    "a recommendation's leads changed": lambda e: upkeep.edit(e, "R1", Wording(leads=("PSW",)), "why", on="2025-05-01"),
    "an action withdrawn from a past day": lambda e: upkeep.withdraw(e, "R1.2", "not wanted", on="2025-09-01"),
    "a post renamed from a past day": lambda e: posts.edit_post(
        e, "SM QA", title="Other", organisation="NHS", reports_to="PSW", on="2025-05-01"
    ),
    "a post read as another": lambda e: posts.alias(e, "PSW", "HoS CP"),
    "a new spelling": lambda e: posts.alias(e, "Hd CP", "HoS CP"),
    "a post added": lambda e: posts.add_post(
        e, "EH", title="Early Help", organisation=None, reports_to="PSW", council=None, on="2025-04-28"
    ),
    "an action added for a past day": lambda e: adding.add_action(
        e, Wording(text="More", by_when="31.8.25"), under="R1", plan=None, ref=None, on="2025-05-01"
    ),
    "a recommendation added for a past day": lambda e: adding.add_recommendation(
        e, Wording(text="More", area="Help"), plan=None, ref="R3", on="2025-05-01"
    ),
    "another version of the plan": lambda e: bring(e, CHANGED),
    "a setting for a past day": lambda e: bring(e, STALE),
    "another key to the ratings": lambda e: bring(e, KEY),
    "a plan file for a day before the plan began": lambda e: bring(e, EARLIER),
    "a table for a past day": lambda e: bring(e, CSV, "table.csv", "2025-09-01"),
    "a table for a day before the plan began": lambda e: bring(e, CSV, "table.csv", "2025-02-01"),
    "another plan with the same refs and posts": lambda e: bring(e, OTHER),
    "a shipped plan": lambda e: import_document(e, read_document(PLANS / "example.toml"), Wish(), lambda count: None),
    "a board recorded for a day between": lambda e: record(e.database, "2025-09-15"),
    "a board recorded for a later day": lambda e: record(e.database, "2025-10-07"),
    "a board named in a file": lambda e: bring(e, MEETING),
    "a return sheet sent": lambda e: printed(e.database, "return", "--lead", "PSW", "-o", str(e.database.parent / "r.xlsx")),
}  # fmt: skip


def entry(edge: Edge, ref: str, said: str) -> int:
    """The number of the entry that says it of an action."""
    return next(event.entry for event in story(edge.database, ref, DAY).events if said in event.said and event.kind != "import")


def meeting(edge: Edge, number: int) -> int:
    """The number of the entry that recorded a meeting."""
    return next(m.entry for m in recorded_meetings(edge.database) if m.number == number)


@pytest.mark.parametrize("what", CASES)
def test_a_pack_is_printed_again_byte_for_byte_after(what: str, prepared: Prepared, later: Edge) -> None:
    before = later.database.read_bytes()
    CASES[what](later)
    assert later.database.read_bytes() != before
    assert every_pack(later.database) == prepared.packs


def test_a_board_that_was_taken_back_is_known_no_more_but_was_when_the_next_one_met(prepared: Prepared, later: Edge) -> None:
    undo(later, meeting(later, 1), "it never met")
    assert run(later.database, "board", "--meeting", "1")[0] == 9
    assert pack(later.database, "--meeting", "2") == prepared.packs["2"]
    record(later.database, "2025-07-01")
    assert as_json(later.database, "--meeting", "3")["as_at"] == "2025-07-01", "a meeting's number is not given again"


def test_a_pack_is_printed_again_after_the_plan_itself_was_taken_back(prepared: Prepared, later: Edge) -> None:
    undo(later, imported(later), "wrong plan")
    assert run(later.database, "board", "--as-at", DAY)[0] == 9
    assert {number: pack(later.database, "--meeting", number) for number in "12"} == {n: prepared.packs[n] for n in "12"}


def imported(edge: Edge) -> int:
    """The number of the closing entry of the last import."""
    return [event.entry for event in told(edge.database) if event.kind == "import"][-1]


def test_a_highlight_report_of_a_recommendation_is_printed_again_after_the_plan_was_taken_back(
    prepared: Prepared, later: Edge
) -> None:
    undo(later, imported(later), "wrong plan")
    assert pack(later.database, "--meeting", "2", "--rec", "R1") == prepared.packs["--rec R1"]


def test_a_highlight_report_of_two_plans_is_printed_again_after_a_third_has_that_recommendation_too(edge: Edge) -> None:
    small_plan(edge.database)
    bring(edge, OTHER.replace("R1", "T1"))
    record(edge.database, DAY, "--all")
    before = pack(edge.database, "--meeting", "1", "--rec", "R1")
    bring(edge, OTHER.replace('"other"', '"third"'))
    assert pack(edge.database, "--meeting", "1", "--rec", "R1") == before


def test_a_highlight_report_of_a_lead_is_printed_again_after_a_post_differs_from_it_in_capitals(later: Edge) -> None:
    before = pack(later.database, "--meeting", "2", "--lead", "psw")
    posts.add_post(later, "psw", title="Another", organisation=None, reports_to=None, council=None, on="2025-04-28")
    assert pack(later.database, "--meeting", "2", "--lead", "psw") == before


def test_a_pack_of_the_example_plan_is_printed_again_after_half_a_year_was_taken_back(example: Edge) -> None:
    for day in ("2025-09-29", "2025-10-31"):
        record(example.database, day, board="Scrutiny")
    numbers = [m.number for m in recorded_meetings(example.database) if m.board == "Scrutiny"]
    before = [pack(example.database, "--meeting", str(number), "--full") for number in numbers]
    for ref in ("R1.2", "R2.2", "R1.1"):
        undo(example, entry(example, ref, "status"), "slip")
        update(example, [ref], Update("2025-08-01", status="on_hold", rag="red", note="Said much later"))
    undo(example, imported(example), "wrong plan")
    assert [pack(example.database, "--meeting", str(number), "--full") for number in numbers] == before


days = st.sampled_from(DAYS)
early = st.sampled_from(EARLY)
refs = st.sampled_from(REFS)
texts = st.sampled_from(["x", "Another text", "<b>&</b> | *"])
dates = st.sampled_from(["2025-05-31", "2025-09-30", "2025-10-15", "2026-06-30"])
codes = st.sampled_from(["HoS CP", "SM QA", "PSW", "Head of CP", "sm qa", "New"])
acts = st.one_of(
    st.sampled_from(sorted(set(CASES) - {"a return sheet sent", "a later board undone"})).map(CASES.get),
    st.builds(
        lambda ref, **said: lambda e: update(e, [ref], Update(**said)),
        refs, on=days, status=st.sampled_from([None, "not_started", "in_progress", "on_hold", "completed", "withdrawn"]),
        rag=st.sampled_from([None, "green", "amber", "red", "none"]), note=st.none() | texts, expected=st.none() | dates,
    ),
    st.builds(
        lambda ref, on, to, body: lambda e: update(e, [ref], Update(on, deadline=to, reason="why", agreed_by=body)),
        refs, early, dates, st.sampled_from([None, "Board"]),
    ),
    st.builds(
        lambda ref, on, text, leads: lambda e: upkeep.edit(e, ref, Wording(text=text, leads=tuple(leads)), "why", on=on),
        st.sampled_from([*REFS, "R1", "R2"]), early, texts, st.lists(codes, unique=True, max_size=2),
    ),
    st.builds(lambda ref, to: lambda e: upkeep.correct(e, ref, Wording(), to, "slip"), refs, dates),
    st.builds(lambda ref, on: lambda e: upkeep.withdraw(e, ref, "why", on=on), refs, early),
    st.builds(lambda a, b: lambda e: posts.alias(e, a, b), codes, codes),
    st.builds(lambda code, on, to: lambda e: posts.edit_post(e, code, title="T", organisation="O", reports_to=to, on=on), codes, early, codes),
    st.builds(lambda seq: lambda e: undo(e, seq, "slip"), st.integers(1, 60)),
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(said=st.lists(acts, min_size=1, max_size=8))
def test_whatever_is_recorded_later_a_pack_is_printed_again_byte_for_byte(prepared: Prepared, said: list[Act]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        edge = a_copy(prepared, Path(folder))
        for act in said:
            try:
                act(edge)
            except (TrackerError, AssertionError):
                continue  # not every act fits every state: a refusal changes nothing
        packs = {"known": pack(edge.database, "--known-on", NOW.date().isoformat(), "--as-at", DAY)}
        for number in ("1", "2"):
            if run(edge.database, "board", "--meeting", number)[0] != 9:  # the meeting itself was taken back
                packs[number] = pack(edge.database, "--meeting", number)
        assert packs == {name: prepared.packs[name] for name in packs}


def test_what_a_day_was_known_as_is_not_what_it_is_known_as_now(later: Edge) -> None:
    """The law is no accident: the same day asked for now does show what was recorded later."""
    before = as_json(later.database, "--as-at", DAY)
    update(later, ["R1.1"], Update("2025-09-15", status="completed"))
    now, then = as_json(later.database, "--as-at", DAY), as_json(later.database, "--meeting", "2")
    assert now["headline"]["completed"]["n"] == 2 == before["headline"]["completed"]["n"] + 1
    assert then["headline"]["completed"]["n"] == 1
    assert then["record"]["entries"] < now["record"]["entries"]
