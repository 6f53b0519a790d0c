"""Packed cells: several numbered pieces of text in one, to be told apart by number or position, and never by guess."""

import re
from collections.abc import Callable
from typing import NamedTuple

from actiontracker.intake.tables.cells import is_day

_ONE = r"(?:\d{1,3}[a-z]?|[a-zA-Z]|[ivx]{2,4})"
_NUMBER = re.compile(
    rf"""(?:[Aa]ction\s+|ACTION\s+)?
    (?P<open>[(\[])?\s*
    (?:(?P<levels>\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}[a-z]?)(?P<after>\s*[)\]:.]+(?=\s|$)|\s*[)\]](?=\D)|\s+(?=[A-Z]|\d{{1,2}}[./]\d))
    |(?P<numbers>{_ONE}(?:\s*(?:-|–|,|&|to|and)\s*{_ONE})*)\s*
     (?P<mark>[)\]]\s*[:.–-]?(?=\D|$)|[.:](?=\s|$|[A-Z][a-z])|\s[–-]\s(?=\D)))\s*""",
    re.VERBOSE,
)
_LETTER = re.compile(r"[a-zA-Z]$")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_INLINE = re.compile(r"(?<!see )(?<!of )(?<!to )(?<!and )(?<!action )[(](\d{1,2})[)][:.]?\s+")


class Piece(NamedTuple):
    """A piece of a cell: the numbers that stand before it ("2-3)" gives 2 and 3; none: ()), and its text."""

    numbers: tuple[str, ...]
    text: str


def leading_number(line: str) -> Piece:
    """The number that a line begins with, and the rest: "(2) Ask", "3): Ask", "2-3) Ask", "a) Ask", "1.2. Ask".

    >>> leading_number("2-3) A board was set up")
    Piece(numbers=('2', '3'), text='A board was set up')
    >>> leading_number("5.10.12").numbers
    ()
    """
    found = _NUMBER.match(line)
    if not found:
        return Piece((), line)
    if found["levels"] and is_day(found["levels"]):
        return Piece((), line)
    if found["levels"]:
        return Piece((found["levels"],), line[found.end() :])
    bracketed = found["mark"][0] in ")]"
    if (found["open"] or _LETTER.match(found["numbers"])) and not bracketed:
        return Piece((), line)  # "(3 months", "v. good"
    return Piece(_expanded(found["numbers"].lower()), line[found.end() :])


def _expanded(printed: str) -> tuple[str, ...]:
    ends = re.split(r"\s*(?:-|–|\bto\b)\s*", printed)
    if len(ends) == 2 and all(end.isdigit() for end in ends) and int(ends[0]) < int(ends[1]) < int(ends[0]) + 30:
        return tuple(str(number) for number in range(int(ends[0]), int(ends[1]) + 1))
    return tuple(part for part in re.split(r"\s*(?:,|&|-|–|\bto\b|\band\b)\s*", printed) if part)


def kind(number: str) -> str:
    """What sort of number it is: a list goes on in one sort, and another sort is a list inside it."""
    if "." in number:
        return "levels"
    if number[0].isdigit():
        return "digits"
    return "romans" if number in _ROMANS else "letters"


def split_actions(text: str) -> list[Piece]:
    """The actions in one cell: one for each number at the start of a line, else the whole.

    Numbers of another sort than the first ("a)" under "1.") are a list inside an action. Where words that end in a
    colon stand before the numbers, the numbers are a list inside one action too.
    """
    lines = _romans(text).split("\n")
    found = [leading_number(line) for line in lines]
    first = next((place for place, piece in enumerate(found) if piece.numbers), None)
    if first is None or (lines[first - 1 if first else 0].endswith(":") and first):
        return [Piece((), text)]
    starts = _starts(found, first)
    if len(starts) == 1 and first:
        return [Piece((), text)]
    if len(lines) == 1 and (pieces := _inline(text)):
        return pieces
    pieces = [Piece((), "\n".join(lines[:first]))] if first else []
    for place, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        pieces.append(Piece(found[place].numbers, "\n".join([found[place].text, *lines[place + 1 : end]]).strip()))
    return pieces


def _romans(text: str) -> str:
    """A list "i. … ii. …" as "i) … ii. …": alone, "i." is no number."""
    return re.sub(r"^([ivx])\.(?=\s)", r"\1)", text, flags=re.MULTILINE) if re.search(r"^ii\.\s", text, re.MULTILINE) else text


def _starts(found: list[Piece], first: int) -> list[int]:
    """The lines that begin an action: numbers of the first one's sort; an "i" after "h" is a letter, else a roman."""
    sort = kind(found[first].numbers[0])
    starts, last = [first], found[first].numbers[-1]
    for place, piece in enumerate(found[first + 1 :], first + 1):
        number = piece.numbers[0] if piece.numbers else ""
        is_next_letter = sort == "letters" and len(number) == len(last) == 1 and ord(number) == ord(last) + 1
        if number and (is_next_letter or kind(number) == sort):
            starts.append(place)
            last = piece.numbers[-1]
    return starts


def _inline(text: str) -> list[Piece]:
    """Numbers that run on in one line, "(1) Ask. (2) Tell.": only where they count up from the first without a gap."""
    marks = list(_INLINE.finditer(text))
    numbers = [int(mark[1]) for mark in marks]
    if len(marks) < 2 or marks[0].start() or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [Piece((mark[1],), text[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)]


class Shares(NamedTuple):
    """A cell told apart for the actions that it stands beside.

    `own` has an action's text by its place; `whole` stands for all of them (one lead, one date); `unplaced` is text that
    could not be given to any, `why` in words for people.
    """

    own: dict[int, str]
    whole: str = ""
    unplaced: str = ""
    why: str = ""


def shared_out(text: str, numbers: list[str], is_whole: Callable[[str], bool] = lambda line: False) -> Shares:
    """Tell a cell apart for actions with these numbers ("" where none is printed), by number, else by position.

    `is_whole` tells a line that must not be read as numbered (a date such as "5. 10. 12").
    """
    if len(numbers) == 1:
        piece = Piece((), text) if is_whole(text.split("\n", maxsplit=1)[0]) else leading_number(text)
        return Shares({0: piece.text if piece.numbers == (last_part(numbers[0]),) or piece.numbers == (numbers[0],) else text})
    lines = _romans(text).split("\n")
    found = [Piece((), line) if is_whole(line) else leading_number(line) for line in lines]
    places = _places(numbers)
    if any(_known(piece, places) for piece in found):
        return _by_number(_run_on(lines, found, places), places)
    if len(lines) == len(numbers):
        return Shares(dict(enumerate(lines)))
    if len(lines) == 1:
        return Shares({}, whole=text)
    return Shares({}, unplaced=text, why=f"{len(lines)} lines for {len(numbers)} actions")


def last_part(number: str) -> str:
    """The last part of a number or ref: 3 of "S1.3"."""
    return number.rpartition(".")[2].lower()


def _places(numbers: list[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, number in enumerate(numbers):
        for name in dict.fromkeys((number.lower(), last_part(number))):
            places.setdefault(name, []).append(place)
    return places


def _known(piece: Piece, places: dict[str, list[int]]) -> bool:
    return any(number in places for number in piece.numbers)


def _run_on(lines: list[str], found: list[Piece], places: dict[str, list[int]]) -> list[Piece]:
    """Lines as pieces: a line without a number of a known sort goes on with the piece above."""
    if len(lines) == 1 and (run_on := _inline(lines[0])):
        return run_on
    sorts = {kind(name) for name in places if name}
    pieces: list[Piece] = []
    for line, piece in zip(lines, found, strict=True):
        if piece.numbers and (_known(piece, places) or kind(piece.numbers[0]) in sorts):
            pieces.append(piece)
        elif pieces:
            pieces[-1] = Piece(pieces[-1].numbers, f"{pieces[-1].text}\n{line}")
        else:
            pieces.append(Piece((), line))
    return pieces


def _by_number(pieces: list[Piece], places: dict[str, list[int]]) -> Shares:
    """Each piece to the actions of its numbers; of two actions with one number, the first that has none yet takes it."""
    own: dict[int, list[str]] = {}
    unplaced: list[str] = []
    missing: list[str] = []
    for piece in pieces:
        printed = f"({', '.join(piece.numbers)}) {piece.text}" if piece.numbers else piece.text
        for number in piece.numbers or ("",):
            named = places.get(number, []) if number else []
            if named:
                place = next((place for place in named if place not in own), named[-1])
                own.setdefault(place, []).append(piece.text)
            else:
                missing += [number] if number else []
                unplaced += [printed] if printed not in unplaced else []
    texts = {place: "\n".join(filter(None, parts)) for place, parts in own.items()}
    return Shares(
        texts,
        unplaced="\n".join(unplaced),
        why=f"no action has the number {', '.join(missing)}" if missing else "before the first number",
    )
