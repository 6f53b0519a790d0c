"""Many at once: nothing is lost between writers, nothing is overwritten unseen, readers are never locked out."""

import json
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.torture.bench import Bench, Figure, entries, example, figure, looking, refs, tokens

GUARDS = "SELECT count(*), max(version) FROM entry WHERE action_id IS NOT NULL GROUP BY action_id"


def crowded(bench: Bench) -> Iterator[Figure]:
    """Writers, races, readers."""
    yield writers(bench)
    yield races(bench)
    yield readers(bench)
    yield restores(bench)


class Worker:
    """A process that runs one command after another."""

    def __init__(self, bench: Bench) -> None:
        self._process: subprocess.Popen[str] = bench.process("worker")
        self._answer()

    def ask(self, args: Sequence[str]) -> None:
        """Send a command; `answer` must follow."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(list(args)) + "\n")
        self._process.stdin.flush()

    def answer(self) -> tuple[int, str, str]:
        """How it ended: exit code, stdout, stderr."""
        code, out, err = self._answer()
        return code, out, err

    def each(self, commands: Sequence[Sequence[str]]) -> list[tuple[int, str, str]]:
        """All of them, in turn; then the process ends."""
        answers = []
        for args in commands:
            self.ask(args)
            answers.append(self.answer())
        self.close()
        return answers

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(30)

    def _answer(self) -> Any:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())


def writers(bench: Bench) -> Figure:
    """8 processes, each with its own updates of a few actions that all of them update."""
    many, each = bench.some(8, 4), bench.some(200, 15)
    database, chance = example(bench, bench.place("writers") / "db.sqlite"), bench.chance("writers")
    chosen, before, began = refs(database)[:5], entries(database), time.monotonic()

    def command(writer: int, number: int) -> list[str]:
        token = f"w{writer}-{number}"
        return ["--db", str(database), "--token", token, "update", chance.choice(chosen), "--note", token]

    orders = [[command(writer, number) for number in range(each)] for writer in range(many)]
    workers = [Worker(bench) for _ in range(many)]
    with ThreadPoolExecutor(many) as pool:
        answers = list(pool.map(lambda pair: pair[0].each(pair[1]), zip(workers, orders, strict=True)))
    failures = [f"exit {code}: {err}" for one in answers for code, _, err in one if code]
    failures += bench.unsound(database)
    if lost := {args[3] for one in orders for args in one} - tokens(database):
        failures.append(f"{len(lost)} tokens lost: {sorted(lost)[:5]}")
    failures += _gaps(database)
    if (added := entries(database) - before) != many * each:
        failures.append(f"{added} entries of {many * each}")
    return figure(f"{many} processes x {each} updates", many * each, failures, began)


def _gaps(database: Path) -> list[str]:
    with looking(database) as conn:
        return [f"{count} entries up to version {last}" for count, last in conn.execute(GUARDS) if count != last]


def races(bench: Bench) -> Figure:
    """Two processes update one action at the version that both have seen: one of them wins, the other is told."""
    count, began = bench.some(400, 20), time.monotonic()
    database = example(bench, bench.place("races") / "db.sqlite")
    chosen, failures = refs(database), []
    chance, pair = bench.chance("races"), [Worker(bench), Worker(bench)]
    for number in range(count):
        ref = chance.choice(chosen)
        with looking(database) as conn:
            query = "SELECT coalesce(max(version), 0) FROM entry JOIN action a ON a.id = action_id WHERE a.ref = ?"
            (seen,) = conn.execute(query, (ref,)).fetchone()
        for side, worker in enumerate(pair):
            common = ["--db", str(database), "--token", f"r{number}-{side}", "update", ref]
            worker.ask([*common, "--if-version", str(seen), "--note", f"race {number}, side {side}"])
        ends = [worker.answer() for worker in pair]
        won = [f"r{number}-{side}" for side, end in enumerate(ends) if end[0] == 0]
        there = {token for token in tokens(database) if token.startswith(f"r{number}-")}
        if sorted(end[0] for end in ends) != [0, 8] or there != set(won):
            failures.append(f"race {number}: exits {[end[0] for end in ends]}, recorded {there}: {ends}")
    for worker in pair:
        worker.close()
    failures += bench.unsound(database) + _gaps(database)
    return figure("races with --if-version", count, failures, began)


def readers(bench: Bench) -> Figure:
    """Reports while two others write all the time."""
    count, began = bench.some(1000, 50), time.monotonic()
    database = example(bench, bench.place("readers") / "db.sqlite")
    chosen, is_over, written = refs(database), [], list[str]()

    def write(writer: int) -> list[str]:
        worker, failures = Worker(bench), []
        for number in range(100_000):
            if is_over:
                break
            token = f"b{writer}-{number}"
            ref = chosen[number % len(chosen)]
            worker.ask(["--db", str(database), "--token", token, "update", ref, "--note", token])
            code, _, err = worker.answer()
            written.extend([token] if code == 0 else [])
            failures += [f"update: exit {code}: {err}"] if code else []
        worker.close()
        return failures

    def read(reader: int) -> list[str]:
        reports = [["overdue"], ["board"], ["overdue", "--format", "csv"], ["list", "--as-at", "2025-10-31"]]
        commands = [["--db", str(database), *reports[number % len(reports)]] for number in range(reader, count, 2)]
        return [f"{err.strip()} (exit {code})" for code, out, err in Worker(bench).each(commands) if code or not out]

    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(write, writer) for writer in range(2)]
        failures = [text for found in pool.map(read, range(2)) for text in found]
        is_over.append(True)
        failures += [text for one in writing for text in one.result()]
    failures += bench.unsound(database)
    if lost := set(written) - tokens(database):
        failures.append(f"{len(lost)} tokens lost")
    return figure(f"reads while two write ({len(written)} updates meanwhile)", count, failures, began)


def restores(bench: Bench) -> Figure:
    """A backup is put back while two others write: what they were told is recorded is there, or in what was kept."""
    count, began = bench.some(50, 3), time.monotonic()
    database = example(bench, bench.place("restores") / "db.sqlite")
    saved, chosen = database.with_name("saved.sqlite"), refs(database)
    bench.done(database, "backup", str(saved))
    is_over, written = [], list[str]()

    def write(writer: int) -> list[str]:
        worker, failures = Worker(bench), []
        for number in range(100_000):
            if is_over:
                break
            token = f"s{writer}-{number}"
            worker.ask(["--db", str(database), "--token", token, "update", chosen[number % len(chosen)], "--note", token])
            code, _, err = worker.answer()
            written.extend([token] if code == 0 else [])
            failures += [f"update: exit {code}: {err}"] if code else []
        worker.close()
        return failures

    with ThreadPoolExecutor(2) as pool:
        writing = [pool.submit(write, writer) for writer in range(2)]
        ends = [bench.run(database, "restore", str(saved), "--yes") for _ in range(count)]
        is_over.append(True)
        failures = [text for one in writing for text in one.result()]
    failures += [f"restore: exit {end.code}: {end.err}" for end in ends if end.code]
    files = [database, *database.parent.glob("db.sqlite.before-restore-*")]
    failures += [text for path in files for text in bench.unsound(path)]
    if lost := set(written) - {token for path in files for token in tokens(path)}:
        failures.append(f"{len(lost)} tokens lost: {sorted(lost)[:5]}")
    return figure(f"restores while two write ({len(written)} updates meanwhile)", count, failures, began)
