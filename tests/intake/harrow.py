"""The plan of 2012 as other people would keep it: in a workbook, and packed, a row a recommendation."""

import io
import tomllib
from datetime import date, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter

from actiontracker.domain.printed import read_by_when

PLAN = Path(__file__).parents[2] / "plans" / "harrow-2012.toml"
# The document says these in plain sentences, without a status word: nothing is guessed from them.
_IN_SENTENCES = (
    *("S5.2", "S5.3", "S7.1", "S8.3", "S9.6", "S11.2", "LAC1.8", "LAC2.8", "LAC3.7", "LAC4.1", "LAC5.2", "LAC5.3"),
    *("LAC5.5", "LAC6.3", "LAC9.2", "LAC10.2", "LAC11.1", "LAC11.2"),
)
_WORDS = {"completed": "Completed", "in_progress": "In progress", "on_hold": "Held", "not_started": "To be actioned"}
HEADINGS = (
    "Recommendations",
    "Outcomes required",
    "Lead Officer/ Executive Head",
    "Actions (what needs to happen to achieve the outcomes required)",
    "By When:[ii]",
    "Progress Update",
)
AREA, ACTION = HEADINGS[0], HEADINGS[3]
Cells = list[str | date]
Action = dict[str, Any]
_REPEATED_AFTER = (3, 9, 15)
_WIDTH = len(HEADINGS)


@cache
def plan() -> dict[str, Any]:
    """The plan file, as TOML."""
    return tomllib.loads(PLAN.read_text(encoding="utf-8"))


def actions_of(recommendation: Action) -> list[Action]:
    """The actions under a recommendation."""
    return [action for action in plan()["actions"] if action["recommendation"] == recommendation["ref"]]


def progress(action: Action) -> str:
    """The progress with the status word that the document prints before it."""
    text = str(action.get("progress", "See above."))
    word = None if action["ref"] in _IN_SENTENCES else _WORDS.get(action["status"])
    return f"{word}: {text}" if word else text


def leads(action: Action) -> str:
    """The leads in one cell."""
    return "/ ".join(action["leads"])


def number(action: Action) -> str:
    """The number of an action under its recommendation."""
    return str(action["ref"]).rpartition(".")[2]


def day_or_text(text: str, place: int) -> str | date:
    """Every third by-when that is a day as a real date; the others as text."""
    day = read_by_when(text).deadline
    return day if day and place % 3 == 0 and not text.startswith("Ongoing") else text


def recommendation_cell(recommendation: Action) -> str:
    """A recommendation as the document prints it: the timescale in a line of its own, the ref before the text."""
    return f"{recommendation['timescale']}\n({recommendation['ref']}) {recommendation['text']}"


def workbook(*, packed: bool = False) -> bytes:
    """The plan in a sheet with title rows, section rows, repeated headings and merged cells, beside a sheet with its key."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Improvement Plan")
        sheet.merge_range(0, 0, 0, _WIDTH - 1, "Children's services improvement plan")
        sheet.write(1, 0, "Version 3.01 as at 31 October 2012")
        row = 3
        sheet.write_row(row, 0, HEADINGS)
        for area, recommendations in groupby(plan()["recommendations"], key=lambda each: each["area"]):
            row += 1
            sheet.merge_range(row, 0, row, _WIDTH - 1, area.upper())
            for place, recommendation in enumerate(recommendations):
                if place in _REPEATED_AFTER:
                    row += 1
                    sheet.write_row(row, 0, HEADINGS)
                lines = _packed(recommendation) if packed else _rows(recommendation)
                _write(sheet, row + 1, recommendation, lines)
                row += len(lines)
        key = book.add_worksheet("Key")
        key.write_row(0, 0, ("Code", "Title", "Organisation", "Also written as"))
        for place, post in enumerate(plan()["posts"], 1):
            key.write_row(
                place,
                0,
                (post["code"], post.get("title", ""), post.get("organisation", ""), "; ".join(post.get("aliases", ()))),
            )
    return stream.getvalue()


def _rows(recommendation: Action) -> list[Cells]:
    """A row an action: lead, action, by when, progress; the stage words in rows of their own."""
    rows: list[Cells] = []
    for stage, actions in groupby(actions_of(recommendation), key=lambda each: each["stage"]):
        rows.append(["", stage, "", ""])
        for action in actions:
            when = day_or_text(action["by_when"], len(rows))
            rows.append([leads(action), f"({number(action)}) {action['text']}", when, progress(action)])
    return rows


def _packed(recommendation: Action) -> list[Cells]:
    """One row: the actions numbered in one cell; leads and days as columns of paragraphs, the progress by number."""
    actions = actions_of(recommendation)
    wording: list[str] = []
    for stage, staged in groupby(actions, key=lambda each: each["stage"]):
        wording += [stage, *(f"({number(action)}) {action['text']}" for action in staged)]
    notes = "\n".join(f"{number(action)}) {progress(action)}" for action in actions)
    when = "\n".join(action["by_when"] for action in actions)
    return [["\n".join(map(leads, actions)), "\n".join(wording), when, notes]]


def _write(sheet: Any, top: int, recommendation: Action, rows: list[Cells]) -> None:
    for column, text in ((0, recommendation_cell(recommendation)), (1, recommendation.get("outcome", ""))):
        if len(rows) > 1:
            sheet.merge_range(top, column, top + len(rows) - 1, column, text)
        else:
            sheet.write(top, column, text)
    for place, cells in enumerate(rows):
        for column, cell in enumerate(cells, 2):
            if isinstance(cell, date):
                sheet.write_datetime(top + place, column, datetime(cell.year, cell.month, cell.day))
            else:
                sheet.write(top + place, column, cell)
