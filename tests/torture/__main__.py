"""`python -m tests.torture [--short] [--only PART]`: all of it, and one table. Exits with 1 where anything failed."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from tests.torture.bench import Bench, Figure

SEED = 20261125
PARTS = {
    "kills": "kills:killed",
    "crowds": "crowds:crowded",
    "disks": "disks:filled",
    "faults": "faults:injected",
    "fuzz": "fuzzing:fuzzed",
}


def part(name: str) -> Callable[[Bench], Iterable[Figure]]:
    """The function of a part."""
    module, function = PARTS[name].split(":")
    return getattr(import_module(f"tests.torture.{module}"), function)  # type: ignore[no-any-return]


def run(names: list[str], *, short: bool, seed: int, said: Callable[[str], object] = lambda text: None) -> list[Figure]:
    """Run parts in a folder that is thrown away."""
    figures = []
    with tempfile.TemporaryDirectory(prefix="actiontracker-torture-") as folder:
        bench = Bench(Path(folder), seed, short=short)
        try:
            for name in names:
                for each in part(name)(bench):
                    figures.append(each)
                    said(line(each, seed))
        finally:
            bench.close()
    return figures


def line(one: Figure, seed: int) -> str:
    """A row of the table."""
    result = f"skipped: {one.skipped}" if one.skipped else str(len(one.failures))
    return f"| {one.what} | {one.count:,} | {result} | {seed} | {one.seconds:.0f} |"


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--short", action="store_true", help="the form that the tests run")
    parser.add_argument("--only", action="append", choices=PARTS, help="only this part; may be repeated")
    given = parser.parse_args()
    seed = int(os.environ.get("TORTURE_SEED") or SEED)
    print("| What | N | Failures | Seed | Seconds |\n|---|---|---|---|---|", flush=True)
    figures = run(given.only or list(PARTS), short=given.short, seed=seed, said=lambda text: print(text, flush=True))
    failures = [f"{one.what}: {text}" for one in figures for text in one.failures]
    if failures:
        print("\n" + "\n".join(failures), file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
