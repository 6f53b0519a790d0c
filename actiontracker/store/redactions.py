"""Sentences that may lawfully be erased: finding them, and emptying them where a redaction says why."""

import sqlite3
from typing import NamedTuple


class Sentence(NamedTuple):
    """A stored sentence, and what it is, such as "a note"."""

    id: int
    what: str
    text: str


_NAMES = {"note": "a note", "reason": "a reason", "text": "the wording", "outcome": "the outcome", "extra": "further fields"}
_NAMES |= {"progress": "a note", "why": "a reason", "title": "a title", "place": "where it is", "public_note": "a public note"}
_NAMES |= {"interest": "the public interest"}


def sentences_of(conn: sqlite3.Connection, entry: int) -> list[Sentence]:
    """The sentences that an entry's facts say and that are still there, each once."""
    found: dict[int, Sentence] = {}
    for table, column in _places(conn):
        query = f"select w.id, w.text from {table} x join words w on w.id = x.{column} where x.entry = ? and w.text is not null"
        for number, text in conn.execute(query, (entry,)):
            found.setdefault(number, Sentence(number, _NAMES.get(column, column), text))
    return [found[number] for number in sorted(found)]


def same_as(conn: sqlite3.Connection, sentence: Sentence) -> list[int]:
    """The ids of all stored sentences with the same text, wherever they are said or remembered, itself among them."""
    return [row[0] for row in conn.execute("select id from words where text = ? order by id", (sentence.text,))]


def erase(conn: sqlite3.Connection, ids: list[int]) -> None:
    """Take the text and the salt away, together: a short note could be guessed from its digest. The redaction is there."""
    conn.executemany("update words set text = null, salt = null where id = ?", [(number,) for number in ids])


def _places(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """Every table and column that points at sentences, found in the schema: a new kind of record is covered by itself."""
    tables = [row[0] for row in conn.execute("select name from sqlite_master where type = 'table' order by name")]
    keys = [(table, key) for table in tables for key in conn.execute(f"pragma foreign_key_list({table})")]
    return [(table, key[3]) for table, key in keys if key[2] == "words" and table != "redaction"]
