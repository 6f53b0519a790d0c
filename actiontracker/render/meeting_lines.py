"""Boards' meetings: what recording one did, and the list of them."""

from collections.abc import Iterator

from actiontracker.domain.plan import Meeting
from actiontracker.render.text import Line, clean, columns, day_words, folded


def recorded_lines(meeting: Meeting, width: int) -> Iterator[Line]:
    """The meeting's number, and how to print its pack again."""
    said = f"{meeting.board}, {day_words(meeting.on)}: meeting {meeting.number} (entry {meeting.entry})"
    yield from folded(f"{said}, shown {', '.join(meeting.plans)} as at {day_words(meeting.as_at)}", width)
    yield from folded(f"Its pack, at any time: actiontracker board --meeting {meeting.number} -o pack.html", width)


def meeting_lines(meetings: list[Meeting], width: int) -> Iterator[Line]:
    """A line for each meeting."""
    if not meetings:
        yield [("No meeting is recorded: actiontracker board record BOARD --on DATE", "")]
        return
    rows = [
        (str(m.number), day_words(m.on), day_words(m.as_at), str(m.entry), clean(m.board), clean(", ".join(m.plans)))
        for m in meetings
    ]
    yield from columns(("meeting", "on", "as at", "entry", "board", "plans"), rows, width, right=("meeting", "entry"))
