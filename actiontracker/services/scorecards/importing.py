"""Importing a scorecard: what is new, changed, the same and missing. Only what differs from what it said last is recorded.

So the same file twice changes nothing, a correction that was typed stays, and each revision is kept beside the figure
that it revises.
"""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from actiontracker.domain.errors import InputRefused, UsageFault
from actiontracker.domain.figures import figure_text
from actiontracker.domain.indicator_catalogue import in_catalogue
from actiontracker.domain.indicators import Definition, is_key, key_from
from actiontracker.domain.periods import period_words
from actiontracker.domain.problems import Change, Problem
from actiontracker.intake.scorecards.drafts import IndicatorDraft, ScorecardDocument, TargetDraft
from actiontracker.reports.results import ScorecardImport
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.scorecards import facts
from actiontracker.services.scorecards.said import Memory
from actiontracker.store import indicators, plans, scorecards
from actiontracker.store.indicators import LAST_DAY
from actiontracker.store.ledger import Fact, Ledger
from actiontracker.store.snapshot import head


class ScorecardWish(NamedTuple):
    """What the person asks for beside the file itself; None: as the file or the database says."""

    slug: str | None = None
    title: str | None = None
    council: str | None = None
    on: str | None = None
    dry_run: bool = False


def record_scorecard(ledger: Ledger, edge: Edge, document: ScorecardDocument, wish: ScorecardWish) -> ScorecardImport:
    """Record what a scorecard says that it did not say before. Raises InputRefused, UsageFault; nothing is changed then."""
    return _Importer(ledger, edge, document, wish).record()


class _Statement(NamedTuple):
    """Something that a line says otherwise than before: its day, author and fact, and (of figures) what it was and is."""

    on: str
    by: str | None
    fact: Fact
    what: str = ""
    old: str = ""
    new: str = ""


class _Importer:
    """One scorecard while it is recorded. Every line is an entry of its own; what has its own day or author is another."""

    def __init__(self, ledger: Ledger, edge: Edge, document: ScorecardDocument, wish: ScorecardWish) -> None:
        self._ledger, self._edge, self._document, self._wish = ledger, edge, document, wish
        printed = document.on if document.slug or (document.on or "") <= edge.today else None
        what = "--on" if wish.on else f"{document.name}, scorecard.on"
        self._on = not_in_future(wish.on or printed or edge.today, edge, what)
        self._head = head(ledger.conn)
        self._slug = _slug(document, wish)
        known = scorecards.identity(ledger.conn, self._slug)
        standing = {each.slug for each in scorecards.scorecards(ledger.conn, self._head)}
        self._is_new = self._slug not in standing
        self._council = self._council_of(known[1] if known else None)
        self._number = known[0] if known else ledger.new_id("scorecard")
        self._waiting: list[Fact] = [] if known else [facts.scorecard(self._number, self._on, self._slug, self._council)]
        self._ids = indicators.identities(ledger.conn, self._council)
        self._memory = Memory(ledger.conn, self._number, self._head, self._on)
        self._problems = list(document.problems)
        self._changes: list[Change] = []
        self._new: list[str] = []
        self._same = 0
        self._concluded: list[tuple[str, str, Definition]] = []

    def record(self) -> ScorecardImport:
        """All of it, and what was done."""
        first = self._ledger.seq + 1
        self._record_settings()
        met: dict[int, IndicatorDraft] = {}
        for place, draft in enumerate(self._document.indicators, 1):
            number = self._identity(draft)
            if number in met:
                what = f"{_place(self._document, draft)}: the same indicator as {met[number].place}"
                raise InputRefused(what, "leave one of them out, or give them keys of their own")
            met[number] = draft
            self._record_line(number, place, draft)
        self._tell_same_refs()
        missing = [line.ref or line.key for line in self._memory.lines.values() if line.indicator_id not in met]
        entry = None
        if self._ledger.seq >= first:
            row: Fact = (
                "document",
                {
                    "effective_on": self._on,
                    "scorecard_id": self._number,
                    "first_entry": first,
                    "name": self._document.name,
                    "sha256": self._document.sha256,
                },
            )
            entry = self._ledger.append("import", [row]).seq
        self._ledger.flush()
        return ScorecardImport(
            file=self._document.name,
            database=self._edge.database,
            scorecard=self._slug,
            is_new=self._is_new,
            on=self._on,
            council=self._council,
            indicators=len(self._document.indicators),
            new=self._new,
            changes=self._changes,
            same=self._same,
            missing=missing,
            concluded=self._concluded,
            problems=self._problems,
            headings=list(dict.fromkeys(self._document.headings)),
            entry=entry,
            dry_run=self._wish.dry_run,
        )

    def _council_of(self, known: str | None) -> str:
        """Whose it is: said, printed, known already, or the council whose name has the place that the headings name."""
        said = self._wish.council or self._document.council
        if known is not None:
            if said and said != known:
                what = f"{self._document.name} is a scorecard of {said}; {self._slug} is one of {known}"
                raise InputRefused(what, "choose another --scorecard")
            return known
        tracked = {plan.council for plan in plans.plans(self._ledger.conn)}
        tracked |= {each.council for each in indicators.indicators(self._ledger.conn, LAST_DAY, self._head)}
        place = self._document.authority
        named = sorted(name for name in tracked if place and re.search(rf"\b{re.escape(place)}\b", name))
        return said or next(iter(named), None) or place or (next(iter(tracked)) if len(tracked) == 1 else "The council")

    def _append(self, kind: str, rows: list[Fact], by: str | None = None) -> None:
        """Record one act; what waits (the scorecard itself, its settings, a new indicator) belongs to the first."""
        rows, self._waiting = [*self._waiting, *rows], []
        if rows:
            self._ledger.append(kind, rows, by=by)

    def _record_settings(self) -> None:
        titles = {"title": self._wish.title or self._document.title or (self._slug if self._is_new else None)}
        said = [(name, value, self._on) for name, value in titles.items() if value and not self._document.slug]
        said += [(each.name, each.value, each.on or self._on) for each in self._document.settings]
        for name, value, on in said:
            not_in_future(on, self._edge, f"{self._document.name}, {name}")
            if self._memory.setting_differs(name, value, on):
                self._waiting.append(facts.setting(self._number, on, name, value, printed=True))
                if not self._is_new:
                    self._changes.append(Change(name, "setting", self._memory.setting(name), value))
        if self._waiting:
            self._append("import", [])

    def _tell_same_refs(self) -> None:
        refs = [draft.ref for draft in self._document.indicators if draft.ref]
        for ref in sorted({ref for ref in refs if refs.count(ref) > 1}):
            what = f"stands {refs.count(ref)} times: name such indicators by their keys"
            self._problems.append(Problem(f"ref {ref}", what))

    def _record_line(self, number: int, place: int, draft: IndicatorDraft) -> None:
        """Record what a line says otherwise than before."""
        is_new = number not in self._memory.lines
        definition = self._record_definition(number, draft)
        self._refuse_target_of_neutral(draft, definition)
        name, before = draft.ref or draft.key or definition.description, len(self._changes)
        acts = {(self._on, ""): self._line_rows(number, place, draft)}
        for said in self._differing(number, draft):
            acts.setdefault((said.on, said.by or ""), []).append(said.fact)
            if said.what and not is_new:
                self._changes.append(Change(name, said.what, said.old, said.new))
        for (_, by), rows in sorted(acts.items(), key=lambda act: act[0]):
            self._append("import", rows, by or None)
        self._new += [name] if is_new else []
        self._same += not is_new and len(self._changes) == before

    def _differing(self, number: int, draft: IndicatorDraft) -> Iterator[_Statement]:
        """The figures, targets, comparators and comments of a line that were not said so before."""
        for value in draft.values:
            on = self._day(value.on, value.place)
            if (old := self._memory.value_differs(number, value, on)) is not None:
                fact = facts.value(number, value.period, on, value.figure, self._number, value.note, value.rag)
                yield _Statement(on, value.by, fact, period_words(value.period), old, figure_text(value.figure))
        for target in draft.targets:
            on = self._day(target.on, target.place)
            if (old := self._memory.target_differs(number, target, on)) is not None:
                fact = facts.target(number, target.period, on, target.figure, self._number)
                what = f"target {period_words(target.period)}"
                yield _Statement(on, target.by, fact, what, old, figure_text(target.figure))
        for other in draft.comparators:
            on = self._day(other.on, other.place)
            if (old := self._memory.comparator_differs(number, other, on)) is not None:
                key = number, other.kind, other.name, other.period
                fact = facts.comparator(*key, on, other.figure, other.rank, self._number)
                what = f"{other.kind.replace('_', ' ')} {period_words(other.period)}"
                yield _Statement(on, other.by, fact, what, old, figure_text(other.figure))
        for comment in draft.comments:
            on = self._day(comment.on, comment.place)
            if self._memory.comment_is_new(number, comment.text, on):
                yield _Statement(on, comment.by, facts.comment(number, on, comment.text))

    def _day(self, on: str | None, place: str) -> str:
        return not_in_future(on or self._on, self._edge, f"{place}, on")

    def _identity(self, draft: IndicatorDraft) -> int:
        """The indicator that a line is about: by its key, its place in this scorecard, its words, the catalogue; else new."""
        known = in_catalogue(draft.ref, draft.definition.description)
        key = draft.key or self._memory.key_of(draft.ref, draft.definition.description, self._council)
        key = key or (known.key if known else None) or self._new_key(draft.definition.description)
        if not is_key(key):
            raise InputRefused(f"{self._document.name}, {draft.place}: {key!r} is no key", "use a-z, 0-9 and hyphens")
        if key not in self._ids:
            self._ids[key] = self._ledger.new_id("indicator")
            self._waiting.append(facts.indicator(self._ids[key], self._on, self._council, key))
        return self._ids[key]

    def _new_key(self, description: str) -> str:
        key = key_from(description)
        return next(each for number in count(1) if (each := f"{key}-{number}" if number > 1 else key) not in self._ids)

    def _record_definition(self, number: int, draft: IndicatorDraft) -> Definition:
        """What the indicator is. A table's line only concludes it, so it defines new ones; a file states it, all of it."""
        standing = self._memory.definition(number)
        if standing is None or (draft.is_defined and self._memory.definition_differs(number, draft.definition)):
            self._waiting.append(facts.defined(number, self._on, draft.definition, self._number))
            if standing is None and not draft.is_defined:
                key = next(key for key, each in self._ids.items() if each == number)
                self._concluded.append((draft.ref or key, key, draft.definition))
            standing = draft.definition
        names = [name for name in draft.aliases if not self._memory.has_alias(number, name)]
        self._waiting += [facts.alias(number, self._on, name, 1) for name in names]
        return standing

    def _line_rows(self, number: int, place: int, draft: IndicatorDraft) -> list[Fact]:
        said = (draft.ref or None, draft.heading or None, draft.definition.description)
        line = self._memory.lines.get(number)
        if line and (line.ref, line.heading, line.description) == said and self._memory.places[number] == place:
            return []
        if line and line.ref != said[0]:
            self._changes.append(Change(line.ref or line.key, "ref", line.ref or "", draft.ref))
        return [facts.listed(self._number, number, self._on, place, *said)]

    def _refuse_target_of_neutral(self, draft: IndicatorDraft, definition: Definition) -> None:
        target = next((each for each in draft.targets if each.figure.value is not None), None)
        if target and definition.polarity == "neutral":
            place = _place(self._document, target)
            what = f"{place}: a target for {draft.definition.description!r}, which is neutral"
            raise InputRefused(what, "leave the target out, or say which way is better (polarity)")


def _place(document: ScorecardDocument, draft: IndicatorDraft | TargetDraft) -> str:
    """Where something stands, with the file's name before it."""
    return draft.place if draft.place.startswith(document.name) else f"{document.name}, {draft.place}"


def _slug(document: ScorecardDocument, wish: ScorecardWish) -> str:
    slug = wish.slug or document.slug or re.sub(r"[^a-z0-9]+", "-", Path(document.name).stem.lower()).strip("-") or "scorecard"
    if not is_key(slug):
        raise UsageFault(f"--scorecard {slug!r} is no short name", "use a-z, 0-9 and hyphens, such as northford-cpp")
    return slug
