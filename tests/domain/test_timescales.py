"""Inspectors' timescales: how long they are, and on which day they end."""

import pytest

from actiontracker.domain.timescales import end_of, months_after, months_in


@pytest.mark.parametrize(
    ("timescale", "months"),
    [
        ("Within three months", 3),
        ("within 3 months of publication", 3),
        ("Within six months", 6),
        ("6 months", 6),
        ("Within a month", 1),
        ("Within one year", 12),
        ("Within 12 months", 12),
        ("Immediate", 0),
        ("Immediately", 0),
        ("By the summer", None),
        ("Within 20 working days", None),
        ("", None),
        (None, None),
    ],
)
def test_how_many_months_a_timescale_gives(timescale: str | None, months: int | None) -> None:
    assert months_in(timescale) == months


@pytest.mark.parametrize(
    ("timescale", "published", "end"),
    [
        ("Within three months", "2012-06-27", "2012-09-27"),
        ("Within six months", "2012-06-27", "2012-12-27"),
        ("Within six months", "2012-08-31", "2013-02-28"),
        ("Immediately", "2012-06-27", None),
        ("Soon", "2012-06-27", None),
    ],
)
def test_the_day_on_which_a_timescale_ends(timescale: str, published: str, end: str | None) -> None:
    assert end_of(timescale, published) == end


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [("2012-01-31", 1, "2012-02-29"), ("2012-12-01", 1, "2013-01-01"), ("2012-02-29", 12, "2013-02-28")],
)
def test_months_end_on_the_same_day_or_the_last_one_there_is(day: str, months: int, after: str) -> None:
    assert months_after(day, months) == after
