"""What a person should look at after reading a document."""

from typing import NamedTuple


class Problem(NamedTuple):
    """Something in a document, with its place. `unread` ones make --strict refuse the file."""

    place: str
    what: str
    unread: bool = False


class Change(NamedTuple):
    """A field that a document changed. `old` is what held on the document's day."""

    ref: str
    field: str
    old: str
    new: str
