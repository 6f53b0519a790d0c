"""Single cells of a table: leads written together, text that a spreadsheet was kept from running as a formula."""

import re
from collections.abc import Container

_GUARDED = re.compile("'+[=+\\-@\t\r\n\0]")


def split_leads(cell: str, known: Container[str]) -> tuple[list[str], str]:
    """The leads of a cell in the order printed, and a remark where something had to be kept whole.

    Slashes, semicolons and line breaks separate; commas, "&" and "and" may belong to a title, so they separate only
    where every part is a post that is `known`.

    >>> split_leads("Law/ DD TS", set())
    (['Law', 'DD TS'], '')
    >>> split_leads("Policy and Communications", {"Policy"})
    (['Policy and Communications'], '')
    """
    if cell in known:
        return [cell], ""
    leads: list[str] = []
    remarks: list[str] = []
    for part in re.split(r"[/;\r\n]+", cell):
        whole = " ".join(part.split())
        pieces = [piece.strip() for piece in re.split(r",|&|\band\b", whole) if piece.strip()]
        if whole in known or len(pieces) < 2 or not all(piece in known for piece in pieces):
            if any(piece in known for piece in pieces) and len(pieces) > 1 and whole not in known:
                remarks.append(f"{whole!r} is kept as one lead")
            pieces = [whole] if whole else []
        leads += [piece for piece in pieces if piece not in leads]
    return leads, "; ".join(remarks)


def without_guard(cell: str) -> str:
    """Take back the apostrophe that our CSV puts before a cell which a spreadsheet would run as a formula."""
    return cell[1:] if _GUARDED.match(cell) else cell
