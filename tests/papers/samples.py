"""The papers that are looked at: which plan, and which command makes them."""

from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

from actiontracker.cli import outcome
from tests.conftest import PLANS, ROOT
from tests.papers.plans import hostile_plan, hostile_scorecard, long_plan

Written = Callable[[Path], object]


class Sample(NamedTuple):
    """A plan, shipped or written for the test, and the command that makes a paper of it."""

    plan: Path | Written
    args: tuple[str, ...]


_EXAMPLE, _HARROW = PLANS / "example.toml", PLANS / "harrow-2012.toml"
_OCTOBER, _MAY = ("--as-at", "2025-10-31"), ("--as-at", "2025-05-15")
SAMPLES = {
    "example": Sample(_EXAMPLE, ("board", *_OCTOBER)),
    "harrow": Sample(_HARROW, ("board", "--as-at", "2012-10-31")),
    "awkward": Sample(ROOT / "tests" / "golden" / "awkward.toml", ("board", *_MAY)),
    "empty": Sample(_EXAMPLE, ("board", "--as-at", "2025-04-01")),
    "highlight": Sample(_EXAMPLE, ("board", "--rec", "R1", *_OCTOBER)),
    "scorecard": Sample(PLANS / "example-scorecard.toml", ("scorecard",)),
    "scorecard-public": Sample(PLANS / "harrow-scorecard-2012.toml", ("scorecard", "--public")),
    "hostile-scorecard": Sample(hostile_scorecard, ("scorecard",)),
    "summary": Sample(_HARROW, ("show", "S1", "--summary", "--as-at", "2012-10-31")),
    "full": Sample(_EXAMPLE, ("board", "--full", "--corrections", *_OCTOBER)),
    "long": Sample(long_plan, ("board", *_MAY)),
    "hostile": Sample(hostile_plan, ("board", "--full", "--corrections", *_MAY)),
    "hostile-highlight": Sample(hostile_plan, ("board", "--rec", "R3", *_MAY)),
    "hostile-summary": Sample(hostile_plan, ("show", "R1", "--summary", *_MAY)),
    "longest-word": Sample(hostile_plan, ("show", "R<b>9", "--summary", *_MAY)),
}
HOSTILE = [name for name in SAMPLES if name.startswith(("hostile", "longest"))]
TAME = [name for name in SAMPLES if name not in HOSTILE]


class Papers:
    """Papers on disk, each made once by the command line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def made(self, name: str, kind: str) -> Path:
        """The paper of a sample in a format."""
        return self.written(f"{name}.{kind}", SAMPLES[name])

    def written(self, file: str, sample: Sample) -> Path:
        """The paper of any plan, under a file name whose ending says the format."""
        target = self._folder / file
        if not target.exists():
            self._run("--db", str(self._database(sample.plan)), *sample.args, "-o", str(target))
        return target

    def _database(self, plan: Path | Written) -> Path:
        name = plan.stem if isinstance(plan, Path) else getattr(plan, "__name__", "plan")
        database = self._folder / f"{name}.sqlite"
        if not database.exists():
            source = plan if isinstance(plan, Path) else self._folder / f"{name}.toml"
            if not isinstance(plan, Path):
                plan(source)
            self._run("--db", str(database), "import", str(source))
        return database

    def _run(self, *args: str) -> None:
        out, err = TextIOWrapper(BytesIO(), encoding="utf-8"), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = outcome.main(list(args))
        assert code in (0, 10), f"{args}: exit {code}\n{err.getvalue()}"
