"""What leaves as data: recommendations, updates, and a whole plan in the shape of a plan file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from actiontracker.domain.plan import Recommendation
from actiontracker.reports.lines import RecommendationLine, recommendation_line
from actiontracker.reports.rows import RecommendationRow, UpdateRow
from actiontracker.services.boards import read
from actiontracker.services.reporting import Scope, scope
from actiontracker.services.said import acts_said
from actiontracker.store import snapshot
from actiontracker.store.connection import reading
from actiontracker.store.history import Recorded

if TYPE_CHECKING:
    from actiontracker.reports.public import Edition


def recommendation_rows(
    database: Path, day: str, slugs: tuple[str, ...], *, public: bool = False
) -> tuple[list[RecommendationRow], "Edition | None"]:
    """The recommendations of the plans named (of all, if none is) as at a day, with their roll-up. Raises NotFound.

    For the public, with the edition that says what was withheld.
    """
    with reading(database) as conn:
        around, edition = scope(conn, day, slugs), None
        now = read(conn, around.plans, day, around.head)
        if public:
            from actiontracker.services import publishing

            edition = publishing.edition(conn, around.plans, day, around.head)
            now = publishing.let_out(edition, now)
        lines = {(r.plan, r.ref): recommendation_line(r, now.answers.get((r.plan, r.ref), [])) for r in now.recommendations}
        rows = [_recommendation_row(r, lines[r.plan, r.ref], around) for r in now.recommendations]
        if edition:
            rows = [row._replace(leads=edition.posts(row.plan, row.leads)) for row in rows]
        return rows, edition


def _recommendation_row(r: Recommendation, line: RecommendationLine, around: Scope) -> RecommendationRow:
    return RecommendationRow(
        plan=r.plan,
        area=r.area,
        ref=r.ref,
        recommendation=r.text,
        timescale=r.timescale,
        timescale_in_report=r.timescale_in_report,
        outcome=r.outcome,
        leads=around.lens.leads(r.leads)[0],
        by_when=r.by_when,
        deadline=r.deadline,
        note=r.note,
        noted_on=r.noted_on,
        rag=line.rag,
        rag_reason=line.reason,
        actions=line.actions,
        closed=line.closed,
        next_deadline=line.next_deadline,
    )


def update_rows(database: Path, slugs: tuple[str, ...]) -> list[UpdateRow]:
    """All that was recorded about the actions of the plans named (of all, if none is), in plan order. Raises NotFound."""
    with reading(database) as conn:
        day = "9999-12-31"
        around = scope(conn, day, slugs)
        codes = {post.id: post.code for post in around.posts.values()}
        filters = snapshot.Filters(plans=tuple(plan.id for plan in around.plans))
        rows = []
        for state in list(snapshot.actions(conn, day, filters)):
            for recorded, said in acts_said(conn, "action", state.action_id, codes):
                rows.append(_update_row(state.plan, state.ref, recorded, said))
        return rows


def _update_row(plan: str, ref: str, recorded: Recorded, said: dict[str, Any]) -> UpdateRow:
    get = said.get
    return UpdateRow(
        *(plan, ref, recorded.version, recorded.kind, recorded.on, recorded.recorded_at, recorded.recorded_by),
        *(get("status"), get("rag"), get("note"), get("expected"), get("done")),
        *(get("request"), get("grant"), get("refuse"), get("deadline"), get("agreed_by"), get("minute"), get("reason")),
        undone=recorded.retracted_by is not None,
    )


def manifest_of(database: Path, what: str, day: str | None, content: Path, name: str) -> dict[str, Any]:
    """What stands in the manifest of an exported file: its name, size and hash, and the record as it stands.

    `content` is where it stands until it takes its name.
    """
    import hashlib  # not for exports without a manifest

    data = content.read_bytes()
    with reading(database) as conn:
        record = snapshot.record_at(conn, snapshot.head(conn))
    facts = {"export": what, "as_at": day, "file": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return facts | {"record": record}
