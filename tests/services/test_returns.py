"""Return sheets out and back: what is sent, what is recorded of what came back, what is a conflict."""

import datetime
import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actiontracker.cli import placing
from actiontracker.domain.errors import InputRefused, NotFound, StorageFault, UsageFault
from actiontracker.services import posts, undoing, upkeep
from actiontracker.services.edge import Edge
from actiontracker.services.sending import Files, file_stem, send, sent_lines
from actiontracker.services.sheet_contents import Wanted
from actiontracker.services.updating import Update, update
from tests.conftest import TODAY, import_shipped, seen
from tests.sheets import DUE, filled, refs_of, sent, sheet_of, taken

DAY = TODAY.isoformat()
R1, R2, R3, R4 = "R1.3", "R2.2", "R7.1", "R8.1"


def entries(edge: Edge) -> int:
    with closing(sqlite3.connect(edge.database)) as conn:
        return int(conn.execute("select count(*) from entry").fetchone()[0])


def open_of(edge: Edge, lead: str) -> list[str]:
    return [ref for ref, action in seen(edge, DAY).items() if action.is_open and lead in action.leads]


@pytest.fixture
def refs(example: Edge) -> list[str]:
    """The open actions of the head of service whose sheet is sent in these tests."""
    return open_of(example, "HoS MASH")


# --- Out ---


def test_a_sheet_has_the_open_actions_of_its_post_only(example: Edge, refs: list[str]) -> None:
    assert refs_of(sheet_of(example)) == refs
    assert len(refs) == 4


def test_another_spelling_of_a_post_is_the_post(example: Edge, refs: list[str]) -> None:
    assert refs_of(sheet_of(example, "head of mash")) == refs
    assert sent_lines(example.database, DAY)[0].sent_to == "HoS MASH"


def test_leads_taken_from_the_recommendation_count(edge: Edge) -> None:
    import_shipped(edge, "harrow-2020")
    inherited = [action for action in seen(edge, DAY).values() if action.is_open and "leads" in action.inherited]
    assert inherited
    assert inherited[0].ref in refs_of(sheet_of(edge, inherited[0].leads[0]))


def test_each_makes_one_file_for_every_post_that_leads_open_actions(harrow: Edge, tmp_path: Path) -> None:
    done = sent(harrow, Wanted(each=True), tmp_path / "out" / "january")
    leads = {lead for action in seen(harrow, DAY).values() if action.is_open for lead in action.leads}
    assert {sheet.sent_to for sheet in done.sheets} == leads
    assert sorted(path.name for path in (tmp_path / "out" / "january").iterdir()) == sorted(s.file.name for s in done.sheets)
    for sheet in done.sheets:
        assert refs_of(sheet.file) == open_of(harrow, sheet.sent_to)
    assert done.unled == sum(action.is_open and not action.leads for action in seen(harrow, DAY).values())


def test_posts_of_two_councils_with_one_code_get_a_sheet_each_and_are_told_apart(example: Edge, tmp_path: Path) -> None:
    import_shipped(example, "harrow-2012")
    done = sent(example, Wanted(each=True), tmp_path / "out")
    nurses = [sheet for sheet in done.sheets if sheet.sent_to.startswith("Des Nurse")]
    assert [sheet.sent_to for sheet in nurses] == ["Des Nurse (Northford Council)", "Des Nurse (London Borough of Harrow)"]
    with pytest.raises(UsageFault, match="several councils"):
        sent(example, Wanted(leads=("Des Nurse",)), tmp_path / "x.xlsx")
    assert sent(example, Wanted(leads=("Des Nurse",), plans=("example",)), tmp_path / "x.xlsx").sheets[0].actions == 4


def test_file_names_are_safe_and_told_apart(example: Edge, tmp_path: Path) -> None:
    for code in ("a.b", "A/B", "con"):
        posts.add_post(example, code, title=code, organisation=None, reports_to=None, council=None, on=DAY)
    for ref, code in zip(open_of(example, "HoS MASH"), ("a.b", "A/B", "con"), strict=False):
        upkeep.edit(example, ref, upkeep.Wording(leads=(code,)), "moved", on=DAY)
    names = {sheet.sent_to: sheet.file.name for sheet in sent(example, Wanted(each=True), tmp_path / "o").sheets}
    assert [names[code] for code in ("a.b", "A/B", "con")] == [f"a-b-{DAY}.xlsx", f"A-B-2-{DAY}.xlsx", f"con-{DAY}.xlsx"]


@pytest.mark.parametrize("code", ["../../etc/passwd", "a\\b", "x:y", "n\0l", "", " . ", "ü*?", "L" * 300])
def test_no_code_leads_out_of_the_folder(code: str) -> None:
    stem = file_stem(code)
    assert stem == Path(stem).name
    assert not set(stem) & set('\\/:*?"<>|.\0 ')
    assert 0 < len(stem) <= 80


def test_a_lead_without_open_actions_gets_no_sheet_and_nothing_is_recorded(example: Edge, tmp_path: Path) -> None:
    before = entries(example)
    done = sent(example, Wanted(leads=("DCS",)), tmp_path / "none.xlsx")
    assert (done.sheets, done.without, done.entry) == ([], ["DCS"], None)
    assert not (tmp_path / "none.xlsx").exists()
    assert entries(example) == before


def test_a_post_or_an_organisation_that_is_not_known_is_refused(example: Edge, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no post"):
        sent(example, Wanted(leads=("HoS MUSH",)), tmp_path / "x.xlsx")
    with pytest.raises(NotFound, match="no organisation"):
        sent(example, Wanted(organisations=("NHS",)), tmp_path / "x.xlsx")


def test_a_sheet_of_an_organisation_has_the_actions_of_all_its_posts(example: Edge, tmp_path: Path) -> None:
    done = sent(example, Wanted(organisations=("northford icb",)), tmp_path / "icb.xlsx")
    assert (done.sheets[0].sent_to, refs_of(tmp_path / "icb.xlsx")) == ("Northford ICB", open_of(example, "Des Nurse"))


def test_a_day_in_the_past_cannot_be_when_it_is_wanted_back(example: Edge, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="past"):
        sent(example, Wanted(each=True), tmp_path, due="2026-01-14")


# --- Both or neither ---


def test_a_file_that_is_there_is_not_written_over_and_nothing_is_recorded(example: Edge, tmp_path: Path) -> None:
    path = sheet_of(example)
    before, content = entries(example), path.read_bytes()
    with pytest.raises(InputRefused, match="may be filled in"):
        sheet_of(example)
    assert (entries(example), path.read_bytes()) == (before, content)


def test_where_one_of_many_files_is_in_the_way_none_is_made(example: Edge, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    names = [sheet.file.name for sheet in sent(example, Wanted(each=True), folder).sheets]
    for name in names[:-1]:
        (folder / name).unlink()
    before = entries(example)
    with pytest.raises(InputRefused, match="is there already"):
        sent(example, Wanted(each=True), folder)
    assert [path.name for path in folder.iterdir()] == names[-1:]
    assert entries(example) == before


def test_a_folder_that_cannot_be_made_leaves_nothing_behind(example: Edge, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("x")
    before, there = entries(example), sorted(tmp_path.iterdir())
    with pytest.raises(StorageFault, match="nothing was recorded"):
        sent(example, Wanted(each=True), tmp_path / "a-file" / "out")
    assert (entries(example), sorted(tmp_path.iterdir())) == (before, there)


def test_a_sending_that_cannot_be_recorded_takes_its_files_and_folders_away_again(
    example: Edge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from actiontracker.store import connection

    real = connection._connect

    class _NoCommit(sqlite3.Connection):
        def execute(self, sql: str, *args: object) -> sqlite3.Cursor:  # type: ignore[override]
            if sql == "COMMIT":
                assert list((tmp_path / "out").iterdir())
                raise sqlite3.OperationalError("disk I/O error")
            return super().execute(sql, *args)  # type: ignore[arg-type]

    def connect(path: Path) -> sqlite3.Connection:
        real(path).close()
        return sqlite3.connect(path, isolation_level=None, factory=_NoCommit)

    before, there = entries(example), sorted(tmp_path.iterdir())
    monkeypatch.setattr(connection, "_connect", connect)
    with pytest.raises(sqlite3.OperationalError):
        sent(example, Wanted(each=True), tmp_path / "out" / "deep")
    assert (entries(example), sorted(tmp_path.iterdir())) == (before, there)


def test_a_disk_that_is_full_half_way_leaves_no_file_and_no_record(
    example: Edge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync
    calls = iter(range(99))

    def full(descriptor: int) -> None:
        if next(calls) == 3:
            raise OSError(28, "No space left on device")
        real(descriptor)

    before, there = entries(example), sorted(tmp_path.iterdir())
    monkeypatch.setattr(placing.os, "fsync", full)
    with pytest.raises(StorageFault, match="No space left on device"):
        sent(example, Wanted(each=True), tmp_path / "out")
    assert (entries(example), sorted(tmp_path.iterdir())) == (before, there)


def test_files_that_cannot_be_written_are_not_recorded(example: Edge, tmp_path: Path) -> None:
    @contextmanager
    def full(files: Files):  # type: ignore[no-untyped-def]
        raise StorageFault("no space left")
        yield

    before = entries(example)
    with pytest.raises(StorageFault):
        send(example, Wanted(each=True), DUE, tmp_path, iter("abcdefghijklmno").__next__, full)
    assert entries(example) == before


# --- Back ---


def test_only_what_was_filled_in_is_recorded_one_entry_for_each_action(example: Edge, refs: list[str]) -> None:
    path = sheet_of(example)
    before = seen(example, DAY)
    filled(
        path, {refs[0]: {"Status": "Completed", "Note": "Signed off"}, refs[2]: {"Expected day": datetime.date(2026, 3, 31)}}
    )
    result = taken(example, path)
    after = seen(example, DAY)
    assert [(one.ref, one.changes) for one in result.updated] == [
        (refs[0], [("status", before[refs[0]].status, "completed"), ("note", "", "Signed off")]),
        (refs[2], [("expected", before[refs[2]].expected or "", "2026-03-31")]),
    ]
    assert (after[refs[0]].status, after[refs[0]].progress) == ("completed", "Signed off")
    assert after[refs[2]].expected == "2026-03-31"
    assert {ref: a for ref, a in after.items() if ref not in (refs[0], refs[2])} == {
        ref: a for ref, a in before.items() if ref not in (refs[0], refs[2])
    }
    assert (result.blank, result.problems, result.conflicts, result.closed) == (2, [], [], [])


def test_it_speaks_for_the_day_given(example: Edge, refs: list[str]) -> None:
    path = filled(sheet_of(example), {refs[0]: {"Status": "On hold"}})
    with pytest.raises(InputRefused, match="future"):
        taken(example, path, on="2026-01-16")
    taken(example, path, on="2026-01-10")
    assert seen(example, "2026-01-09")[refs[0]].status != "on_hold"
    assert seen(example, "2026-01-10")[refs[0]].status == "on_hold"


def test_a_sheet_that_nobody_filled_in_changes_nothing_and_counts_as_not_come_back(example: Edge) -> None:
    path = sheet_of(example)
    before = example.database.read_bytes()
    result = taken(example, path)
    assert (result.entry, result.updated, result.blank) == (None, [], 4)
    assert example.database.read_bytes() == before
    assert sent_lines(example.database, DAY)[0].returned_on is None


def test_the_same_sheet_twice_changes_nothing(example: Edge, refs: list[str]) -> None:
    path = filled(sheet_of(example), {refs[0]: {"Status": "In progress", "Note": "x"}, refs[1]: {"Expected day": "1.4.2026"}})
    taken(example, path)
    before = example.database.read_bytes()
    again = taken(example, path)
    assert (again.entry, again.updated, again.known, again.conflicts, again.closed) == (None, [], 2, [], [])
    assert taken(example, path, theirs=True).entry is None
    assert example.database.read_bytes() == before


def test_the_same_sheet_filled_in_further_adds_only_what_is_new(example: Edge, refs: list[str]) -> None:
    path = filled(sheet_of(example), {refs[0]: {"Status": "In progress"}})
    taken(example, path)
    filled(path, {refs[0]: {"Status": "Completed", "Note": "done"}, refs[1]: {"Note": "late"}})
    result = taken(example, path)
    assert [(one.ref, [change[0] for change in one.changes]) for one in result.updated] == [
        (refs[0], ["status", "note"]),
        (refs[1], ["note"]),
    ]
    (line,) = sent_lines(example.database, DAY)
    assert (line.returned_on, line.updates, line.conflicts) == (DAY, 3, 0)


def test_a_status_that_is_still_the_same_is_recorded_as_said_again(example: Edge, refs: list[str]) -> None:
    ref = next(ref for ref in refs if seen(example, DAY)[ref].status == "in_progress")
    result = taken(example, filled(sheet_of(example), {ref: {"Status": "In progress"}}))
    assert result.updated[0].changes == [("status", "in_progress", "in_progress")]
    assert seen(example, DAY)[ref].updated_on == DAY


def test_what_others_said_of_the_field_since_the_sheet_was_made_stays_and_is_listed(example: Edge, refs: list[str]) -> None:
    path = sheet_of(example)
    update(example, [refs[0]], Update(DAY, status="on_hold", expected="2026-05-01", note="heard by telephone"))
    said = {"Status": "In progress", "Expected day": datetime.date(2026, 4, 1), "Note": "from the sheet"}
    result = taken(example, filled(path, {refs[0]: said}))
    assert [tuple(one) for one in result.conflicts] == [
        (refs[0], "status", "on_hold", "in_progress"),
        (refs[0], "expected", "2026-05-01", "2026-04-01"),
    ]
    now = seen(example, DAY)[refs[0]]
    assert (now.status, now.expected, now.progress) == ("on_hold", "2026-05-01", "from the sheet")
    again = taken(example, path)
    assert (len(again.conflicts), again.entry) == (2, None)
    assert sent_lines(example.database, DAY)[0].conflicts == 2


def test_with_theirs_the_sheet_wins(example: Edge, refs: list[str]) -> None:
    path = sheet_of(example)
    update(example, [refs[0]], Update(DAY, status="on_hold"))
    filled(path, {refs[0]: {"Status": "In progress"}})
    assert taken(example, path).updated == []
    result = taken(example, path, theirs=True)
    assert (len(result.updated), result.conflicts) == (1, [])
    assert seen(example, DAY)[refs[0]].status == "in_progress"


def test_what_was_said_before_the_sheet_was_made_or_of_another_field_is_no_conflict(example: Edge, refs: list[str]) -> None:
    update(example, [refs[0]], Update(DAY, status="on_hold"))
    path = sheet_of(example)
    update(example, [refs[0]], Update(DAY, note="by telephone", rag="red"))
    assert taken(example, filled(path, {refs[0]: {"Status": "In progress"}})).conflicts == []


def test_others_who_said_the_same_or_took_it_back_are_no_conflict(example: Edge, refs: list[str]) -> None:
    path = filled(sheet_of(example), {refs[0]: {"Status": "Completed"}, refs[1]: {"Status": "In progress"}})
    update(example, [refs[0]], Update(DAY, status="completed"))
    (slip,) = update(example, [refs[1]], Update(DAY, status="on_hold"))
    undoing.undo(example, slip.entry, "a slip")
    result = taken(example, path)
    assert result.conflicts == []
    assert [one.ref for one in result.updated] == refs[:2]


def test_an_action_of_two_leads_is_in_conflict_where_their_sheets_differ(example: Edge) -> None:
    ref = next(ref for ref in open_of(example, "HoS MASH") if len(seen(example, DAY)[ref].leads) > 1)
    other = next(lead for lead in seen(example, DAY)[ref].leads if lead != "HoS MASH")
    one, two = sheet_of(example), sheet_of(example, other, "two.xlsx")
    taken(example, filled(one, {ref: {"Status": "Completed"}}))
    result = taken(example, filled(two, {ref: {"Status": "On hold"}}))
    assert [tuple(conflict) for conflict in result.conflicts] == [(ref, "status", "completed", "on_hold")]


def test_an_action_that_was_closed_meanwhile_is_listed_filled_in_or_not(example: Edge, refs: list[str]) -> None:
    path = filled(sheet_of(example), {refs[0]: {"Note": "still at it"}, refs[2]: {"Status": "Completed"}})
    upkeep.withdraw(example, refs[0], "a duplicate", on=DAY)
    update(example, [refs[1]], Update(DAY, status="completed"))
    result = taken(example, path)
    assert result.closed == [(refs[0], "withdrawn"), (refs[1], "completed")]
    assert [one.ref for one in result.updated] == [refs[0], refs[2]]


def test_an_action_that_is_no_longer_there_is_listed(example: Edge, refs: list[str]) -> None:
    path = filled(sheet_of(example), {refs[0]: {"Note": "x"}})
    with closing(sqlite3.connect(example.database)) as conn:
        (last,) = conn.execute("select max(entry) from document").fetchone()
    undoing.undo(example, last, "the wrong plan")
    result = taken(example, path)
    assert result.updated == []
    assert result.problems[0].what == f"{refs[0]} is no longer in the plan example: not recorded"


def test_a_sheet_of_another_database_or_of_a_sending_taken_back_is_refused(
    example: Edge, tmp_path: Path, refs: list[str]
) -> None:
    path = filled(sheet_of(example), {refs[0]: {"Note": "x"}})
    other = example._replace(database=tmp_path / "other.sqlite")
    import_shipped(other, "example")
    with pytest.raises(InputRefused, match="--db"):
        taken(other, path)
    undoing.undo(example, sent_lines(example.database, DAY)[0].entry, "the wrong lead")
    before = example.database.read_bytes()
    with pytest.raises(InputRefused, match="taken back by entry"):
        taken(example, path)
    assert sent_lines(example.database, DAY) == []
    assert example.database.read_bytes() == before


def test_undoing_the_import_takes_back_its_updates_and_the_sheet_has_not_come_back(example: Edge, refs: list[str]) -> None:
    before = seen(example, DAY)
    path = filled(sheet_of(example), {refs[0]: {"Status": "Completed"}, refs[1]: {"Note": "x"}})
    first = taken(example, path)
    assert first.entry
    undone = undoing.undo(example, first.entry, "the wrong month's file")
    assert (undone.file, undone.entries, undone.actions) == ("return.xlsx", 3, 2)
    after = seen(example, DAY)
    assert {ref: a._replace(version=0) for ref, a in after.items()} == {ref: a._replace(version=0) for ref, a in before.items()}
    assert sent_lines(example.database, DAY)[0].returned_on is None
    assert len(taken(example, path).updated) == 2


def test_an_update_undone_by_itself_is_not_brought_back_by_the_same_sheet(example: Edge, refs: list[str]) -> None:
    path = filled(sheet_of(example), {refs[0]: {"Status": "Completed"}, refs[1]: {"Note": "x"}})
    result = taken(example, path)
    undoing.undo(example, result.updated[0].entry, "not so")
    assert taken(example, path).updated == []


def test_a_dry_run_tells_all_and_records_nothing(example: Edge, refs: list[str]) -> None:
    path = filled(sheet_of(example), {refs[0]: {"Status": "Completed"}})
    before = example.database.read_bytes()
    assert len(taken(example, path, dry_run=True).updated) == 1
    assert example.database.read_bytes() == before


def test_strict_refuses_a_sheet_with_a_cell_that_cannot_be_read(example: Edge, refs: list[str]) -> None:
    path = filled(sheet_of(example), {refs[0]: {"Status": "nearly"}, refs[1]: {"Note": "x"}})
    before = example.database.read_bytes()
    with pytest.raises(InputRefused, match="'nearly' is not one of"):
        taken(example, path, strict=True)
    assert example.database.read_bytes() == before
    assert len(taken(example, path).updated) == 1


def test_a_sheet_with_only_unreadable_cells_came_back_all_the_same(example: Edge, refs: list[str]) -> None:
    path = filled(sheet_of(example), {refs[0]: {"Status": "nearly"}})
    first = taken(example, path).entry
    assert first
    (line,) = sent_lines(example.database, DAY)
    assert (line.returned_on, line.updates) == (DAY, 0)
    assert taken(example, path).entry is None
    undoing.undo(example, first, "too early")
    assert sent_lines(example.database, DAY)[0].returned_on is None
    assert taken(example, path).entry


# --- Who is late ---


def test_late_sheets_come_first_then_those_due_then_those_that_came_back(example: Edge, tmp_path: Path) -> None:
    for lead in ("PSW", "HoS QA"):
        sheet_of(example, lead, f"{lead}.xlsx")
    sent(example, Wanted(leads=("SM LC",)), tmp_path / "lc.xlsx", due="2026-01-20")
    back = sheet_of(example, "HoS CP", "cp.xlsx")
    taken(example, filled(back, {refs_of(back)[0]: {"Note": "x"}}))
    lines = sent_lines(example.database, "2026-01-25")
    assert [(line.sent_to, line.days_late) for line in lines] == [
        ("SM LC", 5),
        ("PSW", None),
        ("HoS QA", None),
        ("HoS CP", None),
    ]
    assert [line.days_late for line in sent_lines(example.database, "2026-01-29")] == [9, None, None, None]
    assert [line.days_late for line in sent_lines(example.database, "2026-01-30")] == [10, 1, 1, None]
    assert sent_lines(example.database, "2026-01-14") == []


# --- Laws ---

STATUS = st.sampled_from(["Not started", "In progress", "On hold", "Completed", "completed", "Nearly", "Withdrawn", "on track"])
DAYS = st.one_of(
    st.dates(datetime.date(2025, 6, 1), datetime.date(2030, 1, 1)), st.sampled_from(["31/12/2026", "soon", "1900-01-01", "May"])
)
NOTES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf")), min_size=1, max_size=40).filter(
    lambda text: any(char.isalnum() for char in text)
)
ROW = st.fixed_dictionaries({}, optional={"Status": STATUS, "Expected day": DAYS, "Note": NOTES})


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Edge:
    edge = Edge(tmp_path_factory.mktemp("laws") / "db.sqlite", "tester", "2026-01-15T09:30:00Z", DAY)
    import_shipped(edge, "example")
    sheet_of(edge)
    return edge


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, min_size=4, max_size=4))
def test_every_filled_cell_is_recorded_or_listed_and_twice_is_once(
    template: Edge, tmp_path: Path, rows: list[dict[str, object]]
) -> None:
    for name in ("db.sqlite", "return.xlsx"):
        shutil.copy(template.database.with_name(name), tmp_path / name)
    edge = template._replace(database=tmp_path / "db.sqlite")
    refs = refs_of(tmp_path / "return.xlsx")
    path = filled(tmp_path / "return.xlsx", dict(zip(refs, rows, strict=True)))
    result = taken(edge, path)
    recorded = sum(len(one.changes) for one in result.updated)
    assert recorded + len(result.problems) == sum(map(len, rows))
    assert result.blank == sum(not row for row in rows)
    before = edge.database.read_bytes()
    taken(edge, path)
    assert edge.database.read_bytes() == before
