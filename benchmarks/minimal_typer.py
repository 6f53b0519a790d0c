"""Yardstick of a command's start: the least Typer program that opens the database, runs one query and prints its rows."""

import sqlite3
from pathlib import Path

import typer

app = typer.Typer(rich_markup_mode=None)


@app.command()
def overdue(database: str, query: str) -> None:
    """Print what the query in a file finds."""
    conn = sqlite3.connect(database)
    for row in conn.execute(Path(query).read_text(encoding="utf-8")):
        print(*row, sep="\t")
    conn.close()


if __name__ == "__main__":
    app()
