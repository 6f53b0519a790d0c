"""An action as reports show it: its state with the rating, the due day and the names of its leads worked out."""

from datetime import date, timedelta
from typing import NamedTuple

from actiontracker.domain.assurance import Assured, kind_words
from actiontracker.domain.deadlines import months_on, next_due
from actiontracker.domain.extras import Extra, unpacked
from actiontracker.domain.plan import Post, State
from actiontracker.domain.rag import Closure, Rules, Standing, rate
from actiontracker.domain.words import CLOSED, DONE


class Action(NamedTuple):
    """The columns of an action, in the order of every CSV and JSON (docs/columns.md). Days are ISO text.

    `deadline` is the agreed one, or the next due day of a recurring action; `days_overdue` is None unless it is overdue.
    """

    plan: str
    area: str | None
    recommendation_ref: str | None
    recommendation: str | None
    timescale: str | None
    outcome: str | None
    ref: str
    stage: str | None
    action: str
    leads: tuple[str, ...]
    by_when: str | None
    deadline: str | None
    original_deadline: str | None
    expected: str | None
    deadline_moves: int
    status: str
    rag: str
    rag_reported: str | None
    rag_computed: str
    rag_reason: str
    days_overdue: int | None
    progress: str | None
    updated_on: str | None
    completed_on: str | None
    evidence_count: int
    version: int
    requested: str | None
    accountable: str | None
    inherited: tuple[str, ...]
    noted_on: str | None
    extra: Extra
    evidence_kinds: tuple[str, ...] = ()
    signed_off_on: str | None = None
    reaudit_due: str | None = None
    reaudit_result: str | None = None
    waiting_on: tuple[str, ...] = ()
    holds_up: tuple[str, ...] = ()
    also_answers: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.status not in CLOSED


_NOTHING = Assured()


class Lens:
    """How states are seen on a day: the rules of each plan, what stands beside actions, and posts by their codes."""

    def __init__(
        self, day: str, rules: dict[int, Rules], posts: dict[int, Post], assured: dict[int, Assured] | None = None
    ) -> None:
        self.day = date.fromisoformat(day)
        self._rules = rules
        self._posts = posts
        self._assured = assured or {}
        self._names: dict[str, tuple[tuple[str, ...], str | None]] = {}

    def rules(self, plan: int) -> Rules:
        return self._rules[plan]

    def assured(self, action: int) -> Assured:
        """What stands beside an action: its evidence, sign-off, re-audits, what it waits for."""
        return self._assured.get(action, _NOTHING)

    def leads(self, ids: str | None) -> tuple[tuple[str, ...], str | None]:
        """The codes of leads in printed order, and the accountable one."""
        if not ids:
            return (), None
        if ids not in self._names:
            marked = [(self.code(int(item.rstrip("*"))), item.endswith("*")) for item in ids.split(",")]
            codes = tuple(dict.fromkeys(code for code, _ in marked))
            self._names[ids] = codes, next((code for code, accountable in marked if accountable), None)
        return self._names[ids]

    def code(self, post: int) -> str:
        """The code of a post, or of the post that it is another spelling of."""
        return canonical(self._posts, post).code


def canonical(posts: dict[int, Post], post: int) -> Post:
    """The post that another spelling stands for, or the post itself (a ring of spellings ends at one of them)."""
    seen = {post}
    while (target := posts[post].stands_for) is not None and target not in seen:
        post = target
        seen.add(post)
    return posts[post]


KEY = {"blue": "complete", "green": "on track", "amber": "at risk or slipping", "red": "late or off track"}


def colour_key(settings: dict[str, str]) -> dict[str, str]:
    """What the colours mean in a plan: its own words, or ours."""
    return {colour: settings.get(f"key_{colour}", meaning) for colour, meaning in KEY.items()}


def rules_from(settings: dict[str, str]) -> Rules:
    """A plan's limits from its settings, with the defaults of the decision table."""
    said = {name: settings[name] for name in Rules._fields if name in settings}
    limits = {name: int(value) for name, value in said.items() if name != "closure_rule"}
    return Rules(said.get("closure_rule", "reported"), **limits)


def seen(state: State, lens: Lens) -> Action:
    """Work out what SQL cannot tell of an action as at the lens's day."""
    own, accountable = lens.leads(state.leads)
    leads, accountable = (own, accountable) if own else lens.leads(state.recommendation_leads)
    due = due_day(state)
    original = state.original or state.recommendation_deadline or state.first_granted
    rules, beside = lens.rules(state.plan_id), lens.assured(state.action_id)
    closure = _closure(state, beside, rules)
    rating = rate(_standing(state, due, original, closure), lens.day, rules)
    is_open = state.status not in CLOSED
    late = (lens.day - date.fromisoformat(due)).days if due and is_open else 0
    inherits_date = state.deadline is None and state.recurrence is None and state.recommendation_deadline is not None
    inherited = ("leads",) * (not own and bool(leads)) + ("deadline",) * inherits_date
    return Action(
        plan=state.plan,
        area=state.area,
        recommendation_ref=state.recommendation_ref,
        recommendation=state.recommendation,
        timescale=state.timescale,
        outcome=state.outcome,
        ref=state.ref,
        stage=state.stage,
        action=state.text,
        leads=leads,
        by_when=state.by_when or (state.recommendation_by_when if inherits_date else None),
        deadline=due,
        original_deadline=original,
        expected=state.expected,
        deadline_moves=state.moves,
        status=state.status,
        rag=rating.printed,
        rag_reported=state.reported if state.reported != "none" else None,
        rag_computed=rating.computed,
        rag_reason=rating.reason,
        days_overdue=late if late > 0 else None,
        progress=state.note,
        updated_on=state.updated_on,
        completed_on=state.completed_on,
        evidence_count=len(beside.evidence),
        version=state.version,
        requested=state.requested,
        accountable=accountable,
        inherited=inherited,
        noted_on=state.noted_on,
        extra=unpacked(state.extra),
        evidence_kinds=tuple(dict.fromkeys(beside.evidence)),
        signed_off_on=beside.signed_off_on,
        reaudit_due=closure.reaudit_due.isoformat() if closure.reaudit_due and not closure.reaudit_passed else None,
        reaudit_result=beside.reaudit_result,
        waiting_on=beside.waiting_on,
        holds_up=beside.holds_up,
        also_answers=beside.also_answers,
    )


def due_day(state: State) -> str | None:
    """The agreed deadline; of a recurring action the next due day, though not after an agreed end."""
    agreed = state.deadline or state.recommendation_deadline
    if state.recurrence is None:
        return agreed
    done = date.fromisoformat(state.done_on) if state.done_on else None
    due = next_due(state.recurrence, date.fromisoformat(state.began), done).isoformat()
    return min(due, state.deadline) if state.deadline else due


def _closure(state: State, beside: Assured, rules: Rules) -> Closure:
    """What shows that a completed action is complete; a re-audit that nobody planned is due some months after it."""
    closed = _day(beside.closed_on or state.completed_on) if state.status in DONE else None
    planned = _day(beside.reaudit_due)
    looked_at = beside.reaudit_passed or beside.reaudit_partly
    if planned is None and closed and rules.closure_rule == "embedded" and not looked_at:
        planned = months_on(closed, rules.reaudit_months)
    return Closure(
        evidence=len(beside.evidence),
        lacking=tuple(map(kind_words, beside.lacking)),
        signed_off=beside.signed_off_on is not None,
        signoff_due=closed + timedelta(days=rules.signoff_days) if closed else None,
        reaudit_passed=beside.reaudit_passed,
        reaudit_due=planned if state.status in DONE else None,
        signoff_refused=beside.signoff_refused_on is not None,
        reaudit_partly=beside.reaudit_partly,
    )


def _standing(state: State, due: str | None, original: str | None, closure: Closure) -> Standing:
    return Standing(
        status=state.status,
        due=_day(due),
        heard=date.fromisoformat(state.updated_on or state.began),
        moves=state.moves,
        reported=state.reported,
        original=_day(original),
        completed_on=_day(state.completed_on),
        withdrawn_because=state.withdrawn_because,
        closure=closure,
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
