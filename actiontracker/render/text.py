"""Text that is safe to print and easy to read: cleaned, folded, in lines of styled spans.

A line is a list of spans (text, style); `plain` prints the texts, `terminal` the styles too. So there is one layout.
"""

import re
from collections.abc import Iterable, Iterator
from textwrap import TextWrapper

from actiontracker.domain.plan import Plan, Record

Span = tuple[str, str]
Line = list[Span]
_HEAD_SHOWN = 16

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_BREAKS = re.compile("\r\n|[\u2028\u2029]")
_SPACE, _PICTURES = 0x20, 0x2400
# Control characters, bidirectional marks and zero-width characters: what could draw over the terminal or hide text.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufdd0-\ufdef\ufff0-\uffff\ud800-\udfff\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)


def clean(text: str) -> str:
    """The text with everything that a terminal would obey or hide shown as a mark: `␛`, `[U+202E]`.

    >>> clean("a\\x1b[31mb\\u200b")
    'a␛[31mb[U+200B]'
    """
    return _UNSAFE.sub(_mark, _BREAKS.sub("\n", text).replace("\t", " "))


def _mark(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(_PICTURES + code) if code < _SPACE else f"[U+{code:04X}]"


def one_line(text: str) -> str:
    """The cleaned text with all white space folded into single spaces."""
    return " ".join(clean(text).split())


def day_words(iso: str | None) -> str:
    """`2012-10-31` as people read it: `31 Oct 2012`."""
    if not iso or not re.fullmatch(r"\d{4}-\d\d-\d\d", iso):
        return iso or ""
    return f"{int(iso[8:])} {_MONTHS[int(iso[5:7]) - 1]} {iso[:4]}"


def month_words(month: str) -> str:
    """`2012-10` as people read it: `Oct 2012`."""
    return f"{_MONTHS[int(month[5:7]) - 1]} {month[:4]}"


def days_in_words(sentence: str) -> str:
    """The sentence with its ISO days as people read them."""
    return re.sub(r"\d{4}-\d\d-\d\d", lambda day: day_words(day[0]), sentence)


def width_of(text: str) -> int:
    """Columns that a text takes on a terminal: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    import unicodedata

    widths = (0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return sum(widths)


def pad(text: str, width: int) -> str:
    """The text filled with spaces to a width; never cut."""
    return text + " " * max(0, width - width_of(text))


def folded(text: str, width: int, indent: int = 0, style: str = "") -> list[Line]:
    """The text in lines of at most `width` columns, each paragraph apart, all indented."""
    wrapper = TextWrapper(max(20, width - indent), break_on_hyphens=False)
    lines = [line for paragraph in clean(text).split("\n") for line in wrapper.wrap(paragraph)]
    return [[(" " * indent + line, style)] for line in lines]


def heading(text: str) -> list[Line]:
    """A heading with a rule below it."""
    return [[(text, "bold")], [("-" * width_of(text), "dim")]]


def columns(
    head: tuple[str, ...], rows: Iterable[tuple[str | Span, ...]], width: int, right: tuple[str, ...] = ()
) -> Iterator[Line]:
    """Rows under headings, each column as wide as it needs; the last one folds below itself.

    `right` names the columns, by their headings, whose values stand on the right.
    """
    groups = row_groups(head, rows, width, right)
    for number, group in enumerate(groups):
        if number or any(head):
            yield from group


def row_groups(
    head: tuple[str, ...], rows: Iterable[tuple[str | Span, ...]], width: int, right: tuple[str, ...] = ()
) -> Iterator[list[Line]]:
    """The lines of the headings, then those of each row: see `columns`."""
    cells = [[cell if isinstance(cell, tuple) else (cell, "") for cell in row] for row in rows]
    widths = [max([width_of(title), *(width_of(row[place][0]) for row in cells)]) for place, title in enumerate(head)]
    numeric = {place for place, title in enumerate(head) if title in right}
    titles: list[Span] = [(title, "dim") for title in head]
    for row in (titles, *cells):
        yield list(_row(row, widths, numeric, width))


def key_words(key: dict[str, str]) -> str:
    """What the colours mean in a plan, in one sentence: it stands on every report with ratings."""
    said = ", ".join(f"{colour} {clean(meaning)}" for colour, meaning in key.items())
    return f"Ratings: {said}, none no opinion."


def record_words(record: Record) -> str:
    """What stands at the foot of every report: the head is for `verify --expect-head`."""
    entries = f"{record.entries} {'entry' if record.entries == 1 else 'entries'}"
    return f"Record: {entries}, head {record.head[:_HEAD_SHOWN] or 'none'}."


def withheld_words(withheld: dict[str, int]) -> str:
    """What a public edition withholds, with counts by reason."""
    said = "; ".join(f"{reason}: {count}" for reason, count in withheld.items())
    return f"Public edition. Withheld: {said or 'nothing'}."


def foot_words(as_at: str, withheld: dict[str, int] | None, record: Record) -> str:
    """The foot of a paper: its day, what a public edition withholds, the record that it was made from."""
    public = f" {withheld_words(withheld)}" if withheld is not None else ""
    return f"As at {day_words(as_at)}.{public} {record_words(record)}"


def nothing_words(plans: list[Plan], day: str, otherwise: str) -> str:
    """Why a report of plans has nothing in it: nothing is tracked, or had begun by that day, or what is said `otherwise`."""
    if not plans:
        return "Nothing is tracked yet: import a plan first (actiontracker import FILE)."
    began = min(plan.began for plan in plans)
    return (
        otherwise if began <= day else f"Nothing had begun by then: the first plan begins on {day_words(began)} (see --as-at)."
    )


def _row(row: list[Span], widths: list[int], numeric: set[int], width: int) -> Iterator[Line]:
    start = sum(widths[:-1]) + 2 * (len(widths) - 1)
    line: Line = []
    for place, (text, style) in enumerate(row[:-1]):
        gap = " " * (widths[place] - width_of(text))
        line += [(gap, ""), (text, style), ("  ", "")] if place in numeric else [(text, style), (gap + "  ", "")]
    text, style = row[-1]
    if len(widths) - 1 in numeric:
        text = " " * (widths[-1] - width_of(text)) + text
    if start + width_of(text) <= width:
        yield [*line, (text, style)]
        return
    pieces = TextWrapper(max(12, width - start), break_on_hyphens=False).wrap(text) or [""]
    yield [*line, (pieces[0], style)]
    for piece in pieces[1:]:
        yield [(" " * start + piece, style)]
