"""Records of a plan as at a day. Days are ISO text throughout: they compare as they sort."""

from typing import NamedTuple


class Plan(NamedTuple):
    """A plan's identity."""

    id: int
    slug: str
    council: str
    began: str


class Record(NamedTuple):
    """Where the record stands: how many entries there are, and the hash of the newest (docs/reliability.md)."""

    entries: int
    head: str


class Meeting(NamedTuple):
    """A board's meeting on a day, and what it was shown: plans as at a day, as known at a head of the record.

    `entry` is the number of its recording, for undo.
    """

    number: int
    board: str
    on: str
    as_at: str
    head: int
    plans: tuple[str, ...]
    recorded_by: str
    recorded_at: str
    entry: int


class Post(NamedTuple):
    """A post as at a day. `stands_for` is set on another spelling of a post; `superior` is who it reports to."""

    id: int
    council: str
    code: str
    title: str | None
    organisation: str | None
    superior: int | None
    stands_for: int | None


class Recommendation(NamedTuple):
    """A recommendation as at a day. `leads` are post ids in printed order, a `*` after the accountable one."""

    id: int
    plan_id: int
    plan: str
    ref: str
    area: str | None
    timescale: str | None
    timescale_in_report: str | None
    text: str
    outcome: str | None
    by_when: str | None
    deadline: str | None
    leads: str | None
    note: str | None
    noted_on: str | None
    began: str


class State(NamedTuple):
    """An action as at a day. Days are ISO text; `leads` are post ids in printed order, a `*` after the accountable one."""

    action_id: int
    plan_id: int
    plan: str
    area: str | None
    recommendation_ref: str | None
    recommendation: str | None
    timescale: str | None
    outcome: str | None
    ref: str
    stage: str | None
    text: str
    leads: str | None
    recommendation_leads: str | None
    by_when: str | None
    recurrence: str | None
    deadline: str | None
    recommendation_deadline: str | None
    recommendation_by_when: str | None
    original: str | None
    first_granted: str | None
    expected: str | None
    moves: int
    requested: str | None
    status: str
    reported: str | None
    note: str | None
    noted_on: str | None
    updated_on: str | None
    done_on: str | None
    completed_on: str | None
    withdrawn_because: str | None
    extra: str | None
    began: str
    version: int
