"""The data measured on: a large plan of an invented council; the product's queries; the rows that it stored.

Run as `python -m benchmarks.data WHAT ARGUMENT...`, in a process of its own, so that its memory is not the benchmark's.
"""

import csv
import pickle
import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

RECOMMENDATIONS, POSTS = 500, 40
HEADINGS = ("Rec ref", "Area", "Recommendation", "Ref", "Action", "Leads", "By when", "Progress")
_AREAS = ("Safeguarding", "Looked after children", "Leadership and governance", "Workforce", "Quality assurance")
_BEGINNINGS = ("Completed: ", "On track: ", "In progress: ", "Underway; ", "Not yet started: ", "On hold: ", "")
_WEIGHTS = (20, 20, 25, 10, 10, 5, 10)
_WORDS = (  # noqa: SIM905 - lines of words are easier to read than a list
    "the a of and to in for with by from all each child children family families care plan plans social worker workers"
    " team teams manager managers review reviews supervision audit audits case cases file files record records visit"
    " visits assessment assessments threshold partners police health schools board panel members report reports quality"
    " practice training induction caseload recruitment agency staff guidance protocol procedure escalation referral"
    " conference chair voice wishes feelings evidence impact monthly quarterly weekly revised agreed shared embedded"
    " monitored strengthen ensure develop implement publish consult sample track challenge improve timely consistent"
).split()


def write_csv(path: Path, rows: int) -> None:
    """A plan as a council keeps it: `rows` actions under 500 recommendations, led by 40 posts; the same at every run.

    Nine by-whens in ten are days over fourteen months, some of the rest recur; two actions in three have a progress note,
    which begins with its status.
    """
    chance = random.Random(2012)
    recommendations = [_sentence(chance, 120, 200) for _ in range(RECOMMENDATIONS)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for number in range(rows):
            recommendation = number * RECOMMENDATIONS // rows
            writer.writerow(
                (
                    f"R{recommendation + 1}",
                    _AREAS[recommendation % len(_AREAS)],
                    recommendations[recommendation],
                    f"R{recommendation + 1}.{number + 1}",
                    _sentence(chance, 80, 200),
                    _leads(chance),
                    _by_when(chance),
                    _progress(chance),
                )
            )


def _sentence(chance: random.Random, shortest: int, longest: int) -> str:
    wanted, words = chance.randint(shortest, longest), [chance.choice(_WORDS)]
    length = len(words[0])
    while length < wanted:
        words.append(chance.choice(_WORDS))
        length += len(words[-1]) + 1
    return " ".join(words).capitalize()


def _leads(chance: random.Random) -> str:
    return "/ ".join(f"Post {number + 1}" for number in chance.sample(range(POSTS), chance.choice((1, 1, 1, 2))))


def _by_when(chance: random.Random) -> str:
    if (kind := chance.random()) < 0.02:
        return chance.choice(("Monthly", "Quarterly"))
    if kind < 0.1:
        return ""
    day = date(2025, 11, 1) + timedelta(days=chance.randrange(425))
    return f"{day.day} {day:%B %Y}" if kind < 0.5 else f"{day:%d/%m/%Y}"


def _progress(chance: random.Random) -> str:
    if chance.random() > 2 / 3:
        return ""
    (beginning,) = chance.choices(_BEGINNINGS, _WEIGHTS)
    return beginning + _sentence(chance, 80, 200)


def the_query(database: Path, day: str, what: str, plans: tuple[str, ...] = ()) -> str:
    """The SQL by which the product reads the actions of `overdue` or `listed`, with its values in it.

    Of `overdue` it is the query of dated actions; the second one, of recurring actions, is the product's own burden.
    """
    from actiontracker.services import reporting

    with _traced() as statements, getattr(reporting, what)(database, day, reporting.Selection(plans=plans)):
        pass
    big = [statement for statement in statements if "from action a\njoin plan" in statement]
    return big[0]


@contextmanager
def _traced() -> Iterator[list[str]]:
    """The statements that are run meanwhile, over whatever connection."""
    statements: list[str] = []
    connect = sqlite3.connect

    def traced(*args: Any, **options: Any) -> sqlite3.Connection:
        conn: sqlite3.Connection = connect(*args, **options)
        conn.set_trace_callback(statements.append)
        return conn

    sqlite3.connect = traced  # type: ignore[assignment]
    try:
        yield statements
    finally:
        sqlite3.connect = connect


def pickle_rows(database: Path, target: Path) -> None:
    """All rows stored in a database, by table: entries first, then what others point at, each in the order of its entries."""
    with closing(sqlite3.connect(database)) as conn, target.open("wb") as file:
        first = ["entry", "words", "plan", "recommendation", "action", "post"]
        names = [row[0] for row in conn.execute("select name from sqlite_master where type = 'table'")]
        for table in [*first, *(name for name in names if name not in first and not name.startswith(("_", "sqlite_")))]:
            order = "seq" if table == "entry" else "entry, 1"
            if rows := conn.execute(f"select * from {table} order by {order}").fetchall():
                pickle.dump((table, rows), file, protocol=pickle.HIGHEST_PROTOCOL)


def _main(what: str, *args: str) -> None:
    if what == "csv":
        write_csv(Path(args[0]), int(args[1]))
    elif what == "rows":
        pickle_rows(Path(args[0]), Path(args[1]))
    elif what == "query":
        print(the_query(Path(args[0]), args[1], args[2], args[3:]))
    else:
        raise SystemExit(f"{what}: csv, rows or query")


if __name__ == "__main__":
    _main(*sys.argv[1:])
