"""`check`, as a chair, a performance officer and a script use it."""

import csv
import io
import json
from pathlib import Path

from actiontracker.services.edge import Edge
from tests.conftest import PLANS, Cli

HARROW = ("check", "--as-at", "2012-10-31")


def test_each_code_stands_once_with_what_to_do_and_the_refs_below_it(harrow: Edge, cli: Cli) -> None:
    printed = cli(*HARROW).out
    assert printed.startswith("Findings as at 31 Oct 2012: harrow-2012\nDemonstration from papers published in 2012")
    assert printed.count("no-evidence (40): completed, and no evidence is recorded") == 1
    assert "\n    S10      the plan says 'Within 6 months', the report 'Within three months'\n" in printed
    assert "\nno-measure (20): outcome without a success measure\n" in printed
    assert "due 31 Oct 2012; 'Within three months' ends on 27 Sep 2012" in printed
    order = [printed.index(words) for words in ("Errors: 13", "bad-date", "Warnings: 100", "completed-but", "Notes: 92")]
    assert order == sorted(order)
    assert "\n13 errors, 100 warnings, 92 notes in 116 actions\n\nRecord: 118 entries, head " in printed


def test_scripts_get_one_row_for_each_finding_in_the_same_order(harrow: Edge, cli: Cli) -> None:
    rows = list(csv.DictReader(io.StringIO(cli(*HARROW, "--format", "csv").out)))
    record = json.loads(cli(*HARROW, "--format", "json").out)
    assert (record["schema"], record["as_at"]) == ("actiontracker/check/1", "2012-10-31")
    assert list(rows[0]) == list(record["rows"][0]) == ["plan", "ref", "code", "severity", "what", "what_to_do"]
    assert [{name: value or "" for name, value in row.items()} for row in record["rows"]] == rows
    assert len(rows) == 205
    keys = [("error", "warning", "note").index(row["severity"]) for row in rows]
    assert keys == sorted(keys)
    assert rows[0]["ref"] == "LAC11.1"


def test_the_advice_for_a_finding_can_be_followed_and_the_finding_is_gone(harrow: Edge, cli: Cli) -> None:
    (bad,) = [row for row in csv.DictReader(io.StringIO(cli(*HARROW, "--format", "csv").out)) if row["code"] == "bad-date"]
    assert "actiontracker correct harrow-2012:LAC11.1 --deadline DATE --reason TEXT" in bad["what_to_do"]
    cli("correct", "harrow-2012:LAC11.1", "--deadline", "2012-09-30", "--reason", "30 days only")
    cli("edit", "harrow-2012:LAC4.3", "--lead", "DCS", "--reason", "board of November", "--on", "2012-10-31")
    cli("edit", "harrow-2012:LAC1", "--outcome", "No child waits", "--reason", "board", "--on", "2012-10-31")
    cli("edit", "harrow-2012:S1.2", "--accountable", "DD TS", "--reason", "board", "--on", "2012-10-31")
    cli("measures", "add", "harrow-2012:S1", "--text", "Seen in time", "--target", "95", "--on", "2012-10-31")
    cli("withdraw", "LAC4.4", "--duplicate-of", "S7.4", "--reason", "same", "--on", "2012-10-31")
    left = {(row["code"], row["ref"]) for row in csv.DictReader(io.StringIO(cli(*HARROW, "--format", "csv").out))}
    gone = {
        ("bad-date", "LAC11.1"),
        ("no-lead", "LAC4.3"),
        ("no-outcome", "LAC1"),
        ("joint-lead", "S1.2"),
        ("no-measure", "S1"),
    }
    assert not left & (gone | {("duplicates-disagree", "S7.4")})


def test_exit_code_10_is_for_errors_and_warnings_and_only_where_it_was_asked_for(harrow: Edge, cli: Cli) -> None:
    result = cli(*HARROW, "--exit-code", expect=10)
    assert result.err == "actiontracker: check: 13 errors, 100 warnings, 92 notes in 116 actions\n"
    cli(*HARROW)
    cli("check", "--as-at", "2012-06-30", "--exit-code")


def test_a_warning_alone_is_exit_code_10(cli: Cli) -> None:
    Path("plan.csv").write_text("Action,Leads,By when\nWrite it,DCS,Quarterly\n")
    cli("import", "plan.csv")
    assert "0 errors, 1 warning, 0 notes" in cli("check", "--exit-code", expect=10).err


def test_notes_alone_are_exit_code_0(cli: Cli) -> None:
    Path("plan.csv").write_text("Action,Leads,By when\nWrite it,A/ B,31.12.26\n")
    cli("import", "plan.csv")
    assert "\n0 errors, 0 warnings, 1 note in 1 action\n" in cli("check", "--exit-code").out


def test_a_plan_without_findings_says_so(cli: Cli) -> None:
    Path("plan.csv").write_text("Action,Leads,By when\nWrite it,DCS,31.12.26\n")
    cli("import", "plan.csv")
    assert "\nNothing was found: 0 errors, 0 warnings, 0 notes in 1 action.\n" in cli("check", "--exit-code").out


def test_an_empty_database_and_a_day_before_the_plan_say_so(harrow: Edge, cli: Cli) -> None:
    assert "Nothing had begun by then" in cli("check", "--as-at", "2012-06-30").out
    cli("--db", "empty.sqlite", "init")
    assert "Nothing is tracked yet" in cli("--db", "empty.sqlite", "check").out


def test_several_plans_name_theirs_with_each_ref_and_one_can_be_chosen(harrow: Edge, cli: Cli) -> None:
    cli("import", str(PLANS / "harrow-2020.toml"))
    both = cli("check", "--as-at", "2020-10-07").out
    assert "\n    harrow-2020:4\n" in both
    assert "harrow-2020:1, harrow-2020:2, harrow-2020:3" in both
    one = cli("check", "--plan", "harrow-2020", "--as-at", "2020-10-07").out
    assert "harrow-2012" not in one
    assert "\n1 error, 6 warnings, 3 notes in 15 actions\n" in one
    assert "harrow-2012, harrow-2020" in cli("check", "--plan", "harow", expect=9).err
