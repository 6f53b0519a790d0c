"""What poppler's tools say of a PDF: its properties, its pages' texts, and where each word stands."""

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import NamedTuple

HAS_POPPLER = bool(shutil.which("pdftotext") and shutil.which("pdfinfo"))


class Word(NamedTuple):
    """A word and its place on a page, in points from the top left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


def pages(pdf: Path) -> list[str]:
    """The text of each page, its white space folded."""
    return [" ".join(page.split()) for page in _said("pdftotext", "-raw", str(pdf), "-").split("\f")[:-1]]


def facts(pdf: Path) -> dict[str, str]:
    """What pdfinfo says of the file."""
    return dict(re.findall(r"^([^:]+):\s*(.*)$", _said("pdfinfo", str(pdf)), re.MULTILINE))


def sizes(pdf: Path) -> set[tuple[int, int]]:
    """The sizes of all pages, in whole points."""
    found = re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+)", _said("pdfinfo", "-l", "-1", str(pdf)), re.MULTILINE)
    return {(round(float(width)), round(float(height))) for width, height in found}


def structure(pdf: Path) -> str:
    """The tree of tags."""
    return _said("pdfinfo", "-struct", str(pdf))


def words(pdf: Path) -> list[Word]:
    """Every word with its place, page by page."""
    found: list[Word] = []
    for number, page in enumerate(_said("pdftotext", "-bbox", str(pdf), "-").split("<page ")[1:], 1):
        for *place, text in re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page):
            found.append(Word(number, *(float(each) for each in place), unescape(text)))
    return found


def off_the_paper(pdf: Path) -> list[Word]:
    """Words that are in an A4 file and on no paper."""
    return [word for word in words(pdf) if word.left < 0 or word.top < 0 or word.right > 596 or word.bottom > 842]


def rows_cut_in_two(pdf: Path) -> tuple[set[str], int]:
    """Rows of the long plan's overdue table that begin on one page and end on another, and how many rows were looked at.

    Each row has a ref of its own, such as L7, and ends, lines below, with a word of its own, such as End7.
    """
    placed = words(pdf)
    begins = _rows(placed)
    ends = {(word.page, word.text, round(word.top)): word for word in placed if word.text.startswith("End")}
    cut = set()
    for place, row in enumerate(begins):
        following = begins[place + 1] if place + 1 < len(begins) else None
        floor = following.top if following and following.page == row.page else float("inf")
        own = [w for w in ends.values() if w.text == f"End{row.text[1:]}" and w.page == row.page]
        if not any(row.top + 5 < word.top < floor for word in own):
            cut.add(row.text)
    return cut, len(begins)


def _rows(placed: list[Word]) -> list[Word]:
    """The refs that stand behind a number of days: the first word of a row of the overdue table, and the second."""
    days = {(word.page, round(word.top)) for word in placed if word.text == "76" and word.left < 80}
    return [w for w in placed if re.fullmatch(r"L\d+", w.text) and (w.page, round(w.top)) in days]


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode(errors="replace")
