"""The files of evidence: copied into `evidence/` beside the database, each under its SHA-256.

No name from outside is ever a target, and nothing is written through a link: the folder is opened once, and all that is
done in it is done from there.
"""

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from actiontracker.domain.errors import Damaged, InputRefused, StorageFault
from actiontracker.store.ledger import random_hex

FOLDER = "evidence"
MOST_BYTES = 100_000_000
_OF_THE_SYSTEM = tuple(Path(f"/{name}") for name in ("boot", "dev", "etc", "proc", "sys"))
_CHUNK = 1 << 20
_LOOK = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


class Held(NamedTuple):
    """A file that is held: its own name, its content's hash and size. `is_new`: no other piece had the same content."""

    name: str
    sha256: str
    size: int
    is_new: bool


def folder_of(database: Path) -> Path:
    """Where the files of a database's evidence are."""
    return database.resolve().parent / FOLDER


def keep(database: Path, source: Path) -> Held:
    """Copy a file into the folder, hashed while it is copied. The folder is made where it is missing.

    Raises InputRefused for what is no plain file, is too large or empty, StorageFault where it cannot be written, Damaged
    where its copy was there and is another by now.
    """
    with _opened(source) as file, _folder(database, make=True) as room:
        beside = f".{os.getpid()}.{random_hex()}"
        try:
            digest, copied = _copy(file, room, beside, source)
            is_new = not _is_there(room, digest)
            if not is_new and state_of(database, digest) != "held":
                what = f"{FOLDER}/{digest} is not what was copied there: somebody changed it"
                raise Damaged(what, "look at it, move it away, and add the evidence again")
            os.rename(beside, digest, src_dir_fd=room, dst_dir_fd=room)  # the same content over the same is no loss
            os.fsync(room)
        except OSError as error:
            what = f"{folder_of(database)} cannot be written: {error.strerror}"
            raise StorageFault(what, "make room, or check its permissions; nothing was recorded") from error
        finally:
            with contextlib.suppress(OSError):
                os.unlink(beside, dir_fd=room)
    return Held(source.name, digest, copied, is_new)


def discard(database: Path, held: Held) -> None:
    """Take away a file that was copied for nothing. The caller holds the database's lock: nobody else points at it yet."""
    with contextlib.suppress(OSError, StorageFault), _folder(database) as room:
        if held.is_new:
            os.unlink(held.sha256, dir_fd=room)


def state_of(database: Path, sha256: str) -> str:
    """How a file is: `held`, `missing`, or `changed` since it was copied."""
    try:
        with _folder(database) as room:
            file = os.open(sha256, _LOOK, dir_fd=room)
    except (OSError, StorageFault):
        return "missing"
    with os.fdopen(file, "rb") as content:
        if not stat.S_ISREG(os.fstat(content.fileno()).st_mode):
            return "changed"
        digest = hashlib.sha256()
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
    return "held" if digest.hexdigest() == sha256 else "changed"


def names(database: Path) -> list[str]:
    """What is in the folder; nothing where there is none."""
    try:
        with _folder(database) as room:
            return sorted(os.listdir(room))
    except (OSError, StorageFault):
        return []


@contextlib.contextmanager
def _opened(source: Path) -> Iterator[int]:
    """The one descriptor that a file is looked at, hashed and copied from."""
    try:
        real = source.resolve()
        file = os.open(source, _LOOK)
    except OSError as error:
        why = "a link, not the file itself" if error.errno == errno.ELOOP else (error.strerror or "cannot be read")
        raise InputRefused(f"{source}: {why}", "check the name, and that you may read it") from error
    except (ValueError, RuntimeError) as error:
        raise InputRefused(f"{str(source)!r} is no name of a file", "check it") from error
    try:
        about = os.fstat(file)
        if not stat.S_ISREG(about.st_mode):
            raise InputRefused(f"{source} is no plain file", "name a file such as minutes.pdf")
        if any(real.is_relative_to(folder) for folder in _OF_THE_SYSTEM):
            raise InputRefused(f"{source} belongs to the system, and is evidence of nothing", "name a file of your own")
        if not about.st_size:
            raise InputRefused(f"{source} is empty", "name the file that is the evidence")
        _check_size(about.st_size, source)
        yield file
    finally:
        os.close(file)


def _check_size(size: int, source: Path) -> None:
    if size > MOST_BYTES:
        what = f"{source}: larger than {MOST_BYTES // 1_000_000} MB"
        raise InputRefused(what, "say where it is kept with --where instead")


@contextlib.contextmanager
def _folder(database: Path, *, make: bool = False) -> Iterator[int]:
    """The folder itself, never what a link in its place points at. Raises OSError, StorageFault."""
    path = folder_of(database)
    if make:
        try:
            with contextlib.suppress(FileExistsError):
                path.mkdir(mode=0o700)
        except OSError as error:
            raise StorageFault(f"{path} cannot be made: {error.strerror}", "check the folder's permissions") from error
    try:
        room = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            raise StorageFault(f"{path} is no folder of its own", "move it away: evidence is kept in a real folder") from error
        raise StorageFault(f"{path}: {error.strerror}", "check its permissions") from error
    try:
        yield room
    finally:
        os.close(room)


def _copy(source: int, room: int, name: str, named: Path) -> tuple[str, int]:
    digest, copied = hashlib.sha256(), 0
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(name, flags, 0o600, dir_fd=room), "wb") as target:
        while chunk := os.read(source, _CHUNK):
            copied += len(chunk)
            _check_size(copied, named)  # it may grow while it is read
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest(), copied


def _is_there(room: int, name: str) -> bool:
    try:
        os.stat(name, dir_fd=room, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True
