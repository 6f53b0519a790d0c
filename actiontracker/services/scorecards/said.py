"""What a scorecard's documents said before, so that the next one's changes can be told from what was typed since."""

from decimal import Decimal
from typing import Any

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.figures import Figure, figure_text
from actiontracker.domain.indicators import Definition, plain_description
from actiontracker.domain.likeness import is_same_wording
from actiontracker.domain.periods import period_words
from actiontracker.domain.refs import ref_key
from actiontracker.intake.scorecards.drafts import ComparatorDraft, TargetDraft, ValueDraft
from actiontracker.store import indicators, scorecards
from actiontracker.store.connection import Connection
from actiontracker.store.indicators import LAST_DAY, Comparator, Target, Value

Key = tuple[Any, ...]


class Memory:
    """The facts that a scorecard's own documents recorded, and what this one says while it is read.

    Each of the `differs` gives the figure as it was said last by that day, "" where none was; None where nothing differs.
    """

    def __init__(self, conn: Connection, scorecard: int, head: int, on: str) -> None:
        self._conn, self._scorecard, self._head, self._on = conn, scorecard, head, on
        self.lines = {line.indicator_id: line for line in scorecards.lines(conn, scorecard, LAST_DAY, head)}
        self.places = scorecards.places(conn, scorecard, LAST_DAY, head)
        every = indicators.indicators(conn, LAST_DAY, head)
        self._every = {each.id: each for each in every}
        self._aliases = indicators.aliases(conn, LAST_DAY, head)
        ids = tuple(self._every)
        self._said: dict[Key, list[tuple[str, Key]]] = {}
        for row in indicators.values_said(conn, ids, LAST_DAY, head):
            figure = Figure(row.value, row.numerator, row.denominator, row.missing, row.provisional == 1, row.printed)
            self._remember(row, ("value", row.indicator_id, row.period), (figure, row.note, row.rag))
        for goal in indicators.targets_said(conn, ids, LAST_DAY, head):
            figure = Figure(goal.value, missing=goal.missing, printed=goal.printed)
            self._remember(goal, ("target", goal.indicator_id, goal.period), (figure,))
        for other in indicators.comparators_said(conn, ids, LAST_DAY, head):
            key = "comparator", other.indicator_id, other.kind, other.name, other.period
            figure = Figure(other.value, missing=other.missing, printed=other.printed)
            self._remember(other, key, (figure, other.place))
        for name, day, setting, printed, _ in scorecards.settings_said(conn, scorecard, head):
            if printed:
                self._said.setdefault(("setting", name), []).append((day, (setting,)))
        self._comments = {(c.indicator_id, c.on, c.text) for c in indicators.comments_said(conn, ids, LAST_DAY, head)}
        self._met: set[Key] = set()

    def _remember(self, row: Value | Target | Comparator, key: Key, what: Key) -> None:
        if row.scorecard_id == self._scorecard:
            self._said.setdefault(key, []).append((row.on, what))

    def setting(self, name: str) -> str:
        """What documents last said of a setting."""
        return str((self._last(("setting", name), LAST_DAY) or [""])[0])

    def setting_differs(self, name: str, value: str, on: str) -> bool:
        """Whether a document did not say so by that day."""
        return self._differs(("setting", name), on, (value,)) is not None

    def value_differs(self, indicator: int, draft: ValueDraft, on: str) -> str | None:
        """See the class. Raises InputRefused for a second value of a period for one day."""
        key = "value", indicator, draft.period
        self._refuse_twice(key, on, draft.place, f"two values for {period_words(draft.period)}")
        return _text(self._differs(key, on, (draft.figure, draft.note, draft.rag)))

    def target_differs(self, indicator: int, draft: TargetDraft, on: str) -> str | None:
        """See the class. Raises InputRefused as `value_differs`."""
        key = "target", indicator, draft.period
        self._refuse_twice(key, on, draft.place, f"two targets for {period_words(draft.period)}")
        return _text(self._differs(key, on, (draft.figure,)))

    def comparator_differs(self, indicator: int, draft: ComparatorDraft, on: str) -> str | None:
        """See the class. Raises InputRefused as `value_differs`."""
        key = "comparator", indicator, draft.kind, draft.name, draft.period
        self._refuse_twice(key, on, draft.place, f"two figures of {draft.kind.replace('_', ' ')} {draft.name}".rstrip())
        return _text(self._differs(key, on, (draft.figure, draft.rank)))

    def comment_is_new(self, indicator: int, text: str, on: str) -> bool:
        """Whether a comment was not made on that day."""
        return (indicator, on, text) not in self._comments

    def definition(self, indicator: int) -> Definition | None:
        """What the indicator is said to be, by whomever."""
        found = self._every.get(indicator)
        return found.definition if found else None

    def definition_differs(self, indicator: int, said: Definition) -> bool:
        """Whether this scorecard's documents did not say so last."""
        return indicators.defined_by(self._conn, indicator, self._scorecard, self._head) != said

    def has_alias(self, indicator: int, name: str) -> bool:
        """Whether the name stands already."""
        return (indicator, name) in self._aliases

    def key_of(self, ref: str, description: str, council: str) -> str | None:
        """The key of the indicator that a line without one is about, or None where the words tell of none that is known."""
        own = next((line for line in self.lines.values() if ref and ref_key(line.ref or "") == ref_key(ref)), None)
        if own and is_same_wording(own.description or "", description):
            return own.key
        plain = plain_description(description)
        named = {number for number, name in self._aliases if plain_description(name) == plain}
        worded = {line.indicator_id for line in self.lines.values() if plain_description(line.description or "") == plain}
        for each in self._every.values():
            is_it = each.id in named | worded or plain_description(each.definition.description) == plain
            if is_it and each.council == council:
                return each.key
        return None

    def _last(self, key: Key, on: str) -> Key | None:
        said = sorted(self._said.get(key, []), key=lambda each: each[0])
        return next((what for day, what in reversed(said) if day <= on), None)

    def _differs(self, key: Key, on: str, new: Key) -> Key | None:
        """What was said last by that day, () where nothing was; None where it was the same. The new is remembered."""
        old = self._last(key, on)
        if old is not None and _plain(old) == _plain(new):
            return None
        self._said.setdefault(key, []).append((on, new))
        return old or ()

    def _refuse_twice(self, key: Key, on: str, place: str, what: str) -> None:
        if (*key, on) in self._met:
            raise InputRefused(f"{place}: {what}", "leave one of them out")
        self._met.add((*key, on))


def _plain(said: Key) -> Key:
    """What is compared: 88.0 in one kind of file is 88 in another, and "100." is 100."""
    first, *rest = said
    if isinstance(first, Figure):
        value = None if first.value is None else Decimal(first.value)
        first = first._replace(value=None, printed=first.printed if value is None else None, remark=None)
        return first, value, *rest
    return said


def _text(said: Key | None) -> str | None:
    """The figure that was said; "" where none was, None where nothing differs."""
    return None if said is None else figure_text(said[0]) if said else ""
