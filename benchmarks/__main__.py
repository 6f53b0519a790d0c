"""`python -m benchmarks [--quick]`: measure, and print one table. Never fails for being slow."""

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks import table
from benchmarks.measure import Cost, alternate, own_account, process
from benchmarks.table import Line, compared, memory

HERE = Path(__file__).parent
OURS = str(Path(sys.executable).with_name("actiontracker"))
BEGAN, HARROW_DAY, LARGE_DAY = "2025-10-31", "2012-10-31", "2026-06-30"
NOTES = """\
Medians of CPU time, user and system, of whole processes with stdout piped, run in turn; modules are compiled before, as
an installed program has them. (a) The Typer program opens the same database, runs the query of dated actions that ours
runs, and prints plainly. (c) The yardstick reads the same CSV with csv.reader and inserts the rows that ours stored,
ready made, by executemany in one transaction, with the same pragmas, keys and triggers; only that work counts, measured
inside its process. (f) Beyond start-up is what the import adds to
`plans` on a small database. (d), (e) The queries are ours, word for word; of `overdue` that of dated actions."""


def main() -> None:
    """Measure everything in a folder that is thrown away."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repeats; 10,000 actions instead of 100,000")
    quick = parser.parse_args().quick
    load = os.getloadavg()[0]
    os.environ["ACTIONTRACKER_BY"] = "Benchmark"
    with tempfile.TemporaryDirectory(prefix="actiontracker-benchmarks-") as folder:
        _compile_once(Path(folder) / "bytecode")
        bench = _Bench(Path(folder), rows=10_000 if quick else 100_000, short=5 if quick else 15, long=1 if quick else 3)
        lines = [*bench.start(), *bench.importing(), *bench.update(), *bench.overdue(), *bench.export(), *bench.documents()]
        lines += bench.boards()
    print(table.printed(sorted(lines, key=lambda line: line.what)))
    print(f"\n{table.machine()}; load before {load:.1f}, after {os.getloadavg()[0]:.1f}\n\n{NOTES}")


def _compile_once(folder: Path) -> None:
    """Let every process use compiled modules, as an installed program has them, whatever this environment says."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


class _Bench:
    """The measurements. `start` makes the small database, `importing` the large one."""

    def __init__(self, folder: Path, *, rows: int, short: int, long: int) -> None:
        self._folder = folder
        self._rows = rows
        self._short = short
        self._long = long
        self._small = folder / "small.sqlite"
        self._large = folder / "large.sqlite"
        process(_ours(self._small, "import", str(HERE.parent / "plans" / "harrow-2012.toml")))

    def start(self) -> list[Line]:
        """(a) A command on a plan of 116, against the least program of its kind and against Python alone."""
        plan = "harrow-2012"
        query = self._query(self._small, HARROW_DAY, "overdue", (plan,))
        ours, typer, python = alternate(
            [
                partial(process, _ours(self._small, "overdue", "--plan", plan, "--as-at", HARROW_DAY)),
                partial(process, [sys.executable, str(HERE / "minimal_typer.py"), str(self._small), query]),
                partial(process, [sys.executable, "-c", "pass"]),
            ],
            self._short,
        )
        return [
            compared("(a) overdue of 116", ours.cpu, "minimal Typer program", typer.cpu, 1.15),
            compared("(a) overdue of 116, start", ours.cpu, "python -c pass", python.cpu, 8),
        ]

    def importing(self) -> list[Line]:
        """(c) The import of the large plan, against the bare insertion of its rows."""
        document, empty, rows = self._folder / "large.csv", self._folder / "empty.sqlite", self._folder / "rows.pickle"
        _data("csv", str(document), str(self._rows))
        process(_ours(empty, "init"))
        process(self._import(document))
        _data("rows", str(self._large), str(rows))
        bare = self._folder / "bare.sqlite"

        def ours() -> Cost:
            self._large.unlink()
            return process(self._import(document))

        def yardstick() -> Cost:
            shutil.copy(empty, bare)
            return own_account([sys.executable, str(HERE / "bare_import.py"), str(document), str(rows), str(bare)])

        ours_cost, bare_cost = alternate([ours, yardstick], self._long)
        bare.unlink()
        rows.unlink()
        what = f"(c) import of {self._rows:,}"
        return [
            compared(what, ours_cost.cpu, "csv.reader, executemany", bare_cost.cpu, 6),
            memory(what, ours_cost.rss),
        ]

    def _import(self, document: Path) -> list[str]:
        return _ours(self._large, "import", str(document), "--plan", "large", "--council", "Northford", "--on", BEGAN)

    def update(self) -> list[Line]:
        """(b) The update of one action among many, against that of one among few."""
        note = ("--note", "Protocol signed off by the board; sampled in supervision")
        large, small = alternate(
            [
                partial(process, _ours(self._large, "update", self._a_ref(), *note)),
                partial(process, _ours(self._small, "update", "S1.3", *note)),
            ],
            self._short,
        )
        return [compared(f"(b) update of one of {self._rows:,}", large.cpu, "of one of 116", small.cpu, 1.2)]

    def overdue(self) -> list[Line]:
        """(d) The overdue list of the large plan, against SQLite's own shell."""
        what = f"(d) overdue of {self._rows:,} as CSV"
        runs = [partial(process, _ours(self._large, "overdue", "--as-at", LARGE_DAY, "--format", "csv"))]
        shell = shutil.which("sqlite3")
        if not shell:
            (ours,) = alternate(list(runs), self._long)
            return [Line(what, f"{ours.cpu:,.0f} ms", "skipped: no sqlite3 shell", aim="5"), memory(what, ours.rss, "100 MiB")]
        query = Path(self._query(self._large, LARGE_DAY, "overdue")).read_text(encoding="utf-8")
        runs.append(partial(process, [shell, "-readonly", "-csv", "-header", str(self._large), query]))
        ours, yardstick = alternate(list(runs), self._long)
        return [compared(what, ours.cpu, "sqlite3 -csv", yardstick.cpu, 5), memory(what, ours.rss, "100 MiB")]

    def export(self) -> list[Line]:
        """(e) The export of the large plan, against a bare `csv.writer`."""
        query = self._query(self._large, LARGE_DAY, "listed")
        ours, yardstick = alternate(
            [
                partial(process, _ours(self._large, "export", "actions", "--as-at", LARGE_DAY)),
                partial(process, [sys.executable, str(HERE / "bare_export.py"), str(self._large), query]),
            ],
            self._long,
        )
        what = f"(e) export of {self._rows:,} as CSV"
        return [compared(what, ours.cpu, "csv.writer", yardstick.cpu, 2), memory(what, ours.rss, "100 MiB")]

    def documents(self) -> list[Line]:
        """(f) A plan of 500 as Word, Excel and CSV, against a command that only starts; the memory that 50,000 rows take."""
        plans, lines = self._documents(500), []
        start, *costs = alternate(
            [partial(process, _ours(self._small, "plans")), *(partial(self._fresh, plan) for plan in plans)], self._long * 3
        )
        for plan, cost in zip(plans, costs, strict=True):
            beyond = cost.cpu - start.cpu
            lines.append(Line(f"(f) import of 500, {plan.suffix}", f"{cost.cpu:,.0f} ms", f"start-up {start.cpu:,.0f} ms",
                              f"{beyond:,.0f} ms beyond", "2,000 ms beyond"))  # fmt: skip
        for plan in self._documents(50_000)[1:]:
            lines.append(memory(f"(f) import of 50,000, {plan.suffix}", self._fresh(plan).rss, "300 MB"))
        return lines

    def boards(self) -> list[Line]:
        """(g) The board of 116: in a terminal, as a page, in a small database and amid the large one; the page of 500."""
        plan = ("--plan", "harrow-2012", "--as-at", HARROW_DAY)
        query = self._query(self._small, HARROW_DAY, "overdue", ("harrow-2012",))
        process(_ours(self._large, "import", str(HERE.parent / "plans" / "harrow-2012.toml")))
        hundreds = self._folder / "hundreds.sqlite"
        table = self._documents(500)[-1]
        process(_ours(hundreds, "import", str(table), "--plan", "large", "--council", "Northford", "--on", BEGAN))
        terminal, typer, page, small, large, page500 = alternate(
            [
                partial(process, _ours(self._small, "board", *plan), terminal=True),
                partial(process, [sys.executable, str(HERE / "minimal_typer.py"), str(self._small), query]),
                partial(process, _ours(self._small, "board", *plan, "--format", "html")),
                partial(process, _ours(self._small, "board", *plan)),
                partial(process, _ours(self._large, "board", *plan)),
                partial(process, _ours(hundreds, "board", "--as-at", LARGE_DAY, "--format", "html")),
            ],
            self._short,
        )
        return [
            compared("(g) board of 116, terminal", terminal.cpu, "minimal Typer program", typer.cpu, 2.5),
            compared(f"(g) board of 116 amid {self._rows:,}", large.cpu, "alone", small.cpu, 1.3),
            Line("(g) board of 116 as HTML", f"{page.cpu:,.0f} ms", aim="3,000 ms"),
            Line("(g) board of 500 as HTML", f"{page500.cpu:,.0f} ms", aim="5,000 ms"),
        ]

    def _documents(self, rows: int) -> list[Path]:
        """The same plan as Word, Excel and CSV."""
        table = self._folder / f"plan-{rows}.csv"
        _data("csv", str(table), str(rows))
        plans = [table.with_suffix(ending) for ending in (".docx", ".xlsx")]
        for plan in plans:
            subprocess.run([sys.executable, "-m", "benchmarks.documents", str(table), str(plan)], cwd=HERE.parent, check=True)
        return [*plans, table]

    def _fresh(self, document: Path) -> Cost:
        """An import into a new database."""
        database = self._folder / "fresh.sqlite"
        database.unlink(missing_ok=True)
        return process(_ours(database, "import", str(document), "--plan", "large", "--council", "Northford", "--on", BEGAN))

    def _query(self, database: Path, day: str, what: str, plans: tuple[str, ...] = ()) -> str:
        """A file with the product's query."""
        target = self._folder / f"{what}-{day}.sql"
        target.write_text(_data("query", str(database), day, what, *plans), encoding="utf-8")
        return str(target)

    def _a_ref(self) -> str:
        """An action of the large plan, amid the others."""
        with (self._folder / "large.csv").open(encoding="utf-8", newline="") as file:
            return next(row["Ref"] for number, row in enumerate(csv.DictReader(file)) if number == self._rows // 2)


def _data(*args: str) -> str:
    command = [sys.executable, "-m", "benchmarks.data", *args]
    return subprocess.run(command, cwd=HERE.parent, check=True, stdout=subprocess.PIPE, text=True).stdout


def _ours(database: Path, *args: str) -> list[str]:
    return [OURS, "--db", str(database), *args]


if __name__ == "__main__":
    main()
