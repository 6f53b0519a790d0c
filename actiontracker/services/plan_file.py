"""A whole plan in the shape of a plan file (plans/README.md): importing it gives the same plan."""

from pathlib import Path
from typing import Any

from actiontracker.domain.plan import Post
from actiontracker.domain.printed import read_by_when
from actiontracker.domain.words import DONE
from actiontracker.intake.toml_plans import PLAN_LINES
from actiontracker.reports.actions import canonical
from actiontracker.services.boards import board_plans
from actiontracker.services.finding import find_plan
from actiontracker.services.said import acts_said
from actiontracker.store import history, meetings, plans, snapshot
from actiontracker.store.connection import Connection, reading
from actiontracker.store.history import Recorded


def plan_file(database: Path, slug: str | None) -> dict[str, Any]:
    """One plan as a plan file (plans/README.md): importing it into an empty database gives the same plan.

    Raises NotFound; UsageFault where there are several plans and none is named.
    """
    with reading(database) as conn:
        plan = find_plan(conn, slug) if slug else board_plans(conn, (), False, snapshot.head(conn))[0]
        return _PlanFile(conn, plan.id, plan.slug, plan.council).contents()


class _PlanFile:
    """Gathers one plan's tables."""

    def __init__(self, conn: Connection, plan: int, slug: str, council: str) -> None:
        self._conn = conn
        self._plan = plan
        self._names = {"slug": slug, "council": council}
        self._head = snapshot.head(conn)
        self._posts = plans.posts(conn, "9999-12-31", self._head)
        self._codes = {post.id: post.code for post in self._posts.values() if post.council == council}
        self._began = plans.began(conn, plan) or "9999-12-31"
        self._named: set[int] = set()
        self._given: list[dict[str, Any]] = []

    def contents(self) -> dict[str, Any]:
        lines, settings = self._settings()
        recommendations = [self._recommendation(r) for r in self._in_order("recommendation")]
        actions = [self._action(a) for a in self._in_order("action")]
        posts = self._keyed_posts()
        file: dict[str, Any] = {"format": 1, "plan": {**self._names, "on": self._began, **lines}}
        tables = {"settings": settings, "posts": posts, "recommendations": recommendations, "actions": actions}
        tables["meetings"] = self._meetings()
        return file | {name: [t for t in table if t] for name, table in tables.items() if any(table)}

    def _meetings(self) -> list[dict[str, Any]]:
        held = [m for m in meetings.meetings(self._conn, self._head) if self._names["slug"] in m.plans]
        return [{"board": m.board, "on": m.on, **({"as_at": m.as_at} if m.as_at != m.on else {})} for m in held]

    def _in_order(self, kind: str) -> list[int]:
        return list(plans.identities(self._conn, kind, self._plan).values())

    def _settings(self) -> tuple[dict[str, str], list[dict[str, str]]]:
        lines: dict[str, str] = {}
        settings = []
        for name, on, value in history.settings_rows(self._conn, self._plan):
            if name in PLAN_LINES and name not in lines and on == self._began:
                lines[name] = value
            else:
                settings.append({"name": name, "value": value, **({"on": on} if on != self._began else {})})
        lines.setdefault("title", self._names["slug"])
        return {name: lines[name] for name in PLAN_LINES if name in lines}, settings

    def _table(self, kind: str, thing: int) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
        """What holds from the beginning, and the dated acts after it. None where no wording stands."""
        acts = acts_said(self._conn, kind, thing, self._codes, undone_too=False)
        first = next((place for place, (_, said) in enumerate(acts) if "text" in said), None)
        if first is None:
            return None
        recorded, initial = acts.pop(first)
        acts = [(r, told) for r, said in acts if (told := self._importable(r, said, [(recorded, initial), *acts]))]
        for _, said in (*acts, (recorded, initial)):
            self._named |= {number for number, code in self._codes.items() if code in said.get("leads", ())}
        if recorded.on != self._began:
            initial["on"] = recorded.on
        history = [{"on": r.on, "by": r.recorded_by, **_without_unused_label(said, acts)} for r, said in acts if said]
        return initial, history

    def _importable(
        self, recorded: Recorded, said: dict[str, Any], acts: list[tuple[Recorded, dict[str, Any]]]
    ) -> dict[str, Any]:
        """An act without what rests on something that was undone: it says nothing any more, and no import would take it."""
        if "evidence" in said:
            self._given.append(said["evidence"])
        if "withdraws_evidence" in said and said["withdraws_evidence"] not in self._given:
            return {}
        if "on_evidence" in said and said["on_evidence"] not in self._given:
            said = {key: value for key, value in said.items() if key != "on_evidence"}
        if not {"signoff", "signoff_refused", "reaudit"} & said.keys():
            return said
        before = [(str(r.on), r.seq, told["status"]) for r, told in acts if "status" in told and r.seq < recorded.seq]
        standing = max((each for each in before if each[0] <= str(recorded.on)), default=("", 0, ""))
        return said if standing[2] in DONE else {}

    def _recommendation(self, thing: int) -> dict[str, Any]:
        table = self._table("recommendation", thing)
        if table is None:
            return {}
        initial, acts = table
        ref = snapshot.ref_of(self._conn, "recommendation", thing)
        if (initial.get("deadline") or "") == _read(initial.get("by_when")):
            initial.pop("deadline", None)
        initial.pop("reason", None)
        return {"ref": ref, **initial, **({"history": acts} if acts else {})}

    def _action(self, thing: int) -> dict[str, Any]:
        table = self._table("action", thing)
        if table is None:
            return {}
        initial, acts = table
        parent = plans.parent_ref(self._conn, thing)
        head = {"ref": snapshot.ref_of(self._conn, "action", thing)} | ({"recommendation": parent} if parent else {})
        if (initial.get("deadline") or "") == _read(initial.get("by_when")):
            initial.pop("deadline", None)
        if initial.get("recurrence") == read_by_when(initial.get("by_when", "")).recurrence:
            initial.pop("recurrence", None)
        if "note" in initial:
            initial["progress"] = initial.pop("note")
        initial.pop("observed", None)
        initial.pop("reason", None)
        return {**head, **initial, **({"history": acts} if acts else {})}

    def _keyed_posts(self) -> list[dict[str, Any]]:
        """The posts that this plan names, those above them, and those of the council that no other plan names."""
        council = self._names["council"]
        elsewhere = plans.posts_named_by_others(self._conn, self._plan)
        wanted = {canonical(self._posts, number).id for number in self._named}
        stated = plans.recorded_posts(self._conn)
        for post in self._posts.values():
            if post.council == council and post.id in stated and post.stands_for is None and post.id not in elsewhere:
                wanted.add(post.id)
        while more := {int(s) for number in wanted if (s := self._posts[number].superior)} - wanted:
            wanted |= more
        return [self._post(self._posts[number]) for number in self._posts if number in wanted]

    def _post(self, post: Post) -> dict[str, Any]:
        acts = acts_said(self._conn, "post", post.id, self._codes, undone_too=False)
        table: dict[str, Any] = {"code": post.code}
        later: list[dict[str, Any]] = []
        for recorded, said in acts:
            if recorded.on == self._began and not set(said) & set(table) and not later:
                table |= said
            elif said:
                later.append({"on": recorded.on, "by": recorded.recorded_by, **said})
        aliases = [p.code for p in self._posts.values() if p.stands_for == post.id]
        table |= {"aliases": aliases} if aliases else {}
        return table | ({"history": later} if later else {})


def _without_unused_label(said: dict[str, Any], acts: list[tuple[Recorded, dict[str, Any]]]) -> dict[str, Any]:
    """A label is printed only where a decision in the file answers it; an answer only where its request stands in it."""
    labels = {other.get("label") for _, other in acts}
    answers = {other.get("answers") for _, other in acts}
    drop = {"label"} if said.get("label") not in answers else set()
    drop |= {"answers"} if said.get("answers") not in labels else set()
    return {key: value for key, value in said.items() if key not in drop and value is not None}


def _read(by_when: str | None) -> str:
    day = read_by_when(by_when or "").deadline
    return day.isoformat() if day else ""
