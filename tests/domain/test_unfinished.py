"""Work outstanding in the notes of completed actions: what plainly says so, and what only sounds like it."""

import pytest

from actiontracker.domain.unfinished import unfinished


@pytest.mark.parametrize(
    "words",
    [
        "to be circulated to partners and published 01.11.12.",
        "Completed: to be published 01.11.12",
        "Its report is still a draft and goes to the board in November.",
        "The report is in draft for presentation to the board.",
        "An audit will follow in due course.",
        "Report to follow.",
        "The specification is currently being completed.",
        "The specification is still being written.",
        "There needs to be further development of the system.",
        "The system needs further changes.",
        "It still has to reach partners.",
        "Circulation is still to come.",
        "A second review is also to come.",
        "The nurse is to attach it to the update.",
        "Drop-in to be arranged with the worker.",
        "The audit will be published in March.",
        "Awaiting sign-off.",
        "Two points are outstanding.",
        "Outstanding actions go to the next meeting.",
        "The schools have yet to reply.",
        "Agreed, subject to approval by the cabinet.",
        "Not yet in use everywhere.",
        "Date tbc.",
        "The form is not published.",
    ],
)
def test_work_to_come(words: str) -> None:
    assert unfinished(words) == words


@pytest.mark.parametrize(
    "words",
    [
        "The protocol is signed off and in use.",
        "The chair will keep track of who attends.",
        "Attendance will be monitored by her.",
        "Cases will be identified by any member of the panel.",
        "Circulated in draft in May and agreed in June.",
        "A process is agreed for all assessments to be completed within 28 days.",
        "Staff were reminded of the need for officers to be consulted.",
        "The aim of the panel is to review drift.",
        "The forum's purpose is to agree priorities.",
        "Practice was judged outstanding.",
        "Outstanding practice is shared at team meetings.",
        "There are no outstanding actions.",
        "Nothing is outstanding.",
        "Guidance for staff to follow procedures is issued.",
        "The system is up to date.",
        "",
    ],
)
def test_no_work_to_come(words: str) -> None:
    assert unfinished(words) is None


def test_the_sentence_that_says_so_is_given() -> None:
    note = "Signed off by the board in May. It is\nto be published; training has begun."
    assert unfinished("Signed off by the board in May. It is to be published; training has begun.") == "It is to be published;"
    assert unfinished(note.replace("\n", " ")) == "It is to be published;"
