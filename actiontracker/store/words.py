"""Sentences: stored once, apart from the facts, so that they can lawfully be erased."""


class Words:
    """A sentence for a fact. Its `id` is None until it is stored; with one, the stored sentence is pointed at again."""

    __slots__ = ("id", "text")

    def __init__(self, text: str, id: int | None = None) -> None:
        self.text = text
        self.id = id

    def __repr__(self) -> str:
        return f"Words({self.text!r}, {self.id})"
