"""The day of its version that a document prints: "V 3.01 (31 October 2012)", "Updated 5.10.12", "as at 31 March 2021"."""

import re
from collections.abc import Iterable

from actiontracker.domain.printed import DAY_IN_TEXT, DAY_WITHOUT_YEAR, read_whole_day
from actiontracker.intake.grids import Line

_SAYS_SO = re.compile(
    r"\b(version|v\s?\d+(\.\d+)*|updated?|as at|as of|position at|revised|dated|status at|issued?|last reviewed"
    r"|refreshed|progress to)\b",
    re.IGNORECASE,
)
_NOT_ITS_OWN = re.compile(r"\b(next|inspection|inspected|published|due|meeting|review date|by)\b", re.IGNORECASE)


def version_day(lines: Iterable[Line]) -> tuple[str | None, str]:
    """The newest day that the lines call the document's own, as ISO text, and a remark; (None, "") where there is none.

    A day without its year ("31 October") is not completed by guess: the remark says what to do.
    """
    days: list[str] = []
    yearless = ""
    for line in lines:
        if len(line.text) > 200 or not _SAYS_SO.search(line.text) or _NOT_ITS_OWN.search(line.text):
            continue
        found = [day.isoformat() for text in DAY_IN_TEXT.findall(line.text) if (day := read_whole_day(text)[0])]
        days += found
        if not found and (bare := DAY_WITHOUT_YEAR.search(line.text)):
            yearless = yearless or bare[0]
    if days:
        return max(days), ""
    return None, f"it prints {yearless!r} without a year as its day: say the day with --on" if yearless else ""
