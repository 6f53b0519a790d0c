"""The published scorecards, as shipped and from tables with their own headings, beside the figures read by hand."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from actiontracker.domain.periods import Printed, read_period, with_year
from actiontracker.reports.scorecards.lines import ScorecardLine
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Wish
from actiontracker.services.scorecards.reading import Asked, scorecard
from actiontracker.services.scorecards.telling import every_figure
from tests.conftest import ROOT, import_scorecards
from tests.services.test_scorecards import brought_in

PAPERS = ROOT.parent / "shared" / "plans"
pytestmark = pytest.mark.skipif(not PAPERS.is_dir(), reason="the published papers are not beside this checkout")
NAMES = {"2012-12": "harrow-scorecard-2012", "2020-21-q1": "harrow-scorecard-2020", "2023-24-q1": "harrow-scorecard-2023"}
UNITS = {"%": "percent", "count": "count", "per 10,000": "per_10000"}
TODAY = "2026-01-15"


def by_hand(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((PAPERS / f"scorecard-{name}.json").read_text(encoding="utf-8"))
    return read


def period(heading: str) -> str:
    found = read_period(heading)
    assert found is not None
    return found.code or with_year(Printed(None, month=found.month), "2012-Q2")


def as_table(name: str, path: Path) -> Path:
    """The paper's table with its own headings, as CSV; its education tables below."""
    paper = by_hand(name)
    fixed = {
        "Ref No": "ref",
        "PI Ref": "ref",
        "Indicator Description": "description",
        "PI Description": "description",
        "Q2 notes": "q2_notes",
    }
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow([paper["title"]])
        rows.writerow(paper["columns"])
        for each in paper["indicators"]:
            cells = each["values"] | each["comparators"]
            rows.writerow(
                each[fixed[c]] if c in fixed else cells[c]["text"] if c in cells else each["target"]["text"]
                for c in paper["columns"]
            )
        group = None
        for each in paper.get("education_indicators", []):
            cells = each["values_text"] | each["comparators_text"]
            if each["group"] != group:
                rows.writerows([[], [each["group"], *cells]])
            group = each["group"]
            rows.writerow([each["description"], *cells.values()])
        rows.writerows([note] for note in paper.get("education_notes", []))
    return path


def source(edge: Edge, name: str, kind: str, tmp_path: Path) -> None:
    if kind == "shipped":
        import_scorecards(edge, NAMES[name])
    elif kind == "workbook":
        brought_in(edge, PAPERS / "scorecard-2023-24-q1.xlsx", Wish(scorecard=NAMES[name]))
    else:
        brought_in(edge, as_table(name, tmp_path / f"{NAMES[name]}.csv"))


CASES = [(name, kind) for name in NAMES for kind in ("shipped", "table")] + [("2023-24-q1", "workbook")]


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_every_figure_is_that_of_the_paper(edge: Edge, tmp_path: Path, name: str, kind: str) -> None:
    source(edge, name, kind, tmp_path)
    card = scorecard(edge.database, Asked(TODAY))
    keys = {line.ref: line.key for line in card.rows if line.ref}
    found = {(line.key, line.period): line for line in every_figure(edge.database, TODAY).lines}
    met = 0
    for each in by_hand(name)["indicators"]:
        key = keys[each["ref"]]
        for heading, figure in each["values"].items():
            line = found[key, period(heading)]
            assert line.value == (None if figure["value"] is None else Decimal(str(figure["value"]))), (each["ref"], heading)
            assert (line.unit, line.polarity) == (UNITS[each["unit"]], each["polarity"])
            if figure.get("numerator") is not None:
                assert (line.numerator, line.denominator) == (figure["numerator"], figure["denominator"])
            met += 1
    assert met == sum(len(each["values"]) for each in by_hand(name)["indicators"])
    assert len(card.rows) == len(by_hand(name)["indicators"]) + len(by_hand(name).get("education_indicators", []))


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_every_comparator_and_target_is_that_of_the_paper(edge: Edge, tmp_path: Path, name: str, kind: str) -> None:
    source(edge, name, kind, tmp_path)
    rows = {line.ref: line for line in scorecard(edge.database, Asked(TODAY)).rows if line.ref}
    for each in by_hand(name)["indicators"]:
        line = rows[each["ref"]]
        check_comparators(line, each)
        target = each["target"]
        if each["polarity"] == "neutral" or target["kind"] in ("N/A", "empty"):
            assert line.target is None
        elif target["kind"] == "plain":
            assert line.target == Decimal(str(target["value"]))
        else:
            assert line.target == Decimal(str(target["by_quarter"]["Q1"]))


def check_comparators(line: ScorecardLine, each: dict[str, Any]) -> None:
    kinds = {
        "statistical": "statistical_neighbours",
        "england": "england",
        "best national": "best_national",
        "best london": "best_london",
    }
    for heading, other in each["comparators"].items():
        kind = next(kind for word, kind in kinds.items() if word in heading.lower())
        own = [c for c in line.comparators if (c.kind, c.period) == (kind, period(heading))]
        if other.get("places"):
            assert [(c.name, c.value) for c in own] == [(p["name"], Decimal(str(p["value"]))) for p in other["places"]]
        else:
            assert [c.text for c in own] == [other["text"]] or own[0].value == Decimal(str(other["value"]))


def test_the_education_figures_are_those_of_the_paper(edge: Edge, tmp_path: Path) -> None:
    source(edge, "2020-21-q1", "table", tmp_path)
    lines = every_figure(edge.database, TODAY).lines
    described = {line.description: line.key for line in lines}
    found = {(line.key, line.period): line for line in lines}
    for each in by_hand("2020-21-q1")["education_indicators"]:
        for heading, text in each["values_text"].items():
            line = found.get((described[each["description"]], period(heading)))
            if text == "":
                assert line is None
            elif text.rstrip("*").replace(".", "", 1).lstrip("-").isdigit():
                assert line is not None
                assert line.value == Decimal(text.rstrip("*"))
            else:
                assert line is not None
                assert (line.value, line.printed) == (None, text)


def test_the_ratings_of_2023_are_the_fixtures(edge: Edge) -> None:
    import_scorecards(edge, "harrow-scorecard-2023")
    rows = {line.ref: line.rag for line in scorecard(edge.database, Asked(TODAY)).rows}
    assert rows == {
        "1": "none", "2": "none", "3": "none", "4": "amber", "5": "green", "6": "amber", "7": "green", "8": "green",
        "9": "amber", "10": "amber", "11": "none", "12": "none", "13": "amber", "14": "red",
    }  # fmt: skip


def test_what_is_shipped_says_the_same_as_the_workbook(edge: Edge, tmp_path: Path) -> None:
    import_scorecards(edge, "harrow-scorecard-2023")
    before = {(line.key, line.period): line[9:13] for line in every_figure(edge.database, TODAY).lines}
    brought_in(edge, PAPERS / "scorecard-2023-24-q1.xlsx", Wish(scorecard="from-the-workbook"))
    after = {(line.key, line.period): line[9:13] for line in every_figure(edge.database, TODAY, "from-the-workbook").lines}
    assert after == before
