"""The public edition: only what may leave the building. It fails closed: what nobody let out is left out, and counted."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from actiontracker.domain.disclosure import disclosures
from actiontracker.domain.plan import Recommendation
from actiontracker.domain.publication import Mark
from actiontracker.reports.actions import Action
from actiontracker.reports.exceptions import DateStep, Key, Note

NO_POST = "a post not in the key"
_SEEN: tuple[str, ...] = (
    "plan",
    "area",
    "recommendation_ref",
    "recommendation",
    "timescale",
    "outcome",
    "ref",
    "stage",
    "action",
    "by_when",
)
_SEEN += ("deadline", "original_deadline", "deadline_moves", "status", "rag", "rag_computed", "days_overdue", "completed_on")
_SEEN += ("inherited",)
"""What the public sees of an action as it is. Whatever is not named here, or let out below, stays inside."""
_UNSEEN = Action(
    plan="",
    area=None,
    recommendation_ref=None,
    recommendation=None,
    timescale=None,
    outcome=None,
    ref="",
    stage=None,
    action="",
    leads=(),
    by_when=None,
    deadline=None,
    original_deadline=None,
    expected=None,
    deadline_moves=0,
    status="",
    rag="none",
    rag_reported=None,
    rag_computed="none",
    rag_reason="",
    days_overdue=None,
    progress=None,
    updated_on=None,
    completed_on=None,
    evidence_count=0,
    version=0,
    requested=None,
    accountable=None,
    inherited=(),
    noted_on=None,
    extra={},
)


class Publication(NamedTuple):
    """What is known of letting out: approved public notes, those that wait, marks, and by plan the posts of its key."""

    notes: dict[Key, Note]
    waiting: set[Key]
    marks: dict[Key, Mark]
    recommendation_marks: dict[Key, Mark]
    posts: dict[str, set[str]]


class Edition:
    """Lets actions and recommendations through as the public may see them, and counts by reason what it withholds."""

    def __init__(self, publication: Publication) -> None:
        self._known = publication
        self.withheld: Counter[str] = Counter()
        self.warnings: list[str] = []

    def actions(self, actions: Iterable[Action]) -> list[Action]:
        """The actions that may be seen, each with no more of it than may be seen."""
        return [seen for action in actions if (seen := self._action(action))]

    def recommendations(self, recommendations: Iterable[Recommendation]) -> list[Recommendation]:
        """The recommendations that may be seen, without their notes."""
        return [seen for each in recommendations if (seen := self._recommendation(each))]

    def posts(self, plan: str, codes: tuple[str, ...]) -> tuple[str, ...]:
        """A plan's leads as posts that its council's key explains: any other code might be a person's name."""
        keyed = self._known.posts.get(plan, set())
        return tuple(dict.fromkeys(code if code in keyed else NO_POST for code in codes))

    def notes(self) -> dict[Key, list[Note]]:
        """Approved public notes in the place of notes."""
        return {key: [note] for key, note in self._known.notes.items()}

    def steps(self, steps: Iterable[DateStep]) -> list[DateStep]:
        """Decisions on deadlines without the reasons and minutes; requests are the council's own business."""
        hidden = self._known.marks
        return [
            step._replace(reason=None, minute=None, leads=self.posts(step.plan, step.leads))
            for step in steps
            if step.step != "requested" and (step.plan, step.ref) not in hidden
        ]

    def _action(self, action: Action) -> Action | None:
        key, known = (action.plan, action.ref), self._known
        parent = known.recommendation_marks.get((action.plan, action.recommendation_ref or ""))
        if mark := known.marks.get(key) or parent:
            self.withheld[f"actions that are {mark.reason}"] += 1
            return None
        note = known.notes.get(key)
        self._count(action, key)
        self._scan(key, (("action", action.action), ("recommendation", action.recommendation), ("outcome", action.outcome)))
        self._scan(key, (("public note", note.note if note else None), ("by when", action.by_when)))
        return _UNSEEN._replace(
            **{name: getattr(action, name) for name in _SEEN},
            leads=self.posts(action.plan, action.leads),
            accountable=None if action.accountable is None else self.posts(action.plan, (action.accountable,))[0],
            progress=note.note if note else None,
            noted_on=note.on if note else None,
            rag_reason=_public_reason(action),
        )

    def _count(self, action: Action, key: Key) -> None:
        said = {
            "notes without a public one": action.progress and key not in self._known.notes,
            "public notes that wait for approval": key in self._known.waiting,
            "further fields": bool(action.extra),
            "leads who are no post in the key": NO_POST in self.posts(action.plan, action.leads),
        }
        self.withheld.update(name for name, holds in said.items() if holds)

    def _recommendation(self, each: Recommendation) -> Recommendation | None:
        key = each.plan, each.ref
        if mark := self._known.recommendation_marks.get(key):
            self.withheld[f"recommendations that are {mark.reason}"] += 1
            return None
        if each.note:
            self.withheld["notes on recommendations"] += 1
        self._scan(key, (("recommendation", each.text), ("outcome", each.outcome)))
        return each._replace(note=None, noted_on=None)

    def _scan(self, key: Key, texts: Iterable[tuple[str, str | None]]) -> None:
        """Remember what might give a person away in what is let out; each once."""
        for name, text in texts:
            for kind, words in disclosures(text) if text else ():
                quoted = f" ({words!r})" if words else ""
                warning = f"{key[1]}, {name}: {kind}{quoted}"
                if warning not in self.warnings:
                    self.warnings.append(warning)


def _public_reason(action: Action) -> str:
    """Why it is rated so, without what the lead reported and without why it was withdrawn."""
    if action.status == "withdrawn":
        return "withdrawn"
    reason = action.rag_reason
    return reason.partition("; ")[2] if reason.startswith("reported ") else reason
