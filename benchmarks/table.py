"""The table that is printed, as Markdown that also reads well as text, and the machine it was measured on."""

import platform
import shutil
import sqlite3
import subprocess
from datetime import date
from pathlib import Path
from typing import NamedTuple

HEADINGS = ("what", "ours", "yardstick", "ratio", "aim")


class Line(NamedTuple):
    """A line of the table, as text."""

    what: str
    ours: str
    yardstick: str = ""
    ratio: str = ""
    aim: str = ""


def compared(what: str, ours: float, against: str, yardstick: float, aim: float) -> Line:
    """CPU of ours and of the yardstick."""
    return Line(what, f"{ours:,.0f} ms", f"{against}: {yardstick:,.0f} ms", f"{ours / yardstick:.2f}", f"{aim:g}")


def memory(what: str, rss: float, aim: str = "") -> Line:
    """Peak memory of ours."""
    return Line(f"{what}, peak memory", f"{rss:,.0f} MiB", aim=aim)


def printed(lines: list[Line]) -> str:
    """The lines below their headings."""
    rows = [HEADINGS, *lines]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADINGS))]
    laid_out = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    laid_out.insert(1, "-|-".join("-" * width for width in widths))
    return "\n".join(f"| {line} |" if number != 1 else f"|-{line}-|" for number, line in enumerate(laid_out))


def machine() -> str:
    """The processor, the versions and the day."""
    cores = f"{len(_processors())} x {_processors()[0]}"
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version} (shell: {_shell_version()})"
    return f"{cores}; {platform.system()}; {versions}; {date.today().isoformat()}"


def _processors() -> list[str]:
    about = Path("/proc/cpuinfo")
    lines = about.read_text(encoding="utf-8").splitlines() if about.exists() else []
    found = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return found or [platform.processor() or platform.machine()]


def _shell_version() -> str:
    shell = shutil.which("sqlite3")
    if not shell:
        return "none"
    return subprocess.run([shell, "--version"], capture_output=True, text=True, check=True).stdout.split()[0]
