"""Yardstick of an import: read the CSV with `csv.reader`, insert the rows that the product stored by `executemany`.

The tables are the product's, with their keys and triggers, under the product's pragmas (foreign keys, durability); all in
one transaction. Only that work counts: the start of Python and the loading of the rows, ready made, do not.
"""

import csv
import gc
import pickle
import sqlite3
import sys
import time
from pathlib import Path

PRAGMAS = ("foreign_keys = ON", "recursive_triggers = ON", "synchronous = FULL", "secure_delete = ON")


def main(document: str, rows: str, database: str) -> None:
    """Write the CPU milliseconds of the work to stdout."""
    tables = []
    with Path(rows).open("rb") as file:
        while file.peek(1):
            tables.append(pickle.load(file))
    gc.collect()
    gc.freeze()
    began = time.process_time()
    with Path(document).open(encoding="utf-8", newline="") as file:
        read = list(csv.reader(file))
    conn = sqlite3.connect(database, isolation_level=None)
    for pragma in PRAGMAS:
        conn.execute(f"PRAGMA {pragma}")
    conn.execute("BEGIN IMMEDIATE")
    for table, stored in tables:
        conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(stored[0]))})", stored)
    conn.execute("COMMIT")
    conn.close()
    spent = time.process_time() - began
    assert read
    print(spent * 1000)


if __name__ == "__main__":
    main(*sys.argv[1:])
