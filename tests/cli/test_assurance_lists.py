"""Measures, the index, links and waits at the command line: what is printed, and what is refused in one line."""

import csv
import io
import json

import pytest

from actiontracker.services.edge import Edge
from tests.conftest import Cli

AGREED = ("measures", "add", "R1", "--text", "Decisions within a day", "--baseline", "62", "--baseline-on", "2025-03-31")
AGREED += ("--target", "90", "--by-when", "2026-03-31", "--unit", "%")


def test_a_measure_is_agreed_measured_and_listed_in_words(example: Edge, cli: Cli) -> None:
    assert cli(*AGREED).out.startswith("R1.M1  agreed: ")
    assert cli("measures", "record", "R1.M1", "--value", "71", "--on", "2025-09-30").out == (
        "R1.M1  measured: 62 % -> 71 % (improving: 62 % to 71 %, target 90 %) (entry "
        + cli("history", "--format", "csv").out.splitlines()[-1].partition(",")[0]
        + ")\n"
    )
    printed = cli("measures").out
    assert "        improving: 62 % to 71 %, target 90 %\n" in printed
    assert "\n1 measure\nOutcomes without a measure (7): R2, R3, R4, R5, R6, R7, R8\n" in printed
    assert all(len(each) <= 80 for each in printed.splitlines())
    assert "R1.M1   Decisions within a day" in cli("show", "R1").out
    assert "| R1.M1 " in cli("measures", "--format", "markdown").out


def test_scripts_get_measures_with_all_values_in_json_and_one_row_each_in_csv(example: Edge, cli: Cli) -> None:
    cli(*AGREED)
    for day, value in (("2025-09-30", "71"), ("2025-06-30", "58")):
        cli("measures", "record", "R1.M1", "--value", value, "--on", day)
    (row,) = json.loads(cli("measures", "--rec", "R1", "--format", "json").out)["rows"]
    assert [(each["on"], each["value"]) for each in row["values"]] == [("2025-06-30", "58"), ("2025-09-30", "71")]
    (exported,) = csv.DictReader(io.StringIO(cli("export", "measures").out))
    assert (exported["measure"], exported["direction"], exported["has_moved"]) == ("R1.M1", "improving", "true")
    assert json.loads(cli("measures", "--rec", "R2", "--format", "json").out)["rows"] == []
    assert json.loads(cli("show", "R1", "--format", "json").out)["measures"][0]["measure"] == "R1.M1"


def test_the_index_is_printed_by_kind_and_exported(example: Edge, cli: Cli) -> None:
    cli("index", "add", "R1.1", "--kind", "policy", "--new", "--title", "Threshold guide", "--dated", "2025-06-24")
    cli("index", "add", "R1.1", "--kind", "workforce-planning", "--title", "Two posts more")
    printed = cli("index").out
    assert "Policy: 1\n---------\n  new: Threshold guide, 24 Jun 2025\n    R1.1, completed on 24 Jun 2025, embedded" in printed
    assert "Guidance: none\n" in printed
    assert "Workforce planning and learning: 1\n" in printed
    rows = list(csv.DictReader(io.StringIO(cli("export", "index").out)))
    assert [(row["kind"], row["new_or_changed"]) for row in rows] == [("policy", "new"), ("workforce-planning", "")]
    assert "## Quality improvement\n\nNone.\n" in cli("index", "--format", "markdown").out


def test_lists_say_what_waits_and_what_a_late_one_holds_up(harrow: Edge, cli: Cli) -> None:
    cli("depends", "S7.4", "on", "S7.1", "S7.2", "--on", "2012-11-15")
    day = ("--as-at", "2012-11-15")
    printed = cli("list", "S7", *day).out
    assert "49 days overdue; holds up S7.4\n" in printed
    assert "; waits on S7.1, S7.2\n" in printed
    assert printed.count("holds up") == 1, "S7.1 is not late"
    assert "      Holds up S7.4\n" in cli("overdue", *day).out
    waits = cli("depends", *day).out
    assert "S7.2 (49 days overdue) holds up S7.4, due 31 Mar 2013\n" in waits
    assert waits.index("S7.2 (") < waits.index("S7.1 (due 31 Dec 2012)")
    assert waits.endswith("1 action waits on 2, 1 of them overdue\n")
    assert len(json.loads(cli("depends", *day, "--format", "json").out)["rows"]) == 2
    cli("depends", "S7.4", "on", "S7.1", "S7.2", "--no-longer", "--on", "2012-11-16")
    assert "waits on nothing more" in cli("history", "S7.4").out


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (2, 'measures add R1 --text " "'),
        (2, "measures add R1 --text x --baseline 62"),
        (2, "measures add R1 --text x --baseline 62 --baseline-on 31.9.25"),
        (2, "measures add R1 --text x --target 9 --by-when soon"),
        (3, "measures add R1 --text x --baseline 62 --baseline-on 2026-01-16"),
        (3, "measures add R1 --text x --on 2026-01-16"),
        (9, "measures add R99 --text x"),
        (9, "measures add R1.1 --text x"),
        (9, "measures record R1.M9 --value 1"),
        (9, "measures record R1.1 --value 1"),
        (2, "measures record R1.M1 --value ''"),
        (2, f"measures record R1.M1 --value {'a' * 61}"),
        (3, "measures record R1.M1 --value 1 --on 2026-01-16"),
        (2, "measures edit R1.M1 --reason x"),
        (2, "measures edit R1.M1 --target 9 --reason ' '"),
        (2, "measures edit R1.M1 --text '' --reason x"),
        (3, "measures edit R1.M1 --text 'Decisions within a day' --reason x"),
        (2, "measures withdraw R1.M1"),
        (9, "measures --rec R99"),
        (9, "measures --plan nowhere"),
        (2, "measures --as-at yesterday"),
        (2, "measures --format docx"),
        (2, "export measures --public"),
        (2, "index add R1.1 --kind policy --title x"),
        (2, "index add R1.1 --kind policy --new --title ' '"),
        (2, "index add R1.1 --kind policy --new --title x --dated 2025-02-30"),
        (3, "index add R1.2 --kind policy --new --title x"),
        (9, "index add R1 --kind policy --new --title x"),
        (2, "link R1.2"),
        (3, "link R1.2 R1"),
        (9, "link R1.2 R99"),
        (9, "link R1 R2"),
        (2, "depends R1.2 R1.3"),
        (2, "depends R1.2 on"),
        (2, "depends on R1.3"),
        (2, "depends R1.2 on R1.3 on R1.4"),
        (3, "depends R1.2 on R1.2"),
        (3, "depends R1.2 on R1.1"),
        (9, "depends R1.2 on R9.9"),
        (3, "depends R1.2 on R1.3 --no-longer"),
        (2, "depends R1.2 on R1.3 --plan example"),
        (2, "depends --no-longer"),
    ],
)
def test_what_is_off_is_refused_in_one_line_and_nothing_is_recorded(example: Edge, cli: Cli, code: int, line: str) -> None:
    import shlex

    cli(*AGREED)
    before = cli("history").out
    cli(*shlex.split(line), expect=code)
    assert cli("history").out == before
