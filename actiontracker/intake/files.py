"""Opening a plan document: found, bounded in size, recognised by its ending, and read by the reader for it."""

import hashlib
from pathlib import Path

from actiontracker.domain.errors import InputRefused
from actiontracker.intake.drafts import Document

MAX_BYTES = 200_000_000
_PACKAGE = Path(__file__).parent.parent
_SHIPPED = (_PACKAGE / "plans", _PACKAGE.parent / "plans")


def read_document(path: Path) -> Document:
    """Read a plan file (.toml) or a table of actions or leads (.csv).

    Raises InputRefused (exit 3) where there is no such file, or nothing in it can be read as a plan.
    """
    readers = {".toml": _read_toml, ".csv": _read_csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise InputRefused(f"{path}: this kind of file cannot be read", "give a .toml or .csv file")
    data = _content(path)
    if not data.strip():
        raise InputRefused(f"{path}: the file is empty", "give a plan with at least one action")
    document = reader(path, data)
    document.sha256 = hashlib.sha256(data).hexdigest()
    return document


def _content(path: Path) -> bytes:
    try:
        source = _located(path)
        if not source.is_file():
            raise InputRefused(f"{path}: {'not a file' if source.exists() else 'no such file'}", "check the name")
        if source.stat().st_size > MAX_BYTES:
            raise InputRefused(f"{path}: larger than {MAX_BYTES // 1_000_000} MB", "no plan is; check the file")
        return source.read_bytes()
    except OSError as error:
        raise InputRefused(f"{path}: {error.strerror}", "check its name and its permissions") from error


def _located(path: Path) -> Path:
    """The file, or the one of that name under `plans/` that ships with the program."""
    if path.exists() or path.parent != Path("plans"):
        return path
    return next((folder / path.name for folder in _SHIPPED if (folder / path.name).is_file()), path)


def _read_toml(path: Path, data: bytes) -> Document:
    from actiontracker.intake.toml_plans import read_plan_file

    return read_plan_file(path.name, data)


def _read_csv(path: Path, data: bytes) -> Document:
    from actiontracker.intake.csv_rows import read_csv

    return read_csv(path.name, data)
