"""Actions that wait for others: no ring of them may ever stand, for in a ring nobody could begin."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple


class Wait(NamedTuple):
    """That from a day on an action waits (or no longer waits) for another. Days are ISO text."""

    on: str
    entry: int
    action: int
    prerequisite: int
    waits: bool


def ring(said: Iterable[Wait], since: str = "") -> list[int]:
    """The first ring of actions that wait for each other on any day `since` one, in the order of waiting; or nothing.

    What is said is taken in the order in which it holds (day, then entry): a ring that stands for one day only is one. A ring
    from before `since` is seen where anything changes after it.
    """
    waiting: dict[int, dict[int, None]] = {}
    in_order = sorted(said, key=lambda each: (each.on, each.entry))
    for day, of_a_day in groupby(in_order, key=lambda each: each.on):
        for each in of_a_day:
            others = waiting.setdefault(each.action, {})
            if each.waits:
                others[each.prerequisite] = None
            else:
                others.pop(each.prerequisite, None)
        if day >= since and (found := _ring(waiting)):
            return found
    return []


def _ring(waiting: dict[int, dict[int, None]]) -> list[int]:
    """A ring among who waits for whom, found by following each chain to its end once."""
    ended: set[int] = set()
    for first, its_own in waiting.items():
        path: dict[int, list[int]] = {first: list(its_own)}
        while path:
            others = next(reversed(path.values()))
            other = others.pop(0) if others else None
            if other is None:
                ended.add(path.popitem()[0])
            elif other in path:
                actions = list(path)
                return actions[actions.index(other) :]
            elif other not in ended:
                path[other] = list(waiting.get(other, ()))
    return []
