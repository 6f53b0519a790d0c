"""What a return sheet's writer and its reader must agree on: its headings, its stamp, the words of its statuses."""

from datetime import date, timedelta

STAMP_SHEET = "actiontracker stamp"
MARK = "actiontracker return sheet"
FORMAT = "1"
"""The first row of the stamp: the mark and the format. Then a row each for token, council and day, a row of headings, and
one for each action: the ref as the table shows it, plan, ref, version."""

REF, LEAD = "Ref", "Lead"
PRINTED = (REF, LEAD, "Recommendation", "Action", "By when", "Deadline", "Status now", "Last note")
STATUS, EXPECTED, NOTE = "Status", "Expected day", "Note"
FILLED = (STATUS, EXPECTED, NOTE)
"""The cells to fill in."""

REPORTABLE = ("not_started", "in_progress", "on_hold", "completed")
"""What a lead may say on a sheet: embedded follows from a re-audit, and to withdraw an action is the council's to do."""


def heading_key(text: str) -> str:
    """What a heading or a ref of the sheet is recognised by, whatever its capitals and line breaks."""
    return " ".join(text.split()).casefold()


def earliest_expected(as_at: date) -> date:
    """The first day that can be meant as expected on a sheet of that day: a year earlier is a slip of the keyboard."""
    return as_at - timedelta(days=365)
