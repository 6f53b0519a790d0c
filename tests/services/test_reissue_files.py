"""A pack written while its meeting is recorded, before, and afterwards: one and the same file."""

import io
from pathlib import Path

import docx
import pytest

from actiontracker.services.edge import Edge
from actiontracker.services.updating import Update, update
from tests.packs import DAY, LAST, SMALL, pack, printed, record, run, small_plan

OTHER = SMALL.replace('"small"', '"other"').replace("A small plan", "Another plan")
ENDINGS = ("html", "md", "json", "txt")


@pytest.fixture
def small(edge: Edge) -> Edge:
    """The small plan with the board before."""
    small_plan(edge.database)
    record(edge.database, LAST)
    return edge


@pytest.fixture
def two(small: Edge, tmp_path: Path) -> Edge:
    """Two plans."""
    (tmp_path / "other.toml").write_text(OTHER, encoding="utf-8")
    printed(small.database, "import", str(tmp_path / "other.toml"))
    return small


def words_of(data: bytes) -> list[str]:
    """All that a Word file says: its paragraphs and the cells of its tables."""
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("as_at", [(), ("--as-at", "2025-09-24")], ids=["of the day", "of a day before"])
def test_a_pack_written_while_recording_is_the_one_printed_later(
    small: Edge, tmp_path: Path, ending: str, as_at: tuple[str, ...]
) -> None:
    first, second = tmp_path / f"first.{ending}", tmp_path / f"second.{ending}"
    record(small.database, DAY, *as_at, "-o", str(first))
    update(small, ["R1.1"], Update("2025-09-20", status="completed", note="recorded afterwards"))
    printed(small.database, "board", "--meeting", "2", "-o", str(second))
    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_size > 2000


def test_a_word_file_written_while_recording_says_what_the_one_printed_later_says(small: Edge, tmp_path: Path) -> None:
    first, second = tmp_path / "first.docx", tmp_path / "second.docx"
    record(small.database, DAY, "-o", str(first))
    update(small, ["R1.1"], Update("2025-09-20", status="completed", note="recorded afterwards"))
    printed(small.database, "board", "--meeting", "2", "-o", str(second))
    said = words_of(first.read_bytes())
    assert said == words_of(second.read_bytes())
    assert "recorded afterwards" not in " ".join(said)
    assert any("A small plan" in text for text in said)


def test_the_picture_of_a_pdf_written_while_recording_is_printed_later_too(small: Edge, tmp_path: Path) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    record(small.database, DAY, "-o", str(first))
    printed(small.database, "board", "--meeting", "2", "-o", str(second))
    assert first.read_bytes()[:5] == b"%PDF-"
    assert abs(first.stat().st_size - second.stat().st_size) < 200, "the same but for the moment of writing"


@pytest.mark.parametrize(
    "asked",
    [("--plan", "small"), ("--plan", "other"), ("--all",), ("--plan", "small", "--plan", "other")],
    ids=" ".join,
)
def test_a_pack_printed_before_the_board_is_the_one_that_is_printed_after_it(two: Edge, asked: tuple[str, ...]) -> None:
    before = pack(two.database, *asked, "--as-at", DAY)
    record(two.database, DAY, *asked)
    assert pack(two.database, "--meeting", "2") == before


def test_a_pack_of_two_plans_named_the_other_way_round_is_printed_so_after_the_board(two: Edge) -> None:
    asked = ("--plan", "other", "--plan", "small")
    before = pack(two.database, *asked, "--as-at", DAY)
    record(two.database, DAY, *asked)
    assert pack(two.database, "--meeting", "2") == before


def test_the_day_as_known_on_the_day_of_recording_is_what_the_board_was_shown(small: Edge) -> None:
    before = pack(small.database, "--as-at", DAY)
    assert pack(small.database, "--known-on", "2026-01-15", "--as-at", DAY) == before
    assert run(small.database, "board", "--known-on", "2026-01-14", "--as-at", DAY)[0] == 9, "nothing was recorded by then"
