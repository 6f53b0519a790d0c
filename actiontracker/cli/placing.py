"""Putting new files in their places, all or none, and never over a file that is there."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from actiontracker.domain.errors import InputRefused, StorageFault


@contextmanager
def placed(files: Mapping[Path, bytes]) -> Iterator[None]:
    """Write each file beside its place and rename it; where anything fails, in here or in the body, none is left.

    A folder that is missing is made. Raises InputRefused (exit 3) where a file is in the way: it may be filled in already;
    StorageFault (exit 5) where one cannot be written.
    """
    made: list[Path] = []
    folders = _missing({path.parent for path in files})
    try:
        with _told():
            for folder in folders:
                folder.mkdir(exist_ok=True)
            for path, content in files.items():
                _place(path, content, made)
        yield
    except BaseException:
        with suppress(OSError):
            for path in made:
                path.unlink(missing_ok=True)
            for folder in reversed(folders):
                folder.rmdir()
        raise


def _missing(folders: set[Path]) -> list[Path]:
    """The folders that are to be made, the upper ones first."""
    found = {folder for wanted in folders for folder in (wanted, *wanted.parents) if not folder.exists()}
    return sorted(found, key=lambda folder: len(folder.parts))


def _place(path: Path, content: bytes, made: list[Path]) -> None:
    beside = path.with_name(f".{path.name[:200]}.{os.getpid()}")
    try:
        with beside.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists() or path.is_symlink():
            what = f"{path} is there already and may be filled in"
            raise InputRefused(what, "move it away, or choose another place with -o")
        os.replace(beside, path)
        made.append(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"{error.filename or 'the file'} cannot be written: {error.strerror}"
        raise StorageFault(what, "choose another place with -o; nothing was recorded") from error
