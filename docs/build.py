"""The pages of docs/ that are made from the program, so that they cannot drift: `make docs`; `--check` compares.

Run from the repository's root: `python -m docs.build [--check]`.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from actiontracker.cli.app import COMMANDS, app, load
from actiontracker.domain import errors
from actiontracker.domain.errors import TrackerError
from actiontracker.reports.checks.findings import CODES, SEVERITIES
from docs import packs
from docs.data_dictionary import columns
from docs.packs import MADE

DOCS = Path(__file__).parent


def commands() -> str:
    """Every command's help."""
    parts = [MADE, "# Commands\n"]
    runner = CliRunner()
    names: list[list[str]] = [[], *([entry.name] for entry in COMMANDS), *_subcommands()]
    for name in names:
        title = " ".join(["actiontracker", *name])
        shown = runner.invoke(app, [*name, "--help"], prog_name="actiontracker", terminal_width=80)
        parts.append(f"\n## {title}\n\n```\n{shown.stdout.rstrip()}\n```\n")
    return "".join(parts)


def _subcommands() -> Iterator[list[str]]:
    for entry in COMMANDS:
        command: Any = load(entry)
        for name in getattr(command, "commands", {}):
            yield [entry.name, name]


def exit_codes() -> str:
    """The exit codes, from the errors themselves."""
    parts = [MADE, "# Exit codes\n\nCodes 2 to 9 mean that nothing changed. An error is one line on stderr.\n\n"]
    parts.append("| Code | Meaning |\n|---|---|\n| 0 | Done |\n| 1 | A mistake in the program: please report it |\n")
    family = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, TrackerError) and c is not TrackerError]
    for error in sorted(family, key=lambda c: c.exit_code):
        parts.append(f"| {error.exit_code} | {(error.__doc__ or '').splitlines()[0]} |\n")
    parts.append("| 130 | Interrupted |\n")
    return "".join(parts)


def checks() -> str:
    """What `check` looks for, by severity."""
    parts = [
        MADE,
        "# Checks\n\nWhat `actiontracker check` looks for in a plan, as at any day. Withdrawn actions are passed over.\n",
    ]
    for severity in SEVERITIES:
        parts.append(f"\n## {severity.capitalize()}s\n\n| Code | What it means | What to do |\n|---|---|---|\n")
        parts += [
            f"| `{name}` | {c.meaning} | {c.what_to_do} |\n" for name, c in sorted(CODES.items()) if c.severity == severity
        ]
    parts.append(GRAVER)
    return "".join(parts)


GRAVER = """
`no-evidence` is a note where the plan takes the lead's word (closure rule `reported`). `moved` is an error where the deadline
was moved more often than the plan allows (`moves_allowed`, twice). `stale` counts from the plan's `stale_days` (35).

`personal-data` finds small numbers of children (1 to 5), lettered children ("child A"), initials and names beside an age,
names with a title, NHS numbers, pupil numbers, dates of birth, postcodes, e-mail addresses and telephone numbers. It does not
find a forename that stands alone: read a text yourself before you publish it.
"""


PAGES = {"commands.md": commands, "columns.md": columns, "exit-codes.md": exit_codes, "checks.md": checks}


def pages() -> dict[str, str]:
    """Every made file by its name below docs/."""
    return {name: make() for name, make in PAGES.items()} | {f"packs/{name}": text for name, text in packs.pages().items()}


def missing_names() -> list[str]:
    """Functions and classes that docs/follow-one-action.md names and that are not in the file beside them."""
    text = (DOCS / "follow-one-action.md").read_text(encoding="utf-8")
    missing = []
    for path, name in re.findall(r"`(\w+/[\w/]+\.py)`(?:,? (?:and )?`(\w+(?:\.\w+)?)`)", text):
        if name.endswith(".py"):
            continue
        source = (DOCS.parent / "actiontracker" / path).read_text(encoding="utf-8")
        if not re.search(rf"(?:def|class) {name.split('.')[-1]}\b", source):
            missing.append(f"{path} {name}")
    return missing


def main() -> None:
    """Write the pages, or with --check fail where one is not what the program says."""
    made = pages()
    stale = [name for name, text in made.items() if not _is_current(DOCS / name, text)]
    if "--check" in sys.argv[1:] and stale:
        sys.exit(f"docs: {', '.join(stale)} are out of date: run make docs")
    if missing := missing_names():
        sys.exit(f"docs/follow-one-action.md names what is not there: {', '.join(missing)}")
    for name in stale:
        (DOCS / name).parent.mkdir(exist_ok=True)
        (DOCS / name).write_text(made[name], encoding="utf-8")
        print(f"docs/{name} written")


def _is_current(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    main()
