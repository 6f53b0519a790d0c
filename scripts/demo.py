"""`make demo`: the shipped plans into db.sqlite, then the overdue list and the board summary of October 2012.

It refuses a db.sqlite that holds anything but the shipped plans, so that nobody's work is mixed with a demonstration.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
DATABASE = ROOT / "db.sqlite"
PLANS = sorted((ROOT / "plans").glob("*.toml"))


def tracker(database: Path, *args: str, capture: bool = False) -> str:
    """Run one command on a database, shown before it runs; what it printed, if `capture`."""
    if not capture:
        print(f"\n$ actiontracker {' '.join(args)}", flush=True)
    command = [sys.executable, "-m", "actiontracker", "--db", str(database), *args]
    done = subprocess.run(command, cwd=ROOT, check=False, text=True, stdout=subprocess.PIPE if capture else None)
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout or ""


def record(database: Path) -> list[object]:
    """What a database records, without who recorded it and when."""
    rows = json.loads(tracker(database, "history", "--format", "json", capture=True))["rows"]
    return [{name: value for name, value in row.items() if not name.startswith("recorded")} for row in rows]


def holds_something_else() -> bool:
    """Whether there is a db.sqlite that the demonstration did not make."""
    if not DATABASE.exists():
        return False
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.sqlite"
        tracker(fresh, "import", *map(str, PLANS), capture=True)
        return record(DATABASE) not in (record(fresh), [])


def main() -> None:
    """Build, then print."""
    if holds_something_else():
        sys.exit("make demo: db.sqlite holds other work, left alone: move it away, or use actiontracker itself")
    tracker(DATABASE, "import", *(str(plan.relative_to(ROOT)) for plan in PLANS))
    tracker(DATABASE, "overdue", "--plan", "harrow-2012", "--as-at", "2012-10-31")
    tracker(DATABASE, "board", "--plan", "harrow-2012", "--as-at", "2012-10-31")


if __name__ == "__main__":
    main()
