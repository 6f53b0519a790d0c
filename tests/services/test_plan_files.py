"""Plan files: what is exported imports back to the same plan, whatever was recorded of it."""

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actiontracker.domain.errors import TrackerError
from actiontracker.intake.files import read_document
from actiontracker.render.toml import toml_file
from actiontracker.reports.actions import Action
from actiontracker.services import adding, upkeep
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Wish
from actiontracker.services.plan_file import plan_file
from actiontracker.services.posts import alias
from actiontracker.services.reporting import Selection, listed
from actiontracker.services.undoing import undo
from actiontracker.services.updating import Update, update
from actiontracker.services.wording import Wording
from actiontracker.store.connection import create
from tests.conftest import PLANS, import_document

SMALL = """
format = 1
[plan]
slug = "small"
council = "Northford Council"
title = "A small plan"
on = 2025-04-28
[[posts]]
code = "HoS CP"
title = "Head of Service"
aliases = ["HOS CP"]
[[recommendations]]
ref = "R1"
text = "Plans should be good"
leads = ["HoS CP"]
by_when = "30.9.25"
[[recommendations]]
ref = "R2"
text = "Visits should be on time"
[[actions]]
ref = "R1.1"
recommendation = "R1"
text = "Write a guide"
leads = ["HOS CP", "SM QA"]
accountable = "HoS CP"
by_when = "31.7.25"
status = "in_progress"
progress = "begun"
[[actions]]
ref = "R1.2"
recommendation = "R1"
text = "Train the teams"
[[actions]]
ref = "A1"
text = "Review each quarter"
by_when = "Quarterly"
"""
BEGAN = date(2025, 4, 28)
DAYS = [(BEGAN + timedelta(days=n)).isoformat() for n in range(0, 200, 25)]
REFS = ("R1.1", "R1.2", "A1")


def every_state(database: Path) -> list[tuple[str, list[Action]]]:
    """The plan on each day that can tell, without what the record alone decides (versions)."""
    states = []
    for day in DAYS:
        with listed(database, day, Selection()) as (_, actions, _):
            states.append((day, [action._replace(version=0) for action in actions]))
    return states


def bring(edge: Edge, text: str) -> Any:
    path = edge.database.parent / "a.toml"
    path.write_text(text, encoding="utf-8")
    return import_document(edge, read_document(path), Wish(), lambda count: None)


days = st.sampled_from(DAYS)
refs = st.sampled_from(REFS)
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).map(str.strip).filter(bool)
dates = st.dates(date(2025, 1, 1), date(2027, 1, 1)).map(date.isoformat)
acts = st.one_of(
    st.builds(
        lambda ref, **said: lambda edge: update(edge, [ref], Update(**said)),
        refs,
        on=days,
        status=st.sampled_from([None, "not_started", "in_progress", "on_hold", "completed", "withdrawn"]),
        rag=st.sampled_from([None, "green", "amber", "red", "none"]),
        note=st.none() | words,
        expected=st.none() | dates,
    ),
    st.builds(
        lambda ref, on, to, why, body: lambda edge: update(edge, [ref], Update(on, deadline=to, reason=why, agreed_by=body)),
        refs,
        days,
        dates,
        words,
        st.sampled_from([None, "Improvement Board"]),
    ),
    st.builds(lambda ref, on, note: lambda edge: update(edge, [ref], Update(on, note=note)), st.just("R1"), days, words),
    st.builds(
        lambda ref, on, text, leads: lambda edge: upkeep.edit(edge, ref, Wording(text=text, leads=tuple(leads)), "why", on=on),
        st.sampled_from([*REFS, "R1", "R2"]),
        days,
        words,
        st.lists(st.sampled_from(["HoS CP", "HOS CP", "SM QA"]), unique=True),
    ),
    st.builds(lambda ref, to: lambda edge: upkeep.correct(edge, ref, Wording(), to, "slip"), refs, dates),
    st.builds(lambda ref, on, why: lambda edge: upkeep.withdraw(edge, ref, why, on=on), refs, days, words),
    st.builds(
        lambda under, on, text: (
            lambda edge: adding.add_action(
                edge, Wording(text=text, by_when="31.12.25"), under=under, plan=None, ref=None, on=on
            )
        ),
        st.sampled_from(["R1", "R2"]),
        days,
        words,
    ),
    st.builds(lambda on: lambda edge: update(edge, ["A1"], Update(on, done=True)), days),
    st.just(lambda edge: alias(edge, "SM QA", "HoS CP")),
    st.builds(lambda entry: lambda edge: undo(edge, entry, "slip"), st.integers(6, 20)),
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "db.sqlite"
    create(path)
    return path


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(said=st.lists(acts, max_size=12))
def test_what_is_exported_imports_back_to_the_same_plan(empty: Path, said: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, second = (Edge(Path(folder) / f"{n}.sqlite", "me", "2026-01-15T09:30:00Z", "2026-01-15") for n in (1, 2))
        shutil.copy(empty, first.database)
        shutil.copy(empty, second.database)
        bring(first, SMALL)
        for act in said:
            try:
                act(first)
            except TrackerError:
                continue  # not every act fits every state: a refusal changes nothing
        exported = toml_file(plan_file(first.database, "small"))
        bring(second, exported)
        assert every_state(first.database) == every_state(second.database)
        assert toml_file(plan_file(second.database, "small")) == exported
        before = every_state(first.database)
        again = bring(first, exported)
        assert (again.new, again.changes, again.history) == ([], [], 0), "the database knows its own export"
        assert every_state(first.database) == before


@pytest.mark.parametrize("name", ["harrow-2012", "harrow-2020", "harrow-sufficiency-2019", "example"])
def test_each_shipped_plan_survives_the_way_out_and_in(edge: Edge, name: str) -> None:
    import_document(edge, read_document(PLANS / f"{name}.toml"), Wish(), lambda count: None)
    exported = toml_file(plan_file(edge.database, None))
    other = edge._replace(database=edge.database.with_name("other.sqlite"))
    bring(other, exported)
    assert toml_file(plan_file(other.database, None)) == exported
    for day in ("2012-12-18", "2020-12-31", "2025-09-30", "2025-10-31"):
        with listed(edge.database, day, Selection()) as (_, one, _), listed(other.database, day, Selection()) as (_, two, _):
            assert list(one) == list(two)
