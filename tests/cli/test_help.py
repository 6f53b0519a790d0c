"""Every command helps: one sentence, two examples, and the examples run on the shipped plans."""

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from actiontracker.cli.app import COMMANDS, load
from tests.conftest import PLANS, Cli, import_governance, import_scorecards, import_shipped

SHIPPED = ("example", "harrow-2012", "harrow-2020", "harrow-sufficiency-2019")


def every_command() -> list[tuple[str, Any]]:
    found = []
    for entry in COMMANDS:
        command = load(entry)
        found.append((entry.name, command))
        found += [(f"{entry.name} {name}", sub) for name, sub in getattr(command, "commands", {}).items()]
    return found


EXAMPLES = [
    pytest.param(line.strip(), id=line.strip())
    for _, command in every_command()
    for line in (command.help or "").splitlines()
    if re.match(r"\s+(?:[A-Z_]+=\S+ |[A-Z_]+=\"[^\"]*\" )?actiontracker ", line)
]


@pytest.fixture(scope="module")
def all_plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from actiontracker.services.edge import Edge

    edge = Edge(tmp_path_factory.mktemp("plans") / "db.sqlite", "tester", "2026-01-15T09:30:00Z", "2026-01-15")
    import_shipped(edge, *SHIPPED, proof=True)
    import_scorecards(edge, "example-scorecard", "harrow-scorecard-2023")
    import_governance(edge, "harrow-inspections", "example-inspections", "harrow-panel", "example-boards")
    return edge.database


@pytest.mark.parametrize(("name", "command"), every_command())
def test_help_opens_with_a_sentence_and_two_examples(name: str, command: Any) -> None:
    first = (command.help or "").strip().split("\n\n")[0]
    assert first.endswith("."), first
    assert len(re.findall(r"(?m)^\s+.*actiontracker ", command.help)) == 2, name


@pytest.mark.parametrize("line", EXAMPLES)
def test_the_example_runs_on_the_shipped_plans(
    cli: Cli, all_plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    shutil.copy(all_plans, tmp_path / "db.sqlite")
    shutil.copytree(PLANS, tmp_path / "plans")
    if " restore " in line:
        cli("backup", "backups/october.sqlite")
    if re.search(r" measures (?:record|edit|withdraw) ", line):
        cli("measures", "add", "example:R1", "--text", "Decisions within a day")
    if re.search(r" evidence (?:link|withdraw) ", line):
        cli("evidence", "add", "example:R1.1", "--kind", "audit", "--title", "Dip sample")
    words = shlex.split(line)
    while "=" in words[0] and words[0].isascii() and words[0].partition("=")[0].isupper():
        name, _, value = words.pop(0).partition("=")
        monkeypatch.setenv(name, value)
    cli(*words[1:], *(["--yes"] if words[1] == "restore" else []))


def test_the_front_page_lists_every_command_without_loading_any(cli: Cli) -> None:
    shown = cli("--help").out
    for entry in COMMANDS:
        assert re.search(rf"(?m)^  {entry.name} +{re.escape(entry.line)}", shown)
    assert shown.index("update") < shown.index("The plan") < shown.index("Keeping")


def test_the_one_line_in_the_table_is_the_sentence_of_the_help() -> None:
    for entry in COMMANDS:
        assert len(entry.line) <= 70
        assert entry.line.endswith(".")


def test_a_mistyped_command_is_answered_with_the_nearest(cli: Cli) -> None:
    assert "did you mean 'overdue'" in cli("overdeu", expect=2).err


def test_a_mistyped_option_is_one_line_with_where_to_look(cli: Cli) -> None:
    assert "actiontracker overdue --help" in cli("overdue", "--as-att", "x", expect=2).err


def test_the_version_is_printed(cli: Cli) -> None:
    assert re.fullmatch(r"actiontracker \d+\.\d+\.\d+\n", cli("--version").out)
