"""Opening a plan document: found, bounded in size, recognised by its ending, and read by the reader for it."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from actiontracker.domain.errors import InputRefused
from actiontracker.intake.drafts import Document
from actiontracker.intake.tables.columns import Told

if TYPE_CHECKING:
    from actiontracker.intake.excel.return_sheets import ReturnSheet
    from actiontracker.intake.governance.drafts import GovernanceDocument
    from actiontracker.intake.grids import Source
    from actiontracker.intake.scorecards.drafts import ScorecardDocument

    AnyDocument = Document | ScorecardDocument | GovernanceDocument

MAX_BYTES = {".csv": 50_000_000, ".toml": 10_000_000, ".docx": 200_000_000, ".xlsx": 200_000_000}
"""By the file's ending. 50,000 actions with their notes are some 25 MB of CSV; an exported plan of 500 is not one."""
_PACKAGE = Path(__file__).parent.parent
_SHIPPED = (_PACKAGE / "plans", _PACKAGE.parent / "plans")


class Wanted(NamedTuple):
    """What a person says of a file: the sheets to read (none: those with a plan), what headings mean, and what it is.

    `kind` is `plan` or `scorecard`; None: its headings tell.
    """

    sheets: tuple[str, ...] = ()
    headings: Told = {}
    kind: str | None = None


def read_document(path: Path, wanted: Wanted = Wanted()) -> Document:
    """Read a plan file (.toml), or tables of actions or leads (.docx, .xlsx, .csv).

    Raises InputRefused (exit 3) where there is no such file, or nothing in it can be read as a plan.
    """
    document = read_file(path, wanted._replace(kind="plan"))
    assert isinstance(document, Document)
    return document


def read_file(path: Path, wanted: Wanted = Wanted()) -> "AnyDocument":
    """Read a plan, a scorecard or a governance file, as its headings or a TOML file's first table tell.

    Raises InputRefused (exit 3) where there is no such file, or nothing in it can be read as what it is taken for.
    """
    ending = path.suffix.lower()
    if ending not in _READERS:
        raise InputRefused(f"{path}: this kind of file cannot be read", _OTHER_KINDS.get(ending, _KINDS))
    data = _content(path)
    if not data.strip():
        raise InputRefused(f"{path}: the file is empty", "give a plan with at least one action")
    document = _READERS[ending](path.name, data, wanted)
    document.sha256 = hashlib.sha256(data).hexdigest()
    return document


def read_return(path: Path) -> "ReturnSheet | None":
    """Read a return sheet that came back; None for any other file. Raises InputRefused (exit 3)."""
    if path.suffix.lower() != ".xlsx":
        return None
    from actiontracker.intake.excel.return_sheets import read_return_sheet

    data = _content(path)
    return read_return_sheet(path.name, data) if data.strip() else None


def _content(path: Path) -> bytes:
    try:
        source = _located(path)
        if not source.is_file():
            raise InputRefused(f"{path}: {'not a file' if source.exists() else 'no such file'}", "check the name")
        most = MAX_BYTES[path.suffix.lower()]
        if source.stat().st_size > most:
            raise InputRefused(
                f"{path}: larger than {most // 1_000_000} MB", "no plan is; cut away what is none, and save it again"
            )
        return source.read_bytes()
    except OSError as error:
        raise InputRefused(f"{path}: {error.strerror}", "check its name and its permissions") from error


def _located(path: Path) -> Path:
    """The file, or the one of that name under `plans/` that ships with the program."""
    if path.exists() or path.parent != Path("plans"):
        return path
    return next((folder / path.name for folder in _SHIPPED if (folder / path.name).is_file()), path)


def _read_toml(name: str, data: bytes, wanted: Wanted) -> "AnyDocument":
    from actiontracker.intake.scorecards.toml_scorecards import read_scorecard_file
    from actiontracker.intake.toml_plans import plan_document
    from actiontracker.intake.toml_tables import parsed

    top = parsed(name, data)
    if wanted.kind is None and isinstance(top.get("governance"), dict):
        from actiontracker.intake.governance.toml_governance import read_governance_file

        return read_governance_file(name, top)
    is_one = isinstance(top.get("scorecard"), dict) if wanted.kind is None else wanted.kind == "scorecard"
    return read_scorecard_file(name, top) if is_one else plan_document(name, top)


def _read_csv(name: str, data: bytes, wanted: Wanted) -> "AnyDocument":
    from actiontracker.intake.csv_rows import read_csv

    return _from_tables(read_csv(name, data, wanted.headings), wanted)


def _read_word(name: str, data: bytes, wanted: Wanted) -> "AnyDocument":
    from actiontracker.intake.word.tables import read_word

    return _from_tables(read_word(name, data), wanted)


def _read_excel(name: str, data: bytes, wanted: Wanted) -> "AnyDocument":
    from actiontracker.intake.excel.sheets import read_excel

    return _from_tables(read_excel(name, data, wanted.sheets), wanted)


def _from_tables(source: "Source", wanted: Wanted) -> "AnyDocument":
    """A scorecard where the headings are those of one, else a plan."""
    from actiontracker.intake.scorecards.layout import is_scorecard
    from actiontracker.intake.scorecards.tables import scorecard_from
    from actiontracker.intake.tables.plan import plan_from

    is_one = is_scorecard(source, wanted.headings) if wanted.kind is None else wanted.kind == "scorecard"
    return scorecard_from(source, wanted.headings) if is_one else plan_from(source, wanted.headings)


_READERS: dict[str, Callable[[str, bytes, Wanted], "AnyDocument"]] = {
    ".toml": _read_toml,
    ".csv": _read_csv,
    ".docx": _read_word,
    ".xlsx": _read_excel,
}
_KINDS = "give a .docx, .xlsx, .csv or .toml file"
_OTHER_KINDS = {
    ".doc": "open it in Word, save it as .docx and import that",
    ".xls": "open it in Excel, save it as .xlsx and import that",
    ".docm": "save it as .docx, without macros, and import that",
    ".xlsm": "save it as .xlsx, without macros, and import that",
    ".xlsb": "save it as .xlsx and import that",
    ".odt": "save it as .docx and import that",
    ".ods": "save it as .xlsx and import that",
    ".pdf": "ask for the Word or Excel file that it was made from",
    ".txt": "save it as .csv and import that",
}
