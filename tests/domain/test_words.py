"""Status and colour words: read at the start of a progress text, and never guessed from what follows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actiontracker.domain.printed import StatusReading, read_colour, read_status, read_status_column
from actiontracker.domain.words import STATUSES, label


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Completed: the protocol was signed off", "completed"),
        ("Completed", "completed"),
        ("COMPLETED the memo has been redrafted", "completed"),
        ("Complete", "completed"),
        ("Complete: workshops were held", "completed"),
        ("Achieved.", "completed"),
        ("Done", "completed"),
        ("Done – signed off in May", "completed"),
        ("Completed; to be published 01.11.12", "completed"),
        ("Completed: the review is over and the report is in draft", "completed"),
        ("Underway", "in_progress"),
        ("Ongoing re the response model", "in_progress"),
        ("On-going", "in_progress"),
        ("In progress: drafting", "in_progress"),
        ("Progressing well", "in_progress"),
        ("In hand", "in_progress"),
        ("Held: access is being timetabled", "on_hold"),
        ("Held", "on_hold"),
        ("Held: Will follow completion of 1 & 2", "on_hold"),
        ("On hold until the merger", "on_hold"),
        ("Paused", "on_hold"),
        ("Suspended; no funds", "on_hold"),
        ("Not started", "not_started"),
        ("Not yet started", "not_started"),
        ("To be actioned", "not_started"),
        ("Cancelled", "withdrawn"),
        ("Superseded by S7.4", "withdrawn"),
        ("Withdrawn", "withdrawn"),
        ("No longer relevant", "withdrawn"),
        ("Embedded: shown by the dip sample", "embedded"),
    ],
)
def test_a_status_word_at_the_start_is_read(text: str, status: str) -> None:
    assert read_status(text) == StatusReading(status)


@pytest.mark.parametrize("text", ["On track: training delivered", "On Track", "on-track", "On target for May"])
def test_on_track_is_in_progress_and_reported_green(text: str) -> None:
    assert read_status(text) == StatusReading("in_progress", "green")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("4) – to be actioned", "not_started"),
        ("(1) Completed", "completed"),
        ("(2a) Completed: circulated", "completed"),
        ("12. Underway", "in_progress"),
        ("• Completed", "completed"),
        ("  : Held - no date yet", "on_hold"),
        ("\n3)\nCompleted", "completed"),
    ],
)
def test_the_action_s_own_number_and_punctuation_may_stand_before_the_word(text: str, status: str) -> None:
    assert read_status(text) == StatusReading(status)


@pytest.mark.parametrize(
    "text",
    [
        "Awaiting completion of 6 & 7",
        "Will be completed following completion & embedding of actions 1 & 2.",
        "to be completed by end of Nov",
        "Final audits being completed will be analysed",
        "The protocol is completed and circulated",
        "Drafting underway. Outstanding - to be completed by end of Nov.",
        "Held a workshop",
        "Held two workshops on 5 May: on track",
        "Complete the audit by June",
        "Completion is near",
        "Done deal with the trust",
        "Incomplete",
        "Not complete",
        "Not on track",
        "Embedding the protocol",
        "See (1) above",
        "(3): staff are aware of it",
        "5",
        "",
    ],
)
def test_where_no_status_word_stands_at_the_start_nothing_is_guessed(text: str) -> None:
    assert read_status(text) is None


@given(st.text())
@settings(deadline=None)
def test_any_text_gives_a_status_of_ours_or_none(text: str) -> None:
    reading = read_status(text)
    assert reading is None or reading.status in STATUSES


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_column_takes_our_own_words_as_stored_and_as_printed(status: str) -> None:
    assert read_status_column(status) == StatusReading(status)
    assert read_status_column(f" {label(status).title()} ") == StatusReading(status)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("On track", StatusReading("in_progress", "green")),
        ("Complete", StatusReading("completed")),
        ("Finito", None),
        ("Closed?", None),
        ("", None),
    ],
)
def test_a_status_column_takes_the_words_of_documents_and_no_others(text: str, reading: StatusReading | None) -> None:
    assert read_status_column(text) == reading


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("Green", "green"),
        ("AMBER", "amber"),
        (" red. ", "red"),
        ("blue", "blue"),
        ("B", "blue"),
        ("g", "green"),
        ("A", "amber"),
        ("R", "red"),
    ],
)
def test_a_colour_is_read_by_word_or_initial(text: str, colour: str) -> None:
    assert read_colour(text) == colour


@pytest.mark.parametrize("text", ["yellow", "Y", "N", "Red/Amber", "greenish", "none", "1", ""])
def test_a_colour_that_we_do_not_know_is_none(text: str) -> None:
    assert read_colour(text) is None


def test_a_word_is_printed_without_its_underscores() -> None:
    assert label("in_progress") == "in progress"
