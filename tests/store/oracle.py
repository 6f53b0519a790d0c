"""The store's one rule, read slowly: a list of acts in the order of recording, and loops over all of it for every question.

The order of an act in the list, from 1, is its entry. Nothing here knows SQL; the definitions are those of the model:
what holds of a key as at a day, as known at a head, is what was said by the act that is greatest in (day, entry) among
those that say something of the key, hold from that day or an earlier one, were recorded by then, and were not taken
back by then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

COMPLETE = ("completed", "embedded")


@dataclass(frozen=True)
class Progress:
    """A progress update; None is not spoken of. `observed`: a document showed it so, when it happened is not known."""

    status: str | None = None
    rag: str | None = None
    expected: str | None = None
    note: str | None = None
    done: bool = False
    observed: bool = False


@dataclass(frozen=True)
class Step:
    """What is said of the deadline: set, requested, granted or refused. `answers` is the entry of a request."""

    step: str
    date: str | None
    answers: int | None = None


@dataclass(frozen=True)
class Wording:
    """The whole wording, as a document states it: what is None here is empty, not unspoken."""

    text: str
    stage: str | None = None
    by_when: str | None = None
    recurrence: str | None = None


@dataclass(frozen=True)
class Lead:
    """Whether a post leads (its place in print) or no longer does (place None)."""

    post: int
    place: int | None
    accountable: bool = False


@dataclass(frozen=True)
class Act:
    """One act of recording, about one action (or about none), for one day."""

    action: int | None
    on: str
    progress: Progress | None = None
    step: Step | None = None
    wording: Wording | None = None
    leads: tuple[Lead, ...] = ()
    withdrawn_because: str | None = None
    retracts: int | None = None


class Expected(NamedTuple):
    """An action as the rule has it. `leads` are (place, post, accountable), in no order among equal places."""

    status: str
    reported: str | None
    expected: str | None
    note: str | None
    noted_on: str | None
    updated_on: str | None
    done_on: str | None
    deadline: str | None
    original: str | None
    first_granted: str | None
    moves: int
    requested: str | None
    leads: tuple[tuple[int, int, bool], ...]
    completed_on: str | None
    withdrawn_because: str | None
    began: str
    version: int
    text: str
    stage: str | None
    by_when: str | None
    recurrence: str | None


Numbered = tuple[int, Act]


def retracted(acts: list[Act], entry: int, head: int) -> bool:
    """Whether an entry was taken back by an entry up to the head."""
    return any(act.retracts == entry for number, act in enumerate(acts, 1) if number <= head)


def known(acts: list[Act], action: int, day: str, head: int) -> list[Numbered]:
    """The acts about an action that count as at a day, as known at a head, in the order of (day, entry)."""
    counting = []
    for entry, act in enumerate(acts, 1):
        if act.action == action and entry <= head and act.on <= day and not retracted(acts, entry, head):
            counting.append((entry, act))
    return sorted(counting, key=lambda numbered: (numbered[1].on, numbered[0]))


def state(acts: list[Act], action: int, day: str, head: int) -> Expected | None:
    """The action as at a day, as known at a head; None where it does not exist: no text of it is said."""
    counting = known(acts, action, day, head)
    worded = [act for _, act in counting if act.wording]
    if not worded:
        return None
    wording = worded[-1].wording
    assert wording is not None
    about = [entry for entry, act in enumerate(acts, 1) if act.action == action and entry <= head]
    return Expected(
        status=_last(counting, lambda progress: progress.status) or "not_reported",
        reported=_last(counting, lambda progress: progress.rag),
        expected=_last(counting, lambda progress: progress.expected),
        note=_last(counting, lambda progress: progress.note),
        noted_on=_last_day(counting, lambda progress: progress.note is not None),
        updated_on=_last_day(counting, lambda progress: True),
        done_on=_last_day(counting, lambda progress: progress.done),
        deadline=_agreed(counting),
        original=_original(counting),
        first_granted=_first_granted(counting),
        moves=len(_steps(counting, "granted")),
        requested=_requested(counting),
        leads=_leads(counting),
        completed_on=_completed_on(counting),
        withdrawn_because=_withdrawn_because(counting),
        began=min(act.on for act in worded),
        version=len(about),
        text=wording.text,
        stage=wording.stage,
        by_when=wording.by_when,
        recurrence=wording.recurrence,
    )


def _last(counting: list[Numbered], said: Callable[[Progress], str | None]) -> str | None:
    """What was last said by an update, NULL saying nothing."""
    value = None
    for _, act in counting:
        if act.progress is not None and said(act.progress) is not None:
            value = said(act.progress)
    return value


def _last_day(counting: list[Numbered], so: Callable[[Progress], bool]) -> str | None:
    days = [act.on for _, act in counting if act.progress is not None and so(act.progress)]
    return max(days, default=None)


def _steps(counting: list[Numbered], *names: str) -> list[tuple[int, str, Step]]:
    return [(entry, act.on, act.step) for entry, act in counting if act.step is not None and act.step.step in names]


def _agreed(counting: list[Numbered]) -> str | None:
    """The last `set` or `granted`."""
    steps = _steps(counting, "set", "granted")
    return steps[-1][2].date if steps else None


def _original(counting: list[Numbered]) -> str | None:
    """The last recorded `set` for the day of the first dated `set`: a correction of that day mends it."""
    sets = _steps(counting, "set")
    dated = [on for _, on, step in sets if step.date is not None]
    if not dated:
        return None
    first_day = min(dated)
    _, newest = max((entry, step.date) for entry, on, step in sets if on == first_day)
    return newest


def _first_granted(counting: list[Numbered]) -> str | None:
    grants = _steps(counting, "granted")
    return grants[0][2].date if grants else None


def _requested(counting: list[Numbered]) -> str | None:
    """The last request, where no decision answers it: those before it are settled with it."""
    answered = {step.answers for _, _, step in _steps(counting, "granted", "refused")}
    requests = _steps(counting, "requested")
    return requests[-1][2].date if requests and requests[-1][0] not in answered else None


def _leads(counting: list[Numbered]) -> tuple[tuple[int, int, bool], ...]:
    """The posts whose last saying is a place."""
    last: dict[int, Lead] = {}
    for _, act in counting:
        for lead in act.leads:
            last[lead.post] = lead
    return tuple(sorted((lead.place, lead.post, lead.accountable) for lead in last.values() if lead.place is not None))


def _completed_on(counting: list[Numbered]) -> str | None:
    """The day on which the completion that stands began; None where there is none, or a document only shows it."""
    began: tuple[str, bool] | None = None
    for _, act in counting:
        if act.progress is None or act.progress.status is None:
            continue
        if act.progress.status not in COMPLETE:
            began = None
        elif began is None:
            began = (act.on, act.progress.observed)
    return None if began is None or began[1] else began[0]


def _withdrawn_because(counting: list[Numbered]) -> str | None:
    """The last reason given, unless a later status was said: a withdrawal that was followed by something else is over."""
    reason = None
    for _, act in counting:
        if act.withdrawn_because is not None:
            reason = act.withdrawn_because
        elif act.progress is not None and act.progress.status is not None:
            reason = None
    return reason
