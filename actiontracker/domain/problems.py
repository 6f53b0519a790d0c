"""What a person should look at after reading a document."""

from typing import NamedTuple


class Problem(NamedTuple):
    """Something in a document, with its place. `unread` ones make --strict refuse the file."""

    place: str
    what: str
    unread: bool = False


class Conflict(NamedTuple):
    """A field that both a document and the tracker changed since the document's last version."""

    ref: str
    field: str
    tracker: str
    document: str


class Question(NamedTuple):
    """A ref under which the document prints a quite different text: asked about, not overwritten."""

    place: str
    ref: str
    tracker: str
    document: str


class Change(NamedTuple):
    """A field that a document changed. `old` is what held on the document's day."""

    ref: str
    field: str
    old: str
    new: str
