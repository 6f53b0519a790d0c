"""A small plan as a CSV that comes in month after month."""

from actiontracker.intake.files import Wanted, read_document
from actiontracker.reports.results import ImportResult
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Wish, remembered_headings
from tests.conftest import import_document

HEAD = "Ref,Action,Lead Officer,By When,Status,RAG,Progress Update,Evidence\n"
MAY = HEAD + "1,Write the plan,DCS,31.12.25,In progress,Green,Drafted,Minutes\n2,Share the plan,SM QA,31.1.26,,,,\n"


def bring(edge: Edge, text: str, **wish: object) -> ImportResult:
    path = edge.database.parent / "plan.csv"
    path.write_text(text, encoding="utf-8")
    wish = {"plan": "ours", "on": "2025-11-30", **wish}
    headings = remembered_headings(edge.database, "ours", [path.name]) | dict(wish.get("headings", {}))  # type: ignore[call-overload]
    return import_document(edge, read_document(path, Wanted(headings=headings)), Wish(**wish), lambda count: None)  # type: ignore[arg-type]
