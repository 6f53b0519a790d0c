"""Single cells of a table: leads written together, two things in one cell, text kept from running as a formula."""

import re
from collections.abc import Container

from actiontracker.domain.printed import read_by_when, read_colour

_GUARDED = re.compile("'+[=+\\-@＝＋－＠\t\r\n\0]")
_FREQUENCY = re.compile(
    r"(by |at least |ongoing|on-going)?\W*"
    r"(weekly|monthly|quarterly|annual|termly|half|bi|every|each|six|three|two|once|twice|\d+[ -]month)"
)
_MOST_WORDS = 40
_LONGEST = 400
_NOBODY = ("n/a", "na", "tbc", "tba", "vacant", "none", "as above", "to be confirmed", "-", "–")
_PERIOD = re.compile(  # a quarter, a term, a year: no day, but no lead either
    r"\s(by |before |end (of )?|by end of )?"
    r"((Q[1-4]|(spring|summer|autumn|winter)( term)?|half[ -]term)\b.*|20\d\d/\d\d(\d\d)?)$",
    re.IGNORECASE,
)
_ENDS = " ,;:–-"


def split_leads(cell: str, known: Container[str]) -> tuple[list[str], str]:
    """The leads of a cell in the order printed, and a remark where something had to be kept whole.

    Slashes, semicolons and line breaks separate; commas, "&", "and" and spaces may belong to a title, so they separate
    only where every part is a post that is `known`.

    >>> split_leads("Law/ DD TS", set())
    (['Law', 'DD TS'], '')
    >>> split_leads("Policy and Communications", {"Policy"})
    (['Policy and Communications'], "'Policy and Communications' is kept as one lead")
    """
    if cell in known:
        return [cell], ""
    if cell.strip().lower() in _NOBODY:
        return [], f"{cell!r} names no post"
    leads: list[str] = []
    remarks: list[str] = []
    for part in re.split(r"(?<!\d)(?<!\bw)/+|(?<!\bw)/+(?!\d)|[;\r\n]+", cell):
        whole = _untitled_stop(" ".join(part.split()).strip(_ENDS + "•"), known)
        pieces = _known_pieces(whole, known)
        if not pieces:
            if _may_be_several(whole, known):
                remarks.append(f"{whole!r} is kept as one lead")
            pieces = [whole] if whole else []
        leads += [piece for piece in pieces if piece not in leads]
    return leads, "; ".join(remarks)


def _untitled_stop(lead: str, known: Container[str]) -> str:
    """A title without the full stop of its sentence; a code such as "Law." keeps its own."""
    is_title = lead.endswith(".") and lead not in known and (lead[:-1] in known or len(lead.split()) > 3)
    return lead[:-1].rstrip() if is_title else lead


def _known_pieces(whole: str, known: Container[str]) -> list[str]:
    """The posts that a text is made of, where all of it is known posts: "DD TS & SM QA", "Des. Nurse SM QA"."""
    if whole in known:
        return [whole]
    if len(whole) > _LONGEST:
        return []  # no list of leads, whatever it is
    pieces = [piece.strip() for piece in re.split(r",|&|\band\b", whole) if piece.strip()]
    if len(pieces) > 1 and all(piece in known for piece in pieces):
        return pieces
    words = [word for word in re.split(r"\s+|(?<=,)|(?=&)", whole) if word]
    found: list[str] = []
    while words:
        size = next((n for n in range(len(words), 0, -1) if " ".join(words[:n]).strip(_ENDS) in known), 0)
        if not size and not (found and words[0].strip(_ENDS) in ("&", "and", "")):
            return []
        if size:
            found.append(" ".join(words[:size]).strip(_ENDS))
        words = words[size or 1 :]
    return found


def _may_be_several(whole: str, known: Container[str]) -> bool:
    pieces = [piece.strip() for piece in re.split(r",|&|\band\b", whole) if piece.strip()]
    return len(pieces) > 1 and any(piece in known for piece in pieces)


def apart(pair: tuple[str, str], text: str) -> tuple[str, str]:
    """The two things that a cell holds, in the order of its heading's meanings; a missing one is empty.

    A line that is a day, or ends or begins with one, tells the day from the lead; a line that is a colour, or begins with
    one, the rating from the text.

    >>> apart(("leads", "by_when"), "Head of Service\\nBy 31.03.21")
    ('Head of Service', 'By 31.03.21')
    """
    tell = _rating_apart if "rag" in pair else _day_apart
    others: list[str] = []
    told: list[str] = []
    for line in text.split("\n"):
        rest, found = tell(line)
        others += [rest] if rest else []
        told += [found] if found else []
    first_is_told = pair[0] in ("by_when", "expected", "rag")
    both = "\n".join(told), "\n".join(others)
    return both if first_is_told else (both[1], both[0])


def is_day(text: str) -> bool:
    """Whether a text is a by-when and nothing else: a day, a frequency, "ongoing", or a day that does not exist."""
    reading = read_by_when(text)
    if reading.recurrence and not _FREQUENCY.match(text.strip().lower()):
        return False  # "QA Manager, monthly"
    return bool(text.strip()) and (not reading.unread or reading.remark.startswith("no such day"))


def _day_apart(line: str) -> tuple[str, str]:
    if is_day(line):
        return "", line
    words = line.split(" ")
    if len(words) > _MOST_WORDS:
        return line, ""
    if found := _PERIOD.search(line):
        return line[: found.start()].rstrip(_ENDS + "("), found[0].strip("() ")
    for place in range(1, len(words)):
        if is_day(tail := " ".join(words[place:]).strip("()")):
            return " ".join(words[:place]).rstrip(_ENDS + "("), tail
    for place in range(len(words) - 1, 0, -1):
        if is_day(head := " ".join(words[:place]).strip(_ENDS + "()")):
            return " ".join(words[place:]).lstrip(_ENDS), head
    return line, ""


def _rating_apart(line: str) -> tuple[str, str]:
    label = re.sub(r"^(b?rag)( (rating|status))?\s*[:–-]\s*", "", line, flags=re.IGNORECASE)
    if read_colour(label):
        return "", label
    found = re.match(r"(red|amber|green|blue)\b\s*[:.,;–-]\s*(.+)", label, re.IGNORECASE)
    if found:
        return found[2], found[1]
    found = re.match(r"(.+?)\s*[:.,;(–-]\s*(red|amber|green|blue)\b\W*$", label, re.IGNORECASE)
    return (found[1], found[2]) if found else (line, "")


def without_guard(cell: str) -> str:
    """Take back the apostrophe that our CSV puts before a cell which a spreadsheet would run as a formula."""
    return cell[1:] if _GUARDED.match(cell) else cell
