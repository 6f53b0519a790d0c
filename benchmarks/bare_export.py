"""Yardstick of an export: one query, its rows written by a bare `csv.writer` as they come."""

import csv
import sqlite3
import sys
from pathlib import Path


def main(database: str, query: str) -> None:
    """Write what the query in a file finds to stdout."""
    conn = sqlite3.connect(database)
    found = conn.execute(Path(query).read_text(encoding="utf-8"))
    writer = csv.writer(sys.stdout)
    writer.writerow([column[0] for column in found.description])
    for row in found:
        writer.writerow(row)
    conn.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
