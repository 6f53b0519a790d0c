"""Dates as councils print them: what is read, what is never invented, and the days that follow from them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actiontracker.domain.deadlines import month_after, month_before, next_due, typed_day
from actiontracker.domain.errors import UsageFault
from actiontracker.domain.printed import ByWhen, read_by_when

PLAIN_DATES = [
    ("2012-10-31", date(2012, 10, 31)),
    ("2012-10-31 00:00:00", date(2012, 10, 31)),
    ("5.10.12", date(2012, 10, 5)),
    ("27.9.12.", date(2012, 9, 27)),
    ("18/09/12", date(2012, 9, 18)),
    ("01/01/13", date(2013, 1, 1)),
    ("31-03-2021", date(2021, 3, 31)),
    ("31 Aug 2010", date(2010, 8, 31)),
    ("13th January 2014", date(2014, 1, 13)),
    ("2 September 2004", date(2004, 9, 2)),
    ("3 Sept. 12", date(2012, 9, 3)),
    ("Monday 5th of May, 2013", date(2013, 5, 5)),
    ("By 31.03.21", date(2021, 3, 31)),
    ("due by 31.03.21", date(2021, 3, 31)),
    ("By\xa031.03.21", date(2021, 3, 31)),
    ("by\n31.03.21", date(2021, 3, 31)),
    ("29.2.2024", date(2024, 2, 29)),
    ("1.1.00", date(2000, 1, 1)),
    ("31.12.79", date(2079, 12, 31)),
    ("July 2020", date(2020, 7, 31)),
    ("March 2013", date(2013, 3, 31)),
    ("Feb 2012", date(2012, 2, 29)),
    ("by the end of April 2013", date(2013, 4, 30)),
]


@pytest.mark.parametrize(("text", "day"), PLAIN_DATES)
def test_a_printed_date_is_read_day_first(text: str, day: date) -> None:
    assert read_by_when(text) == ByWhen(day)


def test_a_month_with_a_two_digit_year_is_read_and_said_since_it_could_be_a_day() -> None:
    assert read_by_when("by March 08") == ByWhen(date(2008, 3, 31), remark="read as the end of March 2008")


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("3-monthly", ByWhen(recurrence="quarterly")),
        ("three monthly", ByWhen(recurrence="quarterly")),
        ("bi annual", ByWhen(recurrence="six_monthly", remark="bi-annual is read as every six months")),
        ("Annual report, May 2013", ByWhen(remark="a frequency and a date in one: not read", unread=True)),
        ("Monthly until July 2020", ByWhen(date(2020, 7, 31), "monthly", "recurring, with an end")),
    ],
)
def test_a_frequency_is_read_for_what_it_says(text: str, reading: ByWhen) -> None:
    assert read_by_when(text) == reading


@pytest.mark.parametrize(
    ("text", "day"), [("Ongoing to May 2013", date(2013, 5, 31)), ("On-going until 31.3.13", date(2013, 3, 31))]
)
def test_ongoing_to_a_date_has_that_deadline_and_says_that_it_is_ongoing(text: str, day: date) -> None:
    assert read_by_when(text) == ByWhen(day, None, "ongoing, with an end")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31.9.12", "September 2012 has 30 days"),
        ("29.2.2023", "February 2023 has 28 days"),
        ("30 February 2024", "February 2024 has 29 days"),
        ("2012-02-30", "February 2012 has 29 days"),
        ("0.1.12", "January 2012 has 31 days"),
        ("12/31/2024", "there is no month 31 (days come first)"),
        ("1.0.12", "there is no month 0"),
        ("5.10.80", "the year 1980"),
        ("5.10.1912", "the year 1912"),
        ("Ongoing to 31.9.12", "September 2012 has 30 days"),
    ],
)
def test_a_day_that_does_not_exist_is_never_invented_and_the_reason_is_given(text: str, reason: str) -> None:
    reading = read_by_when(text)
    assert (reading.deadline, reading.recurrence, reading.unread) == (None, None, True)
    assert reason in reading.remark


@pytest.mark.parametrize(
    "text",
    ["end of month", "10", "2013", "5.10", "5 October", "tomorrow", "next week", "Spring 2013", "Q3", "5.10.12 and 6.11.12",
     "5.10.123", "Within 3 months", "when the trust agrees", "bi-monthly", "32nd of Mayhem 2012"],
)  # fmt: skip
def test_words_that_are_no_date_stay_unread(text: str) -> None:
    reading = read_by_when(text)
    assert (reading.deadline, reading.recurrence, reading.unread) == (None, None, True)
    assert reading.remark


@pytest.mark.parametrize("text", ["Ongoing", "ongoing.", "asap", "ASAP", "TBC", "tba", "Complete", "Completed", "n/a", "-"])
def test_words_that_stand_for_no_date_are_kept_as_text_and_told(text: str) -> None:
    assert read_by_when(text) == ByWhen(remark="no date: kept as text")


@pytest.mark.parametrize("text", ["", "  ", "\n", "."])
def test_an_empty_by_when_says_nothing(text: str) -> None:
    assert read_by_when(text) == ByWhen()


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("Weekly", "weekly"),
        ("every week", "weekly"),
        ("Monthly", "monthly"),
        ("each month", "monthly"),
        ("Quarterly review", "quarterly"),
        ("every three months", "quarterly"),
        ("every six months", "six_monthly"),
        ("Six monthly", "six_monthly"),
        ("6-monthly", "six_monthly"),
        ("half-yearly", "six_monthly"),
        ("Annually.", "annually"),
        ("annual", "annually"),
        ("yearly", "annually"),
    ],
)
def test_a_frequency_is_a_recurrence_without_a_date_of_its_own(text: str, recurrence: str) -> None:
    assert read_by_when(text) == ByWhen(None, recurrence)


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [("Weekly and monthly panels", "weekly"), ("annually, reviewed quarterly", "quarterly")],
)
def test_two_frequencies_in_one_cell_are_read_as_the_shorter_and_that_is_said(text: str, recurrence: str) -> None:
    assert read_by_when(text) == ByWhen(None, recurrence, f"two frequencies: read as the shorter, {recurrence}")


@pytest.mark.parametrize("text", ["bi-annual", "Bi-annually", "biannual"])
def test_bi_annual_is_read_as_every_six_months_and_that_is_said(text: str) -> None:
    assert read_by_when(text) == ByWhen(None, "six_monthly", "bi-annual is read as every six months")


MONTHS = ("January", "February", "March", "April", "May", "June", "July")
MONTHS += ("August", "September", "October", "November", "December")


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th …"""
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if 10 < number < 20 else endings.get(number % 10, 'th')}"


@given(st.dates(date(2000, 1, 1), date(2079, 12, 31)))
@settings(deadline=None)
def test_a_date_reads_back_the_same_however_it_was_printed(day: date) -> None:
    month = MONTHS[day.month - 1]
    printed = [
        f"{day.day}.{day.month}.{day.year % 100:02}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day} {month} {day.year}",
        f"{ordinal(day.day)} {month[:3]} {day.year}",
        day.isoformat(),
    ]
    assert [read_by_when(text).deadline for text in printed] == [day] * 5
    assert [typed_day(text, "--on") for text in printed] == [day] * 5


near_dates = st.text("0123456789./- ,\n\xa0byendofMarchsptujlwkqy()²٣", max_size=24)


@given(st.one_of(st.text(), near_dates))
@settings(deadline=None)
def test_any_text_at_all_yields_a_real_date_or_none_and_is_never_dropped_in_silence(text: str) -> None:
    reading = read_by_when(text)
    assert reading.deadline is None or date(2000, 1, 1) <= reading.deadline <= date(2099, 12, 31)
    assert not (reading.unread and (reading.deadline or reading.recurrence))
    said = reading.deadline or reading.recurrence or reading.remark
    assert said or not text.replace(".", " ").strip()


@pytest.mark.parametrize(
    ("text", "day"),
    [("2012-10-31", date(2012, 10, 31)), (" 31.10.12 ", date(2012, 10, 31)), ("31 Oct 2012", date(2012, 10, 31))],
)
def test_a_typed_day_is_iso_or_day_first(text: str, day: date) -> None:
    assert typed_day(text, "--on") == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12/31/2024", "there is no month 31 (days come first)"),
        ("31.9.12", "September 2012 has 30 days"),
        ("July 2020", "not a day"),
        ("july 20", "not a day"),
        ("10", "not a day"),
        ("5.10", "not a day"),
        ("tomorrow", "not a day"),
        ("weekly", "not a day"),
        ("asap", "not a day"),
        ("", "not a day"),
    ],
)
def test_a_typed_day_that_is_none_is_refused_with_its_option_and_the_reason(text: str, reason: str) -> None:
    with pytest.raises(UsageFault) as refusal:
        typed_day(text, "--on")
    assert refusal.value.what.startswith(f"--on {text!r}: ")
    assert reason in refusal.value.what
    assert "2012-10-31" in refusal.value.advice


@pytest.mark.parametrize(
    ("recurrence", "last_done", "due"),
    [
        ("weekly", date(2012, 10, 1), date(2012, 11, 1)),
        ("monthly", date(2012, 10, 1), date(2012, 11, 1)),
        ("quarterly", date(2012, 10, 1), date(2013, 1, 1)),
        ("six_monthly", date(2012, 10, 1), date(2013, 4, 1)),
        ("annually", date(2012, 10, 1), date(2013, 10, 1)),
        ("monthly", date(2013, 1, 31), date(2013, 2, 28)),
        ("monthly", date(2012, 1, 31), date(2012, 2, 29)),
        ("quarterly", date(2012, 8, 31), date(2012, 11, 30)),
        ("six_monthly", date(2012, 8, 31), date(2013, 2, 28)),
        ("annually", date(2012, 2, 29), date(2013, 2, 28)),
    ],
)
def test_a_recurring_action_is_due_one_period_after_it_was_last_done(recurrence: str, last_done: date, due: date) -> None:
    assert next_due(recurrence, date(2010, 1, 1), last_done) == due


def test_a_recurring_action_never_done_is_due_one_period_after_it_began() -> None:
    assert next_due("quarterly", date(2012, 6, 27), None) == date(2012, 9, 27)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2012, 10, 15), date(2012, 9, 15), date(2012, 11, 15)),
        (date(2012, 10, 31), date(2012, 9, 30), date(2012, 11, 30)),
        (date(2012, 1, 31), date(2011, 12, 31), date(2012, 2, 29)),
        (date(2012, 12, 31), date(2012, 11, 30), date(2013, 1, 31)),
        (date(2013, 3, 31), date(2013, 2, 28), date(2013, 4, 30)),
    ],
)
def test_a_month_before_and_after_stay_inside_shorter_months(day: date, before: date, after: date) -> None:
    assert (month_before(day), month_after(day)) == (before, after)
