"""Hostile files: refused with exit 3 and one line, or taken; never a traceback, never half. 10,000 in `make torture`."""

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from actiontracker.services.edge import Edge
from tests.packs import run
from tests.sheets import sheet_of
from tests.torture.__main__ import SEED
from tests.torture.bench import content, rows_of_csv
from tests.torture.fuzzing import IS_RETURN, arguments
from tests.torture.mutants import KINDS, mutant

CASES = 75


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_file_is_taken_or_refused_with_one_line(kind: str, example: Edge, tmp_path: Path) -> None:
    seed = os.environ.get("TORTURE_SEED") or SEED
    chance, database = random.Random(f"{seed}/{kind}"), example.database
    code, said = run(database, *arguments(str(rows_of_csv(tmp_path / "fuzz.csv", 3))))
    assert code == 0, said
    sheet = sheet_of(example).read_bytes()
    base, before = shutil.copy(database, tmp_path / "base"), content(database)
    taken = 0
    for number in range(CASES):
        path = tmp_path / f"m{number}.{kind}"
        path.write_bytes(mutant(chance, kind, sheet))
        code, said = run(database, *arguments(str(path)))
        if code == 2 and IS_RETURN in said:
            code, said = run(database, "import", str(path))
        where = f"seed {seed}, case {number} ({path}): exit {code}: {said[-500:]}"
        assert code in (0, 3), where
        if code == 3:
            assert said.startswith("actiontracker: "), where
            assert said.count("\n") == 1, where
            assert content(database) == before, where
        else:
            taken += 1
            assert run(database, "verify")[0] == 0, where
            shutil.copy(base, database)
    assert taken > CASES // 20, "mutants that are all refused at the door test only the door"


def test_what_was_not_read_is_quoted_in_brief(example: Edge, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("x" * 200_000 + "\nRef,Action\nA1,Do it\n", encoding="utf-8")
    code, said = run(example.database, *arguments(str(path)))
    assert code == 0
    assert len(said) < 20_000
    assert "199,433 more characters in the document" in " ".join(said.split())


def test_of_very_many_remarks_the_first_are_listed_and_the_rest_counted(example: Edge, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    lines = "\n".join(f"some words that are in no table at all {number}" for number in range(2_000))
    path.write_text(f"Ref,Action\nA1,Do it\n\n{lines}\n", encoding="utf-8")
    code, said = run(example.database, *arguments(str(path)))
    assert code == 0
    assert "all 499'" in " ".join(said.split())
    assert "1,500 more: mend or cut away these" in " ".join(said.split())


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (lambda: "x" * 50_000_001, "larger than 50 MB"),
        (lambda: "Ref,Action\n" + "x" * 2_000_001, "a cell of more than 2 million letters"),
        (lambda: "Ref,Action\n" + "A,b\n" * 200_000, "more than 200,000 rows"),
    ],
    ids=["bytes", "letters", "rows"],
)
def test_what_no_plan_can_be_is_refused_by_its_size(
    example: Edge, tmp_path: Path, content: Callable[[], str], what: str
) -> None:
    path, before = tmp_path / "large.csv", example.database.read_bytes()
    path.write_text(content(), encoding="utf-8")
    code, said = run(example.database, *arguments(str(path)))
    assert (code, what in said, said.count("\n")) == (3, True, 1), said
    assert example.database.read_bytes() == before


def test_a_long_heading_over_many_rows_takes_no_minutes(example: Edge, tmp_path: Path) -> None:
    path, spent = tmp_path / "wide.csv", []
    for letters in (1_000, 200_000):
        path.write_text(f"Ref,Action,{'a ' * (letters // 2)}\n" + "A1,x\n" * 150, encoding="utf-8")
        began = time.process_time()
        run(example.database, *arguments(str(path)))
        spent.append(time.process_time() - began)
    assert spent[1] < 4 * spent[0] + 0.5, spent


def test_open_brackets_take_no_minutes(example: Edge, tmp_path: Path) -> None:
    path, spent = tmp_path / "brackets.csv", []
    for brackets in (2_000, 16_000):
        path.write_text(f"Ref,Action,{'[' * brackets}\nA1,x,\n", encoding="utf-8")
        began = time.process_time()
        run(example.database, *arguments(str(path)))
        spent.append(time.process_time() - began)
    assert spent[1] < 8 * spent[0], spent
