"""Where output goes, in which format: stdout carries data only, files are written beside and renamed."""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from actiontracker.cli import files
from actiontracker.domain.errors import StorageFault, UsageFault
from actiontracker.render.text import Line, clean

_ENDINGS = {".csv": "csv", ".json": "json", ".md": "markdown", ".txt": "plain", ".toml": "toml"}
_ENDINGS |= {".html": "html", ".docx": "docx", ".pdf": "pdf"}
_MEANT = {".doc": ".docx", ".htm": ".html", ".xls": ".csv", ".xlsx": ".csv", ".markdown": ".md"}
PAPER_WIDTH = 80
_WIDEST = 120


class ReaderGone(Exception):
    """Nobody reads stdout any more: `… | head` has seen enough."""


def chosen(format: str | None, out: str | None, known: tuple[str, ...], *, default: str = "") -> str:
    """The format: --format, else the file's ending, else `default`, else table on a terminal and plain off it.

    Raises UsageFault for a format that the command does not have, or an ending that tells of none.
    """
    if out is not None and not out.strip():
        raise UsageFault("-o is empty", "name a file")
    ending = Path(out).suffix.lower() if out else ""
    if out and not format and ending and ending not in _ENDINGS:
        meant = _MEANT.get(ending)
        advice = f"did you mean {Path(out).with_suffix(meant)}?" if meant else f"say --format, one of: {', '.join(known)}"
        raise UsageFault(f"-o {out!r}: no format ends in {ending!r}", advice)
    on_terminal = sys.stdout.isatty() and not out
    name = format or _ENDINGS.get(ending) or default or ("table" if on_terminal else "plain")
    if name not in known:
        raise UsageFault(f"--format {name!r} is not for this command", f"one of: {', '.join(known)}")
    return name


def width() -> int:
    """Columns to lay out in: the terminal's, up to a width that is good to read; 80 on paper and in pipes."""
    if not sys.stdout.isatty():
        return PAPER_WIDTH
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns, _WIDEST)
    except OSError:
        return PAPER_WIDTH


def write_lines(lines: Iterable[Line], format: str, out: str | None) -> None:
    """Lines as a table on the terminal, or as plain text."""
    if format == "table" and not out:
        from actiontracker.render.terminal import show

        try:
            show(lines)
        except BrokenPipeError as error:
            raise ReaderGone from error
        return
    from actiontracker.render.plain import printed

    write(printed(lines), out)


def write(chunks: Iterable[str], out: str | None) -> None:
    """Text to stdout, or whole to a file: it is written beside and renamed. Raises StorageFault (exit 5)."""
    if out is None or out == "-":
        if sys.stdout.encoding.lower() not in ("utf-8", "utf8"):
            sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        _print(chunks)
        return
    _to_file(out, (chunk.encode() for chunk in chunks))


def write_bytes(data: bytes, out: str | None) -> None:
    """A file of bytes, as `write` does. Raises UsageFault where it would go to a terminal."""
    if out is None or out == "-":
        if sys.stdout.isatty():
            raise UsageFault("this format is not for a terminal", "name a file with -o")
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise ReaderGone from error
        return
    _to_file(out, [data])


@contextlib.contextmanager
def together() -> Iterator[files.Waiting]:
    """Files that are written in here take their names together at the end, or none of them does. Raises StorageFault."""
    with files.together() as waiting:
        yield waiting
    for out, _, _ in waiting:
        say(f"written: {out}")


def _to_file(out: str, chunks: Iterable[bytes]) -> None:
    if files.write(out, chunks):
        say(f"written: {out}")


def confirm(lines: Iterable[Line], format: str = "plain") -> None:
    """Tell what was done. It is done already: that this cannot be printed is no failure."""
    try:
        write_lines(lines, format, None)
    except ReaderGone:
        drop_stdout()
    except StorageFault:
        drop_stdout()
        with contextlib.suppress(OSError):
            say("done, but what was done could not be printed")


def drop_stdout() -> None:
    """Nobody can read stdout any more: let what is still to be written go nowhere."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print(chunks: Iterable[str]) -> None:
    on_terminal = sys.stdout.isatty()
    try:
        for chunk in chunks:
            sys.stdout.write(clean(chunk) if on_terminal else chunk)
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise ReaderGone from error
    except OSError as error:
        raise StorageFault(f"stdout cannot be written: {error.strerror}", "make room, or choose a file with -o") from error


def say(text: str) -> None:
    """A message to the person: on stderr, so that it is never taken for data."""
    with contextlib.suppress(OSError):  # a message that cannot be printed is no failure of what was done
        print(clean(text), file=sys.stderr, flush=True)


def say_waiting(text: str) -> None:
    """Why nothing is seen for a while: for a person at a terminal only."""
    if sys.stderr.isatty():
        say(f"{text} …")


def say_lines(lines: Iterable[Line]) -> None:
    """Lines for the person, on stderr."""
    from actiontracker.render.plain import printed

    for text in printed(lines):
        sys.stderr.write(text)
