"""The everyday commands, as a head of service, a chair and a script use them."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from actiontracker.cli import edge as cli_edge
from actiontracker.services.edge import Edge
from tests.conftest import PLANS, ROOT, Cli

PAPERS = ROOT.parent / "shared" / "plans"


def refs(printed: str) -> list[str]:
    return [row["ref"] for row in csv.DictReader(io.StringIO(printed))]


@pytest.mark.parametrize(("day", "count"), [("2012-10-31", 26), ("2012-12-18", 39)])
def test_harrow_has_as_many_overdue_actions_as_were_counted_by_hand(harrow: Edge, cli: Cli, day: str, count: int) -> None:
    found = refs(cli("overdue", "--as-at", day, "--format", "csv").out)
    assert len(found) == count
    if (counts := PAPERS / "counts.json").exists():
        by_hand = json.loads(counts.read_text())["plan-2012"]["overdue"][day]["refs"]
        assert sorted(found) == sorted(ref.replace(" (", ".").rstrip(")") for ref in by_hand)


def test_the_longest_overdue_stands_first_with_days_leads_note_and_rating_in_words(harrow: Edge, cli: Cli) -> None:
    printed = cli("overdue", "--as-at", "2012-10-31").out
    first = printed.index("S5.4"), printed.index("LAC3.6"), printed.index("S1.3")
    assert first == tuple(sorted(first))
    assert "  92  S5.4      31 Jul 2012  red     not stated    SM QA\n" in printed
    assert "Last note (31 Oct 2012): Targeted Services" in printed
    assert re.search(r"\n26 actions\nRecord: 118 entries, head [0-9a-f]{16}\.\n$", printed)
    assert "Demonstration from papers published in 2012" in printed


def test_due_today_is_not_overdue_but_within_zero_days_of_it_it_is_listed(harrow: Edge, cli: Cli) -> None:
    assert "S1.2" not in refs(cli("overdue", "--as-at", "2012-10-31", "--format", "csv").out)
    within = refs(cli("overdue", "--as-at", "2012-10-31", "--due-within", "1", "--format", "csv").out)
    assert "S1.2" in within
    assert len(within) == 26 + 9


def test_exit_code_10_says_that_something_is_overdue_only_where_it_was_asked_for(harrow: Edge, cli: Cli) -> None:
    cli("overdue", "--as-at", "2012-10-31", "--exit-code", expect=10)
    cli("overdue", "--as-at", "2012-10-31")
    cli("overdue", "--as-at", "2012-06-30", "--exit-code")


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ((), 116),
        (("S1",), 11),
        (("S1", "LAC2"), 18),
        (("S1.3", "s1 (4)"), 2),
        (("--area", "safeguarding"), 59),
        (("--lead", "SM QA"), 22),
        (("--lead", "SM QA", "--lead", "DD TS"), 43),
        (("--lead", "Lawyer"), 3),
        (("--lead", "SM QA", "--area", "Safeguarding"), 8),
        (("--status", "completed"), 40),
        (("--status", "open"), 76),
        (("--status", "closed"), 40),
        (("--rag", "red"), 26),
        (("--rag", "red", "--rag", "amber"), 27),
        (("--stage", "embedding"), 50),
        (("--due-before", "2012-10-31"), 61),
        (("--due-after", "31.12.12"), 11),
        (("--search", "MORNING LANE"), 0),
        (("--organisation", "Harrow CCG"), 1),
        (("--organisation", "Harrow CCG", "--lead", "SM QA"), 0),
    ],
)
def test_filters_narrow_the_list(harrow: Edge, cli: Cli, filters: tuple[str, ...], count: int) -> None:
    rows = json.loads(cli("list", *filters, "--as-at", "2012-10-31", "--format", "json").out)["rows"]
    if filters[:1] == ("--search",):
        rows = [row for row in rows if "morning lane" not in f"{row['action']}{row['progress']}".lower()]
    assert len(rows) == count


def test_a_search_takes_percent_signs_and_underscores_as_they_are(harrow: Edge, cli: Cli) -> None:
    assert "No action fits" in cli("list", "--search", "100%_of", "--as-at", "2012-10-31").out


def test_mine_are_the_open_actions_of_my_post_and_those_below_it(
    example: Edge, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTIONTRACKER_LEAD", "HoS CiC")
    rows = json.loads(cli("mine", "--as-at", "2025-10-31", "--format", "json").out)["rows"]
    leads = {lead for row in rows for lead in row["leads"]}
    assert {"HoS CiC", "SM Fostering", "SM LC"} <= leads
    assert all({"HoS CiC", "SM Fostering", "SM LC"} & set(row["leads"]) for row in rows)
    assert [row["deadline"] for row in rows] == sorted(row["deadline"] for row in rows)
    assert "mine" in cli("--help").out


def test_an_update_answers_with_one_line(harrow: Edge, cli: Cli) -> None:
    said = cli("update", "S1.3", "--status", "completed", "--note", "Protocol signed off")
    assert said.out == "S1.3  on hold -> completed; note 'Protocol signed off' (version 2, entry 119)\n"
    assert said.err == ""


def test_a_note_can_come_from_stdin_and_the_author_from_the_option(harrow: Edge, cli: Cli) -> None:
    cli("update", "S1.3", "S1.4", "--note", "-", "--by", "SM QA", stdin="Line one\nline two\n")
    (row,) = [
        r for r in csv.DictReader(io.StringIO(cli("export", "updates").out)) if r["ref"] == "S1.3" and r["version"] == "2"
    ]
    assert (row["note"], row["recorded_by"]) == ("Line one\nline two", "SM QA")


def test_a_board_of_one_plan_needs_no_name_and_of_several_does(harrow: Edge, cli: Cli) -> None:
    assert "26 of 116 (22%)" in cli("board", "--as-at", "2012-10-31").out
    cli("import", str(PLANS / "harrow-2020.toml"))
    assert "harrow-2012, harrow-2020" in cli("board", "--as-at", "2012-10-31", expect=2).err
    summed = json.loads(cli("board", "--all", "--as-at", "2020-10-31", "--format", "json").out)
    assert summed["headline"]["actions"] == 116 + 15


def test_the_words_for_a_covering_report(harrow: Edge, cli: Cli) -> None:
    words = " ".join(cli("board", "--as-at", "2012-10-31", "--format", "words").out.split())
    assert words.startswith("Of 116 actions, 40 (34%) are reported complete and 26 (22%) are past their deadline")
    assert "Nothing to compare: on 30 Sep 2012 the plan had not begun" in words


def test_a_board_before_the_plan_began_is_empty_and_says_so(harrow: Edge, cli: Cli) -> None:
    assert "No actions are in the plan on this day." in cli("board", "--as-at", "2012-06-30").out
    assert "Nothing had begun by then" in cli("overdue", "--as-at", "2012-06-30").out


def test_an_import_of_today_says_that_earlier_reports_stay_empty(cli: Cli) -> None:
    Path("plan.csv").write_text("Action,By when\nWrite it,31.12.25\n")
    said = cli("import", "plan.csv").out
    assert "new plan plan in db.sqlite" in said
    assert "a report for an earlier day will not show" in " ".join(said.split())


class Terminal(io.StringIO):
    """A stdin at which a person sits."""

    def isatty(self) -> bool:
        return True


def test_an_undo_is_shown_first_and_asks_unless_told_not_to(harrow: Edge, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("update", "S1.3", "--status", "completed")
    before = harrow.database.read_bytes()
    assert "would take back: entry 119, update about harrow-2012:S1.3" in cli("undo", "119", expect=2).err
    refused = cli("undo", "119", stdin=Terminal("n\n"))
    assert "This would take back: entry 119, update about harrow-2012:S1.3" in " ".join(refused.err.split())
    assert harrow.database.read_bytes() == before
    cli("undo", "119", stdin=Terminal("y\n"))
    assert "undone by 120" in cli("history", "S1.3").out


def test_a_file_is_written_whole_in_the_format_of_its_ending(harrow: Edge, cli: Cli, tmp_path: Path) -> None:
    cli("overdue", "--as-at", "2012-10-31", "-o", "late.csv")
    cli("overdue", "--as-at", "2012-10-31", "-o", "late.json")
    cli("board", "--as-at", "2012-10-31", "-o", "board.md")
    assert len(refs(Path("late.csv").read_text())) == 26
    assert len(json.loads(Path("late.json").read_text())["rows"]) == 26
    assert Path("board.md").read_text().startswith("# ")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["board.md", "db.sqlite", "late.csv", "late.json"]


def test_a_shipped_plan_can_be_named_from_any_folder(cli: Cli) -> None:
    assert "4 recommendations, 15 actions" in cli("import", "plans/harrow-2020.toml").out


def test_without_a_name_the_login_is_the_author(harrow: Edge, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ACTIONTRACKER_BY")
    monkeypatch.setattr(cli_edge, "_login", lambda: "jdoe")
    cli("update", "S1.3", "--note", "x")
    assert "update by jdoe" in cli("history", "S1.3").out
    monkeypatch.setattr(cli_edge, "_login", lambda: "")
    assert "--by" in cli("update", "S1.3", "--note", "x", expect=2).err


def test_the_csv_of_2012_the_key_and_an_alias_by_hand(cli: Cli) -> None:
    if not (PAPERS / "plan-2012.csv").exists():
        pytest.skip("the published papers are not beside this checkout")
    said = cli("import", str(PAPERS / "plan-2012.csv"), "--plan", "harrow", "--on", "2012-10-31").out
    assert "row 115, by when (LAC11.1)" in said
    assert "leads alias 'LSCB CHR.' 'LSCB Chr.'" in " ".join(said.split())
    cli("leads", "alias", "LSCB CHR.", "LSCB Chr.")
    rows = json.loads(cli("list", "--lead", "LSCB Chr.", "--as-at", "2012-10-31", "--format", "json").out)["rows"]
    assert {"S10.1"} <= {row["ref"] for row in rows}
