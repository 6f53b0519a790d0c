"""Formats that need a library which is not installed say which, and how to install it; the others do without."""

import builtins
import sys
from pathlib import Path
from typing import Any

import pytest

from actiontracker.services.edge import Edge
from actiontracker.services.meetings import recorded_meetings
from tests.conftest import Cli
from tests.packs import DAY, small_plan

NEEDS = [("html", "jinja2"), ("pdf", "jinja2"), ("pdf", "weasyprint"), ("docx", "docx"), ("docx", "PIL")]


@pytest.fixture
def small(edge: Edge) -> Edge:
    """The small plan."""
    small_plan(edge.database)
    return edge


def without(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    """Nothing of the library can be imported any more."""
    for name in [name for name in sys.modules if name == library or name.startswith(f"{library}.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)


@pytest.mark.parametrize(("ending", "library"), NEEDS)
def test_a_format_without_its_library_is_refused_with_what_to_install(
    small: Edge, cli: Cli, monkeypatch: pytest.MonkeyPatch, ending: str, library: str
) -> None:
    without(monkeypatch, library)
    before = small.database.read_bytes()
    for command in (("board", "--as-at", DAY), ("board", "record", "Board", "--on", DAY), ("show", "R1", "--summary")):
        said = cli(*command, "-o", f"pack.{ending}", expect=2).err
        assert "pip install" in said
        assert {"docx": "python-docx", "PIL": "pillow"}.get(library, library) in said.partition("pip install")[2]
    assert small.database.read_bytes() == before
    assert not list(Path.cwd().glob("*pack*"))
    assert recorded_meetings(small.database) == []


def test_pdf_without_the_library_that_draws_its_text_is_refused_with_what_to_install(
    small: Edge, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint loads Pango when it is imported, and fails with an OSError where there is none."""
    real = builtins.__import__

    def importing(name: str, *args: Any, **named: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **named)

    monkeypatch.setattr(builtins, "__import__", importing)
    assert "libpango" in cli("board", "--as-at", DAY, "-o", "pack.pdf", expect=2).err
    assert not Path("pack.pdf").exists()


@pytest.mark.parametrize("kind", ["plain", "markdown", "json", "words"])
def test_the_plain_formats_need_none_of_them(small: Edge, cli: Cli, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    for library in ("jinja2", "weasyprint", "docx", "PIL"):
        without(monkeypatch, library)
    assert cli("board", "--as-at", DAY, "--format", kind).out
