"""A small plan, its board's meetings, and packs in every text format: for tests of what is printed, and printed again."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from actiontracker.cli import outcome

TEXT_FORMATS = ("html", "markdown", "json")
SMALL = """
format = 1
[plan]
slug = "small"
council = "Northford Council"
title = "A small plan"
on = 2025-04-28
published = 2025-03-20
version = "1.0"
[[settings]]
name = "stale_days"
value = "90"
[[posts]]
code = "HoS CP"
title = "Head of Service"
aliases = ["Head of CP"]
[[posts]]
code = "SM QA"
title = "Service Manager"
reports_to = "HoS CP"
[[posts]]
code = "PSW"
[[recommendations]]
ref = "R1"
area = "Help"
text = "Plans should be good"
outcome = "Children are safer"
leads = ["HoS CP"]
by_when = "30.9.25"
[[recommendations]]
ref = "R2"
area = "Care"
text = "Visits should be on time"
[[actions]]
ref = "R1.1"
recommendation = "R1"
text = "Write a guide"
leads = ["HoS CP", "SM QA"]
accountable = "HoS CP"
by_when = "31.7.25"
status = "in_progress"
rag = "green"
progress = "begun"
[[actions.history]]
on = 2025-07-20
request = 2025-10-31
reason = "late supplier"
label = "a"
[[actions.history]]
on = 2025-07-30
grant = 2025-10-31
agreed_by = "Board"
minute = "4"
answers = "a"
reason = "agreed"
[[actions]]
ref = "R1.2"
recommendation = "R1"
also_answers = ["R2"]
text = "Train the teams"
[[actions.history]]
on = 2025-08-20
status = "in_progress"
rag = "green"
note = "Trainer found"
[[actions]]
ref = "R2.1"
recommendation = "R2"
text = "Visit weekly"
leads = ["SM QA"]
by_when = "31.8.25"
status = "in_progress"
[[actions.history]]
on = 2025-09-10
status = "completed"
note = "All visited"
[[actions]]
ref = "A1"
text = "Review each quarter"
leads = ["PSW"]
by_when = "Quarterly"
[[actions]]
ref = "A2"
text = "Say when"
leads = ["Head of CP"]
by_when = "31.9.25"
"""
LAST, DAY = "2025-08-31", "2025-09-30"
"""The day of the board before, and that of the board whose pack is printed again."""


def run(database: Path, *args: str) -> tuple[int, str]:
    """A command in this process: its exit code, and what it printed (the error where it failed)."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline=""), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = outcome.main(["--db", str(database), *args])
    out.flush()
    return code, out.buffer.getvalue().decode() if code == 0 else err.getvalue()  # type: ignore[attr-defined]


def printed(database: Path, *args: str) -> str:
    """What a command prints; it must not fail."""
    code, text = run(database, *args)
    assert code == 0, f"{args}: exit {code}: {text}"
    return text


def pack(database: Path, *args: str) -> dict[str, str]:
    """A board summary in the text formats that are printed again byte for byte."""
    return {kind: printed(database, "board", *args, "--format", kind) for kind in TEXT_FORMATS}


def as_json(database: Path, *args: str) -> Any:
    """A board summary as scripts read it."""
    return json.loads(printed(database, "board", *args, "--format", "json"))


def small_plan(database: Path) -> None:
    """A database with the small plan."""
    file = database.parent / "small.toml"
    file.write_text(SMALL, encoding="utf-8")
    printed(database, "import", str(file))


def record(database: Path, on: str, *args: str, board: str = "Board") -> None:
    """Record that a board met."""
    printed(database, "board", "record", board, "--on", on, *args)
