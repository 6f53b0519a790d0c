"""On time, and late: by the first date and by the agreed one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from actiontracker.reports.actions import Action
from actiontracker.reports.slippage import on_time, slippage
from tests.reports.test_board import action

SINCE, DAY = "2025-09-30", "2025-10-31"
_FIRST = date(2025, 9, 1)


def closed(on: str | None, original: str | None, agreed: str | None, ref: str = "1") -> Action:
    return action(ref, status="completed", completed_on=on, original_deadline=original, deadline=agreed)


def test_those_closed_without_a_date_or_on_no_known_day_are_counted_apart() -> None:
    said = on_time(
        [
            closed("2025-10-10", "2025-10-01", "2025-10-31"),
            closed("2025-10-10", "2025-10-10", "2025-10-10"),
            closed("2025-10-10", None, None),
            closed(None, "2025-10-01", "2025-10-31"),
            closed(SINCE, "2025-09-01", "2025-09-01"),
            closed("2025-11-01", "2025-09-01", "2025-09-01"),
        ],
        SINCE,
        DAY,
    )
    assert (said.by_original, said.by_agreed, said.unknown, said.undated) == ((1, 2), (2, 2), 1, 1)


_DAYS = st.integers(0, 90).map(lambda number: (_FIRST + timedelta(days=number)).isoformat())


@st.composite
def _extended(draw: st.DrawFn) -> Action:
    """An action whose date, if it has one, was never moved to an earlier day."""
    original = draw(st.none() | _DAYS)
    agreed = max(original, draw(_DAYS)) if original else None
    status = draw(st.sampled_from(("completed", "embedded", "in_progress", "withdrawn")))
    is_open = status == "in_progress"
    late = (date.fromisoformat(DAY) - date.fromisoformat(agreed)).days if agreed else 0
    return action("1", status=status)._replace(
        completed_on=None if is_open else draw(st.none() | _DAYS),
        original_deadline=original,
        deadline=agreed,
        days_overdue=late if is_open and late > 0 else None,
    )


@given(st.lists(_extended(), max_size=12))
def test_where_dates_only_moved_later_no_more_are_in_time_by_the_original_than_by_the_agreed(actions: list[Action]) -> None:
    found = slippage([], actions, SINCE, DAY)
    timely, late = found.on_time, (found.overdue_original, found.overdue_agreed)
    assert timely.by_original.n <= timely.by_agreed.n <= timely.by_agreed.of == timely.by_original.of
    assert late[1].n <= late[0].n <= late[0].of == late[1].of
    assert late[0].n - late[1].n == len(found.only_original)
