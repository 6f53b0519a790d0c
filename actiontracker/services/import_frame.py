"""The part of an import that is about no action: the plan's settings and the key of leads; recommendations join in."""

from actiontracker.domain.plan import Post
from actiontracker.domain.problems import Change
from actiontracker.domain.refs import ref_key
from actiontracker.intake.drafts import Document, PostDraft, Setting
from actiontracker.services import acts
from actiontracker.services.edge import Edge
from actiontracker.services.import_recommendations import RecommendationImporter
from actiontracker.services.imported import Context, Field, compared_in, remembered
from actiontracker.services.spellings import likely_spellings
from actiontracker.store import documents, history, plans
from actiontracker.store.ledger import Fact, Row


class FrameImporter:
    """Records settings, posts and recommendations of one document, and what to remember of them."""

    def __init__(self, context: Context, document: Document, edge: Edge) -> None:
        self._context = context
        self._edge = edge
        self._document = document
        self._conn = context.ledger.conn
        self.recommendations = RecommendationImporter(context, document)
        self.memory: list[Fact] = []
        self.changes: list[Change] = []
        self.history = 0
        self.keyed = {code for post in document.posts for code in (post.code, *(post.aliases or ()))}

    def record(self) -> None:
        """One entry for all that holds from the document's day, then one for each dated act."""
        context = self._context
        self._settings()
        self._posts()
        self.recommendations.record()
        self.memory += self.recommendations.memory
        self.changes += self.recommendations.changes
        rows = [*context.facts, *context.posts.facts()]
        context.facts = []
        order = {"plan": 0, "post": 1, "recommendation": 2}
        rows.sort(key=lambda fact: order.get(fact[0], 9))
        if rows:
            context.ledger.append("import", rows)
        context.ledger.flush()
        self._dated_acts()

    def suggestions(self) -> list[tuple[str, str]]:
        """Codes that look like another spelling of a known post: suggested, never merged by likeness."""
        known = plans.posts(self._conn, "9999-12-31", self._context.ledger.seq)
        return likely_spellings(post for post in known.values() if self._context.posts.ids.get(post.code) == post.id)

    def _settings(self) -> None:
        context = self._context
        if context.plan is None:
            return
        said = [setting for setting in self._document.settings if setting.name not in context.titles]
        said += [Setting(name, value) for name, value in context.titles.items()]
        last = documents.settings_said(self._conn, context.plan)
        recorded = history.settings_rows(self._conn, context.plan)
        holds = plans.settings(self._conn, context.plan, context.on, context.head)
        for name, value, on in said:
            row: Row = {"plan_id": context.plan, "name": name, "value": value}
            if on is None and last.get(name) != value:
                self.memory.append(("document_setting", row | {"effective_on": context.on}))
            unknown = (name, on, value) not in recorded if on else value not in (last.get(name), holds.get(name))
            if unknown:
                context.facts.append(("plan_setting", row | {"effective_on": on or context.on}))
                if name in holds:
                    self.changes.append(Change(self._document.slug or "plan", name, holds[name], value))

    def _posts(self) -> None:
        said = documents.posts_said(self._conn)
        holds = plans.posts(self._conn, self._context.on, self._context.head)
        for draft in self._document.posts:
            self._post(draft, self._context.posts.id_of(draft.code), said, holds)

    def _post(self, draft: PostDraft, post: int, said: dict[int, documents.Said], holds: dict[int, Post]) -> None:
        context, on = self._context, draft.on or self._context.on
        known, last = holds.get(post), said.get(post)
        title = [Field(name, getattr(draft, name), getattr(known, name, None)) for name in ("title", "organisation")]
        differing = compared_in(context, draft.code, title, last).changed
        if differing:
            row: Row = {"post_id": post, "effective_on": on}
            row |= {field.name: (field.printed if field in differing else field.holds) or None for field in title}
            context.facts.append(("post_title", row))
            if known:
                self._changed(draft.code, differing)
        superior = holds[known.superior].code if known and known.superior in holds else None
        for field in compared_in(context, draft.code, [Field("reports_to", draft.reports_to, superior)], last).changed:
            above = context.posts.id_of(field.printed) if field.printed else None
            context.facts.append(("post_reports_to", {"post_id": post, "effective_on": on, "superior": above}))
        for alias in draft.aliases or ():
            other = context.posts.id_of(alias)
            if other != post and (holds[other].stands_for if other in holds else None) != post:
                context.facts.append(("post_alias", {"post_id": other, "effective_on": on, "stands_for": post}))
                context.posts.stands_for[other] = post
        printed = {name: getattr(draft, name) for name in ("title", "organisation", "reports_to")}
        printed["aliases"] = None if draft.aliases is None else "; ".join(draft.aliases)
        memory = remembered(printed, {}, last)
        if memory is not None:
            self.memory.append(("document_post", {"post_id": post, "effective_on": context.on, **memory}))

    def _dated_acts(self) -> None:
        context = self._context
        scribe = acts.Scribe(context.ledger, context.posts, context.plan, self.recommendations.ids, {}, self._edge)
        for post in self._document.posts:
            self.history += scribe.post_acts(context.posts.ids[post.code], post.history)
        for draft in self._document.recommendations:
            identity = self.recommendations.ids[ref_key(draft.ref)]
            self.history += scribe.recommendation_acts(identity, draft.history)

    def _changed(self, ref: str, fields: list[Field]) -> None:
        self.changes += [Change(ref, field.name, field.holds or "", field.printed or "") for field in fields]
