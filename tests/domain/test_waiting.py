"""No ring of actions that wait for each other, on any day."""

from hypothesis import given
from hypothesis import strategies as st

from actiontracker.domain.waiting import Wait, ring

DAYS = ("2025-01-01", "2025-02-01", "2025-03-01")


def test_the_ring_is_told_in_the_order_of_waiting() -> None:
    said = [Wait(DAYS[0], n, *pair, True) for n, pair in enumerate([(9, 1), (1, 2), (2, 3), (2, 4), (3, 1)])]
    assert ring(said) == [1, 2, 3]
    assert ring(said[:-1]) == []


def test_a_ring_that_stands_between_two_days_only_is_one() -> None:
    ended = [Wait(DAYS[0], 1, 1, 2, True), Wait(DAYS[2], 2, 1, 2, False)]
    assert ring([*ended, Wait(DAYS[1], 3, 2, 1, True)]) == [1, 2]
    assert ring([*ended, Wait(DAYS[2], 3, 2, 1, True)]) == []
    assert ring([*ended, Wait(DAYS[1], 3, 2, 1, True)], since=DAYS[2]) == []


WAITS = st.tuples(st.sampled_from(DAYS), st.integers(1, 5), st.integers(1, 5), st.booleans())


@given(st.lists(WAITS, max_size=20))
def test_a_ring_is_found_exactly_where_somebody_waits_for_himself_in_the_end(said: list[tuple[str, int, int, bool]]) -> None:
    waits = [Wait(on, entry, *rest) for entry, (on, *rest) in enumerate(said)]  # type: ignore[arg-type]
    assert bool(ring(waits)) == any(reaches_itself(waits, day) for day in DAYS)


def reaches_itself(said: list[Wait], day: str) -> bool:
    """Whether on that day an action reaches itself, by closing the relation step by step."""
    newest = {(w.action, w.prerequisite): w.waits for w in sorted(said, key=lambda w: (w.on, w.entry)) if w.on <= day}
    pairs = {pair for pair, waits in newest.items() if waits}
    for _ in range(5):
        pairs |= {(a, d) for a, b in pairs for c, d in pairs if b == c}
    return any(a == b for a, b in pairs)
