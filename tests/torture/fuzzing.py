"""Hostile files by the thousand, each in a process of its own: refused with one line or taken, in bounds, and nothing between."""

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.torture.bench import Bench, Figure, content, example, figure, rows_of_csv
from tests.torture.mutants import numbered

IS_RETURN = "is a return sheet"
"""Such a file names its plan itself, and is imported without more words."""
LINES = 2
MOST_KIB, MOST_SECONDS = 300 * 1024, 10.0


def arguments(name: str) -> list[str]:
    """How a mutant is imported: a table is told its plan."""
    told = [] if name.endswith(".toml") else ["--plan", "fuzz", "--council", "Northford Council", "--on", "2025-10-31"]
    return ["import", name, *told]


def fuzzed(bench: Bench) -> list[Figure]:
    """So many files, in two lines."""
    count, began = bench.some(10_000, 40), time.monotonic()
    with ThreadPoolExecutor(LINES) as pool:
        done = list(pool.map(lambda line: Line(bench, line).run(range(line, count, LINES)), range(LINES)))
    taken, refused = (sum(line.ends.get(code, 0) for line in done) for code in (0, 3))
    peak, slowest = max(line.peak for line in done) // 1024, max(line.slowest for line in done)
    said = f"{taken:,} taken, {refused:,} refused; at most {peak} MB, {slowest:.1f} s"
    return [figure(f"hostile files ({said})", count, [text for line in done for text in line.failures], began)]


class Line:
    """A server of its own, with a database that each file meets as it was."""

    def __init__(self, bench: Bench, number: int) -> None:
        self._place = bench.place(f"fuzz-{number}")
        self._bench = Bench(self._place, bench.seed, short=bench.short)
        self._base = example(self._bench, self._place / "base.sqlite")
        rows = rows_of_csv(self._place / "fuzz.csv", 3)  # a key of leads needs a plan that is there
        self._bench.done(self._base, *arguments(str(rows)))
        sheet = self._place / "return.xlsx"
        self._bench.done(self._base, "return", "--lead", "HoS MASH", "-o", str(sheet))
        self._sheet, self._bytes, self._before = sheet.read_bytes(), self._base.read_bytes(), content(self._base)
        self._database = Path(shutil.copy(self._base, self._place / "db.sqlite"))
        self.failures: list[str] = []
        self.ends: dict[int, int] = {}
        self.peak, self.slowest = 0, 0.0

    def run(self, numbers: range) -> "Line":
        """The files of these numbers, one after another."""
        for number in numbers:
            name, data = numbered(self._bench.seed, number, self._sheet)
            path = self._place / name
            path.write_bytes(data)
            if found := self._one(path):
                self.failures += [f"{name}: {text}" for text in found]
                _kept(path)
            path.unlink()
        self._bench.close()
        return self

    def _one(self, path: Path) -> list[str]:
        ended = self._bench.run(self._database, *arguments(str(path)))
        if ended.code == 2 and IS_RETURN in ended.err:
            ended = self._bench.run(self._database, "import", str(path))
        self.peak, self.slowest = max(self.peak, ended.peak), max(self.slowest, ended.seconds)
        self.ends[ended.code] = self.ends.get(ended.code, 0) + 1
        found = _judged(ended.code, ended.err)
        if ended.peak > MOST_KIB or ended.seconds > MOST_SECONDS:
            found.append(f"{ended.peak // 1024} MB, {ended.seconds:.1f} s, {len(ended.out):,} characters printed")
        if ended.code == 0:
            found += self._bench.unsound(self._database)
            shutil.copy(self._base, self._database)
        elif self._database.read_bytes() != self._bytes and content(self._database) != self._before:
            found.append("refused, and the database is another")
        return found


def _judged(code: int, err: str) -> list[str]:
    if code not in (0, 3):
        return [f"exit {code}: {err[-1200:]}"]
    if code == 3 and (err.count("\n") != 1 or not err.startswith("actiontracker: ")):
        return [f"not one line: {err[:400]!r}"]
    return ["a traceback"] if "Traceback" in err else []


def _kept(path: Path) -> None:
    """A file that shows a bug outlives the folder."""
    kept = Path("/tmp/actiontracker-fuzz")
    kept.mkdir(exist_ok=True)
    shutil.copy(path, kept)
