"""Files on the disk: written beside and renamed, alone or several together."""

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from actiontracker.domain.errors import StorageFault, UsageFault

_DATABASE = b"SQLite format 3\0"
Waiting = list[tuple[str, Path, Path]]
"""Files that are written and wait for their names: as they were named, where they stand, what they are to be called."""

_waiting: Waiting | None = None


@contextlib.contextmanager
def together() -> Iterator[Waiting]:
    """Files that are written in here take their names together at the end, or none of them does. Raises StorageFault."""
    global _waiting  # noqa: PLW0603
    waiting: Waiting = []
    _waiting = waiting
    try:
        yield waiting
        _waiting = None
        _place_all(waiting)
    finally:
        _waiting = None
        for _, beside, _ in waiting:
            _drop(beside)


def _place_all(waiting: Waiting) -> None:
    """Rename them, one after the other: where one cannot be, those before it are put back as they were."""
    aside: list[Path] = []
    placed: list[tuple[Path, Path | None]] = []
    try:
        for number, (out, beside, target) in enumerate(waiting, 1):
            with _named(out):
                old = _set_aside(target) if number < len(waiting) else None
                aside += [old] if old else []
                os.replace(beside, target)
                placed.append((target, old))
    except BaseException:
        for target, old in placed:
            _put_back(target, old)
        raise
    finally:  # two names of one file stay two when one is renamed to the other
        for old in aside:
            _drop(old)


def _put_back(target: Path, old: Path | None) -> None:
    with contextlib.suppress(OSError):
        if old:
            os.replace(old, target)
        else:
            target.unlink(missing_ok=True)


def _drop(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _set_aside(target: Path) -> Path | None:
    """A second name for what stands there, to put it back under; None where nothing does."""
    if not target.exists():
        return None
    old = target.with_name(f".{target.name[:200]}.{os.getpid()}.old")
    try:
        os.link(target, old)
    except OSError:  # not every file system has second names
        shutil.copy2(target, old)
    return old


def write(out: str, chunks: Iterable[bytes]) -> bool:
    """A whole file under its name: True; within `together` it waits for that: False. Raises StorageFault, UsageFault."""
    with _named(out):
        target = Path(out).resolve()
        beside = _write_file(target, chunks)
        if beside and _waiting is not None:
            _waiting.append((out, beside, target))
            return False
        if beside:
            _place(beside, target)
        return True


@contextlib.contextmanager
def _named(out: str) -> Iterator[None]:
    """What the system says of a file, as an error of ours under the name that was given."""
    try:
        yield
    except FileNotFoundError as error:
        raise StorageFault(
            f"{out}: there is no folder {Path(out).parent}", "make it, or choose another place with -o"
        ) from error
    except OSError as error:
        raise StorageFault(f"{out} cannot be written: {error.strerror}", "choose another place with -o") from error


def _write_file(target: Path, chunks: Iterable[bytes]) -> Path | None:
    """A whole file, on the disk beside its name; into what is no file (a device, a pipe) as it comes: None."""
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            stream.writelines(chunks)
        return None
    if target.is_file():
        with target.open("rb") as old:
            if old.read(len(_DATABASE)) == _DATABASE:
                raise UsageFault(f"-o {target.name} is a database", "choose another name")
    beside = target.with_name(f".{target.name[:200]}.{os.getpid()}")
    try:
        with beside.open("xb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        _drop(beside)
        raise
    return beside


def _place(beside: Path, target: Path) -> None:
    try:
        os.replace(beside, target)
    finally:
        _drop(beside)
