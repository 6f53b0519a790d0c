"""The board summary in a pipe stays light: no library that lays out, draws or writes documents is loaded."""

import pytest

from actiontracker.services.edge import Edge
from tests.cli.test_light import loaded_by
from tests.packs import DAY, record, small_plan

PAPERS = {
    "rich",
    "jinja2",
    "markupsafe",
    "docx",
    "lxml",
    "PIL",
    "weasyprint",
    "tabulate",
    "pydantic",
    "sqlite_utils",
    "tomllib",
    "tomli_w",
}
DRAWN = {"actiontracker.render.charts.scene", "actiontracker.render.charts.svg", "actiontracker.render.charts.png"}


@pytest.fixture
def small(edge: Edge) -> Edge:
    """The small plan with one board."""
    small_plan(edge.database)
    record(edge.database, DAY)
    return edge


@pytest.mark.parametrize(
    "args",
    [
        ("board", "--as-at", DAY),
        ("board", "--as-at", DAY, "--format", "json"),
        ("board", "--as-at", DAY, "--format", "words"),
        ("board", "--as-at", DAY, "--full", "--corrections"),
        ("board", "--as-at", DAY, "--rec", "R1"),
        ("board", "--meeting", "1"),
        ("board", "meetings"),
        ("show", "R1", "--summary", "--as-at", DAY),
        ("board", "record", "Other", "--on", DAY),
    ],
    ids=" ".join,
)
def test_no_library_that_lays_out_is_loaded_by(small: Edge, args: tuple[str, ...]) -> None:
    assert not PAPERS & loaded_by(small.database, *args)


def test_the_summary_loads_nothing_that_records_reads_documents_or_draws(small: Edge) -> None:
    loaded = loaded_by(small.database, "board", "--as-at", DAY)
    assert not {"hashlib", "json", "csv", "zipfile"} & loaded
    assert not DRAWN & loaded
    assert not {name for name in loaded if name.startswith("actiontracker.intake")}


@pytest.mark.parametrize(
    ("kind", "spared"),
    [
        ("html", {"docx", "PIL", "weasyprint", "rich", "tabulate"}),
        ("markdown", {"docx", "PIL", "weasyprint", "rich", "jinja2"}),
    ],
)
def test_a_format_loads_no_other_formats_library(small: Edge, kind: str, spared: set[str]) -> None:
    assert not spared & loaded_by(small.database, "board", "--as-at", DAY, "--format", kind)
